"""What the shell may offer to complete: tables, reports, notebooks, series.

Completion runs at each press of a key, so it reads as little as it can and never fails: where
names cannot be read there is nothing to offer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from analysis.project import Project


def tables(incomplete: str) -> list[str]:
    """Offer the clean tables.

    >>> tables("ball")
    ['ballot_rules', 'ballots']
    """
    from analysis.tables.registry import TABLES

    return sorted(name for name in TABLES if name.startswith(incomplete))


def indices(context: typer.Context, incomplete: str) -> list[str]:
    """Offer the price indices."""
    from analysis.errors import RealpayError
    from analysis.tables.indices import read_indices

    project = _project(context)
    try:
        found = list(read_indices(project)) if project else []
    except RealpayError:
        return []
    return [name for name in found if name.casefold().startswith(incomplete.casefold())]


def notebooks(context: typer.Context, incomplete: str) -> list[str]:
    """Offer the notebooks of the collection."""
    project = _project(context)
    found = sorted(path.stem for path in project.notebooks.glob("*.ipynb")) if project else []
    return [name for name in found if name.startswith(incomplete)]


def reports(context: typer.Context, incomplete: str) -> list[str]:
    """Offer the reports: those of the catalogue as last checked, else the pages that are there."""
    from analysis.publish.catalogue import REMEMBERED
    from analysis.publish.files import read_sealed

    project = _project(context)
    if project is None:
        return []
    try:
        plain = read_sealed(project.cache / REMEMBERED)
        found = [str(report["name"]) for report in plain["reports"]]
    except (OSError, ValueError, KeyError, TypeError):
        found = [path.stem for path in project.site.glob("*.html") if path.stem != "index"]
    return sorted(name for name in found if name.startswith(incomplete))


def numbers(context: typer.Context, incomplete: str) -> list[str]:
    """Offer the reports that are built, and after a slash the numbers of one."""
    from analysis.doors.files import read_bytes
    from analysis.doors.json_text import parse_json

    report, slash, start = incomplete.partition("/")
    project = _project(context)
    if project is None:
        return []
    if not slash:
        return sorted(
            path.parent.name
            for path in project.site.glob("*/values.json")
            if path.parent.name.startswith(report)
        )
    try:
        found = [
            str(value["anchor"])
            for finding in parse_json(read_bytes(project.site / report / "values.json"))[
                "findings"
            ].values()
            for value in finding["values"].values()
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    return [f"{report}/{name}" for name in sorted(found) if name.startswith(start)]


def series(context: typer.Context, incomplete: str) -> list[str]:
    """Offer the series that can be fetched: those with a file."""
    from pathlib import PurePosixPath

    from analysis.tables.rawfiles import ons_files

    project = _project(context)
    names = [PurePosixPath(name) for name in ons_files(project.raw)] if project else []
    found = sorted(name.stem for name in names if name.parent.name == "ons")
    return [name for name in found if name.startswith(incomplete.upper())]


def parameters(context: typer.Context, incomplete: str) -> list[str]:
    """Offer the parameters of the notebook that was named, each with its equals sign; then values.

    The last of several values with commas is completed.
    """
    import re

    from analysis.cli.parameters import values
    from analysis.doors.files import read_bytes
    from analysis.doors.json_text import parse_json

    name, equals, given = incomplete.partition("=")
    if equals:
        before, comma, start = given.rpartition(",")
        return [f"{name}={before}{comma}{value}" for value in values(context, name, start)]
    project = _project(context)
    # An option that waits for its value keeps the words before it from being read.
    words = [word for word in context.args if not word.startswith("-")]
    notebook = context.params.get("notebook") or next(iter(words), None)
    if project is None or not notebook:
        return []
    try:
        cells = [
            "".join(cell["source"])
            for cell in parse_json(read_bytes(project.notebooks / f"{notebook}.ipynb"))["cells"]
            if "parameters" in cell.get("metadata", {}).get("tags", ())
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    found = re.findall(r"^(\w+)\s*[:=]", "\n".join(cells), flags=re.M)
    return [f"{name}=" for name in found if name.startswith(incomplete)]


def _project(context: typer.Context) -> Project | None:
    from analysis.errors import RealpayError
    from analysis.project import find_project

    root = (context.find_root().params or {}).get("root")
    try:
        return find_project(root)
    except RealpayError:
        return None
