"""Where the rows behind a report's numbers stand: raw file, row, source, licence, release."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.project import Project
from analysis.publish.page.panels import MOST_ROWS


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
