"""How a grid of rows and columns is laid on a sheet: in blocks, where it is too wide for one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from analysis.present.charts.assembly import LEADING, draw_lines
from analysis.present.charts.canvas import Box, Canvas
from analysis.present.charts.lettering import clean, measure, shorten, wrap
from analysis.present.charts.scales import Direction
from analysis.present.style import Sheet

WIDEST = 110.0  # a cell grows no wider than this
LEAST_TALL = 25.0
APART = 18.0  # between one block and the next
_PIECE = re.compile(r"[^\s\-–/]*[\-–/]?\s?")


@dataclass(frozen=True)
class Layout:
    """Where the cells of a grid stand: measures in pixels, columns in blocks drawn in turn.

    ``edges`` are the distances from the upper edge of a block's cells to that of each row, and to
    the lower edge of the last: a row is as tall as its name needs.
    """

    rows: list[list[str]]
    heads: list[list[str]]
    blocks: list[range]
    left: float
    cell: float
    edges: list[float]
    head: float
    above: bool = False  # names stand above the cells of their row, not to the left
    name_tall: float = 0.0  # height of a line of a name that stands above

    def name_room(self, row: int) -> float:
        """Give the room at the top of a row that its name takes from the cells."""
        return self.name_tall * len(self.rows[row]) + 3 if self.above else 0.0

    @property
    def height(self) -> float:
        """Height of all blocks together."""
        return len(self.blocks) * (self.head + self.edges[-1] + APART) - APART

    def top(self, block: int, height: float) -> float:
        """Give the upper edge of the cells of a block, where the grid begins at ``height``."""
        return height - block * (self.head + self.edges[-1] + APART) - self.head

    def cell_box(self, row: int, column: int, height: float) -> Box:
        """Give the box of a cell, where the grid begins at ``height``."""
        number = next(at for at, block in enumerate(self.blocks) if column in block)
        left = self.left + (column - self.blocks[number].start) * self.cell
        top = self.top(number, height)
        upper = top - self.edges[row] - self.name_room(row)
        return Box(left, top - self.edges[row + 1], left + self.cell, upper)


def lay_grid(
    rows: Sequence[str], columns: Sequence[str], least: tuple[float, float], sheet: Sheet
) -> Layout:
    """Lay out a grid whose cells need at least so much room (width, height).

    No label is turned. Headings break between words and after hyphens; columns that do not fit
    beside one another go into further blocks below, with the names of the rows again.

    >>> from analysis.present.style import NARROW
    >>> years = [f"20{year}–{year + 1}" for year in range(10, 22)]
    >>> layout = lay_grid(["HMRC", "DWP"], years, (36, 20), NARROW)
    >>> layout.heads[0], [len(block) for block in layout.blocks]
    (['2010–', '11'], [6, 6])
    """
    size = sheet.text
    room = sheet.width * (0.36 if sheet.narrow else 0.3)
    names = [wrap(row, room, size, lines=3) for row in rows]
    left = max((measure(line, size) for name in names for line in name), default=0.0) + 10
    pieces = [measure(piece, size) for column in columns for piece in _pieces(column)]
    need = max(least[0], min(max(pieces, default=0.0) + 8, WIDEST))
    free = sheet.width - left - 1
    count = ceil(len(columns) / max(1, int(free // need)))
    each = ceil(len(columns) / count)
    cell = min(free / each, WIDEST)
    heads = [break_heading(column, cell - 6, size) for column in columns]
    talls = [max(least[1], LEAST_TALL, len(name) * size * LEADING + 6) for name in names]
    blocks = [range(at, min(at + each, len(columns))) for at in range(0, len(columns), each)]
    head = max(len(head) for head in heads) * size * LEADING + 8
    return Layout(names, heads, blocks, left, cell, [0.0, *accumulate(talls)], head)


def lay_strips(rows: Sequence[str], columns: Sequence[str], tall: float, sheet: Sheet) -> Layout:
    """Lay out a grid of many narrow columns in one block, naming every so many of them.

    >>> from analysis.present.style import WIDE
    >>> years = [f"20{year:02d}–{year + 1:02d}" for year in range(2, 28)]
    >>> [" ".join(head) for head in lay_strips(["HMRC"], years, 30, WIDE).heads if head][:2]
    ['2002–03', '2005–06']
    """
    size, above = sheet.text, sheet.narrow
    names = [
        wrap(row, sheet.width - 6 if above else sheet.width * 0.3, size, lines=3) for row in rows
    ]
    widest = max((measure(line, size) for name in names for line in name), default=0.0)
    left = 2.0 if above else widest + 10
    cell = min((sheet.width - left - 1) / len(columns), WIDEST)
    label = max(measure(clean(column), size) for column in columns)
    every = ceil((label + 12) / cell)
    first = ceil(max(0.0, label / 2 - left - cell / 2) / cell)
    last = (sheet.width - left - label / 2) / cell - 0.5
    heads = [
        [clean(column)] if at >= first and (at - first) % every == 0 and at <= last else []
        for at, column in enumerate(columns)
    ]
    lines = size * LEADING
    talls = [
        tall + lines * len(name) + 3 if above else max(tall, lines * len(name) + 6)
        for name in names
    ]
    edges = [0.0, *accumulate(talls)]
    return Layout(names, heads, [range(len(columns))], left, cell, edges, lines + 8, above, lines)


def _pieces(words: str) -> list[str]:
    return [piece.strip() for piece in _PIECE.findall(clean(words)) if piece.strip()]


def break_heading(words: str, width: float, size: float, lines: int = 5) -> list[str]:
    """Break a heading between words and after hyphens, into as few lines as a width allows.

    >>> break_heading("CPI, published then", 70, 12)
    ['CPI,', 'published', 'then']
    """
    made = [""]
    for piece in _PIECE.findall(clean(words)):
        if made[-1] and measure((made[-1] + piece).rstrip(), size) > width:
            made.append("")
        made[-1] += piece
    if len(made) > lines:
        made[lines - 1 :] = [" ".join(line.strip() for line in made[lines - 1 :])]
    return [shorten(line.strip(), width, size) for line in made if line.strip()] or [""]


def draw_labels(canvas: Canvas, layout: Layout, top: float) -> None:
    """Write the names of rows and columns of every block."""
    size = canvas.sheet.text
    for number, block in enumerate(layout.blocks):
        first = layout.top(number, top)
        for place, column in enumerate(block):
            x = layout.left + layout.cell * (place + 0.5)
            head = layout.heads[column]
            y = first + 5 + len(head) * size * LEADING / 2
            draw_lines(canvas, x, y, head, anchor="middle", role="soft")
        for place, name in enumerate(layout.rows):
            middle = (layout.edges[place] + layout.edges[place + 1]) / 2
            if layout.above:
                middle = layout.edges[place] + 2 + layout.name_room(place) / 2
            draw_lines(canvas, 2, first - middle, name, halo=layout.above)


def plot_cells(canvas: Canvas, layout: Layout, top: float) -> None:
    """Say where rows and columns stand, counted from 0; a grid in blocks has no one place."""
    if len(layout.blocks) > 1:
        return
    first, cell, columns = layout.top(0, top), layout.cell, len(layout.blocks[0])
    lefts = [layout.left + cell * place for place in range(columns + 1)]
    edges = [first - edge for edge in layout.edges]
    boxes = [layout.cell_box(row, 0, top) for row in range(len(layout.rows))]
    canvas.plot(
        Direction.of_rows([left + cell / 2 for left in lefts[:-1]], lefts),
        Direction.of_rows([(box.bottom + box.top) / 2 for box in boxes], edges),
    )


def draw_rules(canvas: Canvas, layout: Layout, top: float) -> None:
    """Draw hairlines between the rows, and between columns or at those that are named."""
    for number, block in enumerate(layout.blocks):
        first = layout.top(number, top)
        last = first - layout.edges[-1]
        right = layout.left + layout.cell * len(block)
        for edge in layout.edges:
            canvas.line([0, right], [first - edge, first - edge], "grid", width=1, above=0)
        if all(layout.heads):
            at = [layout.cell * place for place in range(len(block) + 1)]
        else:
            at = [layout.cell * (place + 0.5) for place in block if layout.heads[place]]
        for x in at:
            across = layout.left + x
            canvas.line([across, across], [last, first], "grid", width=1, above=0)
