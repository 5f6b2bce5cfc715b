"""The questions that a report opens filled in, and where its page has them."""

import dataclasses
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis.project import ROOT_VARIABLE
from analysis.publish.page import filled
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


def ballots(*rows):
    """Ballots of one employer in the columns that a question is filled in from."""
    usual = {
        "ballot_type": "statutory", "yes_means": "action", "counted": True, "entitled": 100,
        "returned": 60, "yes": 40, "no": 19, "spoiled": None, "opened_first": "2022-09-26",
        "opened_last": "2022-09-26", "closed_first": "2022-11-07", "nation": "GB",
        "important_service": None,
    }  # fmt: skip
    frame = pd.DataFrame([{"key": f"B{n}", **usual, **row} for n, row in enumerate(rows)])
    if "closed_last" not in frame:
        frame["closed_last"] = frame["closed_first"]
    for name in ("opened_first", "opened_last", "closed_first", "closed_last"):
        frame[name] = pd.to_datetime(frame[name])
    return frame.astype({"counted": "boolean"})


def asked_of(monkeypatch, *rows):
    """What a dossier asks whose employer has these ballots, no offer, no awards."""
    offers = pd.DataFrame({"offered_first": [], "offered_last": [], "pct": [], "comparability": []})
    tables = {"ballots": ballots(*rows), "offer_statements": offers}
    monkeypatch.setattr(filled, "read", lambda name, where: tables[name])
    monkeypatch.setattr(filled, "_awards", lambda offers, employer: [])
    return filled_questions("06_dispute", {"employer": "acas"})


def test_a_dossier_opens_its_last_counted_statutory_ballot_under_any_law(monkeypatch):
    later = {"opened_first": "2023-03-20", "opened_last": "2023-03-20"}
    found = asked_of(
        monkeypatch,
        {},
        later | {"closed_first": None, "important_service": "border security"},
        later | {"ballot_type": "consultative"},
        later | {"yes_means": "accept"},
        later | {"counted": False},
        later | {"yes": None},
        later | {"opened_last": "2023-03-21"},
    )
    assert found == (
        (
            "Its last counted ballot under any law",
            "index.html#ballot=100,60,40,19,&opened=2023-03-20&nation=GB&service=border%20security",
        ),
    )
    ((_, address),) = asked_of(monkeypatch, {"spoiled": 1})
    assert address.endswith("#ballot=100,60,40,19,1&opened=2022-09-26&closed=2022-11-07&nation=GB")


def test_an_employer_without_offers_or_counted_ballots_asks_nothing(monkeypatch):
    assert asked_of(monkeypatch, {"counted": None}) == ()


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


def test_a_close_known_to_its_month_is_not_filled_in_as_a_day(monkeypatch):
    found = asked_of(monkeypatch, {"closed_first": "2022-11-01", "closed_last": "2022-11-30"})
    ((_, address),) = found
    assert "closed=" not in address
