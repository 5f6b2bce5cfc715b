"""Pay offers: the statements as found, and the offers that they describe."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

from analysis.ingest.checks.offer_checks import check_statements
from analysis.ingest.kinds.employers import Directory
from analysis.ingest.making.drafting import read_draft
from analysis.ingest.making.known_days import cited, dated, earliest, reported
from analysis.ingest.reading.draft import Draft, Interval
from analysis.ingest.reading.problems import Problems
from analysis.ingest.words.corrections import Corrections
from analysis.ingest.words.vocabulary import load_vocabulary
from analysis.tables.declared import OFFER_STATEMENTS, OFFERS, TO_COME

SHARED = tuple(
    name
    for name in OFFERS.columns
    if name in OFFER_STATEMENTS.columns
    and name not in {"key", "source", "flags", "outcome_from"}
    and not name.startswith("known_")
)
# The list of words of each raw column, and which of its columns fills which clean one.
WORDS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("offer_basis", "basis", {"comparability": "comparability"}),
    ("offer_status", "status", {"outcome": "outcome"}),
    ("speaker", "asserted_by", {"speaker": "speaker"}),
    ("cash_kind", "cash_kind", {"cash_consolidated": "consolidated", "cash_form": "kind"}),
    (
        "grade",
        "grade",
        {"grade_from": "grade_from", "grade_to": "grade_to", "grade_how": "how"},
    ),
)
MAY_BE_BLANK = {"grade_from": ("",), "grade_to": ("",)}  # where the words found are no grade
# Names and words as found may differ between speakers of one offer without any doubt about it.
WORDED_FREELY = {"employer", "employer_name", "status", "bargaining_unit"}


def clean_statements(
    raw: Path, directory: Directory, problems: Problems, corrections: Corrections
) -> Draft | None:
    """Read the statements; map their words; date when each could be known."""
    made = read_draft(raw, OFFER_STATEMENTS, problems, corrections)
    if made is None:
        return None
    directory.resolve(made)
    for name, raw_column, into in WORDS:
        allowed = {
            listed: (*made.table.columns[column].allowed, *MAY_BE_BLANK.get(column, ()))
            for column, listed in into.items()
        }
        load_vocabulary(raw, name, allowed, problems).apply(made, raw_column, into)
    check_statements(made)
    reports = cited(made)
    known = [_known(made, place, report) for place, report in enumerate(reports)]
    made.values["outcome_from"] = [
        _told(made, place, report) for place, report in enumerate(reports)
    ]
    dated(made, [pair for pair, _ in known], [how for _, how in known])
    return made


def _known(made: Draft, place: int, report: Interval | None) -> tuple[Interval | None, str]:
    """Date a statement: the earliest of offered, effective and first report.

    Awards are often backdated, so a day of effect says when an offer became known only where the
    day of the offer itself is unknown. A report that looks back says nothing about it.
    """
    offered, effective = made.span("offered", place), made.span("effective", place)
    first, last = made.pay_year("pay_year_from", place), made.pay_year("pay_year_to", place)
    news, how = reported(report, first, last)
    if news != report:
        report = None
    if offered is not None:
        interval = earliest(offered, report)
        return interval, "true" if interval and offered[1] <= interval[1] else "inferred"
    if effective is not None:
        return earliest(effective, report), "inferred"
    return news, how


def _told(made: Draft, place: int, report: Interval | None) -> date | None:
    """Date what became of an offer: by its payment, or by the report unless that looks back."""
    outcome = made.values["outcome"][place]
    if outcome is None or outcome in TO_COME:
        return None
    years = (made.pay_year(name, place) for name in ("pay_year_from", "pay_year_to"))
    news = report if report and reported(report, *years)[0] == report else None
    told = earliest(news, made.span("paid", place))
    return told[1] if told else None


def group_offers(statements: Draft) -> Draft:
    """Make one row an offer from its statements; dates may stand in only one of them.

    Statements of one offer must agree on the employer; where they name other dates, years or
    outcomes, that of the first statement by its name is kept and the offer is flagged.
    """
    groups: dict[str, list[int]] = {}
    names = statements.values["key"]
    for place in sorted(range(len(statements)), key=lambda place: str(names[place])):
        groups.setdefault(str(statements.values["offer_id"][place]), []).append(place)
    rows = [statements.rows[places[0]] for places in groups.values()]
    made = Draft(OFFERS, statements.file, rows, {}, statements.problems)
    made.values["key"] = list(groups)
    made.values["statements"] = [len(places) for places in groups.values()]
    made.values["outcome_from"] = [_first_told(statements, places) for places in groups.values()]
    for name in SHARED:
        made.values[name] = [
            _shared(statements, made, number, name, places)
            for number, places in enumerate(groups.values())
        ]
    spans, hows = [], []
    for places in groups.values():
        known = [statements.known(place) for place in places]
        spans.append(earliest(*known))
        ends = [pair[1] if pair else None for pair in known]
        best = ends.index(spans[-1][1]) if spans[-1] else 0
        hows.append(str(statements.values["known_how"][places[best]]))
    dated(made, spans, hows)
    return made


def _first_told(statements: Draft, places: list[int]) -> date | None:
    """Date the outcome that an offer keeps: the first day of those of its statements."""
    given = [statements.values["outcome"][place] for place in places]
    kept = next((word for word in given if word is not None), None)
    days = [
        cast("date | None", statements.values["outcome_from"][place])
        for place, word in zip(places, given, strict=True)
        if word == kept
    ]
    return None if None in days else min((day for day in days if day), default=None)


def _shared(
    statements: Draft, made: Draft, number: int, name: str, places: list[int]
) -> object | None:
    """Return what the statements of one offer say of a column; note where they differ."""
    given = [statements.values[name][place] for place in places]
    named = list(dict.fromkeys(value for value in given if value is not None))
    if len(named) > 1 and name == "employer":
        mend = "give each offer one employer, or the statements offers of their own"
        statements.problem(places[-1], "employer", named[-1], str(named[0]), mend)
    elif len(named) > 1 and name not in WORDED_FREELY:
        subject = name.removesuffix("_first").removesuffix("_last")
        made.flag(number, f"statements differ: {subject}")
    return named[0] if named else None
