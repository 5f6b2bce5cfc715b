import csv
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MeasureError
from analysis.measures.ballots.areas import areas_over_the_line
from analysis.measures.ballots.mandates import last_day_of_period, mandate_windows
from analysis.measures.ballots.one_ballot import ballots_frame, judge_ballot
from analysis.measures.ballots.outcomes import judge_ballots, judge_under_each_regime
from analysis.measures.ballots.rules import ballot_law
from analysis.measures.ballots.votes import SPOILED_AT_MOST_PCT, read_share

RAW = Path(__file__).parents[2] / "data" / "raw" / "ballots"

AFTER = {"opened": "2019-03-18"}
HALF = {"entitled": 50, "returned": 25, "yes": 16, "no": 9}


def read_rules():
    rules = pd.read_csv(RAW / "rules.csv", dtype="str").rename(columns={"rule_id": "key"})
    days = {day: pd.to_datetime(rules[day]) for day in ("applies_from", "applies_until")}
    return rules.astype({"threshold_pct": "float64", "duration": "float64"}).assign(
        **days, spoiled_count_as_voting=rules["spoiled_count_as_voting"].map({"yes": True})
    )


RULES = read_rules()


def judge(**fields):
    return judge_ballot(ballot_rules=RULES, **fields)


def test_exactly_half_is_enough_and_one_paper_less_is_not():
    assert judge(**AFTER, **HALF)["turnout"] == "yes"
    assert judge(**AFTER, **HALF | {"returned": 24, "no": 8})["turnout"] == "no"
    assert judge(**AFTER, **HALF | {"returned": 24, "no": 8})["papers_short"] == 1


def test_half_of_an_odd_electorate_is_rounded_up():
    short = judge(**AFTER, entitled=715, returned=357, yes=259, no=97)
    assert (short["turnout"], short["papers_short"]) == ("no", 1)
    assert judge(**AFTER, entitled=715, returned=358, yes=260, no=97)["outcome"] == "yes"


def test_an_equal_vote_is_no_majority():
    tied = judge(**AFTER, entitled=40, returned=40, yes=20, no=20)
    assert (tied["majority"], tied["majority_short"]) == ("no", 1)


def test_the_only_vote_of_an_electorate_of_one_decides_every_test():
    alone = judge(**AFTER, important_service="health", entitled=1, returned=1, yes=1, no=0)
    assert [alone[test] for test in ("majority", "turnout", "support")] == ["yes"] * 3
    assert (alone["valid_yes_pct"], alone["turnout_counted_pct"], alone["papers_short"]) == (
        100,
        100,
        0,
    )
    silent = judge(**AFTER, entitled=1, returned=0, yes=0, no=0)
    assert (silent["turnout"], silent["papers_short"]) == ("no", 1)


def test_spoiled_papers_count_as_voting_from_march_2017_only():
    vote = {"entitled": 100, "returned": 61, "yes": 30, "no": 29}
    assert judge(opened="2017-02-28", **vote)["majority"] == "yes"
    after = judge(opened="2017-03-01", **vote)
    assert after["majority"] == "no"
    assert after["majority_short"] == 2
    assert round(after["legal_yes_pct"], 2) == 49.18
    assert round(after["valid_yes_pct"], 2) == 50.85


@pytest.mark.parametrize(
    ("yes", "majority"), [(90, "yes"), (59, "yes"), (58, "cannot be told"), (50, "no")]
)
def test_where_papers_are_not_counted_up_to_15_in_100_may_have_been_spoiled(yes, majority):
    assert judge(**AFTER, entitled=900, yes=yes, no=100 - yes)["majority"] == majority


@pytest.mark.parametrize(
    ("opened", "turnout"), [("2017-02-28", "no such test"), ("2017-03-01", "no")]
)
def test_the_turnout_test_begins_on_1_march_2017(opened, turnout):
    assert judge(opened=opened, entitled=100, returned=30, yes=29, no=1)["turnout"] == turnout


@pytest.mark.parametrize(
    ("opened", "support"),
    [
        ("2017-02-28", "no such test"),
        ("2017-03-01", "no"),
        ("2026-02-17", "no"),
        ("2026-02-18", "no such test"),
    ],
)
def test_the_support_test_ends_with_17_february_2026(opened, support):
    vote = {"entitled": 100, "returned": 60, "yes": 39, "no": 21}
    judged = judge(opened=opened, important_service="border security", **vote)
    assert judged["support"] == support
    assert judged["yes_short"] == 1 if support == "no" else np.isnan(judged["yes_short"])


def test_forty_per_cent_exactly_is_enough():
    vote = {"entitled": 100, "returned": 60, "yes": 40, "no": 20}
    assert judge(**AFTER, important_service="health", **vote)["support"] == "yes"


@pytest.mark.parametrize(
    ("nation", "opened", "service", "support"),
    [
        ("Wales", "2017-09-12", "health", "no"),
        ("Wales", "2017-09-13", "health", "no such test"),
        ("Wales", "2017-09-13", "border security", "no"),
        ("Wales", "2017-09-13", "transport", "no"),
        ("England", "2017-09-13", "health", "no"),
        ("Scotland", "2019-03-18", "education of under-17s", "no"),
        ("England", "2019-03-18", None, "no such test"),
    ],
)
def test_devolved_welsh_services_are_free_of_the_support_test(nation, opened, service, support):
    vote = {"entitled": 100, "returned": 60, "yes": 35, "no": 25}
    judged = judge(nation=nation, opened=opened, important_service=service, **vote)
    assert judged["support"] == support


def test_northern_ireland_has_a_majority_test_and_no_other():
    vote = {"nation": "Northern Ireland", "opened": "2019-05-01", "entitled": 100}
    low = judge(**vote, returned=20, yes=11, no=9, important_service="health")
    assert (low["majority"], low["turnout"], low["support"]) == (
        "yes",
        "no such test",
        "no such test",
    )
    assert low["outcome"] == "yes"
    assert judge(**vote, returned=20, yes=9, no=11)["outcome"] == "no"


def test_a_consultative_vote_has_no_threshold_and_no_effect():
    judged = judge(**AFTER, ballot_type="consultative", entitled=100, returned=20, yes=15, no=5)
    assert (judged["turnout"], judged["outcome"]) == ("no such test", "yes")
    assert not judged["legal_effect"]
    assert judged["standing"] == "consultative"


def test_votes_of_prison_officers_are_consultative():
    vote = {"union": "POA", "entitled": 100, "returned": 90, "yes": 80, "no": 10}
    assert not judge(**AFTER, nation="England", **vote)["legal_effect"]
    assert judge(**AFTER, nation="Scotland", **vote)["legal_effect"]
    assert judge(opened="1994-11-02", nation="England", **vote)["legal_effect"]


def test_a_yes_to_an_offer_authorises_nothing():
    judged = judge(**AFTER, yes_means="acceptance", entitled=100, returned=90, yes=80, no=10)
    assert not judged["legal_effect"]
    assert judged["standing"] == "not a vote on action"


def test_an_electorate_of_none_cannot_be_told():
    judged = judge(**AFTER, entitled=0, returned=0, yes=0, no=0)
    assert (judged["turnout"], judged["outcome"]) == ("cannot be told", "cannot be told")


def test_where_nobody_is_entitled_no_number_of_papers_is_short():
    none = judge(**AFTER, entitled=0, returned=0, yes=0, no=0)
    assert np.isnan(none["papers_short"])
    assert judge(**AFTER, entitled=1, returned=0, yes=0, no=0)["papers_short"] == 1


def test_a_ballot_with_no_yes_vote_at_all_is_told_and_says_what_it_was_short_of():
    every_no = judge(**AFTER, entitled=10, returned=6, yes=0, no=6)
    assert (every_no["majority"], every_no["outcome"]) == ("no", "no")
    assert every_no["majority_short"] == 7
    assert (every_no["valid_yes_pct"], every_no["legal_yes_pct"]) == (0, 0)


def test_without_figures_nothing_can_be_told():
    judged = judge(**AFTER)
    assert judged["outcome"] == "cannot be told"
    assert np.isnan(judged["papers_short"])


@pytest.mark.parametrize(
    ("turnout", "decimals", "answer"),
    [
        (50.0, 1, "cannot be told"),
        (50, 0, "cannot be told"),
        (51, 0, "yes"),
        (49.9, 1, "no"),
        (50.1, 1, "yes"),
        (49.6, 0, "cannot be told"),
    ],
)
def test_a_printed_share_decides_only_with_its_whole_rounding(turnout, decimals, answer):
    printed = {"turnout_pct": turnout, "turnout_decimals": decimals}
    assert judge(**AFTER, **printed)["turnout"] == answer


def test_counts_decide_before_printed_shares():
    judged = judge(**AFTER, **HALF, turnout_pct=49.0, turnout_decimals=1)
    assert judged["turnout"] == "yes"


def test_counts_that_do_not_fit_leave_the_decision_to_what_was_printed():
    more_than_all = {"entitled": 100, "returned": 120}
    printed = {"turnout_pct": 60.0, "turnout_decimals": 1}
    frame = ballots_frame([{**AFTER, **more_than_all, **printed}, {**AFTER, **more_than_all}])
    judged = judge_ballots(frame, ballot_rules=RULES)
    assert judged["turnout"].tolist() == ["yes", "cannot be told"]


@pytest.mark.parametrize(
    ("yes_pct", "answer"),
    [
        (49.9, "no"),
        (50.0, "cannot be told"),
        (52.0, "cannot be told"),
        (58.0, "cannot be told"),
        (60.0, "yes"),
    ],
)
def test_a_published_yes_share_leaves_room_for_spoiled_papers(yes_pct, answer):
    assert judge(**AFTER, yes_pct=yes_pct, yes_decimals=2)["majority"] == answer


def test_before_2017_the_published_yes_share_is_the_legal_one():
    assert judge(opened="2010-02-01", yes_pct=50.1, yes_decimals=1)["majority"] == "yes"


def test_no_ballot_on_record_spoils_more_papers_than_is_allowed_for():
    with (RAW / "ballots.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["spoiled"] and row["no"]]
    found = []
    for row in rows:
        lost = float(row["spoiled"]) + float(row["blank"] or 0)
        found.append(100 * lost / (lost + float(row["yes"]) + float(row["no"])))
    assert len(found) > 400
    assert max(found) < SPOILED_AT_MOST_PCT


def test_support_is_told_from_turnout_and_yes_share_together():
    printed = {"important_service": "border security", "turnout_decimals": 0, "yes_decimals": 1}
    assert judge(**AFTER, **printed, turnout_pct=68, yes_pct=96.4)["support"] == "yes"
    assert judge(**AFTER, **printed, turnout_pct=43, yes_pct=84.0)["support"] == "no"
    assert judge(**AFTER, **printed, turnout_pct=50, yes_pct=84.0)["support"] == "cannot be told"


@pytest.mark.parametrize(
    ("turnout", "yes", "support"),
    [
        (71, "over 90%", "yes"),  # of 70.5 %, with 15 in 100 papers spoiled
        (71, "over 60%", "cannot be told"),
        (52, "just under 80%", "cannot be told"),
        (49, "just under 80%", "no"),
        (99, "just under 40%", "no"),
    ],
)
def test_support_is_told_only_where_both_ends_of_the_yes_share_tell_the_same(turnout, yes, support):
    printed = {"important_service": "border security", "turnout_decimals": 0}
    said = judge(**AFTER, **printed, turnout_pct=turnout, yes_words=yes)
    assert said["support"] == support


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("just under 40%", (35.0, 39.999)),
        ("less than half of its 230 PCS members", (0.0, 49.999)),
        ("fell short of the 50% turnout required by 1.3%", (0.0, 49.999)),
        ("one vote short of the 50% threshold", (0.0, 49.999)),
        ("more than 90%", (90.001, 100.0)),
        ("just over 81% of members taking part", (81.001, 86.0)),
        ("around 70%", (65.0, 75.0)),
        ("nine to one", (85.0, 95.0)),
        ("two-thirds", (200 / 3 - 5, 200 / 3 + 5)),
        ("three quarters", (70.0, 80.0)),
        ("over half", (50.001, 100.0)),
        ("well short of 40%", (0.0, 39.999)),
        ("almost 3%", (0.0, 2.999)),
        ("around 3%", (0.0, 8.0)),
        ("around 98%", (93.0, 100.0)),
        ("just over 98%", (98.001, 100.0)),
        ("51%", (50.5, 51.5)),
        ("0%", (0.0, 0.5)),
        ("100 per cent", (99.5, 100.0)),
        ("big votes in favour", (0.0, 100.0)),
        ("between 80% and 91% on the different questions", (0.0, 100.0)),
    ],
)
def test_words_are_bounds(words, bounds):
    assert read_share(words) == bounds


def test_words_decide_where_their_bounds_do():
    assert judge(**AFTER, turnout_words="just under 40%")["turnout"] == "no"
    assert judge(**AFTER, turnout_words="just under 52%")["turnout"] == "cannot be told"
    assert judge(**AFTER, turnout_words=None)["turnout"] == "cannot be told"
    assert judge(**AFTER, yes_words="just under 40%")["majority"] == "no"
    assert judge(**AFTER, yes_words="over 90%")["majority"] == "yes"  # of 85 in 100 papers 76 %
    assert judge(**AFTER, yes_words="over 55%")["majority"] == "cannot be told"


def test_an_opening_across_a_commencement_gives_both_answers():
    vote = {"entitled": 100, "returned": 40, "yes": 35, "no": 5}
    judged = judge(opened_first="2017-02-10", opened_last="2017-03-10", **vote)
    assert judged["outcome"] == "cannot be told"
    assert (judged["outcome_if_earliest"], judged["outcome_if_latest"]) == ("yes", "no")
    assert judged["rule_ids"] == ""


def test_an_opening_across_a_commencement_that_changes_nothing_is_settled():
    judged = judge(opened_first="2017-09-01", opened_last="2017-09-30", **HALF)
    assert judged["outcome"] == "yes"
    assert judged["rule_ids"] == "R02; R03"


def test_an_unknown_opening_is_bounded_by_the_close_and_the_result():
    vote = {"entitled": 100, "returned": 40, "yes": 35, "no": 5}
    assert judge(closed="2016-05-01", **vote)["outcome"] == "yes"
    assert judge(result="2017-06-01", **vote)["outcome"] == "no"
    assert judge(result="2017-03-20", **vote)["outcome"] == "cannot be told"
    assert judge(known_from="2011-11-30", **vote)["outcome"] == "yes"
    assert judge(known_from="2019-11-30", **vote)["outcome"] == "cannot be told"
    assert judge(**vote)["outcome"] == "cannot be told"


def test_the_same_votes_under_every_regime():
    vote = {"entitled": 124710, "returned": 59452, "yes": 46352, "no": 12430}
    table = judge_under_each_regime(ballots_frame([{**AFTER, **vote}]), ballot_rules=RULES)
    days = table["regime_from"].dt.strftime("%Y-%m-%d")
    assert days.tolist() == ["1992-10-16", "2017-03-01", "2017-09-13", "2026-02-18"]
    assert table["outcome"].tolist() == ["yes", "no", "no", "no"]
    assert table["own"].tolist() == [False, False, True, False]


def test_a_later_regime_is_not_a_no_for_want_of_an_electorate():
    votes = {"opened": "2010-02-01", "returned": 83126, "yes": 51948, "no": 29941}
    table = judge_under_each_regime(ballots_frame([votes]), ballot_rules=RULES)
    assert table["outcome"].tolist() == ["yes"] + ["cannot be told"] * 3


def test_a_total_over_areas_has_no_outcome_of_its_own():
    ballots = ballots_frame(
        [
            {**AFTER, "key": "all", "level": "aggregate", "areas_met": 124, "areas_missed": 86},
            {**AFTER, **HALF, "key": "one", "parent_ballot_id": "all"},
            {**AFTER, "key": "two", "parent_ballot_id": "all"},
        ]
    )
    judged = judge_ballots(ballots, ballot_rules=RULES)
    assert judged["legal_effect"].tolist() == [False, True, True]
    assert judged["outcome"].tolist() == ["cannot be told", "yes", "cannot be told"]
    areas = areas_over_the_line(ballots, judged=judged).iloc[0]
    assert round(areas["share_met_pct"], 1) == 59.0
    assert areas[["named", "named_yes", "named_no"]].tolist() == [2, 1, 0]


def test_areas_named_are_counted_statutory_ballots_of_the_total_and_no_other_part():
    part = {**AFTER, **HALF, "parent_ballot_id": "ALL"}
    lost = {**part, "returned": 24, "no": 8}
    ballots = ballots_frame(
        [
            {**AFTER, "key": "ALL", "level": "total", "areas_met": 5, "areas_missed": 4},
            {**part, "key": "A"},
            {**lost, "key": "B"},
            {**lost, "key": "C"},
            {**AFTER, "key": "D", "parent_ballot_id": "ALL"},
            {**part, "key": "E", "counted": False},
            {**part, "key": "F", "ballot_type": "consultative"},
            {**part, "key": "G", "parent_ballot_id": "OTHER"},
            {**AFTER, "key": "NEXT", "level": "total", "areas_balloted": 7, "areas_met": 3},
        ]
    )
    areas = areas_over_the_line(ballots, judged=judge_ballots(ballots, ballot_rules=RULES))
    assert areas.drop(columns="share_met_pct").values.tolist() == [
        ["ALL", True, 9, 5, 4, 4, 1, 2, 1],
        ["NEXT", True, 7, 3, 4, 0, 0, 0, 0],
    ]
    assert areas["share_met_pct"].tolist() == pytest.approx([100 * 5 / 9, 100 * 3 / 7])


def test_a_share_of_areas_needs_both_printed_totals():
    ballots = ballots_frame([{**AFTER, "level": "aggregate", "areas_met": 124}])
    judged = judge_ballots(ballots, ballot_rules=RULES)
    assert areas_over_the_line(ballots, judged=judged)["share_met_pct"].isna().all()


@pytest.mark.parametrize(
    ("closed", "length", "unit", "last"),
    [
        ("2022-11-02", 6, "months", "2023-05-01"),
        ("1995-05-16", 4, "weeks", "1995-06-12"),
        ("2022-11-02", 9, "months", "2023-08-01"),
        ("2023-08-31", 6, "months", "2024-02-29"),
        ("2026-02-28", 12, "months", "2027-02-27"),
    ],
)
def test_a_period_counts_its_first_day(closed, length, unit, last):
    days = last_day_of_period(pd.Series([pd.Timestamp(closed)]), length=length, unit=unit)
    assert days.dt.strftime("%Y-%m-%d").item() == last


@pytest.mark.parametrize(
    ("opened", "closed", "last", "agreed", "begin"),
    [
        ("2017-02-20", "2017-03-10", "2017-04-06", "2017-05-04", True),
        ("2022-10-06", "2022-11-02", "2023-05-01", "2023-08-01", False),
        ("2026-02-17", "2026-03-10", "2026-09-09", "2026-12-09", False),
        ("2026-02-18", "2026-03-10", "2027-03-09", None, False),
    ],
)
def test_a_mandate_lasts_as_its_regime_says(opened, closed, last, agreed, begin):
    ballots = ballots_frame([{"opened": opened, "closed": closed}])
    window = mandate_windows(ballots, ballot_rules=RULES)
    assert len(window) == 1
    assert window["window_last_earliest"].dt.strftime("%Y-%m-%d").item() == last
    assert (
        window["begin_within"].item() is np.bool_(begin) or window["begin_within"].item() == begin
    )
    found = window["agreed_last_earliest"].dt.strftime("%Y-%m-%d").item()
    assert found == agreed if agreed else pd.isna(found)


def test_a_ballot_that_may_fall_under_two_rules_has_two_windows():
    ballots = ballots_frame(
        [{"opened_first": "2026-02-01", "opened_last": "2026-03-01", "closed": "2026-03-20"}]
    )
    assert mandate_windows(ballots, ballot_rules=RULES)["rule_id"].tolist() == ["R09", "R10"]


def test_a_consultative_vote_opens_no_window():
    ballots = ballots_frame([{**AFTER, "closed": "2019-04-29", "ballot_type": "consultative"}])
    assert mandate_windows(ballots, ballot_rules=RULES).empty


def test_repealing_a_rule_is_an_edit_of_a_date():
    repealed = RULES.assign(
        applies_until=RULES["applies_until"].mask(RULES["key"] == "R03", pd.Timestamp("2026-12-31"))
    )
    vote = {"opened": "2027-01-01", "entitled": 100, "returned": 30, "yes": 29, "no": 1}
    assert judge_ballot(ballot_rules=repealed, **vote)["outcome"] == "yes"
    assert judge(**vote)["outcome"] == "no"


def test_the_rules_that_applied_are_named():
    law = ballot_law(RULES)
    regime = law.regime(opened="2022-09-26", nation="England", service="health")
    assert (regime.turnout_pct, regime.support_pct) == (50.0, 40.0)
    assert regime.rule_ids == ("R02", "R03", "R04")
    welsh = law.regime(opened="2022-09-26", nation="Wales", service="health")
    assert welsh.rule_ids == ("R02", "R03", "R05")
    irish = law.regime(opened="2022-09-26", nation="Northern Ireland")
    assert irish.rule_ids == ("R01", "R06", "R07")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"nation": "Wale"}, "Did you mean Wales"),
        ({"important_service": "helth"}, "Did you mean health"),
        ({"entitld": 5}, "Did you mean entitled"),
    ],
)
def test_a_wrong_word_names_the_nearest(fields, message):
    with pytest.raises(MeasureError, match=message):
        judge(**AFTER, **fields)


def test_a_frame_without_rows_or_columns_is_refused():
    ballots = ballots_frame([AFTER])
    with pytest.raises(MeasureError, match="no column turnout_pct"):
        judge_ballots(ballots.drop(columns="turnout_pct"), ballot_rules=RULES)
    with pytest.raises(MeasureError, match="no rows"):
        judge_ballots(ballots.iloc[:0], ballot_rules=RULES)
    with pytest.raises(MeasureError, match="unknown jurisdiction"):
        judge_ballots(ballots, ballot_rules=RULES.assign(jurisdiction="Gret Britain"))
    turned = RULES.assign(applies_until=pd.Timestamp("1990-01-01"))
    with pytest.raises(MeasureError, match="before it begins"):
        judge_ballots(ballots, ballot_rules=turned)


def test_a_day_before_the_first_rule_cannot_be_told():
    judged = judge(opened="1985-01-01", closed="1985-02-01", **HALF)
    assert judged["outcome"] == "cannot be told"
    with pytest.raises(MeasureError, match="rules begin on 1992-10-16"):
        ballot_law(RULES).regime(opened="1985-01-01", nation="England")


counts = st.integers(0, 60)


@given(counts, counts, counts, counts)
def test_outcomes_agree_with_the_words_of_the_law_in_fractions(yes, no, spoiled, stayed):
    returned, entitled = yes + no + spoiled, yes + no + spoiled + stayed
    vote = {"entitled": entitled, "returned": returned, "yes": yes, "no": no}
    judged = judge(**AFTER, important_service="fire", **vote)
    if returned == 0:
        assert judged["outcome"] in {"no", "cannot be told"}
        return
    passed = (
        Fraction(yes, returned) > Fraction(1, 2),
        Fraction(returned, entitled) >= Fraction(1, 2),
        Fraction(yes, entitled) >= Fraction(2, 5),
    )
    words = tuple("yes" if one else "no" for one in passed)
    assert tuple(judged[["majority", "turnout", "support"]]) == words
    assert judged["outcome"] == ("yes" if all(passed) else "no")
    enough = returned + int(judged["papers_short"])
    assert Fraction(enough, entitled) >= Fraction(1, 2)
    assert judged["papers_short"] == 0 or Fraction(enough - 1, entitled) < Fraction(1, 2)


@given(st.permutations(range(4)))
def test_the_order_of_ballots_never_matters(order):
    rows = [
        {**AFTER, **HALF, "key": "a"},
        {**AFTER, "key": "b", "turnout_pct": 41.6, "turnout_decimals": 1},
        {"opened": "2010-01-01", "key": "c", "yes": 3, "no": 2, "nation": "Wales"},
        {**AFTER, "key": "d", "nation": "Northern Ireland", "yes": 1, "no": 2},
    ]
    straight = judge_ballots(ballots_frame(rows), ballot_rules=RULES)
    turned = judge_ballots(ballots_frame([rows[place] for place in order]), ballot_rules=RULES)
    pd.testing.assert_frame_equal(
        turned.sort_values("key", ignore_index=True), straight, check_dtype=True
    )


def test_a_ballot_of_which_nothing_is_said_has_columns_of_their_kinds():
    kinds = ballots_frame([{"yes_words": None}]).dtypes.astype("str")
    words = ["key", "important_service", "turnout_words", "yes_words", "threshold_met_published"]
    assert set(kinds[words]) == {"str"}
    assert set(kinds[["entitled", "yes", "turnout_decimals", "areas_met"]]) == {"Int64"}
    assert set(kinds[["turnout_pct", "yes_pct", "yes_of_entitled_pct"]]) == {"float64"}
    assert kinds["counted"] == "boolean"
    assert all(kind.startswith("datetime64") for kind in kinds.iloc[-7:])
