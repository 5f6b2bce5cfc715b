"""Notebooks 15 to 17: chains of awards, pay points, departments and senior bands."""

import pytest

from analysis.collection.offers.chained import change
from analysis.measures.offers.chains import AWARD, Link, chain_links
from analysis.measures.prices.points import PriceIdentity
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month


def test_the_awards_page_answers_its_title_in_its_first_sentence(make):
    first = make("15_awards").findings[0]
    assert first.id == "ceilings"
    assert {"real", "index", "first", "last", "n"} <= set(first.values)
    assert first.values["first"].text == "April 2011"


def test_a_day_past_shows_only_the_years_over_by_then(make):
    made = make("15_awards", as_of="2023-12-08")
    assert made.findings[0].values["last"].text == "April 2023"


def test_a_year_without_a_figure_is_named_and_not_bridged(make):
    table = next(one for one in make("15_awards").tables if one.id == "body-chains").frame
    teachers = table.set_index("name").loc["School teachers"]
    assert "2012-13 (not on record)" in teachers["outside"]
    assert str(teachers["first"]) == "2014-09"


def test_two_tracks_of_the_freeze_stand_apart(make):
    table = next(one for one in make("15_awards").tables if one.id == "tracks").frame
    assert table["years"].tolist() == [15, 15, 16, 16]
    assert table["money_low"].is_unique


def test_the_points_page_says_what_the_top_of_each_grade_did(make):
    first = make("16_pay_points").findings[0]
    assert first.id == "maxima"
    grades = {name: value.text for name, value in first.values.items() if "grade_" in name}
    assert list(grades.values()) == ["AA", "AO", "EO"]
    assert all(first.values[name.replace("grade", "real")].rows for name in grades)


def test_a_highest_point_below_the_one_before_is_marked(make):
    table = next(one for one in make("16_pay_points").tables if one.id == "points").frame
    marked = table[table["note"] != "none"]
    assert (marked["grade"].tolist(), marked["maximum"].tolist()) == (["AO"], [17350.0])


@pytest.mark.parametrize("index", ["CPI", "CPIH", "RPI"])
def test_departments_are_a_distribution_with_n(make, index):
    first = make("17_departments_and_senior_pay", index=index).findings[0]
    assert first.id == "departments"
    assert [first.values[f"n_{place}"].amount for place in range(4)] == [59, 76, 81, 75]


def test_before_the_statistics_were_out_the_page_says_so(make):
    made = make("17_departments_and_senior_pay", as_of="2009-01-01")
    assert [finding.id for finding in made.findings] == ["nothing-known"]


@pytest.mark.parametrize(
    ("low", "high", "money", "real"),
    [
        (2.75, 3.75, "rose 2.8–3.8 %", "fell 5.7–6.6 %"),
        (3.0, 3.2, "rose 3.0–3.2 %", "fell 6.2–6.4 %"),
        (3.0, 3.0, "rose 3.0 %", "fell 6.4 %"),
    ],
)
def test_awards_that_are_a_range_are_said_as_one_however_narrow(low, high, money, real):
    prices = PriceIdentity("RPI", "CHAW", "Jan 1987=100")
    index = PriceIndex(prices, Month(2022, 4), (300.0, *[310.0] * 11, 330.0))
    chain = chain_links([Link("2022-23", Month(2022, 4), low, high, AWARD)], index).longest
    said = [change(chain, one, chain.rows).text for one in (chain.money, chain.real)]
    assert [one.replace("\u202f", " ").replace("\u00a0", " ") for one in said] == [money, real]
