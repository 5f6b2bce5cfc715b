"""One fresh process for each report, started from a warm one, watched until it ends.

Whatever a notebook does (hang, crash, eat memory, leave children behind) costs that report
alone. The processes are forked from a server that has imported everything once
(`analysis.publish.running.preload`); where there are no fork servers, on Windows, each is
started anew.
A worker writes its result into a file and tells the parent over its pipe only which cell it
has come to, so that no amount of output can block the two of them.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from analysis.publish.running.guard import end_strays
from analysis.publish.running.worker_run import Run, watched
from analysis.publish.running.worker_task import Outcome, Task

__all__ = ["Event", "Outcome", "Task", "run_all"]

#: Called with what happened ("started", "cell", "finished" or "failed"), the name of the task,
#: and with the number of the cell for "cell", the message for "failed", else None.
Event = Callable[[str, str, Any], None]

#: How often memory is looked at, in seconds: what a process can take between two looks (about
#: 0.1 GB) is what it may overshoot its limit by.
LOOK = 0.05

#: The longest time between two looks that counts: beyond it this process, and with it the workers,
#: could not run (a sleeping laptop, a frozen container).
RUNNABLE = 1.0

AGAIN = "the process that it came from has ended; it is tried once more, alone"
ENDED = "ended the process that reports are started from, twice."

_busy = 0
_counting = threading.Lock()


def run_all(
    function: str,
    tasks: Sequence[Task],
    *,
    processes: int | None = None,
    timeout: float = 120,
    memory_limit: int | None = None,
    on_event: Event | None = None,
    on_outcome: Callable[[Task, Outcome], None] | None = None,
    folder: Path | None = None,
) -> list[Outcome]:
    """Call `function` on each task, each in a fresh process; return outcomes in task order.

    `function` is named as "package.module:callable", and is called with the task and with a
    function that takes the number of the cell about to run. It returns something small, or
    raises; either way the others go on. `processes` run at a time (default: the cores this
    process may use), `timeout` is in seconds in which one task could run, `memory_limit` in bytes
    of resident memory for one process, children not counted. `on_outcome` is called with each
    outcome as it comes, so that what is finished can be put away; the outcomes returned then have
    no value, or a build of a thousand reports would hold them all. Results travel through files
    in `folder` (default: the system's temporary one). A worker lost because the process that it
    came from has ended is tried once more, with no other beside it. When this function is
    interrupted, or a function it calls raises, every worker is stopped first.

    >>> run_all("analysis.publish.running.workers:no_such", [])
    []
    """
    tell = on_event or (lambda *_: None)
    waiting = deque(enumerate(tasks))
    doubted: deque[int] = deque()
    outcomes: dict[int, Outcome] = {}
    running: dict[int, Run] = {}
    limits = timeout, memory_limit

    def end(index: int, run: Run) -> None:
        del running[index]
        if run.lost():
            if index not in doubted:
                tell("lost", run.task.name, AGAIN)
                doubted.append(index)
                return
            outcome = Outcome(run.task.name, error=f"{run.task.name} {ENDED}", cell=run.cell)
        else:
            outcome = run.outcome()
        if index in doubted:
            doubted.remove(index)
        tell("finished" if outcome.ok else "failed", outcome.name, outcome.error or None)
        outcomes[index] = outcome
        if on_outcome is not None:
            on_outcome(run.task, outcome)
            outcomes[index] = replace(outcome, value=None)

    def start(index: int, task: Task) -> None:
        running[index] = Run(function, task, Path(results, str(index)), *limits)
        tell("started", task.name, None)

    with (
        tempfile.TemporaryDirectory(prefix="realpay-", dir=folder) as results,
        _at_work(),
        watched(),
    ):
        try:
            seen = time.monotonic()
            while waiting or running or doubted:
                while waiting and len(running) < (processes or cores()):
                    start(*waiting.popleft())
                if not running:  # who may have ended the server runs alone
                    start(doubted[0], tasks[doubted[0]])
                _rest(running)
                now = time.monotonic()
                passed, seen = min(now - seen, RUNNABLE), now
                for index, run in list(running.items()):
                    for cell in run.news():
                        tell("cell", run.task.name, cell)
                    if run.ended():
                        end(index, run)
                    else:
                        run.check(passed)
        finally:
            for run in running.values():
                run.stop()
    return [outcomes[index] for index in range(len(tasks))]


@contextmanager
def _at_work() -> Iterator[None]:
    """End what reports have left running, once nobody in this process makes any."""
    global _busy
    with _counting:
        _busy += 1
    try:
        yield
    finally:
        with _counting:
            _busy -= 1
            if not _busy:
                end_strays()


def cores() -> int:
    """Count the cores this process may use.

    >>> cores() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _rest(running: dict[int, Run]) -> None:
    """Sleep until a worker says something or ends, or it is time to look at them."""
    watched_for = [source for run in running.values() for source in run.sources()]
    wait(watched_for, max(0.0, min(LOOK, *(run.left for run in running.values()))))
