"""What has been built: each report's files and the record of what they were made from.

The site is laid out from here. A report is put in place by one rename when it is whole, so that a
build cut off at any instant goes on from the reports that were finished.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from analysis.folders import recover, swap_in
from analysis.publish.files import FILES, digest, read_sealed, write_sealed

RECORD = "record.json"


@dataclass(frozen=True)
class Read:
    """One selection that a report read, with the digest of its rows and of the whole table.

    `to` and `corrected` are what its page tells of these rows, as `analysis.tables.store.Seen` has
    them.
    """

    table: str
    as_of: str
    possibly: bool
    columns: Sequence[str] | None
    where: Sequence[tuple[str, Sequence[str]]]
    digest: str
    to: str
    corrected: Sequence[tuple[str, str]]
    table_sha256: str

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Read:
        """Make one of plain data; what many reports share is held once for all of them."""
        columns, where = plain["columns"], plain["where"]
        return cls(
            _once(plain["table"]),
            _once(plain["as_of"]),
            plain["possibly"],
            _once(tuple(columns)) if columns else None,
            _once(tuple((column, tuple(values)) for column, values in where)),
            _once(plain["digest"]),
            _once(plain["to"]),
            _once(tuple((key, flags) for key, flags in plain["corrected"])),
            _once(plain["table_sha256"]),
        )


@lru_cache(maxsize=1 << 14)
def _once(value: Any) -> Any:
    """Give back the first of all equal values that came by here."""
    return value


@dataclass(frozen=True)
class Record:
    """What one report was made from, what it says first, and the digests of its files.

    `sources` are the raw files whose rows the page names, with their digests: a row inserted
    above moves the numbers that the page prints. `told` is the digest of what the page tells of
    releases and corrections, `listed` what it read of the manifest itself.
    """

    parts: Mapping[str, str]
    reads: tuple[Read, ...]
    entry: Mapping[str, Any]
    files: Mapping[str, str]
    sources: Mapping[str, str] = field(default_factory=dict)
    told: str = ""
    listed: Sequence[tuple[str, Sequence[str], str]] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    """Files of the reader's own that it read, each with the digest of its bytes."""
    failure: Mapping[str, Any] | None = None
    """Why the newest try failed; the files are then the last good ones, if there are any."""


@dataclass
class Store:
    """The folder that holds a record and files for each report."""

    folder: Path
    _records: dict[str, Record | None] = field(default_factory=dict)

    def place(self, name: str) -> Path:
        """Return the folder of one report."""
        return self.folder / name

    def record(self, name: str) -> Record | None:
        """Return the record of a report; None if there is none, or it cannot be trusted."""
        if name not in self._records:
            self._records[name] = self._read(name)
        return self._records[name]

    def _read(self, name: str) -> Record | None:
        try:
            plain = read_sealed(self.place(name) / RECORD)
            reads = tuple(map(Read.of, plain.pop("reads")))
            record = Record(reads=reads, **plain)
            known = all(file in FILES for file in record.files)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return record if known else None

    def intact(self, name: str) -> bool:
        """Say whether every file of a report still has the bytes that were recorded.

        Pages in the site share their bytes with the files here, so that somebody who edits one
        in place has edited this one too.
        """
        record, place = self.record(name), self.place(name)
        return record is not None and all(
            digest(place / file) == sha for file, sha in record.files.items()
        )

    def put(self, name: str, staged: Path, record: Record) -> None:
        """Put a finished report in place of the one before, in one step."""
        write_sealed(staged / RECORD, asdict(record))
        self.folder.mkdir(parents=True, exist_ok=True)
        swap_in(staged, self.place(name))
        self._records[name] = record

    def note(self, name: str, record: Record) -> None:
        """Replace the record of a report whose files stay."""
        write_sealed(self.place(name) / RECORD, asdict(record))
        self._records[name] = record

    def drop(self, name: str) -> None:
        """Forget a report that has left the catalogue."""
        shutil.rmtree(self.place(name), ignore_errors=True)
        self._records.pop(name, None)

    def names(self) -> list[str]:
        """List the reports that have a folder here."""
        if not self.folder.is_dir():
            return []
        found = (path for path in self.folder.iterdir() if path.is_dir())
        return sorted(path.name for path in found if not path.name.startswith("."))

    def mend(self) -> None:
        """Finish or undo the swaps that were cut off between two renames."""
        for path in list(self.folder.glob(".*.old")):
            recover(self.folder / path.name.removeprefix(".").removesuffix(".old"))
