"""Notebook 13, its tables: the report's figures beside the record, the offers known that day."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from analysis.collection.layouts import lay_out, words_of
from analysis.collection.moments.moments import View
from analysis.collection.moments.pay_joins import offered_and_rates
from analysis.collection.wording import basis, listed, sayer, sentence
from analysis.present import Chart, Table, bar_chart
from analysis.present.numbers import decimals_of, print_amount, print_date, print_month

_DAY, _MONTH = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d")
SAID = {"press": "the report", "union": "a union, in the report", "employer": "an employer, in it"}


def chart(view: View) -> Chart:
    """Set what was offered or allowed beside the twelve-month rates of the day."""
    data = offered_and_rates(view.report)
    day = print_date(view.day)
    figures = data.dropna(subset=["pct"]).sort_values("pct", kind="stable")
    pay = figures[figures["kind"] == "pay"]
    prices = data[(data["kind"] == "prices") & data["pct"].notna()]
    none = "The record holds neither a percentage of pay nor a rate of prices by that day."
    said = [] if pay.empty else [f"pay at most {print_amount(pay['pct'].iloc[-1], '%', 1)}"]
    if len(prices):
        index = str(prices["what"].iloc[0]).partition(",")[0]
        said.append(f"{index} up {print_amount(prices['pct'].iloc[0], '%', 1)}")
    headline = sentence(", ".join(said)) or "Neither pay nor prices on record by then"
    listing = listed(
        [f"{row['what']}: {print_amount(row['pct'], '%', 1)}" for _, row in figures.iterrows()]
    )
    return bar_chart(
        data,
        **words_of("offered-and-prices"),
        label="what",
        value="pct",
        group="kind",
        unit="%",
        headline=headline,
        subtitle=f"What was offered or allowed and the rise in prices, per cent a year, as known "
        f"on {day}.",
        alt=f"Known on {day}, from the lowest up: {listing}." if listing else none,
        none=none,
    )


def beside(view: View) -> Table:
    """Set every figure of the report beside what the record held of it by that day."""
    rows = view.figures
    figures = zip(rows["figure"], rows["value"], rows["unit"], strict=True)
    said = pd.Series([_said(*each) for each in figures], rows.index, dtype="object")
    data = rows.assign(said_by=rows["said_by"].map(SAID), figure=said)
    return lay_out("beside", data, title=view.moment["source_title"])


def _said(figure: str, value: float, unit: str) -> str:
    r"""Print a figure of a report in its unit; a day, a month and a year are said as such.

    >>> _said("2000", 2000.0, "people, more than"), _said("3", 3.0, "%")
    ('more than 2,000\xa0people', '3\xa0%')
    >>> _said("2024-02", float("nan"), "month"), _said("2011", 2011.0, "year")
    ('February 2024', '2011')
    """
    if _DAY.fullmatch(figure):
        return print_date(date.fromisoformat(figure))
    if _MONTH.fullmatch(figure):
        return print_month(int(figure[:4]), int(figure[5:]))
    if pd.isna(value) or unit == "year":
        return figure
    noun, _, bound = unit.partition(", ")
    return f"{bound} {print_amount(value, noun, decimals_of([value]))}".strip()


def offers(view: View) -> Table:
    """List what was on record by that day of the offers that the report is about.

    An employer's stand together, its newest pay year first and the highest of a year.
    """
    data = view.statements.sort_values(
        ["employer_name", "pay_year_from", "pct"],
        ascending=[True, False, False],
        kind="stable",
        ignore_index=True,
    )
    data["basis"] = data["basis"].map(basis)
    data["asserted_by"] = data["asserted_by"].map(sayer, na_action="ignore")
    return lay_out("offers-known", data)
