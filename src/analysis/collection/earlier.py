"""How a page's first finding stood before: at each release behind it, as kept in the record.

A finding has one definition. `realpay look-back` asks the page's own functions the same question as
of every day on which the answer can have been another, and keeps in `data/raw/findings` what they
gave: a first day, a last day, each number with a sign, the whole sentence. A page reads that table
as it reads any other, so that its history is checked, dated and taken along like all it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby, takewhile
from operator import itemgetter
from typing import Any, TypeVar

from analysis.collection.layouts import lay_out
from analysis.collection.wording import agree
from analysis.present import Finding, Table, Value
from analysis.tables import read
from analysis.tables.asked import asked_of
from analysis.tables.registry import table_named
from analysis.tables.store import days_known, read_listed

KEPT = "earlier-readings"  # the id of the finding that tells of them
LISTED = "first-finding-before"  # and of the table that lists them
TABLE = "first_findings"
ENDS = ("end", "last", "now", "last_day")  # what a finding calls the end of its span
STATED = "offer_statements"  # a table of what others said
OF_SERIES = frozenset({"earnings", "prices"})  # tables whose keys begin with a series

NO_NUMBER = "No number of the first finding answers by itself, so that no earlier one is kept."

View = TypeVar("View")
Findings = Callable[[View], Iterable[Finding]]


@dataclass(frozen=True)
class Reading:
    """A first finding as it was kept: from which day to which it read so, and what it said.

    `numbers` are those with a sign and the one that answers, by their name in the sentence. `first`
    is none where a figure behind it has no day on record, `last` where it reads so still.
    """

    first: date | None
    last: date | None
    numbers: Mapping[str, Value]
    answer: Value
    reach: str
    asks: str
    sentence: str
    row: tuple[str, str]


@dataclass(frozen=True)
class Kept:
    """The findings of a page, and how the first of them stood at earlier releases.

    `earlier` is a finding, and the table of readings where some are kept.
    """

    findings: list[Finding]
    earlier: list[Finding | Table]


def keep_findings(findings: Findings[View], view: View) -> Kept:
    """Make the findings of a page and say how the first of them stood at earlier releases.

    `view` is what the page gathered, by a function marked with `asked` that takes `as_of`. Where
    a number of the first finding had another sign at an earlier release, its sentence says so. A
    page of a past day looks back from there, never forward.
    """
    found = list(findings(view))
    if not found or not found[0].answering:
        return Kept(found, [Finding(KEPT, NO_NUMBER, {})])
    first = found[0]
    named, day = asked_of(view)
    rows = read(TABLE, as_of=day, where={"question": named})
    kept = _kept(rows)
    like = [one for one in kept if one.asks == question(first)]
    before = [one for one in kept if not _is_now(one, first, day)]
    earlier: list[Finding | Table] = [_told(first, like)]
    return Kept([_saying(first, like), *found[1:]], [*earlier, *_tables(before, rows)])


def since_of(finding: Finding) -> tuple[date | None, bool]:
    """Say when the last figure behind the answer and the end of its span came out.

    Returns the day, none where no day is on record, and whether every figure behind it has one.
    """
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
    return max(days, default=None), dated


def reach(finding: Finding) -> str:
    """Say how far the figures of a finding reach, if it says so: ``to 2022``."""
    named = (finding.values[name] for name in ENDS if name in finding.values)
    return next((f"to {value.text}" for value in named if not value.is_number), "")


def question(finding: Finding) -> str:
    """Say what a finding names as part of its question, and which number answers it."""
    return "; ".join([finding.answering, *(finding.values[name].text for name in finding.asks)])


def _kept(rows: Any) -> list[Reading]:
    """Take the readings of one question from its frame of rows, the newest first.

    One without a first day is the newest where it has no last day either, and else the oldest.
    """
    days = ["last_day", "first_day"]
    rows = rows.sort_values(days, ascending=False, na_position="first", kind="stable")
    found = []
    for _, own in groupby(rows.to_dict("records"), lambda row: [str(row[day]) for day in days]):
        numbers = {str(row["number"]): (row, _value(row)) for row in own}
        told, answer = next(pair for pair in numbers.values() if pair[0]["answers"] == "yes")
        found.append(
            Reading(
                _day(told["first_day"]),
                _day(told["last_day"]),
                {name: value for name, (_, value) in numbers.items()},
                answer,
                reach=_text(told["reach"]),
                asks=_text(told["asks"]),
                sentence=_text(told["sentence"]),
                row=(TABLE, str(told["key"])),
            )
        )
    return found


def _value(row: Mapping[Any, Any]) -> Value:
    low, high = float(row["low"]), float(row["high"])
    return Value(
        low if low == high else (low, high),
        _text(row["unit"]),
        int(row["decimals"]),
        keep_findings,
        ((TABLE, str(row["key"])),),
        wording=str(row["wording"]),
    )


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else ""


def _day(cell: Any) -> date | None:
    return cell.date() if cell == cell and cell is not None else None


def _is_now(one: Reading, first: Finding, day: str) -> bool:
    """Say whether a reading is the finding as the page of a day has it."""
    now = first.values[first.answering]
    stands = one.last is None or one.last.isoformat() == day
    return stands and (one.answer.text, one.reach) == (now.text, reach(first))


def _saying(first: Finding, before: Iterable[Reading]) -> Finding:
    """Let a finding say that earlier figures gave one of its numbers the other sign."""
    for one in before:
        for name, value in first.values.items():
            was = one.numbers.get(name)
            if was is None or not (value.has_sign and was.has_sign and value.sign * was.sign < 0):
                continue
            told = {"turned": replace(was, note=one.sentence), "turning": value}
            words = " Later figures turned a sign: "
            if one.last is not None:
                told["turned_on"] = Value(one.last)
                words += "as known on {turned_on}"
            else:
                words += "before them"
            if one.reach and one.reach != reach(first):
                told["turned_to"] = Value(one.reach)
                words += ", {turned_to},"
            words += " “{turning}” still read “{turned}”."
            values = {**first.values, **told}
            return replace(first, template=first.template + words, values=values)
    return first


def _told(first: Finding, kept: list[Reading]) -> Finding:
    """Say since when the answer has stood, and between what it was at earlier releases."""
    now = first.values[first.answering]
    since, dated = since_of(first)
    same = list(takewhile(lambda one: one.answer.text == now.text, kept))
    if same:
        since, dated = same[-1].first, same[-1].first is not None
    values: dict[str, Value] = {"now_is": now}
    stated = any(table == STATED for table, _ in now.rows)
    words = f"“{{now_is}}” in the first finding{', of stated figures,' if stated else ''} "
    if since is not None and dated:
        values["since"] = Value(since, function=since_of)
        words += "has stood since {since}, when the last figure behind it came out"
    else:
        words += "rests on figures of which some have no day of release on record"
    others = kept[len(same) :]
    if others:
        rows = tuple(one.row for one in others)
        values["n"] = Value(len(others), function=keep_findings, rows=rows)
        words += f"; at {{n}} earlier {agree(len(others), 'release')} it was "
        by_amount = sorted(others, key=lambda one: _middle(one.answer))
        ends = by_amount[:1] if len(others) == 1 else [by_amount[0], by_amount[-1]]
        parts = []
        for place, one in enumerate(ends):
            wording = "signed" if one.answer.has_sign else one.answer.wording
            values[f"was_{place}"] = replace(one.answer, note=one.sentence, wording=wording)
            parts.append(f"{{was_{place}}}{_when(one, values, place)}")
        words += parts[0] if len(parts) == 1 else f"between {parts[0]} and {parts[1]}"
        if any(one.reach != reach(first) for one in others):
            words += ", to the newest figures then on record"
    else:
        words += "; no earlier reading of the same question is kept"
    return Finding(KEPT, f"{words}.", values)


def _when(one: Reading, values: dict[str, Value], place: int) -> str:
    if one.first is not None:
        values[f"from_{place}"] = Value(one.first)
        return f" (from {{from_{place}}})"
    if one.last is not None:
        values[f"until_{place}"] = Value(one.last)
        return f" (until {{until_{place}}})"
    return ""


def _middle(value: Value) -> float:
    amount = value.amount if isinstance(value.amount, tuple) else (value.amount,)
    return float(sum(amount)) / len(amount)


def _tables(before: list[Reading], rows: Any) -> list[Table]:
    """List how the first finding stood, the newest reading first; nothing where none is kept."""
    if not before:
        return []
    frame = rows.set_index("key").loc[[key for _, key in (one.row for one in before)]]
    said = [one.answer.text for one in before]
    listed = frame.assign(said=said, of=["/".join(one.row) for one in before])
    if not any(one.reach for one in before):
        listed = listed.drop(columns="reach")
    return [lay_out(LISTED, listed, paper=False)]
