"""The state of figures and site of which readers have been told: what the next round compares with.

It is kept beside the builds' memory, not taken from what happens to stand when a round begins. So
a round that was cut off, or somebody's own `realpay clean` and `realpay build` between two rounds,
loses no change: the next round tells of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import RealpayError
from analysis.folders import link_or_copy, recover, swap_in
from analysis.project import Project
from analysis.publish.site.assemble import MARK
from analysis.refresh.comparing.findings import Report, read_site
from analysis.tables.manifest import NAME as MANIFEST
from analysis.tables.manifest import digest_of, read_manifest

if TYPE_CHECKING:
    import pandas as pd

FOLDER = "told"
MARKS = (Path("clean", MANIFEST), Path("site", MARK))


def folder_of(project: Project) -> Path:
    """Return where the state told of is kept."""
    return project.cache / FOLDER


def is_told(project: Project) -> bool:
    """Say whether readers have been told of everything that stands."""
    recover(folder_of(project))
    kept = [folder_of(project) / mark for mark in MARKS]
    now = [project.clean / MANIFEST, project.site / MARK]
    try:
        return all(digest_of(a) == digest_of(b) for a, b in zip(kept, now, strict=True))
    except OSError:
        return False


def told_manifest(project: Project) -> Mapping[str, Any] | None:
    """Return the manifest of the state told of; None if there is no such state."""
    try:
        return read_manifest(folder_of(project) / "clean")
    except RealpayError:
        return None


def told_tables(project: Project) -> Mapping[str, pd.DataFrame]:
    """Return the clean tables of the state told of."""
    from analysis.refresh.comparing.sides import tables_in

    return tables_in(folder_of(project) / "clean")


def told_reports(project: Project) -> Mapping[str, Report]:
    """Return the reports of the state told of."""
    return read_site(folder_of(project) / "site")


def remember(project: Project) -> None:
    """Keep what stands now as the state told of, in one step."""
    target = folder_of(project)
    staged = target.with_name(f".{target.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    for name, source, patterns in (
        ("clean", project.clean, ("*.parquet", MANIFEST)),
        ("site", project.site, ("*.html", "*/values.json", MARK)),
    ):
        for pattern in patterns:
            for path in source.glob(pattern):
                place = staged / name / path.relative_to(source)
                place.parent.mkdir(parents=True, exist_ok=True)
                if path.suffix == ".json":
                    shutil.copyfile(path, place)
                else:
                    link_or_copy(path, place)
    swap_in(staged, target)
