"""Values of published series, each with the days between which it was the one known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from analysis.ingest.ons import Observations
from analysis.ingest.reading.draft import Cell
from analysis.periods import Month

Observed = tuple[int, float, int, int]  # ordinal, value, decimals, row


class Version(NamedTuple):
    """One value of one month, as one release or copy had it.

    `later` is what parts its key from the first value of the month: a slash and the day.
    """

    row: int
    ordinal: int
    value: float
    decimals: int
    source: str
    later: str
    first: date | None
    known: date | None
    until: date | None
    how: str


class Versions:
    """Rows of a table of series, column by column, while they are gathered."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.values: dict[str, list[Cell]] = {"key": [], "series": [], "period": []}

    def add(
        self, versions: list[Version], same: Mapping[str, Cell], *, yearly: bool = False
    ) -> None:
        """Add the versions of one series; `same` columns have one value in all of them.

        A `yearly` value stands at the January of its year and is named by the year alone.
        """
        cdid = same["series"]
        self.rows += [one.row for one in versions]
        columns: dict[str, list[Cell]] = {
            name: [value] * len(versions) for name, value in same.items()
        }
        width = 4 if yearly else 7
        columns["key"] = [
            f"{cdid}/{month_text(one.ordinal)[:width]}{one.later}" for one in versions
        ]
        columns["period"] = [one.ordinal for one in versions]
        for name, place in _COLUMNS.items():
            columns[name] = [one[place] for one in versions]
        for name, cells in columns.items():
            self.values.setdefault(name, []).extend(cells)


_COLUMNS = {
    "value": 2,
    "decimals": 3,
    "source": 4,
    "known_first": 6,
    "known_from": 7,
    "known_until": 8,
    "known_how": 9,
}


def cells_of(observed: Observations) -> zip[Observed]:
    """Give ordinal, value, decimals and row of each observation."""
    return zip(observed.ordinals, observed.values, observed.decimals, observed.rows, strict=True)


@cache
def month_of(ordinal: int) -> Month:
    """Return the month that an ordinal stands for."""
    return Month(1970, 1) + ordinal


@cache
def month_text(ordinal: int) -> str:
    """Return the month that an ordinal stands for as text, such as 2022-10."""
    return month_of(ordinal).text
