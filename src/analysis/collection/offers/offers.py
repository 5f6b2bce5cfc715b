"""Notebook 01: what each offer was worth beside the rate of inflation known when it was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
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
from analysis.measures.offers.awards import COMPARISONS, compare_offers
from analysis.measures.offers.awards_summary import offers_against_prices
from analysis.present import Finding, Value
from analysis.tables import read
from analysis.tables.asked import asked

DEPENDS = "for {} it depends on a date, a range or the grade"
OPEN = "{} {} open"
PERSON = "person"  # the kind of figure that says what a person or a pay point gets
OTHER_KINDS = {
    "unit": "the average of a unit",
    "range": "a range",
    "cap": "a cap",
    "at_most": "the most that anyone gets",
}


@dataclass(frozen=True, eq=False)
class View:
    """The statements of one report, and how each compares with prices when that is asked for.

    `comparisons` are those of `compare_offers` that are made.
    """

    statements: pd.DataFrame
    prices: pd.DataFrame
    indices: tuple[str, ...]
    about: str
    as_of: str
    comparisons: tuple[str, ...] = tuple(COMPARISONS)

    @cached_property
    def every(self) -> pd.DataFrame:
        """The statements on every comparison that is made."""
        return compare_offers(
            self.statements,
            self.prices,
            indices=self.indices,
            comparisons=self.comparisons,
            as_of=self.as_of,
        )

    @cached_property
    def compared(self) -> pd.DataFrame:
        """The statements against the rate known when each offer was made."""
        return self.every[self.every["comparison"] == "known"]

    @property
    def day(self) -> Any:
        """The day of the reading."""
        return day_text(self.as_of)

    @property
    def source(self) -> str:
        """Whose figures these are, and to which month prices reach."""
        reach = self.prices.loc[self.prices["frequency"] == "month", "period"].max()
        source = "pay offers as stated, each with its source; prices: ONS"
        return source if pd.isna(reach) else f"{source}, to {reach:%B %Y}"

    def on(self, index: str) -> pd.DataFrame:
        """Return the comparable statements on one index, with a rate to compare."""
        rows = self.compared[(self.compared["index"] == index) & self.compared["comparable"]]
        return rows[rows["rate_low"].notna()]


@asked
def gather(*, employer: str, years: str, indices: list[str], as_of: str) -> View:
    """Read the statements of an employer in some pay years, and the prices to set them against."""
    where = {} if employer == ALL else {"employer": slugs_under(employer)}
    statements = read("offer_statements", as_of=as_of, where=where)
    if (span := pay_years(years)) is not None:
        first, last = span[0].text, span[1].text
        inside = (statements["pay_year_to"] >= first) & (statements["pay_year_from"] <= last)
        statements = statements[inside.fillna(False)]
    prices = read_prices(indices, as_of=as_of, possibly=as_of != LATEST)
    if prices.empty:  # nobody had published these: what others had is the table to look in
        prices = read_prices(as_of=as_of, possibly=as_of != LATEST)
    return View(statements, prices, tuple(indices), employer_name(employer), as_of)


def findings(view: View) -> Iterator[Finding]:
    """Say how many offers were below prices as known then, on which dates, and who said so."""
    if view.statements.empty:
        sentence = "The record holds no pay offer for {about} by {day}."
        about = {"about": Value(view.about), "day": Value(view.day)}
        yield Finding("no-offers", sentence, about)
        return
    if rated := [index for index in view.indices if not view.on(index).empty]:
        yield _persons(view, rated[0])
        yield from _on_others(view, rated[1:])
        yield from _others(view, rated[0])
    yield from _dates(view)
    yield _speakers(view)


def answer(view: View) -> Finding | None:
    """Make the first finding alone: it asks for the rates known, of the first index that has any.

    Like `findings` it has another answer where nothing is on record.
    """
    each = [replace(view, indices=(name,), comparisons=("known",)) for name in view.indices]
    rated = (one for one in each if not one.on(*one.indices).empty)
    return next(findings(next(rated, each[0])), None)


def _offers(view: View, index: str) -> pd.DataFrame:
    """Say of each offer on one index, by kind of figure, whether it was below inflation."""
    return offers_against_prices(view.compared[view.compared["index"] == index])


def _verdicts(
    offers: pd.DataFrame, name: str = "", depends: str = DEPENDS
) -> tuple[list[str], dict[str, Value]]:
    """Count the offers below, not below and open, as parts of a sentence with their values."""
    parts, values = [], {}
    words = {"yes": ("below", "{} {} below"), "no": ("above", "{} {} not")}
    for verdict, (key, text) in (words | {"depends": ("depends", depends)}).items():
        rows = offers[offers["verdict"] == verdict]
        if rows.empty and verdict == "depends":
            continue
        keys = _statements(rows["statements"].explode())
        values[name + key] = Value(len(rows), function=offers_against_prices, rows=keys)
        parts.append(text.format(f"{{{name}{key}}}", agree(len(rows), "was", "were")))
    return parts, values


def _persons(view: View, index: str) -> Finding:
    """Say how many offers of what a person gets were below prices, as known then."""
    offers = _offers(view, index)
    own = offers[offers["kind"] == PERSON]
    if own.empty:
        return Finding(
            f"below-{index.lower()}",
            "No pay offer of {about} is stated as what a person gets with a rate of {index} to set "
            "it against.",
            {"about": Value(view.about), "index": Value(index)},
        )
    parts, values = _verdicts(own)
    return Finding(
        f"below-{index.lower()}",
        f"Of {{n}} pay {agree(len(own), 'offer')} stated as what a person gets ({{about}}), each "
        f"set against the twelve-month {{index}} rate known when it was made, {clauses(parts)}.",
        {
            "n": Value(
                len(own),
                function=offers_against_prices,
                rows=_statements(own["statements"].explode()),
            ),
            "about": Value(view.about),
            "index": Value(index),
            **values,
        },
        answer="below",
    )


def _on_others(view: View, indices: list[str]) -> list[Finding]:
    """Say the same on the other indices."""
    parts, values = [], dict[str, Value]()
    for index in indices:
        own = _offers(view, index)
        own = own[own["kind"] == PERSON]
        if own.empty:
            continue
        name = index.lower()
        counted, made = _verdicts(own, f"{name}_", OPEN)
        values |= made | {
            f"{name}_n": Value(
                len(own),
                function=offers_against_prices,
                rows=_statements(own["statements"].explode()),
            ),
            f"{name}_name": Value(index),
        }
        parts.append(f"on {{{name}_name}}, of {{{name}_n}}, {clauses(counted)}")
    if not parts:
        return []
    values["n"] = values.pop(f"{indices[0].lower()}_n")
    text = "; ".join(parts).replace(f"{{{indices[0].lower()}_n}}", "{n}")
    text = f"The same offers, as stated, against the rates of other indices known then: {text}"
    if any(name.endswith("depends") for name in values):
        text += " (open: it depends on a date, a range or the grade, or no rate was out)"
    return [Finding("other-indices", f"{text}.", values)]


def _others(view: View, index: str) -> list[Finding]:
    """Count the other kinds of figure, each for itself."""
    offers = _offers(view, index)
    parts: list[str] = []
    values = {"index": Value(index)}
    for kind, words in OTHER_KINDS.items():
        own = offers[offers["kind"] == kind]
        if own.empty:
            continue
        counted, made = _verdicts(own, f"{kind}_", OPEN)
        rows = _statements(own["statements"].explode())
        name = f"n_{len(parts)}"
        values |= made | {name: Value(len(own), function=offers_against_prices, rows=rows)}
        parts.append(f"of {{{name}}} stated as {words}, {clauses(counted)}")
    if not parts:
        return []
    return [Finding("other-kinds", f"Counted apart, on {{index}}: {'; '.join(parts)}.", values)]


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
