"""A deal over years, asked of a page of its own: awards and pay points of employers on record."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.collection.offers.chained import is_range, own_links, read_ceilings, with_ceilings
from analysis.collection.prices import price_indices
from analysis.measures.bounds import Bounded
from analysis.measures.offers.chains import STANDS_IN, Chain, Link, Year, chain_links
from analysis.measures.pay.pay_points import ENDS, points_over_time
from analysis.measures.prices.price_index import PriceIndex
from analysis.present.numbers import print_amount
from analysis.publish.page.filled import LEAST_AWARDS
from analysis.publish.page.statuses import status_words
from analysis.publish.site.asking import Asked, Worked, level_line
from analysis.publish.site.question import index_facts, source_of
from analysis.tables import read

HEADS = ("Pay year", "Rise", "Prices", "In real terms", "Months")
LEAST_DAYS = 2


def deal_asked(links: Mapping[str, Sequence[tuple[str, str]]], made: Collection[str] = ()) -> Asked:
    """Gather what the page of deals needs to answer, from the clean tables.

    `links` are, by question, the pages that show the working; `made` names the reports with a
    page. The worked example is the longest chain of an employer's own awards.
    """
    shown, rates = index_facts()
    indices = price_indices()
    for one in shown:
        if one["name"] in indices:
            one["levels"] = _levels(indices[one["name"]])
    own = _own_awards()
    facts = {
        "indices": shown,
        "source": source_of(rates, [one["name"] for one in shown]),
        "links": dict(links),
        **_employers(own, made),
    }
    named = [(one["name"], own[one["slug"]]) for one in facts["employers"]]
    worked = _worked(named, indices)
    return Asked(facts, worked, statuses=status_words(list(indices)))


def _own_awards() -> dict[str, list[Link]]:
    """Give the awards of each employer of which enough are on record, by its slug."""
    usual = read("employers", columns=["key", "usual_settlement"]).set_index("key")
    each = read("offer_statements").groupby("employer", sort=True)
    made = {
        str(slug): own_links(rows, usual["usual_settlement"].get(str(slug))) for slug, rows in each
    }
    return {
        slug: links
        for slug, links in made.items()
        if sum(link.known for link in links) >= LEAST_AWARDS
    }


def _worked(
    awards: Sequence[tuple[str, Sequence[Link]]], indices: Mapping[str, PriceIndex]
) -> Worked:
    """Work out the longest chain of one employer's own awards on the first index.

    `awards` are those of each employer, with its name, which two may share.
    """
    on, index = next(iter(indices.items()))
    found = [
        (chain, name) for name, links in awards if (chain := chain_links(links, index).longest)
    ]
    chain, whose = max(found, key=lambda pair: (len(pair[0].years), pair[0].last))
    span = f"{chain.first.said} to {chain.last.said}"
    return Worked(
        f"Awards at {whose} on {on}, {span}",
        f"From {span} the awards at {whose} came to {_percent(chain, chain.money)} in money, and "
        f"prices {_rose(chain.prices)} on {on}: pay {_changed(chain)} in real terms.",
        HEADS,
        [
            [
                year.pay_year,
                _percent(year, year.money),
                print_amount(year.prices.value, "%", 1, signed=True),
                _percent(year, year.real),
                f"{year.first.said} to {year.last.said}",
            ]
            for year in chain.years
        ],
    )


def _percent(of: Chain | Year, change: Bounded) -> str:
    ends = (change.low, change.high) if is_range(of) else (change.value,)
    return " to ".join(print_amount(end, "%", 1, signed=True) for end in ends)


def _changed(chain: Chain) -> str:
    if is_range(chain):
        return f"changed by {_percent(chain, chain.real)}"
    return _rose(chain.real)


def _rose(change: Bounded) -> str:
    return f"{'fell' if change.value < 0 else 'rose'} {print_amount(abs(change.value), '%', 1)}"


def _levels(index: PriceIndex) -> dict[str, Any]:
    return {"first": index.first.text, **level_line(index.values, index.half_unit)}


def _employers(own_awards: Mapping[str, Sequence[Link]], made: Collection[str]) -> dict[str, Any]:
    """List employers with awards on record, each award with its source, and their pay points.

    An award is `[pay year, month, low, high, basis, note, source]`, percentages blank for a year
    that is not on record; `source` is a place in `sources`, a list of `[title, address]`. Ceilings
    that may stand in where there is no award are among them, by their basis. Points are by grade:
    `[month, minimum, maximum]`. `made` are the names of the reports that have a page.
    """
    statements = read("offer_statements", columns=["key", "source_title", "source_url"])
    remits = read("remits", columns=["key", "source_title", "source_url"])
    cited = {
        "offer_statements": statements.set_index("key"),
        "remits": remits.set_index("key"),
    }
    employers = read("employers").set_index("key")
    successors = set(employers["successor"].dropna())
    ceilings = read_ceilings()
    scales = read("pay_scales")
    sources: dict[tuple[str, str], int] = {}

    def award(link: Link) -> list[Any]:
        place = -1
        if link.rows:
            row = cited[link.rows[0][0]].loc[link.rows[0][1]]
            told = (_text(row["source_title"]), _text(row["source_url"]))
            place = sources.setdefault(told, len(sources))
        note = "; ".join(part for part in (link.whose, link.note) if part)
        return [
            *(link.pay_year, link.effective.text, link.low, link.high),
            *(link.basis, note, place),
        ]

    listed: list[dict[str, Any]] = []
    for slug, own in own_awards.items():
        first = slug not in successors
        links = with_ceilings(own, employers.loc[slug], ceilings, first=first)
        of_slug = scales[scales["employer"] == slug]
        listed.append(
            {
                "slug": slug,
                "name": _text(employers["name"].get(slug, slug)),
                "awards": [award(link) for link in links],
                "points": _points(of_slug),
                "page": f"dispute-{slug}.html" if f"dispute-{slug}" in made else "",
            }
        )
    listed.sort(key=lambda one: one["name"].casefold())
    return {"employers": listed, "sources": [list(one) for one in sources], "standing": STANDS_IN}


def _points(scales: pd.DataFrame) -> dict[str, list[list[Any]]]:
    """Give the ends of each grade's scale on each day, of grades returned on several days."""
    if scales.empty:
        return {}
    points = points_over_time(scales)
    found: dict[str, list[list[Any]]] = {}
    for grade, rows in points.groupby("grade"):
        if len(rows) >= LEAST_DAYS:
            found[str(grade)] = [
                [str(row["period"]), *(_pounds(row[end]) for end in ENDS)]
                for _, row in rows.iterrows()
            ]
    return found


def _pounds(value: float) -> float | int | None:
    if value != value:
        return None
    return int(value) if float(value).is_integer() else float(value)


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else ""
