"""`realpay` where the kernel has no Landlock: its first call is answered as an old kernel would.

A filter of system calls (seccomp) does so for this process and all that it starts.
"""

from __future__ import annotations

import ctypes
import errno
import sys

LANDLOCK = 444  # landlock_create_ruleset, on every processor
NO_NEW_RIGHTS, FILTER, MODE = 38, 22, 2  # linux/prctl.h, linux/seccomp.h
LOAD_CALL, JUMP_IF, ANSWER = 0x20, 0x15, 0x06  # linux/bpf_common.h
REFUSE, ALLOW = 0x00050000 | errno.ENOSYS, 0x7FFF0000


class _Line(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("then", ctypes.c_uint8),
        ("otherwise", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("lines", ctypes.POINTER(_Line)))


def without_landlock() -> None:
    """Let every later question for Landlock be answered with: no such call."""
    lines = (_Line * 4)(
        _Line(LOAD_CALL, 0, 0, 0),
        _Line(JUMP_IF, 0, 1, LANDLOCK),
        _Line(ANSWER, 0, 0, REFUSE),
        _Line(ANSWER, 0, 0, ALLOW),
    )
    libc = ctypes.CDLL(None, use_errno=True)
    for call in ((NO_NEW_RIGHTS, 1, 0), (FILTER, MODE, ctypes.byref(_Program(4, lines)))):
        if libc.prctl(*call, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "this system filters no calls")


if __name__ == "__main__":
    without_landlock()
    from analysis.cli import main
    from analysis.publish.running.confine import confine

    assert not confine([])
    main(sys.argv[1:])
