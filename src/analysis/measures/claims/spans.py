"""From the times that a finding states to months for which there are figures: every way there is.

A year of a monthly series is each of its months, against the same month of the other year; of a
yearly series, the month it has. An open base or end is every year there is. A base that a series
does not reach is tried from its nearest figure within a year, and said to stand in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from analysis.measures.claims.attempts import MissingFigureError
from analysis.measures.pay.named import NamedPay, at
from analysis.measures.prices.points import Convention, window_first, window_text
from analysis.periods import Month
from analysis.periods.stated import StatedTime

WITHIN = 12
"""How many months off a figure may stand in for one of the base: a year, the nearest there is."""
_MONTHS = {"month to month": 1, "three-month average": 3}


@dataclass(frozen=True)
class Span:
    """From a month to a later one by a convention; `stated` are the words of the finding."""

    start: Month
    end: Month
    convention: Convention
    stated: str
    stand_in: str = ""

    @property
    def text(self) -> str:
        """``March 2011 to March 2023``, ``2011 to 2023``; of windows the later first."""
        start, end = (window(month, self.convention) for month in (self.start, self.end))
        return f"{end} against {start}" if " to " in end else f"{start} to {end}"


@dataclass(frozen=True)
class Moment:
    """A time at which levels are compared: a month of each pay, by a convention."""

    months: tuple[Month, ...]
    convention: Convention
    stated: str
    stand_in: str = ""

    @property
    def text(self) -> str:
        """``March 2023``, ``2022-23``; of two pays of different months, both."""
        return " and ".join(dict.fromkeys(window(one, self.convention) for one in self.months))


@cache
def window(month: Month, convention: Convention) -> str:
    """Name the window of months that a convention takes a month to stand for.

    >>> window(Month(2023, 3), "financial-year average"), window(Month(2023, 3), "month to month")
    ('2022-23', 'March 2023')
    >>> window(Month(2023, 1), "three-month average")
    'November 2022 to January 2023'
    """
    first = Month(1970, 1) + int(window_first(np.array([month.ordinal]), convention)[0])
    if convention not in _MONTHS:
        return window_text(first, 12, convention)
    begun = first.said if first.year < month.year else first.said.partition(" ")[0]
    return month.said if _MONTHS[convention] == 1 else f"{begun} to {month.said}"


def spans(
    pays: tuple[NamedPay, ...],
    starts: tuple[StatedTime, ...],
    ends: tuple[StatedTime, ...],
    convention: Convention,
) -> Iterator[Span]:
    """Every span that some pay has figures for by a convention, each once.

    Raises `MissingFigureError` naming the first pay that lacks a base or an end, if none is left.
    """
    seen: set[str] = set()
    lacking: list[str] = []
    stated = list(_stated(pays, starts, ends))
    # A base stands before many ends, an end after many bases: each is looked up once.
    bases = {one: _at_base(pays, one, convention) for one in {start for start, _ in stated}}
    closes = {one: _shared(pays, one, convention) for one in {end for _, end in stated}}
    for start, end in stated:
        (firsts, stand_in), lasts = bases[start], closes[end]
        if not firsts or not lasts:
            lacking.append(_lacks(pays, end if firsts else start, convention))
            continue
        pairs = [(one, two) for one in firsts for two in lasts if one < two]
        # One month of the year against itself, where that can be: a year's growth, not a season's.
        alike = [(one, two) for one, two in pairs if one.month == two.month]
        for one, two in alike or pairs:
            span = Span(one, two, convention, f"{start.text} to {end.text}", stand_in)
            if span.text not in seen:
                seen.add(span.text)
                yield span
    if not seen and lacking:
        raise MissingFigureError(lacking[0])


def times(
    pays: tuple[NamedPay, ...], ends: tuple[StatedTime, ...], convention: Convention
) -> Iterator[Moment]:
    """Every time at which each pay has a level, once.

    Two pays are of one month where they can be, else each of its own month in the time stated.
    """
    seen: set[str] = set()
    lacking: list[str] = []
    for end in ends or tuple(map(at, _every(pays))):
        shared = _shared(pays, end, convention)
        found = [(month,) * len(pays) for month in shared]
        if not found and len(pays) == 2:
            one, two = (pay.months(end, convention) for pay in pays)
            found = [(first, second) for first in one for second in two]
        if not found:
            lacking.append(_lacks(pays, end, convention))
        for months in found:
            moment = Moment(months, convention, end.text)
            if moment.text not in seen:
                seen.add(moment.text)
                yield moment
    if not seen and lacking:
        raise MissingFigureError(lacking[0])


def _stated(
    pays: tuple[NamedPay, ...], starts: tuple[StatedTime, ...], ends: tuple[StatedTime, ...]
) -> Iterator[tuple[StatedTime, StatedTime]]:
    """Pair bases and ends, a base before its end; what is open is every one there can be."""
    lasts = ends or _open(pays, starts)
    for start in starts or _open(pays, ends):
        for end in lasts:
            if start.first < end.first:
                yield start, end


def _open(pays: tuple[NamedPay, ...], said: tuple[StatedTime, ...]) -> list[StatedTime]:
    """Every time that can be the other end of a span: each figure of a yearly series.

    Of a monthly one it is the time that was said in every other year, or March if none was.
    """
    known = _every(pays)
    if not any(pay.monthly for pay in pays):
        return [at(month) for month in known]
    if not said:
        return [at(month) for month in known if month.month == 3]
    reach = (known[-1] - known[0]) // 12 + 1
    moved = [_moved(one, years) for one in said for years in range(-reach, reach + 1)]
    return [one for one in moved if known[0] <= one.last and one.first <= known[-1]]


def _moved(time: StatedTime, years: int) -> StatedTime:
    first, last = time.first + 12 * years, time.last + 12 * years
    if first == last:
        return StatedTime(first, last, first.said)
    text = f"{first.year}" if first.month == 1 else f"{first.year}-{(first.year + 1) % 100:02d}"
    return StatedTime(first, last, text)


def _every(pays: tuple[NamedPay, ...]) -> list[Month]:
    """Every month that one of the pays has a figure of, the one with fewest."""
    held = [
        sorted(pay.printed) if pay.series is None else list(pay.series.months)
        for pay in pays
        if pay.series is not None or pay.printed
    ]
    if not held:
        raise MissingFigureError(f"'{pays[0].name}' needs the base and the end that it is of.")
    return [Month(1970, 1) + int(ordinal) for ordinal in min(held, key=len)]


def _shared(pays: tuple[NamedPay, ...], time: StatedTime, convention: Convention) -> list[Month]:
    months = [pay.months(time, convention) for pay in pays]
    return [month for month in months[0] if all(month in other for other in months[1:])]


def _at_base(
    pays: tuple[NamedPay, ...], start: StatedTime, convention: Convention
) -> tuple[list[Month], str]:
    """Give the months of a base, or the one that stands in for it and the words for that."""
    firsts = _shared(pays, start, convention)
    if firsts:
        return firsts, ""
    for pay in pays:
        near = pay.nearest(start, convention, within=WITHIN)
        if near is not None and _shared(pays, at(near), convention):
            said = str(near.year) if len(start.text) == 4 else near.said
            return [near], f"{said} for {start.text}: {pay.name} has no figure of {start.text}"
    return [], ""


def _lacks(pays: tuple[NamedPay, ...], time: StatedTime, convention: Convention) -> str:
    for pay in pays:
        if not pay.months(time, convention):
            return f"the record has {pay.name} {pay.span}, and not of {time.text}"
    return f"the record has no month of {time.text} with both {' and '.join(p.name for p in pays)}"
