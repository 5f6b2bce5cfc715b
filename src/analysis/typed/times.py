"""Times of one question as people type them: months, whole years or pay years, never a mixture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from analysis.errors import UsageError
from analysis.periods import Month, PayYear
from analysis.periods.months import MONTH_NAMES
from analysis.typed.days import month, written, year

Kind = Literal["month", "year", "pay year"]

_BOTH = re.compile(r"([0-9]{4})([-/–])([0-9]{2})")


@dataclass(frozen=True)
class Times:
    """The times of one question in the order asked: what they all are, and their first months."""

    kind: Kind
    months: tuple[Month, ...]


def times(**typed: object) -> Times:
    """Read times that are all months, all years or all pay years, each by its name in messages.

    What can be a month and a pay year (``2010-11``) is what the others are; where nothing tells,
    it is asked back.

    >>> [times(start=start, to=to).kind for start, to in (("1950", 2024), ("2010-11", "2022-23"))]
    ['year', 'pay year']
    >>> times(start="2010-11", to="March 2024").months[0].text
    '2010-11'
    >>> times(start="1950", to="2024-03")
    Traceback (most recent call last):
    analysis.errors.UsageError: start 1950 is a year and to 2024-03 a month. Give two of a kind.
    """
    read = {name: _kinds(value, name) for name, value in typed.items()}
    common = [kind for kind in _ORDER if all(kind in kinds for kinds in read.values())]
    shown = {name: written(value, what=name) for name, value in typed.items()}
    if not common:
        said = " and ".join(
            f"{name} {shown[name]} {'is ' if not place else ''}a {next(iter(kinds))}"
            for place, (name, kinds) in enumerate(read.items())
        )
        raise UsageError(f"{said}. Give two of a kind.")
    if len(common) > 1:
        name = next(iter(shown))
        at = read[name]["month"]
        raise UsageError(
            f"{name} {shown[name]} may be {MONTH_NAMES[at.month - 1]} {at.year} (type "
            f"{MONTH_NAMES[at.month - 1][:3]} {at.year}) or the pay year {at.year}-"
            f"{at.month:02d} (type {at.year}/{at.month:02d})."
        )
    return Times(common[0], tuple(kinds[common[0]] for kinds in read.values()))


_ORDER: tuple[Kind, ...] = ("month", "year", "pay year")


def _kinds(typed: object, name: str) -> dict[Kind, Month]:
    """Return what one time may be, each with its first month."""
    if isinstance(typed, Month):
        return {"month": typed}
    if isinstance(typed, PayYear):
        return {"pay year": typed.months[0]}
    found = written(typed, what=name)
    if re.fullmatch(r"[0-9]{4}", found):
        return {"year": Month(year(found, what=name), 1)}
    both = _BOTH.fullmatch(found)
    if both and int(both[3]) == (int(both[1]) + 1) % 100:
        whole: dict[Kind, Month] = {"pay year": PayYear(int(both[1])).months[0]}
        if both[2] == "-" and 1 <= int(both[3]) <= 12:
            whole["month"] = Month(int(both[1]), int(both[3]))
        return whole
    return {"month": month(found, what=name)}
