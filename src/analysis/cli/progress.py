"""What a build tells while it works and at its end, with or without the whole command line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
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
        from analysis.cli.bar import bar

        with bar() as tell:
            yield tell
    else:
        yield plain


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
    return f"Nothing changed: {count} reports are as they should be. {pages(site)}"


def pages(site: Path) -> str:
    """Say where the pages are."""
    return f"The pages: {site / 'index.html'}"
