"""The command that says what an offer is worth against prices: its options and its help."""

from __future__ import annotations

import re
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from analysis.cli.complete import indices as complete_indices


class Signed(TyperCommand):
    """A command that takes a number below nought for a number, not for an option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Write the minus of ``-3%`` as the true minus sign before options are looked for."""
        return super().parse_args(ctx, [re.sub(r"^-(?=[.\d])", "−", word) for word in args])


def worth(
    context: typer.Context,
    percent: Annotated[str, typer.Argument(metavar="PERCENT", help="The offer: 3, 3% or -1.5.")],
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="The day it was offered.")],
    effective: Annotated[
        str | None, typer.Option("--effective", metavar="MONTH", help="When it takes effect.")
    ] = None,
    salary: Annotated[
        str | None, typer.Option("--salary", metavar="POUNDS", help="A year's pay before it.")
    ] = None,
    lump_sum: Annotated[
        str | None,
        typer.Option("--lump-sum", metavar="POUNDS", help="Paid once, not consolidated."),
    ] = None,
    index: Annotated[
        list[str] | None,
        typer.Option(
            "--index",
            metavar="INDEX",
            help="CPI, CPIH, RPI or another on record (default: those shown).",
            autocompletion=complete_indices,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the readings as JSON.")] = False,
) -> None:
    """Say what an offer is worth on each index: as known that day, and as known now.

    The real change divides, the gap subtracts: two numbers. Pounds are a year's, at the prices of
    the month named, above (or −, short of) what would have kept pace.

    For example:

      realpay worth 3% --on 2022-12-07

      realpay worth 3% --on 2022-12-07 --effective 2022-08 --salary 25000
    """
    from analysis.cli.offer import Question, answer
    from analysis.cli.today import today

    asked = Question(percent, on, effective, salary, lump_sum, tuple(index or ()), as_json)
    typer.echo(answer(asked, context.obj, today=today(), drawn=sys.stdout.isatty()))
