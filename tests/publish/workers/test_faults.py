"""Whatever one task does to its process, the others are made and the message is plain."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import psutil
import pytest

from analysis.publish.running.workers import Outcome, Task, run_all

JOBS = "tests.publish.workers.jobs"

pytestmark = pytest.mark.slow


def one(job: str, task: Task | None = None, **limits) -> Outcome:
    """Run one task by itself."""
    return run_all(f"{JOBS}:{job}", [task or Task("pay")], **limits)[0]


def gone(pid: int) -> bool:
    """Say whether a process has ended, waiting for it a moment."""
    try:
        psutil.Process(pid).wait(timeout=5)
    except psutil.NoSuchProcess:
        pass
    except psutil.TimeoutExpired:
        return False
    return True


@pytest.mark.parametrize(
    ("job", "error", "cell"),
    [
        ("leave", "pay ended its process with status 7 and gave no result (in cell 2).", 2),
        ("die", "pay was killed by SIGKILL (in cell 2).", 2),
        ("crash", "pay was killed by SIGSEGV (in cell 2).", 2),
        ("fail", "pay failed: ValueError: no pay", 2),
        ("exit_early", "pay failed: SystemExit: enough", None),
    ],
)
def test_a_task_that_ends_badly_says_how_and_where(job: str, error: str, cell: int | None) -> None:
    outcome = one(job)
    assert (outcome.ok, outcome.error, outcome.cell) == (False, error, cell)


def test_a_crash_leaves_the_stack_it_died_with() -> None:
    assert "in crash" in one("crash").detail


def test_an_exception_leaves_its_traceback() -> None:
    assert 'raise ValueError("no pay' in one("fail").detail


def test_what_cannot_be_returned_is_an_error_like_another() -> None:
    assert "pickle" in one("return_function").error


@pytest.mark.parametrize("job", ["hang", "hang_deaf"])
def test_a_task_that_hangs_is_stopped_and_its_cell_named(job: str) -> None:
    one("double", Task("warm", parameters={"number": 1}))
    outcome = one(job, timeout=2)
    assert outcome.error == "pay took longer than 2 s (in cell 3)."


def test_a_task_that_eats_memory_is_stopped_and_its_cell_named() -> None:
    outcome = one("eat", memory_limit=400_000_000, timeout=30)
    assert outcome.error == "pay took more than 400 MB of memory (in cell 4)."


def test_fifty_megabytes_of_output_block_nobody() -> None:
    assert one("talk", timeout=30).value == 50_000_000


def test_a_large_result_comes_back_whole() -> None:
    assert len(one("return_much", timeout=30).value) == 5_000_000


@pytest.mark.parametrize("apart", [False, True])
def test_a_child_left_behind_ends_with_its_task(apart: bool) -> None:
    outcome = one("fork", Task("pay", parameters={"apart": apart}))
    assert gone(outcome.value)


@pytest.mark.parametrize("apart", [False, True])
def test_a_child_of_a_task_that_is_stopped_ends_with_it(apart: bool, tmp_path: Path) -> None:
    one("double", Task("warm", parameters={"number": 1}))
    task = Task("pay", parameters={"apart": apart, "then": "hang"}, output=tmp_path)
    assert "took longer" in one("fork", task, timeout=3).error
    assert gone(int((tmp_path / "pid").read_text()))


@pytest.mark.parametrize("apart", [False, True])
def test_a_child_of_a_task_that_left_ends_with_it(apart: bool, tmp_path: Path) -> None:
    task = Task("pay", parameters={"apart": apart, "then": "leave"}, output=tmp_path)
    assert "status 1" in one("fork", task).error
    assert gone(int((tmp_path / "pid").read_text()))


def test_one_that_dies_costs_no_other() -> None:
    numbers = [{"number": number} for number in range(3)]
    good = [Task(f"good {n['number']}", parameters=n) for n in numbers]
    bad = Task("bad", parameters={"number": None})
    outcomes = run_all(f"{JOBS}:double", [good[0], bad, *good[1:]], processes=2)
    assert [outcome.value for outcome in outcomes] == [0, None, 2, 4]
    assert [outcome.name for outcome in outcomes if not outcome.ok] == ["bad"]


def test_the_cell_in_which_a_notebook_hangs_is_named(tmp_path: Path) -> None:
    made = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Pay"),
            nbformat.v4.new_code_cell("pay = 1"),
            nbformat.v4.new_code_cell("while True: pay += 1"),
        ]
    )
    nbformat.write(made, tmp_path / "pay.ipynb")
    task = Task("pay", tmp_path / "pay.ipynb", {}, tmp_path / "out")
    assert one("run", task, timeout=1.5).error == "pay took longer than 1.5 s (in cell 3)."


def test_a_notebook_that_prints_fifty_megabytes_is_made(tmp_path: Path) -> None:
    source = "for _ in range(500): print('x' * 100_000)"
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    nbformat.write(made, tmp_path / "pay.ipynb")
    task = Task("pay", tmp_path / "pay.ipynb", {}, tmp_path / "out")
    assert one("run", task, timeout=60).ok
    assert (tmp_path / "out" / "made.ipynb").stat().st_size > 50_000_000


PARENT = """
import os, sys
from analysis.publish.running.workers import Task, run_all

def tell(kind, name, detail):
    if kind == "cell":
        import psutil
        family = psutil.Process().children(recursive=True)
        print(*(process.pid for process in family), flush=True)

tasks = [Task(name, parameters={"apart": False}) for name in ("a", "b")]
run_all("tests.publish.workers.jobs:hang", tasks, processes=2, timeout=60, on_event=tell)
"""


@pytest.mark.parametrize("with_signal", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_parent_that_ends_leaves_no_process(with_signal: signal.Signals) -> None:
    root = str(Path(__file__).parents[3])
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": root},
        start_new_session=True,
    )
    with parent:
        parent.stdout.readline()
        family = [int(pid) for pid in parent.stdout.readline().split()]
        parent.send_signal(with_signal)
        assert parent.wait(timeout=10) != 0
    assert len(family) >= 3
    assert all(gone(pid) for pid in family)
