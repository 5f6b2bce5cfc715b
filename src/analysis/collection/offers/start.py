"""Notebook 00: from a question to a chart in five cells."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.collection.layouts import lay_out
from analysis.collection.offers import offers, offers_figures
from analysis.collection.prices import held, known_words, read_rates, shown_indices
from analysis.collection.selection import LATEST
from analysis.measures.prices.changes import gap_points, real_change
from analysis.measures.prices.knowledge import known_rates
from analysis.present import Chart, Table
from analysis.present.numbers import print_date
from analysis.tables.asked import asked


@asked
def known_then(*, on: str) -> Table:
    """Show the newest rate of each index that was known on a day, and since when."""
    prices = read_rates(as_of=on, possibly=True)
    known = known_rates(prices, on=on, indices=held(prices))
    known = known.assign(how=known["known_how"].map(known_words))
    if known["possible_pct"].isna().all():
        known = known.drop(columns=["possible_pct", "possible_month"])
    return lay_out("known-then", known, day=print_date(date.fromisoformat(on)))


@asked
def against_known(*, percent: float, on: str) -> Table:
    """Set a rise beside the newest rate of each index that was known on a day.

    The change in real terms divides, the gap in percentage points subtracts: two numbers.
    """
    prices = read_rates(as_of=on, possibly=True)
    known = known_rates(prices, on=on, indices=held(prices))
    data = pd.DataFrame(
        {
            "index": known["index"],
            "month": known["reference_month"],
            "rate": known["rate_pct"],
            "real": [real_change(percent, rate).value for rate in known["rate_pct"]],
            "gap": [gap_points(percent, rate).value for rate in known["rate_pct"]],
            "how": known["known_how"].map(known_words),
        }
    )
    day = print_date(date.fromisoformat(on))
    return lay_out("against-known", data, percent=percent, day=day)


@asked
def offers_of(*, employer: str) -> Chart:
    """Draw what the record holds of one employer's offers beside the rates known then."""
    view = offers.gather(employer=employer, years="all", indices=shown_indices(), as_of=LATEST)
    return offers_figures.chart(view)
