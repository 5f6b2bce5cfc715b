"""On which page of the record each row stands: that of its employer, or of what it is about.

A home is a place with a name such as ``employer/hm-treasury``. One that holds more rows than a page
can show is parted: by the year from which a row was known, and a year by the checksum of the key.
Which homes are parted cleaning counts, so that a reader of one row need not look at the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlsplit

YEAR = "known_first"
"""The column by whose year the rows of a large home are parted."""
# A page holds so many rows whole, or so many lines that each name one.
MOST_ROWS, MOST_LINES = 150, 1_500
# A source names so many of the rows that rest on it; the table has them all.
MOST_OF_SOURCE = 200
NO_ADDRESS = "without an address"
STROKE = "\N{DIVISION SLASH}"
"""What stands in the name of a home for a slash, which parts it."""


class Home(NamedTuple):
    """What the page of a row is about, and the column that says which of these."""

    noun: str
    column: str


# The tables of which each row has an address of its own, in the order in which pages show them.
HOMES: Mapping[str, Home] = {
    "offers": Home("employer", "employer"),
    "offer_statements": Home("employer", "employer"),
    "ballots": Home("employer", "employer"),
    "actions": Home("employer", "employer"),
    "remits": Home("remits", "jurisdiction"),
    "review_awards": Home("awards", "body"),
    "round_steps": Home("round", "round"),
    "claims": Home("claims", "source_title"),
    "moment_figures": Home("moment", "moment_id"),
    "ballot_rules": Home("rules", "jurisdiction"),
}
SOURCE = "source"


def home_of(table: str, about: str) -> str:
    """Name the home of a row by what it is about.

    >>> home_of("ballots", "hm-treasury")
    'employer/hm-treasury'
    """
    return f"{HOMES[table].noun}/{about.replace('/', STROKE)}"


def home_of_source(url: str | None) -> str:
    """Name the home of a source: the publisher's address.

    >>> home_of_source("https://www.pcs.org.uk/news/x"), home_of_source(None)
    ('source/www.pcs.org.uk', 'source/without an address')
    """
    return f"{SOURCE}/{_host(url or '') or NO_ADDRESS}"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def page_of(home: str, year: str, key: str, parted: Iterable[str] = ()) -> str:
    """Name the page of a home on which a row stands; `parted` are the homes and parts too large.

    >>> page_of("employer/a", "2019", "B1"), page_of("employer/a", "2019", "B1", {"employer/a"})
    ('employer/a', 'employer/a/2019')
    >>> page_of("employer/a", "2019", "B1", {"employer/a", "employer/a/2019"})
    'employer/a/2019/5'
    """
    return next(part for part in _parts(home, year, key) if part not in parted)


def parted_homes(rows: Iterable[tuple[str, str, str]], most: int = MOST_ROWS) -> list[str]:
    """List the homes, and parts of them, that have more rows than a page shows.

    `rows` are home, year and key of each row.

    >>> parted_homes([("employer/a", "2019", "B1"), ("employer/a", "2020", "B2")], most=1)
    ['employer/a']
    """
    held = [(row, _parts(*row)) for row in rows]
    large: set[str] = set()
    while held:
        named = [(row, next(parts, "")) for row, parts in held]
        counts = Counter(name for _, name in named)
        over = {name for name, count in counts.items() if name and count > most}
        large |= over
        held = [pair for pair, (_, name) in zip(held, named, strict=True) if name in over]
    return sorted(large)


def _parts(home: str, year: str, key: str) -> Iterator[str]:
    """Yield a home and its ever smaller parts in which a row can stand."""
    yield home
    if year:
        home = f"{home}/{year}"
        yield home
    mark = sha256(key.encode()).hexdigest()
    for length in range(1, len(mark) + 1):
        yield f"{home}/{mark[:length]}"
