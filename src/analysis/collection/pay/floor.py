"""Notebook 07: when the wage floor overtook the pay scales, on stated hours."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.collection.pay_record import read_salaries
from analysis.collection.selection import LATEST, employer_name
from analysis.collection.wording import agree
from analysis.errors import MeasureError
from analysis.measures.pay.pay_points import lowest_points, medians_on_their_day
from analysis.measures.pay.wage_floor import (
    ADULT_RATES,
    WageFloor,
    hours_a_year,
    pay_against_floor,
    wage_floor,
)
from analysis.present import Finding, Value
from analysis.tables import read
from analysis.tables.asked import asked

LOWEST = "AA"


@dataclass(frozen=True, eq=False)
class View:
    """The lowest pay points and medians, each against the floor of its day and of the day after."""

    points: pd.DataFrame
    medians: pd.DataFrame
    salaries: pd.DataFrame
    floor: WageFloor | None
    weekly_hours: float
    weeks: float
    as_of: str


@asked
def gather(*, weekly_hours: float, weeks: float, as_of: str) -> View:
    """Set the lowest pay found, and the medians of the lowest grades, against the wage floor."""
    hours_a_year(weekly_hours, weeks)
    empty = pd.DataFrame()
    floors = read("wage_floors", as_of=as_of)
    if as_of != LATEST:  # the next rate is announced months before it is in force
        floors = floors[floors["effective_first"] <= pd.Timestamp(as_of)]
    scales = read("pay_scales", as_of=as_of)
    salaries = read_salaries("median", as_of=as_of)
    if (
        not set(floors["rate_name"]) & set(ADULT_RATES)
        or not (scales["standard_grade"] == LOWEST).any()
    ):
        return View(empty, empty, salaries, None, weekly_hours, weeks, as_of)
    floor = wage_floor(floors)
    points = lowest_points(scales, grade=LOWEST)
    hours = {"weekly_hours": weekly_hours, "weeks": weeks}
    points = pay_against_floor(points, floor=floor, **hours)
    try:
        medians = medians_on_their_day(salaries)
        medians = pay_against_floor(medians, floor=floor, **hours)
    except MeasureError:
        medians = empty
    points = points.dropna(subset=["multiple"])
    return View(points, medians, salaries, floor, weekly_hours, weeks, as_of)


def findings(view: View) -> list[Finding]:
    """Say how far the lowest pay found stood above the floor at both ends, and how many below."""
    if view.points.empty:
        return [Finding("no-points", "No pay point of the lowest grade is on record by then.", {})]
    first, last = view.points.iloc[0], view.points.iloc[-1]
    below = view.points[view.points["below_next"].fillna(False).astype(bool)]

    def above(row: pd.Series) -> Value:
        return Value(
            (float(row["multiple"]) - 1) * 100,
            "%",
            1,
            pay_against_floor,
            rows=(("pay_scales", str(row["key"])),),
            wording="above",
        )

    counts = {
        "n": Value(
            len(view.points),
            function=lowest_points,
            rows=tuple(("pay_scales", key) for key in view.points["key"]),
        )
    }
    if len(below):
        keys = tuple(("pay_scales", key) for key in below["key"])
        counts["below"] = Value(len(below), function=pay_against_floor, rows=keys)
    some = "{below}" if len(below) else "none"
    found = [
        Finding(
            "lowest-point",
            "The lowest {grade} pay point found for {first_day}, of {first_whose}, stood {first} "
            "the wage floor of that day; that found for {last_day}, of {last_whose}, stood {last} "
            "that of its own day ({hours} paid hours a week).",
            {
                "grade": Value(LOWEST),
                "first_day": Value(first["day"].date()),
                "first": above(first),
                "last_day": Value(last["day"].date()),
                "last": above(last),
                "hours": _hours(view),
                "first_whose": Value(employer_name(first["employer"])),
                "last_whose": Value(employer_name(last["employer"])),
            },
            answer="last",
            asks=("first_day", "first_whose", "last_whose"),
        ),
        Finding(
            "below",
            f"On {some} of {{n}} {agree(len(view.points), 'day')} for which a pay point was "
            "found, the lowest stood below the floor of the day after. The lowest found is not the "
            "lowest there was.",
            counts,
        ),
    ]
    return [*found, *_median(view)]


def _hours(view: View) -> Value:
    return Value(view.weekly_hours, "", 1 if view.weekly_hours % 1 else 0)


def _median(view: View) -> list[Finding]:
    if view.medians.empty:
        return []
    rows = view.medians[view.medians["responsibility_level"] == "AA/AO"].dropna(
        subset=["multiple_next"]
    )
    if rows.empty:
        return []
    row = rows.sort_values("day").iloc[-1]
    return [
        Finding(
            "median",
            "The median at AA/AO on {day} was {multiple} times the floor of that day and "
            "{following} times that of the day after ({hours} paid hours a week). A median cannot "
            "show that anyone is below.",
            {
                "hours": _hours(view),
                "day": Value(row["day"].date()),
                "multiple": Value(
                    float(row["multiple"]),
                    "",
                    2,
                    pay_against_floor,
                    rows=(("salaries", str(row["key"])),),
                ),
                "following": Value(
                    float(row["multiple_next"]),
                    "",
                    2,
                    pay_against_floor,
                    rows=(("salaries", str(row["key"])),),
                ),
            },
        )
    ]
