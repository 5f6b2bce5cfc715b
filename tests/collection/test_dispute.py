"""Notebook 06: one employer's record, in order."""

import re


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
    [said] = events.loc[events["start"].astype(str) == "2022-11-07", "what"]
    assert said.startswith("strike, about pay, pensions, jobs and redundancy terms: ")


def test_events_stand_in_the_order_of_days(make):
    events = chronology(make, "department-for-work-and-pensions")
    assert {"Offers", "Ballots", "Action"} <= set(events["lane"])
    assert events["start"].dropna().is_monotonic_increasing
