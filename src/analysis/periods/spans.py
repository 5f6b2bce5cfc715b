"""Dates known only in part, and financial years.

``2000-01`` is January 2000 for `Span` and the financial year 2000-01 for `PayYear`: the caller
says which it wants.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from analysis.periods.months import Month, calendar_day

LONGEST_DEAL = 10  # pay years in one text; beyond it "2022-10" would be a deal of 88 years

_DASHED = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A date known to its day, its month or its year: somewhere from `first` to `last`.

    >>> Span.parse("2022-10").last.isoformat(), Span.parse("2022-10").exact
    ('2022-10-31', False)
    >>> [Span.parse(text).text for text in ("2022-10-03", "2022-10", "2022")]
    ['2022-10-03', '2022-10', '2022']
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"{self.first} is after {self.last}: a span runs forward.")

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read ``2022-10-03``, ``2022-10`` or ``2022``; `ValueError` for anything else."""
        found = text.strip()
        if day := _ISO_DAY.fullmatch(found):
            exact = calendar_day(day[1], day[2], day[3])
            return cls(exact, exact)
        if _DASHED.fullmatch(found):
            month = Month.parse(found)
            return cls(month.first_day, month.last_day)
        if _YEAR.fullmatch(found) and found != "0000":
            return cls(date(int(found), 1, 1), date(int(found), 12, 31))
        raise ValueError(f"'{found}' is not a date; write 2022-10-03, 2022-10 or 2022.")

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    @property
    def text(self) -> str:
        """The shortest ISO form: day, month, year, else both ends with a slash between."""
        if self.exact:
            return self.first.isoformat()
        month = Month(self.first.year, self.first.month)
        if (self.first, self.last) == (month.first_day, month.last_day):
            return month.text
        if (self.first, self.last) == (date(month.year, 1, 1), date(month.year, 12, 31)):
            return f"{month.year:04d}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


@dataclass(frozen=True, order=True, slots=True)
class PayYear:
    """A financial year, April to March, named by the year it starts in.

    >>> PayYear.parse("2023-24").first_month.text, PayYear(1999).text
    ('2023-04', '1999-00')
    """

    start: int

    def __post_init__(self) -> None:
        if not 1 <= self.start <= 9998:
            raise ValueError(f"{self.start} does not start a pay year.")

    @classmethod
    def parse(cls, text: str) -> PayYear:
        """Read one pay year, ``2023-24``; `ValueError` for a month, a year or several years."""
        first, last = parse_pay_years(text)
        if first != last:
            span = f"{first.text} to {last.text}"
            raise ValueError(f"'{text.strip()}' spans the pay years {span}; one was wanted.")
        return first

    @classmethod
    def containing(cls, day: date) -> PayYear:
        """Give the pay year that a day is in.

        >>> PayYear.containing(date(2011, 3, 26)).text, PayYear.containing(date(2011, 4, 1)).text
        ('2010-11', '2011-12')
        """
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def text(self) -> str:
        """``2023-24``."""
        return f"{self.start:04d}-{(self.start + 1) % 100:02d}"

    @property
    def first_month(self) -> Month:
        """The April it starts with."""
        return Month(self.start, 4)

    @property
    def months(self) -> tuple[Month, ...]:
        """April to March, twelve months."""
        return tuple(self.first_month + number for number in range(12))


def parse_pay_years(text: str) -> tuple[PayYear, PayYear]:
    """Read the first and the last pay year of a text such as ``2023-24`` or ``2011-13``.

    Raises `ValueError` for a month, a single calendar year, or more than ten years.

    >>> [year.text for year in parse_pay_years("2011-13")]
    ['2011-12', '2012-13']
    >>> parse_pay_years("2022-10")
    Traceback (most recent call last):
    ValueError: '2022-10' is not a pay year (a month?); write 2022-23, or 2011-13 for several.
    """
    found = text.strip()
    years = _DASHED.fullmatch(found)
    length = (int(years[2]) - int(years[1])) % 100 if years else 0
    if years is None or not 1 <= length <= LONGEST_DEAL:
        hint = " (a month?)" if years and 1 <= int(years[2]) <= 12 else ""
        raise ValueError(
            f"'{found}' is not a pay year{hint}; write 2022-23, or 2011-13 for several."
        )
    return PayYear(int(years[1])), PayYear(int(years[1]) + length - 1)
