"""A ballot's own arithmetic, on rows written for the purpose."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.ingest.clean import Cleaned
from analysis.project import Project

HEADER = "ballots/ballots.csv"


@pytest.fixture
def ballot(project: Project, add: Callable[[str, str], None], cleaned: Callable[[], Cleaned]):
    """Add one ballot of the Met Office with the cells given and return its clean row."""
    columns = (project.raw / HEADER).read_text(encoding="utf-8").splitlines()[0].split(",")

    def of(**cells: str) -> pd.Series:
        row = {
            "ballot_id": "X1",
            "union": "PCS",
            "employer": "Acas",
            "level": "employer",
            "ballot_type": "statutory",
            "source_title": "an invented page",
            "question": "strike",
            "close_date": "2022-11-07",
            **cells,
        }
        assert set(row) <= set(columns)
        add(HEADER, ",".join(row.get(column, "") for column in columns))
        return cleaned().frame("ballots").set_index("key").loc["X1"]

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
    ballot: Callable[..., pd.Series], cells: dict[str, str], identity: str, returned: int | None
) -> None:
    row = ballot(**cells)
    assert row["votes_identity"] == identity
    assert (None if pd.isna(row["returned"]) else row["returned"]) == returned


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
    ballot: Callable[..., pd.Series], cells: dict[str, str], flags: str
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
    ballot: Callable[..., pd.Series],
    project: Project,
    employer: str,
    unit: str,
    nation: str,
    service: str | None,
) -> None:
    row = ballot(employer=employer, bargaining_unit=unit)
    assert row["nation"] == nation
    assert (None if pd.isna(row["important_service"]) else row["important_service"]) == service


def test_a_unit_of_an_employer_that_is_not_there_is_refused(
    add: Callable[[str, str], None], lines: Callable[[], list[str]]
) -> None:
    add("ballots/units.csv", "cleaners,no-such-employer,England,,")
    add("ballots/units.csv", "cleaners,acas,Engeland,,\ncleaners,acas,England,,")
    found = lines()
    assert any("column employer: found 'no-such-employer'" in line for line in found)
    assert any("column nation: found 'Engeland'" in line for line in found)
    assert any("column bargaining_unit: found 'cleaners'; allowed: each unit" in x for x in found)
