"""Rates as steps in time, and the lowest and highest of them over many spans at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.measures.prices.knowledge import RateHistory
from analysis.measures.prices.rates import PublishedRates

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
TWO_RATES, LATER_REVISED = 1, 2


@dataclass(frozen=True, eq=False)
class Steps:
    """Rates that begin to stand one after another; each holds until the next begins.

    `begin` are ordered whole numbers (days or months). `low` and `high` differ where two rates
    may have stood; `first` and `last` are the months they are of; `flags` has 1 where two may
    have stood, a release day being estimated, and 2 where only a later revision is on record.
    """

    begin: Whole
    low: Numbers
    high: Numbers
    first: Whole
    last: Whole
    flags: Whole


def _newest(history: RateHistory, began: Whole) -> tuple[Whole, Whole]:
    """Give the days on which a newer rate began to stand, and its row; one a day.

    A revision of a month that was not the latest one is no newer rate.
    """
    order = np.lexsort((history.month, began))
    months, days = history.month[order], began[order]
    keep = months == np.maximum.accumulate(months)
    days, rows = days[keep], order[keep]
    final = np.append(days[1:] != days[:-1], True)
    return days[final], rows[final]


def published_steps(history: RateHistory) -> Steps:
    """Give the latest rate at each day on which one was certainly published."""
    days, rows = _newest(history, history.known)
    rate, month = history.rate[rows], history.month[rows]
    return Steps(days, rate, rate, month, month, _revised(history, rows))


def standing_steps(history: RateHistory) -> Steps:
    """Give the rate, or the two rates, that stood from each day on which that may have changed."""
    (known, sure), (possible, maybe) = (
        _newest(history, began) for began in (history.known, history.possible)
    )
    days = np.unique(np.concatenate([known, possible]))
    place = np.searchsorted(known, days, side="right") - 1
    other = maybe[np.searchsorted(possible, days, side="right") - 1]
    this = np.where(place >= 0, sure[np.maximum(place, 0)], other)
    rates, months = history.rate[[this, other]], history.month[[this, other]]
    unsure = np.where((place < 0) | (this != other), TWO_RATES, 0)
    return Steps(
        days,
        rates.min(axis=0),
        rates.max(axis=0),
        months.min(axis=0),
        months.max(axis=0),
        unsure + _revised(history, this),
    )


def _revised(history: RateHistory, rows: Whole) -> Whole:
    return np.where(history.how[rows] == "later_revised", LATER_REVISED, 0)


def monthly_steps(rates: PublishedRates) -> Steps:
    """Give the printed rate of each month, as a step of its own."""
    months = rates.first.ordinal + np.arange(len(rates.values))
    rate = rates.at(months)
    return Steps(months, rate, rate, months, months, np.zeros(len(months), dtype=np.int64))


def extremes(
    steps: Steps, first: Whole, last: Whole
) -> tuple[Numbers, Numbers, Whole, Whole, Whole]:
    """Find, over the steps from place `first` to place `last`, what the rates come to.

    Returns the lowest and highest rate, the first and last month they are of, and the flags of
    any; NaN and zeros where a span holds no step. `first` below zero begins at the first step.
    """
    start = np.maximum(first, 0)
    some = (last >= start) & (last < len(steps.begin))
    ends = np.stack([np.where(some, start, 0), np.where(some, last, 0) + 1], axis=1).ravel()

    def over(function: np.ufunc, column: NDArray[np.generic]) -> NDArray[np.generic]:
        padded = np.append(column, column[-1:])  # so that the last step has a place after it
        return np.where(some, function.reduceat(padded, ends)[::2], 0)

    return (
        np.where(some, over(np.minimum, steps.low), np.nan).astype(np.float64),
        np.where(some, over(np.maximum, steps.high), np.nan).astype(np.float64),
        over(np.minimum, steps.first).astype(np.int64),
        over(np.maximum, steps.last).astype(np.int64),
        over(np.bitwise_or, steps.flags).astype(np.int64),
    )
