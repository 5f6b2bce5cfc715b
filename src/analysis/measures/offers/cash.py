"""Offers in pounds: what a flat sum is at each salary, and what is paid once and falls away.

A flat sum is a different percentage at every salary, so without a salary it stays in pounds.
Consolidated money stays in pay; a lump sum lifts that year's cash and not the base. "£1,000" can
be either: what the source does not say is not guessed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.inputs import require_columns

# How often a year each stated period comes round: 52.143 paid weeks, as pay scales are converted.
PERIODS = {"year": 1.0, "week": 52.143, "month": 12.0}
NO_SALARY = "in pounds: a percentage needs a salary"
UNPARTED = "over several years: not a yearly sum"
AT_MOST = "at most"
NOT_SAID = "not said"
STANDING = {"yes": "consolidated", "no": "one-off", "unclear": NOT_SAID}
_NEEDED = (
    "key",
    "offer_id",
    "cash_gbp",
    "cash_low_gbp",
    "cash_high_gbp",
    "cash_period",
    "cash_kind",
    "cash_consolidated",
    "cash_form",
    "lump_sum_gbp",
    "old_salary_gbp",
    "new_salary_gbp",
)


def cash_as_percentage(
    statements: pd.DataFrame, *, salary: float | pd.Series[Any] | None = None
) -> pd.DataFrame:
    """Turn the pounds of each statement into per cent of a salary, consolidated and one-off apart.

    `pct = 100 * pounds a year / salary`. `salary` is pounds a year before the rise: one for all,
    or a Series on the index of `statements`. Where none is given, the salary before that the
    statement itself names is used; where there is neither, the pounds stay pounds. The rise from
    a named salary to a named one is `100 * (new / old - 1)`.

    Columns in: `key`, `offer_id`, `cash_gbp`, `cash_low_gbp`, `cash_high_gbp`,
    `cash_period` (year, month, week, or a span of years), `cash_kind`, `cash_consolidated` (yes,
    no, unclear), `cash_form` ("at most" is a bound), `lump_sum_gbp`, `old_salary_gbp`,
    `new_salary_gbp`. Columns out, a row a statement that has any pounds, in the order given:
    `statement_id`, `offer_id`, `standing` (consolidated, one-off, not said),
    `cash_low_gbp`, `cash_high_gbp` (a year; equal if one sum), `lump_sum_gbp` (once, for that
    year only), `bound` ("at most" leaves no low end), `salary_gbp`, `pct_low`, `pct_high`,
    `lump_sum_pct` (of that year's pay, not of the base), `salary_rise_pct`, `cash_kind` (the
    source's words: who it is for, which a salary alone does not tell), `note`.

    Raises `MeasureError` for a missing column, a salary that is not above nothing, and a Series
    of salaries that lacks a statement.

    >>> flat = pd.DataFrame({
    ...     "key": ["O0138"], "offer_id": ["NICS-2022"], "cash_gbp": [552.0],
    ...     "cash_low_gbp": [None], "cash_high_gbp": [None], "cash_period": ["year"],
    ...     "cash_kind": ["consolidated flat"], "cash_consolidated": ["yes"],
    ...     "cash_form": ["rise"], "lump_sum_gbp": [None],
    ...     "old_salary_gbp": [None], "new_salary_gbp": [None]})
    >>> for salary in (20_000, 40_000):
    ...     print(cash_as_percentage(flat, salary=salary).loc[0, "pct_low"])
    2.76
    1.38
    >>> print(*cash_as_percentage(flat).loc[0, ["cash_low_gbp", "pct_low", "note"]])
    552.0 nan in pounds: a percentage needs a salary
    """
    require_columns(statements, _NEEDED, what="the statements")
    pay = _salaries(statements, salary)
    one, low, high, lump, old, new = (
        _numbers(statements[f"{name}_gbp"])
        for name in ("cash", "cash_low", "cash_high", "lump_sum", "old_salary", "new_salary")
    )
    period = statements["cash_period"].fillna("year")
    yearly = _numbers(period.map(PERIODS))
    capped = (statements["cash_form"] == AT_MOST).to_numpy(dtype=bool)
    at_most = capped | (np.isnan(one) & np.isnan(low) & np.isfinite(high))
    parted = np.isfinite(yearly)
    times = np.where(parted, yearly, 1.0)
    lowest = np.where(at_most, np.nan, np.fmin(one, low)) * times
    highest = np.fmax(one, high) * times
    usable = np.where(parted, pay, np.nan)
    table = pd.DataFrame(
        {
            "statement_id": statements["key"],
            "offer_id": statements["offer_id"],
            "standing": _standing(statements["cash_consolidated"], np.isfinite(highest)),
            "cash_low_gbp": lowest,
            "cash_high_gbp": highest,
            "lump_sum_gbp": lump,
            "bound": np.where(at_most & np.isfinite(highest), AT_MOST, ""),
            "salary_gbp": pay,
            "pct_low": 100 * lowest / usable,
            "pct_high": 100 * highest / usable,
            "lump_sum_pct": 100 * lump / pay,
            "salary_rise_pct": 100 * (new / old - 1),
            "cash_kind": statements["cash_kind"],
            "note": np.where(parted, np.where(np.isnan(pay), NO_SALARY, ""), UNPARTED),
        },
        index=statements.index,
    )
    has_pounds = np.isfinite(highest) | np.isfinite(lump) | np.isfinite(new)
    rows: pd.DataFrame = table.loc[has_pounds]
    return rows


def _salaries(
    statements: pd.DataFrame, salary: float | pd.Series[Any] | None
) -> NDArray[np.float64]:
    """Give the salary each statement is set against: the one asked, else the one it names."""
    named = _numbers(statements["old_salary_gbp"])
    if salary is None:
        return named
    if isinstance(salary, pd.Series):
        absent = statements.index.difference(salary.index)
        if len(absent):
            raise MeasureError(f"no salary for {len(absent)} statements, first {absent[0]!r}.")
        asked = _numbers(salary.reindex(statements.index))
    else:
        asked = np.full(len(statements), float(salary))
    wrong = asked <= 0
    if wrong.any() or (not isinstance(salary, pd.Series) and np.isnan(asked).any()):
        found = asked[wrong][0] if wrong.any() else salary
        raise MeasureError(f"a salary is pounds a year above nothing, found {found}.")
    return np.where(np.isnan(asked), named, asked)


def _numbers(column: pd.Series[Any]) -> NDArray[np.float64]:
    return pd.to_numeric(column).to_numpy(dtype=np.float64)


def _standing(said: pd.Series[Any], stated: NDArray[np.bool_]) -> NDArray[np.object_]:
    """Say whether a cash sum stays in pay, as far as the source does; blank where there is none."""
    standing = said.map(STANDING).fillna(NOT_SAID).to_numpy(dtype=object)
    return np.where(stated, standing, "")
