"""What is told above a plot over time: freezes as bars, strikes as rows of marks, laws as lines."""

import re

import pandas as pd
import pytest
from tests.present.drawing import meeting_texts, parse, text_boxes, texts_cut_off

from analysis.present import Landmarks, line_chart, timeline_chart
from analysis.present.charts.landmarks import lay_head
from analysis.present.charts.scales import Scale, day_number
from analysis.present.style import NARROW, WIDE

STRIKES = tuple(pd.Timestamp(f"{year}-11-30") for year in range(2011, 2024, 2))
TOLD = Landmarks(
    days=((pd.Timestamp("2017-03-01"), "law: turnout test begins"),),
    spans=((2012, 2014, "pay freeze"), (2021, 2022, "pay freeze")),
    rows=((STRIKES, "strikes"),),
)
WIDE_YEARS = Scale(day_number(2011), day_number(2026), 40, 600)


def laid(told, across=WIDE_YEARS, sheet=WIDE):
    return [one for row in lay_head(told, across, sheet).rows for one in row]


def texts(svg):
    return [words for words, _ in text_boxes(svg)]


def starts(svg, dashes):
    """The x at which each stroke of these dashes begins; strokes alike share a path."""
    found = [node.get("d") for node in parse(svg).iter() if node.get("stroke-dasharray") == dashes]
    return [float(x) for path in found for x in re.findall(r"M([\d.]+)", path)]


@pytest.fixture
def chart(words):
    frame = pd.DataFrame(
        {
            "period": [*range(2011, 2027)] * 2,
            "series": ["Pay"] * 16 + ["Level"] * 16,
            "value": [*range(100, 116), *range(100, 132, 2)],
            "ahead": [year > 2024 for year in range(2011, 2027)] * 2,
        }
    )
    return line_chart(frame, forecast="ahead", landmarks=TOLD, **words)


def test_a_span_is_a_bar_cut_at_the_ends_of_the_plot():
    told = Landmarks(spans=((2005, 2013, "freeze"), (2001, 2003, "earlier")))
    (one,) = laid(told)
    assert (one.kind, one.words) == ("span", "freeze")
    assert one.xs == (40.0, WIDE_YEARS(day_number(2013)))


def test_days_of_one_kind_are_a_row_of_marks_and_those_outside_are_left_out():
    (one,) = laid(Landmarks(rows=(((2009, 2012, 2014, 2030), "strikes"),)))
    assert one.kind == "row"
    assert len(one.xs) == 2


def test_words_of_a_row_that_fills_the_sheet_have_a_row_of_their_own():
    across = Scale(day_number(2011), day_number(2026), 20, 320)
    head = lay_head(
        Landmarks(rows=(((2011, 2018, 2025), "civil service strikes"),)), across, NARROW
    )
    assert [[one.words for one in row] for row in head.rows] == [["civil service strikes"], [""]]


def test_a_day_outside_the_plot_is_not_told():
    assert laid(Landmarks(days=((2031, "later"),))) == []


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_all_that_is_told_is_drawn_apart_from_the_rest(chart, narrow):
    svg = chart.svg(narrow=narrow)
    assert texts(svg).count("pay freeze") == 2
    assert {"law: turnout test begins", "strikes", "forecast"} <= set(texts(svg))
    assert meeting_texts(svg) == []
    assert texts_cut_off(svg) == []


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_the_line_of_the_forecast_stands_where_the_dashes_begin(chart, narrow):
    svg = chart.svg(narrow=narrow)
    upright, dashed = starts(svg, "1 2"), starts(svg, "4.4 3.5")
    assert len(upright) == 2  # the law's and the forecast's
    assert len(dashed) == 2  # one a line
    assert dashed[0] == dashed[1] == max(upright)


def test_a_timeline_tells_of_the_law_above_its_lanes(words):
    frame = pd.DataFrame(
        {
            "lane": ["Ballots", "Ballots"],
            "start": pd.to_datetime(["2016-01-01", "2019-05-01"]),
            "label": ["passed", "did not pass the tests of the day"],
        }
    )
    chart = timeline_chart(frame, landmarks=TOLD, **words)
    for narrow in (False, True):
        svg = chart.svg(narrow=narrow)
        assert "law: turnout test begins" in texts(svg)
        assert meeting_texts(svg) == []
