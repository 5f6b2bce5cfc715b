"""Events in lanes over time, with lines of rates above them on the same years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Unpack

import pandas as pd

from analysis.present.charts.assembly import (
    LEADING,
    Words,
    draw_key,
    draw_levels,
    draw_lines,
    key_rows,
    level_room,
    make_chart,
    need_columns,
    prepare,
    series_places,
    series_style,
)
from analysis.present.charts.canvas import Canvas, Drawing
from analysis.present.charts.chart import Chart
from analysis.present.charts.landmarks import NONE, Landmarks, lay_head
from analysis.present.charts.lanes import Event, Lane, lay_lanes
from analysis.present.charts.lettering import measure, wrap
from analysis.present.charts.plotted import Series, draw_names, draw_series, read_series
from analysis.present.charts.scales import Direction, Scale, day_number, day_ticks, nice_ticks
from analysis.present.style import Sheet

PANEL = 150.0  # height of the panel of lines


def timeline_chart(
    frame: pd.DataFrame,
    *,
    lane: str = "lane",
    start: str = "start",
    end: str = "",
    label: str = "label",
    kind: str = "",
    line: pd.DataFrame | None = None,
    unit: str = "",
    landmarks: Landmarks = NONE,
    **words: Unpack[Words],
) -> Chart:
    """Draw events in lanes, a lane a row: points, or intervals where ``end`` (a column) is later.

    ``label`` names the words beside each event, on as many lines as they take. Each ``kind`` has a
    colour and a mark, explained in a key. ``line`` is a tidy frame of ``period``, ``value`` and
    ``series`` (rates of inflation, say, in ``unit``), drawn above the lanes on the same time axis,
    in colours that no kind has; ``landmarks`` are told above all of it. Events without a
    start are counted in their lane.

    >>> events = pd.DataFrame({
    ...     "lane": ["Offers", "Ballots"],
    ...     "start": pd.to_datetime(["2022-12-07", "2022-11-10"]),
    ...     "label": ["3 % offered", "86.2 % yes"],
    ... })
    >>> chart = timeline_chart(
    ...     events, id="hmrc", headline="One offer, one ballot", alt="An offer after a ballot.",
    ...     subtitle="Events at HMRC, 2022", source="realpay record",
    ... )
    >>> "86.2 % yes" in chart.svg(narrow=True)
    True
    """
    names = [name for name in (lane, start, end, label, kind) if name]
    prepare(frame, names, words)
    if line is not None:
        need_columns(line, ["period", "value", "series"], words["id"])
    kinds = list(dict.fromkeys(map(str, frame[kind].dropna()))) if kind else []
    events = [
        _event(dict(zip(names, cells, strict=True)), lane, start, end, label, kind, kinds)
        for cells in frame[names].itertuples(index=False, name=None)
    ]
    if not any(event.dated for event in events):
        frame = frame.iloc[:0]
    series = [] if line is None else read_series(line, "period", "value", "series", "")

    def draw(sheet: Sheet) -> Drawing:
        return _Plot(sheet, events, kinds, series, unit, landmarks).draw()

    return make_chart(frame, draw, **words)


def _event(
    cells: dict[str, Any],
    lane: str,
    start: str,
    end: str,
    label: str,
    kind: str,
    kinds: Sequence[str],
) -> Event:
    first = _day(cells[start])
    last = _day(cells[end]) if end else None
    words = "" if pd.isna(cells[label]) else str(cells[label])
    place = kinds.index(str(cells[kind])) if kind and str(cells[kind]) in kinds else 0
    if first is None or last is None:
        return Event(str(cells[lane]), first, first, words, place)
    return Event(str(cells[lane]), min(first, last), max(first, last), words, place)


def _day(moment: Any) -> float | None:
    return None if moment is None or pd.isna(moment) else day_number(moment)


@dataclass
class _Plot:
    sheet: Sheet
    events: Sequence[Event]
    kinds: Sequence[str]
    series: Sequence[Series]
    unit: str
    told: Landmarks

    def draw(self) -> Drawing:
        size, narrow = self.sheet.text, self.sheet.narrow
        names = [self._name(series) for series in self.series]
        ticks = self._levels()
        left = max(level_room(ticks, self.unit, self.sheet) if ticks else 0.0, 10.0)
        widest = max((measure(row, size, bold=True) for name in names for row in name), default=0)
        right = self.sheet.width - (widest + 16 if names else 12)
        across = self._across(left, right)
        lanes = lay_lanes(self.events, across, self.sheet)
        key = key_rows([*self.kinds], self.sheet)
        told = lay_head(self.told, across, self.sheet)
        keys = len(key) * size * 1.6 + 6 if self.kinds else 0
        head = keys + told.height + (6 if told.rows else 0)
        panel = PANEL + 26 if self.series else 0
        axis = size * 1.9
        canvas = Canvas(self.sheet, head + panel + axis + sum(x.height for x in lanes) + axis)
        if self.kinds:
            draw_key(canvas, key, styles=self._places())
        top = canvas.height - head
        years = day_ticks(across.low, across.high, int((right - left) / (50 if narrow else 62)))
        if self.series:
            self._draw_panel(canvas, names, across, ticks, top - 12, left, right)
        top -= panel
        for day, text in years:
            x = across(day)
            canvas.line([x, x], [axis - 4, top - axis + 4], "grid", width=1, above=0)
            half = measure(text, size) / 2
            if half <= x <= self.sheet.width - half:
                canvas.text(x, axis - size * 1.1, text, anchor="middle", role="soft")
                canvas.text(x, top - axis + size, text, anchor="middle", role="soft")
        top -= axis
        edges = [top]
        for lane in lanes:
            self._draw_lane(canvas, lane, across, top)
            top -= lane.height
            edges.append(top)
        told.draw(canvas, canvas.height - keys, axis, canvas.height - head)
        middles = [(high + low) / 2 for high, low in pairwise(edges)]
        canvas.plot(Direction.of_scale(across, dates=True), Direction.of_rows(middles, edges))
        return canvas.figure

    def _name(self, series: Series) -> list[str]:
        room = 100 if self.sheet.narrow else 150
        return wrap(series.name, room, self.sheet.text, lines=3, bold=True)

    def _places(self) -> list[int]:
        """Give each kind of event a colour that no line has."""
        lines = series_places([series.name for series in self.series])
        return series_places(self.kinds or [""], taken=lines)

    def _levels(self) -> list[float]:
        ends = [end for series in self.series for end in series.range]
        return nice_ticks(min(0.0, *ends), max(ends), 4) if ends else []

    def _across(self, left: float, right: float) -> Scale:
        days = [day for event in self.events if event.dated for day in event.days]
        days += [float(day) for series in self.series for day in series.days]
        first, last = min(days), max(days)
        margin = max((last - first) * 0.01, 15.0)
        return Scale(first - margin, last + margin, left, right)

    def _draw_panel(
        self,
        canvas: Canvas,
        names: Sequence[list[str]],
        across: Scale,
        ticks: list[float],
        top: float,
        left: float,
        right: float,
    ) -> None:
        up = Scale(ticks[0], ticks[-1], top - PANEL, top)
        draw_levels(canvas, up, ticks, self.unit, left, right)
        for series in self.series:
            draw_series(canvas, series, across, up)
        draw_names(canvas, self.series, names, across, up, right)

    def _draw_lane(self, canvas: Canvas, lane: Lane, across: Scale, top: float) -> None:
        size, places = self.sheet.text, self._places()
        canvas.line([0, self.sheet.width], [top, top], "grid", width=1, above=0.2)
        draw_lines(
            canvas,
            2,
            top - size * (0.6 + LEADING * len(lane.title) / 2),
            lane.title,
            bold=True,
            halo=True,
        )
        for spot in lane.spots:
            y = top - spot.depth
            role, shape = series_style(places[spot.kind])
            if spot.end - spot.x > 3:
                canvas.line([spot.x, spot.end], [y, y], role, width=5, above=2)
            canvas.mark([spot.x], [y], shape, role, size=10)
            draw_lines(canvas, spot.words_x, y, spot.words, anchor=spot.anchor, halo=True)
        if lane.note:
            canvas.text(2, top - lane.height + size * 0.9, lane.note, role="soft", halo=True)
