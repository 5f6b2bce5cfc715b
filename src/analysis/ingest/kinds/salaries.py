"""Salaries and headcounts: four raw files laid out as one table of facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from analysis.ingest.kinds.employers import Directory
from analysis.ingest.making.drafting import tell_apart
from analysis.ingest.making.known_days import dated
from analysis.ingest.making.limiting import check_limits
from analysis.ingest.reading.cells import number, partial_day, whole
from analysis.ingest.reading.draft import Cell, Draft, Interval
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import read_csv
from analysis.ingest.words.citations import check_confidence
from analysis.ingest.words.corrections import Corrections
from analysis.tables.declared import SALARIES

PUBLICATIONS = "earnings/publication_days.csv"
SUPPRESSED = "[c]"
PUBLISHED_BY = (10, 31)  # the statistics of 31 March have come out by the end of October
WHOLE_SERVICE = "whole civil service"
_UNITS = {
    "median_salary_gbp": ("median", "GBP"),
    "headcount": ("headcount", "people"),
}
_OF_DEPARTMENTS = (
    *("year", "reference_date", "department", "unit_kind", "responsibility_level"),
    *("measure", "value", "source"),
)
FILES: dict[str, tuple[str, ...]] = {
    "earnings/civil_service_salaries.csv": (
        *("year", "reference_date", "population", "responsibility_level", "measure", "value_gbp"),
        *("source_title", "source_url", "confidence"),
    ),
    "earnings/civil_service_headcount.csv": (
        *("year", "reference_date", "responsibility_level", "measure", "value", "unit"),
        "source_url",
    ),
    "earnings/department_salaries.csv": _OF_DEPARTMENTS,
    "earnings/department_headcount_2025.csv": _OF_DEPARTMENTS,
}
NAMED_BY = (
    *("year", "population", "unit_kind", "reference_last", "responsibility_level", "measure"),
)
REQUIRED = ("year", "responsibility_level", "measure")


def clean_salaries(
    raw: Path, directory: Directory, problems: Problems, corrections: Corrections
) -> Draft | None:
    """Lay out salaries of the whole service, headcounts, and the departments' figures."""
    parts = read_facts(raw, directory, problems)
    if not parts:
        return None
    for part in parts:
        check_confidence(part, raw)
    made = Draft(SALARIES, "earnings", [row for part in parts for row in part.rows], {}, problems)
    for name in parts[0].values:
        made.values[name] = [value for part in parts for value in part.values[name]]
    names = _names(parts)
    made.values["key"] = list(_keys(parts, names))
    _repeated(made, names)
    _missing_steps(made)
    days = _publication_days(raw, problems)
    out = [days.get(str(address)) for address in made.values["source_url"]]
    pairs = zip(made.values["reference_last"], made.values["year"], out, strict=True)
    intervals = [(day, day) if day else _published(last, year) for last, year, day in pairs]
    dated(made, intervals, ["true" if day else "estimated" for day in out])
    return corrections.for_values(made)


def keys_of(parts: Sequence[Draft]) -> list[str]:
    """Name each fact of the four files by what it is about."""
    return _keys(parts, _names(parts))


def _keys(parts: Sequence[Draft], names: Sequence[str]) -> list[str]:
    columns = ("value", "source", "source_title")
    contents = [
        cells
        for part in parts
        for cells in zip(*(part.values[name] for name in columns), strict=True)
    ]
    return tell_apart(names, contents)


def _names(parts: Sequence[Draft]) -> list[str]:
    return [
        "/".join(str(cell) for cell in cells if cell)
        for part in parts
        for cells in zip(*(part.values[name] for name in NAMED_BY), strict=True)
    ]


def read_facts(raw: Path, directory: Directory, problems: Problems) -> list[Draft]:
    """Read each of the four files into the clean columns, without keys."""
    parts = []
    for file, columns in FILES.items():
        found = read_csv(raw, file, columns, problems)
        if found is not None:
            part = Draft(SALARIES, found.file, found.rows, found.columns, problems)
            _lay_out(part, directory)
            parts.append(part)
    return parts


def _lay_out(part: Draft, directory: Directory) -> None:
    raw, count = part.raw, len(part)
    blank: Sequence[str] = [""] * count

    def texts(*names: str, otherwise: str | None = None) -> list[Cell]:
        cells = next((raw[name] for name in names if name in raw), blank)
        return [cell or otherwise for cell in cells]

    for name in REQUIRED:
        for place, cell in enumerate(raw[name]):
            if not cell:
                part.problem(place, name, "a blank", "a cell with text", "fill it in")
    references = part.read("reference_date", partial_day)
    measures = [_UNITS.get(measure, (measure, "GBP")) for measure in raw["measure"]]
    values = raw["value"] if "value" in raw else raw["value_gbp"]
    departments = raw.get("department", blank)
    named = texts("department", "population", otherwise=WHOLE_SERVICE)
    slugs: dict[str, str | None] = {}
    for place, name in enumerate(departments):
        if name not in slugs:
            slugs[name] = directory.slug(directory.find(part, place, name, "department"))
    part.values = {
        "year": list(part.read("year", whole)),
        "reference_first": [span and span.first for span in references],
        "reference_last": [span and span.last for span in references],
        "population": named,
        "department": [
            slugs[name] if name else directory.known(str(whose))
            for name, whose in zip(departments, named, strict=True)
        ],
        "unit_kind": texts("unit_kind"),
        "responsibility_level": texts("responsibility_level"),
        "measure": [measure for measure, _ in measures],
        "value": _values(part, "value" if "value" in raw else "value_gbp"),
        "unit": texts("unit") if "unit" in raw else [unit for _, unit in measures],
        "suppressed": [text == SUPPRESSED for text in values],
        "source_title": texts("source_title", "source"),
        "source_url": texts("source_url"),
        "confidence": texts("confidence"),
        "source": [part.file] * count,
    }
    _check_words(part)
    check_limits(part, SALARIES.columns["year"], "year")
    check_limits(part, SALARIES.columns["value"], "value" if "value" in raw else "value_gbp")


def _check_words(part: Draft) -> None:
    for name in ("unit", "unit_kind"):
        allowed = SALARIES.columns[name].allowed
        for place, word in enumerate(part.values[name]):
            if word is not None and word not in allowed:
                part.problem(place, name, word, ", ".join(allowed), "use one of these words")


def _values(part: Draft, column: str) -> list[Cell]:
    for place, text in enumerate(part.raw[column]):
        if not text:
            allowed = f"a number, or {SUPPRESSED} where the source suppresses it"
            part.problem(place, column, "a blank", allowed, "fill it in")

    def amount(text: str) -> float | None:
        return None if text == SUPPRESSED else number(text)

    return list(part.read(column, amount))


def _repeated(made: Draft, names: Sequence[str]) -> None:
    """Flag facts that stand in two rows, and those whose two rows differ."""
    first: dict[str, int] = {}
    for place, name in enumerate(names):
        other = first.setdefault(name, place)
        if other != place:
            same = made.values["value"][other] == made.values["value"][place]
            code = "stands in two rows" if same else "two sources differ"
            made.flag(other, code)
            made.flag(place, code)


def _missing_steps(made: Draft) -> None:
    """Flag the first value after a missing year, in the yearly figures of all staff."""
    years: dict[Cell, dict[int, int]] = {}
    for place in range(len(made)):
        level, year = made.text("responsibility_level", place), made.whole("year", place)
        if level == "All" and year and made.values["population"][place] == WHOLE_SERVICE:
            years.setdefault(made.values["measure"][place], {})[year] = place
    for places in years.values():
        for year, place in places.items():
            if year - 1 not in places and year != min(places):
                made.flag(place, "a step is missing before this one")


def _publication_days(raw: Path, problems: Problems) -> dict[str, date]:
    """Read on which day each publication came out, as far as that is on record."""
    found = read_csv(raw, PUBLICATIONS, ("source_url", "published"), problems, optional=("note",))
    if found is None:
        return {}
    made = Draft(SALARIES, found.file, found.rows, found.columns, problems)
    spans = made.read("published", partial_day)
    return {
        address: span.last
        for address, span in zip(found.columns["source_url"], spans, strict=True)
        if span is not None and span.exact
    }


@cache
def _published(last: Cell, year: Cell) -> Interval | None:
    """Return from when to when the statistics of a day, or else of a year, may have come out."""
    if isinstance(last, date):
        return last, max(last, date(last.year, *PUBLISHED_BY))
    return (date(year, 1, 1), date(year, 12, 31)) if isinstance(year, int) else None
