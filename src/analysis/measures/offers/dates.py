"""When a statement about an offer is set: its own date, or a stand-in that is marked as one.

Two statements in three have no date of either kind. What stands in for the day an offer was made
is, in order, the month it took effect, then its pay years as a whole. The date of the source never
does: it can be twelve years late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.inputs import MISSING_ORDINAL, month_ordinals

Whole = NDArray[np.int64]

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

CLOCKS = ("offered", "effective", "pay_year", "none")
OFFERED, EFFECTIVE, PAY_YEAR, NO_CLOCK = range(4)


@dataclass(frozen=True, eq=False)
class OfferDates:
    """Dates of each statement: days since 1970 and months since January 1970, as whole numbers.

    `MISSING_ORDINAL` where there is none. `year_first` and `year_last` are the first April and
    the last March of its pay years; `previous` is the month in which the award before it, of the
    same employer, unit and grade, took effect. `between` says that the employer has an award of a
    pay year between the two, undated or under another name of the unit: then `previous` is not
    known to be the last one before.
    """

    offered_first: Whole
    offered_last: Whole
    effective_first: Whole
    effective_last: Whole
    year_first: Whole
    year_last: Whole
    previous: Whole
    between: NDArray[np.bool_]

    def clock(self, *, of_offer: bool) -> NDArray[np.int64]:
        """Say which kind of date there is, as a place in `CLOCKS`; the day offered if wanted."""
        found = np.where(self.year_first != MISSING_ORDINAL, PAY_YEAR, NO_CLOCK)
        found = np.where(self.effective_first != MISSING_ORDINAL, EFFECTIVE, found)
        if of_offer:
            found = np.where(self.offered_first != MISSING_ORDINAL, OFFERED, found)
        return found


def first_days(months: Whole) -> Whole:
    """Give the first day of each month, as days since 1970; a missing month stays missing."""
    missing = months == MISSING_ORDINAL
    days = np.where(missing, 0, months).astype("datetime64[M]").astype("datetime64[D]")
    return np.where(missing, MISSING_ORDINAL, days.astype(np.int64))


def last_days(months: Whole) -> Whole:
    """Give the last day of each month, as days since 1970; a missing month stays missing."""
    missing = months == MISSING_ORDINAL
    return np.where(missing, MISSING_ORDINAL, first_days(np.where(missing, 0, months) + 1) - 1)


def _days(column: pd.Series[Any]) -> Whole:
    days = np.asarray(pd.to_datetime(column), dtype="datetime64[D]")
    return np.where(np.isnat(days), MISSING_ORDINAL, days.astype(np.int64))


def _months(column: pd.Series[Any]) -> Whole:
    return month_ordinals(pd.DatetimeIndex(pd.to_datetime(column)))


def _pay_years(column: pd.Series[Any]) -> Whole:
    """Give the April in which each pay year (2023-24) begins; a blank stays missing."""
    codes, years = pd.factorize(column.to_numpy(dtype=object))
    starts = [MISSING_ORDINAL]
    for text in years:  # the distinct words, a few dozen, not the rows
        start = str(text)[:4]
        if not start.isdecimal() or str(text)[4:] != f"-{(int(start) + 1) % 100:02d}":
            raise MeasureError(f"'{text}' is not a pay year; write 2023-24.")
        starts.append((int(start) - 1970) * 12 + 3)
    return np.array(starts, dtype=np.int64)[codes + 1]


def offer_dates(statements: pd.DataFrame) -> OfferDates:
    """Read the dates of each statement, in the order given.

    Columns in: `pay_year_from`, `pay_year_to` (text, 2023-24), `offered_first`, `offered_last`,
    `effective_first`, `effective_last` (days), `employer`, `bargaining_unit`, `grade`, `outcome`.
    Raises `MeasureError` for text that is no pay year.
    """
    first, last = (_pay_years(statements[f"pay_year_{end}"]) for end in ("from", "to"))
    last = np.where(last == MISSING_ORDINAL, first, last)
    effective = _months(statements["effective_first"])
    took = statements["outcome"].isin(TOOK_EFFECT).to_numpy(dtype=bool)
    previous = _previous(statements, effective, took)
    return OfferDates(
        _days(statements["offered_first"]),
        _days(statements["offered_last"]),
        effective,
        _months(statements["effective_last"]),
        first,
        np.where(last == MISSING_ORDINAL, MISSING_ORDINAL, last + 11),
        previous,
        _between(statements, effective, previous, np.where(took, first, MISSING_ORDINAL)),
    )


_ROOM = np.int64(1) << np.int64(24)  # months fit below a group number


def _keys(group: Whole, months: Whole) -> Whole:
    """Number months within groups, so that one sorted array holds the months of all groups."""
    return group * _ROOM + months + _ROOM // 2


def _previous(statements: pd.DataFrame, effective: Whole, took: NDArray[np.bool_]) -> Whole:
    """Give the latest month, before its own, in which an award of the same group took effect."""
    group = np.zeros(len(statements), dtype=np.int64)
    for name in PREVIOUS_COLUMNS[:3]:
        codes, found = pd.factorize(statements[name].to_numpy(dtype=object))
        group = group * (len(found) + 1) + codes + 1  # blank equals blank
    dated = effective != MISSING_ORDINAL
    keys = _keys(group, np.where(dated, effective, 0))
    known = np.unique(keys[took & dated])
    if not len(known):
        return np.full(len(keys), MISSING_ORDINAL)
    place = np.searchsorted(known, keys, side="left") - 1
    before = known[np.maximum(place, 0)]
    found_one = dated & (place >= 0) & (before // _ROOM == group)
    return np.where(found_one, before % _ROOM - _ROOM // 2, MISSING_ORDINAL)


def _between(
    statements: pd.DataFrame, effective: Whole, previous: Whole, aprils: Whole
) -> NDArray[np.bool_]:
    """Say whether the employer has an award of a pay year between the previous one and this."""
    group = pd.factorize(statements["employer"].to_numpy(dtype=object))[0].astype(np.int64)
    years = aprils != MISSING_ORDINAL
    known = np.sort(_keys(group[years], aprils[years]))
    both = previous != MISSING_ORDINAL
    after, until = (
        np.searchsorted(known, _keys(group, month - (month - 3) % 12 + step), side="left")
        for month, step in ((np.where(both, previous, 0), 1), (np.where(both, effective, 0), 0))
    )
    found: NDArray[np.bool_] = both & (until > after)
    return found
