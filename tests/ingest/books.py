"""Workbooks made in place: by XlsxWriter, openpyxl and LibreOffice, and by hand with faults."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
URN = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{short}="{URN}{long}:1.0"'
    for short, long in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "dc": "dc",
    }.items()
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = shutil.which("soffice")


def ods(path: Path, rows: str, *, styles: str = "", mimetype: str = SPREADSHEET) -> Path:
    """Write an .ods by hand; `rows` is the XML inside its one table."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="Data">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return pack(path, {"mimetype": mimetype, "content.xml": content})


def ods_row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def ods_text(*paragraphs: str, attributes: str = "") -> str:
    inside = "".join(f"<text:p>{escape(text)}</text:p>" for text in paragraphs)
    return f'<table:table-cell office:value-type="string" {attributes}>{inside}</table:table-cell>'


def ods_number(value: object, shown: str = "", kind: str = "float", inside: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{value}">{inside}'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def ods_date(day: str, style: str, shown: str) -> str:
    return (
        f'<table:table-cell office:value-type="date" office:date-value="{day}" '
        f'table:style-name="{style}"><text:p>{shown}</text:p></table:table-cell>'
    )


def xlsx(path: Path, sheets: Mapping[str, str], *, calc: str = "", main: str = MAIN) -> Path:
    """Write an .xlsx by hand; each sheet is given as the XML inside its `worksheet`."""
    numbered = list(enumerate(sheets.items(), start=1))
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, (name, _) in numbered
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
            for n, _ in numbered
        )
        + "</Types>",
        "_rels/.rels": _links([("r1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{LINKS}">'
        f"<sheets>{listed}</sheets>{calc}</workbook>",
        "xl/_rels/workbook.xml.rels": _links(
            [(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n, _ in numbered]
        ),
    }
    for number, (_, inside) in numbered:
        part = f"xl/worksheets/sheet{number}.xml"
        parts[part] = f'<worksheet xmlns="{main}">{inside}</worksheet>'
    return pack(path, parts)


def _links(links: Iterable[tuple[str, str, str]]) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="{one}" Type="{LINKS}/{kind}" Target="{target}"/>'
            for one, kind, target in links
        )
        + "</Relationships>"
    )


def sheet_data(rows: Sequence[Sequence[object]]) -> str:
    """Give the XML of plain rows: numbers as numbers, all else as inline text."""
    return f"<sheetData>{''.join(_row(n, row) for n, row in enumerate(rows, start=1))}</sheetData>"


def _row(number: int, cells: Sequence[object]) -> str:
    inside = ""
    for place, cell in enumerate(cells, start=1):
        start = f'<c r="{chr(64 + place)}{number}"'
        if isinstance(cell, int | float):
            inside += f"{start}><v>{cell}</v></c>"
        else:
            inside += f'{start} t="inlineStr"><is><t>{escape(str(cell))}</t></is></c>'
    return f'<row r="{number}">{inside}</row>'


def pack(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path


def repack(path: Path, changes: Mapping[str, tuple[str, str]]) -> Path:
    """Change a text in some parts of a workbook; the text must be there."""
    with zipfile.ZipFile(path) as file:
        parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    for name, (old, new) in changes.items():
        text = bytes(parts[name]).decode("utf-8")  # type: ignore[arg-type]
        assert old in text
        parts[name] = text.replace(old, new)
    return pack(path, parts)


# What a cell is, and the number or date format that it is given.
Formatted = tuple[object, str]


def by_xlsxwriter(path: Path, rows: Sequence[Sequence[Formatted]]) -> Path:
    import xlsxwriter

    plain = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, plain) as book:
        sheet = book.add_worksheet("Data")
        styles: dict[str, object] = {}
        for row, cells in enumerate(rows):
            for column, (value, code) in enumerate(cells):
                if code not in styles:
                    styles[code] = book.add_format({"num_format": code})
                style = styles[code]
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, style)
                else:
                    sheet.write(row, column, value, style)
    return path


def by_openpyxl(path: Path, rows: Sequence[Sequence[Formatted]]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    for row, cells in enumerate(rows, start=1):
        for column, (value, code) in enumerate(cells, start=1):
            cell = book.active.cell(row, column, value)
            cell.number_format = code
    book.save(path)
    return path


def by_libreoffice(path: Path, rows: Sequence[Sequence[Formatted]]) -> Path:
    """Let LibreOffice open a workbook of XlsxWriter's and save it as what the path's name says."""
    assert OFFICE is not None
    with TemporaryDirectory() as beside:
        source = by_xlsxwriter(Path(beside) / f"{path.stem}.xlsx", rows)
        _convert(source, path, home=Path(beside, "office").as_uri())
    return path


def _convert(source: Path, path: Path, *, home: str) -> None:
    subprocess.run(
        [
            *(OFFICE, f"-env:UserInstallation={home}", "--headless"),
            *("--convert-to", path.suffix[1:], "--outdir", str(path.parent), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
