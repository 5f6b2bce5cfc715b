"""Commands that make pages: build the site, run one notebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import complete
from analysis.cli.progress import as_plain, conclusion, nothing_changed, progress
from analysis.cli.signs import say

if TYPE_CHECKING:
    from analysis.project import Project

Jobs = Annotated[int | None, typer.Option(min=1, help="Reports at a time (default: the cores).")]
Limit = Annotated[float, typer.Option(min=1, help="Seconds a report may take.")]


def build(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help="Reports; none means all.",
            autocompletion=complete.reports,
        ),
    ] = None,
    force: Annotated[bool, typer.Option(help="Run reports even if nothing changed.")] = False,
    dry_run: Annotated[bool, typer.Option(help="Say what would run, and why.")] = False,
    jobs: Jobs = None,
    timeout: Limit = 120.0,
    memory: Annotated[
        int, typer.Option(min=64, help="Megabytes of memory a report may take.")
    ] = 2000,
    wait: Annotated[
        float, typer.Option(min=0, help="Seconds to wait while another build is running.")
    ] = 0.0,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Dask cluster to run the reports on."),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="The site of that day, in reports/as-of/DATE."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Make the reports that changed and publish the site in reports/html.

    Clean tables that are older than the raw files are made anew first.

    Exit status: 0 all good, 1 some report failed (its last good page stays), 2 wrong usage.

    For example:

      realpay build

      realpay build offers --force --jobs 1

      realpay build --as-of 2022-12-07
    """
    from analysis.publish.builder import Choices

    project = context.obj.to_work_on("build")
    if not (names or dry_run or scheduler or as_of or as_json):
        standing = None if force else _standing(project)
        if standing is not None:
            typer.echo(nothing_changed(standing, project.site))
            return
        _warm_up(project)
    if as_of:
        from analysis.cli import today

        as_of = today.as_of(as_of)
    choices = Choices(
        names=tuple(names or ()),
        force=force,
        dry_run=dry_run,
        jobs=jobs,
        timeout=timeout,
        memory_limit=memory * 2**20 if memory else None,
        wait=wait,
        scheduler=scheduler,
        as_of=as_of,
    )
    from analysis.publish.builder import build as build_site

    with progress() as tell:
        done = build_site(project, choices, tell)
    plain, told = as_plain(done, dry_run=dry_run), conclusion(done, dry_run=dry_run)
    say(plain, [told], as_json=as_json)
    if done.failed:
        raise typer.Exit(1)


def verify(
    context: typer.Context,
    wait: Annotated[
        float, typer.Option(min=0, help="Seconds to wait while a build is running.")
    ] = 0.0,
) -> None:
    """Compare every file with what was made, and make again what is damaged.

    Looked at are the clean tables, what is kept of each report, and the site: every byte.

    Exit status: 0 all is as it was made, 1 something was not (it has been made again), 2 wrong
    usage.

    For example:

      realpay verify

      realpay verify --wait 60
    """
    from analysis.publish.builder import Choices
    from analysis.publish.builder import verify as verify_all

    with progress() as tell:
        done = verify_all(context.obj(), Choices(wait=wait), tell)
    for one in done.found:
        typer.echo(one)
    if done.found:
        typer.echo(f"{len(done.found)} not as made. {conclusion(done.built)}")
        raise typer.Exit(1)
    typer.echo(f"All is as it was made. {conclusion(done.built)}")


def _standing(project: Project) -> int | None:
    """Count the reports if all stand as they should; None if a build may have something to do.

    What is damaged here is told of by the build.
    """
    from analysis.errors import RealpayError
    from analysis.publish.site.unchanged import nothing_to_do

    try:
        return nothing_to_do(project)
    except (RealpayError, OSError, ValueError, KeyError, TypeError):
        return None


def _warm_up(project: Project) -> None:
    """Begin to load what reports need while the build plans."""
    import os

    from analysis.project import ROOT_VARIABLE
    from analysis.publish.running.worker_run import warm_up

    os.environ[ROOT_VARIABLE] = str(project.root)
    warm_up()


def run(
    context: typer.Context,
    notebook: Annotated[
        str | None,
        typer.Argument(
            metavar="NOTEBOOK",
            help="A notebook of the collection, or the path of your own; none lists them.",
            autocompletion=complete.notebooks,
        ),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            "-p",
            "--parameter",
            metavar="NAME=VALUE",
            help="One parameter.",
            autocompletion=complete.parameters,
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to put the page.")
    ] = None,
    timeout: Limit = 120.0,
) -> None:
    """Run one notebook with parameters of your own and write its page.

    For example:

      realpay run 01_offers_against_inflation -p employer=home-office

      realpay run 05_ballots -p union=PCS -o pcs.html

      realpay run my_report.ipynb

    The parameters of one: realpay run 05_ballots --help
    """
    project = context.obj()
    if notebook is None:
        for path in sorted(project.notebooks.glob("*.ipynb")):
            typer.echo(path.stem)
        return
    from analysis.publish.single import run_single

    with progress() as tell:
        page = run_single(
            project, notebook, parameter or [], output, timeout=timeout, on_event=tell
        )
    typer.echo(f"The page: {page}")
