"""How far a headline depends on the choices behind it: one number over the grid of them all.

"Real pay since 2011" is as many numbers as there are bases, price indices, conventions and pay
measures. The grid holds every one, computed alike; a cell that the figures do not reach is
missing, with the reason, and never filled. `grid_choices` says which choice moves it most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.choices.grid import Cell, Floats, Grid
from analysis.measures.inputs import as_month, require_choice
from analysis.measures.pay.pay_series import PaySeries, series_names
from analysis.measures.prices.points import CONVENTIONS, Convention, window_first
from analysis.measures.prices.price_changes import change_arrays
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month


def robustness_grid(
    pay: Sequence[PaySeries],
    *,
    indices: Sequence[PriceIndex],
    end: Month | str,
    since: Month | str = "2008-01",
    bases: Sequence[Month | str] | None = None,
    conventions: Sequence[Convention] = CONVENTIONS,
) -> Grid:
    """Compute the real change in pay from every base to one end, by every choice, per cent.

    `(pay end / pay base) / (prices end / prices base) - 1`, pay and prices both by the convention
    (a yearly salary is one figure by any). Bases are those given, else: of a yearly series every
    figure since `since`, of monthly ones the end's calendar month of every year since, so that
    like is held against like. A base in the same averaging window as the end has no change.

    Raises `MeasureError` for two series or indices of one name, an unknown convention, and no base
    before the end. The work is one array operation for each index, convention and pay measure.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> cpi = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2022, 9), (123.8, 126.2))
    >>> pay = PaySeries("a salary", "GBP a year", (632, 633), (20000.0, 20200.0), 5.0)
    >>> grid = robustness_grid([pay], indices=[cpi], end="2022-10", conventions=["month to month"],
    ...     bases=["2022-09"])
    >>> grid.known, round(grid.value(Cell("2022-09", "CPI", "month to month", "a salary")).value, 2)
    (1, -0.92)
    """
    names = series_names(pay)
    if not indices or len({index.name for index in indices}) != len(indices):
        given = [index.identity.text for index in indices]
        raise MeasureError(f"a grid takes each index once, found {given}.")
    last = as_month(end)
    for convention in conventions:
        require_choice(convention, CONVENTIONS, what="convention")
    if bases is None:
        starts = _usual_bases(pay, as_month(since), last)
    else:
        starts = np.unique([as_month(base).ordinal for base in bases])
    starts = starts[starts < last.ordinal]
    if not len(starts):
        raise MeasureError(f"no base before {last.text}: give one, or an earlier `since`.")
    ends = np.array([last.ordinal])
    shape = (len(starts), len(indices), len(conventions), len(pay))
    value, low, high = (np.full(shape, np.nan) for _ in range(3))
    reasons: list[tuple[str, str, str, int, str]] = []
    for at_convention, convention in enumerate(conventions):
        apart = window_first(starts, convention) != window_first(ends, convention)
        nominal = [_nominal(one, starts, ends, convention) for one in pay]
        for at_index, index in enumerate(indices):
            prices = change_arrays(index, starts, ends, convention)[:3]
            for at_pay, one in enumerate(nominal):
                at = (slice(None), at_index, at_convention, at_pay)
                value[at] = 100 * (one[0] / (1 + prices[0] / 100) - 1)
                low[at] = 100 * (one[1] / (1 + prices[2] / 100) - 1)
                high[at] = 100 * (one[2] / (1 + prices[1] / 100) - 1)
                for cube in (value, low, high):
                    cube[at][~apart] = np.nan
                for count, why in _why(index, prices[0], one[0], apart, last, convention):
                    reasons.append((index.name, convention, names[at_pay], count, why))
    labels = (
        tuple((Month(1970, 1) + int(start)).text for start in starts),
        tuple(index.name for index in indices),
        tuple(conventions),
        tuple(names),
    )
    for cube in (value, low, high):
        cube.flags.writeable = False
    return Grid(last.text, labels, value, low, high, tuple(reasons))


def _usual_bases(pay: Sequence[PaySeries], since: Month, end: Month) -> NDArray[np.int64]:
    months = np.unique(np.concatenate([np.array(one.months) for one in pay]))
    if any(one.frequency == "month" for one in pay):
        months = months[months % 12 == end.ordinal % 12]
    return months[months >= since.ordinal]


def _nominal(
    pay: PaySeries, starts: NDArray[np.int64], ends: NDArray[np.int64], convention: Convention
) -> tuple[Floats, Floats, Floats]:
    base, end, half = pay.levels(starts, convention), pay.levels(ends, convention), pay.half_unit
    return end / base, (end - half) / (base + half), (end + half) / (base - half)


def _why(
    index: PriceIndex,
    prices: Floats,
    nominal: Floats,
    apart: NDArray[np.bool_],
    end: Month,
    convention: Convention,
) -> list[tuple[int, str]]:
    """Count the missing cells of one column of bases by reason; each cell has one reason."""
    no_prices = np.isnan(prices)
    no_pay = np.isnan(nominal) & ~no_prices
    together = ~apart & ~no_prices & ~no_pay
    found = (
        (no_prices, f"{index.name} runs from {index.span}"),
        (no_pay, f"pay has no figure at a base or at {end.text}"),
        (together, f"base and {end.text} are in one {convention}"),
    )
    return [(int(cells.sum()), why) for cells, why in found if cells.any()]


@dataclass(frozen=True)
class Robustness:
    """How far one headline holds over its grid.

    Of `cells` known (`missing` are not), `same_sign` have the headline's sign, `certain` of them
    whatever rounding did; `share_pct` is same_sign of cells. `lowest` and `highest` end the range.
    """

    headline: Cell
    value: Bounded
    cells: int
    missing: int
    same_sign: int
    certain: int
    lowest: tuple[Cell, Bounded]
    highest: tuple[Cell, Bounded]

    def __repr__(self) -> str:
        """Say the headline, how often its sign holds, and the range."""
        return (
            f"{self.value} %: {self.same_sign} of {self.cells} readings have its sign "
            f"({self.certain} whatever rounding did); lowest {self.lowest[1].value:.1f}, "
            f"highest {self.highest[1].value:.1f}"
        )

    @property
    def share_pct(self) -> float:
        """Share of known cells with the headline's sign, per cent; quote it with `cells`."""
        return 100 * self.same_sign / self.cells


def hold_base(grid: Grid, base: str, *, apart: bool = False) -> Grid:
    """Give the part of a grid that starts from one base, or with `apart` from every other.

    A change since 2011 is not read otherwise by starting in 2015: that is another question.

    >>> cube = np.array([[-2.0, 6.0], [3.0, 10.0]]).reshape(2, 2, 1, 1)
    >>> labels = (("2011-03", "2015-03"), ("RPI", "CPI"), ("month to month",), ("median, All",))
    >>> grid = Grid("2024-03", labels, cube, cube - 0.1, cube + 0.1)
    >>> hold_base(grid, "2011-03").real.ravel().tolist()
    [-2.0, 6.0]
    """
    kept = [at for at, name in enumerate(grid.labels[0]) if (name == base) != apart]
    labels = (tuple(grid.labels[0][at] for at in kept), *grid.labels[1:])
    return Grid(grid.end, labels, grid.real[kept], grid.low[kept], grid.high[kept])


def robustness(grid: Grid, headline: Cell) -> Robustness:
    """Say in how many cells a headline keeps its sign, and the range of all cells.

    Raises `MeasureError` when the headline's own cell is missing.

    >>> cube = np.array([[-2.0, 6.0], [3.0, 10.0]]).reshape(2, 2, 1, 1)
    >>> labels = (("2011-03", "2015-03"), ("RPI", "CPI"), ("month to month",), ("median, All",))
    >>> grid = Grid("2024-03", labels, cube, cube - 0.1, cube + 0.1)
    >>> found = robustness(grid, Cell("2011-03", "RPI", "month to month", "median, All"))
    >>> found.value.value, found.same_sign, found.cells, found.share_pct
    (-2.0, 1, 4, 25.0)
    """
    value = grid.value(headline)
    known = np.isfinite(grid.real)
    sign = np.sign(value.value)
    same = known & (np.sign(grid.real) == sign)
    certain = same & ((grid.low > 0) | (grid.high < 0) | (grid.low == grid.high))
    ends = []
    for find in (np.nanargmin, np.nanargmax):
        cell = grid.cell(np.unravel_index(int(find(grid.real)), grid.real.shape))  # type: ignore[arg-type]
        ends.append((cell, grid.value(cell)))
    return Robustness(
        headline,
        value,
        int(known.sum()),
        int((~known).sum()),
        int(same.sum()),
        int(certain.sum()),
        ends[0],
        ends[1],
    )
