import numpy as np
import pandas as pd
import pytest
from tests.measures.offers import effective, statements

from analysis.errors import MeasureError
from analysis.measures.offers.delay import delay_costs


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
    by_hand = 93.75 * (132.0 / 130.9 + 132.0 / 131.3 + 132.0 / 132.0)
    assert found["cost_high"].iloc[0] == pytest.approx(by_hand - 281.25)
    assert found["arrears_low"].iloc[0] == pytest.approx(281.25)
    assert found["cost_high"].iloc[1] == pytest.approx(2 * found["cost_low"].iloc[1])


def test_falling_prices_make_the_delay_a_gain(indices):
    rows = paid(({"pct": 4.5, **effective("2008-12-01")}, "2009-01-01", "2009-01-31"))
    found = delay_costs(rows, salary=25_000, price_index=indices["RPI"])
    assert found["cost_low"].item() < 0


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
