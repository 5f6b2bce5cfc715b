"""Writing all clean tables at once: readers see the old ones whole or the new ones whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from analysis.errors import DataError
from analysis.ingest.clean import Cleaned, summary
from analysis.ingest.lists import lists
from analysis.ingest.names import last_day, names
from analysis.project import Project
from analysis.tables.datapackage import NAME as PACKAGE
from analysis.tables.datapackage import package, resource, stored_fields
from analysis.tables.manifest import NAME, digest_of
from analysis.tables.rawfiles import raw_files
from analysis.tables.registry import TABLES

PAGE_FOR_PEOPLE = "README.md"
STAGED, RETIRED = ".clean.new", ".clean.old"


@contextmanager
def cleaning(project: Project) -> Iterator[None]:
    """Hold the lock of the clean tables; say so when someone else holds it."""
    folder = project.clean.parent
    lock = FileLock(folder / ".clean.lock")
    try:
        with lock.acquire(timeout=0):
            recover(project)
            yield
    except Timeout:
        msg = "Another realpay is cleaning this copy of the project. Wait for it, then try again."
        raise DataError(msg) from None
    except PermissionError:
        msg = "The folder data cannot be written to: look at its rights."
        raise DataError(msg) from None


def recover(project: Project) -> None:
    """Put the old tables back if an earlier run ended between its two renames."""
    folder = project.clean.parent
    if not project.clean.exists() and (folder / RETIRED).exists():
        (folder / RETIRED).rename(project.clean)
    for name in (STAGED, RETIRED):
        shutil.rmtree(folder / name, ignore_errors=True)


def write(project: Project, cleaned: Cleaned, raw_digests: dict[str, str], version: str) -> None:
    """Write every table and the manifest into a folder beside, then swap it in by renames.

    `raw_digests` were taken before the raw files were read; a file that has changed since stops
    the run, so that the manifest never claims what the tables do not hold.
    """
    folder = project.clean.parent
    staged = folder / STAGED
    try:
        _fill(staged, project, cleaned, raw_digests, version)
        if digests(project) != raw_digests:
            msg = "A raw file changed while it was being read. Try again: realpay clean"
            raise DataError(msg)
        if project.clean.exists():
            project.clean.rename(folder / RETIRED)
        staged.rename(project.clean)
    except OSError as error:
        recover(project)
        reason = error.strerror or type(error).__name__
        msg = f"The clean tables could not be written ({reason}). The previous ones stand."
        raise DataError(msg) from None
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    shutil.rmtree(folder / RETIRED, ignore_errors=True)


def _fill(
    staged: Path, project: Project, cleaned: Cleaned, raw_digests: dict[str, str], version: str
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
    _write_json(staged / PACKAGE, package(version, resources))
    manifest = {
        "version": version,
        "tables": dict(sorted(tables.items())),
        "raw": raw_digests,
        "corrections": list(cleaned.corrections),
        "series": list(cleaned.series),
        "lists": lists(cleaned),
        "names": names(cleaned, project.raw),
        "last_day": last_day(cleaned),
        "rates_differing_from_index": dict(cleaned.rates_differing),
    }
    _write_json(staged / NAME, manifest)


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def digests(project: Project) -> dict[str, str]:
    """Take the digest of every raw file."""
    return {name: digest_of(path) for name, path in raw_files(project.raw).items()}
