"""Downloading: politely, at most two at a time, never for ever, and saying plainly what failed."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
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

AGAIN = frozenset({429, 500, 502, 503, 504})
"""Answers that may be better the next time: too many requests, or a server in trouble."""


@dataclass(frozen=True)
class Patience:
    """How often a server is asked, and how long is waited between; the waiting can be replaced.

    The wait doubles from `first` seconds; a random half of it is taken off, so that many copies of
    this program do not come back in step. A wait that the server asks for itself is kept, up to
    `longest`: beyond that it is better to come another time.
    """

    attempts: int = 4
    first: float = 1.0
    longest: float = 120.0
    wait: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def before(self, attempt: int) -> float:
        """Return the seconds to wait after the attempt of that number, counted from 1.

        >>> [Patience(chance=lambda: 1.0).before(attempt) for attempt in (1, 2, 3)]
        [1.0, 2.0, 4.0]
        >>> Patience(chance=lambda: 0.0).before(3)
        2.0
        """
        full = min(self.first * 2.0 ** (attempt - 1), self.longest)
        return full * (0.5 + 0.5 * self.chance())


def asked_for(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a Retry-After header asks for, None if there is none to be used.

    The header holds seconds or a moment (RFC 9110, section 10.2.3). A moment is held against the
    server's own Date header, so that no clock of this machine is needed.

    >>> asked_for({"retry-after": "30"})
    30.0
    >>> asked_for({"retry-after": "Wed, 21 Oct 2026 06:01:00 GMT",
    ...            "date": "Wed, 21 Oct 2026 06:00:00 GMT"})
    60.0
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    until, now = _moment(text), _moment(headers.get("date", ""))
    if until is None or now is None:
        return None
    return max((until - now).total_seconds(), 0.0)


def _moment(text: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(text)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


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
