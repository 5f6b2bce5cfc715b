"""Every version of the published twelve-month rates and what each index is, without pandas.

Who answers one question at once, the command line and the front page, reads them here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from analysis.measures.offers.worth import COLUMNS, LATER_REVISED, RATES, Published
from analysis.periods import Month
from analysis.present.numbers import print_month
from analysis.tables.rows import read_rows

if TYPE_CHECKING:
    from analysis.project import Project

_START = Month(1970, 1)
STATUS = ("index", "status", "from_last")
"""The columns of `series_status` that say which status an index has, and since when."""


def published_versions(project: Project) -> list[Published]:
    """Read every version of the published rates from a project's clean table of prices."""
    return [
        Published(
            index,
            _START + period,
            rate,
            decimals,
            possible,
            known,
            until,
            how == LATER_REVISED,
        )
        for measure, index, period, rate, decimals, possible, known, until, how in read_rows(
            project, "prices", COLUMNS
        )
        if measure == RATES
    ]


def statuses_on(project: Project, indices: Iterable[str], day: str = "") -> str:
    """Say the official status of some indices on a day, as ISO text, or '' for today."""
    rows = [
        dict(zip(STATUS, row, strict=True)) for row in read_rows(project, "series_status", STATUS)
    ]
    return told_statuses(rows, indices, day)


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


def _day(moment: Any) -> Any:
    """Give the day of a time stamp or day; none comes before every day."""
    if moment is None or moment != moment:
        return date.min
    return moment.date() if isinstance(moment, datetime) else moment
