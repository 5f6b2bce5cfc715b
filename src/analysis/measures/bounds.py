"""A figure with what rounding allows: its value, and the lowest and highest it may truly be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from analysis.errors import MeasureError

HAIR = 1e-9  # steps inside a rounding interval, whose ends print as the next figure


def round_half_up(value: float, decimals: int) -> float:
    """Round as publishers do, a half away from zero, deaf to the last binary digits.

    >>> round_half_up(2.675, 2), round_half_up(-0.05, 1)
    (2.68, -0.1)
    """
    step = Decimal(f"1e{-decimals}")
    return float(Decimal(f"{value:.9f}").quantize(step, rounding=ROUND_HALF_UP))


def _short(number: float) -> str:
    """Write a number for a person at the keyboard: two decimals, commas in thousands.

    >>> _short(-7.2906), _short(4588.281), _short(-0.001)
    ('-7.29', '4,588.28', '0.00')
    """
    return f"{round(number, 2) + 0.0:,.2f}"


@dataclass(frozen=True, repr=False)
class Bounded:
    """A value with the ends of the interval that rounding of its inputs leaves open.

    `low <= value <= high`, all in the same unit. An exact figure has three equal numbers.

    >>> rate = Bounded.rounded(11.1, decimals=1)
    >>> round(rate.low, 2), round(rate.high, 2), rate.sign_certain, rate.printed_certain(1)
    (11.05, 11.15, True, True)
    >>> Bounded(-0.02, -0.11, 0.07).sign_certain
    False
    >>> rate, float(rate), round(rate)
    (11.10 (11.05 to 11.15), 11.1, 11.0)
    """

    value: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not (self.low <= self.value <= self.high):  # NaN fails this too
            raise MeasureError(
                f"a value lies within its bounds; found {self.value} in {self.low} to {self.high}."
            )

    def __repr__(self) -> str:
        """Say the value and what rounding leaves open, short."""
        return f"{_short(self.value)}{self.bounds_text}"

    @property
    def bounds_text(self) -> str:
        """What rounding leaves open, in brackets, to stand behind the value."""
        if self.low == self.high:
            return " exactly"
        return f" ({_short(self.low)} to {_short(self.high)})"

    def __float__(self) -> float:
        """The value alone, without its bounds."""
        return self.value

    def __round__(self, digits: int | None = None) -> float:
        """Round the value alone as publishers do, a half away from zero."""
        return round_half_up(self.value, digits or 0)

    @classmethod
    def exact(cls, value: float) -> Bounded:
        """A figure that no rounding touches: an award of 3 %."""
        return cls(float(value), float(value), float(value))

    @classmethod
    def rounded(cls, value: float, *, decimals: int) -> Bounded:
        """A figure as printed to so many decimals: half a unit of the last digit either way."""
        half = 0.5 * 10.0**-decimals
        return cls(float(value), value - half, value + half)

    @property
    def sign_certain(self) -> bool:
        """Whether rounding leaves the sign standing (an exact zero is certain)."""
        return self.low > 0 or self.high < 0 or self.low == self.high

    def printed_certain(self, decimals: int = 1) -> bool:
        """Whether the figure prints the same wherever in its interval the truth lies."""
        if self.low == self.high:
            return True
        hair = min(HAIR, (self.high - self.low) / 4)
        return round_half_up(self.low + hair, decimals) == round_half_up(self.high - hair, decimals)

    def rising(self, function: Callable[[float], float]) -> Bounded:
        """Carry the interval through a function that never falls."""
        return Bounded(function(self.value), function(self.low), function(self.high))


def as_bounded(figure: float | Bounded) -> Bounded:
    """Take a bare number as exact; refuse one that is missing."""
    if isinstance(figure, Bounded):
        return figure
    if not np.isfinite(figure):
        raise MeasureError(f"a number was expected, found {figure}.")
    return Bounded.exact(figure)
