"""Every notebook runs from top to bottom under stock papermill, from any folder, in python3."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

pytestmark = pytest.mark.slow
NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
# papermill's own command, once for all of them: to import it takes as long as to run a notebook.
COMMAND = """
import sys
from papermill.__main__ import papermill

for path in sys.argv[1:]:
    name = path.rpartition("/")[2]
    try:
        papermill([path, name, "-k", "python3", "--no-progress-bar"], standalone_mode=False)
    except Exception as error:
        print(name, type(error).__name__, error, file=sys.stderr)
"""


@pytest.fixture(scope="module")
def ran(clean_copy, tmp_path_factory):
    """The folder of the executed notebooks, far from the project, and what was said of errors."""
    folder = tmp_path_factory.mktemp("elsewhere")
    own = {"REALPAY_ROOT": str(clean_copy.root), "IPYTHONDIR": str(folder / "ipython")}
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *NOTEBOOKS],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, **own},
        timeout=540,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder, done.stderr


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_under_the_stock_engine(path, ran):
    folder, errors = ran
    left = nbformat.read(folder / path.name, as_version=4)
    code = [cell for cell in left.cells if cell.cell_type == "code"]
    assert [cell.metadata.papermill.status for cell in code] == ["completed"] * len(code), errors
    shown = [output for cell in code for output in cell.outputs]
    assert shown
    assert not [output for output in shown if output.output_type == "error"]
