"""Where rows of the record that a page shows or names stand: each has one address on the site."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from analysis.publish.addresses import FOLDER, row_address
from analysis.tables import read
from analysis.tables.homes import HOMES, YEAR


def homes_of(rows: Iterable[str], parted: Collection[str] = ()) -> dict[str, str]:
    """Map rows of the record, as `table/key`, to their addresses; other rows lack.

    What is read is recorded like any reading.
    """
    asked: dict[str, list[str]] = {}
    for table, _, key in (row.partition("/") for row in rows):
        if table in HOMES:
            asked.setdefault(table, []).append(key)
    found = {}
    for table, keys in asked.items():
        column = HOMES[table].column
        held = read(table, columns=["key", column, YEAR], where={"key": keys})
        years = held[YEAR].dt.strftime("%Y").fillna("")
        for key, about, year in zip(held["key"], held[column], years, strict=True):
            address = row_address(table, key, about, year, parted)
            found[f"{table}/{key}"] = f"{FOLDER}/{address}"
    return found
