"""One lock for everything that replaces figures: two fetches never mix their files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from analysis.errors import DataError
from analysis.project import Project

NAME = ".fetch.lock"


@contextmanager
def fetching(project: Project) -> Iterator[None]:
    """Hold the lock of the ONS files; say so when someone else holds it.

    The same process may take it again within: `refresh` holds it over all it does.
    """
    lock = FileLock(project.raw.parent / NAME, is_singleton=True)
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout:
        msg = "Another realpay is fetching figures here. Wait for it, then try again."
        raise DataError(msg) from None
    except PermissionError:
        raise DataError("The folder data cannot be written to: look at its rights.") from None
