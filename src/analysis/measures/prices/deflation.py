"""Money of different months in the prices of one: a series deflated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.inputs import (
    MISSING_ORDINAL,
    as_month,
    month_ordinals,
    require_columns,
    require_rows,
)
from analysis.measures.prices.points import Convention
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month


@dataclass(frozen=True)
class Deflated:
    """A frame in the prices of one month, and how far prices reach.

    `frame` is a copy of what was given with a column added; `covered` are the first and the last
    month that could be deflated; `missing` those that could not, for want of a price.
    """

    frame: pd.DataFrame
    index: PriceIndex
    to: Month
    convention: Convention
    covered: tuple[Month, Month]
    missing: tuple[Month, ...]

    def __repr__(self) -> str:
        """Say how many rows are in whose prices; the rows are `frame`."""
        return f"{len(self.frame)} rows in {self.note}"

    @property
    def note(self) -> str:
        """One sentence for under a table: whose prices, and where they end."""
        prices = self.index.point(self.to, self.convention).text
        ends = f"{self.index.name} prices of {prices}; the index runs to {self.index.last.text}."
        if not self.missing:
            return ends
        blank = f"{self.missing[0].text} to {self.missing[-1].text}"
        return f"{ends} No price for {len(self.missing)} months within {blank}: left blank."


def deflate(
    frame: pd.DataFrame,
    *,
    index: PriceIndex,
    to: Month | str,
    value: str = "value",
    period: str = "period",
    into: str = "real_value",
    convention: Convention = "month to month",
) -> Deflated:
    """Put a series of money into the prices of one month: `value * level(to) / level(period)`.

    Columns in: `value` (any unit of money) and `period` (monthly periods). Columns out, added to
    a copy: `into`, with `into + "_low"` and `into + "_high"`, what the rounding of the index
    allows. Months without a price are blank, and named in the result. With a convention of
    averages, each month and `to` stand for their windows.

    Raises `MeasureError` for an empty frame, a missing column, a `to` the index does not have,
    and a frame of which the index covers no month.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> index = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2022, 9), (123.8, 126.2))
    >>> pay = pd.DataFrame({"period": pd.PeriodIndex(["2022-09", "2022-11"], freq="M"),
    ...                     "value": [20000.0, 20000.0]})
    >>> deflated = deflate(pay, index=index, to="2022-10")
    >>> deflated.frame["real_value"].round(2).tolist(), [month.text for month in deflated.missing]
    ([20387.72, nan], ['2022-11'])
    """
    require_columns(frame, (value, period), what="the series to deflate")
    require_rows(frame, what="the series to deflate")
    to = as_month(to)
    index.point(to, convention)  # says what is wrong with `to`, and the nearest
    months = month_ordinals(frame[period])
    if (months == MISSING_ORDINAL).any():
        bad = int((months == MISSING_ORDINAL).sum())
        raise MeasureError(f"{bad} rows have no {period}: drop them, or say when they are of.")
    target = np.full(len(months), to.ordinal)
    ratio, low, high = index.ratios(months, target, convention)
    known = np.isfinite(ratio)
    given = months[~known]
    if not known.any():
        asked = f"{_text(months.min())} to {_text(months.max())}"
        raise MeasureError(
            f"{index.identity.text} runs from {index.span} and covers no month of {asked}."
        )
    money = frame[value].to_numpy(dtype=np.float64, na_value=np.nan)
    bounds = np.sort(np.stack([money * low, money * high]), axis=0)
    carried = frame.assign(
        **{into: money * ratio, f"{into}_low": bounds[0], f"{into}_high": bounds[1]}
    )
    covered = (_month(months[known].min()), _month(months[known].max()))
    missing = tuple(_month(ordinal) for ordinal in np.unique(given))
    return Deflated(carried, index, to, convention, covered, missing)


def _month(ordinal: np.int64 | int) -> Month:
    return Month(1970, 1) + int(ordinal)


def _text(ordinal: np.int64 | int) -> str:
    return _month(ordinal).text
