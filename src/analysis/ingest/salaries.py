"""Salaries and headcounts: three raw files laid out as one table of facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from analysis.ingest.cells import CellError, number, partial_day, whole
from analysis.ingest.corrections import Corrections
from analysis.ingest.draft import Draft
from analysis.ingest.employers import Directory
from analysis.ingest.knowledge import Interval, dated
from analysis.ingest.problems import Problems
from analysis.ingest.rawfile import RawFile, read_csv
from analysis.tables.salaries import SALARIES

SUPPRESSED = "[c]"
PUBLISHED_BY = (10, 31)  # the statistics of 31 March have come out by the end of October
_UNITS = {
    "median_salary_gbp": ("median", "GBP"),
    "headcount": ("headcount", "people"),
}
FILES: dict[str, tuple[str, ...]] = {
    "earnings/civil_service_salaries.csv": (
        "year",
        "reference_date",
        "population",
        "responsibility_level",
        "measure",
        "value_gbp",
        "source_title",
        "source_url",
        "confidence",
    ),
    "earnings/civil_service_headcount.csv": (
        "year",
        "reference_date",
        "responsibility_level",
        "measure",
        "value",
        "unit",
        "source_url",
    ),
    "earnings/department_salaries.csv": (
        "year",
        "reference_date",
        "department",
        "unit_kind",
        "responsibility_level",
        "measure",
        "value",
        "source",
    ),
}


def clean_salaries(
    raw: Path, directory: Directory, problems: Problems, corrections: Corrections
) -> Draft | None:
    """Lay out salaries of the whole service, headcounts, and the departments' figures."""
    rows: list[dict[str, object]] = []
    numbers: list[int] = []
    for file, columns in FILES.items():
        found = read_csv(raw, file, columns, problems)
        if found is None:
            continue
        one = Draft(SALARIES, file, found.rows, dict(found.columns), problems)
        one.flags = [[] for _ in found.rows]
        rows += _facts(one, found, directory)
        numbers += found.rows
    if not rows:
        return None
    cells = {name: [row.get(name) for row in rows] for name in rows[0]}
    made = Draft(SALARIES, "earnings", numbers, {}, problems, cells, [[] for _ in rows])
    _keys(made)
    _repeated(made)
    dated(made, [_published(made, place) for place in range(len(made))], "estimated")
    return corrections.for_values(made)


def _facts(one: Draft, found: RawFile, directory: Directory) -> list[dict[str, object]]:
    blank: Sequence[str] = [""] * len(found.rows)
    raw = found.columns
    departments = [""] * len(found.rows)
    slugs: list[str | None] = [None] * len(found.rows)
    if "department" in raw:
        departments = list(raw["department"])
        slugs = [
            directory.slug(directory.find(one, place, name))
            for place, name in enumerate(departments)
        ]
    facts = []
    values = raw.get("value") or raw["value_gbp"]
    for place, text in enumerate(values):
        measure = raw["measure"][place]
        measure, unit = _UNITS.get(measure, (measure, "GBP"))
        if "unit" in raw:
            unit = raw["unit"][place]
        reference = _read(one, place, "reference_date", partial_day)
        population = (raw.get("population") or blank)[place]
        facts.append(
            {
                "year": _read(one, place, "year", whole),
                "reference_first": getattr(reference, "first", None),
                "reference_last": getattr(reference, "last", None),
                "population": population or departments[place] or "whole civil service",
                "department": slugs[place] or directory.known(population),
                "unit_kind": (raw.get("unit_kind") or blank)[place] or None,
                "responsibility_level": raw["responsibility_level"][place] or None,
                "measure": measure,
                "value": None if text == SUPPRESSED else _value(one, place, text),
                "unit": unit,
                "suppressed": text == SUPPRESSED,
                "source_title": (raw.get("source_title") or raw.get("source") or blank)[place]
                or None,
                "source_url": (raw.get("source_url") or blank)[place] or None,
                "confidence": (raw.get("confidence") or blank)[place] or None,
                "source": one.file,
            }
        )
    return facts


def _read(one: Draft, place: int, column: str, read: object) -> object | None:
    text = one.raw[column][place]
    if not text:
        return None
    try:
        return read(text)  # type: ignore[operator, no-any-return]
    except CellError as error:
        one.problem(place, column, text, error.allowed, error.mend)
        return None


def _value(one: Draft, place: int, text: str) -> float | None:
    column = "value" if "value" in one.raw else "value_gbp"
    if not text:
        allowed = f"a number, or {SUPPRESSED} where the source suppresses it"
        one.problem(place, column, "a blank", allowed, "fill it in")
        return None
    try:
        return number(text)
    except CellError as error:
        one.problem(place, column, text, error.allowed, error.mend)
        return None


def _keys(made: Draft) -> None:
    """Name each row by what it is about; the second of two sources of one fact is numbered."""
    parts = ("population", "unit_kind", "reference_last", "responsibility_level", "measure")
    seen: dict[str, int] = {}
    keys: list[object] = []
    for place in range(len(made)):
        cells = [made.values[name][place] for name in parts]
        name = "/".join(str(cell) for cell in [made.values["year"][place], *cells] if cell)
        seen[name] = seen.get(name, 0) + 1
        keys.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    made.values["key"] = keys


def _repeated(made: Draft) -> None:
    """Flag facts that stand in two rows, and those whose two rows differ."""
    first: dict[str, int] = {}
    for place, key in enumerate(made.values["key"]):
        name = str(key).partition("#")[0]
        other = first.setdefault(name, place)
        if other != place:
            same = made.values["value"][other] == made.values["value"][place]
            code = "stands in two rows" if same else "two sources differ"
            made.flag(other, code)
            made.flag(place, code)


def _published(made: Draft, place: int) -> Interval | None:
    last = made.values["reference_last"][place]
    year = made.values["year"][place]
    if isinstance(last, date):
        return last, max(last, date(last.year, *PUBLISHED_BY))
    if isinstance(year, int):
        return date(year, 1, 1), date(year, 12, 31)
    return None
