"""A copy of data/raw with new files in it, to find out whether all of it still cleans.

Nothing that stands is touched: the copy is of links where the file system has them, and a new file
takes the place of its link.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from analysis.folders import link_or_copy
from analysis.ingest.reading.problems import DataProblems, Problem
from analysis.project import Project

FOLDER = ".fetch.new"
RELEASES = "ons/releases"


@dataclass(frozen=True)
class Incoming:
    """A new file of one series, and the release of the one that it replaces.

    `keep` is where the replaced file goes below data/raw; empty where it is not kept, because it
    holds the same figures of the same release.
    """

    cdid: str
    body: bytes
    file: str
    keep: str = ""


def kept_as(cdid: str, release: str) -> str:
    """Return where a replaced file is kept, below data/raw.

    >>> kept_as("D7BT", "2026-08-19")
    'ons/releases/D7BT_2026-08-19.csv'
    """
    return f"{RELEASES}/{cdid}_{release}.csv"


@contextmanager
def staged(project: Project) -> Iterator[Project]:
    """Yield a project beside this one whose raw figures are links to these."""
    root = project.raw.parent / FOLDER
    shutil.rmtree(root, ignore_errors=True)
    copy = Project(root)
    try:
        copy.raw.parent.mkdir(parents=True)
        shutil.copytree(project.raw, copy.raw, copy_function=link_or_copy, ignore=_unneeded)
        yield copy
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _unneeded(folder: str, names: list[str]) -> set[str]:
    ons = Path(folder).name == "ons"
    return {name for name in names if name.endswith(".tmp") or (ons and name == "refused")}


def put(copy: Project, incoming: Incoming) -> None:
    """Put one new file into the copy as it would be put into place."""
    target = copy.raw / incoming.file
    if incoming.keep and target.exists():
        kept = copy.raw / incoming.keep
        kept.parent.mkdir(exist_ok=True)
        if not kept.exists():
            target.rename(kept)
    target.unlink(missing_ok=True)
    target.write_bytes(incoming.body)


def problems_with(project: Project, incoming: Mapping[str, Incoming]) -> dict[str, list[str]]:
    """Clean a copy of raw with all new files in it; return what each of them spoils, by series.

    Problems that raw has without them are not theirs. A problem that names no new file is each
    one's, since nobody can tell whose it is.
    """
    if not incoming:
        return {}
    with staged(project) as copy:
        for each in incoming.values():
            put(copy, each)
        found = _problems(copy)
    if not found:
        return {}
    found -= _problems(project)
    spoilt: dict[str, list[str]] = {}
    for problem in sorted(found, key=lambda one: one.line):
        named = [
            cdid
            for cdid, each in incoming.items()
            if problem.file in {each.file, each.keep} or cdid in {problem.column, problem.found}
        ]
        for cdid in named or incoming:
            spoilt.setdefault(cdid, []).append(problem.line)
    return spoilt


def _problems(project: Project) -> set[Problem]:
    from analysis.errors import DataError
    from analysis.ingest.clean import clean

    try:
        clean(project)
    except DataProblems as error:
        return set(error.problems)
    except DataError as error:
        return {Problem("data/raw", None, None, "figures", str(error), "look at them again")}
    return set()
