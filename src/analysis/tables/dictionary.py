"""The data dictionary: every clean table and column in words, written from the declarations.

``python -m analysis.tables.dictionary`` writes `docs/data-dictionary.md` anew; a test holds it
current.
"""

from __future__ import annotations

import sys
from pathlib import Path

from analysis.tables.columns import KEY, KINDS, KNOWLEDGE, Column, Table
from analysis.tables.flags import FLAGS
from analysis.tables.registry import TABLES

PAGE = Path("docs") / "data-dictionary.md"
COMMON = {column.name for column in (KEY, *KNOWLEDGE)}
HOW = {
    "true": "the day, or the month or year it lies in, is on record",
    "estimated": "by rule: the usual time at which such figures come out",
    "inferred": "from another date on record: a first report, a day of effect, a pay year",
    "later_revised": "the value is today's, and stands in for one that was printed differently",
    "undated": "nobody can say; such rows are in no reading as of a day",
}
HEAD = """# Data dictionary

`realpay clean` makes these tables from `data/raw/` and writes each as a Parquet file in
`data/clean/`, with `datapackage.json`, which says the same as this page to programs. `realpay show
TABLE` prints one; in Python, `analysis.tables.read("prices", as_of="2022-12-07")` gives a frame.

* One fact a row. Blank means unknown. Percentages are per cent (5 is 5 %), money is pounds.
* A date known only to its month or year is an interval: a column `_first` and a column `_last`,
  equal where the day is known.
* Pay years run from April to March and are written 2023-24.
* A month is text such as 2022-10 in the files, with the date of its first day beside it in a column
  that ends in `_first_day`; `read` gives it as a pandas period and leaves that column out. Days are
  dates, whole numbers may be blank, words are plain text: no reader of Parquet needs pandas.
"""
FOOT = """
Written by `python -m analysis.tables.dictionary` from the declarations in `src/analysis/tables/`;
a test keeps it current. Please change the declarations, not this page."""
KNOWN = """## What every table has

Each row has two times: the one it is about, and the one from which it could be known. A reading as
of a day, inclusive, holds the rows with `known_from` up to that day and `known_until` not before
it. With `possibly`, `known_first` decides instead of `known_from`.
"""


def dictionary() -> str:
    """Write the whole page."""
    parts = [HEAD, KNOWN, _columns((KEY, *KNOWLEDGE)), ""]
    parts += ["`known_how` says how the days are known:", ""]
    parts += [f"* `{word}`: {meaning}." for word, meaning in HOW.items()]
    parts += ["", "## Tables", ""]
    parts += [f"* [`{name}`](#{name}): {table.row}" for name, table in TABLES.items()]
    parts += [line for table in TABLES.values() for line in ("", *_table(table))]
    parts += ["", "## Flags", "", "Doubts that cleaning leaves with a row, in `flags`.", ""]
    parts += ["| flag | what it means |", "| --- | --- |"]
    parts += [f"| {flag} | {meaning} |" for flag, meaning in FLAGS.items()]
    return "\n".join([*parts, FOOT]) + "\n"


def _table(table: Table) -> list[str]:
    lines = [f"### {table.name}", "", f"A row is {table.row}."]
    if table.raw_file:
        lines[-1] += f" Read from `data/raw/{table.raw_file}`."
    if table.timeless:
        lines += ["", f"Not about time: a reading as of a day holds all of it. {table.undated}"]
    elif table.undated:
        lines += ["", f"Undated: {table.undated}"]
    own = [column for column in table.columns.values() if column.name not in COMMON]
    return [*lines, "", _columns(own)]


def _columns(columns: tuple[Column, ...] | list[Column]) -> str:
    rows = ["| column | type | unit | meaning | blank |", "| --- | --- | --- | --- | --- |"]
    for column in columns:
        meaning = column.meaning
        if column.limits:
            meaning += f". Limits: {column.limits.words}"
        for of, limits in column.limits_of:
            meaning += f". Limits for {of}: {limits.words}"
        if column.allowed:
            meaning += f". Words: {', '.join(column.allowed)}"
        meaning = meaning.replace("|", "\\|")  # which parts the cells of a row
        kind, blank = KINDS[column.kind][2], "never" if column.required else "unknown"
        rows.append(f"| `{column.name}` | {kind} | {column.unit} | {meaning} | {blank} |")
    return "\n".join(rows)


def write_dictionary(path: Path) -> None:
    """Write the page to a file."""
    path.write_text(dictionary(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_dictionary(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE)
