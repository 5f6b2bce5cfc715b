"""Notebook 07, its charts and tables: lowest pay points and medians against the wage floor."""

from __future__ import annotations

import pandas as pd

from analysis.collection.headlines import counted, extremes
from analysis.collection.landmarks import pay_landmarks
from analysis.collection.layouts import lay_out, words_of
from analysis.collection.pay.floor import View
from analysis.collection.wording import agree
from analysis.errors import MeasureError
from analysis.measures.pay.pay_points import compression, lowest_points
from analysis.measures.pay.salaries import pay_by_grade
from analysis.present import Chart, Table, Value, step_chart
from analysis.present.numbers import print_amount, print_month
from analysis.tables import read

SOURCE = "departments' pay returns and scales, Civil Service Statistics; minimum wage regulations"
PAIRS = ("EO", "SEO/HEO", "G6/G7", "SCS level")


def chart(view: View) -> Chart:
    """Draw the floor as steps, and the lowest pay found and the median as hourly pay."""
    columns = ["day", "series", "hourly"]
    parts = []
    if view.floor is not None and not view.points.empty:
        since = view.points["day"].min()
        steps = pd.DataFrame(
            {"day": pd.to_datetime(list(view.floor.days)), "hourly": list(view.floor.hourly)}
        )
        steps = steps[steps["day"] >= since - pd.Timedelta(days=366)]
        parts.append(steps.assign(series="wage floor, adults"))
        parts.append(view.points.assign(series="lowest AA point found")[columns])
    if not view.medians.empty:
        median = view.medians[view.medians["responsibility_level"] == "AA/AO"]
        parts.append(median.assign(series="median, AA/AO")[columns])
    data = pd.concat(parts)[columns] if parts else pd.DataFrame(columns=columns)
    below = counted(
        view.points["multiple"] < 1 if len(view.points) else pd.Series(dtype=bool),
        lowest_points,
        "days on which the lowest pay point found was below the floor",
    )
    what = "days for which a lowest pay point was found"
    found = Value(len(view.points), function=lowest_points, note=what)
    headline = "No pay point to set beside the wage floor"
    if len(view.points):
        points = agree(found.amount, "pay point")
        headline = f"{below.text} of {found.text} lowest {points} stood below the floor"
    return step_chart(
        data.reset_index(drop=True),
        **words_of("floor"),
        period="day",
        value="hourly",
        unit="GBP",
        marks_only=("lowest AA point found", "median, AA/AO"),
        landmarks=pay_landmarks(view.as_of),
        headline=headline,
        counts={"below": below, "points": found} if len(view.points) else {},
        subtitle=f"The lowest pay point found and the median of the lowest grades beside the wage "
        f"floor: pounds an hour, at {view.weekly_hours:g} paid hours a week over "
        f"{view.weeks:g} weeks",
        alt=_beside_floor(view) or "No pay is on record beside the wage floor.",
        source=SOURCE,
    )


def _beside_floor(view: View) -> str:
    """Say on which side of the floor of their day the marks lie, as they do on these hours."""
    marks = [("The lowest pay point found", view.points)]
    if not view.medians.empty:
        median = view.medians[view.medians["responsibility_level"] == "AA/AO"]
        marks.append(("The median of the lowest grades", median))
    said = []
    for what, rows in marks:
        multiples = rows["multiple"].dropna() if len(rows) else pd.Series(dtype=float)
        if multiples.empty:
            continue
        below = multiples < 1
        _, nearest = extremes(rows.assign(near=-(multiples - 1).abs()), "near")
        side = "at the wage floor or above it on each"
        if below.any():
            side = (
                "below the wage floor on each"
                if below.all()
                else "below the wage floor on some and not on others"
            )
        said.append(
            f"{what} is {side} of its days, and nearest to it at "
            f"{print_amount(nearest['hourly'], 'GBP', 2)} an hour in "
            f"{print_month(nearest['day'].year, nearest['day'].month)}."
        )
    return " ".join(said)


def table(view: View) -> Table:
    """List the lowest pay found on each day against the floor of that day and of the next."""
    names = read("employers", columns=["key", "name"]).set_index("key")["name"]
    data = view.points
    if len(data):
        days = {name: pd.to_datetime(data[name]).dt.date for name in ("day", "overtaken_on")}
        data = data.assign(employer_name=data["employer"].map(names), **days)
    return lay_out("floor-points", data, id="points", weekly_hours=view.weekly_hours, source=SOURCE)


def closeness(view: View) -> Table:
    """Divide the medians of higher grades by that of the lowest, year by year."""
    parts = []
    if not view.medians.empty:
        chosen = pay_by_grade(view.salaries)
        for upper in PAIRS:
            try:
                ratios = compression(chosen, upper=upper)
            except MeasureError:
                continue
            parts.append(ratios.assign(grade=upper)[["grade", "year", "ratio"]])
    data = pd.DataFrame()
    if parts:
        data = pd.concat(parts).pivot_table(index="year", columns="grade", values="ratio")
        data = data.reindex(columns=list(PAIRS)).reset_index()
    return lay_out("compression", data, each=PAIRS)
