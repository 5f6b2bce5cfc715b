"""Workbooks of Excel's form, .xlsx: values and formats by openpyxl, what it leaves out by a look.

openpyxl reads a sheet row by row and does not say which cells are merged, which formulas have no
kept value, or whether it passed anything over. So each sheet's XML is first looked through.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.doors.files import Refused
from analysis.ingest.reading.sheets import (
    CALCULATE,
    MOST_CELLS,
    SAVE_AGAIN,
    WORKBOOK,
    Sheet,
    open_parts,
    place_name,
    too_many_cells,
    walk,
)
from analysis.ingest.reading.shown import Cell, refused, show_date, show_number

_STRICT = "http://purl.oclc.org/ooxml/"
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MERGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)")
_NO_VALUE = "a formula without a kept value"


@dataclass
class _Looked:
    """What the XML of one sheet says beside its values."""

    filled: set[tuple[int, int]] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    without_value: set[tuple[int, int]] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def read_xlsx(path: Path) -> list[Sheet]:
    """Read every sheet that is shown; raise `Refused` where the workbook cannot be trusted."""
    with open_parts(path) as parts:
        named, uncalculated = _sheets(parts)
        looked = {name: _look(parts, part) for name, part in named.items()}
    if sum(len(one.filled) for one in looked.values()) > MOST_CELLS:
        raise too_many_cells()
    if not looked:
        found, mend = "no sheet with cells", "put the table into a sheet that is shown"
        raise Refused(found, "a sheet with a header and rows", mend)
    return [
        _sheet(name, looked[name], rows, uncalculated=uncalculated)
        for name, rows in _rows(path, list(named))
    ]


def _sheets(parts: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """Name the part of each shown sheet of cells; say whether formulas wait to be done."""
    links: dict[str, tuple[str, str]] = {}
    book = _workbook_part(parts)
    folder, name = posixpath.split(book)
    for event, element in walk(parts, f"{folder}/_rels/{name}.rels"):
        if event == "end" and element.tag.endswith("}Relationship"):
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
            links[element.get("Id", "")] = (element.get("Type", ""), target.lstrip("/"))
    named: dict[str, str] = {}
    uncalculated = False
    for event, element in walk(parts, book):
        if element.tag.startswith(f"{{{_STRICT}"):
            found = "a workbook in the form 'Strict Open XML'"
            raise Refused(found, WORKBOOK, "save it as the plain 'Excel Workbook (.xlsx)'")
        if event == "end" and element.tag.endswith("}sheet"):
            link = next((text for key, text in element.items() if key.endswith("}id")), "")
            kind, part = links.get(link, ("", ""))
            if kind.endswith("/worksheet") and element.get("state", "visible") == "visible":
                named[element.get("name", "")] = part
        if event == "end" and element.tag.endswith("}calcPr"):
            uncalculated = element.get("fullCalcOnLoad") in {"1", "true"}
    return named, uncalculated


def _workbook_part(parts: zipfile.ZipFile) -> str:
    for event, element in walk(parts, "_rels/.rels"):
        if event == "end" and element.get("Type", "").endswith("/officeDocument"):
            return str(element.get("Target", "")).lstrip("/")
    raise Refused("no workbook in the file", WORKBOOK, SAVE_AGAIN)


def _look(parts: zipfile.ZipFile, part: str) -> _Looked:
    """Look through one sheet: which cells are filled, which formulas have no value, the merges."""
    looked = _Looked()
    row = column = 0
    has_formula = has_value = has_kept = False
    for event, element in walk(parts, part):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            if tag == "row":
                row, column = _row_number(element.get("r"), row + 1), 0
            elif tag == "c":
                row, column = _place(element.get("r"), row, column + 1)
                has_formula = has_value = has_kept = False
            continue
        if tag == "v":
            has_kept, has_value = True, has_value or bool(element.text)
        elif tag == "f":
            has_formula = True
        elif tag == "is":
            has_value = has_value or any(one.text for one in element.iter())
        elif tag == "c":
            _note(looked, (row, column), formula=has_formula, value=has_value, kept=has_kept)
            element.clear()
        elif tag == "row":
            element.clear()
        elif tag == "mergeCell":
            looked.merges.append(_merge(element.get("ref", "")))
    return looked


def _note(
    looked: _Looked, place: tuple[int, int], *, formula: bool, value: bool, kept: bool
) -> None:
    if value:
        if place in looked.filled:
            found = f"two cells at {place_name(*place)}"
            raise Refused(found, "each cell once", SAVE_AGAIN)
        looked.filled.add(place)
    if formula:
        looked.formulas.add(place)
        if not kept:
            looked.without_value.add(place)


def _place(text: str | None, row: int, column: int) -> tuple[int, int]:
    if text is None:
        return row, column
    if (found := _PLACE.fullmatch(text)) is None:
        raise Refused(f"a cell at '{text[:20]}'", "a place such as B7", SAVE_AGAIN)
    return int(found[2]), column_number(found[1])


def _row_number(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not re.fullmatch(r"[1-9]\d{0,6}", text):
        raise Refused(f"a row '{text[:20]}'", "a row such as 7", SAVE_AGAIN)
    return int(text)


def _merge(text: str) -> tuple[int, int, int, int]:
    if (found := _MERGE.fullmatch(text)) is None:
        raise Refused(f"a merge of '{text[:20]}'", "cells such as B2:B4", SAVE_AGAIN)
    return int(found[2]), column_number(found[1]), int(found[4]), column_number(found[3])


def column_number(letters: str) -> int:
    """Count a column from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _rows(path: Path, names: list[str]) -> Iterator[tuple[str, Iterator[Any]]]:
    """Yield the rows of each sheet named, as openpyxl reads them, whatever size they claim."""
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it leaves out
        try:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        except Exception as error:  # damage of any kind, found in whichever part openpyxl reads
            raise _damaged(error) from None
        try:
            for name in names:
                if name not in book.sheetnames:
                    found = f"damage: the sheet '{name}' has no part"
                    raise Refused(found, WORKBOOK, SAVE_AGAIN)
                sheet: Any = book[name]
                sheet.reset_dimensions()
                yield name, sheet.iter_rows()
        finally:
            book.close()


def _damaged(error: Exception) -> Refused:
    said = " ".join(str(error).split())
    found = f"damage ({type(error).__name__}: {said})" if said else "damage"
    return Refused(found, WORKBOOK, SAVE_AGAIN)


def _sheet(name: str, looked: _Looked, rows: Iterator[Any], *, uncalculated: bool) -> Sheet:
    """Read one sheet; raise `Refused` if a cell that is filled was not delivered."""
    sheet = Sheet(name, merges=looked.merges)
    delivered: set[tuple[int, int]] = set()
    try:
        for row in rows:
            for cell in row:
                if cell.value is not None:
                    place = (cell.row, cell.column)
                    delivered.add(place)
                    sheet.cells[place] = _cell(cell)
    except Exception as error:  # damage of any kind, found in whichever cell openpyxl reads
        raise _damaged(error) from None
    if lost := looked.filled - delivered:
        found = f"damage: the cell {place_name(*min(lost))} of sheet '{name}' cannot be read"
        raise Refused(found, WORKBOOK, SAVE_AGAIN)
    for place in looked.formulas if uncalculated else looked.without_value:
        sheet.cells[place] = refused(_NO_VALUE, CALCULATE)
    return sheet


def _cell(cell: Any) -> Cell:
    """Give one cell as it shows."""
    from openpyxl.utils.escape import unescape

    value, code = cell.value, str(cell.number_format)
    if cell.data_type == "e":
        return refused(f"shows {value}", "mend the formula, or write the value itself")
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if isinstance(value, int | float):
        return show_number(value, code)
    if isinstance(value, str):
        return Cell(" ".join(re.split(r"[\r\n]+", unescape(value).strip())))
    return show_date(value, code)
