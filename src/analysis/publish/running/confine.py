"""What a report may do to the machine it runs on: write in its own folders, and little more.

On Linux the kernel holds it (Landlock, since 5.13), for every account, root included, and for all
that the report starts: files are written, made and removed only below the folders named, and from
6.12 on no signal reaches a process outside. Elsewhere the account's rights and the checks of the
build remain. Reading is not held. Memory, stack and the size of a file are bounded where the
system has such bounds.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

# linux/landlock.h: the numbers of the calls are the same on every processor.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION, _BENEATH = 1, 1
# Rights by the version that brought them: write, remove and make of each kind; move; truncate.
_WRITE, _TRUNCATE = 1 << 1, 1 << 14
_RIGHTS = ((1, _WRITE | sum(1 << bit for bit in range(4, 13))), (2, 1 << 13), (3, _TRUNCATE))
_SCOPES = (6, 0b11)  # no abstract sockets of others, no signals to others
# linux/prctl.h
_NO_NEW_RIGHTS, _ADOPT = 38, 36

DEVICES = Path("/dev")  # null, shm and the like
STACK, FILE = 64 << 20, 1 << 30  # bytes


# Not counted by `make coverage`: a confined process cannot write down what it ran.
def confine(folders: Sequence[Path]) -> bool:  # pragma: no cover
    """Let this process, and all it will start, write below `folders` only; say whether it holds.

    There is no way back. Must be called before any thread is started.
    """
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint(_VERSION))
    if version < 1:
        return False
    rights = sum(bits for since, bits in _RIGHTS if version >= since)
    scopes = _SCOPES[1] if version >= _SCOPES[0] else 0
    asked = [rights] if version < 4 else [rights, 0] if version < 6 else [rights, 0, scopes]
    rules = (ctypes.c_uint64 * len(asked))(*asked)
    made = libc.syscall(_CREATE, rules, ctypes.c_size_t(ctypes.sizeof(rules)), ctypes.c_uint(0))
    if made < 0:
        return False
    try:
        for folder in (*folders, DEVICES):
            handle = os.open(folder, os.O_PATH | os.O_CLOEXEC)
            rule = rights.to_bytes(8, sys.byteorder) + handle.to_bytes(4, sys.byteorder)
            added = libc.syscall(_ADD, made, _BENEATH, rule, ctypes.c_uint(0))
            os.close(handle)
            if added < 0:
                return False
        if libc.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0) < 0:
            return False
        return bool(libc.syscall(_RESTRICT, made, ctypes.c_uint(0)) == 0)
    finally:
        os.close(made)


def adopt() -> None:
    """Become the parent of whatever a child leaves behind, so that it can be ended too."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_ADOPT, 1, 0, 0, 0)


def bound(processor_seconds: int, memory: int | None) -> None:
    """Bound processor time, stack, the size of a file and what memory may be asked for.

    `memory` is in bytes, above what this process has by now. No file is left of a crash.
    """
    if sys.platform == "win32":
        return
    import resource

    wanted = [
        (resource.RLIMIT_CPU, processor_seconds),
        (resource.RLIMIT_STACK, STACK),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_CORE, 0),
    ]
    if memory is not None and sys.platform.startswith("linux"):
        with suppress(OSError, ValueError, IndexError):
            pages = int(Path("/proc/self/statm").read_text().split()[5])
            wanted.append((resource.RLIMIT_DATA, pages * resource.getpagesize() + memory))
    for kind, most in wanted:
        soft, hard = resource.getrlimit(kind)
        if soft == resource.RLIM_INFINITY or most < soft:
            with suppress(OSError, ValueError):
                resource.setrlimit(kind, (most, hard))
