"""A table fit for a report: caption, headers with units and scope, and a note for every blank."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd

from analysis.errors import ReportError, nearest
from analysis.present.cells import Column, read_column
from analysis.present.findings import check_id
from analysis.present.numbers import EN_DASH
from analysis.present.style import HOST_SHEET

TABLE_MIME = "application/vnd.realpay.table+json"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Browsers break a line after the hyphen of 2022-23, which is one word; alone it has room.
_PAY_YEAR = re.compile(r"(?<=\s)\d{4}-\d\d\b")


@dataclass(frozen=True, eq=False)
class Table:
    """A frame with what a reader needs to read it.

    Columns are shown in the order of ``headers`` (column name to header), or all of the frame's.
    ``units`` go under the headers. ``decimals`` is for columns whose decimals are not to be worked
    out. ``rows`` names the columns that head each row (the first shown, if not said). ``blanks``
    says why cells of a column are missing: one reason, or one for each row (``None`` where the
    cell is filled). A missing cell without a reason is an error. ``notes`` and ``source`` are
    sentences under the table; ``none`` is said in place of an empty table.

    >>> offers = pd.DataFrame({"employer": ["DWP", "HMRC"], "offer": [5.0, None]})
    >>> Table(offers, "offers", "Offers by employer", units={"offer": "%"})
    Traceback (most recent call last):
    analysis.errors.ReportError: Table offers: column 'offer' has 1 blank cell and no reason for it.
    Give one in blanks={'offer': 'why it is missing'}.
    """

    frame: pd.DataFrame
    id: str
    caption: str
    headers: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    decimals: Mapping[str, int] = field(default_factory=dict)
    rows: Sequence[str] = ()
    blanks: Mapping[str, str | Sequence[str | None]] = field(default_factory=dict)
    notes: Sequence[str] = ()
    source: str = ""
    none: str = "There is nothing to list."
    columns: tuple[Column, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        check_id(self.id)
        if not self.caption.strip():
            raise ReportError(f"Table {self.id}: a caption is missing. Say what the table shows.")
        known = list(self.frame.columns)
        asked = [*self.headers, *self.units, *self.decimals, *self.rows, *self.blanks]
        for name in asked:
            if name not in known:
                raise ReportError(f"Table {self.id}: no column {name!r}. {nearest(name, known)}")
        shown = list(self.headers) or known
        made = tuple(
            read_column(
                self.frame[name],
                header=self.headers.get(name, str(name).replace("_", " ")),
                unit=self.units.get(name, ""),
                decimals=self.decimals.get(name),
            )
            for name in shown
        )
        object.__setattr__(self, "columns", made)
        listed = {name: r if isinstance(r, str) else list(r) for name, r in self.blanks.items()}
        object.__setattr__(self, "blanks", listed)
        for column in made:
            self._check_blanks(column)

    def _check_blanks(self, column: Column) -> None:
        missing = sum(
            text is None and not self._reason(column.name, row)
            for row, text in enumerate(column.texts)
        )
        if missing:
            cells, them = ("cells", "them") if missing > 1 else ("cell", "it")
            raise ReportError(
                f"Table {self.id}: column {column.name!r} has {missing} blank {cells} and no "
                f"reason for {them}. "
                f"Give one in blanks={{{column.name!r}: 'why it is missing'}}."
            )

    def _reason(self, name: str, row: int) -> str:
        given = self.blanks.get(name, "")
        if isinstance(given, str):
            return given
        reason = given[row]
        return "" if reason is None or reason != reason else str(reason)

    def reasons(self) -> dict[str, str]:
        """Give the reasons why cells are blank, in the order met, each with its letter."""
        found: dict[str, str] = {}
        for row in range(len(self.frame)):
            for column in self.columns:
                reason = self._reason(column.name, row)
                if column.texts[row] is None and reason not in found:
                    place = len(found)
                    found[reason] = _LETTERS[place % 26] * (place // 26 + 1)
        return found

    @property
    def html(self) -> str:
        """The table in a container that scrolls inside itself and can be reached by keyboard."""
        if self.frame.empty:
            return (
                f'<p class="chart-none" id="{self.id}"><b>{escape(self.caption)}.</b> '
                f"{escape(self.none)}</p>"
            )
        letters = self.reasons()
        heads = {*self.rows} or {self.columns[0].name}
        body = "".join(self._row(row, heads, letters) for row in range(len(self.frame)))
        return (
            f'<div class="table-scroll" id="{self.id}" tabindex="0" role="region" '
            f'aria-labelledby="{self.id}-caption"><table class="data-table">'
            f'<caption id="{self.id}-caption">{escape(self.caption, quote=False)}</caption>'
            f"<thead><tr>{''.join(map(_head, self.columns))}</tr></thead>"
            f"<tbody>{body}</tbody></table></div>{self._below(letters)}"
        )

    def _row(self, row: int, heads: set[str], letters: Mapping[str, str]) -> str:
        cells = []
        for column in self.columns:
            text = column.texts[row]
            kind = ' class="number"' if column.numeric else ""
            if text is None:
                letter = letters[self._reason(column.name, row)]
                inside = f'{EN_DASH} <a href="#{self.id}-note-{letter}">[{letter}]</a>'
            else:
                inside = escape(text, quote=False)
            if column.name in heads:
                whole = _PAY_YEAR.sub(r'<span class="year">\g<0></span>', inside)
                cells.append(f'<th scope="row"{kind}>{whole}</th>')
            else:
                cells.append(f"<td{kind}>{inside}</td>")
        return f"<tr>{''.join(cells)}</tr>"

    def _below(self, letters: Mapping[str, str]) -> str:
        lines = [
            f'<span id="{self.id}-note-{letter}">[{letter}] {escape(reason, quote=False)}</span>'
            for reason, letter in letters.items()
        ]
        lines += [escape(note, quote=False) for note in self.notes]
        notes = f'<p class="table-notes">{"<br>".join(lines)}</p>' if lines else ""
        source = escape(self.source, quote=False)
        return notes + (f'<p class="table-source">Source: {source}</p>' if source else "")

    def record(self) -> dict[str, Any]:
        """Give the table in JSON's types, unrounded: what CSV and workbook are made from."""
        return {
            "id": self.id,
            "caption": self.caption,
            "columns": [
                {"name": c.name, "header": c.header, "unit": c.unit, "numeric": c.numeric}
                for c in self.columns
            ],
            "data": [list(row) for row in zip(*(c.plain for c in self.columns), strict=True)],
            "texts": [list(row) for row in zip(*(c.texts for c in self.columns), strict=True)],
            "blanks": [
                {"row": row, "column": c.name, "reason": self._reason(c.name, row)}
                for c in self.columns
                for row, text in enumerate(c.texts)
                if text is None
            ],
            "notes": list(self.notes),
            "source": self.source,
        }

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        plain = f"{self.caption} ({len(self.frame)} rows)"
        html = HOST_SHEET + self.html  # a report takes the sheet off: it has one of its own
        return {"text/plain": plain, "text/html": html, TABLE_MIME: self.record()}


def _head(column: Column) -> str:
    kind = ' class="number"' if column.numeric else ""
    # The space parts header and unit where no style sheet puts the unit on a line of its own.
    unit = f' <span class="unit">{escape(_unit_words(column.unit))}</span>' if column.unit else ""
    return f'<th scope="col"{kind}>{escape(column.header, quote=False)}{unit}</th>'


def _unit_words(unit: str) -> str:
    return unit.replace("GBP", "£", 1) if unit.startswith("GBP") else unit
