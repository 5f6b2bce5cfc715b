"""What a late rise costs, by hand: prices of 100, 110 and 121 from January to March 2023."""

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.offers.delay import delay_costs
from analysis.measures.prices.points import PriceIdentity
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month

CPI = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2023, 1), (100.0, 110.0, 121.0))


def statements(**columns):
    """Three statements of a range of 3 to 6 %, effective in January 2023, paid in March."""
    frame = pd.DataFrame(
        {
            "key": ["S1", "S2", "S3"],
            "offer_id": ["A", "B", "C"],
            "basis": "individual_or_scale",
            "comparability": "range",
            "pct": float("nan"),
            "pct_low": 3.0,
            "pct_high": 6.0,
            "effective_first": pd.Timestamp("2023-01-01"),
            "effective_last": pd.Timestamp("2023-01-31"),
            "paid_first": pd.Timestamp("2023-03-01"),
            "paid_last": pd.Timestamp("2023-03-31"),
        }
    )
    for name, values in columns.items():
        frame[name] = values
    return frame


def costs(**columns):
    return delay_costs(statements(**columns), salary=24_000, price_index=CPI)


def test_both_ends_of_a_range_have_their_arrears_and_their_cost():
    found = costs()
    assert found["statement_id"].tolist() == ["S1", "S2", "S3"]
    assert found["offer_id"].tolist() == ["A", "B", "C"]
    assert found["effective"].astype(str).tolist() == ["2023-01"] * 3
    assert found["paid"].astype(str).tolist() == ["2023-03"] * 3
    assert found["months"].tolist() == [2] * 3
    row = found.iloc[0]
    assert (row["rise_low"], row["rise_high"]) == (3.0, 6.0)
    assert (row["arrears_low"], row["arrears_high"]) == pytest.approx((120.0, 240.0))
    assert (row["cost_low"], row["cost_high"]) == pytest.approx((0.6 * 31.0, 1.2 * 31.0))
    assert found["missing"].tolist() == [""] * 3
    assert found["missing"].dtype == "str"


def test_a_date_known_only_to_its_year_is_left_out():
    late = pd.to_datetime(["2023-12-31", "2023-03-31", "2023-03-31"])
    assert costs(paid_last=late)["statement_id"].tolist() == ["S2", "S3"]
    never = pd.to_datetime([None, "2023-01-31", "2023-01-31"])
    assert costs(effective_last=never, effective_first=never)["statement_id"].tolist() == [
        "S2",
        "S3",
    ]


def test_a_rise_paid_in_its_month_costs_nothing_and_one_ahead_or_outside_says_why():
    paid = pd.to_datetime(["2023-01-31", "2022-12-31", "2023-04-30"])
    found = costs(paid_first=paid, paid_last=paid)
    assert found["months"].tolist() == [0, -1, 3]
    assert found["missing"].tolist() == ["", "paid ahead", "outside 2023-01 to 2023-03"]
    assert found["arrears_low"].tolist() == pytest.approx([0.0, 0.0, 180.0])
    assert found["cost_low"].iloc[0] == 0.0
    assert found["cost_low"].isna().tolist() == [False, True, True]
    begin = pd.to_datetime(["2022-12-01", "2023-01-01", "2023-02-01"])
    found = costs(
        effective_first=begin, effective_last=begin, comparability=["range", "range", "none"]
    )
    assert found["missing"].tolist() == [
        "outside 2023-01 to 2023-03",
        "",
        "no comparable percentage",
    ]
    assert found["arrears_high"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("gone", "salary", "told"),
    [
        ("paid_first", 1.0, "the statements has no column paid_first. Did you mean paid_last?"),
        ("", 0.0, "a salary is pounds a year above nothing, found 0.0."),
    ],
)
def test_statements_without_a_column_and_salaries_of_nothing_are_refused(gone, salary, told):
    rows = statements().drop(columns=[gone] if gone else [])
    with pytest.raises(MeasureError) as refused:
        delay_costs(rows, salary=salary, price_index=CPI)
    assert str(refused.value).startswith(told)
