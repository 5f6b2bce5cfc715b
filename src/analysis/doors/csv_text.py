"""CSV that a person or a program wrote, read strictly: bounded, every quote closed."""

from __future__ import annotations

import csv
import io

from analysis.doors.files import Refused

MOST_CELLS = 4_000_000
csv.field_size_limit(2**27)


def split_cells(text: str) -> list[list[str]]:
    r"""Split CSV text into rows of cells, as many as each has.

    Raises `Refused` for a quote that stays open, with the row it stands in (the first is 1), and
    for more cells than any table here has.

    >>> split_cells('year,value\n2022,"1,110"\n')
    [['year', 'value'], ['2022', '1,110']]
    >>> split_cells('year,value\n2022,"11.1\n')
    Traceback (most recent call last):
    analysis.doors.files.Refused: line 2: found unexpected end of data; allowed: comma-separated
    values; mend: close every quote, and double the quotes inside a cell
    """
    if text.count(",") > MOST_CELLS:
        mend = "look whether it is the right file"
        raise Refused(f"more than {MOST_CELLS:,} cells", "a table", mend)
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        mend = "close every quote, and double the quotes inside a cell"
        raise Refused(str(error), "comma-separated values", mend, len(rows) + 1) from None
    return rows
