"""What things of the record are called: every name that a person may type, drawn up by cleaning.

They are kept in the manifest, so that whoever types a name is understood without a table being
read, and a table given as a workbook serves as its CSV does. Beside them stand lists of what the
record holds enough of to make a report about, on which the catalogue draws: a new employer in the
record gets its report without an edit, and a build with nothing to do reads no table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.ingest.clean import Cleaned
from analysis.ingest.kinds.employers import PARTED
from analysis.ingest.reading.problems import Problems
from analysis.ingest.words.vocabulary import load_vocabulary
from analysis.tables.declared import NO_PRICES
from analysis.tables.homes import (
    HOMES,
    MOST_LINES,
    MOST_OF_SOURCE,
    YEAR,
    home_of,
    home_of_source,
    parted_homes,
)

SOLE = "employer"


def names(cleaned: Cleaned, raw: Path) -> dict[str, dict[str, list[str]]]:
    """Return what employers, unions, grades, indices, series and the like are called, by key.

    `short` are the abbreviations of employers, which are no link inside a longer text: "ONS" is a
    publisher there. `former` are the names that an employer had before, and those of the bodies
    that it took over.
    """
    return {
        "employer": _employers(cleaned, "name", "names", "former_names"),
        "short": _filled(_employers(cleaned, "short_names")),
        "former": _filled(_former(cleaned)),
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


def _employers(cleaned: Cleaned, *columns: str) -> dict[str, list[str]]:
    found = {}
    for row in _rows(cleaned, "employers", "key", *columns):
        spellings = [one for column in columns for one in (row[column] or "").split(PARTED)]
        kept = dict.fromkeys(str(one).strip() for one in spellings)
        found[str(row["key"])] = [one for one in kept if one]
    return found


# What brackets say of a name that is no more: "Inland Revenue (to 2005)".
_YEARS = re.compile(r" \((?:to |from )?\d{4}(?:-\d{4})?\)$")


def _former(cleaned: Cleaned) -> dict[str, list[str]]:
    own = _employers(cleaned, "former_names")
    found = {slug: [_YEARS.sub("", name) for name in names] for slug, names in own.items()}
    every = _employers(cleaned, "name", "short_names", "names")
    rows = _rows(cleaned, "employers", "key", "successor")
    successors = {str(row["key"]): row["successor"] for row in rows}
    for slug, names in every.items():
        after = successors[slug]
        while after:  # cleaning has refused circles
            found[after] += [*(name for name in names if "(" not in name), *own[slug]]
            after = successors[after]
    return {slug: list(dict.fromkeys(names)) for slug, names in found.items()}


def _filled(names: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {key: some for key, some in names.items() if some}


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


# Employers of the civil service and around it; universities and schools have ballots of their own.
RELATED = ("civil service", "wider public sector")
LEAST_STATEMENTS = 3
LEAST_BALLOTS = 2
LEAST_OF_UNION = 10


def lists(cleaned: Cleaned) -> dict[str, list[dict[str, str]]]:
    """Return the lists by name: `unions`, `dossiers` (employers), `moments` and `claims`."""
    return {
        "unions": _often_balloted(cleaned),
        "dossiers": _dossiers(cleaned),
        "moments": _moments(cleaned),
        "claims": _claims(cleaned),
    }


def _dossiers(cleaned: Cleaned) -> list[dict[str, str]]:
    """List civil service and related employers with enough offer statements or ballots.

    The questions on strikes and on other action of one ballot are one ballot.
    """
    statements = Counter(_column(cleaned, "offer_statements", "employer"))
    balloted = Counter(employer for employer, *_ in _ballots(cleaned))
    facts = zip(
        *(_column(cleaned, "employers", name) for name in ("key", "name", "sector", "kind")),
        strict=True,
    )
    return [
        {"employer": str(slug), "name": str(name)}
        for slug, name, sector, kind in facts
        if sector in RELATED
        and kind == SOLE
        and (statements[slug] >= LEAST_STATEMENTS or balloted[slug] >= LEAST_BALLOTS)
    ]


def _ballots(cleaned: Cleaned) -> set[tuple[object, ...]]:
    """Give the employer, union, close and source of each ballot that is counted."""
    return {
        (employer, union, closed, source)
        for employer, union, closed, source, counted in zip(
            *(
                _column(cleaned, "ballots", name)
                for name in ("employer", "union", "closed_last", "source_date", "counted")
            ),
            strict=True,
        )
        if counted
    }


def _often_balloted(cleaned: Cleaned) -> list[dict[str, str]]:
    """List the unions with ten ballots or more on record."""
    held = Counter(str(union) for _, union, *_ in _ballots(cleaned))
    return [{"union": union} for union, n in sorted(held.items()) if n >= LEAST_OF_UNION]


def _moments(cleaned: Cleaned) -> list[dict[str, str]]:
    facts = zip(
        *(
            _column(cleaned, "moments", name)
            for name in ("key", "title", "source_title", "employers")
        ),
        strict=True,
    )
    return [
        {"moment": str(key), "title": str(title), "source": str(source), "employers": str(slugs)}
        for key, title, source, slugs in facts
    ]


def _claims(cleaned: Cleaned) -> list[dict[str, str]]:
    """List the claims with something to compute: all that are tried but figures read as printed."""
    columns = ("key", "claim", "kind", "deflator", "missing")
    facts = zip(*(_column(cleaned, "claims", name) for name in columns), strict=True)
    return [
        {"claim": str(key), "said": str(said)}
        for key, said, kind, deflator, missing in facts
        if kind and not missing and not (kind == "level" and deflator in (None, NO_PRICES))
    ]


def parted(cleaned: Cleaned) -> list[str]:
    """List the homes of rows, and of sources, that are too large for a page of the record."""
    rows = (
        (home_of(table, str(about)), str(day or "")[:4], str(key))
        for table, home in HOMES.items()
        for about, day, key in zip(
            *(_column(cleaned, table, name) for name in (home.column, YEAR, "key")), strict=True
        )
    )
    return [*parted_homes(rows), *parted_homes(_cited(cleaned), MOST_LINES)]


def _cited(cleaned: Cleaned) -> Iterator[tuple[str, str, str]]:
    """Yield the home and the key of a source for each row that it names as resting on it."""
    count: Counter[str] = Counter()
    for table in HOMES:
        if "source_title" in cleaned.tables[table].column_names:
            cited = (_column(cleaned, table, name) for name in ("source_url", "source_title"))
            for url, title in zip(*cited, strict=True):
                key = str(url or title)
                count[key] += 1
                if count[key] <= MOST_OF_SOURCE:
                    yield home_of_source(str(url) if url else None), "", key


def _column(cleaned: Cleaned, table: str, column: str) -> list[object]:
    found: Mapping[str, list[object]] = cleaned.tables[table].select([column]).to_pydict()
    return found[column]
