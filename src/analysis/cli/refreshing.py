"""Commands for fresh figures: fetch them, say what they changed, do all of it for a scheduler."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from analysis.refresh.fetch import Fetched

BaseUrl = Annotated[
    str | None,
    typer.Option(
        "--base-url",
        metavar="URL",
        envvar="REALPAY_BASE_URL",
        help="A mirror or a test server in place of www.ons.gov.uk; or a whole template.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")]


def fetch(
    context: typer.Context,
    series: Annotated[
        list[str] | None, typer.Argument(metavar="[SERIES]...", help="CDIDs; none means all.")
    ] = None,
    base_url: BaseUrl = None,
    dry_run: Annotated[bool, typer.Option(help="Download and judge, and write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Download the configured ONS series and put in place what passes every check.

    Exit status: 0 all good or nothing new, 1 something was refused or failed (what stood still
    stands), 2 wrong usage. Refused files are kept in data/raw/ons/refused with the reason.

    Examples:
      realpay fetch

      realpay fetch D7BT D7G7 --dry-run
    """
    from analysis.refresh.fetch import Choices
    from analysis.refresh.fetch import fetch as fetch_series

    now = datetime.now(UTC)
    choices = Choices(
        today=now.date(),
        retrieved=now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        series=tuple(series or ()),
        base_url=base_url,
        dry_run=dry_run,
    )
    with _counted() as tell:
        done = fetch_series(context.obj(), choices, tell)
    if as_json:
        typer.echo(json.dumps(fetched_as_plain(done), indent=1, ensure_ascii=False))
    else:
        for line in fetched_lines(done):
            typer.echo(line)
    if not done.sound:
        raise typer.Exit(1)


def fetched_as_plain(done: Fetched) -> dict[str, Any]:
    """Give the outcome of a fetch as plain data."""
    return {
        "taken": done.taken,
        "same": sorted(done.same),
        "refused": done.refused,
        "failed": done.failed,
        "dry_run": done.dry_run,
    }


def fetched_lines(done: Fetched) -> list[str]:
    """Say what a fetch did, a line a series that is not as it was."""
    would = "would be taken" if done.dry_run else "taken"
    lines = [f"{cdid}: release of {day} {would}" for cdid, day in done.taken.items()]
    lines += [f"{cdid}: REFUSED: {why}" for cdid, why in done.refused.items()]
    lines += [f"{cdid}: FAILED: {why}" for cdid, why in done.failed.items()]
    counts = [
        f"{len(done.taken)} {would}" if done.taken else "",
        f"{len(done.same)} unchanged" if done.same else "",
        f"{len(done.refused)} refused" if done.refused else "",
        f"{len(done.failed)} failed" if done.failed else "",
    ]
    if done.sound and not done.taken:
        return [f"Nothing new: {len(done.same)} series are as they were."]
    return [*lines, f"{', '.join(filter(None, counts))}."]


class _counted:  # noqa: N801 - read as a word after `with`
    """Count the downloads on a terminal, on one line that goes away; elsewhere say nothing."""

    def __enter__(self) -> Any:
        self._shown, self._done = sys.stderr.isatty(), 0
        return self._tell

    def _tell(self, cdid: str, total: int) -> None:
        self._done += 1
        if self._shown:
            typer.echo(f"\r{self._done} of {total}: {cdid:<8}", err=True, nl=False)

    def __exit__(self, *_: object) -> None:
        if self._shown and self._done:
            typer.echo("\r" + " " * 30 + "\r", err=True, nl=False)
