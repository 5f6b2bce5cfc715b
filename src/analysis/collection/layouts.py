"""How tables of reports, and the data of charts, are laid out: headers, units, what a blank means.

A table or chart is a row of `layouts.csv`, and each of its columns a row of `layout_columns.csv`,
in the order in which they are shown: `row` heads a row, `answer` is what a reader came for, and a
column that is `perhaps` shown is shown where the frame has it. Words in braces are filled by the
caller; a column with `{each}` is repeated for every name in `each`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from typing import Any

import pandas as pd

from analysis.errors import ReportError, nearest
from analysis.present import Table

EACH, PERHAPS, PARTED = "{each}", "perhaps", " | "


def _rows(name: str) -> list[dict[str, str]]:
    text = files("analysis.collection").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


_TABLES = {row["table"]: row for row in _rows("layouts.csv")}
_COLUMNS: dict[str, list[dict[str, str]]] = {name: [] for name in _TABLES}
for _row in _rows("layout_columns.csv"):
    _COLUMNS[_row["table"]].append(_row)


def lay_out(
    name: str,
    data: pd.DataFrame,
    /,
    *,
    id: str = "",
    each: Sequence[str] = (),
    notes: Sequence[str] | None = None,
    blanks: Mapping[str, str | Sequence[str | None]] | None = None,
    **words: Any,
) -> Table:
    """Lay out a frame as the table called `name`, whose id that is unless another is given.

    The columns declared are taken from `data`; an empty frame may lack them. `notes` replace those
    declared, and `blanks` add reasons that differ from row to row. What else is named is a field
    of the table (`source`, `none`, `answer`, `paper`), or fills the word in braces of that name.

    Raises `ReportError` for a table that is not declared, and for a frame without its columns.

    >>> found = pd.DataFrame({"reason": ["several years in one figure"], "statements": [3]})
    >>> made = lay_out("left-out", found, about="all employers")
    >>> made.caption, [column.header for column in made.columns]
    ('Statements kept out of the comparison: all employers', ['Why', 'Statements'])
    """
    given = {key: words.pop(key) for key in ("source", "none", "answer", "paper") if key in words}
    table, columns = _declared(name, each, words, data)
    links = {row["column"]: row["link"] for row in columns if row["link"]}
    hidden = [*links.values(), *filter(None, [table["of"]])]
    wanted = list(dict.fromkeys([*(row["column"] for row in columns), *hidden]))
    absent = [column for column in wanted if column not in data] if data.empty else []
    held = data.assign(**{column: pd.Series(dtype=object) for column in absent})
    if missing := [column for column in wanted if column not in held]:
        raise ReportError(f"Table {name}: no column {missing[0]!r}. {nearest(missing[0], held)}")
    fields = _fields(table, columns) | {"id": id or name} | given
    return Table(
        held[wanted].reset_index(drop=True),
        caption=table["caption"],
        rows=[row["column"] for row in columns if row["place"] == "row"],
        links=links,
        of=table["of"],
        notes=list(filter(None, table["notes"].split(PARTED))) if notes is None else notes,
        blanks=fields.pop("blanks", {}) | dict(blanks or {}),
        **{"answer": [row["column"] for row in columns if row["place"] == "answer"]} | fields,
    )


def words_of(
    name: str, /, *, id: str = "", each: Sequence[str] = (), **words: Any
) -> dict[str, Any]:
    """Give what is declared of a chart, for what draws it: id, headers, units, and the like.

    >>> words_of("departments-spread")["headers"]["median"]
    'Middle'
    """
    return {"id": id or name} | _fields(*_declared(name, each, words))


def _declared(
    name: str, each: Sequence[str], words: Mapping[str, Any], data: pd.DataFrame | None = None
) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Fill the words of a table and its columns; those shown perhaps are of what `data` has."""
    if name not in _TABLES:
        raise ReportError(f"no table {name!r} in layouts.csv. {nearest(name, _TABLES)}")
    table = {key: text.format(**words) for key, text in _TABLES[name].items()}
    columns = _filled(_COLUMNS[name], each, words)
    held = () if data is None else data
    return table, [row for row in columns if row["place"] != PERHAPS or row["column"] in held]


def _fields(table: Mapping[str, str], columns: Sequence[dict[str, str]]) -> dict[str, Any]:
    """Give the fields that charts and tables share, without those that are blank."""
    decimals = {column: int(digits) for column, digits in _of(columns, "decimals").items()}
    found = {
        "headers": _of(columns, "header"),
        "units": _of(columns, "unit"),
        "decimals": decimals,
        "blanks": _of(columns, "blank"),
        "source": table["source"],
        "none": table["none"],
    }
    return {name: value for name, value in found.items() if value}


def _filled(
    rows: Sequence[dict[str, str]], each: Sequence[str], words: Mapping[str, Any]
) -> Iterator[dict[str, str]]:
    """Fill the words of the columns of a table; neighbours that are repeated, name by name."""
    for repeated, group in groupby(rows, key=lambda row: EACH in row["column"]):
        together = list(group)
        for one in each if repeated else [""]:
            for row in together:
                yield {key: text.format(each=one, **words) for key, text in row.items()}


def _of(columns: Sequence[dict[str, str]], what: str) -> dict[str, str]:
    return {row["column"]: row[what] for row in columns if row[what]}
