"""One notebook run with parameters of the asker's own: the same engine, typing and page."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from analysis.errors import DataError, ReportError, UsageError
from analysis.project import REINSTALL, Project
from analysis.publish.builder import MEMORY, TIMEOUT, Event
from analysis.publish.catalogue import Report, notebook_path
from analysis.publish.files import PAGE, digest
from analysis.publish.keeping.freshness import freshen, why_stale
from analysis.publish.keeping.plan import parts_of
from analysis.publish.keeping.scratch import discard, scratch
from analysis.publish.keeping.state import take_state
from analysis.publish.parameters import check_parameters, read_parameters, read_title
from analysis.publish.report import MAKE, task_of
from analysis.publish.slugs import slug
from analysis.tables.manifest import read_manifest


def run_single(
    project: Project,
    notebook: str,
    given: Sequence[str],
    output: Path | None = None,
    *,
    timeout: float = TIMEOUT,
    on_event: Event | None = None,
) -> Path:
    """Run a notebook with ``name=value`` texts and write its page; return where it is.

    Without `output` the page is put in the working folder, named after notebook and parameters.
    Raises `UsageError` for a wrong name or value before anything runs, `ReportError` when a cell
    fails or the page cannot be written, `DataError` when what an installation carries is damaged.
    """
    from analysis.publish.running.workers import run_all

    path = notebook_file(project, notebook)
    values: dict[str, object] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"-p {text!r} is not name=value.")
        values[name.strip()] = value.strip()
    checked = check_parameters(read_parameters(path), values, project, path.stem)
    named = "-".join([path.stem, *(str(value) for value in values.values())])
    plain = re.sub(r"^[0-9]+_", "", path.stem).replace("_", " ").capitalize()
    title = read_title(path) or plain
    report = Report(slug(named), title, "", "", path.stem, checked)
    target = (output or Path.cwd() / f"{report.name}.html").resolve()
    if not target.parent.is_dir():
        raise UsageError(f"There is no folder {target.parent} to put the page in.")
    if target.is_dir():
        raise UsageError(f"{target} is a folder. Name the page: -o {target / report.name}.html")
    with _room(project) as folder:
        if project.carried:
            _check_carried(project)
        else:
            freshen(project, on_event or (lambda *_: None), folder=folder)
        manifest = read_manifest(project.clean)
        sha = digest(path)
        known = {path.stem: sha} if path.parent == project.notebooks else {}
        state = take_state(project, manifest, known, folder)
        if state is None:
            raise ReportError("The inputs changed while they were read. Try again: realpay run")
        made = folder / "made"
        task = task_of(state.project, report, parts_of(report, sha), manifest, made)
        if path.parent != project.notebooks:
            own = shutil.copyfile(path, folder / path.name)
            task = replace(task, notebook=own, extra={**task.extra, "file": path.name})
        outcome = run_all(
            MAKE, [task], timeout=timeout, memory_limit=MEMORY, on_event=on_event, folder=folder
        )[0]
        if not outcome.ok:
            raise ReportError(outcome.error)
        unfinished = target.with_name(f".{target.name}.new")
        try:
            shutil.copyfile(made / PAGE, unfinished)
            unfinished.replace(target)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise ReportError(f"The page could not be written ({error.strerror}).") from None
    return target


def notebook_file(project: Project, named: str) -> Path:
    """Return the file of a notebook named as in the collection, or by its path.

    Raises `UsageError` for neither, with the nearest name.
    """
    path = Path(named).expanduser()
    has_folder = os.sep in named
    if (path.suffix == ".ipynb" or has_folder) and path.is_file():
        if path.suffix != ".ipynb":
            raise UsageError(f"{named} is no notebook: its name does not end in .ipynb.")
        return path.resolve()
    if has_folder:
        raise UsageError(f"There is no file {named}. Name a notebook of the collection or a path.")
    return notebook_path(project, named)


@contextmanager
def _room(project: Project) -> Iterator[Path]:
    """Give a folder for what is half made; an installed copy cannot be written to."""
    if not project.carried:
        with scratch(project) as folder:
            yield folder
        return
    folder = Path(tempfile.mkdtemp(prefix="realpay-"))
    try:
        yield folder
    finally:
        discard(folder)


def _check_carried(project: Project) -> None:
    """Refuse to run on what an installation carries if any of it was changed or lost."""
    reason = why_stale(project)
    if reason:
        raise DataError(f"What this installation carries is not whole: {reason}. {REINSTALL}")
