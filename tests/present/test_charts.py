"""Charts: their words, their drawing, their data, in one figure."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
from tests.present.drawing import DRAWN, SVG, parse

from analysis.errors import ReportError
from analysis.present import Value, line_chart, timeline_chart
from analysis.present.style import CSS, variables


def test_each_drawing_has_a_role_a_title_and_a_description(rates, words):
    chart = line_chart(rates, unit="%", **words)
    for name, narrow in (("wide", False), ("narrow", True)):
        drawing = parse(chart.svg(narrow=narrow))
        assert drawing.get("role") == "img"
        assert drawing.get("aria-labelledby") == f"rates-{name}-title rates-{name}-desc"
        assert drawing.find(f"{SVG}title").text == words["headline"]
        assert drawing.find(f"{SVG}desc").text == words["alt"]


def test_a_drawing_scales_and_has_no_size_style_or_address_of_its_own(rates, words):
    svg = line_chart(rates, unit="%", **words).svg()
    drawing = parse(svg)
    assert drawing.get("width") is None
    assert drawing.get("viewBox").startswith("0 0 720 ")
    assert "style=" not in svg
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]


def test_all_ids_of_a_chart_begin_with_its_id_and_none_comes_twice(rates, words):
    ids = re.findall(r'\bid="([^"]+)"', line_chart(rates, unit="%", **words).html)
    assert len(ids) == len(set(ids))
    assert all(name.startswith("rates") for name in ids)


def test_text_is_kept_as_text(rates, words):
    drawing = parse(line_chart(rates, **words).svg())
    texts = [text.text for text in drawing.iter(f"{SVG}text")]
    assert {"CPI", "CPIH", "RPI"} <= set(texts)


def test_colours_are_variables_that_the_page_sets(rates, words):
    svg = line_chart(rates, unit="%", **words).svg()
    bare = re.sub(r"var\(--\w+,#[0-9a-f]{6}\)", "", svg)
    assert not re.search(r"#[0-9a-fA-F]{3,6}", bare)
    assert set(re.findall(r"var\((--\w+),", svg)) <= set(re.findall(r"(--\w+):", CSS))


def test_a_simple_chart_is_under_thirty_kilobytes(words):
    months = pd.period_range("1989-01", "2026-08", freq="M")
    frame = pd.concat(
        [
            pd.DataFrame(
                {"period": months, "series": name, "value": [(i * k) % 97 / 7 for i in range(452)]}
            )
            for name, k in (("CPI", 31), ("RPI", 53))
        ]
    )
    chart = line_chart(frame, unit="%", **words)
    assert len(chart.svg()) + len(chart.svg(narrow=True)) < 30_000


def test_the_figure_has_headline_subtitle_source_and_its_data_folded(rates, words):
    html = line_chart(rates, unit="%", **words).html
    assert html.startswith('<figure class="chart" id="rates"><figcaption><h3')
    for said in ("headline", "subtitle", "source"):
        assert words[said] in html
    assert "<details" in html
    assert "<details open" not in html
    assert '<th scope="row">October 2022</th><td>11.1</td>' in html


def test_a_drawing_longer_than_paper_is_told_in_words_there(words):
    lanes = pd.DataFrame(
        {
            "lane": "Ballots",
            "start": pd.to_datetime([f"20{at:02d}-01-01" for at in range(26)] * 4),
            "label": "strike, about pay and pensions: 86.2 % yes on 51.9 % turnout",
        }
    )
    long, short = (timeline_chart(rows, **words).html for rows in (lanes, lanes.head(2)))
    assert f'<p class="on-paper">{words["alt"]} The drawing is longer' in long
    assert '<div class="off-paper"><div class="chart-wide">' in long
    assert "on-paper" not in short


def test_series_stand_side_by_side_under_their_chart(rates, words):
    table = line_chart(rates, unit="%", **words).table
    assert [column.header for column in table.columns] == ["period", "CPI", "CPIH", "RPI"]
    assert len(table.frame) == 6


def test_a_period_that_one_series_lacks_is_a_blank_with_a_reason(rates, words):
    ragged = rates.drop(index=rates.index[-1])
    table = line_chart(ragged, unit="%", **words).table
    assert table.reasons() == {"no figure": "a"}


def test_the_data_stay_tidy_where_side_by_side_would_be_mostly_blank(words):
    frame = pd.DataFrame(
        {
            "period": pd.period_range("2020-01", periods=4, freq="M"),
            "series": ["a", "b", "c", "d"],
            "value": [1.0, 2.0, 3.0, 4.0],
        }
    )
    assert [c.header for c in line_chart(frame, **words).table.columns] == list(frame.columns)


def test_nothing_to_show_is_said_and_no_axis_is_drawn(rates, words):
    chart = line_chart(rates.iloc[:0], unit="%", none="No rate was published.", **words)
    assert chart.figure is None
    assert "<svg" not in chart.html
    assert "No rate was published." in chart.html
    assert chart.record()["empty"] is True


def test_the_counts_of_its_words_go_along_with_where_they_come_from(rates, words):
    above = Value(10, function="analysis.counted", note="months above 10 per cent")
    counted = line_chart(rates, unit="%", counts={"above": above}, **words).record()["counts"]
    assert counted == {"above": above.record()}
    assert line_chart(rates, unit="%", **words).record()["counts"] == {}


def test_series_without_a_single_figure_are_nothing_to_show(rates, words):
    assert line_chart(rates.assign(value=float("nan")), **words).figure is None


@pytest.mark.parametrize("word", ["headline", "subtitle", "alt", "source"])
def test_a_chart_without_its_words_is_refused(rates, words, word):
    with pytest.raises(ReportError, match=f"its {word} is missing"):
        line_chart(rates, **(words | {word: " "}))


def test_a_headline_of_more_than_ten_words_is_refused(rates, words):
    long = {"headline": "one two three four five six seven eight nine ten eleven"}
    with pytest.raises(ReportError, match="the headline has 11 words"):
        line_chart(rates, **(words | long))


def test_a_column_that_the_frame_lacks_is_refused_with_the_nearest(rates, words):
    with pytest.raises(ReportError, match=r"no column 'serie'\. Did you mean series\?"):
        line_chart(rates, series="serie", **words)


def test_words_of_data_come_out_as_text_in_drawing_and_page(rates, words, hostile):
    frame = rates.replace({"series": {"CPI": hostile}})
    said = dict.fromkeys(("subtitle", "alt", "source"), hostile)
    chart = line_chart(frame, events=[(frame["period"][2], hostile)], **(words | said))
    for narrow in (False, True):
        svg = chart.svg(narrow=narrow)
        assert "<script" not in svg
        assert {node.tag.removeprefix(SVG) for node in parse(svg).iter()} <= DRAWN
    assert "<script" not in chart.html


def test_dollars_in_a_name_are_not_read_as_mathematics(rates, words):
    frame = rates.replace({"series": {"CPI": "£$x$"}})
    drawing = parse(line_chart(frame, **words).svg())
    texts = [text.text for text in drawing.iter(f"{SVG}text")]
    assert "£$x$" in texts


def test_the_bundle_has_text_html_and_data(rates, words):
    bundle = line_chart(rates, unit="%", **words)._repr_mimebundle_()
    record = json.loads(json.dumps(bundle["application/vnd.realpay.chart+json"]))
    assert bundle["text/plain"].startswith(words["headline"])
    assert json.loads(record["table"]["rows"])["data"][3] == ["2022-10", 11.1, 9.6, 14.2]
    sheet, _, figure = bundle["text/html"].partition("</style>")
    assert sheet.startswith("<style>")
    assert figure.startswith("<figure")


def test_what_a_chart_brings_along_has_ink_and_paper_of_one_scheme_for_each_theme(rates, words):
    """A host's text may be white: were it taken over, figures on pale cells could not be read."""
    sheet = line_chart(rates, **words)._repr_mimebundle_()["text/html"].partition("</style>")[0]
    rules = dict(re.findall(r"^(\S.*?)\{([^}]*)\}", sheet, re.MULTILINE))
    assert variables() in rules[".chart"]
    assert "background:var(--paper);color:var(--ink)" in rules[".chart"].replace("\n", "")
    assert rules["[data-jp-theme-light=false] .chart"] == variables(dark=True)
