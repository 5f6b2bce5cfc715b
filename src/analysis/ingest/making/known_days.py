"""From which day each row could be known: one mechanism for every table.

A date known only to its month or year is an interval: the row is possibly known from its first
day and known from its last.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from analysis.ingest.reading.cells import CellError, partial_day
from analysis.ingest.reading.draft import Draft, Interval

# A source that came out more than a year after the pay year it tells of looks back on it: its own
# date says nothing about the day on which the thing became known.
LOOKS_BACK = timedelta(days=366)


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

    >>> from datetime import date
    >>> earliest((date(2023, 7, 1), date(2023, 7, 31)), None, (date(2023, 7, 19),) * 2)
    (datetime.date(2023, 7, 1), datetime.date(2023, 7, 19))
    """
    given = [pair for pair in intervals if pair is not None]
    if not given:
        return None
    return min(pair[0] for pair in given), min(pair[1] for pair in given)


def cited(made: Draft) -> list[Interval | None]:
    """Return the interval of the date of the source in each row."""
    return [
        (span.first, span.last) if span else None for span in made.read("source_date", partial_day)
    ]


def reported(
    report: Interval | None, first_year: Interval | None, last_year: Interval | None
) -> tuple[Interval | None, str]:
    """Date what only a report tells: by the report, unless it looks back on its pay year.

    Of a report that looks back only this is kept: the thing happened, most likely within the
    first pay year that it covers. The answer of 2015 about 2010-11 was not news in 2015:

    >>> from datetime import date
    >>> year = date(2010, 4, 1), date(2011, 3, 31)
    >>> reported((date(2015, 1, 1),) * 2, year, year)[0] == year
    True
    """
    if first_year is None or last_year is None:
        return report, "inferred" if report else "undated"
    if report is None or report[0] > last_year[1] + LOOKS_BACK:
        return first_year, "inferred"
    return report, "inferred"


def day_of_text(text: str) -> Interval | None:
    """Return the interval of a date as found; None for a blank or what is listed as a problem."""
    try:
        span = partial_day(text)
    except CellError:
        return None
    return span.first, span.last
