"""The price indices on record: their names, their series, and which are shown by default.

What an index is stands in the clean table `indices`. Whoever answers at once reads it here without
pandas; reports read it through `analysis.collection.prices`, which records that they did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from analysis.project import Project
from analysis.tables.rows import read_rows
from analysis.typed import Names

TABLE = "indices"


class Index(NamedTuple):
    """One price index, by the columns of the table that code asks for."""

    name: str
    full_name: str
    holds: str
    index_series: str | None
    rate_series: str
    shown: bool
    position: int

    @property
    def chained(self) -> bool:
        """Whether levels are published, so that a change over any span can be told."""
        return self.index_series is not None

    @property
    def series(self) -> list[str]:
        """The series of levels, where there are any, then that of rates."""
        return [*([self.index_series] if self.index_series else []), self.rate_series]


COLUMNS = ("key", *Index._fields[1:])


def indices_of(rows: Iterable[Sequence[Any]]) -> dict[str, Index]:
    """Name the indices of some rows of the table (columns as in `COLUMNS`), in their order.

    >>> rows = [("RPI", "Retail Prices Index", "index and rate", "CHAW", "CZBH", True, 3),
    ...     ("HCI", "Household Costs Index", "rates alone", None, "HCI", False, 4),
    ...     ("CPI", "Consumer Prices Index", "index and rate", "D7BT", "D7G7", True, 1)]
    >>> list(indices_of(rows)), shown(indices_of(rows)), indices_of(rows)["HCI"].chained
    (['CPI', 'RPI', 'HCI'], ['CPI', 'RPI'], False)
    """
    found = sorted((Index(*row) for row in rows), key=lambda one: one.position)
    return {one.name: one for one in found}


def read_indices(project: Project) -> dict[str, Index]:
    """Read the indices of a project by name; raises `DataError` before the first cleaning."""
    return indices_of(read_rows(project, TABLE, COLUMNS))


def shown(indices: dict[str, Index]) -> list[str]:
    """Name the indices that are shown where none is asked for."""
    return [one.name for one in indices.values() if one.shown]


def names(indices: Mapping[str, Index]) -> Names:
    """Give the names by which indices may be asked for: short or in full, capitals or not.

    >>> one = Index("HCI", "Household Costs Index", "rates alone", None, "HCI", False, 4)
    >>> names({"HCI": one}).read("hci", what="index")
    'HCI'
    """
    return Names("index", {name: (one.full_name,) for name, one in indices.items()})
