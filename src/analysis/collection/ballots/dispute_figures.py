"""Notebook 06, its chart and tables: the timeline, the chronology, the ballots."""

from __future__ import annotations

import pandas as pd

from analysis.collection.ballots.dispute import EVENT_COLUMNS, View
from analysis.present import Chart, Table, timeline_chart

SOURCE = "each event names its own source; prices: ONS"
DRAWN = "CPI"  # the index of the line above the lanes
LANES = ("Remits", "Offers", "Ballots", "Action")


def timeline(view: View) -> Chart:
    """Draw remits, offers, ballots and action in lanes, under the rate of inflation."""
    dated = view.events[view.events["start"].notna()].copy()
    order = dated["lane"].map({lane: place for place, lane in enumerate(LANES)})
    dated = dated.assign(_order=order).sort_values(["_order", "start", "key"])
    rates = view.prices[view.prices["index"] == DRAWN]
    if len(dated):
        since = dated["start"].min().to_period("M")
        rates = rates[rates["period"] >= since]
    line = pd.DataFrame(
        {
            "period": rates["period"],
            "value": rates["value"],
            "series": f"{DRAWN}, twelve-month rate",
        }
    ).reset_index(drop=True)
    data = dated[["lane", "start", "end", "what", "who", "source_title"]].reset_index(drop=True)
    return timeline_chart(
        data,
        lane="lane",
        start="start",
        end="end",
        label="what",
        kind="lane",
        line=line,
        unit="%",
        id="timeline",
        headline="Prices, offers, ballots and action in order",
        subtitle=f"{view.name}: what the record holds and can date; {DRAWN} in per cent",
        alt=f"{len(data)} dated events in lanes under the rate of inflation; the chronology below "
        "lists each with its source.",
        source=SOURCE,
        headers={
            "lane": "Lane",
            "start": "From",
            "end": "To",
            "what": "What",
            "who": "Who",
            "source_title": "Source",
        },
        blanks={"who": "not stated", "end": "one day", "source_title": "not stated"},
        none="The record holds no dated event for this employer.",
    )


def chronology(view: View) -> Table:
    """List every event with its day, who said so and where; on a phone, what comes first."""
    headers = {
        "start": "From",
        "what": "What",
        "lane": "Kind",
        "who": "Who",
        "end": "To",
        "source_title": "Source",
    }
    data = view.events.reindex(columns=EVENT_COLUMNS)[list(headers)].copy()
    for name in ("start", "end"):
        data[name] = pd.to_datetime(data[name]).dt.date
    return Table(
        data.reset_index(drop=True),
        "chronology",
        f"Chronology: {view.name}",
        headers=headers,
        blanks={
            "start": "the source gives no day",
            "end": "the source gives no day",
            "who": "not stated",
            "source_title": "not stated",
        },
        notes=[
            "An offer is dated by the day it was made, else by the month it took effect.",
            "Planned action did not always happen: the word in brackets says what is known.",
        ],
        source=SOURCE,
        none="The record holds nothing about this employer by that day.",
    )
