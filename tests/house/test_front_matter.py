"""Version, citation, licences and changelog say the same."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml


@pytest.fixture
def project(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text())["project"]


@pytest.fixture
def citation(root: Path) -> dict:
    return yaml.safe_load((root / "CITATION.cff").read_text())


@pytest.mark.slow
def test_the_citation_file_is_valid(root: Path) -> None:
    checking = [sys.executable, "-m", "check_jsonschema"]
    checking += ["--builtin-schema", "vendor.citation-file-format", "CITATION.cff"]
    checked = subprocess.run(checking, cwd=root, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_citation_has_the_version_and_licence_of_the_package(
    project: dict, citation: dict
) -> None:
    assert citation["title"] == project["name"]
    assert citation["version"] == project["version"]
    assert citation["license"] == project["license"]


def test_the_installed_package_has_the_version_that_is_declared(project: dict) -> None:
    assert version("realpay") == project["version"]


def test_the_changelog_tells_of_this_version_on_the_day_that_the_citation_names(
    root: Path, project: dict, citation: dict
) -> None:
    headings = re.findall(r"^## (.+)$", (root / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert f"[{project['version']}] - {citation['date-released']}" in headings


def test_every_licence_that_the_package_names_is_there(root: Path, project: dict) -> None:
    for name in project["license-files"]:
        assert (root / name).stat().st_size > 0


def test_the_data_licence_carries_the_attribution_that_the_crown_asks_for(root: Path) -> None:
    text = " ".join((root / "LICENSE-DATA.md").read_text().replace(">", "").split())
    assert (
        "Contains public sector information licensed under the Open Government Licence v3.0."
        in text
    )
    assert "Creative Commons Attribution 4.0" in text


def test_the_decisions_are_numbered_without_a_gap(root: Path) -> None:
    numbers = re.findall(r"^## (\d+)\. ", (root / "docs/decisions.md").read_text(), re.MULTILINE)
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert numbers
