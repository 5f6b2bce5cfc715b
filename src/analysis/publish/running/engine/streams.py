"""What a notebook prints, caught as a kernel catches it: by Python and by file descriptor.

A kernel reads the descriptors of its process through a pipe and a thread. Here they lead into
a temporary file that is read whenever a stream is flushed: no thread, no pipe to fill up, and
text comes in the order in which it was written.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TextIO

Emit = Callable[[str, str], None]


class Stream(io.TextIOBase):
    """A text stream that holds what is written until it is flushed, then hands it to `emit`.

    `emit(name, text)` is called with "stdout" or "stderr". Text that other processes, or C
    code, wrote to the descriptor is put before whatever Python writes after it.
    """

    encoding = "UTF-8"
    errors = "replace"

    def __init__(self, name: str, emit: Emit, original: int, descriptor: int, file: int) -> None:
        self.name = name
        self._emit = emit
        self._original = original
        self._descriptor = descriptor
        self._file = file
        self._read = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._held = io.StringIO()
        self._owner = os.getpid()

    def writable(self) -> bool:
        """Say yes: notebooks write here."""
        return True

    def isatty(self) -> bool:
        """Say no, as a kernel's streams do."""
        return False

    def fileno(self) -> int:
        """Give the descriptor of the true stream, as a kernel's streams do."""
        return self._original

    def write(self, text: str) -> int:
        """Hold `text`; a forked child writes it through, for nobody reads what it holds."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if os.getpid() != self._owner:
            os.write(self._descriptor, text.encode("utf-8", "replace"))
            return len(text)
        self._drain()
        self._held.write(text)
        return len(text)

    def flush(self) -> None:
        """Hand over what is held, as one piece of output."""
        if self.closed or os.getpid() != self._owner:
            return
        self._drain()
        text = self._held.getvalue()
        if text:
            self._held = io.StringIO()
            self._emit(self.name, text)

    def _drain(self) -> None:
        """Take in what was written to the descriptor since the last look."""
        size = os.fstat(self._file).st_size
        while self._read < size:
            piece = os.pread(self._file, min(size - self._read, 1 << 20), self._read)
            if not piece:
                break
            self._read += len(piece)
            self._held.write(self._decoder.decode(piece))


@contextmanager
def caught(emit: Emit) -> Iterator[Callable[[], None]]:
    """Send what the process prints to `emit` until the block ends; give it nothing to read.

    Yields the function that flushes both streams, standard output first, as a kernel does after
    every cell; it works even when a notebook has put something else in their place.

    Both `sys` streams and descriptors 0, 1 and 2 are as before afterwards.
    """
    streams: tuple[TextIO, TextIO] = (sys.stdout, sys.stderr)
    for stream in (*streams, sys.__stdout__, sys.__stderr__):
        if stream is not None:
            stream.flush()
    kept = [os.dup(number) for number in (0, 1, 2)]
    files: list[int] = []
    ours: list[Stream] = []
    try:
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        for number, name in ((1, "stdout"), (2, "stderr")):
            file = _appended()
            files.append(file)
            os.dup2(file, number)
            ours.append(Stream(name, emit, kept[number], number, file))
        sys.stdout, sys.stderr = ours
        yield partial(_flush, ours)
    finally:
        sys.stdout, sys.stderr = streams
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None and not stream.closed:
                stream.flush()
        for number, copy in enumerate(kept):
            os.dup2(copy, number)
            os.close(copy)
        for file in files:
            os.close(file)


def _flush(streams: list[Stream]) -> None:
    """Hand over what the streams hold, in their order."""
    for stream in streams:
        stream.flush()


def _appended() -> int:
    """Open a nameless file that every writer appends to."""
    file, name = tempfile.mkstemp(prefix="realpay-")
    os.close(file)
    opened = os.open(name, os.O_RDWR | os.O_APPEND)
    Path(name).unlink()
    return opened
