"""Nothing that a build has started outlives it, however it ends.

Whatever is started for reports carries a mark in its surroundings, which its own children inherit
even where they leave its process group. A guard of a few megabytes waits on a pipe from the process
that builds; when that closes, be it by SIGKILL, the guard ends whatever carries the mark.
"""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import FileLock

MARK = "REALPAY_BUILD"
PREFIX = "realpay-"  # of folders in the system's temporary one; those of dead builds are swept
ALIVE = ".alive"  # the lock in such a folder, held for as long as anybody uses it
LONGEST = 45  # characters of a temporary folder for which the address of a socket has room
ROUNDS, PAUSE = 100, 0.02  # looks for what still carries the mark, and seconds between them

_guards: dict[int, tuple[str, subprocess.Popen[bytes]]] = {}
_locks: list[FileLock] = []  # held until this process ends


@contextmanager
def marking() -> Iterator[str]:
    """Mark every process that is started within, and whatever it starts; give the mark."""
    mark = _guarded()
    before = os.environ.get(MARK)
    os.environ[MARK] = mark
    try:
        yield mark
    finally:
        if before is None:
            os.environ.pop(MARK, None)
        else:
            os.environ[MARK] = before


def _guarded() -> str:
    """Start the guard of this process, once; return its mark."""
    mine = os.getpid()
    if mine not in _guards:
        mark = secrets.token_hex(16)
        own = "" if _guards else _sockets()  # that of a process we were forked from is not
        guard = subprocess.Popen(  # noqa: S603 - this very file
            [sys.executable, "-I", __file__, mark, own],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        _guards[mine] = mark, guard
        atexit.register(_dismiss, mine)
    return _guards[mine][0]


def _sockets() -> str:
    """Lay a folder for multiprocessing's sockets, whose addresses may be no longer than 104.

    It bears a name of ours, so that it is swept if even its guard was killed. The system lets go of
    its lock when the last process that was forked from this one has ended.
    """
    from multiprocessing.util import Finalize, get_temp_dir

    from filelock import FileLock

    short = len(tempfile.gettempdir()) <= LONGEST or not Path("/tmp").is_dir()  # noqa: S108
    before = tempfile.tempdir
    ours = tempfile.mkdtemp(prefix=PREFIX, dir=None if short else "/tmp")  # noqa: S108
    tempfile.tempdir = ours
    try:
        held = Path(get_temp_dir())
    finally:
        tempfile.tempdir = before
    if held.parent != Path(ours):  # laid by the process before it came here
        Path(ours).rmdir()
        return ""
    lock = FileLock(Path(ours, ALIVE))
    lock.acquire()
    _locks.append(lock)
    Finalize(None, shutil.rmtree, args=(ours, True), exitpriority=-200)  # theirs has -100
    return ours


def _dismiss(owner: int) -> None:
    """End what is left, and let the guard go, be it stopped or gone already."""
    if os.getpid() == owner:
        mark, guard = _guards.pop(owner)
        end_marked(mark)
        with guard:
            guard.kill()


def marked(mark: str) -> list[int]:
    """List the processes that carry a mark; where /proc is missing, psutil tells."""
    wanted = f"{MARK}={mark}".encode()
    if Path("/proc/self/environ").exists():
        found = []
        for name in os.listdir("/proc"):  # noqa: PTH208 - hundreds, and fast
            with suppress(OSError):
                if name.isdigit() and wanted in Path("/proc", name, "environ").read_bytes():
                    found.append(int(name))
        return found
    import psutil

    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get(MARK) == mark:
                found.append(process.pid)
    return found


def end_marked(mark: str, spare: frozenset[int] = frozenset()) -> None:
    """Kill whatever carries a mark, and what that has started meanwhile."""
    for _ in range(ROUNDS):
        left = [pid for pid in marked(mark) if pid not in spare and pid != os.getpid()]
        for pid in left:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        if not left:
            return
        time.sleep(PAUSE)


def end_strays() -> None:
    """Kill what reports of this process have left behind, not the servers that they come from."""
    if os.getpid() in _guards:
        import psutil

        own = frozenset(child.pid for child in psutil.Process().children())
        end_marked(_guards[os.getpid()][0], own)


def main(mark: str, temporary: str) -> None:
    """Wait until the process that builds is gone; end what it started, remove what it left."""
    sys.stdin.buffer.read()
    end_marked(mark)
    if temporary:
        shutil.rmtree(temporary, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
