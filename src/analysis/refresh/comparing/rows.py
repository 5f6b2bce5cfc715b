"""Two states of the tables that people keep: rows that are new, corrected or gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

SERIES = ("prices", "earnings", "releases")  # compared by month and value, not by row
OFFERS = ("offers", "offer_statements")
BALLOTS = ("ballots", "actions")
ABOUT = ("employer_name", "employer", "union", "bargaining_unit", "pay_year_from", "offered_first",
         "closed_first", "started_first")  # fmt: skip
# What a row says, where it names nobody: the first of these that its table has, and its unit.
FIGURES = {"value": "", "hourly_gbp": "GBP", "growth_pct": "%"}
SAYS = ("claim", "title", "topic", "name", *FIGURES, "status")
# Columns that move when a row is corrected without anybody having changed what it says.
APART = frozenset({"key", "flags", "known_until"})


@dataclass(frozen=True)
class Row:
    """A row that is new or gone, and a few words on what it is about."""

    table: str
    key: str
    about: str


@dataclass(frozen=True)
class Cell:
    """A cell that reads otherwise than it did; `why` is its declared correction, if it has one."""

    table: str
    key: str
    column: str
    old: str
    new: str
    why: str = ""


@dataclass(frozen=True)
class RowChanges:
    """What became of the rows between two states."""

    offers: tuple[Row, ...] = ()
    ballots: tuple[Row, ...] = ()
    other: tuple[Row, ...] = ()
    corrected: tuple[Cell, ...] = ()
    gone: tuple[Row, ...] = ()


def compare_tables(old: Mapping[str, pd.DataFrame], new: Mapping[str, pd.DataFrame]) -> RowChanges:
    """Hold the tables of two states against each other, row by row, by their keys.

    Tables of published series are left out: see `observations`. Columns that only one of the
    states has are left out as well.
    """
    fresh: dict[str, list[Row]] = {"offers": [], "ballots": [], "other": []}
    corrected: list[Cell] = []
    gone: list[Row] = []
    for name in sorted(old.keys() & new.keys()):
        if name in SERIES or old[name].equals(new[name]):
            continue
        before, now = old[name].set_index("key"), new[name].set_index("key")
        kind = "offers" if name in OFFERS else "ballots" if name in BALLOTS else "other"
        fresh[kind] += _rows(name, now.loc[now.index.difference(before.index)])
        gone += _rows(name, before.loc[before.index.difference(now.index)])
        corrected += _cells(name, before, now)
    return RowChanges(
        tuple(fresh["offers"]),
        tuple(fresh["ballots"]),
        tuple(fresh["other"]),
        tuple(corrected),
        tuple(gone),
    )


def _rows(table: str, frame: pd.DataFrame) -> list[Row]:
    said = [column for column in ABOUT if column in frame.columns]
    if "employer_name" in said and "employer" in said:
        said.remove("employer")
    found = []
    for key, *cells in frame[said].itertuples(name=None):
        words = [str(cell).removesuffix(" 00:00:00") for cell in cells if cell == cell]
        found.append(Row(table, str(key), ", ".join(dict.fromkeys(words))))
    if said:
        return found
    return [replace(row, about=words) for row, words in zip(found, _says(frame), strict=True)]


def _says(frame: pd.DataFrame) -> list[str]:
    """Say in a few words, or a figure with its unit, what rows hold that name nobody."""
    column = next((name for name in SAYS if name in frame.columns), None)
    if column is None:
        return [""] * len(frame)
    unit = FIGURES.get(column, "")
    units = frame["unit"] if column == "value" and "unit" in frame else [unit] * len(frame)
    return [
        f"{_figure(cell)} {_text(unit)}".strip() if cell == cell else ""
        for cell, unit in zip(frame[column], units, strict=True)
    ]


def _figure(cell: object) -> str:
    return f"{cell:,.10g}" if isinstance(cell, float) else _text(cell)


def _cells(table: str, before: pd.DataFrame, now: pd.DataFrame) -> list[Cell]:
    common = before.index.intersection(now.index)
    left, right = before.loc[common], now.loc[common]
    found = []
    for column in left.columns:
        if column not in right.columns or column in APART:
            continue
        old, new = left[column], right[column]
        if old.dtype != new.dtype and {old.dtype.kind, new.dtype.kind} <= set("iuf"):
            old, new = old.astype("Float64"), new.astype("Float64")
        if old.equals(new):
            continue
        old, new = old.astype("string"), new.astype("string")
        differs = (old != new).fillna(False) | (old.isna() != new.isna())
        for key in common[differs.to_numpy(dtype=bool)]:
            flags = str(right.loc[key, "flags"]) if "flags" in right.columns else ""
            declared = next((part for part in flags.split("; ") if "corrected:" in part), "")
            was, reads = _text(old.loc[key]), _text(new.loc[key])
            found.append(Cell(table, str(key), column, was, reads, declared))
    return sorted(found, key=lambda cell: (cell.key, cell.column))


def _text(cell: object) -> str:
    """Print a cell; a missing one is nothing."""
    text = str(cell)
    return "" if text in {"<NA>", "NaT", "nan", "None"} else text.removesuffix(" 00:00:00")
