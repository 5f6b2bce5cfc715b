"""A heat map: figures printed in cells, coloured by how far they lie from a centre."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, isnan, log10
from typing import Unpack

import pandas as pd

from analysis.errors import ReportError
from analysis.present.charts.assembly import LEADING, Words, make_chart, prepare
from analysis.present.charts.canvas import Box, Canvas, Drawing
from analysis.present.charts.chart import Chart
from analysis.present.charts.layouts import draw_labels, lay_grid, plot_cells
from analysis.present.charts.lettering import measure
from analysis.present.numbers import decimals_of, print_amount, print_number
from analysis.present.style import STEPS, Sheet

SWATCH = 17.0


def heat_map(
    frame: pd.DataFrame,
    *,
    row: str,
    column: str,
    value: str,
    unit: str = "",
    centre: float = 0,
    **words: Unpack[Words],
) -> Chart:
    """Print a figure a cell, coloured blue above ``centre`` and orange below, deeper when further.

    ``frame`` is tidy: a row a cell; names stand in the order met. A cell that is missing, or whose
    figure is, is hatched and the key says so. Where the columns do not fit, they go on in further
    blocks below; rows and columns change places if that takes fewer blocks. Two figures for one
    cell are an error.

    >>> cells = pd.DataFrame({
    ...     "base": [2010, 2010, 2015], "index": ["CPI", "RPI", "CPI"], "change": [-9.8, -20.1, 1.4]
    ... })
    >>> chart = heat_map(
    ...     cells, row="base", column="index", value="change", unit="%", id="grid",
    ...     headline="The base decides the sign", subtitle="Real change in median pay, %",
    ...     alt="Negative from 2010, positive from 2015.", source="Cabinet Office",
    ... )
    >>> "−20.1" in chart.svg(), "not known" in chart.svg()
    (True, True)
    """
    prepare(frame, [row, column, value], words)
    known = frame[frame[row].notna() & frame[column].notna()]
    amounts: dict[tuple[str, str], float] = {}
    for name, head, amount in known[[row, column, value]].itertuples(index=False, name=None):
        cell = str(name), str(head)
        if cell in amounts:
            raise ReportError(
                f"Chart {words['id']}: two figures for {cell[0]!r} and {cell[1]!r}. Choose one, or "
                "summarise them before drawing."
            )
        amounts[cell] = float("nan") if pd.isna(amount) else float(amount)
    if all(isnan(amount) for amount in amounts.values()):
        frame = frame.iloc[:0]
    words.setdefault("units", {value: unit} if unit else {})
    decimals = words.get("decimals", {}).get(value)

    def draw(sheet: Sheet) -> Drawing:
        return _Plot(sheet, amounts, unit, float(centre), decimals).draw()

    return make_chart(frame, draw, **words)


@dataclass
class _Plot:
    sheet: Sheet
    amounts: dict[tuple[str, str], float]
    unit: str
    centre: float
    given: int | None

    def draw(self) -> Drawing:
        size = self.sheet.text
        rows = list(dict.fromkeys(name for name, _ in self.amounts))
        columns = list(dict.fromkeys(head for _, head in self.amounts))
        known = [amount for amount in self.amounts.values() if not isnan(amount)]
        decimals = decimals_of(known, most=1) if self.given is None else self.given
        texts = {
            cell: "" if isnan(amount) else self._print(amount, decimals)
            for cell, amount in self.amounts.items()
        }
        least = max(measure(text, size) for text in texts.values()) + 8, 0.0
        layout, turned = lay_grid(rows, columns, least, self.sheet), False
        if len(layout.blocks) > 1:
            other = lay_grid(columns, rows, least, self.sheet)
            if len(other.blocks) < len(layout.blocks):
                layout, turned, rows, columns = other, True, columns, rows
        head = size * 3.6 + 8
        canvas = Canvas(self.sheet, head + layout.height + 2)
        furthest = max(abs(amount - self.centre) for amount in known)
        reach = colour_reach(furthest)
        missing = False
        draw_labels(canvas, layout, canvas.height - head)
        plot_cells(canvas, layout, canvas.height - head)
        for place, name in enumerate(rows):
            for at, heading in enumerate(columns):
                cell = (heading, name) if turned else (name, heading)
                whole = layout.cell_box(place, at, canvas.height - head)
                box = Box(whole.left + 0.5, whole.bottom + 0.5, whole.right - 0.5, whole.top - 0.5)
                amount = self.amounts.get(cell, float("nan"))
                if isnan(amount):
                    hatch(canvas, box)
                    missing = True
                    continue
                canvas.bar(box, colour_step(amount - self.centre, reach))
                middle = (box.left + box.right) / 2
                canvas.text(middle, (box.bottom + box.top) / 2, texts[cell], anchor="middle")
        self._draw_key(canvas, reach, missing)
        return canvas.figure

    def _print(self, amount: float, decimals: int) -> str:
        if self.unit.startswith(("GBP", "£")):
            return print_amount(amount, "GBP", decimals)
        return print_number(amount, decimals)

    def _draw_key(self, canvas: Canvas, reach: float, missing: bool) -> None:
        size, y = self.sheet.text, canvas.height - 9
        for place, role in enumerate(STEPS):
            x = 2 + place * SWATCH
            canvas.bar(Box(x, y - 7, x + SWATCH - 1, y + 7), role)
        end = 2 + len(STEPS) * SWATCH
        places = decimals_of([reach, self.centre], most=3)
        low, high = self.centre - reach, self.centre + reach
        x, below = 2.0, y - 8 - size * 0.8
        canvas.text(x, below, print_amount(low, self.unit, places), role="soft")
        after = print_amount(high, self.unit, places)
        if measure(print_amount(low, self.unit, places) + after, size) + 30 > end:
            canvas.text(x, below - size * LEADING, f"to {after}", role="soft")
        else:
            canvas.text(end, below, after, anchor="end", role="soft")
            middle = print_number(self.centre, decimals_of([self.centre], most=3))
            canvas.text((2 + end) / 2, below, middle, anchor="middle", role="soft")
        if missing:
            hatch(canvas, Box(end + 16, y - 7, end + 16 + SWATCH, y + 7))
            canvas.text(end + 22 + SWATCH, y, "not known", role="soft")


def colour_reach(furthest: float) -> float:
    """Give the round distance from the centre at which colours are deepest.

    Its quarters, where colours change, are plain figures too.

    >>> colour_reach(29.4), colour_reach(8.7), colour_reach(0.0)
    (40.0, 10.0, 1.0)
    """
    if furthest <= 0:
        return 1.0
    power = 10.0 ** floor(log10(furthest))
    return float(next((s * power for s in (1, 2, 4, 6, 8) if s * power >= furthest), 10 * power))


def colour_step(distance: float, reach: float) -> str:
    """Give the colour role of a distance from the centre: four steps to each side.

    >>> colour_step(-20.1, 25), colour_step(0.0, 25), colour_step(1.4, 25)
    ('n4', 'n0', 'p1')
    """
    step = min(4, ceil(abs(distance) / reach * 4 - 1e-9))
    return f"{'n' if distance < 0 or step == 0 else 'p'}{step}"


def hatch(canvas: Canvas, box: Box, apart: float = 6.0) -> None:
    """Hatch a box: the mark of a cell without a figure."""
    xs: list[float] = []
    ys: list[float] = []
    wide, tall = box.right - box.left, box.top - box.bottom
    offset = apart / 2
    while offset < wide + tall:
        start = (min(offset, wide), max(0.0, offset - wide))
        end = (max(0.0, offset - tall), min(offset, tall))
        xs += [box.left + start[0], box.left + end[0], float("nan")]
        ys += [box.bottom + start[1], box.bottom + end[1], float("nan")]
        offset += apart
    canvas.line(xs, ys, "grid", width=1.2, above=1)
