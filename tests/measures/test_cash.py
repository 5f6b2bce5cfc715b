import numpy as np
import pandas as pd
import pytest
from tests.measures.offers import statements

from analysis.errors import MeasureError
from analysis.measures.offers.cash import cash_as_percentage

FLAT = {
    "basis": "cash",
    "cash_gbp": 552.0,
    "cash_period": "year",
    "cash_kind": "consolidated flat",
    "cash_consolidated": "yes",
    "cash_form": "rise",
}


def test_a_flat_sum_is_another_percentage_at_every_salary():
    rows = statements(FLAT, FLAT)
    found = cash_as_percentage(rows, salary=pd.Series([20_000.0, 40_000.0]))
    assert found["pct_low"].tolist() == [2.76, 1.38]
    assert found["pct_high"].tolist() == [2.76, 1.38]


def test_without_a_salary_pounds_stay_pounds():
    row = cash_as_percentage(statements(FLAT)).iloc[0]
    assert (row["cash_low_gbp"], row["cash_high_gbp"]) == (552.0, 552.0)
    assert np.isnan(row["pct_low"])
    assert row["note"] == "in pounds: a percentage needs a salary"


def test_a_salary_that_the_statement_names_is_used_where_none_is_asked():
    named = {**FLAT, "old_salary_gbp": 17_489.0, "new_salary_gbp": 18_890.0}
    row = cash_as_percentage(statements(named)).iloc[0]
    assert row["salary_gbp"] == 17_489.0
    assert row["salary_rise_pct"] == pytest.approx(8.01, abs=0.005)
    assert cash_as_percentage(statements(named), salary=20_000)["pct_low"].item() == 2.76


def test_a_lump_sum_lifts_one_year_and_not_the_base():
    lump = {"basis": "lump_sum_nonconsolidated", "comparability": "cash", "lump_sum_gbp": 1500.0}
    row = cash_as_percentage(statements(lump), salary=25_000).iloc[0]
    assert row["lump_sum_pct"] == 6.0
    assert np.isnan(row["pct_high"])
    assert row["standing"] == ""


@pytest.mark.parametrize(
    ("consolidated", "standing"),
    [("yes", "consolidated"), ("no", "one-off"), ("unclear", "not said"), (None, "not said")],
)
def test_whether_money_stays_in_pay_is_said_only_where_the_source_says_it(consolidated, standing):
    rows = statements({**FLAT, "cash_consolidated": consolidated})
    assert cash_as_percentage(rows, salary=25_000)["standing"].item() == standing


def test_up_to_so_many_pounds_stays_at_most():
    row = cash_as_percentage(statements({**FLAT, "cash_form": "at most"}), salary=20_000).iloc[0]
    assert np.isnan(row["pct_low"])
    assert (row["pct_high"], row["bound"]) == (2.76, "at most")
    some = {**FLAT, "cash_form": "rise for some"}
    assert cash_as_percentage(statements(some), salary=20_000)["bound"].item() == ""


def test_a_range_of_pounds_stays_a_range():
    spread = {"basis": "cash", "cash_low_gbp": 400.0, "cash_high_gbp": 540.0}
    row = cash_as_percentage(statements(spread), salary=20_000).iloc[0]
    assert (row["pct_low"], row["pct_high"]) == (2.0, 2.7)


def test_pounds_a_week_are_taken_over_the_year_and_pounds_over_years_are_not():
    weekly = {**FLAT, "cash_gbp": 7.0, "cash_period": "week"}
    over = {**FLAT, "cash_gbp": 1950.0, "cash_period": "three years"}
    found = cash_as_percentage(statements(weekly, over), salary=20_000)
    assert found["cash_high_gbp"].tolist() == [pytest.approx(365.0, abs=0.01), 1950.0]
    assert np.isnan(found["pct_high"].iloc[1])
    assert found["note"].iloc[1] == "over several years: not a yearly sum"


def test_statements_without_pounds_are_left_out():
    assert cash_as_percentage(statements({"pct": 3.0}), salary=20_000).empty
    assert cash_as_percentage(statements(FLAT).iloc[:0], salary=20_000).empty


def test_every_column_of_a_sum_a_range_a_cap_a_lump_sum_and_a_named_salary():
    rows = statements(
        FLAT,
        {"cash_low_gbp": 10.0, "cash_high_gbp": 20.0, "cash_period": "month"},
        {"cash_high_gbp": 600.0, "cash_consolidated": "no"},
        {"lump_sum_gbp": 1500.0, "cash_kind": "for all"},
        {"pct": 3.0},
        {"old_salary_gbp": 20_000.0, "new_salary_gbp": 21_000.0},
        {"cash_gbp": 1950.0, "cash_period": "three years", "old_salary_gbp": 30_000.0},
    )
    rows.index = pd.RangeIndex(3, 10)
    asked = pd.Series(24_000.0, index=rows.index).where(rows["old_salary_gbp"].isna())
    none = np.nan
    expected = pd.DataFrame(
        {
            "statement_id": pd.array(["S00", "S01", "S02", "S03", "S05", "S06"], dtype="str"),
            "offer_id": pd.array(["DWP-2023"] * 6, dtype="str"),
            "standing": ["consolidated", "not said", "one-off", "", "", "not said"],
            "cash_low_gbp": [552.0, 120.0, none, none, none, 1950.0],
            "cash_high_gbp": [552.0, 240.0, 600.0, none, none, 1950.0],
            "lump_sum_gbp": [none, none, none, 1500.0, none, none],
            "bound": ["", "", "at most", "", "", ""],
            "salary_gbp": [24_000.0] * 4 + [20_000.0, 30_000.0],
            "pct_low": [2.3, 0.5, none, none, none, none],
            "pct_high": [2.3, 1.0, 2.5, none, none, none],
            "lump_sum_pct": [none, none, none, 6.25, none, none],
            "salary_rise_pct": [none, none, none, none, 5.0, none],
            "cash_kind": pd.array(
                ["consolidated flat", none, none, "for all", none, none], dtype="str"
            ),
            "note": ["", "", "", "", "", "over several years: not a yearly sum"],
        },
        index=[3, 4, 5, 6, 8, 9],
    )
    found = cash_as_percentage(rows, salary=asked)
    pd.testing.assert_frame_equal(found, expected, check_dtype=False)
    pounds = {name: "Float64" for name in rows if name.endswith("_gbp")}
    again = cash_as_percentage(rows.astype(pounds), salary=asked.astype("Float64"))
    pd.testing.assert_frame_equal(again, expected, check_dtype=False)


def test_a_wrong_salary_is_refused():
    for salary in (0, -1.0, float("nan")):
        with pytest.raises(MeasureError, match=f"pounds a year above nothing, found {salary}"):
            cash_as_percentage(statements(FLAT), salary=salary)
    with pytest.raises(MeasureError, match=r"above nothing, found -5\.0"):
        cash_as_percentage(statements(FLAT, FLAT), salary=pd.Series([20_000.0, -5.0]))
    assert cash_as_percentage(statements(FLAT), salary=0.5)["pct_high"].item() == 110_400
    with pytest.raises(MeasureError, match="no salary for 1 statements, first 1"):
        cash_as_percentage(statements(FLAT, FLAT), salary=pd.Series([20_000.0]))
    with pytest.raises(MeasureError, match="no column cash_kind"):
        cash_as_percentage(statements(FLAT).drop(columns="cash_kind"))
