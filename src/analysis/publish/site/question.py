"""What the front page needs so that it can be asked: rates, the law, one worked example.

A sum of another year is asked of it too: of that it has the levels of each index, and one example.

The numbers are those that Python's own measures use, written small; the page's script
(`sums.js`) does the arithmetic that a reader's input forces, and tests in a browser hold it to
`analysis.measures` on questions made up for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd

from analysis.collection.versions import published_versions
from analysis.errors import MeasureError
from analysis.measures.ballots.one_ballot import judge_ballot
from analysis.measures.ballots.rules import NATIONS, TESTS, BallotLaw, Rule, ballot_law
from analysis.measures.bounds import Bounded
from analysis.measures.offers.worth import (
    BEGINS,
    COVERS,
    KNOWN,
    NOW,
    Offer,
    Published,
    Reading,
    readings,
)
from analysis.measures.prices.inflation import YEARLY, Inflated, inflate, monthly_series
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.price_record import price_index
from analysis.periods import Month
from analysis.present.numbers import (
    NO_BREAK,
    join_words,
    print_amount,
    print_date,
    print_number,
)
from analysis.project import find_project
from analysis.publish.page.statuses import status_words
from analysis.publish.site.asking import Asked, Worked, level_line
from analysis.tables import read
from analysis.tables.indices import read_indices

# The offer that the page answers before anything is typed, and without a script: a rise at the
# cap of 3 % that the civil service unions had voted on by 7 December 2022, from that August.
EXAMPLE = Offer(3.0, date(2022, 12, 7), Month(2022, 8), 25_000.0)


HEADS = (
    *("Index", "Read against", "Prices rose", "Real change", "Gap, points"),
    *("Beside keeping pace, £ a year", "Rise that keeps pace, £"),
)


def asked(links: Mapping[str, Sequence[tuple[str, str]]]) -> Asked:
    """Gather what the front page needs to answer questions, from the clean tables.

    `links` are, by question, the pages that show the working: (title, address).
    """
    shown, rates = index_facts()
    prices = read("prices")
    for one in shown:
        one["money"] = money_facts(prices, one["name"])
    rules = read("ballot_rules")
    law = ballot_law(rules)
    tests = [rule for rule in law.rules if rule.topic in TESTS]
    mandates = [rule for rule in law.rules if rule.topic == "mandate"]
    names = [one["name"] for one in shown]
    facts = {
        "indices": shown,
        "law": [_rule(rule) for rule in (*tests, *mandates)],
        "nations": list(NATIONS),
        "services": sorted({name for rule in tests for name in rule.services} - {"all"}),
        "source": source_of(rates, names),
        "links": dict(links),
    }
    found = readings(rates, EXAMPLE, indices=names)
    heading = (
        f"A rise of {EXAMPLE.percent:g}{NO_BREAK}% offered on {print_date(EXAMPLE.on)}, on a "
        f"salary of {print_amount(EXAMPLE.salary or 0, '£')}"
    )
    rows = [_row(one) for one in _shown(found)]
    worked = Worked(heading, _sentence(heading, found), HEADS, rows)
    statuses = status_words([one["name"] for one in shown])
    money = worked_money(prices, [one["name"] for one in shown if one["money"]])
    return Asked(facts, worked, _worked_ballot(law, rules), money, statuses)


# The national ballot of the PCS union in 2019: 2,903 papers short of half of those entitled.
BALLOT: Mapping[str, Any] = {"entitled": 124710, "returned": 59452, "yes": 46352, "no": 12430}
BALLOT_HEADS = ("Opened from", "Turnout", "Yes of those entitled", "Majority", "Outcome")


def _worked_ballot(law: BallotLaw, rules: pd.DataFrame) -> Worked:
    """Judge one ballot under the law of each period."""
    judged = [(day, judge_ballot(ballot_rules=rules, opened=day, **BALLOT)) for day in law.days]
    answers = ("turnout", "support", "majority", "outcome")
    rows = [[print_date(day), *(str(found[name]) for name in answers)] for day, found in judged]
    heading = "PCS, spring 2019: the same votes under the law of each period"
    told = ", ".join(f"{found['outcome']} from {print_date(day)}" for day, found in judged)
    short = next(found["papers_short"] for _, found in judged if found["outcome"] == "no")
    sentence = (
        f"Of {BALLOT['entitled']:,} entitled in the national ballot of PCS in 2019, "
        f"{BALLOT['returned']:,} returned a paper and {BALLOT['yes']:,} said yes. Would these "
        f"votes have been a mandate in Great Britain? By the day it opened: {told}. "
        f"It was {print_amount(short, 'papers')} short of half."
    )
    return Worked(heading, sentence, BALLOT_HEADS, rows)


def index_facts() -> tuple[list[dict[str, Any]], list[Published]]:
    """List the indices shown with every version of their rates as a line; and the versions."""
    project = find_project()
    rates = published_versions(project)
    shown = [one for one in read_indices(project).values() if one.shown]
    return [
        {"name": one.name, "full": one.full_name, "versions": version_line(rates, one.name)}
        for one in shown
    ], rates


def source_of(rates: Iterable[Published], names: Sequence[str]) -> str:
    """Say where the prices come from and how far they reach."""
    newest = max(rate.month for rate in rates if rate.index in names)
    return f"published 12-month rates of {', '.join(names)}, ONS, to {newest.said}; realpay"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.rule_id,
        "topic": rule.topic,
        "nations": sorted(rule.nations),
        "services": sorted(rule.services),
        "pct": rule.threshold_pct,
        "of": rule.of_whom,
        "spoiled": rule.spoiled_count,
        "length": rule.duration,
        "unit": rule.duration_unit,
        "agreed": rule.extendable_to,
        "from": rule.first_day.isoformat(),
        "until": "" if rule.last_day == date.max else rule.last_day.isoformat(),
        "citation": rule.citation,
    }


def _shown(found: Sequence[Reading]) -> list[Reading]:
    """Leave out what is published now of a month where it is what was known that day."""
    known = {one.index: one.rate for one in found if one.reading == KNOWN}
    kept = [one for one in found if one.reading != NOW or one.rate != known[one.index]]
    return sorted(kept, key=lambda one: (KNOWN, NOW, BEGINS, COVERS).index(one.reading))


def _row(one: Reading) -> list[str]:
    cells = [
        one.index,
        f"{one.reading}, {Month.parse(one.month).said}" if one.month else one.reading,
    ]
    if one.rate is None:
        return [*cells, *["–"] * (len(HEADS) - 2)]
    real = Bounded(one.real_change or 0.0, one.real_low or 0.0, one.real_high or 0.0)
    return [
        *cells,
        print_amount(one.rate, "%", 1),
        ("" if real.printed_certain(1) else "~") + print_amount(real.value, "%", 1),
        print_number(one.gap or 0.0, 1),
        print_amount(one.pounds or 0.0, "£", signed=True),
        print_amount(one.pace_pounds or 0.0, "£"),
    ]


def _sentence(heading: str, found: Sequence[Reading]) -> str:
    known = [one for one in found if one.reading == KNOWN and one.rate is not None]
    if not known:
        return f"{heading}: no rate of prices is on record by then."
    changes = ", ".join(
        f"{print_amount(one.real_change or 0.0, '%', 1)} on {one.index}" for one in known
    )
    first = known[0]
    return (
        f"{heading}: in real terms {changes}, on the prices known that day. "
        f"{print_amount(first.rate or 0.0, '%', 1)}, {print_amount(first.pace_pounds or 0.0, '£')}"
        f" a year, would have kept pace with {first.index}."
    )


def version_line(rates: Iterable[Published], index: str) -> str:
    """Write every version of one index's rates as a line: `2022-10:11.1k46`, months following on.

    A version is its rate and, in days after the first of its month, `k` since when it was known,
    `p` since when it may have been (left out where it is the same day, `x` for no day), `u` until
    when it stood; `r` says that it stands in for what was printed, `d` how many decimals, if not
    one. The month stands before a version unless it follows the month before.

    >>> october = Published("CPI", Month(2022, 10), 11.1, 1, date(2022, 11, 16), date(2022, 11, 16))
    >>> november = Published("CPI", Month(2022, 11), 10.7, 1, None, None, revised=True)
    >>> version_line([october, november], "CPI")
    '2022-10:11.1k46 10.7r'
    """
    words = []
    mine = sorted((rate for rate in rates if rate.index == index), key=lambda rate: rate.month)
    before: Month | None = None
    for month, versions in groupby(mine, key=lambda rate: rate.month):
        for place, one in enumerate(versions):
            follows = place == 0 and before is not None and month == before + 1
            words.append(("" if follows else f"{month.text}:") + _version(one))
        before = month
    return " ".join(words)


def _version(one: Published) -> str:
    first = date(one.month.year, one.month.month, 1)

    def after(day: date | None) -> str:
        return "x" if day is None else str((day - first).days)

    text = f"{one.rate:g}"
    if one.known is not None:
        text += "k" + after(one.known)
    if one.possible != one.known:
        text += "p" + after(one.possible)
    if one.until is not None:
        text += "u" + after(one.until)
    text += "r" if one.revised else ""
    return text + (f"d{one.decimals}" if one.decimals != 1 else "")


# What the page answers before anything is typed, and without a script.
AMOUNT, START = 28_000.0, Month(2015, 1)
MONEY_HEADS = ("Index", "Series and its base", "Ratio", "Pounds", "Lowest", "Highest")


def money_facts(prices: pd.DataFrame, index: str) -> list[dict[str, Any]]:
    """Write the series of an index as its sums choose among them, the one it goes by first.

    Each has its months, and under `years` the yearly values published for before there were any.
    None where an index has no levels, or levels that no sum can be taken of (a month missing).
    """
    with suppress(MeasureError):
        return _series_of(prices, index)
    return []


def _series_of(prices: pd.DataFrame, index: str) -> list[dict[str, Any]]:
    levels = prices[(prices["index"] == index) & (prices["measure"] == "index")]
    yearly = set(levels.loc[levels["frequency"] == "year", "series"])
    found = []
    for one in monthly_series(prices, index=index, vintage="latest"):
        named = {"series": one.identity.series, "base": one.identity.base, **_line(one)}
        if one.identity.series in yearly:
            years = price_index(prices, index=index, series=one.identity.series, frequency="year")
            named["years"] = _line(years)
        found.append(named)
    return found


def _line(index: PriceIndex) -> dict[str, Any]:
    return {"first": index.first.text, **level_line(index.values, index.half_unit)}


def worked_money(prices: pd.DataFrame, indices: Sequence[str]) -> Worked | None:
    """Put the example's sum into the money of the newest year that all these indices have whole.

    Indices that do not reach back to it are left out; none where that is all of them.
    """
    main = [monthly_series(prices, index=one, vintage="latest")[0] for one in indices]
    able = [one for one in main if one.first <= START and one.last >= START + 11]
    if not able:
        return None
    to = Month(min((one.last + 1).year for one in able) - 1, 1)
    found = [
        inflate(prices, AMOUNT, start=START, to=to, index=one.name, convention=YEARLY)
        for one in able
    ]
    asked = f"{print_amount(AMOUNT, '£')} of {START.year}"
    told = join_words(
        f"{print_amount(one.value, '£')}{'' if place else f' of {to.year}'} on "
        f"{one.ratio.to.identity.index}"
        for place, one in enumerate(found)
    )
    rows = [money_row(one) for one in found]
    return Worked(f"{asked} in the money of {to.year}", f"{asked} is {told}.", MONEY_HEADS, rows)


def money_row(one: Inflated) -> list[str]:
    """Write one answer as the row of a table, under `MONEY_HEADS`."""
    identity = one.ratio.to.identity
    ratio = print_number(one.ratio.value, 4)
    pounds = [print_amount(each, "£", 2) for each in (one.value, one.low, one.high)]
    return [identity.index, f"{identity.series}, {identity.base}", ratio, *pounds]
