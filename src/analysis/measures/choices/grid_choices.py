"""Which choice moves a headline most: over the whole grid, and between two of its cells.

Over the grid, the sum of squares about its mean divides into a main effect for each choice and
one remainder (choices acting together), adding to the whole: an analysis of variance of a
complete grid, without any notion of chance. Between two cells, the difference divides by Shapley
values: each choice's mean contribution over every order of changing them, adding to the whole.

Source: Fisher's decomposition for balanced layouts; Shapley (1953), A value for n-person games.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.choices.grid import AXES, Cell, Floats, Grid

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
