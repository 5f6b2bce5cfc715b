"""Seconds that each notebook takes under stock papermill, beside a bare kernel that does nothing.

Run with ``python -m benchmarks.notebooks [NAME ...]``.
"""

from __future__ import annotations

import sys
import tempfile
import time
import warnings
from pathlib import Path

import nbformat

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"


def seconds(path: Path, folder: Path) -> float:
    import papermill

    began = time.perf_counter()
    papermill.execute_notebook(
        path, folder / path.name, kernel_name="python3", progress_bar=False, cwd=FOLDER
    )
    return time.perf_counter() - began


def main(names: list[str]) -> None:
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "out").mkdir()
        bare = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("None")])
        bare.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        bare.metadata["language_info"] = {"name": "python"}
        nbformat.write(bare, folder / "bare_kernel.ipynb")
        found = sorted(path for path in FOLDER.glob("*.ipynb") if not names or path.stem in names)
        for path in (folder / "bare_kernel.ipynb", *found):
            took = min(seconds(path, folder / "out") for _ in range(2))
            sys.stdout.write(f"{path.stem:<32}{took:6.2f} s\n")


if __name__ == "__main__":
    main(sys.argv[1:])
