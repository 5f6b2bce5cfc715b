"""The commands by name: realpay [--root DIR] COMMAND."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from analysis.cli import building, refreshing, tables, why, worth
from analysis.cli.progress import interruptible, plainly
from analysis.project import find_project

app = typer.Typer(
    name="realpay",
    help="What pay offers are worth against inflation, and what happened when they were balloted.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("worth", cls=worth.Signed, short_help="Set one offer against prices, then and now.")(
    worth.worth
)
for _name, _command, _said in (
    ("clean", tables.clean, "Check data/raw and write data/clean: all or nothing."),
    ("show", tables.show, "List the clean tables, or print one as known on a day."),
    ("why", why.why, "Trace a number of a report to its rows and sources."),
    ("build", building.build, "Make the reports that changed and publish the site."),
    ("run", building.run, "Run one notebook with parameters of your own."),
    ("fetch", refreshing.fetch, "Download the ONS series and check them."),
    ("diff", refreshing.diff, "Say what changed between two states of the record."),
    ("refresh", refreshing.refresh, "Fetch, clean, build and say what changed."),
    ("editions", refreshing.editions, "List the frozen editions of the site."),
):
    app.command(_name, short_help=_said)(_command)


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


def _found(name: str) -> Any:
    """Find a command by its name, or nothing."""
    return getattr(typer.main.get_command(app), "commands", {}).get(name)


def run(arguments: list[str] | None = None) -> None:
    """Run one command; an error of ours is one sentence and an exit status.

    The help of a command is asked of that command alone: on the way through `--root` typer would
    bring in what checks values, which is as long again as all the rest.
    """
    words = sys.argv[1:] if arguments is None else arguments
    with interruptible(), plainly():
        if len(words) == 2 and words[1] == "--help" and (one := _found(words[0])):
            one.main(["--help"], prog_name=f"realpay {words[0]}")
        app(args=words, prog_name="realpay")
