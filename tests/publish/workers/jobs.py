"""What the tests ask a worker to do; each is named "tests.publish.workers.jobs:name"."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.publish.running.engine import run_notebook
from analysis.publish.running.worker_task import Task

Tell = Callable[[int], None]


def double(task: Task, tell: Tell) -> int:
    """Return twice the number asked for."""
    tell(1)
    return 2 * task.parameters["number"]


def identify(task: Task, tell: Tell) -> tuple[int, int, int, bool]:
    """Return who this process is: its number, its group, its threads, and whether it is warm."""
    tasks = Path("/proc/self/task")
    threads = len(list(tasks.iterdir())) if tasks.exists() else 0
    return os.getpid(), os.getpgid(0), threads, "analysis.publish.running.preload" in sys.modules


def list_open_files(task: Task, tell: Tell) -> list[str]:
    """Return the files this process holds open to read."""
    import psutil

    return [file.path for file in psutil.Process().open_files() if file.mode == "r"]


def hang(task: Task, tell: Tell) -> None:
    """Come to cell 3 and never leave it."""
    tell(3)
    signal.pause()


def hang_deaf(task: Task, tell: Tell) -> None:
    """Hang and pay no heed to being asked to stop."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    hang(task, tell)


def leave(task: Task, tell: Tell) -> None:
    """End the process on the spot."""
    tell(2)
    os._exit(7)


def die(task: Task, tell: Tell) -> None:
    """Be killed, as by the kernel when memory runs out."""
    tell(2)
    os.kill(os.getpid(), signal.SIGKILL)


def crash(task: Task, tell: Tell) -> None:
    """Crash in C code."""
    import ctypes

    tell(2)
    ctypes.string_at(0)


def fail(task: Task, tell: Tell) -> None:
    """Raise."""
    tell(2)
    raise ValueError("no pay\nand no prices")


def exit_early(task: Task, tell: Tell) -> None:
    """Raise what ends a program."""
    sys.exit("enough")


def talk(task: Task, tell: Tell) -> int:
    """Print fifty megabytes past Python and return how many."""
    piece = b"x" * 1_000_000
    return sum(os.write(1, piece) for _ in range(50))


def return_much(task: Task, tell: Tell) -> bytes:
    """Return far more than a pipe holds."""
    return bytes(5_000_000)


def return_function(task: Task, tell: Tell) -> Any:
    """Return what cannot travel between processes."""
    return lambda: 1


def eat(task: Task, tell: Tell) -> None:
    """Take memory without end."""
    tell(4)
    held = []
    while True:
        held.append(bytearray(os.urandom(4096) * 1024))


def fork(task: Task, tell: Tell) -> int:
    """Leave a child behind, in this group or, when asked, in one of its own."""
    child = subprocess.Popen(["sleep", "600"], start_new_session=task.parameters["apart"])
    if task.parameters.get("then") == "hang":
        (task.output / "pid").write_text(str(child.pid))
        hang(task, tell)
    if task.parameters.get("then") == "leave":
        (task.output / "pid").write_text(str(child.pid))
        os._exit(1)
    return child.pid


def run(task: Task, tell: Tell) -> int:
    """Run a notebook; return how many cells it has."""
    return len(
        run_notebook(task.notebook, task.output / "made.ipynb", task.parameters, on_cell=tell).cells
    )
