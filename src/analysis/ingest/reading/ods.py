"""Workbooks of LibreOffice's form, .ods: what each cell shows, read strictly from its XML.

An OpenDocument cell keeps both its value and the text that it shows, so the two are set against
each other. Rows and cells that are written once and counted are bounded; remarks and tracked
changes are no part of a cell.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
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
    part_bytes,
    too_many_cells,
    walk,
)
from analysis.ingest.reading.shown import Cell, date_as_shown, number_as_shown, refused

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT, STYLE, NUMBER = (
    f"{{{_NAMES}{name}}}"
    for name in ("office:1.0", "table:1.0", "text:1.0", "style:1.0", "datastyle:1.0")
)
_GROUPS = {f"{TABLE}{name}" for name in ("table-row-group", "table-header-rows", "table-rows")}
_COLUMNS = {
    f"{TABLE}{name}" for name in ("table-column-group", "table-header-columns", "table-columns")
}
_CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
_NOT_SHOWN = {f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{TEXT}note"}
_BLANKS = {f"{TEXT}tab", f"{TEXT}line-break"}
MOST_BLANKS = 1000  # blanks in a row, written once and counted
_TRUTHS = {("TRUE", 1.0), ("FALSE", 0.0)}  # as LibreOffice keeps what Excel calls so
Parts = Mapping[str, set[str]]  # which parts of a date each cell style shows


def read_ods(path: Path) -> list[Sheet]:
    """Read every sheet that is shown; raise `Refused` where the workbook cannot be trusted."""
    with open_parts(path) as parts:
        _check_kind(parts)
        styles: dict[str, str] = {}
        dates: dict[str, set[str]] = {}
        if "styles.xml" in parts.namelist():
            _styles(_root(parts, "styles.xml"), styles, dates)
        content = _root(parts, "content.xml")
    _styles(content, styles, dates)
    body = content.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    if body is None:
        raise Refused("a document without sheets", "a spreadsheet", SAVE_AGAIN)
    shown = {style: dates[data] for style, data in styles.items() if data in dates}
    hidden = _hidden(content)
    sheets = [
        _Reader(table, shown).sheet()
        for table in body.findall(f"{TABLE}table")
        if table.get(f"{TABLE}style-name") not in hidden
    ]
    if sum(len(sheet.cells) for sheet in sheets) > MOST_CELLS:
        raise too_many_cells()
    if not sheets:
        found, mend = "no sheet", "put the table into a sheet that is shown"
        raise Refused(found, "a sheet with a header and rows", mend)
    return sheets


def _check_kind(parts: zipfile.ZipFile) -> None:
    """Refuse documents of other kinds, and those whose parts are encrypted one by one."""
    if "mimetype" in parts.namelist():
        kind = part_bytes(parts, "mimetype")[:200].decode("ascii", "replace").strip()
        if "spreadsheet" not in kind:
            found = f"a file of the kind {kind.rpartition('.')[2]}, named .ods"
            raise Refused(found, "a spreadsheet", "save the table as a spreadsheet, .ods")
    if "META-INF/manifest.xml" in parts.namelist():
        for _, element in walk(parts, "META-INF/manifest.xml"):
            if element.tag.endswith("}encryption-data"):
                found = "a workbook locked with a password"
                raise Refused(found, WORKBOOK, "take the password away")


def _root(parts: zipfile.ZipFile, name: str) -> Any:
    """Read one part whole."""
    first: Any = None
    for _, element in walk(parts, name):
        if first is None:
            first = element
    if first is None:
        raise Refused(f"its part {name} is empty", WORKBOOK, SAVE_AGAIN)
    return first


def _styles(root: Any, styles: dict[str, str], dates: dict[str, set[str]]) -> None:
    """Note the data style of each cell style, and which parts of a date each data style shows."""
    for style in root.iter(f"{STYLE}style"):
        name, data = style.get(f"{STYLE}name"), style.get(f"{STYLE}data-style-name")
        parent = style.get(f"{STYLE}parent-style-name")
        if name and (data or parent in styles):
            styles[name] = data or styles[parent]
    for style in root.iter(f"{NUMBER}date-style"):
        dates[style.get(f"{STYLE}name", "")] = {
            part for part in ("year", "month", "day") if style.find(f"{NUMBER}{part}") is not None
        }


def _hidden(root: Any) -> set[str]:
    """Name the styles of sheets that are not shown."""
    return {
        style.get(f"{STYLE}name", "")
        for style in root.iter(f"{STYLE}style")
        for properties in style.findall(f"{STYLE}table-properties")
        if properties.get(f"{TABLE}display") == "false"
    }


class _Reader:
    """Reads the rows of one table, counting what is repeated without unfolding what is blank."""

    def __init__(self, table: Any, shown: Parts) -> None:
        self.table, self.shown = table, shown
        self.read = Sheet(table.get(f"{TABLE}name", ""))

    def sheet(self) -> Sheet:
        """Read the sheet; raise `Refused` where it has more cells than a table."""
        columns = self._column_styles()
        row = 1
        for element in _rows(self.table):
            repeated = _count(element, "number-rows-repeated")
            cells = list(self._cells(element, row, columns))
            if len(self.read.cells) + repeated * len(cells) > MOST_CELLS:
                raise too_many_cells()
            for number in range(row, row + repeated if cells else row):
                self.read.cells.update({(number, column): cell for column, cell in cells})
            row += repeated
        return self.read

    def _column_styles(self) -> list[tuple[int, str]]:
        """List the last column that each default style of cells is for."""
        last, styles = 0, []
        for column in _columns(self.table):
            last += _count(column, "number-columns-repeated")
            styles.append((last, column.get(f"{TABLE}default-cell-style-name", "")))
        return styles

    def _cells(
        self, row: Any, number: int, columns: list[tuple[int, str]]
    ) -> Iterator[tuple[int, Cell]]:
        """Yield the cells of a row that have content, each with its column."""
        column, made = 1, 0
        for element in row:
            if element.tag not in _CELLS:
                continue
            repeated = _count(element, "number-columns-repeated")
            own = element.get(f"{TABLE}style-name") or row.get(f"{TABLE}default-cell-style-name")
            style = own or next((name for last, name in columns if column <= last), "")
            cell = self._cell(element, style)
            if cell is not None and element.tag == f"{TABLE}table-cell":
                made += repeated
                if made > MOST_CELLS:
                    raise too_many_cells()
                yield from ((place, cell) for place in range(column, column + repeated))
                wide, tall = (_count(element, f"number-{of}-spanned") for of in ("columns", "rows"))
                if wide > 1 or tall > 1:
                    ends = number + tall - 1, column + wide - 1
                    self.read.merges.append((number, column, *ends))
            column += repeated

    def _cell(self, element: Any, style: str) -> Cell | None:
        """Give one cell as it shows; None where it is blank."""
        kind, text = element.get(f"{OFFICE}value-type"), _shown(element)
        kept = element.get(f"{OFFICE}value", "")
        if any(name.endswith("}value-type") and one == "error" for name, one in element.items()):
            return refused(f"shows {text or 'an error'}", "mend the formula, or write the value")
        if element.get(f"{TABLE}formula") and kind is None and not text:
            return refused("a formula without a kept value", CALCULATE)
        if kind in {"float", "percentage", "currency"}:
            currency = element.get(f"{OFFICE}currency", "GBP")
            if kind == "currency" and currency != "GBP":
                return refused(f"an amount in {currency}", "write an amount in pounds")
            try:
                value = float(kept)
            except ValueError:
                return refused(f"a number that is none, '{kept[:20]}'", "write the number again")
            if element.get(f"{TABLE}formula") and re.match(r"#|Err:", text):
                return refused(f"shows {text}", "mend the formula, or write the value")
            if (text, value) in _TRUTHS:
                return Cell("yes" if value else "no")
            return number_as_shown(value, text, per_cent=kind == "percentage")
        if kind == "date":
            return self._date(element.get(f"{OFFICE}date-value", ""), style)
        if kind == "time":
            return refused(f"a time, {text}", "write a day such as 2022-10-19")
        if kind == "boolean":
            return Cell("yes" if element.get(f"{OFFICE}boolean-value") == "true" else "no")
        text = text or " ".join(element.get(f"{OFFICE}string-value", "").split("\n")).strip()
        return Cell(text) if text else None

    def _date(self, text: str, style: str) -> Cell:
        try:
            value = date.fromisoformat(text[:10])
        except ValueError:
            return refused(f"a date that is none, '{text[:20]}'", "write a day such as 2022-10-19")
        return date_as_shown(value, self.shown.get(style) or {"year", "month", "day"})


def _rows(table: Any) -> Iterator[Any]:
    return _inside(table, f"{TABLE}table-row", _GROUPS)


def _columns(table: Any) -> Iterator[Any]:
    return _inside(table, f"{TABLE}table-column", _COLUMNS)


def _inside(table: Any, wanted: str, groups: set[str]) -> Iterator[Any]:
    for element in table:
        if element.tag == wanted:
            yield element
        elif element.tag in groups:
            yield from _inside(element, wanted, groups)


def _count(element: Any, name: str) -> int:
    """Read how often a row or cell is repeated or how far it spans."""
    text = element.get(f"{TABLE}{name}", "1")
    if not re.fullmatch(r"\d{1,9}", text) or int(text) < 1:
        raise Refused(f"{name} of '{text[:20]}'", "a count", SAVE_AGAIN)
    return int(text)


def _shown(cell: Any) -> str:
    """Give the text of a cell: its paragraphs, joined by a space, without remarks."""
    paragraphs = ("".join(_words(one)) for one in cell if one.tag == f"{TEXT}p")
    return " ".join(" ".join(words.split("\n")).strip() for words in paragraphs).strip()


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        if inner.tag == f"{TEXT}s":
            count = inner.get(f"{TEXT}c", "1")
            yield " " * min(int(count) if count.isdecimal() and len(count) < 9 else 1, MOST_BLANKS)
        elif inner.tag in _BLANKS:
            yield " "
        elif inner.tag not in _NOT_SHOWN:
            yield from _words(inner)
        yield inner.tail or ""
