"""Employers: one row each, and every name in the record resolved to one of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from analysis.errors import initials
from analysis.ingest.making.drafting import read_draft
from analysis.ingest.making.known_days import undated
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.ingest.words.corrections import Corrections
from analysis.tables.declared import EMPLOYERS

# Which employer on record a name that is not there may mean: near, of its own kind, or none.
#
# A wrong suggestion costs more than none: whoever follows it puts a ballot at another employer. So
# only names of the same kind of employer are looked at (a university is never a council), and only
# those that differ in what people differ in: an article, a comma, the order of "University of X",
# initials, the number of a word, a slip of a letter.

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


FILE = "employers.csv"
PARTED = " | "
LINKS = ("parent", "successor", "members")


def fold(name: str) -> str:
    """Fold a name so that case, width, and runs of blanks do not part two spellings.

    >>> fold("HM  Prison Service") == fold("hm prison service")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Directory:
    """Every spelling of every employer, and the facts of its row."""

    def __init__(self, made: Draft | None) -> None:
        self._places: dict[str, int] = {}
        self._places_as_found: dict[str, int] = {}
        self._suggested: dict[str, str | None] = {}
        self._made = made
        self._slugs = set(made.values["key"]) if made is not None else set()
        if made is not None:
            for place in range(len(made)):
                for spelling in self._spellings(place):
                    self._place(spelling, place)

    def _spellings(self, place: int) -> list[str]:
        assert self._made is not None  # noqa: S101 - only called with a table
        listed = self._made.values["names"][place]
        names = str(listed).split(PARTED) if listed else []
        return [str(self._made.values["name"][place]), *map(str.strip, names)]

    def _place(self, spelling: str, place: int) -> None:
        assert self._made is not None  # noqa: S101 - only called with a table
        other = self._places.setdefault(fold(spelling), place)
        if other != place:
            mend = f"row {self._made.rows[other]} has it already: leave it in one of the two"
            self._made.problem(place, "names", spelling, "each spelling once", mend)

    def resolve(self, made: Draft) -> list[int | None]:
        """Fill `employer` with slugs; a name in no row is a problem that says which row to add.

        A row of a bargaining unit that is itself an employer under the one named is of that unit.
        Returns the place of each row's employer in the table of employers.
        """
        names = enumerate(made.raw["employer"])
        places = [self.find(made, place, name) for place, name in names]
        for place, unit in enumerate(made.raw.get("bargaining_unit", ())):
            part = self._places.get(fold(unit))
            if part is not None and self.fact(part, "parent") in {self.slug(places[place])} - {
                None
            }:
                places[place] = part
                made.values["employer_name"][place] = unit
        made.values["employer"] = [self.slug(found) for found in places]
        return places

    def find(self, made: Draft, place: int, name: str, column: str = "employer") -> int | None:
        """Return the place of the employer so called, or note the problem and return None."""
        found = self._places_as_found.get(name)
        if found is None and (found := self._places.get(fold(name))) is not None:
            self._places_as_found[name] = found
        if found is None and name and self._made is not None:
            near = self._suggest(name)
            guess = f". Did you mean {near}?" if near else ""
            mend = f"add it to the names of its row in data/raw/{FILE}, or add a row for it{guess}"
            made.problem(place, column, name, f"a name in {FILE}", mend)
        return found

    def _suggest(self, name: str) -> str | None:
        """Return the official name of the employer that was likely meant, by any of its names."""
        assert self._made is not None  # noqa: S101 - only called with a table
        if name not in self._suggested:
            official = list(map(str, self._made.values["name"]))
            of = {
                spelling: official[place]
                for place in range(len(self._made))
                for spelling in reversed(self._spellings(place))
            }
            near = suggest_name(name, of)
            self._suggested[name] = of[near] if near else None
        return self._suggested[name]

    def slug(self, place: int | None) -> str | None:
        """Return the slug of the employer at a place."""
        return None if place is None else str(self.fact(place, "key"))

    def fact(self, place: int | None, column: str) -> object:
        """Return one fact of the employer at a place, or None."""
        return None if place is None or self._made is None else self._made.values[column][place]

    def known(self, name: str) -> str | None:
        """Return the slug of a name if it is one of an employer's, without complaint."""
        return self.slug(self._places.get(fold(name)))

    def has(self, slug: str) -> bool:
        """Whether an employer has this slug; without a table of employers all have."""
        return self._made is None or slug in self._slugs


def clean_employers(
    raw: Path, problems: Problems, corrections: Corrections
) -> tuple[Draft | None, Directory]:
    """Read the employers and make their directory; links must lead to rows that exist."""
    made = read_draft(raw, EMPLOYERS, problems, corrections)
    if made is None:
        return None, Directory(None)
    slugs = set(made.values["key"])
    for column in LINKS:
        for place, text in enumerate(made.values[column]):
            for slug in str(text or "").split(";"):
                if slug.strip() and slug.strip() not in slugs:
                    near = suggest_name(slug, map(str, slugs))
                    mend = f"did you mean {near}?" if near else "correct it, or add its row"
                    made.problem(place, column, slug, "the slug of a row here", mend)
        _check_circles(made, column)
    undated(made)
    return made, Directory(made)


def _check_circles(made: Draft, column: str) -> None:
    """Note employers that follow, belong to or hold one another in a circle."""
    links = {
        str(slug): [one.strip() for one in str(text or "").split(";") if one.strip()]
        for slug, text in zip(made.values["key"], made.values[column], strict=True)
    }
    rows = {str(slug): place for place, slug in enumerate(made.values["key"])}
    done: set[str] = set()
    for start in links:
        path: dict[str, None] = {}
        waiting = [(start, iter(links[start]))] if start not in done else []
        path[start] = None
        while waiting:
            slug, rest = waiting[-1]
            for other in rest:
                if other in path:
                    circle = [*list(path)[list(path).index(other) :], other]
                    found, mend = " > ".join(circle), "take one of these links out"
                    made.problem(rows[slug], column, found, "links that end somewhere", mend)
                elif other in links and other not in done:
                    path[other] = None
                    waiting.append((other, iter(links[other])))
                    break
            else:
                done.add(slug)
                path.pop(slug, None)
                waiting.pop()
