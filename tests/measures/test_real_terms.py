import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.prices.changes import gap_points, nominal_change, real_change, yearly_rate
from analysis.measures.prices.deflation import deflate
from analysis.measures.prices.points import CONVENTIONS, PriceIdentity
from analysis.measures.prices.price_changes import price_changes
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.rates import PublishedRates
from analysis.measures.prices.real_terms import price_change, published_change
from analysis.periods import Month

levels = st.lists(st.floats(20, 500).map(lambda level: round(level, 1)), min_size=4, max_size=40)


def an_index(values, rates=None):
    identity = PriceIdentity("CPI", "D7BT", "2015=100")
    return PriceIndex(identity, Month(2020, 1), tuple(values), rates=rates)


def salary(pounds):
    """A published salary, rounded to ten pounds."""
    return Bounded(pounds, pounds - 5, pounds + 5)


def months(*texts):
    return pd.Series(pd.PeriodIndex(texts, freq="M"))


@pytest.mark.parametrize(
    ("name", "rate", "real", "gap"),
    [("CPI", 11.1, -7.3, -8.1), ("CPIH", 9.6, -6.0, -6.6), ("RPI", 14.2, -9.8, -11.2)],
)
def test_an_award_at_the_cap_of_december_2022(indices, name, rate, real, gap):
    inflation = price_change(indices[name], start="2021-10", end="2022-10")
    assert inflation.value == rate
    assert round(real_change(3, inflation).value, 1) == real
    assert round(gap_points(3, inflation).value, 1) == gap


@pytest.mark.parametrize(("name", "real"), [("CPI", -0.9), ("CPIH", 0.6), ("RPI", -13.2)])
def test_the_median_of_2011_to_2024_changes_sign_with_the_index(indices, name, real):
    nominal = nominal_change(salary(23760), salary(33980))
    change = real_change(nominal, price_change(indices[name], start="2011-03", end="2024-03"))
    assert round(nominal.value, 1) == 43.0
    assert round(change.value, 1) == real
    assert change.sign_certain


def test_a_mean_of_months_gives_the_uprating_that_the_tuc_did_not_get(indices):
    index = indices["CPI"]
    uprating = price_change(index, start="2010-01", end="2020-01", convention=CONVENTIONS[1])
    assert round(1 + uprating.value / 100, 4) == 1.2160


def test_twelve_months_use_the_published_rate_and_others_the_index(indices):
    cpi = indices["CPI"]
    year = price_change(cpi, start="1988-01", end="1989-01")
    assert (year.value, year.how) == (4.9, "published 12-month rate")
    assert year.rows == (("prices", "D7G7/1989-01"),)
    longer = price_change(cpi, start="1988-01", end="1989-02")
    assert longer.how == "ratio of index values"
    assert longer.rows == (("prices", "D7BT/1988-01"), ("prices", "D7BT/1989-02"))


def test_a_rate_beyond_the_end_of_its_index_still_serves(indices):
    change = price_change(indices["CPIH"], start="2025-08", end="2026-08")
    assert (change.value, change.how) == (3.3, "published 12-month rate")


def test_a_change_in_prices_says_which_way_over_what_and_how_it_was_come_by():
    rates = PublishedRates("CPI", "D7G7", "latest", Month(2021, 1), (-0.1,))
    index = an_index([100.0] * 12 + [99.0], rates)
    assert repr(price_change(index, start="2020-01", end="2021-01")) == (
        "CPI prices fell 0.1 % (0.05 to 0.15), 2020-01 to 2021-01: published 12-month rate"
    )
    assert repr(price_change(index, start="2020-01", end="2020-02")) == (
        "CPI prices rose 0.0 % (-0.10 to 0.10), 2020-01 to 2020-02: ratio of index values"
    )


def test_a_change_of_an_index_of_rates_alone_names_its_series_and_has_no_base():
    rates = PublishedRates("HCI", "HCI-ALL", "2025-05-01", Month(2025, 3), (2.7,))
    change = published_change(rates, start="2024-03", end="2025-03")
    assert change.identity == PriceIdentity("HCI", "HCI-ALL", "", "2025-05-01")
    assert change.rows == (("prices", "HCI-ALL/2025-03"),)


def test_an_average_over_a_year_is_never_the_published_monthly_rate(indices):
    change = price_change(
        indices["CPI"], start="2021-10", end="2022-10", convention="calendar-year average"
    )
    assert (change.from_text, change.to_text) == ("2021", "2022")
    assert round(change.value, 1) == 9.1
    assert len(change.rows) == 24


def test_unknown_conventions_and_months_are_refused_with_the_nearest(frozen):
    with pytest.raises(MeasureError, match="Did you mean calendar-year average"):
        price_change(frozen["CPI"], start="2010-01", end="2011-01", convention="calendar year")
    with pytest.raises(MeasureError, match="is a year"):
        price_change(frozen["CPI"], start="2010", end="2011-01")
    with pytest.raises(MeasureError, match="Nearest: 2026-06"):
        price_change(frozen["RPI"], start="2011-01", end="2026-08")


def test_columns_of_months_agree_with_single_changes(indices):
    cpih = indices["CPIH"]
    start, end = months("2011-03", "2021-10", "2025-08"), months("2024-03", "2022-10", "2026-08")
    table = price_changes(cpih, start=start, end=end)
    for row in table.itertuples():
        one = price_change(cpih, start=start[row.Index], end=end[row.Index])
        assert (row.inflation_pct, row.inflation_low_pct, row.inflation_high_pct, row.how) == (
            one.value,
            one.low,
            one.high,
            one.how,
        )


def test_ragged_ends_are_reported_and_never_filled(frozen):
    table = price_changes(
        frozen["RPI"],
        start=months("2011-03", "1980-01", None),
        end=months("2026-08", "1990-01", "2020-01"),
    )
    assert table["inflation_pct"].isna().all()
    assert table["missing"].tolist() == [
        "outside 2002-04 to 2026-06",
        "outside 2002-04 to 2026-06",
        "no month given",
    ]


def test_columns_of_months_give_every_figure_its_bounds_its_source_or_why_there_is_none():
    rates = PublishedRates("CPI", "D7G7", "latest", Month(2021, 1), (10.0, 12.4))
    index = an_index([100.0] * 12 + [110.0] * 2, rates)
    start = months("2020-01", "2020-02", "2020-01", "2019-12", "2020-01", None, None)
    end = months("2021-01", "2021-02", "2020-06", "2020-06", "2021-03", "2020-06", "2025-01")
    start.index = end.index = pd.RangeIndex(5, 12)
    outside = "outside 2020-01 to 2021-02"
    printed, divided, none = "published 12-month rate", "ratio of index values", np.nan
    half = 100 * (100.05 / 99.95 - 1)
    expected = pd.DataFrame(
        {
            "start": start,
            "end": end,
            "inflation_pct": [10.0, 12.4, 0.0, none, none, none, none],
            "inflation_low_pct": [9.95, 12.35, 100 * (99.95 / 100.05 - 1), *[none] * 4],
            "inflation_high_pct": [10.05, 12.45, half, *[none] * 4],
            "how": pd.array([printed, printed, divided, *[none] * 4], dtype="str"),
            "missing": pd.array(
                ["", "", "", outside, outside, "no month given", "no month given"], dtype="str"
            ),
        },
        index=start.index,
    )
    pd.testing.assert_frame_equal(price_changes(index, start=start, end=end), expected)
    unnamed = price_changes(index, start=pd.PeriodIndex(start), end=pd.PeriodIndex(end))
    pd.testing.assert_frame_equal(unnamed, expected.reset_index(drop=True))


def test_a_printed_rate_serves_no_other_span_and_no_averages():
    rates = PublishedRates("CPI", "D7G7", "latest", Month(2021, 1), (10.0,) * 12)
    index = an_index([100.0] * 12 + [120.0] * 12, rates)
    for ends in ("2020-12", "2021-02"):
        found = price_changes(index, start=months("2020-01"), end=months(ends))
        assert found["how"].item() == "ratio of index values"
    averaged = price_changes(
        index,
        start=months("2020-01"),
        end=months("2021-01"),
        convention="calendar-year average",
    )
    assert averaged["inflation_pct"].item() == pytest.approx(20)
    assert averaged["how"].item() == "ratio of index values"


def test_the_order_of_rows_never_matters(indices):
    start, end = months("2011-03", "2008-04", "2015-07"), months("2024-03", "2020-06", "2016-07")
    straight = price_changes(indices["CPI"], start=start, end=end)
    turned = price_changes(indices["CPI"], start=start[::-1], end=end[::-1])
    pd.testing.assert_frame_equal(turned.sort_index(), straight)


@given(levels)
def test_chained_spans_equal_the_whole_within_rounding(values):
    index = an_index(values)
    first, middle, last = Month(2020, 1), Month(2020, 3), index.last
    whole = index.ratio(first, last)
    parts = index.ratio(first, middle), index.ratio(middle, last)
    assert parts[0].value * parts[1].value == pytest.approx(whole.value)
    assert parts[0].low * parts[1].low <= whole.value * (1 + 1e-12)
    assert parts[0].high * parts[1].high >= whole.value * (1 - 1e-12)


@given(levels, st.lists(st.floats(1, 1e6), min_size=4, max_size=4))
def test_deflating_there_and_back_returns_the_same_money(values, pay):
    index = an_index(values)
    frame = pd.DataFrame({"period": pd.period_range("2020-01", periods=4, freq="M"), "value": pay})
    there = deflate(frame, index=index, to="2020-02")
    back = there.frame["real_value"] * [
        index.ratio(Month(2020, 2), Month(2020, 1) + number).value for number in range(4)
    ]
    np.testing.assert_allclose(back, pay)
    assert (there.frame["real_value_low"] <= there.frame["real_value"] * (1 + 1e-12)).all()
    assert (there.frame["real_value_high"] >= there.frame["real_value"] * (1 - 1e-12)).all()


@given(st.floats(-50, 400), st.floats(-20, 400))
def test_a_real_change_undone_by_prices_is_the_nominal_one(nominal, inflation):
    real = real_change(nominal, inflation).value
    assert (1 + real / 100) * (1 + inflation / 100) == pytest.approx(1 + nominal / 100)


@given(levels)
def test_a_later_observation_changes_no_earlier_result(values):
    shorter, longer = an_index(values), an_index([*values, 123.4])
    span = {"start": Month(2020, 1), "end": Month(2020, 4)}
    assert price_change(shorter, **span) == price_change(longer, **span)


def test_deflating_leaves_the_frame_it_was_given_alone(indices):
    frame = pd.DataFrame({"period": months("2011-03"), "value": [23760.0]})
    before = frame.copy()
    deflate(frame, index=indices["CPI"], to="2024-03")
    pd.testing.assert_frame_equal(frame, before)


def test_months_without_a_price_are_blank_and_named(frozen):
    frame = pd.DataFrame({"period": months("2026-05", "2026-07", "2026-08"), "value": [1.0] * 3})
    deflated = deflate(frame, index=frozen["RPI"], to="2026-06")
    assert deflated.covered == (Month(2026, 5), Month(2026, 5))
    assert deflated.missing == (Month(2026, 7), Month(2026, 8))
    assert deflated.frame["real_value"].isna().tolist() == [False, True, True]
    assert "runs to 2026-06" in deflated.note


def test_deflating_what_no_price_covers_is_refused(indices):
    frame = pd.DataFrame({"period": months("1970-01", "1971-01"), "value": [1.0, 2.0]})
    with pytest.raises(MeasureError, match="covers no month of 1970-01 to 1971-01"):
        deflate(frame, index=indices["CPI"], to="2024-03")
    with pytest.raises(MeasureError, match="Nearest: 2026-08"):
        deflate(frame, index=indices["CPI"], to="2027-03")
    with pytest.raises(MeasureError, match="no column value"):
        deflate(frame.drop(columns="value"), index=indices["CPI"], to="2024-03")
    with pytest.raises(MeasureError, match="no rows"):
        deflate(frame.iloc[:0], index=indices["CPI"], to="2024-03")


def test_a_last_digit_or_a_sign_that_rests_on_rounding_says_so():
    nominal = nominal_change(salary(20000), salary(20200))
    flat = real_change(nominal, Bounded.rounded(1.0, decimals=1))
    assert not flat.sign_certain
    assert not flat.printed_certain(1)
    assert real_change(3, Bounded.rounded(11.1, decimals=1)).sign_certain


def test_bounds_must_hold_their_value():
    with pytest.raises(MeasureError, match="within its bounds"):
        Bounded(1.0, 2.0, 3.0)
    with pytest.raises(MeasureError, match="a number was expected"):
        real_change(float("nan"), 2.0)


def test_a_change_per_year_is_geometric():
    assert yearly_rate(21.0, months=24).value == pytest.approx(10.0)
    with pytest.raises(MeasureError, match="at least a month"):
        yearly_rate(21.0, months=0)
