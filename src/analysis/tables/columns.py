"""What a clean table is: its columns, their meanings, units and allowed values.

One declaration serves four readers: the parser of raw files, the pandera schema that guards the
clean table, the data dictionary, and `datapackage.json`. Nothing here imports pandas, so that a
build with nothing to do, shell completion and `--help` stay light.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.tables.limits import COUNT, Limits

# A kind of column: its pandas dtype, its Frictionless type, and how the dictionary names it.
KINDS: Mapping[str, tuple[str, str, str]] = {
    "text": ("str", "string", "text"),
    "word": ("str", "string", "one of the words listed"),
    "pay_year": ("str", "string", "pay year, such as 2023-24"),
    "month": ("period[M]", "yearmonth", "month"),
    "day": ("datetime64[us]", "date", "day"),
    "number": ("float64", "number", "number"),
    "pct": ("float64", "number", "per cent"),
    "gbp": ("float64", "number", "pounds"),
    "count": ("Int64", "integer", "whole number"),
    "yesno": ("boolean", "boolean", "yes or no"),
}

NUMBERS = ("number", "pct", "gbp", "count")

SPAN_NOTE = {
    "first": "first day it can have been; equal to the last where the day is known",
    "last": "last day it can have been",
}


@dataclass(frozen=True)
class Column:
    """One column of a clean table.

    `raw` names the raw column it is read from (None: worked out while cleaning). `required`
    means that no row may leave it blank. `unit` is printed in the dictionary and in headers.
    `limits` bound a number; a count without limits of its own has those of any count. Where they
    differ by row, `limits_by` names the columns that decide, and `limits_of` has the limits for
    what these hold, joined by a blank.
    """

    name: str
    kind: str
    meaning: str
    raw: str | None = None
    unit: str = ""
    allowed: tuple[str, ...] = ()
    required: bool = False
    limits: Limits | None = None
    limits_by: tuple[str, ...] = ()
    limits_of: tuple[tuple[str, Limits], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a kind that nothing knows how to read, and words without a list."""
        if self.kind not in KINDS:
            msg = f"column {self.name}: no kind {self.kind!r}; there are {', '.join(KINDS)}"
            raise ValueError(msg)
        if (self.kind == "word") != bool(self.allowed):
            msg = f"column {self.name}: `allowed` belongs to the kind 'word', and only to it"
            raise ValueError(msg)
        if self.limits is not None and self.kind not in NUMBERS:
            msg = f"column {self.name}: limits belong to numbers"
            raise ValueError(msg)
        if self.kind == "count" and self.limits is None:
            object.__setattr__(self, "limits", COUNT)

    @property
    def dtype(self) -> str:
        """The pandas dtype of the clean column."""
        return KINDS[self.kind][0]


@dataclass(frozen=True)
class Span:
    """A date known to its day, month or year: read from one raw column, kept as two days."""

    name: str
    meaning: str
    raw: str | None = None

    def columns(self) -> tuple[Column, Column]:
        """Return the two columns of the interval, `<name>_first` and `<name>_last`."""
        return (
            Column(f"{self.name}_first", "day", f"{self.meaning}: {SPAN_NOTE['first']}"),
            Column(f"{self.name}_last", "day", f"{self.meaning}: {SPAN_NOTE['last']}"),
        )


HOW_KNOWN = ("true", "estimated", "inferred", "later_revised", "undated")

KEY = Column("key", "text", "stable name of the row, unique in the table", required=True)
KNOWLEDGE = (
    Column("source", "text", "raw file, below data/raw", required=True),
    Column("flags", "text", "doubts about the row, joined by '; '", required=False),
    Column("known_first", "day", "first day on which the row can have been known"),
    Column("known_from", "day", "day from which the row was known for certain"),
    Column("known_until", "day", "last day on which this version stood; blank: it still does"),
    Column("known_how", "word", "how the days are known", allowed=HOW_KNOWN, required=True),
)


@dataclass(frozen=True)
class Table:
    """One clean table: a name, what a row is, and its columns in order.

    `undated` says which of its rows nobody can date. A `timeless` table is not about time: a
    reading as of a day holds all of it. `later` names the columns of days that were known only when
    they came, each with the columns that tell of the same: a reading of an earlier day leaves them
    blank.
    """

    name: str
    row: str
    body: tuple[Column | Span, ...]
    raw_file: str | None = None
    raw_key: str | None = None
    undated: str = ""
    timeless: bool = False
    later: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    _columns: dict[str, Column] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        """Lay the columns out once: key, body, then provenance and knowledge."""
        flat: list[Column] = [KEY]
        for item in self.body:
            flat.extend(item.columns() if isinstance(item, Span) else (item,))
        flat.extend(KNOWLEDGE)
        object.__setattr__(self, "_columns", {column.name: column for column in flat})

    @property
    def columns(self) -> Mapping[str, Column]:
        """Every column by name, in the order of the clean table."""
        return self._columns


FIRST_DAY = "_first_day"
"""How the column ends that holds the first day of a month, beside the month itself."""


def stored_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table's file: those of the table, a first day beside each month.

    >>> period = Column("period", "month", "reference month", required=True)
    >>> [one.name for one in stored_columns(Table("cpi", "a month", (period,)))][1:3]
    ['period', 'period_first_day']
    """
    stored: list[Column] = []
    for column in table.columns.values():
        stored.append(column)
        if column.kind == "month":
            meaning = f"first day of that month ({column.name})"
            name = column.name + FIRST_DAY
            stored.append(Column(name, "day", meaning, required=column.required))
    return tuple(stored)
