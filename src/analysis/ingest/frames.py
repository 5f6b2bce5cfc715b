"""From a finished draft to a typed frame that its pandera schema has passed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
import pandera.errors

from analysis.errors import DataError
from analysis.ingest.draft import Draft
from analysis.periods import Month
from analysis.tables.columns import Column
from analysis.tables.schema import dtype_of, schema

_UNKNOWN = np.iinfo(np.int64).min


def frame(made: Draft) -> pd.DataFrame:
    """Build the frame of a draft, in the declared order of columns, sorted by key.

    Raises `DataError` if the draft breaks its own table's schema: that is a fault of the cleaning
    code, never of a raw file, whose problems have been listed before.
    """
    values = made.values  # noqa: PD011 - a dict of lists
    values.setdefault("source", [made.file] * len(made))
    values["flags"] = ["; ".join(flags) for flags in made.flags]
    columns = {
        name: typed(values.get(name) or [None] * len(made), column)
        for name, column in made.table.columns.items()
    }
    return checked(pd.DataFrame(columns), made.table.name)


def typed(values: Sequence[object], column: Column) -> object:
    """Give a list of plain values the dtype of its column."""
    if column.kind == "month":
        ordinals = np.array([_ordinal(value) for value in values], dtype="int64")
        return pd.arrays.PeriodArray(ordinals, dtype=pd.PeriodDtype("M"))
    if column.kind == "day":
        days = np.array([value if isinstance(value, date) else None for value in values], "M8[D]")
        return days.astype("M8[us]")
    dtype = dtype_of(column.kind)
    if dtype == "float64":
        return np.array(values, dtype="float64")
    return pd.array(list(values), dtype=dtype)  # type: ignore[call-overload]


def _ordinal(month: object) -> int:
    if isinstance(month, Month):
        return month.ordinal
    return month if isinstance(month, int) else _UNKNOWN


def checked(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Sort by key and pass the frame through its pandera schema."""
    rows = rows.sort_values("key", kind="stable", ignore_index=True)
    try:
        return schema(name).validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as error:
        worst = error.failure_cases[["column", "check", "failure_case"]].head(5)
        msg = f"The cleaned table {name} breaks its own schema:\n{worst.to_string(index=False)}"
        raise DataError(msg) from None
