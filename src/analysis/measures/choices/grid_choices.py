"""Which choice moves a headline most: over the whole grid, and between two of its cells.

Over the grid, the sum of squares about its mean divides into a main effect for each choice and
one remainder (choices acting together), adding to the whole: an analysis of variance of a
complete grid, without any notion of chance. Between two cells, the difference divides by Shapley
values: each choice's mean contribution over every order of changing them, adding to the whole.

Two readings are the strongest that each side can fairly say. The lowest and the highest cell of a
grid are easily picked for effect. A reading here must pass three tests, stated with the result: its
span is long enough, its sign does not rest on rounding, and moving the base one step either way
leaves the sign as it is. What is left at either end is given side by side, with the share of the
grid on each side of nought and the choices that part the two. Both are values; the words are the
report's.

Source: Fisher's decomposition for balanced layouts; Shapley (1953), A value for n-person games.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.choices.grid import AXES, Cell, Floats, Grid
from analysis.measures.inputs import as_month

REMAINDER = "choices together"


def complete_part(grid: Grid) -> tuple[Grid, tuple[tuple[str, str], ...]]:
    """Cut a grid down to choices that have every cell; say which (axis, choice) were dropped.

    The choice with the largest share of missing cells goes first, on ties the one whose axis has
    the most choices left, until none is missing. Raises `MeasureError` if nothing is left.

    >>> cube = np.array([[1.0, np.nan], [3.0, 10.0]]).reshape(2, 2, 1, 1)
    >>> labels = (("2011-03", "2015-03"), ("RPI", "CPI"), ("month to month",), ("median, All",))
    >>> grid = Grid("2024-03", labels, cube, cube - 0.1, cube + 0.1)
    >>> whole, dropped = complete_part(grid)
    >>> whole.real.ravel().tolist(), dropped
    ([3.0, 10.0], (('base', '2011-03'),))
    """
    known = np.isfinite(grid.real)
    kept = [np.arange(len(labels)) for labels in grid.labels]
    dropped: list[tuple[str, str]] = []
    while True:
        part = known[np.ix_(*kept)]
        if part.size == 0:
            raise MeasureError(f"the grid to {grid.end} has no complete part: {grid.missing}.")
        if part.all():
            break
        worst = []
        for axis, places in enumerate(kept):
            others = tuple(other for other in range(part.ndim) if other != axis)
            share = 1 - part.mean(axis=others)
            at = int(share.argmax())
            worst.append((float(share[at]), len(places), -axis, at))
        _, _, axis, at = max(worst)
        dropped.append((AXES[-axis], grid.labels[-axis][kept[-axis][at]]))
        kept[-axis] = np.delete(kept[-axis], at)
    labels = tuple(
        tuple(labels[place] for place in places)
        for labels, places in zip(grid.labels, kept, strict=True)
    )
    cut = np.ix_(*kept)
    return Grid(grid.end, labels, grid.real[cut], grid.low[cut], grid.high[cut]), tuple(dropped)


def sums_of_squares(values: Floats, names: tuple[str, ...] = AXES) -> pd.DataFrame:
    """Divide the spread of a complete grid among the choices, adding to the whole.

    `total = sum((x - mean)²)`; main effect of a choice = `cells / levels * sum((mean at level -
    mean)²)`; the remainder is the total less all main effects.

    Columns out: `choice` (one row each and `choices together`), `sum_of_squares` (squared
    percentage points) and `share_pct` (of the whole; NaN when every cell is equal).

    >>> cube = np.array([[1.0, 2.0], [3.0, 8.0]])  # mean 3.5; rows 1.5, 5.5; columns 2, 5
    >>> sums_of_squares(cube, ("base", "index"))["sum_of_squares"].tolist()
    [16.0, 9.0, 4.0]
    """
    if not np.isfinite(values).all() or values.size == 0:
        raise MeasureError("a grid with missing cells cannot be divided: take its complete part.")
    mean = float(values.mean())
    total = float(((values - mean) ** 2).sum())
    effects = []
    for axis in range(values.ndim):
        others = tuple(other for other in range(values.ndim) if other != axis)
        at_level = values.mean(axis=others)
        effects.append(values.size / values.shape[axis] * float(((at_level - mean) ** 2).sum()))
    parts = [*effects, max(0.0, total - sum(effects))]
    shares = [100 * part / total if total else np.nan for part in parts]
    return pd.DataFrame(
        {"choice": [*names, REMAINDER], "sum_of_squares": parts, "share_pct": shares}
    )


def parting(grid: Grid, from_: Cell, to: Cell) -> pd.DataFrame:
    """Divide the difference between two cells among the choices that differ, in points.

    Shapley: for every order of changing the choices from one cell's to the other's, what each
    change adds; then the mean over orders. The parts add to the difference exactly.

    Columns out: `choice`, `from`, `to`, `points` (percentage points of real change), largest
    first; no row for a choice on which the cells agree. Raises `MeasureError` for a cell between
    the two that has no figure, naming it.

    >>> cube = np.array([[1.0, 6.0], [3.0, 10.0]]).reshape(2, 2, 1, 1)
    >>> labels = (("2011-03", "2015-03"), ("RPI", "CPI"), ("month to month",), ("median, All",))
    >>> grid = Grid("2024-03", labels, cube, cube - 0.1, cube + 0.1)
    >>> found = parting(grid, grid.cell((0, 0, 0, 0)), grid.cell((1, 1, 0, 0)))
    >>> found[["choice", "points"]].to_numpy().tolist()  # by either order: 2 or 4, 7 or 5
    [['index', 6.0], ['base', 3.0]]
    """
    start, end = grid.place(from_), grid.place(to)
    differ = [axis for axis in range(len(AXES)) if start[axis] != end[axis]]
    points = dict.fromkeys(differ, 0.0)
    orders = list(permutations(differ))
    for order in orders:
        here = list(start)
        before = grid.value(from_).value
        for axis in order:
            here[axis] = end[axis]
            after = grid.value(grid.cell(here)).value
            points[axis] += (after - before) / len(orders)
            before = after
    made = pd.DataFrame(
        {
            "choice": [AXES[axis] for axis in differ],
            "from": [grid.labels[axis][start[axis]] for axis in differ],
            "to": [grid.labels[axis][end[axis]] for axis in differ],
            "points": [points[axis] for axis in differ],
        }
    )
    order_of_size = made["points"].abs().sort_values(ascending=False, kind="stable").index
    return made.loc[order_of_size].reset_index(drop=True)


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
