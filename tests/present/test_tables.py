"""Tables: headers that speak, numbers that line up, and a note for every blank."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from analysis.errors import ReportError
from analysis.present import Table
from analysis.present.tables import FIRST_CELLS, MOST_CELLS


@pytest.fixture
def offers() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "employer": ["DWP", "HMRC", "ONS"],
            "offered": pd.to_datetime(["2022-12-07", None, None]),
            "percent": [3.0, 4.5, None],
            "cash": [None, 1500, 250.5],
        }
    )


REASONS = {"offered": "the source gives no day", "percent": "in cash only", "cash": "no cash part"}


def test_columns_have_scope_and_rows_have_heads(offers):
    html = Table(offers, "offers", "Offers", blanks=REASONS).html
    assert html.count('<th scope="col"') == 4
    assert re.findall(r'<th scope="row">([^<]+)</th>', html) == ["DWP", "HMRC", "ONS"]


def test_the_caption_names_the_region_that_scrolls_and_takes_the_keyboard(offers):
    html = Table(offers, "offers", "Offers", blanks=REASONS).html
    assert html.startswith(
        '<div class="table-box" id="offers"><div class="table-scroll" tabindex="0" role="region" '
        'aria-labelledby="offers-caption">'
    )
    assert '<caption id="offers-caption">Offers</caption>' in html


def test_units_stand_in_the_header_and_not_in_the_cells(offers):
    html = Table(offers, "offers", "Offers", units={"percent": "%"}, blanks=REASONS).html
    assert '<th scope="col" class="number">percent <span class="unit">%</span></th>' in html
    assert html.count("%") == 1


def test_header_and_unit_are_two_words_without_any_style_sheet(offers):
    units = {"percent": "percentage points", "cash": "GBP a year"}
    html = Table(offers, "offers", "Offers", units=units, blanks=REASONS).html
    heads = [re.sub("<[^>]+>", "", head) for head in re.findall(r"<th scope=\"col\".*?</th>", html)]
    assert heads == ["employer", "offered", "percent percentage points", "cash £ a year"]


def test_numbers_of_a_column_have_equal_decimals_and_pounds_their_sign(offers):
    units = {"cash": "GBP"}
    html = Table(offers, "offers", "Offers", units=units, blanks=REASONS).html
    assert "<td>£1,500.0</td>" in html
    assert "<td>£250.5</td>" in html


def test_which_columns_hold_numbers_is_said_once_however_many_there_are():
    frame = pd.DataFrame({"name": ["a"], **{f"c{n}": [n] for n in range(2, 19)}, "said": ["b"]})
    html = Table(frame, "t", "T").html
    assert f'<table class="data-table {" ".join(f"n{n}" for n in range(2, 19))}">' in html
    assert '<td>16</td><td class="number">17</td><td class="number">18</td><td>b</td>' in html


def test_every_blank_is_a_dash_with_the_letter_of_its_reason_which_is_told_once(offers):
    html = Table(offers, "offers", "Offers", blanks=REASONS).html
    assert sorted(re.findall(r"–<sup>(\w)</sup></td>", html)) == ["a", "b", "b", "c"]
    notes = html[html.index("table-notes") :]
    assert re.findall(r"<sup>(\w)</sup> ([^<]+)", notes) == [
        ("a", "No cash part"),
        ("b", "The source gives no day"),
        ("c", "In cash only"),
    ]
    assert "<a " not in html


def test_the_answer_stands_after_what_heads_the_row_and_is_marked(offers):
    table = Table(offers, "offers", "Offers", blanks=REASONS, answer=["cash"])
    assert [column.name for column in table.columns] == ["employer", "cash", "offered", "percent"]
    assert '<th scope="col" class="number answer">cash</th>' in table.html
    roles = [column.get("role") for column in table.record()["columns"]]
    assert roles == ["head", "answer", None, None]


def test_a_long_table_shows_its_first_rows_and_offers_all():
    html = Table(pd.DataFrame({"row": range(154), "x": range(154)}), "t", "T").html
    assert "The first 12 of 154 rows." in html
    assert "Show all 154" in html
    assert html.count("<tr>") == 155


def test_a_page_holds_part_of_a_huge_table_and_says_where_the_rest_is():
    whole = Table(pd.DataFrame({"row": range(MOST_CELLS)}), "t", "T")
    assert whole.html.count("<tr>") == 1 + MOST_CELLS
    huge = Table(pd.DataFrame({"row": range(MOST_CELLS), "x": 1}), "t", "T")
    assert huge.html.count("<tr>") == 1 + FIRST_CELLS // 2
    assert "the first 100 of 2,000 rows; CSV and workbook hold all of them" in huge.html
    assert len(huge.record()["data"]) == MOST_CELLS


def test_a_cell_may_link_to_an_address_and_to_nothing_else():
    frame = pd.DataFrame(
        {"what": ["a", "b"], "where": ["https://ons.gov.uk/?a=1&b", "javascript:x"]}
    )
    html = Table(frame, "t", "T", headers={"what": "What"}, links={"what": "where"}).html
    assert '<a href="https://ons.gov.uk/?a=1&amp;b" rel="noreferrer">a</a>' in html
    assert "javascript" not in html


def test_a_table_left_out_on_paper_says_where_it_is():
    frame = pd.DataFrame({"who": ["HMRC", "DWP"], "n": [1, 2]})
    html = Table(frame, "long", "All <votes>", paper=False).html
    assert html.startswith('<div class="off-paper"><div class="table-box"')
    assert '<p class="on-paper">“All &lt;votes&gt;”, 2 rows, is not printed' in html


def test_parts_of_a_cell_may_link_to_rows_of_the_record_and_a_row_may_be_one():
    frame = pd.DataFrame({"year": ["2019"], "votes": ["a; <b>; a"], "of": ["ballots/A"]})
    frame["to"] = [[("a", "https://a.example/"), ("a", "record:ballots/B"), ("x", "record:c/D")]]
    html = Table(
        frame, "t", "T", headers={"year": "Y", "votes": "V"}, links={"votes": "to"}, of="of"
    ).html
    assert '<tr data-row="ballots/A">' in html
    assert '<a href="https://a.example/" rel="noreferrer">a</a>; &lt;b&gt;; ' in html
    assert '&lt;b&gt;; <a data-row="ballots/B">a</a></td>' in html


def test_reasons_may_differ_by_row(offers):
    reasons = REASONS | {"offered": [None, "press report", "not dated"]}
    table = Table(offers, "offers", "Offers", blanks=reasons)
    assert list(table.reasons()) == ["no cash part", "press report", "not dated", "in cash only"]


def test_a_blank_without_a_reason_is_refused(offers):
    with pytest.raises(ReportError, match=r"column 'offered' has 2 blank cells"):
        Table(offers, "offers", "Offers", blanks={"percent": "x", "cash": "y"})


def test_a_row_whose_own_reason_is_missing_is_refused(offers):
    reasons = REASONS | {"offered": [None, "press report", None]}
    with pytest.raises(ReportError, match=r"column 'offered' has 1 blank cell "):
        Table(offers, "offers", "Offers", blanks=reasons)


def test_a_column_that_the_frame_lacks_is_refused_with_the_nearest(offers):
    with pytest.raises(ReportError, match=r"no column 'precent'\. Did you mean percent\?"):
        Table(offers, "offers", "Offers", units={"precent": "%"}, blanks=REASONS)


def test_a_table_without_a_caption_is_refused(offers):
    with pytest.raises(ReportError, match="a caption is missing"):
        Table(offers, "offers", " ", blanks=REASONS)


def test_only_the_columns_with_headers_are_shown_in_their_order(offers):
    table = Table(
        offers, "offers", "Offers", {"percent": "Offer", "employer": "Employer"}, blanks=REASONS
    )
    assert [column.header for column in table.columns] == ["Offer", "Employer"]


def test_an_empty_table_says_so(offers):
    html = Table(offers.iloc[:0], "offers", "Offers", none="No offer is on record.").html
    assert "<table" not in html
    assert "No offer is on record." in html


def test_text_from_data_comes_out_as_text(hostile):
    frame = pd.DataFrame({"employer": [hostile], hostile: ["x"]})
    html = Table(frame, "t", hostile, notes=[hostile], source=hostile).html
    assert "<script" not in html
    assert re.findall(r"<(\w+)", html)[:4] == ["div", "div", "table", "caption"]


def test_the_record_has_the_data_unrounded_and_why_cells_are_blank(offers):
    table = Table(offers, "offers", "Offers", units={"percent": "%"}, blanks=REASONS)
    record = table._repr_mimebundle_()["application/vnd.realpay.table+json"]
    record |= json.loads(record["rows"])
    assert record["data"][0] == ["DWP", "2022-12-07", 3.0, None]
    assert record["columns"][2] == {
        "name": "percent",
        "header": "percent",
        "unit": "%",
        "numeric": True,
    }
    blank = {"column": "offered", "reason": "the source gives no day", "rows": [1, 2]}
    assert blank in record["blanks"]


def test_the_frame_given_is_not_changed(offers):
    before = offers.copy(deep=True)
    _ = Table(offers, "offers", "Offers", blanks=REASONS).html
    pd.testing.assert_frame_equal(offers, before)


def test_a_table_brings_its_alignment_along_and_its_own_html_does_not(offers):
    table = Table(offers, "offers", "Offers", blanks=REASONS)
    sheet, _, html = table._repr_mimebundle_()["text/html"].partition("</style>")
    assert ":is(caption,th,td){text-align:left" in sheet
    assert html == table.html
