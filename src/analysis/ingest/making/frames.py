"""From a finished draft to a typed table that its pandera schema has passed.

pandera takes about a millisecond a column, and the tables have over four hundred. So a cleaned
table first passes one whole-frame check made of the declared columns (`guard`), and only a table
that fails it goes through the full model (`schema`), which says in which column and value.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

import numpy as np
import pandas as pd
import pandera.errors
import pandera.pandas as pa
import pyarrow as arrow

from analysis.errors import DataError
from analysis.ingest.reading.draft import Draft
from analysis.periods import Month
from analysis.tables.columns import KINDS, Table
from analysis.tables.flags import PARTED
from analysis.tables.registry import table_named
from analysis.tables.store import as_frame
from analysis.tables.stored import TEXT, memory_type

_DTYPES = {
    "str": TEXT,
    "Int64": pd.Int64Dtype(),
    "period[M]": pd.PeriodDtype("M"),
    "datetime64[us]": np.dtype("datetime64[us]"),
    "float64": np.dtype("float64"),
    "boolean": pd.BooleanDtype(),
}


def dtype_of(kind: str) -> object:
    """Return the pandas dtype object of a kind of column.

    >>> str(dtype_of("month"))
    'period[M]'
    """
    return _DTYPES[KINDS[kind][0]]


@cache
def schema(name: str) -> pa.DataFrameSchema:
    """Build the model of one table: dtypes, allowed words, required columns, unique key.

    Columns beyond the declared ones are refused, and their order is part of the contract.

    >>> schema("prices").columns["measure"].checks[0].name
    'isin'
    """
    table = table_named(name)
    columns = {}
    for column in table.columns.values():
        checks = [pa.Check.isin(column.allowed)] if column.allowed else []
        if column.limits is not None:
            checks.append(pa.Check.in_range(column.limits.least, column.limits.most))
        columns[column.name] = pa.Column(
            str(dtype_of(column.kind)) if column.kind == "day" else dtype_of(column.kind),
            checks,
            nullable=not column.required,
            unique=column.name == "key",
            description=column.meaning,
            metadata={"unit": column.unit, "raw": column.raw},
        )
    return pa.DataFrameSchema(columns, strict=True, ordered=True, name=table.name)


@cache
def guard(name: str) -> pa.DataFrameSchema:
    """Build the quick form of `schema`: the same rules, looked at for the whole frame at once.

    >>> guard("moments").checks[0].name
    'as declared'
    """
    table = table_named(name)
    return pa.DataFrameSchema(
        checks=pa.Check(partial(as_declared, table), name="as declared"), name=name
    )


def as_declared(table: Table, rows: pd.DataFrame) -> bool:
    """Say whether a frame keeps every rule of its table's declared columns."""
    if list(rows.columns) != list(table.columns) or not rows["key"].is_unique:
        return False
    for column, dtype in zip(table.columns.values(), rows.dtypes, strict=True):
        if dtype != dtype_of(column.kind):
            return False
        if not (column.required or column.allowed or column.limits is not None):
            continue
        values = rows[column.name]
        if column.required and values.hasnans:
            return False
        words = set(values.unique()) if column.allowed else set()
        if any(isinstance(word, str) for word in words.difference(column.allowed)):
            return False
        limits = column.limits
        if limits is not None and ((values < limits.least) | (values > limits.most)).any():
            return False
    return True


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
