"""Where rows of the record stand that a page names: ballots in a dossier, claims in their page."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.publish.page.names import anchor_of
from analysis.publish.related import Links
from analysis.tables import read


def homes_of(rows: Iterable[str], leads: Links) -> dict[str, str]:
    """Map rows of the record, as `table/key`, to where they stand; those that stand nowhere lack.

    A ballot stands in the dossier of its employer, or of the body that this is part of or became.
    What is read is recorded like any reading.
    """
    named = [row.partition("/") for row in rows]
    found = {
        f"claims/{key}": leads.names[key]
        for table, _, key in named
        if table == "claims" and key in leads.names
    }
    keys = [key for table, _, key in named if table == "ballots"]
    if not keys or not leads.dossiers:
        return found
    ballots = read("ballots", columns=["key", "employer"], where={"key": keys})
    employers = read("employers", columns=["key", "parent", "successor"]).set_index("key")
    for key, slug in zip(ballots["key"], ballots["employer"], strict=True):
        page = _dossier(slug, leads, employers)
        if page:
            reference = f"ballots/{key}"
            found[reference] = f"{page}#{anchor_of(reference)}"
    return found


def _dossier(slug: str, leads: Links, employers: pd.DataFrame) -> str:
    """Return the dossier that tells of an employer: its own, else that of its kin above it."""
    new, seen = [slug], set()
    while new:
        one = new.pop(0)
        if one in leads.dossiers:
            return leads.dossiers[one]
        seen.add(one)
        if one in employers.index:
            kin = map(str, employers.loc[one, ["parent", "successor"]].dropna())
            new += [body for body in kin if body not in seen]
    return ""
