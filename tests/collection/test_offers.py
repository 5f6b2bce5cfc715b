"""Offers are counted as offers, and what a person gets never with averages, ranges and caps."""

import pandas as pd
import pytest

from analysis.collection.offers.offers import answer, findings, gather
from analysis.measures.offers.awards_summary import offers_against_prices

pytestmark = pytest.mark.slow


def test_two_statements_that_disagree_leave_one_offer_open():
    rows = pd.DataFrame(
        {
            "offer_id": ["A", "A", "B", "B", "C"],
            "kind": ["person", "person", "person", "unit", "person"],
            "comparable": [True, True, True, True, False],
            "statement_id": list("vwxyz"),
            "below_inflation": ["yes", "no", "yes", "no", "yes"],
        }
    )
    found = offers_against_prices(rows)
    assert found[["offer_id", "kind", "verdict"]].values.tolist() == [
        ["A", "person", "depends"],
        ["B", "person", "yes"],
        ["B", "unit", "no"],
    ]


def test_the_first_finding_is_of_offers_of_what_a_person_gets(make):
    first = make("01_offers_against_inflation").findings[0]
    counts = {name: first.values[name].amount for name in ("n", "below", "above", "depends")}
    assert counts == {"n": 55, "below": 29, "above": 15, "depends": 11}
    assert "what a person gets" in first.sentence


def test_the_55th_offer_of_what_a_person_gets_came_with_one_statement(clean_copy, monkeypatch):
    """Without DWP's rejected 1 % of 2015 (N0003, added later) the counts are 54: 29, 14 and 11."""
    monkeypatch.setenv("REALPAY_ROOT", str(clean_copy.root))
    view = gather(employer="all", years="all", indices=["CPI"], as_of="latest")
    compared = view.compared[view.compared["statement_id"] != "N0003"]
    offers = offers_against_prices(compared)
    verdicts = offers.loc[offers["kind"] == "person", "verdict"].value_counts()
    assert verdicts.to_dict() == {"yes": 29, "no": 14, "depends": 11}


@pytest.mark.parametrize(
    "asked",
    [
        {"as_of": "latest"},
        {"as_of": "2012-06-01", "indices": ["CPIH", "CPI"]},  # nobody knew of a CPIH
        {"as_of": "2004-01-24", "employer": "met-office"},
    ],
    ids=["today", "an index that came later", "no offer on record"],
)
def test_the_answer_alone_is_the_first_finding_of_the_page(figures, asked):
    whole = {"employer": "all", "years": "all", "indices": ["RPI", "CPI"], **asked}
    view = gather(**whole)
    first = next(findings(view))
    alone = answer(view)
    assert (alone.sentence, alone.answering) == (first.sentence, first.answering)
    assert [value.rows for value in alone.values.values()] == [
        value.rows for value in first.values.values()
    ]
