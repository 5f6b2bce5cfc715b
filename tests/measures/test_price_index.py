from datetime import date

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.prices.points import CONVENTIONS, PriceIdentity
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.price_record import price_index, published_rates
from analysis.periods import Month

CPI = PriceIdentity("CPI", "D7BT", "2015=100")
FOUR_MONTHS = (100.0, 101.0, 102.0, 105.0)


def an_index():
    return PriceIndex(CPI, Month(2020, 1), FOUR_MONTHS)


def some_prices(**changes):
    columns = {
        "series": "D7BT",
        "index": "CPI",
        "measure": "index",
        "base": "2015=100",
        "frequency": "month",
        "period": pd.period_range("2022-09", "2022-11", freq="M"),
        "value": [123.8, 126.2, 126.7],
        "decimals": 1,
        "known_from": pd.to_datetime(["2022-10-19", "2022-11-16", "2022-12-14"]),
        "known_until": pd.NaT,
    }
    return pd.DataFrame(columns | changes)


@pytest.mark.parametrize(
    "other",
    [
        PriceIdentity("RPI", "CHAW", "Jan 1987=100"),
        PriceIdentity("CPI", "D7BT", "2005=100"),
        PriceIdentity("CPI", "D7BT", "2015=100", date(2022, 12, 7)),
        PriceIdentity("CPI", "D7BT", "2015=100", "latest", "year"),
    ],
    ids=["series", "base", "vintage", "frequency"],
)
def test_dividing_across_identities_is_refused_and_names_both(other):
    point = PriceIndex(other, Month(2020, 1), FOUR_MONTHS).point(
        "2020-01", "calendar-year average" if other.frequency == "year" else "month to month"
    )
    with pytest.raises(MeasureError) as refusal:
        an_index().ratio(Month(2020, 1), point)
    assert CPI.text in str(refusal.value)
    assert other.text in str(refusal.value)


def test_points_have_no_division_of_their_own():
    point = an_index().point("2020-01")
    with pytest.raises(TypeError):
        point / point


def test_a_bare_number_is_no_point():
    with pytest.raises(MeasureError, match="points or months"):
        an_index().ratio(101.0, Month(2020, 4))


def test_a_month_is_not_divided_by_an_average():
    index = an_index()
    with pytest.raises(MeasureError, match="one convention"):
        index.ratio(index.point("2020-01"), index.point("2020-04", "three-month average"))


def test_an_index_cannot_be_changed():
    index = an_index()
    with pytest.raises(AttributeError):
        index.values = (1.0,)
    with pytest.raises(ValueError, match="read-only"):
        index._levels["month to month"][0] = 1.0


def test_a_point_divided_by_itself_is_exactly_one():
    ratio = an_index().ratio(Month(2020, 2), Month(2020, 2))
    assert (ratio.value, ratio.low, ratio.high) == (1.0, 1.0, 1.0)


def test_rounding_bounds_hold_the_ends_of_what_may_have_been_published():
    ratio = an_index().ratio(Month(2020, 1), Month(2020, 4))
    assert ratio.low == pytest.approx(104.95 / 100.05)
    assert ratio.high == pytest.approx(105.05 / 99.95)


def test_averages_take_their_window_and_name_it(indices):
    cpi = indices["CPI"]
    assert cpi.point("2010-06", "calendar-year average").text == "2010"
    assert cpi.point("2023-02", "financial-year average").text == "2022-23"
    assert cpi.point("2022-06", "three-month average").text == "2022-04 to 2022-06"
    assert cpi.point("2022-10").text == "2022-10"


def test_the_mean_of_a_calendar_year_is_the_published_annual_index(indices):
    # Annual averages of CPI as the same release prints them, to one decimal.
    assert indices["CPI"].point("2019-01", "calendar-year average").value == pytest.approx(
        107.8, abs=0.05
    )


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_arrays_and_single_ratios_are_one_computation(indices, convention):
    cpi = indices["CPI"]
    months = [Month(2008, 4) + step for step in range(60)]
    value, low, high = cpi.ratios(
        [month.ordinal for month in months], [Month(2020, 6).ordinal] * 60, convention
    )
    for place, month in enumerate(months):
        one = cpi.ratio(cpi.point(month, convention), cpi.point("2020-06", convention))
        assert (one.value, one.low, one.high) == (value[place], low[place], high[place])


@pytest.mark.parametrize(
    ("month", "convention", "asked", "near"),
    [
        ("1987-12", "month to month", "1987-12", "1988-01"),
        ("2026-09", "month to month", "2026-09", "2026-08"),
        ("2026-08", "calendar-year average", "2026", "2025"),
        ("2026-08", "financial-year average", "2026-27", "2025-26"),
        ("1988-02", "three-month average", "1987-12 to 1988-02", "1988-01 to 1988-03"),
    ],
)
def test_a_month_outside_the_index_names_what_is_nearest(indices, month, convention, asked, near):
    with pytest.raises(MeasureError) as refusal:
        indices["CPI"].point(month, convention)
    text = str(refusal.value)
    assert f"has no {asked}:" in text
    assert "1988-01 to 2026-08" in text
    assert f"Nearest: {near}." in text


def test_an_annual_index_gives_years_and_refuses_months():
    identity = PriceIdentity("RPI", "CDKO", "Jan 1974=100", frequency="year")
    index = PriceIndex(identity, Month(1914, 1), (9.8, 11.0))
    assert index.point("1915-06", "calendar-year average").value == 11.0
    with pytest.raises(MeasureError, match="calendar-year average"):
        index.point("1914-06")


def test_prices_give_an_index_with_its_identity():
    index = price_index(some_prices(), index="CPI")
    assert index.identity == CPI
    assert index.span == "2022-09 to 2022-11"


def test_row_order_does_not_matter():
    frame = some_prices()
    assert price_index(frame[::-1], index="CPI") == price_index(frame, index="CPI")


def test_a_vintage_holds_only_what_was_known_that_day():
    index = price_index(some_prices(), index="CPI", vintage="2022-12-07")
    assert index.last == Month(2022, 10)
    assert index.identity.vintage == date(2022, 12, 7)


def test_a_revised_value_is_replaced_only_from_the_day_of_its_revision():
    old = some_prices(known_until=[pd.NaT, pd.Timestamp("2023-01-31"), pd.NaT])
    new = some_prices(value=[0, 126.4, 0], known_from=pd.Timestamp("2023-02-01")).iloc[[1]]
    both = pd.concat([new, old])
    assert price_index(both, index="CPI", vintage="2023-01-31").values[1] == 126.2
    assert price_index(both, index="CPI", vintage="2023-02-01").values[1] == 126.4
    assert price_index(both, index="CPI").values[1] == 126.4


def test_an_index_not_yet_published_says_when_it_was():
    with pytest.raises(MeasureError, match=r"not known on 2012-01-01.*Nearest: 2022-10-19"):
        price_index(some_prices(), index="CPI", vintage="2012-01-01")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"base": ["2015=100", "2015=100", "2005=100"]}, "one reference base"),
        ({"base": None}, "found none"),
        ({"value": [123.8, None, 126.7]}, "no number for 2022-10"),
        ({"period": pd.PeriodIndex(["2022-09", "2022-10", "2022-12"], freq="M")}, "gap after"),
        ({"measure": "rate_12m"}, "rates are never chained"),
        ({"series": ["D7BT", "D7BT", "CDKO"]}, "several series here, CDKO, D7BT"),
    ],
)
def test_a_frame_that_is_no_single_index_is_refused(changes, message):
    with pytest.raises(MeasureError, match=message):
        price_index(some_prices(**changes), index="CPI")


def test_an_unknown_index_names_the_nearest():
    with pytest.raises(MeasureError, match="Did you mean CPI"):
        price_index(some_prices(), index="CIP")


def test_an_empty_frame_and_a_missing_column_are_refused():
    with pytest.raises(MeasureError, match="no rows"):
        price_index(some_prices().iloc[:0], index="CPI")
    with pytest.raises(MeasureError, match="no column decimals"):
        price_index(some_prices().drop(columns="decimals"), index="CPI")


def test_rpi_since_1947_is_asked_for_by_its_own_name(prices):
    long_run = price_index(prices, index="RPI", series="CDKO")
    assert long_run.first == Month(1947, 6)
    with pytest.raises(MeasureError, match="cannot divide across"):
        price_index(prices, index="RPI").ratio(long_run.point("1986-01"), Month(2020, 1))


def test_published_rates_are_read_as_printed(prices):
    rates = published_rates(prices, index="RPI")
    assert (rates.index, rates.series, rates.vintage) == ("RPI", "CZBH", "latest")
    assert rates.rate("2022-10").value == 14.2
    assert published_rates(prices, index="RPI", vintage="2022-11-15").last == Month(2022, 9)
    with pytest.raises(MeasureError, match=r"1989-01 to 2026-08\. Nearest: 1989-01"):
        published_rates(prices, index="CPI").rate("1988-06")


def test_a_rate_printed_for_some_months_is_blank_in_the_others():
    held = published_rates(
        pd.DataFrame(
            {
                "series": "HCI",
                "index": "HCI",
                "measure": "rate_12m",
                "base": None,
                "frequency": "some months",
                "period": pd.PeriodIndex(["2023-12", "2023-03", "2023-09"], freq="M"),
                "value": [4.25, 9.5, 8.0],
                "decimals": [2, 1, 1],
            }
        ),
        index="HCI",
    )
    blank = None
    assert (held.index, held.series, held.first, held.last, held.decimals) == (
        *("HCI", "HCI", Month(2023, 3), Month(2023, 12)),
        2,
    )
    assert [None if value != value else value for value in held.values] == [
        *(9.5, blank, blank, blank, blank, blank, 8.0, blank, blank, 4.25)
    ]
    assert held.known(Month(2023, 9))
    assert not held.known(Month(2023, 10))
