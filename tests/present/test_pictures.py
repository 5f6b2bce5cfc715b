"""Every kind of chart looks as it was approved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from matplotlib.image import imread
from matplotlib.testing.compare import compare_images
from matplotlib.text import Text
from tests.present.pictures import APPROVED, SHEETS, figure_of, paint, save
from tests.present.samples import KINDS

# Root mean square of the difference, of 255. Another FreeType moves the edges of letters by less;
# a label moved by two pixels is more (the last test holds this).
TOLERANCE = 3.0


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_chart_looks_as_approved(kind: str, sheet: str, tmp_path: Path):
    made, approved = tmp_path / "made.png", tmp_path / "approved.png"
    paint(kind, sheet, made)
    # The comparison writes what differs beside the pictures, which is not for the checkout.
    shutil.copy(APPROVED / f"{kind}-{sheet}.png", approved)
    told = compare_images(str(approved), str(made), tol=TOLERANCE)
    assert told is None, f"{told} If the new picture is right: python -m tests.present.pictures"


def test_every_approved_picture_is_of_a_chart_that_is_drawn():
    drawn = {f"{kind}-{sheet}.png" for kind in KINDS for sheet in SHEETS}
    assert {file.name for file in APPROVED.iterdir()} == drawn


def test_pictures_are_of_the_width_of_their_sheet():
    widths = {sheet: imread(APPROVED / f"bars-{sheet}.png").shape[1] for sheet in SHEETS}
    assert widths == {"wide": 720, "narrow": 328}


def test_a_label_that_moved_is_noticed(tmp_path: Path):
    before, after = tmp_path / "before.png", tmp_path / "after.png"
    paint("bars", "narrow", before)
    figure = figure_of("bars", "narrow")
    label = next(text for text in figure.findobj(Text) if text.get_text() == "EO")
    label.set_x(label.get_position()[0] + 2)
    save(figure, after)
    assert compare_images(str(before), str(after), tol=TOLERANCE) is not None
