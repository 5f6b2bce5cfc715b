"""Where the events of a timeline stand: rows in which no label meets another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.present.charts.lettering import measure, wrap
from analysis.present.charts.scales import Scale
from analysis.present.style import Sheet

LEADING = 1.28
CLEAR = 9.0  # from the middle of a mark to its words
LINES = 12  # of one event: an outcome is never cut
APART = 12.0  # least room between an event and the next in its row


@dataclass(frozen=True)
class Event:
    """An event from one day (a day number) to another; without a day it cannot be drawn."""

    lane: str
    first: float | None
    last: float | None
    words: str
    kind: int

    @property
    def dated(self) -> bool:
        """Whether the day is known."""
        return self.first is not None

    @property
    def days(self) -> tuple[float, float]:
        """The first and the last day of a dated event."""
        if self.first is None or self.last is None:
            raise ValueError("this event has no day")
        return self.first, self.last


@dataclass(frozen=True)
class Spot:
    """A drawn event: where its mark, its end and its words stand; depth is from the lane's top."""

    x: float
    end: float
    words_x: float
    anchor: str
    words: list[str]
    kind: int
    depth: float = 0.0

    def edges(self, size: float) -> tuple[float, float]:
        """Give the left and the right edge of everything drawn for the event."""
        width = max((measure(line, size) for line in self.words), default=0.0)
        start = self.words_x - width if self.anchor == "end" else self.words_x
        return min(self.x - 6, start), max(self.end + 6, start + width)


_Row = list[tuple[Spot, tuple[float, float]]]  # events side by side, each with its edges


@dataclass(frozen=True)
class Lane:
    """A lane: its title, its events in rows, and what to say of events without a day."""

    title: list[str]
    spots: list[Spot]
    note: str
    height: float


def lay_lanes(events: Sequence[Event], across: Scale, sheet: Sheet) -> list[Lane]:
    """Lay out each lane in the order met: its events by day, each in the first row with room.

    >>> from analysis.present.style import NARROW
    >>> days = Scale(0, 100, 10, 310)
    >>> same = [Event("Offers", day, day, "3 % offered", 0) for day in (50.0, 51.0, 5.0)]
    >>> [len(lane.spots) for lane in lay_lanes(same, days, NARROW)]
    [3]
    """
    named: dict[str, list[Event]] = {}
    for event in events:
        named.setdefault(event.lane, []).append(event)
    return [_lay_lane(name, inside, across, sheet) for name, inside in named.items()]


def _lay_lane(name: str, events: Sequence[Event], across: Scale, sheet: Sheet) -> Lane:
    size = sheet.text
    title = wrap(name, sheet.width - 8, size, bold=True)
    dated = sorted((event for event in events if event.dated), key=lambda event: event.days)
    rows: list[_Row] = []
    for event in dated:
        spot = _place(event, across, sheet)
        edges = spot.edges(size)
        row = next((row for row in rows if _has_room(row, edges)), None)
        if row is None:
            row = []
            rows.append(row)
        row.append((spot, edges))
    depth = size * (0.5 + LEADING * len(title)) + 5
    spots = []
    for row in rows:
        tall = max(size * LEADING * max(len(spot.words), 1) for spot, _ in row) + 7
        spots += [
            Spot(s.x, s.end, s.words_x, s.anchor, s.words, s.kind, depth + tall / 2) for s, _ in row
        ]
        depth += tall
    unknown = len(events) - len(dated)
    note = f"Day not known: {unknown} (in the table)" if unknown else ""
    return Lane(title, spots, note, depth + 6 + (size * 1.5 if unknown else 0))


def _place(event: Event, across: Scale, sheet: Sheet) -> Spot:
    """Put the words after the event if they fit there, else before it, else where room is."""
    size = sheet.text
    x, end = (across(day) for day in event.days)
    after, before = sheet.width - end - CLEAR - 1, x - CLEAR - 1
    most = 300.0 if not sheet.narrow else 200.0
    words = wrap(event.words, min(most, max(after, before)), size, lines=LINES)
    width = max((measure(line, size) for line in words), default=0.0)
    if width <= after:
        return Spot(x, end, end + CLEAR, "start", words, event.kind)
    return Spot(x, end, x - CLEAR, "end", words, event.kind)


def _has_room(row: _Row, edges: tuple[float, float]) -> bool:
    start, end = edges
    return all(start > right + APART or end < left - APART for _, (left, right) in row)
