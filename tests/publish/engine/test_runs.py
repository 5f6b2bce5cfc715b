"""A notebook run by our engine: what fails, what is written, what is left as it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import nbformat
import pytest
from tests.publish.engine.conftest import environment, execute, notebook

from analysis.errors import ReportError
from analysis.publish.running.engine import CellError, run_notebook

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _calm() -> None:
    """Let libraries under the engine warn of their own affairs."""
    warnings.simplefilter("default")


@pytest.fixture
def write(tmp_path: Path):
    """Write a notebook of the given sources; return its path."""

    def written(*sources: str, tags: tuple[tuple[str, ...], ...] = ()) -> Path:
        cells = [(f"cell {n}", source) for n, source in enumerate(sources)]
        made = notebook(*cells)
        for cell, given in zip(made.cells, tags, strict=False):
            cell.metadata.tags = list(given)
        path = tmp_path / "report.ipynb"
        nbformat.write(made, path)
        return path

    return written


def test_a_failing_cell_is_named_with_its_error(write, tmp_path: Path) -> None:
    source = write("pay = 1", "print('dividing')\npay / 0", "print('never')")
    with pytest.raises(CellError, match=r"report, cell 2 \(In \[2\]\) raised ZeroDivisionError"):
        run_notebook(source, tmp_path / "out.ipynb")


def test_a_failed_notebook_is_written_as_far_as_it_came(write, tmp_path: Path) -> None:
    source = write("print('pay')", "1 / 0", "print('never')")
    with pytest.raises(ReportError) as failed:
        run_notebook(source, tmp_path / "out.ipynb")
    left = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    code = [cell for cell in left.cells if cell.cell_type == "code"]
    assert [len(cell.outputs) for cell in code] == [1, 1, 0]
    assert code[0].outputs[0].text == "pay\n"
    assert "ZeroDivisionError" in failed.value.traceback
    assert [code[1].metadata.papermill.status, code[2].metadata.papermill.status] == [
        "failed",
        "pending",
    ]


def test_two_failures_are_written_with_the_same_bytes(write, tmp_path: Path) -> None:
    source = write("1 / 0")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        with pytest.raises(CellError):
            run_notebook(source, tmp_path / name / "out.ipynb")
    left = [(tmp_path / name / "out.ipynb").read_bytes() for name in ("a", "b")]
    assert left[0] == left[1]


def test_both_engines_stop_at_the_same_cell(write, tmp_path: Path) -> None:
    source = write("1", "raise ValueError('no pay')", "2")
    left = {engine: execute(engine, source, tmp_path) for engine in ("stock", "realpay")}
    said = {engine: text for engine, (_, text) in left.items()}
    assert said["realpay"] == said["stock"] == "1|ValueError|no pay"
    kinds = {engine: [cell.cell_type for cell in nb.cells] for engine, (nb, _) in left.items()}
    assert kinds["realpay"] == kinds["stock"]


def test_the_same_inputs_give_the_same_bytes(write, tmp_path: Path) -> None:
    source = write("import warnings\nwarnings.warn('careful')", "print('pay')\n1")
    left = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        execute("realpay", source, tmp_path / name)
        left.append((tmp_path / name / "realpay.ipynb").read_text())
    assert left[0] == left[1]
    assert "UserWarning: careful" in left[0]
    assert str(tmp_path) not in left[0]
    assert "start_time" not in left[0]


def test_papermill_injects_the_parameters(write, tmp_path: Path) -> None:
    source = write("index = 'CPI'", "print(index)", tags=(("parameters",),))
    done = run_notebook(source, tmp_path / "out.ipynb", {"index": "RPI"})
    assert [cell.get("id") for cell in done.cells] == ["case-0", "injected-parameters", "case-1"]
    assert done.cells[2].outputs[0].text == "RPI\n"


def test_each_cell_is_told_before_it_runs(write, tmp_path: Path) -> None:
    begun: list[int] = []
    run_notebook(write("1", "2", "3"), tmp_path / "out.ipynb", on_cell=begun.append)
    assert begun == [1, 2, 3]


def test_a_notebook_starts_with_nothing_of_the_last(write, tmp_path: Path) -> None:
    run_notebook(write("pay = 1"), tmp_path / "out.ipynb")
    with pytest.raises(CellError, match="NameError"):
        run_notebook(write("pay"), tmp_path / "out.ipynb")


def test_the_process_is_as_before(write, tmp_path: Path) -> None:
    def state() -> tuple[object, ...]:
        return (
            dict(os.environ),
            list(sys.path),
            list(sys.argv),
            sys.stdout,
            sys.stderr,
            Path.cwd(),
            sys.modules["__main__"],
            sys.displayhook,
            sys.excepthook,
            os.fstat(1),
            os.fstat(2),
            hasattr(sys, "ps1"),
            input,
        )

    source = write(
        "import os, sys\nos.environ['PAY'] = '1'\nsys.path.append('x')\nsys.argv.append('y')",
        "os.chdir('/')\nsys.stdout = None",
    )
    before = state()
    run_notebook(source, tmp_path / "out.ipynb")
    assert state() == before


def test_settings_of_matplotlib_are_as_before(write, tmp_path: Path) -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams.copy())
    source = write("import matplotlib\nmatplotlib.rcParams['lines.linewidth'] = 9")
    run_notebook(source, tmp_path / "out.ipynb")
    assert dict(mpl.rcParams.copy()) == before


def test_a_notebook_runs_in_its_own_folder_with_a_clean_command_line(write, tmp_path: Path) -> None:
    book = write("import os, sys\nprint(os.getcwd())\nprint(sys.argv)")
    done = run_notebook(book, tmp_path / "out.ipynb")
    assert done.cells[0].outputs[0].text == f"{tmp_path}\n['']\n"


def test_nothing_is_written_into_the_home(write, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    source = write("%history\nget_ipython().db\n1")
    code = (
        "import sys; from pathlib import Path; "
        "from analysis.publish.running.engine import run_notebook;"
        "run_notebook(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    given = {**environment(home), "MPLCONFIGDIR": str(tmp_path / "mpl")}
    given.pop("IPYTHONDIR")
    subprocess.run(
        [sys.executable, "-c", code, str(source), str(tmp_path / "out.ipynb")],
        env=given,
        check=True,
        cwd=tmp_path,
    )
    assert [path.name for path in home.rglob("*")] == []


def test_the_command_line_of_papermill_finds_the_engine(write, tmp_path: Path) -> None:
    source, output = write("index = 'CPI'", "index", tags=(("parameters",),)), tmp_path / "o.ipynb"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "papermill",
            str(source),
            str(output),
            "--engine",
            "realpay",
            "-k",
            "python3",
            "-p",
            "index",
            "RPI",
            "--no-progress-bar",
        ],
        env=environment(tmp_path),
        check=True,
        capture_output=True,
    )
    left = json.loads(output.read_text())
    assert left["cells"][2]["outputs"][0]["data"]["text/plain"] == ["'RPI'"]
    assert "start_time" not in left["metadata"]["papermill"]


def test_a_notebook_with_widgets_is_run_by_the_stock_engine(write, tmp_path: Path) -> None:
    source = write("import ipywidgets\nipywidgets.IntSlider(3)")
    left, said = execute("realpay", source, tmp_path)
    assert said == ""
    assert "widgets" in left.metadata
    assert "application/vnd.jupyter.widget-view+json" in left.cells[0].outputs[0].data
    assert "start_time" not in left.cells[0].metadata.papermill
    assert "execution" not in left.cells[0].metadata


def test_a_widget_nobody_announced_is_refused_by_cell(write, tmp_path: Path) -> None:
    hidden = "__import__('importlib').import_module('ipywidgets').IntSlider(3)"
    with pytest.raises(ReportError, match="Cell 2 shows a widget"):
        run_notebook(write("1", hidden), tmp_path / "out.ipynb")


def test_an_output_that_is_neither_text_nor_json_is_refused_by_cell(write, tmp_path: Path) -> None:
    odd = "display({'application/x-pay': {'b': 1}}, raw=True)"
    with pytest.raises(ReportError, match=r"Cell 2 shows application/x-pay that is not text"):
        run_notebook(write("1", odd), tmp_path / "out.ipynb")


def test_a_session_that_ends_itself_is_named(write, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"cell 1 ended the session \(exit or quit\)"):
        run_notebook(write("exit()", "print('never')"), tmp_path / "out.ipynb")


def test_a_figure_shows_itself_only_once_pyplot_has_drawn(write, tmp_path: Path) -> None:
    source = write(
        "from matplotlib.figure import Figure\nfigure = Figure()\nfigure.subplots()\nfigure",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "figure",
    )
    kinds = {
        engine: [
            sorted(cell.outputs[0].data) for cell in execute(engine, source, tmp_path)[0].cells
        ]
        for engine in ("stock", "realpay")
    }
    assert kinds["realpay"] == kinds["stock"]
    assert [len(kind) for kind in kinds["realpay"]] == [1, 2, 2]
