"""Whether the clean tables are what the raw files say, and making them anew when they are not.

A build begins here, so that somebody who edited a raw row sees it in the pages. Judging takes a
few hundredths of a second and imports no pandas; cleaning is done in a worker.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import DataError
from analysis.project import Project
from analysis.publish.files import digest
from analysis.publish.fingerprint import cleaning_digest, versions
from analysis.tables.manifest import NAME, read_manifest
from analysis.tables.rawfiles import raw_files

if TYPE_CHECKING:
    from analysis.ingest.clean import Cleaned

TIMEOUT = 600.0  # seconds that cleaning may take


def why_stale(project: Project) -> str:
    """Say why the clean tables have to be made anew; nothing if they stand as they should.

    Compared are the digests of every raw file with those in the manifest, the digests of the
    tables themselves and of what stands beside them, and the code that makes them.
    """
    if not (project.clean / NAME).exists():
        return "there are none yet"
    try:
        manifest = read_manifest(project.clean)
        made_from = manifest["raw"]
        files = {f"{name}.parquet": table["sha256"] for name, table in manifest["tables"].items()}
        files |= manifest["files"]
        code = manifest["code"]
    except (DataError, KeyError, TypeError, AttributeError):
        return "their manifest is damaged"
    now = {name: digest(path) for name, path in raw_files(project.raw).items()}
    changed = sorted(name for name in {*now, *made_from} if now.get(name) != made_from.get(name))
    if changed:
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        return f"raw files changed: {', '.join(changed[:3])}{more}"
    for name, sha in files.items():
        if digest(project.clean / name) != sha:
            return f"{name} is damaged"
    if code != cleaning_digest() and not project.carried:  # other libraries may be installed here
        return "the code that makes them changed"
    return ""


def freshen(
    project: Project,
    tell: Callable[[str, str, Any], None],
    *,
    folder: Path | None = None,
    dry_run: bool = False,
) -> None:
    """Make the clean tables anew if they are stale; raise `DataError` if raw files are wrong."""
    why = why_stale(project)
    if why:
        tell("cleaning", "clean tables", why)
        if dry_run:
            return
        from analysis.publish.running.workers import Task, run_all

        task = Task("clean tables", extra={"root": str(project.root), "code": cleaning_digest()})
        place = f"{__name__}:clean_again"
        outcome = run_all(place, [task], processes=1, timeout=TIMEOUT, folder=folder)[0]
        if not outcome.ok:
            raise DataError(outcome.error)


def clean_again(task: Any, _: Callable[[int], None]) -> None:
    """Clean one copy of the project; what a worker calls."""
    clean_tables(Project(Path(task.extra["root"])), code=task.extra["code"])


def clean_tables(project: Project, *, code: str = "") -> Cleaned:
    """Read data/raw and write data/clean, all or nothing; return what was made.

    `code` is the digest of the code that does so, by default as it now stands.
    """
    from analysis.ingest.clean import clean
    from analysis.ingest.writing import cleaning, raw_state, write

    with cleaning(project):
        before = raw_state(project)
        cleaned = clean(project)
        by = {"version": versions()["realpay"], "code": code or cleaning_digest()}
        write(project, cleaned, before, **by)
    return cleaned
