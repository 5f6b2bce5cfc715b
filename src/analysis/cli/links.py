"""The command that asks whether the addresses of sources still answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.progress import counting
from analysis.cli.today import today

REPORT = "links.csv"


def check_links(
    context: typer.Context,
    most: Annotated[int, typer.Option(min=1, help="Addresses asked at most.")] = 100,
    minutes: Annotated[float, typer.Option(min=0.01, help="Minutes it may take.")] = 10.0,
    pause: Annotated[float, typer.Option(min=0.0, help="Seconds between two at one host.")] = 1.0,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.csv", help="The report; else reports/links.csv."),
    ] = None,
) -> None:
    """Ask whether the addresses that rows cite still answer, and write a list to work from.

    At most two are asked at a time and one at a host. The next run goes on where this one stopped;
    no build and no cleaning asks anybody. Beside the table stands the same as text, by what to do.

    For example:

      realpay check-links

      realpay check-links --most 20 --minutes 2
    """
    from analysis.errors import UsageError
    from analysis.folders import write_whole
    from analysis.refresh.links import Bounds, as_csv, as_text, links_of, read_report
    from analysis.refresh.links import check_links as ask

    project = context.obj.to_work_on("check-links")
    report = out or project.root / "reports" / REPORT
    if report.suffix != ".csv":
        raise UsageError(f"--out: {report.name} is no .csv. Name it so: links.csv")
    if not report.parent.is_dir():
        raise UsageError(f"--out: no folder {report.parent}. Make it, or name another file.")
    with counting() as tell:
        found = ask(
            links_of(project.raw),
            today=today(),
            bounds=Bounds(most, 60 * minutes, pause),
            before=read_report(report),
            tell=lambda _: tell("asked"),
        )
    text = as_text(found)
    for path, words in ((report, as_csv(found)), (report.with_suffix(".txt"), text)):
        write_whole(path, words)
    typer.echo(text.partition("\n")[0])
    typer.echo(f"{report}, and by what to do {report.with_suffix('.txt')}")
