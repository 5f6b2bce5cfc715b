"""Putting reports away as they are finished, and what is kept of one that failed."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.project import Project
from analysis.publish.files import PAGE
from analysis.publish.fingerprint import PACKAGE, package_stamps
from analysis.publish.keeping.built import Read, Record, Store
from analysis.publish.keeping.plan import Parts
from analysis.publish.report import MARK_STALE
from analysis.publish.running.worker_task import Outcome, Task

ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")


class Keeper:
    """Takes the outcomes of one build into the store."""

    def __init__(
        self,
        project: Project,
        store: Store,
        parts: Parts,
        folder: Path,
        code: tuple[tuple[int, ...], ...],
    ) -> None:
        self._store, self._parts, self._folder, self._code = store, parts, folder, code
        self._failed: list[tuple[Task, dict[str, Any]]] = []
        self._places = {
            str(folder): "",
            str(project.root): "",
            str(PACKAGE.parent): "",
            sys.prefix: "",
            sys.base_prefix: "",
            tempfile.gettempdir(): "",
        }

    def keep(self, task: Task, outcome: Outcome) -> None:
        """Put a finished report in the place of the one before."""
        assert task.output is not None  # noqa: S101 - the builder always gives it
        made = outcome.value
        reads = tuple(map(Read.of, made["reads"]))
        parts = dict(self._parts[task.name])
        if package_stamps() != self._code:  # nobody can say which code this was made by
            parts["package"] = "edited meanwhile"
        record = Record(
            parts,
            reads,
            made["entry"],
            made["files"],
            made["sources"],
            made["told"],
            made["listed"],
            made["own"],
        )
        self._store.put(task.name, task.output, record)

    def fail(self, task: Task, outcome: Outcome) -> None:
        """Remember a failure until the others are made."""
        failure = {
            "error": self._plain(outcome.error),
            "detail": self._plain(outcome.detail),
            "cell": outcome.cell,
            "parameters": dict(task.parameters),
        }
        self._failed.append((task, failure))

    def mark_failed(self, jobs: int | None) -> None:
        """Record each failure beside the last good files, whose page then says that it is old."""
        from analysis.publish.files import FAILED
        from analysis.publish.running.workers import run_all

        again = []
        for task, failure in self._failed:
            staged = self._folder / f"{task.name}.kept"
            shutil.rmtree(staged, ignore_errors=True)
            staged.mkdir()
            last = self._store.record(task.name)
            if last is None or not self._store.intact(task.name) or PAGE not in last.files:
                self._store.put(task.name, staged, self._failure_alone(task, failure))
                continue
            for file in last.files:
                shutil.copyfile(self._store.place(task.name) / file, staged / file)
            told = {
                "reason": f"The newest run failed: {failure['error']}",
                "failure": f"{task.name}-{FAILED}.html",
                "record": replace(last, failure=failure),
            }
            again.append(Task(task.name, output=staged, extra=told))
        made_again = run_all(MARK_STALE, again, processes=jobs, folder=self._folder)
        for task, outcome in zip(again, made_again, strict=True):
            assert task.output is not None  # noqa: S101 - given above
            record: Record = task.extra["record"]
            if outcome.ok:
                record = replace(record, files=outcome.value)
            self._store.put(task.name, task.output, record)
        self._failed.clear()

    def _failure_alone(self, task: Task, failure: Mapping[str, Any]) -> Record:
        entry = {**task.extra["entry"], "finding": "", "data_to": ""}
        return Record(self._parts[task.name], (), entry, {}, failure=failure)

    def _plain(self, text: str) -> str:
        """Take out what differs from machine to machine and run to run: folders, addresses."""
        for place in sorted(self._places, key=len, reverse=True):
            text = text.replace(f"{place}/", self._places[place])
        return ADDRESS.sub("0x…", text)
