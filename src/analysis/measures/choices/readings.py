"""Two readings: the strongest that each side can fairly say from one grid, and what parts them.

The lowest and the highest cell of a grid are easily picked for effect. A reading here must pass
three tests, stated with the result: its span is long enough, its sign does not rest on rounding,
and moving the base one step either way leaves the sign as it is. What is left at either end is
given side by side, with the share of the grid on each side of nought and the choices that part
the two. Both are values; the words are the report's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.choices.grid import Cell, Grid
from analysis.measures.choices.grid_choices import complete_part, parting
from analysis.measures.inputs import as_month


@dataclass(frozen=True)
class Reading:
    """One side's strongest fair reading: its choices, the real change (per cent), its backing.

    `same_sign` of the `fair` cells have the sign of this one.
    """

    cell: Cell
    end: str
    value: Bounded
    same_sign: int
    fair: int


@dataclass(frozen=True)
class TwoReadings:
    """The lowest and highest fair reading, and what parts them.

    `parted_by` has the choices that differ with the percentage points each accounts for, largest
    first, adding to the difference; `choice` is the largest. `left_out` counts the cells that each
    test refused (a cell may fail several); `dropped` the choices without every cell.
    """

    low: Reading
    high: Reading
    parted_by: pd.DataFrame
    left_out: dict[str, int]
    dropped: tuple[tuple[str, str], ...]

    @property
    def difference_points(self) -> float:
        """How far apart the two are, in percentage points of real change."""
        return self.high.value.value - self.low.value.value

    @property
    def choice(self) -> str:
        """The choice that parts the two most; empty when one cell is both."""
        return str(self.parted_by["choice"].iloc[0]) if len(self.parted_by) else ""


def two_readings(grid: Grid, *, least_years: float = 5) -> TwoReadings:
    """Find the strongest reading either side can fairly make from a grid.

    The grid is first cut to its complete part, so that every step between the two can be
    measured. Fair cells span at least `least_years`, have a sign that rounding leaves standing,
    and keep it at the bases before and after (where there are such).

    Raises `MeasureError` when no cell is fair, with how many each test refused.

    >>> cube = np.array([[-13.2, -0.9], [-10.9, -1.1]]).reshape(2, 2, 1, 1)
    >>> labels = (("2011-03", "2012-03"), ("RPI", "CPI"), ("month to month",), ("median, All",))
    >>> found = two_readings(Grid("2024-03", labels, cube, cube - 0.1, cube + 0.1))
    >>> found.low.value.value, found.high.value.value, found.choice, found.low.same_sign
    (-13.2, -0.9, 'index', 4)
    """
    whole, dropped = complete_part(grid)
    tests = {
        f"span under {least_years:g} years": _long_enough(whole, least_years),
        "sign rests on rounding": (whole.low > 0) | (whole.high < 0),
        "sign turns at a neighbouring base": _steady(whole),
    }
    fair = np.logical_and.reduce(list(tests.values()))
    left_out = {name: int((~passed).sum()) for name, passed in tests.items()}
    if not fair.any():
        raise MeasureError(f"no cell of the grid to {grid.end} makes a fair reading: {left_out}.")
    signs = np.sign(whole.real)
    readings = []
    for fill, find in ((np.inf, np.argmin), (-np.inf, np.argmax)):
        flat = int(find(np.where(fair, whole.real, fill)))
        at = tuple(int(place) for place in np.unravel_index(flat, whole.real.shape))
        cell = whole.cell(at)
        same = int((fair & (signs == signs[at])).sum())
        readings.append(Reading(cell, grid.end, whole.value(cell), same, int(fair.sum())))
    low, high = readings
    return TwoReadings(low, high, parting(whole, low.cell, high.cell), left_out, dropped)


def _long_enough(grid: Grid, years: float) -> NDArray[np.bool_]:
    end = as_month(grid.end)
    long = np.array([end - as_month(base) >= 12 * years for base in grid.labels[0]])
    return np.broadcast_to(long[:, None, None, None], grid.real.shape)


def _steady(grid: Grid) -> NDArray[np.bool_]:
    sign = np.sign(grid.real)
    steady = np.ones(sign.shape, dtype=np.bool_)
    same = sign[1:] == sign[:-1]
    steady[1:] &= same
    steady[:-1] &= same
    return steady
