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
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from analysis.publish.running.worker_run import Run
from analysis.publish.running.worker_task import Outcome, Task

__all__ = ["Event", "Outcome", "Task", "run_all"]

#: Called with what happened ("started", "cell", "finished" or "failed"), the name of the task,
#: and with the number of the cell for "cell", the message for "failed", else None.
Event = Callable[[str, str, Any], None]

#: How often memory is looked at, in seconds: what a process can take between two looks (about
#: 0.1 GB) is what it may overshoot its limit by.
LOOK = 0.05


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
    process may use), `timeout` is in seconds for one task, `memory_limit` in bytes of resident
    memory for one process, children not counted. `on_outcome` is called with each outcome as it
    comes, so that what is finished can be put away; the outcomes returned then have no value, or
    a build of a thousand reports would hold them all. Results travel through files in `folder`
    (default: the system's temporary one). When this function is interrupted, or a function it
    calls raises, every worker is stopped first.

    >>> run_all("analysis.publish.running.workers:no_such", [])
    []
    """
    tell = on_event or (lambda *_: None)
    waiting = deque(enumerate(tasks))
    outcomes: dict[int, Outcome] = {}
    running: dict[int, Run] = {}
    with tempfile.TemporaryDirectory(prefix="realpay-", dir=folder) as results:
        try:
            while waiting or running:
                while waiting and len(running) < (processes or cores()):
                    index, task = waiting.popleft()
                    place = Path(results, str(index))
                    running[index] = Run(function, task, place, timeout, memory_limit)
                    tell("started", task.name, None)
                _rest(running, memory_limit)
                for index, run in list(running.items()):
                    for cell in run.news():
                        tell("cell", run.task.name, cell)
                    if run.ended():
                        del running[index]
                        outcome = outcomes[index] = run.outcome()
                        kind = "finished" if outcome.ok else "failed"
                        tell(kind, outcome.name, outcome.error or None)
                        if on_outcome is not None:
                            on_outcome(run.task, outcome)
                            outcomes[index] = replace(outcome, value=None)
                    else:
                        run.check()
        finally:
            for run in running.values():
                run.stop()
    return [outcomes[index] for index in range(len(tasks))]


def cores() -> int:
    """Count the cores this process may use.

    >>> cores() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _rest(running: dict[int, Run], memory_limit: int | None) -> None:
    """Sleep until a worker says something, ends, or is due to be stopped."""
    watched = [source for run in running.values() for source in run.sources()]
    due = min(run.due for run in running.values()) - time.monotonic()
    wait(watched, max(0.0, min(due, LOOK) if memory_limit else due))
