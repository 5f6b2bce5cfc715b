"""A report's charts and tables as a workbook that anyone can use, screen reader or not.

The layout follows the Government Analysis Function's "Releasing statistics in spreadsheets": a
cover sheet, a table of contents, notes, then one table a sheet, each marked as a table, with its
title in the first cell, nothing merged, nothing hidden, no blank rows or columns and nothing said
by colour. A cell without a figure holds ``[x]``, and the notes say why.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from nbformat import NotebookNode

from analysis.publish.page.csv_links import harmless
from analysis.publish.page.outputs import Exhibit, exhibits
from analysis.publish.page.printing import listed, spoken
from analysis.publish.page.whole import HowMade, ReportInfo

MISSING = "[x]"
NO_DAY = "1980-01-01"
ONE_TABLE = "This worksheet contains one table."
# What XML 1.0 cannot hold, and so no workbook either.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows from the first cell on, and which of them are a table.

    `table` names the table that begins in row `first` and reaches to the last; `formats` gives
    the number format of a column; `links` maps a row to the sheet that its first cell leads to.
    """

    name: str
    rows: Sequence[Sequence[float | str]]
    table: str = ""
    first: int = 2
    formats: Mapping[int, str] = field(default_factory=dict)
    links: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def widths(self) -> Sequence[int]:
        """How many letters wide each column is shown, in fours: most fit, none is above 60."""
        columns = max(len(row) for row in self.rows)
        if not self.table:
            return [100] * columns
        longest = [0] * columns
        for row in self.rows[self.first - 1 :]:
            longest[: len(row)] = map(max, longest, (len(str(cell)) for cell in row))
        return [min(max(-(-(most + 3) // 4) * 4, 12), 60) for most in longest]


@dataclass(frozen=True)
class Workbook:
    """A report's workbook, before it is written in one format or another.

    `day` is an ISO date, told as the moment of making: that of the newest release used.
    """

    title: str
    day: str
    sheets: Sequence[Sheet]


def workbook_of(notebook: NotebookNode, report: ReportInfo, made: HowMade) -> Workbook:
    """Lay out the data of a report's charts and tables as the sheets of a workbook.

    Numbers are stored unrounded and shown with the decimals of the page. Text that a
    spreadsheet would take for a formula begins with an apostrophe.
    """
    shown = list(exhibits(notebook))
    tables = [exhibit for exhibit in shown if exhibit.kind != "finding" and exhibit.rows]
    findings = [exhibit.title for exhibit in shown if exhibit.kind == "finding"]
    days = [day for _, day, _, _ in made.releases if re.fullmatch(r"\d{4}-\d\d-\d\d", day)]
    titles = [exhibit.title for exhibit in tables]
    contents = [[number, title] for number, title in enumerate(titles, start=1)]
    sheets = [
        Sheet("Cover", _safe([[line] for line in _cover(report, made)])),
        Sheet(
            "Contents",
            _safe([["Table of contents"], [ONE_TABLE], ["Sheet", "Table"], *contents]),
            table="contents" if contents else "",
            first=3,
            links={number + 3: str(number) for number, _ in enumerate(titles, start=1)},
        ),
        Sheet(
            "Notes",
            _safe([["Notes"], [ONE_TABLE], ["Sheet", "Note"], *_notes(tables)]),
            table="notes",
            first=3,
        ),
        *(_table_sheet(number, exhibit) for number, exhibit in enumerate(tables, start=1)),
    ]
    if findings:
        lines = [[finding] for finding in ("What we found", *findings)]
        sheets.insert(1, Sheet("Findings", _safe(lines)))
    return Workbook(report.title, max(days, default=NO_DAY), sheets)


def cell_of(value: object) -> float | str:
    """Return what a cell holds: a number as it is, of anything else the text.

    Text that a spreadsheet would take for a formula begins with an apostrophe.

    >>> cell_of(-4.1), cell_of("=1+1"), cell_of(float("nan")), cell_of(True)
    (-4.1, "'=1+1", 'nan', 'True')
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return value
    return cell_text(harmless(value))


def cell_text(text: object) -> str:
    """Return text that a cell can hold: no control characters, no more than Excel allows."""
    told = str(text)
    return (told if told.isprintable() else CONTROLS.sub("", told))[:LONGEST]


def sheet_start(name: str) -> str:
    """Name the first cell of a sheet, for a link to it.

    >>> sheet_start("Table 1"), sheet_start("Don't")
    ("'Table 1'!A1", "'Don''t'!A1")
    """
    doubled = name.replace("'", "''")
    return f"'{doubled}'!A1"


def _safe(rows: Iterable[Sequence[object]]) -> list[list[float | str]]:
    return [[cell_of(cell) for cell in row] for row in rows]


def _cover(report: ReportInfo, made: HowMade) -> list[object]:
    settings = "; ".join(f"{name}: {listed(made.parameters[name])}" for name in made.parameters)
    lines = [
        report.title,
        report.question,
        f"Data to {spoken(made.data_to)}." if made.data_to else "",
        f"Parameters: {settings}." if settings else "",
        *(f"Figures of the maker's own: data/own/{file}, {sum_}" for file, sum_ in made.own),
        f"Made by realpay {report.version} from inputs with the checksum {made.checksum}.",
        f"A cell that holds {MISSING} has no figure; the sheet Notes says why.",
        *(f"Licence: {name}, {address}" for name, address in made.licences),
    ]
    return [line for line in lines if line]


def _notes(tables: Sequence[Exhibit]) -> list[list[object]]:
    """Return (sheet, note) for what each chart and table says beside its figures, each once."""
    found: dict[tuple[int, str], None] = {}
    for number, exhibit in enumerate(tables, start=1):
        table = exhibit.table
        said = [
            *(exhibit.data.get(part, "") for part in ("subtitle", "alt")),
            *_blanks(table),
            *table.get("notes", ()),
            exhibit.data.get("source", "") or table.get("source", ""),
        ]
        found |= {(number, str(note)): None for note in said if note}
    return [list(note) for note in found] or [["All", "There are no notes."]]


def _blanks(table: Mapping[str, Any]) -> list[str]:
    headers = {column["name"]: column["header"] for column in table["columns"]}
    return [
        f"{MISSING} in {headers.get(blank['column'], blank['column'])}: {blank['reason']}"
        for blank in table.get("blanks", ())
    ]


def _table_sheet(number: int, exhibit: Exhibit) -> Sheet:
    rows = ([MISSING if cell is None else cell for cell in row] for row in exhibit.rows)
    texts = exhibit.table.get("texts", ())
    formats = {
        at: number_format(row[at] for row in texts)
        for at, column in enumerate(exhibit.table["columns"])
        if column.get("numeric")
    }
    title = [f"{number}. {exhibit.title}"]
    about = [f"{ONE_TABLE} Notes on it are in the sheet Notes."]
    lines = _safe([title, about, _distinct(exhibit.columns), *rows])
    return Sheet(str(number), lines, table=f"table_{number}", first=3, formats=formats)


def _distinct(heads: Sequence[str]) -> list[object]:
    """Number the headers that come twice: a workbook's table must tell its columns apart."""
    seen: dict[str, int] = {}
    named: list[object] = []
    for head in heads:
        text = " ".join(cell_text(head).split()) or "column"
        times = seen[text.casefold()] = seen.get(text.casefold(), 0) + 1
        named.append(text if times == 1 else f"{text} ({times})")
    return named


def number_format(texts: Iterable[str | None]) -> str:
    """Return the spreadsheet format that shows numbers with the decimals of the page.

    >>> number_format([None, "−1,240.50"]), number_format(["3"]), number_format(["11.1"])
    ('#,##0.00', '0', '0.0')
    """
    printed = [text for text in texts if text]
    decimals = max((len(text.partition(".")[2]) for text in printed), default=0)
    whole = "#,##0" if any("," in text for text in printed) else "0"
    return f"{whole}.{'0' * decimals}" if decimals else whole
