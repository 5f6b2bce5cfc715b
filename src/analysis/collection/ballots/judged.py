"""Ballots judged and told once for every report: what each came to, by whose word, how many."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.collection.selection import services_in_law
from analysis.measures.ballots.outcomes import judge_ballots
from analysis.measures.ballots.told import JUDGED, PUBLISHED, tell_outcomes
from analysis.present import Value

# What came of a vote, by the answer and by whose word it is known.
OUTCOMES = {
    ("yes", JUDGED): "passed the tests of the day",
    ("no", JUDGED): "did not pass the tests of the day",
    ("yes", PUBLISHED): "met the thresholds, as published",
    ("no", PUBLISHED): "missed the thresholds, as published",
}
MIXED = "some employers met the thresholds, as published"
UNTOLD = "whether it passed cannot be told"
OPPOSED = "though its source says the opposite"
_ADDED = (
    *("legal_effect", "standing", "outcome", "told", "told_by", "disputed", "turnout_shown"),
    *("yes_shown", "papers_short", "valid_yes_pct", "turnout_counted_pct"),
    *("turnout_places", "yes_places"),
)


def judge(ballots: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    """Judge ballots by the law known on the day of a reading, and tell what came of each.

    Columns out: the clean ballots, those of `judge_ballots` and of `tell_outcomes`, and
    `turnout_shown` and `yes_shown`: the shares from counts, else as printed, and with how many
    decimals a sentence prints them (`turnout_places`, `yes_places`): one, or none where the source
    printed none. No ballots stay none, with the columns.
    """
    if ballots.empty:
        none = ballots.reindex(columns=[*ballots.columns, *_ADDED])
        return none.astype({"legal_effect": bool, "disputed": bool})
    rows = services_in_law(ballots, rules)
    judged = judge_ballots(rows, ballot_rules=rules).drop(columns="key")
    rows = pd.concat([rows, judged], axis="columns")
    rows = pd.concat([rows, tell_outcomes(rows)], axis="columns")
    for share, own in (("turnout", "turnout_counted_pct"), ("yes", "valid_yes_pct")):
        rows[f"{share}_shown"] = rows[own].fillna(rows[f"{share}_pct"])
        printed = rows[f"{share}_decimals"].fillna(1).clip(upper=1)
        rows[f"{share}_places"] = printed.where(rows[own].isna(), 1).astype(int)
    return rows


def outcome_words(row: Any) -> str:
    """Say what came of a vote that could authorise action, and where its source says otherwise."""
    if words := OUTCOMES.get((row.told, row.told_by)):
        return f"{words}, {OPPOSED}" if row.disputed else words
    return MIXED if row.threshold_met_published == "mixed" else UNTOLD


def count_told(votes: pd.DataFrame, told: str, by: str | None = None) -> Value:
    """Count the votes of one outcome, by whose word it is known."""
    kept = (votes["told"] == told) & (votes["told_by"].eq(by) if by else True)
    rows = tuple(("ballots", str(key)) for key in votes.loc[kept, "key"])
    return Value(len(rows), function=tell_outcomes, rows=rows)
