"""Tables that are read as they are: a raw file, its columns, and when its rows became known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from analysis.errors import nearest
from analysis.ingest.checks.rate_checks import check_growth_by_sector
from analysis.ingest.kinds.employers import Directory
from analysis.ingest.kinds.indices import Families, check_named
from analysis.ingest.making.drafting import read_draft
from analysis.ingest.making.known_days import cited, dated, earliest, reported
from analysis.ingest.reading.cells import CellError, number, partial_day, pay_years
from analysis.ingest.reading.draft import Draft, Interval
from analysis.ingest.reading.problems import Problems
from analysis.ingest.words.corrections import Corrections
from analysis.ingest.words.vocabulary import load_vocabulary
from analysis.periods import Month, Span
from analysis.tables.columns import Table
from analysis.tables.declared import (
    ACTIONS,
    BALLOTS,
    CLAIMS,
    FIGURE_KINDS,
    FIRST_FINDINGS,
    FORECASTS,
    JOINS,
    MOMENT_FIGURES,
    MOMENTS,
    OFFER_STATEMENTS,
    PAY_SCALES,
    REMITS,
    REVIEW_AWARDS,
    ROUND_STEPS,
    SECTOR_PAY,
    SERIES_STATUS,
    WAGE_FLOORS,
)

VOLUNTARY = "Real Living Wage"
JURISDICTIONS = ("UK civil service", "UK public sector", "Scotland", "Northern Ireland")
_STAGE = re.compile(r"(\d+(?:\.\d+)?)% (\d{4}-\d{2}-\d{2})")
Dated = list[tuple[Interval | None, str]]
AGAIN = "take the file as it was (git checkout), then make it anew: realpay look-back"
Finish = Callable[[Draft], Dated]


def clean_simple(
    raw: Path,
    directory: Directory,
    families: Families,
    problems: Problems,
    corrections: Corrections,
) -> list[Draft]:
    """Read every table of this module; one that cannot be read is left out, its problems noted."""
    ways: list[tuple[Table, tuple[str, ...], Finish]] = [
        (FORECASTS, (), lambda made: _forecasts(made, families)),
        (SERIES_STATUS, (), lambda made: _statuses(made, families)),
        (SECTOR_PAY, (), _sector_pay),
        (WAGE_FLOORS, (), _wage_floors),
        (PAY_SCALES, (), lambda made: _pay_scales(made, directory)),
        (CLAIMS, (), lambda made: [(None, "undated")] * len(made)),
        (REMITS, ("pay_year",), lambda made: _remits(made, raw)),
        (REVIEW_AWARDS, ("pay_year",), _review_awards),
        (ROUND_STEPS, ("date",), _round_steps),
        (MOMENTS, (), lambda made: _moments(made, directory)),
        (FIGURE_KINDS, (), _figure_kinds),
        (FIRST_FINDINGS, (), _first_findings),
    ]
    drafts: list[Draft] = []
    for table, more, finish in ways:
        made = read_draft(raw, table, problems, corrections, *more)
        if made is not None:
            _date(made, finish(made))
            drafts.append(made)
    figures = read_draft(raw, MOMENT_FIGURES, problems, corrections)
    if figures is not None:
        _date(figures, _moment_figures(figures, directory, drafts))
        drafts.append(figures)
    return drafts


def _date(made: Draft, known: Dated) -> None:
    dated(made, [interval for interval, _ in known], [how for _, how in known])


def _spans(made: Draft, name: str, how: str) -> Dated:
    return [(made.span(name, place), how) for place in range(len(made))]


def _forecasts(made: Draft, families: Families) -> Dated:
    """Date a forecast by the month at the end of its title: '…, March 2026'."""
    check_named(made, "measure", families)
    known: Dated = []
    for text in made.raw["source"]:
        try:
            published = Month.parse(" ".join(text.split()[-2:]))
            known.append(((published.first_day, published.last_day), "true"))
        except ValueError:
            known.append((None, "undated"))
    return known


def _statuses(made: Draft, families: Families) -> Dated:
    check_named(made, "series", families)
    for place in range(len(made)):
        since, until = made.span("from", place), made.span("until", place)
        if since and until and until[1] < since[0]:
            mend = "look at both dates again"
            made.problem(place, "until", until[1], f"{since[0]} or later", mend)
    return _spans(made, "from", "true")


def _sector_pay(made: Draft) -> Dated:
    """The survey of April comes out provisionally in the autumn of its year."""
    check_growth_by_sector(made)
    years = made.values["year"]
    return [
        ((date(year, 10, 1), date(year, 12, 31)) if isinstance(year, int) else None, "estimated")
        for year in years
    ]


def _wage_floors(made: Draft) -> Dated:
    """A rate is known from the day it was announced, where on record, else from its first day."""
    names = made.values["rate_name"]
    made.values["statutory"] = [not str(name).startswith(VOLUNTARY) for name in names]
    years: dict[object, dict[int, int]] = {}
    for place, name in enumerate(names):
        effective = made.span("effective", place)
        if effective:
            years.setdefault(name, {})[effective[0].year] = place
    for places in years.values():
        for year, place in places.items():
            if year - 1 not in places and year != min(places):
                made.flag(place, "a step is missing before this one")
    known: Dated = []
    for place in range(len(made)):
        told, begins = made.span("announced", place), made.span("effective", place)
        if told and begins and told[0] > begins[1]:
            mend = "look at both days again"
            made.problem(place, "announced", told[0], f"{begins[1]} or earlier", mend)
        known.append((told, "true") if told else (begins, "inferred"))
    return known


def _pay_scales(made: Draft, directory: Directory) -> Dated:
    directory.resolve(made)
    known: Dated = []
    for place in range(len(made)):
        low, high = made.number("minimum_gbp", place), made.number("maximum_gbp", place)
        if low is not None and high is not None and low > high:
            made.flag(place, "minimum above maximum")
        if low is None and high is None and made.number("spot_gbp", place) is None:
            made.flag(place, "no pay given")
        given = earliest(made.span("effective", place), made.span("reference", place))
        interval = given or made.pay_year("pay_year", place)
        known.append((interval, "inferred"))
    return known


def _pay_years(made: Draft) -> None:
    """Split the raw pay year, which may cover several, into first and last."""
    both = made.read("pay_year", pay_years)
    made.values["pay_year_from"] = [pair and pair[0] for pair in both]
    made.values["pay_year_to"] = [pair and pair[1] for pair in both]


def _reported(made: Draft, place: int, report: Interval | None) -> tuple[Interval | None, str]:
    years = (made.pay_year(f"pay_year_{end}", place) for end in ("from", "to"))
    return reported(report, *years)


def _remits(made: Draft, raw: Path) -> Dated:
    """A policy is known from the day it was announced or published; else from its first report."""
    _pay_years(made)
    bases = made.table.columns["basis_kind"].allowed
    for name, column, allowed, into in (
        ("remit_basis", "basis", bases, {"basis_kind": "basis"}),
        ("remit_jurisdiction", "jurisdiction", JURISDICTIONS, {}),
    ):
        words = load_vocabulary(raw, name, {column: allowed}, made.problems)
        words.apply(made, column, into)
    known: Dated = []
    for place, report in enumerate(cited(made)):
        stages = [made.number(name, place) for name in ("stage1_pct", "stage2_pct")]
        _check_stages(made, place, stages, made.number("ceiling_pct", place))
        first, second = made.day("stage1_from", place), made.day("stage2_from", place)
        if first and second and second < first:
            made.problem(place, "stage2_from", second, f"{first} or later", "swap the two stages")
        policy = earliest(made.span("published", place), made.span("announced", place))
        known.append((policy, "true") if policy else _reported(made, place, report))
    return known


def _review_awards(made: Draft) -> Dated:
    """An award is known from its announcement, never from its day of effect.

    Awards are announced before or, as often, after they take effect; the source is mostly the
    announcement itself. Where it looks back, the award is known by the end of its pay year.
    """
    _pay_years(made)
    known: Dated = []
    for place, report in enumerate(cited(made)):
        parts = (made.text("stages", place) or "").split(";")
        stages = [_STAGE.fullmatch(part.strip()) for part in parts]
        shares = [float(stage[1]) for stage in stages if stage]
        if len(shares) == len(parts):
            _check_stages(made, place, list(shares), made.number("awarded_pct", place))
        known.append(_reported(made, place, report))
    return known


def _check_stages(made: Draft, place: int, stages: list[float | None], whole: float | None) -> None:
    """Stages are printed as a plain sum: 2 % and 1 % of 3 %."""
    given = [stage for stage in stages if stage is not None]
    if len(given) > 1 and whole is not None and abs(sum(given) - whole) > 0.05:
        made.flag(place, "stages do not add up")


def _round_steps(made: Draft) -> Dated:
    """A step has a day, or two parted by a slash; it is known from its end."""
    spans = made.read("date", _two_days)
    for at, name in enumerate(("started", "ended")):
        ends = [span[at] if span else None for span in spans]
        made.values[f"{name}_first"] = [end and end.first for end in ends]
        made.values[f"{name}_last"] = [end and end.last for end in ends]
    known: Dated = []
    for span in spans:
        last = (span[1] or span[0]) if span else None
        known.append(((last.first, last.last), "inferred") if last else (None, "undated"))
    return known


def _two_days(text: str) -> tuple[Span, Span | None]:
    first, slash, last = text.partition("/")
    return partial_day(first), partial_day(last) if slash else None


def _moments(made: Draft, directory: Directory) -> Dated:
    made.values["employers"] = []
    for place, names in enumerate(made.raw["employers"]):
        places = [directory.find(made, place, name, "employers") for name in _parted(names)]
        slugs = [str(directory.slug(found)) for found in places if found is not None]
        made.values["employers"].append("; ".join(slugs))
        for join in _parted(made.raw["joins"][place]):
            if join not in JOINS:
                made.problem(place, "joins", join, ", ".join(JOINS), nearest(join, JOINS))
    days = [made.day("as_of", place) for place in range(len(made))]
    return [((day, day) if day else None, "true") for day in days]


def _figure_kinds(made: Draft) -> Dated:
    """Hold each kind to columns that its table has, and each name of it to one kind."""
    tables = {table.name: set(table.columns) for table in (BALLOTS, ACTIONS, OFFER_STATEMENTS)}
    seen: dict[str, int] = {}
    for place, table in enumerate(made.raw["looked_up_in"]):
        columns = [name.strip() for name in made.raw["columns"][place].split("|")]
        for name in [*columns, *filter(None, [made.raw["condition_column"][place]])]:
            if table in tables and name not in tables[table]:
                mend = nearest(name, tables[table])
                made.problem(place, "columns", name, f"a column of {table}", mend)
        for words in made.raw["words"][place].split("|"):
            if words.strip() in seen:
                mend = "leave them with the kind that they mean"
                allowed = "words that no other kind has"
                made.problem(place, "words", words.strip(), allowed, mend)
            seen[words.strip()] = place
    return [(None, "undated")] * len(made)


def _first_findings(made: Draft) -> Dated:
    """A reading could be made from its first day on; the two ends of a number are in order."""
    known: Dated = []
    for place in range(len(made)):
        first, last = made.day("first_day", place), made.day("last_day", place)
        if first and last and last < first:
            made.problem(place, "last_day", last, f"{first} or later", AGAIN)
        low, high = made.number("low", place), made.number("high", place)
        if low is not None and high is not None and low > high:
            made.problem(place, "low", low, f"at most the high end, {high:g}", AGAIN)
        known.append(((first, first), "inferred") if first else (None, "undated"))
    return known


def _parted(names: str) -> list[str]:
    return [name.strip() for name in names.split(";") if name.strip()]


def _moment_figures(made: Draft, directory: Directory, drafts: list[Draft]) -> Dated:
    """Figures of a news report are known from the day of the report."""
    made.values["employer"] = [directory.known(name) for name in made.raw["about"]]
    made.values["value"] = [_as_number(text) for text in made.raw["value"]]
    days = {
        key: moments.day("as_of", place)
        for moments in drafts
        if moments.table is MOMENTS
        for place, key in enumerate(moments.values["key"])
    }
    known: Dated = []
    for place, moment in enumerate(made.values["moment_id"]):
        if moment not in days and days:
            mend = "correct it, or add the report to moments/moments.csv"
            allowed = "a moment_id of moments/moments.csv"
            made.problem(place, "moment_id", moment, allowed, mend)
        day = days.get(moment)
        known.append(((day, day), "true") if day else (None, "undated"))
    return known


def _as_number(text: str) -> float | None:
    try:
        return number(text)
    except CellError:
        return None
