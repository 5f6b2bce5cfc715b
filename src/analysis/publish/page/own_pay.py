"""The form in which a reader works out their own pay, and the rates of prices that it carries.

The sums are those of `analysis.measures.offers.worth`, written again in the page's script, since
a page works with the network off and holds no Python. A test in a browser holds the two to
the penny.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.collection.prices import read_rates, shown_indices
from analysis.measures.prices.price_record import published_rates
from analysis.periods import Month

# The notebooks whose question a reader will ask of their own pay.
NOTEBOOKS = frozenset({"01_offers_against_inflation", "02_real_pay_by_grade", "10_restoration"})
# The first month in which every index shown by default has a rate.
EARLIEST = Month(1989, 1)


def own_pay_rates(notebook: str, as_of: object = "latest") -> dict[str, str]:
    """Return the published rates that the form of a report needs; none if it has no form.

    They are read as known on `as_of`, so that a page of a day past does not know more than it
    says. What is read is recorded like any reading: the page is made anew when a rate changes.
    """
    if notebook not in NOTEBOOKS:
        return {}
    return rate_lines(read_rates(as_of=str(as_of)), shown_indices())


def rate_lines(prices: pd.DataFrame, indices: Iterable[str]) -> dict[str, str]:
    """Write each index's published 12-month rates as one line: its first month, then the rates.

    `prices` has the columns of the clean table. An index that nobody had published is left out, as
    is one whose rates are printed for some months alone. Raises `MeasureError` for a gap.

    >>> prices = pd.DataFrame({
    ...     "series": "D7G7", "index": "CPI", "measure": "rate_12m", "base": None,
    ...     "frequency": "month", "period": pd.period_range("2022-09", "2022-10", freq="M"),
    ...     "value": [10.1, 11.1], "decimals": 1})
    >>> rate_lines(prices, ["CPI"])
    {'CPI': '2022-09 10.1 11.1'}
    """
    lines = {}
    for index in indices:
        rows = prices[(prices["index"] == index) & (prices["frequency"] == "month")]
        rows = rows[rows["period"] >= pd.Period(EARLIEST.text, "M")]
        if not rows.empty:
            rates = published_rates(rows, index=index)
            printed = f"{{:.{rates.decimals}f}}".format
            lines[index] = " ".join([rates.first.text, *map(printed, rates.values)])
    return lines
