"""Turning one cell of text into one typed value, or saying why it is none.

Cells are refused, never guessed: a thousands comma, a pound sign, a spreadsheet's idea of a date
each get a sentence that tells the mend. Blank means unknown and comes out as None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from analysis.periods import Month, Span, parse_pay_years

T = TypeVar("T")

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)")
_WHOLE = re.compile(r"-?\d+")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})")
MOST_DIGITS = 15  # before the point; a double keeps no more exactly
LONGEST = 40  # characters in a number as written
_EARLIEST, _LATEST = date(1800, 1, 1), date(2100, 12, 31)


class CellError(ValueError):
    """One cell cannot be read: what is allowed there, and how to mend it."""

    def __init__(self, allowed: str, mend: str) -> None:
        super().__init__(f"allowed: {allowed}; mend: {mend}")
        self.allowed = allowed
        self.mend = mend


def number(text: str) -> float:
    """Read a number with a point and no other marks.

    >>> number("-14.2")
    -14.2
    """
    if _NUMBER.fullmatch(text):
        _check_digits(text)
        return float(text)
    raise CellError("a number such as 3.5", _mend_number(text))


def whole(text: str) -> int:
    """Read a whole number; ``83126.0`` counts, ``1.064`` does not."""
    if _WHOLE.fullmatch(text):
        _check_digits(text)
        return int(text)
    if re.fullmatch(r"-?\d+\.0{1,2}", text):  # three zeros may be a thousands point
        return int(float(text))
    mend = _mend_number(text)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        mend = f"if the point parts thousands, write {text.replace('.', '')}"
    raise CellError("a whole number such as 1240", mend)


def _check_digits(text: str) -> None:
    """Refuse what no program keeps exactly: such a number is a slip, or meant to do harm."""
    whole_part = text.lstrip("+-0").partition(".")[0]
    if len(whole_part) > MOST_DIGITS or len(text) > LONGEST:
        mend = "look at the number again"
        raise CellError(f"a number of at most {MOST_DIGITS} digits before its point", mend)


def _mend_number(text: str) -> str:
    cleaned = text.replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    cleaned = re.sub(r"(?i)\s*(per\s*cent|percent|%|£|gbp|\s|\N{NO-BREAK SPACE})\s*", "", cleaned)
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", cleaned):
        cleaned = cleaned.replace(",", "")
    elif re.fullmatch(r"-?\d+,\d{1,2}", cleaned):
        cleaned = cleaned.replace(",", ".")
    if cleaned != text and _NUMBER.fullmatch(cleaned):
        return f"write {cleaned}"
    return "write digits with a point, no other marks; leave it blank if it is unknown"


def half_unit(printed: str) -> float:
    """Return half a unit of the last digit printed: how far rounding may have moved a figure.

    >>> half_unit("4.5"), half_unit("5")
    (0.05, 0.5)
    """
    return 0.5 * 10.0 ** -len(printed.partition(".")[2])


def day(text: str) -> date:
    """Read an exact day, ``2022-10-19``."""
    span = partial_day(text)
    if not span.exact:
        raise CellError("a day such as 2022-10-19", "give the whole day; the month is not enough")
    return span.first


def partial_day(text: str) -> Span:
    """Read a day, a month or a year: ``2022-10-19``, ``2022-10``, ``2022``."""
    try:
        span = Span.parse(text)
    except ValueError as error:
        raise CellError(
            "a date such as 2022-10-19, 2022-10 or 2022", _mend_day(text, error)
        ) from None
    if span.first < _EARLIEST or span.last > _LATEST:
        raise CellError("a date from 1800 to 2100", "look at the year again")
    return span


def _mend_day(text: str, error: ValueError) -> str:
    if slashed := _SLASHED.fullmatch(text):
        first, second, year = slashed.groups()
        year = year if len(year) == 4 else f"20{year}"
        if int(second) > 12 >= int(first):
            return f"write {year}-{int(first):02d}-{int(second):02d}"
        return (
            f"a spreadsheet changed it; if it is day, month, year write "
            f"{year}-{int(second):02d}-{int(first):02d}"
        )
    if re.fullmatch(r"\d{5}", text):
        return "a spreadsheet turned the date into a number; type the date again as text"
    return f"write year-month-day, as precise as the source gives it ({error})"


def month(text: str) -> Month:
    """Read a month, ``2022-10``."""
    try:
        return Month.parse(text)
    except ValueError as error:
        raise CellError("a month such as 2022-10", f"write year-month ({error})") from None


def pay_year(text: str) -> str:
    """Read one pay year and give it back in its standard form, ``2023-24``."""
    first, last = pay_years(text)
    if first != last:
        raise CellError("one pay year such as 2023-24", "use the columns from and to for several")
    return first


def pay_years(text: str) -> tuple[str, str]:
    """Read the first and last pay year of ``2023-24`` or ``2011-13``."""
    try:
        first, last = parse_pay_years(text)
    except ValueError as error:
        raise CellError("a pay year such as 2023-24", f"write it so ({error})") from None
    return first.text, last.text


def yes_or_no(text: str) -> bool:
    """Read ``yes`` or ``no``."""
    try:
        return {"yes": True, "no": False}[text]
    except KeyError:
        raise CellError("yes or no", "write yes, no, or leave it blank") from None


READERS: dict[str, Callable[[str], object]] = {
    "text": str,
    "word": str,
    "pay_year": pay_year,
    "month": month,
    "day": day,
    "number": number,
    "pct": number,
    "gbp": number,
    "count": whole,
    "yesno": yes_or_no,
}


def read_cells(
    cells: Iterable[str], read: Callable[[str], T], refuse: Callable[[int, str, CellError], None]
) -> list[T | None]:
    """Read a column of cells; equal ones are read once, blank ones come out as None.

    `refuse` is told the place, the text and what is wrong of each cell that cannot be read.

    >>> read_cells(["3.5", "", "3.5"], number, print)
    [3.5, None, 3.5]
    """
    known: dict[str, T | None] = {"": None}
    values: list[T | None] = []
    for place, text in enumerate(cells):
        try:
            values.append(known[text])
        except KeyError:
            try:
                known[text] = read(text)
                values.append(known[text])
            except CellError as error:
                refuse(place, text, error)
                values.append(None)
    return values
