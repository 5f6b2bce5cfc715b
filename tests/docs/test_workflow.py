"""The workflow for each push: its form, when it runs, by which Pythons, with what rights."""

import re
import tomllib

import pytest
import yaml


@pytest.fixture
def workflow(root):
    return yaml.safe_load((root / ".github/workflows/test.yml").read_text(encoding="utf-8"))


def test_it_runs_on_every_push_and_pull_request(workflow):
    assert workflow[True] == {"push": None, "pull_request": None}  # YAML reads "on" as true


def test_it_runs_what_a_person_runs_and_no_less(workflow, root):
    (job,) = workflow["jobs"].values()
    assert job["steps"][-1]["run"] == "bash .ci/run"
    assert (root / ".ci/run").read_text(encoding="utf-8").rstrip().endswith("\nmake test")
    assert not {"if", "continue-on-error"} & {key for step in job["steps"] for key in step}


def test_it_runs_by_the_oldest_python_that_the_package_allows_and_by_a_newer_one(workflow, root):
    (job,) = workflow["jobs"].values()
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    versions = job["strategy"]["matrix"]["python"]
    assert versions[0] == oldest
    assert len(versions) > 1
    assert job["steps"][1]["with"]["python-version"] == "${{ matrix.python }}"


def test_it_may_read_and_nothing_else(workflow):
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    assert "permissions" not in job
    assert job["steps"][0]["with"] == {"persist-credentials": False}


def test_every_workflow_uses_the_same_version_of_an_action(root):
    used = {}
    for path in sorted((root / ".github/workflows").glob("*.yml")):
        for action, version in re.findall(r"uses: (\S+)@(\S+)", path.read_text(encoding="utf-8")):
            used.setdefault(action, set()).add(version)
    assert {"actions/checkout", "actions/setup-python"} <= set(used)
    assert all(len(versions) == 1 for versions in used.values()), used
