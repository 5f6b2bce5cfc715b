"""A server on loopback that behaves and misbehaves, and small copies of the figures."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import pytest

from analysis.project import Project
from analysis.refresh.fetching.connection import Limits
from analysis.refresh.fetching.download import Patience
from analysis.refresh.fetching.fetch import Choices

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
RETRIEVED = "2026-11-20T07:30:00Z"

S = TypeVar("S", bound=Any)  # a server with an event `over`, set when nobody will ask any more
Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers for the series that is asked for, as the test has arranged."""

    protocol_version = "HTTP/1.1"
    server: Ons

    def do_GET(self) -> None:
        named = re.search(r"/timeseries/(\w+)/", self.path)
        cdid = named[1].upper() if named else ""
        with self.server.lock:
            self.server.asked.append((cdid, dict(self.headers)))
            self.server.under_way += 1
            self.server.most = max(self.server.most, self.server.under_way)
            queue = self.server.queues.get(cdid, [])
            behave = queue.pop(0) if queue else self.server.behaviours.get(cdid, not_found)
        try:
            behave(self)
        except OSError:
            self.close_connection = True  # the client went away, as some tests want
        finally:
            with self.server.lock:
                self.server.under_way -= 1

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Ons(ThreadingHTTPServer):
    """The server: behaviours by series, one-time behaviours first, and what it was asked."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.behaviours: dict[str, Behaviour] = {}
        self.queues: dict[str, list[Behaviour]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.under_way = self.most = 0
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no error here."""


def not_found(handler: Handler) -> None:
    handler.answer(404, b"<html>no such page</html>", Content_Type="text/html")


def serve(body: bytes, **headers: str) -> Behaviour:
    """Serve a body as ONS does, with its tag; 304 to who has it."""
    tag = f'"{sha256(body).hexdigest()[:16]}"'

    def behave(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == tag:
            handler.answer(304, ETag=tag, Content_Length="0")
            return
        given = {"Content_Type": "text/csv; charset=utf-8", "ETag": tag} | headers
        handler.answer(200, body, **given)

    return behave


def answer(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    return lambda handler: handler.answer(status, body, **headers)


def packed(body: bytes) -> Behaviour:
    return serve(gzip.compress(body, mtime=0), Content_Encoding="gzip")


def cut_off(body: bytes) -> Behaviour:
    """Announce the whole body and send half of it."""

    def behave(handler: Handler) -> None:
        handler.answer(200, body[: len(body) // 2], Content_Type="text/csv",
                       Content_Length=str(len(body)))  # fmt: skip
        handler.close_connection = True

    return behave


def too_short_a_length(body: bytes) -> Behaviour:
    """Announce less than is sent."""

    def behave(handler: Handler) -> None:
        handler.answer(200, body, Content_Type="text/csv", Content_Length=str(len(body) // 2))
        handler.close_connection = True

    return behave


def drip(handler: Handler) -> None:
    """Send a byte now and then, for ever."""
    handler.answer(200, b"", Content_Type="text/csv", Content_Length="1000000")
    while not handler.server.over.wait(0.02):
        handler.wfile.write(b"x")


def drip_headers(handler: Handler) -> None:
    """Send the headers a byte at a time, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.over.wait(0.02):
        handler.wfile.write(b"x")


def silent(handler: Handler) -> None:
    """Take the call and say nothing."""
    handler.server.over.wait(5)
    handler.close_connection = True


def reset(handler: Handler) -> None:
    """Break the connection as a crashed server does."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def noise(handler: Handler) -> None:
    """Send 300 MB of nothing in particular."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/csv")
    handler.send_header("Content-Length", str(300 * 2**20))
    handler.end_headers()
    block = b"0123456789abcdef" * 65536
    for _ in range(300):
        handler.wfile.write(block)


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> Callable[[S], AbstractContextManager[S]]:
    """Let a server answer on loopback, asked without any proxy, until a test is done with it."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)

    @contextmanager
    def served(server: S) -> Iterator[S]:
        with server:
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            yield server
            server.over.set()
            server.shutdown()
            thread.join()

    return served


@pytest.fixture
def ons(
    serving: Callable[[Ons], AbstractContextManager[Ons]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ons]:
    """A server that stands for ONS; it knows no series until told."""
    for name in ("REALPAY_BASE_URL", "REALPAY_CONTACT"):
        monkeypatch.delenv(name, raising=False)
    with serving(Ons()) as server:
        yield server


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the figures in a folder of its own."""
    root = tmp_path / "copy"
    shutil.copytree(ROOT / "data" / "raw", root / "data" / "raw",
                    ignore=shutil.ignore_patterns("refused", "*.tmp"))  # fmt: skip
    (root / "notebooks").mkdir()
    return Project(root)


@dataclass
class Waits:
    """Takes the place of sleeping, and remembers how long was asked for."""

    waited: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def choices(ons: Ons, waits: Waits) -> Choices:
    """How the tests fetch: from the server above, with short limits, waiting for nothing."""
    return Choices(
        today=TODAY,
        retrieved=RETRIEVED,
        base_url=ons.url,
        limits=Limits(connect=0.3, read=0.3, whole=2.0, size=1_000_000),
        patience=Patience(wait=waits, chance=lambda: 1.0),
    )


@pytest.fixture
def only(choices: Choices) -> Callable[..., Choices]:
    """Fetch these series alone, with other settings where given."""
    return lambda *series, **more: replace(choices, series=series, **more)


def figures(project: Project, cdid: str) -> bytes:
    return (project.raw / "ons" / f"{cdid}.csv").read_bytes()


def later(body: bytes, rows: str = "", release: str = "21-10-2026", **changes: str) -> bytes:
    """A later release: rows added at the end, its date, and texts changed (old=new)."""
    text = body.decode()
    text = re.sub(r'("Release date",)"[^"]*"', rf'\1"{release}"', text)
    text = re.sub(r'("Next release",)"[^"]*"', r'\1"18 November 2026"', text)
    for period, value in changes.items():
        name = period.removeprefix("p").replace("_", " ")
        text, times = re.subn(rf'^"{name}","[^"]*"', f'"{name}","{value}"', text, flags=re.M)
        assert times == 1, name
    return (text.rstrip("\n") + "\n" + rows).encode()


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by name, lock files apart."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def is_whole(before: dict[str, bytes], project: Project) -> bool:
    """Whether raw is byte for byte what it was, refused files apart."""
    now = snapshot(project.raw)
    return {name: body for name, body in now.items() if "/refused/" not in name} == before


def asked_with(ons: Ons, name: str) -> list[str | None]:
    return [headers.get(name) for _, headers in ons.asked]


def query(path: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(path).query)
