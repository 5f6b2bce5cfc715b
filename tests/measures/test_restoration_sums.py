"""What restores a base, by hand: prices of a few round numbers, pay known to within 5 pounds."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.pay.break_even import break_even
from analysis.measures.pay.pay_series import PaySeries, real_pay_change
from analysis.measures.pay.restoration import restore_now, restore_over
from analysis.measures.prices.points import CONVENTIONS, PriceIdentity
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month

IDENTITY = PriceIdentity("CPI", "D7BT", "2015=100")
# 100 in 2020, 110 in 2021, 121 in 2022, each month alike.
CPI = PriceIndex(
    IDENTITY, Month(2020, 1), tuple(level for level in (100.0, 110.0, 121.0) for _ in range(12))
)
MARCHES = tuple(Month(year, 3).ordinal for year in (2020, 2021, 2022))
ROWS = tuple(("salaries", str(year)) for year in (2020, 2021, 2022))
PAY = PaySeries("a salary", "GBP a year", MARCHES, (20_000.0, 21_000.0, 22_000.0), 5.0, ROWS)
CALENDAR = "calendar-year average"
FORECASTS = pd.DataFrame(
    {
        "key": ["f1", "f2", "f3"],
        "index": "CPI",
        "basis": "calendar_year",
        "period": ["2022", "2023", "2024"],
        "growth_pct": [10.0, 2.0, 3.0],
    }
)


def over(pay=PAY, **choices):
    asked = {"base": "2020-03", "now": "2022-03", "years": 2, "convention": CALENDAR}
    return restore_over(pay, **({"index": CPI, "forecasts": FORECASTS} | asked | choices))


def test_the_rise_that_restores_a_base_now():
    found = restore_now(PAY, index=CPI, base="2020-03", now="2022-03")
    assert found.needed.value == pytest.approx(10.0)  # 1.21 / 1.10
    assert found.needed.low == pytest.approx(100 * (120.95 / 100.05 / (22_005 / 19_995) - 1))
    assert found.needed.high == pytest.approx(100 * (121.05 / 99.95 / (21_995 / 20_005) - 1))
    assert found.real.value == pytest.approx(-100 / 11)
    assert (found.from_gbp.value, found.from_gbp.low, found.from_gbp.high) == (
        22_000.0,
        21_995.0,
        22_005.0,
    )
    assert found.to_gbp.value == pytest.approx(24_200.0)
    assert found.to_gbp.low == pytest.approx(21_995 * (1 + found.needed.low / 100))
    assert found.to_gbp.high == pytest.approx(22_005 * (1 + found.needed.high / 100))
    assert (found.pay, found.base, found.now) == ("a salary", Month(2020, 3), Month(2022, 3))
    assert found.rows == (ROWS[0], ROWS[2], ("prices", "D7BT/2020-03"), ("prices", "D7BT/2022-03"))


def test_a_restoration_says_in_a_line_what_rise_would_restore_what():
    found = restore_now(PAY, index=CPI, base="2020-03", now="2022-03")
    assert repr(found) == (
        "a salary: a rise of 10.0 % would restore 2020-03 at 2022-03 "
        "(£22,000 now, £24,200 restored)"
    )
    rich = PaySeries("rich", "GBP a year", MARCHES, (20_000.0, 24_200.0, 48_400.0), 5.0, ROWS)
    found = restore_now(rich, index=CPI, base="2020-03", now="2022-03")
    assert repr(found) == ("rich: 50.0 % above 2020-03 at 2022-03 (£48,400 now, £24,200 restored)")
    still = replace(found, needed=Bounded.exact(0.0))
    assert repr(still).startswith("rich: a rise of 0.0 % would restore 2020-03 at 2022-03 ")


def test_a_restoration_by_an_average_rests_on_the_months_of_both_years():
    found = restore_now(PAY, index=CPI, base="2020-03", now="2022-03", convention=CALENDAR)
    assert found.needed.value == pytest.approx(10.0)
    assert len(found.rows) == 2 + 24


def test_a_restoration_is_spread_evenly_over_years_against_forecast_prices():
    found = over()
    whole = 1.1 * 1.02 * 1.03
    assert found.years == 2
    assert found.yearly.value == pytest.approx(100 * (whole**0.5 - 1))
    assert found.keeping_pace == pytest.approx(100 * ((1.02 * 1.03) ** 0.5 - 1))
    for end in ("low", "high"):
        needed = getattr(found.now.needed, end)
        expected = 100 * (((1 + needed / 100) * 1.02 * 1.03) ** 0.5 - 1)
        assert getattr(found.yearly, end) == pytest.approx(expected)
    steps = found.steps
    assert steps["year"].tolist() == ["2023", "2024"]
    assert steps["forecast_pct"].tolist() == [2.0, 3.0]
    assert steps["outturn"].tolist() == ["", ""]
    assert steps["rise_pct"].tolist() == [found.yearly.value] * 2
    rise = whole**0.5
    assert steps["pay_gbp"].tolist() == pytest.approx([22_000 * rise, 22_000 * rise**2])
    assert steps["real_pct"].tolist() == pytest.approx([100 * (rise / 1.1 / 1.02 - 1), 0.0])
    assert found.carried == ()
    assert found.rows[:2] == (ROWS[0], ROWS[2])
    assert found.rows[-2:] == (("forecasts", "f2"), ("forecasts", "f3"))
    assert len(found.rows) == 2 + 24 + 2


def test_a_year_that_is_not_complete_is_carried_by_its_own_forecast():
    cut = PriceIndex(IDENTITY, Month(2020, 1), CPI.values[:24])
    found = over(index=cut, years=1)
    assert found.carried == ("2022",)
    assert found.now.needed.value == pytest.approx(10.0)  # 1.1 of 2021 and 1.1 forecast
    assert found.now.real.value == pytest.approx(-100 / 11)
    assert found.now.needed.low == pytest.approx(
        100 * (109.95 / 100.05 * 1.1 / (22_005 / 19_995) - 1)
    )
    assert found.steps["year"].tolist() == ["2023"]
    assert found.yearly.value == pytest.approx(100 * (1.1 * 1.02 - 1))
    assert found.steps["real_pct"].tolist() == pytest.approx([0.0])
    assert found.rows[-2:] == (("forecasts", "f1"), ("forecasts", "f2"))
    assert {row for row in found.rows if row[0] == "prices"} == {
        ("prices", f"D7BT/{year}-{month:02d}") for year in (2020, 2021) for month in range(1, 13)
    }


def test_the_year_in_which_the_index_ends_may_lie_two_years_back_and_no_further():
    cut = PriceIndex(IDENTITY, Month(2020, 1), CPI.values[:24])
    more = pd.concat([FORECASTS, FORECASTS.iloc[:1].assign(key="f0", period="2021")])
    whole = PriceIndex(IDENTITY, Month(2020, 1), CPI.values[:12])
    base_later = {"base": "2020-03", "index": whole, "forecasts": more, "years": 1}
    assert over(**base_later).carried == ("2021", "2022")
    pay = PaySeries("pay", "GBP a year", (*MARCHES, Month(2024, 3).ordinal), (2e4,) * 4, 5.0)
    with pytest.raises(MeasureError, match=r"has no 2024: it runs from 2020-01 to 2021-12\."):
        over(pay, index=cut, now="2024-03", years=1)


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"years": 0}, "a restoration is spread over one year or more, asked 0."),
        (
            {"convention": "by guess"},
            (
                "no convention 'by guess'. Allowed: month to month, calendar-year average, "
                "financial-year average, three-month average."
            ),
        ),
    ],
)
def test_what_cannot_be_spread_is_one_sentence(choices, told):
    with pytest.raises(MeasureError) as refused:
        over(**choices)
    assert str(refused.value) == told


def test_each_award_is_set_against_what_would_have_kept_level():
    found = break_even(PAY, index=CPI, base="2020-03")
    assert found.round(4).to_dict("records") == [
        {
            "start": "2020-03",
            "end": "2021-03",
            "missing": "",
            "years": 1.0,
            "rise_pct": 5.0,
            "break_even_pct": 10.0,
            "gap_points": -5.0,
            "real_pct": -4.5455,
            "since_base_pct": -4.5455,
            "needed_pct": 10.0,
            "pay_gbp": 21_000.0,
            "level_gbp": 22_000.0,
        },
        {
            "start": "2021-03",
            "end": "2022-03",
            "missing": "",
            "years": 1.0,
            "rise_pct": 4.7619,
            "break_even_pct": 10.0,
            "gap_points": -5.2381,
            "real_pct": -4.7619,
            "since_base_pct": -9.0909,
            "needed_pct": 15.2381,
            "pay_gbp": 22_000.0,
            "level_gbp": 24_200.0,
        },
    ]


def test_an_award_after_the_last_price_says_why_it_has_no_figure():
    cut = PriceIndex(IDENTITY, Month(2020, 1), CPI.values[:24])
    found = break_even(PAY, index=cut, base="2020-03")
    assert found["missing"].tolist() == [
        "",
        f"{IDENTITY.text} has no 2022-03: it runs from 2020-01 to 2021-12. Nearest: 2021-12.",
    ]
    assert found["rise_pct"].isna().tolist() == [False, True]
    with pytest.raises(MeasureError) as refused:
        break_even(PAY, index=CPI, base="2022-03")
    assert str(refused.value) == "a salary has no figure after 2022-03."


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_prices_of_every_figure_are_by_the_convention_asked(convention):
    rising = PriceIndex(IDENTITY, Month(2019, 4), tuple(100.0 + number for number in range(48)))
    base, middle, now = (rising.point(f"{year}-03", convention).value for year in range(2020, 2023))
    lines = break_even(PAY, index=rising, base="2020-03", convention=convention)
    assert lines["break_even_pct"].tolist() == pytest.approx(
        [100 * (middle / base - 1), 100 * (now / middle - 1)]
    )
    assert lines["level_gbp"].tolist() == pytest.approx(
        [20_000 * middle / base, 20_000 * now / base]
    )
    whole = restore_now(PAY, index=rising, base="2020-03", now="2022-03", convention=convention)
    assert whole.needed.value == pytest.approx(100 * (now / base / 1.1 - 1))


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_pay_of_every_month_is_by_the_convention_asked_too(convention):
    """By a year's average two months of one year are one figure: nothing rises between them."""
    months = tuple(range(Month(2019, 4).ordinal, Month(2023, 4).ordinal))
    levels = tuple(20_000.0 + 100 * number**1.5 for number in range(48))
    rising = PaySeries("awe", "GBP a year", months, levels, 5.0, frequency="month")
    lines = break_even(rising, index=CPI, base="2021-12", convention=convention)
    line = lines.set_index("end").loc["2022-01"]
    before, after = (rising.point(month, convention).value for month in ("2021-12", "2022-01"))
    assert line["pay_gbp"] == pytest.approx(after)
    assert line["rise_pct"] == pytest.approx(100 * (after / before - 1))
    assert (before == after) == (convention == CONVENTIONS[2])


def test_a_change_of_pay_says_whose_when_and_by_which_rows():
    found = real_pay_change(PAY, index=CPI, start="2020-03", end="2022-03", convention=CALENDAR)
    assert (found.pay, found.start, found.end) == ("a salary", Month(2020, 3), Month(2022, 3))
    assert (found.nominal.value, found.prices.value) == pytest.approx((10.0, 21.0))
    assert found.real.value == pytest.approx(100 * (1.1 / 1.21 - 1))
    assert found.real.low == pytest.approx(100 * (21_995 / 20_005 * 99.95 / 121.05 - 1))
    assert found.real.high == pytest.approx(100 * (22_005 / 19_995 * 100.05 / 120.95 - 1))
    assert found.rows == (ROWS[0], ROWS[2], *found.prices.rows)
    assert found.note == "the last digit rests on rounding: between −9.2 % and −9.0 %"


def test_monthly_pay_of_the_end_is_by_the_convention_of_its_prices():
    months = tuple(range(Month(2020, 1).ordinal, Month(2023, 1).ordinal))
    levels = tuple(20_000.0 + 100 * number for number in range(36))
    rising = PaySeries("awe", "GBP a year", months, levels, 5.0, frequency="month")
    found = over(rising)
    assert found.now.from_gbp.value == pytest.approx(22_950.0)  # the mean of 22,400 to 23,500
    assert found.now.needed.value == pytest.approx(100 * (1.21 * 20_550 / 22_950 - 1))
