"""How a finding is tried: its kind, and each choice it rests on, as its row or a person says.

A choice left open is every choice there is: `Trial` says what is open, the engine tries it all.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.inputs import require_choice
from analysis.measures.prices.points import CONVENTIONS, Convention
from analysis.periods.stated import StatedTime
from analysis.tables.declared import DEFLATED, KINDS, NO_PRICES, SEVERAL, SPANNING, UNSTATED
from analysis.tables.pay_names import PayName, parse_pay

HOURS = (36.0, 37.0, 41.0, 42.0)
"""Paid hours of a full week, in London and elsewhere, net of unpaid breaks and with them."""


@dataclass(frozen=True)
class Trial:
    """A statement of one kind with the choices it is to be tried on; what is empty is open.

    `indices` is None where every index is to be tried, and empty where prices play no part.
    """

    kind: str
    unit: str = "%"
    pay: tuple[PayName, ...] = ()
    of_several: str = "any"
    against: tuple[PayName, ...] = ()
    starts: tuple[StatedTime, ...] = ()
    ends: tuple[StatedTime, ...] = ()
    indices: tuple[str, ...] | None = None
    conventions: tuple[Convention, ...] = ()
    release: str = ""
    hours: tuple[float, ...] = ()
    assumed: float | None = None
    ours: frozenset[str] = frozenset()
    stand_in: str = ""

    @property
    def deflated(self) -> bool:
        """Whether prices play a part in it."""
        if self.indices is None:
            points = self.kind == KINDS[5] and not self.unit.startswith("%")
            falling = self.kind == KINDS[8] and not self.against
            return self.kind in DEFLATED or points or falling
        return bool(self.indices)

    @property
    def choices(self) -> dict[str, bool]:
        """Which choices it rests on, and whether each is the source's: stated, and one.

        >>> trial = Trial("change in real terms", pay=(parse_pay("median of All"),),
        ...     starts=StatedTime.parse_several("2011"), ends=StatedTime.parse_several("2023"))
        >>> trial.choices  # doctest: +NORMALIZE_WHITESPACE
        {'pay': True, 'base': True, 'end': True, 'deflator': False, 'convention': False}
        """
        several = self.of_several != "any"
        single = {
            "pay": bool(self.pay) and (len(self.pay) == 1 or several or self.kind == KINDS[8]),
            "base": len(self.starts) == 1,
            "end": len(self.ends) == 1,
            "deflator": self.indices is not None and len(self.indices) == 1,
            "convention": len(self.conventions) == 1,
            "release": bool(self.release),
            "hours": len(self.hours) == 1,
            "assumed": True,
        }
        return {name: single[name] and name not in self.ours for name in self._rests_on()}

    def _rests_on(self) -> list[str]:
        averaged = any(name.way == "earnings" for name in (*self.pay, *self.against))
        spanning = self.kind in SPANNING or (self.kind == KINDS[3] and self.deflated)
        comparing = self.kind in (KINDS[4], KINDS[7])
        rests = {
            "pay": True,
            "base": spanning,
            "end": True,
            "deflator": self.deflated,
            "convention": (spanning and (self.deflated or averaged)) or (comparing and averaged),
            "release": averaged and bool(self.release or self.kind == KINDS[3]),
            "hours": self.kind == KINDS[7],
            "assumed": self.assumed is not None,
        }
        return [name for name, matters in rests.items() if matters]


def read_trial(row: Mapping[Hashable, Any]) -> Trial:
    """Take the trial of a claim from its row in the clean table, by the columns there.

    Raises `MeasureError` for a word that is none of those allowed.

    >>> trial = read_trial({"kind": "rise needed", "unit": "%", "pay": "median of EO",
    ...     "base": "2010", "end": "2023", "deflator": "CPI or RPI"})
    >>> trial.indices, trial.conventions, [name for name, said in trial.choices.items() if said]
    (('CPI', 'RPI'), (), ['pay', 'base', 'end'])
    """
    kind = require_choice(_text(row, "kind"), KINDS, what="kind of statement")
    several = require_choice(_text(row, "of_several") or "any", SEVERAL, what="of_several")
    try:
        return Trial(
            kind,
            _text(row, "unit"),
            _pay(row, "pay"),
            several,
            _pay(row, "against"),
            StatedTime.parse_several(_text(row, "base")),
            StatedTime.parse_several(_text(row, "end")),
            _indices(_text(row, "deflator")),
            tuple(
                require_choice(word, CONVENTIONS, what="convention")  # type: ignore[misc]
                for word in _parts(row, "convention", " or ")
            ),
            _day(row.get("release")),
            tuple(float(word) for word in _parts(row, "hours", " or ")),
            _number(row.get("assumed")),
            frozenset(_parts(row, "ours", ";")),
            _text(row, "stand_in"),
        )
    except ValueError as error:
        raise MeasureError(str(error)) from None


def _indices(text: str) -> tuple[str, ...] | None:
    if not text or text == UNSTATED:
        return None
    return () if text == NO_PRICES else tuple(text.split(" or "))


def _pay(row: Mapping[Hashable, Any], column: str) -> tuple[PayName, ...]:
    return tuple(parse_pay(name) for name in _parts(row, column, ";"))


def _parts(row: Mapping[Hashable, Any], column: str, between: str) -> list[str]:
    return [part.strip() for part in _text(row, column).split(between) if part.strip()]


def _text(row: Mapping[Hashable, Any], column: str) -> str:
    value = row.get(column)
    return value if isinstance(value, str) else ""


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _day(value: Any) -> str:
    if isinstance(value, (datetime, date)) and not pd.isna(value):
        return value.strftime("%Y-%m-%d")
    return value if isinstance(value, str) else ""
