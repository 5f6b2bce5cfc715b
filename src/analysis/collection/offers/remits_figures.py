"""Notebook 04, its charts and tables: remits, awards beside recommendations, shares of a remit."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.collection.headlines import counted, extremes
from analysis.collection.layouts import lay_out, words_of
from analysis.collection.offers.remits import ONE_BASIS, View, gather, pairs
from analysis.collection.offers.remits_rates import below
from analysis.collection.wording import agree, known_days, listed, sayer
from analysis.present import Chart, Table, dumbbell_chart, range_dot_chart
from analysis.present.numbers import decimals_of, print_amount

BASES = {
    "average_award": "ceiling on the average award",
    "paybill_including_progression": "paybill a head, with progression",
    "assumed_base_pay": "assumed rise in base pay",
    "cap": "cap on basic pay",
    "freeze": "freeze, with a sum for the low-paid",
    "flat_cash": "flat sum",
    "unstated": "not stated",
}
NO_DAY = "no day on record, or no rate of this index by then"
NO_DIFFERENCE = "No award on record for these pay years differs from its recommendation."
NO_GRADES = "No offer of these pay years has statements for several grades."
NO_EVENT = "No remit of the civil service is on record for these pay years."


def _source(view: View, what: str) -> str:
    reach = f", to {view.reach:%B %Y}" if view.reach is not None else ""
    return f"{what}, each with its source; prices: ONS{reach}"


def remits(view: View) -> Chart:
    """Draw each remit beside the rate known on its day; a mark's shape tells its basis."""
    rows = view.remits[view.remits["ceiling_pct"].notna()].sort_values(
        ["pay_year_from", "key"], ascending=[False, True]
    )
    index = view.index
    word = below(rows, "ceiling_pct", f"{index}_low", f"{index}_high")
    known = rows["basis_kind"].isin(ONE_BASIS) & (word != "no rate")
    under = counted(
        known & (word == "below"), below, f"ceilings and freezes below the {index} rate known then"
    )
    headline = f"No ceiling to set beside {index} yet"
    alt = NO_EVENT
    if known.any():
        n, ceilings = int(known.sum()), rows.loc[known, "ceiling_pct"]
        headline = (
            f"{under.text} of {n} ceilings on awards lay below {index}"
            if n > 1
            else f"{under.text} of {n} ceiling on awards lay below {index}"
        )
        alt = (
            f"Of {n} {agree(n, 'ceiling')} on the average award, freezes among them, {under.text} "
            f"lay below the {index} rate known on the day. The lowest allowed "
            f"{_allowed(rows[known], ceilings.min())}, the highest "
            f"{_allowed(rows[known], ceilings.max())}."
        )
    data = pd.DataFrame(
        {
            "label": _pay_years(rows) + _track(rows),
            "rate_low": rows[f"{index}_low"],
            "rate_high": rows[f"{index}_high"],
            "floor": rows["floor_pct"].fillna(rows["ceiling_pct"]),
            "ceiling": rows["ceiling_pct"],
            "basis": rows["basis_kind"].map(BASES).fillna(rows["basis_kind"]),
        }
    ).reset_index(drop=True)
    return range_dot_chart(
        data,
        **words_of("remits-chart", index=index, no_day=NO_DAY),
        low="floor",
        high="ceiling",
        group="basis",
        order=list(dict.fromkeys(BASES.values())),
        band_name=f"{index} rate known on the day",
        headline=headline,
        counts={"below": under} if known.any() else {},
        subtitle=f"Civil service remits: ceilings by pay year and basis, with their floors, and "
        f"the twelve-month {index} rate known on the day, per cent",
        alt=alt,
        source=_source(view, "pay remits"),
        none=NO_EVENT,
    )


def _allowed(rows: pd.DataFrame, ceiling: float) -> str:
    """Say a ceiling and the pay years that had it."""
    years = sorted(set(rows.loc[rows["ceiling_pct"] == ceiling, "pay_year_from"]))
    return f"{print_amount(ceiling, '%', decimals_of([ceiling]))} ({listed(years)})"


def _track(rows: pd.DataFrame) -> Any:
    """Tell apart remits of one pay year by whom they were for."""
    whole = rows["jurisdiction"].eq("UK public sector")
    return whole.map({True: ", public sector", False: ""})


def remit_table(view: View) -> Table:
    """List every remit with its basis in the source's words and the rates of each index."""
    data = view.remits.sort_values(["pay_year_from", "key"], ascending=[False, True])
    data = data.assign(published=known_days(data, "published", "announced"))
    return lay_out(
        "remit-list",
        data,
        each=view.indices,
        index=view.index,
        no_day=NO_DAY,
        answer=("ceiling_pct", *(f"{view.indices[0]}_{end}" for end in ("low", "high"))),
        source=_source(view, "pay remits"),
        none=NO_EVENT,
    )


def _whose(rows: pd.DataFrame) -> Any:
    return rows["workforce"] + " (" + rows["geography"] + ")"


def differences(view: View) -> Chart:
    """Draw the awards that differ from what the review body recommended."""
    both = pairs(view)
    rows = both[both["awarded_pct"] != both["recommended_pct"]]
    rows = rows.sort_values(["pay_year_from", "key"], ascending=[False, True])
    data = pd.DataFrame(
        {
            "label": rows["pay_year_from"] + ", " + rows["workforce"],
            "recommended": rows["recommended_pct"],
            "awarded": rows["awarded_pct"],
        }
    ).reset_index(drop=True)
    lower = counted(data["awarded"] < data["recommended"], pairs, "awards below what was advised")
    headline, alt = "Every award was as the review body recommended", NO_DIFFERENCE
    if len(data):
        headline = f"{len(data)} of {len(both)} {agree(len(both), 'award')} "
        headline += (
            "lay below the recommendation"
            if lower.amount == len(data)
            else f"differed, {lower.text} of them lower"
        )
        apart = (data["awarded"] - data["recommended"]).abs()
        _, far = extremes(data.assign(apart=apart), "apart")
        alt = (
            f"{lower.text} of the {len(data)} that differ are lower than recommended; furthest "
            f"apart is {far['label']}: {print_amount(far['recommended'], '%', 1)} recommended, "
            f"{print_amount(far['awarded'], '%', 1)} awarded."
        )
    return dumbbell_chart(
        data,
        **words_of("recommended-chart"),
        before="recommended",
        after="awarded",
        headline=headline,
        counts={"lower": lower} if len(data) else {},
        subtitle=f"{len(data)} of {len(both)} awards with a recommendation on record, per cent; "
        "the others were as recommended",
        alt=alt,
        source=_source(view, "review bodies"),
        none=NO_DIFFERENCE,
    )


def awards(view: View) -> Table:
    """List every award with the recommendation, and the rates of its report and month of effect."""
    rows = view.awards.assign(whose=_whose(view.awards))
    rows = rows.sort_values(["pay_year_from", "body", "key"], ascending=[False, True, True])
    rows = rows.assign(pay_years=_pay_years(rows))
    return lay_out(
        "award-list",
        rows,
        index=view.index,
        each=view.indices,
        source=_source(view, "review bodies and negotiating councils"),
    )


def _pay_years(rows: pd.DataFrame) -> Any:
    one = rows["pay_year_from"] == rows["pay_year_to"]
    return rows["pay_year_from"].where(one, rows["pay_year_from"] + " to " + rows["pay_year_to"])


def shares(view: View) -> Chart:
    """Draw awards by grade under one ceiling, each beside that ceiling."""
    rows = view.shared
    data = pd.DataFrame(
        {
            "label": rows["employer_name"] + " " + rows["pay_year_from"] + ", " + rows["grade"],
            "ceiling": rows["ceiling_pct"],
            "with_targeted": rows["ceiling_high"],
            "low": rows["low"],
            "high": rows["high"],
            "kind": rows["basis"].eq("upper_bound").map({True: "at most", False: "as stated"}),
            "said": rows["asserted_by"].map(sayer, na_action="ignore"),
        }
    ).reset_index(drop=True)
    most = data["with_targeted"].fillna(data["ceiling"])
    what = "statements wholly above the ceiling on the average award"
    over = counted(data["low"] > most, gather, what)
    headline, alt = "No award by grade beside a ceiling", NO_GRADES
    if len(data):
        statements = agree(len(data), "statement")
        headline = f"{over.text} of {len(data)} {statements} by grade exceed the average's ceiling"
        _, top = extremes(data, "high")
        ceiling = print_amount(top["ceiling"], "%", decimals_of([top["ceiling"]]))
        alt = (
            f"Of {len(data)} {statements} on awards by grade, {over.text} "
            f"{agree(over.amount, 'lies', 'lie')} wholly above the ceiling on the average award of "
            f"that year. The highest is {print_amount(top['high'], '%', 1)} ({top['label']}), "
            f"under a ceiling of {ceiling}."
        )
    return range_dot_chart(
        data,
        **words_of("shares-chart"),
        band_low="ceiling",
        band_high="with_targeted",
        low="low",
        high="high",
        group="kind",
        order=["as stated", "at most"],
        band_name="ceiling on the average award",
        headline=headline,
        counts={"over": over} if len(data) else {},
        subtitle="Awards by grade as stated, per cent, beside the ceiling of the pay year (a bar "
        "where it had a targeted part)",
        alt=alt,
        source=_source(view, "pay offers as stated and pay remits"),
        none=NO_GRADES,
    )
