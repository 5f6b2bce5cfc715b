"""A copy of the project small enough to be cleaned in a moment, and the means to spoil it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from analysis.ingest.clean import Cleaned, clean
from analysis.ingest.kinds.employers import Directory, clean_employers
from analysis.ingest.making.drafting import raw_columns
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import DataProblems, Problem, Problems
from analysis.ingest.words.corrections import Corrections
from analysis.ingest.writing import cleaning, raw_state, write
from analysis.project import Project
from analysis.tables.columns import Table

ROOT = Path(__file__).parents[2]
# Lines kept of the longest files, the header among them; the others are short.
KEPT = {
    "ballots/ballots.csv": 60,
    "ballots/actions.csv": 20,
    "earnings/department_headcount_2025.csv": 40,
    "earnings/department_salaries.csv": 40,
    "earnings/ashe_sector_pay.csv": 20,
    "pay/pay_scales.csv": 30,
    "pay/offers.csv": 80,
    "pay/review_bodies.csv": 20,
    "findings/first_findings.csv": 20,
}
SERIES = ("D7BT", "D7G7", "L522", "L55O", "CHAW", "CZBH", "CDKO", "KAC3", "K54U", "K5BE")
# Claims that are tried on what is kept: they name no series of earnings that is not.
CLAIMS = ("claim_id", "QMUL24-1", "QMUL24-2", "W19", "PRO16", "PRO21-1", "TUC20", "WM24")
CORRECTED = (
    "PCS-2019-04-NAT",
    "PROSPECT-2011-11,",
    "PROSPECT-2023-02-",
    "RMT-2022-11-AGG",
    "RMT-2023-05-AGG",
)  # rows of corrections.yaml


@pytest.fixture(scope="session")
def small_raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Raw figures with the first rows of each long file and ten series."""
    raw = tmp_path_factory.mktemp("small") / "raw"
    shutil.copytree(ROOT / "data" / "raw", raw, ignore=shutil.ignore_patterns("releases", ".*"))
    for name, lines in KEPT.items():
        path = raw / name
        rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = rows[:lines] + [row for row in rows[lines:] if row.startswith(CORRECTED)]
        path.write_text("".join(kept), encoding="utf-8")
    _keep_lines(raw / "series.csv", lambda line: line.startswith(("cdid", *SERIES)))
    for name in ("awe_revisions.csv", "awe_vintages.csv"):
        _keep_lines(raw / "earnings" / name, lambda line: line[:4] in {"cdid", "KAC3"})
    _keep_lines(raw / "pay" / "claims.csv", lambda line: line.startswith(CLAIMS))
    _keep_entries(raw / "sources.yaml")
    for path in (raw / "ons").glob("*.csv"):
        if path.stem not in SERIES:
            path.unlink()
    return raw


def _keep_lines(path: Path, keep: Callable[[str], bool]) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if keep(line)), encoding="utf-8")


def _keep_entries(path: Path) -> None:
    """Take the entries of series that are not kept out of `sources.yaml`."""
    kept, keeping = [], True
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("  ") and not line.startswith("   "):
            stem = Path(line.strip().rstrip(":")).stem
            keeping = not line.startswith("  ons/") or stem in SERIES
        if keeping or not line.strip():
            kept.append(line)
    path.write_text("".join(kept), encoding="utf-8")


def copy_of(small_raw: Path, folder: Path) -> Project:
    shutil.copytree(small_raw, folder / "data" / "raw")
    (folder / "data" / "clean").mkdir()
    (folder / "data" / "clean" / "README.md").write_text("For people.\n", encoding="utf-8")
    (folder / "notebooks").mkdir()
    return Project(folder)


@pytest.fixture
def project(small_raw: Path, tmp_path: Path) -> Project:
    """A project of one's own with the small raw figures."""
    return copy_of(small_raw, tmp_path)


@pytest.fixture(scope="session")
def made(small_raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project with its clean tables written; not to be changed."""
    project = copy_of(small_raw, tmp_path_factory.mktemp("made"))
    with cleaning(project):
        before = raw_state(project)
        write(project, clean(project), before, version="0.1.0", code="")
    return project


@pytest.fixture
def change(project: Project) -> Callable[..., None]:
    """Change one text in a raw file; the text must be there."""

    def change_it(file: str, old: str, new: str, *, every: bool = False) -> None:
        path = project.raw / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {file}"
        changed = text.replace(old, new) if every else text.replace(old, new, 1)
        path.write_text(changed, encoding="utf-8", newline="")

    return change_it


@pytest.fixture
def add(project: Project) -> Callable[[str, str], None]:
    """Add lines at the end of a raw file."""

    def add_it(file: str, lines: str) -> None:
        with (project.raw / file).open("a", encoding="utf-8", newline="") as stream:
            stream.write(lines if lines.endswith("\n") else lines + "\n")

    return add_it


@pytest.fixture
def cleaned(project: Project) -> Callable[[], Cleaned]:
    """Clean the project in memory."""
    return lambda: clean(project)


@pytest.fixture
def lines(project: Project) -> Callable[[], list[str]]:
    """Clean the project and list its problems, a line each."""

    def lines_of() -> list[str]:
        try:
            clean(project)
        except DataProblems as error:
            return [problem.line for problem in error.problems]
        return []

    return lines_of


def _words(one: Problem) -> tuple[object, ...]:
    return one.row, one.column, one.found, one.allowed, one.mend


@dataclass
class Small:
    """A folder of raw files that holds the lists of words and what a test writes, and no more."""

    raw: Path
    employers: Draft | None
    problems: Problems = field(default_factory=Problems)

    @property
    def corrections(self) -> Corrections:
        return Corrections([], self.problems)

    @property
    def directory(self) -> Directory:
        return Directory(self.employers)

    @property
    def told(self) -> list[tuple[object, ...]]:
        """Every problem: its row, column, what was found, what is allowed, the mend."""
        return [_words(one) for one in self.problems]

    def told_of(self, table: Table) -> list[tuple[object, ...]]:
        """Every problem of the raw file of one table."""
        return [_words(one) for one in self.problems if one.file == table.raw_file]

    @property
    def asked(self) -> list[tuple[object, ...]]:
        """Every question about what is unlikely."""
        return [_words(one) for one in self.problems.questions]

    def write(self, table: Table, *rows: dict[str, str], more: tuple[str, ...] = ()) -> None:
        """Write the raw file of a table: a row for each of `rows`, blank but for its cells."""
        columns = raw_columns(table, *more)
        assert all(row.keys() <= set(columns) for row in rows)
        path = self.raw / str(table.raw_file)
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)


@pytest.fixture(scope="session")
def employers() -> Draft | None:
    problems = Problems()
    return clean_employers(ROOT / "data" / "raw", problems, Corrections([], problems))[0]


@pytest.fixture
def small(tmp_path: Path, employers: Draft | None) -> Small:
    shutil.copytree(ROOT / "data" / "raw" / "vocabulary", tmp_path / "vocabulary")
    (tmp_path / "ballots").mkdir()
    shutil.copy(ROOT / "data" / "raw" / "ballots" / "units.csv", tmp_path / "ballots")
    return Small(tmp_path, employers)
