"""Change in real terms: what prices did over a span, and what a pay rise was worth against it.

The same pay is up or down by the index, the base and the convention chosen, so each is an
argument and each result says which it used. A twelve-month span, month to month, is the rate as
published; any other span is a ratio of two values of one index. A real change divides,
`(1 + nominal) / (1 + inflation) - 1`; `nominal - inflation` is a gap in percentage points. The
two are different numbers, under different names throughout.

Source: the statistics office's Consumer Price Indices Technical Manual (rates come from unrounded
indices); real growth by division as in its release Average weekly earnings in Great Britain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded, as_bounded
from analysis.measures.inputs import (
    MISSING_ORDINAL,
    as_month,
    month_ordinals,
    months_from,
    require_choice,
)
from analysis.measures.points import CONVENTIONS, Convention, Point, PriceIdentity
from analysis.measures.price_index import PriceIndex
from analysis.periods import Month

How = Literal["published 12-month rate", "ratio of index values"]


@dataclass(frozen=True)
class PriceChange(Bounded):
    """What prices did over a span, per cent: `value`, between `low` and `high`.

    `from_text` and `to_text` name the two ends; `how` says whether the published rate was used;
    `rows` are the keys of the prices it rests on.
    """

    identity: PriceIdentity
    convention: Convention
    from_text: str
    to_text: str
    how: How
    rows: tuple[tuple[str, str], ...]


def _rows(point: Point) -> tuple[tuple[str, str], ...]:
    months = (point.first + number for number in range(point.months))
    return tuple(("prices", f"{point.identity.series}/{month.text}") for month in months)


def price_change(
    index: PriceIndex,
    *,
    start: Month | str,
    end: Month | str,
    convention: Convention = "month to month",
) -> PriceChange:
    """Measure the change in prices from `start` to `end`, per cent, by one convention.

    `100 * (level at end / level at start - 1)`, where a level is the index of the month, the mean
    of the calendar or financial year that the month is in, or the mean of the three months ending
    with it. Month to month over twelve months it is the published rate, where there is one.

    Raises `MeasureError` naming what was asked, what the index has and the nearest possible.

    >>> from analysis.measures.points import PriceIdentity
    >>> from analysis.measures.rates import PublishedRates
    >>> index = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2021, 10),
    ...     (113.6, 114.5, 115.1, 114.9, 115.8, 117.1, 120.0, 120.8, 121.8, 122.5, 123.1, 123.8,
    ...      126.2), rates=PublishedRates("CPI", "D7G7", "latest", Month(2022, 10), (11.1,)))
    >>> change = price_change(index, start="2021-10", end="2022-10")
    >>> change.value, change.how
    (11.1, 'published 12-month rate')
    >>> half_year = price_change(index, start="2022-04", end="2022-10")
    >>> round(half_year.value, 2), half_year.how, half_year.printed_certain(1)
    (5.17, 'ratio of index values', False)
    """
    first, last = as_month(start), as_month(end)
    require_choice(convention, CONVENTIONS, what="convention")
    rates = index.rates
    if convention == "month to month" and last - first == 12 and rates is not None:
        known = np.isfinite(rates.at(np.array([last.ordinal])))[0]
        if known or last > index.last:  # past the index, the error is of the rate that is wanted
            rate = rates.rate(last)
            rows = (("prices", f"{rates.series}/{last.text}"),)
            return PriceChange(
                rate.value,
                rate.low,
                rate.high,
                index.identity,
                convention,
                first.text,
                last.text,
                "published 12-month rate",
                rows,
            )
    ratio = index.ratio(index.point(first, convention), index.point(last, convention))
    return PriceChange(
        100 * (ratio.value - 1),
        100 * (ratio.low - 1),
        100 * (ratio.high - 1),
        index.identity,
        convention,
        ratio.from_.text,
        ratio.to.text,
        "ratio of index values",
        _rows(ratio.from_) + _rows(ratio.to),
    )


def price_rise_over_award(index: PriceIndex, *, effective: Month | str) -> PriceChange:
    """Measure the rise in prices over the twelve months an award covers, per cent.

    From the month it takes effect to the same month a year on: the published rate of the latter.
    """
    month = as_month(effective)
    return price_change(index, start=month, end=month + 12)


def price_changes(
    index: PriceIndex,
    *,
    start: pd.Series[Any] | pd.PeriodIndex,
    end: pd.Series[Any] | pd.PeriodIndex,
    convention: Convention = "month to month",
) -> pd.DataFrame:
    """`price_change` over columns of months, one row each, in the order and index given.

    Columns out: `start`, `end`, `inflation_pct`, `inflation_low_pct`, `inflation_high_pct`, `how`,
    and `missing`: empty, or why there is no figure. Ends beyond the index are left blank and said,
    never filled with a neighbour.
    """
    require_choice(convention, CONVENTIONS, what="convention")
    firsts, lasts = month_ordinals(start), month_ordinals(end)
    if len(firsts) != len(lasts):
        raise MeasureError(f"{len(firsts)} starts and {len(lasts)} ends: give one of each.")
    value, low, high, published = change_arrays(index, firsts, lasts, convention)
    missing = np.full(len(firsts), "", dtype=object)
    for ordinals in (lasts, firsts):
        missing[np.isnan(index.levels(ordinals, convention))] = f"outside {index.span}"
    for ordinals in (lasts, firsts):
        missing[ordinals == MISSING_ORDINAL] = "no month given"
    missing[np.isfinite(value)] = ""
    how = np.where(published, "published 12-month rate", "ratio of index values").astype(object)
    how[np.isnan(value)] = np.nan
    return pd.DataFrame(
        {
            "start": months_from(firsts),
            "end": months_from(lasts),
            "inflation_pct": value,
            "inflation_low_pct": low,
            "inflation_high_pct": high,
            "how": pd.array(how, dtype="str"),
            "missing": pd.array(missing, dtype="str"),
        },
        index=start.index if isinstance(start, pd.Series) else None,
    )


def change_arrays(
    index: PriceIndex,
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    convention: Convention,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """`price_changes` on whole numbers since January 1970: value, low, high, rate published.

    Arrays broadcast: a column of starts against a row of ends gives the whole grid.
    """
    value, low, high = (100 * (ratio - 1) for ratio in index.ratios(starts, ends, convention))
    published = np.zeros(value.shape, dtype=np.bool_)
    if convention == "month to month" and index.rates is not None:
        rate = np.where(ends - starts == 12, index.rates.at(np.asarray(ends)), np.nan)
        published = np.isfinite(rate)
        half = index.rates.half_unit
        value = np.where(published, rate, value)
        low = np.where(published, rate - half, low)
        high = np.where(published, rate + half, high)
    return value, low, high, published


def real_change(nominal: float | Bounded, inflation: float | Bounded) -> Bounded:
    """Measure a rise against prices, per cent: `((1 + nominal) / (1 + inflation) - 1) * 100`.

    Both in per cent, with bounds where they have them; the result carries both roundings.

    >>> change = real_change(3, Bounded.rounded(11.1, decimals=1))
    >>> round(change.value, 1), round(change.low, 2), round(change.high, 2)
    (-7.3, -7.33, -7.25)
    """
    rise, prices = as_bounded(nominal), as_bounded(inflation)
    if prices.low <= -100:
        raise MeasureError(f"prices cannot fall by {-prices.low:.1f} %.")
    return Bounded(
        100 * ((100 + rise.value) / (100 + prices.value) - 1),
        100 * ((100 + rise.low) / (100 + prices.high) - 1),
        100 * ((100 + rise.high) / (100 + prices.low) - 1),
    )


def gap_points(nominal: float | Bounded, inflation: float | Bounded) -> Bounded:
    """Subtract inflation from a rise: a gap in percentage points, never a real change.

    >>> round(gap_points(3, 11.1).value, 1)
    -8.1
    """
    rise, prices = as_bounded(nominal), as_bounded(inflation)
    return Bounded(rise.value - prices.value, rise.low - prices.high, rise.high - prices.low)


def nominal_change(old: float | Bounded, new: float | Bounded) -> Bounded:
    """Measure the rise from one sum of money to another, per cent, roundings carried.

    >>> rise = nominal_change(Bounded(23760, 23755, 23765), Bounded(33980, 33975, 33985))
    >>> round(rise.value, 1), round(rise.low, 2), round(rise.high, 2)
    (43.0, 42.96, 43.06)
    """
    before, after = as_bounded(old), as_bounded(new)
    if before.low <= 0:
        raise MeasureError(f"a rise needs a sum above nothing to start from, found {before.value}.")
    return Bounded(
        100 * (after.value / before.value - 1),
        100 * (after.low / before.high - 1),
        100 * (after.high / before.low - 1),
    )


def yearly_rate(change_pct: float | Bounded, *, months: int) -> Bounded:
    """Spread a change over so many months evenly per year: `(1 + change) ** (12 / months) - 1`.

    >>> round(yearly_rate(43.0, months=156).value, 2)
    2.79
    """
    if months <= 0:
        raise MeasureError(f"a yearly rate needs a span of at least a month, found {months}.")
    return as_bounded(change_pct).rising(
        lambda change: float(100 * ((1 + change / 100) ** (12 / months) - 1))
    )
