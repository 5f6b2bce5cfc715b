"""What things of the record are called: every name that a person may type, drawn up by cleaning.

They are kept in the manifest, so that whoever types a name is understood without a table being
read, and a table given as a workbook serves as its CSV does.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.ingest.clean import Cleaned
from analysis.ingest.kinds.employers import PARTED
from analysis.ingest.reading.problems import Problems
from analysis.ingest.words.vocabulary import load_vocabulary

SOLE = "employer"


def names(cleaned: Cleaned, raw: Path) -> dict[str, dict[str, list[str]]]:
    """Return what employers, unions, grades, indices, series and the like are called, by key."""
    return {
        "employer": _employers(cleaned),
        "group": {
            str(row["key"]): []
            for row in _rows(cleaned, "employers", "key", "kind")
            if row["kind"] != SOLE
        },
        "union": _unions(cleaned, raw),
        "grade": _distinct(cleaned, "salaries", "responsibility_level"),
        "index": _indices(cleaned),
        "series": _distinct(cleaned, "prices", "series") | _distinct(cleaned, "earnings", "series"),
        "moment": _titled(cleaned, "moments", "title"),
        "claim": _titled(cleaned, "claims", "claim"),
    }


def last_day(cleaned: Cleaned) -> str | None:
    """Return the last day that the record speaks of, as ISO text.

    It is that of its newest figure, or the day on which a source is next due, if that is later.
    """
    import pyarrow.compute as compute

    days = [
        str(day)[:10]
        for name in ("prices", "offer_statements", "ballots", "salaries")
        if (day := compute.max(cleaned.tables[name]["known_from"]).as_py()) is not None
    ]
    due = [str(one["next_release"]) for one in cleaned.series if one.get("next_release")]
    return max([*days, *due], default=None)


def _employers(cleaned: Cleaned) -> dict[str, list[str]]:
    found = {}
    for row in _rows(cleaned, "employers", "key", "name", "names", "former_names"):
        spellings = [row["name"]]
        for column in ("names", "former_names"):
            spellings += (row[column] or "").split(PARTED)
        kept = dict.fromkeys(str(one).strip() for one in spellings)
        found[str(row["key"])] = [one for one in kept if one]
    return found


def _indices(cleaned: Cleaned) -> dict[str, list[str]]:
    rows = _rows(cleaned, "indices", "key", "full_name", "position")
    return {str(row["key"]): [row["full_name"]] for row in sorted(rows, key=_position)}


def _position(row: Mapping[str, object]) -> int:
    place = row["position"]
    return place if isinstance(place, int) else 0


def _unions(cleaned: Cleaned, raw: Path) -> dict[str, list[str]]:
    words = load_vocabulary(raw, "union", {"name": ()}, Problems()).meanings
    used = _distinct(cleaned, "ballots", "union")
    return {
        union: [words[union]["name"]] if union in words and words[union]["name"] != union else []
        for union in used
    }


def _titled(cleaned: Cleaned, table: str, column: str) -> dict[str, list[str]]:
    return {str(row["key"]): [str(row[column])] for row in _rows(cleaned, table, "key", column)}


def _distinct(cleaned: Cleaned, table: str, column: str) -> dict[str, list[str]]:
    found = (row[column] for row in _rows(cleaned, table, column))
    return {str(one): [] for one in dict.fromkeys(found) if one}


def _rows(cleaned: Cleaned, table: str, *columns: str) -> list[Mapping[str, str]]:
    rows: list[Mapping[str, str]] = cleaned.tables[table].select(list(columns)).to_pylist()
    return rows
