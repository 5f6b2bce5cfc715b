"""How a worker ends: with what it started, with what it failed of, when its parent is gone."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from analysis.errors import ReportError
from analysis.publish.running import worker_main
from analysis.publish.running.worker_task import Task

TASK = Task("pay")


class Ended(BaseException):
    """Stands for the end of this process."""


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was done in the end: statuses given, groups and children killed."""
    done: list[Any] = []

    def end(status: int) -> None:
        done.append(("exit", status))
        raise Ended

    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setattr(os, "killpg", lambda group, how: done.append(("group", group, how)))
    monkeypatch.setattr(worker_main, "_end_children", lambda: done.append("children"))
    return done


class _Link:
    """The worker's end of a pipe: it waits for its parent, or hears that it is gone."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def recv_bytes(self) -> bytes:
        raise self.error

    def send(self, number: int) -> None:
        raise AssertionError(number)


@pytest.mark.parametrize("error", [EOFError(), OSError()])
def test_a_worker_whose_parent_is_gone_ends_its_children_its_group_and_itself(
    ended: list[Any], error: Exception
) -> None:
    with pytest.raises(Ended):
        worker_main._follow(_Link(error))  # type: ignore[arg-type]
    assert ended == ["children", ("group", 0, signal.SIGKILL), ("exit", 1)]


def add(task: Task, tell: Any) -> int:
    """A job that adds."""
    return 1 + 2


def refuse(task: Task, tell: Any) -> None:
    """A job that refuses."""
    raise ReportError("There is no pay.")


def fall(task: Task, tell: Any) -> None:
    """A job that fails as code does."""
    raise FileNotFoundError(2, "No such file")


@pytest.fixture
def run(ended: list[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Run a job as a worker runs it, in this process; give the result that it left."""
    monkeypatch.setattr(worker_main, "_settle", lambda *_: None)
    thread = SimpleNamespace(start=lambda: None)
    monkeypatch.setattr(worker_main.threading, "Thread", lambda **_: thread)
    monkeypatch.setitem(sys.modules, "jobs_of_this", sys.modules[__name__])

    def job(name: str, folder: Path = tmp_path) -> dict[str, Any]:
        link: Any = _Link(EOFError())
        with pytest.raises(Ended):
            worker_main.main(f"jobs_of_this:{name}", TASK, link, str(folder), (1.0, None))
        left = folder / worker_main.RESULT
        return pickle.loads(left.read_bytes()) if left.exists() else {}  # noqa: S301 - our own

    return job


def test_a_worker_leaves_its_result_whole_and_ends_its_children(run: Any, ended: list[Any]) -> None:
    told = run("add")
    assert told["value"] == 3
    assert told["peak_bytes"] > 1_000_000
    assert ended == ["children", ("exit", 0)]


def test_a_worker_tells_of_an_error_as_plain_data(run: Any) -> None:
    ours, other = run("refuse"), run("fall")
    assert (ours["error"], ours["errno"]) == ("There is no pay.", None)
    assert other["error"] == "pay failed: FileNotFoundError: [Errno 2] No such file"
    assert other["errno"] == 2
    assert "in fall" in other["detail"]


def test_a_worker_that_cannot_write_its_result_says_so_by_its_status(
    run: Any, ended: list[Any], tmp_path: Path
) -> None:
    assert run("add", tmp_path / "gone") == {}
    assert ended == [("exit", worker_main.UNWRITTEN)]


def test_children_are_killed_and_those_that_ended_meanwhile_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    killed: list[int] = []

    class Child:
        def __init__(self, pid: int) -> None:
            self.pid = pid

        def kill(self) -> None:
            if self.pid == 11:
                raise psutil.NoSuchProcess(self.pid)
            killed.append(self.pid)

    children = SimpleNamespace(children=lambda recursive: [Child(11), Child(12)])
    monkeypatch.setattr(psutil, "Process", lambda: children)
    monkeypatch.setattr(worker_main.Path, "exists", lambda path: False)
    worker_main._end_children()
    assert killed == [12]


def test_memory_is_not_counted_where_the_system_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_main.sys, "platform", "win32")
    assert worker_main._peak() == 0
