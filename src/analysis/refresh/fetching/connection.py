"""One connection to a server, with a limit on the whole of each answer.

A read that is cut into small pieces, each in time, passes every limit on single reads. So a timer
runs beside each request and, when it is over, shuts the socket: the read under way ends at once,
in the body as in the headers.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

REDIRECTS = 5


@dataclass(frozen=True)
class Limits:
    """Seconds that connecting, a single read and the whole answer may take; bytes of an answer."""

    connect: float = 10.0
    read: float = 20.0
    whole: float = 60.0
    size: int = 4_000_000


class TooLate(Exception):  # noqa: N818 - it is told apart by name, as a fact
    """The whole answer took longer than allowed."""


class TooLarge(Exception):  # noqa: N818
    """The answer is larger than a series can be."""


@dataclass(frozen=True)
class Answer:
    """What a server answered: status, headers and, for 200, the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Connection:
    """A client that holds one connection at a time and keeps it open between requests."""

    def __init__(self, agent: str, limits: Limits) -> None:
        self._limits = limits
        self._socket: socket.socket | None = None
        timeout = httpx.Timeout(limits.read, connect=limits.connect)
        self._client = httpx.Client(
            headers={"User-Agent": agent, "Accept": "text/csv, text/plain;q=0.5"},
            timeout=timeout,
            follow_redirects=True,
            max_redirects=REDIRECTS,
            limits=httpx.Limits(max_connections=1),
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()
        self._forget()

    def get(self, address: str, headers: Mapping[str, str]) -> Answer:
        """Ask for one address and read the whole answer, within the limits.

        Raises `TooLate`, `TooLarge` or an `httpx.HTTPError`.
        """
        late = threading.Event()

        def cut() -> None:
            late.set()
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self._limits.whole, cut)
        timer.daemon = True
        timer.start()
        try:
            return self._get(address, headers, late)
        except httpx.HTTPError:
            if late.is_set():
                raise TooLate from None
            raise
        finally:
            timer.cancel()

    def _get(self, address: str, headers: Mapping[str, str], late: threading.Event) -> Answer:
        watch: dict[str, Any] = {"trace": self._trace}
        with self._client.stream(
            "GET", address, headers=dict(headers), extensions=watch
        ) as response:
            body = bytearray()
            if response.status_code == httpx.codes.OK:
                for piece in _pieces(response):
                    body += piece
                    if late.is_set():
                        raise TooLate
                    if len(body) > self._limits.size:
                        raise TooLarge
            plain = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, plain, bytes(body))

    def _trace(self, event: str, about: Mapping[str, Any]) -> None:
        """Keep a handle of the socket under a new connection, for the timer to shut."""
        if event == "connection.connect_tcp.complete":
            self._forget()
            raw = about["return_value"].get_extra_info("socket")
            if raw is not None:
                self._socket = raw.dup()

    def _forget(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _pieces(response: httpx.Response) -> Iterator[bytes]:
    """Give the body unpacked, in pieces small enough for the size limit to stop a bomb."""
    yield from response.iter_bytes(1 << 16)
