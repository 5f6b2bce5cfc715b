"""The days on which consumer prices came out, known or estimated."""

from __future__ import annotations

import calendar
from datetime import date
from pathlib import Path

from analysis.ingest.reading.cells import day, month
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import read_csv
from analysis.periods import Month

FILE = "prices/release_calendar.csv"
HOWS = {"published": "published", "announced_only": "announced"}
EARLIEST, LATEST = 11, 26  # days of the following month between which a release has always been
TUESDAYS_UNTIL = Month(2018, 2)  # reference month of the last Tuesday release, March 2018
_TUESDAY, _WEDNESDAY = 1, 2


class Calendar:
    """For each reference month the interval in which its prices came out.

    >>> calendar = Calendar({}, {})
    >>> calendar.interval(Month(2010, 5))
    (datetime.date(2010, 6, 11), datetime.date(2010, 6, 26), 'estimated')
    >>> calendar.likely(Month(2010, 5))
    datetime.date(2010, 6, 15)
    """

    def __init__(self, known: dict[Month, date], hows: dict[Month, str]) -> None:
        self._known = known
        self._hows = hows

    def interval(self, reference: Month) -> tuple[date, date, str]:
        """Return first day, last day and how it is known: published, announced, estimated."""
        exact = self._known.get(reference)
        if exact is not None:
            return exact, exact, self._hows[reference]
        after = reference + 1
        return (
            date(after.year, after.month, EARLIEST),
            date(after.year, after.month, LATEST),
            "estimated",
        )

    def likely(self, reference: Month) -> date:
        """Return the day itself, or the third Tuesday (to March 2018) or Wednesday."""
        if reference in self._known:
            return self._known[reference]
        after = reference + 1
        weekday = _TUESDAY if reference <= TUESDAYS_UNTIL else _WEDNESDAY
        first = (weekday - calendar.weekday(after.year, after.month, 1)) % 7
        return date(after.year, after.month, 15 + first)

    def add(self, reference: Month, published: date) -> None:
        """Take over the day that a series' own header gives for its newest month."""
        self._known.setdefault(reference, published)
        self._hows.setdefault(reference, "published")


def load_calendar(raw: Path, problems: Problems) -> Calendar:
    """Read the release calendar; a day before its own month has ended is a problem."""
    found = read_csv(raw, FILE, ["reference_month", "published_on", "status"], problems)
    known: dict[Month, date] = {}
    hows: dict[Month, str] = {}
    if found is None:
        return Calendar(known, hows)
    references = found.read("reference_month", month, problems)
    days = found.read("published_on", day, problems)
    for place, row in enumerate(found.rows):
        reference, published = references[place], days[place]
        status = found.columns["status"][place]
        if status not in HOWS:
            listed = ", ".join(HOWS)
            problems.add(FILE, row, "status", status, listed, "use one of these words")
        if reference is None or published is None:
            for column in ("reference_month", "published_on"):
                if not found.columns[column][place]:
                    problems.add(FILE, row, column, "a blank", "a date", "fill it in")
            continue
        if published <= reference.last_day:
            allowed = f"a day after {reference.last_day}"
            problems.add(FILE, row, "published_on", published, allowed, "look at both dates again")
        if reference in known:
            mend = "take one of the two rows away"
            problems.add(FILE, row, "reference_month", reference.text, "each month once", mend)
        known[reference] = published
        hows[reference] = HOWS.get(status, "announced")
    return Calendar(known, hows)
