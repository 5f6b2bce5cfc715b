"""One series of the Office for National Statistics (ONS) as one release printed it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from analysis.ingest.reading.problems import Problem
from analysis.periods import Month, Quarter, Year
from analysis.periods.months import MONTH_NAMES, MONTH_NUMBERS

Frequency = Literal["month", "quarter", "year"]

_BASE = re.compile(r"(?:([A-Za-z]{3})[a-z]*\.? )?([0-9]{4}) ?= ?100(?![0-9.])")


@dataclass(frozen=True, slots=True)
class Observations:
    """The values of one frequency in order of time, a column each; all are equally long.

    `ordinals` count periods since the first of 1970 (as pandas does), `decimals` are the digits
    printed after the point, `rows` where each value stands in its file (in JSON: its place in
    the array, from 1).
    """

    frequency: Frequency
    ordinals: tuple[int, ...] = ()
    values: tuple[float, ...] = ()
    decimals: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.ordinals)

    @property
    def by_ordinal(self) -> dict[int, float]:
        """Each value by the ordinal of its period."""
        return dict(zip(self.ordinals, self.values, strict=True))


class Figures(NamedTuple):
    """The observations of one series."""

    months: Observations
    quarters: Observations
    years: Observations


@dataclass(frozen=True, slots=True)
class OnsSeries:
    """One series from one file: what it is, when it was released, what it says.

    `cdid` is the four-character name ONS gives a series; `base` is the reference base in its
    title or unit (``2015=100``, ``Jan 1987=100``), None where neither states one; `dataset` is
    empty where the form does not say. `next_release` is None unless `next_release_text` is a day.
    """

    file: str
    cdid: str
    title: str
    unit: str
    dataset: str
    base: str | None
    release: date | None
    next_release: date | None
    next_release_text: str
    notes: tuple[str, ...]
    months: Observations
    quarters: Observations
    years: Observations


def period_of(frequency: Frequency, ordinal: int) -> Month | Quarter | Year:
    """Turn an ordinal back into its period.

    >>> period_of("month", 633).text, period_of("quarter", 72).text, period_of("year", 18).text
    ('2022-10', '1988 Q1', '1988')
    """
    if frequency == "month":
        return Month(1970 + ordinal // 12, ordinal % 12 + 1)
    if frequency == "quarter":
        return Quarter(1970 + ordinal // 4, ordinal % 4 + 1)
    return Year(1970 + ordinal)


def printed_period(frequency: Frequency, ordinal: int) -> str:
    """Write a period as ONS files do, for messages about them.

    >>> printed_period("month", 633), printed_period("quarter", 72), printed_period("year", 18)
    ('2022 OCT', '1988 Q1', '1988')
    """
    period = period_of(frequency, ordinal)
    if isinstance(period, Month):
        return f"{period.year} {MONTH_NAMES[period.month - 1][:3].upper()}"
    return period.text


def reference_base(text: str) -> str | None:
    """Find the reference base that a title or unit states.

    >>> reference_base("CPI INDEX 00: ALL ITEMS 2015=100")
    '2015=100'
    >>> reference_base("Retail Prices Index: Long run series: 1800 to 2024: Jan 1974=100")
    'Jan 1974=100'
    >>> reference_base("AWE: Whole Economy Level (£)") is None
    True
    """
    found = _BASE.search(text)
    if found is None:
        return None
    month, year = found.groups()
    number = MONTH_NUMBERS.get(month.lower()) if month else None
    return f"{MONTH_NAMES[number - 1][:3]} {year}=100" if number else f"{year}=100"


def same_release_conflicts(series: Iterable[OnsSeries]) -> list[Problem]:
    """List the files that give one series of one release differently: never a choice to make.

    Each problem names the later file, the earlier one and the first period that differs. A period
    in one copy only is a difference, unless that copy has nothing of the frequency.
    """
    first: dict[tuple[str, date | None], OnsSeries] = {}
    conflicts = []
    for one in series:
        other = first.setdefault((one.cdid, one.release), one)
        if other is not one and (conflict := _conflict(other, one)):
            conflicts.append(conflict)
    return conflicts


def _conflict(first: OnsSeries, second: OnsSeries) -> Problem | None:
    pairs = (
        (first.months, second.months),
        (first.quarters, second.quarters),
        (first.years, second.years),
    )
    for left, right in pairs:
        if not (left and right) or (left.ordinals, left.values) == (right.ordinals, right.values):
            continue
        here, there = _by_ordinal(left), _by_ordinal(right)
        differing = min(
            ordinal
            for ordinal in here.keys() | there.keys()
            if here.get(ordinal, (None, 0))[0] != there.get(ordinal, (None, 0))[0]
        )
        period = printed_period(left.frequency, differing)
        value, row = here.get(differing, ("no value", None))
        other_value, other_row = there.get(differing, ("no value", None))
        at = f", row {row}" if row else ""
        release = f"released {first.release}" if first.release else "without a release date"
        return Problem(
            second.file,
            other_row,
            second.cdid,
            f"{other_value} for {period}",
            f"{value}, as in {first.file}{at} (both {release})",
            "download the series again and keep that copy only",
        )
    return None


def _by_ordinal(observations: Observations) -> dict[int, tuple[float, int]]:
    cells = zip(observations.values, observations.rows, strict=True)
    return dict(zip(observations.ordinals, cells, strict=True))
