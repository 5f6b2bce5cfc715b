"""Notebook 17, its charts and tables: senior bands, and departments as a distribution."""

from __future__ import annotations

import pandas as pd

from analysis.collection.headlines import counted, ends_of_lines, extremes, moved
from analysis.collection.landmarks import pay_landmarks
from analysis.collection.layouts import lay_out, words_of
from analysis.collection.pay.units import DEPARTMENT_YEARS, MIX_YEARS, View
from analysis.collection.wording import agree
from analysis.measures.pay.salaries import salary_series
from analysis.present import Chart, Table, line_chart, range_dot_chart
from analysis.present.numbers import print_amount

SOURCE = "Civil Service Statistics, 31 March of each year; prices: ONS"
SENIOR_SOURCE = "senior civil service pay by band, 1 April of each year; prices: ONS"
START, END = DEPARTMENT_YEARS
BASE = 100.0  # what every line starts from
NONE = "Medians of departments of two years had not been published by that day."


def spread(view: View) -> Chart:
    """Draw the middle half of departments at each grade, with the middle one upon it."""
    data = view.spread.reindex(
        columns=["grade", "n", "lower_quartile", "upper_quartile", "median", "lowest", "highest"]
    )
    data = data.assign(
        label=data["grade"].astype("str") + ", n " + data["n"].astype("str"), middle=data["median"]
    )
    headline, alt = "No department's medians to set side by side yet", NONE
    if len(data):
        worst, best = (
            f"{row['grade']} {moved(BASE + row['median'])}" for row in extremes(data, "median")
        )
        headline = f"{worst}, {best}"
        alt = (
            f"Medians in the middle department: {worst} and {best}; the middle half of "
            "departments spreads from "
            f"{print_amount(data['lower_quartile'].min(), '%', 1)} to "
            f"{print_amount(data['upper_quartile'].max(), '%', 1)} over all grades."
        )
    return range_dot_chart(
        data[["label", "lower_quartile", "upper_quartile", "median", "middle"]],
        **words_of("departments-spread"),
        band_low="lower_quartile",
        band_high="upper_quartile",
        low="median",
        high="middle",
        band_name="the middle half of departments",
        mark_name="the middle department",
        headline=headline,
        subtitle=_span(data, view.index),
        alt=alt,
        source=SOURCE,
        none=NONE,
    )


def _span(rows: pd.DataFrame, index: str) -> str:
    """Say what the chart measures; a day on which nothing was known has no span to name."""
    span = f"from March {START} to March {END}" if len(rows) else "from one March to another"
    return f"Median pay by grade in the middle department: real change {span}, {index}, per cent"


def grades(view: View) -> Table:
    """List the distribution at each grade, with who fell most and least."""
    return lay_out(
        "department-grades",
        view.spread,
        start=START,
        end=END,
        index=view.index,
        source=SOURCE,
        none=NONE,
    )


def departments(view: View) -> Table:
    """List every department and grade with its medians and change."""
    data = view.changes
    if len(data):
        data = data.sort_values(["population", "grade"], kind="stable")
    return lay_out(
        "department-list",
        data,
        start=START,
        end=END,
        index=view.index,
        source=SOURCE,
        none=NONE,
    )


def mix(view: View) -> Table:
    """List the shares of grades among the staff of organisations that are in both years."""
    start, end = MIX_YEARS
    return lay_out("department-mix", view.mix, start=start, end=end, source=SOURCE)


def senior(view: View, *, id: str = "senior-bands-chart") -> Chart:
    """Draw the base pay of each band in real terms, its first year being 100."""
    index = view.indices.get(view.index)
    parts = []
    for name, series in view.series.items() if index is not None else ():
        months = list(series.months)
        if index is None:
            continue
        ratio = index.ratios([months[0]] * len(months), months)[0]
        level = [
            100 * value / series.values[0] / prices  # noqa: PD011
            for value, prices in zip(series.values, ratio, strict=True)
        ]
        parts.append(
            pd.DataFrame(
                {
                    "period": pd.PeriodIndex.from_ordinals(months, freq="M"),  # type: ignore[attr-defined]
                    "band": name,
                    "pay": series.values,  # noqa: PD011
                    "value": level,
                }
            )
        )
    data = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    data = data.reindex(columns=["period", "band", "pay", "value"])
    levels = {
        band: last for band, (_, last) in ends_of_lines(data, series="band", value="value").items()
    }
    counts, alt = {}, "No two years of any band are on record by that day."
    headline = "Senior pay by band: nothing to compare yet"
    if len(levels):
        below = pd.Series([level < BASE for level in levels.values()])
        fell = counted(below, salary_series, "bands whose base pay bought less at its end")
        counts = {"fell": fell}
        bands = agree(len(levels), "senior band")
        headline = f"Real base pay fell in {fell.text} of {len(levels)} {bands}"
        ordered = sorted(levels.items(), key=lambda one: one[1])
        lowest, highest = ordered[0], ordered[-1]
        alt = (
            f"With its first year as 100, base pay divided by {view.index} ended lowest at "
            f"{lowest[1]:.1f} ({lowest[0]}) and highest at {highest[1]:.1f} ({highest[0]})."
        )
    return line_chart(
        data,
        **words_of("senior-bands-chart", id=id),
        series="band",
        zero=False,
        landmarks=pay_landmarks(view.as_of),
        headline=headline,
        subtitle=f"Median base pay of April, {view.index}"
        + (", first year of each band = 100" if len(data) else ""),
        alt=alt,
        counts=counts,
        source=SENIOR_SOURCE,
    )


def senior_changes(view: View) -> Table:
    """List the change of each band on each index."""
    names = list(view.indices)
    rows = []
    for band in view.series:
        found = {name: view.senior.get((band, name)) for name in names}
        one = next((change for change in found.values() if change), None)
        if one is not None:
            rows.append(
                {
                    "band": band,
                    "first": pd.Period(one.start.text, "M"),
                    "last": pd.Period(one.end.text, "M"),
                    "money": one.nominal.value,
                    **{name: change.real.value for name, change in found.items() if change},
                }
            )
    return lay_out("senior-changes", pd.DataFrame(rows), each=names, source=SENIOR_SOURCE)
