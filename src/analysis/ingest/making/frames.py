"""From a finished draft to a typed table that its pandera schema has passed."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pandera.errors
import pyarrow as arrow

from analysis.errors import DataError
from analysis.ingest.reading.draft import Draft
from analysis.periods import Month
from analysis.tables.flags import PARTED
from analysis.tables.schema import guard, schema
from analysis.tables.store import as_frame
from analysis.tables.stored import memory_type


def table_of(made: Draft) -> arrow.Table:
    """Build the typed table of a draft, in the declared order of columns, sorted by key.

    Raises `DataError` if the draft breaks its own table's schema: that is a fault of the cleaning
    code, never of a raw file, whose problems have been listed before.
    """
    values = made.values  # noqa: PD011 - a dict of lists
    values.setdefault("source", [made.file] * len(made))
    values["flags"] = [PARTED.join(flags) for flags in made.flags]
    blank = [None] * len(made)
    columns = {
        name: _typed(values.get(name) or blank, column.kind)
        for name, column in made.table.columns.items()
    }
    rows = arrow.table(columns).sort_by("key").combine_chunks()
    check_frame(as_frame(rows), made.table.name)
    return rows


def _typed(values: Sequence[object], kind: str) -> arrow.Array:
    """Give a list of plain values the type of its column."""
    held = memory_type(kind)
    if kind == "month":
        ordinals = [one.ordinal if isinstance(one, Month) else one for one in values]
        return arrow.ExtensionArray.from_storage(held, arrow.array(ordinals, arrow.int64()))
    if kind == "day":
        return arrow.array(values, arrow.date32()).cast(held)
    return arrow.array(values, held)


def check_frame(rows: pd.DataFrame, name: str) -> None:
    """Pass a frame through its pandera schema; raise `DataError` where it breaks it."""
    try:
        guard(name).validate(rows)
    except (pandera.errors.SchemaError, pandera.errors.SchemaErrors):
        raise DataError(_breaks(rows, name)) from None


def _breaks(rows: pd.DataFrame, name: str) -> str:
    """Say which rules of its schema a frame breaks, in the words of the full model."""
    try:
        schema(name).validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as error:
        worst = error.failure_cases[["column", "check", "failure_case"]].head(5)
        return f"The cleaned table {name} breaks its own schema:\n{worst.to_string(index=False)}"
    return f"The cleaned table {name} breaks its own schema."
