"""Rows of the record as its pages print them: a title, each column that is filled, the source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

import pandas as pd

from analysis.collection.wording import BASES, question
from analysis.present.numbers import decimals_of, print_number, print_span
from analysis.publish.addresses import address_on
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


def _spaced(text: str) -> str:
    return text.replace("; ", ";").replace(";", "; ")


# What the record writes as a code, as a reader says it.
SAID: Mapping[str, Callable[[str], str]] = {
    "basis": lambda text: BASES.get(text, text),
    "question_kind": question,
    "inferred": lambda text: text.replace("_", " "),
    "dispute_reason": _spaced,
    "service": _spaced,
}
ENDS = {"first": "last", "last": "first"}
WIDE = 40  # a longer text takes a line for itself


class Fact(NamedTuple):
    """One column of a row: its name, what it holds as printed, and where that leads."""

    label: str
    text: str
    names: str
    """The row of the record that it names, as `table/key`."""
    wide: bool
    """Whether the text takes a line for itself."""


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
        return self.address.partition("#")[2]


def rows_of(table: str, frame: pd.DataFrame, parted: frozenset[str]) -> list[Row]:
    """Print the rows of a table, the newest first."""
    declared = TABLES[table].columns
    first = [name for name in HEADS[table].first if name in frame.columns]
    names = first + [name for name in frame.columns if name in declared and name not in first]
    columns = [declared[name] for name in names]
    cells = {name: _cells(frame[name]) for name in names}
    texts = {column.name: _print_column(column, cells) for column in columns}
    facts = [_facts(column, texts[column.name]) for column in columns]
    titles = [some for name in HEADS[table].title if (some := _titles(name, texts))]
    made = []
    for at, values in enumerate(zip(*cells.values(), strict=True)):
        held = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        key, about = str(held["key"]), str(held.get(HOMES[table].column, ""))
        home, year = home_of(table, about), str(held[YEAR].year) if YEAR in held else ""
        page = page_of(home, year, key, parted)
        made.append(
            Row(
                table,
                key,
                home,
                page,
                address_on(page, f"{table}/{key}"),
                ", ".join(dict.fromkeys(text for some in titles if (text := some[at]))) or key,
                tuple(fact for some in facts if (fact := some[at])),
                str(held.get("source_title", "")),
                safe_address(held.get("source_url", "")),
                held,
            )
        )
    made.sort(key=lambda row: row.key)
    made.sort(key=lambda row: str(row.held.get(YEAR, "")), reverse=True)
    return made


def _cells(column: pd.Series[Any]) -> list[Any]:
    """List the cells of a column, those that are blank as None."""
    blank = column.isna() | (column == "").fillna(value=False)
    return column.astype("object").mask(blank, None).tolist()


def _print_column(column: Column, cells: Mapping[str, list[Any]]) -> list[str]:
    """Print a column, each different cell once; a span as its first day, its last one as nothing.

    A percentage is printed with the decimals that its source gave it.
    """
    name, other = column.name, ""
    stem, _, end = name.rpartition("_")
    if column.kind == "day" and end in ENDS:
        other = f"{stem}_{ENDS[end]}"
    elif column.kind == "pct":
        other = f"{name.removesuffix('_pct')}_decimals"
    printed = {}
    pairs = list(zip(cells[name], cells.get(other, repeat(None)), strict=False))
    for cell, beside in set(pairs):
        if cell is None or (column.kind == "day" and end == "last" and beside is not None):
            text = ""
        elif column.kind == "day":
            text = print_span(cell, cell if beside is None else beside)
        else:
            text = _print(cell, column.kind, beside)
        printed[cell, beside] = text
    return [printed[pair] for pair in pairs]


def _facts(column: Column, texts: Sequence[str]) -> list[Fact | None]:
    """Make what each row says in a column: nothing if it is blank or said in another place."""
    name = column.name
    stem, _, end = name.rpartition("_")
    if name in ELSEWHERE or name.endswith("_decimals"):
        return [None for _ in texts]
    span = column.kind == "day" and end == "first"
    label = stem.replace("_", " ") if span else _label(name)
    made: dict[str, Fact | None] = {"": None}
    for text in set(texts) - {""}:
        names = f"{NAMING[name]}/{text}" if name in NAMING else ""
        said = SAID[name](text) if name in SAID else text
        made[text] = Fact(label, said, names, len(said) > WIDE)
    return [made[text] for text in texts]


def _titles(name: str, texts: Mapping[str, list[str]]) -> list[str]:
    """Make what a column says in the title of each row."""
    if f"{name}_first" in texts:
        return [f"{name} {text}" if text else "" for text in texts[f"{name}_first"]]
    percent = "\u00a0%" if name.endswith("_pct") or name == "pct" else ""
    said = SAID.get(name, str)
    return [f"{said(text)}{percent}" if text else "" for text in texts.get(name, ())]


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


def _print(cell: Any, kind: str, places: float | None) -> str:
    if kind == "yesno":
        return "yes" if cell else "no"
    if kind in ("number", "pct", "gbp", "count"):
        return print_number(cell, decimals_of([cell], most=4) if places is None else int(places))
    return str(cell)
