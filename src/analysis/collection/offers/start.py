"""Notebook 00: from a question to a chart in five cells."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.collection.offers import offers, offers_figures
from analysis.collection.prices import held, known_words, read_rates, shown_indices
from analysis.collection.selection import LATEST
from analysis.measures.prices.knowledge import known_rates
from analysis.measures.prices.real_terms import gap_points, real_change
from analysis.present import Chart, Table
from analysis.present.numbers import print_date
from analysis.tables.asked import asked

NONE_YET = "none on record by then"


@asked
def known_then(*, on: str) -> Table:
    """Show the newest rate of each index that was known on a day, and since when."""
    prices = read_rates(as_of=on, possibly=True)
    known = known_rates(prices, on=on, indices=held(prices))
    known = known.assign(how=known["known_how"].map(known_words))
    columns = ["index", "reference_month", "rate_pct", "how", "published_on", "days_old"]
    perhaps = {"possible_pct": "Perhaps already", "possible_month": "Of the month"}
    perhaps = perhaps if known["possible_pct"].notna().any() else {}
    return Table(
        known[[*columns, *perhaps]],
        "known-then",
        f"The newest twelve-month rates known on {print_date(date.fromisoformat(on))}",
        headers={
            "index": "Index",
            "reference_month": "Newest month",
            "rate_pct": "Rate",
            "how": "Standing",
            "published_on": "Published",
            "days_old": "Known for",
            **perhaps,
        },
        units={"rate_pct": "%", "days_old": "days"} | dict.fromkeys(list(perhaps)[:1], "%"),
        decimals={"rate_pct": 1, "days_old": 0} | dict.fromkeys(list(perhaps)[:1], 1),
        blanks={
            **dict.fromkeys(perhaps, "no release may have come between"),
            "reference_month": NONE_YET,
            "rate_pct": NONE_YET,
            "published_on": "the day is not on record",
            "days_old": "the day is not on record",
        },
        source="prices: ONS",
        none="No rate is on record by then.",
    )


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
    return Table(
        data,
        "against-known",
        f"A rise of {percent:g} % beside the rates known on {print_date(date.fromisoformat(on))}",
        headers={
            "index": "Index",
            "month": "Newest month",
            "rate": "Rate",
            "real": "Change in real terms",
            "gap": "Gap",
            "how": "Standing",
        },
        units={"rate": "%", "real": "%", "gap": "percentage points"},
        decimals={"rate": 1, "real": 1, "gap": 1},
        source="prices: ONS",
    )


@asked
def offers_of(*, employer: str) -> Chart:
    """Draw what the record holds of one employer's offers beside the rates known then."""
    view = offers.gather(employer=employer, years="all", indices=shown_indices(), as_of=LATEST)
    return offers_figures.chart(view)
