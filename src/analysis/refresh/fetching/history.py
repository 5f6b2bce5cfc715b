"""One copy of a series held against an earlier one: what is gone, what differs, what leaps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from analysis.ingest.ons import Observations, OnsSeries
from analysis.ingest.ons.series import printed_period

LEAP = 1.25  # times the largest step between two months that the series has ever made
LEAST_RATE, LEAST_RATIO = 1.0, 0.02  # steps (points, share) that are never a leap


def frequencies(new: OnsSeries, old: OnsSeries) -> Iterator[tuple[Observations, Observations]]:
    """Give months, quarters and years of both."""
    yield new.months, old.months
    yield new.quarters, old.quarters
    yield new.years, old.years


def shorter(new: OnsSeries, old: OnsSeries) -> str:
    """Say what periods of the old copy the new one lacks; nothing if it has them all.

    Both are without gaps, as the reader has made sure, so that the ends tell.
    """
    for now, before in frequencies(new, old):
        if not before:
            continue
        had = [printed_period(before.frequency, before.ordinals[end]) for end in (0, -1)]
        if not now:
            return f"it has no {now.frequency}s, and the file that stands has {had[0]} to {had[1]}"
        has = [printed_period(now.frequency, now.ordinals[end]) for end in (0, -1)]
        if now.ordinals[0] > before.ordinals[0]:
            return f"it begins at {has[0]}, and the file that stands at {had[0]}"
        if now.ordinals[-1] < before.ordinals[-1]:
            return f"it ends at {has[1]}, and the file that stands at {had[1]}"
    return ""


def revised(new: OnsSeries, old: OnsSeries) -> list[str]:
    """List the periods whose value is not what it was, as '2026 JUN was 140.1 and is 140.3'."""
    found = []
    for now, before in frequencies(new, old):
        values = dict(zip(now.ordinals, now.values, strict=True))
        for ordinal, value in zip(before.ordinals, before.values, strict=True):
            if ordinal in values and values[ordinal] != value:
                period = printed_period(now.frequency, ordinal)
                found.append(f"{period} was {value:g} and is {values[ordinal]:g}")
    return found


def leaps(new: OnsSeries, old: OnsSeries, *, rate: bool) -> list[str]:
    """List steps between two months that are far beyond any that the series has made.

    The measure is the series' own past: a quarter more than its largest step so far, in points
    for a rate in per cent, as a share for a level or an index. At most three are listed.
    """
    past = [step for step, _ in _steps(old.months, rate=rate)]
    if not past:
        return []
    least = LEAST_RATE if rate else LEAST_RATIO
    most = max(LEAP * max(past), least)
    found = []
    for step, place in _steps(new.months, rate=rate):
        if step > most:
            month = printed_period("month", new.months.ordinals[place])
            was, value = new.months.values[place - 1], new.months.values[place]
            size = f"{step:.1f} points" if rate else f"{step:.1%}"
            usual = f"{max(past):.1f} points" if rate else f"{max(past):.1%}"
            found.append(
                f"{month} is {value:g} after {was:g}, a step of {size} where the largest so far "
                f"was {usual}"
            )
    return found[:3]


def _steps(observed: Observations, *, rate: bool) -> Iterator[tuple[float, int]]:
    for place, (before, now) in enumerate(pairwise(observed.values), start=1):
        if rate:
            yield abs(now - before), place
        elif before > 0:
            yield abs(now / before - 1), place
