"""Laying the site out from what has been built, and putting it in place in one step."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.doors.files import read_bytes
from analysis.doors.json_text import parse_json
from analysis.folders import link_or_copy, real_place, recover, swap_in
from analysis.publish.catalogue import Catalogue
from analysis.publish.files import (
    NOTEBOOK,
    OPEN_WORKBOOK,
    PAGE,
    PICTURE,
    VALUES,
    WORKBOOK,
    digest,
    json_text,
)
from analysis.publish.fingerprint import package_digest
from analysis.publish.keeping.built import Record, Store
from analysis.publish.related import Linker
from analysis.publish.site.beside import kept_digests, kept_files, place_kept
from analysis.publish.site.edition import Edition
from analysis.tables.manifest import digest_of_plain

MARK = "build.json"
BESIDE = (VALUES, NOTEBOOK, WORKBOOK, OPEN_WORKBOOK, PICTURE)


def assemble(
    chosen: Edition, catalogue: Catalogue, store: Store, manifest: Mapping[str, Any]
) -> bool:
    """Put the site in place if it differs from the one that stands; say whether it did.

    The mark in the site tells what it was laid out from, so that a build with nothing to do reads
    one small file and imports no templates.
    """
    site = real_place(chosen.site)
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
    """Say whether the site is what would be laid out now, to the last byte of every file."""
    return next(faults(chosen, catalogue, store, manifest), None) is None


def faults(
    chosen: Edition, catalogue: Catalogue, store: Store, manifest: Mapping[str, Any]
) -> Iterator[str]:
    """Give each file of the site that is not what would be laid out now: missing, other, extra.

    Every byte is read each time: a mark of the time of change would miss a bit that the disk
    flipped. A page that shares its bytes with the store has just been read there.
    """
    site = real_place(chosen.site)
    try:
        written = read_bytes(site / MARK)
        own = dict(parse_json(written)["own"])
        sound = written == _mark(_made_from(chosen, catalogue, store, manifest), own)
    except (OSError, ValueError, TypeError, KeyError):
        own, sound = {}, False
    if not sound:
        yield MARK
    placed = {shown.as_posix(): (kept, sha) for kept, shown, sha in _placed(catalogue, store)}
    yield from sorted(_names(site).symmetric_difference({MARK, *own, *placed}) - {MARK})
    for name, sha in own.items():
        if digest(site / name) != sha:
            yield name
    for name, (kept, sha) in placed.items():
        if not _same_file(site / name, kept) and digest(site / name) != sha:
            yield name


def _names(site: Path) -> set[str]:
    """List every file below a folder."""
    return {
        f"{inside}{file}"
        for folder, _, files in os.walk(site)
        for inside in [
            "" if folder == str(site) else f"{Path(folder).relative_to(site).as_posix()}/"
        ]
        for file in files
    }


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _mark(made_from: str, own: Mapping[str, str]) -> bytes:
    """Write what a site says of itself: the digest of what it was laid out from, and its files."""
    return json_text({"made_from": made_from, "own": own}).encode()


def _fill(
    staged: Path,
    chosen: Edition,
    catalogue: Catalogue,
    store: Store,
    manifest: Mapping[str, Any],
) -> None:
    for source, shown, sha in _placed(catalogue, store):
        (staged / shown).parent.mkdir(exist_ok=True)
        link_or_copy(source, staged / shown)
        if digest(staged / shown) != sha:
            raise OSError(errno.EIO, "changed since it was made; build again", str(source))
    laid = {path for path in staged.rglob("*") if path.is_file()}
    from analysis.publish.site.front import write_front
    from analysis.publish.site.machines import write_machines
    from analysis.publish.site.questions import questions_of
    from analysis.publish.site.record import pages_listed

    kept = {} if chosen.as_of else kept_files(chosen.project)
    place_kept(kept, staged)
    record, data = made_of_tables(chosen, catalogue, manifest)
    for name, path in [*record.items(), *data.items()]:
        (staged / name).parent.mkdir(exist_ok=True)
        link_or_copy(path, staged / name)
    records = _records(catalogue, store)
    asked = None if chosen.as_of else questions_of(catalogue, records, manifest)
    write_front(
        staged,
        catalogue,
        records,
        manifest,
        kept=sorted(kept),
        as_of=chosen.as_of,
        questions=asked,
        record=pages_listed(record),
    )
    write_machines(staged, catalogue, store, records, manifest, data=not chosen.as_of)
    own = sorted(path for path in staged.rglob("*") if path.is_file() and path not in laid)
    digests = {path.relative_to(staged).as_posix(): digest(path) for path in own}
    made_from = _made_from(chosen, catalogue, store, manifest)
    (staged / MARK).write_bytes(_mark(made_from, digests))


def made_of_tables(
    chosen: Edition, catalogue: Catalogue, manifest: Mapping[str, Any]
) -> tuple[dict[str, Path], dict[str, Path]]:
    """Return the pages of the record and the data beside them, which need no report.

    They are kept between builds: who asks while reports are made finds them ready in the end.
    """
    from analysis.publish.site.data import data_files
    from analysis.publish.site.record import record_files

    linker = Linker(catalogue.reports, manifest)
    record = record_files(chosen.project, manifest, linker, as_of=chosen.as_of)
    if chosen.as_of:
        return record, {}
    return record, data_files(chosen.project, manifest, catalogue.address)


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
        [r.name, r.title, r.question, r.group, dict(r.parameters), dict(r.site), r.words]
        for r in catalogue.reports
    ]
    groups = list(catalogue.groups.items())
    kept = {} if chosen.as_of else kept_digests(chosen.project)
    return digest_of_plain([made, listed, groups, dict(manifest), package_digest(), kept])


def _placed(catalogue: Catalogue, store: Store) -> list[tuple[Path, Path, str]]:
    """Give each kept file, its place in the site and its digest."""
    found = []
    for name, record in _records(catalogue, store).items():
        files = record.files if record else {}
        if PAGE in files:
            found.append((store.place(name) / PAGE, Path(f"{name}.html"), files[PAGE]))
        found += [(store.place(name) / f, Path(name, f), files[f]) for f in BESIDE if f in files]
    return found
