"""Checks on what a measure is given: columns, names of choices, days and months.

A wrong call ends in one sentence that says what was asked, what exists and what is nearest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import typed
from analysis.errors import MeasureError, UsageError, nearest
from analysis.periods import Month

MISSING_ORDINAL = np.iinfo(np.int64).min  # how pandas stores a missing period


def require_columns(frame: pd.DataFrame, columns: Iterable[str], *, what: str) -> None:
    """Refuse a frame that lacks a column, naming it and the nearest column there is.

    >>> require_columns(pd.DataFrame({"valeu": [1.0]}), ["value"], what="the prices table")
    Traceback (most recent call last):
    analysis.errors.MeasureError: the prices table has no column value. Did you mean valeu?
        Allowed: valeu.
    """
    for column in columns:
        if column not in frame.columns:
            choices = nearest(column, frame.columns)
            raise MeasureError(f"{what} has no column {column}. {choices}")


def require_rows(frame: pd.DataFrame, *, what: str) -> None:
    """Refuse an empty frame."""
    if frame.empty:
        raise MeasureError(f"{what} has no rows: nothing can be measured on it.")


def require_choice(word: object, choices: Collection[str], *, what: str) -> str:
    """Return `word` if it is one of `choices`, else say which is nearest.

    >>> require_choice("CPIHH", ("CPI", "CPIH", "RPI"), what="index")
    Traceback (most recent call last):
    analysis.errors.MeasureError: no index 'CPIHH'. Did you mean CPIH? Allowed: CPI, CPIH, RPI.
    """
    if isinstance(word, str) and word in choices:
        return word
    raise MeasureError(f"no {what} '{word}'. {nearest(word, choices)}")


def as_day(day: object) -> date:
    """Read a day as people type it, or as Python has it; `MeasureError` for anything else.

    >>> as_day("7 December 2022"), as_day(np.datetime64("2022-12-07"))
    (datetime.date(2022, 12, 7), datetime.date(2022, 12, 7))
    """
    if type(day) is date:
        return day
    try:
        return typed.day(day, what="the day")
    except UsageError as refused:
        raise MeasureError(str(refused)) from None


def as_vintage(vintage: object) -> date | Literal["latest"]:
    """Read a vintage: a day, or the word latest."""
    return "latest" if vintage == "latest" else as_day(vintage)


def as_month(month: object) -> Month:
    """Read a month as people type it, or as Python has it; `MeasureError` for anything else."""
    if isinstance(month, pd.Period):
        return Month(month.year, month.month)
    try:
        return typed.month(month, what="the month")
    except UsageError as refused:
        raise MeasureError(str(refused)) from None


def month_ordinals(months: Any) -> NDArray[np.int64]:
    """Turn a column of months into whole numbers since January 1970.

    Takes a Series, array or index of monthly periods or of timestamps; a missing month is
    `MISSING_ORDINAL`. Raises `MeasureError` for anything else, yearly periods included.

    >>> month_ordinals(pd.PeriodIndex(["1970-01", "2022-10"], freq="M")).tolist()
    [0, 633]
    """
    column = pd.Index(months)
    if isinstance(column, pd.DatetimeIndex):
        column = column.to_period("M")
    if not isinstance(column, pd.PeriodIndex) or column.freqstr != "M":
        raise MeasureError(f"months were expected (period[M]), found {column.dtype}.")
    return column.asi8


def months_from(ordinals: NDArray[np.int64]) -> pd.PeriodIndex:
    """Turn whole numbers since January 1970 back into months; `month_ordinals` undone.

    >>> months_from(np.array([633])).astype(str).tolist()
    ['2022-10']
    """
    months: pd.PeriodIndex = pd.PeriodIndex.from_ordinals(  # type: ignore[attr-defined]
        ordinals, freq="M"
    )
    return months
