"""Published claims tried on these figures: reproduced, nearly, not, or why they cannot be tried.

A claim is reproduced when a computation with the pay, base, end and prices it is about prints as
the claim does. If its source states every choice that the figure rests on, it is reproduced *with
the choices its source states*; if any is ours, *with choices of ours*, and the spread of all that
was tried stands beside it. Otherwise the nearest miss is given with by how much. "No series here
reproduces this" is an answer; it does not say that the claim is wrong. A statement is tried by
every choice that is open, for one pay series or for several together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.claims.attempts import Attempt, Evidence, MissingFigureError
from analysis.measures.claims.figures import PrintedFigure, printed_figure
from analysis.measures.claims.kinds import COMPUTED, Tries
from analysis.measures.claims.trials import Trial, read_trial
from analysis.measures.inputs import require_columns, require_rows
from analysis.tables.declared import COMPARED, KINDS
from analysis.tables.pay_names import SENIOR_SERVICE, WHOLE_SERVICE, PayName, names_held, parse_pay

SHARE = KINDS[8]


@dataclass(frozen=True)
class Tried:
    """Every attempt made at a statement, and what the record lacked for others."""

    attempts: tuple[Attempt, ...]
    missing: tuple[str, ...]


def try_all(trial: Trial, figure: PrintedFigure, evidence: Evidence) -> Tried:
    """Try a statement by every choice that it leaves open."""
    missing: list[str] = []
    attempts: list[Attempt] = []
    members = _members(trial.pay or every_pay(evidence), evidence, missing)
    others = _members(trial.against, evidence, missing) or [None]
    if trial.kind in COMPARED and others == [None] and trial.against:
        return Tried((), tuple(dict.fromkeys(missing)))
    for name in members:
        for other in others:
            attempts += _of_one(trial, evidence, name, other, missing)
    if trial.kind == SHARE:
        attempts = list(_shares(_of_the_base(attempts)))
    elif trial.of_several != "any":
        # Of each organisation there are those that have the figures, of named series all.
        named = 0 if any(name.each for name in trial.pay) else len(members)
        whole = attempts if named else _of_the_base(attempts)
        attempts = list(_together(whole, named, trial.of_several, figure, missing))
    return Tried(tuple(attempts), tuple(dict.fromkeys(missing)))


def every_pay(evidence: Evidence) -> tuple[PayName, ...]:
    """Name what a claim that does not say whose pay is tried on.

    The medians and means of every grade of the whole service, the senior bands, and the levels of
    average weekly earnings.
    """
    held = {
        table: {column: frame[column].tolist() for column in frame.columns}
        for table, frame in evidence.tables.items()
        if table in ("salaries", "earnings") and not frame.empty
    }
    names = (parse_pay(name) for name in names_held(held))
    return tuple(
        name
        for name in names
        if dict(name.where).get("population") in (WHOLE_SERVICE, SENIOR_SERVICE)
        or dict(name.where).get("measure") == "level"
    )


def _members(
    names: tuple[PayName, ...], evidence: Evidence, missing: list[str]
) -> list[PayName | None]:
    found: list[PayName | None] = []
    for name in names:
        try:
            found += evidence.each(name)
        except MissingFigureError as error:
            missing.append(str(error))
    return found


def _of_one(
    trial: Trial,
    evidence: Evidence,
    name: PayName | None,
    other: PayName | None,
    missing: list[str],
) -> Iterator[Attempt]:
    """Make every attempt with one pay series, and the one it is held against, in each release."""
    assert name is not None  # noqa: S101 - only the other may be absent
    seen: set[tuple[str, float]] = set()
    for release in evidence.releases(trial, name, other):
        try:
            pay = evidence.pay(name, release)
            against = evidence.pay(other, release) if other is not None else None
            tries = Tries(trial, evidence, pay, against, missing)
            for made in COMPUTED[trial.kind](tries):
                # An earlier release whose figures are the same is no other choice.
                same = made.choices.removeprefix(made.pay), made.value.value
                if same not in seen:
                    seen.add(same)
                    yield made
        except MeasureError as error:
            missing.append(str(error))


def _by_cell(attempts: list[Attempt]) -> dict[str, list[Attempt]]:
    cells: dict[str, list[Attempt]] = {}
    for one in attempts:
        cells.setdefault(one.cell, []).append(one)
    return cells


def _of_the_base(attempts: list[Attempt]) -> list[Attempt]:
    """Leave out organisations that have no figure of the base where others have one."""
    return [one for one in attempts if not one.for_base] or attempts


def _together(
    attempts: list[Attempt], members: int, how: str, figure: PrintedFigure, missing: list[str]
) -> Iterator[Attempt]:
    """Take several series together, one attempt for each of the other choices.

    Of *each*, the member furthest from the figure decides; of *all*, the least and the greatest.
    """
    for cell, found in _by_cell(attempts).items():
        of = {one.pay: one for one in found}  # of two days within one year, the later
        if len(of) < members:
            missing.append(f"only {len(of)} of {members} series have {cell}")
            continue
        rows = tuple(dict.fromkeys(row for one in of.values() for row in one.rows))
        values = sorted(of.values(), key=lambda one: one.value.value)
        worst = max(values, key=lambda one: abs(figure.miss(one.value.value)))
        said = {
            "each": (f"each of {len(of)}, {worst.pay} furthest", worst.value, None),
            "all": (
                f"all {len(of)}, {values[0].pay} least and {values[-1].pay} most",
                values[0].value,
                values[-1].value,
            ),
        }
        words, value, most = said[how]
        stand_in = next((one for one in values if one.for_base), worst)
        yield replace(
            stand_in, choices=f"{words}: {cell}", value=value, most=most, rows=rows, pay=words
        )


def _shares(attempts: list[Attempt]) -> Iterator[Attempt]:
    """Count in how many of the series pay is below, per cent of those that have the figures."""
    for cell, found in _by_cell(attempts).items():
        of = list({one.pay: one for one in found}.values())
        ends = (
            [one.value.value for one in of],
            [one.value.high for one in of],
            [one.value.low for one in of],
        )
        share = Bounded(*(100 * sum(end < 0 for end in each) / len(of) for each in ends))
        rows = tuple(dict.fromkeys(row for one in of for row in one.rows))
        words = f"{len(of)} series"
        yield replace(of[0], choices=f"{words}, {cell}", value=share, rows=rows, pay=words)


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
