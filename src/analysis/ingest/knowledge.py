"""From which day each row could be known: one mechanism for every table.

A date known only to its month or year is an interval: the row is possibly known from its first
day and known from its last.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analysis.ingest.cells import CellError, partial_day
from analysis.ingest.draft import Draft

Interval = tuple[date, date]


def dated(made: Draft, intervals: Sequence[Interval | None], how: str | Sequence[str]) -> None:
    """Fill the columns of knowledge from an interval a row; rows without one are undated."""
    hows = [how] * len(intervals) if isinstance(how, str) else list(how)
    made.values["known_first"] = [pair[0] if pair else None for pair in intervals]
    made.values["known_from"] = [pair[1] if pair else None for pair in intervals]
    made.values["known_until"] = [None] * len(intervals)
    made.values["known_how"] = [
        word if pair else "undated" for pair, word in zip(intervals, hows, strict=True)
    ]


def undated(made: Draft) -> None:
    """Say of a whole table that nobody can date its rows."""
    dated(made, [None] * len(made), "undated")


def earliest(*intervals: Interval | None) -> Interval | None:
    """Return the interval that ends first: what it dates was known for certain from then.

    The first day of the result is the earliest of all, since any of them may have come first.

    >>> earliest((date(2023, 7, 1), date(2023, 7, 31)), None, (date(2023, 7, 19),) * 2)
    (datetime.date(2023, 7, 1), datetime.date(2023, 7, 19))
    """
    given = [pair for pair in intervals if pair is not None]
    if not given:
        return None
    return min(pair[0] for pair in given), min(pair[1] for pair in given)


def cited(made: Draft, place: int, column: str = "source_date") -> Interval | None:
    """Return the interval of a text date, such as the date of the source, in one row."""
    text = made.values[column][place]
    if not isinstance(text, str):
        return None
    try:
        span = partial_day(text)
    except CellError as error:
        made.problem(place, column, text, error.allowed, error.mend)
        return None
    return span.first, span.last
