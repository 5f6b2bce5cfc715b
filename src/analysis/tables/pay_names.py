"""Names of pay series: what a claim, a command and a notebook call the pay that they speak of.

A name says in words which rows of which clean table make the series, so that it can be read
without a list of names, and so that what asks for one series reads no row of another:

- ``median of EO``, ``mean of All``, ``median of AO, Home Office``, ``median of EO, *`` (each
  organisation): a salary of the civil service by grade and organisation;
- ``KAB9``, or ``AWE total level, whole economy``: average weekly earnings;
- ``ASHE median of gross weekly pay, full-time, public, UK``: the survey of hours and earnings;
- ``maximum of AO, Department for Work and Pensions [National]``: a pay point of an employer;
- ``wage floor``, or ``rate NMW 18-20 rate``: a legal minimum, by the hour;
- ``ceilings R013 R014 R015``: remit ceilings, one a year, from the year of the first;
- ``ceilings of the two-year freeze``, ``..., with targeted extras``: every ceiling since;
- ``awards of Home Office``, ``review awards of School teachers``: awards compounded;
- a chain of ceilings or awards ``from 2018-19``: the run with that pay year, from it on;
- ``given £19,126`` or ``given 57.8 %``: a sum or a rise that the finding itself states.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

WHOLE_SERVICE = "whole civil service"
SENIOR_SERVICE = "senior civil service, by pay band"
EACH = "*"
POINTS = {"minimum": "minimum_gbp", "maximum": "maximum_gbp", "single rate": "spot_gbp"}
FLOOR = "wage floor"
FREEZES = ("two-year freeze", "early freeze")  # the tracks of ceilings since 2010
WITH_EXTRAS = ", with targeted extras"
_SUM = re.compile(r"given £([0-9][0-9,]*(?:\.[0-9]+)?)")
_RISE = re.compile(r"given ([-−]?[0-9]+(?:\.[0-9]+)?) ?%")
_SURVEY = re.compile(r"ASHE (.+?) of (.+), ([^,]+), ([^,]+), ([^,]+?)(?:, (male|female))?")
_NOISE = {"of", "the", "pay"}

Columns = Mapping[str, Sequence[object]]


@dataclass(frozen=True)
class PayName:
    """A pay series by name: the table it is in, which rows of it, and how they are read.

    `way` is one of salary, earnings, survey, point, floor, ceilings, chain of awards, chain of
    ceilings, chain of reviews, sum, rise; `detail` is what the way needs beside the rows (the end
    of a range, the figure given, the track), `first` the pay year that a chain begins with, and
    `beside` rows of another table that it needs too.
    """

    text: str
    way: str
    table: str | None
    where: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    detail: str = ""
    first: str = ""
    beside: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    @property
    def each(self) -> bool:
        """Whether it stands for the series of each organisation."""
        return any(value == EACH for _, value in self.where)

    @property
    def rows(self) -> dict[str, str | tuple[str, ...]]:
        """The columns of its table and their values, for reading; what is each is left open."""
        return {column: value for column, value in self.where if value != EACH}


def parse_pay(text: str) -> PayName:
    """Read the name of a pay series, written in full; `ValueError` for what is no such name.

    >>> parse_pay("median of EO, Home Office").rows
    {'measure': 'median', 'responsibility_level': 'EO', 'population': 'Home Office'}
    >>> parse_pay("AWE total level, whole economy").rows
    {'pay': 'total', 'measure': 'level', 'sector': 'whole economy'}
    >>> parse_pay("given 57.8 %").detail
    '57.8'
    """
    name = " ".join(text.split())
    for way in _WAYS:
        found = way(name)
        if found is not None:
            return found
    raise ValueError(f"'{name}' is not the name of a pay series; write it like {EXAMPLES}.")


EXAMPLES = "'median of EO', 'median of AO, Home Office', 'KAB9' or 'wage floor'"


def _given(name: str) -> PayName | None:
    if found := _SUM.fullmatch(name):
        return PayName(name, "sum", None, detail=found[1].replace(",", ""))
    if found := _RISE.fullmatch(name):
        return PayName(name, "rise", None, detail=found[1].replace("−", "-"))
    return None


def _ceilings(name: str) -> PayName | None:
    first, *keys = name.split()
    if first != "ceilings" or not keys:
        return None
    return PayName(name, "ceilings", "remits", (("key", tuple(keys)),))


def _chain(name: str) -> PayName | None:
    """Read the name of a chain of awards or ceilings, from a pay year on where one is said."""
    found = re.fullmatch(
        r"(ceilings of the|awards of|review awards of) (.+?)(?: from (\S+))?", name
    )
    if found is None:
        return None
    start, whose, first = found[1], found[2], found[3] or ""
    if first and not _PAY_YEAR.fullmatch(first):
        raise ValueError(f"'{first}' is no pay year: write {start} {whose} from 2018-19.")
    if start == "awards of":
        where, due = (("employer_name", whose),), (("employers", (("name", whose),)),)
        return PayName(name, "chain of awards", "offer_statements", where, "", first, due)
    if start == "review awards of":
        where = (("workforce", whose),)
        return PayName(name, "chain of reviews", "review_awards", where, "", first)
    if whose.removesuffix(WITH_EXTRAS) not in FREEZES:
        raise ValueError(f"'{whose}' is no chain of ceilings: write {' or '.join(TRACK_NAMES)}.")
    return PayName(name, "chain of ceilings", "remits", (), whose, first)


_PAY_YEAR = re.compile(r"[0-9]{4}-[0-9]{2}")
TRACK_NAMES = tuple(
    f"ceilings of the {track}{more}" for track in FREEZES for more in ("", WITH_EXTRAS)
)


def _earnings(name: str) -> PayName | None:
    if re.fullmatch(r"[A-Z][A-Z0-9]{3}", name) and name != "AWE":
        return PayName(name, "earnings", "earnings", (("series", name),))
    if found := re.fullmatch(r"AWE (\w+) (\w+), (.+)", name):
        where = (("pay", found[1]), ("measure", found[2]), ("sector", found[3]))
        return PayName(name, "earnings", "earnings", where)
    return None


def _survey(name: str) -> PayName | None:
    found = _SURVEY.fullmatch(name)
    if found is None:
        return None
    columns = ("measure", "pay_kind", "working_pattern", "sector", "geography")
    where = dict(zip(columns, found.groups()[:5], strict=True)) | {"sex": found[6] or "all"}
    return PayName(name, "survey", "sector_pay", tuple(where.items()))


def _point(name: str) -> PayName | None:
    ends = "|".join(POINTS)
    found = re.fullmatch(rf"({ends}) of ([^,]+), (.+?)(?: \[(.+)\])?", name)
    if found is None:
        return None
    where = [("standard_grade", found[2]), ("employer_name", found[3])]
    if found[4]:
        where.append(("location", found[4]))
    return PayName(name, "point", "pay_scales", tuple(where), POINTS[found[1]])


def _floor(name: str) -> PayName | None:
    if name == FLOOR:
        return PayName(name, "floor", "wage_floors")
    if found := re.fullmatch(r"rate (.+)", name):
        return PayName(name, "floor", "wage_floors", (("rate_name", found[1]),))
    return None


def _salary(name: str) -> PayName | None:
    found = re.fullmatch(r"(.+?) of ([^,]+)(?:, (.+))?", name)
    if found is None:
        return None
    senior = SENIOR_SERVICE if found[2].startswith("SCS PB") else WHOLE_SERVICE
    where = (
        ("measure", found[1]),
        ("responsibility_level", found[2]),
        ("population", found[3] or senior),
    )
    return PayName(name, "salary", "salaries", where)


_WAYS: tuple[Callable[[str], PayName | None], ...] = (
    *(_given, _chain, _ceilings, _earnings, _survey, _point, _floor, _salary),
)


def names_held(tables: Mapping[str, Columns]) -> dict[str, None]:
    """Name every pay series that some tables hold, from their columns.

    `tables` has any of those in `HELD_IN`, each with the columns there as lists of values.

    >>> names_held({"earnings": {"series": ["KAB9"], "pay": ["total"], "measure": ["level"],
    ...     "sector": ["whole economy"]}})
    {'AWE total level, whole economy': None, 'KAB9': None}
    """
    names: dict[str, None] = {}
    for table, (columns, written) in _HELD.items():
        if table in tables:
            rows = dict.fromkeys(zip(*(tables[table][name] for name in columns), strict=True))
            for row in rows:
                names |= dict.fromkeys(written(*("" if cell != cell else cell for cell in row)))
    return names


def _salary_names(*cells: object) -> list[str]:
    measure, grade, population, unit, value = cells
    if unit != "GBP" or value in (None, ""):  # headcounts, and what the publisher suppressed
        return []
    apart = population not in (WHOLE_SERVICE, SENIOR_SERVICE)
    return [f"{measure} of {grade}" + (f", {population}" if apart else "")]


def _earnings_names(series: object, pay: object, measure: object, sector: object) -> list[str]:
    return [f"AWE {pay} {measure}, {sector}", str(series)]


def _survey_names(*cells: object) -> list[str]:
    measure, kind, pattern, sector, where, sex = cells
    whose = "" if sex == "all" else f", {sex}"
    return [f"ASHE {measure} of {kind}, {pattern}, {sector}, {where}{whose}"]


def _point_names(*cells: object) -> list[str]:
    grade, employer, location, *ends = cells
    if not grade:
        return []
    held = [end for end, value in zip(POINTS, ends, strict=True) if value not in (None, "")]
    at = f" [{location}]" if location else ""
    return [f"{end} of {grade}, {employer}{at}" for end in held] + [
        f"{end} of {grade}, {employer}" for end in held if at
    ]


def _floor_names(name: object) -> list[str]:
    return [FLOOR, f"rate {name}"]


def _award_names(employer: object) -> list[str]:
    return [f"awards of {employer}"] if employer else []


def _review_names(workforce: object) -> list[str]:
    return [f"review awards of {workforce}"]


def _track_names(kind: object) -> list[str]:
    return list(TRACK_NAMES) if kind == "freeze" else []


_HELD: Mapping[str, tuple[tuple[str, ...], Callable[..., list[str]]]] = {
    "salaries": (
        ("measure", "responsibility_level", "population", "unit", "value"),
        _salary_names,
    ),
    "earnings": (("series", "pay", "measure", "sector"), _earnings_names),
    "sector_pay": (
        ("measure", "pay_kind", "working_pattern", "sector", "geography", "sex"),
        _survey_names,
    ),
    "pay_scales": (("standard_grade", "employer_name", "location", *POINTS.values()), _point_names),
    "wage_floors": (("rate_name",), _floor_names),
    "offer_statements": (("employer_name",), _award_names),
    "review_awards": (("workforce",), _review_names),
    "remits": (("basis_kind",), _track_names),
}
HELD_IN: Mapping[str, tuple[str, ...]] = {table: columns for table, (columns, _) in _HELD.items()}
"""The tables that hold pay series, and the columns that name them."""


def find_pay(text: str, held: Collection[str]) -> str:
    """Find a pay series by a name that may be written in other order, and give it in full.

    ``EO median`` is ``median of EO``. A chain of ceilings and a given figure are their own names.
    Raises `ValueError` for a name that nothing held has, and for one that several have.

    >>> find_pay("EO median", ["median of EO", "mean of EO"])
    'median of EO'
    """
    name = " ".join(text.split())
    if name in held or name.startswith(("given ", "ceilings ")):
        return parse_pay(name).text
    whole, since, year = name.rpartition(" from ")
    if since and year[:4].isdigit():
        return parse_pay(f"{find_pay(whole, held)} from {year}").text
    whose, grades = _of_each(name, held)
    if grades:
        return whose
    words = _words(name)
    same = [one for one in held if _words(one) == words]
    if len(same) == 1:
        return same[0]
    if same:
        raise ValueError(f"'{name}' may be {' or '.join(same)}.")
    raise ValueError(f"No pay series '{name}' is in the record.")


def near_pay(text: str, held: Iterable[str]) -> str:
    """Say which names of pay series are nearest to one that is not held, in whatever order.

    >>> near_pay("EO medain", ["median of EO", "mean of SEO"])
    'Did you mean median of EO?'
    """
    by_words: dict[str, str] = {}
    for name in held:
        by_words.setdefault(" ".join(_words(name)), name)
    close = get_close_matches(" ".join(_words(text)), list(by_words), n=3, cutoff=0.7)
    if not close:
        return f"Names are written like {EXAMPLES}."
    return f"Did you mean {' or '.join(by_words[one] for one in close)}?"


def _of_each(name: str, held: Iterable[str]) -> tuple[str, bool]:
    """Give the full name of a series of each organisation, and whether any organisation has it."""
    start, comma, whose = name.rpartition(", ")
    if not comma or whose != EACH:
        return name, False
    words = _words(start)
    for one in held:
        of_one, apart, _ = one.partition(", ")
        if apart and _words(of_one) == words:
            return f"{of_one}, {EACH}", True
    return name, False


def _words(name: str) -> tuple[str, ...]:
    found = re.findall(r"[^\s,\[\]]+", name.casefold())
    return tuple(sorted(word for word in found if word not in _NOISE))
