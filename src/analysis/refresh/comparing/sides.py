"""What a person may name as one side of a comparison, and how each is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import UsageError
from analysis.ingest.ons import OnsSeries, read_ons
from analysis.ingest.reading.problems import Problems
from analysis.present.numbers import print_date
from analysis.project import Project
from analysis.publish.site.edition import edition
from analysis.refresh.comparing.changes import Changes
from analysis.refresh.comparing.findings import Report, compare_sites, read_site
from analysis.refresh.comparing.observations import Book, book_of, book_of_releases, compare_books
from analysis.refresh.comparing.rows import compare_tables
from analysis.tables.manifest import NAME as MANIFEST
from analysis.tables.rawfiles import ons_files
from analysis.tables.registry import TABLES

if TYPE_CHECKING:
    import pandas as pd

A_DAY = "a day"
KINDS = (
    "a day such as 2026-08-19, a copy of the project, a folder of raw or clean figures, a built "
    "site, or two files of one ONS series"
)


@dataclass(frozen=True)
class Side:
    """One state to compare: the parts that it has."""

    name: str
    kind: str
    tables: Mapping[str, pd.DataFrame] | None = None
    releases: tuple[OnsSeries, ...] = ()
    reports: Mapping[str, Report] | None = None

    @property
    def book(self) -> Book:
        """The values of its series."""
        if self.tables is None:
            return book_of_releases(self.releases)
        return book_of(self.tables[name] for name in ("prices", "earnings") if name in self.tables)


class _RawFolder(Project):
    """A folder of raw figures that stands alone."""

    @property
    def raw(self) -> Path:
        return self.root


def compare(old: Side, new: Side) -> Changes:
    """Hold two sides against each other, in the parts that both have.

    Raises `UsageError` where they have none in common.
    """
    figures = (old.tables is not None and new.tables is not None) or bool(
        old.releases and new.releases
    )
    sites = old.reports is not None and new.reports is not None
    if not figures and not sites:
        msg = f"{old.name} is {old.kind} and {new.name} is {new.kind}: name two of one kind."
        raise UsageError(msg)
    rows = None
    if old.tables is not None and new.tables is not None:
        rows = compare_tables(old.tables, new.tables)
    return Changes(
        old.name,
        new.name,
        compare_books(old.book, new.book) if figures else None,
        rows,
        compare_sites(_read_on(old, new), new.reports or {}) if sites else None,
    )


def _read_on(old: Side, new: Side) -> Mapping[str, Report]:
    """Give the reports of a day with the other day in their words: that alone is no change."""
    reports = old.reports or {}
    if not (old.kind == new.kind == A_DAY):
        return reports
    was, now = (print_date(date.fromisoformat(side.name)) for side in (old, new))
    return {name: report.reading(was, now) for name, report in reports.items()}


def side_of(named: str, project: Project) -> Side:
    """Read what a person named as one side: a day, a folder or a file.

    Raises `UsageError` for what is none of these.
    """
    if (day := day_of(named)) is not None:
        return side_as_of(project, day)
    path = Path(named).expanduser()
    if path.is_file():
        return _side_of_file(path)
    if (path / "data" / "raw").is_dir():
        return side_of_project(Project(path.resolve()), path.name or named)
    if (path / "series.csv").is_file():
        return Side(path.name, "raw figures", tables=_clean(_RawFolder(path.resolve())))
    if (path / MANIFEST).is_file():
        return Side(path.name, "clean tables", tables=tables_in(path))
    if path.is_dir():
        return Side(path.name, "a built site", reports=read_site(path))
    raise UsageError(f"There is no {named!r} to compare. Expected {KINDS}.")


def day_of(text: str) -> date | None:
    """Read a day as people name a side by it; None where the words are no day.

    >>> day_of("2022-12-07"), day_of("reports/html")
    (datetime.date(2022, 12, 7), None)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def side_as_of(project: Project, day: date) -> Side:
    """Return the clean tables as they could have been known on a day, and the site if it stands."""
    site = edition(project, day.isoformat()).site
    reports = read_site(site) if (site / "index.html").exists() else None
    tables = tables_in(project.clean, day.isoformat())
    return Side(day.isoformat(), A_DAY, tables=tables, reports=reports)


def side_of_project(project: Project, name: str) -> Side:
    """Return a copy of the project: its figures, cleaned now, and its site if there is one."""
    site = read_site(project.site) if (project.site / "index.html").exists() else None
    return Side(name, "a copy of the project", tables=_clean(project), reports=site)


def newest_two(project: Project) -> tuple[Side, Side]:
    """Return, for each series with an earlier release kept, that release and the newest."""
    files: dict[str, dict[date, OnsSeries]] = {}
    for path in ons_files(project.raw).values():
        for one in read_ons(path, wanted=None, file=path.name, problems=Problems()):
            if one.release:
                files.setdefault(one.cdid, {}).setdefault(one.release, one)
    pairs = [[by[day] for day in sorted(by)][-2:] for by in files.values() if len(by) > 1]
    if not pairs:
        msg = "No earlier release is kept yet in data/raw/ons/releases. Name two states: " + KINDS
        raise UsageError(msg)
    old, new = (tuple(pair[place] for pair in pairs) for place in (0, 1))
    return Side("the releases before", "releases", releases=old), Side(
        "the newest releases", "releases", releases=new
    )


def _side_of_file(path: Path) -> Side:
    problems = Problems()
    read = read_ons(path, wanted=None, file=path.name, problems=problems)
    problems.stop_if_any()
    return Side(path.name, "a file of ONS", releases=tuple(read))


def _clean(project: Project) -> Mapping[str, pd.DataFrame]:
    from analysis.ingest.clean import clean
    from analysis.tables.store import LATEST, Selection, as_frame, select

    frames = {}
    for name, rows in clean(project).tables.items():
        asked = Selection(name, LATEST, False, None, ())
        frames[name] = as_frame(select(rows, asked, TABLES[name]))
    return frames


def tables_in(folder: Path, as_of: str = "latest") -> Mapping[str, pd.DataFrame]:
    """Read the clean tables in a folder, as they stand or as of a day."""
    from analysis.tables.store import read

    class Clean(Project):
        """A folder of clean tables that stands alone."""

        @property
        def clean(self) -> Path:
            return folder

    named = [name for name in sorted(TABLES) if (folder / f"{name}.parquet").is_file()]
    return {name: read(name, as_of=as_of, project=Clean(folder)) for name in named}
