"""The grid of choices behind a headline: one real change in pay for every combination of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.inputs import require_choice

AXES = ("base", "index", "convention", "pay")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Cell:
    """One choice on each axis: the base month, the index, the convention and the pay measure."""

    base: str
    index: str
    convention: str
    pay: str


@dataclass(frozen=True)
class Grid:
    """Real change in pay to one end, per cent, for every choice of base, index, convention, pay.

    `labels` has the choices of each axis in `AXES` order; `real`, `low` and `high` are arrays of
    that shape, NaN where the figures do not reach; `reasons` says why, by index, convention, pay.
    """

    end: str
    labels: tuple[tuple[str, ...], ...]
    real: Floats
    low: Floats
    high: Floats
    reasons: tuple[tuple[str, str, str, int, str], ...] = ()

    @property
    def known(self) -> int:
        """How many cells there are figures for."""
        return int(np.isfinite(self.real).sum())

    def place(self, cell: Cell) -> tuple[int, ...]:
        """Where a cell stands in the arrays; `MeasureError` naming the nearest choice."""
        found = []
        for axis, labels in zip(AXES, self.labels, strict=True):
            word = require_choice(getattr(cell, axis), labels, what=f"{axis} in this grid")
            found.append(labels.index(word))
        return tuple(found)

    def cell(self, place: Sequence[int]) -> Cell:
        """The choices at one place."""
        words = (labels[at] for labels, at in zip(self.labels, place, strict=True))
        return Cell(*words)

    def value(self, cell: Cell) -> Bounded:
        """The real change of one cell, per cent, with its rounding; an error where missing."""
        at = self.place(cell)
        if not np.isfinite(self.real[at]):
            why = [r[4] for r in self.reasons if r[:3] == (cell.index, cell.convention, cell.pay)]
            raise MeasureError(f"no figure for {cell}: {'; '.join(why) or 'not in this grid'}.")
        return Bounded(float(self.real[at]), float(self.low[at]), float(self.high[at]))

    @property
    def frame(self) -> pd.DataFrame:
        """One row a cell: `base`, `index`, `convention`, `pay`, `real_pct` and its two bounds."""
        made = pd.MultiIndex.from_product(self.labels, names=AXES).to_frame(index=False)
        return made.assign(
            real_pct=self.real.ravel(),
            real_low_pct=self.low.ravel(),
            real_high_pct=self.high.ravel(),
        )

    @property
    def missing(self) -> pd.DataFrame:
        """Why cells are missing: `index`, `convention`, `pay`, `cells` (how many), `why`."""
        return pd.DataFrame(self.reasons, columns=["index", "convention", "pay", "cells", "why"])
