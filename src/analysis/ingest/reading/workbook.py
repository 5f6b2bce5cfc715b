"""A table in a workbook: the first sheet of an .xlsx or .ods file, cell by cell as text.

Researchers keep wide tables in spreadsheets. A cell that holds text is taken as it is; a number
loses a needless ``.0``; a true date becomes ``2022-10-19``. Openpyxl and odfpy are only imported
when such a file is there.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.sax import SAXException

from analysis.ingest.reading.problems import Problems

LARGEST = 1 << 25  # bytes in the file
MOST_REPEATED = 1000  # cells or rows written once and counted, beyond which they are padding


def read_workbook(path: Path, file: str, problems: Problems) -> list[list[str]] | None:
    """Read the first sheet as records of text; None, and a problem, when it cannot be read."""
    mend = "save it again as a workbook, or as CSV UTF-8"
    try:
        if path.stat().st_size > LARGEST:
            found = f"more than {LARGEST:,} bytes"
            problems.add(file, None, None, found, "a table of offers", mend)
            return None
        rows = _xlsx(path) if path.suffix == ".xlsx" else _ods(path)
        records = [[_text(cell) for cell in row] for row in rows]
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, SAXException) as error:
        problems.add(file, None, None, type(error).__name__, "a workbook that can be read", mend)
        return None
    while records and not any(records[-1]):
        records.pop()
    if not records:
        problems.add(file, None, None, "an empty sheet", "a header and rows", "put the rows back")
        return None
    width = max(place + 1 for record in records for place, cell in enumerate(record) if cell)
    return [[*record, *[""] * width][:width] for record in records]


def _text(cell: object) -> str:
    """Write a cell as a CSV of this project has it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.12g}"
    return str(cell).strip()


def _xlsx(path: Path) -> Iterator[list[Any]]:
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it leaves out
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            for row in book.worksheets[0].iter_rows(values_only=True):
                yield list(row)
        finally:
            book.close()


def _ods(path: Path) -> Iterator[list[Any]]:
    from odf.opendocument import load
    from odf.table import Table, TableRow

    for row in load(str(path)).getElementsByType(Table)[0].getElementsByType(TableRow):
        cells = list(_ods_cells(row))
        repeated = int(row.getAttribute("numberrowsrepeated") or 1)
        for _ in range(repeated if repeated < MOST_REPEATED else 1):
            yield cells


def _ods_cells(row: Any) -> Iterator[object]:
    from odf.table import CoveredTableCell, TableCell
    from odf.teletype import extractText

    for cell in row.childNodes:
        if cell.qname not in {TableCell().qname, CoveredTableCell().qname}:
            continue
        kind, value = cell.getAttribute("valuetype"), extractText(cell)
        if kind in {"float", "percentage", "currency"}:
            value = float(cell.getAttribute("value"))
        elif kind == "date":
            value = cell.getAttribute("datevalue").removesuffix("T00:00:00")
        repeated = int(cell.getAttribute("numbercolumnsrepeated") or 1)
        for _ in range(repeated if repeated < MOST_REPEATED else 1):
            yield value
