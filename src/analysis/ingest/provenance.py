"""Where a clean row was read: raw file, row, cells as found, source and licence.

It is looked up from the row's key when somebody asks, so that a row inserted into a raw file
disturbs no other row's provenance.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from analysis.ingest.problems import Problems
from analysis.ingest.sources import Source, load_sources
from analysis.periods import Month, parse_ons_period
from analysis.project import Project
from analysis.tables.registry import table_named

SOURCE_COLUMNS = ("source_title", "source_url")


def where_from(project: Project, table: str, key: str) -> dict[str, object]:
    """Return what is known of where a row came from; what is not known is left out.

    `file` is relative to data/raw and `row` counts as a spreadsheet does; `found` are the cells
    as printed; `publisher` and `licence` are those of the file, `source_title` and `source_url`
    the row's own where it has them.
    """
    about = table_named(table)
    if about.raw_file is not None and about.raw_key is not None:
        file = about.raw_file
        row, cells = _rows(project.raw / file, about.raw_key, _stamp(project.raw / file)).get(
            key, (None, {})
        )
    else:
        file, row, cells = _in_series(project, table, key)
    origin: dict[str, object] = {"file": file}
    if row is not None:
        origin["row"] = row
    if found := {name: cell for name, cell in cells.items() if cell}:
        origin["found"] = "; ".join(
            f"{name} {cell}" for name, cell in found.items() if name not in SOURCE_COLUMNS
        )
    source = _sources(project.raw, _stamp(project.raw / "sources.yaml")).get(file)
    if source is not None:
        origin |= {
            "publisher": source.publisher,
            "licence": source.licence,
            "source_title": source.title,
            "source_url": source.address,
        }
    return origin | {name: cells[name] for name in SOURCE_COLUMNS if cells.get(name)}


def _in_series(project: Project, table: str, key: str) -> tuple[str, int | None, dict[str, str]]:
    """Find a row without a raw key of its own: an observation of a series, or its file alone."""
    from analysis.tables.store import read

    rows = read(table, where={"key": key}, columns=["source"], project=project)
    file = str(rows["source"].iloc[0]) if len(rows) else (table_named(table).raw_file or "")
    series, _, period = key.partition("/")
    if file.startswith("ons/") and period:
        lines = _observations(project.raw / file, _stamp(project.raw / file))
        found = lines.get(Month.parse(period[:7]).text) if len(period) >= len("2022-10") else None
        if found is not None:
            return file, found[0], {series: found[1]}
    return file, None, {}


def _stamp(path: Path) -> int:
    """Return what changes when a file does, so that no old reading of it is used."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=64)
def _rows(path: Path, key: str, _: int) -> dict[str, tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            return {row[key].strip(): (place, row) for place, row in enumerate(reader, start=2)}
    except (OSError, KeyError):
        return {}


@lru_cache(maxsize=64)
def _observations(path: Path, _: int) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for place, cells in enumerate(csv.reader(file), start=1):
                try:
                    period = parse_ons_period(cells[0])
                except (ValueError, IndexError):
                    continue  # a header
                if isinstance(period, Month):
                    found[period.text] = (place, cells[1])
    except (OSError, IndexError):
        return found
    return found


@lru_cache(maxsize=8)
def _sources(raw: Path, _: int) -> Mapping[str, Source]:
    return load_sources(raw, Problems())
