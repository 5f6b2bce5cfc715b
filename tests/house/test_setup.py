"""The set-up installs once, notices what changed, and says plainly what is missing.

A small script stands in for Python: it makes a .venv of itself and writes down what pip was asked.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STAND_IN = """#!/bin/sh
case "$*" in
    "-c "*) [ -z "$TOO_OLD" ] ;;
    -V) echo "Python 3.9.2" ;;
    "-m venv"*)
        echo venv >>calls; mkdir -p .venv/bin
        [ "$BREAK" != venv ] && cp "$0" .venv/bin/python ;;
    "-m pip --version") ;;
    *) echo "${*##* }" >>calls; [ "${*##* }" != "$BREAK" ] ;;
esac
"""
RUN = [".venv/backend.lock", "requirements.lock", "."]


class Folder:
    """A project of a few lines, set up with the real script and the stand-in for Python."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def set_up(self, wanted: str = "run", **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": "/usr/bin:/bin",
            "PYTHON": str(self.path / "python"),
            "TOO_OLD": "",
            "BREAK": "",
        }
        return subprocess.run(
            ["/bin/sh", ".ci/setup", wanted],
            cwd=self.path, env=environment | variables, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def calls(self) -> list[str]:
        """What was asked of Python since the last look."""
        written = self.path / "calls"
        asked = written.read_text().splitlines() if written.exists() else []
        written.unlink(missing_ok=True)
        return asked


@pytest.fixture
def folder(tmp_path: Path, root: Path) -> Folder:
    here = tmp_path / "project"
    (here / ".ci").mkdir(parents=True)
    shutil.copy(root / ".ci/setup", here / ".ci/setup")
    (here / "pyproject.toml").write_text("[project]\n")
    (here / "requirements.lock").write_text(
        "pandas==3.1.1 \\\n    --hash=a\nsetuptools==84 \\\n    --hash=b\nxz==1\n"
    )
    (here / "requirements-lab.lock").write_text("jupyterlab==4.5 --hash=c\n")
    (here / "requirements-dev.lock").write_text("pytest==9 --hash=d\n")
    (here / "python").write_text(STAND_IN)
    (here / "python").chmod(0o755)
    return Folder(here)


@pytest.mark.slow
def test_the_first_set_up_makes_the_environment_and_installs_the_backend_first(
    folder: Folder,
) -> None:
    done = folder.set_up()
    assert done.returncode == 0, done.stderr
    assert folder.calls() == ["venv", *RUN]
    assert (folder.path / ".venv/backend.lock").read_text() == "setuptools==84 \\\n    --hash=b\n"


@pytest.mark.slow
def test_the_second_set_up_does_nothing_and_says_nothing(folder: Folder) -> None:
    folder.set_up()
    folder.calls()
    done = folder.set_up()
    assert (done.returncode, done.stdout, done.stderr, folder.calls()) == (0, "", "", [])


@pytest.mark.slow
@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_file_is_installed_into_the_same_environment(
    folder: Folder, changed: str
) -> None:
    folder.set_up()
    folder.calls()
    with (folder.path / changed).open("a") as file:
        file.write("# changed\n")
    folder.set_up()
    assert folder.calls() == RUN


@pytest.mark.slow
def test_what_the_tests_need_covers_what_a_run_and_the_lab_need(folder: Folder) -> None:
    folder.set_up("dev")
    folder.calls()
    folder.set_up("run")
    folder.set_up("lab")
    assert folder.calls() == []


@pytest.mark.slow
def test_what_a_run_needs_does_not_cover_the_tests(folder: Folder) -> None:
    folder.set_up("run")
    folder.calls()
    folder.set_up("dev")
    assert folder.calls() == [".venv/backend.lock", "requirements-dev.lock", "."]


@pytest.mark.slow
def test_a_set_up_that_was_cut_short_is_begun_anew(folder: Folder) -> None:
    assert folder.set_up(BREAK="requirements.lock").returncode != 0
    folder.calls()
    assert folder.set_up().returncode == 0
    assert folder.calls() == ["venv", *RUN]


@pytest.mark.slow
def test_an_environment_that_cannot_be_made_leaves_nothing_behind(folder: Folder) -> None:
    done = folder.set_up(BREAK="venv")
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr
    assert not (folder.path / ".venv").exists()


@pytest.mark.slow
def test_half_an_environment_is_never_mistaken_for_the_machines_own_python(folder: Folder) -> None:
    (folder.path / ".venv/bin").mkdir(parents=True)
    (folder.path / ".venv/bin/python").symlink_to(sys._base_executable)  # and no pyvenv.cfg
    assert folder.set_up().returncode == 0
    assert folder.calls() == ["venv", *RUN]


def test_pip_is_told_to_refuse_outside_an_environment(root: Path) -> None:
    (pip,) = [
        line
        for line in (root / ".ci/setup").read_text().splitlines()
        if " -m pip --" in line and "--quiet" in line
    ]
    assert "--require-virtualenv" in pip


@pytest.mark.slow
def test_a_folder_that_was_moved_is_set_up_anew(folder: Folder) -> None:
    folder.set_up()
    folder.calls()
    moved = Folder(folder.path.rename(folder.path.with_name("elsewhere")))
    moved.set_up()
    assert moved.calls() == ["venv", *RUN]


@pytest.mark.slow
def test_an_old_python_is_refused_with_the_way_out(folder: Folder) -> None:
    done = folder.set_up(TOO_OLD="yes")
    assert done.returncode == 1
    assert "needs Python 3.11 or later" in done.stderr
    assert "make reports PYTHON=python3.12" in done.stderr
    assert folder.calls() == []


@pytest.mark.slow
def test_no_python_at_all_is_said_in_a_sentence(folder: Folder) -> None:
    done = folder.set_up(PYTHON="no-such-python")
    assert done.returncode == 1
    assert "there is no 'no-such-python' here" in done.stderr
    assert not (folder.path / ".venv").exists()


def test_make_reports_leaves_it_to_the_build_to_say_where_the_pages_are(root: Path) -> None:
    (recipe,) = re.findall(
        r"^reports:.*\n((?:\t.*\n)+)", (root / "Makefile").read_text(), flags=re.MULTILINE
    )
    assert [line.strip() for line in recipe.splitlines()] == [
        "@$(BIN)/realpay clean",
        "@$(BIN)/realpay build",
    ]


@pytest.mark.slow
def test_make_help_names_every_target_that_a_person_calls(root: Path) -> None:
    # Under `make test` this make would be a part of that one, and say which folder it enters.
    plain = {
        key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MAKELEVEL"}
    }
    told = subprocess.run(
        ["make", "help"], cwd=root, capture_output=True, text=True, check=True, env=plain
    ).stdout
    makefile = (root / "Makefile").read_text()
    (phony,) = [line for line in makefile.splitlines() if line.startswith(".PHONY:")]
    assert {line.split()[1] for line in told.splitlines()} == set(phony.split()[1:])
