"""Building the site: run what changed, keep what did not, swap the whole in at once.

Verifying looks at everything that a build keeps and publishes, and makes again what is damaged.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.errors import RealpayError, ReportError
from analysis.folders import real_place
from analysis.project import ROOT_VARIABLE, Project
from analysis.publish.catalogue import Catalogue, read_catalogue
from analysis.publish.files import digest, own_files
from analysis.publish.fingerprint import package_stamps
from analysis.publish.keeping.built import Store
from analysis.publish.keeping.freshness import freshen, why_stale
from analysis.publish.keeping.plan import Parts, Plan, examine, settle
from analysis.publish.keeping.put_away import Keeper
from analysis.publish.keeping.scratch import building, scratch
from analysis.publish.keeping.state import State, take_state
from analysis.publish.related import Linker
from analysis.publish.report import MAKE, task_of
from analysis.publish.site.assemble import assemble, faults, made_of_tables
from analysis.publish.site.edition import Edition, edition
from analysis.publish.site.unchanged import parts_of_each
from analysis.tables.manifest import read_manifest

TIMEOUT = 120.0  # seconds a report may take
MEMORY = 2_000_000_000  # bytes a report may hold
TRIES = 5  # states of the inputs that are looked at, where each is edited while it is taken
TOUCHED = "look for a cell that writes where it should not"
Event = Callable[[str, str, Any], None]
# The system's errors that are no report's fault: the build stops, and nothing is lost.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)


@dataclass
class Built:
    """What a build did."""

    plan: Plan
    site: Path
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
    memory_limit: int | None = MEMORY
    wait: float = 0
    scheduler: str | None = None
    as_of: str | None = None


def build(project: Project, choices: Choices, on_event: Event | None = None) -> Built:
    """Build the site of a project; reports that fail keep their last good page.

    `on_event` hears "cleaning" with the reason if the clean tables are made anew, then "plan" with
    the `Plan`, then "started", "cell", "finished" and "failed" with the report's name. Raises
    `ReportError` when another build holds the lock or the disk refuses; what stood then stands.
    """
    chosen = edition(project, choices.as_of)
    with _told_plainly(), building(project, wait=choices.wait):
        return _build(chosen, choices, on_event or (lambda *_: None))


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Turn an error of the disk into a sentence."""
    try:
        yield
    except OSError as error:
        raise ReportError(_stopped(f"{error.strerror or error}: {error.filename or ''}")) from None


def _stopped(reason: str) -> str:
    return (
        f"The build stopped ({reason.rstrip(': ')}). The site is as it was, and the reports "
        "finished so far are kept: mend this and build again."
    )


def _build(chosen: Edition, choices: Choices, tell: Event) -> Built:
    project = chosen.project
    real_place(chosen.site)  # refused before anything is touched
    with scratch(project) as folder, _rooted(project):
        for attempt in range(TRIES):
            planned = _planned(chosen, choices, tell, folder / f".{attempt}")
            if planned is not None:
                return _carried_out(planned, chosen, choices, tell, folder)
    raise ReportError(
        f"Raw files, clean tables or notebooks changed {TRIES} times while a build was about to "
        "read them. The site is as it was: build again when they rest."
    )


@contextmanager
def _rooted(project: Project) -> Iterator[None]:
    """Name the project to what is started for reports; leave its name when it is over.

    Once there is a state it is named in its place, so that what reports are forked from reads the
    very files ahead that they will read.
    """
    os.environ[ROOT_VARIABLE] = str(project.root)
    try:
        yield
    finally:
        os.environ[ROOT_VARIABLE] = str(project.root)


@dataclass(frozen=True)
class _Planned:
    """A plan, and the one state of everything that it was made from and is carried out with."""

    plan: Plan
    catalogue: Catalogue
    parts: Parts
    manifest: Mapping[str, Any]
    store: Store
    state: State | None
    """Where reports read; None if none is made."""
    code: tuple[tuple[int, ...], ...]
    """The state of the package before its digest was looked at."""


def _planned(chosen: Edition, choices: Choices, tell: Event, folder: Path) -> _Planned | None:
    """Plan from one state of the inputs; None if they changed while that was taken."""
    project, code = chosen.project, package_stamps()
    folder.mkdir()
    freshen(project, tell, folder=folder, dry_run=choices.dry_run)
    manifest = read_manifest(project.clean)
    whole, notebooks = read_catalogue(project, manifest)
    if read_manifest(project.clean) != manifest:  # the catalogue was checked against another
        return None
    catalogue = chosen.of(whole)
    store = Store(chosen.built)
    store.mend()
    wanted = catalogue.pick(choices.names)
    parts = parts_of_each(wanted, catalogue, notebooks, manifest)
    examined = examine(
        catalogue.reports, wanted, parts, store, manifest, own_files(project), force=choices.force
    )
    state = None
    if examined.ask or (examined.run and not choices.dry_run):
        state = take_state(project, manifest, notebooks, folder)
        if state is None:
            return None
    place = state.project if state else project
    os.environ[ROOT_VARIABLE] = str(place.root)
    plan = settle(examined, wanted, store, manifest, place, folder)
    return _Planned(plan, catalogue, parts, manifest, store, state, code)


def _carried_out(
    planned: _Planned, chosen: Edition, choices: Choices, tell: Event, folder: Path
) -> Built:
    """Make what was planned, and lay the site out."""
    done = Built(planned.plan, chosen.site)
    tell("plan", "", planned.plan)
    if choices.dry_run:
        return done
    if planned.plan.run:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as beside:  # this process has little to do meanwhile
            asked = beside.submit(made_of_tables, chosen, planned.catalogue, planned.manifest)
            _run(planned, chosen.project, done, choices, tell, folder)
        asked.result()
    for name in planned.plan.drop:
        planned.store.drop(name)
    done.site_changed = assemble(chosen, planned.catalogue, planned.store, planned.manifest)
    return done


def _run(
    planned: _Planned,
    project: Project,
    done: Built,
    choices: Choices,
    tell: Event,
    folder: Path,
) -> None:
    """Make the reports of the plan; put each away as it is finished."""
    from analysis.publish.running.workers import Outcome, Task, run_all

    assert planned.state is not None  # noqa: S101 - it was taken since there is something to run
    state, parts = planned.state, planned.parts
    reports = {report.name: report for report in planned.catalogue.reports}
    keeper = Keeper(project, planned.store, parts, folder, planned.code)
    tasks, linker = [], Linker(planned.catalogue.reports, planned.manifest)
    for name in done.plan.run:
        report = reports[name]
        leads = linker.of(report)
        task = task_of(state.project, report, parts[name], planned.manifest, folder / name, leads)
        if report.slip:
            keeper.fail(task, Outcome(name, error=report.slip))
            done.failed[name] = report.slip
            tell("failed", name, report.slip)
        else:
            tasks.append(task)

    def take(task: Task, outcome: Outcome) -> None:
        if outcome.ok and not state.untouched:
            raise ReportError(_stopped(f"a report changed what all are made from: {TOUCHED}"))
        if outcome.ok:
            keeper.keep(task, outcome)
            done.made.append(task.name)
        elif outcome.errno in FULL:
            raise ReportError(_stopped(outcome.error))
        else:
            keeper.fail(task, outcome)
            done.failed[task.name] = outcome.error

    limits: dict[str, Any] = {"timeout": choices.timeout, "memory_limit": choices.memory_limit}
    if choices.scheduler:
        from analysis.publish.running.cluster import run_on_cluster

        run_on_cluster(
            MAKE, tasks, state.project, choices.scheduler, on_event=tell, on_outcome=take, **limits
        )
    else:
        run_all(
            MAKE,
            tasks,
            processes=choices.jobs,
            on_event=tell,
            on_outcome=take,
            folder=folder,
            **limits,
        )
    keeper.mark_failed(choices.jobs)


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
