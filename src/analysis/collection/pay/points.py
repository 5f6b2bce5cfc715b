"""Notebook 16: the pay points of one employer over time, in money and in real terms."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pandas as pd

from analysis.collection.landmarks import pay_landmarks
from analysis.collection.pay_record import paid
from analysis.collection.prices import chosen_indices, price_indices
from analysis.collection.selection import employer_name
from analysis.collection.wording import listed, named_for
from analysis.errors import MeasureError
from analysis.measures.pay.pay_points import grade_worth, point_series, points_over_time
from analysis.measures.pay.pay_series import PayChange, real_pay_change
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month
from analysis.present import Finding, Landmarks, Value
from analysis.tables import read
from analysis.tables.asked import asked

GRADES = ("AA", "AA/AO", "AO", "EO", "HEO", "SEO/HEO", "SEO", "G7", "G6/G7", "G6")
ENDS = ("minimum", "maximum")


@dataclass(frozen=True, eq=False)
class View:
    """The national pay points of one employer by grade and day, and the indices."""

    name: str
    points: pd.DataFrame
    indices: dict[str, PriceIndex]
    index: str
    landmarks: Landmarks

    @property
    def grades(self) -> list[str]:
        """Grades with points on two days or more, from the lowest."""
        days = self.points.groupby("grade")["period"].nunique()
        return [grade for grade in GRADES if days.get(grade, 0) > 1]

    @property
    def through(self) -> Month | None:
        """The last month that every index reaches."""
        return min((index.last for index in self.indices.values()), default=None)

    @cached_property
    def changes(self) -> dict[tuple[str, str, str], PayChange]:
        """The change of each end of each grade on each index, first day to last, by name."""
        found = {}
        for grade in self.grades:
            for end in ENDS:
                with suppress(MeasureError):
                    series = point_series(self.points, grade=grade, end=end)
                    reached = [Month(1970, 1) + at for at in series.months]
                    reached = [at for at in reached if self.through and at <= self.through]
                    if len(reached) > 1:
                        first, last = reached[0], reached[-1]
                        for name, index in self.indices.items():
                            found[grade, end, name] = real_pay_change(
                                series, index=index, start=first, end=last
                            )
        return found


@asked
def gather(*, employer: str, index: str, as_of: str) -> View:
    """Read the pay scales of one employer known by a day, and the indices."""
    rows = read("pay_scales", as_of=as_of, where={"employer": employer})
    points = points_over_time(rows)
    return View(
        employer_name(employer),
        points,
        price_indices(chosen_indices(index), as_of=as_of),
        index,
        pay_landmarks(as_of, employer),
    )


def month(of: Month) -> Value:
    """Say a month of the measures as a date."""
    return Value(pd.Period(of.text, "M"))


def findings(view: View) -> list[Finding]:
    """Say what the maximum of each grade did, what else would have said, and grades' worth."""
    made = (_maxima, _others, _worth, _single)
    found = [finding for make in made if (finding := make(view)) is not None]
    if found:
        return found
    sentence = "No pay point of {name} is on record for two days of one grade by this day."
    return [Finding("no-points", sentence, {"name": Value(view.name)})]


def widest(view: View) -> list[tuple[str, PayChange]]:
    """The grades whose maxima span the same, longest time, with their changes."""
    maxima = [
        (grade, change)
        for (grade, end, index), change in view.changes.items()
        if end == "maximum" and index == view.index
    ]
    if not maxima:
        return []
    longest = max(change.end - change.start for _, change in maxima)
    first = next(change for _, change in maxima if change.end - change.start == longest)
    return [pair for pair in maxima if (pair[1].start, pair[1].end) == (first.start, first.end)]


def _maxima(view: View) -> Finding | None:
    found = widest(view)
    if not found:
        return None
    values: dict[str, Value] = {
        "name": Value(view.name),
        "first": month(found[0][1].start),
        "last": month(found[0][1].end),
        "index": Value(view.index),
    }
    parts = []
    for grade, change in found:
        of = named_for(grade)
        money = Value(change.nominal.value, "%", 1, real_pay_change, change.rows, wording="signed")
        values |= {
            f"grade_{of}": Value(grade),
            f"real_{of}": paid(change),
            f"money_{of}": money,
        }
        parts.append(f"{{grade_{of}}} {{real_{of}}} ({{money_{of}}} in money)")
    return Finding(
        "maxima",
        "From {first} to {last} the highest national pay point at {name}, in real terms "
        "on {index}: " + ", ".join(parts) + ".",
        values,
        asks=("first",),
    )


def _others(view: View) -> Finding | None:
    found = widest(view)
    if not found or len(view.indices) < 2:
        return None
    grade, _ = found[min(1, len(found) - 1)]
    values: dict[str, Value] = {"grade": Value(grade)}
    parts = []
    for name in view.indices:
        for end in ENDS:
            change = view.changes.get((grade, end, name))
            if change is not None and (name == view.index) != (end == "maximum"):
                values |= {f"{end}_{name}": paid(change), f"name_{name}": Value(name)}
                parts.append(f"its {end} {{{end}_{name}}} on {{name_{name}}}")
    if not parts:
        return None
    return Finding(
        "how-sure",
        f"The answer turns on the index and on the end of the scale: of {{grade}}, "
        f"{_joined(parts)}.",
        values,
    )


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]


def worths(view: View) -> list[tuple[str, str, pd.DataFrame]]:
    """What each grade stands above the next lower one, by day."""
    grades = view.grades
    pairs = pairwise(grades)
    return [
        (lower, upper, table)
        for lower, upper in pairs
        if len(table := grade_worth(view.points, upper=upper, lower=lower))
    ]


def _worth(view: View) -> Finding | None:
    found = [pair for pair in worths(view) if len(pair[2]) > 1]
    if not found:
        return None
    lower, upper, table = max(found, key=lambda pair: pair[2]["period"].iloc[-1].ordinal)
    first, last = table.iloc[0], table.iloc[-1]

    def above(row: object) -> Value:
        pct, rows = getattr(row, "above_pct"), getattr(row, "rows")  # noqa: B009
        return Value(float(pct), "%", 2 if abs(pct) < 1 else 1, grade_worth, rows)

    return Finding(
        "grades-worth",
        "The highest point of {upper} stood {then} above that of {lower} in {first}, and {now} "
        "above it in {last}.",
        {
            "upper": Value(upper),
            "lower": Value(lower),
            "then": above(first),
            "first": Value(first["period"]),
            "now": above(last),
            "last": Value(last["period"]),
        },
    )


def _single(view: View) -> Finding | None:
    """Say which of the last points is a single rate, whose place in a scale is not said."""
    lasts = [
        view.points[(view.points["grade"] == grade) & view.points["maximum"].notna()].iloc[-1]
        for grade, _ in widest(view)
    ]
    alone = [row for row in lasts if row["single"]]
    if not alone:
        return None
    keys = tuple(("pay_scales", str(row["maximum_key"])) for row in alone)
    return Finding(
        "single-rates",
        "The last points of {grades} are single rates as unions or press gave them: whether a "
        "scale goes on above them is not said, and where it does the top stood higher.",
        {"grades": Value(listed([str(row["grade"]) for row in alone]), rows=keys)},
    )
