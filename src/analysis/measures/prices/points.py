"""Points of a price index and their identity: what may be divided by what.

A point remembers the series, base, vintage and frequency it came from, and the convention by
which it was taken (a month, or a mean over months). It has no arithmetic of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.measures.bounds import Bounded
from analysis.periods import Month, PayYear

Convention = Literal[
    "month to month", "calendar-year average", "financial-year average", "three-month average"
]
# How the two ends of a span are taken; reports print these words.
CONVENTIONS: tuple[Convention, ...] = (
    "month to month",
    "calendar-year average",
    "financial-year average",
    "three-month average",
)
Vintage = date | Literal["latest"]
Frequency = Literal["month", "year"]


@dataclass(frozen=True)
class PriceIdentity:
    """What makes two values of a price index comparable: all five, or they are not."""

    index: str
    series: str
    base: str
    vintage: Vintage = "latest"
    frequency: Frequency = "month"

    @property
    def text(self) -> str:
        """``CPI (D7BT, 2015=100, latest, by month)``."""
        return f"{self.index} ({self.series}, {self.base}, {self.vintage}, by {self.frequency})"


@dataclass(frozen=True)
class Point:
    """The level of one index at a month, or its mean over a window of months.

    `first` is the window's first month and `months` its length: 1, 3 or 12.
    """

    identity: PriceIdentity
    convention: Convention
    first: Month
    months: int
    value: float

    @property
    def text(self) -> str:
        """``2022-10``, ``2022``, ``2022-23`` or ``2022-04 to 2022-06``, by convention."""
        return window_text(self.first, self.months, self.convention)


@dataclass(frozen=True)
class Ratio(Bounded):
    """The quotient of two points of one index, with what rounding allows, and both points."""

    from_: Point
    to: Point


def window_text(first: Month, months: int, convention: Convention) -> str:
    """Name a window of months: ``2022-10``, ``2022``, ``2022-23`` or ``2022-04 to 2022-06``.

    >>> window_text(Month(2022, 4), 12, "financial-year average")
    '2022-23'
    """
    if convention == "calendar-year average":
        return f"{first.year:04d}"
    if convention == "financial-year average":
        return PayYear(first.year).text
    if months > 1:
        return f"{first.text} to {(first + (months - 1)).text}"
    return first.text


def window_first(ordinals: NDArray[np.int64], convention: Convention) -> NDArray[np.int64]:
    """Give the first month of each month's window, as whole numbers since January 1970."""
    if convention == "calendar-year average":
        return ordinals - ordinals % 12
    if convention == "financial-year average":
        return ordinals - (ordinals - 3) % 12
    return ordinals - 2 if convention == "three-month average" else ordinals
