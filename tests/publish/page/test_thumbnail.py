"""Charts made small: their shape, their size, and what the front page learns from a notebook."""

import re

import nbformat
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis.present import Table
from analysis.publish.page.entries import entry_facts
from analysis.publish.page.thumbnail import thumbnail


def table(frame, **more):
    return Table(frame, "t", "T", blanks=dict.fromkeys(frame.columns, "none"), **more).record()


def paths(svg):
    return re.findall(r'd="([^"]*)"', svg)


def test_months_in_order_become_a_line():
    frame = pd.DataFrame({"period": ["2022-01", "2022-02", "2022-03"], "rate": [1.0, 3.0, 2.0]})
    assert paths(thumbnail(table(frame))) == ["M2 42 60 2 118 22"]


def test_series_are_drawn_at_their_own_times():
    frame = pd.DataFrame(
        {
            "period": ["2022-02", "2022-03", "2022-01", "2022-02"],
            "series": ["b", "b", "a", "a"],
            "rate": [1.0, 1.0, 3.0, 3.0],
        }
    )
    assert paths(thumbnail(table(frame))) == ["M60 42 118 42", "M2 2 60 2"]


def test_rows_of_names_become_bars_from_nought():
    frame = pd.DataFrame({"employer": ["HMRC", "DWP"], "offer": [4.0, -4.0]})
    bars, _ = paths(thumbnail(table(frame)))
    assert bars == "M2 22V2M118 22V42"


def test_a_timeline_becomes_lanes_with_a_stroke_an_event():
    frame = pd.DataFrame({"lane": ["Offers", "Action"], "start": ["2020-01-01", "2022-01-01"]})
    assert paths(thumbnail(table(frame))) == ["M2 6H118M2 38H118", "M2 3v6M118 35v6"]


def test_words_alone_have_no_picture():
    assert thumbnail(table(pd.DataFrame({"a": ["x", "y"], "b": ["x", "y"]}))) == ""


@given(
    st.lists(
        st.tuples(
            st.text(max_size=10),
            st.one_of(st.none(), st.floats(-1e12, 1e12), st.integers(-9, 9)),
        ),
        max_size=60,
    )
)
def test_whatever_the_data_it_is_small_and_well_formed(rows):
    record = {
        "columns": [{"name": "a", "numeric": False}, {"name": "b", "numeric": True}],
        "data": [list(row) for row in rows],
        "texts": [[row[0] or None, str(row[1])] for row in rows],
    }
    drawn = thumbnail(record)
    assert len(drawn) < 700
    assert drawn == "" or re.fullmatch(
        r'<svg viewBox="0 0 120 44" aria-hidden="true">(<path d="[MVHhv\d ]+"/>)+</svg>', drawn
    )


def test_a_report_is_found_by_the_employers_unions_and_years_it_shows():
    frame = pd.DataFrame(
        {
            "employer_name": ["HMRC", "DWP"],
            "union": ["PCS", "Prospect; PCS"],
            "pay_year": ["2003-04", "2019-20"],
            "note": ["a sentence about 1997 that is too long to be the label of a row", "short"],
            "rate": [1999.0, 2001.0],
        }
    )
    bundle = Table(frame, "t", "T")._repr_mimebundle_()
    cell = new_code_cell("t", outputs=[new_output("display_data", data=bundle)])
    facts = entry_facts(nbformat.from_dict(new_notebook(cells=[cell])))
    assert facts["employers"] == ["DWP", "HMRC"]
    assert facts["unions"] == ["PCS", "Prospect"]
    assert facts["years"] == [2003, 2019]
    assert facts["picture"] == ""
