"""Outcomes by the votes or as published, the nearest miss, and rounds counted in employers."""

import pandas as pd
import pytest
from tests.measures.test_ballots import AFTER, HALF, RULES

from analysis.measures.ballots.ballot_rounds import count_rounds
from analysis.measures.ballots.one_ballot import ballots_frame
from analysis.measures.ballots.outcomes import judge_ballots
from analysis.measures.ballots.standing import STANDINGS, UNCOUNTED, find_disaggregated
from analysis.measures.ballots.told import nearest_misses, tell_outcomes

MISSED = {**HALF, "returned": 24, "no": 8}


def told(*rows):
    ballots = ballots_frame([{**AFTER, "key": f"B{n}", **row} for n, row in enumerate(rows)])
    extra = {"employer": [f"E{n}" for n in range(len(rows))]}
    judged = ballots.join(judge_ballots(ballots, ballot_rules=RULES).drop(columns="key"))
    judged = judged.assign(**extra, votes_cast=pd.array([pd.NA] * len(rows), dtype="Int64"))
    return judged.join(tell_outcomes(judged))


def test_the_votes_decide_before_what_was_published_and_both_stand():
    found = told({**HALF, "threshold_met_published": "no"})
    assert found[["told", "told_by", "disputed"]].values.tolist() == [["yes", "judged", True]]


@pytest.mark.parametrize("said", ["yes", "no"])
def test_where_the_votes_do_not_decide_the_published_outcome_stands(said):
    found = told({"threshold_met_published": said})
    assert found[["told", "told_by", "disputed"]].values.tolist() == [[said, "published", False]]


def test_without_either_it_cannot_be_told():
    assert told({})[["told", "told_by"]].values.tolist() == [["cannot be told", "unknown"]]


@pytest.mark.parametrize(
    "total",
    [
        {"level": "total", "threshold_met_published": "yes", "turnout_pct": 70.2},
        {"level": "aggregate", "entitled": 100, "returned": 60, "yes": 50, "no": 10},
    ],
)
def test_a_sum_over_separate_counts_has_no_outcome_whatever_was_published(total):
    close = {"closed": "2019-10-30", "union": "UCU"}
    found = told({**total, **close}, {**HALF, **close}, {**MISSED, **close})
    assert found["legal_effect"].tolist() == [False, True, True]
    assert found["told"].tolist() == ["cannot be told", "yes", "no"]


@pytest.mark.parametrize("plainly", [False, True])
def test_what_nobody_is_known_to_have_counted_is_no_part_of_a_sum(plainly):
    close = {"closed": "2019-10-30", "union": "UCU"}
    total = {"level": "aggregate", "entitled": 100, "returned": 60, "yes": 50, "no": 10, **close}
    parts = [{**HALF, **close}, {**HALF, **close, "counted": None}]
    ballots = ballots_frame(
        [{**AFTER, "key": f"B{n}", **row} for n, row in enumerate([total, *parts])]
    )
    if plainly:
        ballots = ballots.assign(counted=[True, True, None])
    assert find_disaggregated(ballots).tolist() == [False, False, False]
    assert find_disaggregated(ballots.assign(counted=True)).tolist() == [True, False, False]
    ballots = ballots.assign(parent_ballot_id=[None, None, "B0"])
    assert find_disaggregated(ballots).tolist() == [False, False, False]
    standing = judge_ballots(ballots, ballot_rules=RULES)["standing"]
    assert standing.tolist() == [STANDINGS[0], STANDINGS[0], STANDINGS[UNCOUNTED]]


def test_one_ballot_of_all_is_not_taken_for_a_sum():
    close = {"closed": "2019-10-30", "union": "UCU"}
    one = {"level": "aggregate", "entitled": 101, "returned": 60, "yes": 50, "no": 10}
    assert told({**one, **close}, {**HALF, **close}, {**MISSED, **close})["legal_effect"].all()


def test_two_yes_of_four_papers_is_no_majority_in_northern_ireland():
    found = told({"nation": "Northern Ireland", "yes": 2, "returned": 4, "opened": "2019-05-01"})
    assert found["outcome"].tolist() == ["no"]


def test_papers_that_may_be_spoiled_leave_a_majority_open():
    found = told({"nation": "Northern Ireland", "yes": 50, "returned": 100, "opened": "2019-05-01"})
    assert found["outcome"].tolist() == ["cannot be told"]


def test_the_nearest_miss_is_by_share_and_not_by_size():
    large = {"entitled": 124710, "returned": 59452, "yes": 46352, "no": 12430}
    small = {"threshold_met_published": "no", "turnout_pct": 49.8, "turnout_decimals": 1}
    judged = told(large, small).assign(votes_cast=pd.array([pd.NA, 135], dtype="Int64"))
    found = nearest_misses(judged)
    assert found["key"].tolist() == ["B1", "B0"]
    assert found["short"].tolist() == [1.0, 2903.0]


def test_an_electorate_that_is_not_certain_gives_no_number_of_papers():
    small = {"threshold_met_published": "no", "turnout_pct": 49.8, "turnout_decimals": 1}
    judged = told(small).assign(votes_cast=pd.array([1350], dtype="Int64"))
    assert nearest_misses(judged)["short"].isna().all()


def test_a_round_counts_employers_by_outcome_and_by_whose_word():
    total = {"key": "ALL", "level": "aggregate", "areas_met": 124, "closed": "2022-11-07"}
    part = {"parent_ballot_id": "ALL", "opened": "2022-09-26", "closed": "2022-11-07"}
    said = {"threshold_met_published": "no"}
    rows = [
        total,
        {**part, **HALF},
        {**part, **MISSED, "question_kind": "asos"},
        {**part, **said},
        part,
    ]
    judged = told(*rows).assign(employer=["all", "one", "one", "two", "three"])
    found = count_rounds(judged).iloc[0]
    columns = ["met_judged", "met_published", "missed_judged", "missed_published", "unknown"]
    assert found[columns].tolist() == [1, 0, 0, 1, 1]
    assert found["printed_met"] == 124
    assert pd.isna(found["printed_missed"])
    later = {**total, "key": "NEXT", "areas_met": None, "areas_missed": 3, "closed": "2023-11-07"}
    both = count_rounds(told(*rows, later).assign(employer=["all", *"abcd", "all"]))
    assert both["round"].tolist() == ["ALL"]  # of the other nobody is named
    assert both["printed_met"].tolist() == [124]


@pytest.mark.parametrize(
    ("total", "is_total"),
    [
        ({"level": "total"}, True),
        ({}, False),
        ({"threshold_met_published": "mixed"}, True),
        ({"threshold_met_published": "yes"}, False),
        ({"areas_balloted": 9}, True),
        ({"areas_met": 5}, True),
        ({"areas_missed": 4}, True),
        ({"entitled": 100}, True),  # 60 and 40
        ({"entitled": 101}, False),
        ({"entitled": 100, "union": "FDA"}, False),
        ({"entitled": 100, "question_kind": "asos"}, False),
        ({"entitled": 100, "closed": "2019-10-31"}, False),
        ({"entitled": 60, "closed": "2019-11-01"}, False),  # one part is no sum
        ({"key": "ALL"}, True),
        ({"level": "employer", "areas_met": 5, "entitled": 100, "key": "ALL"}, False),
    ],
)
def test_what_makes_a_row_a_total_over_separate_counts(total, is_total):
    close = {"closed": "2019-10-30", "union": "PCS"}
    rows = [
        {"key": "SUM", "level": "aggregate", **close, **total},
        {"key": "A", "entitled": 60, **close},
        {"key": "B", "entitled": 40, **close},
        {"key": "C", "entitled": 70, **close, "closed": "2018-10-30", "parent_ballot_id": "ALL"},
        {"key": "D", "entitled": 60, **close, "closed": "2019-11-01"},
    ]
    assert find_disaggregated(ballots_frame(rows)).tolist() == [is_total, *[False] * 4]
