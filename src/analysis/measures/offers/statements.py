"""What one statement about an offer says: its rise in per cent, and what that may be set against.

Different speakers state different true numbers about one offer, so statements are read one by one
and never merged. The kind of a statement (`comparability` in the clean table) decides whether its
percentage may be set against inflation, and whether it may enter an average; a range stays a
range, and "up to" stays "at most".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError, nearest
from analysis.measures.inputs import require_columns

RISE_COLUMNS = ("basis", "comparability", "pct", "pct_low", "pct_high")


@dataclass(frozen=True)
class Kind:
    """What statements of one kind may be used for, and the words that say so."""

    comparable: bool
    averaged: bool
    reason: str = ""
    note: str = ""


# The kinds of statement. A remit or an average award is of a unit: nobody "got" it.
KINDS = {
    "person": Kind(comparable=True, averaged=True),
    "unit": Kind(comparable=True, averaged=True, note="average of a unit, not what a person gets"),
    "cap": Kind(comparable=True, averaged=False, note="as an award at the cap"),
    "range": Kind(comparable=True, averaged=False, note="for some, from low to high"),
    "at_most": Kind(comparable=True, averaged=False, note="at most"),
    "annualised": Kind(comparable=True, averaged=False, note="a deal of years, per year"),
    "split_first": Kind(comparable=False, averaged=False, reason="several years in one figure"),
    "cash": Kind(comparable=False, averaged=False, reason="one-off: in pounds, for that year only"),
    "none": Kind(comparable=False, averaged=False, reason="not comparable as it stands"),
}
NO_PERCENTAGE = "no percentage stated"
IN_POUNDS = "in pounds: a percentage needs a salary"


@dataclass(frozen=True, eq=False)
class Rises:
    """The rise each statement tells of, per cent, in the order of the statements.

    `low` and `high` are equal where one figure is stated; an "at most" has no `low`; both are NaN
    where no percentage is stated. `comparable` says whether they may be set against inflation,
    `reason` why not (empty otherwise), `note` how to read them.
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    kind: NDArray[np.object_]
    comparable: NDArray[np.bool_]
    reason: NDArray[np.object_]
    note: NDArray[np.object_]


def stated_rises(statements: pd.DataFrame) -> Rises:
    """Read the rise of each statement, per cent, with what it may be used for.

    One figure is both ends. Of a person, a figure with a range beside it is the whole range; of a
    unit, the figure is the average and the range beside it is not used. A freeze is 0. "At most"
    keeps its high end only, and a cap is read as an award at the cap.

    Columns in: `basis`, `comparability`, `pct`, `pct_low`, `pct_high` (per cent). Raises
    `MeasureError` for a missing column and for a kind that nobody knows.

    >>> rises = stated_rises(pd.DataFrame({
    ...     "basis": ["individual_or_scale", "range_or_distribution", "upper_bound", "freeze"],
    ...     "comparability": ["person", "range", "at_most", "person"],
    ...     "pct": [4.5, None, None, None], "pct_low": [None, 4.26, None, None],
    ...     "pct_high": [None, 6.27, 13.1, None]}))
    >>> [(float(low), float(high)) for low, high in zip(rises.low, rises.high)]
    [(4.5, 4.5), (4.26, 6.27), (nan, 13.1), (0.0, 0.0)]
    """
    require_columns(statements, RISE_COLUMNS, what="the statements")
    kind = statements["comparability"].to_numpy(dtype=object)
    codes, found = pd.factorize(kind)
    unknown = [word for word in found if word not in KINDS]
    if unknown or (codes < 0).any():
        word = unknown[0] if unknown else "(blank)"
        raise MeasureError(f"no comparability '{word}'. {nearest(word, KINDS)}")
    kinds = [KINDS[word] for word in found]
    pct, low, high = (
        pd.to_numeric(statements[name]).to_numpy(dtype=np.float64)
        for name in ("pct", "pct_low", "pct_high")
    )
    frozen = (statements["basis"] == "freeze").to_numpy(dtype=bool, na_value=False)
    pct = np.where(frozen & np.isnan(pct), 0.0, pct)
    one = np.isfinite(pct) & ((kind == "unit") | (kind == "cap") | frozen)
    lowest = np.where(one, pct, np.fmin(pct, np.fmin(low, high)))
    highest = np.where(one, pct, np.fmax(pct, np.fmax(low, high)))
    lowest = np.where(kind == "at_most", np.nan, lowest)
    stated = np.isfinite(highest)
    allowed = np.array([each.comparable for each in kinds], dtype=bool)[codes]
    reason = np.array([each.reason for each in kinds], dtype=object)[codes]
    pounds = (statements["basis"] == "cash").to_numpy(dtype=bool, na_value=False)
    reason[allowed & ~stated] = NO_PERCENTAGE
    reason[allowed & ~stated & pounds] = IN_POUNDS
    note = np.array([each.note for each in kinds], dtype=object)[codes]
    return Rises(lowest, highest, kind, allowed & stated, reason, note)
