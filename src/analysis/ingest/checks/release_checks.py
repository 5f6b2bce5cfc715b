"""One release of a series held against the one before: bases, revisions, jumps.

A change of reference base multiplies every value. It is declared in `series.csv`, and the title of
the file says it; seen by neither, it would read as a collapse of prices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.ingest.making.versions import Version, cells_of, month_text
from analysis.ingest.ons import OnsSeries
from analysis.ingest.ons.configured import FILE, Configured
from analysis.ingest.reading.problems import Problems

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
