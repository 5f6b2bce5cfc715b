"""Scales: from figures and dates to pixels, and where the ticks stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from analysis.present.numbers import MONTHS, decimals_of, print_amount, print_number

# Steps of a day scale, in months, from the finest that a chart of pay needs.
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600)


@dataclass(frozen=True)
class Scale:
    """A straight scale: ``low`` to ``high`` drawn from ``start`` to ``end`` pixels.

    >>> Scale(0, 10, 100, 300)(2.5)
    150.0
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, amount: float) -> float:
        """Give the pixel of an amount."""
        span = (self.high - self.low) or 1.0
        return self.start + (float(amount) - self.low) / span * (self.end - self.start)


@dataclass(frozen=True)
class Direction:
    """One direction of a plot in its own figures: which stands at which pixel, in order.

    ``dates`` says that the figures are day numbers; rows are counted from 0.
    """

    figures: tuple[float, ...]
    pixels: tuple[float, ...]
    dates: bool = False

    @classmethod
    def of_scale(cls, scale: Scale, *, dates: bool = False) -> Direction:
        """Take the direction of a scale."""
        return cls((scale.low, scale.high), (scale.start, scale.end), dates)

    @classmethod
    def of_rows(cls, middles: Sequence[float], edges: Sequence[float]) -> Direction:
        """Take the direction of rows: each has its middle, and an edge on either side.

        >>> Direction.of_rows([90, 60], [100, 80, 40]).figures
        (-0.5, 0.0, 0.5, 1.0, 1.5)
        """
        both = [float(edges[0])]
        for middle, edge in zip(middles, edges[1:], strict=True):
            both += [float(middle), float(edge)]
        return cls(tuple(place / 2 - 0.5 for place in range(len(both))), tuple(both))


def nice_step(span: float, most: int) -> float:
    """Give the round step (1, 2, 2.5 or 5 times a power of ten) for at most so many ticks.

    >>> nice_step(14.2, 6), nice_step(10220, 5)
    (2.5, 2500.0)
    """
    rough = max(span, 1e-9) / max(most, 1)
    power = 10.0 ** floor(log10(rough))
    steps = (factor * power for factor in (1, 2, 2.5, 5, 10))
    return float(next(step for step in steps if step >= rough * 0.999))


def nice_ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Give round ticks that enclose the range from ``low`` to ``high``.

    >>> nice_ticks(-1.2, 11.1, 5)
    [-2.5, 0.0, 2.5, 5.0, 7.5, 10.0, 12.5]
    """
    if high <= low:
        low, high = low - 1, high + 1
    step = nice_step(high - low, most)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def tick_labels(ticks: list[float], unit: str) -> list[str]:
    r"""Print ticks alike; the unit stands on the last only (pounds on each).

    >>> tick_labels([-2.5, 0.0, 2.5], "%")
    ['−2.5', '0', '2.5\xa0%']
    """
    decimals = decimals_of(ticks, most=3)
    pounds = unit.startswith(("GBP", "£"))
    labels = []
    for tick in ticks:
        if pounds:
            labels.append(print_amount(tick, "GBP", 0 if decimals == 0 else 2))
        else:
            labels.append("0" if tick == 0 else print_number(tick, decimals))
    if unit == "%":
        labels[-1] += "\u00a0%"
    return labels


def day_number(moment: Any) -> float:
    """Give a date, a month (its first day) or a plain year as a count of days.

    >>> day_number(dt.date(2022, 12, 7)) - day_number(dt.date(2022, 12, 1))
    6.0
    """
    if hasattr(moment, "start_time"):
        moment = moment.start_time
    elif hasattr(moment, "first_day"):
        moment = moment.first_day
    elif isinstance(moment, (int, float)):
        moment = dt.date(int(moment), 1, 1)
    return float(moment.toordinal())


def day_ticks(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """Give ticks on firsts of months or years within two day numbers, with their labels.

    >>> span = day_number(dt.date(2021, 11, 1)), day_number(dt.date(2025, 2, 1))
    >>> [label for _, label in day_ticks(*span, 5)]
    ['2022', '2023', '2024', '2025']
    """
    first, last = dt.date.fromordinal(int(low)), dt.date.fromordinal(ceil(high))
    months = (last.year - first.year) * 12 + last.month - first.month
    fitting = (step for step in _MONTH_STEPS if months / step <= most)
    step = next(fitting, _MONTH_STEPS[-1])
    ticks = []
    count = first.year * 12 + first.month - 1
    count += -count % step
    while count <= last.year * 12 + last.month - 1:
        day = float(dt.date(count // 12, count % 12 + 1, 1).toordinal())
        if low <= day <= high:
            year = str(count // 12)
            ticks.append((day, year if step >= 12 else f"{MONTHS[count % 12][:3]} {year}"))
        count += step
    return ticks


def spread(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Move labels as little as may be so that none overlaps another.

    ``wanted`` are the middles of labels of the given ``heights``; ``low`` and ``high`` the edges
    they stay within. The order of the result is the order given. Labels that cannot all fit begin
    at ``low`` and overrun above. The least total of squared moves is found by pooling neighbours
    that meet (isotonic regression on positions less the room of the labels below).

    >>> spread([10, 12, 50], [10, 10, 10], 0, 100)
    [6.0, 16.0, 50.0]
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    room, below = [], 0.0  # the middle of each label if all were stacked from nothing
    for place in order:
        room.append(below + heights[place] / 2)
        below += heights[place]
    pools: list[tuple[float, int]] = []  # mean of what its labels want, and how many they are
    for place, base in zip(order, room, strict=True):
        mean, count = wanted[place] - base, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean = (before * many + mean * count) / (many + count)
            count += many
        pools.append((mean, count))
    shifts = [max(low, min(mean, high - below)) for mean, count in pools for _ in range(count)]
    placed = [0.0] * len(wanted)
    for place, base, shift in zip(order, room, shifts, strict=True):
        placed[place] = base + shift
    return placed
