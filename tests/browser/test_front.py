"""The front page with as many reports as it must hold: small, and it filters by words and lists."""

import pytest
from benchmarks.front_page import front_page

COUNT = 1000


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    place = tmp_path_factory.mktemp("front") / "index.html"
    place.write_text(front_page(COUNT), encoding="utf-8")
    return place


def visible(page):
    return page.locator(".reports>li:not([hidden])").count()


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
    assert page.locator("#found").inner_text() == f"{visible(page)} of {COUNT} reports"
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
