"""Notebook 08: how far a headline about pay depends on index, base, convention and pay measure."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.collection.pay_record import EARNINGS, WITHOUT_BANKS, read_earnings, read_salaries
from analysis.collection.prices import chosen_indices, price_indices, without_levels
from analysis.collection.wording import agree, listed, staff
from analysis.errors import MeasureError, UsageError, nearest
from analysis.measures.choices.grid import Cell, Grid
from analysis.measures.choices.grid_choices import (
    TwoReadings,
    complete_part,
    sums_of_squares,
    two_readings,
)
from analysis.measures.choices.robustness import Robustness, hold_base, robustness, robustness_grid
from analysis.measures.pay.pay_series import PaySeries, earnings_series, real_pay_change
from analysis.measures.pay.salaries import salary_series
from analysis.measures.prices.points import Convention
from analysis.present import Finding, Value
from analysis.tables.asked import asked

# Regular pay, public sector without financial services, an index without breaks for the banks.
BESIDE = EARNINGS["regular"][WITHOUT_BANKS][0]
BESIDE_NAME = "regular pay, public sector without banks, AWE"
MEASURES = "civil service median", BESIDE_NAME
AXIS_WORDS = {"base": "base year", "pay": "pay measure"}


@dataclass(frozen=True, eq=False)
class View:
    """The grid of every reading of one headline, and the headline's own cell."""

    grid: Grid | None
    headline: Cell | None
    grade: str
    reason: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    """The rows behind the headline."""

    @property
    def holds(self) -> Robustness | None:
        """How far the headline holds over the grid."""
        if self.grid is None or self.headline is None:
            return None
        return robustness(self.grid, self.headline)


@asked
def gather(
    *, grade: str, base: int, index: str, convention: Convention, since: int, as_of: str
) -> View:
    """Compute the grid of real pay from every base since a year to the newest figures."""
    salaries, indices = (
        read_salaries("median", as_of=as_of),
        price_indices(chosen_indices(index), as_of=as_of),
    )
    if salaries.empty:
        return View(None, None, grade, "none is on record by then.")
    try:
        pay = [_named(salary_series(salaries, grade=grade), MEASURES[0])]
    except MeasureError as error:
        return View(None, None, grade, str(error))
    if index not in indices:
        return View(None, None, grade, without_levels(index))
    known = [month for month in pay[0].months if _year(month) >= since]
    if len(known) < 2:
        return View(None, None, grade, "no two years of it are on record by then.")
    with suppress(MeasureError):  # on a day of which no vintage is on record it is left out
        earnings = read_earnings([BESIDE], as_of=as_of)
        pay.append(_named(earnings_series(earnings, series=BESIDE), MEASURES[1]))
    bases = [str(pd.Period(ordinal=month, freq="M")) for month in known[:-1]]
    years = {_year(month): text for month, text in zip(known, bases, strict=False)}
    if base not in years:
        listed = nearest(base, years)
        raise UsageError(f"base={base}: {grade} has no figure then that starts a span. {listed}")
    end = str(pd.Period(ordinal=known[-1], freq="M"))
    grid = robustness_grid(pay, indices=list(indices.values()), end=end, bases=bases)
    headline = Cell(years[base], index, convention, MEASURES[0])
    if not np.isfinite(grid.real[grid.place(headline)]):
        reason = f"prices do not reach a {convention} of {end} and of {years[base]} on {index}."
        return View(None, None, grade, reason)
    change = real_pay_change(
        pay[0], index=indices[index], start=years[base], end=end, convention=convention
    )
    return View(grid, headline, grade, rows=change.rows)


def _year(ordinal: int) -> int:
    return 1970 + ordinal // 12


def _named(series: PaySeries, name: str) -> PaySeries:
    return replace(series, name=name)


def readings(view: View) -> TwoReadings | None:
    """Find the lowest and highest fair reading, where there is any."""
    if view.grid is None:
        return None
    try:
        return two_readings(view.grid)
    except MeasureError:
        return None


def effects(view: View) -> pd.DataFrame:
    """Divide the spread of the grid among the choices; empty without a grid."""
    if view.grid is None:
        return pd.DataFrame(columns=["choice", "sum_of_squares", "share_pct"])
    whole, _ = complete_part(view.grid)
    return sums_of_squares(whole.real)


def unreached(view: View) -> list[str]:
    """Name the conventions by which no cell has a figure: prices do not reach the end of one."""
    if view.grid is None:
        return []
    known = np.isfinite(view.grid.real)
    return [name for at, name in enumerate(view.grid.labels[2]) if not known[:, :, at].any()]


def findings(view: View) -> list[Finding]:
    """Say how many cells keep the headline's sign, the range, and which choice moves it most."""
    holds = view.holds
    if holds is None or view.headline is None or view.grid is None:
        sentence = "No pay of {grade} can be followed: {reason}"
        return [
            Finding("no-grid", sentence, {"grade": Value(view.grade), "reason": Value(view.reason)})
        ]
    cell = holds.headline
    held = robustness(hold_base(view.grid, cell.base), cell)
    low, high = holds.lowest, holds.highest
    turning = ", so that it turns on the choice" if held.same_sign < held.cells else ""
    by_index, signs = _by_index(view.grid, cell.base)
    mixes = ", whose mix of grades changed" if view.grade == "All" else ""
    found = [
        Finding(
            "headline",
            f"Median civil service pay ({{grade}}{mixes}) {{change}} in real terms from {{base}} "
            "to {end} ({index}, {convention}). From that base the sign is the same in {same} of "
            f"{{n}} readings by index, convention and pay measure{turning}: {by_index}.",
            {
                "grade": Value(staff(view.grade)),
                "change": Value(
                    holds.value.value, "%", 1, robustness, rows=view.rows, wording="change"
                ),
                "base": _month(cell.base),
                "end": _month(view.grid.end),
                "index": Value(cell.index),
                "convention": Value(cell.convention),
                "same": Value(held.same_sign, function=robustness),
                "n": Value(held.cells, function=hold_base),
                **signs,
            },
            asks=("base",),
        ),
        *_other_bases(view.grid, cell.base, holds.same_sign - held.same_sign),
        Finding(
            "range",
            "Over the whole grid the answer runs from {low} ({low_index}, from {low_base}, "
            "{low_pay}) to {high} ({high_index}, from {high_base}, {high_pay}).",
            {
                "low": Value(low[1].value, "%", 1, robustness, wording="signed"),
                "low_index": Value(low[0].index),
                "low_base": _month(low[0].base),
                "low_pay": Value(low[0].pay),
                "high": Value(high[1].value, "%", 1, robustness, wording="signed"),
                "high_index": Value(high[0].index),
                "high_base": _month(high[0].base),
                "high_pay": Value(high[0].pay),
            },
        ),
    ]
    return [*found, _largest(view)]


def _by_index(grid: Grid, base: str) -> tuple[str, dict[str, Value]]:
    """Say how many readings from one base rose on each index: 'on CPI 6 of 6 rose'."""
    part, parts = hold_base(grid, base), list[str]()
    values: dict[str, Value] = {}
    for at, name in enumerate(grid.labels[1]):
        real = part.real[:, at]
        known = int(np.isfinite(real).sum())
        if not known:
            continue
        key = name.lower().replace(" ", "_")
        values |= {
            f"{key}_name": Value(name),
            f"{key}_up": Value(int((real > 0).sum()), function=hold_base),
            f"{key}_n": Value(known, function=hold_base),
        }
        parts.append(f"on {{{key}_name}} {{{key}_up}} of {{{key}_n}} rose")
    return listed(parts), values


def _other_bases(grid: Grid, base: str, same: int) -> list[Finding]:
    """Count apart the readings from other bases, which are another question."""
    apart = hold_base(grid, base, apart=True)
    known = int(np.isfinite(apart.real).sum())
    if not known:
        return []
    return [
        Finding(
            "other-bases",
            f"From {{bases}} other {agree(len(apart.labels[0]), 'base')}, which is another "
            "question, {same} of {n} readings have that sign.",
            {
                "bases": Value(len(apart.labels[0]), function=hold_base),
                "same": Value(same, function=robustness),
                "n": Value(known, function=robustness_grid),
            },
        )
    ]


def _largest(view: View) -> Finding:
    table = effects(view)
    choices = table[table["choice"] != "choices together"]
    top = choices.sort_values("share_pct", ascending=False).iloc[0]
    return Finding(
        "most",
        "The choice that moves the answer most is the {choice}: it accounts for {share} of the "
        "spread of the grid about its mean.",
        {
            "choice": Value(AXIS_WORDS.get(str(top["choice"]), str(top["choice"]))),
            "share": Value(float(top["share_pct"]), "%", 0, sums_of_squares),
        },
    )


def _month(text: str) -> Value:
    return Value(pd.Period(text, freq="M"))
