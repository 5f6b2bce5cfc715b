"""Notebook 16, its charts and tables: the scale in real terms, its changes, grades' worth."""

from __future__ import annotations

import pandas as pd

from analysis.collection.headlines import counted, ends_of_lines
from analysis.collection.layouts import lay_out, words_of
from analysis.collection.pay.points import ENDS, View, widest, worths
from analysis.collection.wording import agree, listed
from analysis.measures.pay.pay_points import point_series
from analysis.present import Chart, Table, line_chart
from analysis.present.numbers import print_amount

SOURCE = "pay scales as returned or stated, each with its source; prices: ONS"


def scale(view: View) -> Chart:
    """Draw the highest point of the grades with the longest span, in prices of the last month."""
    index = view.indices.get(view.index)
    parts = []
    drawn = [grade for grade, _ in widest(view)] or view.grades
    for grade in drawn if index is not None else []:
        rows = view.points[view.points["grade"] == grade].dropna(subset=["maximum"])
        months = rows["period"].astype("int64").to_numpy()
        if index is not None:
            ratio = index.ratios(months, [index.last.ordinal] * len(months))[0]
            real = rows["maximum"] * ratio
            part = pd.DataFrame({"period": rows["period"], "grade": grade})
            parts.append(part.assign(value=real, money=rows["maximum"]))
    data = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    data = data.reindex(columns=["period", "grade", "money", "value"])
    ends = ends_of_lines(data, series="grade", value="value")
    counts, alt = {}, "No pay point is on record for two days of one grade by that day."
    headline = "The top of each grade: nothing to compare yet"
    if ends:
        lower = pd.Series([last < first for first, last in ends.values()])
        fell = counted(lower, point_series, "grades whose highest point buys less now")
        counts = {"fell": fell}
        grades = agree(len(ends), "grade")
        headline = f"The highest point buys less at {fell.text} of {len(ends)} {grades}"
        ways = listed([
            f"at {grade} from {print_amount(first, 'GBP')} to {print_amount(last, 'GBP')}"
            for grade, (first, last) in ends.items()
        ])  # fmt: skip
        alt = f"In prices of one month the highest point went {ways}; nothing is known between."
    last = f"{pd.Period(index.last.text, 'M'):%B %Y}" if index is not None else "the last month"
    return line_chart(
        data,
        **words_of("scale", index=view.index),
        series="grade",
        unit="GBP",
        zero=False,
        marks_only=tuple(drawn),
        landmarks=view.landmarks,
        headline=headline,
        subtitle=f"{view.name}: highest national pay point, pounds a year in prices of {last}, "
        f"{view.index}",
        alt=alt,
        counts=counts,
        source=SOURCE,
    )


def changes(view: View) -> Table:
    """List the change of both ends of each grade, first day to last, on each index."""
    names = list(view.indices)
    rows = []
    for grade in view.grades:
        for end in ENDS:
            found = {name: view.changes.get((grade, end, name)) for name in names}
            one = next((change for change in found.values() if change), None)
            if one is None:
                continue
            series = point_series(view.points, grade=grade, end=end)
            rows.append(
                {
                    "grade": grade,
                    "end": "lowest point" if end == "minimum" else "highest point",
                    "first": pd.Period(one.start.text, "M"),
                    "last": pd.Period(one.end.text, "M"),
                    "before": series.point(one.start).value,
                    "after": series.point(one.end).value,
                    "money": one.nominal.value,
                    **{name: change.real.value for name, change in found.items() if change},
                }
            )
    return lay_out("point-changes", pd.DataFrame(rows), name=view.name, each=names, source=SOURCE)


def worth(view: View) -> Table:
    """List what the top of each grade stands above that of the grade below it, day by day."""
    parts = [
        table.assign(pair=f"{upper} over {lower}")[
            ["pair", "period", "upper", "lower", "above_pct"]
        ]
        for lower, upper, table in worths(view)
    ]
    data = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    return lay_out("grade-worth", data, name=view.name, source=SOURCE)


def points(view: View) -> Table:
    """List every pay point used, with the kind of its source."""
    rows = view.points[view.points["grade"].isin(view.grades)].copy()
    before = rows.groupby("grade")["maximum"].transform(lambda tops: tops.ffill().shift())
    rows["note"] = (rows["maximum"] < before).map(
        {True: "lower than on the day before: as returned", False: "none"}
    )
    rows["day"] = rows["day"].dt.date
    rows["day_is"] = rows["day_is"].map({"snapshot": "a return", "effective": "effect"})
    return lay_out("points", rows, name=view.name, source=SOURCE)
