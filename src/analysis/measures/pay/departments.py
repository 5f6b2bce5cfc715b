"""Departments apart: what the median at a grade did in each, and how their grade mix moved.

A median of one department moves with who is in it, so the answer is a distribution over
departments, never a mean of medians, and the headcounts stand beside it. Organisations are taken,
not the groups that sum them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.inputs import month_ordinals, require_columns
from analysis.measures.pay.salaries import GRADE_GROUPS, SALARY_HALF_UNIT
from analysis.measures.prices.price_changes import change_arrays
from analysis.measures.prices.price_index import PriceIndex

ORGANISATION = "organisation"
GRADES = ("AA/AO", "EO", "SEO/HEO", "G6/G7", "SCS level")
_COLUMNS = (
    "key",
    "year",
    "reference_last",
    "population",
    "unit_kind",
    "responsibility_level",
    "measure",
    "value",
)


def department_changes(
    salaries: pd.DataFrame,
    *,
    start: int,
    end: int,
    index: PriceIndex,
    grades: Sequence[str] = GRADES,
) -> pd.DataFrame:
    """Measure the median of each grade in each organisation against prices, where both years are.

    `real = (1 + nominal) / (1 + prices) - 1`, per cent, from the month of the first year's
    statistics to that of the last's. Organisations go by their name in the statistics: one that
    was renamed or parted between the years has no change. Suppressed figures are left out.

    Columns out, from the largest fall: `population`, `grade`, `before`, `after` (GBP a year),
    `nominal_pct`, `real_pct`, `real_low_pct`, `real_high_pct` (rounding of all four figures),
    `staff` (headcount of the last year at the grade, NaN where suppressed), `before_key`,
    `after_key`.

    Raises `MeasureError` where the index does not reach the two years.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> from analysis.periods import Month
    >>> months = (108.6, *[110.0] * 35, 128.9)  # CPI of March 2020 and March 2023
    >>> cpi = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2020, 3), months)
    >>> rows = pd.DataFrame({"key": ["a", "b"], "year": [2020, 2023],
    ...     "reference_last": pd.to_datetime(["2020-03-31", "2023-03-31"]),
    ...     "population": "Wilton Park", "unit_kind": "organisation",
    ...     "responsibility_level": "EO", "measure": "median", "value": [25240.0, 26340.0]})
    >>> department_changes(rows, start=2020, end=2023, index=cpi)["real_pct"].round(1).tolist()
    [-12.1]
    """
    require_columns(salaries, _COLUMNS, what="the salaries table")
    of_units = salaries[(salaries["unit_kind"] == ORGANISATION) & salaries["value"].notna()]
    medians = of_units[
        (of_units["measure"] == "median") & of_units["responsibility_level"].isin(list(grades))
    ]
    both = _of_year(medians, start, "_start").join(_of_year(medians, end, "_end"), how="inner")
    if both.empty:
        return pd.DataFrame(columns=[*_OUT])
    firsts, lasts = (
        month_ordinals(pd.DatetimeIndex(both[f"reference_last_{end}"])) for end in ("start", "end")
    )
    prices, low, high, _ = change_arrays(index, firsts, lasts, "month to month")
    if np.isnan(prices).any():
        raise MeasureError(f"{index.identity.text} runs from {index.span}: it lacks a year asked.")
    before, after = both["value_start"].astype(float), both["value_end"].astype(float)
    half = SALARY_HALF_UNIT
    heads = of_units[(of_units["measure"] == "headcount") & (of_units["year"] == end)]
    staff = heads.drop_duplicates(_KEYS).set_index(_KEYS)["value"]
    table = pd.DataFrame(
        {
            "before": before,
            "after": after,
            "nominal_pct": 100 * (after / before - 1),
            "real_pct": 100 * (after / before / (1 + prices / 100) - 1),
            "real_low_pct": 100 * ((after - half) / (before + half) / (1 + high / 100) - 1),
            "real_high_pct": 100 * ((after + half) / (before - half) / (1 + low / 100) - 1),
            "staff": staff.reindex(both.index).astype(float),
            "before_key": both["key_start"],
            "after_key": both["key_end"],
        }
    ).reset_index()
    table = table.rename(columns={"responsibility_level": "grade"})
    order = ["grade", "real_pct", "population"]
    return table.sort_values(order, ignore_index=True)[[*_OUT]]


_KEYS = ["population", "responsibility_level"]
_OUT = (
    *("population", "grade", "before", "after", "nominal_pct", "real_pct"),
    *("real_low_pct", "real_high_pct", "staff", "before_key", "after_key"),
)


def _of_year(medians: pd.DataFrame, year: int, ending: str) -> pd.DataFrame:
    rows = medians[medians["year"] == year].drop_duplicates(_KEYS).set_index(_KEYS)
    return rows[["value", "reference_last", "key"]].add_suffix(ending)


def distribution(changes: pd.DataFrame) -> pd.DataFrame:
    """Sum up changes over departments, a row a grade in the order of `GRADES`.

    Columns out: `grade`, `n`, `lowest`, `lower_quartile`, `median`, `upper_quartile`, `highest`
    (per cent, real), `fell` (how many certainly fell, rounding included), `lowest_who`,
    `highest_who`, and `median_keys` (the rows of the department or the two at the median).
    """
    rows = []
    for grade in GRADES:
        mine = changes[changes["grade"] == grade]
        if mine.empty:
            continue
        real = mine["real_pct"]
        middle = mine.iloc[(len(mine) - 1) // 2 : len(mine) // 2 + 1]
        keys = [*middle["before_key"], *middle["after_key"]]
        quarters = [float(real.quantile(part)) for part in (0.25, 0.5, 0.75)]
        rows.append(
            {
                "grade": grade,
                "n": len(mine),
                "lowest": float(real.min()),
                "lower_quartile": quarters[0],
                "median": quarters[1],
                "upper_quartile": quarters[2],
                "highest": float(real.max()),
                "fell": int((mine["real_high_pct"] < 0).sum()),
                "lowest_who": str(mine["population"].iloc[0]),
                "highest_who": str(mine["population"].iloc[-1]),
                "median_keys": tuple(("salaries", str(key)) for key in keys),
            }
        )
    return pd.DataFrame(rows)


def grade_mix(salaries: pd.DataFrame, *, start: int, end: int) -> pd.DataFrame:
    """Give the share of each grade among the staff of the organisations that are in both years.

    `share = headcount of the grade / headcounts of all grades`, per cent, summed over
    organisations that have a figure for all staff in both years; suppressed counts are left out
    of both sides. Columns out, a row a grade: `grade`, `staff_start`, `staff_end`,
    `share_start_pct`, `share_end_pct`, `points` (percentage points), `n` (organisations).
    """
    require_columns(salaries, _COLUMNS, what="the salaries table")
    heads = salaries[
        (salaries["measure"] == "headcount")
        & (salaries["unit_kind"] == ORGANISATION)
        & salaries["value"].notna()
        & salaries["year"].isin([start, end])
    ].drop_duplicates([*_KEYS, "year"])
    whole = heads[heads["responsibility_level"] == "All"].groupby("population")["year"].nunique()
    both = heads[heads["population"].isin(whole[whole == 2].index)]
    graded = both[both["responsibility_level"].isin(list(GRADE_GROUPS))]
    wide = graded.pivot_table(
        index="responsibility_level", columns="year", values="value", aggfunc="sum"
    ).reindex(columns=[start, end])
    wide = wide.reindex([grade for grade in GRADE_GROUPS if grade in wide.index])
    shares = 100 * wide / wide.sum()
    return pd.DataFrame(
        {
            "grade": list(wide.index),
            "staff_start": wide[start].to_numpy(),
            "staff_end": wide[end].to_numpy(),
            "share_start_pct": shares[start].to_numpy(),
            "share_end_pct": shares[end].to_numpy(),
            "points": (shares[end] - shares[start]).to_numpy(),
            "n": len(whole[whole == 2]),
        }
    )
