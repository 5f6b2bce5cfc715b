"""Pay as reports read it: earnings by series, salaries by measure, and the release they are of.

What a report does not ask for cannot make it be made anew: see `analysis.collection.prices`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from analysis.measures.pay.pay_series import PayChange, real_pay_change
from analysis.measures.pay.salaries import WHOLE_SERVICE
from analysis.present import Value
from analysis.tables import LATEST, read
from analysis.tables.store import AsOf, read_listed

PRIVATE, WITH_BANKS = "Private sector", "Public sector"
WITHOUT_BANKS = "Public sector without banks"
ADMINISTRATION = "Public admin., total pay"

# Average weekly earnings: the index as it stands now (one decimal, no vintages), and the level in
# whole pounds, of which every release since 5 February 2024 is on record.
EARNINGS = {
    "regular": {
        PRIVATE: ("K54M", "KAJ2"),
        WITH_BANKS: ("K54N", "KAJ5"),
        WITHOUT_BANKS: ("K54Q", "KAK6"),
    },
    "total": {
        PRIVATE: ("K54V", "KAC4"),
        WITH_BANKS: ("K54W", "KAC7"),
        WITHOUT_BANKS: ("K54Z", "KAD8"),
    },
}
NEAREST = "K5BE"  # public administration: a level, not seasonally adjusted, without vintages


def paid(change: PayChange, wording: str = "change") -> Value:
    """Say a real change of a pay series with its provenance."""
    return Value(change.real.value, "%", 1, real_pay_change, change.rows, change.note, wording)


def sector_series(pay_measure: str, as_of: AsOf = LATEST) -> dict[str, str]:
    """Name the series of each sector: the index now, or on a day the level, which has vintages.

    >>> sector_series("regular")["Private sector"], sector_series("regular", "2025-01-31")
    ('K54M', {'Private sector': 'KAJ2', 'Public sector': 'KAJ5', 'Public sector without banks': \
'KAK6'})
    """
    now = as_of == LATEST
    named = {name: pair[0 if now else 1] for name, pair in EARNINGS[pay_measure].items()}
    return named | {ADMINISTRATION: NEAREST} if now else named


def read_earnings(series: Iterable[str], *, as_of: AsOf = LATEST) -> pd.DataFrame:
    """Read some series of average weekly earnings: the columns of the clean table."""
    return read("earnings", as_of=as_of, where={"series": list(series)})


def releases_of(earnings: pd.DataFrame, as_of: AsOf = LATEST) -> list[date]:
    """List the days of the releases that the newest figures of `earnings` are of, in order.

    Several, where the files of its series were not fetched together. Now, a series is of the
    release that its file names; on a day past, of the last that brought a value by then.
    """
    if as_of == LATEST:
        there = set(earnings["series"])
        days = {one["released"] for one in read_listed("series", series=there)}
        return sorted(date.fromisoformat(day) for day in days if day)
    newest = earnings.groupby("series")["known_from"].max().dropna()
    return sorted({day.date() for day in newest})


def release_words(days: Sequence[date]) -> str:
    """Say which release of average weekly earnings is shown; nothing where none is.

    >>> release_words([date(2026, 7, 21)])
    'average weekly earnings, Great Britain: ONS, release of 21 July 2026'
    """
    if not days:
        return ""
    listed = " and ".join(Value(day).text for day in days)
    word = "release" if len(days) == 1 else "releases"
    return f"average weekly earnings, Great Britain: ONS, {word} of {listed}"


def read_salaries(*measures: str, as_of: AsOf = LATEST) -> pd.DataFrame:
    """Read some measures of pay in the whole civil service: the columns of the clean table."""
    where: dict[str, Any] = {"population": WHOLE_SERVICE, "measure": list(measures)}
    return read("salaries", as_of=as_of, where=where)


def march(year: int) -> pd.Period:
    """Take the month that civil service salaries of a year are of.

    >>> march(2020)
    Period('2020-03', 'M')
    """
    return pd.Period(f"{year}-03", "M")
