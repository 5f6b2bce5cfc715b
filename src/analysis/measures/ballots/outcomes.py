"""The outcome of ballots in law: yes, no or cannot be told, under the rules of the day each opened.

A ballot is judged by the day it opened, its nation and its service. Where only the close is known
the opening is an interval; if a rule began inside it, both answers are given. The same votes can be
judged under every other regime too: what was a mandate in 2016 may not have been one in 2018.

Two yes shares stand apart: the published one, of valid votes; and since March 2017 the legal one,
of all papers returned. Consultative and indicative ballots have no threshold, nor have votes of
prison officers any effect; a national figure has none where each employer was balloted separately.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.ballots.rules import BallotLaw, Regime, ballot_law
from analysis.measures.ballots.standing import STANDINGS, STATUTORY, TOTAL, legal_standing
from analysis.measures.ballots.votes import (
    ANSWERS,
    FAILED,
    PASSED,
    UNTOLD,
    Answers,
    Votes,
    gather_votes,
    share_of,
)
from analysis.measures.inputs import require_columns

# Which tests each ballot fell under: its nation and service, and the days it may have opened.
#
# Law tells apart a few kinds of ballot (nation, important service) and a few periods (between the
# commencements of rules), so a table of kinds by periods holds every regime there is.

_COLUMNS = (
    "opened_first",
    "opened_last",
    "closed_last",
    "result_first",
    "result_last",
    "known_from",
    "nation",
    "important_service",
)


# A ballot closes two to eight weeks after it opens, and its result is out within two weeks more
# (it must be given "as soon as is reasonably practicable", TULRCA 1992 s.231).
OPENS_BEFORE_RESULT = np.timedelta64(10 * 7, "D")


@dataclass(frozen=True, eq=False)
class Jurisdiction:
    """The regimes of many ballots.

    `regimes` are the different sets of tests; `codes[kind, period]` says which applies, its last
    column, -1, standing for none (a period of -1 finds it); `kind` is of each ballot, `first` and
    `last` the periods it may have opened in (-1: before the first rule).
    """

    regimes: tuple[Regime, ...]
    codes: NDArray[np.int8]
    kind: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    def code(self, period: NDArray[np.int64]) -> NDArray[np.int8]:
        """Give the regime of each ballot had it opened in the period given for it."""
        return self.codes[self.kind, period]

    @property
    def settled(self) -> NDArray[np.bool_]:
        """Whether one regime applies on every day that the ballot may have opened."""
        code, same = self.code(self.first), np.ones(len(self.kind), dtype=np.bool_)
        for step in range(1, self.widest + 1):
            same &= self.code(np.minimum(self.first + step, self.last)) == code
        return same & (code >= 0)

    @property
    def widest(self) -> int:
        """The most commencements within the opening interval of a ballot."""
        return int((self.last - self.first).max(initial=0))


def place_ballots(ballots: pd.DataFrame, *, law: BallotLaw) -> Jurisdiction:
    """Find the regimes of ballots from `nation`, `important_service` and the opening interval.

    Where the record gives no opening, the ballot opened at most ten weeks before its result, and by
    the day it closed, was announced or was first reported; whatever of these is unknown leaves
    that side open. Raises `MeasureError` for a missing column, nation or unknown nation or service.
    """
    require_columns(ballots, _COLUMNS, what="the ballots table")
    nations, names = pd.factorize(ballots["nation"])
    services, found = pd.factorize(ballots["important_service"])
    if (nations < 0).any():
        raise MeasureError(f"{int((nations < 0).sum())} ballots have no nation, whose law applies.")
    regimes: list[Regime] = []
    codes = []
    for nation in names:
        for service in (*found, None):
            row = [law.regime(opened=day, nation=nation, service=service) for day in law.days]
            regimes += [regime for regime in row if regime not in regimes]
            codes.append([*(regimes.index(regime) for regime in row), -1])
    kind = nations * (len(found) + 1) + np.where(services < 0, len(found), services)
    first, last = _opening_periods(ballots, law)
    return Jurisdiction(tuple(regimes), np.array(codes, dtype=np.int8), kind, first, last)


def _opening_periods(
    ballots: pd.DataFrame, law: BallotLaw
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    days = np.array(law.days, dtype="datetime64[D]")
    earliest, latest = _days(ballots["opened_first"]), _days(ballots["opened_last"])
    if np.isnat(earliest).any():
        before = _days(ballots["result_first"]) - OPENS_BEFORE_RESULT
        earliest = np.where(np.isnat(earliest), before, earliest)
    for column in ("closed_last", "result_last", "known_from"):
        if np.isnat(latest).any():
            latest = np.where(np.isnat(latest), _days(ballots[column]), latest)
    first = np.searchsorted(days, earliest, side="right") - 1
    last = np.searchsorted(days, latest, side="right") - 1
    first = np.where(np.isnat(earliest), 0, first)
    last = np.where(np.isnat(latest), len(days) - 1, last)
    return np.minimum(first, last), last


def _days(column: pd.Series[Any]) -> NDArray[np.datetime64]:
    return column.to_numpy(dtype="datetime64[D]")


_NOT_A_TEST = np.int8(2)
_WORDS = pd.array([*ANSWERS[:2], "no such test", ANSWERS[-1]], dtype="str")  # by code; -1 is last
# What a vote without thresholds needs: more yes than no.
PLAIN = Regime(50.0, spoiled_count=False, turnout_pct=None, support_pct=None, rule_ids=())
_TESTS = ("majority", "turnout", "support")


@dataclass(frozen=True, eq=False)
class _Answers:
    """What one regime makes of the votes: each test, and all of them together."""

    majority: Answers
    turnout: Answers
    support: Answers

    @cached_property
    def outcome(self) -> Answers:
        """No if any test failed, else cannot be told if any cannot, else yes."""
        tests = (self.majority, self.turnout, self.support)
        result = np.full(len(self.majority), PASSED, dtype=np.int8)
        for answer in (UNTOLD, FAILED):  # in this order: a failed test settles it
            for test in tests:
                result[test == answer] = answer
        return result


def judge_ballots(ballots: pd.DataFrame, *, ballot_rules: pd.DataFrame) -> pd.DataFrame:
    """Judge each ballot by the rules of the day it opened.

    Columns in: those of the clean `ballots` table. Columns out, one row a ballot, same index:
    `key`; `legal_effect` (whether it could authorise action) and `standing` (why, in words);
    `majority`, `turnout`, `support` (yes, no, cannot be told, no such test); `outcome` (yes, no,
    cannot be told: whether the votes pass every test; of a total over separately counted ballots
    it cannot be told); `outcome_if_earliest`, `outcome_if_latest`
    (they differ where a rule began while the ballot may have opened); `legal_yes_pct` (of those
    voting in law), `valid_yes_pct` (of yes and no), `turnout_counted_pct`; `papers_short`,
    `yes_short` (of 50 % and 40 %, where such a test applied) and `majority_short`; `rule_ids`.

    Raises `MeasureError` for an empty frame, a missing column, an unknown nation or service.
    """
    law = ballot_law(ballot_rules)
    votes = gather_votes(ballots)
    standing, tested = legal_standing(ballots, law=law)
    place = place_ballots(ballots, law=law)
    judge = _Judge(votes, place, tested)
    early = judge.under(place.first)
    late = judge.under(place.last) if place.widest else early
    settled = place.settled & tested
    own = np.where(settled, place.code(place.first), -1)
    spoiled = _by_regime(place, "spoiled_count", False)[own].astype(np.bool_)
    voting = np.where(spoiled, votes.returned, votes.valid)
    outcome = np.where(standing == TOTAL, np.int8(UNTOLD), judge.across(early.outcome))
    counted = settled & (votes.yes >= 0) & (voting > 0)
    more = np.maximum(voting - 2 * votes.yes + 1, 0)
    ids = pd.array([*("; ".join(regime.rule_ids) for regime in place.regimes), ""], dtype="str")
    earliest = _words(early.outcome)
    tests = {name: (getattr(early, name), getattr(late, name)) for name in _TESTS}
    columns: dict[str, Any] = {
        "key": ballots["key"],
        "legal_effect": standing == STATUTORY,
        "standing": pd.array(STANDINGS, dtype="str").take(standing),
        **{
            name: _words(one if late is early else np.where(one == other, one, UNTOLD))
            for name, (one, other) in tests.items()
        },
        "outcome": _words(outcome),
        "outcome_if_earliest": earliest,
        "outcome_if_latest": earliest if late is early else _words(late.outcome),
        "legal_yes_pct": np.where(settled, share_of(votes.yes, voting), np.nan),
        "valid_yes_pct": share_of(votes.yes, votes.valid),
        "turnout_counted_pct": share_of(votes.returned, votes.entitled),
        "papers_short": votes.short_of(_by_regime(place, "turnout_pct")[own], votes.returned),
        "yes_short": votes.short_of(_by_regime(place, "support_pct")[own], votes.yes),
        "majority_short": np.where(counted, more, np.nan),
        "rule_ids": ids.take(own),
    }
    return pd.DataFrame(columns, index=ballots.index)


def judge_under_each_regime(ballots: pd.DataFrame, *, ballot_rules: pd.DataFrame) -> pd.DataFrame:
    """Judge the same votes under the rules of every period, their own and the others.

    Columns out, one row a ballot and period: `key`, `regime_from`, `regime_until` (NaT: still),
    `outcome`, `own` (whether the ballot opened in it, or may have). Ballots without legal effect
    are left out: no regime gave them any. What one ballot comes to under two regimes is worked out
    in `one_ballot.judge_ballot`.
    """
    law = ballot_law(ballot_rules)
    _, tested = legal_standing(ballots, law=law)
    kept = ballots[tested]
    if kept.empty:
        raise MeasureError("none of these ballots was a statutory one: no regime applies to them.")
    place = place_ballots(kept, law=law)
    judge = _Judge(gather_votes(kept), place, np.ones(len(kept), dtype=np.bool_))
    tables = [
        pd.DataFrame(
            {
                "key": kept["key"],
                "regime_from": pd.Timestamp(begun),
                "regime_until": pd.Timestamp(until) if until else pd.NaT,
                "outcome": _words(judge.under(np.full(len(kept), number)).outcome),
                "own": (place.first <= number) & (number <= place.last),
            }
        )
        for number, (begun, until) in enumerate(law.periods)
    ]
    return pd.concat(tables, ignore_index=True)


class _Judge:
    """Answers of many ballots to each test under every regime, to pick each ballot's own from."""

    def __init__(self, votes: Votes, place: Jurisdiction, tested: NDArray[np.bool_]) -> None:
        self.place, self.tested = place, tested
        untold = np.full(len(tested), UNTOLD)
        self.tests = {  # a row a regime, then a plain majority, and last, for code -1, none
            name: np.stack([*(_test(votes, name, one) for one in (*place.regimes, PLAIN)), untold])
            for name in _TESTS
        }

    def under(self, period: NDArray[np.int64]) -> _Answers:
        """Answers under each ballot's period; a ballot without tests needs a plain majority."""
        plain = len(self.place.regimes)
        code = np.where(self.tested, self.place.code(period), plain)
        ballot = np.arange(len(code))
        return _Answers(*(self.tests[name][code, ballot] for name in _TESTS))

    def across(self, outcome: Answers) -> Answers:
        """Outcome if it is one and the same on every day that the ballot may have opened."""
        first, last = self.place.first, self.place.last
        for step in range(1, self.place.widest + 1):
            later = self.under(np.minimum(first + step, last)).outcome
            outcome = np.where(outcome == later, outcome, UNTOLD).astype(np.int8)
        return outcome


def _test(votes: Votes, name: str, regime: Regime) -> Answers:
    """Answer one test of a regime for every ballot; without a share there is no such test."""
    share = getattr(regime, f"{name}_pct")
    if share is None:
        return np.full(len(votes.yes), _NOT_A_TEST, dtype=np.int8)
    if name == "majority":
        return votes.passed_majority(share, spoiled_count=regime.spoiled_count)
    return votes.passed_turnout(share) if name == "turnout" else votes.passed_support(share)


def _by_regime(place: Jurisdiction, field: str, none: float = np.nan) -> NDArray[np.float64]:
    """Give a field of every regime, and last, for code -1, that of none."""
    found = [getattr(regime, field) for regime in place.regimes]
    return np.array([none if value is None else value for value in (*found, none)], dtype=float)


def _words(answers: NDArray[np.int8]) -> Any:
    return _WORDS.take(answers)
