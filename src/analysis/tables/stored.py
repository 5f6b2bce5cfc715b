"""How a clean table stands in its Parquet file: in types that every reader of Parquet knows.

Here, in memory, a month is pandas' own type and a day a moment, as `read` gives them. In the file
a month is text, `2022-10`, with the date of its first day in a column beside it, and a day is a
date, so that DuckDB, Polars, R and plain Arrow read what pandas reads. What a column means and its
unit stand with it in the file.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute

from analysis.tables.columns import FIRST_DAY, Column, Table, stored_columns

# Text as Python's own: our tables have few rows and many columns, of which each costs a call.
TEXT = pd.StringDtype("python", na_value=float("nan"))

# pandas teaches Arrow its months only once it has turned some into Arrow; a file read before that
# would give their bare ordinals. So that is done here.
MONTH_TYPE = arrow.array(pd.PeriodIndex(["2022-10"], freq="M")).type
DAY_TYPE = arrow.timestamp("us")


@cache
def memory_type(kind: str) -> arrow.DataType:
    """Return the type under which a kind of column is held in memory."""
    plain = {"number": arrow.float64(), "pct": arrow.float64(), "gbp": arrow.float64()}
    plain |= {"count": arrow.int64(), "yesno": arrow.bool_(), "day": DAY_TYPE}
    return {**plain, "month": MONTH_TYPE}.get(kind, arrow.string())


@cache
def stored_type(kind: str) -> arrow.DataType:
    """Return the type under which a kind of column is stored: a standard one.

    >>> str(stored_type("month")), str(stored_type("day")), str(stored_type("count"))
    ('string', 'date32[day]', 'int64')
    """
    return {"month": arrow.string(), "day": arrow.date32()}.get(kind, memory_type(kind))


def to_stored(rows: arrow.Table, table: Table) -> arrow.Table:
    """Turn a table in memory into the one that its file holds, its columns described."""
    columns: list[arrow.Array] = []
    for column in table.columns.values():
        values = rows[column.name].combine_chunks()
        if column.kind == "month":
            first_days = _first_days(values)
            columns += [compute.strftime(first_days, format="%Y-%m"), first_days]
        else:
            columns.append(values.cast(stored_type(column.kind)))
    fields = [_field(column) for column in stored_columns(table)]
    about = {
        "title": table.name,
        "description": f"A row is {table.row}.",
        "columns": json.dumps([_told(column) for column in stored_columns(table)]),
    }
    return arrow.Table.from_arrays(columns, schema=arrow.schema(fields, metadata=about))


def from_stored(held: arrow.Table, table: Table) -> arrow.Table:
    """Turn what a file holds into the table in memory that `to_stored` was given."""
    columns: dict[str, arrow.ChunkedArray] = {}
    for name in held.column_names:
        column = table.columns.get(name)
        if column is None:
            if name.removesuffix(FIRST_DAY) not in table.columns:
                columns[name] = held[name]
        elif column.kind == "month":
            columns[name] = _months(held[name + FIRST_DAY].combine_chunks())
        else:
            columns[name] = held[name].cast(memory_type(column.kind))
    return arrow.table(columns)


def _first_days(months: arrow.Array) -> arrow.Array:
    """Return the first day of each month; a missing one stays missing."""
    ordinals = months.cast(arrow.int64())
    known = np.asarray(compute.fill_null(ordinals, 0), dtype="datetime64[M]")
    days = arrow.array(known.astype("datetime64[D]"), arrow.date32())
    return compute.if_else(compute.is_valid(ordinals), days, arrow.scalar(None, arrow.date32()))


def _months(first_days: arrow.Array) -> arrow.ExtensionArray:
    """Return the months that begin on these days."""
    plain = compute.fill_null(first_days.cast(arrow.int32()), 0).to_numpy()
    ordinals = plain.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    held = arrow.array(ordinals, mask=compute.is_null(first_days).to_numpy(zero_copy_only=False))
    return arrow.ExtensionArray.from_storage(MONTH_TYPE, held)


def _field(column: Column) -> arrow.Field:
    return arrow.field(column.name, stored_type(column.kind), metadata=_told(column))


def _told(column: Column) -> dict[str, Any]:
    told = {"name": column.name, "description": column.meaning}
    return {**told, "unit": column.unit} if column.unit else told
