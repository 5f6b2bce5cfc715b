"""What runs inside a worker: the function, with the process made fit to be stopped.

The process leads a group of its own, so that its children can be ended with it. It ends itself
when its parent is gone, even one that was killed and could say nothing.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
import tempfile
import threading
import traceback
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

from analysis.errors import RealpayError
from analysis.publish.running import confine
from analysis.publish.running.worker_task import Task

RESULT = "result.pickle"
LOG = "log.txt"
UNWRITTEN = 74  # the exit status that says so: EX_IOERR of sysexits.h


def main(
    function: str, task: Task, link: Connection, folder: str, limits: tuple[float, int | None]
) -> NoReturn:
    """Call the function on the task, leave the result in `folder`, and end the process.

    Nothing registered to run at exit is run: most of it belongs to the process this one was
    copied from, and a thread that never ends must not keep a finished report waiting.
    """
    _settle(Path(folder), task, limits)
    threading.Thread(target=_follow, args=(link,), daemon=True).start()
    told: dict[str, Any]
    try:
        module, _, name = function.partition(":")
        told = {"value": getattr(import_module(module), name)(task, link.send)}
        result = pickle.dumps({**told, "peak_bytes": _peak()})
    except BaseException as error:  # SystemExit and KeyboardInterrupt are failures here too
        result = pickle.dumps({**_failure(task, error), "peak_bytes": _peak()})
    try:
        unfinished = Path(folder, "unfinished")
        unfinished.write_bytes(result)
        unfinished.replace(Path(folder, RESULT))
    except OSError:
        os._exit(UNWRITTEN)
    sys.stdout.flush()
    sys.stderr.flush()
    _end_children()
    os._exit(0)


def _settle(folder: Path, task: Task, limits: tuple[float, int | None]) -> None:
    """Lead a group, read nothing, write to the log, and keep within bounds.

    The bound on processor time ends a process whose Python is stuck inside one long call, where
    the thread that follows the parent cannot run. A task with an output writes there and in its
    own folder, temporary files too, and nowhere else where the system can hold it to that.
    """
    log = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, number in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, number)
    faulthandler.enable()
    temporary = folder / "tmp"
    temporary.mkdir()
    tempfile.tempdir = str(temporary)
    for variable in ("TMPDIR", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR"):  # a kernel writes in all
        os.environ[variable] = str(temporary)
    if hasattr(os, "setsid"):
        os.setsid()
    timeout, memory = limits
    processor = int(timeout * (os.cpu_count() or 1)) + 10
    # What is resident is looked at from outside; what may be asked for stands in between looks.
    confine.bound(processor, memory and memory + memory // 2)
    confine.adopt()
    if task.output is not None:
        task.output.mkdir(parents=True, exist_ok=True)
        confine.confine([folder, task.output])


def _follow(link: Connection) -> None:
    """End this process and its children when the parent's end of the pipe closes."""
    try:
        link.recv_bytes()
    except (EOFError, OSError):
        _end_children()
        if hasattr(os, "killpg"):
            os.killpg(0, signal.SIGKILL)
        os._exit(1)


def _end_children() -> None:
    """Kill every process this one started that still runs, in its group or out of it."""
    # Linux tells at no cost that there are none, as nearly always.
    known = Path("/proc/self/task")
    if known.exists() and not any(path.read_bytes() for path in known.glob("*/children")):
        return
    import psutil

    for child in psutil.Process().children(recursive=True):
        try:
            child.kill()
        except psutil.NoSuchProcess:
            continue


def _failure(task: Task, error: BaseException) -> dict[str, Any]:
    """Tell of an error as plain data; a cell's own traceback is worth more than the engine's."""
    detail = getattr(error, "traceback", None) or "".join(traceback.format_exception(error))
    errno = error.errno if isinstance(error, OSError) else None
    return {"error": _sentence(task, error), "detail": str(detail), "errno": errno}


def _sentence(task: Task, error: BaseException) -> str:
    """Say in a sentence what went wrong; an error of ours says it already."""
    if isinstance(error, RealpayError):
        return str(error)
    text = str(error).strip().partition("\n")[0]
    return f"{task.name} failed: {type(error).__name__}{': ' if text else ''}{text}"


def _peak() -> int:
    """Read the most resident memory this process held, in bytes; 0 where it is not counted."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
