"""What a build is going to do: which reports it runs, and why; which it keeps or drops."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from analysis.errors import ReportError
from analysis.project import Project
from analysis.publish.catalogue import Report
from analysis.publish.fingerprint import package_digest, versions
from analysis.publish.keeping.built import Read, Record, Store
from analysis.publish.page.reach import told_of
from analysis.tables.manifest import digest_of_plain, listed_in

Parts = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Plan:
    """What a build does: `run` tells why, by name; `drop` left the catalogue."""

    run: Mapping[str, str]
    keep: tuple[str, ...]
    drop: tuple[str, ...]


@dataclass(frozen=True)
class Examined:
    """What can be said without reading a table.

    `ask` are the reports whose tables changed somewhere: whether in the rows that they read has
    to be found out.
    """

    run: Mapping[str, str]
    ask: tuple[str, ...]
    drop: tuple[str, ...]


def parts_of(
    report: Report, notebook_digest: str, links: Mapping[str, Any] | None = None
) -> dict[str, str]:
    """Return what a report depends on besides its rows, by name: so that a change can be named.

    `links` are those to other pages (`related.Linker.parts`).
    """
    entry = [report.title, report.question, report.group, report.notebook]
    entry += [f"{name} {address}" for name, address in sorted(report.site.items())]
    return {
        "notebook": notebook_digest,
        "parameters": digest_of_plain(dict(report.parameters)),
        "catalogue entry": digest_of_plain(entry),
        "pages it leads to": digest_of_plain(dict(links or {})),
        "package": package_digest(),
        "library versions": digest_of_plain(dict(versions())),
    }


def examine(
    known: Sequence[Report],
    wanted: Sequence[Report],
    parts: Parts,
    store: Store,
    manifest: Mapping[str, Any],
    own: Mapping[str, str],
    *,
    force: bool = False,
) -> Examined:
    """Judge each report by digests alone; no table is opened.

    `own` are the digests of the reader's own files.
    """
    run: dict[str, str] = {}
    ask: list[str] = []
    for report in wanted:
        record = store.record(report.name)
        why = "asked for" if force else _why(record, parts[report.name], manifest, own)
        if not why and not store.intact(report.name):
            why = "its files were changed or damaged"
        if why or record is None:
            run[report.name] = why
        elif any(_moved(read, manifest) for read in record.reads):
            ask.append(report.name)
    names = {report.name for report in known}
    left = tuple(name for name in store.names() if name not in names)
    return Examined(run, tuple(ask), left)


def _why(
    record: Record | None,
    parts: Mapping[str, str],
    manifest: Mapping[str, Any],
    own: Mapping[str, str],
) -> str:
    if record is None:
        return "not built yet"
    if record.failure is not None:
        return "failed last time"
    if changed := [name for name, sha in parts.items() if record.parts.get(name) != sha]:
        return f"changed: {', '.join(changed)}"
    if gone := sorted({r.table for r in record.reads if r.table not in manifest["tables"]}):
        return f"tables gone: {', '.join(gone)}"
    now = manifest["raw"]
    if moved := [name for name, sha in record.sources.items() if now.get(name) != sha]:
        return f"raw files changed: {', '.join(moved)}"
    if moved := [name for name, sha in record.own.items() if own.get(name) != sha]:
        return f"own files changed: {', '.join(moved)}"
    for part, series, sha in record.listed:
        if digest_of_plain(listed_in(manifest, part, series)) != sha:
            return f"{part} changed"
    told = told_of(manifest, list(map(vars, record.reads)), record.entry, record.sources)
    if digest_of_plain(told) != record.told:
        return "what it tells of releases or corrections changed"
    return ""


def _moved(read: Read, manifest: Mapping[str, Any]) -> bool:
    return bool(manifest["tables"][read.table]["sha256"] != read.table_sha256)


def settle(
    examined: Examined,
    wanted: Sequence[Report],
    store: Store,
    manifest: Mapping[str, Any],
    project: Project,
    folder: Path,
) -> Plan:
    """Ask the selections again whose tables changed, in a worker, and complete the plan.

    `project` is where the tables are asked, `folder` where the worker may write.

    A report whose rows are the same is kept, and its record notes the tables as they are now, so
    that the next build need not ask.
    """
    records = {name: store.record(name) for name in examined.ask}
    reads = {
        read: None
        for record in records.values()
        if record is not None
        for read in record.reads
        if _moved(read, manifest)
    }
    now = _asked_again(project, list(reads), folder) if reads else {}
    run = dict(examined.run)
    for name, record in records.items():
        assert record is not None  # noqa: S101 - `examine` asks only about reports with a record
        before = record.reads
        changed = sorted({r.table for r in before if now.get(r, r.digest) != r.digest})
        if changed:
            run[name] = f"figures changed: {', '.join(changed)}"
            continue
        tables = manifest["tables"]
        reads_now = tuple(replace(r, table_sha256=tables[r.table]["sha256"]) for r in before)
        store.note(name, replace(record, reads=reads_now))
    ordered = {report.name: run[report.name] for report in wanted if report.name in run}
    kept = tuple(report.name for report in wanted if report.name not in run)
    return Plan(ordered, kept, examined.drop)


def _asked_again(project: Project, reads: Sequence[Read], folder: Path) -> dict[Read, str]:
    from analysis.publish.running.workers import Task, run_all

    asked = {"root": str(project.root), "reads": [asdict(read) for read in reads]}
    outcome = run_all(
        f"{__name__}:digests_now", [Task("what changed", extra=asked)], folder=folder
    )[0]
    if not outcome.ok:
        raise ReportError(outcome.error)
    return dict(zip(reads, outcome.value, strict=True))


def digests_now(task: Any, _: Callable[[int], None]) -> list[str]:
    """Return the digest of each selection as it would be read today; what a worker calls."""
    from analysis.tables.store import Selection, seen_now

    project = Project(Path(task.extra["root"]))
    return [
        seen_now(
            Selection(
                read["table"], read["as_of"], read["possibly"], read["columns"], read["where"]
            ),
            project,
        ).digest
        for read in task.extra["reads"]
    ]
