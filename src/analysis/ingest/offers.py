"""Pay offers: the statements as found, and the offers that they describe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from analysis.ingest.corrections import Corrections
from analysis.ingest.draft import Draft, draft
from analysis.ingest.employers import Directory
from analysis.ingest.knowledge import Interval, cited, dated, earliest
from analysis.ingest.problems import Problems
from analysis.ingest.rawfile import read_csv
from analysis.ingest.vocabulary import load_vocabulary
from analysis.periods import PayYear
from analysis.tables.offers import OFFER_STATEMENTS, OFFERS

FILE = "pay/offers.csv"
SHARED = tuple(
    name
    for name in OFFERS.columns
    if name in OFFER_STATEMENTS.columns
    and name not in {"key", "source", "flags"}
    and not name.startswith("known_")
)


def clean_statements(
    raw: Path, directory: Directory, problems: Problems, corrections: Corrections
) -> Draft | None:
    """Read the statements; map their words; date when each could be known."""
    columns = [item.raw for item in OFFER_STATEMENTS.body if item.raw]
    expected = list(dict.fromkeys(["statement_id", *columns]))
    found = read_csv(raw, FILE, expected, problems)
    if found is None:
        return None
    made = draft(OFFER_STATEMENTS, found, problems, corrections)
    directory.resolve(made)
    for name, raw_column, column in (
        ("offer_basis", "basis", "comparability"),
        ("offer_status", "status", "outcome"),
        ("speaker", "asserted_by", "speaker"),
    ):
        words = load_vocabulary(raw, name, [column], problems)
        words.apply(made, raw_column, {column: column})
    _check(made)
    known = [_known(made, place) for place in range(len(made))]
    dated(made, [pair for pair, _ in known], [how for _, how in known])
    return made


def _known(made: Draft, place: int) -> tuple[Interval | None, str]:
    """Date a statement: the earliest of offered, effective and first report.

    A source of a later pay year looks back: it bounds the day and does not give it.
    """
    offered, effective = made.span("offered", place), made.span("effective", place)
    report = cited(made, place)
    first_year, last_year = _pay_years(made, place)
    late = report is not None and last_year is not None and report[0] > last_year[1]
    if late and offered is None and effective is None and report and first_year:
        return (first_year[0], report[1]), "inferred"
    interval = earliest(offered, effective, None if late else report)
    if interval is None:
        if first_year is None or last_year is None:
            return None, "undated"
        return (first_year[0], last_year[1]), "inferred"
    how = "true" if offered is not None and offered[1] <= interval[1] else "inferred"
    return interval, how


def _pay_years(made: Draft, place: int) -> tuple[Interval | None, Interval | None]:
    years = []
    for name in ("pay_year_from", "pay_year_to"):
        text = made.values[name][place]
        year = PayYear.parse(text) if isinstance(text, str) else None
        years.append((year.months[0].first_day, year.months[-1].last_day) if year else None)
    return years[0], years[1]


def _check(made: Draft) -> None:
    """Flag what is doubtful, stop what is impossible."""
    for place in range(len(made)):
        cell = _numbers(made, place)
        low, high = cell("pct_low"), cell("pct_high")
        if low is not None and high is not None and low > high:
            made.problem(place, "percent_low", low, f"at most {high}", "swap low and high")
        old, new, pct = cell("old_salary_gbp"), cell("new_salary_gbp"), cell("pct")
        if old is not None and new is not None and pct is not None and old > 0:
            implied = (new / old - 1) * 100
            if abs(implied - pct) > 0.1 + 100 / old:
                made.flag(place, "stated rise and salaries differ")
        first, last = made.values["pay_year_from"][place], made.values["pay_year_to"][place]
        if isinstance(first, str) and isinstance(last, str) and first > last:
            made.problem(place, "pay_year_to", last, f"{first} or later", "swap from and to")
        effective, paid = made.span("effective", place), made.span("paid", place)
        if effective and paid and paid[1] < effective[0]:
            made.flag(place, "paid before it took effect")
        offered = made.span("offered", place)
        if offered and paid and paid[1] < offered[0]:
            made.flag(place, "paid before it was offered")
        if str(made.values["confidence"][place] or "").find("suspect") >= 0:
            made.flag(place, "value suspect in its source")
        if not made.values["outcome"][place]:
            made.flag(place, "outcome unknown")


def _numbers(made: Draft, place: int) -> Callable[[str], float | None]:
    def cell(name: str) -> float | None:
        value = made.values[name][place]
        return value if isinstance(value, float) else None

    return cell


def group_offers(statements: Draft) -> Draft:
    """Make one row an offer from its statements; dates may stand in only one of them.

    Statements of one offer must agree on employer and pay years; where they name other dates or
    outcomes the first is kept and the offer is flagged.
    """
    groups: dict[str, list[int]] = {}
    for place, offer in enumerate(statements.values["offer_id"]):
        groups.setdefault(str(offer), []).append(place)
    rows = [statements.rows[places[0]] for places in groups.values()]
    made = Draft(OFFERS, FILE, rows, {}, statements.problems, flags=[[] for _ in rows])
    made.values["key"] = list(groups)
    made.values["statements"] = [len(places) for places in groups.values()]
    for name in SHARED:
        made.values[name] = []
        for number, places in enumerate(groups.values()):
            given = [statements.values[name][place] for place in places]
            named = list(dict.fromkeys(value for value in given if value is not None))
            made.values[name].append(named[0] if named else None)
            if len(named) > 1 and name == "employer":
                mend = "give each offer one employer, or the statements offers of their own"
                statements.problem(places[-1], "employer", named[-1], str(named[0]), mend)
            elif len(named) > 1 and name not in {"employer_name", "status", "bargaining_unit"}:
                made.flag(number, f"statements differ on {name.removesuffix('_first')}")
    spans, hows = [], []
    for places in groups.values():
        known = [_interval(statements, place) for place in places]
        spans.append(earliest(*known))
        ends = [pair[1] if pair else None for pair in known]
        best = ends.index(spans[-1][1]) if spans[-1] else 0
        hows.append(str(statements.values["known_how"][places[best]]))
    dated(made, spans, hows)
    return made


def _interval(made: Draft, place: int) -> Interval | None:
    first, last = made.values["known_first"][place], made.values["known_from"][place]
    return (first, last) if first is not None and last is not None else None  # type: ignore[return-value]
