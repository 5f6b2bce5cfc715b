"""Notebook 05: who voted, whether it counted, and under which law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.collection.selection import ALL, day_text, employer_name, slugs_under, within_years
from analysis.measures.ballots import judge_ballots, judge_under_each_regime
from analysis.present import Chart, Finding, Table, Value, scatter_chart
from analysis.tables import read

LAW = "Trade Union and Labour Relations (Consolidation) Act 1992, as in force when each opened"
SOURCE = "ballot results as published by unions, scrutineers and press; each row names its own"
OUTCOME_WORDS = {"yes": "passed", "no": "did not pass", "cannot be told": "cannot be told"}
MOST_LISTED = 60
TURNOUT_TEST = 50.0  # per cent of those entitled; ballot rule R03


@dataclass(frozen=True, eq=False)
class View:
    """The ballots of one report, judged: `rows` has a row a ballot and question."""

    rows: pd.DataFrame
    rules: pd.DataFrame
    about: str
    day: Any

    @property
    def votes_on_action(self) -> pd.DataFrame:
        """Statutory votes on action that were counted on their own."""
        return self.rows[self.rows["legal_effect"]]

    @property
    def plotted(self) -> pd.DataFrame:
        """Those of which both shares are known, from counts or as printed."""
        return self.votes_on_action.dropna(subset=["turnout_shown", "yes_shown"])


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
        return View(ballots.assign(legal_effect=False), rules, about, day_text(as_of))
    judged = judge_ballots(ballots, ballot_rules=rules).drop(columns="key")
    rows = ballots.join(judged)
    rows["turnout_shown"] = rows["turnout_counted_pct"].fillna(rows["turnout_pct"])
    rows["yes_shown"] = rows["valid_yes_pct"].fillna(rows["yes_pct"])
    return View(rows, rules, about, day_text(as_of))


def findings(view: View) -> list[Finding]:
    """Say how many votes on action passed, failed and cannot be told, and by how much."""
    votes = view.votes_on_action
    if votes.empty:
        sentence = "The record holds no statutory vote on action for {about} by {day}."
        values = {"about": Value(view.about), "day": Value(view.day)}
        return [Finding("no-ballots", sentence, values)]
    counts = votes["outcome"].value_counts()
    keys = tuple(("ballots", key) for key in votes["key"])

    def count(word: str) -> Value:
        rows = tuple(("ballots", key) for key in votes.loc[votes["outcome"] == word, "key"])
        return Value(int(counts.get(word, 0)), function=judge_ballots, rows=rows)

    found = [
        Finding(
            "outcomes",
            "Of {n} statutory votes on action in the record ({about}), {yes} passed every test of "
            "the law of the day on which they opened, {no} did not, and of {untold} it cannot be "
            "told from what was published.",
            {
                "n": Value(len(votes), function=judge_ballots, rows=keys),
                "about": Value(view.about),
                "yes": count("yes"),
                "no": count("no"),
                "untold": count("cannot be told"),
            },
        )
    ]
    short = votes[votes["papers_short"].gt(0).fillna(False)]
    if not short.empty:
        row = short.sort_values(["papers_short", "key"]).iloc[0]
        found.append(
            Finding(
                "nearest",
                "The nearest miss of the turnout test: {employer} ({union}, {question}, closed "
                "{closed}), {short} papers short of half of {entitled} entitled.",
                {
                    "employer": Value(row["employer_name"]),
                    "union": Value(row["union"]),
                    "question": Value(row["question_kind"]),
                    "closed": Value(row["closed_last"].date()),
                    "short": Value(
                        int(row["papers_short"]),
                        function=judge_ballots,
                        rows=(("ballots", row["key"]),),
                    ),
                    "entitled": Value(int(row["entitled"]), rows=(("ballots", row["key"]),)),
                },
            )
        )
    return found


def chart(view: View) -> Chart:
    """Set turnout against the yes share, with the lines of the law."""
    rows = view.plotted
    data = pd.DataFrame(
        {
            "employer": rows["employer_name"],
            "union": rows["union"],
            "closed": rows["closed_last"].dt.date,
            "question": rows["question_kind"],
            "turnout": rows["turnout_shown"],
            "yes": rows["yes_shown"],
            "outcome": rows["outcome"].map(OUTCOME_WORDS),
        }
    ).sort_values(["closed", "employer", "question"], ignore_index=True)
    return scatter_chart(
        data,
        id="turnout-and-yes",
        headline="Turnout and yes share of each vote on action",
        subtitle=f"{view.about}: per cent of those entitled, per cent of valid votes; n = "
        f"{len(data)}. The line is the turnout test in force from 1 March 2017.",
        headers={
            "employer": "Employer",
            "union": "Union",
            "closed": "Closed",
            "question": "Question",
            "turnout": "Turnout",
            "yes": "Yes, of valid votes",
            "outcome": "Outcome in law",
        },
        alt=f"{len(data)} votes on action: turnout across, yes share upward; the mark tells "
        "whether the vote passed the tests of its own day.",
        source=f"{SOURCE}. Law: {LAW}.",
        x="turnout",
        y="yes",
        group="outcome",
        lines=((TURNOUT_TEST, "half of those entitled"),),
        units={"turnout": "%", "yes": "%"},
        blanks={"closed": "the source gives no day"},
        none="No vote on action of this selection has both a turnout and a yes share.",
    )


def table(view: View) -> Table:
    """List the newest votes on action with their outcome and what they were short of."""
    rows = view.votes_on_action.sort_values(
        ["closed_last", "key"], ascending=[False, True], na_position="last"
    )
    shown = rows.head(MOST_LISTED)
    data = pd.DataFrame(
        {
            "employer": shown["employer_name"],
            "union": shown["union"],
            "question": shown["question_kind"],
            "closed": shown["closed_last"].dt.date,
            "turnout": shown["turnout_shown"],
            "yes": shown["yes_shown"],
            "outcome": shown["outcome"].map(OUTCOME_WORDS),
            "papers_short": shown["papers_short"],
        }
    ).reset_index(drop=True)
    notes = [f"The newest {len(shown)} of {len(rows)} votes on action."] if len(rows) else []
    return Table(
        data,
        "votes",
        f"Votes on action: {view.about}",
        headers={
            "employer": "Employer",
            "union": "Union",
            "question": "Question",
            "closed": "Closed",
            "turnout": "Turnout",
            "yes": "Yes, of valid votes",
            "outcome": "Outcome in law",
            "papers_short": "Papers short of half",
        },
        units={"turnout": "%", "yes": "%"},
        decimals={"turnout": 1, "yes": 1, "papers_short": 0},
        blanks={
            "closed": "the source gives no day",
            "turnout": "no electorate or turnout was published",
            "yes": "no yes share was published",
            "papers_short": "not counted, or no turnout test applied",
        },
        notes=notes,
        source=SOURCE,
        none="The record holds no statutory vote on action here.",
    )


def other_regimes(view: View) -> Table:
    """Judge the same votes under the law of every period: a description, not a forecast."""
    votes = view.votes_on_action
    headers = {
        "law": "Law from",
        "yes": "Passed",
        "no": "Did not",
        "cannot be told": "Cannot be told",
    }
    if votes.empty:
        counts = pd.DataFrame(columns=list(headers))
    else:
        under = judge_under_each_regime(votes, ballot_rules=view.rules)
        counts = (
            pd.crosstab(under["regime_from"], under["outcome"])
            .reindex(columns=["yes", "no", "cannot be told"], fill_value=0)
            .reset_index()
        )
        counts.insert(0, "law", counts.pop("regime_from").dt.date)
    return Table(
        counts,
        "regimes",
        f"The same votes under the law of each period: {view.about}",
        headers=headers,
        notes=["People vote knowing the rules: turnout before and after 2017 cannot be compared."],
        source=LAW,
        none="There is no vote on action to judge.",
    )
