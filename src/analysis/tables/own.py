"""Figures of a person's own: CSV files in data/own, checked as they are read, and recorded.

They are no part of the record: cleaning passes them over. What is read is noted with its digest,
so that a report which rests on a file of its maker's names it, and is made anew when it changes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

import pandas as pd

from analysis.doors.csv_text import split_cells
from analysis.doors.files import Refused, read_bytes
from analysis.errors import DataError, UsageError, nearest
from analysis.project import Project, find_project
from analysis.tables.rawfiles import is_raw, raw_files
from analysis.tables.store import note_own

FOLDER = "data/own"
MOST_SAID = 5  # cells that do not fit their column, before the rest are counted
_NUMBER = re.compile(r"[+−-]?£?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?(\.[0-9]+)?%?")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_own(name: str, project: Project | None = None) -> pd.DataFrame:
    """Read one CSV file of data/own: its columns as numbers, months, days or text.

    A column is of one kind if most of its cells are; a cell that then does not fit is an error
    that names row and column. Raises `UsageError` for a name that is not below data/own,
    `DataError` for a file that is not there or not a table.
    """
    chosen = project or find_project()
    path = chosen.own / _inside(name)
    where = f"{FOLDER}/{name}"
    try:
        data = read_bytes(path)
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        held = raw_files(chosen.own)
        guess = nearest(name, held) if held else "The folder holds no file."
        raise DataError(f"{where} is not there. {guess} Put the file in {FOLDER}.") from None
    except (OSError, Refused) as error:
        raise DataError(f"{where} cannot be read ({error}).") from None
    except UnicodeDecodeError:
        raise DataError(
            f"{where} is not UTF-8 text. Save it as CSV UTF-8 (a workbook: Save as, CSV UTF-8)."
        ) from None
    frame = _frame(text, where)
    note_own(name, hashlib.sha256(data).hexdigest())
    return frame


def _inside(name: str) -> str:
    """Return a name that stays below the folder; others are refused."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or "\\" in name or ".." in parts or not is_raw(name):
        raise UsageError(
            f"own({name!r}): name a CSV file of {FOLDER}, such as own('njc.csv'). Files elsewhere "
            "are not read: copy yours there."
        )
    if not name.lower().endswith(".csv"):
        raise UsageError(f"own({name!r}): only CSV files are read. Save it as CSV UTF-8.")
    return name


def _frame(text: str, where: str) -> pd.DataFrame:
    try:
        records = split_cells(text)
    except Refused as error:
        place = "" if error.line is None else f", row {error.line}"
        raise DataError(
            f"{where}{place}: found {error.found}. {error.mend.capitalize()}."
        ) from None
    header = [cell.strip() for cell in records[0]] if records else []
    if not header or len(records) < 2:
        raise DataError(f"{where} has no rows. Its first line names the columns.")
    for column, called in enumerate(header, start=1):
        if not called or header.count(called) > 1:
            said = f"is called {called!r} as another is" if called else "has no name"
            raise DataError(f"{where}: column {column} {said}. Name each column once, in line 1.")
    rows = [(line, cells) for line, cells in enumerate(records[1:], start=2) if any(cells)]
    for line, cells in rows:
        if len(cells) != len(header):
            raise DataError(
                f"{where}, row {line}: {len(cells)} cells, and the first line names "
                f"{len(header)} columns. Put text with commas in quotes."
            )
    lines = [line for line, _ in rows]
    return pd.DataFrame(
        {
            called: _column([cells[place].strip() for _, cells in rows], lines, called, where)
            for place, called in enumerate(header)
        }
    )


def _column(cells: Sequence[str], lines: Sequence[int], called: str, where: str) -> pd.Series:
    """Turn cells into numbers, months, days or text: what most of them are."""
    held = [cell for cell in cells if cell]
    for said, fits, turn in _KINDS:
        if held and 2 * sum(map(fits, held)) > len(held):
            wrong = [(at, cell) for at, cell in zip(lines, cells, strict=True) if cell]
            wrong = [(at, cell) for at, cell in wrong if not fits(cell)]
            if wrong:
                listed = "; ".join(f"row {at}: {cell[:40]!r}" for at, cell in wrong[:MOST_SAID])
                more = f"; {len(wrong) - MOST_SAID} more" if len(wrong) > MOST_SAID else ""
                raise DataError(
                    f"{where}, column {called}: {said} are expected, as most cells are. Found "
                    f"{listed}{more}. Leave a cell blank where nothing is known."
                )
            return turn(cells)
    return pd.Series([cell or None for cell in cells], dtype="str")


def _is_number(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell)) and any(letter.isdigit() for letter in cell)


def _is_day(cell: str) -> bool:
    return bool(_DAY.fullmatch(cell)) and not pd.isna(pd.to_datetime(cell, errors="coerce"))


def _numbers(cells: Sequence[str]) -> pd.Series:
    plain = [re.sub(r"[£,%]", "", cell).replace("−", "-") for cell in cells]
    found = pd.Series([float(cell) if cell else float("nan") for cell in plain])
    whole = found.notna().all() and (found % 1 == 0).all() and not any("." in one for one in plain)
    return found.astype("int64") if whole and found.abs().max() < 2**53 else found


def _months(cells: Sequence[str]) -> pd.Series:
    return pd.Series(pd.PeriodIndex([cell or None for cell in cells], freq="M"))


def _days(cells: Sequence[str]) -> pd.Series:
    return pd.to_datetime(pd.Series([cell or None for cell in cells]), format="%Y-%m-%d")


_KINDS: tuple[tuple[str, Callable[[str], bool], Callable[[Sequence[str]], pd.Series]], ...] = (
    ("numbers", _is_number, _numbers),
    ("months such as 2024-03", lambda cell: bool(_MONTH.fullmatch(cell)), _months),
    ("days such as 2024-03-31", _is_day, _days),
)
