"""Which engine runs a notebook is settled before any cell runs."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.publish.engine.conftest import notebook

from analysis.publish.running.engine import Engine
from analysis.publish.running.engine.choice import stock_reason


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import ipywidgets as w", "cell 1 asks for widgets"),
        ("if True:\n    from tqdm.auto import tqdm", "cell 1 asks for widgets"),
        ("%matplotlib widget", "cell 1 asks for a drawing window"),
        ("%store pay", "cell 1 asks for values kept from an earlier run"),
        ("%debug", "cell 1 asks for a debugger"),
        ("%matplotlib inline", None),
        ("# import ipywidgets", None),
        ("print('import ipywidgets')", None),
    ],
)
def test_what_needs_a_kernel_is_seen_before_anything_runs(source: str, reason: str | None) -> None:
    assert stock_reason(notebook(("case", source)), "python3", {}) == reason


def test_another_kernel_and_a_limit_for_cells_go_to_the_stock_engine() -> None:
    made = notebook(("case", "1"))
    assert stock_reason(made, "ir", {}) == "the notebook asks for the kernel ir"
    reason = stock_reason(made, "python3", {"execution_timeout": 3})
    assert reason == "a time limit for each cell is kept by a kernel"


@pytest.mark.slow
def test_importing_the_engine_imports_no_papermill() -> None:
    code = (
        "import sys, analysis.publish.running.engine as e; e.Engine; "
        "print('papermill' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
    assert Engine.__name__ == "Engine"
