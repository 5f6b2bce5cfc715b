"""One build at a time in a copy of the project, and a folder of its own for what is half made.

The folder lies below the cache and is gone when the process ends, however it ends.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import socket
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.doors.files import read_bytes
from analysis.doors.json_text import parse_json
from analysis.errors import ReportError
from analysis.project import Project
from analysis.publish.running.guard import ALIVE

LOCK, HOLDER = "build.lock", "build.lock.holder"
ASK = 0.2  # seconds between two looks at whether the lock is free


@contextmanager
def building(project: Project, *, wait: float = 0) -> Iterator[None]:
    """Hold the lock of builds, waiting at most `wait` seconds for it.

    The system lets go of it when its holder ends, however it ends. Raises `ReportError` that
    names the process and machine which hold it.
    """
    project.cache.mkdir(parents=True, exist_ok=True)
    note = project.cache / HOLDER
    lock = FileLock(project.cache / LOCK)
    try:
        lock.acquire(timeout=wait, poll_interval=ASK)
    except Timeout:
        msg = f"Another build is running here{_holder(note)}. Wait for it: realpay build --wait 600"
        raise ReportError(msg) from None
    try:
        who = {"pid": os.getpid(), "host": socket.gethostname()}
        note.write_text(json.dumps(who) + "\n", encoding="utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _holder(note: Path) -> str:
    try:
        who = parse_json(read_bytes(note))
        return f" (process {who['pid']} on {who['host']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


PREFIX, GATE = ".run-", ".sweep.lock"
# What builds of any version lay in the system's temporary folder: Python chose the last letters.
TEMPORARY = re.compile("realpay-[a-z0-9_]{8}")
LIVED = 2 * 24 * 3600  # seconds after which nothing that still runs can have made it


@contextmanager
def scratch(project: Project) -> Iterator[Path]:
    """Give a new folder for what is half made; what killed processes left there is swept first.

    A lock beside the folder says that its owner lives: the system lets go of it when the owner
    ends. Making and sweeping take turns, so that no folder is swept before it is locked.
    """
    cache = project.cache
    cache.mkdir(parents=True, exist_ok=True)
    folder = cache / f"{PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
    mine = FileLock(f"{folder}.lock")
    with FileLock(cache / GATE):
        _sweep(cache)
        _sweep_temporary()
        mine.acquire()
        folder.mkdir()
    try:
        yield folder
    finally:
        with FileLock(cache / GATE):
            discard(folder)
            mine.release()
            Path(mine.lock_file).unlink(missing_ok=True)


def _sweep(cache: Path) -> None:
    """Remove each folder whose owner has ended."""
    for left in cache.glob(f"{PREFIX}*"):
        folder = left.with_name(left.name.removesuffix(".lock"))
        lock = FileLock(f"{folder}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            continue
        discard(folder)
        lock.release()
        Path(lock.lock_file).unlink(missing_ok=True)


def _sweep_temporary() -> None:
    """Remove what builds that were killed, with their guards, left in the system's own folder.

    A folder of that name is one of a build only if nobody but its owner may look into it: so
    Python makes them, and people do not. Whether its build lives is told by its lock; where it has
    none, by its age on the clock of the file system, whatever this process takes the time to be.
    """
    if not hasattr(os, "getuid"):
        return
    with tempfile.TemporaryFile() as probe:
        now = os.fstat(probe.fileno()).st_mtime
    for left in Path(tempfile.gettempdir()).glob("realpay-*"):
        with suppress(OSError):
            state = left.lstat()
            ours = stat.S_ISDIR(state.st_mode) and stat.S_IMODE(state.st_mode) == 0o700
            ours = ours and state.st_uid == os.getuid() and bool(TEMPORARY.fullmatch(left.name))
            if ours and now - state.st_mtime > LIVED and not _alive(left):
                discard(left)


def _alive(folder: Path) -> bool:
    """Say whether somebody holds the lock in a folder; a folder without one has none to hold."""
    if not (folder / ALIVE).exists():
        return False
    try:
        with FileLock(folder / ALIVE, timeout=0):
            return False
    except Timeout:
        return True


def discard(folder: Path) -> None:
    """Remove a folder and all that is in it, also what nobody may write to."""
    for path, _, _ in os.walk(folder):
        os.chmod(path, 0o700)  # noqa: PTH101 - as it was made
    shutil.rmtree(folder, ignore_errors=True)
