"""Commands for fresh figures: fetch them, say what they changed, do all of it for a scheduler."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli import complete
from analysis.cli.progress import counting, progress
from analysis.cli.signs import say

if TYPE_CHECKING:
    from analysis.project import Project
    from analysis.refresh.fetching.fetch import Choices, Fetched
    from analysis.refresh.rounds import Round


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
        list[str] | None,
        typer.Argument(
            metavar="SERIES",
            help="CDIDs, such as D7BT; none means all.",
            autocompletion=complete.series,
        ),
    ] = None,
    base_url: BaseUrl = None,
    dry_run: Annotated[bool, typer.Option(help="Download and judge, and write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Download the configured ONS series and put in place what passes every check.

    Exit status: 0 all good or nothing new, 1 something was refused or failed (what stood still
    stands), 2 wrong usage. Refused files are kept in data/raw/ons/refused with the reason.

    For example:

      realpay fetch

      realpay fetch D7BT D7G7 --dry-run
    """
    from analysis.refresh.fetching.fetch import fetch as fetch_series

    choices = _choices(base_url, series, dry_run=dry_run)
    with counting() as tell:
        done = fetch_series(
            context.obj.to_work_on("fetch"),
            choices,
            lambda cdid, total: tell(f"of {total}: {cdid:<8}"),
        )
    say(fetched_as_plain(done), fetched_lines(done), as_json=as_json)
    if not done.sound:
        raise typer.Exit(1)


def _choices(
    base_url: str | None, series: list[str] | None = None, *, dry_run: bool = False
) -> Choices:
    """Say how to fetch; the clock enters here, as a value, and nowhere else."""
    from analysis.refresh.fetching.fetch import Choices

    now = datetime.now(UTC)
    return Choices(
        today=now.date(),
        retrieved=now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        series=tuple(series or ()),
        base_url=base_url,
        dry_run=dry_run,
    )


def diff(
    context: typer.Context,
    old: Annotated[
        str | None, typer.Argument(metavar="OLD", help="A day, a folder or a file.")
    ] = None,
    new: Annotated[
        str | None, typer.Argument(metavar="NEW", help="Another of the same kind.")
    ] = None,
    as_of: Annotated[
        tuple[str, str] | None,
        typer.Option("--as-of", metavar="OLD NEW", help="Two days, such as 2026-08-18 2026-09-16."),
    ] = None,
    as_json: AsJson = False,
    page: Annotated[
        Path | None, typer.Option("--page", metavar="FILE", help="Write it as a page as well.")
    ] = None,
    findings: Annotated[
        bool, typer.Option(help="Between two days: make the reports of both, and compare them.")
    ] = True,
) -> None:
    """Say what changed between two states: what it did to the findings first.

    OLD and NEW are two days, two copies of the project, two folders of raw or clean figures, two
    built sites, or two files of one ONS series. Without them: what the newest release of each
    series changed from the one kept before it, which is figures alone.

    For example:

      realpay diff

      realpay diff --as-of 2022-10-18 2022-11-16

      realpay diff reports/editions/2026-08-19 reports/html --page changes.html
    """
    from analysis.cli import today
    from analysis.errors import UsageError
    from analysis.refresh.comparing.sides import compare, newest_two, side_of
    from analysis.refresh.comparing.wording import as_text

    if as_of is not None and old is not None:
        raise UsageError("Name two states, or two days after --as-of: not both.")
    first, second = [today.as_of(day) for day in as_of] if as_of else (old, new)
    if first is not None and second is None:
        raise UsageError("diff needs two states: realpay diff OLD NEW")
    project = context.obj()
    if first is None or second is None:
        sides = newest_two(project)
    else:
        if findings:
            _make_sites_of_days(project, first, second)
        sides = side_of(first, project), side_of(second, project)
    changes = compare(*sides)
    if page is not None:
        from analysis.refresh.comparing.page import changes_page

        page.write_text(changes_page(changes), encoding="utf-8", newline="\n")
    say(changes.as_plain(), [as_text(changes)], as_json=as_json)


def _make_sites_of_days(project: Project, *named: str) -> None:
    """Make the reports as they would have stood on two days, in reports/as-of, or renew them.

    Nothing is made unless both are days and the project has a catalogue of reports.
    """
    from analysis.publish.builder import Choices, build
    from analysis.refresh.comparing.sides import day_of

    days = [day_of(text) for text in named]
    if None in days or not project.catalogue.is_file():
        return
    with progress() as tell:
        for day in days:
            build(project, Choices(as_of=str(day)), tell)


def refresh(
    context: typer.Context,
    base_url: BaseUrl = None,
    as_json: AsJson = False,
    dry_run: Annotated[
        bool, typer.Option(help="Download and judge; write, clean and build nothing.")
    ] = False,
    keep_edition: Annotated[
        bool, typer.Option(help="Keep the site as the edition of its newest release.")
    ] = False,
) -> None:
    """Fetch, clean, build and say what changed, in one go: for a scheduler.

    Prints one summary and nothing else. Exit status: 0 done or nothing new, 1 something was
    refused or failed (the site stands), 2 wrong usage.

    For example:

      realpay refresh

      realpay refresh --json --keep-edition
    """
    from analysis.refresh.readings import look_back
    from analysis.refresh.rounds import refresh as do_round

    choices = _choices(base_url, dry_run=dry_run)
    project = context.obj.to_work_on("refresh")
    done = do_round(project, choices, look_back=look_back, keep_edition=keep_edition)
    say(round_as_plain(done), round_lines(done), as_json=as_json)
    if not done.sound:
        raise typer.Exit(1)


def look_back(
    context: typer.Context,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Reports at a time (default: the cores).")
    ] = None,
) -> None:
    """Read each report's first finding as earlier releases gave it, and keep what it said.

    Pages tell from this how their first sentence stood before. `realpay refresh` does it whenever
    figures have changed; do it by hand after a correction of older figures, and after a change of
    what a first finding says.

    For example:

      realpay look-back

      realpay look-back --jobs 1
    """
    from analysis.refresh import readings

    project = context.obj.to_work_on("look-back")
    found = readings.look_back(project, jobs=jobs)
    where = f"data/raw/{readings.FILE}"
    state = f"written to {where}" if found.changed else f"{where} stands as it was"
    typer.echo(f"{found.readings:,} readings of {found.questions:,} first findings: {state}")


def editions(
    context: typer.Context,
    check: Annotated[bool, typer.Option(help="Hold every file against its checksum.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the frozen editions of the site, the newest first.

    Exit status: 0 all good, 1 a file is not what was kept, 2 wrong usage.

    For example:

      realpay editions

      realpay editions --check --json
    """
    from analysis.refresh.editions import altered, listed

    project = context.obj.to_work_on("editions")
    found = listed(project)
    wrong = {each.day: altered(project, each.day) for each in found} if check else {}
    if as_json:
        listing = [
            {
                "day": each.day,
                "files": each.files,
                "checksum": each.checksum,
                **({"altered": list(wrong[each.day])} if check else {}),
            }
            for each in found
        ]
        typer.echo(json.dumps(listing, indent=1, ensure_ascii=False, default=str))
    elif not found:
        typer.echo("No edition is kept yet. Keep one: realpay refresh --keep-edition")
    else:
        for each in found:
            typer.echo(f"{each.day}  {each.files} files  sha256 {each.checksum}")
            for file in wrong.get(each.day, ()):
                typer.echo(f"  ALTERED: {file}")
    if any(wrong.values()):
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
    """Say what a fetch did, a line a series that is not as it was.

    >>> from analysis.refresh.fetching.fetch import Fetched
    >>> fetched_lines(Fetched(same=["D7BT", "D7G7"]))
    ['Nothing new: 2 series are as they were.']
    >>> fetched_lines(Fetched(taken={"D7BT": "2026-10-21"}, same=["D7G7"]))
    ['D7BT: release of 2026-10-21 taken', '1 taken, 1 unchanged.']
    """
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


def round_as_plain(done: Round) -> dict[str, Any]:
    """Give the outcome of a round as plain data."""
    return {
        "status": "good" if done.sound else "failed",
        "nothing_new": done.nothing,
        "fetch": fetched_as_plain(done.fetched),
        "cleaned": done.cleaned,
        "reports": {"made": sorted(done.made), "kept": done.kept, "failed": done.failed},
        "changes": done.changes.as_plain() if done.changes else None,
        "page": done.page,
        "edition": done.edition,
        "late": [
            {"due": each.due.isoformat(), "days": each.days, "series": list(each.series)}
            for each in done.late
        ],
        "problem": done.problem,
    }


def round_lines(done: Round) -> list[str]:
    """Say what a round did: what was fetched, made and changed, what is late, what went wrong."""
    from analysis.refresh.comparing.wording import as_text

    lines = fetched_lines(done.fetched)
    if done.made or done.failed:
        lines.append(f"{len(done.made)} reports made, {done.kept} kept, {len(done.failed)} failed.")
    lines += [f"FAILED: {name}: {why}" for name, why in sorted(done.failed.items())]
    if done.changes is not None:
        lines += ["", as_text(done.changes), ""]
    if done.page:
        lines.append(f"The page of changes: reports/html/{done.page}")
    if done.edition:
        lines.append(f"The edition kept: reports/editions/{done.edition}")
    lines += [each.line for each in done.late]
    if done.problem:
        lines += [f"STOPPED: {done.problem}", "The site that stood before still stands."]
    return lines
