"""What a page says of the official status of each price index that it shows, on the page's day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from analysis.collection.prices import all_indices
from analysis.present.numbers import print_month
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
    rows = read(TABLE, where={"index": list(indices)}, columns=["index", "status", "from_last"])
    return told_statuses(rows.to_dict("records"), indices, day)


def told_statuses(rows: Sequence[Mapping[Any, Any]], indices: Iterable[str], day: str) -> str:
    """Say of each index which status it has, since when, and which it had before.

    `rows` have `index`, `status` and `from_last`, a time stamp or none where it was so from the
    first. What began after the day is not told.

    >>> import pandas as pd
    >>> rows = [
    ...     {"index": "RPI", "status": "National Statistic", "from_last": pd.NaT},
    ...     {"index": "RPI", "status": "not accredited", "from_last": pd.Timestamp("2013-03-31")},
    ... ]
    >>> told_statuses(rows, ["RPI"], "")
    'RPI: not accredited since March 2013, before that National Statistic'
    >>> told_statuses(rows, ["RPI"], "2011-03-26")
    'RPI: National Statistic'
    """
    by = date.fromisoformat(day) if day else date.max
    parts = []
    for index in indices:
        begun = [
            (since, str(row["status"]))
            for row in rows
            if row["index"] == index and (since := _day(row["from_last"])) <= by
        ]
        if begun:
            begun.sort()
            since, status = begun[-1]
            words = f"{index}: {status}"
            if len(begun) > 1:
                words += f" since {print_month(since.year, since.month)}"
                words += f", before that {begun[-2][1]}"
            parts.append(words)
    return "; ".join(parts)


def _day(moment: Any) -> date:
    """Give the day of a time stamp; none comes before every day."""
    return date.min if moment != moment or moment is None else moment.date()
