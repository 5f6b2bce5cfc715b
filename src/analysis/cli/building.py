"""Commands that make pages: build the site, run one notebook."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from analysis.publish.builder import Built, Event, Plan

Jobs = Annotated[int | None, typer.Option(min=1, help="Reports at a time (default: the cores).")]
Limit = Annotated[float, typer.Option(min=1, help="Seconds a report may take.")]


def build(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Reports; none means all.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Run reports even if nothing changed.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Say what would run, and why.")] = False,
    jobs: Jobs = None,
    timeout: Limit = 120.0,
    memory: Annotated[
        int | None, typer.Option(min=64, help="Megabytes of memory a report may take.")
    ] = None,
) -> None:
    """Make the reports that changed and publish the site in reports/html.

    Exit status: 0 all good, 1 some report failed (its last good page stays), 2 wrong usage.

    Examples:
      realpay build

      realpay build offers --force --jobs 1
    """
    from analysis.publish.builder import Choices
    from analysis.publish.builder import build as build_site

    project = context.obj()
    choices = Choices(
        names=tuple(names or ()),
        force=force,
        dry_run=dry_run,
        jobs=jobs,
        timeout=timeout,
        memory_limit=memory * 2**20 if memory else None,
    )
    with progress() as tell:
        done = build_site(project, choices, tell)
    _conclude(done, dry_run=dry_run, site=project.site)


def _conclude(done: Built, *, dry_run: bool, site: Path) -> None:
    plan = done.plan
    if dry_run:
        typer.echo(f"{len(plan.run)} reports would run, {len(plan.keep)} are as they should be.")
        return
    for name, error in done.failed.items():
        typer.echo(f"failed: {name}: {error}", err=True)
    if not plan.run and not done.site_changed:
        typer.echo(f"Nothing changed: {len(plan.keep)} reports are as they should be.")
    else:
        kept = f", {len(plan.keep)} kept" if plan.keep else ""
        typer.echo(f"{len(done.made)} reports made{kept}. The pages: {site / 'index.html'}")
    if done.failed:
        raise typer.Exit(1)


def run(
    context: typer.Context,
    notebook: Annotated[str, typer.Argument(help="A notebook of the collection.")],
    parameter: Annotated[
        list[str] | None,
        typer.Option("-p", "--parameter", metavar="NAME=VALUE", help="One parameter."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to put the page.")
    ] = None,
    timeout: Limit = 120.0,
) -> None:
    """Run one notebook with parameters of your own and write its page.

    Examples:
      realpay run 01_offers_against_inflation -p employer=home-office

      realpay run 05_ballots -p union=PCS -o pcs.html
    """
    from analysis.publish.single import run_single

    with progress() as tell:
        page = run_single(
            context.obj(), notebook, parameter or [], output, timeout=timeout, on_event=tell
        )
    typer.echo(f"The page: {page}")


@contextmanager
def progress() -> Iterator[Event]:
    """Show what happens: a bar on a terminal, a line an event elsewhere (on standard error)."""
    if sys.stderr.isatty():
        from analysis.cli.bar import bar

        with bar() as tell:
            yield tell
    else:
        yield _plain


def _plain(kind: str, name: str, detail: Any) -> None:
    if kind == "plan":
        for line in plan_lines(detail):
            typer.echo(line, err=True)
    elif kind == "finished":
        typer.echo(f"made: {name}", err=True)


def plan_lines(plan: Plan) -> list[str]:
    """Say for each report why it runs, and which leave."""
    lines = [f"to run: {name} ({why})" for name, why in plan.run.items()]
    return lines + [f"no longer in the catalogue: {name}" for name in plan.drop]
