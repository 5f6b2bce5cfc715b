"""How long a vote for action lasts: the window with its dates, under the rule of its day.

Before March 2017 action had to begin within four weeks of the ballot (eight by agreement) and
could then go on; since then the vote itself expires. A period "beginning with the date of the
ballot" counts that day: six months from 2 November 2022 ended with 1 May 2023, as the High Court
held of the nurses' strike of 2 May (Secretary of State for Health and Social Care v Royal College
of Nursing, 27 April 2023), and four weeks from 16 May ended with 12 June (RJB Mining v National
Union of Mineworkers [1995] IRLR 556).
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.ballots.rules import Rule, ballot_law
from analysis.measures.inputs import require_columns, require_rows

_COLUMNS = (
    "key",
    "ballot_type",
    "yes_means",
    "nation",
    "opened_first",
    "opened_last",
    "closed_first",
    "closed_last",
)
_LENGTH = re.compile(r"([0-9]+) (days?|weeks?|months?)")


def last_day_of_period(first: pd.Series[Any], *, length: int, unit: str) -> pd.Series[Any]:
    """Give the last day of a period of so many days, weeks or months that begins with each day.

    The day before the same date so many months on; where that month has no such date, its last.

    >>> closed = pd.Series(pd.to_datetime(["2022-11-02", "2023-08-31"]))
    >>> last_day_of_period(closed, length=6, unit="months").astype(str).tolist()
    ['2023-05-01', '2024-02-29']
    """
    if unit == "months":
        later = first + pd.DateOffset(months=length)
        whole = later.dt.day == first.dt.day
        return later.where(~whole, later - pd.Timedelta(days=1))
    if unit not in {"days", "weeks"}:
        raise MeasureError(f"no period is measured in '{unit}'. Allowed: days, weeks, months.")
    return first + pd.Timedelta(days=length * (7 if unit == "weeks" else 1) - 1)


def mandate_windows(ballots: pd.DataFrame, *, ballot_rules: pd.DataFrame) -> pd.DataFrame:
    """Give the window in which action could be taken, had the vote passed every test.

    Columns in: `key`, `ballot_type`, `yes_means`, `nation`, `opened_first`, `opened_last`,
    `closed_first`, `closed_last`.

    Columns out, one row for each statutory ballot on action and each rule it may fall under (two
    where a new rule began while it may have opened; none where the table has no rule for its
    nation, or the close is not known): `key`, `rule_id`, `window_first` and `window_last` (last
    lawful day), each `_earliest` and `_latest` where the close is known only to its month;
    `agreed_last` (`_earliest`, `_latest`: the last day if the employer agrees to an extension; NaT
    where the rule has none); `begin_within` (True: action must begin by then and may go on; False:
    it must end by then).

    Raises `MeasureError` for an empty frame, a missing column, a rule without a length.

    >>> rules = pd.DataFrame({
    ...     "key": ["R09"], "topic": "mandate", "jurisdiction": "Great Britain", "service": "all",
    ...     "threshold_pct": None, "of_whom": "window", "spoiled_count_as_voting": None,
    ...     "duration": 6, "duration_unit": "months", "extendable_to": "9 months by agreement",
    ...     "applies_from": pd.Timestamp("2017-03-01"), "applies_until": pd.Timestamp("2026-02-17"),
    ...     "decided_by": "ballot opened", "citation": "Trade Union Act 2016 s.9"})
    >>> nurses = pd.DataFrame({
    ...     "key": ["RCN"], "ballot_type": "statutory", "yes_means": "action", "nation": "England",
    ...     "opened_first": pd.Timestamp("2022-10-06"), "opened_last": pd.Timestamp("2022-10-06"),
    ...     "closed_first": pd.Timestamp("2022-11-02"), "closed_last": pd.Timestamp("2022-11-02")})
    >>> window = mandate_windows(nurses, ballot_rules=rules).iloc[0]
    >>> str(window["window_last_earliest"].date()), str(window["agreed_last_earliest"].date())
    ('2023-05-01', '2023-08-01')
    """
    require_columns(ballots, _COLUMNS, what="the ballots table")
    require_rows(ballots, what="the ballots table")
    law = ballot_law(ballot_rules)
    statutory = ballots["ballot_type"].eq("statutory") & ballots["yes_means"].eq("action")
    kept = ballots[statutory & ballots["closed_first"].notna()]
    return pd.concat(
        [_windows(kept, rule) for rule in law.rules if rule.topic == "mandate"],
        ignore_index=True,
    ).sort_values(["key", "rule_id"], ignore_index=True)


def _windows(ballots: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    if rule.duration is None or rule.duration_unit is None:
        raise MeasureError(f"rule {rule.rule_id} is of a mandate and has no length.")
    # The 2016 changes left ballots opened earlier under the old rule (SI 2017/139), so the
    # opening decides throughout; an opening that is not known may have been at any time before.
    earliest = ballots["opened_first"].to_numpy(dtype="datetime64[D]")
    latest = ballots["opened_last"].fillna(ballots["closed_last"]).to_numpy(dtype="datetime64[D]")
    begun = latest >= np.datetime64(rule.first_day, "D")
    under = begun & (np.isnat(earliest) | (earliest <= np.datetime64(rule.last_day, "D")))
    kept = ballots[under & ballots["nation"].isin(rule.nations)]
    agreed = _LENGTH.match(rule.extendable_to or "")
    window = {"key": kept["key"], "rule_id": rule.rule_id}
    for side, column in (("earliest", "closed_first"), ("latest", "closed_last")):
        closed = kept[column]
        window[f"window_first_{side}"] = closed
        window[f"window_last_{side}"] = last_day_of_period(
            closed, length=rule.duration, unit=rule.duration_unit
        )
        window[f"agreed_last_{side}"] = (
            last_day_of_period(closed, length=int(agreed[1]), unit=agreed[2].rstrip("s") + "s")
            if agreed
            else pd.Series(pd.NaT, index=kept.index, dtype=closed.dtype)
        )
    return pd.DataFrame(window).assign(begin_within=rule.of_whom.startswith("action must begin"))
