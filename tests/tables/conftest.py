"""The whole record, cleaned into a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.ingest.clean import clean
from analysis.ingest.writing import cleaning, raw_state, write
from analysis.project import Project

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def clean_whole() -> Callable[[Path], Project]:
    """Copy the raw files into a folder and clean them there."""

    def made(folder: Path) -> Project:
        shutil.copytree(
            ROOT / "data" / "raw", folder / "data" / "raw", ignore=shutil.ignore_patterns(".*")
        )
        project = Project(folder)
        with cleaning(project):
            before = raw_state(project)
            write(project, clean(project), before, version="0.1.0", code="")
        return project

    return made


@pytest.fixture(scope="session")
def project(
    clean_whole: Callable[[Path], Project], tmp_path_factory: pytest.TempPathFactory
) -> Project:
    """A project of its own with the whole record cleaned."""
    return clean_whole(tmp_path_factory.mktemp("whole"))
