"""`datapackage.json`: the clean tables described for programs, by the Data Package standard 2.0."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from analysis.tables.columns import KINDS, Column, Table, stored_columns

NAME = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCES: Mapping[str, Mapping[str, str]] = {
    "Open Government Licence v3.0": {
        "name": "OGL-UK-3.0",
        "title": "Open Government Licence v3.0",
        "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    },
    "CC BY 4.0": {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0 International",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    },
    "facts cited, no licence claimed": {
        "name": "other-closed",
        "title": "Facts cited from their sources, no licence claimed",
    },
}


class Cited(Protocol):
    """Where a raw file comes from."""

    @property
    def publisher(self) -> str:
        """Who published it."""

    @property
    def title(self) -> str:
        """Under which title."""

    @property
    def address(self) -> str:
        """At which address."""

    @property
    def licence(self) -> str:
        """Under which licence."""


def field_of(column: Column) -> dict[str, Any]:
    """Describe one column: name, type, meaning, constraints.

    >>> field_of(Column("yes", "count", "votes for yes", required=True, unit="people"))["type"]
    'integer'
    """
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.name == "key":
        constraints["unique"] = True
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    if column.limits is not None:
        constraints["minimum"] = column.limits.least
        constraints["maximum"] = column.limits.most
    described: dict[str, Any] = {"name": column.name, "type": KINDS[column.kind][1]}
    described["description"] = column.meaning
    if column.unit:
        described["unit"] = column.unit
    if constraints:
        described["constraints"] = constraints
    return described


# How the form of a table's file is told. A blank whole number comes out of Parquet as `nan` where
# pandas stands between. The validator cannot take the sum of a Parquet file: manifest.json has it.
FORMS: Mapping[str, Mapping[str, Any]] = {
    "parquet": {
        "mediatype": "application/vnd.apache.parquet",
        "missing": ["", "nan"],
        "suffix": "-parquet",
    },
    "csv": {"mediatype": "text/csv", "missing": [""], "suffix": ""},
}


def resource(
    table: Table,
    files: Iterable[str],
    cited: Mapping[str, Cited],
    fields: Iterable[Mapping[str, Any]],
    *,
    form: str,
) -> dict[str, Any]:
    """Describe one table: its file, what a row is, its columns, sources and licences.

    `files` are the raw files its rows came from, `form` is one of `FORMS`.
    """
    sources = {name: cited[name] for name in sorted(files) if name in cited}
    licences = sorted({source.licence for source in sources.values()})
    told = FORMS[form]
    return {
        "name": table.name.replace("_", "-") + told["suffix"],
        "type": "table",
        "path": f"{table.name}.{form}",
        "format": form,
        "mediatype": told["mediatype"],
        "description": f"A row is {table.row}.",
        "schema": {
            "fields": list(fields),
            "missingValues": told["missing"],
            "primaryKey": ["key"],
        },
        "sources": [_source(source) for source in sources.values()],
        "licenses": [dict(LICENCES[name]) for name in licences if name in LICENCES],
    }


def stored_fields(table: Table) -> list[dict[str, Any]]:
    """Describe the columns of a table's Parquet file."""
    return [field_of(column) for column in stored_columns(table)]


def _source(source: Cited) -> dict[str, str]:
    described = {"title": f"{source.publisher}: {source.title}"}
    if source.address.startswith("https://"):
        described["path"] = source.address
    return described


def package(version: str, resources: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Describe the whole: name, version, tables."""
    return {
        "$schema": PROFILE,
        "name": "realpay",
        "title": "What pay offers are worth against inflation, and what happened when they were "
        "balloted",
        "version": version,
        "resources": list(resources),
    }
