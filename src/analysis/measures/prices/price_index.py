"""A price index that cannot be divided by another: identity travels with every value.

A ratio of two index values means something only within one series, on one reference base, of one
vintage. So the values live in an immutable `PriceIndex`; what comes out of it is a `Point` that
remembers where it came from; and the one way to divide is `PriceIndex.ratio`, which takes no
point of any other index. Points have no arithmetic of their own.

Published values are rounded to one decimal, so each is known to within 0.05 and so is a mean of
them (the mean of twelve errors of at most 0.05 is at most 0.05); the bounds travel too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.errors import MeasureError
from analysis.measures.inputs import MISSING_ORDINAL, as_month, require_choice
from analysis.measures.prices.points import (
    CONVENTIONS,
    Convention,
    Point,
    PriceIdentity,
    Ratio,
    window_first,
)
from analysis.measures.prices.rates import PublishedRates
from analysis.periods import Month


def _divide(
    to: NDArray[np.float64], from_: NDArray[np.float64], half: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The one division: quotient, its lowest and its highest, `half` being the rounding of each."""
    return to / from_, (to - half) / (from_ + half), (to + half) / (from_ - half)


@dataclass(frozen=True)
class PriceIndex:
    """One published price index, whole and immutable, without gaps from its first month on.

    `values` are index points on the base named in `identity`; `half_unit` is the rounding of each;
    `rates` are the published 12-month rates that belong to it, where it has any.

    >>> cpi = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2022, 9), (123.8, 126.2))
    >>> cpi
    CPI (D7BT, 2015=100, latest, by month): 2 months, 2022-09 to 2022-10
    >>> step = cpi.ratio(Month(2022, 9), Month(2022, 10))
    >>> round(step.value, 4), round(step.low, 4), round(step.high, 4)
    (1.0194, 1.0186, 1.0202)
    >>> cpi.ratio(Month(2022, 9), Month(2022, 11))
    Traceback (most recent call last):
    analysis.errors.MeasureError: CPI (D7BT, 2015=100, latest, by month) has no 2022-11: it runs
        from 2022-09 to 2022-10. Nearest: 2022-10.
    """

    identity: PriceIdentity
    first: Month
    values: tuple[float, ...]
    half_unit: float = 0.05
    rates: PublishedRates | None = None

    def __post_init__(self) -> None:
        if not self.values:
            raise MeasureError(f"{self.identity.text} has no values.")
        if not all(value > self.half_unit for value in self.values):
            raise MeasureError(f"{self.identity.text}: index values are positive numbers.")

    def __repr__(self) -> str:
        """Say what it is and how far it runs, not its values."""
        steps = {"year": "years"}.get(self.identity.frequency, "months")
        return f"{self.identity.text}: {len(self.values)} {steps}, {self.span}"

    @property
    def name(self) -> str:
        """CPI, CPIH or RPI."""
        return self.identity.index

    @property
    def _step(self) -> int:
        return 12 if self.identity.frequency == "year" else 1

    @property
    def last(self) -> Month:
        """The last month there is (of an annual index, the January of its last year)."""
        return self.first + (len(self.values) - 1) * self._step

    @property
    def span(self) -> str:
        """First and last month, or year of an annual index, for a sentence."""
        if self.identity.frequency == "year":
            return f"{self.first.year} to {self.last.year}"
        return f"{self.first.text} to {self.last.text}"

    @cached_property
    def _levels(self) -> dict[str, NDArray[np.float64]]:
        """By convention, the level of each month's window: NaN where the window is incomplete."""
        values = np.array(self.values, dtype=np.float64)
        if self.identity.frequency == "year":
            return {"calendar-year average": np.repeat(values, 12)}
        months = self.first.ordinal + np.arange(len(values))
        levels = {"month to month": values}
        for convention in CONVENTIONS[1:]:
            width = 3 if convention == "three-month average" else 12
            start = window_first(months, convention) - self.first.ordinal
            whole = (start >= 0) & (start + width <= len(values))
            windows = (
                values[np.where(whole, start, 0)[:, None] + np.arange(width)]
                if len(values) >= width
                else np.full((len(values), 1), np.nan)
            )
            levels[convention] = np.where(whole, windows.mean(axis=1), np.nan)
        for level in levels.values():
            level.flags.writeable = False
        return levels

    def levels(self, ordinals: NDArray[np.int64], convention: Convention) -> NDArray[np.float64]:
        """Index points at many months (whole numbers since January 1970); NaN where there is none.

        Each month stands for its window: itself, the calendar or financial year it is in, or the
        three months that end with it.
        """
        require_choice(convention, tuple(self._levels), what="convention of this index")
        levels = self._levels[convention]
        place = np.where(ordinals == MISSING_ORDINAL, -1, ordinals - self.first.ordinal)
        inside = (place >= 0) & (place < len(levels))
        return np.where(inside, levels[np.where(inside, place, 0)], np.nan)

    def point(self, month: Month | str, convention: Convention = "month to month") -> Point:
        """The level at one month, or over the window of it that `convention` names.

        Raises `MeasureError` naming the window asked, the span that exists and the nearest month.
        """
        asked = as_month(month)
        ordinals = np.array([asked.ordinal])
        level = float(self.levels(ordinals, convention)[0])
        first = Month(1970, 1) + int(window_first(ordinals, convention)[0])
        width = {"month to month": 1, "three-month average": 3}.get(convention, 12)
        point = Point(self.identity, convention, first, width, level)
        if np.isnan(level):
            raise MeasureError(
                f"{self.identity.text} has no {point.text}: it runs from {self.span}. "
                f"Nearest: {self._nearest(asked, convention)}."
            )
        return point

    def _nearest(self, asked: Month, convention: Convention) -> str:
        whole = np.flatnonzero(~np.isnan(self._levels[convention]))
        if not len(whole):
            return "none, for it has no whole window"
        months = whole + self.first.ordinal
        closest = int(months[np.argmin(np.abs(months - asked.ordinal))])
        return self.point(Month(1970, 1) + closest, convention).text

    def ratio(self, from_: Point | Month, to: Point | Month) -> Ratio:
        """Divide the level at `to` by the level at `from_`: the only division there is.

        `value = to / from_`; with h the rounding of one published value, between
        `(to - h) / (from_ + h)` and `(to + h) / (from_ - h)`. Months are taken month to month.

        Raises `MeasureError` for a point of another series, base, vintage or frequency, for two
        points of different conventions, and for a month that the index does not have.
        """
        ends = [self.point(end) if isinstance(end, Month) else end for end in (from_, to)]
        for end in ends:
            if not isinstance(end, Point):
                raise MeasureError(f"a ratio takes points or months of one index, found {end!r}.")
            if end.identity != self.identity:
                raise MeasureError(
                    f"cannot divide across price indices: {self.identity.text} and "
                    f"{end.identity.text}. Take both points from one index."
                )
        start, finish = ends
        if start.convention != finish.convention:
            raise MeasureError(
                f"cannot divide a {finish.convention} ({finish.text}) by a {start.convention} "
                f"({start.text}). Take both points by one convention."
            )
        if start == finish:
            return Ratio(1.0, 1.0, 1.0, start, finish)
        level = np.array([finish.value]), np.array([start.value])
        value, low, high = (float(number[0]) for number in _divide(*level, self.half_unit))
        return Ratio(value, low, high, start, finish)

    def ratios(
        self, from_: ArrayLike, to: ArrayLike, convention: Convention = "month to month"
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """`ratio` over arrays of months (whole numbers since January 1970): value, low, high.

        NaN where this index lacks either end; windows of one place divide to exactly one.
        """
        start, finish = (np.asarray(end, dtype=np.int64) for end in (from_, to))
        value, low, high = _divide(
            self.levels(finish, convention), self.levels(start, convention), self.half_unit
        )
        known = ~np.isnan(value)
        same = known & (window_first(start, convention) == window_first(finish, convention))
        return value, np.where(same, 1.0, low), np.where(same, 1.0, high)
