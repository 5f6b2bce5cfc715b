"""What is told above a plot over time: days as upright lines, spans as bars, rows of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.present.charts.canvas import Box, Canvas
from analysis.present.charts.lettering import measure, shorten, wrap
from analysis.present.charts.scales import Scale, day_number
from analysis.present.style import Sheet

PITCH = 1.4  # of a row, in sizes of its letters
CLEAR = 6.0  # from a bar or a row of days to its words
APART = 10.0
SHADE = 0.45


@dataclass(frozen=True)
class Landmarks:
    """What a time axis is told with; what lies outside it is left out.

    `days` are (day, words) pairs, an upright line each; `spans` are (first, last, words), a bar
    over a shaded part of the plot; `rows` are (days, words), a row of small marks for many days of
    one kind. Moments are dates, months or years.
    """

    days: tuple[tuple[Any, str], ...] = ()
    spans: tuple[tuple[Any, Any, str], ...] = ()
    rows: tuple[tuple[tuple[Any, ...], str], ...] = ()

    def __add__(self, other: Landmarks) -> Landmarks:
        """Tell both."""
        return Landmarks(self.days + other.days, self.spans + other.spans, self.rows + other.rows)


NONE = Landmarks()


@dataclass(frozen=True)
class _Told:
    kind: str  # day, span or row
    xs: tuple[float, ...]
    start: float  # of the words
    words: str
    width: float

    @property
    def edges(self) -> tuple[float, float]:
        if self.kind == "day":  # its line runs up to its words, which may stand to one side
            return self.start, self.start + self.width
        return min(self.start, *self.xs), max(self.start + self.width, *self.xs)


@dataclass
class Head:
    """The rows above a plot: each thing told in the first row with room, from the top."""

    sheet: Sheet
    across: Scale
    rows: list[list[_Told]] = field(default_factory=list)

    @property
    def height(self) -> float:
        """The room that the rows take."""
        return len(self.rows) * self.sheet.text * PITCH

    def draw(self, canvas: Canvas, top: float, low: float, high: float) -> None:
        """Draw the rows from ``top`` down, and their lines and shades from ``low`` to ``high``."""
        size = self.sheet.text
        for place, row in enumerate(self.rows):
            y = top - size * 0.7 - place * size * PITCH
            for told in row:
                self._draw(canvas, told, y, low, high)
                if told.words:
                    canvas.text(told.start, y, told.words, role="soft", halo=True)

    def _draw(self, canvas: Canvas, told: _Told, y: float, low: float, high: float) -> None:
        size = self.sheet.text
        if told.kind == "day":
            x = told.xs[0]
            canvas.line([x, x], [low, y - size * 0.7], "soft", width=1, dash=(1, 2), above=0.5)
        elif told.kind == "span":
            first, last = told.xs
            canvas.bar(Box(first, low, last, high), "grid", alpha=SHADE, above=-1)
            canvas.bar(Box(first, y - 3, last, y + 3), "soft")
        else:
            for x in told.xs:
                canvas.mark([x], [y], "|", "soft", size=9)


def lay_head(told: Landmarks, across: Scale, sheet: Sheet) -> Head:
    """Give everything that lies within the scale its row: rows of days, then spans and days.

    >>> from analysis.present.style import WIDE
    >>> across = Scale(day_number(2010), day_number(2020), 40, 640)
    >>> told = Landmarks(days=((2015, "a law"), (2030, "later")), spans=((2011, 2013, "freeze"),))
    >>> [[one.words for one in row] for row in lay_head(told, across, WIDE).rows]
    [['freeze', 'a law']]
    """
    placed = [one for span in told.spans if (one := _span(*span, across, sheet))]
    days = sorted(told.days, key=lambda day: day_number(day[0]))
    placed += [one for day in days if (one := _day(*day, across, sheet))]
    head = Head(sheet, across)
    for one in placed:
        row = next((row for row in head.rows if _has_room(row, one)), None)
        if row is None:
            head.rows.append([one])
        else:
            row.append(one)
    for moments, words in reversed(told.rows):
        head.rows[:0] = _row(moments, words, across, sheet)
    return head


def _has_room(row: Sequence[_Told], one: _Told) -> bool:
    left, right = one.edges
    return all(left >= other.edges[1] + APART or right + APART <= other.edges[0] for other in row)


def _words(words: str, sheet: Sheet) -> tuple[str, float]:
    room = 240.0 if sheet.narrow else 320.0
    said = shorten(wrap(words, 9999, sheet.text, lines=1)[0], room, sheet.text)
    return said, measure(said, sheet.text)


def _day(moment: Any, words: str, across: Scale, sheet: Sheet) -> _Told | None:
    day = day_number(moment)
    if not across.low <= day <= across.high:
        return None
    said, width = _words(words, sheet)
    x = across(day)
    return _Told("day", (x,), max(0.0, min(x - 3, sheet.width - width)), said, width)


def _span(first: Any, last: Any, words: str, across: Scale, sheet: Sheet) -> _Told | None:
    low, high = max(day_number(first), across.low), min(day_number(last), across.high)
    if low >= high:
        return None
    return _beside("span", (across(low), across(high)), words, sheet)


def _row(moments: Sequence[Any], words: str, across: Scale, sheet: Sheet) -> list[list[_Told]]:
    """Lay a row of days with its words at its end, or in a row of their own where none is free."""
    inside = sorted(d for d in map(day_number, moments) if across.low <= d <= across.high)
    if not inside:
        return []
    one = _beside("row", tuple(map(across, inside)), words, sheet)
    if one.xs[-1] < one.start or one.start + one.width < one.xs[0]:
        return [[one]]
    return [[replace(one, xs=(), start=0.0)], [replace(one, words="", width=0.0)]]


def _beside(kind: str, xs: tuple[float, ...], words: str, sheet: Sheet) -> _Told:
    """Put the words after what they name, else before it, else over its beginning."""
    said, width = _words(words, sheet)
    if xs[-1] + CLEAR + width <= sheet.width:
        return _Told(kind, xs, xs[-1] + CLEAR, said, width)
    if xs[0] - CLEAR - width >= 0:
        return _Told(kind, xs, xs[0] - CLEAR - width, said, width)
    return _Told(kind, xs, max(0.0, min(xs[0], sheet.width - width)), said, width)
