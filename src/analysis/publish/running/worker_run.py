"""One worker as its parent sees it: started, listened to, stopped when it must be."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing.context import BaseContext
from pathlib import Path
from types import ModuleType
from typing import Any

from analysis.errors import ReportError
from analysis.publish.running.guard import marking
from analysis.publish.running.worker_main import LOG, RESULT, UNWRITTEN, main
from analysis.publish.running.worker_task import Outcome, Task

PRELOAD = "analysis.publish.running.preload"

#: Seconds between asking a worker to end and ending it.
GRACE = 0.5
#: Seconds between two looks at the warm server, which is ended when two find it stopped.
WATCH = 1.0
STOPPED = "stopped"
#: What multiprocessing gives for the status of a process whose server has ended.
LOST = 255
STARTS = 4

_starting = threading.Lock()


class Run:
    """A worker and its task, from the start of the process to the outcome."""

    def __init__(
        self, function: str, task: Task, folder: Path, timeout: float, memory_limit: int | None
    ) -> None:
        self.task = task
        self._folder, self._timeout, self._limit = folder, timeout, memory_limit
        self._cell: int | None = None
        self._verdict = ""
        self._left = timeout
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self._link, theirs = multiprocessing.Pipe()
        given = (function, task, theirs, str(folder), (timeout, memory_limit))
        self._process = _started(given, f"realpay {task.name}")
        theirs.close()
        self._began = time.monotonic()
        self._open = True

    def sources(self) -> list[Any]:
        """List what to wait on: the process's end, and its pipe while that is open."""
        return [self._process.sentinel, *([self._link] if self._open else [])]

    def news(self) -> Iterator[int]:
        """Give the numbers of the cells begun since last asked."""
        while self._open and self._link.poll():
            try:
                self._cell = self._link.recv()
            except (EOFError, OSError):
                self._open = False
            else:
                yield self._cell

    @property
    def cell(self) -> int | None:
        """The number of the last cell begun."""
        return self._cell

    def ended(self) -> bool:
        """Say whether the process has ended."""
        return self._process.exitcode is not None

    def check(self, passed: float) -> None:
        """Stop the worker if it has had its time, or holds too much memory.

        `passed` are the seconds since the last check that it can have run in.
        """
        self._left -= passed
        if self._left <= 0:
            if self._verdict:
                _signal(self._process.pid, force=True)
                self._left = GRACE
            else:
                self._stop_for(f"took longer than {self._timeout:g} s")
        elif self._limit and not self._verdict and _resident(self._process.pid) > self._limit:
            self._stop_for(f"took more than {self._limit / 1e6:,.0f} MB of memory")

    @property
    def left(self) -> float:
        """Seconds that the worker may still run for."""
        return self._left

    def lost(self) -> bool:
        """Say whether this ended because the server did that it came from; end what is left."""
        if self._verdict or self._process.exitcode != LOST or (self._folder / RESULT).exists():
            return False
        import psutil

        if not psutil.pid_exists(self._process.pid) and server() is not None:
            return False
        self.stop()
        return True

    def stop(self) -> None:
        """End the worker and its children at once."""
        _signal(self._process.pid, force=True)
        self._process.join()
        self._link.close()

    def outcome(self) -> Outcome:
        """Say what came of the task, once the process has ended; end what it left running."""
        for _ in self.news():
            pass
        self._process.join()
        self._link.close()
        _end_group(self._process.pid)
        told: dict[str, Any] = {}
        if not self._verdict and (self._folder / RESULT).exists():
            told = pickle.loads((self._folder / RESULT).read_bytes())  # noqa: S301  # our own
        elif not self._verdict:
            self._verdict = _died(self._process.exitcode)
        if self._verdict:
            told = {"error": self._sentence(), "detail": _tail(self._folder / LOG)}
        seconds = time.monotonic() - self._began
        return Outcome(self.task.name, cell=self._cell, seconds=seconds, **told)

    def _stop_for(self, reason: str) -> None:
        self._verdict = reason
        self._left = GRACE
        _signal(self._process.pid, force=False)

    def _sentence(self) -> str:
        where = "before the first cell" if self._cell is None else f"in cell {self._cell}"
        return f"{self.task.name} {self._verdict} ({where})."


def context() -> BaseContext:
    """Choose how processes start: from the warm server, or anew where there is none."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([PRELOAD])
    return server


def warm_up() -> None:
    """Start the warm server, if there can be one, and do not wait: it loads while others plan."""
    if context().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        with marking():
            forkserver.ensure_running()


def _started(given: tuple[Any, ...], name: str) -> Any:
    """Start a worker; where the warm server has just ended, another takes its place."""
    for attempt in range(STARTS):
        process = context().Process(target=main, args=given, name=name)  # type: ignore[attr-defined]
        try:
            with _starting, _no_main(), marking():
                process.start()
        except (OSError, EOFError) as error:
            if isinstance(error, OSError) and not isinstance(error, ConnectionError):
                raise
            if attempt == STARTS - 1:
                raise ReportError(
                    "The process that reports start from cannot be kept up."
                ) from None
            time.sleep(GRACE)
        else:
            return process
    raise AssertionError  # pragma: no cover - there is at least one start


def server() -> Any:
    """Find the warm server of this process as psutil has it, if it runs."""
    import psutil

    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error):
            ended = child.status() == psutil.STATUS_ZOMBIE
            if not ended and any("multiprocessing.forkserver" in one for one in child.cmdline()):
                return child
    return None


@contextlib.contextmanager
def watched() -> Iterator[None]:
    """Look after the warm server meanwhile: one that was stopped is ended, and so replaced.

    A thread does it, since who asks a stopped server for a worker waits without end.
    """
    over = threading.Event()

    def look() -> None:
        import psutil

        found, stopped = None, False
        while not over.wait(WATCH):
            with contextlib.suppress(psutil.Error):
                if found is None or not found.is_running():
                    found = server()
                was, stopped = stopped, found is not None and found.status() == STOPPED
                if found is not None and was and stopped:
                    found.kill()

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextlib.contextmanager
def _no_main() -> Iterator[None]:
    """Hide the program that runs, or every worker would import it again as it starts."""
    shown = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = shown


def _signal(pid: int, *, force: bool) -> None:
    """End a worker and everything it started, kindly or at once."""
    import psutil

    with contextlib.suppress(psutil.NoSuchProcess):
        worker = psutil.Process(pid)
        family = [worker, *worker.children(recursive=True)]
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill() if force or process is not worker else process.terminate()
    if force:
        _end_group(pid)


def _end_group(pid: int) -> None:
    """Kill what is left of a worker's process group; the worker was its leader."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def _resident(pid: int) -> int:
    """Read how many bytes a process holds in memory; 0 once it has ended."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _died(code: int | None) -> str:
    """Say how a process ended that left no result."""
    if code is not None and code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    if code == UNWRITTEN:
        return "could not write its result (is the disk full?)"
    return f"ended its process with status {code} and gave no result"


def _tail(log: Path) -> str:
    """Read the end, 4,000 bytes, of what a process wrote outside its cells."""
    if not log.exists():
        return ""
    return log.read_bytes()[-4000:].decode("utf-8", "replace").strip()
