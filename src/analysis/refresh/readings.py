"""First findings at every release, for all reports: the file that pages read their history from."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from os import environ
from typing import Any

from analysis.errors import DataError
from analysis.folders import write_whole
from analysis.project import Project
from analysis.publish.catalogue import load_catalogue
from analysis.publish.keeping.freshness import clean_tables, why_stale
from analysis.tables.declared import FIRST_FINDINGS

FILE = str(FIRST_FINDINGS.raw_file)


@dataclass(frozen=True)
class LookedBack:
    """What a look back found: questions, readings of them, and whether the file changed."""

    questions: int
    readings: int
    changed: bool


def look_back(project: Project, *, jobs: int | None = None) -> LookedBack:
    """Read the first finding of every report at every release, and keep what it said.

    The clean tables are made anew first where they are stale, and once more where the file
    changed. Reports are read in `jobs` processes, as many as there are cores; the rows are in the
    order of their questions, so that the same record gives the same file.
    """
    if why_stale(project):
        clean_tables(project)
    rows = readings(project, jobs=jobs)
    if not rows:
        raise DataError("No report of the catalogue has a first finding to look back on.")
    path = project.raw / FILE
    text = written(rows)
    held = path.read_text(encoding="utf-8")
    changed = held != text
    if changed:
        write_whole(path, text)
        try:
            clean_tables(project)
        except DataError:
            write_whole(path, held)
            raise
    spells = {(row["question"], row["first_day"]) for row in rows}
    return LookedBack(len({question for question, _ in spells}), len(spells), changed)


def readings(project: Project, *, jobs: int | None = None) -> list[dict[str, str]]:
    """Give the rows of all reports, each question once, in order."""
    reports = load_catalogue(project).reports
    asked = [(one.notebook, dict(one.parameters)) for one in reports if not one.slip]
    started = (str(project.root),)
    # The others begin afresh: a fork would take over the locks of whatever runs here.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, started) as workers:
        found = list(workers.map(_of_one, asked))
    by_question = {rows[0]["question"]: rows for rows in found if rows}
    return [row for question in sorted(by_question) for row in by_question[question]]


def written(rows: Sequence[Mapping[str, str]]) -> str:
    """Write the rows as the raw file has them; all have the columns of the first."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _begin(root: str) -> None:
    environ["REALPAY_ROOT"] = root


def _of_one(asked: tuple[str, Mapping[str, Any]]) -> list[dict[str, str]]:
    from analysis.collection.first_findings import look_back_on

    return look_back_on(*asked)
