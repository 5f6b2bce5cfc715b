"""Every clean table by name, as two files beside this one declare them.

`tables.csv` says of each table what a row of it is and where it is read from; `columns.csv` lists
its columns in order, each with its kind, meaning, raw column, unit and limits. What every table has
besides (key, provenance, knowledge) stands in `columns`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.errors import UsageError, nearest
from analysis.tables import limits
from analysis.tables.columns import Column, Span, Table
from analysis.tables.limits import Limits

PARTED = " | "  # between the words of a column
HERE = Path(__file__).parent


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _declared(row: Mapping[str, str]) -> Column | Span:
    """Make what one line of `columns.csv` declares: a column, or a span that is kept as two."""
    raw = row["raw"] or None
    if row["kind"] == "span":
        return Span(row["column"], row["meaning"], raw)
    by, of = _limits_by(row["limits"])
    return Column(
        row["column"],
        row["kind"],
        row["meaning"],
        raw,
        unit=row["unit"],
        allowed=tuple(row["words"].split(PARTED)) if row["words"] else (),
        required=row["required"] == "yes",
        limits=_limits(row["limits"]) if row["limits"] and not by else None,
        limits_by=by,
        limits_of=of,
    )


def _limits(name: str) -> Limits:
    """Return the limits of a name of `analysis.tables.limits`."""
    found = getattr(limits, name)
    assert isinstance(found, Limits)  # noqa: S101 - a slip in columns.csv
    return found


def _limits_by(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, Limits], ...]]:
    """Read limits that depend on other columns: ``by unit: GBP ANNUAL; people COUNT``.

    >>> _limits_by("by unit and pay_kind: hours total HOURS")[0]
    ('unit', 'pay_kind')
    """
    if not text.startswith("by "):
        return (), ()
    columns, _, listed = text.removeprefix("by ").partition(": ")
    pairs = (one.rpartition(" ") for one in listed.split("; "))
    return tuple(columns.split(" and ")), tuple((of, _limits(name)) for of, _, name in pairs)


def _tables() -> Iterator[Table]:
    bodies: dict[str, list[Column | Span]] = {}
    for row in _rows("columns.csv"):
        bodies.setdefault(row["table"], []).append(_declared(row))
    for row in _rows("tables.csv"):
        later = (one.split(": ") for one in row["later"].split("; ") if one)
        yield Table(
            row["table"],
            row["row"],
            tuple(bodies[row["table"]]),
            raw_file=row["raw_file"] or None,
            raw_key=row["raw_key"] or None,
            undated=row["undated"],
            timeless=row["timeless"] == "yes",
            later={day: tuple(columns.split(", ")) for day, columns in later},
        )


TABLES: Mapping[str, Table] = {table.name: table for table in _tables()}


def table_named(name: str) -> Table:
    """Return the table of that name; a wrong name is an error with the nearest right one.

    >>> table_named("prices").columns["value"].unit
    'index or %'
    """
    try:
        return TABLES[name]
    except KeyError:
        raise UsageError(f"No table called {name!r}. {nearest(name, TABLES)}") from None
