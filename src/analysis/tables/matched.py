"""The values that rows are asked by: written alike however they are given, compared by kind."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral, Real
from typing import Any

import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute

from analysis import typed
from analysis.errors import UsageError
from analysis.tables.columns import Column
from analysis.tables.stored import memory_type

YES_NO = {"true": True, "yes": True, "false": False, "no": False}
KINDS = {
    "yesno": "yes or no",
    "count": "whole numbers",
    **dict.fromkeys(("number", "pct", "gbp"), "numbers"),
}


def written(
    where: Mapping[str, Any] | None, columns: Mapping[str, Column]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Write the values asked of each column as text: one, or several in a list.

    Text, dates, months, numbers, yes and no are understood. Raises `UsageError` for a blank, and
    for a value that no cell of the column can hold.

    >>> from datetime import date
    >>> day = Column("known_from", "day", "when it became known")
    >>> written({"known_from": date(2022, 12, 7)}, {"known_from": day})
    (('known_from', ('2022-12-07',)),)
    """
    asked = []
    for name, given in (where or {}).items():
        several = isinstance(given, Iterable) and not isinstance(given, str)
        values = list(given) if several else [given]
        asked.append((name, tuple(_write(value, columns[name]) for value in values)))
    return tuple(asked)


def matching(cells: arrow.ChunkedArray, texts: Sequence[str], column: Column) -> arrow.ChunkedArray:
    """Say which cells of a column hold one of the values that `written` gave; a blank holds none.

    >>> word = Column("series", "text", "which series")
    >>> matching(arrow.chunked_array([["D7G7", None]]), ["D7G7"], word).to_pylist()
    [True, False]
    """
    values = [_read(text, column.kind) for text in texts]
    if column.kind == "month":
        wanted = arrow.array(values, arrow.int64())
        ordinals = arrow.chunked_array([part.storage for part in cells.chunks], arrow.int64())
        return compute.is_in(ordinals, value_set=wanted)
    return compute.is_in(cells, value_set=arrow.array(values, memory_type(column.kind)))


def _write(value: Any, column: Column) -> str:
    what = f"where={{{column.name!r}: {value!r}}}"
    if pd.api.types.is_scalar(value) and pd.isna(value):
        raise UsageError(f"{what}: blanks cannot be asked for. Read all rows and use isna().")
    kind = column.kind
    if kind == "day":
        return typed.day(value, what=f"where {column.name}").isoformat()
    if kind == "month":
        return typed.month(value, what=f"where {column.name}").text
    if kind in KINDS:
        return _number(value, kind, what)
    if isinstance(value, str):
        return value
    if isinstance(value, Integral) and not isinstance(value, bool):
        return str(value)
    raise UsageError(f"{what}: {column.name} holds text. Write the value in quotes.")


def _number(value: Any, kind: str, what: str) -> str:
    text = str(value).strip().lower().replace("−", "-")
    if kind == "yesno" and text in YES_NO:
        return "yes" if YES_NO[text] else "no"
    given = isinstance(value, Real) and not isinstance(value, bool)
    if kind != "yesno" and (given or isinstance(value, str)):
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if math.isfinite(number) and (kind != "count" or number.is_integer()):
            return str(int(number)) if number.is_integer() else repr(number)
    raise UsageError(f"{what}: the column holds {KINDS[kind]}.")


def _read(text: str, kind: str) -> Any:
    if kind == "day":
        return pd.Timestamp(text)
    if kind == "month":
        return typed.month(text, what="where").ordinal
    if kind == "yesno":
        return YES_NO[text]
    if kind in KINDS:
        return int(text) if kind == "count" else float(text)
    return text
