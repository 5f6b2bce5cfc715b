"""Laying the site out from what has been built, and putting it in place in one step."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.folders import recover, swap_in
from analysis.publish.catalogue import Catalogue
from analysis.publish.files import (
    NOTEBOOK,
    OPEN_WORKBOOK,
    PAGE,
    PICTURE,
    VALUES,
    WORKBOOK,
    digest,
    stamp,
    write_json,
)
from analysis.publish.fingerprint import digest_of_plain, package_digest
from analysis.publish.keeping.built import Record, Store
from analysis.publish.site.beside import kept_digests, kept_files, place_kept
from analysis.publish.site.edition import Edition

MARK = "build.json"
BESIDE = (VALUES, NOTEBOOK, WORKBOOK, OPEN_WORKBOOK, PICTURE)


def assemble(
    chosen: Edition, catalogue: Catalogue, store: Store, manifest: Mapping[str, Any]
) -> bool:
    """Put the site in place if it differs from the one that stands; say whether it did.

    The mark in the site tells what it was laid out from, so that a build with nothing to do reads
    one small file and imports no templates.
    """
    site = chosen.site
    site.parent.mkdir(parents=True, exist_ok=True)
    recover(site)
    staged = site.with_name(f".{site.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    if stands(chosen, catalogue, store, manifest):
        return False
    try:
        staged.mkdir()
        _fill(staged, chosen, catalogue, store, manifest)
        swap_in(staged, site)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return True


def stands(
    chosen: Edition, catalogue: Catalogue, store: Store, manifest: Mapping[str, Any]
) -> bool:
    """Say whether the site is what would be laid out now, every file of it untouched."""
    site = chosen.site
    try:
        told = json.loads((site / MARK).read_text(encoding="utf-8"))
        same = told["made_from"] == _made_from(chosen, catalogue, store, manifest)
        own = dict(told["own"])
    except (OSError, ValueError, TypeError, KeyError):
        return False
    return (
        same
        and all(digest(site / name) == sha for name, sha in own.items())
        and all(stamp(site / shown) == stamp(kept) for kept, shown in _placed(catalogue, store))
    )


def _fill(
    staged: Path,
    chosen: Edition,
    catalogue: Catalogue,
    store: Store,
    manifest: Mapping[str, Any],
) -> None:
    for source, shown in _placed(catalogue, store):
        (staged / shown).parent.mkdir(exist_ok=True)
        _copy(source, staged / shown)
    laid = {path for path in staged.rglob("*") if path.is_file()}
    from analysis.publish.site.front import write_front

    kept = {} if chosen.as_of else kept_files(chosen.project)
    place_kept(kept, staged)
    records = _records(catalogue, store)
    write_front(staged, catalogue, records, manifest, kept=sorted(kept), as_of=chosen.as_of)
    own = sorted(path for path in staged.rglob("*") if path.is_file() and path not in laid)
    mark = {
        "made_from": _made_from(chosen, catalogue, store, manifest),
        "own": {path.relative_to(staged).as_posix(): digest(path) for path in own},
    }
    write_json(staged / MARK, mark)


def _records(catalogue: Catalogue, store: Store) -> dict[str, Record | None]:
    return {report.name: store.record(report.name) for report in catalogue.reports}


def _made_from(
    chosen: Edition, catalogue: Catalogue, store: Store, manifest: Mapping[str, Any]
) -> str:
    made = {
        name: [dict(record.files), record.failure, dict(record.entry)] if record else None
        for name, record in _records(catalogue, store).items()
    }
    listed = [
        [r.name, r.title, r.question, r.group, dict(r.parameters), dict(r.site)]
        for r in catalogue.reports
    ]
    groups = list(catalogue.groups.items())
    about = [manifest["series"], manifest["version"], manifest.get("lists")]
    kept = {} if chosen.as_of else kept_digests(chosen.project)
    return digest_of_plain([made, listed, groups, about, package_digest(), kept])


def _placed(catalogue: Catalogue, store: Store) -> list[tuple[Path, Path]]:
    """Pair each kept file with its place in the site."""
    pairs = []
    for name, record in _records(catalogue, store).items():
        files = record.files if record else {}
        if PAGE in files:
            pairs.append((store.place(name) / PAGE, Path(f"{name}.html")))
        pairs += [(store.place(name) / f, Path(name, f)) for f in BESIDE if f in files]
    return pairs


def _copy(source: Path, target: Path) -> None:
    """Copy a file by linking it where the file system can: the site repeats no bytes."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
