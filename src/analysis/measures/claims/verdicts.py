"""Published claims tried on these figures: reproduced, nearly, not, or why they cannot be tried.

A claim is reproduced when a cell, computed with what the claim states (its pay, base, end and
prices), prints as the claim does. Otherwise the nearest miss is given with by how much. "No
series here reproduces this" is an answer; it does not say that the claim is wrong.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from analysis.errors import MeasureError, nearest
from analysis.measures.bounds import HAIR, Bounded, round_half_up
from analysis.measures.claims.attempts import Attempt, Evidence, Route
from analysis.measures.claims.book import CLAIM_BOOK, NotTried
from analysis.measures.inputs import require_columns, require_rows

Outcome = Literal["reproduced", "nearly", "not", "cannot be tried"]
_COLUMNS = ("key", "claim", "value_low", "value_high", "decimals", "unit")


@dataclass(frozen=True)
class PrintedFigure:
    """A figure as printed: its ends (equal unless a range), decimals and unit."""

    low: float
    high: float
    decimals: int
    unit: str

    @property
    def step(self) -> float:
        """One unit of the last printed digit."""
        return float(10.0**-self.decimals)

    def printed(self, value: float) -> float:
        """How a value would have been printed: rounded to the claim's decimals."""
        return round_half_up(value, self.decimals)

    def miss(self, value: float) -> float:
        """How far a value is from the printed figure (or range), 0 where it prints the same."""
        printed = self.printed(value)
        if self.low <= printed <= self.high:
            return 0.0
        return value - self.low if printed < self.low else value - self.high


@dataclass(frozen=True)
class Verdict:
    """What came of one claim.

    `cells` are the attempts that print as the claim does, without or with a stand-in; `nearest` is
    the closest of all and `miss` how far it is off, in the claim's unit (computed less printed; 0
    if it prints the same). `reason` says why, `needed` what it would take.
    """

    key: str
    outcome: Outcome
    cells: tuple[Attempt, ...]
    nearest: Attempt | None
    miss: float
    tried: int
    reason: str = ""
    needed: str = ""


def judge_claim(key: str, figure: PrintedFigure, attempts: list[Attempt]) -> Verdict:
    """Give the verdict on one claim from the attempts made at it.

    * reproduced: an attempt without any stand-in prints as the claim does;
    * nearly: one prints the same with another measure standing in, or comes within one unit of
      the last digit, or could print the same within the rounding of what it is made from;
    * not: anything else, among it every attempt from another base year.

    >>> fell = PrintedFigure(-8.9, -8.9, 1, "%")
    >>> found = judge_claim("W19-1", fell, [Attempt("CPI", Bounded(-1.66, -1.7, -1.6))])
    >>> found.outcome, round(found.miss, 2), found.reason
    ('not', 7.24, 'no series here reproduces this')
    """
    if not attempts:
        raise MeasureError(f"{key}: no attempt could be made.")
    closest = min(attempts, key=lambda made: abs(figure.miss(made.value.value)))
    hits = tuple(made for made in attempts if figure.miss(made.value.value) == 0)
    miss = figure.miss(closest.value.value)
    own = [made for made in attempts if not made.for_base and not made.for_measure]
    outcome: Outcome = "not"
    reason = "no series here reproduces this"
    if any(made in own for made in hits):
        hits = tuple(made for made in hits if made in own)
        outcome, reason, closest = "reproduced", "", hits[0]
    elif any(not made.for_base for made in hits):
        hits = tuple(made for made in hits if not made.for_base)
        outcome, reason, closest = "nearly", f"with {hits[0].for_measure}", hits[0]
    elif any(_near(figure, made.value) for made in attempts if not made.for_base):
        outcome, reason = "nearly", "within one unit of the last printed digit, or of rounding"
        closest = min(
            (made for made in attempts if not made.for_base),
            key=lambda made: abs(figure.miss(made.value.value)),
        )
        reason += f", with {closest.for_measure}" if closest.for_measure else ""
    elif not any(not made.for_base for made in attempts):
        reason = f"no series here reproduces this; tried with {attempts[0].for_base}"
        if hits:
            reason += ", from where a cell prints the same, which reproduces another span"
    return Verdict(key, outcome, hits, closest, miss, len(attempts), reason)


def _near(figure: PrintedFigure, value: Bounded) -> bool:
    half = figure.step / 2
    touches = value.low < figure.high + half and value.high > figure.low - half
    apart = (figure.printed(value.value) - figure.low, figure.high - figure.printed(value.value))
    return touches or min(apart) >= -figure.step - HAIR


def check_claims(
    claims: pd.DataFrame,
    *,
    evidence: Evidence,
    book: Mapping[str, tuple[Route, ...] | NotTried] = CLAIM_BOOK,
) -> list[Verdict]:
    """Try every claim of the claims table by the routes the book has for it, in table order.

    `claims` is the clean table (columns `key`, `claim`, `value_low`, `value_high`, `decimals`,
    `unit`). A claim the book does not know gets *cannot be tried*, with what is needed.

    Raises `MeasureError` for an empty table, a missing column and a claim tried without a number.

    >>> said = pd.DataFrame({"key": ["PRO16-1"], "claim": "Grade 6 average maximum salary, real",
    ...     "value_low": [-16.0], "value_high": [-16.0], "decimals": [0], "unit": "%"})
    >>> none = pd.DataFrame()
    >>> check_claims(said, evidence=Evidence({}, none, none, none))[0].outcome
    'cannot be tried'
    """
    require_columns(claims, _COLUMNS, what="the claims table")
    require_rows(claims, what="the claims table")
    verdicts = []
    for row in claims[list(_COLUMNS)].to_dict("records"):
        key = str(row["key"])
        routes = book.get(key, NotTried("no route is described for it", "a route for it"))
        if isinstance(routes, NotTried):
            verdicts.append(
                Verdict(
                    key,
                    "cannot be tried",
                    (),
                    None,
                    float("nan"),
                    0,
                    routes.reason,
                    routes.needed,
                )
            )
            continue
        verdicts.append(judge_claim(key, printed_figure(row), _all(routes, evidence)))
    return verdicts


def check_claim(claims: pd.DataFrame, key: str, *, evidence: Evidence) -> Verdict:
    """Try one claim by its key; `MeasureError` names the nearest key there is."""
    require_columns(claims, _COLUMNS, what="the claims table")
    if key not in set(claims["key"]):
        raise MeasureError(f"no claim '{key}'. {nearest(key, claims['key'])}")
    return check_claims(claims[claims["key"] == key], evidence=evidence)[0]


def printed_figure(row: Mapping[Hashable, Any]) -> PrintedFigure:
    """Take the figure of a claims row; refuse one without a number.

    >>> row = {"key": "W19-1", "value_low": -8.9, "value_high": -8.9, "decimals": 1, "unit": "%"}
    >>> round(printed_figure(row).miss(-1.66), 2), printed_figure(row).miss(-8.93)
    (7.24, 0.0)
    """
    low, high, decimals = (row[name] for name in ("value_low", "value_high", "decimals"))
    if pd.isna(low) or pd.isna(high) or pd.isna(decimals):
        raise MeasureError(f"{row['key']} has no number to reproduce.")
    return PrintedFigure(float(low), float(high), int(decimals), str(row["unit"]))


def verdict_table(claims: pd.DataFrame, verdicts: list[Verdict]) -> pd.DataFrame:
    """Lay the verdicts out, one row a claim.

    Columns out: `key`, `claim`, `printed_low`, `printed_high`, `unit`, `outcome`, `cells` (how
    many print the same), `tried`, `nearest` (choices), `computed` (its value), `miss`, `reason`,
    `needed`.
    """
    stated = claims.set_index("key")
    return pd.DataFrame(
        [
            {
                "key": one.key,
                "claim": stated.loc[one.key, "claim"],
                "printed_low": stated.loc[one.key, "value_low"],
                "printed_high": stated.loc[one.key, "value_high"],
                "unit": stated.loc[one.key, "unit"],
                "outcome": one.outcome,
                "cells": len(one.cells),
                "tried": one.tried,
                "nearest": one.nearest.choices if one.nearest else "",
                "computed": one.nearest.value.value if one.nearest else float("nan"),
                "miss": one.miss,
                "reason": one.reason,
                "needed": one.needed,
            }
            for one in verdicts
        ]
    )


def _all(routes: tuple[Route, ...], evidence: Evidence) -> list[Attempt]:
    return [made for route in routes for made in route.attempts(evidence)]
