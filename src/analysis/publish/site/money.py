"""A sum of another year, asked of the front page: levels of each index, and one example."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.prices.inflation import YEARLY, Inflated, inflate, monthly_series
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.price_record import price_index
from analysis.periods import Month
from analysis.present.numbers import join_words, print_amount, print_number
from analysis.publish.site.asking import Worked, level_line

# What the page answers before anything is typed, and without a script.
AMOUNT, START = 28_000.0, Month(2015, 1)
HEADS = ("Index", "Series and its base", "Ratio", "Pounds", "Lowest", "Highest")


def money_facts(prices: pd.DataFrame, index: str) -> list[dict[str, Any]]:
    """Write the series of an index as its sums choose among them, the one it goes by first.

    Each has its months, and under `years` the yearly values published for before there were any.
    None where an index has no levels, or levels that no sum can be taken of (a month missing).
    """
    with suppress(MeasureError):
        return _series_of(prices, index)
    return []


def _series_of(prices: pd.DataFrame, index: str) -> list[dict[str, Any]]:
    levels = prices[(prices["index"] == index) & (prices["measure"] == "index")]
    yearly = set(levels.loc[levels["frequency"] == "year", "series"])
    found = []
    for one in monthly_series(prices, index=index, vintage="latest"):
        named = {"series": one.identity.series, "base": one.identity.base, **_line(one)}
        if one.identity.series in yearly:
            years = price_index(prices, index=index, series=one.identity.series, frequency="year")
            named["years"] = _line(years)
        found.append(named)
    return found


def _line(index: PriceIndex) -> dict[str, Any]:
    return {"first": index.first.text, **level_line(index.values, index.half_unit)}


def worked_money(prices: pd.DataFrame, indices: Sequence[str]) -> Worked | None:
    """Put the example's sum into the money of the newest year that all these indices have whole.

    Indices that do not reach back to it are left out; none where that is all of them.
    """
    main = [monthly_series(prices, index=one, vintage="latest")[0] for one in indices]
    able = [one for one in main if one.first <= START and one.last >= START + 11]
    if not able:
        return None
    to = Month(min((one.last + 1).year for one in able) - 1, 1)
    found = [
        inflate(prices, AMOUNT, start=START, to=to, index=one.name, convention=YEARLY)
        for one in able
    ]
    asked = f"{print_amount(AMOUNT, '£')} of {START.year}"
    told = join_words(
        f"{print_amount(one.value, '£')}{'' if place else f' of {to.year}'} on "
        f"{one.ratio.to.identity.index}"
        for place, one in enumerate(found)
    )
    rows = [money_row(one) for one in found]
    return Worked(f"{asked} in the money of {to.year}", f"{asked} is {told}.", HEADS, rows)


def money_row(one: Inflated) -> list[str]:
    """Write one answer as the row of a table, under `HEADS`."""
    identity = one.ratio.to.identity
    ratio = print_number(one.ratio.value, 4)
    pounds = [print_amount(each, "£", 2) for each in (one.value, one.low, one.high)]
    return [identity.index, f"{identity.series}, {identity.base}", ratio, *pounds]
