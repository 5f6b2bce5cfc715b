"""Times as a finding states them: a year, a pay year, a month, or three months."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.periods.months import Month
from analysis.periods.spans import PayYear

_YEAR = re.compile(r"[0-9]{4}")
_BOTH = re.compile(r"([0-9]{4})([-/])([0-9]{2})")
_WINDOW = re.compile(r"([A-Za-z]+)(?: ([0-9]{4}))? ?[-–] ?([A-Za-z]+) ([0-9]{4})")


@dataclass(frozen=True, order=True)
class StatedTime:
    """A stretch of months, from `first` to `last`, and the words it was stated in.

    What can be a month and a pay year (``2010-11``) is the pay year: claims count in those. The
    month is written ``Nov 2010``. Three months stand for the month they end with, as the
    publisher names a three-month average.

    >>> [StatedTime.parse(text).months[0].text for text in ("2010", "2010-11", "1997-04")]
    ['2010-01', '2010-04', '1997-04']
    >>> StatedTime.parse("1997-04").text
    'April 1997'
    >>> [one.text for one in StatedTime.parse("Dec 2024-Feb 2025").months]
    ['2025-02']
    """

    first: Month
    last: Month
    text: str

    @classmethod
    def parse(cls, text: str) -> StatedTime:
        """Read one stated time; `ValueError` for anything else."""
        found = text.strip()
        if _YEAR.fullmatch(found) and found != "0000":
            return cls(Month(int(found), 1), Month(int(found), 12), found)
        both = _BOTH.fullmatch(found)
        if both and int(both[3]) == (int(both[1]) + 1) % 100:
            year = PayYear(int(both[1]))
            return cls(year.months[0], year.months[-1], year.text)
        if both and both[2] == "-":
            month = Month.parse(found)
            return cls(month, month, month.said)
        if window := _WINDOW.fullmatch(found):
            end = Month.parse(f"{window[3]} {window[4]}")
            start = Month.parse(f"{window[1]} {window[2] or window[4]}")
            if end - start != 2:
                raise ValueError(f"'{found}' is not three months.")
            return cls(end, end, found)
        try:
            month = Month.parse(found)
        except ValueError:
            raise ValueError(
                f"'{found}' is not a time; write a year (2010), a pay year (2010-11), a month "
                "(1997-04, Nov 2010) or three months (Feb-Apr 2024)."
            ) from None
        return cls(month, month, found)

    @classmethod
    def parse_several(cls, text: str) -> tuple[StatedTime, ...]:
        """Read times joined by ``or``; none in a blank.

        >>> [one.text for one in StatedTime.parse_several("2009-10 or 2010-11")]
        ['2009-10', '2010-11']
        """
        return tuple(cls.parse(part) for part in text.split(" or ")) if text.strip() else ()

    @property
    def months(self) -> tuple[Month, ...]:
        """Its months in order."""
        return tuple(self.first + number for number in range(self.last - self.first + 1))

    def distance(self, month: Month) -> int:
        """How many months a month lies outside it; 0 within."""
        return max(self.first - month, month - self.last, 0)
