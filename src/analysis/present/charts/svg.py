"""Writing a matplotlib figure as compact, accessible SVG that follows the page's colours.

matplotlib's own SVG backend fixes sizes and colours, puts a block of metadata in front, and
numbers its ids by figure. This renderer draws the same artists and writes only what a page needs:
text as text, coordinates to a tenth of a pixel, colours as CSS variables, the shape of a mark that
comes many times once, no ids but of such shapes and the two that a screen reader is sent to. It
holds no state between drawings and reads no settings, so the same figure gives the same bytes in
every process.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from html import escape
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from analysis.present.charts.lettering import measure
from analysis.present.charts.strokes import path_data, short
from analysis.present.style import COLOURS, FONTS

_ROLES = {pair[0]: role for role, pair in COLOURS.items()}
_ANCHORS = {"center": "middle", "right": "end"}
_BASE_SIZE = 12.0
_INK = COLOURS["ink"][0]
_MANY_MARKS = 4  # of one shape and colour: the shape is written once, and placed so many times
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_svg(figure: Figure, *, id: str, title: str, desc: str, shown: float = 0) -> str:
    """Write a figure as an ``<svg>`` element with a title and a description.

    The drawing scales to the width it is given (a viewBox and no size); one unit is one CSS pixel
    of the sheet it was drawn for. All text is escaped. A drawing to stand alone is ``shown`` at a
    width in pixels, in the colours of light pages on white: programs that draw know no variables.
    """
    width, height = figure.get_size_inches() * 72
    renderer = _Renderer(float(width), float(height), id, alone=bool(shown))
    dpi = figure.dpi
    figure.set_dpi(72)
    try:
        figure.draw(renderer)
    finally:
        figure.set_dpi(dpi)
    size, ink, paper = "", "currentColor", ""
    if shown:
        size = f'width="{short(shown)}" height="{short(shown * height / width)}" '
        ink = COLOURS["ink"][0]
        paper = f'<path d="M0 0h{short(width)}v{short(height)}h{short(-width)}z" fill="#fff"/>'
    return (
        f'<svg role="img" aria-labelledby="{id}-title {id}-desc" {size}'
        f'viewBox="0 0 {short(width)} {short(height)}" xmlns="http://www.w3.org/2000/svg" '
        f'font-family="{FONTS}" font-size="{short(_BASE_SIZE)}" fill="{ink}" '
        'stroke-linejoin="round">'
        f'<title id="{id}-title">{_text(title)}</title>'
        f'<desc id="{id}-desc">{_text(desc)}</desc>'
        f"{paper}{renderer.finish()}</svg>"
    )


def _text(words: str) -> str:
    """Escape text, less the control characters that may not stand in a drawing at all."""
    return escape(_UNFIT.sub("", words), quote=False)


def paint(colour: Any, *, alone: bool = False) -> str:
    """Give a house colour as its CSS variable (with its light value behind it), others as hex.

    A drawing that stands ``alone`` has the light values only.

    >>> paint("#0b4f94"), paint("#1b1f24"), paint("red")
    ('var(--c1,#0b4f94)', 'currentColor', '#ff0000')
    """
    code = to_hex(colour)
    role = _ROLES.get(code)
    if role == "ink":
        return code if alone else "currentColor"
    return f"var(--{role},{code})" if role and not alone else code


@lru_cache(maxsize=256)
def _painted(colour: Any, alone: bool) -> str:
    return paint(colour, alone=alone)


class _Renderer(RendererBase):
    def __init__(self, width: float, height: float, id: str, *, alone: bool = False) -> None:
        super().__init__()
        self.width, self.height, self.alone = width, height, alone
        self._id, self._shapes = id, 0
        self._pieces: list[str] = []
        # What is not yet written: element, strokes, and the paths or texts that share them. Marks
        # have their shape for an element, a path around the point 0 0.
        self._open: tuple[str, str, list[str]] = ("", "", [])

    def finish(self) -> str:
        """Give all that was drawn."""
        self._add("", "", "")
        return "".join(self._pieces)

    def _add(self, element: str, strokes: str, what: str) -> None:
        """Join what is drawn to its neighbours of the same looks (grid lines, marks, figures).

        What can be seen through stays a path of its own: each must darken what lies under it.
        """
        if self._open[:2] == (element, strokes):
            self._open[2].append(what)
            return
        before, shared, parts = self._open
        if before.startswith("M") and len(parts) < _MANY_MARKS:
            before, parts = "path", [f"M{place}m{before[1:]}" for place in parts]
        if before.startswith("M"):
            self._pieces.append(self._placed(before, shared, parts))
        elif before == "path" and "opacity" in shared and len(parts) > 1:
            paths = "".join(f'<path d="{part}"/>' for part in parts)
            self._pieces.append(f"<g{shared}>{paths}</g>")
        elif before == "path":
            self._pieces.append(f'<path d="{"".join(parts)}"{shared}/>')
        elif before == "text" and (len(parts) == 1 or not shared):
            self._pieces += [part.replace("<text", f"<text{shared}", 1) for part in parts]
        elif before == "text":
            self._pieces.append(f"<g{shared}>{''.join(parts)}</g>")
        self._open = element, strokes, [what]

    def _placed(self, shape: str, strokes: str, places: list[str]) -> str:
        """Write a mark once, and a path that can not be seen with the mark at all its points."""
        self._shapes += 1
        name = f"{self._id}-mark{self._shapes}"
        at = "".join(f' marker-{part}="url(#{name})"' for part in ("start", "mid", "end"))
        return (
            f'<marker id="{name}" markerUnits="userSpaceOnUse" overflow="visible">'
            f'<path d="{shape}"{strokes}/></marker>'
            f'<path d="M{" ".join(places)}" fill="none"{at}/>'
        )

    def _paint(self, colour: Any) -> str:
        plain = colour if isinstance(colour, str) else tuple(colour[:3])
        return _painted(plain, self.alone)

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def points_to_pixels(self, points: Any) -> Any:
        return points

    def get_text_width_height_descent(
        self, s: str, prop: Any, ismath: Any
    ) -> tuple[float, float, float]:
        size = prop.get_size_in_points()
        return measure(s, size, bold=_is_bold(prop)), size * 0.76, 0.0

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Any,
        rgbFace: Any = None,  # noqa: N803 (matplotlib's name)
    ) -> None:
        data = path_data(path, transform + Affine2D().scale(1, -1).translate(0, self.height))
        if data:
            self._add("path", self._strokes(gc, rgbFace), data)

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Any,
        path: Path,
        trans: Any,
        rgbFace: Any = None,  # noqa: N803 (matplotlib's name)
    ) -> None:
        down = Affine2D().scale(1, -1)
        shape, strokes = path_data(marker_path, marker_trans + down), self._strokes(gc, rgbFace)
        for x, y in (trans + down.translate(0, self.height)).transform(path.vertices):
            if math.isfinite(x) and math.isfinite(y):
                self._add(shape, strokes, f"{short(x)} {short(y)}")

    def _strokes(self, gc: GraphicsContextBase, face: Any) -> str:
        marks = []
        alpha = gc.get_alpha()
        if face is None:
            marks.append(' fill="none"')
        else:
            filled = self._paint(face)
            marks.append(f' fill="{filled}"' if filled != self._paint(_INK) else "")
            opacity = alpha if gc.get_forced_alpha() else face[3] if len(face) > 3 else 1
            marks.append(f' fill-opacity="{opacity:.2g}"' if opacity < 1 else "")
        if gc.get_linewidth() > 0 and gc.get_rgb()[3] > 0:
            marks.append(f' stroke="{self._paint(gc.get_rgb())}"')
            if gc.get_linewidth() != 1:
                marks.append(f' stroke-width="{short(gc.get_linewidth())}"')
            dashes: Any = gc.get_dashes()[1]
            if dashes is not None:
                lengths = " ".join(short(float(length)) for length in list(dashes))
                marks.append(f' stroke-dasharray="{lengths}"')
            if gc.get_capstyle() == "round":
                marks.append(' stroke-linecap="round"')
        return "".join(marks)

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        marks, turn = [], ""
        if mtext is not None and angle == 0 and "\n" not in mtext.get_text():
            x = float(mtext.get_transform().transform(mtext.get_unitless_position())[0])
            anchor = _ANCHORS.get(mtext.get_horizontalalignment())
            marks.append(f' text-anchor="{anchor}"' if anchor else "")
        if angle:
            turn = f' transform="rotate({short(-angle)} {short(x)} {short(y)})"'
        if (size := prop.get_size_in_points()) != _BASE_SIZE:
            marks.append(f' font-size="{short(size)}"')
        if _is_bold(prop):
            marks.append(' font-weight="600"')
        if (colour := self._paint(gc.get_rgb())) != self._paint(_INK):
            marks.append(f' fill="{colour}"')
        if mtext is not None and mtext.get_gid() == "halo":
            paper = self._paint(COLOURS["paper"][0])
            marks.append(f' stroke="{paper}" stroke-width="3.5" paint-order="stroke"')
        words = _text(s)
        self._add(
            "text", "".join(marks), f'<text x="{short(x)}" y="{short(y)}"{turn}>{words}</text>'
        )


def _is_bold(prop: Any) -> bool:
    weight = prop.get_weight()
    return weight in ("bold", "semibold") or (isinstance(weight, int) and weight >= 600)
