"""A table as text: as many columns as there is room for, and what was left out.

A window narrower than the table would fold each row over several lines, which nobody can read.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from analysis.errors import UsageError, nearest

if TYPE_CHECKING:
    import pandas as pd

    from analysis.tables.columns import Table

WIDEST = 36  # characters of a cell


def listed(tables: Iterable[Table]) -> list[str]:
    """List the tables by name, each with what a row of it is."""
    rows = sorted((table.name, table.row) for table in tables)
    widest = max(len(name) for name, _ in rows)
    return [f"{name.ljust(widest)}  {row}" for name, row in rows]


def newest(frame: pd.DataFrame, *, table: str) -> pd.DataFrame:
    """Keep the newest row of each series; `UsageError` for a table that is not made of series.

    >>> import pandas as pd
    >>> rates = pd.DataFrame({"series": ["A", "A", "B"], "period": [1, 2, 1], "value": [7, 8, 9]})
    >>> newest(rates, table="prices")["value"].tolist()
    [8, 9]
    """
    if not {"series", "period"} <= set(frame.columns):
        raise UsageError(
            f"--newest: the table {table} is not made of series. It is for prices and earnings; "
            "use --last here."
        )
    ordered = frame.sort_values("period", kind="stable")
    return frame.loc[sorted(ordered.drop_duplicates("series", keep="last").index)]


def narrowed(frame: pd.DataFrame, condition: str, *, table: str) -> pd.DataFrame:
    """Keep the rows in which a column has a value, both written as ``series=D7G7``.

    >>> import pandas as pd
    >>> narrowed(pd.DataFrame({"year": [2022, 2023]}), "year=2023", table="t")["year"].tolist()
    [2023]
    """
    name, equals, value = condition.partition("=")
    if not equals:
        raise UsageError(f"--where {condition}: write COLUMN=VALUE, such as series=D7G7.")
    if name not in frame.columns:
        raise UsageError(f"{table} has no column {name!r}. {nearest(name, frame.columns)}")
    texts = frame[name].astype("string")
    found = frame[(texts == value).fillna(value == "")]
    if found.empty:
        there = sorted(texts.dropna().unique())
        raise UsageError(f"No row of {table} has {condition}. {nearest(value, there)}")
    return found


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows as JSON has them: numbers, yes and no as such, months and days as text.

    >>> import pandas as pd
    >>> records(pd.DataFrame({"period": pd.PeriodIndex(["2022-10"], freq="M"), "value": [11.1]}))
    [{'period': '2022-10', 'value': 11.1}]
    """
    texts = {name: "string" for name in frame.columns if frame[name].dtype.kind not in "biuf"}
    found: list[dict[str, Any]] = json.loads(frame.astype(texts).to_json(orient="records"))
    return found


def as_csv(frame: pd.DataFrame) -> str:
    r"""Write the rows as CSV that is safe to open in a spreadsheet: no text begins a formula.

    >>> import pandas as pd
    >>> as_csv(pd.DataFrame({"name": ["=1+1", "Acas"], "change": [-1.5, 2.0]}))
    "name,change\n'=1+1,-1.5\nAcas,2.0\n"
    """
    from analysis.publish.page.csv_links import harmless

    safe = frame.copy()
    for name in frame.columns:
        if frame[name].dtype.kind in "OTU":  # texts
            safe[name] = frame[name].map(harmless, na_action="ignore")
    return str(safe.to_csv(index=False, lineterminator="\n"))


def as_text(frame: pd.DataFrame, *, rows: int, last: bool, width: int | None) -> list[str]:
    """Lay a table out: some of its rows, columns that are not empty, within a width if any."""
    shown = frame if rows == 0 else frame.tail(rows) if last else frame.head(rows)
    filled = [name for name in shown.columns if (shown[name].notna() & (shown[name] != "")).any()]
    fitting = filled if width is None else _fitting(shown, filled, width)
    text = shown[fitting].to_string(index=False, max_colwidth=WIDEST, na_rep="")
    lines = text.splitlines()
    if left_out := len(frame) - len(shown):
        more = "row" if left_out == 1 else "rows"
        lines.append(f"… {left_out:,} more {more} (--rows 0 shows all)")
    if left := filled[len(fitting) :]:
        lines.append(f"No room for {', '.join(left)} (--csv has every column)")
    return lines


def _fitting(frame: pd.DataFrame, names: list[str], width: int) -> list[str]:
    """Find the first columns that fit beside each other."""
    used = 0
    for place, name in enumerate(names):
        text = frame[[name]].to_string(index=False, max_colwidth=WIDEST, na_rep="")
        used += 1 + max(len(line) for line in text.splitlines())
        if used > width + 1 and place:
            return names[:place]
    return names


def terminal_width() -> int | None:
    """Return the width of the window, or nothing where the text goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
