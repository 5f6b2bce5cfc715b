"""A figure as it was printed, and how far a computation is from it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.bounds import HAIR, Bounded, round_half_up
from analysis.measures.claims.attempts import Attempt


@dataclass(frozen=True)
class PrintedFigure:
    """A figure as printed: its ends (equal unless a range), decimals and unit."""

    low: float
    high: float
    decimals: int
    unit: str

    @property
    def step(self) -> float:
        """One unit of the last printed digit."""
        return float(10.0**-self.decimals)

    def printed(self, value: float) -> float:
        """How a value would have been printed: rounded to the claim's decimals."""
        return round_half_up(value, self.decimals)

    def miss(self, value: float) -> float:
        """How far a value is from the printed figure (or range), 0 where it prints the same."""
        printed = self.printed(value)
        if self.low <= printed <= self.high:
            return 0.0
        return value - self.low if printed < self.low else value - self.high

    def miss_of(self, made: Attempt) -> float:
        """How far an attempt is off; one that speaks of all is to give both ends of the figure."""
        if made.most is None:
            return self.miss(made.value.value)
        ends = ((made.value.value, self.low), (made.most.value, self.high))
        off = [0.0 if self.printed(value) == end else value - end for value, end in ends]
        return max(off, key=abs)

    def near(self, made: Attempt) -> bool:
        """Whether an attempt is one unit of the last digit off, or within rounding of it."""
        if made.most is None:
            return self._near(made.value, self.low, self.high)
        return self._near(made.value, self.low, self.low) and self._near(
            made.most, self.high, self.high
        )

    def _near(self, value: Bounded, low: float, high: float) -> bool:
        half = self.step / 2
        touches = value.low < high + half and value.high > low - half
        apart = (self.printed(value.value) - low, high - self.printed(value.value))
        return touches or min(apart) >= -self.step - HAIR


def printed_figure(row: Mapping[Hashable, Any]) -> PrintedFigure:
    """Take the figure of a claims row; refuse one without a number.

    >>> row = {"key": "W19-1", "value_low": -8.9, "value_high": -8.9, "decimals": 1, "unit": "%"}
    >>> round(printed_figure(row).miss(-1.66), 2), printed_figure(row).miss(-8.93)
    (7.24, 0.0)
    """
    low, high, decimals = (row[name] for name in ("value_low", "value_high", "decimals"))
    if pd.isna(low) or pd.isna(high) or pd.isna(decimals):
        raise MeasureError(f"{row['key']} has no number to reproduce.")
    return PrintedFigure(float(low), float(high), int(decimals), str(row["unit"]))
