"""Where the rows behind a report's numbers stand: raw file, row, source, licence, release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.project import Project
from analysis.publish.page.panels import MOST_ROWS

HOUSEHOLD_COSTS, INDICES = "prices/household_costs.csv", "prices/indices.csv"


def origins_of(
    project: Project, values: Mapping[str, Any], manifest: Mapping[str, Any]
) -> dict[tuple[str, str], dict[str, object]]:
    """Resolve each (table, key) pair that a page shows to the raw row it was read from.

    `values` is what `values.json` holds. Only the rows that a page lists are looked up; the
    others keep their keys, which `realpay why` resolves on demand.
    """
    from analysis.ingest.provenance import where_from

    pairs = {
        (str(table), str(key))
        for finding in values["findings"].values()
        for value in finding["values"].values()
        for table, key in value["rows"][:MOST_ROWS]
    }
    released = {one["file"]: one["released"] for one in manifest["series"]}
    origins = {}
    for table, key in sorted(pairs):
        found = where_from(project, table, key)
        origins[table, key] = {
            "table": table,
            "key": key,
            "released": released.get(str(found.get("file")), ""),
            **found,
        }
    return origins


def files_behind(origins: Iterable[Mapping[str, object]], raw: Iterable[str]) -> set[str]:
    """Name the raw files that decide where the rows stand: their own, and those asked on the way.

    `raw` names every raw file. Which row of salaries a key means, all files of earnings decide;
    which household group a series is of, the list of indices does.

    >>> sorted(files_behind([{"table": "prices", "file": HOUSEHOLD_COSTS}], ["ons/D7G7.csv"]))
    ['prices/household_costs.csv', 'prices/indices.csv']
    """
    found = set()
    for one in origins:
        found.add(str(one["file"]))
        if one["table"] == "salaries":
            found |= {name for name in raw if name.startswith("earnings/")}
        if one["file"] == HOUSEHOLD_COSTS:
            found.add(INDICES)
    return found
