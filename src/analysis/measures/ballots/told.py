"""The outcome of ballots on the best evidence: from the votes, else as published, else untold.

What a source says of the outcome is evidence of its own. Where counts or printed shares decide,
they do; where they do not, what was published stands, and says so. The two are counted apart, and
where they disagree both stand.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.ballots.votes import ANSWERS
from analysis.measures.inputs import require_columns

JUDGED, PUBLISHED, UNKNOWN = "judged", "published", "unknown"
TURNOUT_TEST = 50.0  # per cent of those entitled; ballot rule R03
_NO, _YES, _UNTOLD = ANSWERS
_OF_TURNOUT = ("turnout", "turnout_counted_pct", "turnout_pct", "turnout_decimals")


def tell_outcomes(judged: pd.DataFrame) -> pd.DataFrame:
    """Give each ballot's outcome with whose word it rests on.

    Columns in: `outcome` and `legal_effect` of `judge_ballots`, and `threshold_met_published` of
    the clean ballots. Columns out, same index: `told` (yes, no, cannot be told), `told_by`
    (`judged`: by the votes under the law of the day; `published`: the votes do not decide and the
    source says; `unknown`), `disputed` (the votes say one thing and the source another). What has
    no effect in law has no outcome, whatever was published of it.

    >>> rows = pd.DataFrame({
    ...     "outcome": ["no", "cannot be told", "cannot be told"], "legal_effect": True,
    ...     "threshold_met_published": ["yes", "yes", None]})
    >>> tell_outcomes(rows).values.tolist()  # doctest: +NORMALIZE_WHITESPACE
    [['no', 'judged', True], ['yes', 'published', False], ['cannot be told', 'unknown', False]]
    """
    needed = ("outcome", "legal_effect", "threshold_met_published")
    require_columns(judged, needed, what="the judged ballots")
    counted = judged["outcome"].isin([_YES, _NO])
    said = judged["threshold_met_published"].where(judged["legal_effect"].astype(bool))
    says = said.isin([_YES, _NO])
    told = judged["outcome"].where(counted | ~says, said).fillna(_UNTOLD)
    by = np.select([counted, says], [JUDGED, PUBLISHED], UNKNOWN)
    return pd.DataFrame(
        {"told": told, "told_by": by, "disputed": counted & says & (said != judged["outcome"])},
        index=judged.index,
    )


def nearest_misses(judged: pd.DataFrame) -> pd.DataFrame:
    """Give the ballots that missed the turnout test, nearest to it first, and by how many papers.

    A ballot missed it if its figures say so, or if its source says that it did and prints a
    turnout under half. Columns in: those of the clean ballots, `judge_ballots`, `tell_outcomes`.
    Columns out, same index, where a turnout is known: `key`, `share` (turnout by counts, else as
    printed), `short` (papers short of half of those entitled: by counts; else, where a source gives
    the papers and the turnout and only one electorate fits both, by that one; else NaN).

    >>> ofsted = pd.DataFrame({"key": ["OFSTED"], "turnout": ["cannot be told"], "told": ["no"],
    ...     "papers_short": [np.nan], "returned": [pd.NA], "votes_cast": [135],
    ...     "turnout_counted_pct": [np.nan], "turnout_pct": [49.8], "turnout_decimals": [1]})
    >>> nearest_misses(ofsted)["short"].tolist()  # of 271, and of no other number, 135 is 49.8 %
    [1.0]
    """
    needed = [*_OF_TURNOUT, "key", "told", "papers_short", "returned", "votes_cast"]
    require_columns(judged, needed, what="the judged ballots")
    half = 0.5 * 10.0 ** -judged["turnout_decimals"].to_numpy(dtype=np.float64, na_value=0.0)
    printed = judged["turnout_pct"].to_numpy(dtype=np.float64, na_value=np.nan)
    cast = judged["returned"].astype("Float64").fillna(judged["votes_cast"].astype("Float64"))
    papers = cast.to_numpy(dtype=np.float64)
    with np.errstate(all="ignore"):
        fewest = np.ceil(100 * papers / (printed + half))
        most = np.floor(100 * papers / (printed - half))
    worked_out = np.where(fewest == most, np.ceil(fewest / 2) - papers, np.nan)
    under = (judged["told"] == _NO) & (printed + half <= TURNOUT_TEST)
    found = pd.DataFrame(
        {
            "key": judged["key"],
            "share": judged["turnout_counted_pct"].fillna(pd.Series(printed, judged.index)),
            "short": judged["papers_short"].fillna(pd.Series(worked_out, judged.index)),
        }
    )[(judged["turnout"] == _NO) | under]
    return found.dropna(subset=["share"]).sort_values(["share", "key"], ascending=[False, True])
