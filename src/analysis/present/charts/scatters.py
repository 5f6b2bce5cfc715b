"""Two shares of each case set against each other: turnout and yes, with the lines of the law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import numpy as np
import pandas as pd

from analysis.present.charts.assembly import (
    LEADING,
    Words,
    draw_key,
    draw_levels,
    key_rows,
    level_room,
    make_chart,
    prepare,
    series_places,
    series_style,
)
from analysis.present.charts.canvas import Box, Canvas, Drawing, text_box
from analysis.present.charts.chart import Chart
from analysis.present.charts.lettering import clean, measure, wrap
from analysis.present.charts.scales import Direction, Scale, nice_ticks, tick_labels
from analysis.present.style import Sheet

NAMED, NAMED_NARROW = 14, 6  # marks that are named at most
LONGEST = 200.0  # of a name that is drawn; longer ones are in the table alone
MANY = 150  # more marks than this cover one another


@dataclass(frozen=True)
class _Group:
    name: str
    xs: np.ndarray[Any, Any]
    ys: np.ndarray[Any, Any]


def scatter_chart(
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    group: str = "",
    name: str = "",
    lines: Sequence[tuple[float, str]] = (),
    unit: str = "%",
    **words: Unpack[Words],
) -> Chart:
    """Draw one mark a row: ``x`` across, ``y`` upward, a shape and a colour for each ``group``.

    ``lines`` are (place on the x axis, label) pairs, drawn as upright lines: thresholds of law.
    Rows without one of the two figures are not drawn. ``name`` names a column of names: the
    outermost marks and those nearest a line are named, as far as there is room.
    """
    prepare(frame, [x, y, *(column for column in (group, name) if column)], words)
    known = frame[frame[x].notna() & frame[y].notna()]
    names = list(dict.fromkeys(map(str, known[group]))) if group else [""]
    groups = []
    for one in names:
        part = known[known[group].astype(str) == one] if group else known
        groups.append(_Group(one, part[x].to_numpy(dtype=float), part[y].to_numpy(dtype=float)))
    titles = [words.get("headers", {}).get(name, name.replace("_", " ")) for name in (x, y)]

    points = []
    if name:
        columns = (known[column] for column in (x, y, name))
        points = [(float(a), float(b), str(said)) for a, b, said in zip(*columns, strict=True)]
    wanted = _telling(points, [place for place, _ in lines])

    def draw(sheet: Sheet) -> Drawing:
        return _Plot(sheet, groups, titles, list(lines), unit, wanted).draw()

    return make_chart(known.iloc[:0] if known.empty else frame, draw, **words)


def _telling(
    points: Sequence[tuple[float, float, str]], lines: Sequence[float]
) -> list[tuple[float, float, str]]:
    """Order points by how much their names tell: the outermost first, then those nearest a line.

    >>> _telling([(20, 90, "a"), (48, 80, "b"), (90, 70, "c"), (60, 75, "d")], [50])[-1]
    (60, 75, 'd')
    """
    if not points:
        return []
    outer = [min(points), max(points), min(points, key=lambda one: one[1])]
    near = sorted(points, key=lambda one: min((abs(one[0] - x) for x in lines), default=0.0))
    return list(dict.fromkeys([*outer, *near]))


@dataclass
class _Plot:
    sheet: Sheet
    groups: list[_Group]
    titles: list[str]
    lines: list[tuple[float, str]]
    unit: str
    named: Sequence[tuple[float, float, str]] = ()

    def draw(self) -> Drawing:
        size, narrow = self.sheet.text, self.sheet.narrow
        names = [group.name for group in self.groups if group.name]
        key = key_rows([f"{name} (n = {self._count(name)})" for name in names], self.sheet)
        labels = [wrap(label, self.sheet.width - 8, size, lines=2) for _, label in self.lines]
        rows = sum(len(label) for label in labels)
        head = (len(key) if names else 0) * size * 1.6 + size * (2.6 + LEADING * rows)
        foot = size * 3.4
        plot = 250.0 if narrow else 340.0
        canvas = Canvas(self.sheet, head + plot + foot)
        ups = np.concatenate([group.ys for group in self.groups])
        acrosses = np.concatenate([group.xs for group in self.groups])
        places = [place for place, _ in self.lines]
        x_ticks = nice_ticks(
            min([acrosses.min(), *places]), max([acrosses.max(), *places]), 5 if narrow else 8
        )
        y_ticks = nice_ticks(ups.min(), ups.max(), 6)
        left = level_room(y_ticks, self.unit, self.sheet)
        across = Scale(x_ticks[0], x_ticks[-1], left + 8, self.sheet.width - 16)
        up = Scale(y_ticks[0], y_ticks[-1], foot, foot + plot)
        canvas.plot(Direction.of_scale(across), Direction.of_scale(up))
        draw_levels(canvas, up, y_ticks, self.unit, left, self.sheet.width - 8)
        self._draw_axis(canvas, across, x_ticks, foot)
        above = foot + plot + size * 1.2
        high = above - size * 0.6
        for (place, _), label in zip(self.lines, labels, strict=True):
            for line in reversed(label):
                canvas.text(across(place), above, line, anchor="middle", halo=True, inside=True)
                above += size * LEADING
        canvas.text(0, above, f"↑ {self.titles[1]}", role="soft")
        styles = series_places(names) if names else [0]
        crowded = sum(len(group.xs) for group in self.groups) > MANY
        for place, group in enumerate(self.groups):
            role, shape = series_style(styles[place])
            canvas.mark(
                [across(x) for x in group.xs],
                [up(y) for y in group.ys],
                shape,
                role,
                size=6.0 if crowded else 7.5,
                hollow=styles[place] % 2 == 1,
                crowded=crowded,
            )
        self._draw_names(canvas, across, up)
        for place, _ in self.lines:
            canvas.upright(across(place), foot, high, width=1.4, dash=(4, 3))
        if names:
            draw_key(canvas, key, hollow=lambda place: styles[place] % 2 == 1, styles=styles)
        return canvas.figure

    def _draw_names(self, canvas: Canvas, across: Scale, up: Scale) -> None:
        """Name points beside their marks where the name meets no mark and no other name."""
        size, drawn = self.sheet.text - 1, 0
        marks = [
            Box(across(x) - 5, up(y) - 5, across(x) + 5, up(y) + 5)
            for group in self.groups
            for x, y in zip(group.xs, group.ys, strict=True)
        ]
        lines = [Box(across(x) - 2, up.start, across(x) + 2, up.end) for x, _ in self.lines]
        for x, y, words in self.named:
            if drawn == (NAMED_NARROW if self.sheet.narrow or len(marks) > MANY else NAMED):
                return
            said = clean(words)
            if measure(said, size) > LONGEST:
                continue
            for way, anchor in ((8, "start"), (-8, "end")):
                box = text_box(across(x) + way, up(y), said, size, anchor)
                own = Box(across(x) - 5, up(y) - 5, across(x) + 5, up(y) + 5)
                inside = up.start <= box.bottom and box.top <= up.end + size
                met = (box.meets(mark) and mark != own for mark in (*marks, *lines))
                if inside and canvas.free(box, 6) and not any(met):
                    canvas.text(
                        across(x) + way, up(y), said, anchor=anchor, size=size, role="soft",
                        halo=True,
                    )  # fmt: skip
                    drawn += 1
                    break

    def _count(self, name: str) -> int:
        return next(len(group.xs) for group in self.groups if group.name == name)

    def _draw_axis(self, canvas: Canvas, across: Scale, ticks: list[float], foot: float) -> None:
        size = self.sheet.text
        for tick, label in zip(ticks, tick_labels(ticks, self.unit), strict=True):
            x = across(tick)
            canvas.line([x, x], [foot - 4, foot], "soft", width=1, above=0)
            canvas.text(x, foot - size * 1.1, label, anchor="middle", role="soft", inside=True)
        end = self.sheet.width - 2
        canvas.text(end, size * 0.8, f"{self.titles[0]} →", anchor="end", role="soft")
