"""Tables as CSV text and as a link that carries it, safe to open in a spreadsheet."""

from __future__ import annotations

import base64
import csv
import io
import zlib
from collections.abc import Iterable, Sequence
from urllib.parse import quote

# What makes a spreadsheet read text as a formula: owasp.org, "CSV Injection"; the last four are
# the full-width forms that some spreadsheets fold to the first.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Percent-encoding leaves these alone in a data address, so that CSV stays short and readable.
PLAIN = ",;:/?!$'()*+-._~=@"


def harmless(cell: object) -> object:
    """Put an apostrophe before text that a spreadsheet would take for a formula.

    Numbers, and text that is a number, stay as they are.

    >>> harmless("=HYPERLINK(1)"), harmless("-4.1"), harmless(-4.1), harmless("- none")
    ("'=HYPERLINK(1)", '-4.1', -4.1, "'- none")
    """
    if not isinstance(cell, str) or not cell.startswith(FORMULA_STARTS):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return f"'{cell}" if cell.startswith(("\t", "\r", "\n")) else cell


def csv_text(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Write a header row and rows as CSV; what is missing is an empty cell.

    The text begins with a byte order mark, without which Excel reads £ as Â£. Lines inside a cell
    end with a line feed: a lone carriage return would end the row.

    >>> csv_text(["period", "CPI"], [["2022-10", 11.1], ["2022-11", None]])
    '\ufeffperiod,CPI\n2022-10,11.1\n2022-11,\n'
    """
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_cell(header) for header in headers])
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _cell(cell: object) -> object:
    if isinstance(cell, str):
        return harmless(cell.replace("\r\n", "\n").replace("\r", "\n"))
    return "" if cell is None else cell


LONG = 5_000  # bytes of a file that an address carries; a longer one is packed


def pack(text: str) -> str:
    r"""Pack text for a script of the page: deflated (RFC 1950) and in base64.

    Counts and names repeat, so that a table takes a sixth of the room of an address.

    >>> zlib.decompress(base64.b64decode(pack("year\n2022\n"))).decode().split()
    ['year', '2022']
    """
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def csv_address(text: str) -> str:
    """Return a `data:` address that holds a CSV itself: no script and no request needed.

    The shorter of percent-encoding and base64 is used.

    >>> csv_address(csv_text(["year", "CPI"], [["2022", 11.1]]))
    'data:text/csv;charset=utf-8,%EF%BB%BFyear,CPI%0A2022,11.1%0A'
    """
    plain = "data:text/csv;charset=utf-8," + quote(text, safe=PLAIN)
    dense = "data:text/csv;charset=utf-8;base64,"
    if len(plain) <= len(dense) + 4 * ((len(text.encode()) + 2) // 3):
        return plain
    return dense + base64.b64encode(text.encode()).decode("ascii")
