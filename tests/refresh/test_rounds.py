"""One round for a scheduler: what is new is taken and told, what is wrong leaves the site alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from analysis.cli.refreshing import round_as_plain, round_lines
from analysis.errors import ReportError, UsageError
from analysis.ingest.clean import clean
from analysis.ingest.writing import cleaning, raw_state, write
from analysis.project import Project
from analysis.publish.builder import Built, Plan
from analysis.refresh.editions import altered, keep, listed
from analysis.refresh.fetching.fetch import Choices
from analysis.refresh.rounds import Round, late, refresh
from analysis.tables.manifest import read_manifest

from .conftest import ROOT, Ons, figures, is_whole, later, serve, snapshot
from .test_changes import finding, site

Only = Callable[..., Choices]
SEPTEMBER = '"2026 SEP","144.1"\n'


@dataclass
class Builder:
    """Builds a site of one report that says the newest CPI index; counts how often it ran."""

    runs: int = 0
    failed: dict[str, str] = field(default_factory=dict)

    def __call__(self, project: Project) -> Built:
        manifest = read_manifest(project.clean)
        reach = next(one["to"] for one in manifest["series"] if one["series"] == "D7BT")
        amount = {"2026-08": -1.5, "2026-09": 2.5}[reach]
        text = json.dumps({"findings": {"head": finding(amount)}})
        values = project.site / "cpi" / "values.json"
        if values.exists() and values.read_text(encoding="utf-8") == text:
            return Built(Plan({}, ("cpi",), ()), project.site)
        self.runs += 1
        if not self.failed:
            if not values.exists():
                site(project.site, {"cpi": {"head": finding(amount)}})
            values.write_text(text, encoding="utf-8")
            (project.site / "build.json").write_text(text, encoding="utf-8")
        return Built(
            Plan({"cpi": "new"}, (), ()), project.site, made=["cpi"], failed=dict(self.failed)
        )


@pytest.fixture
def builder() -> Builder:
    return Builder()


@pytest.fixture(scope="session")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the figures with its clean tables, for others to copy."""
    root = tmp_path_factory.mktemp("cleaned") / "copy"
    shutil.copytree(ROOT / "data" / "raw", root / "data" / "raw")
    shutil.rmtree(root / "data/raw/ons/refused", ignore_errors=True)
    (root / "notebooks").mkdir()
    project = Project(root)
    with cleaning(project):
        before = raw_state(project)
        write(project, clean(project), before, version=version("realpay"), code="")
    return root


@pytest.fixture
def standing(cleaned: Path, tmp_path: Path, ons: Ons, only: Only, builder: Builder) -> Project:
    """A copy of the figures that has been cleaned and built, and of which readers are told."""
    project = Project(tmp_path / "standing")
    shutil.copytree(cleaned, project.root)
    ons.behaviours["D7BT"] = serve(figures(project, "D7BT"))
    done = refresh(project, only("D7BT"), build=builder)
    assert done.sound
    assert done.page == ""
    return project


def test_a_later_month_is_fetched_cleaned_built_and_told(
    standing: Project, ons: Ons, only: Only, builder: Builder
) -> None:
    ons.behaviours["D7BT"] = serve(later(figures(standing, "D7BT"), SEPTEMBER))
    done = refresh(standing, only("D7BT"), build=builder, keep_edition=True)
    assert done.sound
    assert not done.nothing
    assert done.fetched.taken == {"D7BT": "2026-10-21"}
    assert done.changes is not None
    assert done.changes.series is not None
    assert [(one.series, one.period) for one in done.changes.series.new] == [("D7BT", "2026-09")]
    assert done.changes.findings is not None
    assert [one.turned for one in done.changes.findings.moved] == [True]
    assert done.page == "changes/2026-10-21.html"
    assert (standing.root / "reports" / done.page).exists()
    assert done.edition == "2026-10-21"
    lines = "\n".join(round_lines(done))
    assert "D7BT: release of 2026-10-21 taken" in lines
    assert "(headline): sign changed, moved by 4.00 points" in lines
    assert "The edition kept: reports/editions/2026-10-21" in lines


def test_a_second_round_finds_nothing_new_and_writes_nothing(
    standing: Project, only: Only, builder: Builder
) -> None:
    before = snapshot(standing.root)
    done = refresh(standing, only("D7BT"), build=builder)
    assert done.sound
    assert done.nothing
    assert round_lines(done)[0] == "Nothing new: 1 series are as they were."
    assert snapshot(standing.root) == before
    assert builder.runs == 1


def test_in_a_fresh_clone_what_stands_is_built_first_so_that_changes_can_be_told(
    project: Project, ons: Ons, only: Only, builder: Builder
) -> None:
    ons.behaviours["D7BT"] = serve(later(figures(project, "D7BT"), SEPTEMBER))
    done = refresh(project, only("D7BT"), build=builder)
    assert builder.runs == 2
    assert done.page == "changes/2026-10-21.html"


def test_changes_that_a_round_could_not_tell_are_told_by_the_next(
    standing: Project, ons: Ons, only: Only, builder: Builder
) -> None:
    def cut_short(_: Project) -> Any:
        raise ReportError("The machine went down.")

    ons.behaviours["D7BT"] = serve(later(figures(standing, "D7BT"), SEPTEMBER))
    assert not refresh(standing, only("D7BT"), build=cut_short).sound
    done = refresh(standing, only("D7BT"), build=builder)
    assert done.fetched.same == ["D7BT"]
    assert done.page == "changes/2026-10-21.html"
    assert done.changes is not None
    assert done.changes.series is not None
    assert [one.period for one in done.changes.series.new] == ["2026-09"]


def test_a_refused_file_leaves_figures_and_site_as_they_were(
    standing: Project, ons: Ons, only: Only, builder: Builder
) -> None:
    ons.behaviours["D7BT"] = serve(b"<html>Sorry</html>")
    raw, pages = snapshot(standing.raw), snapshot(standing.site)
    done = refresh(standing, only("D7BT"), build=builder)
    assert not done.sound
    assert is_whole(raw, standing)
    assert snapshot(standing.site) == pages
    assert round_as_plain(done)["status"] == "failed"


def test_raw_figures_that_do_not_clean_stop_the_round_and_the_site_stands(
    standing: Project, only: Only, builder: Builder
) -> None:
    calendar = standing.raw / "prices" / "release_calendar.csv"
    calendar.write_text(calendar.read_text() + "2026-12,someday,published\n", encoding="utf-8")
    clean, pages = snapshot(standing.clean), snapshot(standing.site)
    done = refresh(standing, only("D7BT"), build=builder)
    assert "someday" in done.problem
    assert not done.sound
    assert (snapshot(standing.clean), snapshot(standing.site)) == (clean, pages)
    assert round_lines(done)[-1] == "The site that stood before still stands."
    assert builder.runs == 1


def test_a_report_that_fails_is_said_and_no_edition_is_kept(
    standing: Project, ons: Ons, only: Only, builder: Builder
) -> None:
    ons.behaviours["D7BT"] = serve(later(figures(standing, "D7BT"), SEPTEMBER))
    builder.failed = {"cpi": "cell 3 failed"}
    done = refresh(standing, only("D7BT"), build=builder, keep_edition=True)
    assert not done.sound
    assert done.edition == ""
    assert "FAILED: cpi: cell 3 failed" in round_lines(done)


def test_a_build_that_cannot_run_is_a_problem_of_the_round(
    standing: Project, ons: Ons, only: Only
) -> None:
    def busy(_: Project) -> Any:
        raise ReportError("Another build is running here. Wait for it, then try again.")

    ons.behaviours["D7BT"] = serve(later(figures(standing, "D7BT"), SEPTEMBER))
    done = refresh(standing, only("D7BT"), build=busy)
    assert done.problem.startswith("Another build is running here")
    assert not done.sound


def test_a_dry_run_writes_cleans_and_builds_nothing(
    standing: Project, ons: Ons, only: Only, builder: Builder
) -> None:
    ons.behaviours["D7BT"] = serve(later(figures(standing, "D7BT"), SEPTEMBER))
    before = snapshot(standing.root)
    done = refresh(standing, replace(only("D7BT"), dry_run=True), build=builder)
    assert round_lines(done) == [
        "D7BT: release of 2026-10-21 would be taken", "1 would be taken.",
    ]  # fmt: skip
    assert snapshot(standing.root) == before


def test_what_is_overdue_by_its_own_words_is_late_from_the_day_after() -> None:
    series = [
        {"series": "D7BT", "next_release": "2026-10-21"},
        {"series": "D7G7", "next_release": "2026-10-21"},
        {"series": "KAC7", "next_release": "2026-11-17"},
        {"series": "X", "next_release": None},
    ]
    assert late(series, date(2026, 10, 21)) == []
    (overdue,) = late(series, date(2026, 10, 23))
    assert overdue.line == (
        "Late: the next release of D7BT, D7G7 was due on 2026-10-21, 2 days ago, and is not here."
    )


def test_a_late_source_is_said_and_is_no_failure(
    standing: Project, only: Only, builder: Builder
) -> None:
    done = refresh(standing, only("D7BT"), build=builder)
    assert any("D7BT" in each.series for each in done.late)
    assert done.sound
    assert any(line.startswith("Late: ") for line in round_lines(done))


def test_an_edition_never_changes_and_another_of_the_day_gets_a_number(tmp_path: Path) -> None:
    project = Project(tmp_path)
    site(project.site, {"a": {"one": finding(1.0)}})
    assert [keep(project, "2026-09-16"), keep(project, "2026-09-16")] == ["2026-09-16"] * 2
    (project.site / "a.html").write_text("another", encoding="utf-8")
    assert keep(project, "2026-09-16") == "2026-09-16-2"
    assert [each.day for each in listed(project)] == ["2026-09-16-2", "2026-09-16"]
    front = (tmp_path / "reports/editions/index.html").read_text(encoding="utf-8")
    assert all(each.checksum in front for each in listed(project))


def test_an_edition_that_was_altered_is_found_out(tmp_path: Path) -> None:
    project = Project(tmp_path)
    site(project.site, {"a": {"one": finding(1.0)}})
    keep(project, "2026-09-16")
    folder = tmp_path / "reports/editions/2026-09-16"
    assert altered(project, "2026-09-16") == []
    (folder / "a.html").write_text("another", encoding="utf-8")
    (folder / "more.html").write_text("more", encoding="utf-8")
    (folder / "index.html").unlink()
    assert altered(project, "2026-09-16") == ["a.html", "index.html", "more.html"]


def test_checksums_are_in_the_form_that_sha256sum_reads(tmp_path: Path) -> None:
    project = Project(tmp_path)
    site(project.site, {"a": {}})
    keep(project, "2026-09-16")
    lines = (tmp_path / "reports/editions/2026-09-16/SHA256SUMS").read_text().splitlines()
    assert [line[64:] for line in lines] == ["  a.html", "  a/values.json", "  index.html"]


def test_without_a_site_there_is_no_edition(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="Make one: realpay build"):
        keep(Project(tmp_path), "2026-09-16")


def test_an_edition_nobody_kept_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No edition called '2026-09-17'"):
        altered(Project(tmp_path), "2026-09-17")


def test_a_round_as_json_has_every_part(standing: Project, only: Only, builder: Builder) -> None:
    plain = round_as_plain(refresh(standing, only("D7BT"), build=builder))
    assert json.loads(json.dumps(plain)) == plain
    assert plain["nothing_new"] is True
    assert round_as_plain(Round())["status"] == "good"
