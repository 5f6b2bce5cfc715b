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
            "share_met_pct": (100 * met / balloted).to_numpy(dtype=np.float64, na_value=np.nan),
            "named": named.sum(axis=1),
            "named_yes": named[:, 0],
            "named_no": named[:, 1],
            "named_cannot_be_told": named[:, 2],
        }
    ).reset_index(drop=True)


def link_reballots(ballots: pd.DataFrame, *, within_months: int = 15) -> pd.DataFrame:
    """Link each ballot to the one before it of the same union, unit and question.

    Same `union`, `employer`, `bargaining_unit`, `level` and `question_kind`, both counted and
    statutory, both with a close; within so many months (a mandate of six or nine months and the
    time to ballot again). Columns out, one row a link: `key`, `previous_key`, `closed`,
    `previous_closed`, `days_between`.

    >>> ballots = pd.DataFrame({
    ...     "key": ["PCS-2022-11-DWP", "PCS-2023-05-DWP"], "counted": True, "union": "PCS",
    ...     "employer": "department-for-work-and-pensions", "bargaining_unit": None,
    ...     "level": "employer", "question_kind": "strike", "ballot_type": "statutory",
    ...     "closed_last": pd.to_datetime(["2022-11-07", "2023-05-09"])})
    >>> link_reballots(ballots)[["previous_key", "days_between"]].values.tolist()
    [['PCS-2022-11-DWP', 183]]
    """
    columns = ["union", "employer", "bargaining_unit", "level", "question_kind"]
    needed = ("key", "counted", "ballot_type", "closed_last", *columns)
    require_columns(ballots, needed, what="the ballots table")
    require_rows(ballots, what="the ballots table")
    kept = ballots[ballots["counted"].fillna(False) & (ballots["ballot_type"] == "statutory")]
    kept = kept[kept["closed_last"].notna()].sort_values(["closed_last", "key"])
    before = kept.groupby(columns, dropna=False, sort=False)[["key", "closed_last"]].shift()
    links = pd.DataFrame(
        {
            "key": kept["key"],
            "previous_key": before["key"],
            "closed": kept["closed_last"],
            "previous_closed": before["closed_last"],
        }
    ).dropna(subset=["previous_key"])
    links = links.assign(days_between=(links["closed"] - links["previous_closed"]).dt.days)
    again = links["closed"] <= links["previous_closed"] + pd.DateOffset(months=within_months)
    return links[again & (links["days_between"] > 0)].reset_index(drop=True)
