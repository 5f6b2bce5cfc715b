"""Notebook 15: what awards came to over the years: ceilings, review bodies, employers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.collection.prices import chosen_indices, price_indices
from analysis.collection.selection import LATEST
from analysis.collection.wording import agree
from analysis.measures.bounds import Bounded, round_half_up
from analysis.measures.offers.chain_links import TRACKS, award_links, ceiling_links, review_links
from analysis.measures.offers.chains import (
    SHARE,
    STANDS_IN,
    Chain,
    Chained,
    Link,
    Year,
    chain_links,
    stand_in,
)
from analysis.measures.offers.dates import TOOK_EFFECT
from analysis.measures.prices.price_index import PriceIndex
from analysis.present import Finding, Value
from analysis.present.findings import each_found
from analysis.tables import read
from analysis.tables.asked import asked

TWO_YEAR, EARLY = TRACKS
# The workforces of review bodies and negotiating councils, as the record and as tables name them.
WORKFORCES = {
    "Senior civil service": "Senior civil service",
    "NHS Agenda for Change": "NHS staff (Agenda for Change)",
    "School teachers": "School teachers",
    "Police officers": "Police officers",
    "Armed forces (up to OF6)": "Armed forces",
    "Prison officers & operational managers": "Prison officers",
    "Local government services (Green Book)": "Local government services",
}
ROUNDED = "The ends carry the rounding of the published index beside the range of the awards."
LEAST_YEARS = 3  # a chain of fewer awards says little
WHOLE = ("UK", "Great Britain")  # nations whose service is under the remits of the UK government


@dataclass(frozen=True, eq=False)
class Line:
    """One chain of links, its name, and what it comes to on each index."""

    name: str
    links: tuple[Link, ...]
    indices: Mapping[str, PriceIndex]

    @cached_property
    def by_index(self) -> dict[str, Chained]:
        """What it comes to on each index, each as far as its own figures reach."""
        return {name: chain_links(self.links, index) for name, index in self.indices.items()}

    @cached_property
    def alike(self) -> dict[str, Chained]:
        """The same over the months that all of them reach, to be set side by side."""
        last = {index.last for index in self.indices.values()}
        return {
            name: chain_links(self.links, index, through=min(last))
            for name, index in self.indices.items()
        }

    def on(self, index: str) -> Chain | None:
        """Its longest unbroken run on one index; none where nothing could be chained."""
        return self.by_index[index].longest if index in self.by_index else None

    def alike_on(self, index: str) -> Chain | None:
        """Its longest unbroken run on one index over the months that all indices reach."""
        return self.alike[index].longest if index in self.alike else None


def read_ceilings(
    *, track: str = TWO_YEAR, extras: bool = False, as_of: str = LATEST
) -> list[Link]:
    """Read the civil service's ceilings on an average award as links of a chain."""
    remits = read("remits", as_of=as_of, where={"jurisdiction": list(TRACKS.values())})
    return ceiling_links(remits, track=track, extras=extras)


def read_employer(slug: str, *, as_of: str = LATEST, ceilings: bool = False) -> list[Link]:
    """Read the awards of one employer as links; with `ceilings` those stand in for gaps."""
    statements = read("offer_statements", as_of=as_of, where={"employer": slug})
    employer = read("employers", where={"key": slug}).iloc[0]
    own = own_links(statements, employer["usual_settlement"])
    if not ceilings or not _under_ceilings(employer):
        return own
    forerunners = read("employers", where={"successor": slug}, columns=["key"])
    return with_ceilings(own, employer, read_ceilings(as_of=as_of), first=forerunners.empty)


def own_links(statements: pd.DataFrame, usual: Any) -> list[Link]:
    """Make links of one employer's awards; `usual` is its pay date, month-day, where it has one."""
    return award_links(statements, month=int(usual[:2]) if isinstance(usual, str) else None)


def with_ceilings(
    links: Sequence[Link], employer: Any, ceilings: Sequence[Link], *, first: bool
) -> list[Link]:
    """Let ceilings stand in for the years of an employer of which no award is on record.

    Ceilings of the UK government stand in only for employers of its own civil service; before the
    first award on record only for those that took over from no other (`first`), beyond the last
    only for those that no other has succeeded. `employer` is its row of the employers.
    """
    if not _under_ceilings(employer):
        return list(links)
    last = not isinstance(employer["successor"], str)
    return stand_in(links, ceilings, before=first, after=last)


def _under_ceilings(employer: Any) -> bool:
    service = pd.notna(employer["civil_service"]) and bool(employer["civil_service"])
    return service and employer["nation"] in WHOLE


@dataclass(frozen=True, eq=False)
class View:
    """The chains of ceilings, of review bodies and of employers, by a day."""

    indices: dict[str, PriceIndex]
    index: str
    as_of: str

    @cached_property
    def ceilings(self) -> dict[tuple[str, bool], Line]:
        """The chain of ceilings on each track, without and with targeted parts."""
        made = {}
        for track in TRACKS:
            for extras in (False, True):
                name = f"Ceilings, {track}" + (", with targeted parts" if extras else "")
                links = read_ceilings(track=track, extras=extras, as_of=self.as_of)
                made[track, extras] = Line(name, tuple(links), self.indices)
        return made

    @cached_property
    def bodies(self) -> list[Line]:
        """The chain of each workforce that a review body or a council settles."""
        awards = read("review_awards", as_of=self.as_of)
        return [
            Line(shown, tuple(review_links(awards[awards["workforce"] == name])), self.indices)
            for name, shown in WORKFORCES.items()
        ]

    @cached_property
    def employers(self) -> list[Line]:
        """The chain of each employer of which enough awards in a row are on record."""
        statements = read("offer_statements", as_of=self.as_of)
        statements = statements[statements["outcome"].isin(TOOK_EFFECT)]
        columns = ["key", "name", "usual_settlement"]
        employers = read("employers", columns=columns).set_index("key")
        made = []
        for slug, own in statements.groupby("employer", sort=True):
            name, usual = employers.loc[slug, ["name", "usual_settlement"]]
            line = Line(str(name), tuple(own_links(own, usual)), self.indices)
            run = line.on(self.index)
            if run is not None and len(run.years) >= LEAST_YEARS:
                made.append(line)
        return made


@asked
def gather(*, index: str, as_of: str) -> View:
    """Take the price indices published by a day; chains are read when they are asked for."""
    return View(price_indices(chosen_indices(index), as_of=as_of), index, as_of)


def is_range(of: Chain | Year) -> bool:
    """Whether the awards are a range as printed: no index's rounding makes their money wide."""
    return round_half_up(of.money.low, 1) < round_half_up(of.money.high, 1)


def change(
    of: Chain | Year, figure: Bounded, rows: Sequence[tuple[str, str]], wording: str = "change"
) -> Value:
    """Say a change of pay: one figure in words, or both ends where the awards are a range."""
    rows = tuple(rows)
    if is_range(of):
        ends = (figure.low, figure.high)
        return Value(ends, "%", 1, chain_links, rows=rows, wording=wording, note=ROUNDED)
    return Value(figure.value, "%", 1, chain_links, rows=rows, wording=wording)


def prices_rose(chain: Chain) -> Value:
    """Say what prices did over the months of a chain, which no range of awards makes two."""
    rows = chain.price_rows
    return Value(chain.prices.value, "%", 1, chain_links, rows=rows, wording="change")


def ceiling_finding(view: View, *, name: str = "ceilings") -> Finding | None:
    """Say what the ceilings since the freeze came to against prices."""
    chain = view.ceilings[TWO_YEAR, False].on(view.index)
    return None if chain is None else ceiling_sentence(chain, name=name)


def ceiling_sentence(chain: Chain, *, name: str) -> Finding:
    """Say what a chain of ceilings came to, how often it was below prices, and the worst year."""
    sentence = (
        "Civil service pay that followed the government's ceilings from {first} to {last}, with no "
        "change of grade or pay point, {real} in real terms on {index}: it {money} in money and "
        "prices {prices}"
    )
    values = {
        "first": Value(month(chain.first)),
        "last": Value(month(chain.last)),
        "real": change(chain, chain.real, chain.rows),
        "index": Value(chain.index),
        "money": change(chain, chain.money, chain.rows),
        "prices": prices_rose(chain),
    }
    if len(chain.years) > 1:
        worst, were = chain.worst, agree(len(chain.below), "was", "were")
        keys = tuple(row for link in worst.links for row in link.rows)
        values |= {
            "below": Value(len(chain.below), function=chain_links, rows=chain.rows),
            "n": Value(len(chain.years), rows=chain.rows),
            "worst": Value(worst.pay_year, function=chain_links, rows=keys),
            "loss": change(worst, worst.real, keys, "signed"),
        }
        sentence += (
            f"; {{below}} of {{n}} yearly ceilings {were} below the rise in prices, and {{worst}} "
            "cost most ({loss})"
        )
    return Finding(name, f"{sentence}.", values, asks=("first",))


def on_others(
    chains: Mapping[str, Chain | None], index: str
) -> tuple[list[str], dict[str, Value]] | None:
    """Say what a chain came to on others than `index` over its months; none where none has them."""
    parts, values = [], dict[str, Value]()
    for name, chain in alike(chains, index).items():
        if name != index:
            values[f"on_{name}"] = change(chain, chain.real, chain.rows)
            values[f"name_{name}"] = Value(name)
            parts.append(f"on {{name_{name}}} it {{on_{name}}}")
    return (parts, values) if parts else None


def alike(chains: Mapping[str, Chain | None], index: str) -> dict[str, Chain]:
    """Keep the chains that run over the months of the one on `index`."""
    own = chains.get(index)
    return {
        name: chain
        for name, chain in chains.items()
        if own and chain and (chain.first, chain.last) == (own.first, own.last)
    }


def turning(chains: Iterable[Chain | None]) -> str:
    """Say whether the choices between some chains turn the sign, or the size alone."""
    signs = {chain.real.value > 0 for chain in chains if chain is not None}
    return (
        "The sign turns on the choices"
        if len(signs) > 1
        else ("The size turns on the choices and the sign does not")
    )


def month(of: object) -> pd.Period:
    """Turn a month of the measures into one that a value prints."""
    return pd.Period(str(getattr(of, "text", of)), "M")


def how_sure(view: View) -> Finding | None:
    """Say what the other indices, the other track and the targeted parts make of it."""
    line = view.ceilings[TWO_YEAR, False]
    chains = alike({name: line.on(name) for name in view.indices}, view.index)
    others = on_others(chains, view.index)
    whole = view.ceilings[TWO_YEAR, True].on(view.index)
    early = view.ceilings[EARLY, False].on(view.index)
    if others is None or whole is None or early is None:
        return None
    parts, values = others
    values |= {
        "index": Value(view.index),
        "extras": change(whole, whole.real, whole.rows),
        "early": change(early, early.real, early.rows),
        "since": Value(month(early.first)),
    }
    return Finding(
        "how-sure",
        f"{turning([*chains.values(), whole, early])}: {', '.join(parts)}; with the "
        "targeted parts of ceilings added it {extras} on {index}; and where the freeze came a year "
        "early (from {since}) it {early}."
        if _one_sign(view)
        else f"The answer turns on the choices: {', '.join(parts)}; with the targeted parts of "
        "ceilings added it {extras} on {index}; and where the freeze came a year early (from "
        "{since}) it {early}.",
        values,
    )


def _one_sign(view: View) -> bool:
    found = [line.on(name) for line in view.ceilings.values() for name in view.indices]
    signs = {chain.real.value > 0 for chain in found if chain is not None}
    return len(signs) == 1


def bodies_finding(view: View) -> Finding | None:
    """Rank the workforces by what a year of their longest run came to."""
    runs = [(line.name, chain) for line in view.bodies if (chain := line.on(view.index))]
    runs = [(name, chain) for name, chain in runs if len(chain.years) >= LEAST_YEARS]
    if len(runs) < 2:
        return None
    below = [(name, chain) for name, chain in runs if chain.real.high < 0]
    rows = tuple(row for _, chain in runs for row in chain.rows)
    ends = sorted(runs, key=lambda pair: pair[1].real.value)
    values = {
        "n": Value(len(runs), function=chain_links, rows=rows),
        "least": Value(LEAST_YEARS, function=chain_links),
        "below": Value(len(below), function=chain_links, rows=rows),
        "index": Value(view.index),
    }
    for place, (name, chain) in (("low", ends[0]), ("high", ends[-1])):
        values |= {
            f"who_{place}": Value(name),
            f"first_{place}": Value(month(chain.first)),
            f"last_{place}": Value(month(chain.last)),
            f"real_{place}": change(chain, chain.real, chain.rows),
        }
    return Finding(
        "review-bodies",
        f"Of {{n}} workforces whose awards are on record for {{least}} years or more in a row, "
        f"{{below}} {agree(len(below), 'was', 'were')} paid less in real terms at the end of the "
        "longest such run than at its start ({index}); the largest change was that of {who_low} "
        "({first_low} to {last_low}: {real_low}), the smallest that of {who_high} ({first_high} to "
        "{last_high}: {real_high}).",
        values,
    )


def _restoring(view: View) -> Finding | None:
    chain = view.ceilings[TWO_YEAR, False].on(view.index)
    if chain is None or chain.real.high >= 0:
        return None
    return Finding(
        "restoring",
        "To bring pay on the ceilings back to where it stood against prices in {first} would have "
        "taken {rise} more on the pay of {last} ({index}).",
        {
            "first": Value(month(chain.first)),
            "rise": change(chain, chain.restoring, chain.rows, "size"),
            "last": Value(month(chain.last)),
            "index": Value(view.index),
        },
    )


def findings(view: View) -> Iterator[Finding]:
    """Say what the ceilings came to, how sure that is, what would restore it, and who else lost."""
    sentence = "By the day of this reading no ceiling had run its year since the freeze of pay."
    none = Finding("nothing-known", sentence, {})
    made = (ceiling_finding, how_sure, _restoring, bodies_finding)
    return each_found(made, view, none)


def stand_ins(chain: Chain) -> int:
    """Count the years of a chain in which a ceiling stands in for an award."""
    return _resting(chain, STANDS_IN)


def shares(chain: Chain) -> int:
    """Count the years of a chain that are an even share of a figure for several years."""
    return _resting(chain, SHARE)


def share_staff(chain: Chain) -> str:
    """Name the staff whom a figure for several years is of, as its source does."""
    named = (link.whose for link in chain.links if link.basis == SHARE)
    return "; ".join(dict.fromkeys(name for name in named if name))


def _resting(chain: Chain, basis: str) -> int:
    return sum(any(link.basis == basis for link in year.links) for year in chain.years)
