"""A progress bar for a terminal: reports under way, time left, failures as they come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from analysis.cli.progress import cleaning_line, plan_lines
from analysis.publish.builder import Event


@contextmanager
def bar() -> Iterator[Event]:
    """Yield a listener that draws the bar while it hears of events."""
    console = Console(stderr=True)
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True) as drawn:
        under_way: dict[str, int | None] = {}
        task = drawn.add_task("", total=None)

        def tell(kind: str, name: str, detail: Any) -> None:
            if kind == "cleaning":
                console.print(escape(cleaning_line(detail)), highlight=False)
            elif kind == "plan":
                for line in plan_lines(detail):
                    console.print(escape(line), highlight=False)
                drawn.update(task, total=len(detail.run))
            elif kind in {"started", "cell"}:
                under_way[name] = detail
            elif kind == "lost":
                under_way.pop(name, None)
                console.print(f"[yellow]lost[/]: {escape(name)}: {escape(str(detail))}")
            else:
                under_way.pop(name, None)
                drawn.advance(task)
                if kind == "failed":
                    console.print(f"[red]failed[/]: {escape(name)}: {escape(str(detail))}")
            drawn.update(task, description=escape(shown(under_way)))

        yield tell


def shown(under_way: Mapping[str, int | None]) -> str:
    """Name the reports under way and the cells they have come to.

    >>> shown({"offers": 4, "ballots-pcs": None})
    'offers (cell 4), ballots-pcs'
    """
    return ", ".join(f"{name} (cell {cell})" if cell else name for name, cell in under_way.items())
