"""Downloading: politely, at most two at a time, never for ever, and saying plainly what failed."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import metadata
from queue import LifoQueue

import httpx

from analysis.refresh.fetching.addresses import host
from analysis.refresh.fetching.connection import (
    REDIRECTS,
    Answer,
    Connection,
    Limits,
    Strayed,
    TooLarge,
    TooLate,
)
from analysis.refresh.fetching.waiting import AGAIN, Patience, asked_for

AT_A_TIME = 2
DOWN_AFTER = 3  # series in a row that a server failed: it is then left in peace
CONTACT = "REALPAY_CONTACT"  # who runs this copy: an address that a publisher may complain to
LATER = "What stood still stands. Try again in an hour: realpay fetch"


@dataclass(frozen=True)
class Wanted:
    """One series to download: its name, its address, what is known of the copy that stands."""

    cdid: str
    address: str
    etag: str = ""
    last_modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The headers that ask for the body only if it has changed."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if _fit(value)}


@dataclass(frozen=True)
class Got:
    """What came of one download: a body, or none because nothing is new, or why it failed."""

    wanted: Wanted
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""


def _fit(value: str) -> bool:
    """Say whether a value that a server gave can be sent back in a header: visible ASCII."""
    return value != "" and value.isascii() and value.isprintable()


def agent() -> str:
    """Return the name under which this program asks: which program it is, and whose copy.

    The address is that of ``REALPAY_CONTACT``, or else of the project's repository.
    """
    about = metadata("realpay")
    listed = (url.partition(",") for url in about.get_all("Project-URL") or ())
    repository = next((url.strip() for name, _, url in listed if name == "Repository"), "")
    contact = os.environ.get(CONTACT, "").strip() or repository or "no contact given"
    fit = "".join(sign for sign in contact if sign.isascii() and sign.isprintable())
    return f"realpay/{about['Version']} (+{fit})"


def download(
    wanted: Sequence[Wanted],
    *,
    limits: Limits | None = None,
    patience: Patience | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Got]:
    """Download every series, two at a time; the results stand in the order asked for.

    `tell` hears the name of each series when it is done. Nothing is raised for what a server does.
    """
    used, waits = limits or Limits(), patience or Patience()
    health = _Health()

    with _connections(used) as lent, ThreadPoolExecutor(AT_A_TIME) as workers:

        def one(each: Wanted) -> Got:
            connection = lent.get()
            try:
                got = _get(each, connection, used, waits, health)
            finally:
                lent.put(connection)
            tell(each.cdid)
            return got

        return list(workers.map(one, wanted))


@contextmanager
def _connections(limits: Limits) -> Iterator[LifoQueue[Connection]]:
    lent: LifoQueue[Connection] = LifoQueue()
    made = [Connection(agent(), limits) for _ in range(AT_A_TIME)]
    for connection in made:
        lent.put(connection)
    try:
        yield lent
    finally:
        for connection in made:
            connection.close()


class _Health:
    """Counts the series in a row that a server failed, over both connections."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failed = 0

    def note(self, *, well: bool) -> None:
        with self._lock:
            self._failed = 0 if well else self._failed + 1

    @property
    def down(self) -> bool:
        return self._failed >= DOWN_AFTER


class _Failed(Exception):  # noqa: N818
    """One attempt failed. `again` is False where another would end alike; None waits as usual."""

    def __init__(self, why: str, *, again: bool = True, wait: float | None = None) -> None:
        super().__init__(why)
        self.again, self.wait = again, wait


def _get(
    wanted: Wanted, connection: Connection, limits: Limits, patience: Patience, health: _Health
) -> Got:
    server = host(wanted.address)
    if health.down:
        why = f"not asked for: {server} failed {DOWN_AFTER} series in a row. {LATER}"
        return Got(wanted, failure=why)
    for attempt in range(1, patience.attempts + 1):
        try:
            answer = _ask(wanted, connection, limits, server)
        except _Failed as failed:
            if not failed.again:
                health.note(well=True)
                return Got(wanted, failure=str(failed))
            pause = patience.before(attempt) if failed.wait is None else failed.wait
            if pause > patience.longest:
                health.note(well=False)
                why = f"{failed}, and asks to wait {pause:,.0f} seconds. {LATER}"
                return Got(wanted, failure=why)
            if attempt == patience.attempts:
                health.note(well=False)
                why = f"{failed}, {attempt} times of {attempt}. {LATER}"
                return Got(wanted, failure=why)
            patience.wait(pause)
        else:
            health.note(well=True)
            body = None if answer.status == httpx.codes.NOT_MODIFIED else answer.body
            return Got(wanted, body, answer.headers)
    raise AssertionError  # pragma: no cover - there is at least one attempt


def _ask(wanted: Wanted, connection: Connection, limits: Limits, server: str) -> Answer:
    """Ask once; whatever is not a whole answer is `_Failed`."""
    try:
        answer = connection.get(wanted.address, wanted.headers)
    except TooLarge:
        why = (
            f"{server} sent more than {limits.size / 1e6:g} MB, and no series is so large: look at "
            "dataset and path in data/raw/series.csv"
        )
        raise _Failed(why, again=False) from None
    except Strayed as strayed:
        why = (
            f"{server} sends us on to {strayed}, where nobody said to go: look at "
            "dataset and path in data/raw/series.csv, or name that server with --base-url"
        )
        raise _Failed(why, again=False) from None
    except (TooLate, httpx.HTTPError, httpx.InvalidURL) as error:
        raise _explain(error, limits, server) from None
    if answer.status in AGAIN:
        raise _Failed(f"{server} answered {_named(answer.status)}", wait=asked_for(answer.headers))
    if answer.status in {httpx.codes.NOT_FOUND, httpx.codes.GONE}:
        why = (
            f"{server} has no such series ({_named(answer.status)}): look at dataset and path in "
            "data/raw/series.csv, which make the address"
        )
        raise _Failed(why, again=False)
    if answer.status == httpx.codes.NOT_MODIFIED and wanted.headers:
        return answer
    if answer.status != httpx.codes.OK:
        why = f"{server} answered {_named(answer.status)}, which is no series. {LATER}"
        raise _Failed(why, again=False)
    return answer


def _named(status: int) -> str:
    phrase = httpx.codes.get_reason_phrase(status)
    return f"{status} {phrase}".strip()


def _explain(error: Exception, limits: Limits, server: str) -> _Failed:
    """Say what went wrong on the way, in words that hold no address, path or secret."""
    if isinstance(error, TooLate):
        return _Failed(f"{server} took more than {limits.whole:g} seconds for one series")
    if isinstance(error, httpx.ConnectTimeout):
        return _Failed(f"{server} took no call within {limits.connect:g} seconds")
    if isinstance(error, httpx.TimeoutException):
        return _Failed(f"{server} fell silent for {limits.read:g} seconds")
    if isinstance(error, httpx.TooManyRedirects):
        why = (
            f"{server} sent us round more than {REDIRECTS} redirects: look at dataset and path in "
            "data/raw/series.csv, or at --base-url"
        )
        return _Failed(why, again=False)
    if isinstance(error, httpx.ConnectError):
        return _Failed(f"{server} cannot be reached")
    if isinstance(error, httpx.DecodingError):
        return _Failed(f"{server} sent a packed answer that does not unpack")
    if isinstance(error, httpx.ProxyError):
        return _Failed(f"the proxy on the way to {server} refused")
    if isinstance(error, (httpx.UnsupportedProtocol, httpx.InvalidURL)):
        why = f"{server} sent us to an address that is none on the web: look at --base-url"
        return _Failed(why, again=False)
    return _Failed(f"{server} broke the connection before the answer was whole")
