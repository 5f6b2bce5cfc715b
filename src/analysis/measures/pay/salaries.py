"""Civil service pay by grade: in money, in the prices of one month, and on a base of 100.

Civil Service Statistics give the median and mean annual salary on 31 March (full-time equivalent,
consolidated pay and allowances, no overtime or bonus), rounded to £10, so each is known to £5.
Where two sources state one fact, one is chosen in an order that is stated here and the other is
kept beside it. A line for all staff mixes grades and is no pay rise: show the grades with it.

Source of the figures: Civil Service Statistics, 31 March of each year (Cabinet Office; Office for
National Statistics until 2018).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.errors import MeasureError, nearest
from analysis.measures.inputs import as_month, month_ordinals, require_columns, require_rows
from analysis.measures.pay.pay_series import PaySeries
from analysis.measures.prices.points import Convention
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month

WHOLE_SERVICE = "whole civil service"
GRADE_GROUPS = ("AA/AO", "EO", "SEO/HEO", "G6/G7", "SCS level", "Unknown")
"""Grades that divide the service: everyone is in one and in one only."""
SALARY_HALF_UNIT = 5.0  # published to the nearest £10
SENIOR_BANDS = "senior civil service, by pay band"
BASE_PAY = "median base salary (FTE)"
HALF_UNITS = {BASE_PAY: 50.0}  # published to the nearest £100

# Where two rows state one fact: better read first, then the service's own tables before those of
# departments, then the first in the file.
CONFIDENCE_ORDER = ("high", "medium", "low")
SOURCE_ORDER = ("earnings/civil_service_salaries.csv", "earnings/department_salaries.csv")

_COLUMNS = (
    "key",
    "year",
    "reference_last",
    "population",
    "responsibility_level",
    "measure",
    "value",
    "unit",
    "source",
    "confidence",
)


def pay_by_grade(
    salaries: pd.DataFrame,
    *,
    measure: str = "median",
    population: str = WHOLE_SERVICE,
    grades: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Lay out one salary for each year and grade of one population.

    `salaries` is the clean table. Suppressed figures are left out. Of two rows of one fact the
    better read is taken (`CONFIDENCE_ORDER`), then by `SOURCE_ORDER`, then the first.

    Columns out: `year`, `period` (month), `population`, `responsibility_level`, `measure`,
    `value`, `low`, `high` (GBP a year, ±£5), `key`, `rows` (how many state it), `other_value`
    (another source's figure where it differs). Sorted by grade, then year.

    Raises `MeasureError` for a population, measure or grade that is not there, with the nearest.

    >>> rows = pd.DataFrame({"key": ["a", "b"], "year": [2023, 2023], "value": [22520.0, 22500.0],
    ...     "reference_last": pd.to_datetime(["2023-03-31"] * 2), "measure": "median",
    ...     "population": "whole civil service", "responsibility_level": "AA/AO", "unit": "GBP",
    ...     "source": SOURCE_ORDER[0], "confidence": ["high", "low"]})
    >>> pay_by_grade(rows)[["year", "value", "low", "rows", "other_value"]].values.tolist()
    [[2023.0, 22520.0, 22515.0, 2.0, 22500.0]]
    """
    require_columns(salaries, _COLUMNS, what="the salaries table")
    require_rows(salaries, what="the salaries table")
    kept = (salaries["unit"] == "GBP") & salaries["value"].notna()
    chosen = {"population": population, "measure": measure}
    for column, word in chosen.items():
        of_word = kept & (salaries[column] == word)
        if not of_word.any():
            choices = nearest(word, sorted(salaries.loc[kept, column].unique()))
            raise MeasureError(f"no salaries of {column} '{word}'. {choices}")
        kept = of_word
    found = salaries.loc[kept, list(_COLUMNS)]
    known = set(found["responsibility_level"].unique())
    for grade in grades or ():
        if grade not in known:
            choices = nearest(grade, sorted(known))
            raise MeasureError(f"no {measure} of grade '{grade}' ({population}). {choices}")
    if grades is not None:
        found = found[found["responsibility_level"].isin(list(grades))]
    ranked = found.assign(
        _read=found["confidence"].map(_rank(CONFIDENCE_ORDER)).fillna(len(CONFIDENCE_ORDER)),
        _file=found["source"].map(_rank(SOURCE_ORDER)).fillna(len(SOURCE_ORDER)),
    ).sort_values(["responsibility_level", "year", "_read", "_file", "key"])
    begins = ~ranked.duplicated(["responsibility_level", "year"]).to_numpy()
    one, fact = ranked[begins].reset_index(drop=True), begins.cumsum() - 1
    stated = ranked["value"]
    other = stated.where(stated.to_numpy() != one["value"].to_numpy()[fact]).groupby(fact).first()
    half_unit = HALF_UNITS.get(measure, SALARY_HALF_UNIT)
    return pd.DataFrame(
        {
            "year": one["year"].astype("int64"),
            "period": one["reference_last"].dt.to_period("M"),
            "population": one["population"],
            "responsibility_level": one["responsibility_level"],
            "measure": one["measure"],
            "value": one["value"],
            "low": one["value"] - half_unit,
            "high": one["value"] + half_unit,
            "key": one["key"],
            "rows": np.bincount(fact),
            "other_value": other,
        }
    )


def salary_series(
    salaries: pd.DataFrame,
    *,
    grade: str = "All",
    measure: str = "median",
    population: str = WHOLE_SERVICE,
) -> PaySeries:
    """Take the salary of one grade over the years as a pay series, at the month of its day.

    >>> rows = pd.DataFrame({"key": ["a", "b"], "year": [2011, 2024], "value": [23760.0, 33980.0],
    ...     "reference_last": pd.to_datetime(["2011-03-31", "2024-03-31"]), "measure": "median",
    ...     "population": WHOLE_SERVICE, "responsibility_level": "All", "unit": "GBP",
    ...     "source": "earnings/civil_service_salaries.csv", "confidence": "high"})
    >>> salary_series(rows).point("2024-03").low
    33975.0
    """
    chosen = pay_by_grade(salaries, measure=measure, population=population, grades=[grade])
    return _as_series(chosen, grade, measure, population)


def series_of_grades(
    salaries: pd.DataFrame,
    *,
    grades: Sequence[str],
    measure: str = "median",
    population: str = WHOLE_SERVICE,
) -> dict[str, PaySeries]:
    """Take the salaries of several grades as pay series, in their order, as `salary_series` does.

    Grades without a figure are left out; without any salary at all there is no series.

    >>> rows = pd.DataFrame({"key": ["a", "b"], "year": [2024, 2024], "value": [24450.0, 33980.0],
    ...     "reference_last": pd.to_datetime(["2024-03-31"] * 2), "measure": "median",
    ...     "population": WHOLE_SERVICE, "responsibility_level": ["AA/AO", "All"], "unit": "GBP",
    ...     "source": "earnings/civil_service_salaries.csv", "confidence": "high"})
    >>> [one.values for one in series_of_grades(rows, grades=["All", "EO", "AA/AO"]).values()]
    [(33980.0,), (24450.0,)]
    """
    try:
        found = pay_by_grade(salaries, measure=measure, population=population)
    except MeasureError:
        return {}
    each = {str(grade): rows for grade, rows in found.groupby("responsibility_level")}
    return {
        grade: _as_series(each[grade], grade, measure, population)
        for grade in grades
        if grade in each
    }


def _as_series(chosen: pd.DataFrame, grade: str, measure: str, population: str) -> PaySeries:
    whose = "" if population == WHOLE_SERVICE else f", {population}"
    return PaySeries(
        f"{measure}, {grade}{whose}",
        "GBP a year",
        tuple(int(month) for month in month_ordinals(chosen["period"])),
        tuple(chosen["value"].astype(float)),
        HALF_UNITS.get(measure, SALARY_HALF_UNIT),
        tuple(("salaries", key) for key in chosen["key"]),
    )


def real_salaries(
    chosen: pd.DataFrame,
    *,
    index: PriceIndex,
    prices_of: Month | str,
    convention: Convention = "month to month",
    base: int | None = None,
) -> pd.DataFrame:
    """Put salaries by grade into the prices of one month, and on a base year of 100.

    `real = value * level(prices_of) / level(period)`; `nominal_index = 100 * value / value of the
    base year`; `real_index` the same of real pay. `chosen` comes from `pay_by_grade`. A yearly
    salary is one figure by every convention; the price levels are averaged.

    Columns out: those of `chosen`, and `real`, `real_low`, `real_high` (GBP a year), and with a
    `base`, `nominal_index`, `real_index` with `_low` and `_high`. The roundings of the salary
    and of both index values are carried; the base itself is 100 exactly. A grade without a figure
    in the base year has no index (NaN).

    Raises `MeasureError` where the index lacks `prices_of` or every year, and for a base year
    that no grade has.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> months = (92.2, *[100.0] * 155, 133.0)  # CPI of March 2011 and March 2024, 2015=100
    >>> cpi = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2011, 3), months)
    >>> rows = pd.DataFrame({"key": ["a", "b"], "year": [2011, 2024], "value": [23760.0, 33980.0],
    ...     "reference_last": pd.to_datetime(["2011-03-31", "2024-03-31"]), "measure": "median",
    ...     "population": WHOLE_SERVICE, "responsibility_level": "All", "unit": "GBP",
    ...     "source": "earnings/civil_service_salaries.csv", "confidence": "high"})
    >>> real = real_salaries(pay_by_grade(rows), index=cpi, prices_of="2024-03", base=2011)
    >>> real[["real", "nominal_index", "real_index"]].round(1).to_numpy().tolist()
    [[34274.2, 100.0, 100.0], [33980.0, 143.0, 99.1]]
    """
    require_columns(chosen, ("period", "value", "low", "high"), what="the chosen salaries")
    require_rows(chosen, what="the chosen salaries")
    target = index.point(prices_of, convention)  # says what is wrong with it, and the nearest
    months = month_ordinals(chosen["period"])
    ratio, low, high = index.ratios(months, as_month(prices_of).ordinal, convention)
    if not np.isfinite(ratio).any():
        raise MeasureError(f"{index.identity.text} has none of these years: {index.span}.")
    out = chosen.assign(
        real=chosen["value"] * ratio,
        real_low=chosen["low"] * low,
        real_high=chosen["high"] * high,
        prices_of=target.text,
    )
    if base is None:
        return out
    at_base = chosen[chosen["year"] == base].set_index("responsibility_level")
    if at_base.empty:
        years = sorted(set(chosen["year"]))
        near = min(years, key=lambda year: abs(year - base))
        raise MeasureError(
            f"no salary in the base year {base}. Nearest: {near}; there are {years}."
        )
    grade = chosen["responsibility_level"]
    base_month = pd.Series(month_ordinals(at_base["period"]), index=at_base.index)
    known = grade.isin(at_base.index)
    from_ = np.where(known, grade.map(base_month).fillna(0), 0).astype(np.int64)
    prices = index.ratios(from_, months, convention)
    same = (chosen["year"] == base).to_numpy()
    ends = (("", "value", "value", 0), ("_low", "low", "high", 2), ("_high", "high", "low", 1))
    for ending, mine, theirs, deflator in ends:
        nominal = 100 * chosen[mine] / grade.map(at_base[theirs])
        nominal = nominal.mask(same, 100.0)
        out[f"nominal_index{ending}"] = nominal
        out[f"real_index{ending}"] = nominal / prices[deflator]
    return out


def _rank(order: Sequence[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(order)}
