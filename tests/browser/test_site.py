"""Every page of the site: no request, no message, nothing for axe, nothing wider than a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

WIDTHS = (320, 768, 1440)


def pages(site):
    return sorted(site.glob("*.html"))


def test_no_page_asks_the_network_or_complains(site, opened):
    for path in pages(site):
        page = opened(path)
        beyond = [url for url in page.asked if not url.startswith(("file:", "data:"))]
        assert beyond == [], path.name
        assert [url for url in page.asked if url.startswith("file:")] == [path.as_uri()]
        assert page.said == [], path.name
        page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site, opened, scheme):
    for path in pages(site):
        page = opened(path, scheme=scheme, bypass_csp=True)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == [], path.name
        page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(site, opened, width):
    for path in pages(site):
        page = opened(path, width=width)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path.name
        page.context.close()


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
