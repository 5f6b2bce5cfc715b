"""The site as built: every page once, and a page of each kind in both schemes and all widths."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

WIDTHS = (320, 768, 1440)
ONLY = {"resultTypes": ["violations"]}  # what passes need not be described


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


def violations(page):
    found = Axe().run(page, options=ONLY).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth")


def test_every_page_asks_for_nothing_says_nothing_fits_a_phone_and_pleases_axe(site, opened):
    page = opened(site / "index.html", width=320, bypass_csp=True)
    wrong = []
    for path in pages(site):
        page.asked.clear()
        page.goto(path.as_uri())
        asked = [url for url in page.asked if not url.startswith("data:")]
        faults = [url for url in asked if url != path.as_uri()] + page.said
        faults += violations(page) + (["wide"] if wide(page) > 320 else [])
        wrong += [(path.name, fault) for fault in faults]
        page.said.clear()
    assert wrong == []


def test_the_policy_itself_lets_every_page_work(site, opened):
    """The pass above sets the policy aside for axe; this one does not."""
    page = opened(site / "index.html")
    wrong = []
    for path in pages(site):
        page.asked.clear()
        page.goto(path.as_uri())
        beyond = [url for url in page.asked if url != path.as_uri() and not url.startswith("data:")]
        wrong += [(path.name, fault) for fault in beyond + page.said]
        page.said.clear()
    assert wrong == []


def test_a_page_of_each_kind_pleases_axe_in_the_dark(site, opened):
    page = opened(site / "index.html", scheme="dark", bypass_csp=True)
    for path in kinds(site):
        page.goto(path.as_uri())
        assert violations(page) == [], path.name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_of_each_kind_fits_every_width(site, opened, scheme):
    page = opened(site / "index.html", scheme=scheme)
    for path in kinds(site):
        page.goto(path.as_uri())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert wide(page) <= width, (path.name, width)


def test_no_page_is_larger_than_a_quarter_of_a_megabyte(site):
    large = {path.name: path.stat().st_size for path in pages(site)}
    assert {name: size for name, size in large.items() if size > 250_000} == {}


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


def test_code_is_folded_and_opens_all_at_once(site, opened):
    page = opened(site / "offers.html")
    cells = page.locator("details.code")
    assert cells.count() > 3
    assert page.locator("details.code[open]").count() == 0
    page.locator("#all-code").click()
    assert page.locator("details.code[open]").count() == cells.count()


def test_the_search_of_the_front_page_keeps_what_fits(site, opened):
    page = opened(site / "index.html")
    every = page.locator(".reports li:visible").count()
    page.fill("#find", "work and pensions")
    shown = page.locator(".reports li:visible")
    assert 0 < shown.count() < every
    assert "Work and Pensions" in shown.first.inner_text()
    page.fill("#find", "")
    assert page.locator(".reports li:visible").count() == every


def test_the_front_page_lists_every_report_without_its_script(site, opened):
    page = opened(site / "index.html", java_script_enabled=False)
    links = page.locator(".reports h3 a").count()
    assert links == len([path for path in pages(site) if path.name != "index.html"])


def test_a_charts_data_downloads_as_the_table_under_it(site, opened, tmp_path):
    page = opened(site / "ballots-pcs.html", accept_downloads=True)
    page.locator("details.chart-data summary").first.click()
    table = page.locator("details.chart-data table").first
    with page.expect_download() as download:
        page.locator("a[download]").first.click()
    download.value.save_as(tmp_path / "data.csv")
    lines = (tmp_path / "data.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) - 1 == table.locator("tbody tr").count()


def test_paper_gets_whole_charts_and_the_addresses_of_sources(site, opened, tmp_path):
    page = opened(site / "offers.html")
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").stat().st_size > 20_000
    assert page.locator(".chart").first.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
