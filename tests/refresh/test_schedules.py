"""The schedules work: well formed, after seven in both seasons, and their commands run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.project import Project

from .conftest import ROOT, Ons, figures, later, serve, snapshot

WORKFLOW = ROOT / ".github" / "workflows" / "refresh.yml"
DEPLOY = ROOT / "deploy"
BIN = Path(sys.executable).parent
SEPTEMBER = '"2026 SEP","144.1"\n'
SEVEN = 7 * 60


@pytest.fixture(scope="module")
def workflow() -> dict[Any, Any]:
    read: dict[Any, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    return read


def commands(workflow: dict[Any, Any]) -> list[str]:
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    return [step["run"].strip() for step in steps if "run" in step]


@pytest.mark.slow
def test_every_workflow_fits_the_schema_of_its_publisher() -> None:
    files = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
    done = subprocess.run(
        [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.github-workflows",
         *map(str, files)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_a_workflow_that_is_wrong_does_not_fit(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(WORKFLOW.read_text().replace("runs-on:", "run-on:"), encoding="utf-8")
    done = subprocess.run(
        [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.github-workflows", str(wrong)],
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1


def test_the_workflow_runs_on_weekdays_after_seven_in_both_seasons(
    workflow: dict[Any, Any],
) -> None:
    lines = [entry["cron"] for entry in workflow[True]["schedule"]]  # YAML reads "on" as true
    assert lines
    for line in lines:
        minute, hour, _, _, days = line.split()
        utc = int(hour) * 60 + int(minute)
        assert days == "1-5"
        for ahead in (0, 60):  # UK time is UTC in winter and an hour ahead of it in summer
            assert SEVEN < utc + ahead < 12 * 60 + 60


def test_tests_come_first_and_a_person_decides(workflow: dict[Any, Any]) -> None:
    jobs = workflow["jobs"]
    assert jobs["refresh"]["needs"] == jobs["publish"]["needs"] == "test"
    assert jobs["test"]["steps"][-1]["run"] == ".ci/run"
    assert workflow["permissions"] == {"contents": "read"}
    assert "push" not in jobs["refresh"].get("if", "").replace("!= 'push'", "")
    assert "deploy/propose.sh" in " ".join(commands(workflow))


def test_every_command_of_the_workflow_is_there_to_be_run(workflow: dict[Any, Any]) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    for command in commands(workflow):
        tool, *words = shlex.split(command)
        if tool == "make":
            assert set(words) <= set(targets)
        elif tool == "sh":
            assert (ROOT / words[0]).is_file()
        elif tool == ".ci/run":
            assert os.access(ROOT / tool, os.X_OK)
        else:
            assert tool == ".venv/bin/realpay"


def environment(project: Project, ons: Ons, **more: str) -> dict[str, str]:
    """What the commands find around them: this Python's commands, the loopback server."""
    return {
        **os.environ,
        "REALPAY_ROOT": str(project.root),
        "REALPAY_BASE_URL": ons.url,
        "REALPAY": str(BIN / "realpay"),
        **more,
    }


def test_the_dry_run_of_the_workflow_runs_and_writes_nothing(
    project: Project, ons: Ons, tmp_path: Path, workflow: dict[Any, Any]
) -> None:
    (command,) = [each for each in commands(workflow) if each.endswith("--dry-run")]
    (tmp_path / ".venv").symlink_to(BIN.parent, target_is_directory=True)
    serve_all(project, ons)
    before = snapshot(project.root)
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env=environment(project, ons),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.returncode == 0
    assert "D7BT: release of 2026-10-21 would be taken" in done.stdout
    assert snapshot(project.root) == before


def serve_all(project: Project, ons: Ons) -> None:
    for path in (project.raw / "ons").glob("*.csv"):
        ons.behaviours[path.stem] = serve(path.read_bytes())
    ons.behaviours["D7BT"] = serve(later(figures(project, "D7BT"), SEPTEMBER))


def test_the_summary_is_kept_and_printed_and_a_failure_is_a_failure(
    project: Project, ons: Ons, tmp_path: Path
) -> None:
    serve_all(project, ons)
    ons.behaviours["CHAW"] = serve(b"<html>Sorry</html>")
    summary = tmp_path / "summary.txt"
    done = subprocess.run(
        ["sh", str(DEPLOY / "refresh.sh"), str(summary), "--dry-run"],
        env=environment(project, ons), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "CHAW: REFUSED: CHAW.csv: found 'a web page'" in done.stdout
    assert summary.read_text(encoding="utf-8") == done.stdout


GH = """#!/bin/sh
printf '%s\\n' "$*" >>"$LOG"
while [ $# -gt 0 ]; do
    if [ "$1" = --body-file ]; then cp "$2" "$LOG.body"; fi
    shift
done
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with a place to push to, and one raw file and one page of changes that are new."""
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    git(tmp_path, "init", "--quiet", "--initial-branch", "main", "clone")
    folder = tmp_path / "clone"
    (folder / "data/raw/ons/refused").mkdir(parents=True)
    (folder / "data/raw/ons/D7BT.csv").write_text("old\n")
    shutil.copy(ROOT / ".gitignore", folder)
    git(folder, "add", ".")
    git(folder, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "--quiet", "-m", "begin")
    git(folder, "remote", "add", "origin", str(tmp_path / "origin.git"))
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    return folder


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def propose(clone: Path) -> subprocess.CompletedProcess[str]:
    log = clone.parent / "gh.log"
    path = f"{clone.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", str(DEPLOY / "propose.sh"), "../summary.txt"], cwd=clone,
        env={**os.environ, "PATH": path, "LOG": str(log)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_new_files_are_proposed_with_the_summary_and_refused_ones_are_not(clone: Path) -> None:
    (clone.parent / "summary.txt").write_text("D7BT: release of 2026-10-21 taken\n$HOME `id`\n")
    (clone / "data/raw/ons/D7BT.csv").write_text("new\n")
    (clone / "data/raw/ons/refused/CHAW.csv").write_text("<html>\n")
    (clone / "reports/changes").mkdir(parents=True)
    (clone / "reports/changes/2026-10-21.html").write_text("<html>\n")
    done = propose(clone)
    assert done.returncode == 0, done.stderr
    pushed = git(clone.parent / "origin.git", "show", "--stat", "--format=%B", "fresh-figures")
    assert "data/raw/ons/D7BT.csv" in pushed
    assert "reports/changes/2026-10-21.html" in pushed
    assert "refused" not in pushed
    assert "$HOME `id`" in pushed
    asked = (clone.parent / "gh.log").read_text()
    assert "pr create --head fresh-figures" in asked
    assert (clone.parent / "gh.log.body").read_text().startswith("D7BT: release of 2026-10-21")
    assert not (clone / "body.txt").exists()


@pytest.mark.slow
def test_nothing_new_proposes_nothing(clone: Path) -> None:
    (clone.parent / "summary.txt").write_text("Nothing new\n")
    done = propose(clone)
    assert (done.returncode, done.stdout) == (0, "No new figures: nothing to propose.\n")
    assert not (clone.parent / "gh.log").exists()


def unit(name: str) -> dict[str, dict[str, list[str]]]:
    """A unit file by section and key; a key may come more than once."""
    found: dict[str, dict[str, list[str]]] = {}
    section = ""
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(section, {}).setdefault(key, []).append(value)
    return found


def test_the_timer_rings_on_weekdays_after_seven_in_the_united_kingdom() -> None:
    timer = unit("realpay-refresh.timer")["Timer"]
    for line in timer["OnCalendar"]:
        days, clock, zone = line.split()
        hour, minute = map(int, clock.split(":"))
        assert (days, zone) == ("Mon..Fri", "Europe/London")
        assert hour * 60 + minute > SEVEN
    assert timer["Persistent"] == ["true"]
    assert unit("realpay-refresh.timer")["Install"] == {"WantedBy": ["timers.target"]}


def test_the_service_may_write_where_a_round_writes_and_nowhere_else() -> None:
    service = unit("realpay-refresh.service")["Service"]
    root = service["WorkingDirectory"][0]
    (command,) = service["ExecStart"]
    assert command.startswith(f"{root}/.venv/bin/realpay refresh")
    assert service["ReadWritePaths"] == [f"{root}/data {root}/reports"]
    assert service["ProtectSystem"] == ["strict"]
    assert service["Type"] == ["oneshot"]


def test_the_service_command_is_one_that_realpay_knows(project: Project, ons: Ons) -> None:
    (command,) = unit("realpay-refresh.service")["Service"]["ExecStart"]
    words = shlex.split(command)[1:]
    done = subprocess.run(
        [str(BIN / "realpay"), *words, "--dry-run", "--json"], env=environment(project, ons),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert '"status": "failed"' in done.stdout  # the server knows no series
    assert done.returncode == 1


def test_the_line_for_cron_is_after_seven_by_either_clock() -> None:
    text = (DEPLOY / "crontab").read_text(encoding="utf-8")
    (line,) = [each for each in text.splitlines() if each[:1].isdigit()]
    minute, hour, _, _, days, command = line.split(None, 5)
    assert int(hour) * 60 + int(minute) > SEVEN
    assert days == "1-5"
    assert "sh deploy/refresh.sh refresh.log" in command
    assert "%" not in command  # cron would read it as a line end


def test_every_file_that_the_page_on_scheduling_names_is_there() -> None:
    text = (ROOT / "docs" / "scheduling.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:deploy|\.github|docs)/[\w./-]+)`", text))
    assert {"deploy/refresh.sh", ".github/workflows/refresh.yml"} <= named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@pytest.mark.slow
def test_every_option_that_the_page_on_scheduling_names_is_known() -> None:
    text = (ROOT / "docs" / "scheduling.md").read_text(encoding="utf-8")
    for command in sorted(set(re.findall(r"realpay (fetch|diff|refresh|editions)\b", text))):
        shown = subprocess.run(
            [str(BIN / "realpay"), command, "--help"], capture_output=True, text=True, check=True
        ).stdout
        used = re.findall(rf"realpay {command}((?: [^\s`]+)*)", text)
        for option in {word for words in used for word in words.split() if word.startswith("--")}:
            assert option in shown, f"{command} {option}"


def test_unit_files_have_no_key_outside_a_section() -> None:
    for name in ("realpay-refresh.service", "realpay-refresh.timer"):
        parser = ConfigParser(strict=False, interpolation=None)
        parser.optionxform = str  # type: ignore[assignment,method-assign]
        parser.read_string((DEPLOY / name).read_text(encoding="utf-8"))
        assert parser.sections()[0] == "Unit"
