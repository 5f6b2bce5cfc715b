"""A clean table in the making: typed columns, the row each value came from, doubts and problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis.ingest.cells import READERS, CellError, partial_day
from analysis.ingest.corrections import Corrections
from analysis.ingest.problems import Problems
from analysis.ingest.rawfile import RawFile
from analysis.tables.columns import Column, Span, Table

Cell = object


@dataclass
class Draft:
    """The rows of one table while it is being cleaned.

    `values` holds each clean column as a list; `raw` the cells as found; `rows` the row numbers
    in the raw file. Problems stop the whole run, flags stay with the row.
    """

    table: Table
    file: str
    rows: Sequence[int]
    raw: dict[str, Sequence[str]]
    problems: Problems
    values: dict[str, list[Cell]] = field(default_factory=dict)
    flags: list[list[str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)

    def flag(self, place: int, code: str) -> None:
        """Keep a doubt with the row at `place` (counted from 0)."""
        if code not in self.flags[place]:
            self.flags[place].append(code)

    def problem(self, place: int, column: str, found: object, allowed: str, mend: str) -> None:
        """Note that the row at `place` is wrong."""
        self.problems.add(self.file, self.rows[place], column, found, allowed, mend)

    def fill(self, column: str, value: Cell) -> None:
        """Give a whole column one value."""
        self.values[column] = [value] * len(self)

    def span(self, name: str, place: int) -> tuple[date, date] | None:
        """Return first and last day of a half-known date in one row, or None."""
        first, last = self.values[f"{name}_first"][place], self.values[f"{name}_last"][place]
        if isinstance(first, date) and isinstance(last, date):
            return first, last
        return None


def draft(
    table: Table,
    raw: RawFile,
    problems: Problems,
    corrections: Corrections,
    key: Callable[[RawFile, int], str] | None = None,
) -> Draft:
    """Type every cell of a raw file into the columns that are read from it.

    The row's key is the table's raw key column, or what `key` makes of the row; the same key
    twice is a problem. Corrections are applied to the cells as printed, before they are typed.
    """
    cells: dict[str, Sequence[str]] = dict(raw.columns)
    made = Draft(table, raw.file, raw.rows, cells, problems, flags=[[] for _ in raw.rows])
    keys = _keys(made, raw, key)
    made.values["key"] = list(keys)
    for place, column, used in corrections.for_rows(table, keys, cells):
        changed = list(cells[column])
        changed[place] = used
        cells[column] = changed
        made.flag(place, f"corrected: {column}")
    for item in table.body:
        if item.raw is None:
            continue
        if isinstance(item, Span):
            spans = [_cell(made, place, item.raw, partial_day) for place in range(len(made))]
            made.values[f"{item.name}_first"] = [getattr(span, "first", None) for span in spans]
            made.values[f"{item.name}_last"] = [getattr(span, "last", None) for span in spans]
        else:
            made.values[item.name] = _typed(made, item)
    return made


def _keys(made: Draft, raw: RawFile, key: Callable[[RawFile, int], str] | None) -> list[str]:
    column = made.table.raw_key
    if column is None:
        if key is None:
            return [f"{raw.file}#{row}" for row in raw.rows]
        return _apart([key(raw, place) for place in range(len(raw.rows))])
    keys = list(raw.columns[column])
    first: dict[str, int] = {}
    for place, name in enumerate(keys):
        if not name:
            made.problem(place, column, "a blank", "a name for the row", "give it one of its own")
        elif name in first:
            mend = f"row {first[name]} has it already: rename one, or take the repeat away"
            made.problem(place, column, name, "each key once", mend)
        else:
            first[name] = made.rows[place]
    return keys


def _apart(keys: list[str]) -> list[str]:
    """Number the second and later of equal keys, so that every row has its own."""
    seen: Counter[str] = Counter()
    apart = []
    for name in keys:
        seen[name] += 1
        apart.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return apart


def _typed(made: Draft, column: Column) -> list[Cell]:
    """Type one column; equal cells are read once."""
    assert column.raw is not None  # noqa: S101 - the caller has looked
    read = READERS[column.kind]
    if column.kind == "text":
        values: list[Cell] = [cell or None for cell in made.raw[column.raw]]
    elif column.kind == "word":
        values = [cell or None for cell in made.raw[column.raw]]
        _check_words(made, column)
    else:
        known: dict[str, Cell] = {"": None}
        values = []
        for place, cell in enumerate(made.raw[column.raw]):
            if cell not in known:
                value = _cell(made, place, column.raw, read)
                if value is None:
                    values.append(None)
                    continue
                known[cell] = value
            values.append(known[cell])
    if column.required:
        for place, cell in enumerate(made.raw[column.raw]):
            if not cell:
                made.problem(place, column.raw, "a blank", column.meaning, "fill it in")
    return values


def _check_words(made: Draft, column: Column) -> None:
    assert column.raw is not None  # noqa: S101 - the caller has looked
    allowed = set(column.allowed)
    for place, cell in enumerate(made.raw[column.raw]):
        if cell and cell not in allowed:
            listed = ", ".join(column.allowed)
            made.problem(place, column.raw, cell, listed, "use one of the words allowed")


def _cell(made: Draft, place: int, column: str, read: Callable[[str], Cell]) -> Cell:
    text = made.raw[column][place]
    if not text:
        return None
    try:
        return read(text)
    except CellError as error:
        made.problem(place, column, text, error.allowed, error.mend)
        return None
