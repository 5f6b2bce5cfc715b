"""The command that puts pounds of one time into the prices of another."""

from __future__ import annotations

from typing import Annotated

import typer

from analysis.cli.complete import indices as complete_indices
from analysis.cli.signs import say


def inflate(
    context: typer.Context,
    amount: Annotated[str, typer.Argument(metavar="POUNDS", help="The sum: 100 or £25,000.")],
    start: Annotated[str, typer.Argument(metavar="FROM", help="A year, month or pay year.")],
    to: Annotated[str, typer.Option("--to", metavar="TO", help="A time of the same kind.")],
    index: Annotated[
        str,
        typer.Option(
            "--index", metavar="INDEX", help="Whose prices.", autocompletion=complete_indices
        ),
    ] = "RPI",
    as_json: Annotated[bool, typer.Option("--json", help="Print the numbers as JSON.")] = False,
) -> None:
    """Put pounds of one time into the prices of another.

    RPI alone reaches before 1988: by month to June 1947, by year to 1800. Two years are compared
    by their averages, two months month to month. Indices are never joined to one another.

    For example:

      realpay inflate 100 1950 --to 2024

      realpay inflate 25000 2010-11 --to 2023-24 --index CPI
    """
    from analysis.collection.versions import statuses_on
    from analysis.door.prices import inflate_in

    project = context.obj()
    found = inflate_in(project, amount, start, to=to, index=index)
    status = statuses_on(project, [found.ratio.to.identity.index])
    told = [str(found), *([f"Official status: {status}."] if status else [])]
    say({**found.as_plain(), "status": status}, told, as_json=as_json)
