"""What a reader who disputes a number is given: an entry for the file of corrections."""

import dataclasses
import html
import re

import pytest
import yaml

from analysis.ingest.reading.problems import Problems
from analysis.ingest.words.corrections import FIELDS, load_corrections
from analysis.publish.page.corrections import correction_text, dispute_address
from analysis.publish.page.panels import Number, Panel
from analysis.publish.page.whole import render_page

EVIL = '"]}\n- table: "x" # <script>alert(1)</script> \u202e \u2028 😀'


def panel():
    one = Number("cap-change", "fell 7.3 %", "−7.29", "%", "real_change", "", (), 0)
    return Panel((one,), ())


def test_the_entry_has_the_fields_of_the_file_of_corrections():
    text = correction_text({"table": "prices", "key": "D7G7/2022-10"}, reason="why")
    assert tuple(yaml.safe_load(text)[0]) == FIELDS


@pytest.mark.parametrize("part", ["key", "column", "found"])
def test_hostile_text_stays_inside_its_quotation_marks(part):
    row = {"table": "offers", "key": "a", "column": "b", "found": "c", part: EVIL}
    (entry,) = yaml.safe_load(correction_text(row, reason=EVIL))
    assert entry["row" if part == "key" else part] == EVIL
    assert entry["reason"] == EVIL


def test_an_entry_filled_in_is_one_that_cleaning_reads(tmp_path):
    row = {"table": "prices", "key": "D7G7/2022-10", "column": "D7G7", "found": "11.0"}
    text = correction_text(row, reason="why").replace('used: ""', 'used: "11.1"')
    (tmp_path / "corrections.yaml").write_text(text, encoding="utf-8")
    problems = Problems()
    (one,) = load_corrections(tmp_path, problems).declared
    assert not problems
    assert (one.column, one.found, one.used) == ("value", "11", "11.1")


def test_each_number_that_opens_can_be_disputed_with_row_page_version_and_date(
    notebook, report, made, provenance
):
    page = render_page(notebook, report=report, made=made, provenance=provenance)
    (text,) = re.findall(r'class="dispute">.*?<pre tabindex="0">(.*?)</pre>', page, re.DOTALL)
    (entry,) = yaml.safe_load(html.unescape(text))
    assert (entry["table"], entry["row"]) == ("prices", "D7G7/2022-10")
    assert entry["found"] == "11.1"
    assert "offers prints fell 7.3 %" in entry["reason"]
    assert "realpay 0.1.0, data to November 2022" in entry["reason"]
    assert "issues/new" not in page


def test_with_a_repository_the_form_for_wrong_numbers_is_filled_in(notebook, report, made):
    known = dataclasses.replace(report, repository="https://code.example/pay")
    page = render_page(notebook, report=known, made=made)
    (link,) = re.findall(r'href="(https://code\.example/[^"]*)"', page)
    assert "template=wrong-number.yml&amp;where=offers%2Fcap-change&amp;printed=fell" in link


def test_a_repository_that_is_no_web_address_gives_no_link(report):
    known = dataclasses.replace(report, repository="javascript:alert(1)//")
    assert dispute_address(panel(), known) == ""


def test_hostile_text_is_escaped_in_the_entry(notebook, report, made):
    named = dataclasses.replace(report, name=EVIL)
    page = render_page(notebook, report=named, made=made)
    assert "<script>alert(1)" not in page


def test_a_number_of_many_rows_says_that_the_first_is_only_one_of_them(
    notebook, report, made, provenance
):
    finding = notebook.cells[1].outputs[0].data["application/vnd.realpay.finding+json"]
    finding["values"]["change"]["rows"] = [["prices", f"D7G7/2022-{n:02}"] for n in range(1, 13)]
    page = render_page(notebook, report=report, made=made, provenance=provenance)
    assert "# This is the first of 12 rows" in page
    keys = "<code>, </code>".join(f"<code>D7G7/2022-{n:02}</code>" for n in range(2, 10))
    assert f"<li><code>prices D7G7/2022-01</code><code>, </code>{keys}" in page
    assert "2 more rows, listed at the end of this page" in page
