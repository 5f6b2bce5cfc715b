"""A sheet of paper for one drawing: a matplotlib figure measured in CSS pixels.

Charts of reports have fixed axes: each chart works out where its plot stands and draws ticks,
lines and labels there as plain matplotlib artists. That costs a third of a matplotlib ``Axes``,
which is what lets every chart be drawn twice (wide and narrow), and it leaves no layout to
chance. Positions are pixels from the lower left corner.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.scale import FuncScale
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from analysis.present.charts.lettering import measure
from analysis.present.charts.scales import Direction
from analysis.present.style import COLOURS, Sheet

_ALIGN: dict[str, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}
EPOCH = dt.date(1970, 1, 1).toordinal()  # matplotlib counts days from here


class Drawing(Figure):
    """A figure measured in CSS pixels that knows which figures of the data stand where.

    Its artists are placed through `pixels`, so that they keep their places at any dpi. `corner`
    is where the lower left corner of the sheet stands; a picture with words around moves it.
    """

    def __init__(self, width: float, height: float) -> None:
        super().__init__(figsize=(width / 72, height / 72), dpi=72)
        self.patch.set_visible(False)
        self.corner = Affine2D()
        self._unit = Affine2D().scale(1 / 72)
        self.paper = self._unit + self.dpi_scale_trans
        self.pixels = self.corner + self.paper
        self.plot: tuple[Direction, Direction] | None = None
        self._axes: Axes | None = None

    @property
    def annotated(self) -> bool:
        """Whether anything was drawn on its axes in data coordinates."""
        axes = self._axes
        return axes is not None and bool(
            axes.lines or axes.texts or axes.patches or axes.collections or axes.artists
        )

    def data_axes(self) -> Axes | None:
        """Return axes over the plot in the coordinates of the data; None where it has none.

        They are made when first asked for: a chart that nobody draws on does without.
        """
        if self._axes is None and self.plot is not None:
            axes = self._axes = self.add_axes((0, 0, 1, 1), zorder=10)
            axes.set_axis_off()
            self.place_axes()
            across, up = self.plot
            _set_direction(axes, "x", across)
            _set_direction(axes, "y", up)
        return self._axes

    def scale_paper(self, times: float) -> None:
        """Let every pixel of the sheet be so many times as large."""
        self._unit.scale(times)

    def place_axes(self) -> None:
        """Put the axes over the plot, wherever the sheet stands in the figure."""
        if self._axes is None or self.plot is None:
            return
        across, up = self.plot
        corners = [(across.pixels[0], up.pixels[0]), (across.pixels[-1], up.pixels[-1])]
        (left, low), (right, high) = self.corner.transform(corners)
        wide, tall = self.get_size_inches() * 72
        size = (abs(right - left) / wide, abs(high - low) / tall)
        self._axes.set_position((min(left, right) / wide, min(low, high) / tall, *size))


def _set_direction(axes: Axes, name: Literal["x", "y"], one: Direction) -> None:
    figures = np.array(one.figures) - (EPOCH if one.dates else 0)
    if len(figures) > 2:
        pixels = np.array(one.pixels)
        if pixels[0] > pixels[-1]:
            pixels = -pixels

        def forward(amounts: Any) -> Any:
            return np.interp(amounts, figures, pixels)

        def back(places: Any) -> Any:
            return np.interp(places, pixels, figures)

        axes.set(**{f"{name}scale": FuncScale(None, (forward, back))})
    ends = (figures[0], figures[-1])
    if one.pixels[0] > one.pixels[-1]:
        ends = ends[::-1]
    if one.dates:
        (axes.xaxis_date if name == "x" else axes.yaxis_date)()
    axes.set(**{f"{name}lim": ends}, autoscale_on=False)


@dataclass(frozen=True)
class Box:
    """The room a label takes."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Say whether two boxes overlap (or come nearer than ``gap``).

        >>> Box(0, 0, 10, 10).meets(Box(9, 9, 20, 20)), Box(0, 0, 10, 10).meets(Box(10, 0, 20, 10))
        (True, False)
        """
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.bottom < other.top + gap
            and other.bottom < self.top + gap
        )


def text_box(x: float, y: float, words: str, size: float, anchor: str, bold: bool = False) -> Box:
    """Give the room of a line of text whose middle height is ``y``."""
    width = measure(words, size, bold=bold)
    left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    return Box(left, y - size * 0.55, left + width, y + size * 0.55)


@dataclass
class Canvas:
    """A figure of the sheet's width and a given height, and the strokes of the house."""

    sheet: Sheet
    height: float
    figure: Drawing = field(init=False)
    boxes: list[Box] = field(init=False, default_factory=list)
    _marks: dict[tuple[str, str, float, bool, bool], Line2D] = field(
        init=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        self.figure = Drawing(self.sheet.width, self.height)

    def plot(self, across: Direction, up: Direction) -> None:
        """Say which figures of the data stand where, for those who draw on the chart."""
        self.figure.plot = across, up

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self.sheet.width

    def line(
        self,
        xs: Sequence[float] | np.ndarray[Any, Any],
        ys: Sequence[float] | np.ndarray[Any, Any],
        role: str = "ink",
        *,
        width: float = 2.0,
        dash: tuple[float, ...] = (),
        above: float = 2,
    ) -> None:
        """Draw a line through points; NaN lifts the pen."""
        line = Line2D(
            xs,
            ys,
            color=COLOURS[role][0],
            linewidth=width,
            linestyle=(0, dash) if dash else "-",
            solid_capstyle="butt" if width < 1.6 else "round",
            dash_capstyle="butt",
            transform=self.figure.pixels,
            zorder=above,
        )
        self.figure.add_artist(line)

    def upright(
        self,
        x: float,
        low: float,
        high: float,
        role: str = "ink",
        *,
        width: float = 2.0,
        dash: tuple[float, ...] = (),
        above: float = 2,
    ) -> None:
        """Draw an upright line that crosses no words: it breaks where they stand by now."""
        ends = [low]
        for box in sorted(self.boxes, key=lambda box: box.bottom):
            meets = box.left - 2 <= x <= box.right + 2 and box.top > ends[-1] and box.bottom < high
            if meets:
                ends += [max(box.bottom, ends[-1]), float("nan"), box.top]
        ends += [max(high, ends[-1])]
        self.line([x] * len(ends), ends, role, width=width, dash=dash, above=above)

    def bar(
        self, box: Box, role: str, *, alpha: float = 1.0, outline: str = "", above: float = 1
    ) -> None:
        """Fill a rectangle."""
        corners = [(box.left, box.bottom), (box.left, box.top), (box.right, box.top)]
        corners += [(box.right, box.bottom), (box.left, box.bottom)]
        codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
        red, green, blue = (int(COLOURS[role][0][at : at + 2], 16) / 255 for at in (1, 3, 5))
        patch = PathPatch(
            Path(corners, codes),
            facecolor=(red, green, blue, alpha),
            edgecolor=COLOURS[outline][0] if outline else "none",
            linewidth=1 if outline else 0,
            transform=self.figure.pixels,
            zorder=above,
        )
        self.figure.add_artist(patch)

    def mark(
        self,
        x: Sequence[float] | np.ndarray[Any, Any],
        y: Sequence[float] | np.ndarray[Any, Any],
        shape: str,
        role: str,
        *,
        size: float = 9.0,
        hollow: bool = False,
        crowded: bool = False,
    ) -> None:
        """Draw marks in one of the house's shapes; hollow ones have paper inside.

        Where marks are ``crowded`` they have no rim of paper and let through what they cover. Marks
        of the same looks are one artist, which stands where the first of them was drawn.
        """
        looks = (shape, role, size, hollow, crowded)
        if looks in self._marks:
            xs, ys = self._marks[looks].get_data()
            self._marks[looks].set_data(np.append(xs, x), np.append(ys, y))
            return
        inside, outline, rim = ("paper", role, 1.8) if hollow else (role, "paper", 1.0)
        face: Any = COLOURS[inside][0]
        edge: Any = COLOURS[outline][0]
        if crowded:
            face = "none" if hollow else (COLOURS[role][0], 0.75)
            edge, rim = (COLOURS[role][0], 1.2) if hollow else ("none", 0.0)
        path = Path(_SHAPES[shape], _shape_codes(shape))
        self._marks[looks] = Line2D(
            x,
            y,
            linestyle="none",
            marker=path,
            markersize=size * float(np.abs(path.vertices).max()),
            markerfacecolor=face,
            markeredgecolor=edge,
            markeredgewidth=rim,
            transform=self.figure.pixels,
            zorder=4,
        )
        self.figure.add_artist(self._marks[looks])

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        role: str = "ink",
        size: float | None = None,
        bold: bool = False,
        halo: bool = False,
        inside: bool = False,
    ) -> Box:
        """Write a line of text whose middle height is ``y``; give the room it takes.

        ``inside`` moves a text centred on ``x`` sideways as far as it must to stay on the sheet.
        """
        points = size or self.sheet.text
        if inside:
            half = measure(words, points, bold=bold) / 2
            x = max(half, min(x, self.width - half))
        # The base line stands a third of the size below the middle of figures and small letters.
        label = Text(
            x,
            y - points * 0.34,
            words,
            color=COLOURS[role][0],
            fontfamily="sans-serif",
            fontsize=points,
            fontweight="bold" if bold else "normal",
            horizontalalignment=_ALIGN[anchor],
            verticalalignment="baseline",
            transform=self.figure.pixels,
            parse_math=False,
            usetex=False,
            zorder=5,
        )
        if halo:
            label.set_gid("halo")
        self.figure.add_artist(label)
        box = text_box(x, y, words, points, anchor, bold)
        self.boxes.append(box)
        return box

    def free(self, box: Box, gap: float = 1.0) -> bool:
        """Say whether a label in this box would meet no other and stay on the sheet."""
        inside = box.left >= 0 and box.right <= self.width and box.bottom >= 0
        return inside and box.top <= self.height and not any(box.meets(b, gap) for b in self.boxes)


def _ring(corners: int, start: float, reach: float = 1.0) -> np.ndarray[Any, Any]:
    turns = np.radians(start + np.arange(corners + 1) * 360 / corners)
    return np.column_stack((np.cos(turns), np.sin(turns))) * reach


_ARM = np.array([(0, 0.4), (0.5, 0.9), (0.9, 0.5)])  # a quarter of a cross, turned four times
_TURN = np.array([(0, -1), (1, 0)])
_CROSS = np.vstack([_ARM, _ARM @ _TURN, _ARM @ _TURN @ _TURN, _ARM @ -_TURN, _ARM[:1]])
_CIRCLE = Path.unit_circle()
_SHAPES: dict[str, np.ndarray[Any, Any]] = {
    "o": np.asarray(_CIRCLE.vertices),
    "s": _ring(4, 45, 1.25),
    "^": _ring(3, 90, 1.3),
    "v": _ring(3, -90, 1.3),
    "D": _ring(4, 0, 1.3),
    "X": _CROSS,
    "|": _ring(4, 45) * (0.31, 1.84),
}


def _shape_codes(shape: str) -> Any:
    if shape == "o":
        return _CIRCLE.codes
    corners = len(_SHAPES[shape])
    return [Path.MOVETO, *[Path.LINETO] * (corners - 2), Path.CLOSEPOLY]
