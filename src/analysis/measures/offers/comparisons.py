"""The inflation that each offer is set against: four comparisons, each over a day, months or years.

A date known to the day gives one rate, a date known to the month or pay year an interval: the
lowest and the highest of the rates it leaves open, never a guess within it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.measures.inputs import MISSING_ORDINAL
from analysis.measures.offers.dates import (
    EFFECTIVE,
    NO_CLOCK,
    OFFERED,
    PAY_YEAR,
    OfferDates,
    Whole,
    first_days,
    last_days,
)
from analysis.measures.offers.steps import (
    LATER_REVISED,
    TWO_RATES,
    extremes,
    monthly_steps,
    published_steps,
    standing_steps,
)
from analysis.measures.prices.knowledge import RateHistory
from analysis.measures.prices.price_changes import change_arrays
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.rates import PublishedRates

Numbers = NDArray[np.float64]

# Notes are bits, so that a row may have several; `NOTES` are their words in that order.
STOOD_IN_MONTH, STOOD_IN_YEAR, UNSURE, REVISED, SO_FAR, BEGAN, APART = (
    1 << bit for bit in range(7)
)
NOTES = (
    "the month it took effect stands in for the day it was offered",
    "the pay year stands in for a date: lowest and highest rate of it",
    "the day of a release is estimated: both rates that may have stood",
    "as later revised: no earlier print of the rate is on record",
    "the pay year is not over: rates published so far",
    "the index was first published during it",
    "more than 18 months since the award before on record: one between may be missing",
)
# Why there is no rate; a row has one reason.
MISSING = (
    "",
    "no date of any kind on record",
    "none had been published",
    "not yet: the prices needed are not published",
    "no previous effective date on record for this employer, unit and grade",
    "effective date not on record",
    "before the series begins",
    "an award between has no effective date on record for this unit and grade",
    "no rate of that month is on record: they are printed for some months alone",
    "rates alone are published, and rates are never chained",
)
FOUND, UNDATED, UNPUBLISHED, NOT_YET, NO_PREVIOUS, NO_EFFECTIVE, TOO_EARLY, BETWEEN = range(8)
NOT_PRINTED, RATES_ALONE = 8, 9
LONG = 18  # months: awards are yearly, and one may be half a year late
SILENCE = 45  # days: monthly releases are at most some 40 apart, so a longer gap is the data's end


@dataclass(frozen=True, eq=False)
class Found:
    """Inflation for one comparison and index, an entry a statement; rates in per cent.

    `rounding` is how far rounding lets the truth lie from a rate, in points; `months_*` are the
    months that the rates are of; `days_*` the days that the clock stands for; `clock` is a place
    in `CLOCKS`, `missing` one in `MISSING`, `notes` bits of `NOTES`.
    """

    low: Numbers
    high: Numbers
    rounding: Numbers
    months_first: Whole
    months_last: Whole
    clock: Whole
    stand_in: NDArray[np.bool_]
    days_first: Whole
    days_last: Whole
    missing: Whole
    notes: Whole


def _by_clock(clock: Whole, *choices: Whole) -> Whole:
    """Take for each row the entry of its own clock: offered, effective, pay year."""
    return np.select([clock == OFFERED, clock == EFFECTIVE], list(choices[:2]), choices[2])


def _stood_in(clock: Whole, *, of_offer: bool) -> Whole:
    month = np.where(of_offer & (clock == EFFECTIVE), STOOD_IN_MONTH, 0)
    return month + np.where(clock == PAY_YEAR, STOOD_IN_YEAR, 0)


def known_when_offered(history: RateHistory | None, dates: OfferDates, *, until: int) -> Found:
    """Find the latest 12-month rate published by the day an offer was made, that day included.

    A day known to the month or year: the lowest and highest rate that stood on a day of it. For
    a pay year: the lowest and highest rate published from its April to its March. On days between
    the first and last possible day of an estimated release both rates stand. Nothing of the days
    after `until` (days since 1970) is used.
    """
    clock = dates.clock(of_offer=True)
    first = _by_clock(
        clock, dates.offered_first, first_days(dates.effective_first), first_days(dates.year_first)
    )
    last = _by_clock(
        clock, dates.offered_last, last_days(dates.effective_last), last_days(dates.year_last)
    )
    yearly, dated = clock == PAY_YEAR, clock != NO_CLOCK
    stand_in = (clock == EFFECTIVE) | yearly
    notes = _stood_in(clock, of_offer=True)
    missing = np.where(dated, UNPUBLISHED, UNDATED)
    blank = np.full(len(clock), np.nan)
    none = np.full(len(clock), MISSING_ORDINAL)
    if history is None or not len(history.known):
        return Found(blank, blank, blank, none, none, clock, stand_in, first, last, missing, notes)
    standing, published = standing_steps(history), published_steps(history)
    on_days = extremes(
        standing,
        np.searchsorted(standing.begin, first, side="right") - 1,
        np.searchsorted(standing.begin, np.minimum(last, until), side="right") - 1,
    )
    in_year = extremes(
        published,
        np.searchsorted(published.begin, first, side="left"),
        np.searchsorted(published.begin, np.minimum(last, until), side="right") - 1,
    )
    low, high, months_first, months_last, flags = (
        np.where(yearly, of_year, of_days)
        for of_year, of_days in zip(in_year, on_days, strict=True)
    )
    end = standing.begin[-1]
    stale = dated & (first > end + np.where(yearly, 0, SILENCE))
    some = dated & ~stale & np.isfinite(low)
    missing = np.select([some, ~dated, stale], [FOUND, UNDATED, NOT_YET], UNPUBLISHED)
    began = standing.begin[0] > first + np.where(yearly, SILENCE, 0)
    notes += np.where(some & (flags & TWO_RATES > 0) & (first == last), UNSURE, 0)
    notes += np.where(some & (flags & LATER_REVISED > 0), REVISED, 0)
    notes += np.where(some & yearly & (last > end), SO_FAR, 0)
    notes += np.where(some & began, BEGAN, 0)
    return Found(
        np.where(some, low, np.nan),
        np.where(some, high, np.nan),
        np.where(some, history.half_unit, np.nan),
        np.where(some, months_first, MISSING_ORDINAL),
        np.where(some, months_last, MISSING_ORDINAL),
        clock,
        stand_in,
        first,
        last,
        missing,
        notes,
    )


def rate_of_months(rates: PublishedRates | None, dates: OfferDates, *, later: int) -> Found:
    """Find the printed rate of the month an award took effect, or `later` months after it.

    Twelve months later it is the rise in prices over the twelve months that the award covers.
    Without an effective date: the lowest and highest over the months of the pay year.
    """
    clock = dates.clock(of_offer=False)
    dated, yearly = clock != NO_CLOCK, clock == PAY_YEAR
    start = np.where(yearly, dates.year_first, dates.effective_first)
    final = np.where(yearly, dates.year_last, dates.effective_last)
    first, last = np.where(dated, start + later, 0), np.where(dated, final + later, 0)
    blank = np.full(len(clock), np.nan)
    low, high, half = blank, blank, 0.0
    missing = np.where(dated, UNPUBLISHED, UNDATED)
    if rates is not None:
        begin, end = rates.first.ordinal, rates.last.ordinal
        low, high, *_ = extremes(monthly_steps(rates), first - begin, last - begin)
        half = rates.half_unit
        reasons = [~dated, last > end, first < begin]
        missing = np.select(reasons, [UNDATED, NOT_YET, TOO_EARLY], FOUND)
        missing = np.where((missing == FOUND) & ~np.isfinite(low + high), NOT_PRINTED, missing)
    some = missing == FOUND
    return Found(
        np.where(some, low, np.nan),
        np.where(some, high, np.nan),
        np.where(some, half, np.nan),
        np.where(some, first, MISSING_ORDINAL),
        np.where(some, last, MISSING_ORDINAL),
        clock,
        yearly,
        first_days(start),
        last_days(np.where(dated, last, MISSING_ORDINAL)),
        missing,
        _stood_in(clock, of_offer=False),
    )


def rise_since_previous(
    index: PriceIndex | None, dates: OfferDates, *, alone: bool = False
) -> Found:
    """Find the rise in prices from the month the previous award took effect to this one's.

    There is none where the employer has an award between the two whose date is not on record, and
    none on an index of which rates `alone` are published.
    """
    start, end = dates.previous, dates.effective_first
    clear = (end != MISSING_ORDINAL) & (dates.effective_last == end)
    before = clear & (start != MISSING_ORDINAL)
    both = before & ~dates.between
    value = np.full(len(start), np.nan)
    rounding = value
    reasons = [~clear, ~before, dates.between]
    missing = np.select(
        reasons, [NO_EFFECTIVE, NO_PREVIOUS, BETWEEN], RATES_ALONE if alone else UNPUBLISHED
    )
    if index is not None and both.any():
        value, low, high, _ = change_arrays(
            index, np.where(both, start, 0), np.where(both, end, 0), "month to month"
        )
        rounding = np.maximum(high - value, value - low)
        known, over = np.isfinite(value), end > index.last.ordinal
        missing = np.where(both, np.select([known, over], [FOUND, NOT_YET], TOO_EARLY), missing)
    some = missing == FOUND
    return Found(
        np.where(some, value, np.nan),
        np.where(some, value, np.nan),
        np.where(some, rounding, np.nan),
        np.where(some, start, MISSING_ORDINAL),
        np.where(some, end, MISSING_ORDINAL),
        np.where(clear, EFFECTIVE, NO_CLOCK),
        np.zeros(len(start), dtype=bool),
        first_days(np.where(both, start, end)),
        last_days(dates.effective_last),
        missing,
        np.where(some & (end - start > LONG), APART, 0),
    )
