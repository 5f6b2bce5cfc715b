"""Ballots, actions and the law: read as printed, mapped, checked against their own arithmetic."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from analysis.ingest import ballot_checks
from analysis.ingest.cells import CellError, partial_day
from analysis.ingest.corrections import Corrections
from analysis.ingest.draft import Draft, draft
from analysis.ingest.employers import Directory
from analysis.ingest.knowledge import Interval, cited, dated, earliest
from analysis.ingest.problems import Problems
from analysis.ingest.rawfile import read_csv
from analysis.ingest.vocabulary import load_vocabulary
from analysis.tables.ballots import ACTIONS, BALLOT_RULES, BALLOTS
from analysis.tables.columns import Table

OPENED_BEFORE = timedelta(weeks=8), timedelta(weeks=2)  # how long before its close a ballot opens
PERCENTAGES = {
    "turnout_decimals": "turnout_pct_published",
    "yes_decimals": "yes_pct_published",
    "yes_of_entitled_decimals": "yes_of_eligible_pct_published",
}


def _read(
    raw: Path, table: Table, problems: Problems, corrections: Corrections, *more: str
) -> Draft | None:
    assert table.raw_file is not None  # noqa: S101 - these tables each have one
    columns = [item.raw for item in table.body if item.raw]
    expected = list(dict.fromkeys([*([table.raw_key] if table.raw_key else []), *columns, *more]))
    found = read_csv(raw, table.raw_file, expected, problems)
    return None if found is None else draft(table, found, problems, corrections)


def clean_ballots(
    raw: Path, directory: Directory, problems: Problems, corrections: Corrections
) -> Draft | None:
    """Read the ballots: words mapped, days and counts worked out where the source leaves them."""
    made = _read(raw, BALLOTS, problems, corrections, "ballot_type")
    if made is None:
        return None
    places = directory.resolve(made)
    made.values["nation"] = [directory.fact(found, "nation") or "UK" for found in places]
    made.values["important_service"] = [
        directory.fact(found, "important_public_service") for found in places
    ]
    _map(made, raw, "ballot_level", "level", {"level": "level", "counted": "counted"})
    made.values["counted"] = [word == "yes" for word in made.values["counted"]]
    _map(made, raw, "ballot_type", "ballot_type", {"ballot_type": "ballot_type"})
    question = {"question_kind": "question_kind", "yes_means": "yes_means"}
    _map(made, raw, "ballot_question", "question", question)
    for column, printed in PERCENTAGES.items():
        made.values[column] = [
            len(text.partition(".")[2]) if text else None for text in made.raw[printed]
        ]
    _opened(made)
    ballot_checks.count_returned(made)
    ballot_checks.check(made)
    _parents(made)
    spans, hows = [], []
    for place in range(len(made)):
        result, closed, report = made.span("result", place), made.span("closed", place), None
        if result is None:
            report = cited(made, place)
            late = report and closed and report[0] > closed[1] + timedelta(days=60)
            report = None if late else report
        spans.append(result or earliest(report) or closed)
        hows.append("true" if result else "inferred")
    dated(made, spans, hows)
    return made


def _map(made: Draft, raw: Path, name: str, raw_column: str, into: dict[str, str]) -> None:
    words = load_vocabulary(raw, name, list(into.values()), made.problems)
    words.apply(made, raw_column, into)


def _opened(made: Draft) -> None:
    """Where only the close is known, the opening is the interval two to eight weeks before it."""
    hows = []
    for place in range(len(made)):
        closed = made.span("closed", place)
        if made.span("opened", place):
            hows.append("printed")
        elif closed:
            made.values["opened_first"][place] = closed[0] - OPENED_BEFORE[0]
            made.values["opened_last"][place] = closed[1] - OPENED_BEFORE[1]
            hows.append("estimated")
        else:
            hows.append("unknown")
    made.values["opened_how"] = list(hows)


def _parents(made: Draft) -> None:
    keys = set(made.values["key"])
    for place, parent in enumerate(made.values["parent_ballot_id"]):
        if parent and parent not in keys:
            mend = "correct it, or add a row for the ballot it names"
            made.problem(place, "parent_ballot_id", parent, "a ballot_id of this file", mend)


def clean_actions(
    raw: Path, directory: Directory, problems: Problems, corrections: Corrections
) -> Draft | None:
    """Read strikes and other action; rows of days lost are kept and are not actions."""
    made = _read(raw, ACTIONS, problems, corrections)
    if made is None:
        return None
    directory.resolve(made)
    _map(made, raw, "action_kind", "kind", {"kind": "kind", "is_action": "is_action"})
    made.values["is_action"] = [word == "yes" for word in made.values["is_action"]]
    _map(made, raw, "action_status", "status", {"outcome": "status"})
    spans = []
    for place in range(len(made)):
        started, ended = made.span("started", place), made.span("ended", place)
        if started and ended and ended[1] < started[0]:
            mend = "look at both dates again"
            made.problem(place, "end_date", ended[1], f"{started[0]} or later", mend)
        report = cited(made, place)
        spans.append(earliest(started, report))
    dated(made, spans, "inferred")
    return made


def clean_rules(raw: Path, problems: Problems, corrections: Corrections) -> Draft | None:
    """Read the law as dated data; a rule is known from the first day that it applies."""
    made = _read(raw, BALLOT_RULES, problems, corrections)
    if made is None:
        return None
    for place, text in enumerate(made.raw["applies_until"]):
        if text and text < made.raw["applies_from"][place]:
            allowed = f"{made.raw['applies_from'][place]} or later"
            made.problem(place, "applies_until", text, allowed, "swap the two days")
    dated(made, [_day(text) for text in made.raw["applies_from"]], "true")
    return made


def _day(text: str) -> Interval | None:
    try:
        span = partial_day(text)
    except CellError:
        return None  # its own problem is listed
    return span.first, span.last
