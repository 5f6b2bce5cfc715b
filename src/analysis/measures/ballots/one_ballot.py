"""A ballot typed in by hand, judged as those of the record are."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.errors import MeasureError, nearest
from analysis.measures.ballots.outcomes import judge_ballots
from analysis.tables.registry import TABLES

_DAYS = ("opened", "closed", "result")
_COUNTS = (
    "entitled",
    "returned",
    "yes",
    "no",
    "turnout_decimals",
    "yes_decimals",
    "yes_of_entitled_decimals",
    "areas_balloted",
    "areas_met",
    "areas_missed",
)
_SHARES = ("turnout_pct", "yes_pct", "yes_of_entitled_pct")
_WORDS: Mapping[str, str | None] = {
    "key": "ballot",
    "union": "",
    "level": "employer",
    "parent_ballot_id": None,
    "ballot_type": "statutory",
    "question_kind": "strike",
    "yes_means": "action",
    "nation": "Great Britain",
    "important_service": None,
    "turnout_words": None,
    "yes_words": None,
    "threshold_met_published": None,
}


def ballots_frame(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Make a frame that can be judged out of a few fields a ballot, the rest unknown.

    A field is a column of the clean ballots; `opened`, `closed` and `result` set both ends of the
    day. Unless said otherwise a ballot is a statutory one on action, counted, in Great Britain,
    outside the important public services.

    Raises `MeasureError` for a field there is not.
    """
    days = [f"{day}_{end}" for day in _DAYS for end in ("first", "last")] + ["known_from"]
    allowed = [*_WORDS, *_COUNTS, *_SHARES, *days, *_DAYS, "counted"]
    for row in rows:
        for field in row:
            if field not in allowed:
                raise MeasureError(f"a ballot has no field {field}. {nearest(field, allowed)}")
    frame = pd.DataFrame([{**_WORDS, "counted": True, **row} for row in rows])
    for day in _DAYS:
        if day in frame:
            known = frame.pop(day)
            frame[f"{day}_first"] = frame[f"{day}_last"] = known
    frame = frame.reindex(columns=[*_WORDS, "counted", *_COUNTS, *_SHARES, *days])
    types = dict.fromkeys(_WORDS, "str") | dict.fromkeys(_COUNTS, "Int64")
    types |= dict.fromkeys(_SHARES, "float64") | {"counted": "boolean"}
    return frame.astype(types).assign(**{day: pd.to_datetime(frame[day]) for day in days})


def _check_numbers(row: Mapping[str, Any]) -> None:
    """Raise `MeasureError` for numbers that no ballot can have: 30 yes of 25 returned."""
    given: dict[str, float] = {}
    for name in (*_COUNTS, *_SHARES):
        value = row.get(name)
        if value is None or value is pd.NA:
            continue
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            raise MeasureError(
                f"{name}={value!r} is no number. Write it in digits, without quotes."
            )
        if name in _COUNTS and float(value) % 1:
            raise MeasureError(f"{name}={value!r} is no whole number. Look at the count again.")
        limits = TABLES["ballots"].columns[name].limits
        if limits is not None and not limits.allow(float(value)):
            raise MeasureError(f"{name}={value!r}: allowed is {limits.words}. Look at it again.")
        if limits is not None and (doubt := limits.doubt(float(value))):
            raise MeasureError(f"{name}={value!r} per cent: {doubt} Per cent is 71 for 71 %.")
        given[name] = float(value)
    wholes = (("entitled", "returned"), ("entitled", "yes"), ("returned", "yes"))
    for whole, part in (*wholes, ("entitled", "no"), ("returned", "no")):
        if given.get(part, 0) > given.get(whole, math.inf):
            raise MeasureError(
                f"{part}={row[part]} is more than {whole}={row[whole]}. Look at both counts again."
            )
    for whole in ("entitled", "returned"):
        if given.get("yes", 0) + given.get("no", 0) > given.get(whole, math.inf):
            raise MeasureError(
                f"yes={row.get('yes')} and no={row.get('no')} are together more than "
                f"{whole}={row[whole]}. Look at the counts again."
            )


def judge_ballot(*, ballot_rules: pd.DataFrame, **fields: Any) -> pd.Series[Any]:
    """Judge one ballot given by its fields (see `ballots_frame`): a row of `judge_ballots`.

    Raises `MeasureError` for numbers that no ballot can have, such as 30 yes of 25 returned.

    >>> rules = pd.DataFrame({
    ...     "key": ["R02", "R03"], "topic": ["majority", "turnout"],
    ...     "jurisdiction": "Great Britain", "service": "all", "threshold_pct": 50.0,
    ...     "of_whom": None, "spoiled_count_as_voting": True, "duration": None,
    ...     "duration_unit": None, "extendable_to": None, "decided_by": "ballot opened",
    ...     "applies_from": pd.Timestamp("2017-03-01"), "applies_until": pd.NaT,
    ...     "citation": ["TULRCA 1992 ss.226, 297A", "Trade Union Act 2016 s.2"]})
    >>> pcs_2019 = judge_ballot(ballot_rules=rules, opened="2019-03-18", entitled=124710,
    ...     returned=59452, yes=46352, no=12430)
    >>> pcs_2019["outcome"], pcs_2019["majority"], pcs_2019["turnout"], pcs_2019["papers_short"]
    ('no', 'yes', 'no', np.float64(2903.0))
    >>> round(pcs_2019["valid_yes_pct"], 1), round(pcs_2019["legal_yes_pct"], 1)
    (np.float64(78.9), np.float64(78.0))
    """
    _check_numbers(fields)
    frame = ballots_frame([fields])
    return judge_ballots(frame, ballot_rules=ballot_rules).iloc[0]
