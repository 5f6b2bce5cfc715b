"""Whole tables as people keep them in sheets, with formats, are read to the rows of their CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.ingest import books

from analysis.ingest.clean import Cleaned
from analysis.project import Project
from analysis.tables.columns import Column
from analysis.tables.registry import TABLES

NAMES = ("offer_statements", "ballots", "remits", "employers", "wage_floors")
BY_OFFICE = pytest.mark.skipif(books.OFFICE is None, reason="LibreOffice is not installed")


def formatted(text: str, kind: str | None) -> books.Formatted:
    """Give a cell what a person would: per cent, pounds, thousands, days and months as such."""
    decimals = len(text.partition(".")[2])
    places = "." + "0" * decimals if decimals else ""
    if text and kind == "pct":
        return float(text) / 100, f"0{places}%"
    if text and kind == "gbp":
        return float(text), f"£#,##0{places}"
    if text and kind == "count" and not decimals:
        return float(text), "#,##0"
    if re.fullmatch(r"(19[1-9]|20)\d+-\d\d-\d\d", text):
        return date.fromisoformat(text), "dd/mm/yyyy"
    if kind is None and re.fullmatch(r"(19[1-9]|20)\d+-(0[1-9]|1[0-2])", text):
        return date.fromisoformat(f"{text}-01"), "mmm yyyy"
    return text or None, "@"


def as_sheet(path: Path, table: str, write: Callable[..., Path], ending: str) -> None:
    """Put a workbook with formats in the place of a CSV."""
    kinds = {
        item.raw: item.kind for item in TABLES[table].body if isinstance(item, Column) and item.raw
    }
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    cells = [[(name, "@") for name in header]]
    cells += [
        [formatted(text, kinds.get(name)) for name, text in zip(header, row, strict=True)]
        for row in rows
    ]
    path.unlink()
    write(path.with_suffix(ending), cells)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("write", "ending"),
    [
        (books.by_xlsxwriter, ".xlsx"),
        (books.by_openpyxl, ".xlsx"),
        pytest.param(books.by_libreoffice, ".xlsx", marks=BY_OFFICE),
        pytest.param(books.by_libreoffice, ".ods", marks=BY_OFFICE),
    ],
)
def test_tables_with_formats_are_read_to_the_rows_of_their_csv(
    project: Project, cleaned: Callable[[], Cleaned], write: Callable[..., Path], ending: str
) -> None:
    before = cleaned()
    for name in NAMES:
        as_sheet(project.raw / str(TABLES[name].raw_file), name, write, ending)
    after = cleaned()
    for name in before.tables:
        columns = [column for column in before.tables[name].column_names if column != "source"]
        assert after.tables[name].select(columns).equals(before.tables[name].select(columns)), name
    assert set(after.frame("ballots")["source"]) == {f"ballots/ballots{ending}"}
