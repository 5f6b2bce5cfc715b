"""A clean table in the making: typed columns, the row each value came from, doubts and problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from analysis.ingest.reading.cells import CellError, read_cells
from analysis.ingest.reading.problems import Problems
from analysis.periods import PayYear
from analysis.tables.columns import Table

Cell = object
T = TypeVar("T")
Interval = tuple[date, date]


@dataclass
class Draft:
    """The rows of one table while it is being cleaned.

    `values` holds each clean column as a list; `raw` the cells as found; `rows` the row numbers
    in the raw file. Problems stop the whole run, flags stay with the row.
    """

    table: Table
    file: str
    rows: Sequence[int]
    raw: Mapping[str, Sequence[str]]
    problems: Problems
    values: dict[str, list[Cell]] = field(default_factory=dict)
    flags: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin without doubts."""
        if not self.flags:
            self.flags = [[] for _ in self.rows]

    def __len__(self) -> int:
        return len(self.rows)

    def flag(self, place: int, code: str) -> None:
        """Keep a doubt with the row at `place` (counted from 0)."""
        if code not in self.flags[place]:
            self.flags[place].append(code)

    def problem(self, place: int, column: str, found: object, allowed: str, mend: str) -> None:
        """Note that the row at `place` is wrong."""
        self.problems.add(self.file, self.rows[place], column, found, allowed, mend)

    def ask(self, place: int, column: str, found: object, usual: str, question: str) -> None:
        """Ask about a value that is unlikely and kept."""
        self.problems.ask(self.file, self.rows[place], column, found, usual, question)

    def read(self, column: str, read: Callable[[str], T]) -> list[T | None]:
        """Read one raw column; a cell that cannot be read is a problem of its row."""

        def refuse(place: int, text: str, error: CellError) -> None:
            self.problem(place, column, text, error.allowed, error.mend)

        return read_cells(self.raw[column], read, refuse)

    def text(self, name: str, place: int) -> str | None:
        """Return one clean text of one row, or None."""
        value = self.values[name][place]
        return value if isinstance(value, str) else None

    def number(self, name: str, place: int) -> float | None:
        """Return one clean number of one row, or None."""
        value = self.values[name][place]
        return value if isinstance(value, float) else None

    def whole(self, name: str, place: int) -> int | None:
        """Return one clean count of one row, or None."""
        value = self.values[name][place]
        return value if isinstance(value, int) else None

    def day(self, name: str, place: int) -> date | None:
        """Return one clean day of one row, or None."""
        value = self.values[name][place]
        return value if isinstance(value, date) else None

    def span(self, name: str, place: int) -> Interval | None:
        """Return first and last day of a half-known date in one row, or None."""
        first, last = self.day(f"{name}_first", place), self.day(f"{name}_last", place)
        return (first, last) if first is not None and last is not None else None

    def pay_year(self, name: str, place: int) -> Interval | None:
        """Return first and last day of a pay year in one row, or None."""
        text = self.text(name, place)
        if text is None:
            return None
        start = PayYear.parse(text).start
        return date(start, 4, 1), date(start + 1, 3, 31)

    def known(self, place: int) -> Interval | None:
        """Return possibly known from and known from of one row, or None."""
        first, last = self.day("known_first", place), self.day("known_from", place)
        return (first, last) if first is not None and last is not None else None
