"""Changes in money against changes in prices: the formulas alone, on plain numbers.

A real change divides, `(1 + nominal) / (1 + inflation) - 1`; `nominal - inflation` is a gap in
percentage points. The two are different numbers, under different names throughout.
"""

from __future__ import annotations

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded, as_bounded


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
