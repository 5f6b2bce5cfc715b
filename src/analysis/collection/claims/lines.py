"""The command line that tries a claim of the record, as a person would type it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.collection.claims.own import Said, judge_own, own_row
from analysis.errors import UsageError
from analysis.measures.claims.figures import PrintedFigure, printed_figure
from analysis.measures.claims.trials import Trial, read_trial
from analysis.measures.claims.verdicts import why_untried
from analysis.present.numbers import print_number
from analysis.tables import read

OPTIONS = {
    "kind": "--kind",
    "pay": "--pay",
    "of_several": "--of-several",
    "against": "--against",
    "base": "--from",
    "end": "--to",
    "convention": "--convention",
    "release": "--release",
    "hours": "--hours",
}
UNITS = {"% per year": " % a year", "percentage points": " points", "times": " times"}
NOT_STATED = "not stated"


def said_of(row: Mapping[str, Any]) -> Said:
    """Return a row of the table of claims in the words that the command takes."""
    words = {name: _text(row[name]) for name in OPTIONS}
    return Said(_figure(row), index=_text(row["deflator"]), **words)


def check_line(key: str, outcome: str) -> str:
    """Return the line that tries the claim of a key and comes to its `outcome` again.

    Nothing for a claim without a figure, and for one whose verdict needs what cannot be typed, such
    as a measure that stands in for another.

    >>> check_line("W17-2", "nearly")
    ''
    """
    rows = read("claims", where={"key": key})
    if rows.empty or pd.isna(rows["value_low"].iloc[0]):
        return ""
    said = said_of({str(name): rows[name].iloc[0] for name in rows})
    try:
        row = own_row(said)
    except UsageError:
        return ""
    # The same figure tried on the same choices has the same verdict; else it is tried.
    if question_of(row) != question_of(rows) and judge_own(row).outcome != outcome:
        return ""
    words = ["realpay", "check", said.figure]
    for name, option in OPTIONS.items():
        words += [option, getattr(said, name)] if getattr(said, name) else []
    for index in filter(None, said.index.split(" or ")):
        words += ["--index", index]
    return shlex.join(words)


def question_of(rows: pd.DataFrame) -> tuple[PrintedFigure, Trial] | None:
    """Return all that the verdict on a claim rests on, beside the record; None if it has none.

    Which choices are ours, and which the source's, changes what is said of it alone.
    """
    row = rows.to_dict("records")[0]
    if why_untried(row)[0]:
        return None
    return printed_figure(row), replace(read_trial(row), ours=frozenset())


def _figure(row: Mapping[str, Any]) -> str:
    low, high = (float(row[name]) for name in ("value_low", "value_high"))
    decimals = int(row["decimals"]) if pd.notna(row["decimals"]) else 0
    unit = str(row["unit"])
    pound = "£" if unit.startswith("GBP") else ""

    def printed(amount: float) -> str:
        sign = "-" if amount < 0 else ""
        return f"{sign}{pound}{print_number(abs(amount), decimals)}"

    both = printed(low) if low == high else f"{printed(low)} to {printed(high)}"
    return both + UNITS.get(unit, " %" if unit.startswith("%") else "")


def _text(cell: Any) -> str:
    if pd.isna(cell) or cell == NOT_STATED:
        return ""
    return str(cell.date()) if isinstance(cell, pd.Timestamp) else str(cell)
