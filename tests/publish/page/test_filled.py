"""The questions that a report opens filled in, and where its page has them."""

import dataclasses
import re
from pathlib import Path

import pytest

from analysis.project import ROOT_VARIABLE
from analysis.publish.page.filled import OFFERS, filled_questions, fragment
from analysis.publish.page.whole import render_page

ADDRESS = re.compile(r"(?:index|deal)\.html#[\w=&:,@%.-]+")


def test_a_page_of_offers_leads_on_to_an_offer_of_ones_own():
    asked = filled_questions("10_restoration", {"as_of": "latest"})
    assert asked == (("An offer of your own", "index.html#ask"),)


def test_a_page_of_a_past_day_asks_nothing_that_would_know_more_than_it_does():
    assert filled_questions("10_restoration", {"as_of": "2022-12-07"}) == ()


def test_a_notebook_that_is_about_no_offer_asks_nothing():
    assert filled_questions("11_data_health", {}) == ()


def test_the_notebooks_that_lead_on_exist():
    folder = Path(__file__).resolve().parents[3] / "notebooks"
    assert {path.stem for path in folder.glob("*.ipynb")} >= OFFERS


@pytest.mark.slow
def test_a_dossier_opens_its_last_offer_and_its_awards(clean_copy, monkeypatch):
    monkeypatch.setenv(ROOT_VARIABLE, str(clean_copy.root))
    asked = dict(filled_questions("06_dispute", {"employer": "home-office"}))
    assert asked["Its awards over the years, chained"] == "deal.html#deal=home-office"
    assert "#offer=2&on=2020-10-01" in asked["Its last dated offer against prices"]
    assert all(ADDRESS.fullmatch(address) for address in asked.values())


def test_what_is_asked_is_quoted_in_the_address():
    assert fragment([("ballot", "50,25,,3"), ("service", "a&b=<c>")]) == (
        "ballot=50,25,,3&service=a%26b%3D%3Cc%3E"
    )


def test_a_page_shows_what_can_be_asked_and_names_it_in_its_contents(notebook, report, made):
    given = dataclasses.replace(report, questions=(("An offer & more", "index.html#ask"),))
    page = render_page(notebook, report=given, made=made)
    assert '<a href="#ask-of-this">Ask the page</a>' in page
    assert '<a href="index.html#ask">An offer &amp; more</a>' in page
    assert "ask-of-this" not in render_page(notebook, report=report, made=made).split("</style>")[1]
