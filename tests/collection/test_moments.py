"""Five news reports beside the record: what each asks, as known on its day and as it stands now."""

import pytest

from analysis.collection.moments import moments
from analysis.errors import UsageError
from analysis.present import Chart

pytestmark = pytest.mark.slow


@pytest.fixture
def moment(make):
    return lambda key: make("13_on_the_day", moment=key)


def said(report, name):
    found = [one for one in report.shown if getattr(one, "id", "") == name]
    assert found, f"no finding {name}"
    return found[0]


def printed(report, name):
    return {
        key: value.text.replace("\xa0", " ") for key, value in said(report, name).values.items()
    }


def test_january_2004_sets_both_figures_of_the_offer_beside_a_rate_that_was_perhaps_out(moment):
    offer = printed(moment("2004-01"), "offer")
    assert (offer["pct0"], offer["by0"]) == ("5.0 %", "employer")
    assert offer["pct1"] == "2.6 %"
    assert (offer["rate0"], offer["rate1"], offer["perhaps1"]) == ("1.3 %", "2.5 %", "2.8 %")
    between = printed(moment("2004-01"), "between-rpi")
    assert (between["first"], between["pct"], between["second"]) == ("2.5 %", "2.6 %", "2.8 %")


def test_offers_stand_by_employer_the_newest_pay_year_first(moment):
    listed = said(moment("2023-12"), "offers-known").frame
    places = [
        (employer, -int(year[:4]))
        for employer, year in zip(listed["employer_name"], listed["pay_year_from"], strict=True)
    ]
    assert len({employer for employer, _ in places}) > 1
    assert places == sorted(places)


def test_whether_a_strike_was_the_largest_in_a_decade_rests_on_what_has_a_number(moment):
    largest = said(moment("2004-01"), "largest")
    assert largest.values["counted"].amount < largest.values["n"].amount
    assert "cannot be told" in largest.sentence


def test_march_2011_two_votes_were_mandates_and_would_not_be_under_the_law_of_2017(moment):
    report = moment("2011-03")
    assert [said(report, "votes").values[name].amount for name in ("n", "yes")] == [2, 2]
    later = said(report, "votes-under-later-law-now").values
    assert (later["n"].amount, later["no"].amount) == (2, 2)


def test_march_2011_a_freeze_stood_beside_cpi_of_4_4(moment):
    cap = printed(moment("2011-03"), "cap")
    assert (cap["pct"], cap["year"], cap["name0"], cap["rate0"]) == (
        "0.0 %",
        "2010-11",
        "CPI",
        "4.4 %",
    )
    assert cap["real0"] == "fell 4.2 %"


def test_april_2013_the_chain_is_the_one_known_that_day_and_the_longer_one_is_told_as_of_now(
    moment,
):
    report = moment("2013-04")
    assert report.findings[0].id == "ceilings"
    assert said(report, "ceilings").values["last"].text == "April 2012"
    assert said(report, "ceilings-now").values["real"].text.replace("\xa0", " ") == "fell 15.5 %"


def test_april_2013_the_dispute_at_hmrc_stands_apart_from_the_campaign(moment):
    report = moment("2013-04")
    own = said(report, "dispute-hm-revenue-and-customs")
    assert "no vote of its own" in own.sentence
    assert (own.values["on0"].text, own.values["people0_0"].amount) == ("8 April 2013", 55_000)
    campaign = said(report, "campaign").values
    assert [campaign[f"on{n}"].text for n in range(4)] == [
        *("10 May 2012", "20 March 2013", "20 March 2013", "5 April 2013"),
    ]
    early = said(report, "early-ceilings").values
    assert (early["first"].text, early["real"].text.replace("\xa0", " ")) == (
        "April 2010",
        "fell 7.1 %",
    )


def test_december_2022_an_award_at_the_cap_on_each_index(moment):
    cap = printed(moment("2022-12"), "cap")
    assert [cap[f"real{n}"] for n in range(3)] == ["fell 7.3 %", "fell 6.0 %", "fell 9.8 %"]
    median = printed(moment("2022-12"), "median-pay")
    assert (median["real0"], median["real2"]) == ("fell 0.2 %", "fell 8.9 %")
    assert printed(moment("2022-12"), "last-vote")["turnout"] == "52.6 %"
    assert said(moment("2022-12"), "last-vote").sentence.endswith("ballots counted apart.")


def test_december_2023_the_lowest_pay_stands_on_both_sides_of_the_floor(moment):
    lowest = printed(moment("2023-12"), "lowest-pay")
    assert (lowest["pay"], lowest["on_net"], lowest["on_gross"]) == ("£21,149", "1.05", "0.93")
    assert printed(moment("2023-12"), "awards-by-grade")["aa"].startswith("5.0")


def test_december_2023_the_floor_announced_for_april_was_known_that_day(moment):
    report = moment("2023-12")
    following = printed(report, "next-floor")
    assert (following["rate"], following["announced"]) == ("£11.44", "21 November 2023")
    assert (following["on_net"], following["on_gross"]) == ("0.96", "0.84")
    assert not any(getattr(one, "id", "") == "next-floor-now" for one in report.shown)


def test_december_2023_sectors_are_told_as_printed_then_and_since_2010_as_of_now(moment):
    report = moment("2023-12")
    growth = printed(report, "growth")
    assert (growth["pct0"], growth["sector0"]) == ("8.1 %", "private sector")
    assert (growth["pct1"], growth["sector1"]) == ("6.6 %", "public sector")
    assert printed(report, "median-pay")["real0"] == "fell 3.9 %"
    assert said(report, "sectors-now").values["start"].text == "March 2010"


@pytest.mark.parametrize("key", ["2004-01", "2011-03", "2013-04", "2022-12", "2023-12"])
def test_each_report_has_its_chart_and_opens_with_pay_prices_or_votes(moment, key):
    report = moment(key)
    assert [chart.id for chart in report.of(Chart)] == ["offered-and-prices"]
    assert len(report.charts[0].data) >= 3
    opens = {"offer", "votes", "ceilings", "cap", "lowest-pay"}
    assert report.findings[0].id in opens
    assert report.findings[-1].id == "figures"


@pytest.mark.parametrize(
    ("on", "employers"),
    [
        ("7 April 2013", ["HMRC"]),
        ("2016-05-01", ["hm-revenue-and-customs", "Home Office"]),
        ("2023-12-08", []),
        ("2001-01-15", ["ACAS"]),
    ],
)
def test_any_day_and_any_employers_are_asked_the_same_without_a_report(make, on, employers):
    made = make("13_on_the_day", on=on, employers=employers)
    assert made.findings
    assert not any(one.id == "figures" for one in made.findings)
    beside = next(table for table in made.tables if table.id == "beside")
    assert beside.frame.empty


@pytest.mark.parametrize(
    ("on", "first"),
    [("1940-01-01", "nothing-known"), ("1999-06-01", "known-prices"), ("2012-03-30", "cap")],
)
def test_a_day_of_which_little_is_on_record_opens_with_pay_or_prices_where_there_are_any(
    make, on, first
):
    assert make("13_on_the_day", on=on).findings[0].id == first


def test_the_day_of_a_preset_asked_as_ones_own_gives_the_same_ceilings(make):
    preset = make("13_on_the_day", moment="2013-04")
    own = make("13_on_the_day", on="2013-04-07", employers=["HMRC", "Home Office"])
    assert said(own, "ceilings").sentence == said(preset, "ceilings").sentence


def test_employers_without_a_day_are_asked_back(make):
    with pytest.raises(UsageError, match="Give it as well: on="):
        make("13_on_the_day", employers=["HMRC"])


def test_a_day_of_ones_own_is_asked_every_question_that_reports_ask():
    assert sorted(moments.OWN_JOINS) == sorted(moments.ANSWERS)
