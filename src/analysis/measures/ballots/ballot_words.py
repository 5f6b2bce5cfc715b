"""Shares of a vote told in words, read as the bounds that the words allow."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

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
