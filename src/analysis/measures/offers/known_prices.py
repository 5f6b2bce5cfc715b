"""What the comparisons of offers need of each index, read once from the clean prices, as of a day.

Reading three indices one after another through the general readers costs more than all the
comparisons together, so the columns are taken out of the table once. A table that is not regular
(a gap, two bases, a missing value) goes to the general readers, whose errors name the fault.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError, nearest
from analysis.measures.inputs import (
    month_ordinals,
    require_columns,
    require_rows,
)
from analysis.measures.prices.knowledge import RateHistory, history_of, rate_history
from analysis.measures.prices.points import PriceIdentity, Vintage
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.price_record import (
    names_of,
    price_index,
    published_rates,
    series_of,
)
from analysis.measures.prices.rates import PublishedRates
from analysis.periods import Month

Whole = NDArray[np.int64]

_COLUMNS = (
    "series",
    "index",
    "measure",
    "base",
    "frequency",
    "period",
    "value",
    "decimals",
    "known_first",
    "known_from",
    "known_how",
)
_EVER = np.iinfo(np.int64).max
_NEVER = np.datetime64("NaT", "D").astype(np.int64)


@dataclass(frozen=True, eq=False)
class OfferPrices:
    """Of one index: when each rate was published, the rates, and the index; None if not wanted.

    All are None where nobody had published the index by the day asked. `until` is the last day of
    what may be known, in days since 1970.
    """

    history: RateHistory | None = None
    rates: PublishedRates | None = None
    index: PriceIndex | None = None
    until: int = _EVER


@dataclass(frozen=True, eq=False)
class PriceColumns:
    """The columns of the clean prices as arrays: months and days as whole numbers since 1970.

    `table` is the whole table, `places` where in it the entries of the arrays stand.
    """

    table: pd.DataFrame
    places: Whole
    series: NDArray[np.object_]
    month: Whole
    value: NDArray[np.float64]
    known: Whole
    possible: Whole
    until: Whole

    @property
    def frame(self) -> pd.DataFrame:
        """The rows of the arrays as a table, for the general readers."""
        return self.table.take(self.places)

    def series_of(self, index: str, measure: str) -> str | None:
        """Name the series of an index's levels or rates; None where the table has none."""
        rows = self.table[(self.table["index"] == index) & (self.table["measure"] == measure)]
        return None if rows.empty else series_of(rows, index=index, measure=measure)

    def column(self, name: str, rows: Whole) -> NDArray[np.object_]:
        """Give one more column at some rows, as objects."""
        return np.asarray(self.table[name].array.take(self.places[rows]), dtype=object)

    def rows_of(self, series: str, vintage: Vintage, *, possibly: bool = False) -> Whole:
        """Give the places of one series' rows that were known by the day, by month and day."""
        chosen = self.series == series
        if vintage != "latest":
            day = int(np.datetime64(vintage, "D").astype(np.int64))
            since = self.possible if possibly else self.known
            chosen &= (since <= day) & (since != _NEVER)
            if not possibly:
                chosen &= (self.until == _NEVER) | (self.until >= day)
        rows = np.flatnonzero(chosen)
        rows = rows[np.lexsort((self.known[rows], self.month[rows]))]
        newest = np.append(self.month[rows][1:] != self.month[rows][:-1], True)
        return rows if possibly else rows[newest[: len(rows)]]


def price_columns(prices: pd.DataFrame, *, earliest: int) -> PriceColumns:
    """Take out the columns wanted, of the months from `earliest` (since January 1970) on."""
    require_columns(prices, _COLUMNS, what="the prices table")
    require_rows(prices, what="the prices table")
    monthly = (prices["frequency"] != "year").to_numpy(dtype=bool, na_value=False)
    month = month_ordinals(prices["period"])
    rows = np.flatnonzero(monthly & (month >= earliest))

    def days(name: str) -> Whole:
        if name not in prices:
            return np.full(len(rows), _NEVER)
        column = prices[name].array.take(rows)
        return np.asarray(pd.DatetimeIndex(column), dtype="datetime64[D]").astype(np.int64)

    known, possible = days("known_from"), days("known_first")
    return PriceColumns(
        prices,
        rows,
        prices["series"].to_numpy(dtype=object)[rows],
        month[rows],
        prices["value"].to_numpy(dtype=np.float64, na_value=np.nan)[rows],
        known,
        np.where(possible == _NEVER, known, np.minimum(possible, known)),
        days("known_until"),
    )


def offer_prices(
    columns: PriceColumns, *, index: str, vintage: Vintage, history: bool, ratio: bool
) -> OfferPrices:
    """Take one index as it could be known on `vintage`: a day, inclusive, or `latest`.

    `history` asks for the days of publication, `ratio` for the index values. Raises
    `MeasureError` as `rate_history`, `published_rates` and `price_index` do.
    """
    series = columns.series_of(index, "rate_12m")
    if vintage == "latest" and series is None:
        choices = nearest(index, names_of(columns.table))
        raise MeasureError(f"the prices table has no published {index} rate. {choices}")
    rows = columns.rows_of(series or "", vintage)
    if series is None or not len(rows):
        return OfferPrices()
    printed = _unbroken(columns, rows)
    if printed is None:
        rates = published_rates(columns.frame, index=index, vintage=vintage)
    else:
        rates = PublishedRates(index, series, vintage, *printed, _decimals(columns, rows))
    return OfferPrices(
        _history(columns, index, series, vintage) if history else None,
        rates,
        _index(columns, index, vintage, rates) if ratio else None,
        _EVER if vintage == "latest" else int(np.datetime64(vintage, "D").astype(np.int64)),
    )


def _history(columns: PriceColumns, index: str, series: str, vintage: Vintage) -> RateHistory:
    rows = columns.rows_of(series, vintage, possibly=True)
    rows = rows[columns.known[rows] != _NEVER]
    if not len(rows) or np.isnan(columns.value[rows]).any():
        return rate_history(columns.frame, index=index)
    return history_of(
        index,
        half_unit=0.5 * 10.0 ** -_decimals(columns, rows),
        month=columns.month[rows],
        known=columns.known[rows],
        possible=columns.possible[rows],
        until=columns.until[rows],
        rate=columns.value[rows],
        how=columns.column("known_how", rows),
    )


def _index(
    columns: PriceColumns, index: str, vintage: Vintage, rates: PublishedRates
) -> PriceIndex | None:
    """Take the levels of an index; None where rates alone are published."""
    series = columns.series_of(index, "index")
    if series is None:
        return None
    rows = columns.rows_of(series, vintage)
    found = _unbroken(columns, rows)
    bases = pd.unique(columns.column("base", rows))
    if found is None or len(bases) != 1 or not isinstance(bases[0], str):
        return price_index(columns.frame, index=index, vintage=vintage)
    identity = PriceIdentity(index, series, bases[0], vintage)
    return PriceIndex(identity, *found, 0.5 * 10.0 ** -_decimals(columns, rows), rates)


def _decimals(columns: PriceColumns, rows: Whole) -> int:
    return int(columns.column("decimals", rows).max())


def _unbroken(columns: PriceColumns, rows: Whole) -> tuple[Month, tuple[float, ...]] | None:
    """Give the first month and the values, or None if a month or a value is missing."""
    months, values = columns.month[rows], columns.value[rows]
    if not len(rows) or (np.diff(months) != 1).any() or np.isnan(values).any():
        return None
    return Month(1970, 1) + int(months[0]), tuple(values.tolist())
