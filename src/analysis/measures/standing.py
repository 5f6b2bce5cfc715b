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

from analysis.measures.inputs import require_columns
from analysis.measures.rules import BallotLaw

# The union whose members a no-strike rule of the table names as a service.
SERVICE_OF_UNION = {"POA": "prison officers"}

TOTAL = "a total over separately counted ballots"

_COLUMNS = (
    "key",
    "union",
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


def find_disaggregated(ballots: pd.DataFrame) -> pd.Series[Any]:
    """Say which rows are totals over separately counted ballots, and so have no legal effect.

    A row of level `aggregate` is one if other counted rows name it as their parent, if its source
    gives a number of areas, or if its source says that some areas passed and others did not. An
    aggregate without any of these was one ballot of all (PCS 2018 and 2019, for instance).
    """
    require_columns(ballots, _COLUMNS, what="the ballots table")
    parents = set(ballots.loc[ballots["counted"].fillna(False), "parent_ballot_id"].dropna())
    areas = ballots[["areas_balloted", "areas_met", "areas_missed"]].notna().any(axis=1)
    mixed = ballots["threshold_met_published"].eq("mixed").fillna(False)
    parts = ballots["key"].isin(parents) | areas | mixed
    return (ballots["level"] == "aggregate") & parts.astype(bool)


def legal_standing(
    ballots: pd.DataFrame, *, law: BallotLaw
) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """Give the reason why each ballot could not authorise action, empty if it could.

    The second array says which ballots the thresholds are applied to: statutory ones, totals of
    disaggregated ballots included (their figures are judged, and have no effect).
    """
    require_columns(ballots, _COLUMNS, what="the ballots table")
    statutory = (ballots["ballot_type"] == "statutory").to_numpy(dtype=np.bool_)
    barred = _barred(ballots, law)
    reason = np.full(len(ballots), "", dtype=object)
    toward = ballots["yes_means"].isin(["action"]).to_numpy(dtype=np.bool_)
    reason[statutory & ~toward] = "not a vote on action"
    disaggregated = find_disaggregated(ballots).to_numpy(dtype=np.bool_)
    reason[disaggregated] = TOTAL
    uncounted = ~ballots["counted"].fillna(False).to_numpy(dtype=np.bool_)
    reason[uncounted] = "a report not counted"
    reason[~statutory] = ballots["ballot_type"].astype(object).to_numpy()[~statutory]
    reason[barred] = "consultative: action by prison officers is unlawful"
    return reason, statutory & ~barred


def _barred(ballots: pd.DataFrame, law: BallotLaw) -> NDArray[np.bool_]:
    barred = np.zeros(len(ballots), dtype=np.bool_)
    held = ballots["opened_last"].fillna(ballots["opened_first"]).to_numpy(dtype="datetime64[D]")
    for rule in law.rules:
        if rule.topic != "no strike":
            continue
        unions = [union for union, name in SERVICE_OF_UNION.items() if name in rule.services]
        those = ballots["union"].isin(unions) & ballots["nation"].isin(rule.nations)
        first, last = np.datetime64(rule.first_day, "D"), np.datetime64(rule.last_day, "D")
        during = np.isnat(held) | ((held >= first) & (held <= last))
        barred |= those.to_numpy(dtype=np.bool_) & during
    return barred
