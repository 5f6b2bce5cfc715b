"""Where a clean row stands in raw: file, row and cells as found, source and licence.

Clean tables hold no row numbers, so that a row inserted in a raw file disturbs no other. The place
is looked up when somebody asks, by reading the raw file again; each file is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from analysis.doors.files import stamp
from analysis.errors import DataError, nearest
from analysis.ingest.kinds.earnings import FILE as REVISIONS
from analysis.ingest.kinds.employers import Directory
from analysis.ingest.kinds.first_prints import COLUMNS as FIRST_COLUMNS
from analysis.ingest.kinds.first_prints import FILE as FIRST_PRINTS
from analysis.ingest.kinds.household_costs import COLUMNS as COST_COLUMNS
from analysis.ingest.kinds.household_costs import FILE as HOUSEHOLD_COSTS
from analysis.ingest.kinds.releases import FILE as CALENDAR
from analysis.ingest.kinds.salaries import keys_of, read_facts
from analysis.ingest.making.drafting import raw_columns, row_keys
from analysis.ingest.making.versions import cells_of, month_text
from analysis.ingest.ons import OnsSeries, read_ons
from analysis.ingest.reading.cells import number
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import RawFile, find_file, read_csv
from analysis.ingest.words.corrections import load_corrections
from analysis.ingest.words.sources import FILE as SOURCES
from analysis.ingest.words.sources import Source, listed_as, load_sources
from analysis.periods import Month
from analysis.project import Project
from analysis.tables.manifest import digest_of
from analysis.tables.rawfiles import is_raw
from analysis.tables.registry import table_named
from analysis.tables.rows import read_rows
from analysis.tables.store import raw_file_of

IN_ROWS = "in each row"  # how sources.yaml says that the rows have addresses of their own


class Place(NamedTuple):
    """A row of a raw file; `column` and `found` only where it states a single figure."""

    file: str
    row: int | None
    cells: Mapping[str, str]
    column: str | None = None
    found: str | None = None
    released: str | None = None


def where_from(project: Project, table: str, key: str) -> dict[str, Any]:
    """Say where one clean row comes from.

    Returns `file` (below data/raw), `row` (as a spreadsheet counts it), `cells` (all cells of the
    row that are not blank, as found), `column` and `found` (for tables of single figures),
    `source_title`, `source_url`, `archived_url` (of a copy in an archive), `publisher`,
    `licence`, and `released` (the day of an ONS release); None for what is not known.

    Raises `DataError` for a key that the table does not have, or when the raw file has changed so
    much that the row is no longer in it.
    """
    place = _find(project, table, key)
    source = _source(project.raw, place.file)
    cited = {name: place.cells.get(name) or None for name in ("source_title", "source_url")}
    if source is not None:
        own = None if source.address.startswith(IN_ROWS) else source.address
        cited = {
            "source_title": cited["source_title"] or source.title,
            "source_url": cited["source_url"] or own,
        }
    return {
        "file": place.file,
        "row": place.row,
        "column": place.column,
        "found": place.found,
        "cells": {name: cell for name, cell in place.cells.items() if cell},
        **cited,
        "archived_url": place.cells.get("archived_url") or None,
        "publisher": source.publisher if source else None,
        "licence": source.licence if source else None,
        "released": place.released,
    }


def corrections_of(project: Project, table: str, key: str) -> list[dict[str, str]]:
    """Give the declared corrections of one clean row: column, found, used, reason, source."""
    declared = load_corrections(project.raw, Problems()).declared
    return [
        {name: getattr(one, name) for name in ("column", "found", "used", "reason", "source")}
        for one in declared
        if (one.table, one.row) == (table, key)
    ]


def _find(project: Project, table: str, key: str) -> Place:
    raw, declared = project.raw, table_named(table)
    if table in {"prices", "earnings"}:
        return _of_series(project, table, key)
    if table == "salaries":
        facts = _salaries(_Raw(raw), _stamps(raw, "earnings"))
        if key in facts:
            return _salary(*facts[key])
        raise _unknown(table, key, facts)
    places: Mapping[str, Place]
    if table == "releases":
        places = _figures(_Raw(raw), CALENDAR, _stamp(raw, CALENDAR))
        if key not in places:
            return Place(CALENDAR, None, {})
    elif table == "offers":
        places = _records(_Raw(raw), "offer_statements", _stamp(raw, "pay/offers.csv"), "offer_id")
    else:
        file = str(declared.raw_file)
        places = _records(_Raw(raw), table, _stamp(raw, file), None)
    if key not in places:
        raise _unknown(table, key, places)
    return places[key]


def _unknown(table: str, key: str, keys: Iterable[str]) -> DataError:
    return DataError(f"No row {key!r} of {table} in data/raw. {nearest(key, keys)}")


def read_ahead(project: Project) -> None:
    """Read what many lookups share: the list of sources, statements, ballots and salaries."""
    raw = project.raw
    _sources(_Raw(raw), _stamp(raw, SOURCES))
    _salaries(_Raw(raw), _stamps(raw, "earnings"))
    for table in ("offer_statements", "ballots"):
        _records(_Raw(raw), table, _stamp(raw, str(table_named(table).raw_file)), None)


Stamp = tuple[str, str]  # file and digest: what a reading is good for, wherever the file lies


@dataclass(frozen=True)
class _Raw:
    """A folder of raw files; what was read of one copy serves for another with the same bytes."""

    folder: Path = field(compare=False)


def _stamp(raw: Path, file: str) -> Stamp:
    path = find_file(raw, file)
    try:
        return path.relative_to(raw).as_posix(), _digest(path, stamp(path))
    except OSError:
        return file, ""


@lru_cache(maxsize=256)
def _digest(path: Path, changed: tuple[int, ...]) -> str:
    return digest_of(path)


def _stamps(raw: Path, folder: str) -> tuple[Stamp, ...]:
    names = (path.relative_to(raw).as_posix() for path in sorted((raw / folder).glob("*")))
    return tuple(_stamp(raw, name) for name in names if is_raw(name))


@lru_cache(maxsize=64)
def _records(raw: _Raw, table: str, stamp: Stamp, named_by: str | None) -> Mapping[str, Place]:
    """Read a table that has a row a raw row; the first row of equal names is kept."""
    declared = table_named(table)
    more = {"ballots": ["ballot_type"], "remits": ["pay_year"], "review_awards": ["pay_year"]}
    expected = raw_columns(declared, *more.get(table, []))
    found = read_csv(raw.folder, str(declared.raw_file), expected, Problems())
    if found is None:
        return {}
    return _Rows(found, found.columns[named_by] if named_by else row_keys(declared, found))


class _Rows(Mapping[str, Place]):
    """The rows of a raw table by their names, each put together when it is asked for."""

    def __init__(self, found: RawFile, keys: Iterable[str]) -> None:
        self._found = found
        self._at: dict[str, int] = {}
        for at, key in enumerate(keys):
            self._at.setdefault(key, at)

    def __getitem__(self, key: str) -> Place:
        at = self._at[key]
        cells = {name: column[at] for name, column in self._found.columns.items()}
        return Place(self._found.file, self._found.rows[at], cells)

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)


def _cells(found: RawFile) -> list[dict[str, str]]:
    names = list(found.columns)
    rows = zip(*found.columns.values(), strict=True)
    return [dict(zip(names, cells, strict=True)) for cells in rows]


@lru_cache(maxsize=4)
def _salaries(raw: _Raw, stamps: tuple[Stamp, ...]) -> dict[str, tuple[Draft, int]]:
    parts = read_facts(raw.folder, Directory(None), Problems())
    places = [(part, place) for part in parts for place in range(len(part))]
    return dict(zip(keys_of(parts), places, strict=True)) if parts else {}


def _salary(part: Draft, place: int) -> Place:
    cells = {name: column[place] for name, column in part.raw.items()}
    column = "value" if "value" in cells else "value_gbp"
    return Place(part.file, part.rows[place], cells, column, cells[column])


def _month_of_series(cells: Mapping[str, str]) -> str:
    return f"{cells['cdid']}/{month_text(Month.parse(cells['period']).ordinal)}"


# Files of a figure a row: their columns, by what a row is named, and which columns hold the figure
# and the day on which it came out.
_FIGURES: Mapping[str, tuple[Sequence[str], Callable[[Mapping[str, str]], str], str, str]] = {
    CALENDAR: (
        ("reference_month", "published_on", "status"),
        lambda cells: cells["reference_month"],
        "published_on",
        "",
    ),
    REVISIONS: (
        ("cdid", "period", "published_by", "value"),
        lambda cells: f"{_month_of_series(cells)}/{cells['published_by']}",
        "value",
        "published_by",
    ),
    FIRST_PRINTS: (FIRST_COLUMNS, _month_of_series, "value", "published_by"),
}


@lru_cache(maxsize=8)
def _figures(raw: _Raw, file: str, stamp: Stamp) -> dict[str, Place]:
    """Read a file of a figure a row by what its rows are named."""
    columns, named, figure, released = _FIGURES[file]
    found = read_csv(raw.folder, file, columns, Problems())
    if found is None:
        return {}
    return {
        named(cells): Place(
            found.file, row, cells, figure, cells[figure], cells.get(released) or None
        )
        for row, cells in zip(found.rows, _cells(found), strict=True)
    }


def _of_series(project: Project, table: str, key: str) -> Place:
    """Find one value of a series: in the copy of a day, or in the release that brought it."""
    file = raw_file_of(project, table, key)
    if file == HOUSEHOLD_COSTS:
        return _printed(project, key)
    if file in _FIGURES:
        places = _figures(_Raw(project.raw), file, _stamp(project.raw, file))
        return places[key.rpartition("/")[0] if file == FIRST_PRINTS else key]
    cdid, period, *_ = key.split("/")
    series = _series(_Raw(project.raw), _stamp(project.raw, file), cdid)
    if series is not None:
        observed = series.years if len(period) == 4 else series.months
        wanted = int(period) - 1970 if len(period) == 4 else Month.parse(period).ordinal
        for ordinal, value, decimals, row in cells_of(observed):
            if ordinal == wanted:
                released = series.release.isoformat() if series.release else None
                printed = f"{value:.{decimals}f}"
                return Place(file, row, {"period": period}, cdid, printed, released)
    raise DataError(f"{file} no longer has {period}. Make the clean tables again: realpay clean")


def _printed(project: Project, key: str) -> Place:
    """Find a rate that a bulletin printed, by the figure that the clean table has of it."""
    series, period, *_ = key.split("/")
    groups = {
        str(name): str(group)
        for name, group in read_rows(project, "indices", ("rate_series", "household_group"))
    }
    value = dict(read_rows(project, "prices", ("key", "value")))[key]
    found = read_csv(project.raw, HOUSEHOLD_COSTS, COST_COLUMNS, Problems())
    for row, cells in zip(found.rows, _cells(found), strict=True) if found else ():
        same = cells["reference_month"] == period and cells["household_group"] == groups[series]
        if same and number(cells["rate_12m"]) == value:
            released = cells["release_date"] or None
            return Place(HOUSEHOLD_COSTS, row, cells, "rate_12m", cells["rate_12m"], released)
    raise DataError(
        f"{HOUSEHOLD_COSTS} no longer has {period}. Make the clean tables: realpay clean"
    )


@lru_cache(maxsize=64)
def _series(raw: _Raw, stamp: Stamp, cdid: str) -> OnsSeries | None:
    found = read_ons(raw.folder / stamp[0], wanted=[cdid], file=stamp[0], problems=Problems())
    return found[0] if found else None


def _source(raw: Path, file: str) -> Source | None:
    listed = _sources(_Raw(raw), _stamp(raw, SOURCES))
    return listed.get(listed_as(file, listed)) or listed.get(f"ons/{Path(file).name}")


@lru_cache(maxsize=4)
def _sources(raw: _Raw, stamp: Stamp) -> Mapping[str, Source]:
    return load_sources(raw.folder, Problems())
