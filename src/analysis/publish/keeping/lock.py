"""One build at a time in a copy of the project, and who it is that builds."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.doors.files import read_bytes
from analysis.doors.json_text import parse_json
from analysis.errors import ReportError
from analysis.project import Project

LOCK, HOLDER = "build.lock", "build.lock.holder"
ASK = 0.2  # seconds between two looks at whether the lock is free


@contextmanager
def building(project: Project, *, wait: float = 0) -> Iterator[None]:
    """Hold the lock of builds, waiting at most `wait` seconds for it.

    The system lets go of it when its holder ends, however it ends. Raises `ReportError` that
    names the process and machine which hold it.
    """
    from filelock import FileLock, Timeout

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
