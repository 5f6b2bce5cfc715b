"""Rounds of ballots: in how many employers a union met the test, missed it, or it is not known.

A round is what one union counted employer by employer under one heading: the ballots that name one
parent, such as the national ballot of 2022, or else a union's other ballots of one year. An
employer with two questions met the test if the vote on either did.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.ballots.standing import STANDINGS, TOTAL
from analysis.measures.ballots.told import JUDGED, PUBLISHED
from analysis.measures.inputs import require_columns

COLUMNS = (
    "union",
    "round",
    "year",
    "met_judged",
    "met_published",
    "missed_judged",
    "missed_published",
    "unknown",
    "printed_met",
    "printed_missed",
    "closed",
)
_NEEDED = [
    *("key", "union", "parent_ballot_id", "closed_last", "known_from", "employer"),
    *("legal_effect", "standing", "told", "told_by"),
]
_PRINTED = ["areas_balloted", "areas_met", "areas_missed"]


def count_rounds(ballots: pd.DataFrame) -> pd.DataFrame:
    """Count the employers of each round by how their votes came out and by whose word.

    Columns in: the clean ballots with the columns of `judge_ballots` and of `tell_outcomes`.
    Columns out, one row a round, newest first: `union`; `round` (the key of the parent; blank for
    the other ballots of a year); `year`; `met_judged`, `met_published`, `missed_judged`,
    `missed_published`, `unknown` (employers named on record); `printed_met`, `printed_missed`
    (what a source prints of all, named or not; NA where none does; any report of the same round
    may print it); `closed` (the day on which the parent closed, where it is a total with a day).
    `keys` lists the ballots counted.
    """
    require_columns(ballots, (*_NEEDED, *_PRINTED), what="the judged ballots")
    votes = ballots[ballots["legal_effect"].astype(bool)]
    if votes.empty:
        return pd.DataFrame(columns=[*COLUMNS, "keys"])
    year = votes["closed_last"].fillna(votes["known_from"]).dt.year
    votes = votes.assign(year=year, round=votes["parent_ballot_id"].fillna(""))
    parents = votes["round"] != ""
    held = votes[parents].groupby("round")["year"].transform("max")
    votes.loc[parents, "year"] = held
    unit = ["union", "round", "year", "employer"]
    met, judged = votes["told"] == "yes", votes["told_by"] == JUDGED
    said = votes["told_by"] == PUBLISHED
    votes = votes.assign(
        met_judged=met & judged,
        met_published=met & said,
        missed=~met & judged,
        said_missed=~met & said,
    )
    one = votes.groupby(unit, dropna=False)[
        ["met_judged", "met_published", "missed", "said_missed"]
    ].any()
    place = np.select(
        [one["met_judged"], one["met_published"], one["missed"], one["said_missed"]],
        ["met_judged", "met_published", "missed_judged", "missed_published"],
        "unknown",
    )
    heads = ["union", "round", "year"]
    one = one.assign(place=place).reset_index()
    counted = pd.crosstab([one[head] for head in heads], one["place"])
    counted = counted.reindex(columns=list(COLUMNS[3:8]), fill_value=0)
    counted["keys"] = votes.groupby(heads)["key"].agg(tuple)
    found = counted.reset_index().merge(_printed(ballots), on=["union", "round"], how="left")
    return found.sort_values(["year", "union", "round"], ascending=[False, True, False])[
        [*COLUMNS, "keys"]
    ].reset_index(drop=True)


def _printed(ballots: pd.DataFrame) -> pd.DataFrame:
    """Give what sources print of the areas of each round, in reports of the same close too."""
    totals = ballots[(ballots["standing"] == STANDINGS[TOTAL]) & ballots["closed_last"].notna()]
    same = ballots[ballots[_PRINTED].notna().any(axis=1) & ballots["closed_last"].notna()]
    first = same.sort_values("counted", ascending=False, kind="stable")
    first = first.groupby(["union", "closed_last"])[_PRINTED].first()
    joined = totals[["key", "union", "closed_last"]].join(first, on=["union", "closed_last"])
    left = joined["areas_balloted"] - joined["areas_met"]
    return pd.DataFrame(
        {
            "union": joined["union"],
            "round": joined["key"],
            "printed_met": joined["areas_met"].astype("Int64"),
            "printed_missed": joined["areas_missed"].fillna(left).astype("Int64"),
            "closed": joined["closed_last"],
        }
    )
