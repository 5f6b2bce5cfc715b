"""A copy of the project to run commands on, and the installed command to run."""

import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.cli import main

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = Path(sys.executable).with_name("realpay")


def _realpay(*arguments, cwd=REPOSITORY, **variables):
    return subprocess.run(
        [COMMAND, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "100", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def realpay():
    """Run the installed command with arguments, in a folder, with variables of its own."""
    return _realpay


@pytest.fixture
def realpay_here(capsys, monkeypatch):
    """Run a command in this process, with variables of its own: no start to wait for."""

    def call(*words, **variables):
        told = [str(word) for word in words]
        with monkeypatch.context() as patch:
            for name, value in {"NO_COLOR": "1", "COLUMNS": "100", **variables}.items():
                patch.setenv(name, value)
            try:
                main(told)
                status = 0
            except SystemExit as ended:
                status = ended.code or 0
        return subprocess.CompletedProcess(told, status, *capsys.readouterr())

    return call


@pytest.fixture
def small_realpay(project, realpay_here):
    """Run a command in this process on the project of the test; give status, output, messages."""

    def call(*words):
        done = realpay_here("--root", project.root, *words)
        return done.returncode, done.stdout, done.stderr

    return call


def _on_terminal(*arguments, **variables):
    main, terminal = pty.openpty()
    done = subprocess.Popen(
        [COMMAND, *map(str, arguments)], stdout=terminal, env={**os.environ, **variables}
    )
    os.close(terminal)
    shown = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # a terminal whose other end is closed
            break
        if not part:
            break
        shown += part
    os.close(main)
    assert done.wait() == 0
    return shown.decode().splitlines()


@pytest.fixture(scope="session")
def on_terminal():
    """Run the installed command on a terminal, to a good end; give the lines it showed."""
    return _on_terminal


@pytest.fixture(scope="session")
def copy(tmp_path_factory):
    """A copy of what a clone holds of figures and notebooks, with nothing made yet."""
    root = tmp_path_factory.mktemp("copy")
    ignored = shutil.ignore_patterns("*.parquet", "manifest.json", "html", ".cache", ".clean*")
    for name in ("data", "notebooks", "reports"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=ignored)
    return root


@pytest.fixture(scope="session")
def cleaned(realpay, copy):
    """What `realpay clean --json` says of the copy."""
    done = realpay("--root", copy, "clean", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
