"""Commands on tables: clean the raw figures, show what came of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli import complete

if TYPE_CHECKING:
    from analysis.project import Project


def clean(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Read data/raw, check it, write data/clean: everything or nothing.

    Every problem is listed with file, row, column and mend before anything stops.

    For example:

      realpay clean

      realpay --root ~/my-copy clean --json
    """
    print_summary(clean_project(context.obj()), as_json=as_json)


def clean_project(project: Project) -> dict[str, dict[str, Any]]:
    """Clean one copy of the project and return the summary of its tables."""
    from importlib.metadata import version

    from analysis.ingest.clean import clean as clean_raw
    from analysis.ingest.clean import summary
    from analysis.ingest.writing import cleaning, digests, write

    with cleaning(project):
        before = digests(project)
        cleaned = clean_raw(project)
        write(project, cleaned, before, version("realpay"))
    return summary(cleaned)


def print_summary(tables: dict[str, dict[str, Any]], *, as_json: bool) -> None:
    """Print the table of tables."""
    if as_json:
        typer.echo(json.dumps(tables, indent=1))
        return
    heads = ("table", "rows", "from", "to", "flagged", "corrections")
    lines = [list(heads)]
    for name, counts in sorted(tables.items()):
        lines.append([name, *(str(counts[head] or "") for head in heads[1:])])
    widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
    right = {heads.index(head) for head in ("rows", "flagged", "corrections")}
    for line in lines:
        cells = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        typer.echo("  ".join(cells).rstrip())
    rows = sum(counts["rows"] for counts in tables.values())
    typer.echo(f"{len(tables)} tables, {rows:,} rows, in data/clean")


def show(
    context: typer.Context,
    table: Annotated[
        str,
        typer.Argument(
            help="Name of a clean table, such as prices.", autocompletion=complete.tables
        ),
    ],
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="As it could be known on a day.")
    ] = "latest",
    as_csv: Annotated[bool, typer.Option("--csv", help="Print it as CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON records.")] = False,
    rows: Annotated[int, typer.Option(help="Rows shown on a terminal; 0 for all.")] = 40,
) -> None:
    """Print a clean table, as it stands or as a person could have known it on a day.

    For example:

      realpay show prices --as-of 2022-12-07 --csv

      realpay show ballots --rows 10
    """
    from analysis.tables import read, table_named

    table_named(table)
    frame = read(table, as_of=as_of, project=context.obj())
    if as_csv:
        typer.echo(frame.to_csv(index=False, lineterminator="\n"), nl=False)
    elif as_json:
        text = frame.astype("string").to_json(orient="records", force_ascii=False, indent=1)
        typer.echo(text)
    else:
        shown = frame if rows == 0 else frame.head(rows)
        narrow = [name for name in shown.columns if shown[name].notna().any()]
        typer.echo(shown[narrow].to_string(index=False, max_colwidth=36, na_rep=""))
        if len(shown) < len(frame):
            typer.echo(f"… {len(frame) - len(shown):,} more rows (--rows 0 shows all)")
