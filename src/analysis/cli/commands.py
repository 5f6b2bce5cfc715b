"""The commands by name: realpay [--root DIR] COMMAND."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from analysis.cli import building, refreshing, tables, why, worth
from analysis.errors import RealpayError
from analysis.project import find_project

app = typer.Typer(
    name="realpay",
    help="What pay offers are worth against inflation, and what happened when they were balloted.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("worth", cls=worth.Signed)(worth.worth)
app.command("clean")(tables.clean)
app.command("show")(tables.show)
app.command("why")(why.why)
app.command("build")(building.build)
app.command("run")(building.run)
app.command("fetch")(refreshing.fetch)
app.command("diff")(refreshing.diff)
app.command("refresh")(refreshing.refresh)
app.command("editions")(refreshing.editions)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"realpay {version('realpay')}")
        raise typer.Exit


@app.callback()
def choose(
    context: typer.Context,
    root: Annotated[
        str | None,
        typer.Option("--root", metavar="DIR", help="A copy of the project's folders to work on."),
    ] = None,
    _: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Remember which copy of the project is meant; it is looked for when a command needs it."""
    context.obj = lambda: find_project(root)


def run(arguments: list[str] | None = None) -> None:
    """Run one command; an error of ours is one sentence and an exit status."""
    try:
        app(args=arguments, prog_name="realpay")
    except RealpayError as error:
        typer.echo(str(error), err=True)
        sys.exit(error.exit_status)
    except KeyboardInterrupt:
        typer.echo("Stopped. What stood before still stands.", err=True)
        sys.exit(130)
