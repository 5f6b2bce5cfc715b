"""Notebook 09: published claims, the register and the report on one."""

import pytest

from analysis.collection.claims.claims_cards import anchor, card, printed
from analysis.errors import UsageError
from analysis.measures.claims.verdicts import Verdict
from analysis.tables import read

ROW = {"value_low": -8.9, "value_high": -8.9, "value_text": None, "decimals": 1, "unit": "%"}


def finding(made, name):
    return next(one for one in made.findings if one.id == name)


def register(make):
    return next(one for one in make("09_claims").tables if one.id == "register").frame


def test_every_claim_of_the_record_is_in_the_register_once(make):
    rows = register(make)
    assert rows["key"].is_unique
    counts = finding(make("09_claims"), "counts").values
    names = ("reproduced", "ours", "nearly", "not_", "untried")
    parts = [counts[name].amount for name in names]
    assert sum(parts) == counts["n"].amount == len(rows)


def test_the_known_answers_are_what_the_register_says(make):
    outcome = register(make).set_index("key")["outcome"]
    assert outcome["TUC20-Care"] == "reproduced with choices of ours"
    assert outcome["ONS-june2025-A2FA"] == "reproduced with the choices its source states"
    assert outcome["W19-1"] == "not reproduced"
    assert outcome["W19-2"] == "not reproduced"
    assert outcome["WM24-1"] == "cannot be tried"


def test_two_claims_of_one_median_are_said_to_agree_with_each_other(make):
    found = finding(make("09_claims", claim="W19-1"), "one-path").sentence
    assert "rose by 7.8\u00a0% and by 7.8\u00a0%" in found
    assert "they agree with each other" in found


def test_a_fall_and_the_rise_it_needs_are_shown_as_one_number(make):
    found = finding(make("09_claims", claim="QMUL24-1b"), "one-number").sentence
    assert "A fall of 38\u00a0% and a rise needed of 61\u00a0%" in found


def test_every_verdict_says_which_choices_came_from_its_source(make):
    rows = register(make)
    tried = rows["outcome"] != "cannot be tried"
    assert rows.loc[tried, ["stated", "ours", "spread"]].notna().all(axis=None)
    assert rows.loc[~tried, ["stated", "ours", "spread"]].isna().all(axis=None)
    theirs = rows["outcome"] == "reproduced with the choices its source states"
    assert (rows.loc[theirs, "ours"] == "none").all()


def test_the_spread_of_all_that_was_tried_stands_beside_what_is_reproduced_by_our_choices(make):
    outcome, sure = make("09_claims", claim="PRO21-1").findings[:2]
    assert outcome.sentence == (
        "Real-terms cut in value of civil service pay awards in line with central remit, 2010-11 "
        "to 2019-20: \u221218\u00a0% (around), in Prospect, 25 Mar 2021. On the figures here this "
        "is reproduced with choices of ours: 3 of 28 computations tried give \u221218\u00a0%."
    )
    ceilings = (
        "10 ceilings from 2010-11 (2 × 0\u00a0% then 6 × 1\u00a0% then 1.5\u00a0% then 2\u00a0%)"
    )
    assert f"choices: {ceilings}, 2009-10 to 2019-20, RPI" in sure.sentence
    assert "All that was tried lies between" in sure.sentence
    assert "choices of ours: whose pay, base and convention" in sure.sentence


def test_computations_are_told_apart_on_the_chart_by_what_differs(make):
    labels = make("09_claims", claim="W19-1").charts[0].data["label"]
    assert labels.tolist()[0] == "2010-11 to 2017-18, financial-year average"
    assert labels.is_unique


def test_what_stands_in_for_a_base_is_said_in_the_first_sentence(make):
    said = make("09_claims", claim="QMUL24-1a").findings[0].sentence
    assert (
        "gives 17.6\u00a0%, the same as printed, but of another span (with 2011 for 2010: " in said
    )


def test_a_fall_is_also_said_as_the_rise_that_it_needs(make):
    rose = make("09_claims", claim="ASHE12-2").findings
    assert all(one.id != "other-form" for one in rose)
    said = finding(make("09_claims", claim="QMUL24-2b"), "other-form").sentence
    assert "a change in real terms of \u221238\u00a0% is a rise needed of 61\u00a0%" in said


def test_a_claim_of_ones_own_is_tried_as_those_of_the_record_are(make):
    made = make(
        "09_claims", figure="-13.5 %", pay="EO median", stated_base="2020", stated_end="2023"
    )
    said = made.findings[0].sentence
    assert "is reproduced with choices of ours: 1 of 12 computations tried gives" in said
    rows = next(one for one in made.tables if one.id == "attempts").frame
    assert len(rows) == 12
    assert finding(made, "other-form").values["other"].text == "15.6\u00a0%"


def test_a_claim_of_ones_own_that_cannot_be_read_says_what_to_type(make):
    for wrong, told in (
        ({"figure": "twelve"}, "is no figure. Type it as"),
        ({"figure": "12"}, "of what\\? Type it with its unit"),
        ({"figure": "-12 %", "pay": "EO medain"}, "Did you mean median of EO"),
        ({"figure": "-12 %", "deflator": "CPX"}, "no such index"),
        ({"figure": "-12 %", "stated_base": "2023", "stated_end": "2010"}, "swap the two"),
        ({"figure": "-12 %", "stated_base": "the seventies"}, "is not a time; write"),
        ({"figure": "-12 %", "kind": "gap that opened"}, "say the other too"),
    ):
        with pytest.raises(UsageError, match=told):
            make("09_claims", **wrong)


def test_a_claim_that_cannot_be_tried_says_what_it_would_take(make):
    made = make("09_claims", claim="WM24-1")
    assert "has median of AA/AO from March 2020 to March 2026, and not of 2010" in (
        made.findings[0].sentence
    )
    assert "It would take median of AA/AO; median of EO" in made.findings[0].sentence
    assert made.charts[0].data.empty
    assert next(one for one in made.tables if one.id == "attempts").frame.empty


def test_the_report_on_one_claim_lists_every_computation(make):
    made = make("09_claims", claim="W19-1")
    rows = next(one for one in made.tables if one.id == "attempts").frame
    assert len(rows) == made.findings[0].values["n"].amount
    assert not rows["same"].any()
    assert rows["stands_in"].str.startswith("2011 for 2010").all()


def test_a_wrong_claim_is_refused_with_the_nearest(make):
    with pytest.raises(UsageError, match="Did you mean W19-1"):
        make("09_claims", claim="W19-1x")


def test_a_figure_is_printed_as_its_source_printed_it():
    assert printed(ROW) == "\u22128.9\u00a0%"
    assert printed({**ROW, "value_high": -8.0, "decimals": 0}) == "\u22129\u00a0% to \u22128\u00a0%"
    words = {**ROW, "value_low": float("nan"), "value_text": "about half", "unit": "share"}
    assert printed(words) == "about half (share)"


def test_each_card_has_an_anchor_of_its_own(clean_copy):
    claims = read("claims", project=clean_copy)
    untried = [
        Verdict(key, "cannot be tried", (), None, float("nan"), (), "no series", "one")
        for key in claims["key"]
    ]
    rows = claims.to_dict("records")
    made = [card(row, one) for row, one in zip(rows, untried, strict=True)]
    assert len({one.id for (one,) in made}) == len(claims)
    assert made[0][0].id == anchor(claims["key"].iloc[0])
