"""Building the site: run what changed, keep what did not, swap the whole in at once."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from analysis.errors import ReportError
from analysis.project import Project
from analysis.publish.built import Read, Record, Store
from analysis.publish.catalogue import Catalogue, Report, load_catalogue, notebook_path
from analysis.publish.fingerprint import digest_of_plain, parts_of, versions
from analysis.tables.manifest import read_manifest

TIMEOUT = 120.0  # seconds a report may take
MAKE = "analysis.publish.report:make_report"
Event = Callable[[str, str, Any], None]


@dataclass(frozen=True)
class Plan:
    """What a build is going to do: which reports it runs, and why; which it keeps or drops."""

    run: Mapping[str, str]
    keep: tuple[str, ...]
    drop: tuple[str, ...]


@dataclass
class Built:
    """What a build did."""

    plan: Plan
    made: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    site_changed: bool = False


@dataclass(frozen=True)
class Choices:
    """How a build is to be done."""

    names: Sequence[str] = ()
    force: bool = False
    dry_run: bool = False
    jobs: int | None = None
    timeout: float = TIMEOUT
    memory_limit: int | None = None


def build(project: Project, choices: Choices, on_event: Event | None = None) -> Built:
    """Build the site of a project; reports that fail keep their last good page.

    `on_event` hears "plan" with the `Plan` first, then "started", "cell", "finished" and
    "failed" with the report's name. Raises `ReportError` when another build holds the lock.
    """
    project.cache.mkdir(parents=True, exist_ok=True)
    lock = FileLock(project.cache / "build.lock")
    try:
        with lock.acquire(timeout=0):
            return _build(project, choices, on_event or (lambda *_: None))
    except Timeout:
        raise ReportError("Another build is running here. Wait for it, then try again.") from None


def _build(project: Project, choices: Choices, tell: Event) -> Built:
    manifest = read_manifest(project.clean)
    catalogue = load_catalogue(project)
    store = Store(project.cache / "built")
    wanted = catalogue.pick(choices.names)
    parts = {
        report.name: parts_of(report, notebook_path(project, report.notebook))
        for report in catalogue.reports
    }
    plan = _plan(catalogue, wanted, parts, store, manifest, project, force=choices.force)
    tell("plan", "", plan)
    done = Built(plan)
    if choices.dry_run:
        return done
    with tempfile.TemporaryDirectory(dir=project.cache, prefix=".run-") as folder:
        _run(project, catalogue, parts, manifest, store, done, choices, tell, Path(folder))
    for name in plan.drop:
        store.drop(name)
    from analysis.publish.assemble import assemble

    done.site_changed = assemble(project, catalogue, store, manifest)
    return done


def _plan(
    catalogue: Catalogue,
    wanted: Sequence[Report],
    parts: Mapping[str, Mapping[str, str]],
    store: Store,
    manifest: Mapping[str, Any],
    project: Project,
    *,
    force: bool,
) -> Plan:
    run: dict[str, str] = {}
    keep: list[str] = []
    for report in wanted:
        why = (
            "asked for"
            if force
            else _why(store.record(report.name), parts[report.name], manifest, project)
        )
        if why:
            run[report.name] = why
        else:
            keep.append(report.name)
    known = {report.name for report in catalogue.reports}
    return Plan(run, tuple(keep), tuple(name for name in store.names() if name not in known))


def _why(
    record: Record | None,
    parts: Mapping[str, str],
    manifest: Mapping[str, Any],
    project: Project,
) -> str:
    """Say why a report has to be made anew; nothing if it has not."""
    if record is None:
        return "not built yet"
    if record.failure is not None:
        return "failed last time"
    changed = [name for name, sha in parts.items() if record.parts.get(name) != sha]
    if changed:
        return f"changed: {', '.join(changed)}"
    tables = sorted({read.table for read in record.reads if _differs(read, manifest, project)})
    return f"figures changed: {', '.join(tables)}" if tables else ""


def _differs(read: Read, manifest: Mapping[str, Any], project: Project) -> bool:
    """Ask the same selection again, if the table it came from has changed at all."""
    table = manifest["tables"].get(read.table)
    if table is None:
        return True
    if table["sha256"] == read.table_sha256:
        return False
    from analysis.tables.store import Selection, digest_now

    asked = Selection(
        read.table,
        read.as_of,
        read.possibly,
        tuple(read.columns) if read.columns else None,
        tuple((column, tuple(values)) for column, values in read.where),
    )
    return digest_now(asked, project) != read.digest


def _run(
    project: Project,
    catalogue: Catalogue,
    parts: Mapping[str, Mapping[str, str]],
    manifest: Mapping[str, Any],
    store: Store,
    done: Built,
    choices: Choices,
    tell: Event,
    folder: Path,
) -> None:
    if not done.plan.run:
        return
    from analysis.publish.worker_task import Task
    from analysis.publish.workers import run_all

    reports = {report.name: report for report in catalogue.reports}
    tasks = [
        Task(
            name,
            notebook_path(project, reports[name].notebook),
            dict(reports[name].parameters),
            folder / name,
            extra_of(project, reports[name], parts[name], manifest),
        )
        for name in done.plan.run
    ]

    outcomes = run_all(
        MAKE,
        tasks,
        processes=choices.jobs,
        timeout=choices.timeout,
        memory_limit=choices.memory_limit,
        on_event=tell,
    )
    for task, outcome in zip(tasks, outcomes, strict=True):
        name = task.name
        assert task.output is not None  # noqa: S101 - each task above has one
        if outcome.ok:
            made = outcome.value
            reads = tuple(Read(**read) for read in made["reads"])
            record = Record(parts[name], reads, made["entry"], made["files"])
            store.put(name, task.output, record)
            done.made.append(name)
        else:
            done.failed[name] = outcome.error
            _keep_failure(store, name, task.output, outcome, task.extra["entry"], parts[name])


def extra_of(
    project: Project, report: Report, parts: Mapping[str, str], manifest: Mapping[str, Any]
) -> dict[str, Any]:
    """Gather what a worker needs besides notebook and parameters; plain data."""
    return {
        "root": str(project.root),
        "entry": {**asdict(report), "parameters": dict(report.parameters)},
        "manifest": manifest,
        "versions": dict(versions()),
        "checksum": digest_of_plain(dict(parts)),
    }


def _keep_failure(
    store: Store,
    name: str,
    staged: Path,
    outcome: Any,
    entry: Mapping[str, Any],
    parts: Mapping[str, str],
) -> None:
    """Keep the last good files of a report that failed, and say why it failed."""
    last = store.record(name)
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    if last is not None:
        for file in last.files:
            shutil.copyfile(store.place(name) / file, staged / file)
    failure = {"error": outcome.error, "detail": outcome.detail, "cell": outcome.cell}
    record = Record(
        last.parts if last else parts,
        last.reads if last else (),
        last.entry if last else {**entry, "finding": "", "data_to": ""},
        last.files if last else {},
        json.loads(json.dumps(failure)),
    )
    store.put(name, staged, record)
