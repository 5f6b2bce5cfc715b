"""Rows added by question and from a sheet: checked, completed, appended below what is there."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.ingest import books

from analysis.collection.ballots.ballots import gather
from analysis.errors import UsageError
from analysis.ingest.adding import append, check, load_form, read_sheet
from analysis.ingest.clean import Cleaned, clean
from analysis.ingest.reading.problems import DataProblems
from analysis.ingest.writing import cleaning, raw_state, write
from analysis.project import Project


@pytest.fixture
def record(project: Project) -> Project:
    """The small project with its clean tables, whose manifest knows what things are called."""
    with cleaning(project):
        write(project, clean(project), raw_state(project), version="0.1.0", code="")
    return project


SHEET = """Award,Employer,year,union,said by,basis,date offered,effective date,title,dated,link
3.4%,met office,2026-27,prospect,union,average award,1 July 2026,July 2026,A page,2 July 2026,
"""


def test_columns_stand_in_any_order_under_other_names_and_what_follows_is_filled_in(record):
    path = record.root / "offers.csv"
    path.write_text(SHEET, encoding="utf-8")
    (row,) = read_sheet(load_form(record, "offer"), path)
    assert {name: cell for name, cell in row.items() if cell} == {
        "statement_id": row["statement_id"],
        "offer_id": "MO-2026",
        "employer": "Met Office",
        "unions": "Prospect",
        "pay_year_from": "2026-27",
        "pay_year_to": "2026-27",
        "basis": "average_award",
        "percent": "3.4",
        "offered_on": "2026-07-01",
        "effective_from": "2026-07",
        "status": "offer",
        "asserted_by": "union",
        "source_title": "A page",
        "source_date": "2026-07-02",
        "confidence": "verified in text",
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Award,", "Awrad,", "column 'Awrad': nothing is called so"),
        ("met office", "acmo office", "row 2, employer='acmo office': no such employer"),
        ("average award", "averge award", "Did you mean average_award?"),
        ("3.4%", "3.4x", "row 2, percent"),
        ("union,said", "pct,said", "percent stands twice"),
        (",A page,", ",,", "row 2: source_title is needed"),
    ],
)
def test_an_answer_that_cannot_be_read_names_row_and_column(record, old, new, said):
    path = record.root / "offers.csv"
    path.write_text(SHEET.replace(old, new), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_sheet(load_form(record, "offer"), path)
    assert said in str(caught.value)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_that_are_there_are_kept_to_the_byte_and_the_file_keeps_its_line_ends(record, end):
    path = record.raw / "pay" / "offers.csv"
    held = path.read_bytes().replace(b"\n", end.encode()).removesuffix(end.encode())
    path.write_bytes(held)
    form = load_form(record, "offer")
    row = form.complete({"employer": "Met Office", "pay_year_from": "2026-27"} | REST)
    append(record, form, [row])
    added = path.read_bytes()
    assert added.startswith(held + end.encode())
    assert added.endswith(end.encode())
    assert added.count(b"\n") == held.count(b"\n") + 2


REST = {
    "basis": "average_award",
    "percent": "3.4",
    "asserted_by": "union",
    "source_title": "A page",
    "source_date": "2026-07-02",
}


def branches(parents: int, each: int) -> str:
    lines = ["ballot,union,department,type,level,part of,closed,electorate,returned,yes votes,"]
    lines[0] += "no votes,title,dated"
    for parent in range(parents):
        name = f"PCS-2026-10-P{parent}"
        end = f"{1 + parent} October 2026,,,,,A notice,3 October 2026"
        lines.append(f"{name},pcs,home office,statutory,aggregate-parent,,{end}")
        for branch in range(each):
            counts = f"{100 + branch},{60 + branch},{40 + branch},20"
            lines.append(
                f"{name}-B{branch:02d},PCS,Home Office,statutory,branch,{name},"
                f"{1 + parent} October 2026,{counts},A notice,3 October 2026"
            )
    return "\n".join(lines) + "\n"


def test_a_hundred_branch_ballots_under_two_parents_join_the_record_and_its_page(
    record: Project, cleaned: Callable[[], Cleaned], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = record.root / "branches.csv"
    path.write_text(branches(2, 50), encoding="utf-8")
    form = load_form(record, "ballot")
    rows = read_sheet(form, path)
    check(form, rows)
    append(record, form, rows)
    ballots = cleaned().frame("ballots").set_index("key")
    for parent in ("PCS-2026-10-P0", "PCS-2026-10-P1"):
        mine = ballots[ballots["parent_ballot_id"] == parent]
        assert len(mine) == 50
        assert mine["counted"].all()
    assert not ballots.loc["PCS-2026-10-P0", "counted"]
    assert ballots.loc["PCS-2026-10-P1-B07", "entitled"] == 107

    with cleaning(record):
        write(record, cleaned(), raw_state(record), version="0.1.0", code="")
    monkeypatch.setenv("REALPAY_ROOT", str(record.root))
    view = gather(union="PCS", employer="home-office", years="2026-27", as_of="latest")
    shown = view.votes_on_action.set_index("key")
    assert len(shown) == len(view.plotted) == 100  # the two parents hold them together, unvoted
    one = shown.loc["PCS-2026-10-P0-B10"]  # 70 of 110 papers came back, 50 yes of 70
    assert (round(one["turnout_shown"], 1), round(one["yes_shown"], 1)) == (63.6, 71.4)


@pytest.mark.parametrize(
    "write",
    [
        books.by_xlsxwriter,
        books.by_openpyxl,
        pytest.param(lambda path, rows: ods_by_hand(path, rows), id="ods_by_hand"),
    ],
)
def test_rows_come_from_a_workbook_as_from_a_text_file(
    record: Project, write: Callable[..., Path]
) -> None:
    text = record.root / "branches.csv"
    text.write_text(branches(2, 3), encoding="utf-8")
    cells = [[as_cell(cell) for cell in line] for line in csv.reader(branches(2, 3).splitlines())]
    ending = "ods" if write.__name__ == "<lambda>" else "xlsx"
    book = write(record.root / f"branches.{ending}", cells)
    form = load_form(record, "ballot")
    rows = read_sheet(form, book)
    assert rows == read_sheet(form, text)
    assert len(rows) == 8
    check(form, rows)


def as_cell(text: str) -> books.Formatted:
    return (int(text), "0") if text.isdigit() else (text or None, "@")


def ods_by_hand(path: Path, rows: list[list[books.Formatted]]) -> Path:
    made = [
        books.ods_row(
            *(
                books.ods_number(cell, str(cell))
                if isinstance(cell, int)
                else books.ods_text(*([str(cell)] if cell else []))
                for cell, _ in row
            )
        )
        for row in rows
    ]
    return books.ods(path, "".join(made))


FINDINGS = 59


def test_findings_of_a_sheet_without_decimals_are_rounded_as_they_are_printed(
    record: Project, cleaned: Callable[[], Cleaned]
) -> None:
    lines = ["statement,type of claim,figure,high,in,whose pay,series,from,to,index,title,link"]
    for at in range(FINDINGS):
        figure, high = f"-{at % 30}{['', '.5', '.25'][at % 3]}", "1.5" if at % 10 == 9 else ""
        lines.append(
            f"Finding {at} on pay,change in real terms,{figure},{high},%,all staff,"
            f"median of All,2011,2023,{['CPI', 'RPI', ''][at % 3]},A Paper of Pay,"
        )
    path = record.root / "findings.csv"
    head = lines[0].replace(",in,", ",unit,").replace("link", "url")
    path.write_text("\n".join([head, *lines[1:]]) + "\n", encoding="utf-8")
    form = load_form(record, "claim")
    rows = read_sheet(form, path)
    assert [row["claim_id"] for row in rows[:2]] == ["APP-1", "APP-2"]
    check(form, rows)
    append(record, form, rows)
    claims = cleaned().frame("claims").set_index("key")
    mine = claims[claims["source_title"] == "A Paper of Pay"]
    assert len(mine) == FINDINGS
    # As many decimals as the figure has, and of a range as the end that has more.
    found = [mine.loc[f"APP-{at}", "decimals"] for at in range(1, 11)]
    assert found == [0, 1, 2, 0, 1, 2, 0, 1, 2, 1]


def test_rows_that_do_not_hold_are_told_and_nothing_is_added(record: Project) -> None:
    path = record.root / "branches.csv"
    path.write_text(branches(1, 3).replace(",100,60,", ",100,160,"), encoding="utf-8")
    form, before = load_form(record, "ballot"), (record.raw / "ballots/ballots.csv").read_bytes()
    with pytest.raises(DataProblems, match="160"):
        check(form, read_sheet(form, path))
    assert (record.raw / "ballots/ballots.csv").read_bytes() == before


def test_a_ballot_that_is_its_own_parent_and_one_that_stands_twice_are_one_problem_each(
    project: Project, add: Callable[[str, str], None], lines: Callable[[], list[str]]
) -> None:
    held = (project.raw / "ballots/ballots.csv").read_text(encoding="utf-8").splitlines()
    line = next(one for one in held[1:] if ",,," in one and '"' not in one)
    cells = line.split(",")
    again = ",".join(["AGAIN-1", *cells[1:]])
    own = ",".join(["OWN-1", *cells[1:5], "OWN-1", *cells[6:]])
    add("ballots/ballots.csv", f"{again}\n{own}\n")
    found = lines()
    assert len(found) == 2
    assert "AGAIN-1, the same as" in found[0] or "AGAIN-1, the same as" in found[1]
    assert any("column parent_ballot_id: found 'OWN-1'" in one for one in found)
    assert all("; mend: " in one for one in found)
