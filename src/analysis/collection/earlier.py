"""How a page's first finding stood before: the same question, asked of earlier days of the record.

A finding has one definition: its reading of an earlier day is made by the same functions from
what was known then. The days are those between which it can have changed. The first is the eve of
the day on which the last figure behind it came out; the next is the end of a year before the last
figure behind that reading, and so on. No more than `READINGS` are made, and of what
lies between two of them nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, groupby, takewhile
from operator import itemgetter
from typing import TypeVar

from analysis.collection.wording import agree, listed
from analysis.errors import MeasureError, UsageError
from analysis.present import Finding, Value
from analysis.tables.asked import ask_again
from analysis.tables.registry import table_named
from analysis.tables.store import days_known, read_listed

READINGS = 2
KEPT = "earlier-readings"  # the id of the finding that lists them
ENDS = ("end", "last", "now", "last_day")  # what a finding calls the end of its span
OF_SERIES = frozenset({"earnings", "prices"})  # tables whose keys begin with a series
STATED = "offer_statements"  # a table of what others said
DAY = timedelta(days=1)

View = TypeVar("View")
Findings = Callable[[View], Iterable[Finding]]


@dataclass(frozen=True)
class Reading:
    """A finding as it stood on a day, or on the day that its page is of (none).

    `since` is the day on which the last figure behind its answer came out, none where no day is on
    record; `dated` says that every figure behind it has one.
    """

    finding: Finding
    day: date | None
    since: date | None
    dated: bool

    @property
    def answer(self) -> Value:
        """The number that answers."""
        return self.finding.values[self.finding.answering]

    @property
    def end(self) -> Value | None:
        """How far the figures of the finding reach, if it says so."""
        named = (self.finding.values[name] for name in ENDS if name in self.finding.values)
        return next((value for value in named if not value.is_number), None)


@dataclass(frozen=True)
class Kept:
    """The findings of a page, and how the first of them stood on earlier days.

    `earlier` is one finding, or nothing where no number of the first answers.
    """

    findings: list[Finding]
    earlier: list[Finding]


def keep_findings(
    findings: Findings[View], view: View, *, answer: Callable[[View], Finding] | None = None
) -> Kept:
    """Make the findings of a page and say how the first of them stood on earlier days.

    `view` is what the page gathered, by a function marked with `asked` that takes `as_of`; where
    the first finding says more than it is asked, `answer` makes the part that answers. Where a
    number of the first finding had another sign on one of the days read, its sentence says so.
    What it was on each day has the whole sentence of that day as its note. A page of a past day
    looks back from there, never forward.
    """
    found = list(findings(view))
    if not found or not found[0].answering:
        return Kept(found, [])
    now = _read(found[0])
    first = answer or (lambda again: next(iter(findings(again))))
    before, start = _earlier(first, view, now)
    return Kept([_saying(now, before), *found[1:]], [_told(now, before, start)])


def _as_of(first: Callable[[View], Finding], view: View, as_of: str) -> Finding | None:
    """Make the first finding as of another day; none where the record of that day has none."""
    try:
        return first(ask_again(view, as_of=as_of))
    except (MeasureError, UsageError, StopIteration):  # its base or series was not on record yet
        return None


def _read(finding: Finding, day: date | None = None) -> Reading:
    """Say when the last figure behind the answer and the end of its span came out."""
    days: list[date] = []
    dated = True
    behind = [
        finding.values[name].rows for name in (finding.answering, *ENDS) if name in finding.values
    ]
    for table, rows in groupby(sorted(set(chain(*behind))), itemgetter(0)):
        keys = [key for _, key in rows]
        known = days_known(table, keys)
        days += [one for one in known if one is not None]
        if None in known and not table_named(table).timeless:
            dated = False
            if table in OF_SERIES:  # the release that its file is of
                named = {key.partition("/")[0] for key in keys}
                told = read_listed("series", series=named)
                days += [date.fromisoformat(one["released"]) for one in told if one["released"]]
    return Reading(finding, day, max(days, default=None), dated)


def _earlier(
    first: Callable[[View], Finding], view: View, now: Reading
) -> tuple[list[Reading], date | None]:
    """Read the finding on earlier days, the newest first.

    Returns the readings, and the day before which the record does not give it, if it was met.
    """
    found: list[Reading] = []
    since = now.since
    day = since - DAY if since is not None and now.dated else since
    while day is not None and since is not None and len(found) < READINGS:
        finding = _as_of(first, view, day.isoformat())
        if finding is None or not _same_question(now.finding, finding):
            return found, since
        found.append(_read(finding, day))
        since = found[-1].since
        if since is not None:
            eve = since - DAY
            day = eve if (eve.month, eve.day) == (12, 31) else date(eve.year - 1, 12, 31)
    return found, None


def _same_question(one: Finding, other: Finding) -> bool:
    """Say whether two findings answer one question, whatever the answers are."""
    if one.answering not in other.values or one.asks != other.asks:
        return False
    return all(one.values[name].text == other.values[name].text for name in one.asks)


def _saying(now: Reading, others: Iterable[Reading]) -> Finding:
    """Let a finding say that earlier figures gave one of its numbers the other sign."""
    finding = now.finding
    for other in others:
        for name, value in finding.values.items():
            was = other.finding.values.get(name)
            if was is None or not (value.has_sign and was.has_sign and value.sign * was.sign < 0):
                continue
            told = {
                "turned": replace(was, note=other.finding.sentence),
                "turning": value,
                "turned_on": Value(other.day),
            }
            reach = _reach(now, other, "turned_to", told)
            words = (
                f" Later figures turned a sign: as known on {{turned_on}}{reach} “{{turning}}” "
                "still read “{turned}”."
            )
            values = {**finding.values, **told}
            return replace(finding, template=finding.template + words, values=values)
    return finding


def _reach(now: Reading, other: Reading, name: str, values: dict[str, Value]) -> str:
    """Say to when the figures of another reading reach, where that is not to when these do."""
    if now.end is None or other.end is None or now.end.text == other.end.text:
        return ""
    values[name] = other.end
    return f", to {{{name}}},"


def _told(now: Reading, before: list[Reading], start: date | None) -> Finding:
    """Say since when the answer has stood, and what it was on the earlier days read."""
    same = list(takewhile(lambda one: one.answer.text == now.answer.text, before))
    others = before[len(same) :]
    since = (same or [now])[-1].since
    values = {"now_is": now.answer}
    words = "“{now_is}” in the first finding "
    if since is not None and (same or now.dated):
        values["since"] = Value(since, function=keep_findings)
        words += "has stood since {since}, when the last figure behind it came out"
    else:
        words += "rests on figures of which some have no day of release on record"
    parts = []
    for place, one in enumerate(others):
        wording = "signed" if one.answer.has_sign else one.answer.wording
        was = replace(one.answer, note=one.finding.sentence, wording=wording)
        values |= {f"was_{place}": was, f"day_{place}": Value(one.day)}
        reach = _reach(now, one, f"to_{place}", values).rstrip(",")
        parts.append(f"{{was_{place}}} ({{day_{place}}}{reach})")
    if parts:
        values["n"] = Value(len(parts), function=keep_findings)
        words += f"; as known on {{n}} {agree(len(parts), 'earlier day')}"
        stated = any(table == STATED for table, _ in now.answer.rows)
        words += f"{', from what was stated by then,' if stated else ''} it was {listed(parts)}"
    if start is not None:
        values["start"] = Value(start, function=keep_findings)
        words += "; before {start} the record does not give it"
    return Finding(KEPT, f"{words}.", values)
