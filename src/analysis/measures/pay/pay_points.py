"""The lowest pay points of a grade, the medians beside them, and how pay is compressed."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.errors import MeasureError, nearest
from analysis.measures.inputs import require_columns, require_rows
from analysis.measures.pay.salaries import pay_by_grade

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
    rows = rows.sort_values(["day", "value", "key"], kind="stable").drop_duplicates("day")
    columns = ["day", "day_is", "value", *_COLUMNS[1:6], "hours_per_week", "kind", "key", "points"]
    return rows[columns].reset_index(drop=True)


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
