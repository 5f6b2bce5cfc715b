"""How numbers, dates and ranges are printed: one house style for prose, tables and charts.

Published figures round half up (the Office for National Statistics does, and so do readers), so
ours do: 2.45 to one decimal is 2.5, and −2.45 is −2.5. The rounding works on the shortest decimal
that stands for the stored number, so 2.675 is rounded as 2.675 and not as the binary
2.67499999… behind it. Between a number and its unit stands a space that does not break.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from numbers import Integral

# What can be printed as a number (numpy's kinds pass for Python's).
Number = int | float | Decimal

MINUS = "\u2212"
EN_DASH = "\u2013"
NO_BREAK = "\u00a0"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# How a unit is written round a number: what stands before, what after.
UNITS: dict[str, tuple[str, str]] = {
    "": ("", ""),
    "%": ("", f"{NO_BREAK}%"),
    "GBP": ("£", ""),
    "£": ("£", ""),
    "ratio": ("×", ""),
}
# Units that are words follow the number; these begin with pounds.
_POUND_WORDS = ("GBP ", "£ ")
# One of a thing takes the singular.
SINGULAR = {
    "percentage points": "percentage point",
    "points": "point",
    "people": "person",
    "votes": "vote",
    "ballots": "ballot",
    "offers": "offer",
    "months": "month",
    "years": "year",
    "days": "day",
    "employers": "employer",
}


def round_half_up(amount: Number, decimals: int) -> Decimal:
    """Round to a number of decimals, halves away from zero, as published figures are.

    Python's ``round`` sends halves to the even neighbour and sees binary tails; both would
    disagree with the figures that readers compare with.

    >>> round_half_up(2.675, 2), round_half_up(-0.25, 1), round_half_up(-0.04, 1)
    (Decimal('2.68'), Decimal('-0.3'), Decimal('0.0'))
    """
    exact = amount if isinstance(amount, Decimal) else _shortest(amount)
    if not exact.is_finite():
        raise ValueError(f"{amount} is not a finite number and cannot be printed")
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def _shortest(amount: Number) -> Decimal:
    return Decimal(int(amount)) if isinstance(amount, Integral) else Decimal(repr(float(amount)))


def decimals_of(amounts: Iterable[Number], *, most: int = 2) -> int:
    """Count the decimals needed to print all the amounts alike, up to a limit.

    >>> decimals_of([10.1, 9.6, 14.0]), decimals_of([23760, 33980])
    (1, 0)
    """
    needed = 0
    for amount in amounts:
        exponent = round_half_up(amount, most).normalize().as_tuple().exponent
        needed = max(needed, -int(exponent))
    return min(needed, most)


def print_number(amount: Number, decimals: int = 0, *, signed: bool = False) -> str:
    """Print a number with thousands separated, a true minus sign, and a plus if asked.

    >>> print_number(1240.5, 0), print_number(-7.2906, 1), print_number(7.25, 1, signed=True)
    ('1,241', '−7.3', '+7.3')
    """
    rounded = round_half_up(amount, decimals)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{abs(rounded):,}"


def print_amount(amount: Number, unit: str = "", decimals: int = 0, *, signed: bool = False) -> str:
    r"""Print a number with its unit.

    Units are ``"%"``, ``"GBP"`` (also ``"GBP a year"``), ``"ratio"`` or any plural noun.

    >>> print_amount(-7.29, "%", 1)
    '−7.3\xa0%'
    >>> print_amount(8.1, "percentage points", 1), print_amount(1, "percentage points")
    ('8.1\xa0percentage points', '1\xa0percentage point')
    >>> print_amount(-1240, "GBP a year"), print_amount(86, "employers")
    ('−£1,240 a year', '86\xa0employers')
    """
    before, after = _unit_marks(unit, one=round_half_up(amount, decimals) == 1)
    number = print_number(amount, decimals, signed=signed)
    if before and number[0] in (MINUS, "+"):
        return f"{number[0]}{before}{number[1:]}{after}"
    return f"{before}{number}{after}"


def _unit_marks(unit: str, *, one: bool = False) -> tuple[str, str]:
    if unit in UNITS:
        return UNITS[unit]
    for word in _POUND_WORDS:
        if unit.startswith(word):
            return "£", f" {unit.removeprefix(word)}"
    return "", f"{NO_BREAK}{SINGULAR.get(unit, unit) if one else unit}"


def print_range(low: Number, high: Number, unit: str = "", decimals: int = 0) -> str:
    r"""Print a range: en dash between, unit once; "to" where a minus sign would meet the dash.

    >>> print_range(2, 2.5, "%", 1), print_range(-4.4, -4.1, "%", 1)
    ('2.0–2.5\xa0%', '−4.4\xa0% to −4.1\xa0%')
    >>> print_range(23000, 25000, "GBP"), print_range(3, 3, "%")
    ('£23,000–£25,000', '3\xa0%')
    """
    first, last = print_amount(low, unit, decimals), print_amount(high, unit, decimals)
    if first == last:
        return first
    if low < 0 or high < 0:
        return f"{first} to {last}"
    _, after = _unit_marks(unit)
    if after and first.endswith(after):
        first = first.removesuffix(after)
    return f"{first}{EN_DASH}{last}"


def print_date(day: dt.date) -> str:
    """Print a day as it is said.

    >>> print_date(dt.date(2022, 12, 7))
    '7 December 2022'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def print_month(year: int, month: int, *, short: bool = False) -> str:
    """Print a month.

    >>> print_month(2022, 10), print_month(2022, 10, short=True)
    ('October 2022', 'Oct 2022')
    """
    name = MONTHS[month - 1]
    return f"{name[:3] if short else name} {year}"


def print_span(first: dt.date, last: dt.date) -> str:
    """Print a day, or the month, the year or the days in which it lies.

    >>> print_span(dt.date(2018, 3, 9), dt.date(2018, 3, 9))
    '9 March 2018'
    >>> print_span(dt.date(2018, 3, 1), dt.date(2018, 3, 31))
    'March 2018'
    >>> print_span(dt.date(2018, 1, 1), dt.date(2018, 12, 31))
    '2018'
    >>> print_span(dt.date(2018, 1, 2), dt.date(2018, 2, 1))
    '2 January 2018 to 1 February 2018'
    """
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        return print_date(first)
    after = last + dt.timedelta(days=1)
    if first.day == after.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return print_month(first.year, first.month)
        if first.month == after.month == 1 and first.year == last.year:
            return str(first.year)
    return f"{print_date(first)} to {print_date(last)}"


def join_words(words: Iterable[str]) -> str:
    """Join names as prose does.

    >>> join_words(["CPI", "CPIH", "RPI"])
    'CPI, CPIH and RPI'
    """
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last
