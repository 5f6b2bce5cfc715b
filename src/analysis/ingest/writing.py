"""Writing all clean tables at once: readers see the old ones whole or the new ones whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from analysis.doors.files import stamp
from analysis.errors import DataError
from analysis.folders import real_place, recover, swap_in
from analysis.ingest.clean import Cleaned, summary
from analysis.ingest.names import last_day, lists, names, parted
from analysis.project import Project
from analysis.tables.datapackage import NAME as PACKAGE
from analysis.tables.datapackage import package, resource, stored_fields
from analysis.tables.manifest import NAME, digest_of, sealed
from analysis.tables.rawfiles import raw_files
from analysis.tables.registry import TABLES

PAGE_FOR_PEOPLE = "README.md"


@contextmanager
def cleaning(project: Project) -> Iterator[None]:
    """Hold the lock of the clean tables; say so when someone else holds it.

    Raises `DataError` too where a file or folder refuses, and names it.
    """
    lock = FileLock(project.clean.parent / ".clean.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        msg = "Another realpay is cleaning this copy of the project. Wait for it, then try again."
        raise DataError(msg) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        msg = f"The folder data cannot be written to ({reason}): look at its rights."
        raise DataError(msg) from None
    try:
        target = real_place(project.clean)
        recover(target)
        shutil.rmtree(_staged(target), ignore_errors=True)
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        file = Path(os.fsdecode(error.filename)) if error.filename else project.raw
        place = file.relative_to(project.root) if file.is_relative_to(project.root) else file
        raise DataError(f"{place} cannot be used ({reason}): look at its rights.") from None
    finally:
        lock.release()


@dataclass(frozen=True)
class RawState:
    """The raw files before they are read: digests by name, and what any writing to them changes."""

    digests: dict[str, str]
    stamps: dict[str, tuple[int, ...]]


def raw_state(project: Project) -> RawState:
    """Look at every raw file: stamps first, so that a change while it is digested shows."""
    found = raw_files(project.raw)
    stamps = {name: stamp(path) for name, path in found.items()}
    return RawState({name: digest_of(path) for name, path in found.items()}, stamps)


def _staged(target: Path) -> Path:
    return target.with_name(f".{target.name}.new")


def write(project: Project, cleaned: Cleaned, before: RawState, *, version: str, code: str) -> None:
    """Write every table and the manifest into a folder beside, then swap it in.

    `before` was taken before the raw files were read; a file that has been touched since stops the
    run, even one that holds again what it held: the manifest never claims what the tables do not
    hold. `version` and `code` (a digest) say what has cleaned.
    """
    target = real_place(project.clean)
    staged = _staged(target)
    try:
        _fill(staged, project, cleaned, before.digests, {"version": version, "code": code})
        if raw_state(project) != before:
            msg = "A raw file changed while it was being read. Try again: realpay clean"
            raise DataError(msg)
        swap_in(staged, target)
    except OSError as error:
        recover(target)
        reason = error.strerror or type(error).__name__
        msg = f"The clean tables could not be written ({reason}). The previous ones stand."
        raise DataError(msg) from None
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _fill(
    staged: Path,
    project: Project,
    cleaned: Cleaned,
    raw_digests: dict[str, str],
    made_by: Mapping[str, str],
) -> None:
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    page = project.clean / PAGE_FOR_PEOPLE
    if page.exists():
        shutil.copyfile(page, staged / PAGE_FOR_PEOPLE)
    import pyarrow.parquet as parquet

    from analysis.tables.stored import to_stored

    tables: dict[str, dict[str, Any]] = summary(cleaned)
    resources = []
    for name, rows in cleaned.tables.items():
        path = staged / f"{name}.parquet"
        parquet.write_table(to_stored(rows, TABLES[name]), path, compression="zstd")
        tables[name]["sha256"] = digest_of(path)
        files = rows["source"].unique().to_pylist()
        fields = stored_fields(TABLES[name])
        resources.append(resource(TABLES[name], files, cleaned.sources, fields, form="parquet"))
    resources.sort(key=lambda one: str(one["path"]))
    _write_json(staged / PACKAGE, package(made_by["version"], resources))
    manifest = {
        **made_by,
        "tables": dict(sorted(tables.items())),
        "files": {PACKAGE: digest_of(staged / PACKAGE)},
        "raw": raw_digests,
        "corrections": list(cleaned.corrections),
        "series": list(cleaned.series),
        "lists": lists(cleaned),
        "names": names(cleaned, project.raw),
        "parted": parted(cleaned),
        "last_day": last_day(cleaned),
        "rates_differing_from_index": dict(cleaned.rates_differing),
    }
    _write_json(staged / NAME, sealed(manifest))


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
