"""Names of files and anchors made from any text, that cannot leave their folder."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 80
# File names that Windows keeps for devices, whatever their ending: learn.microsoft.com,
# "Naming Files, Paths, and Namespaces".
RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin", "conout"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
)


def slug(text: str) -> str:
    """Turn any text into a file name of lower-case letters, digits and hyphens.

    A name made here has no dot, slash or space, so it cannot climb out of its folder, hide
    itself or pick its own ending. It is at most 80 characters; one that lost what made it
    distinct (nothing left, or shortened) ends in eight digits of the text's own checksum, so
    that two long names stay two files. Names that Windows reserves gain a hyphen.

    >>> slug("Offers against inflation: HMRC, 2022–23")
    'offers-against-inflation-hmrc-2022-23'
    >>> slug("../../etc/passwd")
    'etc-passwd'
    >>> slug("Nul")
    'nul-'
    >>> slug("薪酬")
    'n-3c0a71b6'
    """
    plain = text.casefold() if text.isascii() else _unaccented(text)
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not name or len(name) > LONGEST:
        mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        return f"{name[: LONGEST - 9].rstrip('-') or 'n'}-{mark}"
    return f"{name}-" if name in RESERVED else name


def _unaccented(text: str) -> str:
    parted = unicodedata.normalize("NFKD", text).casefold()
    return "".join(mark for mark in parted if not unicodedata.combining(mark))


class Anchors:
    """The anchors of one page: the first to ask for a name gets it, the next gets a number.

    >>> anchors = Anchors()
    >>> anchors.take("Prices"), anchors.take("Prices"), anchors.take("prices-2")
    ('prices', 'prices-2', 'prices-2-2')
    """

    def __init__(self, taken: frozenset[str] = frozenset()) -> None:
        self._taken = set(taken)

    def take(self, text: str) -> str:
        """Return an anchor for this text that no other part of the page has."""
        first = name = slug(text)
        number = 1
        while name in self._taken:
            number += 1
            name = f"{first}-{number}"
        self._taken.add(name)
        return name


def safe_address(address: object) -> str:
    """Return a web address if it is one that a reader may follow, else nothing.

    >>> safe_address("https://www.ons.gov.uk/"), safe_address("javascript:alert(1)")
    ('https://www.ons.gov.uk/', '')
    """
    text = str(address or "").strip()
    return text if text.startswith(("https://", "http://")) else ""
