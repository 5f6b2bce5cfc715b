"""The lowest pay points of a grade, the medians beside them, and how pay is compressed."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.errors import MeasureError, nearest
from analysis.measures.inputs import month_ordinals, require_columns, require_rows
from analysis.measures.pay.pay_series import PaySeries
from analysis.measures.pay.salaries import pay_by_grade

NATIONAL = "National"  # the place without an addition for where one works
ADVERT = "advert"  # its single figure is a minimum, and its place is one vacancy's
POINT_HALF_UNIT = 0.5  # a point of a scale is a sum of pounds
ENDS = ("minimum", "maximum")

_COLUMNS = (
    "key",
    "employer",
    "grade",
    "standard_grade",
    "standard_grade_basis",
    "location",
    "effective_last",
    "reference_last",
    "minimum_gbp",
    "spot_gbp",
    "hours_per_week",
    "kind",
)


def lowest_points(pay_scales: pd.DataFrame, *, grade: str = "AA") -> pd.DataFrame:
    """Find the lowest pay point of a grade on each day for which any were returned.

    The pay of a row is its single rate, else the bottom of its range. A day is the day of a
    snapshot (what a department returned, not when it took effect) or, without one, the day it
    took effect. The lowest found is not the lowest there was: `points` says of how many.

    Columns out: `day`, `day_is` (snapshot | effective), `value` (GBP a year), `employer`,
    `grade`, `standard_grade`, `standard_grade_basis`, `location`, `hours_per_week` (as the source
    gives them, else NaN), `kind`, `key`, `points`. Sorted by day.

    Raises `MeasureError` for a grade without pay points, with the nearest.

    >>> rows = pd.DataFrame({"key": ["a", "b"], "employer": ["x", "y"], "grade": "AA",
    ...     "standard_grade": "AA", "standard_grade_basis": "label", "location": None,
    ...     "effective_last": pd.NaT, "reference_last": pd.to_datetime(["2011-03-31"] * 2),
    ...     "minimum_gbp": [14000.0, 13349.0], "spot_gbp": None, "hours_per_week": None,
    ...     "kind": "organogram range"})
    >>> lowest_points(rows)[["value", "employer", "points"]].values.tolist()
    [[13349.0, 'y', 2]]
    """
    require_columns(pay_scales, _COLUMNS, what="the pay scales")
    require_rows(pay_scales, what="the pay scales")
    known = sorted(set(pay_scales["standard_grade"].dropna()))
    if grade not in known:
        raise MeasureError(f"no pay points of grade '{grade}'. {nearest(grade, known)}")
    rows = pay_scales[pay_scales["standard_grade"] == grade]
    single = pd.to_numeric(rows["spot_gbp"])
    snapshot = pd.to_datetime(rows["reference_last"])
    rows = rows.assign(
        value=single.where(single.notna(), pd.to_numeric(rows["minimum_gbp"])),
        day=snapshot.where(snapshot.notna(), pd.to_datetime(rows["effective_last"])),
        day_is=snapshot.notna().map({True: "snapshot", False: "effective"}),
    ).dropna(subset=["value", "day"])
    rows = rows.assign(points=rows.groupby("day")["value"].transform("size"))
    rows = rows.sort_values(["day", "value", "key"]).drop_duplicates("day")
    columns = ["day", "day_is", "value", *_COLUMNS[1:6], "hours_per_week", "kind", "key", "points"]
    return rows[columns].reset_index(drop=True)


def points_over_time(pay_scales: pd.DataFrame) -> pd.DataFrame:
    """Lay out the lowest and highest national point of each grade of one employer on each day.

    A single rate is both, but for one below the top of the scale that was on record before it:
    that one is a point within the scale, and its day has no maximum. Where several bands of a day
    are of one standard grade, the lowest minimum and the highest maximum are taken. Adverts, and
    rates for a place, are left out: of a day past the last of the scales nothing is inferred.

    Columns out, sorted by grade and day: `grade` (standard), `period` (month of the day), `day`,
    `day_is` (snapshot | effective), `minimum`, `maximum` (GBP a year, NaN where not returned),
    `minimum_key`, `maximum_key`, `single` (whether one rate was stated), `kind`, `basis` (who
    named the grade). Two days of a month: the
    later. Raises `MeasureError` for several employers.

    >>> rows = pd.DataFrame({"key": ["a", "b"], "employer": "x", "grade": "AO",
    ...     "standard_grade": "AO", "standard_grade_basis": "label", "location": ["National", None],
    ...     "effective_last": pd.to_datetime([None, "2025-07-01"]),
    ...     "reference_last": pd.to_datetime(["2002-06-10", None]), "maximum_gbp": [14710.0, None],
    ...     "minimum_gbp": [11020.0, None], "spot_gbp": [None, 27844.0], "hours_per_week": None,
    ...     "kind": ["official answer", "union or press"]})
    >>> points_over_time(rows)[["minimum", "maximum"]].values.tolist()
    [[11020.0, 14710.0], [27844.0, 27844.0]]
    """
    require_columns(pay_scales, (*_COLUMNS, "maximum_gbp"), what="the pay scales")
    if len(set(pay_scales["employer"])) > 1:
        raise MeasureError("points over time are of one employer: keep the rows of one.")
    national = pay_scales["location"].isna() | (pay_scales["location"] == NATIONAL)
    rows = pay_scales[
        national & (pay_scales["kind"] != ADVERT) & pay_scales["standard_grade"].notna()
    ]
    snapshot = pd.to_datetime(rows["reference_last"])
    single = pd.to_numeric(rows["spot_gbp"])
    rows = rows.assign(
        day=snapshot.fillna(pd.to_datetime(rows["effective_last"])),
        day_is=snapshot.notna().map({True: "snapshot", False: "effective"}),
        minimum=single.fillna(pd.to_numeric(rows["minimum_gbp"])),
        maximum=single.fillna(pd.to_numeric(rows["maximum_gbp"])),
        single=single.notna(),
    ).dropna(subset=["day"])
    order = ["standard_grade", "day", "key"]
    rows = rows.sort_values(order)
    each = ["standard_grade", "day"]
    told = ["day_is", "kind", "standard_grade_basis", "single"]
    found = rows.drop_duplicates(each).set_index(each)[told]
    for end, rising in zip(ENDS, (True, False), strict=True):
        best = rows.dropna(subset=[end]).sort_values(end, ascending=rising, kind="stable")
        chosen = best.drop_duplicates(each).set_index(each)
        found[end] = chosen[end]
        found[f"{end}_key"] = chosen["key"]
    table = found.reset_index().rename(
        columns={"standard_grade": "grade", "standard_grade_basis": "basis"}
    )
    before = table.groupby("grade")["maximum"].transform(lambda tops: tops.cummax().shift())
    within = table["single"] & (table["maximum"] < before)
    table["maximum"] = table["maximum"].mask(within)
    table["period"] = table["day"].dt.to_period("M")
    table = table.drop_duplicates(["grade", "period"], keep="last")
    columns = ["grade", "period", "day", "day_is", *ENDS, *(f"{end}_key" for end in ENDS)]
    return table[[*columns, "single", "kind", "basis"]].reset_index(drop=True)


def point_series(points: pd.DataFrame, *, grade: str, end: str = "maximum") -> PaySeries:
    """Take one end of a grade's scale over the days for which it is on record.

    `points` comes from `points_over_time`; `end` is minimum or maximum. Raises `MeasureError` for
    a grade that has no such point, with the nearest.
    """
    rows = points[points["grade"] == grade].dropna(subset=[end])
    if rows.empty:
        known = sorted(set(points["grade"]))
        raise MeasureError(f"no {end} of grade '{grade}'. {nearest(grade, known)}")
    return PaySeries(
        f"{grade} {end}",
        "GBP a year",
        tuple(int(month) for month in month_ordinals(rows["period"])),
        tuple(rows[end].astype(float)),
        POINT_HALF_UNIT,
        tuple(("pay_scales", str(key)) for key in rows[f"{end}_key"]),
    )


def grade_worth(points: pd.DataFrame, *, upper: str, lower: str) -> pd.DataFrame:
    """Say by how much one grade's point stands above that of a lower grade, day by day.

    Columns out: `period`, `upper`, `lower` (GBP a year), `above_pct`, `rows` (both keys). Days
    that lack either are left out.

    >>> points = pd.DataFrame({
    ...     "grade": ["AA", "AO"], "period": pd.PeriodIndex(["2002-06"] * 2, freq="M"),
    ...     "maximum": [11940.0, 14710.0], "maximum_key": ["a", "b"]})
    >>> grade_worth(points, upper="AO", lower="AA")["above_pct"].round(1).tolist()
    [23.2]
    """
    sides = [
        points[points["grade"] == grade].dropna(subset=["maximum"]).set_index("period")
        for grade in (upper, lower)
    ]
    both = sides[0].join(sides[1].add_suffix("_lower"), how="inner").sort_index()
    pairs = zip(both["maximum_key"], both["maximum_key_lower"], strict=True)
    return pd.DataFrame(
        {
            "period": both.index,
            "upper": both["maximum"].to_numpy(),
            "lower": both["maximum_lower"].to_numpy(),
            "above_pct": (100 * (both["maximum"] / both["maximum_lower"] - 1)).to_numpy(),
            "rows": [tuple(("pay_scales", str(key)) for key in pair) for pair in pairs],
        }
    )


def medians_on_their_day(
    salaries: pd.DataFrame, *, grades: Sequence[str] = ("AA", "AO", "AA/AO")
) -> pd.DataFrame:
    """Lay out the medians of the lowest grades with the day they are of, for the wage floor.

    Columns out: those of `pay_by_grade`, and `day` (31 March).

    >>> rows = pd.DataFrame({"key": ["a"], "year": [2023], "value": [22180.0], "unit": "GBP",
    ...     "reference_last": pd.to_datetime(["2023-03-31"]), "measure": "median", "source": "",
    ...     "population": "whole civil service", "responsibility_level": "AA",
    ...     "confidence": "high"})
    >>> medians_on_their_day(rows, grades=["AA"])[["day", "value"]].astype(str).values.tolist()
    [['2023-03-31', '22180.0']]
    """
    chosen = pay_by_grade(salaries, grades=grades)
    days = salaries.set_index("key")["reference_last"]
    return chosen.assign(day=pd.to_datetime(chosen["key"].map(days)))


def compression(chosen: pd.DataFrame, *, upper: str, lower: str = "AA/AO") -> pd.DataFrame:
    """Divide the pay of one grade by that of a lower one, year by year.

    `ratio = upper / lower`, with the rounding of both: a falling ratio is pay compressed. `chosen`
    comes from `pay_by_grade`; years that lack either grade are left out.

    Columns out: `year`, `upper`, `lower` (GBP a year), `ratio`, `ratio_low`, `ratio_high`.

    >>> chosen = pd.DataFrame({"year": [2026] * 2, "responsibility_level": ["AA/AO", "EO"],
    ...     "value": [28020.0, 32140.0], "low": [28015.0, 32135.0], "high": [28025.0, 32145.0]})
    >>> compression(chosen, upper="EO")["ratio"].round(3).tolist()
    [1.147]
    """
    require_columns(
        chosen, ("year", "responsibility_level", "value", "low", "high"), what="the salaries"
    )
    sides = []
    for grade in (upper, lower):
        rows = chosen[chosen["responsibility_level"] == grade]
        if rows.empty:
            known = sorted(set(chosen["responsibility_level"]))
            raise MeasureError(f"no salaries of grade '{grade}'. {nearest(grade, known)}")
        sides.append(rows.set_index("year")[["value", "low", "high"]])
    both = sides[0].join(sides[1].add_suffix("_lower"), how="inner").sort_index()
    return pd.DataFrame(
        {
            "year": both.index.astype("int64"),
            "upper": both["value"].to_numpy(),
            "lower": both["value_lower"].to_numpy(),
            "ratio": (both["value"] / both["value_lower"]).to_numpy(),
            "ratio_low": (both["low"] / both["high_lower"]).to_numpy(),
            "ratio_high": (both["high"] / both["low_lower"]).to_numpy(),
        }
    )
