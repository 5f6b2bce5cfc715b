"""The command that begins a new report."""

from __future__ import annotations

from typing import Annotated

import typer


def new(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="report", help="What to begin: report.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Small letters, such as pay_gap.")],
    title: Annotated[str, typer.Option("--title", help="What stands at the top.")] = "",
    question: Annotated[str, typer.Option("--question", help="What it answers.")] = "",
    group: Annotated[str, typer.Option("--group", help="A heading of the catalogue.")] = "record",
) -> None:
    """Write a notebook that runs, the module behind it, its catalogue entry and a test.

    They answer a small question of their own until you change them.

    For example:

      realpay new report pay_gap

      realpay new report pay_gap --question "How far apart are the grades?" --group pay
    """
    from analysis.errors import UsageError
    from analysis.publish.scaffold import new_report

    if what != "report":
        raise UsageError(f"Nothing called {what!r} can be begun. Allowed: report.")
    project = context.obj.to_work_on("new")
    plain = name.replace("_", " ")
    written = new_report(
        project,
        name,
        title=title or plain[:1].upper() + plain[1:],
        question=question or f"What is there to say of {plain}?",
        group=group,
    )
    for path in written:
        typer.echo(path.relative_to(project.root).as_posix())
    typer.echo(f"Next: realpay build {name.replace('_', '-')}")
