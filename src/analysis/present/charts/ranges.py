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
        size, narrow = self.sheet.text, self.sheet.narrow
        room = self.sheet.width - 18.0 if narrow else self.sheet.width * 0.42
        labels = [wrap(row.label, room, size, lines=2) for row in self.rows]
        deep = [len(label) * size * LEADING for label in labels]
        pitches = [each + 26 if narrow else max(each, 2 * BAND) + 10 for each in deep]
        first = [row.panel and row.panel != before for row, before in
                 zip(self.rows, ["", *(row.panel for row in self.rows)], strict=False)]  # fmt: skip
        titles = [wrap(row.panel, self.sheet.width - 16, size, bold=True) if new else []
                  for row, new in zip(self.rows, first, strict=True)]  # fmt: skip
        heads = [len(title) * size * LEADING + 12 if title else 0.0 for title in titles]
        widest = max(measure(line, size) for label in labels for line in label)
        left = 7.0 if narrow else widest + 16
        key = key_rows([*self.keys], self.sheet)
        head = len(key) * size * 1.6 + size * 2.2
        canvas = Canvas(self.sheet, head + sum(pitches) + sum(heads) + 8)
        across, ticks = self._scale(left)
        if self.joined:
            draw_key(canvas, key, hollow=lambda place: place == 0)
        else:
            last = len(self.keys) - 1
            draw_key(canvas, key, swatch=lambda place: place == last, styles=self.keyed)
        top = canvas.height - head
        for tick, text in zip(ticks, tick_labels(ticks, self.unit), strict=True):
            x, strong = across(tick), tick == 0
            role = "soft" if strong else "grid"
            canvas.line([x, x], [4, top], role, width=1.3 if strong else 1, above=0)
            canvas.text(x, top + size * 0.8, text, anchor="middle", role="soft", inside=True)
        middles, edges = [], [top]
        for row, label, each, pitch, title, room in zip(
            self.rows, labels, deep, pitches, titles, heads, strict=True
        ):
            if title:
                canvas.line([0, self.sheet.width], [top, top], "grid", width=1, above=0.2)
                draw_lines(canvas, 2, top - room / 2 - 2, title, bold=True, halo=True)
                top -= room
            if narrow:
                draw_lines(canvas, left + 7, top - 6 - each / 2, label, halo=True)
                middle = top - 6 - each - 2 - BAND
            else:
                draw_lines(canvas, left - 12, top - pitch / 2, label, anchor="end")
                middle = top - pitch / 2
            self._draw_row(canvas, row, across, middle)
            top -= pitch
            middles.append(middle)
            edges.append(top)
        canvas.plot(Direction.of_scale(across), Direction.of_rows(middles, edges))
        return canvas.figure

    def _scale(self, left: float) -> tuple[Scale, list[float]]:
        ends = np.array([end for row in self.rows for end in (*row.band, *row.marks)])
        low, high = min(0.0, float(np.nanmin(ends))), max(0.0, float(np.nanmax(ends)))
        size = self.sheet.text
        for most in range(5 if self.sheet.narrow else 7, 0, -1):
            ticks = nice_ticks(low, high, most)
            across = Scale(ticks[0], ticks[-1], left, self.sheet.width - 18)
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
                canvas.mark(x, y, shape, role, size=9, hollow=place == 0)

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
            canvas.mark(x, y, shape, role, size=9)
