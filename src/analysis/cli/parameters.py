"""The parameters of a notebook on the command line: told by `--help`, completed by the shell."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

if TYPE_CHECKING:
    from pathlib import Path

    from analysis.project import Project

WORDS = "analysis.cli.parameters"  # where the words of the command line wait for the help


class WithParameters(TyperCommand):
    """A command on a notebook: its help lists the notebook's parameters, and what each may be."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Keep the words: help is asked for before any of them is read."""
        ctx.meta[WORDS] = list(args)
        return super().parse_args(ctx, args)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """End the help with the parameters of the notebook that was named."""
        from analysis.errors import RealpayError
        from analysis.publish.parameters import described, read_parameters
        from analysis.tables.asked import Asked

        try:
            found = _named(ctx)
            if found is None:
                return
            project, path = found
            said = described(read_parameters(path), Asked(project))
        except RealpayError as error:
            sys.exit(_complain(error))
        with formatter.section(f"Parameters of {path.name} (-p NAME=VALUE)"):
            formatter.write_dl(said or [("none", "")])

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Offer values where bash has parted ``name=value`` at the sign, as it does."""
        from click.shell_completion import CompletionItem

        given = ctx.params.get("parameter") or ("=",)
        parted = ctx.args[-1:] == ["="] or not incomplete
        if parted and "=" not in given[-1]:
            return [CompletionItem(value) for value in values(ctx, given[-1], incomplete)]
        found: list[Any] = super().shell_complete(ctx, incomplete)
        return found


def values(ctx: Any, name: str, start: str) -> list[str]:
    """Return what a parameter may be that begins so; nothing where it cannot be listed."""
    from analysis.errors import RealpayError
    from analysis.project import find_project
    from analysis.tables.asked import Asked

    try:
        project = find_project((ctx.find_root().params or {}).get("root"))
        choices = Asked(project).choices(name)
    except RealpayError:
        return []
    folded = start.casefold()
    return [one for one in choices if one.casefold().startswith(folded)]


def _named(ctx: Any) -> tuple[Project, Path] | None:
    """Find the notebook among the words typed: the first that is no option or its value."""
    from analysis.publish.single import notebook_file

    words = iter(ctx.meta[WORDS])
    for word in words:
        if word in {"-p", "--parameter", "-o", "--output", "--timeout"}:
            next(words, None)
        elif not word.startswith("-"):
            project = ctx.obj()
            return project, notebook_file(project, word)
    return None


def _complain(error: Any) -> int:
    from analysis.cli.progress import complain

    complain(str(error))
    return int(error.exit_status)
