"""Numbers held against the limits of their columns: the impossible stops, the unlikely is asked."""

from __future__ import annotations

from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import RawFile
from analysis.tables.columns import Column
from analysis.tables.limits import Limits

DOUBT = "unlikely"


def check_limits(made: Draft, column: Column, raw: str) -> None:
    """Hold the typed values of one column against its limits.

    A number that cannot be is a problem of its row. One that is unlikely stays, is flagged, and is
    asked about. Where the limits go by other columns of the row, such as its unit, those are used.
    """
    values = made.values.get(column.name, [])
    if column.limits is not None:
        given = [value for value in values if isinstance(value, int | float)]
        ends = (min(given), max(given)) if given else ()
        if not column.limits.fraction_below and not any(_odd(column.limits, one) for one in ends):
            return
    for place, value in enumerate(values):
        if isinstance(value, int | float):
            limits = column.limits or _by_row(made, column, place)
            if limits is not None and _odd(limits, value):
                _tell(made, place, column, raw, limits, value)


def _odd(limits: Limits, value: float) -> bool:
    return not limits.allow(value) or bool(limits.doubt(value))


def _by_row(made: Draft, column: Column, place: int) -> Limits | None:
    if not column.limits_by:
        return None
    words = " ".join(str(made.values[name][place]) for name in column.limits_by)
    return next((limits for of, limits in column.limits_of if of == words), None)


def _tell(made: Draft, place: int, column: Column, raw: str, limits: Limits, value: float) -> None:
    found = made.raw[raw][place] if raw in made.raw else value
    unit = f" ({column.unit})" if column.unit else ""
    if not limits.allow(value):
        fraction = 0 < value < 1 and limits.allow(value * 100) and column.kind == "pct"
        mend = f"did you mean {value * 100:.6g}?" if fraction else "look at the source again"
        made.problem(place, raw, found, f"{limits.words}{unit}", mend)
        return
    made.flag(place, f"{DOUBT}: {column.name}")
    made.ask(place, raw, found, f"{limits.words}{unit}", limits.doubt(value))


def check_number(
    problems: Problems, found: RawFile, place: int, column: str, value: float, limits: Limits
) -> None:
    """Hold one number of a file that is no draft against limits; the unlikely is asked about."""
    written, row = found.columns[column][place], found.rows[place]
    if not limits.allow(value):
        mend = "look at the source again"
        problems.add(found.file, row, column, written, limits.words, mend)
    elif doubt := limits.doubt(value):
        problems.ask(found.file, row, column, written, limits.words, doubt)
