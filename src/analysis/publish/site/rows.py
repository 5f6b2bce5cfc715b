"""Rows of the record as its pages print them: a title, each column that is filled, the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd

from analysis.collection.wording import question
from analysis.present.numbers import decimals_of, print_date, print_month, print_number
from analysis.publish.addresses import anchor_of, row_address
from analysis.publish.slugs import safe_address
from analysis.tables.columns import Column
from analysis.tables.homes import HOMES, YEAR, home_of, page_of
from analysis.tables.registry import TABLES


class Head(NamedTuple):
    """What a table is called; the columns that title a row of it, and those that stand first."""

    name: str
    title: Sequence[str]
    first: Sequence[str]


HEADS: Mapping[str, Head] = {
    "offers": Head(
        "Offers and awards",
        ("pay_year_from", "bargaining_unit", "outcome"),
        ("offered_first", "effective_first", "status"),
    ),
    "offer_statements": Head(
        "Statements about offers",
        ("pay_year_from", "bargaining_unit", "grade", "pct", "asserted_by"),
        ("pct", "pct_low", "pct_high", "cash_gbp", "basis", "status", "offered_first"),
    ),
    "ballots": Head(
        "Ballots",
        ("union", "employer_name", "bargaining_unit", "question_kind", "closed"),
        ("turnout_pct", "yes_pct", "entitled", "votes_cast", "yes", "no"),
    ),
    "actions": Head(
        "Strikes and other action",
        ("union", "employer_name", "kind", "started"),
        ("started_first", "ended_first", "workers_involved", "outcome"),
    ),
    "remits": Head(
        "Remits",
        ("pay_year_from", "event", "ceiling_pct"),
        ("ceiling_pct", "floor_pct", "published_first"),
    ),
    "review_awards": Head(
        "Awards",
        ("pay_year_from", "workforce", "awarded_pct"),
        ("recommended_pct", "awarded_pct"),
    ),
    "round_steps": Head("Steps of the round", ("event", "started"), ("stated",)),
    "claims": Head("Claims", ("key", "claim"), ("value_low", "value_high", "unit", "base", "end")),
    "moment_figures": Head(
        "Figures in the report", ("quantity", "about", "figure"), ("figure", "said_by")
    ),
    "ballot_rules": Head(
        "Rules", ("topic", "service", "applies_from"), ("threshold_pct", "of_whom")
    ),
}
# Columns that name another row of the record.
NAMING = {"parent_ballot_id": "ballots", "offer_id": "offers"}
# Said of a row in another place: its page, its source, how many decimals are printed.
ELSEWHERE = {"employer", "source_title", "source_url", "known_first"}
MARKS = {"_pct": " (%)", "_gbp": " (£)"}
LABELS = {"flags": "doubts", "source": "raw file", "known_from": "known from"}
WIDE = 40  # a longer text takes a line for itself


@dataclass(frozen=True)
class Fact:
    """One column of a row: its name, what it holds as printed, and where that leads."""

    label: str
    text: str
    names: str = ""
    """The row of the record that it names, as `table/key`."""

    @property
    def wide(self) -> bool:
        """Whether the text takes a line for itself."""
        return len(self.text) > WIDE


@dataclass(frozen=True)
class Row:
    """One row of the record."""

    table: str
    key: str
    home: str
    page: str
    """The part of its home on which it stands."""
    address: str
    """Within the folder of the record."""
    title: str
    facts: tuple[Fact, ...]
    source_title: str
    source_url: str
    held: Mapping[str, Any]
    """Its cells that are not blank, by column."""

    @property
    def reference(self) -> str:
        """The row as `table/key`."""
        return f"{self.table}/{self.key}"

    @property
    def anchor(self) -> str:
        """Its anchor on its page."""
        return anchor_of(self.reference)


def rows_of(table: str, frame: pd.DataFrame, parted: frozenset[str]) -> list[Row]:
    """Print the rows of a table, the newest first."""
    declared = TABLES[table].columns
    first = [name for name in HEADS[table].first if name in frame.columns]
    names = first + [name for name in frame.columns if name in declared and name not in first]
    columns = [declared[name] for name in names]
    cells = [[None if _blank(cell) else cell for cell in frame[name].tolist()] for name in names]
    made = []
    for values in zip(*cells, strict=True) if cells else ():
        held = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        made.append(_row(table, held, columns, parted))
    made.sort(key=lambda row: row.key)
    made.sort(key=lambda row: str(row.held.get(YEAR, "")), reverse=True)
    return made


def _blank(cell: object) -> bool:
    return cell is None or cell is pd.NaT or cell is pd.NA or cell == "" or cell != cell


def _row(
    table: str, held: Mapping[str, Any], columns: Sequence[Column], parted: frozenset[str]
) -> Row:
    key, about = str(held["key"]), str(held.get(HOMES[table].column, ""))
    year = str(held[YEAR].year) if YEAR in held else ""
    home = home_of(table, about)
    return Row(
        table,
        key,
        home,
        page_of(home, year, key, parted),
        row_address(table, key, about, year, parted),
        _title(table, held, columns),
        tuple(_facts(held, columns)),
        str(held.get("source_title", "")),
        safe_address(held.get("source_url", "")),
        held,
    )


def _title(table: str, held: Mapping[str, Any], columns: Sequence[Column]) -> str:
    by_name = {column.name: column for column in columns}
    said = []
    for name in HEADS[table].title:
        if name == "question_kind":
            said.append(question(str(held.get(name, ""))))
        elif f"{name}_first" in held:
            said.append(f"{name} {print_span(held[f'{name}_first'], held[f'{name}_last'])}")
        elif name in held:
            percent = "\u00a0%" if name.endswith("_pct") or name == "pct" else ""
            said.append(_print(held[name], by_name[name], held) + percent)
    return ", ".join(dict.fromkeys(said)) or str(held["key"])


def _facts(held: Mapping[str, Any], columns: Sequence[Column]) -> Iterator[Fact]:
    """Yield what each column that is filled holds; the two of a span together."""
    for column in columns:
        name = column.name
        if name not in held or name in ELSEWHERE or name.endswith("_decimals"):
            continue
        stem, _, end = name.rpartition("_")
        span = column.kind == "day" and end in ("first", "last") and f"{stem}_first" in held
        if span and end == "last":
            continue
        if span:
            text = print_span(held[name], held.get(f"{stem}_last", held[name]))
            yield Fact(stem.replace("_", " "), text)
        elif name in NAMING:
            yield Fact(_label(name), str(held[name]), f"{NAMING[name]}/{held[name]}")
        else:
            yield Fact(_label(name), _print(held[name], column, held))


def _label(name: str) -> str:
    """Name a column in words.

    >>> _label("turnout_pct"), _label("level_as_found"), _label("pct")
    ('turnout (%)', 'level as found', 'per cent')
    """
    if name in LABELS or name == "pct":
        return LABELS.get(name, "per cent")
    for end, unit in MARKS.items():
        name = f"{name.removesuffix(end)}{unit}" if name.endswith(end) else name
    return name.replace("_", " ")


def _print(cell: Any, column: Column, held: Mapping[str, Any]) -> str:
    if column.kind == "day":
        return print_date(cell)
    if column.kind == "yesno":
        return "yes" if cell else "no"
    if column.kind in ("number", "pct", "gbp", "count"):
        printed = f"{column.name.removesuffix('_pct')}_decimals" if column.kind == "pct" else ""
        places = held.get(printed)
        return print_number(cell, decimals_of([cell], most=4) if places is None else int(places))
    return str(cell)


def print_span(first: date, last: date) -> str:
    """Print a day, or the month, the year or the days in which it lies.

    >>> print_span(date(2018, 3, 9), date(2018, 3, 9))
    '9 March 2018'
    >>> print_span(date(2018, 3, 1), date(2018, 3, 31))
    'March 2018'
    >>> print_span(date(2018, 1, 1), date(2018, 12, 31))
    '2018'
    >>> print_span(date(2018, 1, 2), date(2018, 2, 1))
    '2 January 2018 to 1 February 2018'
    """
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        return print_date(first)
    after = last + timedelta(days=1)
    if first.day == after.day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return print_month(first.year, first.month)
        if first.month == after.month == 1 and first.year == last.year:
            return str(first.year)
    return f"{print_date(first)} to {print_date(last)}"
