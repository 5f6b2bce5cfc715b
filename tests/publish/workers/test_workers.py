"""Tasks run in fresh warm processes, some at a time, and come back in their order."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from analysis.publish.running.workers import Task, run_all

JOBS = "tests.publish.workers.jobs"

pytestmark = pytest.mark.slow


def numbers(count: int) -> list[Task]:
    """Make tasks that carry numbers."""
    return [Task(f"number {number}", parameters={"number": number}) for number in range(count)]


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_outcomes_are_in_the_order_of_the_tasks(processes: int) -> None:
    outcomes = run_all(f"{JOBS}:double", numbers(5), processes=processes)
    assert [(outcome.name, outcome.value) for outcome in outcomes] == [
        (f"number {number}", 2 * number) for number in range(5)
    ]


def test_no_tasks_start_nothing() -> None:
    assert run_all(f"{JOBS}:double", []) == []


def test_each_task_has_a_warm_process_and_a_group_of_its_own() -> None:
    who = [outcome.value for outcome in run_all(f"{JOBS}:identify", numbers(3), processes=1)]
    assert len({pid for pid, *_ in who}) == 3
    assert all(pid == group and warm for pid, group, _, warm in who)
    assert os.getpgid(0) not in {group for _, group, *_ in who}


def test_a_worker_shares_no_place_in_an_open_file_with_another() -> None:
    assert run_all(f"{JOBS}:list_open_files", [Task("files")])[0].value == []


def test_what_happens_is_told_as_it_happens() -> None:
    told: list[tuple[str, str, object]] = []
    good = Task("good", parameters={"number": 1})
    for job in ("double", "fail"):
        run_all(f"{JOBS}:{job}", [good], on_event=lambda *event: told.append(event))
    assert told == [
        ("started", "good", None),
        ("cell", "good", 1),
        ("finished", "good", None),
        ("started", "good", None),
        ("cell", "good", 2),
        ("failed", "good", "good failed: ValueError: no pay"),
    ]


def test_an_interruption_stops_the_workers_first() -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    running: list[int] = []

    def interrupt(kind: str, name: str, detail: object) -> None:
        if kind == "cell":
            now = psutil.Process().children(recursive=True)
            running.extend(child.pid for child in now if child.pid not in before)
            raise KeyboardInterrupt

    run_all(f"{JOBS}:double", numbers(1))
    before |= {child.pid for child in psutil.Process().children(recursive=True)}
    with pytest.raises(KeyboardInterrupt):
        run_all(f"{JOBS}:hang", numbers(2), processes=2, on_event=interrupt)
    assert running
    assert not any(psutil.pid_exists(pid) for pid in running)


def test_the_program_that_runs_is_not_run_again_by_its_workers(tmp_path: Path) -> None:
    import subprocess

    program = tmp_path / "program.py"
    program.write_text(
        "from analysis.publish.running.workers import Task, run_all\n"
        "print('once')\n"
        f"print(run_all('{JOBS}:double', [Task('a', parameters={{'number': 4}})])[0].value)\n"
    )
    root = str(Path(__file__).parents[3])
    said = subprocess.run(
        [sys.executable, str(program)],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert said.stdout.split() == ["once", "8"]
    assert said.stderr == ""


def test_tasks_can_be_run_from_threads() -> None:
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(lambda task: run_all(f"{JOBS}:double", [task])[0].value, numbers(4))
        assert list(done) == [0, 2, 4, 6]


def test_nothing_is_left_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    run_all(f"{JOBS}:double", numbers(2))
    assert list(tmp_path.iterdir()) == []


def test_where_there_is_no_warm_server_each_task_has_a_python_of_its_own(monkeypatch) -> None:
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    doubled = run_all(f"{JOBS}:double", numbers(2))
    assert [outcome.value for outcome in doubled] == [0, 2]
    (alone,) = run_all(f"{JOBS}:identify", [Task("who")])
    assert alone.value[0] != os.getpid()
    assert not alone.value[3]
    (left,) = run_all(f"{JOBS}:leave", [Task("pay")])
    assert left.error == "pay ended its process with status 7 and gave no result (in cell 2)."
