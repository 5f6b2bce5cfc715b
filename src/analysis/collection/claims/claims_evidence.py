"""Notebook 09, the figures that claims are tried on: those that the routes of each name, no more.

The report on one claim is made anew when figures that it was tried on change, and not when a file
that no route of it names does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.collection.pay_record import read_earnings, read_salaries
from analysis.collection.prices import all_indices, price_indices
from analysis.measures.claims.attempts import Evidence, Route, join_versions
from analysis.measures.claims.book import CLAIM_BOOK, NotTried
from analysis.tables import read

# What routes call the pay, the prices and the awards that they are made of.
PAY = ("series", "level", "growth", "pay", "others")
PRICES = ("index", "indices")


@dataclass(frozen=True)
class Needed:
    """What some claims are tried on, by name; `days` are those of the releases they quote."""

    earnings: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    salaries: tuple[str, ...] = ()
    indices: tuple[str, ...] = ()
    remits: tuple[str, ...] = ()


def needed(keys: Iterable[str]) -> Needed:
    """Gather what the routes of some claims name.

    >>> needed(["W19-1"])
    Needed(earnings=(), days=(), salaries=('median',), indices=('CPI',), remits=())
    >>> needed(["ONS-june2025-KAB9"]).earnings, needed(["PRO21-1"]).remits[:2]
    (('KAB9',), ('R009', 'R010'))
    """
    routes = [route for key in keys for route in _routes(key)]
    pay = {name for route in routes for name in _named(route, PAY)}
    indices = {name for route in routes for name in _named(route, PRICES)}
    paths = [path for route in routes for path in getattr(route, "paths", ())]
    return Needed(
        earnings=tuple(sorted(name for name in pay if " " not in name)),
        days=tuple(sorted({name for route in routes for name in _named(route, ("released",))})),
        salaries=tuple(sorted({name.partition(" ")[0] for name in pay if " " in name})),
        indices=tuple(name for name in all_indices() if name in indices),
        remits=tuple(sorted({key for path in paths for key in path.remits})),
    )


def read_evidence(keys: Iterable[str]) -> Evidence:
    """Read what the routes of some claims name, and leave the rest unread (an empty frame)."""
    wanted = needed(keys)
    earnings = remits = salaries = pd.DataFrame()
    if wanted.earnings:
        now = read_earnings(wanted.earnings)
        then = (read_earnings(wanted.earnings, as_of=day) for day in wanted.days)
        earnings = join_versions(now, *then)
    if wanted.remits:
        remits = read("remits", where={"key": wanted.remits})
    if wanted.salaries:
        salaries = read_salaries(*wanted.salaries)
    return Evidence(price_indices(wanted.indices), salaries, earnings, remits)


def _routes(key: str) -> tuple[Route, ...]:
    found = CLAIM_BOOK.get(key, NotTried("", ""))
    return () if isinstance(found, NotTried) else found


def _named(route: Route, fields: Iterable[str]) -> list[str]:
    found: list[str] = []
    for field in fields:
        value = getattr(route, field, ())
        found += [value] if isinstance(value, str) else list(value)
    return found
