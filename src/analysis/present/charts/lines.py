"""Lines over time: series of prices and pay, with their names at their ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Unpack

import numpy as np
import pandas as pd

from analysis.present.charts.assembly import Words, draw_levels, level_room, make_chart, prepare
from analysis.present.charts.canvas import Canvas, Drawing
from analysis.present.charts.chart import Chart
from analysis.present.charts.landmarks import NONE, Landmarks, lay_head
from analysis.present.charts.lettering import labels_fit, measure, wrap
from analysis.present.charts.plotted import Series, draw_names, draw_series, read_series
from analysis.present.charts.scales import Direction, Scale, day_ticks, nice_ticks
from analysis.present.style import Sheet


def line_chart(
    frame: pd.DataFrame,
    *,
    period: str = "period",
    value: str = "value",
    series: str = "series",
    unit: str = "",
    forecast: str = "",
    zero: bool | None = None,
    events: Sequence[tuple[Any, str]] = (),
    landmarks: Landmarks = NONE,
    step: bool = False,
    marks_only: Sequence[str] = (),
    **words: Unpack[Words],
) -> Chart:
    """Draw one line a series over time from a tidy frame: a row a period and series.

    ``period`` holds months, dates or years; a missing ``value`` breaks the line. ``forecast``
    names a column of yes and no: that part is dashed and says so. ``zero`` puts zero on the scale
    (by default for percentages and wherever values have both signs). ``events`` are (date, label)
    pairs, drawn as upright lines; ``landmarks`` tell of spans and of many days too. ``step``
    holds each value until the next. ``marks_only`` names series of which nothing is known between
    their points: they are drawn without a line.
    """
    prepare(frame, [period, value, series, *([forecast] if forecast else [])], words)
    lines = read_series(frame, period, value, series, forecast)
    if not lines:
        frame = frame.iloc[:0]
    words.setdefault("units", {value: unit} if unit else {})
    with_zero = unit in ("%", "percentage points") if zero is None else zero

    told = Landmarks(days=(*events, *_forecast_from(lines))) + landmarks

    def draw(sheet: Sheet) -> Drawing:
        return _Plot(sheet, lines, unit, with_zero, told, step, tuple(marks_only)).draw()

    return replace(make_chart(frame, draw, **words), spread=(period, series, value))


def step_chart(frame: pd.DataFrame, **options: Any) -> Chart:
    """Draw lines that hold each value until the next: wage floors, rates in force."""
    return line_chart(frame, step=True, **options)


def _forecast_from(lines: list[Series]) -> list[tuple[Any, str]]:
    """Say where the dashes begin: at the last day that is known, before the first forecast."""
    first = []
    for line in lines:
        if line.forecast.any():
            start = line.days[line.forecast].min()
            known = line.days[~line.forecast & (line.days < start) & ~np.isnan(line.amounts)]
            first.append(known.max() if len(known) else start)
    return [(dt.date.fromordinal(int(min(first))), "forecast")] if first else []


@dataclass
class _Plot:
    sheet: Sheet
    lines: list[Series]
    unit: str
    zero: bool
    told: Landmarks
    step: bool
    marks_only: tuple[str, ...] = ()

    def draw(self) -> Drawing:
        amounts = np.concatenate([line.amounts for line in self.lines])
        low, high = float(np.nanmin(amounts)), float(np.nanmax(amounts))
        if self.zero:
            low, high = min(low, 0.0), max(high, 0.0)
        ticks = nice_ticks(low, high, 5 if self.sheet.narrow else 6)
        size = self.sheet.text
        labels = [self._label(line) for line in self.lines]
        left = level_room(ticks, self.unit, self.sheet)
        widest = max(measure(row, size, bold=True) for label in labels for row in label)
        right = self.sheet.width - widest - 14
        days = np.concatenate([line.days for line in self.lines])
        first, last = float(days.min()), float(days.max())
        across = Scale(first, last if last > first else first + 1, left + 4, right)
        told = lay_head(self.told, across, self.sheet)
        head = 12 + told.height
        height = (270 if self.sheet.narrow else 330) + head + 26
        canvas = Canvas(self.sheet, height)
        up = Scale(ticks[0], ticks[-1], 26, height - head)
        canvas.plot(Direction.of_scale(across, dates=True), Direction.of_scale(up))
        draw_levels(canvas, up, ticks, self.unit, left, right)
        self._draw_days(canvas, across, left, right)
        told.draw(canvas, height, up.start, up.end)
        for line in reversed(self.lines):
            draw_series(
                canvas, line, across, up, step=self.step, alone=line.name in self.marks_only
            )
        draw_names(canvas, self.lines, labels, across, up, right)
        return canvas.figure

    def _label(self, line: Series) -> list[str]:
        room = 96.0 if self.sheet.narrow else 170.0
        return wrap(line.name, room, self.sheet.text, lines=3, bold=True)

    def _draw_days(self, canvas: Canvas, across: Scale, left: float, right: float) -> None:
        size = self.sheet.text
        most = int((right - left) / (58 if self.sheet.narrow else 76)) + 1
        ticks = day_ticks(across.low, across.high, most)
        while most > 1 and not labels_fit([(across(day), words) for day, words in ticks], size):
            most -= 1
            ticks = day_ticks(across.low, across.high, most)
        for day, label in ticks:
            half = measure(label, size) / 2
            x = across(day)
            canvas.line([x, x], [22, 26], "soft", width=1, above=0)
            if x + half <= self.sheet.width and x - half >= 0:
                canvas.text(x, 11, label, anchor="middle", role="soft")
