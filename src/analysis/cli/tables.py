"""Commands on tables: clean the raw figures, show what came of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli import complete
from analysis.cli.signs import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analysis.ingest.reading.problems import Problem


def clean(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    problems: Annotated[
        Path | None,
        typer.Option(
            "--problems", metavar="FILE.csv", help="Write every problem there, a row each."
        ),
    ] = None,
) -> None:
    """Read data/raw, check it, write data/clean: everything or nothing.

    Problems are listed with file, rows, column and mend before anything stops, those of one cause
    together. What is unlikely and possible is kept, flagged and asked about.

    For example:

      realpay clean

      realpay --root ~/my-copy clean --json

      realpay clean --problems problems.csv
    """
    from analysis.ingest.clean import summary
    from analysis.ingest.reading.problems import DataProblems
    from analysis.publish.keeping.freshness import clean_tables

    project = context.obj.to_work_on("clean")
    found: Iterable[Problem] = ()
    try:
        made = clean_tables(project)
        found = made.questions
    except DataProblems as error:
        found = error.problems
        raise
    finally:
        if problems is not None:
            write_problems(problems, found)
    print_summary(summary(made), as_json=as_json)
    for line in asked(made.questions):
        typer.echo(line, err=True)


def write_problems(path: Path, problems: Iterable[Problem]) -> None:
    """Write every problem as a row of a CSV; a file without rows says that there is none.

    Raises `UsageError` where the file cannot be written.
    """
    import csv

    from analysis.errors import UsageError
    from analysis.publish.page.csv_links import harmless

    columns = ("file", "sheet", "cell", "row", "column", "found", "allowed", "mend")
    try:
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(columns)
            for problem in problems:
                cells = (getattr(problem, name) for name in columns)
                writer.writerow(["" if one is None else harmless(str(one)) for one in cells])
    except OSError as error:
        reason = error.strerror or type(error).__name__
        msg = f"{path} cannot be written ({reason}). Name a file in a folder that can."
        raise UsageError(msg) from None


def asked(questions: Sequence[Problem]) -> list[str]:
    """Say which values are unlikely, those of one cause in one line; nothing where none is."""
    from analysis.ingest.reading.problems import causes_of

    if not questions:
        return []
    many = len(questions) != 1
    heading = f"{len(questions):,} value{'s are' if many else ' is'} unlikely, kept and flagged:"
    return [heading, *(cause.line for cause in causes_of(questions))]


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
        str | None,
        typer.Argument(
            metavar="TABLE",
            help="A clean table, such as prices; none lists them.",
            autocompletion=complete.tables,
        ),
    ] = None,
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="As it could be known on a day.")
    ] = "latest",
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="COLUMN=VALUE", help="Only rows with this value."),
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print it as CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON records.")] = False,
    rows: Annotated[int, typer.Option(min=0, help="Rows shown as text; 0 for all.")] = 40,
    last: Annotated[bool, typer.Option("--last", help="The last of them, not the first.")] = False,
    newest: Annotated[
        bool, typer.Option("--newest", help="Of each series its newest row alone.")
    ] = False,
) -> None:
    """Print a clean table, as it stands or as a person could have known it on a day.

    As CSV and JSON every row and column is printed. What a column means stands in
    docs/data-dictionary.md.

    For example:

      realpay show prices --as-of 2022-12-07 --where measure=rate_12m --newest

      realpay show prices --where series=D7G7 --last --rows 5

      realpay show offers --csv
    """
    from analysis.cli import shown, today
    from analysis.door.record import as_held
    from analysis.errors import UsageError
    from analysis.tables import read, table_named
    from analysis.tables.registry import TABLES

    if as_csv and as_json:
        raise UsageError("Print it as CSV or as JSON: name one of --csv and --json.")
    if table is None:
        held = {name: TABLES[name].row for name in sorted(TABLES)}
        if as_json:
            typer.echo(json.dumps(held, ensure_ascii=False, indent=1))
        elif as_csv:
            raise UsageError("Name a table to print as CSV; --json lists the tables.")
        else:
            for line in shown.listed(TABLES.values()):
                typer.echo(line)
        return
    table_named(table)
    project = context.obj()
    frame = read(table, as_of=today.as_of(as_of), project=project)
    for condition in where or ():
        column, equals, value = condition.partition("=")
        meant = as_held(table, column, value, project)
        frame = shown.narrowed(frame, f"{column}{equals}{meant}", table=table)
    if newest:
        frame = shown.newest(frame, table=table)
    if as_csv:
        typer.echo(visible(shown.as_csv(frame)), nl=False)
    elif as_json:
        typer.echo(visible(json.dumps(shown.records(frame), ensure_ascii=False, indent=1)))
    else:
        for line in shown.as_text(frame, rows=rows, last=last, width=shown.terminal_width()):
            typer.echo(visible(line))
