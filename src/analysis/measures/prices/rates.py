"""The published 12-month rate: what the news calls inflation, exactly as it was printed.

The statistics office computes CPI and CPIH rates from unrounded indices, so the printed rate is
better than anything recomputed from the printed index. It is used for every twelve-month span,
never corrected, and no index is inferred from it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.inputs import MISSING_ORDINAL, as_month
from analysis.measures.prices.points import Vintage
from analysis.periods import Month


@dataclass(frozen=True)
class PublishedRates:
    """One series of printed 12-month rates, per cent, month by month from its first on.

    A value is NaN where none was printed: some indices have rates of some months alone.

    >>> rates = PublishedRates("CPI", "D7G7", "latest", Month(2022, 9), (10.1, 11.1))
    >>> october = rates.rate("2022-10")
    >>> october.value, round(october.low, 2), round(october.high, 2)
    (11.1, 11.05, 11.15)
    >>> rates.rate("2022-12")
    Traceback (most recent call last):
    analysis.errors.MeasureError: the published CPI rate (D7G7, latest) has no 2022-12: it runs
        from 2022-09 to 2022-10. Nearest: 2022-10.
    """

    index: str
    series: str
    vintage: Vintage
    first: Month
    values: tuple[float, ...]
    decimals: int = 1

    @property
    def last(self) -> Month:
        """The last month with a rate."""
        return self.first + (len(self.values) - 1)

    @property
    def half_unit(self) -> float:
        """How far the truth may lie from a printed rate: 0.05 for one decimal."""
        return float(0.5 * 10.0**-self.decimals)

    @cached_property
    def _array(self) -> NDArray[np.float64]:
        values = np.array(self.values, dtype=np.float64)
        values.flags.writeable = False
        return values

    def rate(self, month: Month | str) -> Bounded:
        """The rate printed for one month, per cent, with its rounding.

        Raises `MeasureError` naming the month asked, the months there are and the nearest.
        """
        asked = as_month(month)
        if not self.first <= asked <= self.last:
            near = self.first if asked < self.first else self.last
            raise MeasureError(
                f"the published {self.index} rate ({self.series}, {self.vintage}) has no "
                f"{asked.text}: it runs from {self.first.text} to {self.last.text}. "
                f"Nearest: {near.text}."
            )
        if math.isnan(self.values[asked - self.first]):
            raise MeasureError(
                f"the published {self.index} rate ({self.series}, {self.vintage}) has no "
                f"{asked.text}: it is printed for some months alone. Nearest: {self._near(asked)}."
            )
        return Bounded.rounded(self.values[asked - self.first], decimals=self.decimals)

    def _near(self, asked: Month) -> str:
        there = np.flatnonzero(~np.isnan(self._array))
        closest = there[np.argmin(np.abs(there - (asked - self.first)))]
        return (self.first + int(closest)).text

    def known(self, month: Month) -> bool:
        """Whether there is a rate of one month."""
        return bool(np.isfinite(self.at(np.array([month.ordinal])))[0])

    def at(self, ordinals: NDArray[np.int64]) -> NDArray[np.float64]:
        """Rates of many months (whole numbers since January 1970); NaN where there is none."""
        place = np.where(ordinals == MISSING_ORDINAL, -1, ordinals - self.first.ordinal)
        inside = (place >= 0) & (place < len(self._array))
        return np.where(inside, self._array[np.where(inside, place, 0)], np.nan)
