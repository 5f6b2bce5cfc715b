"""The guard of a build: what it ends and removes once its build is gone, and how it is marked."""

from __future__ import annotations

import io
import os
import signal
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from analysis.publish.running import guard


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Processes 11 and 12 carry the mark until they are killed; what was killed, and how."""
    killed: list[tuple[int, int]] = []
    monkeypatch.setattr(
        guard, "marked", lambda mark: [] if killed or mark != "ours" else [11, 12, os.getpid()]
    )
    monkeypatch.setattr(os, "kill", lambda pid, how: killed.append((pid, how)))
    monkeypatch.setattr(guard.time, "sleep", lambda seconds: None)
    return killed


@pytest.mark.parametrize("given", [True, False])
def test_when_the_build_is_gone_its_guard_ends_what_is_marked_and_removes_its_folder(
    processes: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: bool
) -> None:
    left = tmp_path / "realpay-left"
    left.mkdir()
    monkeypatch.setattr(guard.sys, "stdin", SimpleNamespace(buffer=io.BytesIO()))
    guard.main("ours", str(left) if given else "")
    assert processes == [(11, signal.SIGKILL), (12, signal.SIGKILL)]
    assert left.exists() is not given


def test_what_is_spared_and_who_asks_are_left_alone(processes: list[tuple[int, int]]) -> None:
    guard.end_marked("ours", frozenset({11}))
    assert processes == [(12, signal.SIGKILL)]
    guard.end_marked("theirs")
    assert processes == [(12, signal.SIGKILL)]


def test_what_will_not_end_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(guard, "marked", lambda mark: [11])
    monkeypatch.setattr(os, "kill", lambda pid, how: None)
    monkeypatch.setattr(guard.time, "sleep", waited.append)
    guard.end_marked("ours")
    assert waited == [guard.PAUSE] * guard.ROUNDS


class _Told:
    """A process as psutil tells of it: its surroundings, or that they may not be read."""

    def __init__(self, pid: int, surroundings: dict[str, str] | None) -> None:
        self.pid, self._surroundings = pid, surroundings

    def environ(self) -> dict[str, str]:
        if self._surroundings is None:
            raise psutil.AccessDenied(self.pid)
        return self._surroundings


def test_where_the_system_has_no_proc_psutil_tells_who_is_marked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = [_Told(11, {guard.MARK: "ours"}), _Told(12, {}), _Told(13, None)]
    monkeypatch.setattr(psutil, "process_iter", lambda: told)
    monkeypatch.setattr(guard.Path, "exists", lambda path: False)
    assert guard.marked("ours") == [11]


def test_a_mark_of_those_outside_stands_again_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_guarded", lambda: "inner")
    monkeypatch.delenv(guard.MARK, raising=False)
    with guard.marking():
        assert os.environ[guard.MARK] == "inner"
    assert guard.MARK not in os.environ
    monkeypatch.setenv(guard.MARK, "outer")
    with guard.marking() as mark:
        assert (mark, os.environ[guard.MARK]) == ("inner", "inner")
    assert os.environ[guard.MARK] == "outer"


def test_without_a_guard_there_are_no_strays_to_end(processes: list[tuple[int, int]]) -> None:
    held = guard._guards.pop(os.getpid(), None)
    try:
        guard.end_strays()
    finally:
        if held is not None:
            guard._guards[os.getpid()] = held
    assert processes == []
