"""Laying series side by side: a tidy frame as the table a reader would draw."""

from __future__ import annotations

from typing import Any

import pandas as pd

# More columns than this do not fit a page; a table emptier than this is longer, not shorter.
MOST_SERIES = 8
LEAST_FILLED = 0.7


def lay_out(data: pd.DataFrame, row: str, column: str, value: str) -> pd.DataFrame | None:
    """Give one row a period and one column a series, if that is the better table.

    It is where the three columns are all there is, each pair of period and series comes once, the
    series are few and most cells would be filled. Otherwise ``None``: the tidy frame stays.

    >>> rates = pd.DataFrame(
    ...     {"year": [2022, 2022, 2023, 2023], "index": ["CPI", "RPI"] * 2, "rate": [9, 12, 7, 10]}
    ... )
    >>> lay_out(rates, "year", "index", "rate")
       year  CPI  RPI
    0  2022    9   12
    1  2023    7   10
    """
    if set(data.columns) != {row, column, value} or data[[row, column]].isna().any(axis=None):
        return None
    if data.duplicated([row, column]).any():
        return None
    names = [str(name) for name in data[column].unique()]
    if row in names or len(set(names)) < len(names) or len(names) > MOST_SERIES:
        return None
    if len(data) < LEAST_FILLED * len(names) * data[row].nunique():
        return None
    columns: dict[Any, Any] = {
        str(name): part.set_index(row)[value] for name, part in data.groupby(column, sort=False)
    }
    wide = pd.DataFrame(columns).sort_index()
    return wide.rename_axis(index=row, columns=None).reset_index()[[row, *names]]
