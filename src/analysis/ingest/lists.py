"""What the record holds enough of to make a report about: lists that the catalogue draws on.

They are worked out while cleaning and kept in the manifest, so that a new employer in the record
gets its report without an edit, and a build with nothing to do reads no table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from analysis.ingest.clean import Cleaned
from analysis.tables.declared.claims import NO_PRICES

# Employers of the civil service and around it; universities and schools have ballots of their own.
RELATED = ("civil service", "wider public sector")
LEAST_STATEMENTS = 3
LEAST_BALLOTS = 2
LEAST_OF_UNION = 10
SOLE = "employer"


def lists(cleaned: Cleaned) -> dict[str, list[dict[str, str]]]:
    """Return the lists by name: `unions`, `dossiers` (employers), `moments` and `claims`."""
    return {
        "unions": _unions(cleaned),
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


def _unions(cleaned: Cleaned) -> list[dict[str, str]]:
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


def _column(cleaned: Cleaned, table: str, column: str) -> list[object]:
    found: Mapping[str, list[object]] = cleaned.tables[table].select([column]).to_pydict()
    return found[column]
