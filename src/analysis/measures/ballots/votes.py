"""Whether a vote passed a test: yes, no, or it cannot be told, from the best evidence there is.

Counts decide, in whole numbers: a share is compared by multiplying out, so exactly half is exactly
half. Where counts are missing, or do not fit each other, a printed percentage decides, but only if
its whole rounding interval lies on one side of the line; where only words were given, their bounds
do. Evidence that decides nothing leaves the answer open: it is never taken for a no.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.inputs import require_columns, require_rows

# Shares of a vote told in words, read as the bounds that the words allow.

NEAR = 5.0  # "just under", "almost", "around": taken as within five points, never nearer

_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(?:%|per cent)")
_BELOW = re.compile(r"\b(?:just under|just below|almost|nearly|close to|narrowly missed)\b", re.I)
_UNDER = re.compile(r"\b(?:less than|under|below|fewer than|fell short|short of)\b", re.I)
_OVER = re.compile(r"\b(?:more than|over|above|at least|exceed\w*)\b", re.I)
_JUST_OVER = re.compile(r"\bjust over\b", re.I)
_ABOUT = re.compile(r"\b(?:around|about|some|roughly|approximately)\b", re.I)
_FRACTIONS = {
    "half": 50.0,
    "two-thirds": 200 / 3,
    "two thirds": 200 / 3,
    "three-quarters": 75.0,
    "three quarters": 75.0,
    "four out of five": 80.0,
    "nine to one": 90.0,
}


def read_share(words: str) -> tuple[float, float]:
    """Give the lowest and the highest share, per cent, that a phrase allows.

    "Just under 40 %" is from 35 up to, not including, 40; "over 90 %" is above 90; a bare figure or
    fraction and "around" allow five points either way. A phrase with several shares, or none,
    says nothing: (0, 100).

    >>> read_share("just under 40%"), read_share("over 90%"), read_share("four out of five")
    ((35.0, 39.999), (90.001, 100.0), (75.0, 85.0))
    >>> read_share("89% for some kind of industrial action; 60% for a strike")
    (0.0, 100.0)
    """
    shares = [float(found) for found in _PERCENT.findall(words)]
    shares += [share for name, share in _FRACTIONS.items() if name in words.lower()]
    if "short" in words and "50%" in words:  # "fell short of the 50% … by 1.3%"
        shares = [50.0]
    if len(shares) != 1:
        return 0.0, 100.0
    share, hair = shares[0], 0.001
    if _JUST_OVER.search(words):
        return share + hair, min(100.0, share + NEAR)
    if _BELOW.search(words):
        return max(0.0, share - NEAR), share - hair
    if _UNDER.search(words):
        return 0.0, share - hair
    if _OVER.search(words):
        return share + hair, 100.0
    if _ABOUT.search(words) or share not in {float(found) for found in _PERCENT.findall(words)}:
        return max(0.0, share - NEAR), min(100.0, share + NEAR)
    return max(0.0, share - 0.5), min(100.0, share + 0.5)


def read_shares(words: pd.Series[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """`read_share` over a column: each different phrase is read once; a blank says (0, 100)."""
    codes, phrases = pd.factorize(words)
    bounds = np.array([read_share(str(phrase)) for phrase in phrases] + [(0.0, 100.0)])
    return bounds[codes, 0], bounds[codes, 1]


Answers = NDArray[np.int8]
Counts = NDArray[np.int64]

PASSED, FAILED, UNTOLD = np.int8(1), np.int8(0), np.int8(-1)
ANSWERS = ("no", "yes", "cannot be told")  # by code: 0, 1 and, last, -1
UNKNOWN = np.int64(-1)
_TENTHS = 10.0 ** -np.arange(16)

# Spoiled and blank papers count as voting in the legal share since 2017, and not in the published
# one. Where they are not given they are taken to be at most this share of the papers returned; the
# most in the record is 12.5 %, 3 of 24 at Cranfield in October 2019.
SPOILED_AT_MOST_PCT = 15

COLUMNS = (
    "entitled",
    "returned",
    "yes",
    "no",
    "turnout_pct",
    "turnout_decimals",
    "turnout_words",
    "yes_pct",
    "yes_decimals",
    "yes_words",
    "yes_of_entitled_pct",
    "yes_of_entitled_decimals",
)


@dataclass(frozen=True, eq=False)
class Votes:
    """The evidence of many ballots: counts (`UNKNOWN` where not given), and bounds of shares."""

    entitled: Counts
    returned: Counts
    yes: Counts
    no: Counts
    turnout: tuple[NDArray[np.float64], NDArray[np.float64]]
    yes_of_valid: tuple[NDArray[np.float64], NDArray[np.float64]]
    yes_of_entitled: tuple[NDArray[np.float64], NDArray[np.float64]]

    @cached_property
    def valid(self) -> Counts:
        """Yes and no together; `UNKNOWN` where either is not given."""
        return np.where((self.yes >= 0) & (self.no >= 0), self.yes + self.no, UNKNOWN)

    def passed_turnout(self, threshold_pct: float) -> Answers:
        """Whether at least this share of those entitled voted: `100 * returned >= share * E`.

        Spoiled papers count as voting. An electorate of none cannot be told.
        """
        counted = (self.entitled >= self.returned) & (self.entitled > 0) & (self.returned >= 0)
        share = _hundredths(threshold_pct)
        passed = 10_000 * self.returned >= share * self.entitled
        if counted.all():
            return passed.astype(np.int8)
        return _choose(counted, passed, _on_one_side(*self.turnout, threshold_pct))

    def passed_support(self, threshold_pct: float) -> Answers:
        """Whether at least this share of those entitled answered yes: `100 * yes >= share * E`."""
        counted = (self.entitled >= self.yes) & (self.entitled > 0) & (self.yes >= 0)
        passed = 10_000 * self.yes >= _hundredths(threshold_pct) * self.entitled
        if counted.all():
            return passed.astype(np.int8)
        printed = _on_one_side(*self.yes_of_entitled, threshold_pct)
        left = 1 - SPOILED_AT_MOST_PCT / 100
        low = self.turnout[0] * self.yes_of_valid[0] * left / 100
        high = self.turnout[1] * self.yes_of_valid[1] / 100
        product = _on_one_side(low, high, threshold_pct)
        otherwise = np.where(printed == UNTOLD, product, printed).astype(np.int8)
        return _choose(counted, passed, otherwise)

    def passed_majority(self, threshold_pct: float, *, spoiled_count: bool) -> Answers:
        """Whether more than this share of those voting answered yes.

        `100 * yes > share * voting`, voting being valid votes, yes and no, or, where spoiled
        papers count as voting, all papers returned. Exactly half is no majority.
        """
        valid = self.valid
        voting = self.returned if spoiled_count else valid
        agree = (voting >= self.yes) & (voting >= valid)  # votes that fit their own total
        counted = (self.yes >= 0) & (voting > 0) & agree
        passed = 10_000 * self.yes > _hundredths(threshold_pct) * voting
        if counted.all():
            return passed.astype(np.int8)
        low, high = self.yes_of_valid
        known = (self.yes >= 0) & (valid > 0)
        exact = 100 * self.yes / np.where(known, valid, 1)
        low, high = np.where(known, exact, low), np.where(known, exact, high)
        half_known = (self.yes >= 0) & (valid < 0) & (self.returned >= np.maximum(self.yes, 1))
        least = np.ceil(self.returned * (1 - SPOILED_AT_MOST_PCT / 100))  # two of four: four valid
        least = np.where(half_known, np.maximum(least, self.yes), 1)
        most = np.where(half_known, self.returned, 1)
        low = np.where(half_known, np.maximum(low, 100 * self.yes / most), low)
        high = np.where(half_known, np.minimum(high, 100 * self.yes / np.maximum(least, 1)), high)
        if spoiled_count:
            low = low * (1 - SPOILED_AT_MOST_PCT / 100)
        above = np.where(low > threshold_pct, PASSED, np.where(high <= threshold_pct, FAILED, -1))
        return _choose(counted, passed, above.astype(np.int8))

    def short_of(self, threshold_pct: NDArray[np.float64], cast: Counts) -> NDArray[np.float64]:
        """How many more each needs: the least n with `100 * (cast + n) >= share * entitled`.

        Nought where the line is passed, NaN where a count is missing or no share is set.
        """
        counted = (self.entitled > 0) & (cast >= 0) & np.isfinite(threshold_pct)
        needed = np.ceil(np.rint(100 * threshold_pct) * self.entitled / 10_000)
        return np.where(counted, np.maximum(needed - cast, 0), np.nan)


def share_of(part: Counts, whole: Counts) -> NDArray[np.float64]:
    """Give `100 * part / whole`; NaN where either is not given or they do not fit."""
    known = (part >= 0) & (whole > 0) & (part <= whole)
    shares = np.full(len(part), np.nan)
    np.divide(100 * part, whole, out=shares, where=known)
    return shares


def gather_votes(ballots: pd.DataFrame) -> Votes:
    """Take the evidence from the clean ballots: counts, else printed shares, else words.

    Columns in: `entitled`, `returned`, `yes`, `no` (whole numbers), `turnout_pct`, `yes_pct`,
    `yes_of_entitled_pct` with their `_decimals`, `turnout_words`, `yes_words`. The electorate as
    rounded in the press decides nothing and is not read.

    Raises `MeasureError` for an empty frame and for a missing column.
    """
    require_columns(ballots, COLUMNS, what="the ballots table")
    require_rows(ballots, what="the ballots table")
    counts = [
        ballots[column].to_numpy(dtype=np.int64, na_value=UNKNOWN)
        for column in ("entitled", "returned", "yes", "no")
    ]
    return Votes(
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        _bounds(ballots, "turnout_pct", "turnout_decimals", "turnout_words"),
        _bounds(ballots, "yes_pct", "yes_decimals", "yes_words"),
        _bounds(ballots, "yes_of_entitled_pct", "yes_of_entitled_decimals", None),
    )


def _bounds(
    ballots: pd.DataFrame, share: str, decimals: str, words: str | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    printed = ballots[share].to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.isfinite(printed)
    low, high = np.zeros(len(printed)), np.full(len(printed), 100.0)
    if known.any():
        places = ballots[decimals].to_numpy(dtype=np.float64, na_value=0.0)
        half = 0.5 * _TENTHS[places.astype(np.int64)]
        low, high = np.where(known, printed - half, low), np.where(known, printed + half, high)
    if words is not None and ballots[words].notna().any():
        said: tuple[Any, Any] = read_shares(ballots[words])
        low, high = np.where(known, low, said[0]), np.where(known, high, said[1])
    return np.maximum(low, 0.0), np.minimum(high, 100.0)


def _hundredths(share_pct: float) -> int:
    return round(share_pct * 100)


def _choose(counted: NDArray[np.bool_], passed: NDArray[np.bool_], otherwise: Answers) -> Answers:
    return np.where(counted, passed, otherwise).astype(np.int8)


def _on_one_side(
    low: NDArray[np.float64], high: NDArray[np.float64], line: float
) -> NDArray[np.int8]:
    hair = 1e-9  # the upper end of a rounding interval belongs to the next figure
    answer = np.where(low >= line - hair, PASSED, np.where(high <= line + hair, FAILED, UNTOLD))
    return answer.astype(np.int8)
