"""The generator CSV: one series, two columns, headers and then years, quarters and months.

A row is known by what stands in its first field, a header's name or a period, never by its
number. Copies saved again by a spreadsheet are read as long as nothing was lost.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice

from analysis.ingest.ons.assemble import DIGITS, HEADERS, Entry, assemble, read_cdid
from analysis.ingest.ons.detect import decode
from analysis.ingest.ons.figures import AGAIN, Cell, read_figures
from analysis.ingest.ons.series import OnsSeries
from analysis.ingest.reading.problems import Problems


def read_generator(
    raw: bytes, *, wanted: Collection[str] | None, file: str, problems: Problems
) -> list[OnsSeries]:
    """Read one series from a generator CSV; an empty list if it is not `wanted` or is wrong."""
    before = len(problems)
    sheet = _sort_rows(decode(raw), file, problems)
    header = sheet.header
    cdid = read_cdid(header.get("cdid", Entry("", None)), file=file, problems=problems)
    if cdid is None or (wanted is not None and cdid not in wanted):
        return []
    figures = read_figures(sheet.cells, file=file, column=cdid, problems=problems)
    series = assemble(cdid, header, figures, notes=sheet.notes, file=file, problems=problems)
    return [series] if len(problems) == before else []


@dataclass
class _Sheet:
    """The rows of a file, told apart by their first field."""

    header: dict[str, Entry] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)


def _sort_rows(text: str, file: str, problems: Problems) -> _Sheet:
    sheet = _Sheet()
    for row, fields in _records(text, file, problems):
        name = fields[0].strip() if fields else ""
        key = name.lower()
        values = [value for value in fields[1:] if value.strip()]
        if key in HEADERS:
            _keep_header(sheet.header, key, Entry(",".join(values), row), file, problems)
        elif not name and not values:
            continue
        elif len(values) > 1 and (sheet.cells or name[:1] in DIGITS):
            found = ",".join(fields[1:])
            mend = f"{AGAIN}: a comma in a number or a second column, so this copy was altered"
            problems.add(file, row, name, found, "one value a period", mend)
        elif sheet.cells or _is_figure(name, values):
            sheet.cells.append(Cell(name, values[0] if values else "", row))
        else:
            sheet.notes.append(f"{name}: {','.join(values)}" if values else name)
    return sheet


def _records(text: str, file: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line it starts in; a stray quote costs its line only."""
    lines = list(io.StringIO(text, newline=""))
    start = 0
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), strict=True)
        done = start
        try:
            for fields in reader:
                yield done + 1, fields
                done = start + reader.line_num
            return
        except csv.Error:
            allowed = "fields in matching double quotes"
            mend = f"{AGAIN}: a stray quote, or the file was cut off here"
            problems.add(file, done + 1, None, lines[done].rstrip("\r\n"), allowed, mend)
            start = done + 1


def _keep_header(
    header: dict[str, Entry], key: str, entry: Entry, file: str, problems: Problems
) -> None:
    earlier = header.setdefault(key, entry)
    if earlier.text.strip() != entry.text.strip():
        allowed = f"one {HEADERS[key]}; row {earlier.row} has '{earlier.text.strip()}'"
        problems.add(file, entry.row, HEADERS[key], entry.text, allowed, AGAIN)


def _is_figure(name: str, values: list[str]) -> bool:
    """Tell a period, even a spoilt one, from a header that nobody has met before."""
    if name[:1] in DIGITS:
        return True
    value = values[0].strip() if values else ""
    return not DIGITS.isdisjoint(name) and value[:1] in DIGITS
