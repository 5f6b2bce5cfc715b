"""Which tests each ballot fell under: its nation and service, and the days it may have opened.

Law tells apart a few kinds of ballot (nation, important service) and a few periods (between the
commencements of rules), so a table of kinds by periods holds every regime there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.ballots.rules import NATIONS, BallotLaw, Regime
from analysis.measures.inputs import require_choice, require_columns

_COLUMNS = (
    "opened_first",
    "opened_last",
    "closed_last",
    "result_first",
    "result_last",
    "known_from",
    "nation",
    "important_service",
)


# A ballot closes two to eight weeks after it opens, and its result is out within two weeks more
# (it must be given "as soon as is reasonably practicable", TULRCA 1992 s.231).
OPENS_BEFORE_RESULT = np.timedelta64(10 * 7, "D")


@dataclass(frozen=True, eq=False)
class Jurisdiction:
    """The regimes of many ballots.

    `regimes` are the different sets of tests; `codes[kind, period]` says which applies, its last
    column, -1, standing for none (a period of -1 finds it); `kind` is of each ballot, `first` and
    `last` the periods it may have opened in (-1: before the first rule).
    """

    regimes: tuple[Regime, ...]
    codes: NDArray[np.int8]
    kind: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    def code(self, period: NDArray[np.int64]) -> NDArray[np.int8]:
        """Give the regime of each ballot had it opened in the period given for it."""
        return self.codes[self.kind, period]

    @property
    def settled(self) -> NDArray[np.bool_]:
        """Whether one regime applies on every day that the ballot may have opened."""
        code, same = self.code(self.first), np.ones(len(self.kind), dtype=np.bool_)
        for step in range(1, self.widest + 1):
            same &= self.code(np.minimum(self.first + step, self.last)) == code
        return same & (code >= 0)

    @property
    def widest(self) -> int:
        """The most commencements within the opening interval of a ballot."""
        return int((self.last - self.first).max(initial=0))


def place_ballots(ballots: pd.DataFrame, *, law: BallotLaw) -> Jurisdiction:
    """Find the regimes of ballots from `nation`, `important_service` and the opening interval.

    Where the record gives no opening, the ballot opened at most ten weeks before its result, and by
    the day it closed, was announced or was first reported; whatever of these is unknown leaves
    that side open. Raises `MeasureError` for a missing column, nation or unknown nation or service.
    """
    require_columns(ballots, _COLUMNS, what="the ballots table")
    nations, names = pd.factorize(ballots["nation"])
    services, found = pd.factorize(ballots["important_service"])
    if (nations < 0).any():
        raise MeasureError(f"{int((nations < 0).sum())} ballots have no nation, whose law applies.")
    for nation in names:
        require_choice(nation, NATIONS, what="nation")
    for service in found:
        require_choice(service, sorted(law.services), what="important public service")
    regimes: list[Regime] = []
    codes = []
    for nation in names:
        for service in (*found, None):
            row = [law.regime(opened=day, nation=nation, service=service) for day in law.days]
            regimes += [regime for regime in row if regime not in regimes]
            codes.append([*(regimes.index(regime) for regime in row), -1])
    kind = nations * (len(found) + 1) + np.where(services < 0, len(found), services)
    first, last = _opening_periods(ballots, law)
    return Jurisdiction(tuple(regimes), np.array(codes, dtype=np.int8), kind, first, last)


def _opening_periods(
    ballots: pd.DataFrame, law: BallotLaw
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    days = np.array(law.days, dtype="datetime64[D]")
    earliest, latest = _days(ballots["opened_first"]), _days(ballots["opened_last"])
    if np.isnat(earliest).any():
        before = _days(ballots["result_first"]) - OPENS_BEFORE_RESULT
        earliest = np.where(np.isnat(earliest), before, earliest)
    for column in ("closed_last", "result_last", "known_from"):
        if np.isnat(latest).any():
            latest = np.where(np.isnat(latest), _days(ballots[column]), latest)
    first = np.searchsorted(days, earliest, side="right") - 1
    last = np.searchsorted(days, latest, side="right") - 1
    first = np.where(np.isnat(earliest), 0, first)
    last = np.where(np.isnat(latest), len(days) - 1, last)
    return np.minimum(first, last), last


def _days(column: pd.Series[Any]) -> NDArray[np.datetime64]:
    return column.to_numpy(dtype="datetime64[D]")
