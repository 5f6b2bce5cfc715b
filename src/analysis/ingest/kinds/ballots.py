"""Ballots, actions and the law: read as printed, mapped, checked against their own arithmetic.

Units that fall under other law than the rest of their employer stand in a list that people extend:
an employer of the record may stand for several workforces. "State schools" have teachers, whose
strikes the regulations on important public services cover, and support staff, whom they do not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from analysis.errors import nearest
from analysis.ingest.checks.ballot_checks import check_ballots, count_returned
from analysis.ingest.kinds.employers import Directory, fold
from analysis.ingest.making.drafting import read_draft
from analysis.ingest.making.known_days import cited, dated, day_of_text, earliest
from analysis.ingest.reading.draft import Draft, Interval
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import read_csv
from analysis.ingest.words.corrections import Corrections
from analysis.ingest.words.vocabulary import load_vocabulary
from analysis.tables.declared import ACTIONS, BALLOT_RULES, BALLOTS, NATIONS, REASONS

FILE = "ballots/units.csv"
COLUMNS = ("bargaining_unit", "employer", "nation", "important_service")
NONE = "none"


@dataclass(frozen=True)
class Unit:
    """What differs for one unit: its nation, its important service; blank: as its employer."""

    nation: str = ""
    important_service: str = ""

    def service(self, of_employer: object) -> object:
        """Return the important public service of the unit, or None."""
        if not self.important_service:
            return of_employer
        return None if self.important_service == NONE else self.important_service


class Units:
    """The listed units by employer and by name as found."""

    def __init__(self, listed: Mapping[tuple[str, str], Unit]) -> None:
        self._listed = listed

    def find(self, employer: str | None, name: str | None) -> Unit:
        """Return what differs for the unit so called; nothing, for one that is not listed."""
        return self._listed.get((employer or "", fold(name or "")), Unit())


def load_units(raw: Path, directory: Directory, problems: Problems) -> Units:
    """Read the list of units; an unknown employer or nation is a problem, as is a repeat."""
    found = read_csv(raw, FILE, COLUMNS, problems, optional=["note"])
    listed: dict[tuple[str, str], Unit] = {}
    if found is None:
        return Units(listed)
    for place, row in enumerate(found.rows):
        name, employer, nation, service = (found.columns[column][place] for column in COLUMNS)
        if not directory.has(employer):
            mend = "write the slug of a row in data/raw/employers.csv"
            problems.add(FILE, row, "employer", employer, "the slug of an employer", mend)
        if nation and nation not in NATIONS:
            allowed = ", ".join(NATIONS)
            problems.add(FILE, row, "nation", nation, allowed, nearest(nation, NATIONS))
        if (employer, fold(name)) in listed:
            mend = "take one of the two away"
            problems.add(FILE, row, "bargaining_unit", name, "each unit once", mend)
        listed[employer, fold(name)] = Unit(nation, service)
    return Units(listed)


OPENED_BEFORE = timedelta(weeks=8), timedelta(weeks=2)  # how long before its close a ballot opens
LATE_REPORT = timedelta(days=60)  # a text this long after the close is no report of the result
PERCENTAGES = {
    "turnout_decimals": "turnout_pct_published",
    "yes_decimals": "yes_pct_published",
    "yes_of_entitled_decimals": "yes_of_eligible_pct_published",
}
YES_OR_NO = ("yes", "no")
PARTED = re.compile(r";(?![^(]*\))")  # a semicolon outside brackets
HAPPENED = {"took place", "partly took place"}


def clean_ballots(
    raw: Path, directory: Directory, problems: Problems, corrections: Corrections
) -> Draft | None:
    """Read the ballots: words mapped, days and counts worked out where the source leaves them."""
    made = read_draft(raw, BALLOTS, problems, corrections, "ballot_type")
    units = load_units(raw, directory, problems)
    if made is None:
        return None
    _place_under_law(made, directory, units)
    _map(made, raw, "ballot_level", "level", {"level": "level", "counted": "counted"})
    made.values["counted"] = [word == "yes" for word in made.values["counted"]]
    _map(made, raw, "ballot_type", "ballot_type", {"ballot_type": "ballot_type"})
    question = {"question_kind": "question_kind", "yes_means": "yes_means"}
    _map(made, raw, "ballot_question", "question", question)
    _reasons(made, raw)
    for column, printed in PERCENTAGES.items():
        made.values[column] = [
            len(text.partition(".")[2]) if text else None for text in made.raw[printed]
        ]
    _opened(made)
    count_returned(made)
    check_ballots(made)
    _parents(made)
    _twice(made)
    spans: list[Interval | None] = []
    hows = []
    for place, report in enumerate(cited(made)):
        result, closed = made.span("result", place), made.span("closed", place)
        late = report and closed and report[0] > closed[1] + LATE_REPORT
        spans.append(result or (None if late else report) or closed)
        hows.append("true" if result else "inferred")
    dated(made, spans, hows)
    return made


def _place_under_law(made: Draft, directory: Directory, units: Units) -> None:
    """Say whose law each ballot falls under: by its employer, unless its unit is listed.

    The 2017 regulations on important public services extend to Great Britain only.
    """
    made.values["nation"] = []
    made.values["important_service"] = []
    for place, employer in enumerate(directory.resolve(made)):
        unit = units.find(directory.slug(employer), made.text("bargaining_unit", place))
        nation = unit.nation or directory.fact(employer, "nation") or "UK"
        service = unit.service(directory.fact(employer, "important_public_service"))
        made.values["nation"].append(nation)
        made.values["important_service"].append(None if nation == "Northern Ireland" else service)


def _map(made: Draft, raw: Path, name: str, raw_column: str, into: dict[str, str]) -> None:
    allowed = {
        column: made.table.columns[clean].allowed or YES_OR_NO for clean, column in into.items()
    }
    words = load_vocabulary(raw, name, allowed, made.problems)
    words.apply(made, raw_column, into)


def _reasons(made: Draft, raw: Path) -> None:
    """Say in our words what each dispute was about: the source may name several things.

    They are parted by semicolons; those inside brackets belong to the words. A part may mean more
    than one of ours. They stand in the order of `REASONS`, each once.
    """
    words = load_vocabulary(raw, "reason", {"reasons": ()}, made.problems)
    meanings = {found: meaning["reasons"] for found, meaning in words.meanings.items()}
    known = {found: [one for one in text.split(";") if one] for found, text in meanings.items()}
    for found, meant in known.items():
        for wrong in sorted({*meant} - {*REASONS}):
            row = words.rows[found]
            listed = f"{', '.join(REASONS)}, parted by semicolons"
            made.problems.add(words.file, row, "reasons", wrong, listed, "use one of these words")
    made.values["reasons"] = []
    for place, cell in enumerate(made.raw["dispute_reason"]):
        parts = [part.strip() for part in PARTED.split(cell) if part.strip()]
        for part in parts:
            if part not in known:
                mend = f"correct it, or add a line for it to data/raw/{words.file}"
                made.problem(place, "dispute_reason", part, f"words in {words.file}", mend)
        all_meant = {word for part in parts for word in known.get(part, ())}
        made.values["reasons"].append("; ".join(one for one in REASONS if one in all_meant) or None)


def _opened(made: Draft) -> None:
    """Where only the close is known, the opening is the interval two to eight weeks before it."""
    made.values["opened_how"] = []
    for place in range(len(made)):
        closed, how = made.span("closed", place), "unknown"
        if made.span("opened", place):
            how = "printed"
        elif closed:
            made.values["opened_first"][place] = closed[0] - OPENED_BEFORE[0]
            made.values["opened_last"][place] = closed[1] - OPENED_BEFORE[1]
            how = "estimated"
        made.values["opened_how"].append(how)


def _parents(made: Draft) -> None:
    keys = set(made.values["key"])
    for place, parent in enumerate(made.values["parent_ballot_id"]):
        if parent and parent == made.values["key"][place]:
            mend = "name the ballot it is a part of, or leave it blank"
            made.problem(place, "parent_ballot_id", parent, "another ballot than this", mend)
        elif parent and parent not in keys:
            mend = "correct it, or add a row for the ballot it names"
            made.problem(place, "parent_ballot_id", parent, "a ballot_id of this file", mend)


def _twice(made: Draft) -> None:
    """Refuse a ballot that stands in two rows, alike in all but the name of the row.

    Two rows of one name are told elsewhere, whatever they hold.
    """
    keys = made.values["key"]
    columns = [column for column in made.raw if column != str(made.table.raw_key)]
    first: dict[tuple[str, ...], int] = {}
    for place, cells in enumerate(zip(*(made.raw[column] for column in columns), strict=True)):
        other = first.setdefault(cells, place)
        if keys[other] != keys[place]:
            found = f"{keys[place]}, the same as {keys[other]}"
            mend = f"row {made.rows[other]} has it already: take one of the two away"
            made.problem(place, str(made.table.raw_key), found, "each ballot once", mend)


def clean_actions(
    raw: Path, directory: Directory, problems: Problems, corrections: Corrections
) -> Draft | None:
    """Read strikes and other action; rows of days lost are kept and are not actions.

    An action is known from its first report or its first day, whichever came first; one that took
    place, from its first day at the earliest.
    """
    made = read_draft(raw, ACTIONS, problems, corrections)
    if made is None:
        return None
    directory.resolve(made)
    _map(made, raw, "action_kind", "kind", {"kind": "kind", "is_action": "is_action"})
    made.values["is_action"] = [word == "yes" for word in made.values["is_action"]]
    _map(made, raw, "action_status", "status", {"outcome": "status"})
    spans = []
    for place, report in enumerate(cited(made)):
        started, ended = made.span("started", place), made.span("ended", place)
        if started and ended and ended[1] < started[0]:
            mend = "look at both dates again"
            made.problem(place, "end_date", ended[1], f"{started[0]} or later", mend)
        happened = made.text("outcome", place) in HAPPENED
        if happened and started and report and report[1] < started[0]:
            made.flag(place, "reported before it happened")
        spans.append(started if happened and started else earliest(started, report))
    dated(made, spans, "inferred")
    return made


def clean_rules(raw: Path, problems: Problems, corrections: Corrections) -> Draft | None:
    """Read the law as dated data; a rule is known from the first day that it applies."""
    made = read_draft(raw, BALLOT_RULES, problems, corrections)
    if made is None:
        return None
    for place in range(len(made)):
        since, until = made.day("applies_from", place), made.day("applies_until", place)
        if until is not None and since is not None and until < since:
            made.problem(place, "applies_until", until, f"{since} or later", "swap the two days")
    dated(made, [day_of_text(text) for text in made.raw["applies_from"]], "true")
    return made
