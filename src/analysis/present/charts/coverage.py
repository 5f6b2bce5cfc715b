"""A map of what the record holds: a mark a kind in each cell, nothing where nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Unpack

import pandas as pd

from analysis.present.charts.assembly import (
    Words,
    draw_key,
    key_rows,
    make_chart,
    prepare,
    series_style,
)
from analysis.present.charts.canvas import Canvas, Drawing
from analysis.present.charts.chart import Chart
from analysis.present.charts.layouts import (
    draw_labels,
    draw_rules,
    lay_grid,
    lay_strips,
    plot_cells,
)
from analysis.present.style import Sheet

MARK = 9.0
PITCH = 12.0
BESIDE = 3  # marks side by side in a cell, before they go on below
STRIP = 10.5  # from mark to mark where columns are too many for cells


def coverage_map(
    frame: pd.DataFrame,
    *,
    row: str,
    column: str,
    kind: str,
    rows: Sequence[str] = (),
    columns: Sequence[str] = (),
    kinds: Sequence[str] = (),
    **words: Unpack[Words],
) -> Chart:
    """Mark in each cell what is on record: employer by pay year, say, and offer, ballot or award.

    ``frame`` is tidy: a row a mark. Each ``kind`` has a mark, a colour and a place of its own in
    the cell, so that a gap is seen as one. Columns that are too many for cells become strips:
    marks one below the other, every few columns named. ``rows``, ``columns`` and ``kinds`` give the
    names and their order, with those of which nothing is known; what the frame has beyond them
    follows, the columns of it in the order of their names.

    >>> held = pd.DataFrame({
    ...     "employer": ["HMRC", "DWP"], "year": ["2022–23", "2023–24"], "kind": ["offer", "ballot"]
    ... })
    >>> chart = coverage_map(
    ...     held, row="employer", column="year", kind="kind", columns=["2021–22"], id="coverage",
    ...     headline="The record has gaps", subtitle="What is on record, by employer and pay year",
    ...     alt="Nothing is on record for 2021–22.", source="realpay record",
    ... )
    >>> chart.svg().count(">2021–22<")
    1
    """
    prepare(frame, [row, column, kind], words)
    known = frame[frame[row].notna() & frame[column].notna() & frame[kind].notna()]
    names, marks = (
        list(dict.fromkeys([*first, *map(str, known[name])]))
        for first, name in ((rows, row), (kinds, kind))
    )
    heads = list(dict.fromkeys([*columns, *sorted(map(str, known[column]))]))
    found = sorted(
        {
            (names.index(str(name)), heads.index(str(head)), marks.index(str(mark)))
            for name, head, mark in known[[row, column, kind]].itertuples(index=False, name=None)
        }
    )

    def draw(sheet: Sheet) -> Drawing:
        return _Plot(sheet, names, heads, marks, found).draw()

    return make_chart(frame.iloc[:0] if known.empty else frame, draw, **words)


@dataclass
class _Plot:
    sheet: Sheet
    names: list[str]
    heads: list[str]
    kinds: list[str]
    found: list[tuple[int, int, int]]

    def draw(self) -> Drawing:
        below = ceil(len(self.kinds) / BESIDE)
        beside = ceil(len(self.kinds) / below)
        least = beside * PITCH + 6, below * PITCH + 6
        layout = lay_grid(self.names, self.heads, least, self.sheet)
        if len(layout.blocks) > 1:
            strips = lay_strips(self.names, self.heads, len(self.kinds) * STRIP + 6, self.sheet)
            if strips.cell >= STRIP:
                layout, beside, below = strips, 1, len(self.kinds)
        pitch = PITCH if layout.cell >= PITCH + 6 and beside > 1 else STRIP
        key = key_rows(self.kinds, self.sheet)
        head = len(key) * self.sheet.text * 1.6 + 6
        canvas = Canvas(self.sheet, head + layout.height + 2)
        draw_key(canvas, key)
        top = canvas.height - head
        draw_rules(canvas, layout, top)
        draw_labels(canvas, layout, top)
        plot_cells(canvas, layout, top)
        for row, column, kind in self.found:
            cell = layout.cell_box(row, column, top)
            x = (cell.left + cell.right) / 2 + pitch * (kind % beside - (beside - 1) / 2)
            y = (cell.bottom + cell.top) / 2 - pitch * (kind // beside - (below - 1) / 2)
            role, shape = series_style(kind)
            canvas.mark([x], [y], shape, role, size=MARK if pitch == PITCH else MARK - 1)
        return canvas.figure
