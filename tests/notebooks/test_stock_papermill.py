"""Every notebook runs from top to bottom under stock papermill, from any folder, in python3."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

pytestmark = pytest.mark.slow
NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_under_the_stock_engine(path, clean_copy, tmp_path):
    own = {"REALPAY_ROOT": str(clean_copy.root), "IPYTHONDIR": str(tmp_path / "ipython")}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "papermill",
            path,
            "out.ipynb",
            "-k",
            "python3",
            "--no-progress-bar",
        ],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, **own},
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    ran = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    shown = [output for cell in ran.cells for output in cell.get("outputs", [])]
    assert shown
    assert not [output for output in shown if output.output_type == "error"]
