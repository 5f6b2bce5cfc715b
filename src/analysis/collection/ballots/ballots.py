"""Notebook 05: who voted, whether it counted, and under which law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.collection.ballots.judged import count_told, judge
from analysis.collection.selection import ALL, day_text, employer_name, slugs_under, within_years
from analysis.collection.wording import agree, clauses, known_day
from analysis.measures.ballots.told import JUDGED, PUBLISHED, nearest_misses, tell_outcomes
from analysis.present import Finding, Value
from analysis.tables import read
from analysis.tables.asked import asked

SHOWN = ("turnout_shown", "yes_shown")  # shares from counts, else as printed


@dataclass(frozen=True, eq=False)
class View:
    """The ballots of one report, judged: `rows` has a row a ballot and question."""

    rows: pd.DataFrame
    rules: pd.DataFrame
    about: str
    as_of: str

    @property
    def votes_on_action(self) -> pd.DataFrame:
        """Statutory votes on action that were counted on their own."""
        return self.rows[self.rows["legal_effect"]]

    @property
    def plotted(self) -> pd.DataFrame:
        """Those of which both shares are known, from counts or as printed."""
        return self.votes_on_action.dropna(subset=list(SHOWN))


@asked
def gather(*, union: str, employer: str, years: str, as_of: str) -> View:
    """Read the ballots of a union and an employer in some years, and judge each one."""
    where: dict[str, Any] = {}
    if union != ALL:
        where["union"] = union
    if employer != ALL:
        where["employer"] = slugs_under(employer)
    ballots = read("ballots", as_of=as_of, where=where)
    rules = read("ballot_rules", as_of=as_of)
    ballots = within_years(ballots, years, "closed_first", "closed_last")
    named = [union] if union != ALL else []
    if employer != ALL or union == ALL:
        named.append(employer_name(employer))
    about = ", ".join(named)
    return View(judge(ballots, rules), rules, about, as_of)


def findings(view: View) -> Iterator[Finding]:
    """Say what the votes on action came to, by the votes or by what was published, and how near."""
    votes = view.votes_on_action
    if votes.empty:
        sentence = "No statutory vote on action for {about} is on record by {day}."
        values = {"about": Value(view.about), "day": Value(day_text(view.as_of))}
        yield Finding("no-ballots", sentence, values)
        return
    yield _outcomes(votes, view.about)
    yield _by_whom(votes)
    missed = nearest_misses(votes)
    if len(missed):
        yield _nearest(votes.loc[missed.index[0]], missed.iloc[0])


def _outcomes(votes: pd.DataFrame, who: str) -> Finding:
    """Say how many votes met the law of their day, missed it, and cannot be told."""
    values = {
        "n": Value(
            len(votes), function=tell_outcomes, rows=tuple(("ballots", key) for key in votes["key"])
        ),
        "about": Value(who),
        "yes": count_told(votes, "yes"),
        "no": count_told(votes, "no"),
    }
    parts = ["{yes} met every test of the law of the day", "{no} missed at least one"]
    if (untold := count_told(votes, "cannot be told")).amount:
        values["untold"] = untold
        parts.append("of {untold} it cannot be told")
    closed = votes["closed_last"].fillna(votes["known_from"]).dt.year.dropna()
    when = ""
    if len(closed):
        values |= {"first": Value(str(int(closed.min()))), "last": Value(str(int(closed.max())))}
        when = " of {first} to {last}" if closed.min() < closed.max() else " of {first}"
        if closed.min() == closed.max():
            del values["last"]
    text = f"Of {{n}} statutory {agree(len(votes), 'vote')} on action{when} ({{about}}), "
    return Finding("outcomes", f"{text}{clauses(parts)}.", values, answer="yes")


def _by_whom(votes: pd.DataFrame) -> Finding:
    """Say how sure that is: how many outcomes follow from the votes, how many a source states."""
    values = {
        "n": Value(len(votes), function=tell_outcomes),
        "judged_yes": count_told(votes, "yes", JUDGED),
        "judged_no": count_told(votes, "no", JUDGED),
    }
    noun, their = agree(len(votes), "vote"), agree(len(votes), "its", "their")
    text = f"Of the {{n}} {noun}, by {their} own figures {{judged_yes}} met the law and "
    rest = "{judged_no} missed it; no other outcome is known."
    if votes["told_by"].eq(PUBLISHED).any():
        values |= {
            "said_yes": count_told(votes, "yes", PUBLISHED),
            "said_no": count_told(votes, "no", PUBLISHED),
        }
        rest = (
            "{judged_no} missed it; where the figures do not decide, sources say that {said_yes} "
            "met it and {said_no} missed it."
        )
    text += rest
    if (disputed := int(votes["disputed"].sum())) > 0:
        values["disputed"] = Value(
            disputed,
            function=tell_outcomes,
            rows=tuple(("ballots", key) for key in votes.loc[votes["disputed"], "key"]),
        )
        text += " In {disputed} the source says the opposite of the votes."
    return Finding("by-whom", text, values)


def _nearest(vote: pd.Series[Any], miss: pd.Series[Any]) -> Finding:
    """Name the vote that came nearest to half of those entitled without reaching it."""
    rows = (("ballots", vote["key"]),)
    values = {
        "employer": Value(vote["employer_name"]),
        "union": Value(vote["union"]),
        "share": Value(miss["share"], "%", 1, function=nearest_misses, rows=rows),
    }
    when = ""
    if pd.notna(vote["closed_last"]):
        values["when"] = Value(known_day(vote["closed_first"], vote["closed_last"]))
        when = ", closed {when}"
    elif pd.notna(vote["source_date"]):
        written = str(vote["source_date"])
        values["when"] = Value(pd.Period(written, "M") if "-" in written else written)
        when = ", reported {when}"
    by = ""
    if pd.notna(miss["short"]):
        short = int(miss["short"])
        values["short"] = Value(short, function=nearest_misses, rows=rows)
        by = f", {{short}} {agree(short, 'paper')} short of half of those entitled"
    sentence = "The vote nearest to the turnout test that missed it was at {employer} "
    sentence += f"({{union}}{when}): "
    return Finding("nearest", f"{sentence}{{share}} turnout{by}.", values)
