"""Approved pictures of every kind of chart: ``python -m tests.present.pictures`` approves anew.

Look at each picture before committing it. matplotlib's own fonts and Agg draw the same artists
that a page shows as SVG, so no browser is needed and readers' fonts do not matter.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import imread, imsave
from tests.present.samples import KINDS

APPROVED = Path(__file__).parent / "baseline"
SHEETS = ("wide", "narrow")
# Fewer rows where all of them would make a large picture of the same.
ROWS = {"ballots": 24, "coverage": 24, "grades": 48, "grid": 24, "offers": 5, "rates": 160}


def paint(kind: str, sheet: str, file: Path) -> None:
    """Draw one kind of chart as a picture on white."""
    save(figure_of(kind, sheet), file)


def figure_of(kind: str, sheet: str) -> Figure:
    """Give the drawing of one kind of chart for one sheet."""
    chart = KINDS[kind](rows=ROWS[kind]) if kind in ROWS else KINDS[kind]()
    figure = chart.narrow if sheet == "narrow" else chart.figure
    assert figure is not None
    return figure


def save(figure: Figure, file: Path) -> None:
    """Save a drawing as a picture, whatever matplotlib's settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        # Letters at their true width: hinted ones are up to a twentieth wider at this size.
        mpl.rcParams["text.hinting"] = "no_hinting"
        figure.patch.set(visible=True, facecolor="white")
        FigureCanvasAgg(figure)
        figure.savefig(file, dpi=72)


def main() -> None:
    APPROVED.mkdir(exist_ok=True)
    for kind in KINDS:
        for sheet in SHEETS:
            file = APPROVED / f"{kind}-{sheet}.png"
            paint(kind, sheet, file)
            # The same picture in fewer bytes: white shows through nowhere.
            imsave(file, imread(file)[..., :3], pil_kwargs={"optimize": True})


if __name__ == "__main__":
    main()
