"""The record at the front door: what there is to read, and by what names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis.tables.store import LATEST, AsOf, spelling
from analysis.tables.store import read as read_table

if TYPE_CHECKING:
    import pandas as pd

    from analysis.project import Project

WORDS = ("text", "word")  # the kinds of column that hold words


def read(
    name: str,
    *,
    as_of: AsOf = LATEST,
    where: Mapping[str, Any] | None = None,
    **asked: Any,
) -> pd.DataFrame:
    """Read one clean table, as it stands or as known on a day; see `analysis.tables.read`.

    In `where` employers, and unions that balloted, go by any of their names, other words in any
    case; one that no row holds is refused.

    >>> offers = read("offers", where={"employer": "HMRC"})
    >>> offers["employer"].unique().tolist()
    ['hm-revenue-and-customs']
    >>> read("prices", where={"series": "d7g7"})["index"].unique().tolist()
    ['CPI']
    """
    meant: dict[str, Any] = dict(where or {})
    for column, given in meant.items():
        listed = given if isinstance(given, (list, tuple, set)) else [given]
        texts = [one for one in listed if isinstance(one, str)]
        if len(texts) == len(listed):  # what is no text is answered where it is looked for
            meant[column] = [as_held(name, column, one, asked.get("project")) for one in texts]
    return read_table(name, as_of=as_of, where=meant, **asked)


def as_held(name: str, column: str, typed: str, project: Project | None = None) -> str:
    """Return a text asked of a column as the table has it; what is no word stays as it is typed."""
    from analysis.tables import table_named
    from analysis.tables.asked import read_asked

    held = table_named(name).columns.get(column)
    if held is None or held.kind not in WORDS or not typed:
        return typed
    if column == "employer" or (column == "union" and name == "ballots"):
        read: str = read_asked(column, typed, project)
        return read
    return spelling(name, column, typed, project=project)


def own(name: str) -> pd.DataFrame:
    """Read a CSV file of your own from data/own: columns as numbers, months, days or text.

    The file is checked as it is read. A report that reads it names it at its end, and is made
    anew when it changes. Raises `UsageError` for a file elsewhere, `DataError` for one that is not
    there or not a table, naming row and column.

    >>> own("../raw/employers.csv")
    Traceback (most recent call last):
    analysis.errors.UsageError: own('../raw/employers.csv'): name a CSV file of data/own, such as
        own('njc.csv'). Files elsewhere are not read: copy yours there.
    """
    from analysis.tables.own import read_own

    return read_own(name)


def list_tables() -> pd.DataFrame:
    """List the clean tables that `read` takes: a line each, with what a row of it is.

    >>> list_tables().set_index("table").loc["ballots", "a_row_is"]
    'one question of one ballot, for one unit or employer or in aggregate'
    """
    import pandas as pd

    from analysis.tables.registry import TABLES

    rows = [(name, table.row, len(table.columns)) for name, table in sorted(TABLES.items())]
    return pd.DataFrame(rows, columns=["table", "a_row_is", "columns"])


def employers(words: str = "") -> pd.DataFrame:
    """Find employers by any of their names, initials or the beginnings of words; all by default.

    `key` is the name that other tables go by.

    >>> employers("hm rev")["key"].tolist()
    ['hm-revenue-and-customs']
    """
    from analysis.project import find_project
    from analysis.tables.asked import Asked

    keys = Asked(find_project()).names("employer").find(words)
    found = read_table("employers", where={"key": keys}) if keys else read_table("employers")[:0]
    order = {key: place for place, key in enumerate(keys)}
    return found.sort_values("key", key=lambda column: column.map(order), ignore_index=True)
