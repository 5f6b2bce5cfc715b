"""What was found after the first record: right values, and what disagrees kept beside it."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.ingest.clean import Cleaned, clean
from analysis.project import Project

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cleaned(clean_copy: Project) -> Cleaned:
    return clean(clean_copy)


def rows(cleaned: Cleaned, table: str, **where: object) -> pd.DataFrame:
    found = cleaned.frame(table)
    for column, value in where.items():
        found = found[found[column] == value]
    return found.set_index("key")


def test_growth_of_pay_is_read_as_it_was_first_printed_and_as_the_copy_restates_it(cleaned):
    november = rows(cleaned, "earnings", series="KAC3", period=pd.Period("2022-11", "M"))
    first, restated = (
        november.sort_values("known_from").iloc[0],
        november.loc["KAC3/2022-11/2024-02-05"],
    )
    assert (first["value"], str(first["known_from"].date())) == (6.4, "2023-01-17")
    assert str(first["known_until"].date()) == "2024-02-04"
    assert restated["value"] == 6.8


@pytest.mark.parametrize(
    ("key", "value", "how"),
    [
        ("KAI9/2022-08/2022-10-11", 5.4, "true"),
        ("KAB9/2022-08/2022-10-11", 617.0, "true"),
        ("KAC3/2022-09/2022-11-15", 6.0, "inferred"),  # the month is in the text, the day is not
        ("KAJ7/2022-07/2022-09-13", 2.0, "inferred"),  # a day seen only as the next release
        ("KAI9/2018-07/2018-09-21", 2.9, "estimated"),
        ("A3WW/2024-02/2024-04-16", 1.6, "true"),
    ],
)
def test_a_first_print_has_the_day_that_is_on_record_and_says_how_it_is_known(
    cleaned, key, value, how
):
    row = cleaned.frame("earnings").set_index("key").loc[key]
    assert (row["value"], row["known_how"]) == (value, how)
    assert pd.notna(row["known_until"])


def test_before_the_first_copies_there_are_growth_rates_and_no_index_of_levels(cleaned):
    earnings = cleaned.frame("earnings")
    day = pd.Timestamp("2023-01-31")
    then = earnings[(earnings["known_from"] <= day) & ~(earnings["known_until"] < day)]
    assert set(then["measure"]) == {"growth_3m", "real_growth_3m", "level"}
    assert set(then.loc[then["measure"] == "level", "series"]) == {"KAB9", "KAI7"}


def test_rpi_reaches_july_2026(cleaned):
    july = rows(cleaned, "prices").loc["CHAW/2026-07"]
    assert (july["value"], str(july["known_from"].date())) == (419.1, "2026-08-19")


def test_one_figure_of_one_source_on_two_bases_stands_twice_and_both_say_so(cleaned):
    hmrc = rows(cleaned, "offer_statements", offer_id="HMRC-2025")
    assert hmrc["basis"].to_dict() == {
        "O0129": "paybill_or_remit",
        "N0018": "ceiling_or_cap_description",
    }
    assert hmrc.loc["O0129", "flags"] == "read on another basis: N0018"


def test_eighteen_statements_on_offers_join_the_offers_they_are_about(cleaned):
    new = cleaned.frame("offer_statements").set_index("key").filter(regex="^N0", axis=0)
    assert len(new) == 18
    assert new["offer_id"].value_counts().to_dict() == {
        "DEFRA-2019": 6,
        "MOD-2018": 5,
        "DWP-2014": 2,
        "DWP-2015": 2,
        "HMRC-2023": 1,
        "HMRC-2019": 1,
        "HMRC-2025": 1,
    }


def test_counts_of_a_ballot_held_already_stand_beside_it_and_are_not_counted(cleaned):
    ballots = rows(cleaned, "ballots")
    assert ballots.loc["BMA-2026-02-RD-counts", "counted"] == False  # noqa: E712 - pandas' own
    assert ballots.loc["BMA-2026-02-RD", "counted"] == True  # noqa: E712
    assert ballots.loc["UNISON-2018-03-NJC", "yes_pct"] == 48.66
    assert ballots.loc["UNISON-2024-10-NJC", "areas_balloted"] == 4093


def test_headcounts_of_2025_by_department_and_grade_sum_to_their_totals_within_thirty(cleaned):
    found = rows(cleaned, "salaries", year=2025, measure="headcount")
    found = found[found["department"].notna()]
    whole = found[found["responsibility_level"] == "All"].set_index("population")["value"]
    parts = found[found["responsibility_level"] != "All"].groupby("population")["value"].sum()
    assert len(whole) > 80
    assert (whole - parts.reindex(whole.index)).abs().max() <= 30


def test_home_office_medians_of_2013_say_whose_they_are(cleaned):
    found = rows(cleaned, "salaries", year=2013, measure="median gross pay")
    women = found[found["population"].str.endswith("women")].set_index("responsibility_level")
    assert len(found) == 16
    assert women.loc["EO", "value"] == 25778


def test_the_survey_of_hours_and_earnings_is_kept_provisional_and_revised(cleaned):
    found = rows(cleaned, "sector_pay", year=2022, measure="median", pay_kind="gross weekly pay")
    mine = found[(found["geography"] == "UK") & (found["sector"] == "all")]
    assert mine.set_index("status")["value"].to_dict() == {"provisional": 640, "revised": 642}


def test_review_bodies_and_the_steps_of_local_government_rounds_are_on_record(cleaned):
    awards = rows(cleaned, "review_awards")
    assert awards.loc["V148", ["recommended_pct", "pct_high"]].tolist() == [3.7, 4.2]
    assert pd.isna(awards.loc["V151", "awarded_pct"])  # a proposal, not an award
    steps = cleaned.frame("round_steps")
    assert len(steps) == 13
    long = steps[steps["event"] == "UNISON industrial action ballot"].iloc[0]
    assert (str(long["started_first"].date()), str(long["ended_last"].date())) == (
        "2024-09-04",
        "2024-10-16",
    )
