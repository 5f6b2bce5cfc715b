"""What a person could know on a day: the latest published rate of each index, and how old it was.

A rate is known from the day it is published, that day included (releases come in the morning).
Where the day of a release is not on record it is an interval: the rate is known from its last day
and *possibly* known from its first, and a day between the two is answered with both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.inputs import (
    as_day,
    month_ordinals,
    months_from,
    require_columns,
    require_rows,
)
from analysis.measures.prices.price_record import names_of, series_of

_COLUMNS = (
    *("series", "index", "measure", "period", "value", "decimals"),
    *("known_first", "known_from", "known_how"),
)
_RATES = "rate_12m"
_DAY = "datetime64[D]"
_MISSING_DAY = np.datetime64("NaT", "D").astype(np.int64)
_SHIFT = np.int64(1) << np.int64(32)  # room for a day number below a month number


def _days(column: Any) -> NDArray[np.int64]:
    return np.asarray(pd.to_datetime(column), dtype=_DAY).astype(np.int64)


@dataclass(frozen=True, eq=False)
class RateHistory:
    """Every version of one published 12-month rate, ready to be asked what was known on many days.

    Build it with `rate_history`. A rate that was withdrawn, and replaced by none on record, is
    followed by a version without a number (NaN) from the day after. Rows are ordered by month and,
    within a month, by the day from which the version was known.
    """

    index: str
    half_unit: float
    month: NDArray[np.int64]
    known: NDArray[np.int64]
    possible: NDArray[np.int64]
    rate: NDArray[np.float64]
    how: NDArray[np.object_]

    def _latest(self, days: NDArray[np.int64], began: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give the row that stood on each day for the newest month begun by then; -1 if none."""
        order = np.argsort(began)
        newest = np.maximum.accumulate(self.month[order])
        place = np.searchsorted(began[order], days, side="right") - 1
        month = newest[np.maximum(place, 0)]
        keys = self.month * _SHIFT + began
        row = np.searchsorted(keys, month * _SHIFT + days, side="right") - 1
        return np.where(place >= 0, row, -1)

    def on(self, days: pd.Series[Any]) -> pd.DataFrame:
        """Give what was known on each day; see `rates_known_on` for the columns."""
        given = _days(days)
        asked = np.where(given == _MISSING_DAY, np.int64(-(2**31)), given)
        row, maybe = self._latest(asked, self.known), self._latest(asked, self.possible)
        begun, at, might = row >= 0, np.maximum(row, 0), np.maximum(maybe, 0)
        perhaps = (maybe >= 0) & ((maybe != row) | ~begun) & ~np.isnan(self.rate[might])
        some = begun & ~np.isnan(self.rate[at])
        rate = np.where(some, self.rate[at], np.nan)
        missing = np.where(some, "", f"no {self.index} rate is on record by then")
        missing = np.where(begun & ~some, f"the newest {self.index} rate was withdrawn", missing)
        missing = np.where(given == _MISSING_DAY, "no day given", missing)
        nothing = np.iinfo(np.int64).min
        return pd.DataFrame(
            {
                "rate_pct": rate,
                "rate_low_pct": rate - self.half_unit,
                "rate_high_pct": rate + self.half_unit,
                "reference_month": months_from(np.where(some, self.month[at], nothing)),
                "published_on": np.where(some, self.known[at], _MISSING_DAY).astype(_DAY),
                "days_old": pd.array(np.where(some, asked - self.known[at], 0), dtype="Int64"),
                "known_how": pd.array(np.where(some, self.how[at], np.nan), dtype="str"),
                "possible_pct": np.where(perhaps, self.rate[might], np.nan),
                "possible_month": months_from(np.where(perhaps, self.month[might], nothing)),
                "missing": missing,
            },
            index=days.index,
        ).assign(days_old=lambda frame: frame["days_old"].where(frame["rate_pct"].notna()))


def rate_history(prices: pd.DataFrame, *, index: str) -> RateHistory:
    """Gather every version of the published rate of one index from the clean prices.

    Columns in: `series`, `index`, `measure`, `period`, `value`, `decimals`, `known_first`,
    `known_from`, `known_how`, and `known_until` where versions end.
    Raises `MeasureError` for an unknown index, an empty frame, a missing column, no such rows.
    """
    require_columns(prices, _COLUMNS, what="the prices table")
    require_rows(prices, what="the prices table")
    series = series_of(prices, index=index, measure=_RATES)
    rows = prices[(prices["series"] == series) & prices["known_from"].notna()]
    if rows.empty:
        raise MeasureError(f"the prices table has no dated, published {index} rate ({series}).")
    if rows["value"].isna().any():
        raise MeasureError(f"the published {index} rate ({series}) has a row without a value.")
    month, known = month_ordinals(rows["period"]), _days(rows["known_from"])
    order = np.lexsort((known, month))
    first = np.minimum(_days(rows["known_first"].fillna(rows["known_from"])), known)
    until = _days(rows["known_until"])[order] if "known_until" in rows else None
    return history_of(
        index,
        half_unit=float(0.5 * 10.0 ** -int(rows["decimals"].max())),
        month=month[order],
        known=known[order],
        possible=first[order],
        until=until,
        rate=rows["value"].to_numpy(dtype=np.float64)[order],
        how=rows["known_how"].to_numpy(dtype=object)[order],
    )


def history_of(
    index: str,
    *,
    half_unit: float,
    month: NDArray[np.int64],
    known: NDArray[np.int64],
    possible: NDArray[np.int64],
    until: NDArray[np.int64] | None,
    rate: NDArray[np.float64],
    how: NDArray[np.object_],
) -> RateHistory:
    """Build the history of a rate from its versions, ordered by month and day.

    Days are whole numbers since 1970; a version whose last day, `until`, is followed by no other
    of its month was withdrawn.
    """
    if until is not None:
        last = np.append(month[1:] != month[:-1], True)
        ended = np.flatnonzero(last & (until != _MISSING_DAY))
        if len(ended):
            after, place = until[ended] + 1, ended + 1
            month, how = np.insert(month, place, month[ended]), np.insert(how, place, how[ended])
            known, possible = np.insert(known, place, after), np.insert(possible, place, after)
            rate = np.insert(rate, place, np.nan)
    return RateHistory(index, half_unit, month, known, possible, rate, how)


def rates_known_on(prices: pd.DataFrame, *, days: pd.Series[Any], index: str) -> pd.DataFrame:
    """Give the latest published rate of one index on each of many days, in the order given.

    Columns out, on the index of `days`: `rate_pct` with `rate_low_pct` and `rate_high_pct` (its
    rounding), `reference_month`, `published_on`, `days_old` (whole days since), `known_how`
    (`true`, `estimated`, `inferred`, `later_revised`, `undated`), `possible_pct` and
    `possible_month` (a rate that may have been out, its release day being unknown), and
    `missing`: empty, or why there is no rate.

    Raises `MeasureError` as `rate_history` does.

    >>> prices = pd.DataFrame({
    ...     "series": "D7G7", "index": "CPI", "measure": "rate_12m",
    ...     "period": pd.PeriodIndex(["2003-04", "2003-05"], freq="M"),
    ...     "value": [1.4, 1.3], "decimals": 1, "known_how": "estimated",
    ...     "known_first": pd.to_datetime(["2003-05-11", "2003-06-11"]),
    ...     "known_from": pd.to_datetime(["2003-05-26", "2003-06-26"])})
    >>> known = rates_known_on(prices, days=pd.Series(pd.to_datetime(["2003-06-17"])), index="CPI")
    >>> known[["rate_pct", "possible_pct"]].values.tolist()
    [[1.4, 1.3]]
    """
    return rate_history(prices, index=index).on(days)


def known_rates(
    prices: pd.DataFrame, *, on: date | str, indices: Iterable[str] | None = None
) -> pd.DataFrame:
    """Give the latest published rate of each index on one day, that day included.

    `indices` are names of the column `index`; without them each index of the table. Columns out,
    one row an index: `index`, then those of `rates_known_on`. An index that nobody
    published yet (CPIH before 19 March 2013) has a row with no rate, and `missing` says so.

    >>> prices = pd.DataFrame({
    ...     "series": "D7G7", "index": "CPI", "measure": "rate_12m",
    ...     "period": pd.PeriodIndex(["2022-09", "2022-10"], freq="M"),
    ...     "value": [10.1, 11.1], "decimals": 1, "known_how": "true",
    ...     "known_first": pd.to_datetime(["2022-10-19", "2022-11-16"]),
    ...     "known_from": pd.to_datetime(["2022-10-19", "2022-11-16"])})
    >>> for day in ("2022-11-15", "2022-11-16", "2022-12-07"):
    ...     row = known_rates(prices, on=day, indices=["CPI"]).iloc[0]
    ...     print(row["rate_pct"], row["reference_month"], row["days_old"])
    10.1 2022-09 27
    11.1 2022-10 0
    11.1 2022-10 21
    """
    day = pd.Series([pd.Timestamp(as_day(on))])
    names = names_of(prices) if indices is None else list(indices)
    known = pd.concat(
        [rates_known_on(prices, days=day, index=name) for name in names], ignore_index=True
    )
    known.insert(0, "index", names)
    return known
