"""Printed cells into observations: numbers read strictly, periods checked against each other.

ONS serves plain numbers, one a period, in order and without gaps. Anything else was altered on
the way, so it is listed with its row and never mended in silence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from analysis.ingest.ons.series import Figures, Frequency, Observations, printed_period
from analysis.ingest.reading.problems import Problems
from analysis.periods import Month, Quarter, Year, parse_ons_period

AGAIN = "download the file again from ONS"
NUMBER = "a plain number, such as 143.6 or -0.5"

_NUMBER = re.compile(r"-?(?:[0-9]{1,15}(?:\.([0-9]{1,15}))?|\.([0-9]{1,15}))")
_MISSING = {"x", "..", ".", "-", ":", "z", "c", "[x]", "[z]", "[c]", "n/a", "na", "nan", "null"}
_ALTERED = (
    ("−–—", "a minus sign that is not a hyphen"),
    ("£$€", "a currency sign"),
    ("%", "a per cent sign"),
    (",", "a comma in a number"),
    ("eE", "letters or scientific notation"),
)
_FREQUENCIES: dict[type, Frequency] = {Month: "month", Quarter: "quarter", Year: "year"}


class Cell(NamedTuple):
    """A period and a value as printed, and where they stand."""

    period: str
    value: str
    row: int


class _Column:
    """The observations of one frequency while they are collected."""

    def __init__(self, frequency: Frequency) -> None:
        self.frequency: Frequency = frequency
        self.ordinals: list[int] = []
        self.values: list[float] = []
        self.decimals: list[int] = []
        self.rows: list[int] = []

    def done(self) -> Observations:
        columns = (self.ordinals, self.values, self.decimals, self.rows)
        return Observations(self.frequency, *map(tuple, columns))  # type: ignore[arg-type]


def read_figures(cells: Iterable[Cell], *, file: str, column: str, problems: Problems) -> Figures:
    """Read cells into observations by frequency; what is wrong goes to `problems`.

    `column` names the series in messages. Checked: each period and value reads; none comes twice,
    out of order or after a gap.
    """
    columns = {frequency: _Column(frequency) for frequency in _FREQUENCIES.values()}
    for text, value, row in cells:
        try:
            period = parse_ons_period(text)
        except ValueError as error:
            allowed = "a period, such as 1988, 1988 Q1 or 1988 JAN"
            mend = f"{AGAIN}: a spreadsheet changed it" if "spreadsheet" in str(error) else AGAIN
            problems.add(file, row, "period", text, allowed, mend)
            continue
        number = _NUMBER.fullmatch(value.strip())
        if number is None:
            problems.add(file, row, column, value, NUMBER, explain_value(value))
            continue
        into = columns[_FREQUENCIES[type(period)]]
        ordinal = period.ordinal
        if into.ordinals and ordinal != into.ordinals[-1] + 1:
            _note_order(into, ordinal, text, row, file, problems)
            if ordinal <= into.ordinals[-1]:
                continue
        into.ordinals.append(ordinal)
        into.values.append(float(number[0]))
        into.decimals.append(len(number[1] or number[2] or ""))
        into.rows.append(row)
    months, quarters, years = (each.done() for each in columns.values())
    return Figures(months, quarters, years)


def explain_value(value: str) -> str:
    """Say what made a value no number, and how to mend it.

    >>> explain_value("1,043.6")
    'download the file again from ONS: a comma in a number, so this copy was altered'
    """
    found = value.strip()
    if not found:
        return f"{AGAIN}: the value is blank"
    if found.lower() in _MISSING:
        return f"{AGAIN}, or take the row away if ONS has no value: a mark for a missing value"
    if "per cent" in found.lower():
        return f"{AGAIN}: a unit beside the number, so this copy was altered"
    for characters, what in _ALTERED:
        if any(character in found for character in characters):
            return f"{AGAIN}: {what}, so this copy was altered"
    return f"{AGAIN}: not a number, so this copy was altered"


def _note_order(
    into: _Column, ordinal: int, text: str, row: int, file: str, problems: Problems
) -> None:
    last = printed_period(into.frequency, into.ordinals[-1])
    if ordinal > into.ordinals[-1]:
        problems.add(
            file,
            row,
            "period",
            text,
            f"the {into.frequency} after {last} (row {into.rows[-1]}); some are missing between",
            AGAIN,
        )
        return
    place = bisect_left(into.ordinals, ordinal)
    if into.ordinals[place] == ordinal:
        earlier = into.rows[place]
        problems.add(
            file, row, "period", text, f"each period once (it stands in row {earlier})", AGAIN
        )
        return
    problems.add(file, row, "period", text, f"periods in order (row {row} follows {last})", AGAIN)


def check_ends(figures: Figures, *, release: date | None, file: str, problems: Problems) -> None:
    """Check where a series ends: not after its release, and not cut off.

    The months of a whole file reach as far as its quarters, and the quarters as far as its years.
    """
    if release is not None:
        month = Month(release.year, release.month).ordinal
        limits = zip(figures, (month, month // 3, month // 12), strict=True)
        for observations, first_unfinished in limits:
            for ordinal, row in zip(
                reversed(observations.ordinals), reversed(observations.rows), strict=True
            ):
                if ordinal < first_unfinished:
                    break
                text = printed_period(observations.frequency, ordinal)
                allowed = f"a period that had ended by the release of {release}"
                mend = f"take the row away, or {AGAIN}: nothing was published for it"
                problems.add(file, row, "period", text, allowed, mend)
    wholes = (
        (figures.quarters, figures.years, 4),
        (figures.months, figures.quarters, 3),
        (figures.months, figures.years, 12),
    )
    for fine, coarse, parts in wholes:
        if fine and coarse and fine.ordinals[-1] < (coarse.ordinals[-1] + 1) * parts - 1:
            ends = printed_period(fine.frequency, fine.ordinals[-1])
            reaches = printed_period(coarse.frequency, coarse.ordinals[-1])
            problems.add(
                file,
                fine.rows[-1],
                "period",
                f"{ends} as the last {fine.frequency}",
                f"{fine.frequency}s to the end of {reaches}, which has a value",
                f"{AGAIN}: this copy was cut off",
            )
            return
