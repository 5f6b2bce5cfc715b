"""What a fetch or a round did, as lines of text and as plain data."""

from __future__ import annotations

from typing import Any

from analysis.refresh.comparing.wording import as_text
from analysis.refresh.fetching.fetch import Fetched
from analysis.refresh.rounds import Round


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
