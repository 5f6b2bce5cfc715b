"""What changed between two states, kept apart by kind and ranked by effect."""

from __future__ import annotations

import html
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pyarrow as arrow
import pytest

from analysis.errors import UsageError
from analysis.project import Project
from analysis.refresh.comparing import sides
from analysis.refresh.comparing.changes import Changes
from analysis.refresh.comparing.findings import compare_sites, read_site
from analysis.refresh.comparing.observations import Book, Printed, compare_books
from analysis.refresh.comparing.page import changes_page, write_changes
from analysis.refresh.comparing.rows import compare_tables
from analysis.refresh.comparing.sides import Side, compare, newest_two, side_of
from analysis.refresh.comparing.wording import as_text

from .conftest import figures, later

Finding = dict[str, Any]


def finding(amount: Any, unit: str = "%", decimals: int = 1, sentence: str = "") -> Finding:
    """A finding of one number, as `values.json` holds it."""
    text = f"{amount:.{decimals}f} {unit}" if isinstance(amount, float) else str(amount)
    value = {"amount": amount, "text": text, "unit": unit, "decimals": decimals, "rows": []}
    return {"sentence": sentence or f"It is {text}.", "values": {"it": value}}


def site(folder: Path, reports: dict[str, dict[str, Finding]]) -> Path:
    """A built site: for each report its findings, the first of which is the headline."""
    for name, findings in reports.items():
        (folder / name).mkdir(parents=True)
        listed = "".join(f'<li id="{each}"><p>…</p></li>' for each in findings)
        (folder / f"{name}.html").write_text(
            f"<html><head><title>Report {name}</title></head>"
            f'<body><section id="findings"><ol>{listed}</ol></section></body></html>',
            encoding="utf-8",
        )
        plain = {"findings": dict(sorted(findings.items()))}
        (folder / name / "values.json").write_text(json.dumps(plain), encoding="utf-8")
    (folder / "index.html").write_text("<html></html>", encoding="utf-8")
    return folder


def compared(
    tmp_path: Path, old: dict[str, dict[str, Finding]], new: dict[str, dict[str, Finding]]
) -> Any:
    first = read_site(site(tmp_path / "old", old))
    return compare_sites(first, read_site(site(tmp_path / "new", new)))


def test_changes_of_sign_come_first_then_reports_by_their_headline(tmp_path: Path) -> None:
    old = {
        "a": {"z-head": finding(2.0), "b-more": finding(1.0)},
        "b": {"head": finding(2.0)},
        "c": {"head": finding(5.0), "small": finding(-0.1)},
    }
    new = {
        "a": {"z-head": finding(2.4), "b-more": finding(9.0)},
        "b": {"head": finding(3.0)},
        "c": {"head": finding(5.0), "small": finding(0.1)},
    }
    moved = compared(tmp_path, old, new).moved
    assert [(one.report, one.finding) for one in moved] == [
        ("c", "small"), ("b", "head"), ("a", "z-head"), ("a", "b-more"),
    ]  # fmt: skip
    assert [one.turned for one in moved] == [True, False, False, False]
    assert [one.headline for one in moved] == [False, True, True, False]


def test_a_move_in_the_third_decimal_is_counted_and_not_listed(tmp_path: Path) -> None:
    old = {"a": {"one": finding(2.049), "two": finding(2.0)}}
    new = {"a": {"one": finding(2.052), "two": finding(2.0)}}
    found = compared(tmp_path, old, new)
    assert old["a"]["one"]["sentence"] != new["a"]["one"]["sentence"]
    assert (found.moved, found.unseen, found.same) == ((), 1, 1)


def test_a_move_that_no_printed_digit_shows_is_counted_and_not_listed(tmp_path: Path) -> None:
    found = compared(tmp_path, {"a": {"one": finding(2.01)}}, {"a": {"one": finding(2.04)}})
    assert (found.moved, found.unseen) == ((), 1)


def test_pounds_move_by_their_share_and_per_cent_by_points(tmp_path: Path) -> None:
    old = {"a": {"one": finding(1000.0, "GBP", 0), "two": finding(10.0)}}
    new = {"a": {"one": finding(1100.0, "GBP", 0), "two": finding(10.5)}}
    moved = {one.finding: (round(one.effect, 2), one.unit) for one in compared(
        tmp_path, old, new).moved}  # fmt: skip
    assert moved == {"one": (9.09, "%"), "two": (0.5, "points")}


def test_a_range_that_crosses_nothing_changed_its_sign(tmp_path: Path) -> None:
    old = {"a": {"one": finding([-4.1, -0.1], sentence="between")}}
    new = {"a": {"one": finding([-4.0, 0.1], sentence="between them")}}
    (moved,) = compared(tmp_path, old, new).moved
    assert moved.turned


def test_a_word_that_changed_is_listed(tmp_path: Path) -> None:
    old = {"a": {"one": finding("August 2026", "", 0)}}
    new = {"a": {"one": finding("September 2026", "", 0)}}
    (moved,) = compared(tmp_path, old, new).moved
    assert (moved.effect, moved.new) == (0, "It is September 2026.")


def test_findings_and_reports_that_came_and_went_are_listed_apart(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        {"a": {"one": finding(1.0), "two": finding(2.0)}, "b": {}},
        {"a": {"one": finding(1.0), "three": finding(3.0)}, "c": {}},
    )
    assert found.new == (("a", "It is 3.0 %."),)
    assert found.gone == (("a", "It is 2.0 %."),)
    assert (found.new_reports, found.gone_reports) == (("c",), ("b",))


def test_a_folder_that_is_no_site_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="realpay build"):
        read_site(tmp_path)


def test_a_site_with_a_broken_file_names_it(tmp_path: Path) -> None:
    folder = site(tmp_path / "old", {"a": {}})
    (folder / "a" / "values.json").write_text('{"findings": ')
    with pytest.raises(UsageError, match=r"a/values\.json cannot be read"):
        read_site(folder)


def test_a_new_base_is_no_revision() -> None:
    months = [f"2026-{month:02}" for month in range(1, 9)]
    old = Book({("D7BT", "month", m): Printed("143.1", "2015=100") for m in months})
    new = Book({("D7BT", "month", m): Printed("109.1", "2023=100") for m in months})
    changes = compare_books(old, new)
    assert [(one.old, one.new) for one in changes.rebased] == [("2015=100", "2023=100")]
    assert changes.revised == ()


def test_three_and_three_point_nought_are_one_value() -> None:
    place = ("KAC6", "month", "2026-05")
    assert compare_books(Book({place: Printed("4")}), Book({place: Printed("4.0")})).revised == ()


def test_a_value_that_is_gone_is_said() -> None:
    old = Book({("KAC6", "month", "2026-05"): Printed("−4.0")})
    assert [one.old for one in compare_books(old, Book()).gone] == ["−4.0"]


def offers(**cells: list[Any]) -> pd.DataFrame:
    return pd.DataFrame({"flags": [""] * len(cells["key"]), **cells})


def test_rows_that_name_nobody_are_told_by_their_figure_and_no_line_ends_in_a_blank() -> None:
    old = {
        "salaries": offers(key=["S0"], value=[1.0], unit=["people"]),
        "wage_floors": offers(key=["W0"], hourly_gbp=[9.5]),
        "series_status": offers(key=["C0"], status=["accredited"]),
        "actions": offers(key=["A0"], note=["a"]),
    }
    new = {
        "salaries": offers(
            key=["S0", "S1", "S2", "S3"], value=[1.0, 31390.0, 12500.0, None],
            unit=["people", "GBP", "people", "GBP"],
        ),
        "wage_floors": offers(key=["W0", "W1"], hourly_gbp=[9.5, 11.44]),
        "series_status": offers(key=["C0", "C1"], status=["accredited", "experimental"]),
        "actions": offers(key=["A0", "A1"], note=["a", "b"]),
    }  # fmt: skip
    found = compare_tables(old, new)
    lines = as_text(Changes("a", "b", rows=found)).splitlines()
    assert lines[lines.index("Other new rows: 5") + 1 :] == [
        "- salaries S1: 31,390 GBP",
        "- salaries S2: 12,500 people",
        "- salaries S3",
        "- series_status C1: experimental",
        "- wage_floors W1: 11.44 GBP",
    ]
    assert "- actions A1" in lines


def test_new_offers_ballots_and_corrected_rows_are_kept_apart() -> None:
    old = {
        "offer_statements": offers(key=["X1"], employer_name=["Met Office"], pct=[3.0]),
        "ballots": offers(key=["B1"], union=["PCS"], yes=[10]),
        "remits": offers(key=["R1"], note=["a"]),
        "prices": offers(key=["P1"], value=[1.0]),
    }
    new = {
        "offer_statements": offers(
            key=["X1", "X2"], employer_name=["Met Office", "HM Revenue and Customs"],
            pct=[3.5, 4.0], flags=["corrected: percent", ""],
        ),
        "ballots": offers(key=["B1", "B2"], union=["PCS", "Prospect"], yes=[10, None]),
        "remits": offers(key=["R2"], note=["b"]),
        "prices": offers(key=["P1"], value=[2.0]),
    }  # fmt: skip
    found = compare_tables(old, new)
    assert [(row.key, row.about) for row in found.offers] == [("X2", "HM Revenue and Customs")]
    assert [(row.key, row.about) for row in found.ballots] == [("B2", "Prospect")]
    assert [row.key for row in found.other] == ["R2"]
    assert [row.key for row in found.gone] == ["R1"]
    (cell,) = found.corrected
    assert (cell.key, cell.column, cell.old, cell.new) == ("X1", "pct", "3.0", "3.5")
    assert cell.why == "corrected: percent"


def test_a_cell_filled_in_is_a_correction_from_a_blank() -> None:
    old = {"ballots": offers(key=["B1"], yes=pd.array([None], dtype="Int64"))}
    new = {"ballots": offers(key=["B1"], yes=pd.array([7], dtype="Int64"))}
    (cell,) = compare_tables(old, new).corrected
    assert (cell.old, cell.new) == ("", "7")


def test_the_page_escapes_what_it_shows_and_links_what_moved(tmp_path: Path) -> None:
    nasty = '<script>alert("1")</script>'
    found = compared(
        tmp_path,
        {"a": {"one": finding(1.0, sentence="Was.")}},
        {"a": {"one": finding(2.0, sentence=nasty)}},
    )
    page = changes_page(Changes("2026-08-19", "2026-09-16", findings=found), home="../index.html")
    assert nasty not in page
    assert "&lt;script&gt;" in page
    assert 'href="../a.html#one"' in page
    assert "default-src 'none'" in html.unescape(page)
    assert "style=" not in page.split("</style>", 1)[1]


def test_a_page_of_changes_is_written_once_and_never_over_another(tmp_path: Path) -> None:
    project = Project(tmp_path)
    one = Changes("2026-08-19", "2026-09-16")
    other = Changes("2026-08-18", "2026-09-16")
    names = [write_changes(project, each, "2026-09-16") for each in (one, one, other)]
    assert names == [
        "changes/2026-09-16.html", "changes/2026-09-16.html", "changes/2026-09-16-2.html",
    ]  # fmt: skip
    assert json.loads((tmp_path / "reports/changes/2026-09-16.json").read_text())["nothing"]


def test_text_is_cut_at_forty_lines_and_counts_the_rest(tmp_path: Path) -> None:
    old = {f"r{n:03}": {"one": finding(1.0)} for n in range(50)}
    new = {name: {"one": finding(float(n + 2))} for n, name in enumerate(old)}
    text = as_text(Changes("a", "b", findings=compared(tmp_path, old, new)))
    assert "Findings that moved: 50" in text
    assert "- and 10 more" in text
    assert text.count("was: It is 1.0 %.") == 40


def test_two_files_of_one_series_are_compared_by_period(project: Project, tmp_path: Path) -> None:
    for name, body in (
        ("old.csv", figures(project, "KAC7")),
        ("new.csv", later(figures(project, "KAC7"), '"2026 JUN","747"\n', p2026_MAY="746")),
    ):
        (tmp_path / name).write_bytes(body)
    sides = (side_of(str(tmp_path / name), project) for name in ("old.csv", "new.csv"))
    changes = compare(*sides)
    assert changes.series is not None
    assert [(one.period, one.new) for one in changes.series.new] == [("2026-06", "747")]
    assert [(one.old, one.new) for one in changes.series.revised] == [("745", "746")]


def test_the_releases_kept_are_compared_with_the_newest(project: Project) -> None:
    kept = project.raw / "ons/releases/KAC7_2026-07-21.csv"
    kept.parent.mkdir()
    kept.write_bytes(figures(project, "KAC7"))
    new = later(figures(project, "KAC7"), '"2026 JUN","747"\n', "18-08-2026")
    (project.raw / "ons/KAC7.csv").write_bytes(new)
    text = as_text(compare(*newest_two(project)))
    assert "From the releases before to the newest releases" in text
    assert "(KAC7), 2026-06: 747" in text


def test_without_releases_kept_there_is_nothing_to_compare(project: Project) -> None:
    with pytest.raises(UsageError, match="No earlier release is kept yet"):
        newest_two(project)


def test_two_sides_of_different_kinds_are_refused(project: Project, tmp_path: Path) -> None:
    built = side_of(str(site(tmp_path / "old", {"a": {}})), project)
    with pytest.raises(UsageError, match="name two of one kind"):
        compare(built, Side("here", "clean tables", tables={}))


def test_what_is_no_state_at_all_is_a_usage_error(project: Project) -> None:
    with pytest.raises(UsageError, match="There is no 'nowhere' to compare"):
        side_of("nowhere", project)


def test_a_day_is_a_side(monkeypatch: pytest.MonkeyPatch, project: Project) -> None:
    asked = []
    monkeypatch.setattr(
        "analysis.refresh.comparing.sides.tables_in",
        lambda folder, as_of: asked.append((folder, as_of)) or {},
    )
    assert side_of("2022-12-07", project).name == date(2022, 12, 7).isoformat()
    assert asked == [(project.clean, "2022-12-07")]


def test_the_day_alone_in_a_sentence_is_no_change_between_two_days(tmp_path: Path) -> None:
    def said(folder: str, day: str, rate: float) -> Side:
        finding_ = finding(rate, sentence=f"By {day} the newest rate was {rate} %.")
        same = finding("Nobody", "", 0, sentence=f"By {day} nobody had said more.")
        reports = read_site(site(tmp_path / folder, {"a": {"rate": finding_, "none": same}}))
        return Side(folder, "a day", tables={}, reports=reports)

    old = said("2022-10-18", "18 October 2022", 9.9)
    found = compare(old, said("2022-11-16", "16 November 2022", 11.1)).findings
    assert found is not None
    assert [one.finding for one in found.moved] == ["rate"]
    assert found.same == 1


def test_one_move_that_many_reports_share_is_told_once(tmp_path: Path) -> None:
    names = [f"dossier-{place}" for place in range(60)]
    found = compared(
        tmp_path,
        {name: {"rate": finding(9.9)} for name in names},
        {name: {"rate": finding(11.1)} for name in names},
    )
    text = as_text(Changes("2022-10-18", "2022-11-16", findings=found))
    assert text.count("now: It is 11.1 %.") == 1
    assert "and in 59 more reports" in text


def test_many_new_rows_are_counted_table_by_table(tmp_path: Path) -> None:
    def rows(count: int) -> dict[str, pd.DataFrame]:
        keys = [f"R{place:03}" for place in range(count)]
        return {"pay_scales": pd.DataFrame({"key": keys, "flags": ""})}

    text = as_text(Changes("a", "b", rows=compare_tables(rows(1), rows(101))))
    assert "- pay_scales, 100 rows, the first: R001" in text
    assert "more" not in text


def test_text_tells_what_came_and_went_was_rebased_and_was_corrected(tmp_path: Path) -> None:
    months = [f"2026-{month:02}" for month in range(1, 9)]
    books = [
        Book({("D7BT", "month", month): Printed(value, base) for month in months})
        for value, base in (("143.1", "2015=100"), ("109.1", "2023=100"))
    ]
    rows = [
        {"ballots": offers(key=["B1", "B2"], yes=yes, flags=flags)}
        for yes, flags in (([10, None], ["", ""]), ([12, 7], ["corrected: yes", ""]))
    ]
    found = compared(
        tmp_path,
        {"a": {"one": finding(1.0), "two": finding(2.0)}, "b": {}},
        {"a": {"one": finding(1.0), "three": finding(3.0)}, "c": {}},
    )
    told = as_text(
        Changes("old", "new", compare_books(*books), compare_tables(*rows), found)
    ).splitlines()
    for heading, *lines in (
        ("New findings: 1", "- Report a: It is 3.0 %."),
        ("Findings gone: 1", "- Report a: It is 2.0 %."),
        ("New reports: 1", "- Report c"),
        ("Reports gone: 1", "- Report b"),
        ("Series on a new reference base: 1", "- D7BT (D7BT): 2015=100 to 2023=100"),
        (
            "Corrected rows: 2",
            "- ballots B1, yes: 10.0 to 12.0 [corrected: yes]",
            "- ballots B2, yes: (blank) to 7.0",
        ),
    ):
        place = told.index(heading)
        assert told[place + 1 : place + 1 + len(lines)] == lines


def test_a_side_is_a_copy_a_folder_of_figures_or_a_site_as_what_lies_in_it_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = pd.DataFrame({"key": ["B1"]})
    cleaned: list[Path] = []

    def clean(project: Project) -> dict[str, pd.DataFrame]:
        cleaned.append(project.raw)
        return {"ballots": row}

    monkeypatch.setattr(sides, "_clean", clean)
    project = Project(tmp_path)
    copy, raw, tables = (tmp_path / name for name in ("copy", "raw", "tables"))
    (copy / "data" / "raw").mkdir(parents=True)
    site(copy / "reports" / "html", {"a": {}})
    for folder, name in ((raw, "series.csv"), (tables, "manifest.json")):
        folder.mkdir()
        (folder / name).touch()
    of_copy, of_raw, of_tables, of_site = (
        side_of(str(folder), project) for folder in (copy, raw, tables, copy / "reports" / "html")
    )
    assert cleaned == [copy / "data" / "raw", raw]
    assert (of_copy.kind, list(of_copy.reports or ())) == ("a copy of the project", ["a"])
    assert (of_raw.name, of_raw.kind, of_raw.reports) == ("raw", "raw figures", None)
    assert (of_tables.kind, of_tables.tables) == ("clean tables", {})
    assert (of_site.kind, of_site.tables) == ("a built site", None)
    assert compare(of_copy, of_raw).findings is None


def test_the_raw_figures_of_a_side_are_cleaned_as_they_stand_today(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    held = arrow.table({"key": ["B1"], "yes": [12]})
    monkeypatch.setattr(
        "analysis.ingest.clean.clean", lambda project: SimpleNamespace(tables={"ballots": held})
    )
    monkeypatch.setattr("analysis.tables.store.select", lambda rows, asked, table: rows)
    (tmp_path / "series.csv").touch()
    side = side_of(str(tmp_path), Project(tmp_path))
    assert side.tables is not None
    assert side.tables["ballots"].to_dict("records") == [{"key": "B1", "yes": 12}]
