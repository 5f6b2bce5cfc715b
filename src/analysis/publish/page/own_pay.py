"""The form in which a reader works out their own pay, and the rates of prices that it carries.

The sums are those of `analysis.measures.offers.worth`, written again in the page's script, since
a page works with the network off and holds no Python. A test in a browser holds the two to
the penny.
"""

from __future__ import annotations

import pandas as pd

from analysis.measures.prices.points import INDICES, RATE_SERIES
from analysis.measures.prices.price_record import published_rates
from analysis.periods import Month

# The notebooks whose question a reader will ask of their own pay.
NOTEBOOKS = frozenset({"01_offers_against_inflation", "02_real_pay_by_grade", "10_restoration"})
# The first month in which all three indices have a rate.
EARLIEST = Month(1989, 1)
COLUMNS = ("series", "index", "measure", "base", "frequency", "period", "value", "decimals")


def own_pay_rates(notebook: str, as_of: object = "latest") -> dict[str, str]:
    """Return the published rates that the form of a report needs; none if it has no form.

    They are read as known on `as_of`, so that a page of a day past does not know more than it
    says. What is read is recorded like any reading: the page is made anew when a rate changes.
    """
    if notebook not in NOTEBOOKS:
        return {}
    from analysis.tables import read

    day = str(as_of)
    series = list(RATE_SERIES.values())
    return rate_lines(read("prices", as_of=day, columns=COLUMNS, where={"series": series}))


def rate_lines(prices: pd.DataFrame) -> dict[str, str]:
    """Write each index's published 12-month rates as one line: its first month, then the rates.

    `prices` has the columns of the clean table named in `COLUMNS`. An index that nobody had
    published is left out. Raises `MeasureError` for a series with a gap.

    >>> prices = pd.DataFrame({
    ...     "series": "D7G7", "index": "CPI", "measure": "rate_12m", "base": None,
    ...     "frequency": "month", "period": pd.period_range("2022-09", "2022-10", freq="M"),
    ...     "value": [10.1, 11.1], "decimals": 1})
    >>> rate_lines(prices)
    {'CPI': '2022-09 10.1 11.1'}
    """
    lines = {}
    for index in INDICES:
        rows = prices[prices["series"] == RATE_SERIES[index]]
        rows = rows[rows["period"] >= pd.Period(EARLIEST.text, "M")]
        if not rows.empty:
            rates = published_rates(rows, index=index)
            printed = f"{{:.{rates.decimals}f}}".format
            lines[index] = " ".join([rates.first.text, *map(printed, rates.values)])
    return lines
