"""Periods and release dates as the Office for National Statistics (ONS) writes them.

Files passed around by hand come back from spreadsheets in other spellings (``Jan-88``,
``20.7.2022``). Those that can mean one thing only are read; those that lost information are
refused with the reason.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from analysis.periods.months import MONTH_NUMBERS, Month, Quarter, Year, calendar_day

TWO_DIGIT_PIVOT = 30  # spreadsheets show 1988 JAN as Jan-88, and take 00 to 29 for 2000 to 2029
FIRST_STAMPED_YEAR = 1996  # from here on British Summer Time ends on the last Sunday of October

_YEAR = re.compile(r"[0-9]{4}")
_QUARTER = re.compile(r"([0-9]{4}) ?[Qq]([1-4])")
_SHORT_MONTH = re.compile(r"([A-Za-z]{3,4})[ -]([0-9]{2})")
_DATE = re.compile(r"[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}(?:[ T].*)?")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_UK_DAY = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})")
_LONG_DAY = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]+)[ -]([0-9]{4})")
_STAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|\+00:00)"
)


@lru_cache(maxsize=8192)
def parse_ons_period(text: str) -> Month | Quarter | Year:
    """Read ``1988``, ``1988 Q1`` or ``1988 JAN``; also ``Jan-88``, as spreadsheets show it.

    Raises `ValueError` for anything else, and for a full date: a spreadsheet that read a year
    or a month as a day has lost what stood there.

    >>> parse_ons_period("1988 JAN"), parse_ons_period("1988 Q1"), parse_ons_period("1988")
    (Month(year=1988, month=1), Quarter(year=1988, quarter=1), Year(year=1988))
    >>> parse_ons_period("10/06/1905")
    Traceback (most recent call last):
    ValueError: '10/06/1905' is a date, not a period: a spreadsheet changed it.
    """
    found = text.strip()
    if _YEAR.fullmatch(found):
        return Year(int(found))
    if quarter := _QUARTER.fullmatch(found):
        return Quarter(int(quarter[1]), int(quarter[2]))
    if short := _SHORT_MONTH.fullmatch(found):
        number, year = MONTH_NUMBERS.get(short[1].lower(), 0), int(short[2])
        if number:
            return Month(year + (2000 if year < TWO_DIGIT_PIVOT else 1900), number)
    if _DATE.fullmatch(found):
        raise ValueError(f"'{found}' is a date, not a period: a spreadsheet changed it.")
    try:
        return Month.parse(found)
    except ValueError:
        message = f"'{found}' is not a period; expected 1988, 1988 Q1 or 1988 JAN."
        raise ValueError(message) from None


def parse_ons_release(text: str) -> date:
    """Read a release date, ``16-09-2026``; also ``20.7.2022``, ``20/07/2022``, ``2022-07-20``.

    The day comes first, as ONS writes it. Raises `ValueError` for anything else.

    >>> parse_ons_release("16-09-2026"), parse_ons_release("20.7.2022")
    (datetime.date(2026, 9, 16), datetime.date(2022, 7, 20))
    """
    found = text.strip()
    if day := _UK_DAY.fullmatch(found):
        return calendar_day(day[3], day[2], day[1])
    if day := _ISO_DAY.fullmatch(found):
        return calendar_day(day[1], day[2], day[3])
    raise ValueError(f"'{found}' is not a release date; expected 16-09-2026.")


def parse_ons_next(text: str) -> date | None:
    """Read when the next release is due, ``21 October 2026``; free text or nothing is None.

    Raises `ValueError` for a date that no calendar has.

    >>> parse_ons_next("21 October 2026"), parse_ons_next("To be announced")
    (datetime.date(2026, 10, 21), None)
    """
    found = text.strip()
    if (day := _LONG_DAY.fullmatch(found)) and day[2].lower() in MONTH_NUMBERS:
        return calendar_day(day[3], MONTH_NUMBERS[day[2].lower()], day[1])
    if _UK_DAY.fullmatch(found) or _ISO_DAY.fullmatch(found):
        return parse_ons_release(found)
    return None


def uk_date(utc_stamp: str) -> date:
    """Give the date in London of a time stamp in UTC.

    A release of 16 September, when clocks stand an hour ahead, is stamped the evening before.
    The rule is computed, from the last Sunday of March to the last Sunday of October, each at
    01:00 UTC (Summer Time Act 1972, as it stands since 1996), because a bare machine may have no
    time-zone files. Raises `ValueError` for another form and for years before 1996.

    >>> uk_date("2026-09-15T23:00:00.000Z"), uk_date("2026-01-20T23:00:00.000Z")
    (datetime.date(2026, 9, 16), datetime.date(2026, 1, 20))
    """
    stamp = _STAMP.fullmatch(utc_stamp.strip())
    if stamp is None or int(stamp[4]) > 23:
        raise ValueError(
            f"'{utc_stamp.strip()}' is not a time stamp; expected 2026-09-15T23:00:00.000Z."
        )
    day, hour = calendar_day(stamp[1], stamp[2], stamp[3]), int(stamp[4])
    if day.year < FIRST_STAMPED_YEAR:
        raise ValueError(f"'{utc_stamp.strip()}' is before {FIRST_STAMPED_YEAR}.")
    starts, ends = _last_sunday(day.year, 3), _last_sunday(day.year, 10)
    summer = (starts, 1) <= (day, hour) < (ends, 1)
    return day + timedelta(days=1) if summer and hour == 23 else day


def _last_sunday(year: int, month: int) -> date:
    last = Month(year, month).last_day
    return last - timedelta(days=(last.weekday() + 1) % 7)
