import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MeasureError
from analysis.measures.pay.pay_series import (
    PaySeries,
    earnings_series,
    real_pay_change,
    series_names,
)

MARCH_2011, MARCH_2024 = 494, 650


@pytest.mark.parametrize(
    ("months", "values", "words"),
    [
        ((1, 2), (1.0,), "a month for each"),
        ((2, 1), (9.0, 9.0), "in order"),
        ((1, 2), (9.0, 0.0), "positive"),
    ],
)
def test_a_pay_series_is_in_order_whole_and_positive(months, values, words):
    with pytest.raises(MeasureError, match=words):
        PaySeries("pay", "GBP a year", months, values, 0.5)


def test_series_of_one_name_are_refused():
    pay = PaySeries("pay", "GBP a year", (1,), (9.0,), 0.5)
    with pytest.raises(MeasureError, match="names that differ"):
        series_names([pay, pay])


def test_monthly_pay_is_averaged_over_the_window_of_prices(record):
    pay = earnings_series(record["earnings"], series="KAB9")
    whole = [pay.point(f"2019-{month:02d}").value for month in range(1, 13)]
    average = pay.point("2019-07", "calendar-year average")
    assert average.value == pytest.approx(np.mean(whole))
    assert pay.point("2019-03", "three-month average").value == pytest.approx(np.mean(whole[:3]))
    assert len(pay.sources("2019-07", "calendar-year average")) == 12
    with pytest.raises(MeasureError, match="no 2026-05 by calendar-year average"):
        pay.point("2026-05", "calendar-year average")


def test_earnings_stand_as_they_stood_on_the_day(record):
    before = earnings_series(record["earnings"], series="KAB9", vintage="2025-04-15")
    after = earnings_series(record["earnings"], series="KAB9", vintage="2025-05-13")
    assert (before.point("2025-02").value, after.point("2025-02").value) == (716.0, 718.0)


def test_a_day_before_the_first_copy_knows_no_earnings(record):
    held = record["earnings"]
    first = held.loc[held["series"] == "KAB9", "known_from"].min()
    before = str((first - pd.Timedelta(days=1)).date())
    with pytest.raises(MeasureError, match=f"vintages begin {first.date()}"):
        earnings_series(held, series="KAB9", vintage=before)
    with pytest.raises(MeasureError, match="it has no vintages"):
        earnings_series(record["earnings"], series="K54U", vintage="2025-12-08")
    with pytest.raises(MeasureError, match="KAC3 is growth_3m, not a level"):
        earnings_series(record["earnings"], series="KAC3")


@given(share=st.floats(0.5, 2.0), level=st.floats(5000, 200000))
def test_pay_that_follows_prices_exactly_keeps_its_worth(indices, share, level):
    cpi = indices["CPI"]
    ratio = cpi.point("2024-03").value / cpi.point("2011-03").value
    months = (MARCH_2011, MARCH_2024)
    pay = PaySeries("pay", "GBP a year", months, (level, level * ratio * share), 5.0)
    change = real_pay_change(pay, index=cpi, start="2011-03", end="2024-03")
    assert change.real.value == pytest.approx(100 * (share - 1), abs=1e-9)
