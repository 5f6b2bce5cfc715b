"""How far a report's figures reach: the series it read, and the newest month or day in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# Tables of series, whose months are those of figures.
SERIES = frozenset({"earnings", "prices"})
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


def due_of(
    manifest: Mapping[str, Any], series: Sequence[Mapping[str, Any]]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return when the series read are due again, and which of those days the record has passed.

    Each is (series, day). The record has passed a day when it holds figures of any series that
    came out on it or later: what was due then came out without them.

    >>> told = [("D7G7", "2026-09-16", "2026-10-21"), ("KAC3", "2026-07-21", "2026-08-18")]
    >>> series = [dict(zip(("series", "released", "next_release"), one)) for one in told]
    >>> due_of({"series": series}, series)
    ([('D7G7', '2026-10-21')], [('KAC3', '2026-08-18')])
    """
    newest = max((one["released"] or "" for one in manifest["series"]), default="")
    days = {(one["series"], one["next_release"]) for one in series if one["next_release"]}
    return (
        sorted(pair for pair in days if pair[1] > newest),
        sorted(pair for pair in days if pair[1] <= newest),
    )


def known_on(parameters: Mapping[str, Any]) -> str:
    """Return the past day whose knowledge a report is held to, '' for today's.

    >>> known_on({"as_of": "2022-12-07"}), known_on({"as_of": "latest"}), known_on({})
    ('2022-12-07', '', '')
    """
    asked = str(parameters.get("as_of", ""))
    return asked if _DAY.fullmatch(asked) else ""


def data_to(reads: Sequence[Mapping[str, Any]], parameters: Mapping[str, Any]) -> str:
    """Return the newest month of the series read, else the newest day in the tables read.

    A report held to a past day shows nothing newer than that day, which is returned then.

    >>> data_to([{"table": "ballots", "to": "2026-02-23"}], {})
    '2026-02-23'
    """
    day = known_on(parameters)
    if day:
        return day
    months = [read["to"] for read in reads if read["table"] in SERIES]
    days = [read["to"] for read in reads if read["table"] in DATED]
    return max(months, default="") or max(days, default="")


def told_of(
    manifest: Mapping[str, Any],
    reads: Sequence[Mapping[str, Any]],
    entry: Mapping[str, Any],
    named: Iterable[str] = (),
) -> dict[str, Any]:
    """Return what a page tells of its inputs: the one definition, for page and staleness alike.

    `reads` are the recorded selections, `entry` holds the report's `parameters`, and `named` are
    the raw files that the page names besides. Where a later manifest gives something else, the
    page is out of date.
    """
    corrected = {(read["table"], key) for read in reads for key, _ in read["corrected"]}
    released = {one["file"]: one["released"] for one in manifest["series"]}
    series = series_read(manifest, reads)
    due, passed = due_of(manifest, series)
    return {
        "version": manifest["version"],
        "series": series,
        "due": due,
        "passed": passed,
        "data_to": data_to(reads, entry["parameters"]),
        "corrections": [
            one for one in manifest["corrections"] if (one["table"], one["row"]) in corrected
        ],
        "released": {name: released[name] for name in sorted(named) if name in released},
    }
