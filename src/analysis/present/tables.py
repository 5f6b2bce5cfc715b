"""A table fit for a report: caption, headers with units and scope, and a note for every blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any

import pandas as pd

from analysis.errors import ReportError, nearest
from analysis.present.cells import Column, read_column
from analysis.present.findings import check_id
from analysis.present.numbers import EN_DASH
from analysis.present.style import HOST_SHEET, LONG_TEXT, LONG_WIDTH, NUMBERED, TIME
from analysis.present.values import compact
from analysis.present.words import on_one_line

TABLE_MIME = "application/vnd.realpay.table+json"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# A longer table shows its first rows until it is asked for all of them.
FIRST_ROWS, LONG = 12, 16
# A page holds a table of so many cells whole, and the first of a larger one, of which nobody reads
# so much in a page; CSV and workbook hold every row of it.
MOST_CELLS, FIRST_CELLS = 2_000, 200
# How a cell names a row of the record, `record:table/key`: a page knows where that row stands.
RECORD = "record:"
# How wide a column must be, in em of the table's text: of letters, of figures that stay on one line
# and of bold headers, as wide as they are in the widest of the usual fonts.
_LETTER, _FIGURE, _BOLD, _PADDING = 0.6, 0.66, 0.7, 1.0
# Words take a few lines, sentences more.
_WORDS, _PROSE, _MOST = 9.0, 15.0, 20.0
_HEAD_LINES = 3
_NEXT_HEAD = 7.0  # what heads a row beside another has this at least
# A table wider than a column of text, in em, takes the room of a wide page.
BROAD = 50.0


@dataclass(frozen=True, eq=False)
class Table:
    """A frame with what a reader needs to read it.

    Columns are shown in the order of ``headers`` (column name to header), or all of the frame's.
    ``units`` go under the headers. ``decimals`` is for columns whose decimals are not to be worked
    out. ``rows`` names the columns that head each row (the first shown, if not said), ``answer``
    those that a reader came for (the next one, if not said): they stand first, so that they are
    seen without scrolling, and data, CSV and workbook have this order too. ``links`` names for a
    column the column of the frame with the address of each of its cells: on the web, or
    ``record:table/key`` for a row of the record; a list of (words, address) links parts of a cell.
    ``of`` names the column that says of which row of the record each row is, as ``table/key``, by
    which a page gives it an address. ``blanks`` says why
    cells of a column are missing: one reason, or one for each row (``None`` where the cell is
    filled). A missing cell without a reason is an error. ``notes`` and ``source`` are sentences
    under the table; ``none`` is said in place of an empty table. One without ``paper`` is not
    printed: a sentence in its place says where it is.

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
    answer: Sequence[str] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    of: str = ""
    blanks: Mapping[str, str | Sequence[str | None]] = field(default_factory=dict)
    notes: Sequence[str] = ()
    source: str = ""
    none: str = "There is nothing to list."
    paper: bool = True
    columns: tuple[Column, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        check_id(self.id)
        if not self.caption.strip():
            raise ReportError(f"Table {self.id}: a caption is missing. Say what the table shows.")
        known = list(self.frame.columns)
        asked = [*self.headers, *self.units, *self.decimals, *self.rows, *self.answer]
        asked += [*self.blanks, *self.links, *self.links.values(), *filter(None, [self.of])]
        for name in asked:
            if name not in known:
                raise ReportError(f"Table {self.id}: no column {name!r}. {nearest(name, known)}")
        shown = self._in_order(list(self.headers) or known)
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

    def _in_order(self, shown: list[str]) -> list[str]:
        """Order columns by importance: what heads a row, the answer, and the rest as given."""
        heads = [name for name in shown if name in (self.rows or shown[:1])]
        rest = [name for name in shown if name not in heads]
        answer = [name for name in self.answer or rest[:1] if name in rest]
        object.__setattr__(self, "rows", tuple(heads))
        object.__setattr__(self, "answer", tuple(answer))
        return [*heads, *answer, *(name for name in rest if name not in answer)]

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
        """The table in a box that it fits by becoming cards, or scrolls in, reached by keyboard."""
        if self.frame.empty:
            return (
                f'<p class="chart-none" id="{self.id}"><b>{escape(self.caption)}.</b> '
                f"{escape(self.none)}</p>"
            )
        letters = self.reasons()
        held = len(self.frame)
        if held * len(self.columns) > MOST_CELLS:
            held = max(FIRST_CELLS // len(self.columns), FIRST_ROWS)
        body = "".join(self._row(row, letters) for row in range(held))
        kinds = "table-box" + (" broad" if self.width > BROAD else "")
        kinds += " long" if held > LONG else ""
        shown = (
            f'<div class="{kinds}" id="{self.id}"><div class="table-scroll" tabindex="0" '
            f'role="region" aria-labelledby="{self.id}-caption"><table class="{self._kinds}">'
            f'<caption id="{self.id}-caption">{escape(self.caption, quote=False)}</caption>'
            f"<thead><tr>{''.join(map(self._head, self.columns))}</tr></thead>"
            f"<tbody>{body}</tbody></table></div>{self._rest(held)}</div>{self._below(letters)}"
        )
        if self.paper:
            return shown
        return (
            f'<div class="off-paper">{shown}</div><p class="on-paper">“{escape(self.caption)}”, '
            f"{len(self.frame):,} rows, is not printed: the page and its data hold it.</p>"
        )

    @cached_property
    def width(self) -> float:
        """How wide the table must be to read well, in em of its text."""
        widths = [_width(column) for column in self.columns]
        for place, column in enumerate(self.columns[1:], 1):
            if column.name in self.rows:
                widths[place] = max(widths[place], _NEXT_HEAD)
        return round(sum(widths), 1)

    @property
    def _kinds(self) -> str:
        """Say which columns hold numbers, once and not in every cell."""
        numeric = (f"n{place}" for place, one in enumerate(self.columns, 1) if one.numeric)
        return " ".join(["data-table", *numeric])

    def _head(self, column: Column) -> str:
        kinds = ["number"] * column.numeric + ["answer"] * (column.name in self.answer)
        kind = f' class="{" ".join(kinds)}"' if kinds else ""
        # The space parts header and unit where no style sheet puts the unit on its own line.
        words = escape(_unit_words(column.unit))
        unit = f' <span class="unit">{words}</span>' if column.unit else ""
        header = on_one_line(escape(column.header, quote=False))
        return f'<th scope="col"{kind}>{header}{unit}</th>'

    def _row(self, row: int, letters: Mapping[str, str]) -> str:
        cells = []
        for place, column in enumerate(self.columns, 1):
            text = column.texts[row]
            kind = ' class="number"' if column.numeric and place > NUMBERED else ""
            if text is None:
                inside = f"{EN_DASH}<sup>{letters[self._reason(column.name, row)]}</sup>"
            else:
                inside = self._linked(column.name, row, escape(text, quote=False))
            if column.name in self.rows:
                whole = on_one_line(inside)
                cells.append(f'<th scope="row"{kind}>{whole}</th>')
            else:
                cells.append(f"<td{kind}>{inside}</td>")
        of = f' data-row="{escape(self.frame[self.of].iloc[row])}"' if self.of else ""
        return f"<tr{of}>{''.join(cells)}</tr>"

    def _linked(self, name: str, row: int, inside: str) -> str:
        """Link a cell, or the parts of it that are named, in their order."""
        given = self.frame[self.links[name]].iloc[row] if name in self.links else None
        if isinstance(given, str):
            return _link(inside, given)
        linked, at = "", 0
        for words, address in given if isinstance(given, (list, tuple)) else ():
            text = escape(words, quote=False)
            begun = inside.find(text, at)
            if begun >= 0:
                linked += inside[at:begun] + _link(text, address)
                at = begun + len(text)
        return linked + inside[at:]

    def _rest(self, held: int) -> str:
        """Say which rows are shown first, and which are only in the files."""
        said = ""
        if held > LONG:
            said = (
                f'<p class="all-rows">The first {FIRST_ROWS} of {held:,} rows. '
                f'<label><input type="checkbox"> Show all {held:,}'
                f'<span class="vh"> rows: {escape(self.caption)}</span></label></p>'
            )
        if held < len(self.frame):
            said += (
                f'<p class="table-notes">This page holds the first {held:,} of '
                f"{len(self.frame):,} rows; CSV and workbook hold all of them.</p>"
            )
        return said

    def _below(self, letters: Mapping[str, str]) -> str:
        lines = [
            f"<sup>{letter}</sup> {escape(reason[:1].upper() + reason[1:], quote=False)}"
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
            "width": self.width,
            "columns": [
                {"name": c.name, "header": c.header, "unit": c.unit, "numeric": c.numeric}
                | ({"role": role} if (role := self._role(c.name)) else {})
                for c in self.columns
            ],
            "data": [list(row) for row in zip(*(c.plain for c in self.columns), strict=True)],
            "texts": [list(row) for row in zip(*(c.texts for c in self.columns), strict=True)],
            "blanks": self._blank_rows(),
            "notes": list(self.notes),
            "source": self.source,
        } | ({"of": self.frame[self.of].tolist()} if self.of else {})

    def _blank_rows(self) -> list[dict[str, Any]]:
        """List why cells are blank: each reason of a column once, with its rows."""
        found: dict[tuple[str, str], list[int]] = {}
        for column in self.columns:
            for row, text in enumerate(column.texts):
                if text is None:
                    reason = self._reason(column.name, row)
                    found.setdefault((column.name, reason), []).append(row)
        return [
            {"column": name, "reason": reason, "rows": rows}
            for (name, reason), rows in found.items()
        ]

    def _role(self, name: str) -> str:
        return "head" if name in self.rows else "answer" if name in self.answer else ""

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        plain = f"{self.caption} ({len(self.frame)} rows)"
        html = HOST_SHEET + self.html  # a report takes the sheet off: it has one of its own
        return {
            "text/plain": plain,
            "text/html": html,
            TABLE_MIME: table_with_rows_as_text(self.record()),
        }


# What grows with the rows of a table.
_GROWING = ("data", "texts", "blanks", "of")


def table_with_rows_as_text(record: Mapping[str, Any]) -> dict[str, Any]:
    """Write the rows of a table's record as one text of JSON, for a notebook.

    >>> table_with_rows_as_text({"id": "offers", "data": [["DWP", 5.0]]})
    {'id': 'offers', 'rows': '{"data":[["DWP",5.0]]}'}
    """
    rows = {name: record[name] for name in _GROWING if name in record}
    kept = {name: part for name, part in record.items() if name not in rows}
    return kept | {"rows": compact(rows)}


def _link(inside: str, address: str) -> str:
    if address.startswith(RECORD):
        return f'<a data-row="{escape(address.removeprefix(RECORD))}">{inside}</a>'
    if not address.startswith(("https://", "http://")):
        return inside
    return f'<a href="{escape(address)}" rel="noreferrer">{inside}</a>'


def _width(column: Column) -> float:
    """Say how wide a column must be, no less than its longest word.

    Numbers and times stay on one line, words take a few.
    """
    texts = [text for text in column.texts if text]
    longest = max(map(len, texts), default=1)
    words = [*column.header.split(), *_unit_words(column.unit).split()]
    head = max(*map(len, words), len(column.header) / _HEAD_LINES) * _BOLD
    if column.numeric or (texts and all(map(TIME.fullmatch, texts))):
        cell = longest * _FIGURE
    else:
        whole = longest * _LETTER
        cell = min(whole, _WORDS if whole < 4 * _WORDS else _PROSE)
        cell = LONG_WIDTH - _PADDING if longest > LONG_TEXT else cell
        cell = max(cell, _LETTER * max((len(w) for text in texts for w in text.split()), default=1))
    return float(min(max(head, cell), _MOST) + _PADDING)


def _unit_words(unit: str) -> str:
    return unit.replace("GBP", "£", 1) if unit.startswith("GBP") else unit
