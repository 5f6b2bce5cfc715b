"""Whether a ballot could authorise action at all, and if not, why not.

A consultative or indicative vote cannot, whatever its figures. Nor can votes of prison officers
in England and Wales, for whom action is unlawful: theirs are consultative. Nor can a national
figure where every employer was balloted separately: only each employer's own count had effect.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.ballots.rules import BallotLaw
from analysis.measures.inputs import require_columns

# The union whose members a no-strike rule of the table names as a service.
SERVICE_OF_UNION = {"POA": "prison officers"}

# Why a ballot could not authorise action; the first stands for those that could.
STANDINGS = (
    "statutory",
    "not a vote on action",
    "a total over separately counted ballots",
    "a report not counted",
    "consultative",
    "indicative",
    "consultative: action by prison officers is unlawful",
)
STATUTORY, NOT_ACTION, TOTAL, UNCOUNTED, CONSULTATIVE, INDICATIVE, BARRED = range(len(STANDINGS))

_PARTS = ("branch", "unit", "employer")
_COLUMNS = (
    "key",
    "union",
    "question_kind",
    "closed_last",
    "entitled",
    "level",
    "counted",
    "parent_ballot_id",
    "ballot_type",
    "yes_means",
    "nation",
    "opened_first",
    "opened_last",
    "areas_balloted",
    "areas_met",
    "areas_missed",
    "threshold_met_published",
)


def find_disaggregated(ballots: pd.DataFrame) -> NDArray[np.bool_]:
    """Say which rows are totals over separately counted ballots, and so have no legal effect.

    A row of level `total` is one. So is a row of level `aggregate` if other counted rows name it
    as their parent, if those entitled to vote in it are the sum of those in counted rows of the
    same union, question and close, if its source gives a number of areas, or if its source says
    that some areas passed and others did not. An aggregate without any of these was one ballot of
    all (PCS 2018 and 2019, for instance).
    """
    require_columns(ballots, _COLUMNS, what="the ballots table")
    ballots = ballots[list(_COLUMNS)]  # each column more costs a little in every step
    found = _is(ballots["level"], "aggregate")
    if found.any():
        totals = ballots[found]
        parents = ballots.loc[ballots["counted"].fillna(False), "parent_ballot_id"].dropna()
        areas = totals[["areas_balloted", "areas_met", "areas_missed"]].notna().any(axis=1)
        mixed = _is(totals["threshold_met_published"], "mixed")
        added = _adds_up(totals, ballots)
        found[found] = totals["key"].isin(parents) | areas | mixed | added
    return found | _is(ballots["level"], "total")


def _adds_up(totals: pd.DataFrame, ballots: pd.DataFrame) -> NDArray[np.bool_]:
    """Say which totals have the electorate of several counted rows on record, added up."""
    same = ["union", "question_kind", "closed_last"]
    parts = ballots[ballots["counted"].fillna(False) & ballots["level"].isin(_PARTS)]
    sums = parts.groupby(same)["entitled"].agg(of_parts="sum", parts="count")
    joined = totals[[*same, "entitled"]].join(sums[sums["parts"] > 1], on=same)
    return np.array((joined["entitled"] == joined["of_parts"]).fillna(False), dtype=np.bool_)


def legal_standing(
    ballots: pd.DataFrame, *, law: BallotLaw
) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Give the standing of each ballot, as a place in `STANDINGS`; only the first has effect.

    The second array says which ballots the thresholds are applied to: statutory ones, totals of
    disaggregated ballots included (their figures are judged, and have no effect).
    """
    require_columns(ballots, _COLUMNS, what="the ballots table")
    barred = _barred(ballots, law)
    statutory = _is(ballots["ballot_type"], "statutory")
    standing = np.zeros(len(ballots), dtype=np.int8)
    standing[~_is(ballots["yes_means"], "action")] = NOT_ACTION
    standing[find_disaggregated(ballots)] = TOTAL
    standing[~ballots["counted"].to_numpy(dtype=np.bool_, na_value=False)] = UNCOUNTED
    standing[~statutory] = CONSULTATIVE
    standing[_is(ballots["ballot_type"], "indicative")] = INDICATIVE
    standing[barred] = BARRED
    return standing, statutory & ~barred


def _is(words: pd.Series[Any], word: str) -> NDArray[np.bool_]:
    return np.array(words == word, dtype=np.bool_)


def _barred(ballots: pd.DataFrame, law: BallotLaw) -> NDArray[np.bool_]:
    barred = np.zeros(len(ballots), dtype=np.bool_)
    held = ballots["opened_last"].fillna(ballots["opened_first"]).to_numpy(dtype="datetime64[D]")
    for rule in law.rules:
        if rule.topic != "no strike":
            continue
        unions = [union for union, name in SERVICE_OF_UNION.items() if name in rule.services]
        those = np.zeros(len(ballots), dtype=np.bool_)
        for union in unions:
            those |= _is(ballots["union"], union)
        if not those.any():
            continue
        those[those] = ballots["nation"][those].isin(rule.nations)
        first, last = np.datetime64(rule.first_day, "D"), np.datetime64(rule.last_day, "D")
        during = np.isnat(held) | ((held >= first) & (held <= last))
        barred |= those & during
    return barred
