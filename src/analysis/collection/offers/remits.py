"""Notebook 04: pay remits and review-body awards against prices, and how a remit was shared out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.collection.offers.chained import Line, alike, ceiling_sentence, on_others, turning
from analysis.collection.offers.remits_rates import (
    DEPENDS,
    below,
    effective_rates,
    known_rates,
    pay_year_rates,
)
from analysis.collection.prices import chosen_indices, price_indices, read_rates
from analysis.collection.selection import ALL, LATEST, day_text, pay_years
from analysis.collection.wording import agree, clauses, listed
from analysis.measures.offers.chain_links import ceiling_links
from analysis.measures.offers.chains import Chain, Link
from analysis.present import Finding, Value
from analysis.present.findings import each_found
from analysis.present.numbers import decimals_of
from analysis.tables import read
from analysis.tables.asked import asked

SERVICE = ("UK civil service (delegated grades)", "UK public sector")
AVERAGE = "average_award"
ONE_BASIS = (AVERAGE, "freeze")  # a freeze is an average award of nothing
LEAST_GRADES = 3  # fewer statements by grade say little of how an award was shared out
ANNOUNCED = "Announcement of the ceiling"  # what a row is before the guidance that it names came
SHORTEST = 31  # days: a source dated only to its year does not say when it was known


@dataclass(frozen=True, eq=False)
class View:
    """Remits, awards and statements by grade of some pay years; each is read when asked for."""

    years: str
    index: str
    indices: list[str]
    as_of: str

    @cached_property
    def prices(self) -> pd.DataFrame:
        """The published rates, with those that may have been out by the day."""
        return read_rates(self.indices, as_of=self.as_of, possibly=self.as_of != LATEST)

    @property
    def reach(self) -> Any:
        """The newest month of which a rate is known; none where none is."""
        months = self.prices["period"]
        return months.max() if len(months) else None

    @cached_property
    def plain(self) -> pd.DataFrame:
        """The remits of these years as the record has them."""
        where = {"jurisdiction": SERVICE}
        return _within(read("remits", as_of=self.as_of, where=where), self.years)

    @cached_property
    def remits(self) -> pd.DataFrame:
        """The remits, each with the rates of every index by its day and in its pay year."""
        rows = self.plain.assign(
            day_first=self.plain["published_first"].fillna(self.plain["announced_first"]),
            day_last=self.plain["published_last"].fillna(self.plain["announced_last"]),
            event=self.plain["event"].fillna(ANNOUNCED),
        )
        return self._beside_rates(rows, pay_year_rates)

    @cached_property
    def awards(self) -> pd.DataFrame:
        """Awards of review bodies, each with the rates by its day and of its month of effect."""
        rows = _within(read("review_awards", as_of=self.as_of), self.years)
        dated = (rows["known_from"] - rows["known_first"]).dt.days < SHORTEST
        rows = rows.assign(
            day_first=rows["known_first"].where(dated), day_last=rows["known_from"].where(dated)
        )
        return self._beside_rates(rows, effective_rates)

    def _beside_rates(self, rows: pd.DataFrame, others: Callable[..., Any]) -> pd.DataFrame:
        """Set the rates of every index by the day beside rows, and the `others` of each."""
        for name in self.indices:
            known = known_rates(rows, self.prices, name)
            rows = others(known, self.prices, name, self.as_of)
        return rows

    @cached_property
    def shared(self) -> pd.DataFrame:
        """Statements by grade under a remit, with its ceiling beside each."""
        return _shared(self.plain, self.years, self.as_of)

    @cached_property
    def links(self) -> list[Link]:
        """The ceilings as links of a chain."""
        return ceiling_links(self.plain)

    def chain(self, index: str) -> Chain | None:
        """The ceilings of these years compounded, where those that have run their year allow it."""
        prices = price_indices([index], as_of=self.as_of)
        return Line("Ceilings", tuple(self.links), prices).on(index)


@asked
def gather(*, years: str, index: str, as_of: str) -> View:
    """Ask for remits, awards and statements by grade, the rates of every index beside each."""
    return View(years, index, chosen_indices(index), as_of)


def _within(rows: pd.DataFrame, years: str) -> pd.DataFrame:
    """Keep the rows whose pay years touch those asked."""
    span = pay_years(years) if years != ALL else None
    if span is None:
        return rows.reset_index(drop=True)
    first, last = span[0].text, span[1].text
    inside = (rows["pay_year_to"] >= first) & (rows["pay_year_from"] <= last)
    return rows[inside.fillna(False)].reset_index(drop=True)


def _shared(remits: pd.DataFrame, years: str, as_of: str) -> pd.DataFrame:
    """Statements by grade on civil-service offers under a remit, with its ceiling beside each."""
    service = read("employers", columns=["key", "civil_service"])
    slugs = sorted(service.loc[service["civil_service"].fillna(False), "key"])
    rows = _within(read("offer_statements", as_of=as_of, where={"employer": slugs}), years)
    stated = rows[["pct", "pct_low", "pct_high"]].notna().any(axis=1)
    rows = rows[rows["grade"].notna() & stated]
    rows = rows[(rows["deal_years"].fillna(1) == 1) & (rows["basis"] != "multi_year_cumulative")]
    ceilings = remits[(remits["basis_kind"] == AVERAGE) & remits["ceiling_pct"].notna()]
    ceilings = ceilings.assign(
        ceiling_high=ceilings["ceiling_pct"] + ceilings["targeted_extra_pct"].fillna(0)
    ).rename(columns={"key": "remit"})
    kept = ["pay_year_from", "ceiling_pct", "ceiling_high", "remit"]
    joined = rows.merge(ceilings[kept], on="pay_year_from")
    counts = joined.groupby("offer_id")["key"].transform("size")
    low = joined["pct_low"].fillna(joined["pct"])
    high = joined["pct_high"].fillna(joined["pct"])
    joined = joined.assign(low=low, high=high)[counts >= LEAST_GRADES]
    return joined.sort_values(["pay_year_from", "offer_id", "key"], ignore_index=True)


def ceilings(view: View) -> pd.DataFrame:
    """Remits on the one basis that can be counted together: ceilings on an average award."""
    rows = view.remits
    return rows[rows["basis_kind"].isin(ONE_BASIS) & rows["ceiling_pct"].notna()]


def pairs(view: View) -> pd.DataFrame:
    """Awards of which both the recommendation and the award are on record."""
    rows = view.awards
    return rows[rows["recommended_pct"].notna() & rows["awarded_pct"].notna()]


def findings(view: View) -> Iterator[Finding]:
    """Count remits and awards against prices, and awards against recommendations."""
    sentence = "The record holds no remit and no award of a review body ({years}) by {day}."
    about = {"years": Value(f"pay years: {view.years}"), "day": Value(day_text(view.as_of))}
    none = Finding("nothing-known", sentence, about)
    return each_found((_ceilings, _how_sure, _remits, _recommended, _awards), view, none)


def _ceilings(view: View) -> Finding | None:
    chain = view.chain(view.index)
    return None if chain is None else ceiling_sentence(chain, name="ceilings")


def _how_sure(view: View) -> Finding | None:
    """Say what the other indices make of the same ceilings over the same months."""
    chain = view.chain(view.index)
    if chain is None:
        return None
    chains = alike({name: view.chain(name) for name in view.indices}, view.index)
    others = on_others(chains, view.index)
    if others is None:
        return None
    parts, values = others
    return Finding("how-sure", f"{turning(chains.values())}: {' and '.join(parts)}.", values)


def _keys(table: str, rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    return tuple((table, str(key)) for key in rows["key"])


def _counted(rows: pd.DataFrame, words: pd.Series[Any], word: str, table: str) -> Value:
    chosen = rows[words == word]
    return Value(len(chosen), function=below, rows=_keys(table, chosen))


def _remits(view: View) -> Finding | None:
    rows = ceilings(view)
    if rows.empty:
        return None
    words = below(rows, "ceiling_pct", f"{view.index}_low", f"{view.index}_high")
    known = words != "no rate"
    others: dict[str, Value] = {}
    parts = []
    for name in view.indices:
        by = below(rows, "ceiling_pct", f"{name}_low", f"{name}_high")
        if name == view.index or (by == "no rate").all():
            continue
        short, held = name.lower(), rows[by != "no rate"]
        others[f"below_{short}"] = _counted(rows, by, "below", "remits")
        others[f"n_{short}"] = Value(len(held), function=below, rows=_keys("remits", held))
        others[f"on_{short}"] = Value(name)
        parts.append(f"{{below_{short}}} of {{n_{short}}} on {{on_{short}}}")
    also = f" (below it: {', '.join(parts)})" if parts else ""
    told = {
        "below": _counted(rows, words, "below", "remits"),
        "above": _counted(rows, words, "not below", "remits"),
    }
    said = [_were(told["below"], "{below}", "below it"), _were(told["above"], "{above}", "not")]
    if (straddles := _counted(rows, words, DEPENDS, "remits")).amount:
        told["straddles"] = straddles
        said.append("for {straddles} it depends on a day of which the month alone is known")
    return Finding(
        "remits",
        f"Of {{n}} {agree(len(rows), 'remit')} of the civil service that put a ceiling on the "
        "average award or froze pay, {known} can be set against the twelve-month {index} rate "
        f"known on the day: {clauses(said)}{also}.",
        {
            "n": Value(len(rows), function=ceilings, rows=_keys("remits", rows)),
            "known": Value(int(known.sum()), function=below),
            "index": Value(view.index),
            **told,
            **others,
        },
    )


def _were(count: Value, name: str, what: str) -> str:
    return f"{name} {'was' if count.amount == 1 else 'were'} {what}"


def _recommended(view: View) -> Finding | None:
    rows = pairs(view)
    if rows.empty:
        return None
    gap = rows["awarded_pct"] - rows["recommended_pct"]
    parts = {"equal": gap == 0, "less": gap < 0, "more": gap > 0}
    words = {"equal": "as recommended", "less": "lower", "more": "higher"}
    values = {
        name: Value(int(chosen.sum()), function=pairs, rows=_keys("review_awards", rows[chosen]))
        for name, chosen in parts.items()
    }
    said = [_were(value, f"{{{name}}}", words[name]) for name, value in values.items()]
    text, made_up = _made_up(rows[gap < 0])
    values |= made_up
    return Finding(
        "recommended",
        f"Of {{n}} {agree(len(rows), 'award')} with the review body's recommendation on record, "
        f"{clauses(said)}{text}.",
        {"n": Value(len(rows), function=pairs, rows=_keys("review_awards", rows)), **values},
    )


def _made_up(lower: pd.DataFrame) -> tuple[str, dict[str, Value]]:
    """Say in how many of the lower awards other money made up the rest, and what money it was."""
    rest = lower["recommended_pct"] - lower["awarded_pct"]
    parts, values = [], {}
    for column, words in (
        ("targeted_pct", "by money for stated groups"),
        ("nonconsolidated_pct", "by money not consolidated"),
    ):
        made_up = lower[lower[column].fillna(0) >= rest]
        if len(made_up):
            values[column] = Value(len(made_up), rows=_keys("review_awards", made_up))
            parts.append(f"{{{column}}} {words}")
    if not parts:
        return "", {}
    return f" (of the lower, the rest was made up in {listed(parts)})", values


def _awards(view: View) -> Finding | None:
    rows = view.awards
    one_year = rows["pay_year_from"] == rows["pay_year_to"]
    rows = rows[one_year & rows["awarded_pct"].notna()]
    month = f"{view.index}_effective"
    words = below(rows, "awarded_pct", month, month)
    rows, words = rows[words != "no rate"], words[words != "no rate"]
    if rows.empty:
        return None
    told = {
        "below": _counted(rows, words, "below", "review_awards"),
        "above": _counted(rows, words, "not below", "review_awards"),
    }
    return Finding(
        "awards",
        f"Of {{n}} {agree(len(rows), 'award')} for one year whose month of effect is on record, "
        f"{_were(told['below'], '{below}', 'below')} the twelve-month {{index}} rate of that "
        f"month and {_were(told['above'], '{above}', 'not')}.",
        {
            "n": Value(len(rows), function=below, rows=_keys("review_awards", rows)),
            "index": Value(view.index),
            **told,
        },
    )


def spread(view: View) -> list[Finding]:
    """Say how far an award under one ceiling ran from grade to grade: at most, and at least."""
    if view.shared.empty:
        return []
    awards = view.shared.groupby("offer_id", sort=False)["high"]
    apart = (awards.max() - awards.min()).sort_values(kind="stable")
    ends = [apart.index[-1], *([apart.index[0]] if len(apart) > 1 else [])]
    values = {"awards": Value(len(apart), rows=_keys("offer_statements", view.shared))}
    parts = []
    for place, (offer, how) in enumerate(zip(ends, ("furthest", "closest"), strict=False)):
        rows = view.shared[view.shared["offer_id"] == offer]
        first, most = rows.iloc[0], rows["high"]
        behind = _keys("offer_statements", rows)
        made = {
            "employer": Value(first["employer_name"]),
            "year": Value(first["pay_year_from"]),
            "least": _percent(most.min(), behind),
            "most": _percent(most.max(), behind),
            "n": Value(len(rows), rows=behind),
            "ceiling": _percent(first["ceiling_pct"], (("remits", str(first["remit"])),)),
        }
        values |= {f"{name}_{place}": value for name, value in made.items()}
        words = (
            f"{how} apart at {{employer_#}} in {{year_#}}, from {{least_#}} to {{most_#}} "
            "(n {n_#}, ceiling {ceiling_#})"
        )
        parts.append(words.replace("#", str(place)))
    sentence = (
        "Of {awards} awards under a ceiling on the average, stated grade by grade, the highest "
        "rises of the grades lay "
    )
    return [Finding("spread", sentence + " and ".join(parts) + ".", values)]


def _percent(figure: float, rows: tuple[tuple[str, str], ...]) -> Value:
    return Value(figure, "%", decimals_of([figure]), rows=rows)
