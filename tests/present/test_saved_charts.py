"""A chart taken along: the same picture as PNG, SVG and PDF, and axes to draw on it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
import pytest
from matplotlib.image import imread
from tests.present.drawing import parse
from tests.present.samples import KINDS

from analysis.errors import ReportError, UsageError
from analysis.present import Chart, line_chart

ADDRESS = "https://pay.example/offers.html"
WORDS = {
    "id": "rates",
    "headline": 'Prices "rose" <fast> 🙂 </script>',
    "subtitle": "Twelve-month rate, United Kingdom, per cent",
    "alt": "The line rises.",
    "source": "Consumer prices from ONS, released 16 November 2022",
}


def rates() -> Chart:
    frame = pd.DataFrame(
        {
            "period": pd.period_range("2022-01", periods=10, freq="M"),
            "series": "CPI",
            "value": [5.5, 6.2, 7.0, 9.0, 9.1, 9.4, 10.1, 9.9, 10.1, 11.1],
        }
    )
    return line_chart(frame, unit="%", **WORDS)


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_chart_gives_the_same_bytes(tmp_path: Path, form: str) -> None:
    for name in ("one", "two"):
        rates().save(tmp_path / f"{name}.{form}", address=ADDRESS)
    one, two = ((tmp_path / f"{name}.{form}").read_bytes() for name in ("one", "two"))
    assert one == two
    assert len(one) > 1500


def test_an_svg_carries_its_words_and_the_address_and_needs_no_page(tmp_path: Path) -> None:
    text = rates().save(tmp_path / "x.svg", address=ADDRESS, width=900).read_text("utf-8")
    root = parse(text)
    said = " ".join(node.text or "" for node in root.iter() if node.tag.endswith("}text"))
    for words in (WORDS["headline"], WORDS["subtitle"], WORDS["source"], ADDRESS):
        assert words in said
    assert root.get("width") == "900"
    assert "var(" not in text
    assert "currentColor" not in text


def test_a_png_is_as_wide_as_asked_and_no_part_of_it_is_cut_off(tmp_path: Path) -> None:
    small = imread(rates().save(tmp_path / "small.png", width=760))[..., :3]
    large = imread(rates().save(tmp_path / "large.png", width=1520))[..., :3]
    assert (small.shape[1], large.shape[1]) == (760, 1520)
    assert abs(large.shape[0] - 2 * small.shape[0]) <= 2
    halved = large[: 2 * small.shape[0], :1520].reshape(-1, 2, 760, 2, 3).mean(axis=(1, 3))
    assert np.abs(halved - small[: len(halved)]).mean() < 0.02
    edge = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    assert (edge > 0.99).all()


def test_a_pdf_is_as_large_as_asked_and_its_words_are_text(tmp_path: Path) -> None:
    content = rates().save(tmp_path / "x.pdf", width=1520).read_bytes()
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+)", content)
    assert box is not None
    assert float(box[1]) == pytest.approx(1520 * 0.75, abs=1)
    assert b"/FontFile2" in content


def test_a_figure_is_right_at_any_dpi(tmp_path: Path) -> None:
    figure = rates().figure
    assert figure is not None
    pictures = []
    for dpi in (72, 144):
        figure.savefig(tmp_path / f"{dpi}.png", dpi=dpi)
        pictures.append(imread(tmp_path / f"{dpi}.png")[..., 3])
    whole = pictures[0].shape
    assert pictures[1].shape == (whole[0] * 2, whole[1] * 2)
    small, large = (
        picture.reshape(whole[0] // 8, 8 * scale, whole[1] // 8, 8 * scale).mean(axis=(1, 3))
        for scale, picture in zip((1, 2), pictures, strict=True)
    )
    assert np.abs(large - small).mean() < 0.01
    assert np.abs(large[::-1] - small).mean() > 0.01


def test_saving_leaves_the_chart_as_it_was(tmp_path: Path) -> None:
    chart = rates()
    before = chart.svg()
    for form in ("png", "svg", "pdf"):
        chart.save(tmp_path / f"x.{form}", width=1000)
    assert chart.svg() == before


def test_axes_are_in_dates_and_in_the_unit_of_the_chart() -> None:
    axes = rates().axes
    low, high = (mdates.num2date(end).date() for end in axes.get_xlim())
    assert (low, high) == (dt.date(2022, 1, 1), dt.date(2022, 10, 1))
    assert axes.get_ylim() == (0.0, 12.0)


def test_what_is_drawn_on_the_axes_stands_where_the_figures_stand() -> None:
    chart = rates()
    chart.axes.plot([dt.date(2022, 1, 1), dt.date(2022, 10, 1)], [5.5, 11.1], color="#123456")
    paths = {
        node.get("stroke"): node.get("d", "")
        for node in parse(chart.svg()).iter()
        if node.get("stroke")
    }
    ours = paths["#123456"]
    line = next(d for stroke, d in paths.items() if stroke and "--c1" in stroke)
    assert ours.split("l")[0] == line.split("l")[0]


def test_an_annotation_is_in_page_svg_and_png(tmp_path: Path) -> None:
    chart = rates()
    plain = imread(chart.save(tmp_path / "plain.png"))
    chart.axes.annotate(
        "the offer\nof 3 % & more", (dt.date(2022, 6, 1), 9.4), xytext=(20, -60),
        textcoords="offset points", arrowprops={"arrowstyle": "->"},
    )  # fmt: skip
    for text in (chart.html, chart.save(tmp_path / "x.svg").read_text("utf-8")):
        assert "the offer" in text
        assert "of 3 % &amp; more" in text
    assert (imread(chart.save(tmp_path / "noted.png")) != plain).any()


def test_a_note_on_the_wide_drawing_alone_is_not_lost_on_a_phone() -> None:
    chart = rates()
    assert 'class="chart-narrow"' in chart.html
    chart.axes.text(dt.date(2022, 6, 1), 2, "a note")
    assert 'class="chart-narrow"' not in chart.html
    chart.narrow_axes.text(dt.date(2022, 6, 1), 2, "a shorter note")
    assert chart.html.count("note") == 2
    assert 'class="chart-narrow"' in chart.html


def test_rows_of_names_are_counted_from_the_top() -> None:
    axes = KINDS["bars"]().axes
    box = axes.get_position()
    places = [axes.transData.transform((0, row))[1] for row in range(5)]
    assert places == sorted(places, reverse=True)
    assert box.y1 > box.y0


def test_panels_in_two_columns_have_no_one_place_for_axes() -> None:
    with pytest.raises(ReportError, match="drawn in several blocks"):
        assert KINDS["panels"]().axes
    assert KINDS["panels"](rows=10).axes


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"panels"}))
def test_every_kind_of_chart_has_axes_and_is_saved(kind: str, tmp_path: Path) -> None:
    chart = KINDS[kind]()
    low, high = chart.axes.get_xlim()
    chart.axes.plot([low, high], chart.axes.get_ylim(), color="#123456")
    assert "#123456" in chart.save(tmp_path / "x.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x.bmp", r"x\.bmp: a chart is saved as \.png, \.svg, \.pdf, not as '\.bmp'"),
        ("x", "not as 'nothing'"),
        ("none/x.png", "There is no folder .*none to put x.png in. Make it first."),
        ("folder.svg", "is a folder. Name the file"),
    ],
)
def test_a_wrong_name_is_told_and_nothing_is_written(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(UsageError, match=said):
        rates().save(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.svg"]


@pytest.mark.parametrize("width", [0, -5, 99, 10_001])
def test_a_width_out_of_reason_is_refused(tmp_path: Path, width: int) -> None:
    with pytest.raises(UsageError, match=r"a picture is 100 to 10,000 pixels wide"):
        rates().save(tmp_path / "x.png", width=width)


def test_a_chart_without_data_says_so(tmp_path: Path) -> None:
    frame = pd.DataFrame({"period": [], "series": [], "value": []})
    chart = line_chart(frame, **WORDS)
    with pytest.raises(ReportError, match="no data, so there is no picture"):
        chart.save(tmp_path / "x.png")
    with pytest.raises(ReportError, match="no axes to draw on"):
        _ = chart.axes
