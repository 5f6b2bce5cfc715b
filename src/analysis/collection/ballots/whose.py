"""Whose a row of a dossier is: the body's own, a part's, a forerunner's, or of all the service."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.measures.offers.split import OPTED

# What a name in brackets says that is no part of a body: its years, or how it was counted.
_NO_PART = re.compile(r"[0-9]{4}|to [0-9]{4}|(?:excl|incl)\.|core|SG Main")
_MARKS = " ,:;()"


def part_named(found: str, called: Sequence[str]) -> str:
    """Return the part of a body that a name used for it adds to the names that the body has.

    >>> part_named("HMRC (contact centres: Leeds)", ["HM Revenue and Customs", "HMRC"])
    'contact centres: Leeds'
    >>> part_named("DWP Tyneview Park", ["DWP"]), part_named("Cabinet Office (1994-2015)", [])
    ('Tyneview Park', '')
    >>> part_named("Home Office (Border Force: Heathrow)", ["Border Force"])
    'Heathrow'
    """
    inside = [name for name in called if re.search(rf"\b{re.escape(name)}\b", found)]
    if found in called or not inside:
        return ""
    longest = max(inside, key=len)
    rest = found[found.index(longest) + len(longest) :].strip(_MARKS)
    return "" if _NO_PART.match(rest) else rest


def names_of(body: pd.DataFrame) -> list[str]:
    """List the names that a body itself has, from its row of the employers; those of parts not."""
    if body.empty:
        return []
    row = body.iloc[0]
    texts = [row["name"], row["names"], row["former_names"]]
    every = [
        name.strip() for text in texts if isinstance(text, str) for name in re.split(r"[|;]", text)
    ]
    short = [name for name in every if "(" not in name and "," not in name]
    return [
        name
        for name in short
        if not any(name.startswith(f"{other} ") for other in short if other != name)
    ] + [row["name"]]


def name_staff(statements: pd.DataFrame) -> pd.DataFrame:
    """Name in a column ``staff`` whom a statement is of: its grade, else the group that it names.

    A unit is such a group where the statement is true of some staff only, or where it names those
    who opted in or out of a deal.

    >>> stated = pd.DataFrame({
    ...     "grade": ["AA", None, None, None], "bargaining_unit": ["DWP", "DWP", "SEO", "opt-outs"],
    ...     "basis": ["freeze", "freeze", "subgroup", "freeze"]})
    >>> list(name_staff(stated)["staff"])
    ['AA', '', 'SEO', 'opt-outs']
    """
    units = statements["bargaining_unit"].astype("str")
    some = (statements["basis"] == "subgroup") | units.str.extract(OPTED, expand=False).notna()
    return statements.assign(staff=statements["grade"].fillna(units.where(some)).fillna(""))


def tell_whose(
    rows: pd.DataFrame, slug: str, national: Iterable[str], called: Sequence[str] = ()
) -> pd.DataFrame:
    """Name in a column ``whose`` the part or forerunner a row is of; blank for the body's own.

    Parts are other bodies under it, and those that a row of its own names: the unit balloted, or
    what a source adds to one of the names `called`. Rows of national groups are no part of it, and
    are marked as national elsewhere.
    """
    others = ~rows["employer"].isin([slug, *national])
    own = rows["employer"] == slug
    parts = rows["employer_name"].map(lambda found: part_named(str(found), called))
    theirs = rows["employer_name"]
    if "bargaining_unit" in rows and "level" in rows:
        units = rows["bargaining_unit"].where(rows["level"] == "unit")
        parts = units.fillna(parts)
        theirs = (theirs + ", " + units).fillna(theirs)
    return rows.assign(whose=theirs.where(others, parts.where(own, "")).fillna(""))
