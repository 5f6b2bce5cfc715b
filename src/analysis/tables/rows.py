"""Rows of a clean table as plain values, for a command that must answer at once.

pandas takes longer to import than the rest of such a command to run; `read` is for all else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analysis.errors import DataError
from analysis.project import Project
from analysis.tables.manifest import how_to_make, how_to_mend
from analysis.tables.registry import table_named


def read_rows(project: Project, name: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return every version of every row, a tuple of the columns asked for.

    Days are dates, months whole numbers since January 1970, blanks None. Raises `DataError`
    when the table has not been made or is damaged.
    """
    import pyarrow as arrow
    from pyarrow.parquet import ParquetFile

    path = project.clean / f"{name}.parquet"
    try:
        with ParquetFile(path) as file:
            held = file.read(columns=list(columns), use_threads=False)
    except FileNotFoundError:
        msg = f"The clean table {name} is not there. {how_to_make(project.clean)}"
        raise DataError(msg) from None
    except (OSError, arrow.ArrowException) as error:
        mend = how_to_mend(project.clean)
        msg = f"data/clean/{name}.parquet is damaged ({error}). {mend}"
        raise DataError(msg) from None
    kinds = table_named(name).columns
    values = (held[column].to_pylist() for column in columns)
    plain = (
        [month and _ordinal(month) for month in cells] if kinds[column].kind == "month" else cells
        for column, cells in zip(columns, values, strict=True)
    )
    return list(zip(*plain, strict=True))


def _ordinal(month: str) -> int:
    return (int(month[:4]) - 1970) * 12 + int(month[5:]) - 1
