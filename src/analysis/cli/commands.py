"""The commands by name: realpay [--root DIR] COMMAND."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from analysis.cli import (
    adding,
    building,
    check,
    inflate,
    links,
    new,
    refreshing,
    tables,
    why,
    worth,
)
from analysis.cli.parameters import WithParameters
from analysis.cli.progress import interruptible, plainly
from analysis.project import Project, find_checkout, find_project

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
app.command("check", cls=worth.Signed, short_help="Try a claim about pay on the figures here.")(
    check.check
)
for _name, _command, _said in (
    ("inflate", inflate.inflate, "Put pounds of one time into the prices of another."),
    ("clean", tables.clean, "Check data/raw and write data/clean: all or nothing."),
    ("add", adding.add, "Add a row to data/raw by question, or many from a sheet."),
    ("new", new.new, "Write a new report: notebook, module, catalogue entry, test."),
    ("show", tables.show, "List the clean tables, or print one as known on a day."),
    ("why", why.why, "Trace a number of a report to its rows and sources."),
    ("build", building.build, "Make the reports that changed and publish the site."),
    ("verify", building.verify, "Check all that was made; make damaged parts again."),
    ("run", building.run, "Run one notebook with parameters of your own."),
    ("fetch", refreshing.fetch, "Download the ONS series and check them."),
    ("diff", refreshing.diff, "Say what changed between two states of the record."),
    ("refresh", refreshing.refresh, "Fetch, clean, build and say what changed."),
    ("look-back", refreshing.look_back, "Read first findings at earlier releases; keep them."),
    ("check-links", links.check_links, "Ask whether the addresses of sources still answer."),
    ("editions", refreshing.editions, "List the frozen editions of the site."),
):
    # Within the command: around it, the reader of options would have taken the interruption.
    _class = WithParameters if _name == "run" else None
    app.command(_name, cls=_class, short_help=_said)(interruptible()(_command))


@dataclass(frozen=True)
class Chosen:
    """The copy of the project that a command is to work on, found when the command asks."""

    root: str | None

    def __call__(self) -> Project:
        """Return what is to be read: a copy of the project, or what an installation carries."""
        return find_project(self.root)

    def to_work_on(self, command: str) -> Project:
        """Return a copy that can be written to, for `command`; an error where there is none."""
        return find_checkout(self.root, command)


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
    context.obj = Chosen(root)


def run(words: list[str]) -> None:
    """Run one command; an error of ours is one sentence and an exit status."""
    with plainly():
        app(args=words, prog_name="realpay")
