"""Calendar months, quarters and years.

Ordinals count from January 1970, as pandas counts them, so a column of them becomes a period
index at no cost.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

# Written out: the calendar module's names change with the machine's language.
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
MONTH_NUMBERS = {
    spelling: number
    for number, name in enumerate(MONTH_NAMES, start=1)
    for spelling in (name.lower(), name[:3].lower())
} | {"sept": 9}

_DASHED = re.compile(r"([0-9]{4})-([0-9]{2})")
_NAMED = re.compile(r"([0-9]{4})[ -]([A-Za-z]+)|([A-Za-z]+)[ -]([0-9]{4})")


@dataclass(frozen=True, order=True, slots=True)
class Year:
    """A calendar year."""

    year: int

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise ValueError(f"{self.year} is not a year from 1 to 9999.")

    @property
    def text(self) -> str:
        """``2022``."""
        return f"{self.year:04d}"

    @property
    def ordinal(self) -> int:
        """Years since 1970."""
        return self.year - 1970


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A calendar quarter."""

    year: int
    quarter: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.quarter <= 4):
            raise ValueError(f"{self.year} Q{self.quarter} is not a quarter.")

    @property
    def text(self) -> str:
        """``2022 Q3``, as the Office for National Statistics writes it."""
        return f"{self.year:04d} Q{self.quarter}"

    @property
    def ordinal(self) -> int:
        """Quarters since the first of 1970."""
        return (self.year - 1970) * 4 + self.quarter - 1


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month.

    >>> october = Month.parse("2022 OCT")
    >>> october.text, october.last_day.isoformat(), (october + 3).text
    ('2022-10', '2022-10-31', '2023-01')
    >>> Month(2024, 3) - Month(2011, 3)
    156
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.month <= 12):
            raise ValueError(f"{self.year}-{self.month:02d} is not a month.")

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``2022-10``, ``2022 OCT`` or ``October 2022``; `ValueError` for anything else."""
        found = text.strip()
        if dashed := _DASHED.fullmatch(found):
            year, number = int(dashed[1]), int(dashed[2])
            if number > 12 and number == (year + 1) % 100:
                raise ValueError(f"'{found}' is a pay year; a month is written {year}-04.")
            if 1 <= number <= 12:
                return cls(year, number)
        if named := _NAMED.fullmatch(found):
            number = MONTH_NUMBERS.get((named[2] or named[3]).lower(), 0)
            if number:
                return cls(int(named[1] or named[4]), number)
        raise ValueError(f"'{found}' is not a month; write 2022-10, 2022 OCT or October 2022.")

    @property
    def text(self) -> str:
        """``2022-10``."""
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def said(self) -> str:
        """``October 2022``."""
        return f"{MONTH_NAMES[self.month - 1]} {self.year}"

    @property
    def ordinal(self) -> int:
        """Months since January 1970."""
        return (self.year - 1970) * 12 + self.month - 1

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def __add__(self, months: int) -> Month:
        years, month = divmod(self.month - 1 + months, 12)
        return Month(self.year + years, month + 1)

    def __sub__(self, other: Month) -> int:
        return self.ordinal - other.ordinal


def calendar_day(year: str | int, month: str | int, day: str | int) -> date:
    """Make a date, or say in a plain sentence that there is no such day.

    >>> calendar_day(2022, 2, 31)
    Traceback (most recent call last):
    ValueError: There is no 31 February 2022.
    """
    numbers = int(year), int(month), int(day)
    try:
        return date(*numbers)
    except ValueError:
        name = MONTH_NAMES[numbers[1] - 1] if 1 <= numbers[1] <= 12 else f"month {numbers[1]}"
        raise ValueError(f"There is no {numbers[2]} {name} {numbers[0]:04d}.") from None
