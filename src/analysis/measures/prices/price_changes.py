"""Changes in prices over many spans at once: columns of months, or a whole grid of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.inputs import MISSING_ORDINAL, month_ordinals, months_from, require_choice
from analysis.measures.prices.points import CONVENTIONS, Convention
from analysis.measures.prices.price_index import PriceIndex


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

    Raises `MeasureError` for an unknown convention and for columns of unequal length.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> from analysis.periods import Month
    >>> index = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2022, 9), (123.8, 126.2))
    >>> start = pd.Series(pd.PeriodIndex(["2022-09", "2022-09"], freq="M"))
    >>> end = pd.Series(pd.PeriodIndex(["2022-10", "2022-11"], freq="M"))
    >>> table = price_changes(index, start=start, end=end)
    >>> table["inflation_pct"].round(2).tolist(), table["missing"].tolist()
    ([1.94, nan], ['', 'outside 2022-09 to 2022-10'])
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
