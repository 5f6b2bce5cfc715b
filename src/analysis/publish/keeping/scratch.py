"""A folder of one process's own below the cache, gone when it ends, however it ends."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.project import Project

PREFIX, GATE = ".run-", ".sweep.lock"


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


def discard(folder: Path) -> None:
    """Remove a folder and all that is in it, also what nobody may write to."""
    for path, _, _ in os.walk(folder):
        os.chmod(path, 0o700)  # noqa: PTH101 - as it was made
    shutil.rmtree(folder, ignore_errors=True)
