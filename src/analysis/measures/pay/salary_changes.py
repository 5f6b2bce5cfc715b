"""What became of pay at each grade from one year's statistics to another's, against prices."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.pay.pay_series import PayChange, PaySeries, real_pay_change
from analysis.measures.pay.salaries import GRADE_GROUPS, salary_series
from analysis.measures.prices.points import Convention
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month


def salary_change(
    series: PaySeries,
    *,
    start: int,
    end: int,
    index: PriceIndex,
    convention: Convention = "month to month",
) -> PayChange:
    """Measure what became of one grade's pay from one year's statistics to another's, per cent.

    The all-staff median of £23,760 (2011) and £33,980 (2024) is a rise of 43.0 %; against prices,
    March to March, −0.9 % on CPI, +0.6 % on CPIH and −13.2 % on RPI: the sign turns on the index.

    Raises `MeasureError` for a year without a figure, naming the nearest.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> months = (92.2, *[100.0] * 155, 133.0)  # CPI of March 2011 and March 2024, 2015=100
    >>> cpi = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2011, 3), months)
    >>> pay = PaySeries("all staff", "GBP a year", (494, 650), (23760.0, 33980.0), 5.0)
    >>> found = salary_change(pay, start=2011, end=2024, index=cpi)
    >>> round(found.nominal.value, 1), round(found.real.value, 1), found.real.sign_certain
    (43.0, -0.9, True)
    """
    months = {_month(month).year: _month(month) for month in series.months}
    for year in (start, end):
        if year not in months:
            near = min(months, key=lambda known: (abs(known - year), known))
            raise MeasureError(
                f"{series.name} has no figure for {year}. Nearest: {near}; "
                f"there are {', '.join(map(str, months))}."
            )
    return real_pay_change(
        series, index=index, start=months[start], end=months[end], convention=convention
    )


def salary_changes(
    salaries: pd.DataFrame,
    *,
    start: int,
    end: int,
    indices: Sequence[PriceIndex],
    grades: Sequence[str] = (*GRADE_GROUPS, "All"),
    measure: str = "median",
    convention: Convention = "month to month",
) -> pd.DataFrame:
    """`salary_change` for each grade on each index, one row each.

    Columns out: `responsibility_level`, `index`, `convention`, `start`, `end`, `nominal_pct`,
    `inflation_pct`, `real_pct`, each with `_low` and `_high` ends, and `note`: what rests on
    rounding, or why there is no figure (its numbers then NaN).

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> months = (92.2, *[100.0] * 155, 133.0)  # CPI of March 2011 and March 2024, 2015=100
    >>> cpi = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2011, 3), months)
    >>> rows = pd.DataFrame({"key": ["a", "b"], "year": [2011, 2024], "value": [23760.0, 33980.0],
    ...     "reference_last": pd.to_datetime(["2011-03-31", "2024-03-31"]), "measure": "median",
    ...     "population": "whole civil service", "responsibility_level": "All", "unit": "GBP",
    ...     "source": "earnings/civil_service_salaries.csv", "confidence": "high"})
    >>> table = salary_changes(rows, start=2011, end=2024, indices=[cpi], grades=["All"])
    >>> table[["index", "nominal_pct", "real_pct"]].round(1).to_numpy().tolist()
    [['CPI', 43.0, -0.9]]
    """
    rows: list[dict[str, object]] = []
    for grade in grades:
        series, problem = _series(salaries, grade, measure)
        for index in indices:
            row: dict[str, object] = {"responsibility_level": grade, "index": index.name}
            row |= {"convention": convention, "start": start, "end": end}
            if series is None:
                rows.append({**row, "note": problem})
                continue
            try:
                change = salary_change(
                    series, start=start, end=end, index=index, convention=convention
                )
            except MeasureError as fault:
                rows.append({**row, "note": str(fault)})
                continue
            for name, part in (
                ("nominal", change.nominal),
                ("inflation", change.prices),
                ("real", change.real),
            ):
                row |= {
                    f"{name}_pct": part.value,
                    f"{name}_low_pct": part.low,
                    f"{name}_high_pct": part.high,
                }
            rows.append({**row, "note": change.note})
    return pd.DataFrame(rows)


def _series(salaries: pd.DataFrame, grade: str, measure: str) -> tuple[PaySeries | None, str]:
    """Give a grade's pay, or why there is none."""
    try:
        return salary_series(salaries, grade=grade, measure=measure), ""
    except MeasureError as problem:
        return None, str(problem)


def _month(ordinal: int) -> Month:
    return Month(1970, 1) + ordinal
