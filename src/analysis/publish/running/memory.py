"""Giving memory back to the system: what a process holds that will only be copied from now on.

The process that all reports are forked from waits; it runs none of what it has loaded. Two parts of
what it holds can go at no cost: what the C library has freed and kept, and the pages of library
files that were never written to. The kernel keeps those in its cache of files, and a report that
was forked fetches them from there in either case: a fork does not copy the places of such pages.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

SMAPS = Path("/proc/self/smaps")
DONTNEED = 4  # MADV_DONTNEED of madvise(2)

# A private mapping of a file (from-to, rights, place in it, device, inode, name) that may not be
# written to, and below it the lines that count its pages of which no file has a copy.
_UNWRITTEN = re.compile(
    rb"^([0-9a-f]+)-([0-9a-f]+) r-[x-]p \S+ \S+ [1-9]\d* +/.*\n"
    rb"(?:[A-Z].*\n)*?Anonymous: +0 kB\n(?:[A-Z].*\n)*?Swap: +0 kB$",
    re.MULTILINE,
)


def give_back() -> None:
    """Return freed memory and unwritten pages of files to the system, where it can be told to.

    What has been relocated or otherwise written to is left alone, since no file holds it.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    with suppress(OSError, AttributeError):
        advise = ctypes.CDLL(None).madvise
        advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        for start, end in list(unwritten(SMAPS.read_bytes())):
            advise(start, end - start, DONTNEED)


def unwritten(told: bytes) -> Iterator[tuple[int, int]]:
    r"""Give where each private mapping of a file begins and ends that was only ever read.

    `told` is what `/proc/PID/smaps` says: a mapping without a page of its own ("anonymous", in
    memory or swapped out) holds none that was written to, such as the tables of addresses that
    loading a library fills in.

    >>> list(unwritten(
    ...     b"7f10-7f30 r-xp 00001000 08:01 42    /usr/lib/libarrow.so\nRss: 64 kB\n"
    ...     b"Anonymous:    0 kB\nSwap:    0 kB\n"
    ...     b"7f30-7f40 r--p 00021000 08:01 42    /usr/lib/libarrow.so\n"
    ...     b"Anonymous:    8 kB\nSwap:    0 kB\n"
    ...     b"7f40-7f50 r--p 00031000 08:01 42    /usr/lib/libarrow.so\n"
    ...     b"Anonymous:    0 kB\nSwap:    4 kB\n"
    ...     b"7f50-7f60 rw-p 00000000 00:00 0 \nAnonymous:    0 kB\nSwap:    0 kB\n"))
    [(32528, 32560)]
    """
    for found in _UNWRITTEN.finditer(told):
        yield int(found[1], 16), int(found[2], 16)
