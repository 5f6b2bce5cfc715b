"""How long to wait before asking a server again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

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
