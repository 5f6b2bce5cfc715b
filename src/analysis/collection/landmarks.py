"""What time axes are told with: freezes of pay, days of national strikes, changes of the law."""

from __future__ import annotations

import pandas as pd

from analysis.collection.selection import SERVICE, national_groups, under_uk_remits
from analysis.collection.wording import listed
from analysis.measures.offers.chain_links import TRACKS
from analysis.periods import PayYear
from analysis.present import Landmarks
from analysis.tables import read

TOOK_PLACE = "took place"  # what came of an action, by the record
FREEZE, STRIKES = "pay freeze", "civil service strikes"
TESTS = ("turnout", "support")  # of a vote, that come and go


def pay_landmarks(as_of: str, employer: str = SERVICE) -> Landmarks:
    """Tell of freezes and national strikes of the UK civil service, by what a day knew of them.

    For an employer that is not of it, or under pay policy of its own nation, there is none.
    """
    body = read("employers", where={"key": employer}, columns=["civil_service", "nation"])
    if employer != SERVICE and not under_uk_remits(body):
        return Landmarks()
    remits = read("remits", as_of=as_of, where={"jurisdiction": list(TRACKS.values())})
    employers = read("employers", columns=["key", "kind", "members", "civil_service"])
    groups = national_groups(employers, SERVICE)
    actions = read("actions", as_of=as_of, where={"employer": groups})
    return Landmarks(spans=freezes(remits), rows=strikes(actions))


def freezes(remits: pd.DataFrame) -> tuple[tuple[object, object, str], ...]:
    """Give each run of pay years in which pay was frozen: its first day, its last, its words.

    A year counts if its freeze was of the whole public sector, or was the one ceiling of that
    year: some departments began early, and theirs was not a freeze of all.

    >>> remits = pd.DataFrame({"pay_year_from": ["2011-12", "2012-13", "2012-13", "2021-22"],
    ...     "jurisdiction": ["UK public sector", "UK public sector", "service", "service"],
    ...     "basis_kind": ["freeze", "freeze", "average_award", "freeze"],
    ...     "ceiling_pct": [0.0, 0.0, 1.0, 0.0]})
    >>> [f"{first} {last} {words}" for first, last, words in freezes(remits)]
    ['2011-04-01 2013-03-31 pay freeze', '2021-04-01 2022-03-31 pay freeze']
    """
    frozen = remits["basis_kind"].eq("freeze")
    ceilings = remits[remits["ceiling_pct"].notna()].groupby("pay_year_from").size()
    alone = remits["pay_year_from"].map(ceilings).eq(1)
    whole = remits["jurisdiction"].eq("UK public sector")
    years = sorted(set(remits.loc[frozen & (alone | whole), "pay_year_from"].dropna()))
    runs: list[tuple[object, object]] = []
    for year in map(PayYear.parse, years):
        first, last = year.months[0].first_day, year.months[-1].last_day
        if runs and pd.Timestamp(str(runs[-1][1])) + pd.Timedelta(days=1) == pd.Timestamp(first):
            first = runs.pop()[0]  # type: ignore[assignment]
        runs.append((first, last))
    return tuple((first, last, FREEZE) for first, last in runs)


def strikes(
    actions: pd.DataFrame, words: str = STRIKES
) -> tuple[tuple[tuple[object, ...], str], ...]:
    """Give the days on which strikes of these actions took place, each once, as one row.

    Of a strike whose month or year alone is known no day is given.

    >>> actions = pd.DataFrame({"kind": ["strike", "strike", "overtime ban"],
    ...     "outcome": ["took place", "announced", "took place"],
    ...     "started_first": pd.to_datetime(["2011-11-30", "2011-11-30", "2013-03-20"])})
    >>> actions["started_last"] = actions["started_first"]
    >>> [(len(days), words) for days, words in strikes(actions)]
    [(1, 'civil service strikes')]
    """
    held = actions[actions["kind"].eq("strike") & actions["outcome"].eq(TOOK_PLACE)]
    held = held[held["started_first"] == held["started_last"]]
    days = tuple(sorted({day.date() for day in held["started_first"].dropna()}))
    return ((days, words),) if days else ()


def law_landmarks(rules: pd.DataFrame) -> Landmarks:
    """Tell when the tests of a vote in Great Britain began to apply, and when one went.

    >>> rules = pd.DataFrame({"topic": ["turnout", "support"],
    ...     "jurisdiction": ["Great Britain"] * 2,
    ...     "applies_from": pd.to_datetime(["2017-03-01", "2017-03-01"]),
    ...     "applies_until": pd.to_datetime([None, "2026-02-17"])})
    >>> [f"{day} {words}" for day, words in law_landmarks(rules).days]
    ['2017-03-01 law: turnout and support tests begin', '2026-02-18 law: support test ends']
    """
    held = rules[rules["jurisdiction"].eq("Great Britain") & rules["topic"].isin(TESTS)]
    changes: dict[tuple[object, str], list[str]] = {}
    gone = held.assign(gone=pd.to_datetime(held["applies_until"]) + pd.Timedelta(days=1))
    for column, what in (("applies_from", "begin"), ("gone", "end")):
        dated = gone.dropna(subset=[column])
        for day, topic in zip(dated[column], dated["topic"], strict=True):
            changes.setdefault((day.date(), what), []).append(str(topic))
    told = []
    for (day, what), topics in changes.items():
        tests, verb = ("test", f"{what}s") if len(topics) == 1 else ("tests", what)
        told.append((day, f"law: {listed(topics)} {tests} {verb}"))
    return Landmarks(days=tuple(sorted(told, key=str)))
