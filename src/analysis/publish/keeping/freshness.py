"""Whether the clean tables are what the raw files say, and making them anew when they are not.

A build begins here, so that somebody who edited a raw row sees it in the pages. Judging takes a
few hundredths of a second and imports no pandas; cleaning is done in a worker.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from analysis.errors import DataError
from analysis.project import Project
from analysis.publish.fingerprint import cleaning_digest, versions
from analysis.tables.manifest import NAME, digest_of, read_manifest
from analysis.tables.rawfiles import raw_files

NOTED = "clean-code.json"
TIMEOUT = 600.0  # seconds that cleaning may take


def why_stale(project: Project) -> str:
    """Say why the clean tables have to be made anew; nothing if they stand as they should.

    Compared are the digests of every raw file with those in the manifest, the digests of the
    tables themselves, and the code that makes them.
    """
    if not (project.clean / NAME).exists():
        return "there are none yet"
    try:
        manifest = read_manifest(project.clean)
        made_from = manifest["raw"]
        tables = {name: table["sha256"] for name, table in manifest["tables"].items()}
    except (DataError, KeyError, TypeError, AttributeError):
        return "their manifest is damaged"
    now = {name: digest_of(path) for name, path in raw_files(project.raw).items()}
    changed = sorted(name for name in {*now, *made_from} if now.get(name) != made_from.get(name))
    if changed:
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        return f"raw files changed: {', '.join(changed[:3])}{more}"
    for name, sha in tables.items():
        path = project.clean / f"{name}.parquet"
        if not path.is_file() or digest_of(path) != sha:
            return f"the table {name} is damaged"
    if noted(project).get("code", cleaning_digest()) != cleaning_digest():
        return "the code that makes them changed"
    return ""


def noted(project: Project) -> Mapping[str, str]:
    """Return by which code the tables that stand were made, as far as builds have seen."""
    try:
        told = json.loads((project.cache / NOTED).read_text(encoding="utf-8"))
        return told if told["manifest"] == digest_of(project.clean / NAME) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def freshen(
    project: Project, tell: Callable[[str, str, Any], None], *, dry_run: bool = False
) -> None:
    """Make the clean tables anew if they are stale; raise `DataError` if raw files are wrong."""
    why = why_stale(project)
    if why:
        tell("cleaning", "clean tables", why)
        if dry_run:
            return
        from analysis.publish.running.workers import Task, run_all

        task = Task("clean tables", extra={"root": str(project.root)})
        place = f"{__name__}:clean_again"
        outcome = run_all(place, [task], processes=1, timeout=TIMEOUT)[0]
        if not outcome.ok:
            raise DataError(outcome.error)
    if (why or not noted(project)) and (project.clean / NAME).exists():
        told = {"manifest": digest_of(project.clean / NAME), "code": cleaning_digest()}
        (project.cache / NOTED).write_text(json.dumps(told) + "\n", encoding="utf-8")


def clean_again(task: Any, _: Callable[[int], None]) -> None:
    """Clean one copy of the project; what a worker calls."""
    from analysis.ingest.clean import clean
    from analysis.ingest.writing import cleaning, digests, write

    project = Project(Path(task.extra["root"]))
    with cleaning(project):
        before = digests(project)
        write(project, clean(project), before, versions()["realpay"])
