"""Every error that a person may meet: what was found, what was expected, what to do next.

A user who types a wrong word sees one sentence and an exit status, never a stack.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches


class RealpayError(Exception):
    """The root of all errors this project raises on purpose; its text is fit to print."""

    exit_status = 1


class UsageError(RealpayError):
    """The question was put wrongly: a misspelt name, a missing value, a wrong type."""

    exit_status = 2


class DataError(RealpayError):
    """The figures are not fit to use: a raw file is wrong, a clean table is missing."""


class MeasureError(RealpayError, ValueError):
    """A measure was asked for what cannot be computed: a date outside a series, mixed indices."""


class ReportError(RealpayError):
    """A report could not be made: a cell failed, ran out of time or of memory."""


LITTLE = frozenset(
    {"and", "of", "the", "for", "in", "to", "a", "on"}
)  # words that initials pass over
LISTED = 12  # as many names as are read at a glance; longer lists are not read out


def nearest(word: object, choices: Iterable[object]) -> str:
    """Say which allowed names a wrong one is like, and which names there are if they are few.

    Returns a sentence to end an error message with. More than twelve names are never listed from
    the top of the alphabet: only those that are likely, else how many there are.

    >>> nearest("home-ofice", ["acas", "home-office"])
    'Did you mean home-office? Allowed: acas, home-office.'
    >>> nearest("2022", ["CPI", "RPI"])
    'Allowed: CPI, RPI.'
    >>> nearest("zebra", [f"name{number}" for number in range(30)])
    'None of the 30 there are is like it.'
    """
    names = [str(choice) for choice in choices]
    if not names:
        return "There are none."
    close = likely(word, names)
    guess = f"Did you mean {' or '.join(close)}?" if close else ""
    if len(names) <= LISTED:
        return f"{guess} Allowed: {', '.join(names)}.".lstrip()
    return guess or f"None of the {len(names):,} there are is like it."


def likely(word: object, choices: Iterable[object], *, most: int = 3) -> list[str]:
    """Return the names that were likely meant, the likeliest first.

    Weighed are initials, beginnings of words, words in common (those that half the names share say
    nothing), and letters; among numbers the nearest is likely.

    >>> likely("HMRC", ["hm-land-registry", "hm-revenue-and-customs", "home-office"])
    ['hm-revenue-and-customs']
    >>> likely("uni", ["Unite", "UNISON", "Communication Workers Union"])
    ['Unite', 'UNISON']
    >>> likely("2010", ["2011", "2015", "2021"])
    ['2011']
    """
    names = list(dict.fromkeys(str(choice) for choice in choices))
    asked = str(word).strip().casefold()
    if asked.isdecimal() and names and all(name.isdecimal() for name in names):
        return [min(names, key=lambda name: abs(int(name) - int(asked)))]
    sought = _words(asked)
    held = {name: _words(name.casefold()) for name in names}
    counts = Counter(part for parts in held.values() for part in set(parts))
    telling = [part for part in sought if part not in LITTLE and 2 * counts[part] <= len(names) + 2]
    close = get_close_matches(asked, [name.casefold() for name in names], n=1, cutoff=0.6)
    scored = []
    for place, name in enumerate(names):
        score = 0.0
        if name.casefold() in close:
            score = 3.0
        if telling and all(any(one.startswith(part) for one in held[name]) for part in telling):
            score = max(score, 2.5)
        if len(asked) > 1 and name.casefold().startswith(asked):
            score = max(score, 3.5)
        if asked.replace(" ", "") in initials(name):
            score = max(score, 4)
        common = [part for part in telling if len(part) > 2 and part in held[name]]
        if common and 2 * len(common) >= len(telling):
            score = max(score, 1 + len(common) / len(telling))
        if score:
            scored.append((-score, place, name))
    scored.sort()
    return [name for score, _, name in scored[:most] if score <= scored[0][0] + 0.6]


def initials(name: str) -> tuple[str, ...]:
    """Return what a name of several words may be shortened to, in small letters.

    Words in capitals stay whole; little words are passed over, or all are counted.

    >>> initials("HM Revenue and Customs"), initials("Ministry of Defence")
    (('hmrc', 'hmrac'), ('md', 'mod'))
    """
    words = re.findall(r"[^\W_]+", name)
    if len(words) < 2:
        return ()
    parts = [
        (word, (word if word.isupper() and len(word) < 4 else word[:1]).casefold())
        for word in words
    ]
    parts[0] = (words[0], "hm") if words[0].casefold() == "hm" else parts[0]
    without = "".join(part for word, part in parts if word.casefold() not in LITTLE)
    return tuple(dict.fromkeys((without, "".join(part for _, part in parts))))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)
