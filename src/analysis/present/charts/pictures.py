"""A chart as a file of its own: the drawing with headline and subtitle above, source below.

The words are written on the figure itself, which grows for as long as it is saved, so that PNG, SVG
and PDF show one and the same picture.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from analysis.errors import UsageError
from analysis.present.charts.canvas import Drawing
from analysis.present.charts.lettering import wrap
from analysis.present.charts.svg import write_svg
from analysis.present.style import COLOURS

MARGIN = 20.0
HEADLINE, SMALL, LEADING = 19.0, 13.5, 1.35
LINES = 3  # of a headline, a subtitle or a source
WIDTHS = {".png": 1440, ".svg": 720, ".pdf": 720}
LEAST, MOST = 100, 10_000
# matplotlib's own letters, whatever its settings are; in a PDF they stay letters.
SETTINGS: Any = {"text.hinting": "no_hinting", "pdf.fonttype": 42, "font.family": "DejaVu Sans"}


@dataclass(frozen=True)
class Said:
    """What a picture says beside the drawing."""

    headline: str
    subtitle: str
    source: str
    address: str
    alt: str


def save_picture(
    figure: Drawing, path: Path, words: Said, *, id: str, width: int | None = None
) -> Path:
    """Save a drawing with its words; the ending of `path` says as what. Returns `path`."""
    form = path.suffix.lower()
    if form not in WIDTHS:
        known = ", ".join(WIDTHS)
        raise UsageError(f"{path.name}: a chart is saved as {known}, not as {form or 'nothing'!r}.")
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent} to put {path.name} in. Make it first.")
    if path.is_dir():
        raise UsageError(f"{path} is a folder. Name the file: {path / f'{id}{form}'}")
    wide = WIDTHS[form] if width is None else width
    if not LEAST <= wide <= MOST:
        raise UsageError(f"width={wide}: a picture is {LEAST} to {MOST:,} pixels wide.")
    try:
        with _framed(figure, words) as whole:
            _write(figure, path, form, wide, whole, words, id)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(f"{path} cannot be written ({reason}).") from None
    return path


def _write(
    figure: Drawing, path: Path, form: str, wide: int, whole: float, words: Said, id: str
) -> None:
    if form == ".svg":
        text = write_svg(figure, id=id, title=words.headline, desc=words.alt, shown=wide)
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
        warnings.filterwarnings("ignore", "Glyph")  # a letter that the font lacks is a box
        FigureCanvasAgg(figure)
        if form == ".png":
            about = {"Software": None, "Title": words.headline, "Description": words.alt}
            figure.savefig(path, dpi=72 * wide / whole, metadata=about)
            return
        about = {"Title": words.headline, "Creator": "realpay", "CreationDate": None}
        with _enlarged(figure, wide * 0.75 / whole):
            figure.savefig(path, format="pdf", metadata={**about, "Producer": None})


@contextmanager
def _framed(figure: Drawing, words: Said) -> Iterator[float]:
    """Give the drawing its words, and the figure room for them; yield its width in pixels."""
    width, height = (float(side) for side in figure.get_size_inches() * 72)
    below = [("soft", line) for line in wrap(f"Source: {words.source}", width, SMALL, lines=LINES)]
    made = f"realpay · {words.address}" if words.address else "realpay"
    below += [("soft", line) for line in wrap(made, width, SMALL, lines=2)]
    head = wrap(words.headline, width, HEADLINE, lines=LINES, bold=True)
    told = wrap(words.subtitle, width, SMALL, lines=LINES)
    foot = MARGIN + len(below) * SMALL * LEADING + SMALL * 0.7
    top = MARGIN + len(head) * HEADLINE * LEADING + len(told) * SMALL * LEADING + SMALL * 0.7
    whole, tall = width + 2 * MARGIN, height + foot + top
    added: list[Text] = []

    def put(lines: Sequence[tuple[str, str]], y: float, size: float, weight: str) -> float:
        for role, line in lines:
            y -= size * LEADING
            added.append(
                Text(
                    MARGIN, y + size * (LEADING - 1), line, color=COLOURS[role][0], fontsize=size,
                    fontfamily="sans-serif", fontweight=weight, transform=figure.paper,
                    parse_math=False, usetex=False, zorder=5,
                )
            )  # fmt: skip
        return y

    y = put([("ink", line) for line in head], tall - MARGIN, HEADLINE, "bold")
    put([("soft", line) for line in told], y, SMALL, "normal")
    put(below, MARGIN + len(below) * SMALL * LEADING, SMALL, "normal")
    try:
        for text in added:
            figure.add_artist(text)
        figure.corner.translate(MARGIN, foot)
        figure.set_size_inches(whole / 72, tall / 72)
        figure.place_axes()
        figure.patch.set(visible=True, facecolor="white")
        yield whole
    finally:
        for text in added:
            text.remove()
        figure.corner.clear()
        figure.set_size_inches(width / 72, height / 72)
        figure.place_axes()
        figure.patch.set_visible(False)


@contextmanager
def _enlarged(figure: Drawing, times: float) -> Iterator[None]:
    """Make a figure larger with all that is on it: a PDF has no dots of which to take more."""
    before: list[tuple[Any, Any]] = []

    def set_again(setter: Any, now: Any, then: Any) -> None:
        before.append((setter, now))
        setter(then)

    wide, tall = (float(side) for side in figure.get_size_inches())
    for artist in figure.findobj(include_self=False):
        if isinstance(artist, Text):
            points = float(artist.get_fontsize())
            set_again(artist.set_fontsize, points, points * times)
        if isinstance(artist, (Line2D, Patch)):
            stroke = artist.get_linewidth()
            set_again(artist.set_linewidth, stroke, stroke * times)
        if isinstance(artist, Line2D):
            mark = artist.get_markersize()
            set_again(artist.set_markersize, mark, mark * times)
            rim = artist.get_markeredgewidth()
            set_again(artist.set_markeredgewidth, rim, rim * times)
        if isinstance(artist, Collection):
            strokes = np.atleast_1d(artist.get_linewidth())
            set_again(artist.set_linewidth, list(strokes), list(strokes * times))
    try:
        figure.scale_paper(times)
        figure.set_size_inches(wide * times, tall * times)
        yield
    finally:
        figure.scale_paper(1 / times)
        figure.set_size_inches(wide, tall)
        for setter, value in before:
            setter(value)
