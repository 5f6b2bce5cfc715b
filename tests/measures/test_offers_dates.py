import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.offers import effective, on, statements

from analysis.measures.inputs import MISSING_ORDINAL
from analysis.measures.offers.dates import CLOCKS, first_days, last_days, offer_dates
from analysis.measures.offers.steps import Steps, extremes

ROWS = statements(
    {**on("2022-12-07"), **effective("2022-07-01")},
    effective("2022-07-01"),
    {},
    {"pay_year_from": None, "pay_year_to": None},
)


def test_the_stand_ins_come_in_their_order():
    dates = offer_dates(ROWS)
    of_offer = [CLOCKS[place] for place in dates.clock(of_offer=True)]
    of_award = [CLOCKS[place] for place in dates.clock(of_offer=False)]
    assert of_offer == ["offered", "effective", "pay_year", "none"]
    assert of_award == ["effective", "effective", "pay_year", "none"]


def test_a_pay_year_runs_from_april_to_march_and_a_deal_to_its_last():
    rows = statements({"pay_year_from": "2013-14", "pay_year_to": "2015-16"}, {"pay_year_to": None})
    dates = offer_dates(rows)
    assert dates.year_first.tolist() == [(2013 - 1970) * 12 + 3, (2022 - 1970) * 12 + 3]
    assert dates.year_last.tolist() == [(2016 - 1970) * 12 + 2, (2023 - 1970) * 12 + 2]


def test_months_become_their_first_and_last_days():
    months = np.array([0, 649, MISSING_ORDINAL])  # January 1970, February 2024
    assert first_days(months).astype("datetime64[D]").astype(str)[:2].tolist() == [
        "1970-01-01",
        "2024-02-01",
    ]
    assert last_days(months).astype("datetime64[D]").astype(str)[:2].tolist() == [
        "1970-01-31",
        "2024-02-29",
    ]
    assert first_days(months)[2] == last_days(months)[2] == MISSING_ORDINAL


def test_an_award_before_1970_and_blanks_keep_their_groups_apart():
    rows = statements(
        effective("1968-07-01"),
        effective("1969-07-01"),
        {**effective("1969-08-01"), "grade": "AA"},
        {},
    )
    months = offer_dates(rows).previous
    assert months.tolist() == [MISSING_ORDINAL, -18, MISSING_ORDINAL, MISSING_ORDINAL]


@given(
    st.lists(st.floats(-5, 30), min_size=1, max_size=20),
    st.lists(st.tuples(st.integers(-3, 22), st.integers(-3, 22)), min_size=1, max_size=10),
)
def test_extremes_are_the_lowest_and_highest_of_each_span(rates, spans):
    values, places = np.array(rates), np.arange(len(rates))
    steps = Steps(places, values, values, places, places, np.zeros(len(rates), dtype=np.int64))
    first, last = (np.array(ends) for ends in zip(*spans, strict=True))
    low, high, month_first, month_last, _ = extremes(steps, first, last)
    for place, (start, end) in enumerate(spans):
        inside = values[max(start, 0) : end + 1] if end >= 0 else values[:0]
        if len(inside) and end < len(values):
            assert (low[place], high[place]) == (inside.min(), inside.max())
            assert (month_first[place], month_last[place]) == (max(start, 0), end)
        else:
            assert np.isnan(low[place])
            assert np.isnan(high[place])
