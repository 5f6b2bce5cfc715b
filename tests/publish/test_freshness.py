"""When a build makes the clean tables anew, and that it does so once."""

import shutil
from pathlib import Path

import pytest

from analysis.project import Project
from analysis.publish.keeping import freshness
from analysis.publish.keeping.freshness import freshen, why_stale
from analysis.tables.manifest import read_manifest

pytestmark = pytest.mark.slow


@pytest.fixture
def project(clean_copy, tmp_path):
    """A copy of its own of the figures and of their clean tables, seen by one build."""
    made = Project(Path(shutil.copytree(clean_copy.root, tmp_path / "pay", symlinks=True)))
    made.cache.mkdir(parents=True, exist_ok=True)
    freshen(made, lambda *_: None)
    return made


def test_tables_that_stand_as_they_should_are_left_alone(project):
    told = []
    freshen(project, lambda *event: told.append(event))
    assert (why_stale(project), told) == ("", [])


def test_a_change_of_code_that_changes_no_table_is_cleaned_for_once(project, monkeypatch):
    monkeypatch.setattr(freshness, "cleaning_digest", lambda: "another")
    told = []
    for _ in range(2):
        freshen(project, lambda *event: told.append(event))
    assert told == [("cleaning", "clean tables", "the code that makes them changed")]
    assert read_manifest(project.clean)["code"] == "another"


def test_a_dry_run_says_why_and_cleans_nothing(project, monkeypatch):
    monkeypatch.setattr(freshness, "cleaning_digest", lambda: "another")
    before = read_manifest(project.clean)
    freshen(project, lambda *_: None, dry_run=True)
    assert why_stale(project) == "the code that makes them changed"
    assert read_manifest(project.clean) == before
