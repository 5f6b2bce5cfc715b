"""One notebook of awkward cells, run once through each engine in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from tests.publish.engine.cases import CASES

RUN = """
import sys
sys.modules["rfc3987_syntax"] = None  # 2.5 s of grammar that no notebook needs
import papermill
engine = sys.argv[1] if sys.argv[1] != "stock" else None
try:
    papermill.execute_notebook(
        sys.argv[2], sys.argv[3], engine_name=engine, kernel_name="python3", progress_bar=False,
        cwd=sys.argv[4],
    )
except papermill.PapermillExecutionError as error:
    print(error.cell_index, error.ename, error.evalue, sep="|")
"""


def notebook(*cells: tuple[str, ...]) -> nbformat.NotebookNode:
    """Make a notebook of code cells with fixed ids."""
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    made = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
    for number, (name, source, *tags) in enumerate(cells):
        metadata = {"case": name, "tags": tags[0] if tags else []}
        cell = nbformat.v4.new_code_cell(source, metadata=metadata, id=f"case-{number}")
        made.cells.append(cell)
    return made


def execute(engine: str, source: Path, folder: Path) -> tuple[nbformat.NotebookNode, str]:
    """Run a notebook in a fresh Python; give it as executed, and what the runner printed."""
    output = folder / f"{engine}.ipynb"
    (folder / "work").mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", RUN, engine, str(source), str(output), str(folder / "work")],
        capture_output=True,
        text=True,
        env=environment(folder),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return nbformat.read(output, as_version=4), done.stdout.strip()


def environment(folder: Path) -> dict[str, str]:
    """Give a process a home of its own, and nothing of pytest's or the person's settings.

    What `make coverage` asks of every process goes along.
    """
    named = ("PATH", "LANG", "LC_ALL", "COVERAGE_PROCESS_CONFIG")
    kept = {key: os.environ[key] for key in named if key in os.environ}
    return {**kept, "HOME": str(folder), "IPYTHONDIR": str(folder / "ipython")}


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, nbformat.NotebookNode]]:
    """The awkward cells as each engine left them: engine -> name of the case -> cell."""
    folder = tmp_path_factory.mktemp("both")
    source = folder / "awkward.ipynb"
    nbformat.write(notebook(*CASES), source)
    left = {}
    for engine in ("stock", "realpay"):
        executed, _ = execute(engine, source, folder)
        left[engine] = {
            cell.metadata.case: cell for cell in executed.cells if "case" in cell.metadata
        }
    return left
