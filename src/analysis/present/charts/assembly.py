"""What all charts have in common: their words, their checks, and being drawn twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from typing import Any, Required, TypedDict, Unpack

import pandas as pd

from analysis.errors import ReportError, nearest
from analysis.present.charts.canvas import Box, Canvas, Drawing
from analysis.present.charts.chart import Chart
from analysis.present.charts.lettering import measure, wrap
from analysis.present.charts.scales import Scale, tick_labels
from analysis.present.style import LEADS, MARKS, NARROW, SERIES, STANDING, WIDE, Sheet
from analysis.present.values import Value

LEADING = 1.28  # line height as a share of text size


class Words(TypedDict, total=False):
    """The words every chart needs, and how its table is printed (see :class:`Chart`)."""

    id: Required[str]
    headline: Required[str]
    subtitle: Required[str]
    alt: Required[str]
    source: Required[str]
    units: Mapping[str, str]
    headers: Mapping[str, str]
    decimals: Mapping[str, int]
    blanks: Mapping[str, Any]
    none: str
    counts: Mapping[str, Value]


def make_chart(
    data: pd.DataFrame, draw: Callable[[Sheet], Drawing], **words: Unpack[Words]
) -> Chart:
    """Draw on both sheets and join drawing, words and data; without data nothing is drawn."""
    if data.empty:
        return Chart(figure=None, data=data, **words)
    return Chart(figure=draw(WIDE), narrow=draw(NARROW), data=data, **words)


def prepare(frame: pd.DataFrame, names: Sequence[str], words: Words) -> None:
    """Refuse a frame without the columns named, and complete the words of a quick chart.

    Charts of reports say everything themselves. At the keyboard a frame and its columns are
    enough: what is missing is said in the plainest words, and the id is of what is drawn.

    >>> words = {"headline": "Pay in pounds"}
    >>> prepare(pd.DataFrame({"year": [2024], "pay": [1.0]}), ["year", "pay"], words)
    >>> words["subtitle"], words["source"]
    ('pay by year', 'a table of your own')
    """
    need_columns(frame, names, words.get("id", "without an id"))
    about = f"{names[1]} by {names[0]}"
    words.setdefault("headline", " ".join(about.split()[:10]))
    words.setdefault("subtitle", about)
    words.setdefault("source", "a table of your own")
    words.setdefault("alt", f"{words['headline']}: the figures are in the table below.")
    if "id" not in words:
        drawn = f"{words}{frame.to_csv(index=False)}"
        words["id"] = f"chart-{hashlib.sha256(drawn.encode()).hexdigest()[:8]}"


def need_columns(frame: pd.DataFrame, names: Iterable[str], chart: str) -> None:
    """Refuse a frame that lacks a column the chart was told to draw."""
    for name in names:
        if name not in frame.columns:
            known = list(frame.columns)
            raise ReportError(f"Chart {chart}: no column {name!r}. {nearest(name, known)}")


def series_style(place: int) -> tuple[str, str]:
    """Give the colour and the mark of a series by its place; no pair comes twice in 36 series.

    >>> series_style(0), series_style(1), series_style(6)
    (('c1', 'o'), ('c2', 's'), ('c1', 's'))
    """
    return SERIES[place % len(SERIES)], MARKS[(place + place // len(SERIES)) % len(MARKS)]


def series_places(names: Sequence[str], taken: Iterable[int] = ()) -> list[int]:
    """Give each series its place: a standing name its own, the others the first that are free.

    >>> series_places(["RPI", "Something", "Against CPI"]), series_places(["Strike"], taken=[0, 2])
    ([2, 1, 0], [1])
    """
    bare = list(names)
    for lead in LEADS:
        bare = [name.removeprefix(lead) for name in bare]
    used = set(taken)
    found: list[int | None] = []
    for name in bare:
        place = STANDING.get(name)
        found.append(place if place not in used else None)
        used |= {place} if place is not None else set()
    free = (place for place in count() if place not in used)
    return [next(free) if place is None else place for place in found]


def draw_levels(
    canvas: Canvas, scale: Scale, ticks: list[float], unit: str, left: float, right: float
) -> None:
    """Draw horizontal grid lines with their labels to the left; zero stands out."""
    for tick, label in zip(ticks, tick_labels(ticks, unit), strict=True):
        y = scale(tick)
        strong = tick == 0
        canvas.line(
            [left, right], [y, y], "soft" if strong else "grid", width=1.3 if strong else 1, above=0
        )
        canvas.text(left - 6, y, label, anchor="end", role="soft")


def level_room(ticks: list[float], unit: str, sheet: Sheet) -> float:
    """Give the room that tick labels take to the left of a plot."""
    return max(measure(label, sheet.text) for label in tick_labels(ticks, unit)) + 8


def draw_lines(
    canvas: Canvas,
    x: float,
    y: float,
    words: list[str],
    *,
    role: str = "ink",
    anchor: str = "start",
    size: float | None = None,
    bold: bool = False,
    halo: bool = False,
) -> None:
    """Write a block of lines whose middle stands at ``y``."""
    points = size or canvas.sheet.text
    step = points * LEADING
    top = y + step * (len(words) - 1) / 2
    for row, line in enumerate(words):
        canvas.text(
            x, top - row * step, line, anchor=anchor, role=role, size=points, bold=bold, halo=halo
        )


def key_rows(names: Sequence[str], sheet: Sheet, left: float = 0) -> list[list[tuple[float, str]]]:
    """Lay out a key (mark and name, in rows): for each row the left edges and the names."""
    rows: list[list[tuple[float, str]]] = [[]]
    x = left
    for name in names:
        label = wrap(name, sheet.width - left - 24, sheet.text, lines=1)[0] if name else ""
        width = measure(label, sheet.text) + 36
        if rows[-1] and x + width - 14 > sheet.width:
            rows.append([])
            x = left
        rows[-1].append((x, label))
        x += width
    return rows


def draw_key(
    canvas: Canvas,
    rows: Sequence[Sequence[tuple[float, str]]],
    *,
    first: int = 0,
    hollow: Callable[[int], bool] = lambda place: False,
    swatch: Callable[[int], bool] = lambda place: False,
    styles: Sequence[int] = (),
) -> None:
    """Draw a key at the head of a canvas: the mark and colour of each series, then its name.

    ``first`` is the place of the first name among all series of the chart; ``hollow`` and
    ``swatch`` say of a place whether its mark is hollow, or a piece of grey bar. ``styles`` gives
    each place its mark and colour where some names of a fixed order are left out.
    """
    size, place = canvas.sheet.text, first
    for line, row in enumerate(rows):
        y = canvas.height - size * 0.8 - line * size * 1.6
        for x, name in row:
            role, shape = series_style(styles[place] if styles else place)
            if swatch(place):
                canvas.bar(Box(x + 2, y - 5, x + 16, y + 5), "band")
            else:
                canvas.mark([x + 9], [y], shape, role, size=9, hollow=hollow(place))
            canvas.text(x + 22, y, name)
            place += 1
