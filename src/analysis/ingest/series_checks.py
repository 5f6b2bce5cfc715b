"""Silent errors between series: one filed under another's name, rates that no index supports.

One public rule base for the United Kingdom had its RPI equal to its earnings series for thirteen
years. Two series that share long runs of values are therefore looked at on every load.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.ingest.ons import OnsSeries
from analysis.ingest.problems import Problems
from analysis.ingest.series import Configured

STOPS_BETWEEN_KINDS = 12  # consecutive months shared by a price and an earnings series
STOPS_ANY = 24  # consecutive months shared by any two series
FLAGGED = 12
_FIRST, _LAST = -12 * 30, 12 * 140  # months since January 1970 that are looked at: 1940 to 2109

Shared = tuple[str, str, int, int]  # two series, months shared, ordinal of the first


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
                found.append((name, names[place + 1 + int(other)], length, start + _FIRST))
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
) -> dict[str, str]:
    """Stop at series that share too long a run; return flags for those that share a shorter one."""
    newest = {cdid: found[-1] for cdid, found in releases.items() if found}
    flags: dict[str, str] = {}
    for first, second, length, _ in longest_shared(newest):
        kinds = {configured[first]["table"], configured[second]["table"]}
        if length >= STOPS_ANY or (len(kinds) > 1 and length >= STOPS_BETWEEN_KINDS):
            found = f"{length} months in a row equal to {newest[first].file}"
            mend = "one of the two was saved under the other's name: download both again"
            problems.add(newest[second].file, None, second, found, "a series of its own", mend)
        else:
            flags[first] = f"shares {length} months in a row with {second}"
            flags[second] = f"shares {length} months in a row with {first}"
    return flags


def check_rates(
    releases: Mapping[str, Sequence[OnsSeries]],
    configured: Mapping[str, Configured],
    problems: Problems,
) -> dict[str, int]:
    """Hold each published 12-month rate against its index, within what rounding allows.

    A rate is computed by ONS from unrounded indices, so that it may differ by 0.1 or 0.2 from the
    one recomputed from printed indices; beyond the bounds of rounding it is an error. Returns how
    many rates differ from the recomputed one, by series.
    """
    counts: dict[str, int] = {}
    for rate_id, index_id in _pairs(configured):
        if not (releases.get(rate_id) and releases.get(index_id)):
            continue
        rates, index = releases[rate_id][-1].months, releases[index_id][-1].months
        levels = dict(zip(index.ordinals, index.values, strict=True))
        differing = 0
        for place, ordinal in enumerate(rates.ordinals):
            now, before = levels.get(ordinal), levels.get(ordinal - 12)
            if now is None or before is None:
                continue
            printed = rates.values[place]
            if round((now / before - 1) * 100 + 1e-9, 1) != printed:
                differing += 1
            low = ((now - 0.05) / (before + 0.05) - 1) * 100 - 0.05
            high = ((now + 0.05) / (before - 0.05) - 1) * 100 + 0.05
            if not low - 1e-9 <= printed <= high + 1e-9:
                file = releases[rate_id][-1].file
                allowed = f"between {low:.2f} and {high:.2f}, by the index {index_id}"
                mend = "download both series again: one of them is wrong"
                problems.add(file, rates.rows[place], rate_id, printed, allowed, mend)
        counts[rate_id] = differing
    return counts


def _pairs(configured: Mapping[str, Configured]) -> list[tuple[str, str]]:
    """Pair each rate with the index of the same name that is not a long-run splice."""
    pairs = []
    for rate in configured.values():
        if rate["measure"] == "rate_12m":
            pairs += [
                (rate.cdid, index.cdid)
                for index in configured.values()
                if index["measure"] == "index"
                and index["index"] == rate["index"]
                and index["table"] == "prices"
                and index["base"] != "Jan 1974=100"
            ]
    return pairs
