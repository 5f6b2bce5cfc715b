"""How far the rows of a table reach in time: what the manifest and every page call "data to"."""

from __future__ import annotations

import pyarrow as arrow
import pyarrow.compute as compute

# The column that says what time a row is about, first match wins; years and pay years are text.
ABOUT = (
    *("period", "reference_month", "closed_last", "started_first", "reference_last"),
    *("effective_first", "applies_from", "as_of", "pay_year_from", "year", "from_first"),
)


def reach(rows: arrow.Table) -> tuple[str, str]:
    """Say from when to when rows reach, as ISO months or days; two blanks if no row says.

    >>> reach(arrow.table({"key": ["a", "b"], "year": ["2023", "2021"]}))
    ('2021', '2023')
    """
    for name in ABOUT:
        if name in rows.column_names and rows[name].null_count < len(rows):
            column = rows[name]
            months = isinstance(column.type, arrow.BaseExtensionType)
            ends = compute.min_max(column.cast("int64") if months else column).as_py()
            return _short(ends["min"], months), _short(ends["max"], months)
    return "", ""


def _short(value: object, months: bool) -> str:
    if months and isinstance(value, int):
        return f"{1970 + value // 12:04d}-{value % 12 + 1:02d}"
    return str(value).removesuffix(" 00:00:00")
