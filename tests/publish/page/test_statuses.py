"""The official status of a price index stands where the index is shown, as it was on the day."""

from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.collection.versions import told_statuses
from analysis.publish.page import statuses
from analysis.publish.page.statuses import indices_read, status_words, statuses_of
from analysis.tables.store import Selection

ROWS = [
    {"index": "CPI", "status": "accredited", "from_last": pd.Timestamp("1996-12-31")},
    {"index": "CPIH", "status": "experimental", "from_last": pd.Timestamp("2013-03-19")},
    {"index": "CPIH", "status": "accredited", "from_last": pd.Timestamp("2017-07-31")},
]


def test_a_status_says_since_when_and_what_was_before():
    told = told_statuses(ROWS, ["CPI", "CPIH"], "")
    assert told == "CPI: accredited; CPIH: accredited since July 2017, before that experimental"


def test_what_began_later_is_not_told_and_an_index_without_a_status_is_left_out():
    assert told_statuses(ROWS, ["CPIH"], "2015-01-01") == "CPIH: experimental"
    assert told_statuses(ROWS, ["CPIH", "HCI"], "2013-03-18") == ""


@pytest.mark.slow
def test_rpi_was_a_national_statistic_and_is_none_now(figures):
    assert status_words(["RPI"], "2011-03-26") == "RPI: National Statistic"
    assert status_words(["RPI"]).startswith("RPI: not an accredited official statistic since March")


@pytest.mark.slow
def test_the_indices_of_a_page_are_those_of_the_series_that_it_read(figures):
    asked = Selection("prices", "latest", False, None, (("series", ("CHAW", "D7G7")),))
    assert indices_read([asked]) == ["CPI", "RPI"]
    assert indices_read([]) == []


def test_a_page_that_read_no_index_says_no_status_and_one_that_did_says_it_of_its_day(monkeypatch):
    monkeypatch.setattr(
        statuses,
        "all_indices",
        lambda: {"CPI": SimpleNamespace(index_series="D7BT", rate_series="D7G7")},
    )
    monkeypatch.setattr(statuses, "read", lambda *_, **__: pd.DataFrame(ROWS))
    asked = Selection("prices", "latest", False, None, (("series", ("D7G7",)),))
    assert statuses_of([asked], "") == "CPI: accredited"
    assert statuses_of([asked], "1990-01-01") == ""
    other = Selection("prices", "latest", False, None, (("series", ("CHAW",)),))
    assert statuses_of([other], "") == ""
