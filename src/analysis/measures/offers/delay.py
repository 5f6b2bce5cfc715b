"""What it costs a person that a rise is paid after the month it was due from.

The arrears are paid in full and late: each month's part buys what it would have bought only if
prices stood still. So each is carried to the prices of the month in which it is paid, and the cost
of delay is what that comes to beyond the arrears themselves. Interest and tax are left out.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.inputs import MISSING_ORDINAL, month_ordinals, months_from, require_columns
from analysis.measures.offers.statements import RISE_COLUMNS, stated_rises
from analysis.measures.prices.price_index import PriceIndex

_ENDS = ("effective_first", "effective_last", "paid_first", "paid_last")


def _require_salary(salary: float) -> None:
    if not np.isfinite(salary) or salary <= 0:
        raise MeasureError(f"a salary is pounds a year above nothing, found {salary}.")


def delay_costs(
    statements: pd.DataFrame, *, salary: float, price_index: PriceIndex
) -> pd.DataFrame:
    """Measure what late payment costs, for every statement with an effective and a payment date.

    With `monthly = salary * rise / 100 / 12`, one part for each month m from `effective` to the
    month before `paid`: `arrears = months * monthly`,
    `carried = sum of monthly * level(paid) / level(m)`, `cost = carried - arrears`. The month of
    payment itself is on time. Levels are month to month. Prices that fall make the cost negative.

    Columns in: `key`, `offer_id`, those of `stated_rises`, `effective_first`, `effective_last`,
    `paid_first`, `paid_last` (days). A date known only to its year is left out. Columns out, in
    the order given: `statement_id`, `offer_id`, `effective`, `paid` (months), `months` (late;
    below nothing where it was paid ahead), `rise_low`, `rise_high` (per cent), `arrears_low`,
    `arrears_high`, `cost_low`, `cost_high` (pounds of the month paid, at `salary` pounds a year;
    low and high ends of the rise), `missing` (why there is no cost, or empty).

    Raises `MeasureError` for a missing column and a salary that is not above nothing.

    A rise of 4.5 % on £25,000 from July 2023, paid in October (D7BT 130.9, 131.3, 132.0, 132.0):

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> from analysis.periods import Month
    >>> cpi = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2023, 7),
    ...                  (130.9, 131.3, 132.0, 132.0))
    >>> july, october = pd.to_datetime(["2023-07-01"]), pd.to_datetime(["2023-10-31"])
    >>> late = delay_costs(pd.DataFrame({
    ...     "key": ["S1"], "offer_id": ["A"], "basis": ["individual_or_scale"],
    ...     "comparability": ["person"], "pct": [4.5], "pct_low": [None], "pct_high": [None],
    ...     "effective_first": july, "effective_last": july,
    ...     "paid_first": october, "paid_last": october}), salary=25_000, price_index=cpi)
    >>> print(late["months"].item(), late["arrears_low"].item(), late["cost_low"].round(2).item())
    3 281.25 1.29
    """
    require_columns(statements, ("key", "offer_id", *_ENDS, *RISE_COLUMNS), what="the statements")
    _require_salary(salary)
    rises = stated_rises(statements)
    begin, begin_by, paid, paid_by = (
        month_ordinals(pd.DatetimeIndex(pd.to_datetime(statements[name]))) for name in _ENDS
    )
    whole = (begin == begin_by) & (paid == paid_by)
    rows = np.flatnonzero(whole & (begin != MISSING_ORDINAL) & (paid != MISSING_ORDINAL))
    begin, paid, low, high = begin[rows], paid[rows], rises.low[rows], rises.high[rows]
    months = paid - begin
    first, last = price_index.first.ordinal, price_index.last.ordinal
    levels = price_index.levels(np.arange(first, last + 1), "month to month")
    inverse = np.concatenate([[0.0], np.cumsum(1 / levels)])  # sum of 1 / level before a month
    inside = (begin >= first) & (paid <= last) & (months >= 0)
    start, end = (np.where(inside, each - first, 0) for each in (begin, paid))
    extra = np.where(inside, levels[end] * (inverse[end] - inverse[start]) - months, np.nan)
    usable = rises.comparable[rows]
    monthly = [np.where(usable, salary * rise / 1200, np.nan) for rise in (low, high)]
    late = np.where(months >= 0, months, 0)
    reasons = [months < 0, ~inside, ~usable]
    words = ["paid ahead", f"outside {price_index.span}", "no comparable percentage"]
    return pd.DataFrame(
        {
            "statement_id": statements["key"].array.take(rows),
            "offer_id": statements["offer_id"].array.take(rows),
            "effective": months_from(begin),
            "paid": months_from(paid),
            "months": months,
            "rise_low": low,
            "rise_high": high,
            "arrears_low": monthly[0] * late,
            "arrears_high": monthly[1] * late,
            "cost_low": monthly[0] * extra,
            "cost_high": monthly[1] * extra,
            "missing": np.select(reasons, words, ""),
        }
    )
