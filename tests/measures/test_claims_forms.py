import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.claims.forms import (
    FORMS,
    agree,
    forms_of,
    implied_nominal,
    in_form,
    plainly_divided,
    rise_needed,
    same_number,
)
from analysis.measures.claims.pairs import claims_in_other_forms, implied_paths


def printed(value, decimals=0):
    return Bounded.rounded(value, decimals=decimals)


def test_fell_38_per_cent_and_needs_61_are_one_number():
    assert round(rise_needed(-38).value) == 61
    assert same_number(printed(-38), printed(61)) == ("the rise needed to undo it",)
    assert same_number(printed(-38), printed(59)) == ()


@given(st.floats(-90, 300))
def test_undoing_twice_gives_the_change_back(change):
    assert rise_needed(rise_needed(change)).value == pytest.approx(change)


def test_a_change_by_the_year_is_compound_or_plainly_divided():
    forms = forms_of(-14.5, years=8).set_index("form")["value"]
    assert round(forms["per year, compound"], 2) == -1.94
    assert round(forms["per year, plainly divided"], 2) == -1.81
    assert len(forms) == len(FORMS)


def test_forms_by_the_year_need_years():
    assert forms_of(-14.5)["form"].tolist() == list(FORMS[:2])
    with pytest.raises(MeasureError, match="needs the number of years"):
        in_form(-14.5, "per year, compound")
    with pytest.raises(MeasureError, match="needs a span, found 0 years"):
        plainly_divided(-14.5, years=0)
    with pytest.raises(MeasureError, match="no form 'by the month'"):
        in_form(-14.5, "by the month", years=8)


def test_nothing_undoes_the_loss_of_all():
    with pytest.raises(MeasureError, match="nothing undoes a fall of 100 %"):
        rise_needed(-100)


@given(nominal=st.floats(-30, 100), prices=st.floats(-10, 150))
def test_the_implied_path_is_the_real_change_undone(nominal, prices):
    real = 100 * ((1 + nominal / 100) / (1 + prices / 100) - 1)
    assert implied_nominal(real, prices).value == pytest.approx(nominal, abs=1e-9)


def test_roundings_decide_whether_two_figures_agree():
    assert agree(printed(7.8, 1), Bounded(7.88, 7.84, 7.92))
    assert not agree(printed(7.8, 1), printed(8.0, 1))
    low, high = Bounded(1.5, 1.0, 2.0), Bounded(2.5, 2.0, 3.0)
    assert agree(low, high)
    assert agree(high, low)


def test_the_published_claims_hold_four_pairs_of_one_number(record):
    found = claims_in_other_forms(record["claims"])
    assert found[["key", "other", "form"]].to_numpy().tolist() == [
        ["QMUL24-2a", "QMUL24-1a", "the rise needed to undo it"],
        ["QMUL24-2b", "QMUL24-1b", "the rise needed to undo it"],
        ["W19-1", "W19-3a", "per year, plainly divided"],
        ["W19-2", "W19-3b", "per year, compound"],
    ]


def test_claims_in_pounds_alone_have_no_pair(record):
    claims = record["claims"]
    pounds = claims[claims["unit"].str.startswith("GBP")]
    assert len(pounds) > 3
    assert claims_in_other_forms(pounds).empty


def test_two_falls_on_two_indices_imply_one_path_of_money(indices):
    paths = implied_paths(
        (printed(-8.9, 1), indices["CPI"]),
        (printed(-14.5, 1), indices["RPI"]),
        start="2010-03",
        end="2018-03",
    ).set_index("convention")
    march = paths.loc["month to month"]
    assert march["agree"]
    assert (round(march["one_pct"], 1), round(march["other_pct"], 1)) == (7.8, 7.8)
    assert paths["agree"].to_dict() == {
        "month to month": True,
        "calendar-year average": True,
        "financial-year average": False,
        "three-month average": True,
    }


def test_a_path_needs_two_indices(indices):
    one = (printed(-8.9, 1), indices["CPI"])
    with pytest.raises(MeasureError, match="both are on CPI"):
        implied_paths(one, one, start="2010-03", end="2018-03")


def test_claims_of_which_none_is_a_percentage_have_no_other_forms():
    pounds = pd.DataFrame(
        {"key": ["Q-1"], "value_low": [13_200.0], "value_high": [13_200.0], "decimals": 0,
         "unit": "GBP", "base": "2010", "end": "2023", "deflator": "CPI"}
    )  # fmt: skip
    assert claims_in_other_forms(pounds).empty
    assert list(claims_in_other_forms(pounds.iloc[:0])) == [
        *("key", "other", "form", "value", "other_value")
    ]


def claims(*rows):
    columns = ["key", "value_low", "value_high", "decimals", "unit", "base", "end", "deflator"]
    return pd.DataFrame(rows, columns=columns)


@pytest.mark.parametrize(
    ("changes", "forms"),
    [
        ({}, ["per year, plainly divided"]),
        ({"unit": "pp per year"}, ["per year, plainly divided"]),
        ({"unit": "GBP per year"}, []),
        ({"end": "2019"}, []),
        ({"base": "2011"}, []),
        ({"deflator": "RPI"}, []),
        ({"value_high": -0.5}, []),  # a range is no one number
        ({"key": "OTHER1-2"}, []),
        ({"base": None}, []),
    ],
)
def test_two_claims_are_one_number_where_study_span_and_deflator_are_the_same(changes, forms):
    fell = ("W19-1", -16.0, -16.0, 1, "%", "2010", "2018", "CPI")
    table = claims(fell, ("W19-3", -2.0, -2.0, 1, "% per year", "2010", "2018", "CPI"))
    table = table.astype({"base": "object"})
    for column, value in changes.items():
        table.loc[1, column] = value
    found = claims_in_other_forms(table)
    found = found[found["key"] == "W19-1"]
    assert found["form"].tolist() == forms
    if forms:
        assert found[["other", "value", "other_value"]].values.tolist() == [["W19-3", -16.0, -2.0]]
