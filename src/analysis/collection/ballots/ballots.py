"""Notebook 05: who voted, whether it counted, and under which law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.collection.selection import (
    ALL,
    day_text,
    employer_name,
    services_in_law,
    slugs_under,
    within_years,
)
from analysis.collection.wording import agree, clauses, question
from analysis.measures.ballots.outcomes import judge_ballots
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
    about = employer_name(employer) if union == ALL else f"{union}, {employer_name(employer)}"
    if ballots.empty:
        nothing = dict.fromkeys((*SHOWN, "outcome", "papers_short"))
        rows = ballots.assign(legal_effect=False, **nothing)
        return View(rows, rules, about, as_of)
    ballots = services_in_law(ballots, rules)
    judged = judge_ballots(ballots, ballot_rules=rules).drop(columns="key")
    rows = ballots.join(judged)
    rows["turnout_shown"] = rows["turnout_counted_pct"].fillna(rows["turnout_pct"])
    rows["yes_shown"] = rows["valid_yes_pct"].fillna(rows["yes_pct"])
    return View(rows, rules, about, as_of)


def findings(view: View) -> list[Finding]:
    """Say how many votes on action passed, failed and cannot be told, and by how much."""
    votes = view.votes_on_action
    if votes.empty:
        sentence = "The record holds no statutory vote on action for {about} by {day}."
        values = {"about": Value(view.about), "day": Value(day_text(view.as_of))}
        return [Finding("no-ballots", sentence, values)]
    counts = votes["outcome"].value_counts()
    keys = tuple(("ballots", key) for key in votes["key"])

    def count(word: str) -> Value:
        rows = tuple(("ballots", key) for key in votes.loc[votes["outcome"] == word, "key"])
        return Value(int(counts.get(word, 0)), function=judge_ballots, rows=rows)

    told = {"yes": count("yes"), "no": count("no")}
    parts = ["{yes} passed every test of the law of the day on which they opened", "{no} did not"]
    if (untold := count("cannot be told")).amount:
        told["untold"] = untold
        parts.append("of {untold} it cannot be told from what was published")
    found = [
        Finding(
            "outcomes",
            f"Of {{n}} statutory {agree(len(votes), 'vote')} on action in the record ({{about}}), "
            f"{clauses(parts)}.",
            {
                "n": Value(len(votes), function=judge_ballots, rows=keys),
                "about": Value(view.about),
                **told,
            },
        )
    ]
    short = votes[votes["papers_short"].gt(0).fillna(False)]
    if not short.empty:
        row = short.sort_values(["papers_short", "key"]).iloc[0]
        found.append(
            Finding(
                "nearest",
                "The vote that came nearest to half without reaching it: {employer} ({union}, "
                "{question}, closed {closed}), {short} "
                f"{agree(int(row['papers_short']), 'paper')} short of half of the {{n}} entitled.",
                {
                    "employer": Value(row["employer_name"]),
                    "union": Value(row["union"]),
                    "question": Value(question(row["question_kind"])),
                    "closed": Value(row["closed_last"].date()),
                    "short": Value(
                        int(row["papers_short"]),
                        function=judge_ballots,
                        rows=(("ballots", row["key"]),),
                    ),
                    "n": Value(int(row["entitled"]), rows=(("ballots", row["key"]),)),
                },
            )
        )
    return found
