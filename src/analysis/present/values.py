"""One number of a report, with everything needed to check it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from math import isinf
from numbers import Real
from typing import Any, cast

from analysis.errors import ReportError, nearest
from analysis.present.numbers import (
    Number,
    print_amount,
    print_date,
    print_month,
    print_range,
    round_half_up,
)

# How a wording says a change upward, downward, or none: {} is the size with its unit. A change
# that rounds to nothing at the decimals printed is said to be none.
WORDINGS: dict[str, tuple[str, str, str]] = {
    "change": ("rose {}", "fell {}", "did not change"),
    "by": ("rose by {}", "fell by {}", "did not change"),
    "rise": ("a rise of {}", "a fall of {}", "no change"),
    "above": ("{} above", "{} below", "level with"),
    "more": ("{} more", "{} less", "the same"),
    "ahead": ("{} ahead of", "{} behind", "level with"),
}
MIXED = "changed by {}"  # a range from a fall to a rise
PLAIN_WORDINGS = ("plain", "signed", "size")
_NUMBERS = (Real, Decimal)
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_PAY_YEAR = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True)
class Value:
    r"""A number (or a date, or a name) as printed, and where it comes from.

    ``amount`` is unrounded. ``function`` names what computed it, or is that function. ``rows`` are
    (table, key) pairs of the clean rows behind it. ``wording`` is ``plain``, ``signed`` (+7.3 %),
    ``size`` (no sign) or a key of ``WORDINGS``. ``note`` says what a reader must know to use it.

    >>> rate = Value(11.1, "%", 1, rows=(("prices", "D7G7/2022-10"),))
    >>> rate.text
    '11.1\xa0%'
    >>> Value(-7.2906, "%", 1, wording="change").text
    'fell 7.3\xa0%'
    >>> Value(-0.04, "%", 1, wording="change").text
    'did not change'
    >>> Value((-25.8, -23.2), "%", 1, wording="change").text
    'fell 23.2–25.8\xa0%'
    """

    amount: Any
    unit: str = ""
    decimals: int = 0
    function: str | Callable[..., Any] = ""
    rows: tuple[tuple[str, str], ...] = ()
    note: str = ""
    wording: str = "plain"
    text: str = field(init=False, default="", compare=False)

    def __post_init__(self) -> None:
        if _is_missing(self.amount):
            raise ReportError(
                "A value has no amount: a missing figure is said in words, not printed. "
                "Choose another template where the figure is unknown."
            )
        if self.wording not in WORDINGS and self.wording not in PLAIN_WORDINGS:
            known = [*PLAIN_WORDINGS, *WORDINGS]
            raise ReportError(f"No wording called {self.wording!r}. {nearest(self.wording, known)}")
        if callable(self.function):
            name = f"{self.function.__module__}.{self.function.__qualname__}"
            object.__setattr__(self, "function", name)
        object.__setattr__(self, "rows", tuple((str(t), str(k)) for t, k in self.rows))
        object.__setattr__(self, "text", self._print())

    def __repr__(self) -> str:
        """Say how it is printed and what it rests on: a value may have hundreds of rows."""
        rows = f", {len(self.rows)} row{'s' * (len(self.rows) != 1)}" if self.rows else ""
        return f"Value {self.text}{rows}"

    def _print(self) -> str:
        amount = self.amount
        if isinstance(amount, str):
            return amount
        if _is_yes_or_no(amount):
            return "yes" if amount else "no"
        if isinstance(amount, tuple):
            return self._print_span(*amount)
        if isinstance(amount, _NUMBERS):
            return self._print_number(cast("Number", amount))
        return print_time(amount)

    def _print_number(self, amount: Number) -> str:
        if self.wording in WORDINGS:
            up, down, none = WORDINGS[self.wording]
            if round_half_up(amount, self.decimals) == 0:  # else it would print "rose 0.0 %"
                return none
            return (up if amount > 0 else down).format(self._size(amount))
        if self.wording == "size":
            return self._size(amount)
        return print_amount(amount, self.unit, self.decimals, signed=self.wording == "signed")

    def _print_span(self, low: Number, high: Number) -> str:
        """Print a range; with a wording, in its words where both ends go one way."""
        if self.wording not in WORDINGS:
            return print_range(low, high, self.unit, self.decimals)
        up, down, _ = WORDINGS[self.wording]
        if low >= 0:
            return up.format(print_range(low, high, self.unit, self.decimals))
        if high <= 0:
            return down.format(print_range(-high, -low, self.unit, self.decimals))
        return MIXED.format(print_range(low, high, self.unit, self.decimals))

    def _size(self, amount: Number) -> str:
        return print_amount(abs(round_half_up(amount, self.decimals)), self.unit, self.decimals)

    @property
    def is_number(self) -> bool:
        """Whether it is a number, or a range of numbers, that something stands behind."""
        parts = self.amount if isinstance(self.amount, tuple) else (self.amount,)
        numbers = all(isinstance(part, _NUMBERS) and not _is_yes_or_no(part) for part in parts)
        return numbers and bool(self.rows or self.function)

    @property
    def has_sign(self) -> bool:
        """Whether it is a change: a number worded as one, whose sign says up or down."""
        return self.is_number and (self.wording in WORDINGS or self.wording == "signed")

    @property
    def sign(self) -> int:
        """Say which way it goes as printed: 1 up, -1 down, 0 neither or either.

        >>> Value(-0.04, "%", 1).sign, Value((-2.1, -0.3), "%", 1).sign, Value((-2, 1), "%", 1).sign
        (0, -1, 0)
        """
        parts = self.amount if isinstance(self.amount, tuple) else (self.amount,)
        signs = {int(round_half_up(part, self.decimals).compare(0)) for part in parts}
        return signs.pop() if len(signs) == 1 else 0

    @property
    def plain(self) -> Any:
        """The unrounded amount in JSON's types: numbers stay numbers, times become ISO text."""
        amount = self.amount
        if isinstance(amount, str) or _is_yes_or_no(amount):
            return amount if isinstance(amount, str) else bool(amount)
        if isinstance(amount, tuple):
            return [_json_number(each) for each in amount]
        return _json_number(amount) if isinstance(amount, _NUMBERS) else iso_time(amount)

    def html(self, anchor: str, *, first: bool = True) -> str:
        r"""Give the element that holds the printed value; ``anchor`` becomes its id when first.

        >>> Value(11.1, "%", 1).html("rate")
        '<data class="value" value="11.1" id="rate" data-value="rate">11.1\xa0%</data>'
        """
        where = f' id="{escape(anchor)}"' if first else ""
        plain, named = self.plain, f' data-value="{escape(anchor)}"'
        if isinstance(plain, str) and not isinstance(self.amount, str):
            return f'<span class="value"{where}{named}>{escape(self.text)}</span>'
        if isinstance(plain, str):
            return f'<span class="value" dir="auto"{where}{named}>{escape(self.text)}</span>'
        machine = "/".join(map(str, plain)) if isinstance(plain, list) else str(plain).lower()
        return f'<data class="value" value="{machine}"{where}{named}>{escape(self.text)}</data>'

    def record(self) -> dict[str, Any]:
        """Give all that ``values.json`` keeps of a value."""
        return {
            "amount": self.plain,
            "text": self.text,
            "unit": self.unit,
            "decimals": self.decimals,
            "function": self.function,
            "rows": [list(row) for row in self.rows],
            "note": self.note,
        }


def with_rows_as_text(record: Mapping[str, Any]) -> dict[str, Any]:
    """Write the rows of a value's record as one text of JSON, for a notebook.

    A notebook's file has lines for each member of a list, and its tools copy each; a text is one.

    >>> with_rows_as_text({"text": "11.1 %", "rows": [["prices", "D7G7/2022-10"]]})
    {'text': '11.1 %', 'rows': '[["prices","D7G7/2022-10"]]'}
    """
    return {**record, "rows": compact(record["rows"])}


def compact(data: Any) -> str:
    """Write data as JSON without spaces, letters as they are."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _is_missing(amount: Any) -> bool:
    """Say whether there is nothing to print: None, NaN, NaT, NA, or a pair with a hole."""
    if isinstance(amount, tuple):
        return len(amount) != 2 or any(map(_is_missing, amount))
    if amount is None or type(amount).__name__ == "NAType":
        return True
    return bool(amount != amount) or (isinstance(amount, float) and isinf(amount))


def _is_yes_or_no(amount: Any) -> bool:
    return isinstance(amount, bool) or type(amount).__name__ == "bool"


def _json_number(amount: Any) -> int | float:
    number = float(amount)
    return int(number) if not isinstance(amount, float) and number.is_integer() else number


def iso_time(moment: Any) -> str:
    """Give the ISO text of a date, a month or a pay year.

    >>> iso_time(dt.date(2022, 12, 7))
    '2022-12-07'
    """
    if isinstance(moment, dt.datetime):
        return moment.date().isoformat()
    if isinstance(moment, dt.date):
        return moment.isoformat()
    return str(getattr(moment, "text", moment))


def print_time(moment: Any) -> str:
    """Print a date, a month (ours or pandas') or a pay year as it is said.

    >>> import pandas as pd
    >>> print_time(pd.Period("2022-10")), print_time(dt.date(2022, 12, 7))
    ('October 2022', '7 December 2022')
    """
    if isinstance(moment, dt.date):
        return print_date(moment)
    text = iso_time(moment)
    found = _MONTH.fullmatch(text)
    if found and hasattr(moment, "month"):
        return print_month(int(found[1]), int(found[2]))
    if _PAY_YEAR.fullmatch(text):
        return text.replace("-", "\u2013")
    return text
