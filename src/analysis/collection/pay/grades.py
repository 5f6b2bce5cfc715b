"""Notebook 02: what happened to pay at each grade, in money and in real terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.collection.pay_record import march, read_salaries
from analysis.collection.prices import chosen_indices, price_indices, rates_alone
from analysis.collection.wording import listed
from analysis.errors import MeasureError, UsageError
from analysis.measures.pay.composition import Composition, composition
from analysis.measures.pay.pay_series import PayChange, real_pay_change
from analysis.measures.pay.salaries import pay_by_grade, series_of_grades
from analysis.measures.prices.points import Convention
from analysis.measures.prices.price_index import PriceIndex
from analysis.present import Finding, Value
from analysis.tables.asked import asked

DRAWN = ("AA/AO", "EO", "SEO/HEO", "G6/G7", "SCS level")
MIX_YEARS = (2021, 2023)  # the first and last years with a mean and a headcount at every grade


@dataclass(frozen=True, eq=False)
class View:
    """Salaries by grade, the indices to set them against, and the span that is measured."""

    salaries: pd.DataFrame
    chosen: pd.DataFrame
    indices: dict[str, PriceIndex]
    index: str
    convention: Convention
    start: int
    end: int
    as_of: str

    @cached_property
    def changes(self) -> dict[str, dict[str, PayChange]]:
        """What became of pay at each drawn grade, by index and then by grade."""
        start, end = f"{self.start}-03", f"{self.end}-03"
        pay = series_of_grades(self.salaries, grades=DRAWN)
        return {
            name: {
                grade: real_pay_change(
                    series, index=index, start=start, end=end, convention=self.convention
                )
                for grade, series in pay.items()
            }
            for name, index in self.indices.items()
        }

    @cached_property
    def divided(self) -> Composition | None:
        """The change in mean pay divided into pay and mix, where the figures were known."""
        if self.salaries.empty:
            return None
        try:
            return composition(self.salaries, start=MIX_YEARS[0], end=MIX_YEARS[1])
        except MeasureError:
            return None

    @property
    def span(self) -> dict[str, Value]:
        """Both ends of the span as values."""
        return {"start": Value(march(self.start)), "end": Value(march(self.end))}


@asked
def gather(*, base: int, index: str, convention: Convention, as_of: str) -> View:
    """Read median salaries by grade and the price indices; the span ends with the newest figures.

    The base must be a year that every drawn grade has; the error names those there are.
    """
    salaries = read_salaries("median", "mean", "headcount", as_of=as_of)
    try:
        chosen = pay_by_grade(salaries, measure="median")
    except MeasureError:  # nothing of the whole civil service was known by that day
        return _unknown(index, convention, base, as_of)
    counts = chosen[chosen["responsibility_level"].isin(DRAWN)].groupby("year").size()
    whole = [int(year) for year in counts[counts == len(DRAWN)].index]
    if len(whole) < 2:
        return _unknown(index, convention, base, as_of)
    if base not in whole[:-1]:
        listed = ", ".join(map(str, whole[:-1]))
        raise UsageError(f"base={base}: the grades have figures together in {listed}.")
    indices = price_indices(chosen_indices(index), as_of=as_of)
    if index not in indices:
        return _unknown(index, convention, base, as_of)
    return View(salaries, chosen, indices, index, convention, base, whole[-1], as_of)


def _unknown(index: str, convention: Convention, base: int, as_of: str) -> View:
    """Return the view where no span of pay by grade, or no level of the index, was published."""
    chosen = pd.DataFrame(columns=["responsibility_level", "year", "value"])
    return View(pd.DataFrame(), chosen, {}, index, convention, base, base, as_of)


def findings(view: View) -> Iterator[Finding]:
    """Say what the grades gained and lost, on which index the sign turns, and what mix did."""
    if view.chosen.empty:
        sentence = (
            "No two years of salaries by grade, or no {index}, are on record by the day of this "
            "reading."
        )
        unknown = Finding("no-salaries", sentence, {"index": Value(view.index)})
        yield from rates_alone(view.index) or [unknown]
        return
    yield _range(view)
    yield from _signs(view)
    yield from _mix(view)


def _range(view: View) -> Finding:
    changes = view.changes[view.index]
    order = sorted(changes, key=lambda grade: changes[grade].real.value)
    lowest, highest = order[0], order[-1]

    def value(grade: str) -> Value:
        change = changes[grade]
        return Value(
            change.real.value,
            "%",
            1,
            real_pay_change,
            rows=change.rows,
            wording="change",
            note=change.note,
        )

    return Finding(
        "real-pay",
        "From {start} to {end} median civil service pay {lowest} in real terms at "
        "{lowest_grade} and {highest} at {highest_grade}, the two ends of {n} grades ({index}, "
        "{convention}).",
        {
            **view.span,
            "lowest_grade": Value(lowest),
            "lowest": value(lowest),
            "highest_grade": Value(highest),
            "highest": value(highest),
            "index": Value(view.index),
            "convention": Value(str(view.convention)),
            "n": Value(len(changes)),
        },
        asks=("start", "lowest_grade", "highest_grade"),
    )


def _signs(view: View) -> list[Finding]:
    """Name the grades for which indices disagree on whether pay rose."""
    signs = {grade: [view.changes[name][grade] for name in view.indices] for grade in DRAWN}
    turning = [grade for grade, by in signs.items() if len({one.real.value > 0 for one in by}) > 1]
    rows = tuple(row for by in signs.values() for one in by for row in one.rows)
    if not turning:
        sentence = (
            "Whether pay rose or fell is the same on {indices} for all {n} ({start} to {end})."
        )
        counted = {"n": Value(len(signs), "grades", function=real_pay_change, rows=rows)}
    else:
        sentence = (
            "For {turning} of {n} the choice between {indices} decides whether pay rose or fell: "
            "{grades} ({start} to {end})."
        )
        counted = {
            "turning": Value(len(turning), function=real_pay_change, rows=rows),
            "n": Value(len(signs), "grades"),
            "grades": Value(listed(turning)),
        }
    values = {**counted, "indices": Value(listed(list(view.indices))), **view.span}
    return [Finding("signs", sentence, values)]


def _mix(view: View) -> list[Finding]:
    parts = view.divided
    if parts is None:
        return []

    def value(part: Any, unit: str, wording: str = "change") -> Value:
        return Value(
            part.value, unit, 1, composition, rows=parts.rows, wording=wording, note=parts.note
        )

    return [
        Finding(
            "composition",
            "From {start} to {end} the mean pay of all civil servants {all_staff} in money; with "
            "as many at each grade as in {mix_of} it {fixed}. The difference, {composition}, is "
            "the change in how many are at each grade.",
            {
                "start": Value(str(parts.start)),
                "end": Value(str(parts.end)),
                "mix_of": Value(str(parts.mix_of)),
                "all_staff": value(parts.all_staff, "%"),
                "fixed": value(parts.fixed_mix, "%"),
                "composition": value(parts.composition, "percentage points", "size"),
            },
        )
    ]
