"""A build in a process of its own that stops at the nth step it takes on the disk.

The process is forked from the one that tests, and starts its workers from the same warm server:
a cold one would cost seconds for each of many instants.
"""

from __future__ import annotations

import errno
import multiprocessing.forkserver
import os
import signal
import sys
import traceback
import warnings
from pathlib import Path

CHANGING = ("os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link", "shutil.copyfile")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def build_until(root: Path, how: str, last: int = 0) -> tuple[int, str]:
    """Build; return how the process ended, as `subprocess` tells it, and what it said.

    `how` is "count" (leave the number of steps in the file `steps`), "kill" (die by SIGKILL before
    the step `last`), or "full" (from that step on the disk is full).
    """
    said = root.parent / f"{root.name}-said"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside threads
        pid = os.fork()
    if pid == 0:
        status = 70
        try:
            file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(file, 1)
            os.dup2(file, 2)
            sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
            # The server belongs to the process that tests; this one may not ask how it fares.
            server = multiprocessing.forkserver
            server.ensure_running = server._forkserver.ensure_running = lambda: None
            status = _watched(str(root), how, last)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), said.read_text()


def _watched(root: str, how: str, last: int) -> int:
    """Count every step that changes something below `root`; act at the `last`."""
    from analysis.cli import main

    taken = 0

    def step(event: str, about: tuple[object, ...]) -> None:
        nonlocal taken
        if event not in CHANGING and not (event == "open" and _writes(about)):
            return
        if not any(str(part).startswith(root) for part in about[:2]):
            return
        taken += 1
        if how == "kill" and taken == last:
            os.kill(os.getpid(), signal.SIGKILL)
        if how == "full" and taken >= last and event not in ("os.remove", "os.rmdir"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(about[0]))

    sys.addaudithook(step)
    try:
        main(["--root", root, "build", "--jobs", "2"])
    except SystemExit as ended:
        return int(ended.code or 0)
    finally:
        if how == "count":
            Path(root, "steps").write_text(str(taken))
    return 0


def _writes(about: tuple[object, ...]) -> bool:
    """Say whether a file is opened to be written."""
    flags = about[2] if len(about) > 2 else 0
    return isinstance(flags, int) and bool(flags & WRITING)
