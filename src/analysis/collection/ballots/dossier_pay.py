"""Notebook 06, pay in detail: lump sums in cash, deals by year, and the cost of delay."""

from __future__ import annotations

import pandas as pd

from analysis.collection.ballots.dispute import View
from analysis.collection.ballots.dispute_findings import INDEX
from analysis.collection.ballots.dossier_years import NOT_YET
from analysis.collection.wording import sayer
from analysis.measures.offers.cash import cash_as_percentage
from analysis.measures.offers.delay import delay_costs
from analysis.measures.offers.split import split_deals
from analysis.present import Table

SPREAD = (
    "Where the years are not on record, the total is spread evenly, once as a plain sum and once "
    "as compound growth: which of the two was meant is not known."
)
CARRIED = (
    "At the salary that this page was asked about: each month's arrears in prices of the month in "
    f"which they were paid, on {INDEX}, beyond the arrears themselves."
)
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
    data = data.sort_values(["pay_year"], ascending=False, kind="stable", ignore_index=True)
    headers = {
        "pay_year": "Pay year",
        "lump": "Paid once",
        "lump_pct": "Of that year's pay",
        "low": "In pay, low",
        "high": "In pay, high",
        "pct": "Of the salary",
        "standing": "Does it stay in pay?",
        "whose": "Whose",
        "outcome": "What came of it",
        "said": "Said by",
    }
    return Table(
        data[[*headers]],
        "lump-sums",
        f"Sums of money offered at {view.name}",
        headers=headers,
        units={
            "lump": "GBP",
            "low": "GBP a year",
            "high": "GBP a year",
            "lump_pct": "%",
            "pct": "%",
        },
        decimals={"lump": 0, "low": 0, "high": 0, "lump_pct": 1, "pct": 1},
        rows=("pay_year",),
        blanks={
            "pay_year": "not stated",
            "lump": "nothing once",
            "lump_pct": "nothing once",
            "low": "no yearly sum, or a bound",
            "high": "no yearly sum",
            "pct": "no yearly sum",
            "whose": "not stated",
            "said": "not stated",
        },
        notes=[
            "Percentages are of the salary that this page was asked about (its parameter).",
            "A sum paid once lifts the pay of that year and is gone from the next.",
        ],
        answer=("lump", "low", "high"),
        source=SOURCE,
        none="No sum of money is among the offers on record.",
    )


def _whose(rows: pd.DataFrame) -> pd.Series[str]:
    """Say whose a statement is: the part of the employer, then the grade or the unit."""
    staff = rows["grade"].fillna(rows["bargaining_unit"])
    part = rows["whose"].replace("", None)
    return (part + ": " + staff).fillna(part).fillna(staff)


def _labelled(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """Put before an offer the part of the employer that it was made to."""
    parts = view.statements.drop_duplicates("offer_id").set_index("offer_id")["whose"]
    part = found["offer_id"].map(parts).fillna("")
    label = (part + ": " + found["offer_id"]).where(part != "", found["offer_id"])
    return found.assign(offer_id=label)


def deals(view: View) -> Table:
    """List deals over several years year by year, under each way of reading their total."""
    found = _labelled(view, split_deals(view.statements))
    headers = {
        "offer_id": "Deal",
        "grade": "Grade",
        "reading": "Its years are",
        "pay_year_from": "Pay year",
        "pct": "That year",
        "stated_total_pct": "Total, as stated",
        "total_pct": "Total, compounded",
        "agrees": "The stated total agrees with",
        "outcome": "What came of it",
    }
    data = found.reindex(columns=[*headers]).copy()
    data["grade"] = data["grade"].fillna(found["bargaining_unit"])
    data["agrees"] = data["agrees"].replace("", None)
    return Table(
        data,
        "deals",
        f"Deals over several years at {view.name}, year by year",
        headers=headers,
        units=dict.fromkeys(("pct", "stated_total_pct", "total_pct"), "%"),
        decimals={"pct": 2, "total_pct": 2},
        rows=("offer_id", "pay_year_from"),
        blanks={
            "grade": "not stated",
            "pct": "a range",
            "agrees": "its years are not on record",
            "outcome": NOT_YET,
        },
        notes=[SPREAD],
        answer=("total_pct", "agrees"),
        source=SOURCE,
        none="No deal over several years is among the offers on record.",
    )


def delays(view: View) -> Table:
    """List what late payment cost at the salary asked about, where both months are on record."""
    headers = {
        "offer_id": "Offer",
        "effective": "Due from",
        "paid": "Paid in",
        "months": "Months late",
        "rise_low": "Rise, low",
        "rise_high": "Rise, high",
        "arrears_high": "Arrears, at most",
        "cost_low": "Cost of delay, low",
        "cost_high": "Cost of delay, high",
    }
    index = view.indices.get(INDEX)
    if index is None:
        data = pd.DataFrame(columns=[*headers, "missing"])
    else:
        data = _labelled(view, delay_costs(view.statements, salary=view.salary, price_index=index))
    data = data.sort_values("effective", ascending=False, kind="stable", ignore_index=True)
    why = [reason or "no percentage" for reason in data["missing"].fillna("")]
    money = ("arrears_high", "cost_low", "cost_high")
    return Table(
        data[[*headers]],
        "delays",
        f"What late payment cost at {view.name}",
        headers=headers,
        units=dict.fromkeys(("rise_low", "rise_high"), "%") | dict.fromkeys(money, "GBP"),
        decimals=dict.fromkeys(money, 2),
        rows=("offer_id",),
        blanks=dict.fromkeys(("rise_low", "rise_high", *money), why),
        notes=[CARRIED],
        answer=("months", "cost_low", "cost_high"),
        source=SOURCE,
        none="No offer has both the month it was due from and the month it was paid on record.",
    )
