"""What a build tells while it works, as lines or on a bar, and at its end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.cli.signs import visible

if TYPE_CHECKING:
    from analysis.publish.builder import Built, Event
    from analysis.publish.keeping.plan import Plan


INTERRUPTED = 130  # what a shell expects of a command that Ctrl-C ended


@contextmanager
def interruptible() -> Iterator[None]:
    """Say what an interruption leaves, and end with the status that a shell expects."""
    try:
        yield
    except KeyboardInterrupt:
        complain("Stopped. What stood before still stands.")
        sys.exit(INTERRUPTED)


@contextmanager
def plainly() -> Iterator[None]:
    """Turn an error of ours into its sentence and its exit status."""
    from analysis.errors import RealpayError

    try:
        yield
    except RealpayError as error:
        complain(str(error))
        sys.exit(error.exit_status)


@contextmanager
def progress() -> Iterator[Event]:
    """Show what happens: a bar on a terminal, a line an event elsewhere (on standard error)."""
    if sys.stderr.isatty():
        with bar() as tell:
            yield tell
    else:
        yield plain


@contextmanager
def counting() -> Iterator[Callable[[str], None]]:
    """Count on a terminal, on one line that goes away; elsewhere say nothing."""
    shown, done = sys.stderr.isatty(), 0

    def tell(said: str) -> None:
        nonlocal done
        done += 1
        if shown:
            sys.stderr.write(f"\r{done} {said}")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if shown and done:
            sys.stderr.write("\r" + " " * 30 + "\r")
            sys.stderr.flush()


def plain(kind: str, name: str, detail: Any) -> None:
    """Tell of one event in a line of text; what only a bar can show is passed over."""
    if kind == "cleaning":
        complain(cleaning_line(detail))
    elif kind == "plan":
        for line in plan_lines(detail):
            complain(line)
    elif kind == "finished":
        complain(f"made: {name}")
    elif kind in {"failed", "lost"}:
        complain(f"{kind}: {name}: {detail}")


def complain(line: str) -> None:
    """Write a line to standard error, at once; where nobody reads it any more, go on."""
    with suppress(OSError, ValueError):
        sys.stderr.write(f"{visible(line)}\n")
        sys.stderr.flush()


def cleaning_line(why: str) -> str:
    """Say that the clean tables are made anew, and why."""
    return f"clean tables made anew ({why})"


def plan_lines(plan: Plan) -> list[str]:
    """Say for each report why it runs, and which leave."""
    lines = [f"to run: {name} ({why})" for name, why in plan.run.items()]
    return lines + [f"no longer in the catalogue: {name}" for name in plan.drop]


def conclusion(done: Built, *, dry_run: bool = False) -> str:
    """Say in a line what a build did, or would do, and where the pages are."""
    plan = done.plan
    if dry_run:
        return f"{counted(len(plan.run))} would run, {counted(len(plan.keep))} kept as they are."
    if not plan.run and not done.site_changed:
        return nothing_changed(len(plan.keep), done.site)
    kept = f", {len(plan.keep)} kept" if plan.keep else ""
    failed = f", {len(done.failed)} failed" if done.failed else ""
    return f"{counted(len(done.made))} made{kept}{failed}. {pages(done.site)}"


def as_plain(done: Built, *, dry_run: bool = False) -> dict[str, Any]:
    """Give what a build did, or would do, as plain data: names of reports, reasons, the site."""
    return {
        "dry_run": dry_run,
        "to_run": dict(done.plan.run),
        "made": sorted(done.made),
        "kept": sorted(done.plan.keep),
        "failed": dict(done.failed),
        "dropped": sorted(done.plan.drop),
        "site": str(done.site),
        "site_changed": done.site_changed,
    }


def counted(count: int) -> str:
    """Count reports.

    >>> counted(1), counted(94)
    ('1 report', '94 reports')
    """
    return "1 report" if count == 1 else f"{count} reports"


def nothing_changed(count: int, site: Path) -> str:
    """Say that a build had nothing to do, and where the pages are."""
    are = "is as it" if count == 1 else "are as they"
    return f"Nothing changed: {counted(count)} {are} should be. {pages(site)}"


def pages(site: Path) -> str:
    """Say where the pages are."""
    return f"The pages: {site / 'index.html'}"


@contextmanager
def bar() -> Iterator[Event]:
    """Yield a listener that draws the bar while it hears of events."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

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
