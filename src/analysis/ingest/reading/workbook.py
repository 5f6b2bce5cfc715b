"""A table in a workbook, .xlsx or .ods: the sheet that it stands in, read as what it shows.

Researchers keep wide tables in spreadsheets. The sheet is found by its header; each cell gives
what a person sees in it, as a CSV of this project has it. What cannot be taken so is a problem that
names the sheet and the cell. The libraries are only imported when such a file is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from analysis.doors.files import Refused
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.sheets import Sheet, place_name
from analysis.tables.columns import Column
from analysis.tables.registry import TABLES

LARGEST_AREA = 4_000_000  # cells of the smallest block that holds all that are filled
TOP = 30  # rows that are looked through for a header that is not the first


def read_workbook(
    path: Path, file: str, expected: Sequence[str], problems: Problems
) -> list[list[str]] | None:
    """Read the sheet with the expected columns as records of text, the header first.

    None, with what is wrong noted, when the file cannot be read or has no such sheet. Problems
    that are found later in its rows name the sheet and the cell too.
    """
    from analysis.ingest.reading.ods import read_ods
    from analysis.ingest.reading.xlsx import read_xlsx

    try:
        sheets = read_xlsx(path) if path.suffix == ".xlsx" else read_ods(path)
    except (Refused, OSError) as error:
        problems.refuse(file, error, "a workbook")
        return None
    sheet = _table(sheets, file, expected, problems)
    return None if sheet is None else _records(sheet, file, problems)


def _table(
    sheets: Sequence[Sheet], file: str, expected: Sequence[str], problems: Problems
) -> Sheet | None:
    """Choose the sheet whose first row is the header of this table."""
    filled = [sheet for sheet in sheets if sheet.cells]
    if not filled:
        problems.add(file, None, None, "an empty sheet", "a header and rows", "put the rows back")
        return None
    shared = [len(set(expected) & _header(sheet, 1)) for sheet in filled]
    whole = [sheet for sheet, count in zip(filled, shared, strict=True) if count == len(expected)]
    if len(whole) > 1:
        found = f"this table in the sheets {_named(whole)}"
        mend = "keep it in one sheet, and take the others away"
        problems.add(file, None, None, found, "one sheet with this table", mend)
        return None
    if whole:
        return whole[0]
    best = max(range(len(filled)), key=lambda place: shared[place])
    for sheet in filled:
        for row in range(2, TOP):
            if len(set(expected) & _header(sheet, row)) > max(shared[best], len(expected) // 2):
                found = f"the column names in row {row} of sheet '{sheet.name}'"
                mend = "take away the rows above them"
                problems.add(file, None, None, found, "the column names in row 1", mend)
                return None
    if shared[best]:
        return filled[best]
    found = f"no row 1 with the names of the columns, in {_named(filled)}"
    mend = "name the columns in row 1 of the sheet that has the table"
    listed = ", ".join(expected[:4]) + (", …" if len(expected) > 4 else "")
    problems.add(file, None, None, found, f"a sheet that begins {listed}", mend)
    return None


def _header(sheet: Sheet, row: int) -> set[str]:
    return {cell.text.strip() for cell in sheet.row(row).values()}


def _named(sheets: Sequence[Sheet]) -> str:
    return ", ".join(f"'{sheet.name}'" for sheet in sheets)


def _records(sheet: Sheet, file: str, problems: Problems) -> list[list[str]] | None:
    """Lay the cells of a sheet out as records; those that cannot be taken are problems."""
    sheet.spread_merges()
    last_row = max(row for row, _ in sheet.cells)
    width = max(column for _, column in sheet.cells)
    header = {column: cell.text.strip() for column, cell in sheet.row(1).items()}
    problems.lay_out(file, sheet.name, {name: column for column, name in header.items()})
    if last_row * width > LARGEST_AREA:
        far = place_name(*max(sheet.cells, key=lambda place: place[0] * place[1]))
        found, mend = f"a filled cell at {far}, far beyond the table", "clear it"
        problems.add(file, None, None, found, "rows below the header", mend)
        return None
    records = [[""] * width for _ in range(last_row)]
    for (row, column), cell in sorted(sheet.cells.items()):
        name = header.get(column, "")
        if cell.wrong:
            allowed = "a cell that shows its value"
            problems.add(file, row, name or None, cell.wrong, allowed, cell.mend)
        records[row - 1][column - 1] = (
            f"{cell.text} %" if cell.per_cent and name not in per_cents() else cell.text
        )
    return records


@cache
def per_cents() -> frozenset[str]:
    """Name the raw columns that hold per cents as plain numbers, 4.5 for 4.5 %.

    >>> "awarded_pct" in per_cents(), "flat_gbp" in per_cents()
    (True, False)
    """
    return frozenset(
        item.raw
        for table in TABLES.values()
        for item in table.body
        if isinstance(item, Column) and item.kind == "pct" and item.raw
    )
