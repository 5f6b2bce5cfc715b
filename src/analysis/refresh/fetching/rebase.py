"""Telling a change of reference base from a revision: every value moves by one factor.

The consumer prices index went from 2005=100 to 2015=100 on 16 February 2016, and average weekly
earnings and prices will move again. All values are then divided by one number and rounded anew,
so that each printed pair says within which bounds the factor lies. If one factor fits all pairs it
is a change of base; a revision moves some values and leaves the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.ingest.ons import Observations, OnsSeries

ENOUGH = 24  # shared periods before one factor for all means anything
FITS = 0.9  # share of periods that must fit where values are revised as well
MOVED = 0.005  # a factor nearer to 1 than this is no new base

Printed = Mapping[int, tuple[float, int]]  # ordinal -> value, decimals


@dataclass(frozen=True)
class Factor:
    """One factor between two copies of a series, and how many of the shared periods fit it."""

    factor: float
    fitting: int
    shared: int

    @property
    def moved(self) -> bool:
        """Whether the factor is one of a new base and not of revisions."""
        return abs(self.factor - 1) > MOVED


def printed(observed: Observations) -> dict[int, tuple[float, int]]:
    """Return value and decimals of each period by its ordinal."""
    cells = zip(observed.values, observed.decimals, strict=True)
    return dict(zip(observed.ordinals, cells, strict=True))


def common_factor(old: OnsSeries, new: OnsSeries, *, revisable: bool) -> Factor | None:
    """Find the one factor that turns the old months into the new ones; None if there is none.

    Every shared month must fit it, within what rounding allows; where values are also revised,
    nine in ten of them.
    """
    return fit(printed(old.months), printed(new.months), share=FITS if revisable else 1.0)


def fit(old: Printed, new: Printed, *, share: float = 1.0) -> Factor | None:
    """Find a factor for two sets of printed values.

    >>> old = {n: (100.0 + n, 1) for n in range(40)}
    >>> new = {n: (round(value * 0.78, 1), 1) for n, (value, _) in old.items()}
    >>> round(fit(old, new).factor, 3), fit(old, new).fitting
    (0.78, 40)
    >>> fit(old, new | {7: (99.0, 1)}) is None
    True
    """
    bounds = []
    for ordinal in old.keys() & new.keys():
        (before, digits), (now, now_digits) = old[ordinal], new[ordinal]
        half, now_half = 0.5 * 10**-digits, 0.5 * 10**-now_digits
        if before > half and now > now_half:
            bounds.append(((now - now_half) / (before + half), (now + now_half) / (before - half)))
    if len(bounds) < ENOUGH:
        return None
    factor, fitting = _deepest(bounds)
    if fitting < share * len(bounds):
        return None
    return Factor(factor, fitting, len(bounds))


def _deepest(bounds: list[tuple[float, float]]) -> tuple[float, int]:
    """Return the point that most intervals cover, and how many do."""
    slack = 1e-9  # floating point may part two bounds that touch
    edges = sorted(
        [(low - slack, 0) for low, _ in bounds] + [(high + slack, 1) for _, high in bounds]
    )
    depth = most = 0
    low, high = 1.0, None
    for value, is_end in edges:
        if is_end:
            high = value if depth == most and high is None else high
            depth -= 1
        else:
            depth += 1
            if depth > most:
                most, low, high = depth, value, None
    return (low + (high if high is not None else low)) / 2, most
