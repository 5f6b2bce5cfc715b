"""Reading a raw CSV as a person left it: rows with their numbers, or listed problems.

A row's number is what a spreadsheet shows: the header is row 1. Byte-order marks and Windows
line ends are harmless and accepted; a file in another encoding, with other separators or with
other columns is not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from analysis.doors.csv_text import split_cells
from analysis.doors.files import Refused, read_bytes
from analysis.errors import nearest
from analysis.ingest.reading.cells import CellError, read_cells
from analysis.ingest.reading.problems import Problems

LARGEST = 1 << 25  # bytes in a table; the largest of the record has two million
SHOWN_COLUMNS = 8  # that a message names
WORKBOOKS = (".xlsx", ".ods")  # forms a table may have instead of CSV

T = TypeVar("T")


@dataclass(frozen=True)
class RawFile:
    """The cells of one raw file as text, column by column, stripped of outer blanks."""

    file: str
    columns: Mapping[str, Sequence[str]]
    rows: Sequence[int]

    def read(self, column: str, read: Callable[[str], T], problems: Problems) -> list[T | None]:
        """Read one column; a cell that cannot be read is a problem of its row."""

        def refuse(place: int, text: str, error: CellError) -> None:
            problems.add(self.file, self.rows[place], column, text, error.allowed, error.mend)

        return read_cells(self.columns[column], read, refuse)


def read_text(path: Path, file: str, problems: Problems) -> str | None:
    """Read a file as UTF-8 text; note why it cannot be and return None."""
    try:
        data = read_bytes(path, largest=LARGEST)
    except (Refused, OSError) as error:
        problems.refuse(file, error, "a CSV file")
        return None
    if not data.strip():
        problems.add(file, None, None, "an empty file", "a header and rows", "put the file back")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        found = ascii(data[max(0, error.start - 20) : error.end + 10])
        problems.add(file, row, None, found, "text in UTF-8", "save it as 'CSV UTF-8'")
        return None
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        problems.add(file, row, None, "a zero byte", "plain text", "save it again as CSV UTF-8")
        return None
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype", "<html", "<?xml")):
        mend = "download it again: this is a page of a website, not figures"
        problems.add(file, 1, None, text.lstrip()[:40], "comma-separated values", mend)
        return None
    return text


def split_csv(text: str, file: str, problems: Problems) -> list[list[str]] | None:
    """Split CSV text into records of cells; None, and a problem, where a quote stays open."""
    try:
        return split_cells(text)
    except Refused as error:
        problems.refuse(file, error, "a CSV file")
        return None


def parse_records(
    records: list[list[str]],
    file: str,
    expected: Sequence[str],
    problems: Problems,
    optional: Sequence[str] = (),
) -> RawFile | None:
    """Turn records, the header first, into columns; note a wrong header or ragged rows.

    `expected` columns must be there, `optional` ones may be, no other is allowed. Blank lines are
    passed over and still counted. Returns None when the columns cannot be told apart.

    >>> records = [["year", "value"], ["2022", " 11.1"]]
    >>> parse_records(records, "x.csv", ["year", "value"], Problems()).columns
    {'year': ('2022',), 'value': ('11.1',)}
    """
    header = [cell.strip() for cell in records[0]] if records else []
    if not _right_header(header, file, expected, optional, problems):
        return None
    return _columns(file, header, records[1:], problems)


def _columns(
    file: str, header: list[str], records: list[list[str]], problems: Problems
) -> RawFile | None:
    """Turn records into columns; ragged ones are problems, blank ones are passed over."""
    width = len(header)
    rows: Sequence[int] = range(2, len(records) + 2)
    blank = any(not "".join(record).strip() for record in records)
    if blank or any(len(record) != width for record in records):
        rows = [row for row in rows if _fits(records[row - 2], header, file, row, problems)]
        records = [records[row - 2] for row in rows]
    if not records:
        problems.add(file, None, None, "a header without rows", "rows", "put the rows back")
        return None
    cells = zip(*records, strict=True)
    columns = {
        name: tuple(map(str.strip, column)) for name, column in zip(header, cells, strict=True)
    }
    return RawFile(file, columns, rows)


def _fits(record: list[str], header: list[str], file: str, row: int, problems: Problems) -> bool:
    if not any(cell.strip() for cell in record):
        return False
    width = len(header)
    if len(record) != width:
        found = f"{len(record)} cells"
        mend = _mend_ragged(record, header)
        problems.add(file, row, None, found, f"{width} cells, as in row 1", mend)
    return len(record) == width


def _mend_ragged(record: list[str], header: list[str]) -> str:
    """Say which columns a short row lacks, or why a long one has too many cells."""
    if len(record) > len(header):
        return "put cells that hold commas in quotes"
    missing = header[len(record) :]
    listed = ", ".join(missing[:SHOWN_COLUMNS])
    if len(missing) > SHOWN_COLUMNS:
        listed += f" and {len(missing) - SHOWN_COLUMNS} more"
    one = len(missing) == 1
    return (
        f"the row ends before the column{'' if one else 's'} {listed}: put a comma for each that "
        f"stays blank at its end, or look whether one is missing before"
    )


def _right_header(
    header: list[str],
    file: str,
    expected: Sequence[str],
    optional: Sequence[str],
    problems: Problems,
) -> bool:
    before = len(problems)
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        mend = "save it with commas between the cells"
        problems.add(file, 1, None, header[0], "commas between the cells", mend)
        return False
    for name in dict.fromkeys(name for name in header if header.count(name) > 1):
        problems.add(file, 1, name, name, "each column once", "rename or take away one of the two")
    missing = [name for name in expected if name not in header]
    allowed = {*expected, *optional, *(ARCHIVED if ADDRESS in expected else ())}
    unknown = [name for name in header if name not in allowed]
    for name in missing:
        guess = nearest(name, unknown) if unknown else "Add the column."
        mend = f"give the column its name back. {guess}"
        problems.add(file, 1, name, "no such column", f"a column '{name}'", mend)
    for name in unknown:
        mend = f"take it away or give it its right name. {nearest(name, missing or expected)}"
        problems.add(file, 1, name, name or "(no name)", "the columns of this file", mend)
    return len(problems) == before


ADDRESS, ARCHIVED = "source_url", ("archived_url",)
"""Beside the address of its text a row may have that of a copy in an archive, in any table."""


def find_file(raw: Path, file: str) -> Path:
    """Return the path of a raw table: the CSV, or the workbook kept in its stead."""
    path = raw / file
    if not path.exists():
        for ending in WORKBOOKS:
            if path.with_suffix(ending).exists():
                return path.with_suffix(ending)
    return path


def read_csv(
    raw: Path,
    file: str,
    expected: Sequence[str],
    problems: Problems,
    optional: Sequence[str] = (),
) -> RawFile | None:
    """Read one table below data/raw; None (and noted problems) when it cannot be used.

    A table named `pay/offers.csv` may stand in a workbook instead, `pay/offers.xlsx` or `.ods`,
    with the same column names; two forms of one table are a problem.
    """
    read = _read_records(raw, file, expected, problems)
    return None if read is None else parse_records(read[1], read[0], expected, problems, optional)


def _read_records(
    raw: Path, file: str, expected: Sequence[str], problems: Problems
) -> tuple[str, list[list[str]]] | None:
    """Read the records of a table, and the name of the one file that it stands in."""
    forms = [
        path
        for ending in (".csv", *WORKBOOKS)
        if (path := (raw / file).with_suffix(ending)).exists()
    ]
    if len(forms) > 1:
        found, mend = ", ".join(path.name for path in forms), "keep one and take the others away"
        problems.add(file, None, None, found, "one file with this table", mend)
        return None
    path = find_file(raw, file)
    name = path.relative_to(raw).as_posix()
    if path.suffix in WORKBOOKS:
        from analysis.ingest.reading.workbook import read_workbook

        records = read_workbook(path, name, expected, problems)
    else:
        text = read_text(path, name, problems)
        records = None if text is None else split_csv(text, name, problems)
    return None if records is None else (name, records)
