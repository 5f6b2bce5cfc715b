"""Horizontal bars from a zero line: one figure a name, or a few of them side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any, Unpack

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
from analysis.present.charts.lettering import measure, wrap
from analysis.present.charts.scales import Direction, Scale, nice_ticks, tick_labels
from analysis.present.numbers import decimals_of, print_amount
from analysis.present.style import Sheet

THICK = 15.0  # height of a bar that stands alone
THIN = 11.0  # height of a bar in a group
LINES = 4  # of a label
UNKNOWN = "not known"


@dataclass(frozen=True)
class _Bar:
    group: int
    value: float
    low: float
    high: float
    text: str

    @property
    def known(self) -> bool:
        return not isnan(self.value)

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest figure drawn, whiskers and zero line included."""
        given = [end for end in (self.value, self.low, self.high, 0.0) if not isnan(end)]
        return min(given), max(given)


@dataclass(frozen=True)
class _Row:
    label: str
    bars: tuple[_Bar, ...]


def bar_chart(
    frame: pd.DataFrame,
    *,
    label: str = "label",
    value: str = "value",
    group: str = "",
    unit: str = "",
    low: str = "",
    high: str = "",
    lines: Sequence[tuple[float, str]] = (),
    **words: Unpack[Words],
) -> Chart:
    """Draw a bar a row from the zero line, with its figure at its end.

    ``label`` names the column of names, in the order they are to stand from the top. With
    ``group`` (a column) each name gets one bar a group, told apart by colour and by the mark at
    its end, with a key. ``low`` and ``high`` name columns of bounds, drawn as a whisker. A missing
    figure says so in its place. ``lines`` are (figure, label) pairs, drawn as upright lines:
    thresholds of law. Where figures have both signs, a plus is printed too.

    >>> frame = pd.DataFrame({"grade": ["AO", "EO"], "change": [-4.2, 1.3]})
    >>> chart = bar_chart(
    ...     frame, label="grade", value="change", unit="%", id="grades", headline="AO fell",
    ...     subtitle="Real change in median pay, %", alt="AO fell 4.2 %.", source="Cabinet Office",
    ... )
    >>> "−4.2" in chart.svg(), "+1.3" in chart.svg(narrow=True)
    (True, True)
    """
    bounds = [name for name in (low, high) if name]
    prepare(frame, [label, value, *([group] if group else []), *bounds], words)
    groups = list(dict.fromkeys(map(str, frame[group].dropna()))) if group else []
    rows = _read(frame, label, value, group, groups, low, high, unit, words)
    if not any(bar.known for row in rows for bar in row.bars):
        frame = frame.iloc[:0]
    words.setdefault("units", {value: unit} if unit else {})

    def draw(sheet: Sheet) -> Drawing:
        return _Plot(sheet, rows, groups, unit, bool(bounds), lines).draw()

    return make_chart(frame, draw, **words)


def _read(
    frame: pd.DataFrame,
    label: str,
    value: str,
    group: str,
    groups: Sequence[str],
    low: str,
    high: str,
    unit: str,
    words: Words,
) -> list[_Row]:
    known = [amount for amount in map(_number, frame[value]) if not isnan(amount)]
    decimals = words.get("decimals", {}).get(value, decimals_of(known))
    signed = any(amount < 0 for amount in known) and any(amount > 0 for amount in known)
    names = [name for name in (label, value, group, low, high) if name]
    found: dict[str, list[_Bar]] = {}
    for cells in frame[list(dict.fromkeys(names))].itertuples(index=False, name=None):
        given = dict(zip(dict.fromkeys(names), cells, strict=True))
        amount = _number(given[value])
        text = UNKNOWN if isnan(amount) else print_amount(amount, unit, decimals, signed=signed)
        place = groups.index(str(given[group])) if group and str(given[group]) in groups else 0
        bar = _Bar(place, amount, _number(given.get(low)), _number(given.get(high)), text)
        found.setdefault(str(given[label]), []).append(bar)
    return [_Row(name, tuple(bars)) for name, bars in found.items()]


def _number(cell: Any) -> float:
    return float("nan") if cell is None or pd.isna(cell) else float(cell)


@dataclass
class _Plot:
    sheet: Sheet
    rows: Sequence[_Row]
    groups: Sequence[str]
    unit: str
    ticked: bool
    lines: Sequence[tuple[float, str]] = ()

    @property
    def places(self) -> list[int]:
        """The place of each group among the series: its colour and its mark."""
        return series_places(self.groups)

    def draw(self) -> Drawing:
        size, narrow = self.sheet.text, self.sheet.narrow
        room = self.sheet.width - 8.0 if narrow else self.sheet.width * 0.36
        labels = [wrap(row.label, room, size, lines=LINES) for row in self.rows]
        thick = THIN + 4 if self.groups else THICK + 3
        deep = [len(label) * size * LEADING for label in labels]
        tall = [max(len(row.bars) * thick, size * LEADING) for row in self.rows]
        pitches = [d + t + 9 if narrow else max(d, t) + 9 for d, t in zip(deep, tall, strict=True)]
        widest = max(measure(line, size) for label in labels for line in label)
        left = 2.0 if narrow else widest + 14
        key = key_rows([*self.groups], self.sheet)
        head = (len(key) * size * 1.6 if self.groups else 0) + (size * 1.8 if self.ticked else 4)
        head += size * 1.5 * len(self.lines)
        canvas = Canvas(self.sheet, head + sum(pitches) + 4)
        if self.groups:
            draw_key(canvas, key, styles=self.places)
        across, ticks = self._scale(left)
        top = canvas.height - head
        middles, edges = [], [top]
        for row, label, pitch, d, t in zip(self.rows, labels, pitches, deep, tall, strict=True):
            if narrow:
                draw_lines(canvas, 2, top - 4 - d / 2, label, halo=True)
                middle = top - 4 - d - t / 2 - 1
            else:
                middle = top - pitch / 2
                draw_lines(canvas, left - 10, middle, label, anchor="end")
            for place, bar in enumerate(row.bars):
                y = middle + thick * ((len(row.bars) - 1) / 2 - place)
                self._draw_bar(canvas, bar, across, y)
            top -= pitch
            middles.append(middle)
            edges.append(top)
        self._draw_ticks(canvas, across, ticks, edges[0])
        for place, (figure, words) in enumerate(self.lines):
            x, y = across(figure), edges[0] + size * (0.8 + 1.5 * place)
            canvas.upright(x, 2, y - size * 0.6, width=1.4, dash=(4, 3), above=2.2)
            said = wrap(words, self.sheet.width, size, lines=1)[0]
            canvas.text(x, y, said, anchor="middle", halo=True, inside=True)
        canvas.plot(Direction.of_scale(across), Direction.of_rows(middles, edges))
        return canvas.figure

    def _scale(self, left: float) -> tuple[Scale, list[float]]:
        """Scale so that the figures printed at the ends of the bars stay on the sheet."""
        bars = [bar for row in self.rows for bar in row.bars]
        places = [figure for figure, _ in self.lines]
        low = min([bar.ends[0] for bar in bars] + places)
        high = max([bar.ends[1] for bar in bars] + places)
        widths = {bar: measure(bar.text, self.sheet.text) + 14 for bar in bars}
        before = max((widths[bar] for bar in bars if bar.known and bar.value < 0), default=0.0)
        after = max((w for bar, w in widths.items() if not bar.known or bar.value >= 0), default=6)
        ticks = [tick for tick in nice_ticks(low, high, 5) if low <= tick <= high or tick == 0]
        return Scale(low, high, left + before, self.sheet.width - after), ticks

    def _draw_ticks(self, canvas: Canvas, across: Scale, ticks: list[float], top: float) -> None:
        size = self.sheet.text
        if not self.ticked:
            ticks = [0.0]
        for tick, text in zip(ticks, tick_labels(ticks, self.unit), strict=True):
            x, half = across(tick), measure(text, size) / 2
            role, width = ("soft", 1.3) if tick == 0 else ("grid", 1)
            canvas.upright(x, 2, top, role, width=width, above=3 if tick == 0 else 0)
            if self.ticked and half <= x <= self.sheet.width - half:
                canvas.text(x, top + size * 0.8, text, anchor="middle", role="soft")

    def _draw_bar(self, canvas: Canvas, bar: _Bar, across: Scale, y: float) -> None:
        zero = across(0.0)
        if not bar.known:
            canvas.text(zero + 6, y, bar.text, role="soft")
            return
        role, shape = series_style(self.places[bar.group] if self.groups else bar.group)
        end, half = across(bar.value), (THIN if self.groups else THICK) / 2
        canvas.bar(Box(min(zero, end), y - half, max(zero, end), y + half), role)
        if not (isnan(bar.low) and isnan(bar.high)):
            self._draw_whisker(canvas, bar, across, y)
        if self.groups:
            canvas.mark([end], [y], shape, role, size=10)
        first, last = across(bar.ends[0]), across(bar.ends[1])
        gap = 9 if self.groups else 6
        if bar.value < 0:
            canvas.text(first - gap, y, bar.text, anchor="end", halo=True)
        else:
            canvas.text(last + gap, y, bar.text, halo=True)

    def _draw_whisker(self, canvas: Canvas, bar: _Bar, across: Scale, y: float) -> None:
        low = bar.value if isnan(bar.low) else bar.low
        high = bar.value if isnan(bar.high) else bar.high
        start, end = across(low), across(high)
        canvas.line([start, end], [y, y], "paper", width=4, above=2.4)
        canvas.line([start, end], [y, y], "ink", width=1.6, above=2.5)
        for x in (start, end):
            canvas.line([x, x], [y - 4, y + 4], "ink", width=1.6, above=2.5)
