"""Every notebook runs from top to bottom under stock papermill, from any folder, in python3."""

import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_it_runs_under_the_stock_engine(path, clean_copy, tmp_path, monkeypatch):
    import papermill

    monkeypatch.setenv("REALPAY_ROOT", str(clean_copy.root))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    shutil.copy(path, tmp_path / path.name)
    ran = papermill.execute_notebook(
        tmp_path / path.name,
        tmp_path / "out.ipynb",
        kernel_name="python3",
        progress_bar=False,
        cwd=tmp_path,
    )
    shown = [output for cell in ran.cells for output in cell.get("outputs", [])]
    assert shown
    assert not [output for output in shown if output.output_type == "error"]
