"""The places where the project is opened: JupyterLab at its root, and a container."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

TOKEN = "a-token-of-this-test"  # noqa: S105 - opens a server of this test alone


@pytest.fixture
def lab(root: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a JupyterLab started by the command that `make lab` runs."""
    flags = f"--no-browser --port=0 --ServerApp.token={TOKEN}"
    shown = subprocess.run(
        ["make", "-n", "lab", f"BIN={Path(sys.executable).parent}", f"LAB_FLAGS={flags}"],
        cwd=root, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    command = shown[shown.index("JUPYTER_PREFER_ENV_PATH") :]
    own = {name: str(tmp_path / name) for name in ("HOME", "JUPYTER_RUNTIME_DIR")}
    server = subprocess.Popen(
        ["/bin/sh", "-c", f"exec env {command}"],
        cwd=root, env=os.environ | own, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        said = []
        for line in server.stderr:
            said.append(line)
            if found := re.search(r"(http://127\.0\.0\.1:\d+)/lab", line):
                break
        else:
            pytest.fail("JupyterLab did not start:\n" + "".join(said))
        port = int(found[1].rpartition(":")[2])
        while not _listens(port):  # it names its address a moment before it listens there
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=0.1)
                pytest.fail(f"JupyterLab ended: {server.returncode}")
        yield found[1]
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)


def _listens(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.slow
def test_jupyterlab_shows_data_docs_and_notebooks_to_whoever_has_the_token(lab: str) -> None:
    asked = Request(f"{lab}/api/contents", headers={"Authorization": f"token {TOKEN}"})  # noqa: S310
    with urlopen(asked, timeout=60) as answer:  # noqa: S310
        held = {entry["name"] for entry in json.load(answer)["content"]}
    assert {"data", "docs", "notebooks", "README.md"} <= held


@pytest.mark.slow
def test_the_recipe_of_the_container_is_in_order(root: Path) -> None:
    linter = shutil.which("hadolint", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert linter, "hadolint comes with the packages of the tests: make setup-dev"
    checked = subprocess.run(
        [linter, "--failure-threshold", "style", "deploy/Dockerfile"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_the_recipe_of_the_container_copies_what_is_there(root: Path) -> None:
    recipe = (root / "deploy/Dockerfile").read_text()
    copied = re.findall(r"^COPY --chown=\w+ (.+) \S+$", recipe, re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert {"src", "requirements-lab.lock", "."} <= names
    assert not [name for name in names if not (root / name).exists()]
