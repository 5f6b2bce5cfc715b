"""The quick way through rows exactly as ONS prints them, many at a time.

Nearly every file is sound. Its rows are matched by one expression and checked as whole columns;
anything unusual at all gives None, and `read_figures` goes through it row by row and says why.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby

from analysis.ingest.ons.series import Figures, Frequency, Observations
from analysis.periods import parse_ons_period

_PERIOD = r"[0-9]{4}(?: Q[1-4]| [A-Za-z]{3})?"
_VALUE = r"-?[0-9]{1,15}(?:\.([0-9]{1,15}))?"
_QUOTED = re.compile(rf'^"({_PERIOD})","({_VALUE})"\r?$', re.MULTILINE)
_UNQUOTED = re.compile(rf"^({_PERIOD}),({_VALUE})\r?$", re.MULTILINE)
_FIRST = re.compile(rf'^"?{_PERIOD}"?,', re.MULTILINE)
_FREQUENCIES: dict[int, Frequency] = {4: "year", 7: "quarter", 8: "month"}  # by length of text


def split_header(text: str) -> tuple[str, str]:
    """Split a file before the first row that starts with a period."""
    first = _FIRST.search(text)
    return (text[: first.start()], text[first.start() :]) if first else (text, "")


def read_plain(body: str, first_row: int) -> Figures | None:
    r"""Read rows that are all sound, complete and in order; None if any is not.

    >>> figures = read_plain('"1988","49.6"\n"1988 JAN","48.4"\n"1988 FEB","48.6"\n', first_row=9)
    >>> figures.months.values, figures.months.decimals, figures.months.rows
    ((48.4, 48.6), (1, 1), (10, 11))
    """
    body = body.rstrip("\r\n")
    found = (_QUOTED if body.startswith('"') else _UNQUOTED).findall(body)
    if not found or len(found) != body.count("\n") + 1:
        return None
    blocks: dict[Frequency, Observations] = {}
    row = first_row
    for length, block in groupby(found, key=_length):
        periods, values, fractions = zip(*block, strict=True)
        frequency = _FREQUENCIES[length]
        try:
            start = _ordinal(periods[0])
            ordinals = tuple(map(_ordinal, periods))
        except ValueError:
            return None
        whole = range(start, start + len(periods))
        if frequency in blocks or ordinals != tuple(whole):
            return None
        rows = tuple(range(row, row + len(periods)))
        decimals = tuple(map(len, fractions))
        columns = (ordinals, tuple(map(float, values)), decimals, rows)
        blocks[frequency] = Observations(frequency, *columns)
        row += len(periods)
    return Figures(
        blocks.get("month", Observations("month")),
        blocks.get("quarter", Observations("quarter")),
        blocks.get("year", Observations("year")),
    )


def _length(found: tuple[str, str, str]) -> int:
    return len(found[0])


@lru_cache(maxsize=8192)
def _ordinal(period: str) -> int:
    return parse_ons_period(period).ordinal
