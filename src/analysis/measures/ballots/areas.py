"""Ballots counted area by area, and ballots held again: what the parts say and what follows what.

In a disaggregated ballot each employer's own count decides and the national figure has no legal
effect. How many passed is taken only from totals that a source prints: the employers that get
named are not a sample (those that missed the threshold are often named without figures).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.ballots.standing import find_disaggregated
from analysis.measures.inputs import require_columns, require_rows


def areas_over_the_line(ballots: pd.DataFrame, *, judged: pd.DataFrame) -> pd.DataFrame:
    """Give, for each disaggregated ballot, the areas that passed by the printed totals.

    Columns in: the clean ballots, and `key` and `outcome` of `judge_ballots`.

    Columns out, one row a total: `key`, `counted` (False for duplicates and notices),
    `areas_balloted` (as printed, else met and missed together), `areas_met`, `areas_missed` (as
    printed, else the rest), `share_met_pct` (met of balloted; NaN unless the source prints both),
    and of the parts on record `named`, `named_yes`, `named_no`, `named_cannot_be_told`: how many
    there are, never a share.

    >>> round(100 * 124 / (124 + 86), 1)  # November 2022, as Civil Service World counted
    59.0
    """
    require_columns(judged, ("key", "outcome"), what="the judged ballots")
    require_rows(ballots, what="the ballots table")
    totals = ballots[find_disaggregated(ballots)]
    met, missed, balloted = (
        totals[column].astype("Float64")
        for column in ("areas_met", "areas_missed", "areas_balloted")
    )
    balloted = balloted.fillna(met + missed)
    parts = ballots.loc[
        ballots["counted"].fillna(False) & (ballots["ballot_type"] == "statutory"),
        ["key", "parent_ballot_id"],
    ].merge(judged[["key", "outcome"]], on="key", validate="one_to_one")
    named = (
        pd.crosstab(parts["parent_ballot_id"], parts["outcome"])
        .reindex(index=totals["key"], columns=["yes", "no", "cannot be told"], fill_value=0)
        .to_numpy()
    )
    return pd.DataFrame(
        {
            "key": totals["key"],
            "counted": totals["counted"],
            "areas_balloted": balloted.astype("Int64"),
            "areas_met": totals["areas_met"],
            "areas_missed": missed.fillna(balloted - met).astype("Int64"),
            "share_met_pct": (100 * met / balloted).to_numpy(dtype=np.float64),
            "named": named.sum(axis=1),
            "named_yes": named[:, 0],
            "named_no": named[:, 1],
            "named_cannot_be_told": named[:, 2],
        }
    ).reset_index(drop=True)
