"""A row for each offer: what was offered as a mark, what it is set beside as a bar.

The same rows serve before and after (`dumbbell_chart`): two marks joined by a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any, Unpack

import numpy as np
import pandas as pd

from analysis.present.charts.assembly import (
    LEADING,
    Words,
    draw_key,
    draw_lines,
    key_rows,
    make_chart,
    prepare,
    series_places,
    series_style,
)
from analysis.present.charts.canvas import Box, Canvas, Drawing
from analysis.present.charts.chart import Chart
from analysis.present.charts.lettering import labels_fit, measure, wrap
from analysis.present.charts.scales import Direction, Scale, nice_ticks, tick_labels
from analysis.present.style import Sheet

BAND = 5.0  # half the height of a bar
APART = 24.0  # between two columns of panels
MOST_STACKED = 16  # rows, before a wide sheet has two columns
LINES = 4  # of a label
LABEL = 0.42  # of a column's width, at most
TITLE = 1.3  # room of a panel's title, in rows
LEAST_BAND = 2.0  # half the width that a bar of one rate is drawn with


@dataclass(frozen=True)
class _Row:
    label: str
    panel: str
    band: tuple[float, float]
    marks: tuple[float, float]
    group: int


def range_dot_chart(
    frame: pd.DataFrame,
    *,
    label: str = "label",
    band_low: str = "rate_low",
    band_high: str = "rate_high",
    low: str = "nominal_low",
    high: str = "nominal_high",
    group: str = "",
    panel: str = "",
    order: Sequence[str] = (),
    band_name: str = "rate known then",
    mark_name: str = "offer",
    unit: str = "%",
    **words: Unpack[Words],
) -> Chart:
    """Draw one row a statement: a bar from ``band_low`` to ``band_high``, a mark or a span upon it.

    A figure with one end missing is drawn as a mark at the other. ``group`` names a column whose
    words the marks' shapes and colours tell apart; the key above the rows says which is which.
    ``order`` lists the words there can be, so that each has the same mark on every chart; without
    it, or for a word that it lacks, marks go by the order met. ``panel`` names a column whose
    rows stand together under its words, each such part on the same scale.
    """
    extra = [name for name in (group, panel) if name]
    names = [label, band_low, band_high, low, high, *extra]
    prepare(frame, names, words)
    groups = [*map(str, frame[group].dropna())] if group else [mark_name]
    known = list(dict.fromkeys([*order, *groups]))
    rows = [
        _Row(
            str(cells[label]),
            str(cells[panel]) if panel else "",
            _ends(cells[band_low], cells[band_high]),
            _ends(cells[low], cells[high]),
            known.index(str(cells[group])) if group else 0,
        )
        for cells in frame[list(dict.fromkeys(names))].to_dict("records")
    ]
    rows = [row for row in rows if not isnan(row.marks[0])]
    rows = [row for name in dict.fromkeys(row.panel for row in rows) for row in rows
            if row.panel == name]  # fmt: skip
    places = series_places(known)
    if not rows:
        frame = frame.iloc[:0]

    def draw(sheet: Sheet) -> Drawing:
        met = [place for place, name in enumerate(known) if name in groups]
        names = [*(known[place] for place in met), band_name]
        keys = [*(places[place] for place in met), 0]  # the last is of the bar, which has no mark
        return _Plot(sheet, rows, names, unit, places=places, keyed=keys).draw()

    return make_chart(frame, draw, **words)


def dumbbell_chart(
    frame: pd.DataFrame,
    *,
    label: str = "label",
    before: str = "before",
    after: str = "after",
    unit: str = "%",
    **words: Unpack[Words],
) -> Chart:
    """Draw one row a name: a hollow mark before, a filled one after, and the way between them.

    Where one of the two is missing only the other is drawn; a row without both is left out.
    """
    prepare(frame, [label, before, after], words)
    rows = [
        _Row(str(name), "", _ends(first, None), _ends(last, None), 1)
        for name, first, last in frame[[label, before, after]].itertuples(index=False, name=None)
    ]
    rows = [row for row in rows if not (isnan(row.band[0]) and isnan(row.marks[0]))]
    headers = words.get("headers", {})
    names = [headers.get(name, name.replace("_", " ")) for name in (before, after)]

    def draw(sheet: Sheet) -> Drawing:
        return _Plot(sheet, rows, names, unit, joined=True).draw()

    return make_chart(frame if rows else frame.iloc[:0], draw, **words)


def _ends(low: Any, high: Any) -> tuple[float, float]:
    """Return both ends as numbers; a missing one is where the other is."""
    given = [float(end) for end in (low, high) if end is not None and end == end]
    return (min(given), max(given)) if given else (float("nan"), float("nan"))


@dataclass(frozen=True)
class _Laid:
    row: _Row
    label: list[str]
    tall: float  # of the label
    pitch: float
    title: list[str]  # of the panel that begins here
    room: float  # of the title


@dataclass
class _Plot:
    sheet: Sheet
    rows: Sequence[_Row]
    keys: Sequence[str]
    unit: str
    joined: bool = False  # before and after, not a mark upon a bar
    places: Sequence[int] = ()  # the place among all series of each group
    keyed: Sequence[int] = ()  # and of each name of the key

    def draw(self) -> Drawing:
        size = self.sheet.text
        columns = self._columns()
        wide = (self.sheet.width - APART * (len(columns) - 1)) / len(columns)
        laid = [self._lay(rows, wide) for rows in columns]
        widest = max(measure(line, size) for column in laid for one in column for line in one.label)
        key = key_rows([*self.keys], self.sheet)
        head = len(key) * size * 1.6 + size * 2.2
        tall = max(sum(one.pitch + one.room for one in column) for column in laid)
        canvas = Canvas(self.sheet, head + tall + 8)
        if self.joined:
            draw_key(canvas, key, hollow=lambda place: place == 0)
        else:
            last = len(self.keys) - 1
            draw_key(canvas, key, swatch=lambda place: place == last, styles=self.keyed)
        for place, column in enumerate(laid):
            start = place * (wide + APART)
            left = start + (7.0 if self.sheet.narrow else widest + 16)
            across, ticks = self._scale(left, start + wide)
            edges = self._draw_column(canvas, column, across, ticks, canvas.height - head)
            if len(laid) == 1:
                canvas.plot(Direction.of_scale(across), Direction.of_rows(*edges))
        return canvas.figure

    def _columns(self) -> list[Sequence[_Row]]:
        """Part many rows into two columns of about one height, on a wide sheet; panels stay whole.

        Two panels stay under one another, as what is compared, and so do rows of long labels.
        """
        panels = list(dict.fromkeys(row.panel for row in self.rows))
        if self.sheet.narrow or len(self.rows) <= MOST_STACKED or len(panels) == 2:
            return [self.rows]
        if len(panels) == 1:
            half, room = -(-len(self.rows) // 2), (self.sheet.width - APART) / 2 * LABEL
            lines = [wrap(row.label, room, self.sheet.text, lines=LINES) for row in self.rows]
            if max(map(len, lines)) > LINES / 2:
                return [self.rows]
            return [self.rows[:half], self.rows[half:]]
        held = [[row for row in self.rows if row.panel == panel] for panel in panels]
        sizes = [len(rows) + TITLE for rows in held]
        cut = min(range(1, len(held)), key=lambda at: max(sum(sizes[:at]), sum(sizes[at:])))
        return [[row for rows in part for row in rows] for part in (held[:cut], held[cut:])]

    def _lay(self, rows: Sequence[_Row], wide: float) -> list[_Laid]:
        """Give each row its label and room, and the first of each panel the panel's title."""
        size, narrow, laid = self.sheet.text, self.sheet.narrow, []
        room, before = wide - 18.0 if narrow else wide * LABEL, ""
        for row in rows:
            label = wrap(row.label, room, size, lines=LINES)
            tall = len(label) * size * LEADING
            pitch = tall + 26 if narrow else max(tall, 2 * BAND) + 10
            title = wrap(row.panel, wide - 16, size, bold=True) if row.panel != before else []
            above = len(title) * size * LEADING + 12 if title else 0.0
            laid.append(_Laid(row, label, tall, pitch, title, above))
            before = row.panel
        return laid

    def _draw_column(
        self,
        canvas: Canvas,
        column: Sequence[_Laid],
        across: Scale,
        ticks: list[float],
        top: float,
    ) -> tuple[list[float], list[float]]:
        """Draw rows from the top down; give the middles of the rows and their edges."""
        size, left = self.sheet.text, across.start
        low = top - sum(one.pitch + one.room for one in column) - 4
        names = min(2.0 if self.sheet.narrow else left - 16 - self._widest(column), left)
        middles, edges = [], [top]
        for one in column:
            if one.title:
                canvas.line([names, across.end + 18], [top, top], "grid", width=1, above=0.2)
                y = top - one.room / 2 - 2
                draw_lines(canvas, max(names, 2.0), y, one.title, bold=True, halo=True)
                top -= one.room
            if self.sheet.narrow:
                draw_lines(canvas, left + 7, top - 6 - one.tall / 2, one.label, halo=True)
                middle = top - 6 - one.tall - 2 - BAND
            else:
                draw_lines(canvas, left - 12, top - one.pitch / 2, one.label, anchor="end")
                middle = top - one.pitch / 2
            self._draw_row(canvas, one.row, across, middle)
            top -= one.pitch
            middles.append(middle)
            edges.append(top)
        for tick, text in zip(ticks, tick_labels(ticks, self.unit), strict=True):
            x, strong = across(tick), tick == 0
            role = "soft" if strong else "grid"
            canvas.upright(x, low, edges[0], role, width=1.3 if strong else 1, above=0)
            canvas.text(x, edges[0] + size * 0.8, text, anchor="middle", role="soft", inside=True)
        return middles, edges

    def _widest(self, column: Sequence[_Laid]) -> float:
        return max(measure(line, self.sheet.text) for one in column for line in one.label)

    def _scale(self, left: float, right: float) -> tuple[Scale, list[float]]:
        ends = np.array([end for row in self.rows for end in (*row.band, *row.marks)])
        low, high = min(0.0, float(np.nanmin(ends))), max(0.0, float(np.nanmax(ends)))
        size = self.sheet.text
        for most in range(5 if self.sheet.narrow else 7, 0, -1):
            ticks = nice_ticks(low, high, most)
            across = Scale(ticks[0], ticks[-1], left, right - 18)
            labels = zip(ticks, tick_labels(ticks, self.unit), strict=True)
            # The last stands at the edge of the sheet and is moved inward.
            inner = self.sheet.width - measure(tick_labels(ticks, self.unit)[-1], size) / 2
            if labels_fit([(min(across(tick), inner), words) for tick, words in labels], size):
                break
        return across, ticks

    def _draw_way(self, canvas: Canvas, row: _Row, across: Scale, y: float) -> None:
        ends = [across(amount) for amount in (row.band[0], row.marks[0])]
        if not any(map(isnan, ends)):
            canvas.line(ends, [y, y], "soft", width=1.6, above=3)
        for place, x in enumerate(ends):
            if not isnan(x):
                role, shape = series_style(place)
                canvas.mark([x], [y], shape, role, size=9, hollow=place == 0)

    def _draw_row(self, canvas: Canvas, row: _Row, across: Scale, y: float) -> None:
        if self.joined:
            self._draw_way(canvas, row, across, y)
            return
        if not isnan(row.band[0]):
            start, end = across(row.band[0]), across(row.band[1])
            if end - start < 2 * LEAST_BAND:
                start, end = (start + end) / 2 - LEAST_BAND, (start + end) / 2 + LEAST_BAND
            canvas.bar(Box(start, y - BAND, end, y + BAND), "band")
        role, shape = series_style(self.places[row.group])
        start, end = across(row.marks[0]), across(row.marks[1])
        if end - start > 1:
            canvas.line([start, end], [y, y], "paper", width=5.4, above=2.9)
            canvas.line([start, end], [y, y], role, width=2.4, above=3)
        for x in (start, end) if end > start else (start,):
            canvas.mark([x], [y], shape, role, size=9)
