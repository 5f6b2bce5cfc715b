"""The parts of a page that stand alone: names, CSV, foreign HTML, highlighting, values."""

import csv
import io
import json
import re
from pathlib import PurePosixPath, PureWindowsPath

from hypothesis import given
from hypothesis import strategies as st

from analysis.present.style import variables
from analysis.publish.page.csv_links import csv_text, harmless
from analysis.publish.page.foreign import ALLOWED, clean_foreign
from analysis.publish.page.highlight import highlight
from analysis.publish.page.outputs import values_json
from analysis.publish.page.table_rules import table_rules
from analysis.publish.slugs import RESERVED, Anchors, slug


@given(st.text())
def test_a_slug_is_one_short_name_whatever_the_text(text):
    name = slug(text)
    assert 0 < len(name) <= 80
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name not in RESERVED
    assert PurePosixPath(name).parts == PureWindowsPath(name).parts == (name,)
    assert slug(text) == name


def test_long_names_that_differ_at_the_end_stay_two_files():
    assert slug("a" * 300 + "1") != slug("a" * 300 + "2")


@given(st.lists(st.text(max_size=8), max_size=20))
def test_no_two_anchors_of_a_page_are_the_same(texts):
    anchors = Anchors()
    taken = [anchors.take(text) for text in texts]
    assert len(set(taken)) == len(taken)


@given(st.text())
def test_no_cell_begins_a_formula_unless_it_is_a_number(text):
    cell = str(harmless(text))
    if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        float(cell)
    assert cell in (text, f"'{text}")


@given(st.lists(st.tuples(st.text(), st.floats(allow_nan=False)), max_size=5))
def test_csv_reads_back_as_it_was_but_for_line_ends(rows):
    made = csv_text(["name", "value"], rows).removeprefix("\ufeff")
    back = list(csv.reader(io.StringIO(made, newline="")))
    assert back[0] == ["name", "value"]
    named = [(name.replace("\r\n", "\n").replace("\r", "\n"), value) for name, value in rows]
    assert [[str(harmless(name)), str(value)] for name, value in named] == back[1:]


@given(st.text(alphabet="<>/\"'= abscriptyle!-&;", max_size=60))
def test_foreign_html_keeps_no_tag_that_is_not_allowed(html):
    clean = clean_foreign(html)
    assert clean_foreign(clean) == clean
    for piece in clean.split("<")[1:]:
        assert piece.lstrip("/").split(">")[0].split(" ")[0] in ALLOWED


def test_foreign_html_cannot_close_what_it_did_not_open():
    assert clean_foreign("</div></main><p>a<b>b</p>c") == "<p>a<b>b</b></p>c"


def test_source_is_coloured_once_and_then_remembered():
    kept = {}
    first = highlight("import pandas  # why", kept)
    kept["import pandas  # why"] = "remembered"
    assert "<span" in first
    assert highlight("import pandas  # why", kept) == "remembered"


def test_coloured_source_is_escaped():
    assert "<script>" not in highlight('x = "</span><script>"', {})


def test_values_json_holds_every_number_sorted(notebook):
    values = values_json(notebook)
    change = values["findings"]["cap"]["values"]["change"]
    assert change["amount"] == -7.290619
    assert change["rows"] == [["prices", "D7G7/2022-10"]]
    assert json.dumps(values) == json.dumps(values, sort_keys=True)


def test_what_the_rules_of_a_table_set_is_no_colour_of_the_page():
    columns = [
        {"header": "Employer", "unit": "", "role": "head"},
        {"header": "Rise", "unit": "%", "role": "answer"},
        {"header": "Votes", "unit": ""},
    ]
    table = {"columns": columns, "width": 70.0, "texts": [["DWP", "3", "a vote " * 40]]}
    rules = table_rules([("offers", table)])
    assert "--half:span 3" in rules
    names = re.compile(r"(--[a-z0-9]+):")
    assert not set(names.findall(rules)) & set(names.findall(variables()))
