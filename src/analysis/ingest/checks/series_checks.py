"""Silent errors of series: one filed under another's name, bases that moved, revisions, jumps.

One public rule base for the United Kingdom had its RPI equal to its earnings series for thirteen
years. Two series that share long runs of values are therefore looked at on every load.

A change of reference base multiplies every value. It is declared in `series.csv`, and the title of
the file says it; seen by neither, it would read as a collapse of prices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.ingest.making.versions import Version, cells_of, month_text
from analysis.ingest.ons import OnsSeries
from analysis.ingest.ons.configured import FILE, Configured
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


LARGEST_STEP = 0.1  # of an index in a month; 1920 to 2026 the largest was below 0.06
ENOUGH = 24  # months that must be shared before a common factor means anything


def check_base(releases: Sequence[OnsSeries], settings: Configured, problems: Problems) -> None:
    """Hold the reference base of the newest release against the declared one; look for jumps."""
    newest, declared = releases[-1], settings["base"]
    if declared and newest.base != declared:
        mend = (
            f"if ONS has moved the base, write the new one in data/raw/{FILE} and keep the old "
            "release in data/raw/ons/releases"
        )
        problems.add(newest.file, None, "Title", newest.base, f"{declared}, as declared", mend)
    if settings["measure"] == "index":
        for series in releases:
            _check_steps(series, problems)


def _check_steps(series: OnsSeries, problems: Problems) -> None:
    before: float | None = None
    for ordinal, value, _, row in cells_of(series.months):
        if value <= 0:
            mend = "download the file again from ONS"
            problems.add(series.file, row, series.cdid, value, "an index above 0", mend)
        elif before and abs(value / before - 1) > LARGEST_STEP:
            allowed = f"within {LARGEST_STEP:.0%} of {before}, the month before"
            mend = "download the file again from ONS: one value is wrong, or two bases are mixed"
            problems.add(series.file, row, month_text(ordinal), value, allowed, mend)
        before = value


def check_rescaled(series: OnsSeries, standing: Mapping[int, Version], problems: Problems) -> bool:
    """Note a release whose values are those before it times one number, under the same base."""
    ratios = [
        value / standing[ordinal].value
        for ordinal, value, _, _ in cells_of(series.months)
        if ordinal in standing and standing[ordinal].value
    ]
    if len(ratios) < ENOUGH:
        return False
    middle = sorted(ratios)[len(ratios) // 2]
    if abs(middle - 1) < 0.05 or max(ratios) - min(ratios) > 0.05 * abs(middle):
        return False
    found = f"every value about {middle:.2f} times that of the release before"
    mend = f"if ONS has moved the base, title and data/raw/{FILE} must say so"
    allowed = f"the reference base of the release before, {series.base or 'none'}"
    problems.add(series.file, None, series.cdid, found, allowed, mend)
    return True


def refuse_revised(
    series: OnsSeries, ordinal: int, row: int, old: float, value: float, problems: Problems
) -> None:
    """Note a changed value of a series whose values never change."""
    mend = (
        f"values of {series.cdid} are never revised: download it again; if ONS has revised it, "
        f"say so in data/raw/{FILE} (revisable)"
    )
    allowed = f"{old}, as an earlier release has it"
    problems.add(series.file, row, month_text(ordinal), value, allowed, mend)
