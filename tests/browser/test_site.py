"""The site as built: every page once, and a page of each kind in both schemes and all widths."""

import base64
import csv
import io
import json
import re
import unicodedata
import zlib
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from pypdf import PdfReader

from analysis.publish.addresses import anchor_of

WIDTHS = (320, 768, 1440)
PARTS = 4  # so that several processes may share the catalogue
# Paper of 210 by 297 mm less the margins of the style sheet, in CSS pixels.
PAPER = {"width": 680, "height": 1013}
# The dossiers with most to say.
LONGEST = (
    *("department-for-work-and-pensions", "hm-revenue-and-customs", "home-office"),
    *("ministry-of-defence", "ministry-of-justice"),
)
# Rows, parts of cells, marks and lines of a list or of code that differ from one before them in
# their words alone go, and all folded sources but one, so that axe looks at one of each; from the
# inside out, so that cells which list more of the same make rows alike. What is empty is no word.
THIN = """() => { [...document.querySelectorAll(".source")].slice(1).forEach(one => one.remove());
const lists = document.querySelectorAll("tbody, td, th, pre, code, svg g, svg, ul");
for (const list of [...lists].reverse()) {
const seen = new Set();
for (const one of [...list.children]) {
const inside = [one, ...one.querySelectorAll("*")];
const shape = inside.map(each => [each.tagName, each.textContent.trim() === "",
each.getAttribute("class"), ...each.getAttributeNames()]).join();
if (seen.has(shape)) one.remove(); else seen.add(shape); } } }"""


# Of every table of a page: columns marked as the answer whose first cell is not within the window,
# rows that do not show where nothing offers to show them, and what is drawn along sideways though
# there is less room than a desk has, in which a table is cards.
ANSWERS_OUTSIDE = """() => {
document.querySelectorAll("details.chart-data").forEach(one => { one.open = true; });
const boxes = [...document.querySelectorAll(".table-box")], outside = [];
for (const box of boxes) {
const hidden = [...box.querySelectorAll("tbody tr")].filter(one => !one.checkVisibility());
if (hidden.length && !box.querySelector(".all-rows")) outside.push(`${box.id}: hides rows`);
const row = box.querySelector("tbody tr"), scroll = box.querySelector(".table-scroll");
const room = scroll.clientWidth / parseFloat(getComputedStyle(box).fontSize);
if (scroll.scrollWidth > scroll.clientWidth && room < 76)
outside.push(`${box.id}: ${scroll.scrollWidth - scroll.clientWidth} px are out of sight`);
[...box.querySelectorAll("thead th")].forEach((head, place) => {
if (!head.classList.contains("answer")) return;
const at = row.cells[place].getBoundingClientRect();
if (at.left < 0 || at.right > innerWidth + 1 || at.width < 8)
outside.push(`${box.id}: ${head.textContent}`); }); }
return [boxes.length, outside]; }"""
# Marks after a number that stand on a line of their own.
ALONE = """() => [...document.querySelectorAll(".whole")].filter(one => {
const after = one.lastChild, place = document.createRange();
if (after.nodeType !== 3 || !after.data.trim() || !one.checkVisibility()) return false;
place.selectNode(after);
return place.getBoundingClientRect().top >= after.previousSibling.getBoundingClientRect().bottom;
}).map(one => one.textContent)"""
# What is read of a paragraph by those who see it.
SEEN = """one => { const seen = one.cloneNode(true);
seen.querySelectorAll(".vh, .here").forEach(each => each.remove()); return seen.textContent; }"""
# Tables of columns of which a part is out of sight.
SIDEWAYS = """() => [...document.querySelectorAll(".columns")].filter(
one => one.scrollWidth > one.clientWidth).length"""
# A heading has landed: it stands at the top of the window, or the page cannot go further.
LANDED = """one => { const at = one.getBoundingClientRect().top, page = document.documentElement;
return Math.abs(at) < 60 || scrollY + innerHeight > page.scrollHeight - 2 && at < innerHeight; }"""

AROUND = (
    *("deal.html", "data/index.html", "data/dictionary.html"),
    *("record/index.html", "record/employer-acas.html", "record/rules-great-britain.html"),
)


def pages(site):
    return sorted(site.glob("*.html"))


def kinds(site):
    """The front page, and the first report of each notebook."""
    first = {}
    for path in pages(site):
        notebook = site / path.stem / "notebook.ipynb"
        if notebook.exists():
            title = json.loads(notebook.read_text(encoding="utf-8"))["cells"][0]["source"]
            first.setdefault("".join(title), path)
    return [site / "index.html", *first.values()]


def every_kind(site):
    """Those, and the pages around them."""
    return [*kinds(site), *(site / name for name in AROUND)]


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_asks_for_nothing_says_nothing_fits_a_phone_and_pleases_axe(
    site, opened, axe, part
):
    page = opened(site / "index.html", width=320)
    wrong = []
    for path in pages(site)[part::PARTS]:
        page.asked.clear()
        page.goto(path.as_uri())
        asked = [url for url in page.asked if not url.startswith("data:")]
        faults = [url for url in asked if url != path.as_uri()]
        faults += ["wide"] if wide(page) > 320 else []
        page.evaluate(THIN)
        faults += axe(page) + page.said
        wrong += [(path.name, fault) for fault in faults]
        page.said.clear()
    assert wrong == []


def test_a_page_of_each_kind_fits_every_width_in_either_scheme(site, opened):
    page = opened(site / "index.html")
    for path in every_kind(site):
        page.goto(path.as_uri())
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert wide(page) <= width, (path.name, scheme, width)


def test_the_answer_of_every_table_is_seen_without_scrolling_sideways(site, opened):
    page = opened(site / "index.html")
    seen = 0
    for path in every_kind(site):
        page.goto(path.as_uri())
        for width in (360, 768, 1280, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            tables, outside = page.evaluate(ANSWERS_OUTSIDE)
            assert outside == [], (path.name, width)
            assert wide(page) <= width, (path.name, width)
            seen += tables
    assert seen > 100
    page.goto((site / "data" / "dictionary.html").as_uri())
    page.set_viewport_size({"width": 360, "height": 900})
    assert page.evaluate(SIDEWAYS) == 0


def test_a_long_table_opens_whole_and_loses_no_row(site, opened):
    page = opened(site / "offers.html", width=360)
    rows = page.locator("#offers tbody tr")
    assert page.locator("#offers tbody tr:visible").count() == 12
    page.locator("#offers .all-rows input").check()
    assert page.locator("#offers tbody tr:visible").count() == rows.count() > 100


def test_text_of_twice_the_size_stays_within_the_page(site, opened):
    page = opened(site / "index.html")
    fonts = page.context.new_cdp_session(page)
    fonts.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    for path in every_kind(site):
        page.goto(path.as_uri())
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert wide(page) <= width, (path.name, width)
            assert page.evaluate(ALONE) == [], (path.name, width)


def test_a_page_of_each_kind_pleases_axe_in_the_dark(site, opened, axe):
    page = opened(site / "index.html", scheme="dark")
    for path in every_kind(site):
        page.goto(path.as_uri())
        page.evaluate(THIN)
        assert axe(page) == [], path.name


def test_charts_of_each_kind_stay_whole_on_paper(site, opened, tmp_path):
    page = opened(site / "index.html")
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    for path in kinds(site):
        page.goto(path.as_uri())
        for chart in page.locator(":not(.beside) > figure.chart").all():
            assert chart.evaluate("one => getComputedStyle(one).breakInside") == "avoid", path.name
        for chart in page.locator("figure.chart").all():
            assert chart.bounding_box()["height"] <= PAPER["height"], path.name
            # One drawing of the two, or the sentence that stands where there is nothing to draw,
            # or nothing that a sheet could hold.
            told = "svg:visible, .chart-none, .on-paper:visible"
            assert chart.locator(told).count() == 1, path.name
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_no_page_is_larger_than_four_hundred_kilobytes(site):
    sizes = {path.name: path.stat().st_size for path in site.rglob("*.html")}
    assert {name: size for name, size in sizes.items() if size > 400_000} == {}


def letters(text):
    """The letters and figures of a text, however they are set and parted."""
    return re.sub(r"\W+", "", unicodedata.normalize("NFKC", text))


def sides(page):
    """What stands on each side of paper, as letters."""
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [letters(side.extract_text()) for side in printed.pages]


def test_summary_and_chart_share_the_first_side_and_no_dossier_takes_more_than_eight(site, opened):
    page = opened(site / "index.html")
    page.emulate_media(media="print")
    longest = [site / f"dispute-{name}.html" for name in LONGEST]
    for path in [*kinds(site)[1:], *longest]:
        page.goto(path.as_uri())
        printed = sides(page)
        last = page.locator(".findings li > p").last.evaluate(SEEN)
        headline = page.locator(".chart-headline").first.inner_text()
        assert letters(headline) in printed[0], path.name
        assert letters(last) in printed[0], path.name
        assert len(printed) <= (8 if path.stem.startswith("dispute") else 10), path.name
        assert page.locator("#cite").is_visible()  # and at the foot of each side


def test_of_many_sources_paper_holds_the_first_and_says_so(site, opened):
    page = opened(site / "record" / "source-github-com.html", width=PAPER["width"])
    page.emulate_media(media="print")
    shown, every = page.locator("main>article:visible").count(), page.locator("main>article")
    assert shown == 30 < every.count()
    told = page.evaluate("getComputedStyle(document.querySelector('main'), '::after').content")
    assert "on the page itself" in told


def test_a_long_table_is_downloaded_whole_as_csv_without_a_request(site, opened):
    page = opened(site / "ballots.html")
    button = page.locator("button[data-packed]").first
    shown = page.locator(".exhibit", has=button).locator("tbody tr").count()
    with page.expect_download() as download:
        button.click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    head, *rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) > shown > 0
    assert {len(row) for row in rows} == {len(head)}


def test_a_number_opens_where_it_comes_from(site, opened):
    page = opened(site / "ballots-pcs.html")
    number = page.locator("button.num").first
    number.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".source:popover-open")
    assert panel.count() == 1
    assert "ballots/ballots.csv" in panel.inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".source:popover-open").count() == 0


def test_an_open_panel_stays_within_the_window(site, opened):
    page = opened(site / "offers.html")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        for number in page.locator("button.num").all()[:8]:
            number.click()
            box = page.locator(".source:popover-open").bounding_box()
            assert box["x"] >= 0, width
            assert box["x"] + box["width"] <= width, width
            assert box["y"] >= 0, width
            assert box["y"] + box["height"] <= 700, width
            page.keyboard.press("Escape")


@pytest.mark.parametrize("name", ["index", "offers"])
def test_the_keyboard_reaches_everything_in_turn_with_visible_focus_and_leaves(
    site, opened, walk, name
):
    wanted, reached = walk(opened(site / f"{name}.html"))
    places = [place for place, _, _ in reached]
    assert places == sorted(set(places))
    assert len(places) == wanted
    assert all(style != "none" and width >= 2 for _, style, width in reached)


def test_code_is_behind_one_button_that_shows_and_hides_all_of_it(site, opened):
    page = opened(site / "offers.html")
    cells, unfolded = page.locator("details.code"), page.locator("details.code[open]")
    assert cells.count() > 3
    assert page.locator("details.code:visible").count() == 0
    page.locator("#all-code").click()
    assert unfolded.count() == cells.count()
    assert page.locator("details.code:visible").count() == cells.count()
    page.locator("#all-code").click()
    assert page.locator("details.code:visible").count() == 0


def test_each_cell_folds_its_code_where_no_script_runs(site, opened):
    page = opened(site / "offers.html", java_script_enabled=False)
    cells = page.locator("details.code")
    assert cells.first.is_visible()
    cells.first.locator("summary").click()
    assert page.locator("details.code[open]").count() == 1


def test_a_number_opens_with_its_sentence_and_rows_named_and_is_read_with_what_it_is_of(
    site, opened
):
    page = opened(site / "ballots-pcs.html")
    number = page.get_by_role(
        "button", name=re.compile(r"^\d+ met every .*: where this comes from$")
    )
    number.first.click()
    panel = page.locator(".source:popover-open")
    assert "met every test of the law" in panel.locator(".said-in").inner_text()
    more = panel.get_by_role("link", name=re.compile("listed in the table"))
    listed = page.locator(more.get_attribute("href"))
    assert listed.locator("tbody tr").count() > 10


def test_a_number_far_down_the_evidence_opens_as_those_at_its_head_do(site, opened):
    page = opened(site / "evidence.html")
    page.locator(".later .source").first.wait_for(state="attached")
    page.locator("#ceilings button.num").first.click()
    panel = page.locator(".later .source:popover-open")
    assert "yearly ceilings were below" in panel.locator(".said-in").inner_text()
    assert panel.locator("a[href^='#']").count() > 0


def test_what_a_page_names_leads_to_its_own_page(site, opened):
    page = opened(site / "offers.html")
    for link in ("#offers th a", ".related a", ".home a"):
        target = page.locator(link).first.get_attribute("href")
        assert (site / target).is_file(), link
    page.goto((site / "claims.html").as_uri())
    assert page.locator("#register th a").count() > 10
    page.goto((site / "sectors-since-2020-cpi.html").as_uri())
    page.locator(".switch a", has_text="RPI").click()
    assert page.url.endswith("sectors-since-2020-rpi.html")


def test_a_vote_named_in_a_dossier_leads_to_its_row_though_the_table_was_folded(site, opened):
    page = opened(site / "dispute-hm-revenue-and-customs.html")
    link = page.locator('#pay-years a[href^="#ballots-"]').first
    row = page.locator(link.get_attribute("href"))
    assert not row.is_visible()
    link.click()
    assert row.is_visible()


def test_every_link_within_the_site_lands_and_every_row_has_one_address(site):
    ids, links = {}, {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for packed in re.findall(r'class="later" data-packed="([^"]*)"', text):
            text += zlib.decompress(base64.b64decode(packed)).decode()
        text = re.sub(r"<(script|style)[ >].*?</\1>", "", text, flags=re.DOTALL)
        name = path.relative_to(site).as_posix()
        ids[name] = [*map(unescape, re.findall(r' id="([^"]+)"', text))]
        links[name] = {*map(unescape, re.findall(r' href="([^"]+)"', text))}
    lost, ballots = set(), Counter()
    for name, addresses in links.items():
        assert len(ids[name]) == len(set(ids[name])), name
        for address in addresses:
            file, _, anchor = address.partition("#")
            if address.startswith(("https://", "http://", "data:")):
                continue
            there = normpath(join(dirname(name), unquote(file))) if file else name
            plain = anchor and "=" not in anchor  # else it is a question
            if not (site / there).exists() or (plain and anchor not in ids.get(there, ())):
                lost.add((name, address))
            ballots[there] += bool(file) and anchor.startswith("ballots-")
    assert lost == set()
    assert sum(ballots.values()) > 1000
    # Each row has one address: an anchor of one page of the record, which is no other row's.
    standing = Counter(one for name in ids if name.startswith("record/") for one in ids[name])
    for table in ("ballots", "offers", "offer_statements", "actions", "claims", "remits"):
        rows = (site / "data" / f"{table}.csv").read_text(encoding="utf-8-sig")
        keys = [row["key"] for row in csv.DictReader(io.StringIO(rows))]
        anchors = {anchor_of(f"{table}/{key}") for key in keys}
        assert len(anchors) == len(keys), table
        assert {standing[anchor] for anchor in anchors} == {1}, table


def test_the_search_of_the_front_page_keeps_what_fits(site, opened):
    page = opened(site / "index.html")
    page.wait_for_selector(".search[data-ready=yes]", state="attached")
    kept = page.locator(".reports>li[id]:not([hidden])")  # folded ones among them
    every = kept.count()
    place = page.locator("#by-employers option", has_text="Ofsted").get_attribute("value")
    page.fill("#find", "ofsted")
    shown = page.locator(".reports>li[id]:visible")
    assert 0 < shown.count() < every
    assert page.locator("#dispute-ofsted").is_visible()
    for line in shown.all():
        about = (line.get_attribute("data-employers") or "").split()
        assert place in about or "ofsted" in line.inner_text().casefold()
    page.fill("#find", "")
    assert kept.count() == every


def test_what_people_look_for_is_found_with_the_finding_that_says_it(site, opened):
    page = opened(site / "index.html")
    page.wait_for_selector(".search[data-ready=yes]", state="attached")
    for words in ("HMRC", "DWP", "3%", "threshold", "turnout", "2019", "jobcentre plus"):
        page.fill("#find", words)
        assert page.locator(".reports>li[id]:visible").count() > 0, words
    page.fill("#find", "threshold")
    assert "threshold" in page.locator(".matched").first.inner_text().casefold()


def test_a_dossier_opens_its_questions_filled_in_and_answered(site, opened):
    page = opened(site / "dispute-home-office.html")
    for number, box in enumerate(("offer", "deal")):
        page.goto((site / "dispute-home-office.html").as_uri())
        page.locator(".filled a").nth(number).click()
        assert page.locator(f"#{box}-answer").is_visible()
        assert page.locator(f"#{box}-evidence a").count() > 0
    page.goto((site / "dispute-national-museums-liverpool.html").as_uri())
    page.locator(".filled a", has_text="ballot").click()
    assert "Of 194 entitled" in page.locator("#ballot-said").inner_text()
    assert page.input_value("#ballot-opened") == "2024-01-03"
    assert page.said == []


def test_the_front_page_is_short_and_its_links_land_where_they_say(site, opened):
    page = opened(site / "index.html", width=360, reduced_motion="no-preference")
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollHeight") <= 8 * 800
    links = page.locator(".groups a")
    assert links.count() > 5
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        for place in range(links.count()):
            heading = page.locator(links.nth(place).get_attribute("href"))
            page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
            links.nth(place).click()
            page.wait_for_function(LANDED, arg=heading.element_handle())


def test_the_front_page_lists_every_report_without_its_script(site, opened):
    page = opened(site / "index.html", java_script_enabled=False)
    links = page.locator(".reports h3 a").count()
    asked = ("index.html", "deal.html")
    assert links == len([path for path in pages(site) if path.name not in asked])
    assert page.locator(".on a").get_attribute("href") == "deal.html"
    assert not page.locator(".search").is_visible()


def test_a_charts_data_downloads_as_the_table_under_it(site, opened, tmp_path):
    page = opened(site / "ballots-pcs.html", accept_downloads=True)
    page.locator("details.chart-data summary").first.click()
    table = page.locator("details.chart-data table").first
    with page.expect_download() as download:
        page.locator("a[download]").first.click()
    download.value.save_as(tmp_path / "data.csv")
    with (tmp_path / "data.csv").open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = csv.reader(file)
    shown = table.evaluate("one => [...one.rows].map(r => [...r.cells].map(c => c.innerText))")
    assert [head.split(" (")[0] for head in heads] == [head.split("\n")[0] for head in shown[0]]
    assert len(rows) == len(shown) - 1
    for row, cells in zip(rows, shown[1:], strict=True):
        assert all(is_printed(*pair) for pair in zip(row, cells, strict=True)), (row, cells)


def is_printed(plain, text):
    """Whether a table's cell prints what a CSV file has: rounded, a day in words, a blank noted."""
    if plain == "":
        return text.startswith("–")
    if len(plain) == len("2022-12-07") and plain.count("-") == 2:
        day = date.fromisoformat(plain)
        return text == f"{day.day} {day:%B %Y}"
    number = text.replace(",", "").replace("−", "-")
    if number.lstrip("-").replace(".", "", 1).isdecimal():
        return abs(float(plain) - float(number)) <= 0.5 * 10.0 ** -len(number.partition(".")[2])
    return plain == text


def test_a_hostile_name_went_through_the_whole_pipeline_and_is_text(site, opened, evil):
    page = opened(site / "dispute-hostile.html")
    assert page.locator("h1").inner_text().startswith(evil)
    assert page.title().startswith(evil)
    assert page.locator("img").count() == 0
    page.goto((site / "index.html").as_uri())
    page.fill("#find", "<script>alert(1)")
    line = page.locator(".reports>li[id]:visible")
    assert line.count() >= 1
    assert all(evil[:20] in text for text in line.all_inner_texts())  # by name, or in a finding
    page.select_option("#by-employers", label=evil)
    assert line.count() == 1
    assert page.said == []
    assert {url for url in page.asked if not url.startswith(("data:", site.as_uri()))} == set()


# Counts of the record are no answer to a title; pay, prices and votes are.
COUNTS_ROWS = re.compile(r"\b(?:rows?|statements?|records? holds)\b")
ANSWERS = re.compile(
    r"\b(?:pay|paid|prices?|votes?|award|awards|salary|wage|earnings|CPI|CPIH|RPI)\b", re.IGNORECASE
)


def first_findings(site):
    for path in pages(site):
        found = re.search(
            r'<section class="findings".*?<li [^>]*>\s*<p>(.*?)</p>',
            path.read_text(encoding="utf-8"),
            re.DOTALL,
        )
        if found:
            yield path.stem, re.sub(r"<[^>]+>", "", found[1])


def test_the_first_finding_of_a_page_is_about_pay_prices_or_votes(site):
    """Every report of the catalogue opens with one, the claims among them."""
    told = dict(first_findings(site))
    made = [path.parent.name for path in site.glob("*/values.json")]
    assert sorted(set(made) - set(told)) == []
    assert {name: text for name, text in told.items() if COUNTS_ROWS.search(text)} == {}
    assert {name: text for name, text in told.items() if not ANSWERS.search(text)} == {}


def test_the_official_status_of_rpi_stands_wherever_rpi_is_shown(site):
    silent = []
    for path in pages(site):
        text = path.read_text(encoding="utf-8")
        shown = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", text, flags=re.DOTALL)
        figure = re.search(r"\d\W+%[^.]{0,60}\bRPI\b|\bRPI\b[^.]{0,60}\d\W+%", shown)
        if figure and "RPI: not an accredited official statistic since March 2013" not in shown:
            silent.append(path.stem)
    assert silent == []
