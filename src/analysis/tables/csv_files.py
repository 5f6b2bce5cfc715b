"""A clean table as CSV for spreadsheets: nothing in it that Excel would turn into something else.

Excel takes `2022-10` and `2010-11` for months of a year and `04-01` for a day, in quotes or not,
and changes the cell. With an en dash in the hyphen's place a period stays text. A day of any year
is written as ISO 8601-2 has it, `XXXX-04-01`: no dash would tell whether 4 January is meant. Text
that would be taken for a formula begins with an apostrophe, as in the tables of a page. The file
begins with a byte order mark, without which Excel reads £ as Â£. Programs are better served by the
Parquet files.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pyarrow as arrow
import pyarrow.compute as compute
from pyarrow import csv

MARK = b"\xef\xbb\xbf"
PERIOD = r"^(\d{4}|\d{2})-(\d{2})$"
MONTH_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
IN_CSV = r"\d{4}–\d{2}"
# What a spreadsheet takes for the start of a formula: owasp.org, "CSV Injection".
FORMULA = r"^([=+\-@\t\r\n＝＋－＠])"
NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"


def csv_bytes(held: arrow.Table) -> bytes:
    r"""Write what a table's file holds as CSV in UTF-8 with a byte order mark.

    >>> csv_bytes(arrow.table({"year": ["2010-11", "= 1"], "votes": [1, None]})).decode()
    '\ufeff"year","votes"\n"2010–11",1\n"\'= 1",\n'
    """
    columns = [_safe(column) if _is_text(column.type) else column for column in held.columns]
    plain = arrow.table(columns, names=held.column_names)
    written = io.BytesIO(MARK)
    written.seek(len(MARK))
    csv.write_csv(plain, written)
    return written.getvalue()


def _is_text(kind: arrow.DataType) -> bool:
    return bool(arrow.types.is_string(kind) or arrow.types.is_large_string(kind))


def _safe(column: arrow.ChunkedArray) -> arrow.ChunkedArray:
    """Change the cells of a column that a spreadsheet would change."""
    lines = compute.replace_substring_regex(column, r"\r\n?", "\n")
    days = compute.replace_substring_regex(lines, MONTH_DAY, r"XXXX-\1-\2")
    periods = compute.replace_substring_regex(days, PERIOD, r"\1–\2")
    formulas = compute.replace_substring_regex(periods, FORMULA, r"'\1")
    return compute.if_else(compute.match_substring_regex(periods, NUMBER), periods, formulas)


def csv_field(stored: Mapping[str, Any]) -> dict[str, Any]:
    r"""Describe in the data package how a column stands in CSV, from how it stands in Parquet.

    >>> csv_field({"name": "period", "type": "yearmonth", "constraints": {"required": True}})
    {'name': 'period', 'type': 'string', 'constraints': {'required': True,
        'pattern': '\\d{4}–\\d{2}'}}
    """
    if stored["type"] != "yearmonth":
        return dict(stored)
    constraints = {**stored.get("constraints", {}), "pattern": IN_CSV}
    return {**stored, "type": "string", "constraints": constraints}
