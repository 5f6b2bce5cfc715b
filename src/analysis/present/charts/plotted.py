"""One series of figures over time: reading it from a tidy frame, drawing it, naming it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.present.charts.assembly import LEADING, draw_lines, series_places, series_style
from analysis.present.charts.canvas import Canvas
from analysis.present.charts.scales import Scale, day_number, spread

# Up to this many points a line carries its mark at each of them, beyond it at its end only.
FEW_POINTS = 16


@dataclass(frozen=True)
class Series:
    """A series to draw: its days (day numbers), figures, and which of them are forecasts."""

    name: str
    days: np.ndarray[Any, Any]
    amounts: np.ndarray[Any, Any]
    forecast: np.ndarray[Any, Any]
    role: str = ""
    mark: str = ""

    @property
    def end(self) -> tuple[float, float]:
        """The last known day and its figure."""
        known = np.flatnonzero(~np.isnan(self.amounts))
        return float(self.days[known[-1]]), float(self.amounts[known[-1]])

    @property
    def range(self) -> tuple[float, float]:
        """The lowest and the highest figure."""
        return float(np.nanmin(self.amounts)), float(np.nanmax(self.amounts))


def read_series(
    frame: pd.DataFrame, period: str, value: str, series: str, forecast: str = ""
) -> list[Series]:
    """Read the series of a tidy frame in the order met; one without a figure is left out.

    >>> rates = pd.DataFrame({"period": [2022, 2023], "value": [9.1, 7.3], "series": "CPI"})
    >>> [(line.name, line.range) for line in read_series(rates, "period", "value", "series")]
    [('CPI', (7.3, 9.1))]
    """
    read: list[Series] = []
    for name in frame[series].dropna().unique():
        part = frame[frame[series] == name]
        days = np.array([day_number(moment) for moment in part[period]])
        order = np.argsort(days, kind="stable")
        amounts = part[value].to_numpy(dtype=float, na_value=np.nan)[order]
        if np.isnan(amounts).all():
            continue
        flags = np.zeros(len(part), bool)
        if forecast:
            flags = part[forecast].to_numpy(dtype=bool)[order]
        read.append(Series(str(name), days[order], amounts, flags))
    places = series_places([line.name for line in read])
    styles = map(series_style, places)
    return [
        replace(line, role=role, mark=mark) for line, (role, mark) in zip(read, styles, strict=True)
    ]


def draw_series(
    canvas: Canvas,
    line: Series,
    across: Scale,
    up: Scale,
    *,
    step: bool = False,
    alone: bool = False,
) -> None:
    """Draw a line with its marks; the part that is forecast is dashed, its marks hollow.

    Marks that stand ``alone`` have no line between them: nothing is known there.
    """
    xs = np.array([across(day) for day in line.days])
    ys = np.array([up(amount) for amount in line.amounts])
    solid = np.where(line.forecast, np.nan, ys)
    ahead = np.where(line.forecast, ys, np.nan)
    starts = np.flatnonzero(line.forecast[1:] & ~line.forecast[:-1])
    ahead[starts] = ys[starts]  # the dashed part begins where the solid one ends
    dashes: tuple[float, ...] = (2.0, 1.6)
    for part, dash in ((solid, ()), (ahead, dashes)):
        if not alone and not np.isnan(part).all():
            path = _stairs(xs, part) if step else (xs, part)
            canvas.line(path[0], path[1], line.role, width=2.2, dash=dash)
    known = np.flatnonzero(~np.isnan(ys))
    marked = known if alone or len(known) <= FEW_POINTS else known[-1:]
    for hollow in (False, True):
        at = marked[line.forecast[marked] == hollow]
        if len(at):
            canvas.mark(xs[at], ys[at], line.mark, line.role, size=7.5, hollow=hollow)


def draw_names(
    canvas: Canvas,
    lines: Sequence[Series],
    labels: Sequence[list[str]],
    across: Scale,
    up: Scale,
    right: float,
) -> None:
    """Write each name to the right of the end of its line, moved up or down to be free."""
    size = canvas.sheet.text
    rooms = [len(label) * size * LEADING + 2 for label in labels]
    ends = [(across(day), up(amount)) for day, amount in (line.end for line in lines)]
    low, high = up.start - size * 0.6, up.end + size * 0.6
    heights = spread([y for _, y in ends], rooms, low, high)
    for line, label, (x, y), height in zip(lines, labels, ends, heights, strict=True):
        if abs(y - height) > 5 or x < right - 8:
            canvas.line([x + 5, right + 9], [y, height], line.role, width=0.8, above=1)
        draw_lines(canvas, right + 11, height, label, role=line.role, bold=True)


def _stairs(xs: Any, ys: Any) -> tuple[Any, Any]:
    """Double each point so that a line holds its value until the next one."""
    return np.repeat(xs, 2)[1:], np.repeat(ys, 2)[:-1]
