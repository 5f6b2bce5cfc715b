"""Notebook 06: one employer's record, in order."""

import re
from datetime import date

import pandas as pd
import pytest

from analysis.collection.ballots.acted import each_once, tell_mandate
from analysis.collection.ballots.whose import names_of, tell_whose


def chronology(make, employer):
    made = make("06_dispute", employer=employer)
    return next(one for one in made.tables if one.id == "chronology").frame


def test_a_ballot_says_what_it_was_about_before_its_result(make):
    events = chronology(make, "university-of-surrey")
    said = events.loc[events["lane"] == "Ballots", "what"]
    assert any(
        re.match(r"strike, about pensions: [\d.]+.% yes, [\d.]+.% turnout", one) for one in said
    )


def test_a_ballot_about_several_things_names_them_in_one_order(make):
    events = chronology(make, "department-for-work-and-pensions")
    own = (events["start"].astype(str) == "2022-11-07") & (events["who"] == "PCS")
    [said] = events.loc[own, "what"]
    assert said.startswith("strike, about pay, pensions, jobs and redundancy terms: ")


def test_events_stand_in_the_order_of_days(make):
    events = chronology(make, "department-for-work-and-pensions")
    assert {"Offers", "Ballots", "Action"} <= set(events["lane"])
    assert events["start"].dropna().is_monotonic_increasing


def pay_years(made):
    table = next(one for one in made.tables if one.id == "pay-years").frame
    return table.set_index("pay_year").replace("\u00a0", " ", regex=True)


def test_the_first_finding_says_what_pay_did_and_what_people_voted(make):
    first = make("06_dispute", employer="hm-revenue-and-customs").findings[0]
    assert first.id == "story"
    assert {"money", "real", "index", "n", "voted", "union"} <= set(first.values)


@pytest.mark.parametrize(
    ("employer", "said"),
    [
        ("health-and-safety-executive", "of PCS in November 2022, met the thresholds, as pub"),
        ("information-commissioners-office", "of PCS in May 2024, met the thresholds, as pub"),
        ("met-office", "a sum of votes that the law counts employer by employer"),
    ],
)
def test_the_last_vote_is_the_newest_of_known_outcome_whoever_tells_it(make, employer, said):
    assert said in make("06_dispute", employer=employer).findings[0].sentence


def test_of_one_year_none_cost_most_and_of_one_vote_no_share_is_counted(make):
    year = make("06_dispute", employer="care-quality-commission").findings[1].sentence
    assert "on the same stated awards, pay fell" in year
    assert "cost most" not in year
    (vote,) = (
        one.sentence
        for one in make("06_dispute", employer="rural-payments-agency").findings
        if one.id == "ballot-outcomes"
    )
    assert vote.startswith("Of 3 statutory votes")
    only = make("06_dispute", employer="valuation-office-agency").findings
    assert any("The only statutory vote on action there met" in one.sentence for one in only)


def test_the_years_of_a_deal_stand_in_the_years_that_they_are_of(make):
    offered = pay_years(make("06_dispute", employer="hm-revenue-and-customs"))["offered"]
    assert "3 % (an average award" in offered["2020-21"]
    assert "5 % (an average award" in offered["2022-23"]


def test_a_pay_year_has_its_ceiling_its_worth_and_the_national_vote(make):
    row = pay_years(make("06_dispute", employer="department-for-work-and-pensions")).loc["2023-24"]
    assert row["ceiling"] == "4.5 % and 0.5 % targeted"
    assert "CPI" in row["worth"]
    assert "national" in row["ballots"]


def test_a_pay_year_of_more_than_twelve_months_says_so_where_it_cost_most(make):
    found = make("06_dispute", employer="government-legal-department").findings
    (sure,) = (one.sentence.replace("\u00a0", " ") for one in found if one.id == "how-sure")
    assert sure.endswith("the year that cost most was 2021-22 (−10.6 % over 16 months).")


def test_an_offer_of_at_most_something_is_worth_at_most_something(make):
    worth = pay_years(make("06_dispute", employer="science-museum-group")).loc["2007-08", "worth"]
    assert worth.replace("\u00a0", " ") == "CPI at most 1.2 %, RPI at most 3.0 %"


@pytest.mark.parametrize(
    ("employer", "said"),
    [
        ("department-for-work-and-pensions", "was 85 % yes on a turnout of 37.5 %"),
        ("care-quality-commission", "was 73 % yes on a turnout of 67 %"),
    ],
)
def test_a_share_printed_without_decimals_is_told_without_them(make, employer, said):
    first = make("06_dispute", employer=employer).findings[0]
    assert said in first.sentence.replace("\u00a0", " ")


def test_a_total_over_employers_counted_apart_is_no_outcome_of_theirs(make):
    votes = pay_years(make("06_dispute", employer="department-for-work-and-pensions"))["ballots"]
    national = [one for one in votes["2022-23"].split("; PCS") if "national" in one]
    assert national
    assert all("could not authorise action" in one for one in national if "strike" in one)


def test_an_outcome_that_counts_do_not_tell_is_told_as_published(make):
    first = make("06_dispute", employer="home-office").findings
    said = next(one for one in first if one.id == "ballot-outcomes")
    assert "as published" in said.sentence
    amounts = {name: value.amount for name, value in said.values.items() if name != "inside"}
    assert sum(amounts.values()) == 2 * amounts["n"]


def test_late_payment_has_its_cost_where_both_months_are_known(make):
    made = make("06_dispute", employer="hm-revenue-and-customs")
    late = next(one for one in made.tables if one.id == "delays").frame.set_index("offer_id")
    assert late.loc["2020-21 to 2022-23", "months"] == 9
    assert late.loc["2020-21 to 2022-23", "cost_low"] > 0


def test_a_lump_sum_is_cash_of_its_year(make):
    made = make("06_dispute", employer="department-for-work-and-pensions")
    sums = next(one for one in made.tables if one.id == "lump-sums").frame
    row = sums[sums["lump"] == 1500].iloc[0]
    assert row["lump_pct"] == 6.0
    assert row["pay_year"] == "2023-24"


def test_an_employer_without_an_award_says_so_and_still_has_its_votes(make):
    first = make("06_dispute", employer="university-of-surrey").findings[0]
    assert first.sentence.endswith("No award there that has run its year is on record.")
    assert "yes" in first.values


def test_what_belongs_to_a_part_or_a_forerunner_says_so_and_is_not_the_departments(make):
    told = chronology(make, "ministry-of-justice")["what"]
    assert any(text.startswith("Department for Constitutional Affairs: ") for text in told)
    rows = pd.DataFrame({"employer": ["a", "b", "all"], "employer_name": ["A", "B", "All"]})
    assert list(tell_whose(rows, "a", ["all"])["whose"]) == ["", "B", ""]


def test_a_unit_balloted_and_a_part_that_struck_are_named_and_are_not_the_whole():
    rows = pd.DataFrame(
        {
            "employer": ["hmrc", "hmrc", "voa", "voa", "service"],
            "employer_name": ["HMRC", "HMRC (Benton Park View)", "VOA", "VOA", "Service (200)"],
            "bargaining_unit": ["Ealing", None, None, "Leeds", None],
            "level": ["unit", "employer", "employer", "unit", "aggregate"],
        }
    )
    told = tell_whose(rows, "hmrc", ["service"], ["HM Revenue and Customs", "HMRC"])
    assert list(told["whose"]) == ["Ealing", "Benton Park View", "VOA", "VOA, Leeds", ""]


def test_names_of_parts_are_no_names_of_the_body():
    body = pd.DataFrame(
        {
            "name": ["Department for Work and Pensions"],
            "names": ["DWP | DWP (Leeds) | DWP Tyneview Park | DWP (excl. agencies)"],
            "former_names": ["Department of Social Security (1988-2001)"],
        }
    )
    assert set(names_of(body)) == {"Department for Work and Pensions", "DWP"}


def test_a_strike_of_a_part_names_it_and_how_many_and_no_vote_stands_twice(make):
    events = chronology(make, "hm-revenue-and-customs")
    [strike] = [text for text in events["what"] if "432 people" in text]
    assert strike.startswith("PT Operations, Employer Services: East Kilbride")
    ballots = events[events["lane"] == "Ballots"]
    assert not ballots.duplicated(["start", "what", "who", "source_title"]).any()


def test_what_is_told_of_pay_names_the_agency_that_it_is_of(make):
    made = {
        one.id: one.frame for one in make("06_dispute", employer="hm-revenue-and-customs").tables
    }
    for table in ("deals", "delays"):
        labels = made[table]["offer_id"]
        years = labels.str.removeprefix("Valuation Office Agency: ")
        assert years.str.fullmatch(r"\d{4}-\d\d(?: to \d{4}-\d\d)?").all()
    assert (made["deals"]["offer_id"] == "Valuation Office Agency: 2019-20 to 2021-22").any()


def test_national_votes_and_action_are_marked(make):
    told = chronology(make, "hm-revenue-and-customs")
    strike = told[told["what"].str.startswith("national: ") & (told["lane"] == "Action")]
    days = {str(day) for day in strike["start"]}
    assert {"2011-11-30", "2023-02-01", "2023-03-15", "2023-04-28"} <= days


def acted(**columns):
    """National strikes as the record has them, two unless said otherwise."""
    held = {
        "key": ["A", "B"],
        "union": "PCS",
        "kind": "strike",
        "started_first": pd.Timestamp("2013-03-20"),
        "outcome": "took place",
        "national": True,
        "workers_involved": [250_000.0, 95_000.0],
        "source_title": ["Daily", "Guardian"],
        "source_url": ["https://a.example/", "https://b.example/"],
    }
    return pd.DataFrame({**held, **columns})


def test_a_national_strike_of_two_sources_stands_once_with_what_each_counted_and_both_links():
    [row] = each_once(acted()).itertuples()
    assert row.people == (95_000, 250_000)
    assert row.source_title == "Daily; Guardian"
    assert row.source_url == [("Daily", "https://a.example/"), ("Guardian", "https://b.example/")]


def test_what_took_place_is_not_told_as_announced_nor_with_the_people_who_were_called_out():
    [row] = each_once(acted(outcome=["announced", "took place"])).itertuples()
    assert (row.key, row.people, row.source_url) == ("B", (95_000,), "https://b.example/")


def test_strikes_of_an_employer_on_one_day_stay_two():
    assert list(each_once(acted(national=False))["key"]) == ["A", "B"]


def voted(closed, told, union="PCS"):
    columns = {"closed_last": pd.Timestamp(closed), "result_last": pd.NaT, "told": told}
    rest = {"union": union, "question_kind": "strike", "legal_effect": True, "disputed": False}
    return {**columns, **rest, "told_by": "published", "threshold_met_published": "no"}


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        (
            [voted("2012-11-07", "no")],
            "; the vote there of November 2012 missed the thresholds, as published",
        ),
        ([voted("2012-11-07", "no"), voted("2013-02-01", "yes")], ""),
        ([voted("2012-11-07", "no", union="FDA")], ""),
        ([voted("2011-11-07", "no")], ""),
        ([voted("2013-04-07", "no")], ""),
    ],
)
def test_a_national_strike_says_that_the_newest_vote_there_before_it_had_failed(votes, said):
    [mandate] = tell_mandate(acted().head(1), pd.DataFrame(votes))["mandate"]
    assert mandate == said


def test_the_last_vote_is_the_whole_bodys_and_says_so_where_parts_voted_later(make):
    said = make("06_dispute", employer="ministry-of-defence").findings[0].sentence
    assert "vote there, those in parts of it aside, on a strike" in said
    part = make("06_dispute", employer="border-force").findings[0].sentence
    assert "in a part of it (Heathrow passport control)" in part


def test_a_body_that_ended_has_no_remit_after_it_and_scotland_none_of_the_service(make):
    gone = chronology(make, "department-for-constitutional-affairs")
    assert max(gone["start"].dropna()).year == 2007
    scots = chronology(make, "scottish-government")
    assert "Remits" not in set(scots["lane"])


def test_pay_is_read_as_far_as_each_index_reaches_and_compared_over_the_months_of_all(make):
    report = make("06_dispute", employer="department-for-work-and-pensions")
    first, how = report.findings[:2]
    assert first.values["last"].text == "July 2026"
    assert how.sentence.startswith(
        "From July 2007 to July 2025, the months that figures of all the indices reach,"
    )
    awards = next(one for one in report.tables if one.id == "chain-links").frame.set_index(
        "pay_year"
    )
    assert awards.loc["2025-26", ["CPI_real", "CPIH_real", "RPI_real"]].notna().all()


def test_what_is_known_to_its_month_is_printed_as_a_month_and_not_as_a_day(make):
    report = make("06_dispute", employer="department-for-work-and-pensions")
    tables = {one.id: one.frame for one in report.tables}
    events = tables["chronology"].set_index("key")
    assert events.loc["actions/ACT-057", "when"] == pd.Period("2006-01", "M")
    assert events.loc["actions/ACT-002", "when"] == date(2004, 2, 16)
    acted = "; ".join(tables["pay-years"]["action"].dropna())
    assert "end of January) January 2006 (took place)" in acted


def test_a_range_of_awards_is_a_range_in_the_sentence_and_above_the_chart(make):
    report = make("06_dispute", employer="department-for-work-and-pensions")
    first = report.findings[0]
    low, high = first.values["money"].amount
    assert first.values["whom"].text == "AA-HEO (Employee Deal opt-in)"
    assert "rounding of the published index" in first.values["real"].note
    (chart,) = (one for one in report.charts if one.id == "chain")
    assert chart.headline.startswith(f"Rose {low:.1f}–{high:.1f}")
    assert chart.headline.endswith("against CPI")


def test_deals_of_the_body_itself_stand_before_those_of_its_parts(make):
    report = make("06_dispute", employer="hm-revenue-and-customs")
    (rows,) = (one.frame for one in report.tables if one.id == "deals")
    of_a_part = rows["offer_id"].str.contains(": ").tolist()
    assert any(of_a_part)
    assert of_a_part == sorted(of_a_part)


@pytest.mark.parametrize(
    ("employer", "drawn"),
    [
        ("department-for-work-and-pensions", r"(\d+) votes? on action there and (\d+) national,"),
        ("university-of-surrey", r"(\d+) votes? on action,"),
    ],
)
def test_above_the_turnouts_stand_the_numbers_of_votes_drawn_its_own_and_national(
    make, employer, drawn
):
    made = make("06_dispute", employer=employer)
    [chart] = [one for one in made.charts if one.id == "turnouts"]
    counts = re.search(drawn, chart.subtitle).groups()
    wide = chart.data["label"].str.endswith(", national")
    assert [int(one) for one in counts] == [(~wide).sum(), wide.sum()][: len(counts)]
    assert sum(map(int, counts)) == len(chart.data)


def test_beside_a_deal_stands_what_is_stated_of_staff_who_opted_out_of_it(make):
    made = make("06_dispute", employer="department-for-work-and-pensions")
    said = made.findings[1].sentence.replace("\u00a0", " ")
    assert "opted out of the deal of 20 % for 2016-17 to 2019-20 stand apart from it" in said
    assert "0.25 % for 2017-18 (implemented) and 0.25 % for 2018-19 (rejected)" in said
    deals = next(one for one in made.tables if one.id == "deals")
    assert deals.notes[-1].replace("\u00a0", " ") in said
    offered = pay_years(made)["offered"]
    assert "20 %, AA-HEO (Employee Deal opt-in) (several" in offered["2016-17"]
    assert "0.25 %, AA-HEO opted out of Employee Deal (" in offered["2018-19"]
    other = make("06_dispute", employer="hm-revenue-and-customs")
    assert "opted out" not in "".join(one.sentence for one in other.findings)


def test_an_action_known_to_its_year_alone_says_that_its_month_is_not_known(make):
    years = pay_years(make("06_dispute", employer="acas"))
    [cell] = [text for text in years["action"].dropna() if " 2008," in text]
    assert "2008, month not known (" in cell
    assert "month not known" not in "".join(years["action"].dropna().drop("2007-08"))
