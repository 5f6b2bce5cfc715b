"""Every clean table by name."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.errors import UsageError, nearest
from analysis.tables.columns import Table
from analysis.tables.declared import ballots, claims, employers, offers, prices, salaries

TABLES: Mapping[str, Table] = {
    table.name: table
    for wing in (prices, offers, ballots, salaries, claims, employers)
    for table in wing.TABLES
}


def table_named(name: str) -> Table:
    """Return the table of that name; a wrong name is an error with the nearest right one.

    >>> table_named("prices").columns["value"].unit
    'index or %'
    """
    try:
        return TABLES[name]
    except KeyError:
        raise UsageError(f"No table called {name!r}. {nearest(name, TABLES)}") from None
