"""Notebook 02, its charts and tables: real pay by grade, the changes, who is employed."""

from __future__ import annotations

from collections.abc import Iterator
from math import nan
from typing import Any

import pandas as pd

from analysis.collection.landmarks import pay_landmarks
from analysis.collection.layouts import lay_out
from analysis.collection.pay.grades import DRAWN, MIX_YEARS, View
from analysis.collection.wording import agree
from analysis.errors import MeasureError
from analysis.measures.pay.pay_series import PaySeries, real_pay_change
from analysis.measures.pay.salaries import GRADE_GROUPS, real_salaries, salary_series
from analysis.measures.prices.price_index import PriceIndex
from analysis.present import Chart, Table, Value, line_chart
from analysis.present.charts.assembly import Words

BASE = 100.0  # what every line starts from
LISTED = (*GRADE_GROUPS, "All")
FIGURES = ("nominal_pct", "inflation_pct", "real_pct", "real_low_pct", "real_high_pct")
SOURCE = "Civil Service Statistics, 31 March of each year; prices: ONS"


def chart(view: View) -> Chart:
    """Draw real pay at each grade on a base of 100."""
    rows = view.chosen[
        view.chosen["responsibility_level"].isin(DRAWN)
        & view.chosen["year"].between(view.start, view.end)
    ]
    words: Words = {
        "id": "real-pay-by-grade",
        "headline": "Median pay by grade in real terms",
        "subtitle": f"Civil service, 31 March, {view.index}, {view.start} = 100, {view.convention}",
        "alt": f"No grade has a median in both {view.start} and {view.end}.",
        "source": SOURCE,
    }
    if rows.empty:
        words["subtitle"] = f"Civil service, 31 March, {view.index}, {view.convention}"
        words["alt"] = "No two years of salaries by grade are on record by that day."
        return line_chart(
            pd.DataFrame(columns=["period", "real_index", "grade"]),
            value="real_index",
            series="grade",
            **words,
        )
    real = real_salaries(
        rows,
        index=view.indices[view.index],
        prices_of=str(rows["period"].max()),
        convention=view.convention,
        base=view.start,
    )
    data = _with_gaps(
        real.assign(grade=real["responsibility_level"])[
            ["period", "grade", "value", "nominal_index", "real_index"]
        ]
    )
    ends = real[real["period"] == real["period"].max()].dropna(subset="real_index")
    ends = ends[ends["responsibility_level"] != "All"].sort_values("real_index")
    if len(ends):
        worst, best = ends.iloc[0], ends.iloc[-1]
        fell = Value(
            int((ends["real_index"] < BASE).sum()),
            function=real_salaries,
            note=f"grades whose median bought less in {view.end} than in {view.start}",
        )
        words["counts"] = {"fell": fell}
        grades = agree(len(ends), "grade")
        words["headline"] = f"Real median pay fell at {fell.text} of {len(ends)} {grades}"
        words["alt"] = (
            f"With {view.start} as 100, median pay divided by {view.index} stood in {view.end} "
            f"between {worst['real_index']:.1f} at {worst['responsibility_level']} and "
            f"{best['real_index']:.1f} at {best['responsibility_level']}."
        )
    words["headers"] = {
        "period": "Month",
        "grade": "Grade",
        "value": "Median salary",
        "nominal_index": "In money",
        "real_index": "In real terms",
    }
    words["units"] = {
        "value": "GBP a year",
        "nominal_index": "base = 100",
        "real_index": "base = 100",
    }
    words["decimals"] = {"value": 0, "nominal_index": 1, "real_index": 1}
    words["blanks"] = {
        "value": "no figure that year",
        "nominal_index": "no figure in the base year",
        "real_index": "no figure in the base year, or of prices",
    }
    return line_chart(
        data, value="real_index", series="grade", landmarks=pay_landmarks(view.as_of), **words
    )


def _with_gaps(data: pd.DataFrame) -> pd.DataFrame:
    """Give each grade a row for every March, so that its line breaks where a year is missing."""
    months = pd.period_range(data["period"].min(), data["period"].max(), freq="M")[::12]
    every = pd.MultiIndex.from_product([data["grade"].unique(), months], names=["grade", "period"])
    found = data.set_index(["grade", "period"]).reindex(every).reset_index()
    return found[list(data.columns)]


def table(view: View) -> Table:
    """List the change at each grade on each index, and what rests on rounding."""
    grades = LISTED if len(view.chosen) else ()
    rows = [row for grade in grades for row in _changed(view, grade)]
    return lay_out(
        "grade-changes",
        pd.DataFrame(rows),
        id="changes",
        start=view.start,
        end=view.end,
        source=SOURCE,
    )


def _changed(view: View, grade: str) -> Iterator[dict[str, Any]]:
    """Give the change at a grade on each index, per cent; a note says why there is none."""
    try:
        pay = salary_series(view.salaries, grade=grade)
        years = [1970 + month // 12 for month in pay.months]
        for year in (view.start, view.end):
            if year not in years:
                near = min(years, key=lambda known: (abs(known - year), known))
                listed = ", ".join(map(str, years))
                raise MeasureError(
                    f"{pay.name} has no figure for {year}. Nearest: {near}; there are {listed}."
                )
    except MeasureError as fault:
        told: PaySeries | str = str(fault)
    else:
        told = pay
    for index in view.indices.values():
        row = dict.fromkeys(FIGURES, nan) | {"responsibility_level": grade, "index": index.name}
        yield row | _figures(view, told, index)


def _figures(view: View, pay: PaySeries | str, index: PriceIndex) -> dict[str, Any]:
    """Give the figures of a change on an index, or the note alone that says why there are none."""
    if isinstance(pay, str):
        return {"note": pay}
    start, end = f"{view.start}-03", f"{view.end}-03"
    try:
        made = real_pay_change(pay, index=index, start=start, end=end, convention=view.convention)
    except MeasureError as fault:
        return {"note": str(fault)}
    # How far it rests stands in the columns of the least and the most.
    note = made.note.partition(" rests")[0] or "nothing"
    real = made.real
    values = (made.nominal.value, made.prices.value, real.value, real.low, real.high)
    return dict(zip(FIGURES, values, strict=True)) | {"note": note}


def mix(view: View) -> Table:
    """List means, headcounts and shares at each grade, from which the composition follows."""
    parts = view.divided
    data = pd.DataFrame() if parts is None else parts.grades
    start, end = MIX_YEARS
    return lay_out("mix", data, start=start, end=end, source=SOURCE)
