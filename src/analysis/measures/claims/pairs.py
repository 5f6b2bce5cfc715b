"""Claims held against each other: one number in two forms, one path of money on two indices."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import permutations
from typing import Any

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.claims.forms import agree, implied_nominal, same_number
from analysis.measures.inputs import as_month, require_columns
from analysis.measures.prices.points import CONVENTIONS
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.real_terms import price_change
from analysis.periods import Month

_COLUMNS = ("key", "value_low", "value_high", "decimals", "unit", "base", "end", "deflator")


def study_of(keys: pd.Series[str]) -> pd.Series[str]:
    """Name the study that each claim is of: its key up to the first dash."""
    return keys.str.split("-").str[0]


def claims_in_other_forms(claims: pd.DataFrame) -> pd.DataFrame:
    """Find pairs of one source's claims that are one number in two forms.

    Compared are percentages of one study (`study_of`), base, end and deflator, each
    with the rounding it was printed with; years are those from base to end where both are years.

    Columns out: `key` (the change), `other`, `form` (what the other is of it), `value` and
    `other_value` as printed.

    >>> claims = pd.DataFrame({"key": ["Q-1", "Q-2"], "value_low": [-38.0, 61.0],
    ...     "value_high": [-38.0, 61.0], "decimals": 0, "unit": "%", "base": "2010",
    ...     "end": "2023", "deflator": "CPI or RPI"})
    >>> claims_in_other_forms(claims)[["key", "other", "form"]].values.tolist()
    [['Q-1', 'Q-2', 'the rise needed to undo it']]
    """
    require_columns(claims, _COLUMNS, what="the claims table")
    # A percentage of something real, in any of its forms; points a year are a change by the year.
    counted = claims[
        claims["unit"].str.startswith(("%", "pp per year"))
        & claims["value_low"].notna()
        & (claims["value_low"] == claims["value_high"])
        & claims["base"].notna()
    ]
    studies = study_of(counted["key"])
    groups = counted.groupby([studies, "base", "end", "deflator"], sort=False)
    rows = []
    for (_, base, end, _), members in groups:
        years = int(f"{end}") - int(f"{base}") if f"{base}{end}".isdigit() else None
        for one, other in permutations(members.to_dict("records"), 2):
            if one["value_low"] >= 0:  # a fall is the change; the other is a form of it
                continue
            forms = same_number(_printed(one), _printed(other), years=years)
            rows += [
                (one["key"], other["key"], form, one["value_low"], other["value_low"])
                for form in forms
                if form != "the change"
            ]
    return pd.DataFrame(rows, columns=["key", "other", "form", "value", "other_value"])


def implied_paths(
    one: tuple[Bounded, PriceIndex],
    other: tuple[Bounded, PriceIndex],
    *,
    start: Month | str,
    end: Month | str,
) -> pd.DataFrame:
    """Hold two real changes of one pay on two indices against each other, by each convention.

    Each implies a path of money, `(1 + real) (1 + inflation) - 1`; both are right only if it is
    one path. A median said to have fallen 8.9 % on CPI and 14.5 % on RPI from 2010 to 2018 rose,
    in money, by 7.8 % by either, month to month in March.

    Columns out: `convention`, `from`, `to`, `one_pct`, `other_pct` (the rise in money each
    implies), their bounds `one_low_pct` …, and `agree`: whether the two meet within the roundings.

    Raises `MeasureError` when both are on one index, and for months an index does not have.
    """
    if one[1].identity == other[1].identity:
        raise MeasureError(f"both are on {one[1].name}: two indices are needed to compare.")
    rows = []
    for convention in CONVENTIONS:
        row: dict[str, object] = {"convention": convention}
        paths = []
        for name, (real, index) in (("one", one), ("other", other)):
            prices = price_change(
                index, start=as_month(start), end=as_month(end), convention=convention
            )
            path = implied_nominal(real, prices)
            row |= {"from": prices.from_text, "to": prices.to_text, f"{name}_pct": path.value}
            row |= {f"{name}_low_pct": path.low, f"{name}_high_pct": path.high}
            paths.append(path)
        rows.append({**row, "agree": agree(*paths)})
    return pd.DataFrame(rows)


def _printed(row: Mapping[Hashable, Any]) -> Bounded:
    return Bounded.rounded(float(row["value_low"]), decimals=int(row["decimals"]))
