"""Wanted fields out of a wide CSV, a block of lines at a time.

Cost is one look at each byte: numpy finds every separator of a block, and since a sound block has
the same number in each line they form a table, from which the few wanted fields are cut.
"""

from __future__ import annotations

import csv
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from analysis.ingest.ons.detect import decode
from analysis.ingest.ons.figures import AGAIN
from analysis.ingest.reading.problems import Problems

if TYPE_CHECKING:
    import numpy as np

BLOCK_BYTES = 1 << 19  # measured: larger blocks fall out of the processor's cache
LONGEST_LINE = 1 << 23

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
