"""The pandera schema of a clean table, built from its declared columns."""

from __future__ import annotations

from functools import cache

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
    """Build the schema of one table: dtypes, allowed words, required columns, unique key.

    Columns beyond the declared ones are refused, and their order is part of the contract.

    >>> schema("prices").columns["index"].checks[0].name
    'isin'
    """
    return _build(table_named(name))


def _build(table: Table) -> pa.DataFrameSchema:
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
