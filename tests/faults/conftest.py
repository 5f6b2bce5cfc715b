"""A small project that has been built, to be hurt in a copy of each test's own."""

import shutil
from pathlib import Path

import pytest
from tests.publish.small import make_project

from analysis.project import Project
from analysis.publish.builder import Choices, build


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    made = make_project(tmp_path_factory.mktemp("built") / "pay", "one", "two")
    build(made, Choices())
    return made.root


@pytest.fixture
def project(built, tmp_path):
    """A copy of its own of a project that has been built."""
    return Project(Path(shutil.copytree(built, tmp_path / "pay")))
