"""A report's page: order, anchors, policy, provenance, and hostile text that stays text."""

import base64
import copy
import csv
import hashlib
import io
import re
import zlib
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote

import pytest

from analysis.publish.page.whole import Stale, render_page

VOID = {"meta", "link", "br", "img", "hr", "col"}


class Reader(HTMLParser):
    """What a page holds: tags with their attributes, in order, and its text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.texts, self._open = [], [], []
        self.feed(html)
        self.close()
        assert self._open == [], "a tag is not closed"

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag, f"</{tag}> closes another tag"

    def handle_data(self, data):
        if self._open and self._open[-1] not in {"style", "script"}:
            self.texts.append(data)

    def values(self, attribute, tag=None):
        return [a[attribute] for t, a in self.tags if attribute in a and tag in (None, t)]

    @property
    def text(self):
        return " ".join("".join(self.texts).split())


@pytest.fixture
def page(notebook, report, made, provenance):
    return render_page(notebook, report=report, made=made, provenance=provenance)


def test_findings_come_before_contents_before_the_body_before_how_it_was_made(page):
    parts = ['id="findings"', 'id="contents"', 'id="prices-then"', 'id="how-this-was-made"']
    places = [page.index(part) for part in parts]
    assert places == sorted(places)


def test_there_is_one_first_heading_and_no_level_is_skipped(page):
    levels = [int(tag[1]) for tag, _ in Reader(page).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_section_chart_table_finding_and_number_has_its_own_anchor(page):
    ids = Reader(page).values("id")
    assert len(ids) == len(set(ids))
    assert {"cap", "cap-change", "prices", "offers", "prices-then", "findings"} <= set(ids)


def test_every_link_inside_the_page_leads_somewhere(page):
    reader = Reader(page)
    inside = {link[1:] for link in reader.values("href", "a") if link.startswith("#")}
    assert inside <= set(reader.values("id"))
    assert set(reader.values("popovertarget")) <= set(reader.values("id"))


def test_the_policy_names_the_checksums_of_the_one_style_and_the_one_script(page):
    policy = next(a["content"] for t, a in Reader(page).tags if a.get("http-equiv"))
    for tag in ("style", "script"):
        inside = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert len(inside) == 1
        checksum = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{checksum}'" in policy
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none';")


def test_the_page_asks_for_nothing(page):
    reader = Reader(page)
    assert not {tag for tag, _ in reader.tags} & {"iframe", "object", "embed", "base"}
    assert all(address.startswith("data:") for address in reader.values("src"))
    assert [a["href"] for t, a in reader.tags if t == "link"] == ["data:,"]
    assert reader.values("style") == []
    assert not re.search(r"url\(|@import", page)


def test_a_number_carries_its_unrounded_value_function_row_source_licence_and_release(page):
    panel = page[page.index('id="cap-change-source"') :]
    text = Reader(f"<div {panel[: panel.index('</div>')]}</div>").text
    for said in (
        "fell 7.3",
        "−7.290619 %",
        "measures.real_change",
        "prices D7G7/2022-10",
        "11.1",
        "ons/D7G7.csv, row 415",
        "CPI annual rate",
        "Released 16 November 2022",
        "Open Government Licence v3.0",
    ):
        assert said in text


def test_a_name_without_a_working_has_no_button(page):
    targets = Reader(page).values("popovertarget")
    assert set(targets) == {"cap-change-source"}


def test_a_row_that_cannot_be_resolved_is_still_named(notebook, report, made):
    assert "prices D7G7/2022-10" in Reader(render_page(notebook, report=report, made=made)).text


def test_a_finding_stands_at_the_top_and_no_line_of_links_repeats_it(page):
    assert page.count('id="cap"') == 1
    assert ">Finding 1" not in page


def test_a_number_is_read_aloud_with_what_it_is_of_and_its_panel_repeats_the_sentence(page):
    button = re.search(r'<button[^>]*id="cap-change"[^>]*>(.*?)</button>', page)[1]
    assert re.sub("<[^>]+>", "", button).endswith(": where this comes from")
    assert len(re.sub("<[^>]+>", "", button).split()) > 6
    panel = page[page.index('id="cap-change-source"') :]
    said = re.search(r'class="said-in">(.*?)</p>', panel)[1]
    assert re.sub("<[^>]+>", "", said).endswith(".")


def test_the_head_says_how_far_it_reaches_what_comes_next_and_how_to_cite(page):
    head = page[page.index("<header") : page.index("</header>")]
    assert "Data to November 2022" in head
    assert "next figures due" in head
    assert "Cite: realpay" in head
    assert "Cite this page" in page[page.index("<footer") :]


def test_a_release_that_the_record_lacks_is_said_to_be_lacking_and_not_to_be_next(
    notebook, report, made
):
    due = {"next_due": (("D7G7", "2026-10-21"),), "passed_due": (("KAC3", "2026-08-18"),)}
    page = render_page(notebook, report=replace(report, **due), made=made)
    head = re.sub("<[^>]+>", "", page[page.index("<header") : page.index("</header>")])
    assert "some figures due on 18 August 2026 are not in the record" in head
    assert "next figures due 21 October 2026" in head
    listed = page[page.index("Releases that were due and are not in the record") :].partition(
        "</dd>"
    )[0]
    assert "18 August 2026</time>: KAC3" in listed
    assert page.count("data-due>") == 2


def test_rows_behind_a_number_of_many_are_listed_whole_in_the_page(
    notebook, report, made, provenance
):
    finding = notebook.cells[1].outputs[0].data["application/vnd.realpay.finding+json"]
    finding["values"]["change"]["rows"] = [["prices", f"D7G7/20{n:02}-01"] for n in range(1, 31)]
    page = render_page(notebook, report=report, made=made, provenance=provenance)
    assert '<a href="#cap-change-rows">20 more rows, listed at the end of this page</a>' in page
    listed = page[page.index('<details id="cap-change-rows">') :].partition("</details>")[0]
    assert listed.count("D7G7/20") == 30


def test_names_in_tables_and_fellows_lead_to_their_pages(notebook, report, made):
    links = {
        "switch": [["CPI", ""], ["RPI", "pay-rpi.html"]],
        "related": [["What else", "else.html"]],
        "names": {"DWP": "dispute-dwp.html"},
    }
    page = render_page(notebook, report=replace(report, links=links), made=made)
    assert '<a href="dispute-dwp.html">DWP</a></th>' in page
    assert '<b aria-current="page">CPI</b>' in page
    assert '<a href="pay-rpi.html">RPI</a>' in page
    assert '<li><a href="else.html">What else</a></li>' in page


def test_files_beside_a_page_are_whole_addresses_or_it_says_what_they_need(notebook, report, made):
    files = (("values", "offers/values.json"),)
    alone = render_page(notebook, report=replace(report, files=files), made=made)
    assert '<a href="offers/values.json">values</a>' in alone
    assert "need the folder of the site around this page" in alone
    at = "https://pay.example.org/"
    there = replace(report, files=files, canonical=f"{at}offers.html")
    placed = render_page(notebook, report=there, made=made)
    assert f'<a href="{at}offers/values.json">values</a>' in placed


def test_each_printed_side_says_what_the_page_is_and_of_when(page):
    style = page[: page.index("</style>")]
    assert '@bottom-left{content:"realpay 0.1.0 · ' in style
    assert "counter(page)" in style


def test_paper_has_the_first_chart_beside_the_findings_and_no_drawing_that_no_sheet_holds(
    notebook, report, made
):
    opening = render_page(notebook, report=report, made=made).partition('<div class="opening">')[2]
    assert opening.index('class="findings"') < opening.index('<div class="exhibit chart beside">')
    drawn = notebook.cells[3].outputs[0].data
    drawn["text/html"] = drawn["text/html"].replace("<svg", '<div class="off-paper"></div><svg')
    assert 'class="exhibit chart beside"' not in render_page(notebook, report=report, made=made)
    notebook.cells.pop(1)
    assert 'class="exhibit chart beside"' not in render_page(notebook, report=report, made=made)


@pytest.mark.parametrize("most", ["MOST_ON_PAPER", "MOST_BESIDE"])
def test_findings_of_many_numbers_leave_their_rows_to_the_page_on_paper(
    notebook, report, made, monkeypatch, most
):
    monkeypatch.setattr(f"analysis.publish.page.whole.{most}", 0)
    page = render_page(notebook, report=report, made=made)
    assert '<body id="top" class="many">' in page
    assert "On paper the rows behind these numbers are left out" in page


def test_of_very_many_numbers_the_sources_of_the_later_ones_are_packed(
    notebook, report, made, monkeypatch
):
    later = copy.deepcopy(notebook.cells[1])
    later.id = "later"
    told = later.outputs[0].data["application/vnd.realpay.finding+json"]
    told["id"] = "late"
    told["values"] = {
        name: {**value, "anchor": f"late-{name}"} for name, value in told["values"].items()
    }
    notebook.cells.append(later)
    open_there = render_page(notebook, report=report, made=made)
    assert 'id="late-change-source"' in open_there
    assert "data-packed" not in open_there.partition("<script>")[0]
    monkeypatch.setattr("analysis.publish.page.whole.MOST_OPEN", 0)
    page = render_page(notebook, report=report, made=made)
    (packed,) = re.findall(r'<div class="later" data-packed="([^"]*)">', page)
    unpacked = zlib.decompress(base64.b64decode(packed)).decode()
    assert 'id="cap-change-source"' in page
    assert 'id="late-change-source"' not in page
    assert unpacked.strip() in open_there
    assert "<noscript>" in page


def test_what_is_shown_twice_is_told_once_and_linked(notebook, report, made):
    for cell in notebook.cells[1:4:2]:
        again = copy.deepcopy(cell)
        again.id = f"again-{cell.id}"
        notebook.cells.append(again)
    page = render_page(notebook, report=report, made=made)
    assert page.partition("<script>")[0].count("<svg") == 1
    assert "Shown above: Prices rose" in page
    ids = Reader(page).values("id")
    assert len(ids) == len(set(ids))


def test_due_days_are_told_once_each_in_order(page):
    text = Reader(page).text
    assert "13 December 2022: KAC714 December 2022: D7G7, D7BT" in text


def test_a_chart_carries_its_data_as_csv(page):
    address = next(a["href"] for _, a in Reader(page).tags if "download" in a)
    text = unquote(address.partition(",")[2]).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows == [["month", "rate (%)"], ["2022-10", "11.1"], ["2022-11", "12.1"]]


def test_the_page_is_the_same_each_time_and_the_notebook_is_left_alone(
    notebook, report, made, provenance
):
    before = copy.deepcopy(notebook)
    first, second = (
        render_page(notebook, report=report, made=made, provenance=provenance) for _ in range(2)
    )
    assert first == second
    assert notebook == before


def test_a_stale_page_says_so_and_leads_to_what_went_wrong(notebook, report, made):
    stale = replace(report, stale=Stale("The newest run failed.", "offers-failed.html"))
    text = render_page(notebook, report=stale, made=made)
    assert "This page is out of date." in text
    assert 'href="offers-failed.html"' in text


def test_hostile_text_comes_out_as_text(hostile, report, made):
    page = render_page(hostile, report=replace(report, title="<b>x</b>"), made=made)
    reader = Reader(page)
    assert [tag for tag, _ in reader.tags].count("script") == 1
    assert [tag for tag, _ in reader.tags].count("h1") == 1
    assert not [name for _, attrs in reader.tags for name in attrs if name.startswith("on")]
    assert "iframe" not in {tag for tag, _ in reader.tags}
    assert reader.values("style") == []
    for text in ("<script>alert(1)</script>", '" onload="alert(1)', "</style></main><h1>", "kept"):
        assert text in reader.text
    assert "n" * 300 in reader.text
    ids = reader.values("id")
    assert len(ids) == len(set(ids))


def test_hostile_provenance_gives_no_link_that_runs(notebook, report, made, provenance):
    row = next(iter(provenance.values()))
    row.update(source_url="javascript:alert(1)", source_title="<i>title", file="<b>file")
    reader = Reader(render_page(notebook, report=report, made=made, provenance=provenance))
    assert not [link for link in reader.values("href") if "javascript" in link]
    assert "<i>title" in reader.text
    assert "<b>file" in reader.text


def test_an_archived_copy_is_a_link_beside_the_source(notebook, report, made, provenance):
    row = next(iter(provenance.values()))
    row.update(archived_url="https://web.archive.org/web/2024/x")
    page = render_page(notebook, report=report, made=made, provenance=provenance)
    assert '(<a href="https://web.archive.org/web/2024/x">archived copy</a>)' in page
    row.update(archived_url="javascript:alert(1)")
    page = render_page(notebook, report=report, made=made, provenance=provenance)
    assert "archived copy" not in page


def test_six_charts_stay_under_a_quarter_of_a_megabyte(notebook, report, made):
    for number in range(5):
        cell = copy.deepcopy(notebook.cells[3])
        data = cell.outputs[0]["data"]
        data["text/html"] = data["text/html"].replace('"prices', f'"prices-{number}')
        cell.id = f"more-{number}"
        data["application/vnd.realpay.chart+json"]["id"] = f"prices-{number}"
        notebook.cells.append(cell)
    page = render_page(notebook, report=report, made=made)
    assert page.partition("<script>")[0].count("<svg") == 6
    assert len(page.encode()) < 250_000
