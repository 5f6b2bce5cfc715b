"""When a statement about an offer is set: its own date, or a stand-in that is marked as one.

Two statements in three have no date of either kind. What stands in for the day an offer was made
is, in order, the month it took effect, then its pay years as a whole. The date of the source never
does: it can be twelve years late.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.errors import MeasureError

DATE_COLUMNS = (
    "pay_year_from",
    "pay_year_to",
    "offered_first",
    "offered_last",
    "effective_first",
    "effective_last",
)
PREVIOUS_COLUMNS = ("employer", "bargaining_unit", "grade", "outcome")
TOOK_EFFECT = ("accepted", "imposed", "implemented")  # outcomes after which money was paid

OFFERED, EFFECTIVE, PAY_YEAR, NO_CLOCK = CLOCKS = ("offered", "effective", "pay_year", "none")
DAY: Final = "datetime64[us]"


def offer_dates(statements: pd.DataFrame) -> pd.DataFrame:
    """Read the dates of each statement, in the order given, numbered from nought.

    Columns in: `pay_year_from`, `pay_year_to` (text, 2023-24), `offered_first`, `offered_last`,
    `effective_first`, `effective_last` (days), `employer`, `bargaining_unit`, `grade`, `outcome`.

    Columns out, days or nothing: `offered_first`, `offered_last`; `effective_first` and
    `effective_last`, first days of months; `year_first` and `year_last`, the first April and the
    last March of its pay years, as first days; `previous`, the month in which the award before it,
    of the same employer, unit and grade, took effect; and `between`: the employer has an award of
    a pay year between the two, undated or under another name of the unit, so that `previous` is
    not known to be the last one before.

    Raises `MeasureError` for text that is no pay year.
    """
    rows = statements.reset_index(drop=True)
    first, last = _april(rows["pay_year_from"]), _april(rows["pay_year_to"])
    dates = pd.DataFrame(
        {
            "offered_first": pd.to_datetime(rows["offered_first"]).astype(DAY),
            "offered_last": pd.to_datetime(rows["offered_last"]).astype(DAY),
            "effective_first": _first_day(rows["effective_first"]),
            "effective_last": _first_day(rows["effective_last"]),
            "year_first": first,
            "year_last": (last.fillna(first) + pd.DateOffset(months=11)).astype(DAY),
        }
    )
    whose = rows[list(PREVIOUS_COLUMNS[:3])].astype("object").fillna("")  # blank equals blank
    awards = whose.join(dates)[rows["outcome"].isin(TOOK_EFFECT).to_numpy(dtype=bool)]
    dates["previous"] = _latest_before(
        whose.assign(until=dates["effective_first"]), awards.assign(begun=awards["effective_first"])
    )
    year = _latest_before(
        whose[["employer"]].assign(until=_april_before(dates["effective_first"])),
        awards[["employer"]].assign(begun=awards["year_first"]),
    )
    return dates.assign(between=year > _april_before(dates["previous"]))


def clock(dates: pd.DataFrame, *, of_offer: bool) -> pd.Series[Any]:
    """Say which kind of date there is, one of `CLOCKS`; the day offered if wanted."""
    kinds = [dates["effective_first"].notna(), dates["year_first"].notna()]
    words = [EFFECTIVE, PAY_YEAR]
    if of_offer:
        kinds, words = [dates["offered_first"].notna(), *kinds], [OFFERED, *words]
    return pd.Series(np.select(kinds, words, NO_CLOCK), index=dates.index)


def last_day(months: pd.Series[Any]) -> pd.Series[Any]:
    """Turn first days of months into their last days; a missing month stays missing."""
    return (months + pd.offsets.MonthEnd(1)).astype(DAY)


def _first_day(days: pd.Series[Any]) -> pd.Series[Any]:
    """Turn days into the first days of their months."""
    return pd.Series(pd.to_datetime(days).dt.to_period("M").dt.to_timestamp()).astype(DAY)


def _april(pay_years: pd.Series[Any]) -> pd.Series[Any]:
    """Give the April in which each pay year (2023-24) begins; a blank stays missing."""
    aprils = {}
    for text in pay_years.dropna().unique():
        start = str(text)[:4]
        if not start.isdecimal() or str(text)[4:] != f"-{(int(start) + 1) % 100:02d}":
            raise MeasureError(f"'{text}' is not a pay year; write 2023-24.")
        aprils[text] = pd.Timestamp(int(start), 4, 1)
    return pay_years.map(aprils).astype(DAY)


def _april_before(months: pd.Series[Any]) -> pd.Series[Any]:
    """Give the April in which the pay year of each month began."""
    year = months.dt.year - (months.dt.month < 4)
    return pd.to_datetime({"year": year, "month": 4, "day": 1}, errors="coerce").astype(DAY)


def _latest_before(asked: pd.DataFrame, awards: pd.DataFrame) -> pd.Series[Any]:
    """Give, of the awards of the same group, when the latest before `until` had `begun`."""
    group = [name for name in asked.columns if name != "until"]
    found = pd.merge_asof(
        asked[asked["until"].notna()].rename_axis("place").reset_index().sort_values("until"),
        awards[[*group, "begun"]].dropna(subset="begun").sort_values("begun"),
        left_on="until",
        right_on="begun",
        by=group,
        allow_exact_matches=False,
    )
    return found.set_index("place")["begun"].reindex(asked.index).astype(DAY)
