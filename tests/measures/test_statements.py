import numpy as np
import pandas as pd
import pytest
from tests.measures.offers import statements

from analysis.errors import MeasureError, nearest
from analysis.measures.offers.statements import KINDS, stated_rises
from analysis.tables.declared import OFFER_STATEMENTS


def ends(row):
    rises = stated_rises(statements(row))
    return rises.low[0], rises.high[0]


def test_every_kind_of_the_clean_table_is_known_here():
    assert set(OFFER_STATEMENTS.columns["comparability"].allowed) <= set(KINDS)
    assert [kind for kind, use in KINDS.items() if use.averaged] == ["person", "unit"]
    assert all(bool(use.reason) != use.comparable for use in KINDS.values())


def test_a_figure_with_a_range_is_the_range_for_a_person_and_the_average_of_a_unit():
    beside = {"pct": 2.5, "pct_low": 2.0, "pct_high": 3.5}
    assert ends({"comparability": "person", **beside}) == (2.0, 3.5)
    assert ends({"comparability": "unit", "basis": "average_award", **beside}) == (2.5, 2.5)


def test_a_range_without_one_figure_is_the_range_of_a_unit_too():
    assert ends({"comparability": "unit", "pct_low": 2.0, "pct_high": 3.0}) == (2.0, 3.0)


def test_at_most_keeps_only_its_high_end_wherever_it_is_written():
    for column in ("pct", "pct_high"):
        low, high = ends({"comparability": "at_most", column: 13.1})
        assert np.isnan(low)
        assert high == 13.1


def test_a_statement_without_a_figure_is_not_comparable_and_says_why():
    rises = stated_rises(statements({}, {"basis": "cash"}, {"comparability": "none", "pct": 2.6}))
    assert not rises.comparable.any()
    assert rises.reason.tolist() == [
        "no percentage stated",
        "in pounds: a percentage needs a salary",
        "not comparable as it stands",
    ]


def test_a_freeze_stays_nought_with_pounds_or_a_range_beside_it():
    assert ends({"basis": "freeze", "cash_gbp": 250.0}) == (0.0, 0.0)
    assert ends({"basis": "freeze", "pct": 0.0, "pct_high": 1.0}) == (0.0, 0.0)


@pytest.mark.parametrize(("word", "said"), [("peson", "peson"), (None, "(blank)")])
def test_an_unknown_or_blank_kind_is_an_error(word, said):
    with pytest.raises(MeasureError) as refused:
        stated_rises(statements({}).assign(comparability=pd.Series([word], dtype="str")))
    assert str(refused.value) == f"no comparability '{said}'. {nearest(said, KINDS)}"
