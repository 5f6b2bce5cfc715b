"""What the front page tells of a report besides its words: what it is about, and a small picture.

Taken from the charts and tables that the notebook showed, so that a report that shows an employer
or a year is found by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from nbformat import NotebookNode

from analysis.publish.page.outputs import Exhibit, exhibits
from analysis.publish.page.thumbnail import thumbnail

EMPLOYERS = frozenset({"employer", "employer_name"})
UNIONS = frozenset({"union", "unions", "who"})
# A longer cell is prose, and a year in it need not be what the row is about.
LONGEST = 40
_UNION = re.compile(r"[A-Z][A-Za-z]{1,11}")
_YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20[0-4]\d)(?!\d)")


def entry_facts(notebook: NotebookNode) -> dict[str, Any]:
    """Return `employers`, `unions` and `years` that a report shows, and its `picture` as SVG.

    Employers and unions are those of columns so named, sorted; years are those that periods,
    days and labels of rows name. The picture is of the first chart that can be drawn small.
    """
    shown = [exhibit for exhibit in exhibits(notebook) if exhibit.kind != "finding"]
    charts = (exhibit for exhibit in shown if exhibit.kind == "chart")
    pictures = (picture for chart in charts if (picture := thumbnail(chart.table)))
    return {
        "employers": sorted(set(_cells(shown, EMPLOYERS))),
        "unions": sorted({name for cell in _cells(shown, UNIONS) for name in union_names(cell)}),
        "years": sorted(_years(shown)),
        "picture": next(pictures, ""),
    }


def union_names(cell: str) -> list[str]:
    """Return the unions named in a cell: single names; kinds of speakers begin with a small letter.

    >>> union_names("press/PCS"), union_names("Prospect; PCS"), union_names("government/MP")
    (['PCS'], ['Prospect', 'PCS'], [])
    """
    parts = (part.strip() for part in re.split(r"[;,/]", cell))
    return [part for part in parts if _UNION.fullmatch(part) and part != "MP"]


def _cells(shown: Sequence[Exhibit], names: frozenset[str]) -> Iterator[str]:
    for exhibit in shown:
        columns = exhibit.table.get("columns", ())
        wanted = [at for at, column in enumerate(columns) if column["name"] in names]
        for row in exhibit.table.get("texts", ()) if wanted else ():
            yield from (row[at] for at in wanted if row[at])


def _years(shown: Iterable[Exhibit]) -> set[int]:
    found: set[int] = set()
    for exhibit in shown:
        columns = exhibit.table.get("columns", ())
        words = [at for at, column in enumerate(columns) if not column.get("numeric")]
        for row in exhibit.table.get("texts", ()):
            for at in words:
                if row[at] and len(row[at]) <= LONGEST:
                    found.update(map(int, _YEAR.findall(row[at])))
    return found
