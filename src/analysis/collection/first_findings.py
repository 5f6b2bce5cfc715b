"""First findings as earlier releases gave them: each page's question, asked of days past.

The newest reading is of the record as it stands. The next is of the eve of the day on which the
last figure behind that answer came out, and so on back to the first day that gives one: these are
the days on which the answer can have been another.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from analysis.collection.earlier import question, reach, since_of
from analysis.errors import MeasureError, UsageError
from analysis.present import Finding, Value
from analysis.present.numbers import round_half_up
from analysis.project import find_project
from analysis.tables.asked import LATEST, Asked, ask_again, asked_of
from analysis.tables.declared import FIRST_FINDINGS

DAY = timedelta(days=1)
COLUMNS = tuple(item.raw for item in FIRST_FINDINGS.body if item.raw)

# What gathers the view of a notebook, and what makes its first finding, or the part that answers.
PAGES: Mapping[str, tuple[str, str]] = {
    "01_offers_against_inflation": ("offers.offers:gather", "offers.offers:answer"),
    "02_real_pay_by_grade": ("pay.grades:gather", "pay.grades:findings"),
    "03_sectors": ("pay.sectors:gather", "pay.sectors:findings"),
    "04_remits_and_awards": ("offers.remits:gather", "offers.remits:findings"),
    "05_ballots": ("ballots.ballots:gather", "ballots.ballots:findings"),
    "06_dispute": ("ballots.dispute:gather", "ballots.dispute_findings:answer"),
    "07_wage_floor": ("pay.floor:gather", "pay.floor:findings"),
    "08_robustness": ("pay.robust:gather", "pay.robust:findings"),
    "09_claims": ("claims.claims:gather", "claims.claims:findings"),
    "10_restoration": ("pay.restore:gather", "pay.restore:findings"),
    "14_evidence": ("evidence.view:gather", "evidence.summary:summary"),
    "15_awards": ("offers.chained:gather", "offers.chained:findings"),
    "16_pay_points": ("pay.points:gather", "pay.points:findings"),
    "17_departments_and_senior_pay": ("pay.units:gather", "pay.units:findings"),
}


@dataclass(frozen=True)
class Spell:
    """A first finding as of a day, and from which day to which it reads so."""

    first: date | None
    last: date | None
    finding: Finding

    @property
    def said(self) -> tuple[object, ...]:
        """What a reader meets: the answer, how far it reaches, what it is asked of."""
        numbers = {name: value.text for name, value in _numbers(self.finding).items()}
        return numbers, reach(self.finding), question(self.finding)


def look_back_on(notebook: str, parameters: Mapping[str, Any]) -> list[dict[str, str]]:
    """Read the first finding of a report at every release behind it.

    Returns what `look_back` does; nothing for a notebook that is not asked by day.
    """
    if notebook not in PAGES:
        return []
    gather, make = map(_function, PAGES[notebook])
    return look_back(make, gather(**{**parameters, "as_of": LATEST}))


def look_back(make: Callable[[Any], Any], view: Any) -> list[dict[str, str]]:
    """Read a first finding at every release behind it, the newest first.

    `make` gives the finding, or findings of which it is the first, for a view; `view` was gathered
    by a function marked with `asked` that takes `as_of`. Returns rows with the raw columns of the
    table `first_findings`, one for each number kept; none where no number answers.
    """
    named, _ = asked_of(view)
    spells = _spells(lambda day: _first(make, _of(view, day)))
    return [row for one in spells for row in _rows(named, one)]


def _of(view: Any, day: str) -> Any:
    return view if day == LATEST else ask_again(view, as_of=day)


def _function(named: str) -> Callable[..., Any]:
    module, _, name = named.partition(":")
    found: Callable[..., Any] = getattr(
        importlib.import_module(f"analysis.collection.{module}"), name
    )
    return found


def _first(make: Callable[[Any], Any], view: Any) -> Finding | None:
    found = make(view)
    return found if isinstance(found, Finding) else next(iter(found), None)


def _as_of(first: Callable[[str], Finding | None], day: str) -> Finding | None:
    """Make the first finding as of a day; none where nothing of that day answers."""
    try:
        found = first(day)
    except (MeasureError, UsageError):  # its base or series was not on record yet
        return None
    return found if found is not None and found.answering else None


def _spells(first: Callable[[str], Finding | None]) -> list[Spell]:
    """Step back from release to release; readings that say the same are one.

    Where a figure of no day is behind the newest, the next is what the dated ones give by now.
    """
    found: list[Spell] = []
    last: date | None = None
    finding, newest = _as_of(first, LATEST), True
    while finding is not None:
        since, dated = since_of(finding)
        one = Spell(since if dated else None, last, finding)
        before = found[-1] if found else None
        if before is None or before.said != one.said:
            found.append(one)
        elif before.first is not None:
            found[-1] = replace(before, first=one.first)
        elif one.first is not None:  # what has no day says what the dated figures say
            found.append(one)
        if dated and since is not None:
            last = since - DAY
            finding = _as_of(first, last.isoformat())
        elif newest and (end := Asked(find_project()).last_day()) is not None:
            finding = _as_of(first, end.isoformat())
        else:  # no step back can be told from what has no day
            break
        newest = False
    return found


def _numbers(finding: Finding) -> dict[str, Value]:
    """Pick the numbers that are kept: those with a sign, and the one that answers."""
    return {
        name: value
        for name, value in finding.values.items()
        if value.has_sign or name == finding.answering
    }


def _rows(named: str, spell: Spell) -> list[dict[str, str]]:
    finding = spell.finding
    rows = []
    for name, value in _numbers(finding).items():
        ends = value.amount if isinstance(value.amount, tuple) else (value.amount, value.amount)
        answers = name == finding.answering
        cells = (
            named,
            spell.first and spell.first.isoformat(),
            spell.last and spell.last.isoformat(),
            name,
            "yes" if answers else "no",
            *(round_half_up(end, value.decimals) for end in ends),
            value.unit,
            value.decimals,
            value.wording,
            reach(finding),
            question(finding),
            finding.sentence if answers else "",
        )
        told = ("" if cell is None else str(cell) for cell in cells)
        rows.append(dict(zip(COLUMNS, told, strict=True)))
    return rows
