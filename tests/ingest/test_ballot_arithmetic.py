"""A ballot's own arithmetic, on rows written for the purpose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.ingest.checks.ballot_checks import agrees
from analysis.ingest.kinds.ballots import clean_ballots
from analysis.ingest.reading.draft import Draft
from analysis.tables.declared import BALLOTS

BALLOT = {
    "union": "PCS",
    "employer": "Acas",
    "level": "employer",
    "ballot_type": "statutory",
    "source_title": "an invented page",
    "question": "strike",
    "close_date": "2022-11-07",
}


@pytest.fixture
def ballots(small) -> Callable[..., Draft]:
    """Clean ballots of Acas with the cells given, named X1, X2 and so on."""

    def of(*rows: dict[str, str]) -> Draft:
        named = (BALLOT | {"ballot_id": f"X{number}"} | row for number, row in enumerate(rows, 1))
        small.write(BALLOTS, *named, more=("ballot_type",))
        made = clean_ballots(small.raw, small.directory, small.problems, small.corrections)
        assert made is not None
        return made

    return of


@pytest.fixture
def ballot(ballots: Callable[..., Draft]) -> Callable[..., dict[str, object]]:
    """Clean one ballot; its values and its flags by column."""

    def of(**cells: str) -> dict[str, object]:
        made = ballots(cells)
        return {name: values[0] for name, values in made.values.items()} | {
            "flags": "; ".join(made.flags[0])
        }

    return of


@pytest.mark.parametrize(
    ("cells", "identity", "returned"),
    [
        ({"votes_cast": "90", "yes": "60", "no": "30"}, "yes+no", 90),
        ({"votes_cast": "90", "yes": "60", "no": "30", "spoiled": "5"}, "yes+no", 95),
        ({"votes_cast": "95", "yes": "60", "no": "30", "spoiled": "5"}, "yes+no+spoiled", 95),
        (
            {"votes_cast": "97", "yes": "60", "no": "30", "spoiled": "5", "blank": "2"},
            "yes+no+spoiled+blank",
            97,
        ),
        (
            {"votes_cast": "95", "yes": "60", "no": "30", "spoiled": "5", "blank": "2"},
            "yes+no+spoiled",
            97,
        ),
        ({"votes_cast": "93", "yes": "60", "no": "30", "spoiled": "5"}, "none", 93),
        ({"papers_returned": "99", "votes_cast": "90", "yes": "60", "no": "30"}, "yes+no", 99),
        ({"yes": "60", "no": "30", "spoiled": "5"}, "none", 95),
        ({"yes": "60", "no": "30"}, "none", None),
        ({"votes_cast": "90", "yes": "60"}, "none", 90),
    ],
)
def test_papers_returned_follow_from_the_sum_that_votes_cast_satisfy(
    ballot: Callable[..., dict[str, object]],
    cells: dict[str, str],
    identity: str,
    returned: int | None,
) -> None:
    row = ballot(**cells)
    assert row["votes_identity"] == identity
    assert row["returned"] == returned


@pytest.mark.parametrize(
    ("cells", "flags"),
    [
        (
            {"votes_cast": "93", "yes": "60", "no": "30", "spoiled": "5"},
            "votes cast fit no sum of the counts",
        ),
        ({"entitled": "116", "votes_cast": "60", "turnout_pct_published": "51.7"}, ""),
        (
            {"entitled": "116", "votes_cast": "60", "turnout_pct_published": "51.8"},
            "printed share rounded twice or cut off: turnout",
        ),
        (
            {"entitled": "116", "votes_cast": "60", "turnout_pct_published": "52.7"},
            "printed share differs from the counts: turnout",
        ),
        ({"yes": "60", "no": "56", "yes_pct_published": "51.7", "no_pct_published": "48.3"}, ""),
        (
            {"yes": "60", "no": "56", "yes_pct_published": "50"},
            "printed share differs from the counts: yes",
        ),
        # without noes the share of yes tells how many papers were not valid: one of 429
        ({"votes_cast": "429", "yes": "367", "yes_pct_published": "85.7"}, ""),
        (
            {"votes_cast": "429", "yes": "367", "yes_pct_published": "80.0"},
            "printed share differs from the counts: yes",
        ),
        (
            {"entitled": "200", "votes_cast": "99", "threshold_met_published": "yes"},
            "said to have met the threshold",
        ),
        ({"entitled": "200", "votes_cast": "100", "threshold_met_published": "yes"}, ""),
        (
            {
                "entitled": "200",
                "votes_cast": "120",
                "yes": "110",
                "no": "10",
                "threshold_met_published": "no",
            },
            "said to have missed the threshold",
        ),
        ({"entitled": "200", "votes_cast": "99", "threshold_met_published": "no"}, ""),
        (
            {"areas_balloted": "124", "areas_met_threshold": "100", "areas_missed_threshold": "20"},
            "areas do not add up",
        ),
        ({"areas_balloted": "124", "areas_met_threshold": "100"}, ""),
    ],
)
def test_what_is_printed_is_held_against_what_is_counted(
    ballot: Callable[..., dict[str, object]], cells: dict[str, str], flags: str
) -> None:
    assert ballot(**cells)["flags"] == flags


@pytest.mark.parametrize(
    ("employer", "unit", "nation", "service"),
    [
        ("Border Force", "", "Great Britain", "border security"),
        ("State schools in England", "teachers", "England", "education of under-17s"),
        ("State schools in England", "support staff", "England", None),
        ("State schools in England and Wales", "Wales: sixth form colleges", "Wales", None),
        ("Northern Ireland schools", "", "Northern Ireland", None),
        ("UK higher education", "NI", "Northern Ireland", None),
        ("UK higher education", "GB (aggregated)", "Great Britain", None),
        ("UK higher education", "", "UK", None),
    ],
)
def test_a_ballot_falls_under_the_law_of_its_unit_else_of_its_employer(
    ballot: Callable[..., dict[str, object]],
    employer: str,
    unit: str,
    nation: str,
    service: str | None,
) -> None:
    row = ballot(employer=employer, bargaining_unit=unit)
    assert row["nation"] == nation
    assert row["important_service"] == service


def test_a_unit_of_an_employer_that_is_not_there_is_refused(
    add: Callable[[str, str], None], lines: Callable[[], list[str]]
) -> None:
    add("ballots/units.csv", "cleaners,no-such-employer,England,,")
    add("ballots/units.csv", "cleaners,acas,Engeland,,\ncleaners,acas,England,,")
    found = lines()
    assert any("column employer: found 'no-such-employer'" in line for line in found)
    assert any("column nation: found 'Engeland'" in line for line in found)
    assert any("column bargaining_unit: found 'cleaners'; allowed: each unit" in x for x in found)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            {"entitled": "0"},
            ("entitled", "0", "at least 1", "leave it blank if it is unknown"),
        ),
        (
            {"votes_cast": "50", "yes": "51", "no": "0"},
            (
                "yes",
                "51",
                "at most 50, the votes cast",
                "look at the source again, or declare a correction",
            ),
        ),
        (
            {"votes_cast": "50", "yes": "50", "no": "1"},
            (
                "no",
                "1",
                "yes and no together at most 50, the votes cast",
                "look at the source again, or declare a correction",
            ),
        ),
        (
            {"entitled": "50", "yes": "50", "no": "1"},
            (
                "yes",
                "50",
                "yes and no together at most 50, those entitled",
                "look at the source again",
            ),
        ),
        (
            {"entitled": "50", "votes_cast": "51"},
            ("votes_cast", "51", "at most 50, those entitled", "look at the source again"),
        ),
        (
            {"open_date": "2022-12", "close_date": "2022-11-07"},
            ("close_date", "2022-11-07", "2022-12-01 or later", "look at the dates again"),
        ),
        (
            {"open_date": "2022-12", "close_date": "", "result_date": "2022-11"},
            ("result_date", "2022-11-30", "2022-12-01 or later", "look at the dates again"),
        ),
        (
            {"parent_ballot_id": "X1"},
            (
                "parent_ballot_id",
                "X1",
                "another ballot than this",
                "name the ballot it is a part of, or leave it blank",
            ),
        ),
        (
            {"parent_ballot_id": "X2"},
            (
                "parent_ballot_id",
                "X2",
                "a ballot_id of this file",
                "correct it, or add a row for the ballot it names",
            ),
        ),
        (
            {"dispute_reason": "pay; picnics (cold; or hot)"},
            (
                "dispute_reason",
                "picnics (cold; or hot)",
                "words in vocabulary/reason.csv",
                "correct it, or add a line for it to data/raw/vocabulary/reason.csv",
            ),
        ),
    ],
)
def test_a_ballot_that_cannot_be_is_one_message(ballots, small, cells, told) -> None:
    ballots(cells)
    assert small.told == [(2, *told)]


@pytest.mark.parametrize(
    "cells",
    [
        {"votes_cast": "50", "yes": "50"},
        {"votes_cast": "50", "yes": "49", "no": "1"},
        {"entitled": "50", "yes": "49", "no": "1"},
        {"entitled": "50", "votes_cast": "50"},
        {"entitled": "1"},
        {"open_date": "2022-11-07", "close_date": "2022-11", "result_date": "2022-11-01"},
        {"parent_ballot_id": ""},
    ],
)
def test_a_ballot_that_just_can_be_is_let_through(ballots, small, cells) -> None:
    ballots(cells)
    assert small.told == []


def test_one_ballot_in_two_rows_is_refused_once_for_each_repeat(ballots, small) -> None:
    ballots({}, {"yes": "3"}, {}, {})
    mend = "row 2 has it already: take one of the two away"
    assert small.told == [
        (row, "ballot_id", f"X{row - 1}, the same as X1", "each ballot once", mend)
        for row in (4, 5)
    ]


@pytest.mark.parametrize(
    ("cells", "flag"),
    [
        ({"votes_cast": "100", "yes": "50", "yes_pct_published": "53.1"}, "differs: yes"),
        ({"votes_cast": "100", "yes": "50", "yes_pct_published": "52.6"}, ""),
        ({"votes_cast": "100", "yes": "50", "yes_pct_published": "0"}, "differs: yes"),
        ({"yes": "50", "no": "50", "spoiled": "4", "no_pct_published": "48.1"}, ""),
        ({"votes_cast": "90", "yes": "60", "no": "30", "no_pct_published": "33"}, ""),
        ({"votes_cast": "90", "yes": "60", "no": "30", "no_pct_published": "34"}, "nearly: no"),
        ({"yes": "60", "yes_pct_published": "3"}, ""),
        ({"entitled": "100", "turnout_pct_published": "3"}, ""),
        (
            {"entitled": "100", "yes": "40", "no": "10", "turnout_pct_published": "50"},
            "",
        ),
        ({"entitled": "200", "votes_cast": "120", "threshold_met_published": "no"}, ""),
        (
            {"entitled": "200", "votes_cast": "120", "yes": "79", "threshold_met_published": "no"},
            "",
        ),
        (
            {"entitled": "200", "votes_cast": "100", "yes": "80", "threshold_met_published": "no"},
            "said to have missed the threshold",
        ),
        ({"entitled": "200", "threshold_met_published": "yes"}, ""),
        (
            {"areas_balloted": "124", "areas_met_threshold": "104", "areas_missed_threshold": "20"},
            "",
        ),
        (
            {"areas_balloted": "20", "areas_met_threshold": "0", "areas_missed_threshold": "20"},
            "",
        ),
    ],
)
def test_a_printed_share_may_be_of_any_count_that_fits(ballot, cells, flag) -> None:
    short = {"differs": "differs from the counts", "nearly": "rounded twice or cut off"}
    found, _, what = flag.partition(": ")
    expected = f"printed share {short[found]}: {what}" if found in short else flag
    assert ballot(**cells)["flags"] == expected


@pytest.mark.parametrize(
    ("printed", "part", "whole", "expected"),
    [
        ("50", 99, 200, "yes"),  # 49.5: half a unit off
        ("50", 198, 400, "yes"),
        ("50", 197, 400, "nearly"),
        ("50", 49, 100, "nearly"),  # one unit off
        ("50", 489, 1000, "no"),
        ("50.0", 495, 1000, "nearly"),  # agrees once its last zero is gone
        ("50.0", 494, 1000, "no"),
        ("50.1", 495, 1000, "no"),
        ("50", 480, 1000, "no"),
    ],
)
def test_a_printed_percentage_agrees_nearly_or_not(printed, part, whole, expected) -> None:
    assert agrees(printed, part, whole) == expected


def test_what_a_dispute_was_about_is_in_our_words_each_once_in_one_order(ballot) -> None:
    assert ballot(dispute_reason="")["reasons"] is None
    row = ballot(dispute_reason="jobs; 2003 pay (claim 2.6%)")
    assert row["reasons"] == "pay; jobs"


@pytest.mark.parametrize(
    ("days", "known", "how"),
    [
        ({"result_date": "2022-11-10"}, ("2022-11-10", "2022-11-10"), "true"),
        ({"source_date": "2022-11"}, ("2022-11-01", "2022-11-30"), "inferred"),
        ({"source_date": "2023-01-06"}, ("2023-01-06", "2023-01-06"), "inferred"),
        ({"source_date": "2023-01-07"}, ("2022-11-07", "2022-11-07"), "inferred"),
        ({"source_date": "2023-01-07", "close_date": ""}, ("2023-01-07", "2023-01-07"), "inferred"),
        ({"close_date": ""}, ("None", "None"), "undated"),
    ],
)
def test_a_ballot_is_known_from_its_result_a_report_of_its_time_or_its_close(
    ballot, days, known, how
) -> None:
    row = ballot(**days)
    assert (str(row["known_first"]), str(row["known_from"])) == known
    assert row["known_how"] == how


@pytest.mark.parametrize(
    ("days", "opened", "how"),
    [
        ({"open_date": "2022-10"}, ("2022-10-01", "2022-10-31"), "printed"),
        ({}, ("2022-09-12", "2022-10-24"), "estimated"),
        ({"close_date": ""}, ("None", "None"), "unknown"),
    ],
)
def test_a_ballot_opened_when_it_says_or_two_to_eight_weeks_before_its_close(
    ballot, days, opened, how
) -> None:
    row = ballot(**days)
    assert (str(row["opened_first"]), str(row["opened_last"])) == opened
    assert row["opened_how"] == how


def test_the_decimals_of_printed_shares_are_counted(ballot) -> None:
    row = ballot(entitled="100", votes_cast="60", turnout_pct_published="60.00", yes="30")
    assert [row[f"{name}_decimals"] for name in ("turnout", "yes", "yes_of_entitled")] == [
        2,
        None,
        None,
    ]
