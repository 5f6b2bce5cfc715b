"""First prints of average weekly earnings: what people saw before every revision was kept.

`awe_vintages.csv` has growth rates and a few levels as bulletins printed them, or as others quoted
these. A reading as of those days has the figures on record and no more. Each stands until the
first copy that is on record, which may have restated it: what came between is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from analysis.ingest.making.limiting import check_number
from analysis.ingest.making.versions import month_of
from analysis.ingest.ons.configured import FILE as SERIES_FILE
from analysis.ingest.ons.configured import Configured
from analysis.ingest.reading.cells import day, month, number, partial_day
from analysis.ingest.reading.draft import Interval
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import read_csv
from analysis.periods import Month
from analysis.tables.limits import EARNINGS

FILE = "earnings/awe_vintages.csv"
CALENDAR = "prices/awe_release_calendar.csv"
COLUMNS = (
    *("cdid", "period", "published_by", "value"),
    *("source_title", "source_url", "confidence"),
)
# Without a day on record: releases of 2022 to 2024 came out on the 11th to the 17th of the second
# month after the last of the three that they are of.
MONTHS_AFTER, EARLIEST, LATEST = 2, 10, 21


class Print(NamedTuple):
    """A figure as it was first printed, between which days, and whether the day is on record."""

    row: int
    value: float
    decimals: int
    first: date
    known: date
    how: str


Prints = dict[str, dict[int, Print]]  # series -> month -> its first print


def load_first_prints(
    raw: Path, configured: Mapping[str, Configured], problems: Problems
) -> Prints:
    """Read the first prints; nothing where there is no such file."""
    if not (raw / FILE).exists():
        return {}
    found, days = read_csv(raw, FILE, COLUMNS, problems), _calendar(raw, problems)
    prints: Prints = {}
    if found is None:
        return prints
    months = found.read("period", month, problems)
    published = found.read("published_by", partial_day, problems)
    values = found.read("value", number, problems)
    cells = zip(found.rows, found.columns["cdid"], months, published, values, strict=True)
    for place, (row, cdid, at, by, value) in enumerate(cells):
        if cdid not in configured:
            mend = f"add a line for it to data/raw/{SERIES_FILE}, or correct it"
            problems.add(FILE, row, "cdid", cdid, f"a series in {SERIES_FILE}", mend)
        elif at is not None and value is not None:
            if limits := EARNINGS.get(configured[cdid]["measure"] or ""):
                check_number(problems, found, place, "value", value, limits)
            (first, known), how = _known(at, (by.first, by.last) if by else None, days)
            decimals = len(found.columns["value"][place].partition(".")[2])
            of_series = prints.setdefault(cdid, {})
            if at.ordinal in of_series:
                mend = f"row {of_series[at.ordinal].row} has it already: take one of them away"
                problems.add(FILE, row, "period", f"{cdid} {at.text}", "each month once", mend)
            of_series[at.ordinal] = Print(row, value, decimals, first, known, how)
    return prints


def _known(
    at: Month, by: Interval | None, days: Mapping[int, tuple[date, str]]
) -> tuple[Interval, str]:
    """Say between which days a first print came out, and how that is known."""
    if by is not None and by[0] == by[1]:
        return by, "true"
    if at.ordinal in days:
        on, status = days[at.ordinal]
        return (on, on), "true" if status == "published" else "inferred"
    after = month_of(at.ordinal) + MONTHS_AFTER
    rule = date(after.year, after.month, EARLIEST), date(after.year, after.month, LATEST)
    return (by, "inferred") if by is not None else (rule, "estimated")


def _calendar(raw: Path, problems: Problems) -> dict[int, tuple[date, str]]:
    """Read on which day the figures of three months that end with a month came out."""
    if not (raw / CALENDAR).exists():
        return {}
    columns = ("last_month_of_three", "published_on", "status", "source")
    found = read_csv(raw, CALENDAR, columns, problems)
    if found is None:
        return {}
    months = found.read("last_month_of_three", month, problems)
    days = found.read("published_on", day, problems)
    rows = zip(months, days, found.columns["status"], strict=True)
    return {at.ordinal: (on, status) for at, on, status in rows if at and on}
