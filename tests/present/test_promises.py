"""What single kinds of chart promise beyond what all of them do."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from tests.present.drawing import SVG, meeting_texts, parse, text_boxes, texts_cut_off
from tests.present.samples import ballots, bars, dispute

from analysis.errors import ReportError
from analysis.present import (
    bar_chart,
    coverage_map,
    heat_map,
    range_dot_chart,
    scatter_chart,
    timeline_chart,
)


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in parse(svg).iter(f"{SVG}text")]


def box_of(svg: str, words: str):
    return next(box for said, box in text_boxes(svg) if said == words)


def colours(svg: str) -> set[str]:
    return set(re.findall(r"var\(--(c\d)", svg))


def test_a_missing_bar_says_so_in_its_place():
    assert "not known" in texts(bars().svg())


def test_figures_of_one_sign_carry_no_plus(words):
    frame = pd.DataFrame({"label": ["AO", "EO"], "value": [4.2, 1.3]})
    assert "4.2\u00a0%" in texts(bar_chart(frame, unit="%", **words).svg())


def test_the_figure_of_a_falling_bar_stands_to_the_left_of_that_of_a_rising_one():
    svg = bars().svg()
    assert box_of(svg, "−12.4\u00a0%").right < box_of(svg, "+1.3\u00a0%").left


def test_a_whisker_brings_a_scale_and_its_figure_stands_beyond_it(words):
    frame = pd.DataFrame({"label": ["AO", "EO"], "value": [4.0, 2.0], "lo": 1.0, "hi": [9.0, 2.0]})
    svg = bar_chart(frame, low="lo", high="hi", unit="%", **words).svg()
    assert "0" in texts(svg)
    assert box_of(svg, "4\u00a0%").left > box_of(svg, "2\u00a0%").left + 100


def test_events_have_no_colour_of_the_lines_above_them():
    drawn = dispute()
    bare = timeline_chart(
        drawn.data,
        end="end",
        kind="lane",
        id="bare",
        headline=drawn.headline,
        subtitle=drawn.subtitle,
        alt=drawn.alt,
        source=drawn.source,
    )
    lanes = {"c3", "c4", "c5"}  # offers, ballots and action have theirs on every page
    assert colours(bare.svg()) == lanes
    assert colours(drawn.svg()) == {"c1", *lanes}


def test_events_without_a_day_are_counted_not_dropped(words):
    frame = pd.DataFrame(
        {
            "lane": ["Action"] * 3,
            "start": pd.to_datetime(["2022-12-19", None, None]),
            "label": ["Strike", "Picket", "March"],
        }
    )
    assert "Day not known: 2 (in the table)" in texts(timeline_chart(frame, **words).svg())


def test_events_without_any_day_draw_nothing(words):
    frame = pd.DataFrame({"lane": ["Action"], "start": [pd.NaT], "label": ["Strike"]})
    assert timeline_chart(frame, **words).figure is None


def test_forty_events_of_one_week_keep_apart(words):
    days = pd.date_range("2022-12-01", periods=40, freq="4h").normalize()
    frame = pd.DataFrame(
        {"lane": "Action", "start": days, "label": [f"Strike at port {n}" for n in range(40)]}
    )
    chart = timeline_chart(frame, **words)
    for svg in (chart.svg(), chart.svg(narrow=True)):
        assert meeting_texts(svg) == []
        assert texts_cut_off(svg) == []


def test_an_event_that_ends_before_it_starts_is_drawn_from_the_earlier_day(words):
    frame = pd.DataFrame(
        {
            "lane": ["Ballots"],
            "start": pd.to_datetime(["2022-11-07"]),
            "end": pd.to_datetime(["2022-09-26"]),
            "label": ["Vote"],
        }
    )
    turned = frame.rename(columns={"start": "end", "end": "start"})
    assert (
        timeline_chart(frame, end="end", **words).svg()
        == timeline_chart(turned, end="end", **words).svg()
    )


def test_two_figures_for_one_cell_are_refused(words):
    frame = pd.DataFrame({"base": [2010, 2010], "index": ["CPI", "CPI"], "change": [1.0, 2.0]})
    with pytest.raises(ReportError, match="two figures for '2010' and 'CPI'"):
        heat_map(frame, row="base", column="index", value="change", **words)


def test_a_cell_that_no_row_speaks_of_is_hatched_and_explained(words):
    frame = pd.DataFrame({"base": [2010, 2015], "index": ["CPI", "RPI"], "change": [1.0, 2.0]})
    whole = frame.assign(index="CPI")
    options = {"row": "base", "column": "index", "value": "change", **words}
    assert "not known" in texts(heat_map(frame, **options).svg())
    assert "not known" not in texts(heat_map(whole, **options).svg())


def test_cells_are_coloured_by_their_distance_from_the_centre(words):
    frame = pd.DataFrame({"base": [2010, 2015], "index": "CPI", "change": [100.0, 90.0]})
    options = {"row": "base", "column": "index", "value": "change", **words}
    above = re.findall(r'fill="var\(--([np]\d)', heat_map(frame, centre=95, **options).svg())
    assert {"p4", "n4"} <= set(above)


def record(years: int) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (name, f"{year}-{(year + 1) % 100:02d}", kind)
            for name in ("Home Office", "Ministry of Housing, Communities and Local Government")
            for year in range(2000, 2000 + years)
            for kind in ("offer", "offer with a date", "ballot")
        ],
        columns=["employer", "year", "kind"],
    )


@pytest.mark.parametrize("years", [3, 8, 26])
def test_a_map_of_any_number_of_years_names_each_employer_once(words, years):
    chart = coverage_map(record(years), row="employer", column="year", kind="kind", **words)
    for svg in (chart.svg(), chart.svg(narrow=True)):
        assert texts(svg).count("Home Office") == 1
        assert meeting_texts(svg) == []
        assert texts_cut_off(svg) == []


def test_years_of_which_nothing_is_known_have_their_place_in_the_map(words):
    frame = record(3).iloc[:3]
    years = ["1998-99", "1999-00", "2000-01"]
    chart = coverage_map(frame, row="employer", column="year", kind="kind", columns=years, **words)
    assert set(years) <= set(texts(chart.svg()))


def test_crowded_marks_let_through_what_they_cover():
    many = ballots().data
    headers = {"turnout": "Turnout", "yes": "Yes", "law": "Law"}
    options = {"x": "turnout", "y": "yes", "group": "law", "headers": headers, "id": "many"}
    said = dict.fromkeys(("headline", "subtitle", "alt", "source"), "Turnout and yes")
    few = scatter_chart(many, **options, **said).svg()
    crowd = scatter_chart(pd.concat([many] * 4), **options, **said).svg()
    assert "fill-opacity" not in few
    assert 'fill-opacity="0.75"' in crowd


def test_a_mark_that_comes_many_times_is_written_once():
    many = ballots().data
    said = dict.fromkeys(("headline", "subtitle", "alt", "source"), "Turnout and yes")
    svg = scatter_chart(pd.concat([many] * 4), x="turnout", y="yes", id="many", **said).svg()
    ((name, shape),) = re.findall(r'<marker id="([^"]*)"[^>]*><path d="([^"]*)"', svg)
    (places,) = re.findall(rf'd="M([^"]*)" fill="none" marker-start="url\(#{name}\)', svg)
    assert svg.count(shape) == 1
    assert len(places.split()) == 2 * 4 * len(many.dropna(subset=["turnout", "yes"]))


def test_names_of_rows_stand_between_their_own_mark_and_the_one_before(words):
    frame = pd.DataFrame(
        {
            "label": ["One", "Two " * 20, "Three"],
            "rate_low": 2.0,
            "rate_high": 3.0,
            "nominal_low": [1.0, 2.0, 3.0],
            "nominal_high": [1.0, 2.0, 3.0],
        }
    )
    svg = range_dot_chart(frame, **words).svg(narrow=True)
    tops = [box.bottom for said, box in text_boxes(svg) if said.startswith(("One", "Two", "Three"))]
    assert tops == sorted(tops)
    assert meeting_texts(svg) == []


@pytest.mark.parametrize(
    ("name", "columns"), [("{} year", 2), ("{} " + "year of a long name " * 5, 1)]
)
def test_many_rows_of_short_names_stand_in_two_columns(words, name, columns):
    names = [name.format(at) for at in range(10, 30)]
    frame = pd.DataFrame({"label": names, "rate_low": 2.0, "rate_high": 3.0})
    svg = range_dot_chart(frame.assign(nominal_low=1.0, nominal_high=1.0), **words).svg()
    firsts = {said[:2]: box for said, box in text_boxes(svg) if said[:2] in ("10", "20")}
    assert (firsts["10"].top == pytest.approx(firsts["20"].top)) is (columns == 2)
    assert meeting_texts(svg) == []


def test_two_charts_on_a_page_share_no_id(words):
    frame = pd.DataFrame({"label": ["AO"], "value": [4.2]})
    pages = [bar_chart(frame, **(words | {"id": name})).html for name in ("bars", "bars-again")]
    first, second = (set(re.findall(r'\bid="([^"]+)"', page)) for page in pages)
    assert first
    assert first.isdisjoint(second)


def test_a_word_has_the_same_mark_on_each_chart_whatever_comes_first():
    """Else a circle would be one kind of date on one report, and another on the next."""
    words = {"headline": "Offers", "subtitle": "Offers, %", "alt": "Offers.", "source": "x"}
    frame = pd.DataFrame(
        {
            "label": ["2022-23", "2021-22"],
            **dict.fromkeys(("rate_low", "rate_high"), 4.0),
            **dict.fromkeys(("nominal_low", "nominal_high"), 3.0),
            "kind": ["its year known", "its day known"],
        }
    )
    order = ["its day known", "its month known", "its year known"]
    third, alone = (
        range_dot_chart(rows, group="kind", order=order, id="marks", **words).svg()
        for rows in (frame.iloc[::-1], frame.iloc[:1])
    )
    assert "--c1," in third
    assert "--c3," in third
    assert "--c3," in alone
    assert "--c1," not in alone
    assert "--c2," not in third + alone
    assert "its month known" not in third
