"""Days, months, years and pay years as people type them.

What comes from Python is read too: dates, time stamps of pandas and numpy, periods, and the bare
numbers that command lines make of digits.
"""

from __future__ import annotations

import re
from datetime import date

from analysis.errors import UsageError
from analysis.periods import Month, PayYear, parse_pay_years
from analysis.periods.months import MONTH_NAMES

FIRST_YEAR, LAST_YEAR = 1700, 2100
"""Years that a question about pay and prices can be about."""

_ISO = re.compile(r"([0-9]{4})([-/.]?)([0-9]{2})\2([0-9]{2})")
_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]+)\.?,?[ -]([0-9]{4})")
_NAME_FIRST = re.compile(r"([A-Za-z]+)\.?[ -]([0-9]{1,2})(?:st|nd|rd|th)?,?[ -]([0-9]{4})")
_WEEK = re.compile(r"[0-9]{4}-?W[0-9]{2}(?:-?[1-7])?", re.IGNORECASE)
_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:[0-9]{2}.*")
_MONTH_OF_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{4})|([A-Za-z]+)\.[ -]([0-9]{4})")


def day(typed: object, *, what: str, today: date | None = None) -> date:
    """Read a day as ``2022-12-07`` or ``7 December 2022``; ask back what may be two days.

    Takes text, dates, time stamps (their day) and whole numbers such as 20221207. With `today` a
    later day is refused.

    >>> day("7 Dec 2022", what="--on").isoformat(), day(20221207, what="as_of").isoformat()
    ('2022-12-07', '2022-12-07')
    >>> day("07/12/2022", what="--on")
    Traceback (most recent call last):
    analysis.errors.UsageError: --on 07/12/2022 may be 7 December 2022 (type 2022-12-07) or
        12 July 2022 (type 2022-07-12).
    """
    found = written(typed, what=what)
    if iso := _ISO.fullmatch(found):
        try:
            read = date(int(iso[1]), int(iso[3]), int(iso[4]))
        except ValueError:
            raise UsageError(f"{what}: there is no day {found}. {HOW}") from None
    elif named := _NAMED.fullmatch(found):
        read = _named_day(found, named[1], named[2], named[3], what)
    elif named := _NAME_FIRST.fullmatch(found):
        read = _named_day(found, named[2], named[1], named[3], what)
    elif slashed := _SLASHED.fullmatch(found):
        raise UsageError(_which(found, slashed, what))
    elif found.lower() == "today" and today is not None:
        read = today
    else:
        raise UsageError(f"{what} {_no_day(found)}")
    if today is not None and read > today:
        raise UsageError(
            f"{what} {read.isoformat()} is still to come: what will be known then nobody can "
            f"say. Type a day up to {today.isoformat()}."
        )
    return read


HOW = "Type it as 2022-12-07."


def month(typed: object, *, what: str) -> Month:
    """Read a month as ``2022-08``, ``August 2022``, ``08/2022`` or any day of it.

    >>> month("2022-08-01", what="--effective").text, month("Aug 2022", what="--effective").text
    ('2022-08', '2022-08')
    >>> month(2022, what="start")
    Traceback (most recent call last):
    analysis.errors.UsageError: start 2022 is a year. Type a month of it, such as 2022-04.
    """
    if isinstance(typed, Month):
        return typed
    found = written(typed, what=what)
    if other := _MONTH_OF_YEAR.fullmatch(found):
        found = f"{other[2]}-{int(other[1]):02d}" if other[1] else f"{other[3]} {other[4]}"
    try:
        return Month.parse(found)
    except ValueError as problem:
        if re.fullmatch(r"[0-9]{4}", found):
            raise UsageError(
                f"{what} {found} is a year. Type a month of it, such as {found}-04."
            ) from None
        try:
            whole = day(found, what=what)
        except UsageError as refused:
            if "is not a day" in str(refused) or "pay year" in str(problem):
                raise UsageError(f"{what}: {problem}") from None
            raise
        return Month(whole.year, whole.month)


def year(typed: object, *, what: str) -> int:
    """Read a calendar year.

    >>> year("1950", what="start"), year(2024.0, what="to")
    (1950, 2024)
    """
    found = written(typed, what=what)
    if re.fullmatch(r"[0-9]{4}", found) and FIRST_YEAR <= int(found) <= LAST_YEAR:
        return int(found)
    raise UsageError(f"{what} {found} is not a year. Type it as 2022.")


def pay_years(typed: object, *, what: str) -> tuple[PayYear, PayYear]:
    """Read one pay year, ``2022-23``, or the first and the last, ``2018-19 to 2023-24``.

    >>> [one.text for one in pay_years("2018-19 to 2023-24", what="years")]
    ['2018-19', '2023-24']
    """
    found = written(typed, what=what)
    parts = [part.strip().replace("/", "-") for part in re.split(r"\s+(?:to|until|–)\s+", found)]
    try:
        read = [parse_pay_years(part) for part in parts]
    except ValueError as error:
        raise UsageError(
            f"{what}={found!r}: one pay year such as 2022-23, or 2018-19 to 2023-24 ({error})"
        ) from None
    if len(read) > 2 or read[0][0] > read[-1][1]:
        raise UsageError(f"{what}={found!r}: write the first pay year, ' to ', and a later one.")
    return read[0][0], read[-1][1]


def written(typed: object, *, what: str) -> str:
    """Write what was given as the text a person would type; a missing day or month is refused.

    A time stamp of midnight is its day, and so is any other: releases come in the morning.
    """
    # NaT and nan are the values that differ from themselves; comparing pd.NA gives no answer.
    missing = typed is None or str(typed) in {"", "NaT", "nan", "<NA>", "None"}
    if missing or isinstance(typed, bool):
        raise UsageError(f"{what}: no day or month was given (found {typed}). {HOW}")
    if isinstance(typed, float) and typed.is_integer():
        typed = int(typed)
    found = re.sub("[‐‑]", "-", " ".join(str(typed).split()))  # hyphens as pages print them
    stamp = _TIME.fullmatch(found)
    return stamp[1] if stamp else found


def _named_day(found: str, number: str, name: str, year: str, what: str) -> date:
    try:
        whole = Month.parse(f"{name} {year}")
        return date(whole.year, whole.month, int(number))
    except ValueError:
        raise UsageError(f"{what}: there is no day {found}. {HOW}") from None


def _no_day(found: str) -> str:
    """Say why it is not a day: a month or a year has many, and weeks are not how days are named."""
    if _WEEK.fullmatch(found):
        return f"{found} is a week of the calendar. {HOW}"
    try:
        whole = Month.parse(found)
    except ValueError:
        if re.fullmatch(r"[0-9]{4}", found):
            return f"{found} is a year. Type a day of it, such as {found}-12-07."
        return f"{found!r} is not a day. {HOW}"
    return f"{found} is a month. Type a day of it, such as {whole.text}-07."


def _which(found: str, parts: re.Match[str], what: str) -> str:
    """Say which days a date with slashes may be, and what to type for each."""
    first, second, year = (int(part) for part in parts.groups())
    year += 2000 if len(parts[3]) == 2 else 0
    choices = []
    for number, whole in ((first, second), (second, first)):
        try:
            choice = date(year, whole, number)
        except ValueError:
            continue
        words = f"{number} {MONTH_NAMES[whole - 1]} {year} (type {choice.isoformat()})"
        if words not in choices:
            choices.append(words)
    if not choices:
        return f"{what}: there is no day {found}. {HOW}"
    return f"{what} {found} may be {' or '.join(choices)}."
