"""A workbook as `.xlsx`, by XlsxWriter."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from analysis.publish.page.workbook import Sheet, Workbook, cell_text, sheet_start

FONT = {"font_name": "Arial", "font_size": 12}
OPTIONS = {
    "in_memory": True,
    "default_format_properties": FONT,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def write_xlsx(path: Path, book: Workbook) -> None:
    """Write a workbook to `path`, the same bytes each time.

    The format has no place for the language of a sheet: it stands with the document's properties.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), OPTIONS) as file:
        made = datetime.fromisoformat(book.day)
        file.set_properties({"title": cell_text(book.title), "author": "realpay", "created": made})
        file.set_custom_property("Language", "en-GB")
        looks = _Looks(file)
        for sheet in book.sheets:
            _write_sheet(file.add_worksheet(sheet.name), sheet, looks)


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._numbers: dict[str, Any] = {}
        wrap = {**FONT, "text_wrap": True, "valign": "top"}
        self.title = file.add_format({**FONT, "bold": True, "font_size": 15})
        self.header = file.add_format({**wrap, "bold": True})
        self.text = file.add_format(wrap)
        self.plain = file.add_format(FONT)

    def number(self, shape: str) -> Any:
        if shape not in self._numbers:
            self._numbers[shape] = self._file.add_format({**FONT, "num_format": shape})
        return self._numbers[shape]


def _write_sheet(page: Any, sheet: Sheet, looks: _Looks) -> None:
    for at, letters in enumerate(sheet.widths):
        page.set_column(at, at, letters)
    heads = sheet.first - 1 if sheet.table else -1
    columns = range(len(sheet.widths))
    below = [
        looks.number(sheet.formats[at]) if sheet.table and at in sheet.formats else looks.text
        for at in columns
    ]
    for number, row in enumerate(sheet.rows):
        own = looks.header if number == heads else looks.plain if number < heads else None
        for at, (cell, look) in enumerate(zip(row, below, strict=False)):
            look = looks.title if number == 0 else own or look
            if isinstance(cell, str):
                page.write_string(number, at, cell, look)
            else:
                page.write_number(number, at, cell, look)
    if sheet.table:
        _mark_table(page, sheet, looks)
    for row_number, target in sheet.links.items():
        cell = sheet.rows[row_number - 1][0]
        page.write_url(row_number - 1, 0, f"internal:{sheet_start(target)}", looks.text)
        page.write_number(row_number - 1, 0, cell, looks.text)


def _mark_table(page: Any, sheet: Sheet, looks: _Looks) -> None:
    heads = sheet.rows[sheet.first - 1]
    page.add_table(
        sheet.first - 1,
        0,
        len(sheet.rows) - 1,
        len(heads) - 1,
        {
            "name": sheet.table,
            "columns": [{"header": head, "header_format": looks.header} for head in heads],
            "autofilter": False,
            "style": None,
        },
    )
