"""What a chart's figures say in its headline: counts with their source, and where lines end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.present import Value
from analysis.present.numbers import print_amount


def counted(rows: pd.Series[bool], function: Callable[..., Any], note: str) -> Value:
    """Count the rows of a chart of which something holds: what it is, and what found it.

    >>> counted(pd.Series([True, False, True]), len, "offers below CPI").text
    '2'
    """
    return Value(int(rows.sum()), function=function, note=note)


def ends_of_lines(data: pd.DataFrame, *, series: str, value: str) -> dict[str, tuple[float, float]]:
    """Give the first and the last known level of each line, in the order of the lines.

    `data` has a row a `period` and series; a line with one point is left out: it has not moved.

    >>> data = pd.DataFrame({"period": [2011, 2012, 2011], "grade": ["EO", "EO", "AO"],
    ...     "real": [100.0, 97.5, 100.0]})
    >>> ends_of_lines(data, series="grade", value="real")
    {'EO': (100.0, 97.5)}
    """
    known = data.dropna(subset=[value]).sort_values("period", kind="stable")
    lines = {
        str(name): known.loc[known[series] == name, value] for name in dict.fromkeys(data[series])
    }
    return {
        name: (float(line.iloc[0]), float(line.iloc[-1]))
        for name, line in lines.items()
        if len(line) > 1
    }


def moved(level: float, *, base: float = 100.0) -> str:
    r"""Say how far a level stands from its base, in per cent.

    >>> moved(92.0), moved(104.06), moved(100.02)
    ('down 8.0\xa0%', 'up 4.1\xa0%', 'unchanged')
    """
    size = print_amount(abs(level - base), "%", 1)
    if size == print_amount(0.0, "%", 1):
        return "unchanged"
    return f"{'up' if level > base else 'down'} {size}"


def extremes(data: pd.DataFrame, column: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the row with the lowest and that with the highest known figure; of equals the first.

    >>> data = pd.DataFrame({"grade": ["AO", "EO"], "real": [5.3, -7.9]})
    >>> [row["grade"] for row in extremes(data, "real")]
    ['EO', 'AO']
    """
    rows: list[dict[str, Any]] = data.dropna(subset=[column]).to_dict("records")  # type: ignore[assignment]
    return min(rows, key=lambda row: row[column]), max(rows, key=lambda row: row[column])
