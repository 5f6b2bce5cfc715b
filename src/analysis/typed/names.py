"""Names as people type them: of employers, unions, indices, grades, series, reports.

Exact in any case and spelling on record, initials too; a beginning of a name is never taken for
the name. What is shared by two is asked back with what to type for each, and what is unknown is
answered with the names that it is like.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analysis.errors import UsageError, initials, likely, nearest

MOST_ASKED = 4
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def fold(name: str) -> str:
    """Fold a name so that case, width, hyphens, ampersands and blanks do not part spellings.

    >>> fold("HM  Revenue & Customs") == fold("hm-revenue-and-customs")
    True
    """
    plain = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    return " ".join(re.sub(r"[-_‐‑–.,'’]+", " ", plain).split())


@dataclass(frozen=True)
class Names:
    """The names of one kind of thing: what each is called, by the key to type.

    >>> unions = Names("union", {"PCS": ("Public and Commercial Services Union",)})
    >>> unions.read("pcs", what="union")
    'PCS'
    >>> unions.read("PCSS", what="union")
    Traceback (most recent call last):
    analysis.errors.UsageError: union='PCSS': no such union. Did you mean PCS (Public and
        Commercial Services Union)? Allowed: PCS.
    """

    kind: str
    spellings: Mapping[str, tuple[str, ...]]
    """What each is called beside its key, best name first."""
    abbreviated: frozenset[str] = frozenset()
    """The keys whose initials are names as well."""
    _exact: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for level in (self._declared, self._without_brackets, self._initials):
            found: dict[str, list[str]] = {}
            for key, names in self.spellings.items():
                for spelling in level(key, names):
                    keys = found.setdefault(fold(spelling), [])
                    if key not in keys:
                        keys.append(key)
            for spelling, keys in found.items():  # what is declared comes before what is derived
                self._exact.setdefault(spelling, keys)

    def _declared(self, key: str, names: tuple[str, ...]) -> Iterable[str]:
        return (key, *names)

    def _without_brackets(self, _: str, names: tuple[str, ...]) -> Iterable[str]:
        return (_BRACKETS.sub("", name) for name in names if "(" in name)

    def _initials(self, key: str, names: tuple[str, ...]) -> Iterable[str]:
        return initials(names[0]) if key in self.abbreviated and names else ()

    def read(self, typed: object, *, what: str) -> str:
        """Return the key of the one thing so called; `UsageError` for none and for several."""
        asked = str(typed).strip()
        if asked in self.spellings:
            return asked
        keys = self._exact.get(fold(asked), [])
        if len(keys) == 1:
            return keys[0]
        shown = asked if len(asked) <= 60 else f"{asked[:60]}…"
        if keys:
            listed = " or ".join(f"{self.called(key)} (type {key})" for key in keys[:MOST_ASKED])
            more = f", or {len(keys) - MOST_ASKED} others" if len(keys) > MOST_ASKED else ""
            raise UsageError(f"{what}={shown!r} may be {listed}{more}.")
        raise UsageError(f"{what}={shown!r}: no such {self.kind}. {self._guess(asked)}")

    def find(self, words: str = "") -> list[str]:
        """Return the keys of what is so called, then of what has these beginnings of words.

        >>> Names("employer", {"hmrc": ("HM Revenue and Customs",), "dwp": ()}).find("hm rev")
        ['hmrc']
        """
        parts = fold(words).split()
        found = list(self._exact.get(" ".join(parts), []))
        for key, names in self.spellings.items():
            for name in (key, *names):
                held = fold(name).split()
                if all(any(word.startswith(part) for word in held) for part in parts):
                    found.append(key)
                    break
        return list(dict.fromkeys(found))

    def called(self, key: str) -> str:
        """Return the best name of a key."""
        return next(iter(self.spellings[key]), key)

    def _guess(self, asked: str) -> str:
        if len(self.spellings) <= 12 and not any(self.spellings.values()):
            return nearest(asked, self.spellings)
        of = {name: key for key, names in self.spellings.items() for name in (key, *names)}
        keys = list(dict.fromkeys(of[name] for name in likely(asked, of, most=8)))[:3]
        if not keys:
            return nearest(asked, self.spellings)
        named = [
            key if fold(self.called(key)) == fold(key) else f"{key} ({self.called(key)})"
            for key in keys
        ]
        more = f" Allowed: {', '.join(self.spellings)}." if len(self.spellings) <= 12 else ""
        return f"Did you mean {' or '.join(named)}?{more}"
