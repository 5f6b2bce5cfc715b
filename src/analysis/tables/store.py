"""Reading clean tables: one verb, as they stand or as a person could have known them on a day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pandas as pd
import pyarrow as arrow
import pyarrow.compute as compute
import pyarrow.parquet as parquet

from analysis import typed
from analysis.errors import DataError, UsageError, nearest
from analysis.project import Project, find_project
from analysis.tables.columns import Table
from analysis.tables.flags import PARTED, split_flags
from analysis.tables.manifest import (
    digest_of_plain,
    how_to_make,
    how_to_mend,
    listed_in,
    read_manifest,
)
from analysis.tables.matched import matching, written
from analysis.tables.reach import reach
from analysis.tables.registry import TABLES, table_named
from analysis.tables.stored import TEXT, from_stored

LATEST = "latest"
CORRECTED = "corrected:"  # how the flag of a corrected value begins
AsOf = str | date
_State = tuple[int, int, int]  # of a file: when it changed, how large it is, which it is

_TYPES = {arrow.string(): TEXT, arrow.int64(): pd.Int64Dtype(), arrow.bool_(): pd.BooleanDtype()}


@dataclass(frozen=True)
class Selection:
    """What was asked of one table: enough to ask it again."""

    table: str
    as_of: str
    possibly: bool
    columns: tuple[str, ...] | None
    where: tuple[tuple[str, tuple[str, ...]], ...]


class _Held(NamedTuple):
    """A table in memory, and the state of the file that it was read from."""

    path: Path
    state: _State
    rows: arrow.Table


@dataclass(frozen=True)
class Seen:
    """What a selection returned, as far as a page tells of it.

    `digest` covers the rows and all that stands here: where it is the same, nothing that a page
    prints of these rows has changed. `to` is the newest month or day that they are about, and
    `corrected` gives the key of each row with a corrected value, and which columns those are.
    """

    digest: str
    to: str = ""
    corrected: tuple[tuple[str, str], ...] = ()


@dataclass
class Recording:
    """The selections read while it was open, each with what it returned."""

    seen: dict[Selection, Seen] = field(default_factory=dict)
    listed: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    """Parts of the manifest, and the series asked for, each with the digest of what it gave."""
    own: dict[str, str] = field(default_factory=dict)
    """Files of the reader's own, each with the digest of its bytes."""

    @property
    def digests(self) -> dict[Selection, str]:
        """The digest of each selection."""
        return {asked: one.digest for asked, one in self.seen.items()}

    @property
    def corrected(self) -> set[tuple[str, str]]:
        """(table, key) of each row read that holds a corrected value."""
        return {(asked.table, key) for asked, one in self.seen.items() for key, _ in one.corrected}


_open: ContextVar[tuple[Recording, ...]] = ContextVar("recordings", default=())


@contextmanager
def recording() -> Iterator[Recording]:
    """Record every selection that `read` returns until the block ends."""
    mine = Recording()
    token = _open.set((*_open.get(), mine))
    try:
        yield mine
    finally:
        _open.reset(token)


def day_of(as_of: AsOf) -> date | None:
    """Turn `as_of` into a day, or None for `latest`.

    >>> day_of("2022-12-07"), day_of("latest")
    (datetime.date(2022, 12, 7), None)
    """
    return None if as_of == LATEST else typed.day(as_of, what="as_of")


def read(
    name: str,
    *,
    as_of: AsOf = LATEST,
    possibly: bool = False,
    columns: Sequence[str] | None = None,
    where: Mapping[str, Any] | None = None,
    project: Project | None = None,
) -> pd.DataFrame:
    """Read one clean table as it stands, or as a person could have known it on a day.

    `as_of` is a day, inclusive (releases come in the morning), or `latest`. On a day, rows that
    became known later are gone and revised values have their old figures. With `possibly`, rows
    that may have been known by then (their date is an interval that has begun) are kept as well.
    Rows that nobody can date are only in `latest`, except in tables that are not about time.
    `where` keeps rows whose column has the value, or one of several: text, a day, a month, a
    number, yes or no, each as itself or as text. `columns` keeps columns, in order.

    Returns a frame with the columns of the data dictionary; raises `UsageError` for a wrong name
    and `DataError` when the tables have not been made.
    """
    table = table_named(name)
    for column in (*(columns or ()), *(where or {})):
        if column not in table.columns:
            msg = f"The table {name} has no column {column!r}. {nearest(column, table.columns)}"
            raise UsageError(msg)
    day = day_of(as_of)
    asked = Selection(
        name,
        day.isoformat() if day else LATEST,
        possibly,
        tuple(columns) if columns else None,
        written(where, table.columns),
    )
    held = _load(project or find_project(), name)
    rows, frame = _found(held.path, held.state, asked)
    unrecorded = [one for one in _open.get() if asked not in one.seen]
    if unrecorded:  # what is asked again gives the same: a build reads one state
        seen = _seen(rows, asked)
        for one in unrecorded:
            one.seen[asked] = seen
    return frame.copy(deep=False)  # pandas copies what is written to, so the kept frame stays


def read_ahead(project: Project) -> None:
    """Read every clean table into memory, for this process and those forked from it."""
    for name in TABLES:
        with suppress(DataError):  # who needs the broken table meets the error
            _load(project, name)


def _shown(rows: arrow.Table, asked: Selection) -> arrow.Table:
    return rows.select(list(asked.columns)) if asked.columns else rows


def _seen(rows: arrow.Table, asked: Selection) -> Seen:
    """Say what a selection gives; `rows` have all columns of the table."""
    marked = rows.filter(compute.match_substring(rows["flags"], CORRECTED))
    corrected = tuple(
        (key, PARTED.join(part for part in split_flags(flags) if part.startswith(CORRECTED)))
        for key, flags in zip(marked["key"].to_pylist(), marked["flags"].to_pylist(), strict=True)
    )
    to = reach(rows)[1]
    shown = _shown(rows, asked)
    if "source" not in shown.column_names and "source" in rows.column_names:
        shown = shown.append_column("source", rows["source"])  # pages name the raw file
    told = json.dumps([digest(shown), to, corrected])
    return Seen(hashlib.sha256(told.encode()).hexdigest(), to, corrected)


def read_listed(
    part: Literal["series", "corrections"],
    *,
    series: Iterable[str] = (),
    project: Project | None = None,
) -> list[dict[str, Any]]:
    """Read a list of the manifest: releases of `series` (all, if none is named) or `corrections`.

    Like `read` it is recorded, so that a report which tells of it is made anew when it changes.
    """
    named = tuple(sorted(series))
    found = listed_in(read_manifest((project or find_project()).clean), part, named)
    for open_recording in _open.get():
        open_recording.listed[part, named] = digest_of_plain(found)
    return found


def note_own(name: str, sha256: str) -> None:
    """Record that a file of the reader's own was read."""
    for open_recording in _open.get():
        open_recording.own[name] = sha256


def seen_now(asked: Selection, project: Project) -> Seen:
    """Ask a recorded selection again and return what it gives today."""
    table = table_named(asked.table)
    return _seen(select(_load(project, asked.table).rows, asked, table), asked)


def as_frame(rows: arrow.Table) -> pd.DataFrame:
    """Turn typed rows into the frame that readers get: months are periods, missing text is NaN."""
    plain = rows.replace_schema_metadata(None)
    return pd.DataFrame(plain.to_pandas(types_mapper=_TYPES.get, use_threads=False), copy=False)


def select(rows: arrow.Table, asked: Selection, table: Table) -> arrow.Table:
    """Keep the rows asked for, all columns; `timeless` tables are never cut by `as_of`.

    Of the rows kept, what came on a later day (the end of a rule, guidance on a ceiling that had
    been announced) is blank.
    """
    keep = None
    for column, values in asked.where:
        wanted = matching(rows[column], values, table.columns[column])
        keep = wanted if keep is None else compute.and_(keep, wanted)
    until = rows["known_until"]
    if asked.as_of == LATEST:
        now = compute.is_null(until)
    else:
        day = arrow.scalar(pd.Timestamp(asked.as_of), until.type)
        since = rows["known_first" if asked.possibly else "known_from"]
        known = compute.fill_null(compute.less_equal(since, day), table.timeless)
        still = compute.fill_null(compute.greater_equal(until, day), True)
        now = compute.and_(known, still)
    kept = rows.filter(now if keep is None else compute.and_(keep, now))
    return kept if asked.as_of == LATEST else _unknown_yet(kept, table, day)


def _unknown_yet(rows: arrow.Table, table: Table, day: arrow.Scalar) -> arrow.Table:
    """Blank the columns that tell of what came after a day."""
    for name, columns in table.later.items():
        to_come = compute.fill_null(compute.greater(rows[name], day), False)
        for column in columns:
            blank = arrow.scalar(None, rows[column].type)
            place = rows.schema.get_field_index(column)
            cells = compute.if_else(to_come, blank, rows[column])
            rows = rows.set_column(place, rows.schema.field(column), cells)
    return rows


def digest(rows: arrow.Table) -> str:
    """Digest a selection by its content: column names, types and values, no row numbers."""
    hasher = hashlib.sha256()

    class Sink:
        closed = False

        def write(self, data: memoryview) -> int:
            hasher.update(data)
            return len(data)

        def flush(self) -> None: ...

    plain = rows.replace_schema_metadata(None).combine_chunks()
    with arrow.ipc.new_stream(arrow.PythonFile(Sink(), mode="w"), plain.schema) as stream:
        stream.write_table(plain)
    return hasher.hexdigest()


def raw_file_of(project: Project, name: str, key: str) -> str:
    """Return the raw file that a row was read from; `DataError` for a key the table has not."""
    rows = _load(project, name).rows
    place = compute.index(rows["key"], key).as_py()
    if place < 0:
        keys = rows["key"].to_pylist()
        raise DataError(f"No row {key!r} in the clean table {name}. {nearest(key, keys)}")
    return str(rows["source"][place].as_py())


def spelling(name: str, column: str, typed_as: str, *, project: Project | None = None) -> str:
    """Return a text as a column of words spells it, in whatever case it is typed.

    It is not recorded: who asks reads the rows by it. Raises `UsageError` for what no row holds,
    today or on any day.
    """
    held = (
        compute.unique(_load(project or find_project(), name).rows[column]).drop_null().to_pylist()
    )
    if typed_as in held:
        return typed_as
    alike = [one for one in held if one.casefold() == typed_as.strip().casefold()]
    if len(alike) != 1:
        raise UsageError(f"No row of {name} has {column}={typed_as}. {nearest(typed_as, held)}")
    return str(alike[0])


def days_known(
    name: str, keys: Iterable[str], *, project: Project | None = None
) -> list[date | None]:
    """Say of rows since when each was known for certain, None where no day is on record.

    It is not recorded: who asks has read the rows, and with them their days.
    """
    rows = _load(project or find_project(), name).rows
    wanted = compute.is_in(rows["key"], value_set=arrow.array(sorted(set(keys))))
    days = rows["known_from"].filter(wanted).to_pylist()
    return [day.date() if day is not None else None for day in days]


def _load(project: Project, name: str) -> _Held:
    path = project.clean / f"{name}.parquet"
    try:
        found = path.stat()
        state = (found.st_mtime_ns, found.st_size, found.st_ino)
        return _Held(path, state, _kept(path, state, name))
    except FileNotFoundError:
        msg = f"The clean table {name} is not there. {how_to_make(project.clean)}"
        raise DataError(msg) from None
    except (OSError, KeyError, arrow.ArrowException) as error:
        mend = how_to_mend(project.clean)
        msg = f"data/clean/{name}.parquet is damaged ({error}). {mend}"
        raise DataError(msg) from None


@lru_cache(maxsize=32)
def _kept(path: Path, _: _State, name: str) -> arrow.Table:
    """Keep what was read until the file changes: notebooks read a table several times."""
    return from_stored(_parse(path.read_bytes()), table_named(name))


@lru_cache(maxsize=128)
def _found(path: Path, state: _State, asked: Selection) -> tuple[arrow.Table, pd.DataFrame]:
    """Keep what was asked of a table: a report asks half of its questions more than once."""
    rows = select(_kept(path, state, asked.table), asked, table_named(asked.table))
    return rows, as_frame(_shown(rows, asked))


def _parse(data: bytes) -> arrow.Table:
    """Read the bytes of a Parquet file in this thread, without Arrow's machinery for many files.

    That machinery starts threads, which a fork would lose and which wait for one another in a
    busy build: a table of ours takes 3 ms this way and up to 40 ms that way.
    """
    with parquet.ParquetFile(arrow.BufferReader(data)) as file:
        return file.read(use_threads=False)
