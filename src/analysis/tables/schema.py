"""The pandera schema of a clean table, built from its declared columns.

pandera takes about a millisecond a column, and the tables have over four hundred. So a cleaned
table first passes one whole-frame check made of the same declarations (`guard`), and only a table
that fails it goes through the full model (`schema`), which says in which column and value.
"""

from __future__ import annotations

from functools import cache, partial

import pandas as pd
import pandera.pandas as pa

from analysis.tables.columns import KINDS, Table
from analysis.tables.registry import table_named

_DTYPES = {"str": pd.StringDtype(na_value=float("nan")), "Int64": pd.Int64Dtype()}


def dtype_of(kind: str) -> object:
    """Return the pandas dtype object of a kind of column.

    >>> dtype_of("month")
    'period[M]'
    """
    name = KINDS[kind][0]
    return _DTYPES.get(name, name)


@cache
def schema(name: str) -> pa.DataFrameSchema:
    """Build the model of one table: dtypes, allowed words, required columns, unique key.

    Columns beyond the declared ones are refused, and their order is part of the contract.

    >>> schema("prices").columns["index"].checks[0].name
    'isin'
    """
    table = table_named(name)
    columns = {}
    for column in table.columns.values():
        checks = [pa.Check.isin(column.allowed)] if column.allowed else []
        if column.least is not None:
            checks.append(pa.Check.ge(column.least))
        columns[column.name] = pa.Column(
            dtype_of(column.kind),
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
    for name, column in table.columns.items():
        values = rows[name]
        if values.dtype != dtype_of(column.kind):
            return False
        if column.required and values.hasnans:
            return False
        if column.allowed and not set(values.dropna().unique()) <= set(column.allowed):
            return False
        if column.least is not None and (values < column.least).any():
            return False
    return True
