"""How far a report's figures reach: the series it read, and the newest month or day in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

# Tables whose days are those of things reported on; those of laws and forecasts are not.
DATED = frozenset(
    {"actions", "ballots", "offer_statements", "offers", "review_awards", "salaries"}
    | {"sector_pay", "wage_floors"}
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def series_read(
    manifest: Mapping[str, Any], reads: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Return the releases of the series that were read: all of a table, if none was named."""
    named: dict[str, set[str] | None] = {}
    for read in reads:
        only = dict(read["where"]).get("series")
        before = named.get(read["table"], set())
        named[read["table"]] = None if only is None or before is None else before | set(only)
    found = []
    for one in manifest["series"]:
        wanted = named.get(one.get("table", "prices"), set())
        if wanted is None or one["series"] in wanted:
            found.append(one)
    return found


def known_on(parameters: Mapping[str, Any]) -> str:
    """Return the past day whose knowledge a report is held to, '' for today's.

    >>> known_on({"as_of": "2022-12-07"}), known_on({"as_of": "latest"}), known_on({})
    ('2022-12-07', '', '')
    """
    asked = str(parameters.get("as_of", ""))
    return asked if _DAY.fullmatch(asked) else ""


def data_to(
    manifest: Mapping[str, Any],
    series: Sequence[Mapping[str, Any]],
    reads: Sequence[Mapping[str, Any]],
    parameters: Mapping[str, Any],
) -> str:
    """Return the newest month of the series read, else the newest day in the tables read.

    A report held to a past day shows nothing newer than that day, which is returned then.

    >>> data_to({"tables": {"ballots": {"to": "2026-02-23"}}}, [], [{"table": "ballots"}], {})
    '2026-02-23'
    """
    day = known_on(parameters)
    if day:
        return day
    months = [one["to"] for one in series if one["to"]]
    days = [manifest["tables"][read["table"]]["to"] for read in reads if read["table"] in DATED]
    return max(months, default="") or max((one for one in days if one), default="")
