"""Offers in a spreadsheet, with the same column names, are read as well as the CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from tests.ingest import books

from analysis.ingest.clean import Cleaned
from analysis.ingest.provenance import where_from
from analysis.project import Project

Lines = Callable[[], list[str]]
NUMBERS = ("percent", "cash_gbp", "old_salary_gbp", "new_salary_gbp", "percent_low")


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def cell(name: str, text: str) -> object:
    """Make of a cell what a spreadsheet makes of it: numbers, days, text, nothing."""
    if not text:
        return None
    if name in NUMBERS:
        return float(text)
    if name in {"offered_on", "source_date"} and len(text) == 10:
        return datetime.fromisoformat(text)
    return text


def as_xlsx(path: Path) -> Path:
    header, *rows = rows_of(path)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(header)
    for row in rows:
        sheet.append([cell(name, text) for name, text in zip(header, row, strict=True)])
    book.save(path.with_suffix(".xlsx"))
    path.unlink()
    return path.with_suffix(".xlsx")


def as_ods(path: Path) -> Path:
    header, *rows = rows_of(path)
    made = books.ods_row(*map(books.ods_text, header))
    for texts in rows:
        cells = [cell(name, text) for name, text in zip(header, texts, strict=True)]
        made += books.ods_row(*map(ods_cell, cells, texts))
    made += books.ods_row(attributes='table:number-rows-repeated="1000000"')
    book = books.ods(path.with_suffix(".ods"), made)
    path.unlink()
    return book


def ods_cell(value: object, text: str) -> str:
    if isinstance(value, float):
        return books.ods_number(value, text)
    if isinstance(value, date):
        return books.ods_date(text, "", text)
    return books.ods_text(text)


@pytest.mark.parametrize("save", [as_xlsx, as_ods])
def test_a_workbook_gives_the_same_offers_as_the_csv(
    project: Project, cleaned: Callable[[], Cleaned], save: Callable[[Path], Path]
) -> None:
    before = cleaned()
    book = save(project.raw / "pay" / "offers.csv")
    after = cleaned()
    for table in ("offers", "offer_statements"):
        assert (
            after.frame(table)
            .drop(columns="source")
            .equals(before.frame(table).drop(columns="source"))
        )
        assert set(after.frame(table)["source"]) == {f"pay/{book.name}"}


def test_a_problem_in_a_workbook_names_the_row_that_the_spreadsheet_shows(
    project: Project, change: Callable[..., None], lines: Lines
) -> None:
    change("pay/offers.csv", ",headline_basis_unstated,", ",hearsay,")
    as_xlsx(project.raw / "pay" / "offers.csv")
    place = "pay/offers.xlsx, sheet 'Sheet', row 4, column basis (cell K4)"
    assert any(f"{place}: found 'hearsay'" in line for line in lines())


def test_two_forms_of_one_table_are_a_problem(project: Project, lines: Lines) -> None:
    path = project.raw / "pay" / "offers.csv"
    text = path.read_text(encoding="utf-8")
    as_xlsx(path)
    path.write_text(text, encoding="utf-8")
    assert any(
        "pay/offers.csv: found 'offers.csv, offers.xlsx'; allowed: one file with this table" in line
        for line in lines()
    )


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no workbook", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_one_problem(
    project: Project, lines: Lines, ending: str, data: bytes
) -> None:
    path = project.raw / "pay" / "offers.csv"
    path.unlink()
    path.with_suffix(ending).write_bytes(data)
    [line] = lines()
    assert line.startswith(f"pay/offers{ending}: found ")
    assert "; mend: " in line


def test_an_empty_sheet_is_called_one(project: Project, lines: Lines) -> None:
    (project.raw / "pay" / "offers.csv").unlink()
    openpyxl.Workbook().save(project.raw / "pay" / "offers.xlsx")
    [line] = lines()
    assert line.startswith("pay/offers.xlsx: found 'an empty sheet'")


@pytest.mark.parametrize("save", [as_xlsx, as_ods])
def test_a_row_of_a_workbook_is_traced_to_its_row(
    project: Project, save: Callable[[Path], Path]
) -> None:
    before = where_from(project, "offer_statements", "O0002")
    book = save(project.raw / "pay" / "offers.csv")
    found = where_from(project, "offer_statements", "O0002")
    assert found["file"] == f"pay/{book.name}"
    assert {name: found[name] for name in ("row", "cells", "source_url", "publisher")} == {
        name: before[name] for name in ("row", "cells", "source_url", "publisher")
    }
