"""Notebook 08, its charts and tables: the grid as a heat map, the effects, the two readings."""

from __future__ import annotations

import pandas as pd

from analysis.collection.headlines import counted, extremes
from analysis.collection.layouts import lay_out, words_of
from analysis.collection.pay.robust import AXIS_WORDS, MEASURES, View, effects, readings, unreached
from analysis.collection.wording import agree, listed, staff
from analysis.measures.pay.pay_series import real_pay_change
from analysis.periods import Month
from analysis.present import Chart, Table, heat_map
from analysis.present.numbers import print_amount

SOURCE = "Civil Service Statistics, 31 March; average weekly earnings and prices: ONS"


def heat(view: View) -> Chart:
    """Print the real change of every base, index and convention for the headline's pay measure."""
    columns, without = ["base", "reading", "real_pct"], unreached(view)
    end = f"{pd.Period(view.grid.end, freq='M'):%B %Y}" if view.grid else "no end"
    left = f"; {listed(without)} left out, as no prices of the whole of {end[-4:]} are on record"
    if view.grid is None:
        data = pd.DataFrame(columns=columns)
    else:
        frame = view.grid.frame
        frame = frame[(frame["pay"] == MEASURES[0]) & ~frame["convention"].isin(without)]
        reading = frame["index"] + ", " + frame["convention"]
        data = frame.assign(reading=reading, base=frame["base"].map(_month))[columns]
    rose = counted(data["real_pct"] > 0, real_pay_change, "readings that are real rises")
    known = data["real_pct"].dropna()
    headline, alt = "No reading of real pay to show", "No reading is on record by that day."
    if len(known):
        headline = f"Real pay rose on {rose.text} of {len(known)} {agree(len(known), 'reading')}"
        low, high = (
            f"{print_amount(row['real_pct'], '%', 1, signed=True)} ({row['reading']}, from "
            f"{row['base']})"
            for row in extremes(data, "real_pct")
        )
        alt = (
            f"Of {len(known)} readings (a base, an index and a convention each) {rose.text} are "
            f"rises; they run from {low} to {high}."
        )
    return heat_map(
        data.reset_index(drop=True),
        **words_of("grid"),
        row="base",
        column="reading",
        value="real_pct",
        unit="%",
        headline=headline,
        counts={"rose": rose} if len(known) else {},
        subtitle=f"Real change in median pay ({staff(view.grade)}), civil service, from each base "
        f"to {end}, per cent" + (left if without else ""),
        alt=alt,
        source=SOURCE,
    )


def _month(text: str) -> str:
    return Month.parse(text).said


def effects_table(view: View) -> Table:
    """List how much of the spread each choice accounts for."""
    data = effects(view).replace({"choice": AXIS_WORDS})
    return lay_out("effects", data, source=SOURCE)


def two(view: View) -> Table:
    """Set the lowest and the highest fair reading side by side."""
    found = readings(view)
    data = pd.DataFrame()
    if found is not None:
        low, high = found.low, found.high
        parts = found.parted_by.set_index("choice")["points"]
        rows = [
            {
                "what": AXIS_WORDS.get(name, name),
                "low": said(getattr(low.cell, name)),
                "high": said(getattr(high.cell, name)),
                "points": parts.get(name),
            }
            for name, said in (("base", _month), ("index", str), ("convention", str), ("pay", str))
        ]
        ends = {
            "what": "real change, %",
            "low": f"{low.value.value:+.1f}".replace("-", "\N{MINUS SIGN}"),
            "high": f"{high.value.value:+.1f}".replace("-", "\N{MINUS SIGN}"),
            "points": found.difference_points,
        }
        data = pd.DataFrame([*rows, ends])
    return lay_out("two-readings", data, source=SOURCE)
