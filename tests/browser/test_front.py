"""The front page with as many reports as it must hold: it filters at the speed of typing."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from analysis.publish.built import PAGE, Record
from analysis.publish.catalogue import Catalogue, Report
from analysis.publish.front import render_front
from analysis.publish.listing import sections_of

COUNT = 1000
EMPLOYERS = ["HM Revenue and Customs", "Home Office", "Department for Work and Pensions", "Acas"]
UNIONS = ["PCS", "Prospect", "FDA"]
MANIFEST = {"version": "0.1.0", "series": [{"series": "D7G7", "to": "2026-08"}]}
TIMED = """word => {
const box = document.getElementById("find"), times = [];
for (let end = 0; end <= word.length; end += 1) {
const start = performance.now();
box.value = word.slice(0, end);
box.dispatchEvent(new Event("input", { bubbles: true }));
document.documentElement.offsetHeight;
times.push(performance.now() - start);
}
return times; }"""


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    reports, records = [], {}
    for number in range(COUNT):
        name = f"dispute-{number}"
        employer = EMPLOYERS[number % 4]
        title = f"{employer}: offers, ballots and action, number {number}"
        reports.append(Report(name, title, "What?", f"group-{number % 9}", "06", {}))
        entry = {
            "finding": f"Of 273 statements on pay offers in the record ({employer}), 154 can be "
            "set against CPI as known when the offer was made: 64 are below the twelve-month rate.",
            "data_to": "2026-08",
            "employers": [employer],
            "unions": [UNIONS[number % 3]],
            "years": list(range(2000 + number % 20, 2027)),
            "picture": f'<svg viewBox="0 0 120 44" aria-hidden="true"><path d="M{"60 22 " * 24}"/>'
            "</svg>",
        }
        records[name] = Record({}, (), entry, {PAGE: "0"})
    groups = {f"group-{number}": f"Question {number}?" for number in range(9)}
    sections = sections_of(Catalogue(groups, tuple(reports)), records, {})
    place = tmp_path_factory.mktemp("front") / "index.html"
    place.write_text(render_front(sections, MANIFEST), encoding="utf-8")
    return place


def visible(page):
    return page.locator(".reports>li:not([hidden])").count()


def test_a_thousand_reports_filter_within_fifty_milliseconds_a_keystroke(path, opened):
    assert path.stat().st_size < 1_000_000
    page = opened(path)
    best = [min(times) for times in zip(*(page.evaluate(TIMED, "home office") for _ in range(5)))]
    assert max(best) < 50, best


def test_employer_union_and_year_narrow_together_and_say_how_many(path, opened):
    page = opened(path)
    page.select_option("#by-employers", label="Home Office")
    assert visible(page) == COUNT / 4
    page.select_option("#by-unions", label="Prospect")
    both = visible(page)
    assert 0 < both < COUNT / 4
    page.select_option("#by-years", label="2001")
    assert 0 < visible(page) < both
    assert page.locator("#found").inner_text() == f"{visible(page)} reports"
    page.fill("#find", "nothing of the kind")
    assert page.locator("#found").inner_text() == "No report fits. Try fewer words."
    assert page.locator(".group:visible").count() == 0
    for name in ("employers", "unions", "years"):
        page.select_option(f"#by-{name}", "")
    page.fill("#find", "")
    assert visible(page) == COUNT


def test_a_union_is_found_by_typing_it_too(path, opened):
    page = opened(path)
    page.fill("#find", "prospect acas")
    assert 0 < visible(page) < COUNT / 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_some_are_hidden(path, opened, scheme):
    page = opened(path, scheme=scheme, bypass_csp=True)
    page.fill("#find", "number 77")
    assert 0 < visible(page) < 20
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
