"""What a mark says: one look a name whatever stands beside it, shape as well as colour, names."""

import pandas as pd
import pytest
from tests.present.drawing import SVG, named_colours, parse, text_boxes
from tests.present.samples import KINDS

from analysis.present import (
    bar_chart,
    line_chart,
    range_dot_chart,
    scatter_chart,
    timeline_chart,
)
from analysis.present.charts.assembly import series_places, series_style
from analysis.present.style import MARKS, STANDING

OUTCOMES = ("met", "missed", "met, as published", "missed, as published", "cannot be told")
BESIDE = ("at the rate or above", "below the rate", "overlaps it, or a bound")
LANES = ("Remits", "Offers", "Ballots", "Action")
SECTORS = ("Private sector", "Public sector", "all staff")


def frame(names):
    return pd.DataFrame(
        {
            "period": [2020, 2021] * len(names),
            "start": pd.to_datetime(["2020-01-01", "2021-01-01"] * len(names)),
            "name": [name for name in names for _ in range(2)],
            "label": [f"Employer {at}" for at in range(2 * len(names))],
            "value": [float(40 + at) for at in range(2 * len(names))],
            "other": [float(60 + at) for at in range(2 * len(names))],
        }
    )


def ranges(data, words):
    ends = {"band_low": "value", "band_high": "value", "low": "other", "high": "other"}
    return range_dot_chart(data, group="name", **ends, **words)


DRAWN = {
    "bars": (OUTCOMES, lambda data, words: bar_chart(data, group="name", **words)),
    "lines": (SECTORS, lambda data, words: line_chart(data, series="name", **words)),
    "ranges": (BESIDE, ranges),
    "scatter": (OUTCOMES, lambda data, words: scatter_chart(
        data, x="value", y="other", group="name", **words)),
    "timeline": (LANES, lambda data, words: timeline_chart(
        data, lane="name", kind="name", **words)),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(DRAWN))
def test_a_name_has_its_colour_whatever_stands_beside_it(kind, words):
    names, draw = DRAWN[kind]
    together = dict(named_colours(draw(frame(names), words).svg()))
    assert len({together[name] for name in names}) == len(names)
    for some in (names[:1], names[1:], names[::-1]):
        alone = dict(named_colours(draw(frame(some), words).svg()))
        assert {name: alone[name] for name in some} == {name: together[name] for name in some}


def test_below_and_above_have_different_shapes():
    above, below, between = (series_style(place)[1] for place in series_places(BESIDE))
    assert (above, below) == ("^", "v")
    assert len({above, below, between}) == 3


def test_a_place_among_the_series_is_a_colour_and_a_shape():
    assert {series_style(place)[1] for place in STANDING.values()} <= set(MARKS)
    shapes = {series_style(place) for place in range(6)}
    assert len({role for role, _ in shapes}) == len({shape for _, shape in shapes}) == 6


def test_rows_of_one_employer_stand_together_under_its_name_on_one_scale(words):
    data = frame(("below the rate",) * 3).assign(employer=["HMRC", "DWP", "HMRC"] * 2)
    ends = {"band_low": "value", "band_high": "value", "low": "other", "high": "other"}
    chart = range_dot_chart(data, group="name", panel="employer", **ends, **words)
    for narrow in (False, True):
        svg = chart.svg(narrow=narrow)
        order = [words for words, _ in text_boxes(svg) if words.startswith(("HMRC", "DWP", "Emp"))]
        assert order == [
            "HMRC", "Employer 0", "Employer 2", "Employer 3", "Employer 5",
            "DWP", "Employer 1", "Employer 4",
        ]  # fmt: skip
        assert [words for words, _ in text_boxes(svg)].count("0") == 1  # one scale for all


def test_outermost_points_and_those_nearest_the_line_have_names(words):
    data = pd.DataFrame(
        {
            "employer": ["Low", "Near", "High", "A name of very many words that has no room " * 3],
            "turnout": [20.0, 49.0, 90.0, 70.0],
            "yes": [70.0, 80.0, 90.0, 60.0],
        }
    )
    line = [(50.0, "half of those entitled")]
    chart = scatter_chart(data, x="turnout", y="yes", name="employer", lines=line, **words)
    texts = [words for words, _ in text_boxes(chart.svg())]
    assert {"Low", "Near", "High"} <= set(texts)
    assert not any("…" in text for text in texts)


def test_turnout_as_a_bar_stands_beside_the_line_of_the_law():
    svg = KINDS["turnouts"]().svg()
    assert "half of those entitled" in [words for words, _ in text_boxes(svg)]
    dashed = [node for node in parse(svg).iter(f"{SVG}path") if node.get("stroke-dasharray")]
    assert len(dashed) == 1


def test_a_timeline_on_a_phone_cuts_no_outcome(words):
    long = "strike, about pay, pensions and jobs: 86.2 % yes, 51.9 % turnout; " * 4 + "passed it"
    data = pd.DataFrame(
        {
            "lane": "Ballots",
            "start": pd.to_datetime(["2010-01-01", "2016-06-01", "2026-01-01"]),
            "label": long,
        }
    )
    chart = timeline_chart(data, **words)
    for narrow in (False, True):
        said = " ".join(words for words, _ in text_boxes(chart.svg(narrow=narrow)))
        assert "…" not in said
        assert said.count("passed it") == 3


def test_a_year_is_never_printed_with_a_comma(words):
    data = frame(SECTORS)
    for chart in (
        line_chart(data, series="name", **words),
        line_chart(data.assign(period=[2020.0, 2021.0] * 3), series="name", **words),
        bar_chart(data.assign(label=data["period"]), **words),
    ):
        assert "2,02" not in chart.html


def test_a_line_breaks_where_there_is_no_figure(words):
    years = [2020, 2021, 2022, 2023]
    data = pd.DataFrame({"period": years, "series": "EO", "value": [1.0, 2.0, None, 4.0]})
    svg = line_chart(data, **words).svg()
    (line,) = [
        node.get("d") for node in parse(svg).iter(f"{SVG}path")
        if node.get("fill") == "none" and "--c4" in node.get("stroke", "")
    ]  # fmt: skip
    assert line.count("l") == 1  # from 2020 to 2021 alone
