"""Notebook 06, pay in detail: lump sums in cash, deals by year, and the cost of delay."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.collection.ballots.dispute import View
from analysis.collection.ballots.dispute_findings import INDEX, tell_opted_out
from analysis.collection.ballots.dossier_years import NOT_YET
from analysis.collection.layouts import lay_out
from analysis.collection.wording import sayer
from analysis.measures.offers.cash import cash_as_percentage
from analysis.measures.offers.delay import delay_costs
from analysis.measures.offers.split import split_deals
from analysis.present import Table

SOURCE = "pay offers as stated, each with its source; prices: ONS"


def lump_sums(view: View) -> Table:
    """List sums of money offered: what each is of the salary asked about, and whether it stays."""
    found = cash_as_percentage(view.statements, salary=view.salary)
    rows = view.statements.set_index("key").loc[found["statement_id"]]
    who = rows["asserted_by"].map(sayer, na_action="ignore")
    data = pd.DataFrame(
        {
            "pay_year": rows["pay_year_from"].array,
            "lump": found["lump_sum_gbp"].array,
            "lump_pct": found["lump_sum_pct"].array,
            "low": found["cash_low_gbp"].array,
            "high": found["cash_high_gbp"].array,
            "pct": found["pct_high"].array,
            "standing": found["standing"].replace("", "one-off").array,
            "whose": _whose(rows).array,
            "outcome": rows["came"].array,
            "said": who.array,
        }
    )
    data = data[data["lump"].notna() | data["high"].notna()]
    data = data.sort_values("pay_year", ascending=False, kind="stable")
    return lay_out("lump-sums", data, name=view.name, source=SOURCE)


def _whose(rows: pd.DataFrame) -> pd.Series[str]:
    """Say whose a statement is: the part of the employer, then the grade or the unit."""
    staff = rows["grade"].fillna(rows["bargaining_unit"])
    part = rows["whose"].replace("", None)
    return (part + ": " + staff).fillna(part).fillna(staff)


def _labelled(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """Name an offer by its pay years, after the part of the employer that it was made to."""
    told = view.statements.drop_duplicates("offer_id").set_index("offer_id")
    part, first, last = (
        found["offer_id"].map(told[name]).fillna("")
        for name in ("whose", "pay_year_from", "pay_year_to")
    )
    years = first.where((last == "") | (last == first), first + " to " + last)
    return found.assign(offer_id=(part + ": " + years).where(part != "", years))


def deals(view: View) -> Table:
    """List deals over several years year by year, under each way of reading their total.

    The employer's own stand first, then those of its parts; a note says what those got who opted
    out.
    """
    found = _labelled(view, split_deals(view.statements))
    found = found.loc[found["whose"].ne("").sort_values(kind="stable").index]
    grade, agrees = (
        found["grade"].fillna(found["bargaining_unit"]),
        found["agrees"].replace("", None),
    )
    data = found.assign(grade=grade, agrees=agrees)
    made = lay_out("deals", data, not_yet=NOT_YET, name=view.name, source=SOURCE)
    apart = tell_opted_out(view)
    return replace(made, notes=[*made.notes, apart.sentence]) if apart else made


def delays(view: View) -> Table:
    """List what late payment cost at the salary asked about, where both months are on record."""
    index = view.indices.get(INDEX)
    if index is None:
        data = pd.DataFrame(columns=["effective", "missing"])
    else:
        data = _labelled(view, delay_costs(view.statements, salary=view.salary, price_index=index))
    data = data.sort_values("effective", ascending=False, kind="stable")
    why = [reason or "no percentage" for reason in data["missing"].fillna("")]
    figures = ("rise_low", "rise_high", "arrears_high", "cost_low", "cost_high")
    return lay_out(
        "delays",
        data,
        name=view.name,
        index=INDEX,
        blanks=dict.fromkeys(figures, why),
        source=SOURCE,
    )
