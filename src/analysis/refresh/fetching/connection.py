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


class Strayed(Exception):  # noqa: N818
    """The server sends us to another one, which nobody has named: to `address`."""

    def __init__(self, to: str, address: str) -> None:
        super().__init__(to)
        self.address = address


class TooLarge(Exception):  # noqa: N818
    """The answer is larger than a series can be."""


@dataclass(frozen=True)
class Answer:
    """What a server answered: status, headers and, for 200, the whole body; from which address."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    address: str = ""


class Connection:
    """A client that holds one connection at a time and keeps it open between requests."""

    def __init__(self, agent: str, limits: Limits) -> None:
        self._limits = limits
        self._socket: socket.socket | None = None
        timeout = httpx.Timeout(limits.read, connect=limits.connect)
        self._client = httpx.Client(
            headers={"User-Agent": agent, "Accept": "text/csv, text/plain;q=0.5"},
            timeout=timeout,
            follow_redirects=False,  # followed below, as far as the server's own door
            limits=httpx.Limits(max_connections=1),
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()
        self._forget()

    def get(self, address: str, headers: Mapping[str, str]) -> Answer:
        """Ask for one address and read the whole answer, within the limits.

        Raises `TooLate`, `TooLarge`, `Strayed` or an `httpx.HTTPError`.
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
        request = self._client.build_request(
            "GET", address, headers=dict(headers), extensions=watch
        )
        asked = request.url
        for _ in range(REDIRECTS + 1):
            response = self._client.send(request, stream=True)
            try:
                if response.next_request is None:
                    return self._whole(response, late)
                request = response.next_request
                request.extensions.update(watch)
                _stay(asked, request.url)
            finally:
                response.close()
        raise httpx.TooManyRedirects("", request=request)

    def _whole(self, response: httpx.Response, late: threading.Event) -> Answer:
        """Read an answer to its end, within the limits."""
        body = bytearray()
        if response.status_code == httpx.codes.OK:
            for piece in _pieces(response):
                body += piece
                if late.is_set():
                    raise TooLate
                if len(body) > self._limits.size:
                    raise TooLarge
        plain = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, plain, bytes(body), str(response.url))

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


def _stay(asked: httpx.URL, sent_to: httpx.URL) -> None:
    """Refuse to follow to another server, or from a locked door to an open one."""
    opened = asked.scheme == "https" and sent_to.scheme != "https"
    if sent_to.host != asked.host or opened:
        to = sent_to.host if sent_to.host != asked.host else sent_to.scheme
        raise Strayed(to, str(sent_to))


def _pieces(response: httpx.Response) -> Iterator[bytes]:
    """Give the body unpacked, in pieces small enough for the size limit to stop a bomb."""
    yield from response.iter_bytes(1 << 16)
