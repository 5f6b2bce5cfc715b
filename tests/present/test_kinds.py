"""What holds for every kind of chart: labels keep apart, hostile names stay text, bytes repeat."""

from __future__ import annotations

import subprocess
import sys

import matplotlib as mpl
import pytest
from tests.present.drawing import DRAWN, SVG, meeting_texts, parse, smallest_text, texts_cut_off
from tests.present.samples import KINDS

from analysis.present.charts.canvas import Canvas
from analysis.present.style import NARROW, WIDE

PHONE = 288  # a phone of 320 pixels less the margins of a page
SWITCH = 560  # the column at which the wide drawing gives way to the narrow one


@pytest.fixture(params=sorted(KINDS))
def make(request: pytest.FixtureRequest):
    return KINDS[request.param]


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_labels_neither_overlap_nor_run_out_of_the_drawing(make, narrow):
    svg = make().svg(narrow=narrow)
    assert meeting_texts(svg) == []
    assert texts_cut_off(svg) == []


def test_an_upright_line_breaks_where_words_stand():
    canvas = Canvas(WIDE, 100.0)
    words = [canvas.text(50, y, "half of those", anchor="middle") for y in (30, 70)]
    canvas.text(300, 50, "elsewhere")
    canvas.upright(50, 0, 100)
    ends = list(canvas.figure.artists[-1].get_ydata())
    gaps = [(ends[at - 1], ends[at + 1]) for at, y in enumerate(ends) if y != y]
    assert gaps == [(box.bottom, box.top) for box in words]
    assert (ends[0], ends[-1]) == (0, 100)


def test_text_can_be_read_at_the_smallest_size_each_drawing_is_shown(make):
    chart = make()
    assert smallest_text(chart.svg(narrow=True)) * PHONE / NARROW.width >= 9
    assert smallest_text(chart.svg()) * SWITCH / WIDE.width >= 9


def test_hostile_names_stay_text_and_keep_apart(make, hostile):
    chart = make(hostile)
    for svg in (chart.svg(), chart.svg(narrow=True)):
        assert {node.tag.removeprefix(SVG) for node in parse(svg).iter()} <= DRAWN
        assert meeting_texts(svg) == []
        assert texts_cut_off(svg) == []


def test_an_empty_frame_is_said_and_draws_nothing(make):
    chart = make(rows=0)
    assert chart.figure is None
    assert "<svg" not in chart.html
    assert chart.none in chart.html


def test_one_row_is_drawn(make):
    chart = make(rows=1)
    assert meeting_texts(chart.svg()) == []
    assert "<path" in chart.svg()


def test_the_frame_given_is_not_changed(make):
    chart = make()
    before = chart.data.copy(deep=True)
    _ = chart.html
    assert chart.data.equals(before)


def test_settings_of_the_reader_do_not_change_the_drawing(make):
    plain = make().html
    with mpl.rc_context(
        {"font.size": 30, "lines.linewidth": 9, "path.simplify": False, "axes.grid": True}
    ):
        assert make().html == plain


@pytest.mark.slow
def test_every_process_writes_the_same_bytes():
    code = (
        "import hashlib; from tests.present.samples import KINDS; "
        "html = ''.join(KINDS[name]().html for name in ('rates', 'offers', 'dispute', 'grid')); "
        "print(hashlib.sha256(html.encode()).hexdigest())"
    )
    sums = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "4242")
    }
    assert len(sums) == 1
