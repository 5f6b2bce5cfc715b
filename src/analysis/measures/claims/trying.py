"""Trying a statement: every choice that is open, for one pay series or for several together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.claims.attempts import Attempt, Evidence, MissingFigureError
from analysis.measures.claims.figures import PrintedFigure
from analysis.measures.claims.kinds import COMPUTED, Tries
from analysis.measures.claims.trials import Trial
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
