"""The law as cases: real ballots of the record, and the answer that a court or a notice gave."""

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.ballots.law_cases import CASES, law_cases
from analysis.measures.ballots.outcomes import judge_ballots


@pytest.fixture(scope="module")
def cases(record):
    return law_cases(record["ballots"], ballot_rules=record["ballot_rules"])


@pytest.mark.parametrize("place", range(len(CASES)), ids=lambda place: CASES[place].point)
def test_our_answer_is_the_one_that_was_given(cases, place):
    case = cases.iloc[place]
    assert case["ours"] == case["expected"], case["given_by"]


def test_no_ballot_of_the_record_contradicts_what_its_source_says(record):
    ballots = record["ballots"]
    judged = judge_ballots(ballots, ballot_rules=record["ballot_rules"])
    both = ballots.merge(judged, on="key")
    said = both[both["legal_effect"] & both["threshold_met_published"].isin(["yes", "no"])]
    told = said[said["outcome"] != "cannot be told"]
    assert len(told) > 100
    wrong = told[told["outcome"] != told["threshold_met_published"]]
    assert wrong["key"].tolist() == []


def test_judging_a_part_of_the_record_gives_the_same_answers(record):
    ballots = record["ballots"]
    some = ballots[ballots["level"] != "aggregate"]
    whole = judge_ballots(ballots, ballot_rules=record["ballot_rules"])
    part = judge_ballots(some, ballot_rules=record["ballot_rules"])
    pd.testing.assert_frame_equal(part, whole.loc[some.index])


def test_a_case_whose_ballot_is_gone_is_an_error(record):
    with pytest.raises(MeasureError, match="RCN-2022-11-UK"):
        law_cases(
            record["ballots"][lambda rows: rows["union"] != "RCN"],
            ballot_rules=record["ballot_rules"],
        )
