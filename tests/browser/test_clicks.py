"""What people look for is as near as the page on reading says: its clicks are counted."""

from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs" / "charts.md"
ROWS = [line.strip("| ").split(" | ") for line in DOCS.read_text(encoding="utf-8").splitlines()]
CLICKS = {row[0]: int(row[1]) for row in ROWS if len(row) == 3 and row[1].isdigit()}


class Reader:
    """Someone at a page, whose clicks are counted."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, selector):
        self.page.locator(selector).first.click()
        self.clicks += 1

    def type(self, *texts):
        for place, text in enumerate(texts):
            if place:
                self.page.keyboard.press("Tab")
            self.page.keyboard.type(text)

    def sees(self, selector, words):
        self.page.locator(selector, has_text=words).first.wait_for(state="visible")


def ask_three_per_cent(reader):
    reader.click("#offer-rise")
    reader.type("3", "2022-12")
    reader.sees("#offer-said", "on CPI")


def find_hmrc(reader):
    reader.click("#find")
    reader.type("HMRC")
    reader.click('.reports>li:visible a[href="dispute-hm-revenue-and-customs.html"]')
    reader.sees("h1", "HM Revenue and Customs")


def ask_what_a_sum_is_worth(reader):
    reader.click("#more-money > summary")
    reader.page.keyboard.press("Tab")
    reader.type("28000", "2015")
    reader.sees("#money-said", "£28,000 of 2015")


def see_ballots_by_employer(reader):
    reader.click("text=Ballots of PCS")
    reader.sees("#votes thead", "Employer")
    reader.sees("#votes tbody", "met")


def find_a_ballot_without_a_report(reader):
    reader.page.locator(".search[data-ready=yes]").wait_for()
    reader.click("#find")
    reader.type("university of reading")
    reader.click('#in-record a:text-is("University of Reading")')
    reader.sees("h1", "University of Reading")
    reader.sees("article h3", "UCU, University of Reading, strike, closed 30 October 2019")
    reader.sees("article .from", "Source: ")


def follow_a_claim_to_its_source(reader):
    reader.click("button.num")
    reader.click(".source:popover-open a:has(code)")
    reader.sees("article:target h3", "PCS17-1")
    reader.click("article:target a:text-is('what else rests on it')")
    reader.sees("article:target", "PCS17-2")


def open_the_data(reader):
    reader.click("details.chart-data summary")
    reader.sees("details.chart-data table", "")


def save_a_picture(reader):
    with reader.page.expect_download() as download:
        reader.click("figure.chart ~ .tools >> text=PNG")
    assert download.value.suggested_filename.endswith(".png")


def cite(reader):
    reader.sees("#cite", "Cite: realpay")


TASKS = {
    "whether 3 % in December 2022 was a cut": ("index", ask_three_per_cent),
    "what happened at HMRC": ("index", find_hmrc),
    "what £28,000 of 2015 is worth": ("index", ask_what_a_sum_is_worth),
    "which ballots of PCS met the threshold, employer by employer": (
        "index",
        see_ballots_by_employer,
    ),
    "how a ballot at a university without a report went, and whose word that is": (
        "index",
        find_a_ballot_without_a_report,
    ),
    "what a published claim rests on, and what else rests on that": (
        "claim-pcs17-1",
        follow_a_claim_to_its_source,
    ),
    "the data behind a chart": ("offers", open_the_data),
    "a chart as a picture": ("offers", save_a_picture),
    "how to cite a report": ("offers", cite),
}


@pytest.mark.parametrize("task", TASKS)
def test_what_people_look_for_takes_the_clicks_that_are_promised(site, opened, task):
    start, do = TASKS[task]
    reader = Reader(opened(site / f"{start}.html", accept_downloads=True))
    do(reader)
    assert reader.clicks == CLICKS[task]


def test_each_promise_is_tried():
    assert CLICKS.keys() == TASKS.keys()
