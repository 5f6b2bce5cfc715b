"""One page with everything on it, some of it hostile, read by keyboard, on paper, unscripted."""

import csv
import re

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from tests.publish.page.conftest import drawing, shown

from analysis.present import Chart, Finding, Table, Value
from analysis.publish.page.whole import HowMade, ReportInfo, Stale, render_page

EVIL = "<script>document.title='run'</script><img src=http://a.example/x onerror=alert(1)>"
NAMES = [EVIL, '" onfocus="alert(1)', "\u202eטקסט e\u0301\u0327", "😀" * 20, "=1+1", "n" * 300]
ROWS = (("prices", "D7G7/2022-10"), ("offers", EVIL))


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The page as a file, as if saved from a mail."""
    change = Value(-7.290619, "%", 1, "measures.real_change", ROWS, wording="change")
    both = {"who": Value(EVIL), "change": change}
    finding = Finding("cap", "At {who} an award at the cap {change} in real terms.", both)
    frame = pd.DataFrame({"employer": NAMES, "offer": [1.5 + at for at in range(len(NAMES))]})
    chart = Chart(drawing(), "rates", EVIL, EVIL, EVIL, frame, EVIL, units={"offer": "%"})
    table = Table(frame, "offers", EVIL, units={"offer": "%"})
    raw = f'<p style="color:red" onclick="alert(1)">{EVIL}</p>'
    foreign = new_output("display_data", data={"text/html": raw})
    printed = new_output("stream", name="stdout", text=f"{EVIL}\n{'wide ' * 200}")
    cells = [
        new_code_cell("cap", outputs=shown(finding)),
        new_markdown_cell(f"## Prices\n\n{EVIL}\n\n[away](javascript:alert(1))"),
        new_code_cell("chart", outputs=shown(chart)),
        new_code_cell("table", outputs=[*shown(table), foreign, printed]),
    ]
    report = ReportInfo(
        "cap",
        EVIL,
        EVIL,
        data_to="2022-11",
        next_due=(("D7G7", "2001-01-17"), ("CHAW", "2999-01-01")),
        stale=Stale(EVIL, "cap-failed.html"),
    )
    made = HowMade({"employer": EVIL}, releases=((EVIL, "2022-11-16", "", "a" * 64),))
    row = {"file": EVIL, "row": 3, "found": EVIL, "source_title": EVIL, "source_url": EVIL}
    known = {"source_title": "CPI", "source_url": "https://www.ons.gov.uk/", "found": "11.1"}
    page = render_page(
        nbformat.from_dict(new_notebook(cells=cells)),
        report=report,
        made=made,
        provenance={ROWS[0]: known, ROWS[1]: row},
    )
    place = tmp_path_factory.mktemp("mail") / "page.html"
    place.write_text(page, encoding="utf-8")
    return place


def test_nothing_hostile_runs_or_asks_the_network(path, opened):
    page = opened(path)
    assert page.title() == EVIL
    assert [url for url in page.asked if not url.startswith("data:")] == [path.as_uri()]
    assert page.said == []
    assert page.locator("h1").inner_text() == EVIL


def test_axe_finds_nothing_with_everything_open_in_either_scheme(path, opened, axe):
    page = opened(path)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.locator(".num").first.click()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == [], scheme


def test_long_names_do_not_widen_the_page(path, opened):
    page = opened(path)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_reaches_everything_in_turn_with_visible_focus_and_leaves(path, opened, walk):
    wanted, reached = walk(opened(path))
    places = [place for place, _, _ in reached]
    assert places == sorted(set(places))
    assert len(places) == wanted
    assert all(style != "none" and width >= 2 for _, style, width in reached)


def test_the_skip_link_leads_past_the_masthead(path, opened):
    page = opened(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_panel_opens_by_keyboard_holds_the_chain_and_closes_with_its_button(path, opened):
    page = opened(path)
    page.locator(".num").first.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".source:popover-open")
    text = panel.inner_text()
    assert "−7.290619 %" in text
    assert "measures.real_change" in text
    assert panel.locator("a").all_text_contents() == ["CPI"]
    panel.locator(".close").focus()
    page.keyboard.press("Enter")
    assert page.locator(".source:popover-open").count() == 0


def test_without_script_numbers_open_and_data_download(path, opened, tmp_path):
    page = opened(path, java_script_enabled=False, accept_downloads=True)
    page.locator(".num").first.click()
    assert page.locator(".source:popover-open").count() == 1
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.locator("a[download]").last.click()
    assert re.fullmatch(r"[a-z0-9-]+\.csv", download.value.suggested_filename)
    download.value.save_as(tmp_path / "data.csv")
    with (tmp_path / "data.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["employer", "offer (%)"]
    shown_rows = [[EVIL, "1.5"], ['" onfocus="alert(1)', "2.5"]]
    assert rows[1:3] == shown_rows
    assert rows[5] == ["'=1+1", "5.5"]


def test_a_due_day_that_has_passed_says_so_and_one_to_come_does_not(path, opened):
    page = opened(path)
    assert "passed" in page.locator(".masthead .about:has(> time[data-due])").inner_text()
    due = page.locator("li:has(> time[data-due])")
    assert "passed" in due.first.inner_text()
    assert "passed" not in due.last.inner_text()


def test_paper_shows_where_numbers_come_from_and_the_addresses(path, opened):
    page = opened(path)
    page.emulate_media(media="print")
    assert page.locator(".source").first.is_visible()
    assert not page.locator(".contents").is_visible()
    link = page.locator(".source a").first
    after = link.evaluate("one => getComputedStyle(one, '::after').content")
    assert "https://www.ons.gov.uk/" in after or "attr(href)" in after


def test_dark_pages_print_dark_on_light(path, opened):
    page = opened(path, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


def test_forced_colours_keep_numbers_and_links_marked(path, opened):
    page = opened(path, forced_colors="active")
    line = page.locator(".num").first.evaluate("e => getComputedStyle(e).textDecorationLine")
    assert line == "underline"
