"""Several releases of one series: which value was known when, what may change and what may not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.ingest.clean import Cleaned
from analysis.project import Project

Change = Callable[..., None]
Lines = Callable[[], list[str]]


def keep_release(
    project: Project, cdid: str, released: str, *changes: tuple[str, str], until: str = "2026 APR"
) -> Path:
    """Keep an older release of a series: the present one, with these texts changed."""
    text = (project.raw / "ons" / f"{cdid}.csv").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    rows = text.splitlines(keepends=True)
    last = next(place for place, row in enumerate(rows) if row.startswith(f'"{until}"'))
    rows = [row for row in rows[: last + 1] if not row.startswith('"2026 Q2"')]
    day = next(row for row in rows if row.startswith('"Release date"'))
    path = project.raw / "ons" / "releases" / f"{cdid}-{released}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(rows).replace(day, f'"Release date","{released}"\n'), encoding="utf-8")
    return path


def versions(cleaned: Cleaned, table: str, cdid: str, month: str) -> pd.DataFrame:
    rows = cleaned.frame(table)
    chosen = rows[(rows["series"] == cdid) & (rows["period"].astype(str) == month)]
    return chosen.sort_values("known_from")


def test_a_revised_value_of_a_series_that_may_be_revised_keeps_both_values_with_their_days(
    project: Project, cleaned: Callable[[], Cleaned]
) -> None:
    keep_release(project, "L55O", "20-05-2026", ('"2022 OCT","9.6"', '"2022 OCT","9.5"'))
    rows = versions(cleaned(), "prices", "L55O", "2022-10")
    assert rows["value"].tolist() == [9.5, 9.6]
    assert rows["key"].tolist() == ["L55O/2022-10", "L55O/2022-10/2026-09-16"]
    assert rows["known_until"].iloc[0] == pd.Timestamp("2026-09-15")
    assert rows["known_from"].iloc[1] == pd.Timestamp("2026-09-16")
    assert rows["known_how"].iloc[1] == "true"
    assert rows["source"].iloc[0] == "ons/releases/L55O-20-05-2026.csv"


def test_a_revised_value_of_a_series_that_is_never_revised_stops(
    project: Project, lines: Lines
) -> None:
    keep_release(project, "CZBH", "20-05-2026", ('"2022 OCT","14.2"', '"2022 OCT","14.1"'))
    [line] = lines()
    assert line.startswith("ons/CZBH.csv, row ")
    assert "column 2022-10: found '14.2'; allowed: 14.1, as an earlier release has it" in line
    assert "values of CZBH are never revised: download it again" in line


def test_the_same_values_in_an_older_release_are_no_revision(
    project: Project, cleaned: Callable[[], Cleaned]
) -> None:
    before = cleaned().frame("prices")
    keep_release(project, "CZBH", "20-05-2026")
    after = cleaned().frame("prices")
    assert after.drop(columns="source").equals(before.drop(columns="source"))


def test_a_new_reference_base_that_is_declared_ends_the_old_values_and_revises_none(
    project: Project, change: Change, cleaned: Callable[[], Cleaned]
) -> None:
    keep_release(project, "L522", "20-05-2026")
    path = project.raw / "ons" / "L522.csv"
    head, *rows = path.read_text(encoding="utf-8").replace("2015=100", "2023=100").split("\n")
    moved = [_scaled(row, 0.75) for row in rows]
    path.write_text("\n".join([head, *moved]), encoding="utf-8")
    line = "L522,prices,CPIH,index,,,not seasonally adjusted,index,"
    change("series.csv", line + "2015=100", line + "2023=100")
    rows_2022 = versions(cleaned(), "prices", "L522", "2022-10")
    assert rows_2022["base"].tolist() == ["2015=100", "2023=100"]
    assert rows_2022["known_until"].isna().tolist() == [False, True]
    assert rows_2022["value"].iloc[1] < rows_2022["value"].iloc[0]


def _scaled(row: str, factor: float) -> str:
    """Scale the value of a row of figures, with more decimals so that rates still fit."""
    cells = row.strip('"').split('","')
    if len(cells) == 2 and cells[0][:4].isdigit():
        return f'"{cells[0]}","{float(cells[1]) * factor:.3f}"'
    return row


def test_a_new_reference_base_that_is_not_declared_stops(change: Change, lines: Lines) -> None:
    change("ons/CHAW.csv", "Jan 1987=100", "Jan 2027=100", every=True)
    assert any(
        line.startswith("ons/CHAW.csv, column Title: found 'Jan 2027=100'; allowed: Jan 1987=100")
        and "if ONS has moved the base, write the new one in data/raw/series.csv" in line
        for line in lines()
    )


def test_a_base_moved_without_a_word_is_seen_by_its_common_factor(
    project: Project, lines: Lines
) -> None:
    path = project.raw / "ons" / "CDKO.csv"
    keep_release(project, "CDKO", "20-05-2026")
    head, *rows = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([head, *(_scaled(row, 0.25) for row in rows)]), encoding="utf-8")
    assert any(
        "column CDKO: found 'every value about 0.25 times that of the release before'" in line
        for line in lines()
    )


def test_two_bases_in_one_file_do_not_read_as_a_collapse_of_prices(
    project: Project, lines: Lines
) -> None:
    path = project.raw / "ons" / "CDKO.csv"
    rows = path.read_text(encoding="utf-8").split("\n")
    halved = [
        _scaled(row, 0.5) if row[1:5] >= "2020" and row[6:9].isalpha() else row for row in rows
    ]
    path.write_text("\n".join(halved), encoding="utf-8")
    [line] = [line for line in lines() if "within 10%" in line]
    assert "column 2020-01: found " in line


def test_a_younger_release_of_earnings_continues_the_record_of_revisions(
    project: Project, change: Change, cleaned: Callable[[], Cleaned]
) -> None:
    text = (project.raw / "ons" / "KAC3.csv").read_text(encoding="utf-8")
    last = text.splitlines()[-1].strip('"').split('","')
    revised = f"{float(last[1]) + 0.1:.1f}"
    change("ons/KAC3.csv", f'"{last[0]}","{last[1]}"', f'"{last[0]}","{revised}"')
    day = next(row for row in text.splitlines() if row.startswith('"Release date"'))
    change("ons/KAC3.csv", day, '"Release date","15-09-2026"')
    month = str(pd.Period(f"{last[0][5:].title()} {last[0][:4]}", "M"))
    rows = versions(cleaned(), "earnings", "KAC3", month)
    assert rows["value"].tolist()[-2:] == [float(last[1]), float(revised)]
    assert rows["known_from"].iloc[-1] == pd.Timestamp("2026-09-15")
    assert rows["known_until"].iloc[-2] == pd.Timestamp("2026-09-14")
    assert rows["source"].iloc[-1] == "ons/KAC3.csv"


def test_two_values_of_one_month_in_one_copy_are_refused(
    add: Callable[[str, str], None], lines: Lines
) -> None:
    add("earnings/awe_revisions.csv", "KAC3,2001 MAR,2024-02-05,99")
    [line] = [line for line in lines() if "each day once" in line]
    assert line.startswith("earnings/awe_revisions.csv, row ")
    assert "found 'KAC3 2001-03 on 2024-02-05'" in line
