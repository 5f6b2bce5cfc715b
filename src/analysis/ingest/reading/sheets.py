"""Sheets of a workbook as they are read: cells by place, and the bounds that all must keep."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.doors.files import Refused, read_bytes, too_deep
from analysis.ingest.reading.shown import Cell, refused

LARGEST = 1 << 25  # bytes in the file
LARGEST_UNPACKED = 1 << 26  # bytes in all its parts
MOST_CELLS = 500_000  # with content, in one workbook; the largest table of the record has 60,000
DEEPEST_XML = 100  # elements within each other
CALCULATE = "open the workbook in a spreadsheet program, save it there, or write the value itself"
SAVE_AGAIN = "open it in a spreadsheet program and save it again, or save it as CSV UTF-8"
WORKBOOK = "a workbook (.xlsx or .ods) that can be read"
_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how an OLE file begins: encrypted, or an old .xls


@dataclass
class Sheet:
    """One sheet: its name, its cells with content by row and column from 1, and its merges.

    A merge is first row, first column, last row, last column.
    """

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)

    def row(self, number: int) -> Mapping[int, Cell]:
        """Return the cells of one row by column."""
        return {column: cell for (row, column), cell in self.cells.items() if row == number}

    def spread_merges(self) -> None:
        """Give a cell merged over rows its value in each; one merged over columns is refused."""
        last = max((row for row, _ in self.cells), default=0)
        for top, left, bottom, right in self.merges:
            cell = self.cells.get((top, left))
            if cell is None:
                continue
            if left != right:
                found = f"a cell merged over {right - left + 1} columns"
                mend = "part the cell, and write in each what belongs there"
                self.cells[top, left] = refused(found, mend)
            else:
                for row in range(top + 1, min(bottom, last) + 1):
                    self.cells[row, left] = cell


def open_parts(path: Path) -> zipfile.ZipFile:
    """Open a workbook's parts; raise `Refused` for what is none, is locked, or is too large."""
    data = read_bytes(path, largest=LARGEST)
    if data.startswith(_LOCKED):
        found = "a workbook locked with a password, or in the old form .xls"
        raise Refused(found, WORKBOOK, "take the password away and save it as .xlsx or .ods")
    if not data.strip(b"\0"):
        raise Refused("an empty file", WORKBOOK, "put the file back")
    try:
        parts = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Refused("a damaged file, or no workbook", WORKBOOK, SAVE_AGAIN) from None
    if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
        found = f"more than {LARGEST_UNPACKED:,} bytes when unpacked"
        raise Refused(found, "a table", "look whether it is the right file")
    if any(part.flag_bits & 1 for part in parts.infolist()):
        raise Refused("a workbook locked with a password", WORKBOOK, "take the password away")
    for part in parts.infolist():  # each has a checksum: what was damaged anywhere is found here
        part_bytes(parts, part.filename)
    return parts


def part_bytes(parts: zipfile.ZipFile, name: str) -> bytes:
    """Read one part; raise `Refused` where there is none or it is damaged."""
    try:
        return parts.read(name)
    except KeyError:
        found = f"a workbook without its part {name}"
        raise Refused(found, WORKBOOK, SAVE_AGAIN) from None
    except Exception:  # zipfile and zlib raise errors of many kinds for damage of many kinds
        raise Refused(f"damage in its part {name}", WORKBOOK, SAVE_AGAIN) from None


def walk(parts: zipfile.ZipFile, name: str) -> Iterator[tuple[str, Any]]:
    """Read the XML of a part as it comes, strictly: no document type, no entity, all of it sound.

    Yields 'start' and 'end' with each element; raises `Refused` at the first fault.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth = 0
    try:
        elements = iterparse(io.BytesIO(part_bytes(parts, name)), ("start", "end"), forbid_dtd=True)
        for event, element in elements:
            depth += 1 if event == "start" else -1
            if depth > DEEPEST_XML:
                raise too_deep(DEEPEST_XML)
            yield event, element
    except ParseError as error:
        line, column = error.position
        found = f"{name} damaged in line {line}, column {column + 1}: {_reason(error)}"
        raise Refused(found, WORKBOOK, SAVE_AGAIN) from None
    except DefusedXmlException:
        found = f"its part {name} declares a document type of its own"
        raise Refused(found, WORKBOOK, SAVE_AGAIN) from None
    except Refused:
        raise
    except (LookupError, ValueError):  # an encoding that there is not, or that it does not keep
        raise Refused(f"damage in its part {name}", WORKBOOK, SAVE_AGAIN) from None


def _reason(error: SyntaxError) -> str:
    return str(error).partition(":")[0]


def column_letters(number: int) -> str:
    """Name a column counted from 1.

    >>> column_letters(1), column_letters(27), column_letters(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_name(row: int, column: int) -> str:
    """Name a cell as spreadsheets do.

    >>> place_name(17, 4)
    'D17'
    """
    return f"{column_letters(column)}{row}"


def too_many_cells() -> Refused:
    """Say that a workbook has more cells than any table of this project."""
    mend = "clear the rows and columns beyond the table, and save it again"
    return Refused(f"more than {MOST_CELLS:,} cells", "a table", mend)
