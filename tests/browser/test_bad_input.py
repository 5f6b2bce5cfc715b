"""A page of what no page should hold: huge tables, endless names, text from right to left.

It is made once, of small things in place, and read on a phone, a tablet and a desk, and at twice
the size of text: all of it stays within the page and none of it is lost.
"""

import csv
import io
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from benchmarks import front_page as front
from nbformat.v4 import new_code_cell, new_notebook, new_output
from tests.browser.test_site import ANSWERS_OUTSIDE

from analysis.present import Finding, Table, Value, bar_chart, timeline_chart
from analysis.publish.keeping.built import Record
from analysis.publish.page.whole import HowMade, ReportInfo, render_page
from analysis.publish.site.front import render_failure

ROWS, COLUMNS, NAMES = 2_000, 30, 40
HEADLINE = ("What 300 characters of a headline come to when nobody stopped its author " * 5)[:300]
UNBROKEN = "Rückwirkungsvereinbarung" * 12 + "XY"  # 290 letters without a place to break
ARABIC = "عرضت وزارة الداخلية ثلاثة في المئة في عام ٢٠٢٢"
HEBREW = "\u202eהצעת שכר של שלושה אחוזים\u202c"
MANY_NAMES = [f"Office for the Inspection of Matter {at} and of Records" for at in range(NAMES)]
NO_FIGURE = "No figure of its own."
WIDTHS = (360, 768, 1280)
# What stands outside the window without a box to scroll it in, and words that their box cuts.
OUTSIDE = """() => { const outside = [];
const seen = one => one.checkVisibility({visibilityProperty: true});
const name = one => `${one.tagName}.${one.className.baseVal ?? one.className}#${one.id}: `
+ one.textContent.slice(0, 40);
for (const one of document.querySelectorAll("body *")) {
const box = one.getBoundingClientRect(), style = getComputedStyle(one);
if (!seen(one) || !box.width || one.closest("[popover], .table-scroll, pre, svg *")) continue;
if (box.right > innerWidth + 1 || box.left < -1) outside.push("out " + name(one));
const cuts = ["hidden", "clip"].includes(style.overflowX) && style.position !== "absolute";
if (cuts && one.scrollWidth > one.clientWidth + 1) outside.push("cut " + name(one)); }
return outside; }"""
CELLS_OUTSIDE = """() => [...document.querySelectorAll("#wide tbody :is(th,td)")].filter(one => {
const box = one.getBoundingClientRect(), scroll = one.closest(".table-scroll");
return one.checkVisibility() && box.width
&& box.right > innerWidth + 1 && scroll.scrollWidth <= scroll.clientWidth; }).length"""


def shown(*things):
    return [new_output("display_data", data=thing._repr_mimebundle_()) for thing in things]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    words = {"subtitle": UNBROKEN, "alt": ARABIC, "source": HEBREW}
    names = [*MANY_NAMES, UNBROKEN, ARABIC, HEBREW]
    long = pd.DataFrame(
        {"employer": [f"Employer {at}" for at in range(ROWS)], "offer": range(ROWS)}
    )
    wide = pd.DataFrame({f"figure of the year {at}": [at, UNBROKEN] for at in range(COLUMNS)})
    bars = pd.DataFrame({"label": names, "value": [at - 5.5 for at in range(len(names))]})
    nothing = bars.iloc[:0]
    events = pd.DataFrame(
        {
            "lane": [ARABIC, UNBROKEN, *["Offers"] * 4],
            "start": pd.to_datetime([f"20{10 + at}-01-01" for at in range(6)]),
            "label": [HEBREW, UNBROKEN, ARABIC, HEADLINE, *MANY_NAMES[:2]],
        }
    )
    called = Finding(
        "called", "It is called {names}.", {"names": Value(", ".join(MANY_NAMES), function="names")}
    )
    none = Table(nothing, "no-figures", "Figures of its own", none="No figure of its own is known.")
    cells = [
        new_code_cell("called", outputs=shown(called)),
        new_code_cell("bars", outputs=shown(
            bar_chart(bars, id="bars", headline=UNBROKEN, **words),
            bar_chart(nothing, id="empty", headline="Nothing", none=NO_FIGURE, **words),
            timeline_chart(events, id="events", headline=ARABIC, **words),
        )),
        new_code_cell("tables", outputs=shown(
            Table(long, "long", HEADLINE, answer=("offer",)),
            Table(wide, "wide", ARABIC, answer=("figure of the year 29",)),
            none,
        )),
    ]  # fmt: skip
    page = render_page(
        nbformat.from_dict(new_notebook(cells=cells)),
        report=ReportInfo("bad", HEADLINE, UNBROKEN, description=ARABIC, data_to="2026-08"),
        made=HowMade({"employer": UNBROKEN}),
    )
    place = tmp_path_factory.mktemp("bad") / "page.html"
    place.write_text(page, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def listing(tmp_path_factory):
    """A front page whose first employer has forty names, and its title three hundred letters."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(front, "CALLED", {"acas": MANY_NAMES})
        patch.setattr(front, "FINDING", HEADLINE + " {} " + ARABIC)
        text = front.front_page(8)
    place = tmp_path_factory.mktemp("bad-front") / "index.html"
    place.write_text(text, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """A page that tells of a failure in lines without a place to break."""
    told = {"error": HEADLINE, "detail": UNBROKEN}
    record = Record({}, (), {"title": ARABIC, "parameters": {"unit": UNBROKEN}}, {}, failure=told)
    place = tmp_path_factory.mktemp("bad-failed") / "failed.html"
    place.write_text(render_failure("bad", record), encoding="utf-8")
    return place


def open_all(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


@pytest.mark.parametrize("size", [16, 32], ids=["plain", "twice the size"])
def test_nothing_is_over_the_edge_or_cut_at_any_width(path, listing, failed, opened, size):
    page = opened(path)
    fonts = page.context.new_cdp_session(page)
    fonts.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
    for place in (path, listing, failed):
        page.goto(place.as_uri())
        open_all(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, width
            assert page.evaluate(OUTSIDE) == [], (place.name, width)


def test_every_column_of_thirty_can_be_reached_and_the_answer_is_seen_first(path, opened):
    page = opened(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator("#wide tbody tr").first.locator("th,td").count() == COLUMNS
        assert page.evaluate(CELLS_OUTSIDE) == 0
        assert page.evaluate(ANSWERS_OUTSIDE)[1] == []


def test_two_thousand_rows_are_folded_said_and_whole_in_the_download(path, opened):
    page = opened(path)
    assert page.locator("#long tbody tr:visible").count() == 12
    assert f"{ROWS:,}" in page.locator("#long").inner_text()
    with page.expect_download() as download:
        page.locator("button[data-packed]").first.click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text)))) == ROWS + 1


def test_all_names_and_directions_of_text_are_on_the_page(path, listing, opened):
    page = opened(path)
    open_all(page)
    text = page.locator("main").inner_text()
    assert all(name in text for name in MANY_NAMES)
    assert ARABIC in text
    assert NO_FIGURE in text
    assert "No figure of its own is known." in text
    assert page.locator("h1").inner_text() == HEADLINE
    page.goto(listing.as_uri())
    page.wait_for_selector(".search[data-ready=yes]", state="attached")
    for name in (MANY_NAMES[0], MANY_NAMES[-1]):
        page.fill("#find", name)
        assert page.locator(".reports>li:not([hidden])").count() == 2
