"""Looking at everything that a build keeps and publishes, and making again what is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.errors import RealpayError
from analysis.project import Project
from analysis.publish.builder import Built, Choices, Event, build
from analysis.publish.catalogue import read_catalogue
from analysis.publish.files import digest
from analysis.publish.keeping.built import Store
from analysis.publish.keeping.freshness import why_stale
from analysis.publish.site.assemble import faults
from analysis.publish.site.edition import Edition
from analysis.tables.manifest import read_manifest


@dataclass(frozen=True)
class Verified:
    """What was not as it had been made, file by file, and the build that made it again."""

    found: tuple[str, ...]
    built: Built


def verify(project: Project, choices: Choices, on_event: Event | None = None) -> Verified:
    """Compare every file with the digest taken when it was made, then build.

    Looked at are raw files against the clean tables, the tables, what is kept of each report, and
    the site. A build with nothing to make again changes nothing. Raises as `build` does.
    """
    project.cache.mkdir(parents=True, exist_ok=True)
    found = tuple(dict.fromkeys(_damaged(project)))
    return Verified(found, build(project, choices, on_event))


def _damaged(project: Project) -> Iterator[str]:
    """Name what is not as it was made."""
    why = why_stale(project)
    if why:
        yield f"data/clean: {why}"
    try:
        manifest = read_manifest(project.clean)
        catalogue = read_catalogue(project, manifest)[0]
    except RealpayError:
        return
    chosen = Edition(project)
    store = Store(chosen.built)
    for report in catalogue.reports:
        record = store.record(report.name)
        if record is None:
            yield f"{report.name}: not built yet, or its record is damaged"
            continue
        for file, sha in record.files.items():
            if digest(store.place(report.name) / file) != sha:
                yield f"{report.name}: {file} is damaged"
    for name in faults(chosen, catalogue, store, manifest):
        yield f"reports/html/{name} is not as it was made"
