import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.offers import effective, statements

from analysis.errors import MeasureError
from analysis.measures.offers.delay import cost_of_delay, delay_costs


def test_a_rise_of_july_paid_in_october_costs_what_prices_rose_meanwhile(indices):
    late = cost_of_delay(25_000, 4.5, "2023-07", "2023-10", indices["CPI"])
    assert (late.months, late.arrears) == (3, 281.25)
    by_hand = 93.75 * (132.0 / 130.9 + 132.0 / 131.3 + 132.0 / 132.0)
    assert late.carried.value == pytest.approx(by_hand)
    assert late.cost.value == pytest.approx(by_hand - 281.25)
    assert late.cost.low < late.cost.value < late.cost.high
    assert late.rows[0] == ("prices", "D7BT/2023-07")
    assert len(late.rows) == 4


def test_a_rise_paid_on_time_costs_nothing(indices):
    late = cost_of_delay(25_000, 4.5, "2023-07", "2023-07", indices["CPI"])
    assert (late.months, late.arrears, late.cost.value, late.rows) == (0, 0.0, 0.0, ())


def test_falling_prices_make_the_delay_a_gain(indices):
    late = cost_of_delay(25_000, 4.5, "2008-12", "2009-01", indices["RPI"])
    assert late.cost.value < 0


def test_a_cut_paid_late_has_bounds_in_order(indices):
    late = cost_of_delay(25_000, -1.0, "2022-07", "2022-10", indices["CPI"])
    assert late.arrears == -62.5
    assert late.cost.low < late.cost.value < late.cost.high < 0


@given(st.integers(0, 9))
def test_the_cost_is_in_proportion_to_the_rise(indices, months):
    paid = f"2022-{1 + months:02d}"
    once, twice = (
        cost_of_delay(20_000, rise, "2022-01", paid, indices["CPI"]) for rise in (2.0, 4.0)
    )
    assert twice.cost.value == pytest.approx(2 * once.cost.value)


def test_payment_before_the_rise_wrong_salaries_and_absent_months_are_refused(indices):
    cpi = indices["CPI"]
    with pytest.raises(MeasureError, match="that is no delay"):
        cost_of_delay(25_000, 4.5, "2023-07", "2023-06", cpi)
    with pytest.raises(MeasureError, match="above nothing"):
        cost_of_delay(0, 4.5, "2023-07", "2023-10", cpi)
    with pytest.raises(MeasureError, match="a number was expected"):
        cost_of_delay(25_000, float("nan"), "2023-07", "2023-10", cpi)
    with pytest.raises(MeasureError, match="Nearest: 2026-08"):
        cost_of_delay(25_000, 4.5, "2026-07", "2026-12", cpi)
    with pytest.raises(MeasureError, match="not a month"):
        cost_of_delay(25_000, 4.5, "July", "2023-10", cpi)


def paid(*rows):
    """Statements with the days they were paid, first and last."""
    frame = statements(*(row for row, _, _ in rows))
    frame["paid_first"] = pd.to_datetime([first for _, first, _ in rows])
    frame["paid_last"] = pd.to_datetime([last for _, _, last in rows])
    return frame


def test_every_statement_with_both_dates_has_its_cost(indices):
    rows = paid(
        ({"pct": 4.5, **effective("2023-07-01")}, "2023-10-01", "2023-10-31"),
        (
            {"comparability": "range", "pct_low": 1.0, "pct_high": 2.0, **effective("2018-06-01")},
            "2018-08-01",
            "2018-08-31",
        ),
        ({"pct": 3.0, **effective("2023-07-01")}, "2023-01-01", "2023-12-31"),
        ({"pct": 3.0}, "2023-10-01", "2023-10-31"),
    )
    found = delay_costs(rows, salary=25_000, price_index=indices["CPI"])
    assert found["statement_id"].tolist() == ["S00", "S01"]
    one = cost_of_delay(25_000, 4.5, "2023-07", "2023-10", indices["CPI"])
    assert found["cost_high"].iloc[0] == pytest.approx(one.cost.value)
    assert found["arrears_low"].iloc[0] == pytest.approx(one.arrears)
    assert found["cost_high"].iloc[1] == pytest.approx(2 * found["cost_low"].iloc[1])


def test_a_payment_ahead_beyond_the_prices_or_without_a_percentage_says_why(indices):
    rows = paid(
        ({"pct": 3.0, **effective("2023-07-01")}, "2023-06-01", "2023-06-30"),
        ({"pct": 3.0, **effective("2026-07-01")}, "2026-12-01", "2026-12-31"),
        ({"comparability": "none", **effective("2023-07-01")}, "2023-09-01", "2023-09-30"),
    )
    found = delay_costs(rows, salary=25_000, price_index=indices["CPI"])
    assert found["months"].tolist() == [-1, 5, 2]
    words = ["paid ahead", f"outside {indices['CPI'].span}", "no comparable percentage"]
    assert found["missing"].tolist() == words
    assert np.isnan(found["cost_high"]).all()
    assert delay_costs(rows.iloc[:0], salary=25_000, price_index=indices["CPI"]).empty
    with pytest.raises(MeasureError, match="no column paid_first"):
        delay_costs(rows.drop(columns="paid_first"), salary=1, price_index=indices["CPI"])
    with pytest.raises(MeasureError, match="above nothing"):
        delay_costs(rows, salary=0, price_index=indices["CPI"])
