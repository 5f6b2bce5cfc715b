"""A build in a process of its own that stops at the nth step it takes on the disk.

``python -m tests.faults.parent ROOT HOW N``: HOW is "count" (print how many steps there are),
"kill" (die by SIGKILL before the nth), or "full" (from the nth on the disk is full).
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path

from analysis.cli import main

CHANGING = ("os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link", "shutil.copyfile")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def watch(root: str, how: str, last: int) -> None:
    """Count every step that changes something below `root`; act at the `last`."""
    taken = 0

    def step(event: str, about: tuple[object, ...]) -> None:
        nonlocal taken
        if event not in CHANGING and not (event == "open" and writes(about)):
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
    finally:
        if how == "count":
            Path(root, "steps").write_text(str(taken))


def writes(about: tuple[object, ...]) -> bool:
    """Say whether a file is opened to be written."""
    flags = about[2] if len(about) > 2 else 0
    return isinstance(flags, int) and bool(flags & WRITING)


if __name__ == "__main__":
    watch(sys.argv[1], sys.argv[2], int(sys.argv[3]))
