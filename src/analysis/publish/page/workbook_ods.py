"""A workbook as `.ods`, the format that UK public bodies are asked to publish, by odfdo.

The document around the sheets, its styles, its properties and its parts are odfdo's. The sheets are
laid out by a template and put into the saved document: what odfdo keeps of a table grows with the
square of its rows, so that 45,000 of them take minutes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from analysis.errors import ReportError
from analysis.publish.archives import write_zip
from analysis.publish.page.templating import environment
from analysis.publish.page.workbook import Sheet, Workbook, cell_text, sheet_start

CONTENT = "content.xml"
BODY, CLOSED = b"<office:spreadsheet/>", b"</office:spreadsheet>"
CENTIMETRES = 0.22  # the width of one letter of Arial 12


def write_ods(path: Path, book: Workbook) -> None:
    """Write a workbook to `path`, the same bytes each time."""
    from odfdo import Document

    made = datetime.fromisoformat(book.day)
    document = Document("spreadsheet")
    document.body.clear()
    meta = document.meta
    meta.title, meta.language = cell_text(book.title), "en-GB"
    meta.creator = meta.initial_creator = "realpay"
    meta.creation_date = meta.date = made
    shapes = sorted({shape for sheet in book.sheets for shape in sheet.formats.values()})
    widths = sorted({_width(letters) for sheet in book.sheets for letters in sheet.widths})
    escape = environment().filters["escape"]
    template: Any = environment().get_template("workbook.ods.xml.j2").module
    for style in template.styles(shapes, widths, _decimals).strip().split("\n"):
        default = style.startswith("<style:default-style")
        document.insert_style(style, default=default, automatic=not default)
    sheets = [
        template.sheet(
            cell_text(sheet.name),
            [_width(letters) for letters in sheet.widths],
            [
                _row(row, looks, sheet.links.get(number, ""), escape)
                for number, (row, looks) in enumerate(
                    zip(sheet.rows, _looks(sheet, shapes), strict=True), start=1
                )
            ],
            sheet.first if sheet.table else 0,
        ).strip()
        for sheet in book.sheets
    ]
    marked = [(one.table, _reach(one)) for one in book.sheets if one.table]
    if marked:
        sheets.append(template.ranges(marked).strip())
    _save(document, path, "".join(sheets))


def _save(document: Any, path: Path, sheets: str) -> None:
    """Save the document with its sheets, without the moment of saving, which a zip would hold."""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    before, empty, after = parts[CONTENT].partition(BODY)
    if not empty:
        raise ReportError(f"The body of {CONTENT} is not where odfdo puts it: look at its version.")
    parts[CONTENT] = b"".join([before, BODY[:-2], b">", sheets.encode(), CLOSED, after])
    write_zip(path, parts, stored=frozenset({"mimetype"}))


def _width(letters: int) -> str:
    return f"{letters * CENTIMETRES:.2f}cm"


def _decimals(shape: str) -> tuple[int, bool]:
    """Return the decimals of a number format and whether thousands are grouped."""
    return len(shape.partition(".")[2]), "," in shape


def _reach(sheet: Sheet) -> str:
    """Name the cells of a sheet's table.

    >>> _reach(Sheet("1", [["Offers"], ["one table"], ["a", "b"], [1, 2]], table="t", first=3))
    "'1'.A3:'1'.B4"
    """
    name = sheet_start(sheet.name).removesuffix("!A1")
    last = column_letters(len(sheet.rows[sheet.first - 1]))
    return f"{name}.A{sheet.first}:{name}.{last}{len(sheet.rows)}"


def column_letters(number: int) -> str:
    """Name a column as spreadsheets do.

    >>> column_letters(1), column_letters(26), column_letters(27), column_letters(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _looks(sheet: Sheet, shapes: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield, row by row, the style of each cell."""
    columns = range(len(sheet.widths))
    below = [
        f"n{shapes.index(sheet.formats[at])}" if sheet.table and at in sheet.formats else "text"
        for at in columns
    ]
    for number in range(1, len(sheet.rows) + 1):
        if number == 1:
            yield ["title" for _ in columns]
        elif sheet.table and number <= sheet.first:
            yield ["header" if number == sheet.first else "plain" for _ in columns]
        else:
            yield below


def _row(
    row: Sequence[float | str], looks: Sequence[str], link: str, escape: Callable[[object], str]
) -> str:
    """Lay a row out, a cell in each style; its first cell leads to the sheet `link`, if any."""
    cells: list[str] = []
    for cell, look in zip(row, looks, strict=False):
        kind = "string" if isinstance(cell, str) else f'float" office:value="{cell!r}'
        text = escape(cell)
        if link and not cells:
            address = escape(f"#{sheet_start(link).replace('!', '.')}")
            text = f'<text:a xlink:type="simple" xlink:href="{address}">{text}</text:a>'
        cells.append(
            f'<table:table-cell table:style-name="{look}" office:value-type="{kind}">'
            f"<text:p>{text}</text:p></table:table-cell>"
        )
    return f"<table:table-row>{''.join(cells)}</table:table-row>\n"
