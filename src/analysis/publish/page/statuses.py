"""What a page says of the official status of each price index that it shows, on the page's day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.collection.prices import all_indices
from analysis.collection.versions import STATUS, told_statuses
from analysis.tables import read
from analysis.tables.store import Selection

TABLE = "series_status"
NEEDED = frozenset({TABLE, "indices"})  # without these tables a page cannot say it


def indices_read(asked: Iterable[Selection]) -> list[str]:
    """Name the indices of which series were read, in the order of the record."""
    named = {
        series
        for one in asked
        if one.table == "prices"
        for column, values in one.where
        if column == "series"
        for series in values
    }
    if not named:
        return []
    return [
        name
        for name, index in all_indices().items()
        if named & {index.index_series, index.rate_series}
    ]


def statuses_of(asked: Iterable[Selection], day: str) -> str:
    """Say the status of each index that a page read; '' where it read none with a status.

    `day` is the past day that the page is held to, as ISO text, or '' for today.
    """
    indices = indices_read(asked)
    return status_words(indices, day) if indices else ""


def status_words(indices: Sequence[str], day: str = "") -> str:
    """Say the status of some indices on a past day, as ISO text, or '' for today."""
    rows = read(TABLE, where={"index": list(indices)}, columns=STATUS)
    return told_statuses(rows.to_dict("records"), indices, day)
