"""Declared corrections: what the source printed, what is used instead, and why.

A correction is tied to the value it corrects. When the raw figure changes, the correction no
longer fits and says so, so that none outlives its cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import nearest
from analysis.ingest.reading.cells import CellError, number
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.yamlfile import load_yaml
from analysis.tables.columns import Span, Table
from analysis.tables.registry import TABLES

if TYPE_CHECKING:
    from analysis.ingest.reading.draft import Draft

FILE = "corrections.yaml"
FIELDS = ("table", "row", "column", "found", "used", "reason", "source")


@dataclass(frozen=True)
class Correction:
    """One corrected cell. `line` is where its entry begins in the file, counted from 1."""

    line: int
    table: str
    row: str
    column: str
    found: str
    used: str
    reason: str
    source: str


@dataclass
class Corrections:
    """All declared corrections, and which of them have been applied."""

    declared: Sequence[Correction]
    problems: Problems
    applied: list[Correction] = field(default_factory=list)

    def for_rows(
        self, table: Table, keys: Sequence[str], cells: Mapping[str, Sequence[str]]
    ) -> Iterator[tuple[int, str, str]]:
        """Yield place, raw column and new text of each correction that fits these cells.

        One that names a row or column that is not there, or whose value found has changed, is a
        problem: the source may have been mended.
        """
        places = {key: place for place, key in enumerate(keys)}
        for correction in self.declared:
            if correction.table != table.name:
                continue
            column = _raw_column(table, correction.column, cells)
            if correction.row not in places:
                guess = nearest(correction.row, keys)
                self._wrong(correction, "row", correction.row, f"a row of {table.name}", guess)
            elif column is None:
                guess = nearest(correction.column, cells)
                allowed = f"a column of {table.name}"
                self._wrong(correction, "column", correction.column, allowed, guess)
            else:
                place = places[correction.row]
                now = cells[column][place]
                if now != correction.found:
                    mend = "the source may have been mended: remove or renew the correction"
                    allowed = f"'{now}', which the raw row now holds"
                    self._wrong(correction, "found", correction.found, allowed, mend)
                else:
                    self.applied.append(correction)
                    yield place, column, correction.used

    def for_values(self, made: Draft) -> Draft:
        """Correct the values of a table of series in place; they have keys and no raw columns."""
        if not any(one.table == made.table.name for one in self.declared):
            return made
        values = made.values.get("value", [])
        texts = {"value": ["" if value is None else f"{value:.10g}" for value in values]}
        keys = list(map(str, made.values["key"]))
        for place, _, used in self.for_rows(made.table, keys, texts):
            try:
                made.values["value"][place] = number(used)
                made.flag(place, "corrected: value")
            except CellError as error:
                self.problems.add(FILE, None, "used", used, error.allowed, error.mend)
        return made

    def as_records(self) -> list[dict[str, object]]:
        """Give the applied corrections as plain records, in the order of the file."""
        return [asdict(one) for one in sorted(self.applied, key=lambda one: one.line)]

    def _wrong(self, one: Correction, name: str, found: str, allowed: str, mend: str) -> None:
        self.problems.add(FILE, one.line, name, found, allowed, mend)


def _raw_column(table: Table, name: str, cells: Mapping[str, Sequence[str]]) -> str | None:
    if name in cells:
        return name
    for item in table.body:
        if item.name == name and item.raw is not None:
            return item.raw
        if isinstance(item, Span) and name in {f"{item.name}_first", f"{item.name}_last"}:
            return item.raw
    return None


def load_corrections(raw: Path, problems: Problems) -> Corrections:
    """Read `corrections.yaml`; a missing file means that there are none."""
    if not (raw / FILE).exists():
        return Corrections((), problems)
    loaded = load_yaml(raw, FILE, "a YAML list of corrections", problems)
    if loaded is None:
        return Corrections((), problems)
    entries, node = loaded[0] or [], loaded[1]
    if not isinstance(entries, list):
        allowed = "a list, each entry beginning with '- table:'"
        problems.add(FILE, None, None, type(entries).__name__, allowed, "write a list")
        return Corrections((), problems)
    declared = []
    starts = [child.start_mark.line + 1 for child in node.value] if node and entries else []
    for line, entry in zip(starts, entries, strict=True):
        if one := _correction(line, entry, problems):
            declared.append(one)
    return Corrections(tuple(declared), problems)


def _correction(line: int, entry: object, problems: Problems) -> Correction | None:
    if not isinstance(entry, dict) or set(entry) != set(FIELDS):
        found = ", ".join(map(str, entry)) if isinstance(entry, dict) else str(entry)
        allowed = ", ".join(FIELDS)
        problems.add(FILE, line, None, found, allowed, "give each entry these fields, no others")
        return None
    for name, value in entry.items():
        if not isinstance(value, str):
            mend = "put it in quotation marks, so that it stays as printed"
            problems.add(FILE, line, str(name), value, "text", mend)
            return None
    if entry["table"] not in TABLES:
        guess = nearest(entry["table"], TABLES)
        problems.add(FILE, line, "table", entry["table"], "a clean table", guess)
        return None
    return Correction(line, **entry)
