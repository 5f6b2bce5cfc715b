"""One notebook run with parameters of the asker's own: the same engine, typing and page."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from analysis.errors import ReportError, UsageError
from analysis.project import Project
from analysis.publish.builder import MAKE, TIMEOUT, Event, extra_of
from analysis.publish.built import PAGE
from analysis.publish.catalogue import Report, notebook_path
from analysis.publish.fingerprint import parts_of
from analysis.publish.parameters import check_parameters, read_parameters
from analysis.publish.slugs import slug
from analysis.publish.worker_task import Task
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
    fails.
    """
    from analysis.publish.workers import run_all

    path = notebook_path(project, notebook)
    values: dict[str, object] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"-p {text!r} is not name=value.")
        values[name.strip()] = value.strip()
    checked = check_parameters(read_parameters(path), values, project, path.stem)
    manifest = read_manifest(project.clean)
    named = "-".join([path.stem, *(str(value) for value in values.values())])
    title = path.stem.partition("_")[2].replace("_", " ").capitalize()
    report = Report(slug(named), title, "", "", path.stem, checked)
    target = (output or Path.cwd() / f"{report.name}.html").resolve()
    if not target.parent.is_dir():
        raise UsageError(f"There is no folder {target.parent} to put the page in.")
    with tempfile.TemporaryDirectory(prefix="realpay-") as folder:
        extra = extra_of(project, report, parts_of(report, path), manifest)
        task = Task(report.name, path, checked, Path(folder, "made"), extra)
        outcome = run_all(MAKE, [task], timeout=timeout, on_event=on_event)[0]
        if not outcome.ok:
            raise ReportError(outcome.error)
        shutil.copyfile(Path(folder, "made", PAGE), target)
    return target
