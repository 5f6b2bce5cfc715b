"""The front page with as many reports as it must hold: small, and it filters by words and lists."""

import pytest
from benchmarks.front_page import front_page

COUNT = 1000


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    place = tmp_path_factory.mktemp("front") / "index.html"
    place.write_text(front_page(COUNT), encoding="utf-8")
    return place


SHOWN = 50  # of those found, so many are shown at once


def visible(page):
    """How many reports are found; no more are shown than the page says."""
    found = int(page.locator("#found").inner_text().split(" ")[0])
    shown = page.locator(".group .reports>li:not([hidden])").count()
    assert shown == (found if found == COUNT else min(found, SHOWN))
    return found


def test_a_thousand_reports_stay_under_a_megabyte(path):
    assert path.stat().st_size < 1_000_000


def test_employer_union_and_year_narrow_together_and_say_how_many(path, opened):
    page = opened(path)
    page.select_option("#by-employers", label="Home Office")
    assert visible(page) == COUNT / 4
    page.select_option("#by-unions", label="Prospect")
    both = visible(page)
    assert 0 < both < COUNT / 4
    page.select_option("#by-years", label="2001")
    assert 0 < visible(page) < both
    said = page.locator("#found").inner_text()
    assert said == f"{visible(page)} of {COUNT} reports"
    page.fill("#find", "nothing of the kind")
    assert page.locator("#found").inner_text() == "No report fits. Try fewer words."
    assert page.locator(".group:visible").count() == 0
    for name in ("employers", "unions", "years"):
        page.select_option(f"#by-{name}", "")
    page.fill("#find", "")
    assert visible(page) == COUNT
    assert page.locator("#found").inner_text() == f"{COUNT} reports"


def test_a_union_is_found_by_typing_it_too(path, opened):
    page = opened(path)
    page.fill("#find", "prospect acas")
    assert 0 < visible(page) < COUNT / 3


def test_a_finding_that_the_page_does_not_show_is_found_and_shown(path, opened):
    page = opened(path)
    page.wait_for_selector(".search[data-ready=yes]", state="attached")
    page.fill("#find", "turnout threshold met")
    assert visible(page) == sum(number % 60 >= 50 for number in range(COUNT))
    first = page.locator(".reports>li:not([hidden]) .matched").first
    assert "threshold of half was met" in first.inner_text()
    assert first.locator("a").get_attribute("href").endswith(".html#turnout")
    page.fill("#find", "")
    assert page.locator(".matched").count() == 0


def test_three_per_cent_is_neither_thirteen_nor_thirty_three(path, opened):
    page = opened(path)
    page.wait_for_selector(".search[data-ready=yes]", state="attached")
    three = sum(number % 60 == 3 for number in range(COUNT))
    for words in ("3%", "3 %", "3 per cent", "3.0%"):
        page.fill("#find", words)
        assert visible(page) == three, words


def test_an_employer_is_found_by_every_name_and_a_year_by_itself(path, opened):
    page = opened(path)
    page.wait_for_selector(".search[data-ready=yes]", state="attached")
    for name in ("hmrc", "Inland Revenue"):
        page.fill("#find", name)
        assert visible(page) == COUNT / 4
    page.fill("#find", "hmrc 2001")
    assert 0 < visible(page) < COUNT / 4
    assert page.said == []


def search(page, words):
    """What the search says once the words are typed."""
    page.wait_for_selector(".search[data-ready=yes]", state="attached")
    page.fill("#find", words)
    return page.locator("#found").inner_text()


def test_a_word_is_the_beginning_of_one_and_a_short_one_a_whole_word(path, opened):
    page = opened(path)
    assert search(page, "ustoms").startswith("No report fits")
    assert search(page, "custom").startswith(f"{COUNT // 4} of")
    assert search(page, "ho").startswith(f"{COUNT // 4} of")  # neither "threshold" nor "shown"
    assert search(page, "hm revenue & customs").startswith(f"{COUNT // 4} of")


def test_of_pages_of_the_record_the_one_that_is_so_called_comes_first(path, opened):
    page = opened(path)
    assert "; 2 pages of the record" in search(page, "hmrc")
    names = page.locator("#in-record a").all_inner_texts()
    assert names == ["HM Revenue and Customs", "HMRC and Acas"]


def test_a_row_of_the_record_is_found_by_its_own_name_and_led_to(path, opened):
    page = opened(path)
    assert "; 2 rows of the record" in search(page, "pcs-2019-04")
    link = page.locator("#in-record a").first
    assert link.inner_text() == "PCS-2019-04-HMRC, HM Revenue and Customs"
    assert link.get_attribute("href") == "record/employer-hmrc.html#ballots-pcs-2019-04-hmrc"
    assert search(page, "PCS-2019-05") == "No report fits. Try fewer words."
    assert page.said == []
