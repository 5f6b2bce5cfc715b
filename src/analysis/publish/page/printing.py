"""How the pages print what comes to them as plain data: days and lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from html import escape

from analysis.present.numbers import print_date, print_month
from analysis.present.words import on_one_line

_JOINT = re.compile(r"(?<=[/_])(?=\S)|(?<=\.)(?=[^\W\d])")
_PER_CENT = re.compile(r"(?<=\d) %")


def spoken(day: str) -> str:
    """Print a day or a month written in figures as it is said; other text stays as it is.

    >>> spoken("2026-09-16"), spoken("2026-08"), spoken("autumn 2026")
    ('16 September 2026', 'August 2026', 'autumn 2026')
    """
    try:
        if len(day) == len("2026-08"):
            first = date.fromisoformat(f"{day}-01")
            return print_month(first.year, first.month)
        return print_date(date.fromisoformat(day))
    except ValueError:
        return day


def reached(as_of: str, data_to: str) -> str:
    """Say how far a page reaches: to the day it was asked about, or to the newest month in it.

    >>> reached("2022-12-07", "2022-10"), reached("", "2026-08"), reached("", "")
    ('as known on 7 December 2022', 'data to August 2026', '')
    """
    if as_of:
        return f"as known on {spoken(as_of)}"
    return f"data to {spoken(data_to)}" if data_to else ""


def begun(text: str) -> str:
    """Begin a sentence with these words; capitals further on stay.

    >>> begun("data to August 2026")
    'Data to August 2026'
    """
    return text[:1].upper() + text[1:]


def listed(value: object) -> str:
    """Print a parameter's value as a reader would write it.

    >>> listed(["CPI", "RPI"]), listed([]), listed(True), listed("latest"), listed(None)
    ('CPI, RPI', 'none', 'yes', 'latest', 'none')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == []:
        return "none"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(listed(part) for part in value)
    return str(value)


def unbroken(text: str) -> str:
    """Write a text that a person typed as HTML: per cent signs, pay years and codes unbroken.

    >>> unbroken("W19-1 & others")
    '<span class="year">W19-1</span> &amp; others'
    >>> unbroken("under a 3 % cap") == "under a 3\u00a0% cap"
    True
    """
    return on_one_line(escape(_PER_CENT.sub("\u00a0%", text), quote=False))


def parting(text: str) -> str:
    """Write a text as HTML that a line may break within an address or the name of a file.

    >>> parting("pay/review_bodies.csv: 4.2 %")
    'pay/<wbr>review_<wbr>bodies.<wbr>csv: 4.2 %'
    """
    return "<wbr>".join(escape(part) for part in _JOINT.split(text))
