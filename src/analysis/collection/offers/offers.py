"""Notebook 01: what each offer was worth beside the rate of inflation known when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.collection.prices import read_prices
from analysis.collection.selection import (
    ALL,
    LATEST,
    day_text,
    employer_name,
    pay_years,
    slugs_under,
)
from analysis.collection.wording import SPEAKERS, agree, clauses
from analysis.measures.offers.awards import compare_offers
from analysis.present import Finding, Value
from analysis.tables import read
from analysis.tables.asked import asked


@dataclass(frozen=True, eq=False)
class View:
    """The statements of one report and how each compares with prices.

    `compared` sets them against the rate known when each offer was made; `every` against all four:
    that rate, the rate of the month of effect, the rise over the year covered, and since the last.
    """

    statements: pd.DataFrame
    compared: pd.DataFrame
    every: pd.DataFrame
    indices: tuple[str, ...]
    about: str
    source: str
    day: Any

    def on(self, index: str) -> pd.DataFrame:
        """Return the comparable statements on one index, with a rate to compare."""
        rows = self.compared[(self.compared["index"] == index) & self.compared["comparable"]]
        return rows[rows["rate_low"].notna()]


@asked
def gather(*, employer: str, years: str, indices: list[str], as_of: str) -> View:
    """Read the statements of an employer in some pay years, and set each against prices."""
    where = {} if employer == ALL else {"employer": slugs_under(employer)}
    statements = read("offer_statements", as_of=as_of, where=where)
    if (span := pay_years(years)) is not None:
        first, last = span[0].text, span[1].text
        inside = (statements["pay_year_to"] >= first) & (statements["pay_year_from"] <= last)
        statements = statements[inside.fillna(False)]
    prices = read_prices(indices, as_of=as_of, possibly=as_of != LATEST)
    if prices.empty:  # nobody had published these: what others had is the table to look in
        prices = read_prices(as_of=as_of, possibly=as_of != LATEST)
    every = compare_offers(statements, prices, indices=tuple(indices), as_of=as_of)
    compared = every[every["comparison"] == "known"]
    reach = prices.loc[prices["frequency"] == "month", "period"].max()
    source = "pay offers as stated, each with its source; prices: ONS"
    if not pd.isna(reach):
        source += f", to {reach:%B %Y}"
    about = employer_name(employer)
    return View(statements, compared, every, tuple(indices), about, source, day_text(as_of))


def findings(view: View) -> list[Finding]:
    """Say how many offers were below prices as known then, on which dates, and who said so."""
    if view.statements.empty:
        sentence = "The record holds no pay offer for {about} by {day}."
        about = {"about": Value(view.about), "day": Value(view.day)}
        return [Finding("no-offers", sentence, about)]
    found = [_counts(view, index) for index in view.indices if not view.on(index).empty]
    return [*found[:1], *_dates(view), _speakers(view), *found[1:]]


def _counts(view: View, index: str) -> Finding:
    rows = view.compared[(view.compared["index"] == index) & view.compared["comparable"]]

    def count(word: str) -> Value:
        keys = rows.loc[rows["below_inflation"] == word, "statement_id"]
        return Value(len(keys), function=compare_offers, rows=_statements(keys))

    told = {"below": count("yes"), "above": count("no")}
    parts = [
        f"{{below}} {agree(told['below'].amount, 'is', 'are')} below the twelve-month rate",
        f"{{above}} {agree(told['above'].amount, 'is', 'are')} not",
    ]
    rest = {
        "straddles": (
            "straddles",
            "for {straddles} it depends on a date or a range that is not known",
        ),
        "untold": ("cannot be told", "of {untold} it cannot be told"),
    }
    for name, (word, part) in rest.items():
        if (value := count(word)).amount:
            told[name] = value
            parts.append(part)
    return Finding(
        f"below-{index.lower()}",
        f"Of {{n}} {agree(len(view.statements), 'statement')} on pay offers in the record "
        "({about}), {comparable} can be set against {index} as known when the offer was made: "
        f"{clauses(parts)}.",
        {
            "n": Value(len(view.statements), rows=_statements(view.statements["key"])),
            "about": Value(view.about),
            "comparable": Value(
                len(rows), function=compare_offers, rows=_statements(rows["statement_id"])
            ),
            "index": Value(index),
            **told,
        },
    )


def _dates(view: View) -> list[Finding]:
    first = view.compared[view.compared["index"] == view.indices[0]]
    first = first[first["comparable"]]
    words = {
        "offered": ("offered", "the day of the offer is known for {offered}"),
        "effective": ("effective", "the month of effect stands in for {effective}"),
        "pay_year": ("years", "the pay year, as a range of rates, for {years}"),
        "none": ("undated", "there is no date at all for {undated}"),
    }
    values, parts = {"n": first["statement_id"]}, []
    for clock, (short, part) in words.items():
        keys = first.loc[first["clock"] == clock, "statement_id"]
        if len(keys) or clock == "offered":
            values[short] = keys
            parts.append(part)
    if first.empty:
        return []
    return [
        Finding(
            "kinds-of-date",
            f"Of the {{n}} comparable {agree(len(first), 'statement')}, {clauses(parts)}.",
            {
                name: Value(len(keys), function=compare_offers, rows=_statements(keys))
                for name, keys in values.items()
            },
        )
    ]


def _speakers(view: View) -> Finding:
    speakers = view.statements["speaker"].fillna("not stated")
    values = {"n": Value(len(view.statements), rows=_statements(view.statements["key"]))}
    parts = []
    for place, name in enumerate(speakers.value_counts().index):
        keys = view.statements.loc[speakers == name, "key"]
        values[f"speaker{place}"] = Value(SPEAKERS.get(str(name), str(name)))
        values[f"count{place}"] = Value(len(keys), rows=_statements(keys))
        parts.append(f"{{speaker{place}}} {{count{place}}}")
    noun = agree(len(view.statements), "statement")
    return Finding("who-said-so", f"Who made the {{n}} {noun}: {', '.join(parts)}.", values)


def _statements(keys: pd.Series[Any]) -> tuple[tuple[str, str], ...]:
    return tuple(("offer_statements", str(key)) for key in keys)
