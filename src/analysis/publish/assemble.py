"""Laying the site out from what has been built, and putting it in place in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.folders import recover, swap_in
from analysis.project import Project
from analysis.publish.built import NOTEBOOK, PAGE, VALUES, WORKBOOK, Record, Store
from analysis.publish.catalogue import Catalogue
from analysis.publish.fingerprint import digest_of_plain, package_digest
from analysis.publish.kept import kept_digests, kept_files, latest_changes, place_kept

MARK = "build.json"
BESIDE = (VALUES, NOTEBOOK, WORKBOOK)


def assemble(
    project: Project, catalogue: Catalogue, store: Store, manifest: Mapping[str, Any]
) -> bool:
    """Put the site in place if it differs from the one that stands; say whether it did.

    The mark in the site tells what it was laid out from, so that a build with nothing to do reads
    one small file and imports no templates.
    """
    recover(project.site)
    records = {report.name: store.record(report.name) for report in catalogue.reports}
    mark = _mark(catalogue, records, manifest, kept_digests(project))
    if _standing(project.site) == mark:
        return False
    staged = project.site.with_name(f".{project.site.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    for name, record in records.items():
        if record is not None:
            _place(store.place(name), staged, name, record)
    kept = kept_files(project)
    place_kept(kept, staged)
    from analysis.publish.front import write_front

    write_front(staged, catalogue, records, manifest, changes=latest_changes(kept))
    (staged / MARK).write_text(mark + "\n", encoding="utf-8")
    swap_in(staged, project.site)
    return True


def _mark(
    catalogue: Catalogue,
    records: Mapping[str, Record | None],
    manifest: Mapping[str, Any],
    kept: Mapping[str, str],
) -> str:
    made = {
        name: [dict(record.files), record.failure, dict(record.entry)] if record else None
        for name, record in records.items()
    }
    order = [[report.name, report.group] for report in catalogue.reports]
    return digest_of_plain(
        [made, order, dict(catalogue.groups), manifest["series"], package_digest(), dict(kept)]
    )


def _standing(site: Path) -> str:
    try:
        return (site / MARK).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _place(built: Path, staged: Path, name: str, record: Record) -> None:
    """Put one report's page and the files beside it into the site."""
    if PAGE in record.files:
        _copy(built / PAGE, staged / f"{name}.html")
    for file in BESIDE:
        if file in record.files:
            (staged / name).mkdir(exist_ok=True)
            _copy(built / file, staged / name / file)


def _copy(source: Path, target: Path) -> None:
    """Copy a file by linking it where the file system can: the site repeats no bytes."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
