"""What changed between two states: figures and rows first, then what they did to findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from analysis.refresh.comparing.findings import FindingChanges
from analysis.refresh.comparing.observations import Observation, SeriesChanges
from analysis.refresh.comparing.rows import RowChanges


@dataclass(frozen=True)
class Changes:
    """All that changed between two states; a part is None where the states do not have it."""

    old: str
    new: str
    series: SeriesChanges | None = None
    rows: RowChanges | None = None
    findings: FindingChanges | None = None

    @property
    def nothing(self) -> bool:
        """Whether everything is as it was; moves that nobody can see count as such."""
        parts: list[Sequence[object]] = []
        if self.series:
            parts += [self.series.new, self.series.revised, self.series.rebased, self.series.gone]
        if self.rows:
            rows = self.rows
            parts += [rows.offers, rows.ballots, rows.other, rows.corrected, rows.gone]
        if self.findings:
            each = self.findings
            parts += [each.moved, each.new, each.gone, each.new_reports, each.gone_reports]
        return not any(parts)

    def as_plain(self) -> dict[str, Any]:
        """Give everything as plain data, the same for the same changes."""
        return {"nothing": self.nothing, **asdict(self)}


@dataclass(frozen=True)
class Run:
    """Changes of one series, month after month, on one line."""

    series: str
    name: str
    first: str
    last: str
    count: int
    example: str


def runs(observations: Sequence[Observation]) -> list[Run]:
    """Gather observations by series, so that forty revised months are one line.

    >>> seen = [Observation("KAC7", "Public level", month, "745", "746")
    ...         for month in ("2026-04", "2026-05")]
    >>> [(run.first, run.last, run.count, run.example) for run in runs(seen)]
    [('2026-04', '2026-05', 2, '745 to 746')]
    """
    series: dict[str, list[Observation]] = {}
    for one in observations:
        series.setdefault(one.series, []).append(one)
    gathered = []
    for cdid, found in series.items():
        last = max(found, key=lambda one: one.period)
        first = min(one.period for one in found)
        example = f"{last.old} to {last.new}" if last.old and last.new else last.new or last.old
        gathered.append(Run(cdid, last.name, first, last.period, len(found), example))
    return gathered
