"""What a question asks about, read against the record: one reader for each parameter there is.

Notebooks, the catalogue, the command line and Python give their parameters here by name and get
back the value that the tables use. What the record does not hold is refused with what was likely
meant, before anything is computed: never an empty answer that reads as a fact.
"""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from numbers import Real
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

from analysis import typed
from analysis.errors import DataError, UsageError, nearest
from analysis.periods.stated import StatedTime
from analysis.project import Project, find_project
from analysis.tables.declared import CONVENTIONS, KINDS, NO_PRICES, SEVERAL
from analysis.tables.manifest import NAME, how_to_make, read_manifest
from analysis.typed.days import FIRST_YEAR, LAST_YEAR, written

ALL, LATEST = "all", "latest"
PAY = ("regular", "total")

# How each view at hand was asked for: what gathered it, with which parameters.
_HOW: WeakKeyDictionary[Any, tuple[Callable[..., Any], dict[str, Any]]] = WeakKeyDictionary()

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Asked:
    """The record of one project, as far as questions can be asked of it."""

    project: Project

    def names(self, kind: str) -> typed.Names:
        """Return what there is of a kind (`employer`, `union`, `grade`, `index`, …), by name."""
        return _names(self.project, kind, _state(self.project))

    def last_day(self) -> date | None:
        """Return the last day that the record speaks of: its newest figure, or its next due."""
        state = _state(self.project)
        last = _manifest(self.project, state).get("last_day") if any(state) else None
        return date.fromisoformat(last) if last else None

    def read(self, name: str, value: Any) -> Any:
        """Read the value of one parameter, known by its name; others are left as they are."""
        reader = READERS.get(name)
        return value if reader is None else reader(self, value, name)

    def choices(self, name: str) -> tuple[str, ...]:
        """Return what a parameter may be, where that can be listed: the keys of its names.

        >>> Asked(find_project()).choices("convention")[0]
        'month to month'
        """
        if name in WORDS:
            return tuple(WORDS[name])
        kind = {"indices": "index", "deflator": "index", "employers": "employer"}.get(name, name)
        if kind not in NAMED:
            return (LATEST,) if name == "as_of" else ()
        return (*self.names(kind).spellings, *((ALL,) if NAMED[kind] and name == kind else ()))

    def day(self, value: object, name: str) -> str:
        """Read a day; of one after the record nobody can say what was known."""
        read, last = typed.day(value, what=name), self.last_day()
        if last is not None and read > last:
            raise UsageError(
                f"{name} {read}: after the record, which speaks of days up to {last}. "
                f"Type a day up to then{', or latest' if name == 'as_of' else ''}."
            )
        return read.isoformat()


def read_asked(name: str, value: Any, project: Project | None = None) -> Any:
    """Read the value of one parameter against the record of the project at hand.

    >>> read_asked("union", "pcs"), read_asked("employer", "HMRC")
    ('PCS', 'hm-revenue-and-customs')
    >>> read_asked("as_of", "7 December 2022"), read_asked("indices", "cpi, rpi")
    ('2022-12-07', ['CPI', 'RPI'])
    """
    return Asked(project or find_project()).read(name, value)


def asked(gather: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
    """Read what a function is asked about before it is called, each parameter by its name.

    So a notebook that is run by hand, by papermill or by a build refuses the same in the same
    words. All of the function's parameters are keyword-only.
    """

    @functools.wraps(gather)
    def checked(*args: _Given.args, **given: _Given.kwargs) -> _Found:
        record = Asked(find_project())
        read = {name: record.read(name, value) for name, value in given.items()}
        found = gather(*args, **cast("Any", read))
        with suppress(TypeError):  # a frame or a list cannot be told by what it is
            _HOW[found] = (checked, read)
        return found

    return checked


def ask_again(found: _Found, **changed: Any) -> _Found:
    """Gather a view once more with some of its parameters changed, such as its `as_of`.

    Raises `KeyError` for an object that no function marked with `asked` has gathered.
    """
    gather, given = _HOW[found]
    return cast("_Found", gather(**{**given, **changed}))


def asked_of(found: Any) -> tuple[str, str]:
    """Name the question that a view answers, and the day that it was asked of.

    The question is what gathered it and every parameter that is not blank, but the day. For the
    wage floor at 42 paid hours it is ``pay.floor: weekly_hours=42, weeks=52.143``. Of an object
    that no function marked with `asked` has gathered, it is a `KeyError`.
    """
    gather, given = _HOW[found]
    bound = inspect.signature(gather).bind(**given)
    bound.apply_defaults()
    day = str(bound.arguments.pop("as_of", LATEST))
    where = ".".join(gather.__module__.split(".")[-2:])
    told = ", ".join(
        f"{name}={_plain(value)}" for name, value in bound.arguments.items() if value != ""
    )
    return f"{where}: {told}" if told else where, day


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) if isinstance(value, str | int) else "+".join(map(str, value))


def _one_of(kind: str, *, whole: bool = False) -> Callable[[Asked, Any, str], str]:
    """Return the reader of one name of a kind; with `whole`, the word `all` as well."""

    def read(record: Asked, value: Any, name: str) -> str:
        if whole and isinstance(value, str) and value.strip().casefold() == ALL:
            return ALL
        return record.names(kind).read(value, what=name)

    return read


def _indices(record: Asked, value: Any, name: str) -> list[str]:
    """Read a list of indices, or a text with commas; one that is named twice is refused."""
    listed = value.split(",") if isinstance(value, str) else value
    if not isinstance(listed, Iterable):
        raise UsageError(f"{name}={value!r} is no list of indices. Type it as CPI, RPI.")
    found: list[str] = []
    for one in listed:
        if str(one).strip() == "":
            continue
        read = record.names("index").read(one, what=name)
        if read in found:
            raise UsageError(f"{name}: {read} is given twice. Name each index once.")
        found.append(read)
    if not found:
        listed = nearest("", record.names("index").spellings)
        raise UsageError(f"{name} names no index. {listed}")
    return found


def _employers(record: Asked, value: Any, name: str) -> list[str]:
    """Read a list of employers by any of their names, or a text with commas; none in a blank.

    A name that has commas itself is read as a whole first.
    """
    held = record.names("employer")
    if isinstance(value, str):
        with suppress(UsageError):
            return [held.read(value, what=name)] if value.strip() else []
        value = [part for part in value.split(",") if part.strip()]
    if not isinstance(value, Iterable):
        raise UsageError(f"{name}={value!r} is no list of employers. Type it as HMRC, DWP.")
    return list(dict.fromkeys(held.read(one, what=name) for one in value))


def _as_of(record: Asked, value: Any, name: str) -> str:
    if isinstance(value, str) and value.strip().casefold() == LATEST:
        return LATEST
    return record.day(value, name)


def _years(_: Asked, value: Any, name: str) -> str:
    if isinstance(value, str) and value.strip().casefold() == ALL:
        return ALL
    first, last = typed.pay_years(value, what=name)
    return first.text if first == last else f"{first.text} to {last.text}"


def _year(_: Asked, value: Any, name: str) -> Any:
    """Read a year as a whole number; other text is a month of the record, which is read as one."""
    if isinstance(value, str) and not value.strip().isdecimal():
        return typed.month(value, what=name).text
    found = written(value, what=name)
    if found.isdecimal() and FIRST_YEAR <= int(found) <= LAST_YEAR:
        return int(found)
    raise UsageError(f"{name}={value!r}: no year that the record can hold. Type it as 2011.")


def _word(choices: Iterable[str], kind: str) -> Callable[[Asked, Any, str], str]:
    named = typed.Names(kind, dict.fromkeys(choices, ()))
    return lambda _, value, name: named.read(value, what=name)


def _between(least: float, most: float, what: str) -> Callable[[Asked, Any, str], Any]:
    def read(_: Asked, value: Any, name: str) -> Any:
        number = isinstance(value, Real) and not isinstance(value, bool)
        if number and math.isfinite(value) and least <= value <= most:
            return value
        raise UsageError(f"{name}={value!r}: {what} are {least:g} to {most:g}.")

    return read


def _open(read: Callable[[Asked, Any, str], Any]) -> Callable[[Asked, Any, str], Any]:
    """Return a reader that leaves a blank as it is: what is left open is tried in every way."""
    return lambda record, value, name: (
        value if isinstance(value, str) and not value.strip() else read(record, value, name)
    )


def _either(choices: Iterable[str], kind: str) -> Callable[[Asked, Any, str], str]:
    """Return the reader of one word or of several joined by ``or``."""
    read = _word(choices, kind)
    return lambda record, value, name: " or ".join(
        read(record, part, name) for part in str(value).split(" or ")
    )


def _deflator(record: Asked, value: Any, name: str) -> str:
    """Read the name of an index, several joined by ``or``, or the word for no prices."""
    if str(value).strip() == NO_PRICES:
        return NO_PRICES
    parts = str(value).split(" or ")
    return " or ".join(record.names("index").read(part, what=name) for part in parts)


def _stated(_: Asked, value: Any, name: str) -> str:
    """Read a time as a finding states it: a year, a pay year, a month, or three months."""
    try:
        return " or ".join(one.text for one in StatedTime.parse_several(str(value)))
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from None


def _as_said(_: Asked, value: Any, name: str) -> str:
    """Take words that are read with others of their claim, such as the name of a pay series."""
    return " ".join(str(value).split())


NAMED = {
    "employer": True,
    "union": True,
    "index": False,
    "series": False,
    "grade": False,
    "moment": False,
    "claim": True,
}
"""The parameters that name one thing of the record, and whether `all` is an answer too."""
WORDS: Mapping[str, tuple[str, ...]] = {
    "convention": tuple(CONVENTIONS),
    "kind": tuple(KINDS),
    "of_several": tuple(SEVERAL),
    "pay_measure": PAY,
}
"""The parameters that are one word of a few, with these words."""

READERS: Mapping[str, Callable[[Asked, Any, str], Any]] = {
    **{kind: _one_of(kind, whole=whole) for kind, whole in NAMED.items()},
    "indices": _indices,
    "employers": _employers,
    "as_of": _as_of,
    "on": lambda record, value, name: value if value == "" else record.day(value, name),
    "years": _years,
    "base": _year,
    "since": _year,
    "end": _year,
    "convention": _word(WORDS["convention"], "convention"),
    "figure": _open(_as_said),
    "kind": _open(_word(WORDS["kind"], "kind of statement")),
    "pay": _open(_as_said),
    "of_several": _open(_word(WORDS["of_several"], "way to take several")),
    "against": _open(_as_said),
    "stated_base": _open(_stated),
    "stated_end": _open(_stated),
    "deflator": _open(_deflator),
    "stated_convention": _open(_either(CONVENTIONS, "convention")),
    "release": _open(Asked.day),
    "hours": _open(_as_said),
    "pay_measure": _word(WORDS["pay_measure"], "measure of pay"),
    "percent": lambda _, value, name: typed.percentage(value, what=name),
    "salary": _between(1, 1_000_000, "pounds a year"),
    "weekly_hours": _between(1, 80, "paid hours a week"),
    "weeks": _between(50, 53, "paid weeks a year"),
}
"""How each parameter is read, by the name that every notebook gives it."""


def _state(project: Project) -> tuple[int, int]:
    """Tell one cleaning from another by the state of its manifest."""
    try:
        found = (project.clean / NAME).stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4)
def _manifest(project: Project, _: tuple[int, int]) -> Mapping[str, Any]:
    return read_manifest(project.clean)


@lru_cache(maxsize=32)
def _names(project: Project, kind: str, state: tuple[int, int]) -> typed.Names:
    held = _manifest(project, state).get("names")
    if not isinstance(held, Mapping) or kind not in held:
        mend = how_to_make(project.clean)
        raise DataError(f"The clean tables do not say what each {kind} is called. {mend}")
    short = held.get("short", {}) if kind == "employer" else {}
    spellings = {key: (*names, *short.get(key, ())) for key, names in held[kind].items()}
    sole = frozenset(spellings) - frozenset(held.get("group", ()))
    return typed.Names(
        _SAID.get(kind, kind), spellings, sole if kind == "employer" else frozenset()
    )


_SAID = {"moment": "report"}  # how a reader calls what the tables name otherwise
