"""A report's charts and tables as a workbook that anyone can use, screen reader or not.

The layout follows the Government Analysis Function's "Releasing statistics in spreadsheets": a
cover sheet, a table of contents, notes, then one table a sheet, each marked as a table, with its
title in the first cell, nothing merged, nothing hidden, no blank rows or columns and nothing said
by colour. A cell without a figure holds ``[x]``, and the notes say why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from analysis.publish.page.csv_links import harmless
from analysis.publish.page.outputs import Exhibit, exhibits
from analysis.publish.page.printing import listed, spoken
from analysis.publish.page.whole import HowMade, ReportInfo
from analysis.publish.page.workbook_file import Sheet, cell_text, write_xlsx

MISSING = "[x]"
NO_DAY = "1980-01-01"
ONE_TABLE = "This worksheet contains one table."


def write_workbook(path: Path, notebook: NotebookNode, report: ReportInfo, made: HowMade) -> None:
    """Write the data of a report's charts and tables to `path`, the same bytes each time.

    Numbers are stored unrounded and shown with the decimals of the page. Text that a
    spreadsheet would take for a formula begins with an apostrophe. The day that the file says it
    was made is that of the newest release used.
    """
    shown = list(exhibits(notebook))
    tables = [exhibit for exhibit in shown if exhibit.kind != "finding" and exhibit.rows]
    findings = [exhibit.title for exhibit in shown if exhibit.kind == "finding"]
    days = [day for _, day, _, _ in made.releases if re.fullmatch(r"\d{4}-\d\d-\d\d", day)]
    titles = [exhibit.title for exhibit in tables]
    contents = [[number, title] for number, title in enumerate(titles, start=1)]
    sheets = [
        Sheet("Cover", [[line] for line in _cover(report, made)]),
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
    write_xlsx(path, sheets, title=report.title, day=max(days, default=NO_DAY))


def _safe(rows: Iterable[Sequence[object]]) -> list[list[object]]:
    return [[harmless(cell) for cell in row] for row in rows]


def _cover(report: ReportInfo, made: HowMade) -> list[object]:
    settings = "; ".join(f"{name}: {listed(made.parameters[name])}" for name in made.parameters)
    lines = [
        report.title,
        report.question,
        f"Data to {spoken(made.data_to)}." if made.data_to else "",
        f"Parameters: {settings}." if settings else "",
        f"Made by realpay {report.version} from inputs with the checksum {made.checksum}.",
        f"A cell that holds {MISSING} has no figure; the sheet Notes says why.",
        *(f"Licence: {name}, {address}" for name, address in made.licences),
    ]
    return [harmless(line) for line in lines if line]


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
