"""Whether a build has anything to do: told without what a build needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.project import Project
from analysis.publish.catalogue import Catalogue, Report, remembered_catalogue
from analysis.publish.files import own_files
from analysis.publish.keeping.built import Store
from analysis.publish.keeping.freshness import why_stale
from analysis.publish.keeping.plan import Parts, examine, parts_of
from analysis.publish.related import Linker
from analysis.publish.site.assemble import stands
from analysis.publish.site.edition import Edition
from analysis.tables.manifest import read_manifest


def nothing_to_do(project: Project) -> int | None:
    """Return how many reports there are if a build would do nothing; None if it may do something.

    Nothing is written, no table is opened and no lock is taken: while another build is at work
    its reports are unfinished here, so that the answer is None.
    """
    if why_stale(project):
        return None
    manifest = read_manifest(project.clean)
    remembered = remembered_catalogue(project, manifest)
    if remembered is None:
        return None
    catalogue, notebooks = remembered
    chosen = Edition(project)
    store = Store(chosen.built)
    parts = parts_of_each(catalogue.reports, catalogue, notebooks, manifest)
    found = examine(
        catalogue.reports, catalogue.reports, parts, store, manifest, own_files(project)
    )
    if found.run or found.ask or found.drop:
        return None
    return len(parts) if stands(chosen, catalogue, store, manifest) else None


def parts_of_each(
    reports: Sequence[Report],
    catalogue: Catalogue,
    notebooks: Mapping[str, str],
    manifest: Mapping[str, Any],
) -> Parts:
    """Return what each of some reports of a catalogue depends on besides its rows, by its name.

    `notebooks` are the digests of the notebooks.
    """
    linker = Linker(catalogue.reports, manifest)
    return {one.name: parts_of(one, notebooks[one.notebook], linker.parts(one)) for one in reports}
