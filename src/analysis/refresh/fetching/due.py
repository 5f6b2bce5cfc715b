"""Sources that are late: the release that stands said when the next one was due.

Every ONS file names its next release. When that day has passed and the file that stands is still
the old one, either ONS is late or the schedule has stopped; a reader should not have to find out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Late:
    """Series whose next release was due on one day that has passed."""

    due: date
    days: int
    series: tuple[str, ...]

    @property
    def line(self) -> str:
        """Say it in a sentence.

        >>> Late(date(2026, 10, 21), 1, ("D7BT", "D7G7")).line
        'Late: the next release of D7BT, D7G7 was due on 2026-10-21, 1 day ago, and is not here.'
        """
        named = ", ".join(self.series[:6])
        more = f" and {len(self.series) - 6} more" if len(self.series) > 6 else ""
        ago = "1 day ago" if self.days == 1 else f"{self.days} days ago"
        return (
            f"Late: the next release of {named}{more} was due on {self.due}, {ago}, "
            "and is not here."
        )


def late(series: Sequence[Mapping[str, Any]], today: date) -> list[Late]:
    """Find what is late by the manifest's list of series; the longest overdue comes first.

    On the day itself nothing is late: releases come at 07:00, and a run may be earlier.
    """
    by_day: dict[date, list[str]] = {}
    for one in series:
        if one.get("next_release"):
            due = date.fromisoformat(one["next_release"])
            if due < today:
                by_day.setdefault(due, []).append(str(one["series"]))
    return [
        Late(due, (today - due).days, tuple(sorted(named))) for due, named in sorted(by_day.items())
    ]
