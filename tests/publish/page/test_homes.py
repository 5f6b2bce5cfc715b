"""Where a row of the record stands: on the page of its employer, or of what it is about."""

import pandas as pd
import pytest

from analysis.publish.page import homes
from analysis.tables.homes import page_of

DAY = pd.Timestamp("2019-04-29")
TABLES = {
    "ballots": pd.DataFrame(
        {"key": ["B1", "B2"], "employer": ["hmrc", "acas"], "known_first": [DAY, pd.NaT]}
    ),
    "review_awards": pd.DataFrame({"key": ["A1"], "body": ["DDRB"], "known_first": [DAY]}),
}


@pytest.fixture(autouse=True)
def _tables(monkeypatch):
    def read(name, *, columns, where):
        rows = TABLES[name]
        return rows.loc[rows["key"].isin(where["key"]), columns]

    monkeypatch.setattr(homes, "read", read)


def test_rows_of_many_tables_stand_by_what_they_are_about():
    assert homes.homes_of(["ballots/B1", "review_awards/A1"]) == {
        "ballots/B1": "record/employer-hmrc.html#ballots-b1",
        "review_awards/A1": "record/awards-ddrb.html#review-awards-a1",
    }


def test_figures_of_series_and_rows_that_are_gone_have_no_address():
    assert homes.homes_of(["prices/D7G7", "ballots/B9"]) == {}


def test_rows_of_a_large_home_stand_in_its_year_and_undated_ones_by_their_key():
    found = homes.homes_of(["ballots/B1", "ballots/B2"], ["employer/hmrc", "employer/acas"])
    assert found["ballots/B1"] == "record/employer-hmrc.2019.html#ballots-b1"
    part = page_of("employer/acas", "", "B2", ["employer/acas"])
    assert part != "employer/acas"
    assert (
        found["ballots/B2"]
        == f"record/{part.replace('/', '-', 1).replace('/', '.')}.html#ballots-b2"
    )
