"""Reading what a person types: percentages, days, months, money.

What can mean one thing is understood, however it is written; what can mean two is asked back, with
what to type for each. Nothing is guessed.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from analysis.errors import UsageError
from analysis.periods import Month
from analysis.periods.months import MONTH_NAMES

LEAST, MOST = 0.25, 100.0
"""Between these a bare number is plainly per cent: no award on record is smaller or larger."""

_NUMBER = re.compile(r"([+−–-]?)\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*(.*)", re.DOTALL)
_SIGNS = {"%", "%%", "per cent", "percent", "pct", "pc", "p.c.", "per-cent"}
_POUNDS = re.compile(
    r"£?\s*([0-9]{1,3}(?:[, \u00a0\u202f][0-9]{3})+|[0-9]+)(\.[0-9]{1,2})?\s*(?:pounds|gbp)?"
)
_THOUSANDS = re.compile(r"£?\s*([0-9]+(?:\.[0-9]+)?)\s*k")
_ISO = re.compile(r"([0-9]{4})([-/.]?)([0-9]{2})\2([0-9]{2})")
_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]+)\.?,?[ -]([0-9]{4})")
_NAME_FIRST = re.compile(r"([A-Za-z]+)\.?[ -]([0-9]{1,2})(?:st|nd|rd|th)?,?[ -]([0-9]{4})")
_RANGE = re.compile(r"[0-9.]+\s*%?\s*(?:-|–|to)\s*[0-9.]+\s*(?:%|per cent)?")


def percentage(text: str) -> float:
    """Read ``3``, ``3%``, ``3 per cent`` or ``-1.5`` as per cent; ask back where it may be a share.

    >>> percentage("3 per cent"), percentage("−1.5%")
    (3.0, -1.5)
    >>> percentage("0.03")
    Traceback (most recent call last):
    analysis.errors.UsageError: Did you mean 3 %? Type 3. For 0.03 % type 0.03%.
    """
    found = text.strip()
    if "£" in found:
        raise UsageError(
            f"{found} is money. Type the offer in per cent, such as 3, and a one-off "
            "payment as --lump-sum 1500."
        )
    parts = _NUMBER.fullmatch(found.lower())
    if not parts or parts[3] not in {"", *_SIGNS}:
        if re.fullmatch(r"[+−-]?[0-9]+,[0-9]+\s*%?", found):
            raise UsageError(
                f"Did you mean {found.replace(',', '.')}? Write decimals with a point."
            )
        if _RANGE.fullmatch(found.lower()):
            raise UsageError(
                f"{found} is a range. Ask once for its lowest and once for its highest."
            )
        raise UsageError(f"{found!r} is not a percentage. Type it as 3, 3% or 3.5.")
    value = float(parts[2]) * (-1 if parts[1] in {"−", "–", "-"} else 1)
    if not parts[3] and 0 < abs(value) < LEAST:
        share = f"{100 * value:g}"
        raise UsageError(f"Did you mean {share} %? Type {share}. For {value:g} % type {value:g}%.")
    if not parts[3] and value > MOST:
        small = f"{value / 100:g}"
        raise UsageError(
            f"{value:g} % would make pay {1 + value / 100:g} times what it was. "
            f"Did you mean {small} %? Type {small}. If you do mean it, type {value:g}%."
        )
    if value <= -100:
        raise UsageError(f"Pay cannot fall by {-value:g} %. Type a smaller cut, such as -3.")
    return value


def day(text: str, *, what: str, today: date | None = None) -> date:
    """Read a day as ``2022-12-07`` or ``7 December 2022``; ask back what may be two days.

    With `today` a later day is refused.

    >>> day("7 Dec 2022", what="--on").isoformat()
    '2022-12-07'
    >>> day("07/12/2022", what="--on")
    Traceback (most recent call last):
    analysis.errors.UsageError: --on 07/12/2022 may be 7 December 2022 (type 2022-12-07) or
        12 July 2022 (type 2022-07-12).
    """
    found = text.strip()
    if iso := _ISO.fullmatch(found):
        try:
            read = date(int(iso[1]), int(iso[3]), int(iso[4]))
        except ValueError:
            raise UsageError(f"{what}: there is no day {found}.") from None
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


def month(text: str, *, what: str) -> Month:
    """Read a month as ``2022-08``, ``August 2022`` or any day of it.

    >>> month("2022-08-01", what="--effective").text, month("August 2022", what="--effective").text
    ('2022-08', '2022-08')
    """
    try:
        return Month.parse(text)
    except ValueError:
        if re.fullmatch(r"[0-9]{4}", text.strip()):
            raise UsageError(f"{what} {text} is a year. Type a month of it.") from None
        found = day(text, what=what)
        return Month(found.year, found.month)


def as_of(text: str) -> str:
    """Read the day as of which the record is asked for, or ``latest``; a day to come is refused.

    >>> as_of("7 December 2022"), as_of("latest")
    ('2022-12-07', 'latest')
    """
    today = datetime.now(UTC).date()
    return text if text == "latest" else day(text, what="--as-of", today=today).isoformat()


def pounds(text: str, *, what: str, least: float = 0.0) -> float:
    """Read a sum as ``25000``, ``25,000`` or ``£25,000.50``.

    >>> pounds("£25,000", what="--salary")
    25000.0
    >>> pounds("25k", what="--salary")
    Traceback (most recent call last):
    analysis.errors.UsageError: --salary 25k: did you mean £25,000? Type 25000.
    """
    found = text.strip().lower()
    if thousands := _THOUSANDS.fullmatch(found):
        value = 1000 * float(thousands[1])
        raise UsageError(f"{what} {text}: did you mean £{value:,.0f}? Type {value:.0f}.")
    parts = _POUNDS.fullmatch(found)
    if not parts:
        raise UsageError(f"{what} {text!r} is not a sum in pounds. Type it as 25000 or 25,000.")
    value = float(re.sub(r"[^0-9]", "", parts[1]) + (parts[2] or ""))
    if value < least or value == 0:
        raise UsageError(
            f"{what} {text}: pounds a year are wanted, at least {max(least, 1):,.0f}. "
            "Type it as 25000."
        )
    return value


def _named_day(found: str, number: str, name: str, year: str, what: str) -> date:
    try:
        whole = Month.parse(f"{name} {year}")
        return date(whole.year, whole.month, int(number))
    except ValueError:
        raise UsageError(f"{what}: there is no day {found}. Type it as 2022-12-07.") from None


def _no_day(found: str) -> str:
    """Say why it is not a day: a month or a year has many."""
    try:
        whole = Month.parse(found)
    except ValueError:
        if re.fullmatch(r"[0-9]{4}", found):
            return f"{found} is a year. Type a day of it, such as {found}-12-07."
        return f"{found!r} is not a day. Type it as 2022-12-07."
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
        return f"{what}: there is no day {found}. Type it as 2022-12-07."
    return f"{what} {found} may be {' or '.join(choices)}."
