"""Which employer on record a name that is not there may mean: near, of its own kind, or none.

A wrong suggestion costs more than none: whoever follows it puts a ballot at another employer. So
only names of the same kind of employer are looked at (a university is never a council), and only
those that differ in what people differ in: an article, a comma, the order of "University of X",
initials, the number of a word, a slip of a letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache

from analysis.errors import initials

# Words that tell of what kind an employer is, and which kind; they are no part of its own name.
KINDS = {
    **dict.fromkeys(("university", "uni", "univ"), "university"),
    **dict.fromkeys(("college", "school", "academy", "sixth"), "college"),
    **dict.fromkeys(("council", "borough", "county", "district", "city"), "council"),
    **dict.fromkeys(("nhs", "hospital", "hospitals", "health", "ambulance"), "health"),
    **dict.fromkeys(("police", "constabulary"), "police"),
    **dict.fromkeys(("fire", "rescue"), "fire"),
}
LITTLE = frozenset({"the", "of", "and", "for", "in", "at", "on", "a", "an", "s"})
NEAR = 0.8  # of the letters of a word
INITIALS = range(2, 9)  # letters


def suggest_name(asked: str, names: Iterable[str]) -> str | None:
    """Return the one name that was likely meant, None where none or several are as near.

    >>> known = ["University of Greenwich", "Bangor University", "Ofcom", "Ministry of Defence"]
    >>> suggest_name("The University of Bangor", known), suggest_name("MOD", known)
    ('Bangor University', 'Ministry of Defence')
    >>> suggest_name("Wrexham University", known), suggest_name("Ofqual", known)
    (None, None)
    """
    held = list(dict.fromkeys(names))
    for near in (_same_words, _initials, _slip):
        found = {name for name in held if near(asked, name)}
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None


def _same_words(asked: str, name: str) -> bool:
    """Whether two names have the same words, whatever their order, articles and commas."""
    return bool(_words(asked)) and sorted(_words(asked)) == sorted(_words(name))


def _initials(asked: str, name: str) -> bool:
    """Whether one name is the initials of the other."""
    short = re.sub(r"[^\w]", "", asked)
    return len(short) in INITIALS and short.isupper() and short.casefold() in initials(name)


def _slip(asked: str, name: str) -> bool:
    """Whether two names, not of different kinds, have the same words but for slips of letters."""
    ours, theirs = sorted(_words(asked)), sorted(_words(name))
    if not ours or len(ours) != len(theirs) or kind_of(asked) not in {"", kind_of(name)}:
        return False
    return all(map(_alike, ours, theirs))


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < 4 or one[0] != other[0]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= NEAR


@cache
def kind_of(name: str) -> str:
    """Say of what kind an employer is by its name; blank where the name does not say.

    >>> kind_of("Bangor University"), kind_of("Home Office")
    ('university', '')
    """
    return next((KINDS[word] for word in _words(name) if word in KINDS), "")


@cache
def _words(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    plain = re.sub(r"['’`]", "", plain)
    return tuple(word for word in re.findall(r"[^\W_]+", plain) if word not in LITTLE)
