"""First findings of all reports at every release: the file is what the figures give today."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli.commands import app
from analysis.errors import DataError
from analysis.project import Project
from analysis.publish.keeping.freshness import clean_tables
from analysis.refresh.readings import FILE, look_back, readings
from analysis.tables import read

from .conftest import ROOT

pytestmark = pytest.mark.slow
FLOOR = """\
groups: {pay: "What was paid?"}
reports:
  - name: wage-floor
    title: The wage floor
    question: How near is the lowest pay to the floor?
    group: pay
    notebook: 07_wage_floor
    parameters: {weekly_hours: 37.0, weeks: 52.143}
"""


def with_reports(project: Project, catalogue: str) -> Project:
    shutil.rmtree(project.notebooks)
    shutil.copytree(ROOT / "notebooks", project.notebooks)
    project.catalogue.parent.mkdir(exist_ok=True)
    project.catalogue.write_text(catalogue, encoding="utf-8")
    return project


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_is_kept_is_what_the_figures_give_today(project):
    catalogue = (ROOT / "reports" / "catalogue.yaml").read_text(encoding="utf-8")
    with_reports(project, catalogue)
    said = CliRunner().invoke(app, ["--root", str(project.root), "look-back"])
    assert f"data/raw/{FILE} stands as it was" in said.output
    kept = (project.raw / FILE).read_bytes()
    assert kept == (ROOT / "data" / "raw" / FILE).read_bytes()


def test_a_look_back_writes_the_file_and_the_clean_table_anew(project, monkeypatch):
    with_reports(project, FLOOR)
    found = look_back(project, jobs=1)
    assert (found.questions, found.changed) == (1, True)
    monkeypatch.setenv("REALPAY_ROOT", str(project.root))
    rows = read("first_findings")
    assert set(rows["question"]) == {"pay.floor: weekly_hours=37, weeks=52.143"}
    assert found.readings == rows["first_day"].nunique() > 10
    assert not look_back(project, jobs=1).changed


def test_readings_of_one_question_follow_one_another_without_a_gap():
    by_question: dict[str, list[dict[str, str]]] = {}
    for row in rows_of(ROOT / "data" / "raw" / FILE):
        if row["answers"] == "yes":
            by_question.setdefault(row["question"], []).append(row)
    for question, rows in by_question.items():
        days = [(row["last_day"], row["first_day"]) for row in rows if row["first_day"]]
        for (last, _), (_, first) in zip(days[1:], days, strict=False):
            assert not last or last < first, question


def test_a_catalogue_without_a_question_by_day_leaves_the_file_as_it_is(project):
    with_reports(project, FLOOR.replace("07_wage_floor", "12_explore").split("    parameters")[0])
    kept = (project.raw / FILE).read_bytes()
    with pytest.raises(DataError, match="has a first finding to look back on"):
        look_back(project, jobs=1)
    assert (project.raw / FILE).read_bytes() == kept


def test_readings_that_would_not_clean_leave_the_file_as_it_was(project, monkeypatch):
    with_reports(project, FLOOR)
    kept = (project.raw / FILE).read_bytes()
    clean_tables(project)
    made = readings(project, jobs=1)
    made[1]["last_day"] = "1999-01-01"
    monkeypatch.setattr("analysis.refresh.readings.readings", lambda *_, **__: made)
    with pytest.raises(DataError, match="or later; mend: take the file as it was"):
        look_back(project, jobs=1)
    assert (project.raw / FILE).read_bytes() == kept
