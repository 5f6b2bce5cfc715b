"""Published claims tried on these figures: reproduced, nearly, not, or why they cannot be tried.

A claim is reproduced when a computation with the pay, base, end and prices it is about prints as
the claim does. If its source states every choice that the figure rests on, it is reproduced *with
the choices its source states*; if any is ours, *with choices of ours*, and the spread of all that
was tried stands beside it. Otherwise the nearest miss is given with by how much. "No series here
reproduces this" is an answer; it does not say that the claim is wrong.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd

from analysis.errors import MeasureError, nearest
from analysis.measures.claims.attempts import Attempt, Evidence
from analysis.measures.claims.figures import PrintedFigure, printed_figure
from analysis.measures.claims.trials import Trial, read_trial
from analysis.measures.claims.trying import try_all
from analysis.measures.inputs import require_columns, require_rows

Outcome = Literal["reproduced", "nearly", "not", "cannot be tried"]
_COLUMNS = ("key", "claim", "value_low", "value_high", "decimals", "unit")
UNDESCRIBED = "nothing says of what kind the statement is"


@dataclass(frozen=True)
class Verdict:
    """What came of one claim.

    `cells` are the attempts that print as the claim does, without or with a stand-in; `nearest` is
    the closest of all and `miss` how far it is off, in the claim's unit (computed less printed; 0
    if it prints the same). `stated` and `ours` name the choices that the source states and those
    that are ours. `reason` says why, `needed` what it would take.
    """

    key: str
    outcome: Outcome
    cells: tuple[Attempt, ...]
    nearest: Attempt | None
    miss: float
    attempts: tuple[Attempt, ...] = field(default=(), repr=False)
    reason: str = ""
    needed: str = ""
    stated: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say the claim, what came of it, and how near the nearest attempt is."""
        near = f", nearest {self.nearest.value.value:.2f}" if self.nearest else ""
        why = f": {self.reason}" if self.reason else ""
        return f"{self.key}: {self.outcome}, {self.tried} tried{near}{why}".lstrip(": ")

    @property
    def tried(self) -> int:
        """How many computations were made."""
        return len(self.attempts)

    @property
    def spread(self) -> tuple[float, float]:
        """The least and the greatest of all that was computed; NaN where nothing was."""
        values = [one.value.value for one in self.attempts]
        values += [one.most.value for one in self.attempts if one.most is not None]
        return (min(values), max(values)) if values else (float("nan"), float("nan"))


def judge_claim(key: str, figure: PrintedFigure, attempts: list[Attempt]) -> Verdict:
    """Give the verdict on one claim from the attempts made at it.

    * reproduced: an attempt without any stand-in prints as the claim does;
    * nearly: one prints the same with another measure standing in, or comes within one unit of
      the last digit, or could print the same within the rounding of what it is made from;
    * not: anything else, among it every attempt from another base year.

    >>> from analysis.measures.bounds import Bounded
    >>> fell = PrintedFigure(-8.9, -8.9, 1, "%")
    >>> found = judge_claim("W19-1", fell, [Attempt("CPI", Bounded(-1.66, -1.7, -1.6))])
    >>> found.outcome, round(found.miss, 2), found.reason
    ('not', 7.24, 'no series here reproduces this')
    """
    if not attempts:
        raise MeasureError(f"{key}: no attempt could be made.")
    misses = [figure.miss_of(made) for made in attempts]
    miss, closest = min(zip(misses, attempts, strict=True), key=lambda pair: abs(pair[0]))
    hits = tuple(made for off, made in zip(misses, attempts, strict=True) if off == 0)
    outcome: Outcome = "not"
    reason = "no series here reproduces this"
    if any(made.own for made in hits):
        hits = tuple(made for made in hits if made.own)
        outcome, reason, closest = "reproduced", "", hits[0]
    elif any(not made.for_base for made in hits):
        hits = tuple(made for made in hits if not made.for_base)
        outcome, reason, closest = "nearly", f"with {hits[0].for_measure}", hits[0]
    elif any(figure.near(made) for made in attempts if not made.for_base):
        outcome, reason = "nearly", "within one unit of the last printed digit, or of rounding"
        closest = min(
            (made for made in attempts if not made.for_base),
            key=lambda made: abs(figure.miss_of(made)),
        )
        reason += f", with {closest.for_measure}" if closest.for_measure else ""
    elif not any(not made.for_base for made in attempts):
        reason = f"no series here reproduces this; tried with {attempts[0].for_base}"
        if hits:
            reason += ", from where a cell prints the same, which reproduces another span"
    return Verdict(key, outcome, hits, closest, miss, tuple(attempts), reason)


def check_trial(key: str, figure: PrintedFigure, trial: Trial, *, evidence: Evidence) -> Verdict:
    """Try one statement by every choice it leaves open, and say which choices are whose.

    Where nothing can be computed it cannot be tried, and the series that is missing is named.
    """
    tried = try_all(trial, figure, evidence)
    if not tried.attempts:
        lacking = tried.missing[0] if tried.missing else "the record has no figures of these times"
        lacking = lacking.removesuffix(".")
        return _untried(key, lacking, _needed(trial, lacking))
    whose = trial.choices
    return replace(
        judge_claim(key, figure, list(tried.attempts)),
        stated=tuple(name for name, theirs in whose.items() if theirs),
        ours=tuple(name for name, theirs in whose.items() if not theirs),
    )


def check_claims(claims: pd.DataFrame, *, evidence: Evidence) -> list[Verdict]:
    """Try every claim of the claims table by what its row says, in the order of the table.

    `claims` is the clean table (columns `key`, `claim`, `value_low`, `value_high`, `decimals`,
    `unit`, and those that `read_trial` takes). A claim that names what the record lacks, has no
    number, or is of no kind *cannot be tried*, with what would be needed.

    Raises `MeasureError` for an empty table, a missing column and a claim tried without a number.

    >>> said = pd.DataFrame({"key": ["PRO16-1"], "claim": "Grade 6 average maximum salary, real",
    ...     "value_low": [-16.0], "value_high": [-16.0], "decimals": [0], "unit": "%",
    ...     "missing": "maxima of the core departments' ranges"})
    >>> check_claims(said, evidence=Evidence({}, {}))[0].reason
    "the record has no maxima of the core departments' ranges"
    """
    require_columns(claims, _COLUMNS, what="the claims table")
    require_rows(claims, what="the claims table")
    return [_check(row, evidence) for row in claims.to_dict("records")]


def check_claim(claims: pd.DataFrame, key: str, *, evidence: Evidence) -> Verdict:
    """Try one claim by its key; `MeasureError` names the nearest key there is."""
    require_columns(claims, _COLUMNS, what="the claims table")
    if key not in set(claims["key"]):
        raise MeasureError(f"no claim '{key}'. {nearest(key, claims['key'])}")
    return check_claims(claims[claims["key"] == key], evidence=evidence)[0]


def why_untried(row: Mapping[Hashable, Any]) -> tuple[str, str]:
    """Say why a claim is not tried at all and what it would take; nothing where it is.

    >>> why_untried({"missing": None, "value_low": 3.0, "kind": "level"})
    ('', '')
    """
    missing, words = row.get("missing"), row.get("value_text")
    if isinstance(missing, str) and missing:
        return f"the record has no {missing}", missing
    if pd.isna(row["value_low"]):
        return f"it is given in words only ('{words}')", "the figure as a number"
    kind = row.get("kind")
    if not (isinstance(kind, str) and kind):
        return UNDESCRIBED, "its kind, in the column kind of pay/claims.csv"
    return "", ""


def _check(row: Mapping[Hashable, Any], evidence: Evidence) -> Verdict:
    key = str(row["key"])
    reason, needed = why_untried(row)
    if reason:
        return _untried(key, reason, needed)
    return check_trial(key, printed_figure(row), read_trial(row), evidence=evidence)


def _untried(key: str, reason: str, needed: str) -> Verdict:
    return Verdict(key, "cannot be tried", (), None, float("nan"), (), reason, needed)


def _needed(trial: Trial, lacking: str) -> str:
    """Name what would be needed, of which times: levels of an index that has none, else the pay."""
    wanting = [f"levels of {name}" for name in trial.indices or () if f"of {name} " in lacking]
    pay = [name.text for name in (*trial.pay, *trial.against)]
    needed = "; ".join(wanting or pay) or "a pay series"
    times = [" or ".join(one.text for one in ends) for ends in (trial.starts, trial.ends) if ends]
    return f"{needed} of {' and of '.join(times)}" if times else needed
