"""One round for a scheduler: fetch, clean, build, and say what it changed, under one lock.

It says too what is late. Every ONS file names its next release. When that day has passed and the
file that stands is still the old one, either ONS is late or the schedule has stopped; a reader
should not have to find out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from analysis.errors import DataError, RealpayError
from analysis.project import Project
from analysis.publish.keeping.freshness import clean_tables, why_stale
from analysis.refresh.comparing import told
from analysis.refresh.fetching.fetch import Choices, Fetched, fetch
from analysis.refresh.lock import fetching
from analysis.tables.manifest import read_manifest

if TYPE_CHECKING:
    from analysis.publish.builder import Built
    from analysis.refresh.comparing.changes import Changes


@dataclass(frozen=True)
class Late:
    """Series whose next release was due on one day that has passed."""

    due: date
    days: int
    series: tuple[str, ...]

    @property
    def line(self) -> str:
        """Say it in a sentence.

        >>> Late(date(2026, 10, 21), 1, ("D7BT", "D7G7")).line
        'Late: the next release of D7BT, D7G7 was due on 2026-10-21, 1 day ago, and is not here.'
        """
        named = ", ".join(self.series[:6])
        more = f" and {len(self.series) - 6} more" if len(self.series) > 6 else ""
        ago = "1 day ago" if self.days == 1 else f"{self.days} days ago"
        return (
            f"Late: the next release of {named}{more} was due on {self.due}, {ago}, "
            "and is not here."
        )


def late(series: Sequence[Mapping[str, Any]], today: date) -> list[Late]:
    """Find what is late by the manifest's list of series; the longest overdue comes first.

    On the day itself nothing is late: releases come at 07:00, and a run may be earlier.
    """
    by_day: dict[date, list[str]] = {}
    for one in series:
        if one.get("next_release"):
            due = date.fromisoformat(one["next_release"])
            if due < today:
                by_day.setdefault(due, []).append(str(one["series"]))
    return [
        Late(due, (today - due).days, tuple(sorted(named))) for due, named in sorted(by_day.items())
    ]


Build = Callable[[Project], "Built"]


@dataclass
class Round:
    """What one round did."""

    fetched: Fetched = field(default_factory=Fetched)
    cleaned: bool = False
    made: list[str] = field(default_factory=list)
    kept: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    changes: Changes | None = None
    page: str = ""
    late: list[Late] = field(default_factory=list)
    edition: str = ""
    problem: str = ""
    """Why the round stopped on its way; what stood before then still stands."""

    @property
    def sound(self) -> bool:
        """Whether nothing was refused and nothing failed."""
        return self.fetched.sound and not self.failed and not self.problem

    @property
    def nothing(self) -> bool:
        """Whether everything is as it was."""
        quiet = not self.fetched.taken and not self.cleaned and not self.made
        return quiet and (self.changes is None or self.changes.nothing)


def refresh(
    project: Project,
    choices: Choices,
    *,
    build: Build | None = None,
    look_back: Callable[[Project], object] | None = None,
    keep_edition: bool = False,
    tell: Callable[[str, int], None] = lambda *_: None,
) -> Round:
    """Do one round: fetch what is new, clean, build what it changed, write down what changed.

    Where no round was done yet, as in a fresh clone, what stands is built before anything is
    fetched, so that there is something to compare with. Where figures are others than before,
    `look_back` keeps how first findings stood until now. A step that fails ends the round, and
    what stood before stands: clean tables and site are replaced whole or not at all. A refused
    file ends nothing; the rest goes on without it. Raises `DataError` if another round holds the
    lock, `UsageError` for a wrong question.
    """
    done = Round()
    with fetching(project):
        first = told.told_manifest(project) is None and not choices.dry_run
        if first and (problem := _begin(project, build or _build)):
            done.problem = problem
            return done
        done.fetched = fetch(project, choices, tell)
        if choices.dry_run:
            return done
        try:
            _renew(project, done, build or _build, look_back)
            if keep_edition and not done.failed:
                from analysis.refresh.editions import keep

                done.edition = keep(project, newest_release(read_manifest(project.clean)))
        except RealpayError as error:
            done.problem = str(error)
        try:
            done.late = late(read_manifest(project.clean)["series"], choices.today)
        except DataError:
            done.late = []
    return done


def _begin(project: Project, build: Build) -> str:
    """Clean and build what stands, and keep it as told of; say why that cannot be done."""
    try:
        _renew(project, Round(), build)
    except RealpayError as error:
        return str(error)
    return ""


def _renew(
    project: Project,
    done: Round,
    build: Build,
    look_back: Callable[[Project], object] | None = None,
) -> None:
    """Clean if a raw file has moved, build what changed, tell what is not told of yet."""
    if why_stale(project):
        clean_tables(project)
        done.cleaned = True
        if look_back is not None:
            look_back(project)
    built = build(project)
    done.made, done.kept = list(built.made), len(built.plan.keep)
    done.failed = dict(built.failed)
    if told.is_told(project):
        return
    before = told.told_manifest(project)
    if before is not None:
        done.changes = _compare(project, before)
        if not done.changes.nothing:
            from analysis.refresh.comparing.page import write_changes

            day = newest_release(read_manifest(project.clean))
            done.page = write_changes(project, done.changes, day)
            build(project)  # nothing runs: the page of changes is laid into the site
    told.remember(project)


def _build(project: Project) -> Built:
    from analysis.publish.builder import Choices as HowToBuild
    from analysis.publish.builder import build

    return build(project, HowToBuild())


def _compare(project: Project, before: Mapping[str, Any]) -> Changes:
    """Hold what stands against the state of which readers have been told."""
    from analysis.refresh.comparing.findings import compare_sites, read_site
    from analysis.refresh.comparing.sides import Side, compare, tables_in

    was, now = newest_release(before), newest_release(read_manifest(project.clean))
    figures = compare(
        Side(was, "clean tables", tables=told.told_tables(project)),
        Side(now, "clean tables", tables=tables_in(project.clean)),
    )
    findings = compare_sites(told.told_reports(project), read_site(project.site))
    return replace(figures, findings=findings)


def newest_release(manifest: Mapping[str, Any]) -> str:
    """Return the day of the newest release among the series; nothing if none has one.

    >>> newest_release({"series": [{"released": "2026-09-16"}, {"released": None}]})
    '2026-09-16'
    """
    return max((one["released"] or "" for one in manifest.get("series", ())), default="")
