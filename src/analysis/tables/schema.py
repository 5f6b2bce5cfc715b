"""The pandera schema of a clean table, built from its declared columns.

pandera takes about a millisecond a column, and the tables have over four hundred. So a cleaned
table first passes one whole-frame check made of the same declarations (`guard`), and only a table
that fails it goes through the full model (`schema`), which says in which column and value.
"""

from __future__ import annotations

from functools import cache, partial

import numpy as np
import pandas as pd
import pandera.pandas as pa

from analysis.tables.columns import KINDS, Table
from analysis.tables.registry import table_named

_DTYPES = {
    "str": pd.StringDtype(na_value=float("nan")),
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
