"""The picture that a shared link shows: a report's title and its first finding, as a card.

Made only for a site that has an address, since Open Graph takes no relative ones (ogp.me).
"""

from __future__ import annotations

import textwrap
import warnings
from pathlib import Path
from typing import Any

from analysis.present.style import COLOURS

WIDTH, HEIGHT = 1200, 630  # the shape that most readers of Open Graph show whole
TITLE_WIDTH, TEXT_WIDTH, MOST_LINES = 46, 56, 8


def write_picture(path: Path, title: str, text: str) -> None:
    """Write a card of a title and a sentence as PNG, the same bytes each time.

    Letters are those of DejaVu Sans, which comes with matplotlib; what it lacks is a box.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    ink, soft, accent, paper = (COLOURS[role][0] for role in ("ink", "soft", "c1", "paper"))
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=paper)
    canvas = FigureCanvasAgg(figure)
    look: dict[str, Any] = {"family": "DejaVu Sans", "parse_math": False, "va": "top"}
    look["linespacing"] = 1.35
    figure.add_artist(_bar(accent))
    heading = _wrapped(title, TITLE_WIDTH, 2)
    body = _wrapped(text, TEXT_WIDTH, MOST_LINES - heading.count("\n"))
    figure.text(0.06, 0.88, "realpay", size=20, weight="bold", color=soft, **look)
    figure.text(0.06, 0.77, heading, size=28, weight="bold", color=ink, **look)
    below = 0.77 - 0.105 * (heading.count("\n") + 1) - 0.03
    figure.text(0.06, below, body, size=23, color=ink, **look)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")
        canvas.print_png(path, metadata={"Software": None})


def _bar(colour: str) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((0, 0.975), 1, 0.025, color=colour)


def _wrapped(text: str, width: int, lines: int) -> str:
    plain = "".join(one if one.isprintable() else " " for one in text)
    return "\n".join(textwrap.wrap(plain, width, max_lines=lines, placeholder=" …"))
