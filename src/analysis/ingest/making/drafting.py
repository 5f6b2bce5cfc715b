"""Drafts of tables that are read as they are: each cell of a raw file typed, each row named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from analysis.ingest.making.dates_apart import check_dates
from analysis.ingest.making.limiting import check_limits
from analysis.ingest.reading.cells import READERS, partial_day
from analysis.ingest.reading.draft import Cell, Draft
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import RawFile, read_csv
from analysis.ingest.words.citations import check_cited
from analysis.ingest.words.corrections import Corrections
from analysis.tables.columns import Column, Span, Table

# Tables whose rows have no name of their own are named by what they are about.
KEYS: dict[str, tuple[str, ...]] = {
    "forecasts": ("measure", "basis", "period", "source"),
    "series_status": ("series", "status", "from"),
    "sector_pay": (
        *("year", "geography", "sector", "sex"),
        *("working_pattern", "measure", "pay_kind"),
    ),
    "wage_floors": ("effective_from", "rate_name"),
    "pay_scales": ("employer", "grade", "location", "pay_year", "effective_from", "reference_date"),
    "round_steps": ("pay_year", "event", "date"),
    "moment_figures": ("moment_id", "quantity", "about"),
    "first_findings": ("question", "first_day", "number"),
}


def raw_columns(table: Table, *more: str) -> list[str]:
    """List the columns that the table's raw file must have."""
    named = [table.raw_key] if table.raw_key else list(KEYS.get(table.name, ()))
    return list(dict.fromkeys([*named, *(item.raw for item in table.body if item.raw), *more]))


def read_draft(
    raw: Path, table: Table, problems: Problems, corrections: Corrections, *more: str
) -> Draft | None:
    """Read a table's raw file into a draft; `more` are raw columns that no clean one takes whole.

    None, with its problems noted, where the file cannot be used.
    """
    assert table.raw_file is not None  # noqa: S101 - only called for tables that have one
    found = read_csv(raw, table.raw_file, raw_columns(table, *more), problems)
    if found is None:
        return None
    made = draft(table, found, problems, corrections)
    check_cited(made, raw)
    return made


def draft(table: Table, raw: RawFile, problems: Problems, corrections: Corrections) -> Draft:
    """Type every cell of a raw file into the columns that are read from it.

    Corrections are applied to the cells as printed, before they are typed.
    """
    cells: dict[str, Sequence[str]] = dict(raw.columns)
    made = Draft(table, raw.file, raw.rows, cells, problems)
    keys = row_keys(table, raw)
    _check_keys(made, keys)
    made.values["key"] = cast("list[Cell]", keys)
    for place, column, used in corrections.for_rows(table, keys, cells):
        changed = list(cells[column])
        changed[place] = used
        cells[column] = changed
        made.flag(place, f"corrected: {column}")
    for item in table.body:
        if item.raw is None:
            continue
        if isinstance(item, Span):
            spans = made.read(item.raw, partial_day)
            made.values[f"{item.name}_first"] = [span and span.first for span in spans]
            made.values[f"{item.name}_last"] = [span and span.last for span in spans]
        else:
            made.values[item.name] = _typed(made, item, item.raw)
    for item in table.body:
        if isinstance(item, Column) and item.raw is not None and (item.limits or item.limits_by):
            check_limits(made, item, item.raw)
    check_dates(made)
    return made


def row_keys(table: Table, raw: RawFile) -> list[str]:
    """Name each row: by the raw key column, or by what the row is about."""
    if table.raw_key is not None:
        return list(raw.columns[table.raw_key])
    parts = zip(*(raw.columns[name] for name in KEYS[table.name]), strict=True)
    contents = list(zip(*raw.columns.values(), strict=True))
    return tell_apart(["/".join(filter(None, cells)) for cells in parts], contents)


def tell_apart(names: Sequence[str], contents: Sequence[tuple[object, ...]]) -> list[str]:
    """Number the second and later of equal names, so that every row has its own.

    The numbers go by what the rows hold, not by their order in the file.

    >>> tell_apart(["AO", "AO", "EO"], [("AO", "b"), ("AO", "a"), ("EO", "c")])
    ['AO#2', 'AO', 'EO']
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    apart = list(names)
    for name, equal in places.items():
        if len(equal) > 1:
            equal.sort(key=lambda place: tuple(map(str, contents[place])))
            for number, place in enumerate(equal[1:], start=2):
                apart[place] = f"{name}#{number}"
    return apart


def _check_keys(made: Draft, keys: Sequence[str]) -> None:
    column = made.table.raw_key
    if column is None:
        return
    first: dict[str, int] = {}
    for place, name in enumerate(keys):
        if not name:
            made.problem(place, column, "a blank", "a name for the row", "give it one of its own")
        elif name in first:
            mend = f"row {first[name]} has it already: rename one, or take the repeat away"
            made.problem(place, column, name, "each key once", mend)
        else:
            first[name] = made.rows[place]


def _typed(made: Draft, column: Column, raw: str) -> list[Cell]:
    """Type one column; a required cell left blank is a problem."""
    cells = made.raw[raw]
    if column.kind in {"text", "word"}:
        values: list[Cell] = [cell or None for cell in cells]
    else:
        values = made.read(raw, READERS[column.kind])
    if column.allowed:
        _check_words(made, column, raw)
    if column.required and "" in cells:
        for place, cell in enumerate(cells):
            if not cell:
                made.problem(place, raw, "a blank", column.meaning, "fill it in")
    return values


def _check_words(made: Draft, column: Column, raw: str) -> None:
    if set(made.raw[raw]) <= {"", *column.allowed}:
        return
    listed = ", ".join(column.allowed)
    for place, cell in enumerate(made.raw[raw]):
        if cell and cell not in column.allowed:
            made.problem(place, raw, cell, listed, "use one of the words allowed")
