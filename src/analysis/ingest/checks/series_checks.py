"""Silent errors between series: one filed under another's name.

One public rule base for the United Kingdom had its RPI equal to its earnings series for thirteen
years. Two series that share long runs of values are therefore looked at on every load.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.ingest.ons import OnsSeries
from analysis.ingest.ons.configured import Configured
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems

STOPS_BETWEEN_KINDS = 12  # consecutive months shared by a price and an earnings series
STOPS_ANY = 24  # consecutive months shared by any two series
FLAGGED = 12
_FIRST, _LAST = -12 * 30, 12 * 140  # months since January 1970 that are looked at: 1940 to 2109


class Shared(NamedTuple):
    """Two series that have equal values in `length` months from the ordinal `start` on."""

    first: str
    second: str
    length: int
    start: int


def longest_shared(series: Mapping[str, OnsSeries]) -> list[Shared]:
    """Return for each pair of series its longest run of equal values in equal months.

    Runs shorter than twelve months and runs of one repeated value are left out.
    """
    names = sorted(series)
    grid = np.full((len(names), _LAST - _FIRST), np.nan)
    for place, name in enumerate(names):
        months = series[name].months
        grid[place, np.asarray(months.ordinals, dtype=int) - _FIRST] = months.values
    found: list[Shared] = []
    for place, name in enumerate(names):
        equal = grid[place + 1 :] == grid[place]
        enough = np.flatnonzero(equal.sum(axis=1) >= FLAGGED)
        for other in enough:
            length, start = _run(equal[other])
            if length >= FLAGGED and np.ptp(grid[place, start : start + length]) > 0:
                second = names[place + 1 + int(other)]
                found.append(Shared(name, second, length, start + _FIRST))
    return found


def _run(equal: NDArray[np.bool_]) -> tuple[int, int]:
    """Return length and start of the longest run of true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], equal.astype(np.int8), [0]))))
    starts, ends = edges[::2], edges[1::2]
    best = int(np.argmax(ends - starts))
    return int(ends[best] - starts[best]), int(starts[best])


def check_shared(
    releases: Mapping[str, Sequence[OnsSeries]],
    configured: Mapping[str, Configured],
    problems: Problems,
) -> list[Shared]:
    """Stop at series that share too long a run; return those that share a shorter one."""
    newest = {cdid: found[-1] for cdid, found in releases.items() if found}
    shorter = []
    for one in longest_shared(newest):
        kinds = {configured[one.first]["table"], configured[one.second]["table"]}
        if one.length >= STOPS_ANY or (len(kinds) > 1 and one.length >= STOPS_BETWEEN_KINDS):
            found = f"{one.length} months in a row equal to {newest[one.first].file}"
            mend = "one of the two was saved under the other's name: download both again"
            allowed = "a series of its own"
            problems.add(newest[one.second].file, None, one.second, found, allowed, mend)
        else:
            shorter.append(one)
    return shorter


def flag_shared(made: Draft, shared: Sequence[Shared]) -> None:
    """Flag the rows of the shared months, in both series, as the figures stand now."""
    names: dict[tuple[object, object], list[str]] = {}
    for one in shared:
        for month in range(one.start, one.start + one.length):
            names.setdefault((one.first, month), []).append(one.second)
            names.setdefault((one.second, month), []).append(one.first)
    values = made.values
    for place, cell in enumerate(zip(values["series"], values["period"], strict=True)):
        if cell in names and values["known_until"][place] is None:
            for other in names[cell]:
                made.flag(place, f"shares a run of values: {other}")
