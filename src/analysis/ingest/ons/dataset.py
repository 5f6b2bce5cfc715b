"""Whole data sets (mm23.csv, lms.csv, emp.csv): a row a period, a column a series.

About 50 MB and 4,000 columns, of which a few are wanted. The file is read once in blocks, the
commas of a block are found all at once, and only the wanted fields are ever cut out. A block that
is not plain (a comma inside quotes, a row too short) is read field by field instead.

Cost is one look at each byte: numpy finds every separator of a block, and since a sound block has
the same number in each line they form a table, from which the few wanted fields are cut.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from analysis.ingest.ons.assemble import DIGITS, HEADERS, Entry, assemble, read_cdid
from analysis.ingest.ons.detect import decode
from analysis.ingest.ons.figures import AGAIN, Cell, read_figures
from analysis.ingest.ons.series import OnsSeries
from analysis.ingest.reading.problems import Problems

if TYPE_CHECKING:
    import numpy as np


LONGEST_LINE = 1 << 23  # bytes; a header row of mm23.csv has about 300,000
BLOCK_BYTES = 1 << 19  # measured: larger blocks fall out of the processor's cache

Row = tuple[int, str, list[tuple[int, str]]]

_COMMA, _NEWLINE, _QUOTE, _RETURN = b',\n"\r'


@dataclass(frozen=True)
class Fields:
    """Which fields to cut: of `width` in each line those at `places`; field 0 is the period."""

    width: int
    places: tuple[int, ...]
    first_row: int


def read_fields(
    file_bytes: BinaryIO, fields: Fields, *, file: str, problems: Problems
) -> Iterator[Row]:
    """Give row number, period and the wanted values that are not blank, line by line."""
    row, rest = fields.first_row, b""
    while block := file_bytes.read(BLOCK_BYTES):
        block = rest + block
        end = block.rfind(b"\n") + 1
        if not end and len(block) > LONGEST_LINE:
            allowed = f"lines of at most {LONGEST_LINE:,} bytes"
            problems.add(file, row, None, "a line without an end", allowed, AGAIN)
            return
        block, rest = block[:end], block[end:]
        if block:
            row += yield from _cut(block, row, fields, file, problems)
    if rest:
        yield from _cut(rest + b"\n", row, fields, file, problems)


def _cut(
    block: bytes, row: int, fields: Fields, file: str, problems: Problems
) -> Generator[Row, None, int]:
    """Give the rows of a block of whole lines; return how many lines it has."""
    ends = _separators(block, fields.width)
    if ends is None:
        return (yield from _cut_carefully(block, row, fields, file, problems))
    stops = ends[:, [0, *fields.places]].tolist()
    starts = ends[:, [place - 1 for place in fields.places]].tolist()
    line_starts = [0, *(ends[:-1, -1] + 1).tolist()]
    for at, stop, start in zip(line_starts, stops, starts, strict=True):
        values = [
            (place, text)
            for place, begin, end in zip(fields.places, start, stop[1:], strict=True)
            if end - begin > 1 and (text := _plain(block[begin + 1 : end]))
        ]
        yield row, _plain(block[at : stop[0]]), values
        row += 1
    return len(ends)


def _separators(block: bytes, width: int) -> np.ndarray[tuple[int, int], np.dtype[np.intp]] | None:
    """Find the separators, a row a line; None if lines differ or a comma stands in quotes."""
    import numpy as np  # numpy comes with pandas, but the readers of single series need neither

    characters = np.frombuffer(block, np.uint8)
    found = np.flatnonzero((characters == _COMMA) | (characters == _NEWLINE))
    if len(found) % width:
        return None
    ends = found.reshape(-1, width)
    newlines = characters[ends] == _NEWLINE
    if not newlines[:, -1].all() or newlines[:, :-1].any():
        return None
    if b'"' in block:
        before = characters[ends[:, :-1] - 1]
        if not ((before == _QUOTE) | (before == _COMMA)).all():
            return None
    return ends


def _cut_carefully(
    block: bytes, row: int, fields: Fields, file: str, problems: Problems
) -> Generator[Row, None, int]:
    lines = block.split(b"\n")[:-1]
    for number, line in enumerate(lines, start=row):
        try:
            cut = next(csv.reader([decode(line).rstrip("\r")], strict=True), [])
        except csv.Error:
            allowed = "fields in matching double quotes"
            problems.add(file, number, None, decode(line)[:200], allowed, AGAIN)
            continue
        if not any(field.strip() for field in cut):
            continue
        surplus = any(field.strip() for field in cut[fields.width :])
        if surplus or len(cut) < fields.width:
            mend = f"{AGAIN}: the file was cut off here, or a value has a comma"
            allowed = f"{fields.width:,} fields, as in the header"
            problems.add(file, number, None, f"{len(cut):,} fields", allowed, mend)
            continue
        values = [(place, cut[place]) for place in fields.places if cut[place].strip()]
        yield number, cut[0], values
    return len(lines)


def _plain(field: bytes) -> str:
    field = field.strip()
    if field[:1] == b'"' and field[-1:] == b'"':
        field = field[1:-1]
    return field.decode("utf-8", "replace")


class _Header:
    """The rows above the first period, cut down to the wanted columns once CDIDs are known."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[int, list[str]]] = {}
        self.notes: list[tuple[str, list[str]]] = []
        self.width = 0
        self.data_starts_at = 0
        self.data_starts_in_row = 1

    def entry(self, key: str, place: int) -> Entry:
        """What header row `key` says of the column at `place`."""
        row, fields = self.rows.get(key, (None, []))
        return Entry(fields[place] if place < len(fields) else "", row)


def read_dataset(
    file_bytes: BinaryIO, *, wanted: Collection[str] | None, file: str, problems: Problems
) -> list[OnsSeries] | None:
    """Read the wanted series of a whole data set; None if it has one series only.

    Series that the file does not have are not missed here: prices and earnings come in different
    data sets. If anything is wrong the list is empty.
    """
    before = len(problems)
    header = _read_header(file_bytes, file, problems)
    if header is None:
        return []
    row, names = header.rows["cdid"]
    if sum(1 for name in names[1:] if name.strip()) < 2:
        return None
    places: dict[int, str] = {}
    for place, name in enumerate(names[1:], start=1):
        if name.strip() and (wanted is None or name.strip().upper() in wanted):
            cdid = read_cdid(Entry(name, row), file=file, problems=problems)
            if cdid is not None:
                places[place] = cdid
    if not places:
        return []
    file_bytes.seek(header.data_starts_at)
    cells: dict[int, list[Cell]] = {place: [] for place in places}
    fields = Fields(header.width, tuple(places), header.data_starts_in_row)
    for line, period, values in read_fields(file_bytes, fields, file=file, problems=problems):
        for place, value in values:
            cells[place].append(Cell(period, value, line))
    found: dict[str, OnsSeries] = {}
    for place, cdid in places.items():
        one = assemble(
            cdid,
            {key: header.entry(key, place) for key in HEADERS},
            read_figures(cells[place], file=file, column=cdid, problems=problems),
            notes=(f"{name}: {row[place]}" for name, row in header.notes if row[place:][:1] > [""]),
            file=file,
            problems=problems,
        )
        twin = found.setdefault(cdid, one)
        if (twin.months, twin.quarters, twin.years) != (one.months, one.quarters, one.years):
            allowed = "each series in one column, or the same values in both"
            problems.add(file, row, cdid, f"{cdid} in column {place + 1} again", allowed, AGAIN)
    return list(found.values()) if len(problems) == before else []


def _read_header(file_bytes: BinaryIO, file: str, problems: Problems) -> _Header | None:
    header = _Header()
    starts: list[int] = []

    def lines() -> Iterator[str]:
        while line := file_bytes.readline(LONGEST_LINE):
            starts.append(file_bytes.tell() - len(line))
            yield decode(line)

    reader = csv.reader(lines(), strict=True)
    line_before = 0
    try:
        for fields in reader:
            name = fields[0].strip() if fields else ""
            if not DIGITS.isdisjoint(name):
                break
            key = name.lower()
            if key in header.rows:
                allowed = f"one row {HEADERS[key]}; row {header.rows[key][0]} is one already"
                problems.add(file, line_before + 1, HEADERS[key], "another", allowed, AGAIN)
            elif key in HEADERS:
                header.rows[key] = (line_before + 1, fields)
            elif name:
                header.notes.append((name, fields))
            line_before = reader.line_num
        else:
            line_before = reader.line_num
            starts.append(file_bytes.tell())
    except csv.Error:
        allowed = "header rows with fields in matching double quotes"
        problems.add(file, line_before + 1, None, "a stray quote", allowed, AGAIN)
        return None
    if "cdid" not in header.rows:
        allowed = "a row CDID with the names of the series"
        problems.add(file, None, "CDID", "no such row", allowed, AGAIN)
        return None
    header.width = len(header.rows["cdid"][1])
    header.data_starts_at = starts[line_before]
    header.data_starts_in_row = line_before + 1
    return header
