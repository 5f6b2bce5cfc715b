"""How a grid of rows and columns is laid on a sheet: in blocks, where it is too wide for one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from .assembly import LEADING, draw_lines
from .canvas import Canvas
from .lettering import clean, measure, shorten, wrap
from .style import Sheet

WIDEST = 110.0  # a cell grows no wider than this
LEAST_TALL = 25.0
_PIECE = re.compile(r"[^\s\-–/]*[\-–/]?\s?")


@dataclass(frozen=True)
class Layout:
    """Where the cells of a grid stand: measures in pixels, columns in blocks drawn in turn."""

    rows: list[list[str]]
    heads: list[list[str]]
    blocks: list[range]
    left: float
    cell: float
    tall: float
    head: float

    @property
    def height(self) -> float:
        """Height of all blocks together."""
        return len(self.blocks) * (self.head + self.tall * len(self.rows)) + 18 * (
            len(self.blocks) - 1
        )

    def top(self, block: int, height: float) -> float:
        """Give the upper edge of the cells of a block, where the grid begins at ``height``."""
        return height - block * (self.head + self.tall * len(self.rows) + 18) - self.head


def lay_grid(
    rows: Sequence[str], columns: Sequence[str], least: tuple[float, float], sheet: Sheet
) -> Layout:
    """Lay out a grid whose cells need at least so much room (width, height).

    No label is turned. Headings break between words and after hyphens; columns that do not fit
    beside one another go into further blocks below, with the names of the rows again.

    >>> from .style import NARROW
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
    tall = max([least[1], LEAST_TALL, *(len(name) * size * LEADING + 6 for name in names)])
    blocks = [range(at, min(at + each, len(columns))) for at in range(0, len(columns), each)]
    head = max(len(head) for head in heads) * size * LEADING + 8
    return Layout(names, heads, blocks, left, cell, tall, head)


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
    """Write the names of rows and columns of every block, with hairlines between the rows."""
    size = canvas.sheet.text
    for number, block in enumerate(layout.blocks):
        first = layout.top(number, top)
        for place, column in enumerate(block):
            x = layout.left + layout.cell * (place + 0.5)
            head = layout.heads[column]
            y = first + 5 + len(head) * size * LEADING / 2
            draw_lines(canvas, x, y, head, anchor="middle", role="soft")
        for place, name in enumerate(layout.rows):
            draw_lines(canvas, 2, first - layout.tall * (place + 0.5), name)
