"""Break-even lines: what each award would have had to be for pay to keep level with prices."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.inputs import as_month
from analysis.measures.pay.pay_series import PaySeries
from analysis.measures.prices.changes import nominal_change, real_change
from analysis.measures.prices.points import Convention
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.real_terms import price_change
from analysis.periods import Month


def break_even(
    pay: PaySeries,
    *,
    index: PriceIndex,
    base: Month | str,
    convention: Convention = "month to month",
) -> pd.DataFrame:
    """Say what each award since a base would have had to be for pay to keep level with prices.

    For each pay figure after the base: the rise since the one before, what prices did over the
    same span (`break_even_pct`), and where pay then stands against the base. A `needed_pct`
    starts from the worth already lost: the award that would have restored the base there and then.

    Columns out: `start`, `end` (months), `years` (of the step), `rise_pct`, `break_even_pct`,
    `gap_points` (rise less break-even, in percentage points), `real_pct` (of the step),
    `since_base_pct` (real), `needed_pct`, `pay_gbp`, `level_gbp` (the pay that would have been
    level with the base), `missing` (why there is no figure: prices end). Rows are never filled.

    Raises `MeasureError` for a base that pay or prices do not have, or after which pay has none.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> cpi = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2022, 9), (123.8, 126.2))
    >>> pay = PaySeries("a salary", "GBP a year", (632, 633), (20000.0, 20200.0), 5.0)
    >>> found = break_even(pay, index=cpi, base="2022-09")
    >>> found[["rise_pct", "break_even_pct", "gap_points"]].round(2).values.tolist()
    [[1.0, 1.94, -0.94]]
    """
    first = as_month(base)
    anchor = pay.point(first, convention)
    index.point(first, convention)
    months = [Month(1970, 1) + month for month in pay.months if month >= first.ordinal]
    if len(months) < 2:
        raise MeasureError(f"{pay.name} has no figure after {first.text}.")
    rows: list[dict[str, object]] = []
    for start, end in pairwise(months):
        row: dict[str, object] = {"start": start.text, "end": end.text, "missing": ""}
        try:
            before, after = (pay.point(month, convention) for month in (start, end))
            step = price_change(index, start=start, end=end, convention=convention)
            whole = price_change(index, start=first, end=end, convention=convention)
        except MeasureError as problem:
            rows.append(row | {"missing": str(problem)})
            continue
        rise = nominal_change(before, after)
        level = anchor.value * (1 + whole.value / 100)
        rows.append(
            row
            | {
                "years": (end - start) / 12,
                "rise_pct": rise.value,
                "break_even_pct": step.value,
                "gap_points": rise.value - step.value,
                "real_pct": real_change(rise, step).value,
                "since_base_pct": 100 * (after.value / level - 1),
                "needed_pct": 100 * (level / before.value - 1),
                "pay_gbp": after.value,
                "level_gbp": level,
            }
        )
    return pd.DataFrame(rows)
