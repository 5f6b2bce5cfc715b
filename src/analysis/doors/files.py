"""Opening a file that somebody else has put there: a regular one, of bounded size, as UTF-8."""

from __future__ import annotations

import os
import stat
from pathlib import Path

LARGEST = 1 << 27  # bytes in a file; the largest of the record has some three million
DEEPEST = 50  # lists and mappings within each other; the files of the project need five
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class Refused(ValueError):  # noqa: N818 - says what happened to the file
    """A file, or a place in it, does not pass: what was found, what is allowed, the mend.

    `line` and `column` count from 1 and are None where the whole file is meant.
    """

    def __init__(
        self,
        found: str,
        allowed: str,
        mend: str,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        place = "" if line is None else f"line {line}: "
        super().__init__(f"{place}found {found}; allowed: {allowed}; mend: {mend}")
        self.found, self.allowed, self.mend = found, allowed, mend
        self.line, self.column = line, column

    def __reduce__(self) -> tuple[type[Refused], tuple[object, ...]]:
        """Travel between processes with its parts, not only with its text."""
        return Refused, (self.found, self.allowed, self.mend, self.line, self.column)


def read_bytes(path: Path, *, largest: int = LARGEST) -> bytes:
    """Read a regular file of at most `largest` bytes, without ever waiting for one.

    Raises `Refused` for anything else in its place, and `OSError` as any reading does.

    >>> read_bytes(Path("/dev/null"))
    Traceback (most recent call last):
    analysis.doors.files.Refused: found a device; allowed: a regular file; mend: put a file
    in its place
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            raise Refused(_kind(state.st_mode), "a regular file", "put a file in its place")
        data = file.read(largest + 1)
    if len(data) > largest:
        mend = "look whether it is the right file"
        raise Refused("a larger file", f"at most {largest:,} bytes", mend)
    return data


def stamp(path: str | Path) -> tuple[int, ...]:
    """Return what any writing to a file changes, even one that is taken back."""
    state = os.stat(path)  # noqa: PTH116 - hundreds of paths, in no time
    return state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def check_regular(path: Path) -> None:
    """Refuse what is no regular file; for readers that open the file themselves."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        raise Refused(_kind(mode), "a regular file", "put a file in its place")


def _kind(mode: int) -> str:
    return next((kind for is_one, kind in _KINDS if is_one(mode)), "no regular file")


def read_text(path: Path, *, largest: int = LARGEST) -> str:
    """Read a regular file as UTF-8 text; a byte-order mark is passed over.

    Raises `Refused` with the line of the first byte that is no UTF-8, and as `read_bytes` does.
    """
    data = read_bytes(path, largest=largest)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"the byte {data[error.start]:#04x}"
        raise Refused(found, "text in UTF-8", "save it as UTF-8", line) from None


def too_deep(deepest: int, line: int | None = None) -> Refused:
    """Say that lists and mappings lie deeper within each other than anything here needs."""
    return Refused("one more level", f"at most {deepest} levels", "write it flatter", line)
