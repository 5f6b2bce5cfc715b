import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MeasureError
from analysis.measures.claims.forms import rise_needed
from analysis.measures.pay.break_even import break_even
from analysis.measures.pay.pay_series import PaySeries
from analysis.measures.pay.restoration import restore_now, restore_over
from analysis.measures.pay.salaries import salary_series
from analysis.measures.prices.points import CONVENTIONS
from analysis.measures.prices.price_forecasts import price_forecast

CALENDAR, FINANCIAL = CONVENTIONS[1:3]


@pytest.fixture(scope="module")
def pay(record):
    return salary_series(record["salaries"])


@pytest.fixture(scope="module")
def forecasts(record):
    return record["forecasts"]


@pytest.mark.parametrize(("name", "needed"), [("CPI", 0.9), ("CPIH", -0.6), ("RPI", 15.2)])
def test_what_would_restore_2011_in_2024_turns_on_the_index(pay, indices, name, needed):
    found = restore_now(pay, index=indices[name], base="2011-03", now="2024-03")
    assert round(found.needed.value, 1) == needed
    assert found.to_gbp.value == pytest.approx(33980 * (1 + found.needed.value / 100))


def test_the_rise_needed_is_the_other_form_of_the_fall(pay, indices):
    found = restore_now(pay, index=indices["RPI"], base="2011-03", now="2024-03")
    form = rise_needed(found.real)
    assert (found.needed.value, found.needed.low, found.needed.high) == pytest.approx(
        (form.value, form.low, form.high)
    )


def year_with_outturn(index, first, forecast_pct):
    """The rise of a year's average: each month as published, else forecast, by plain sums."""
    now = before = 0.0
    for month in pd.period_range(first, periods=12, freq="M"):
        last_year = index.point(str(month - 12)).value
        published = str(month) <= index.last.text
        now += index.point(str(month)).value if published else last_year * (1 + forecast_pct / 100)
        before += last_year
    return 100 * (now / before - 1)


def test_after_the_phased_rises_pay_is_worth_what_it_was(pay, indices, forecasts):
    found = restore_over(
        pay, index=indices["CPI"], forecasts=forecasts, base="2011-03", now="2026-03", years=4
    )
    assert found.steps["year"].tolist() == ["2026-27", "2027-28", "2028-29", "2029-30"]
    first = year_with_outturn(indices["CPI"], "2026-04", 2.0145)
    assert found.steps["forecast_pct"].tolist() == pytest.approx([first, 1.9499, 2.0362, 2.0001])
    assert found.steps["outturn"].tolist() == ["2026-08", "", "", ""]
    assert found.steps["real_pct"].iloc[-1] == pytest.approx(0, abs=1e-9)
    assert found.carried == ()
    assert round(found.yearly.value, 2) == 1.3
    assert found.yearly.low < found.yearly.value < found.yearly.high


def test_one_year_is_the_gap_and_the_forecast_together(pay, indices, forecasts):
    found = restore_over(
        pay, index=indices["CPI"], forecasts=forecasts, base="2021-03", now="2026-03", years=1
    )
    ahead = year_with_outturn(indices["CPI"], "2026-04", 2.0145)
    both = (1 + found.now.needed.value / 100) * (1 + ahead / 100)
    assert found.yearly.value == pytest.approx(100 * (both - 1))
    assert found.keeping_pace == pytest.approx(ahead)


def test_more_years_bring_the_rise_nearer_to_the_forecast(indices, record, forecasts):
    pay = salary_series(record["salaries"], grade="G6/G7")
    rises = [
        restore_over(
            pay,
            index=indices["CPI"],
            forecasts=forecasts,
            base="2020-03",
            now="2026-03",
            years=years,
        ).yearly.value
        for years in (1, 2, 3, 5)
    ]
    assert rises == sorted(rises, reverse=True)


def test_rpi_has_forecasts_of_calendar_years_and_the_open_year_is_carried(pay, indices, forecasts):
    found = restore_over(
        pay,
        index=indices["RPI"],
        forecasts=forecasts,
        base="2011-03",
        now="2026-03",
        years=3,
        convention=CALENDAR,
    )
    assert found.carried == ("2026",)
    assert found.steps["year"].tolist() == ["2027", "2028", "2029"]
    outturn = indices["RPI"].point("2025-06", CALENDAR).value
    base = indices["RPI"].point("2011-06", CALENDAR).value
    level = outturn / base * (1 + year_with_outturn(indices["RPI"], "2026-01", 3.1) / 100)
    assert found.now.needed.value == pytest.approx(100 * (level / (37820 / 23760) - 1))
    assert found.steps["real_pct"].iloc[-1] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "convention"),
    [("CPIH", FINANCIAL), ("CPIH", CALENDAR), ("RPI", FINANCIAL), ("CPI", CONVENTIONS[0])],
)
def test_what_is_not_forecast_is_refused_with_what_is(pay, indices, forecasts, name, convention):
    with pytest.raises(MeasureError, match=f"no forecast of {name} by {convention}; there are: "):
        restore_over(
            pay,
            index=indices[name],
            forecasts=forecasts,
            base="2011-03",
            now="2024-03",
            years=2,
            convention=convention,
        )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ({"years": 9}, "no forecast of CPI for 2031-32: it has 2025-26 to 2030-31"),
        ({"years": 0}, "one year or more, asked 0"),
        ({"now": "2025-03"}, "has no 2025-03"),
        ({"base": "2010-03"}, "has no 2010-03. Nearest: 2011-03"),
        ({"convention": "financial year"}, "Did you mean financial-year average"),
    ],
)
def test_what_cannot_be_phased_is_said(pay, indices, forecasts, call, words):
    given = {"base": "2011-03", "now": "2026-03", "years": 3, **call}
    with pytest.raises(MeasureError, match=words):
        restore_over(pay, index=indices["CPI"], forecasts=forecasts, **given)


def test_pay_of_a_year_long_after_prices_end_is_refused(indices, forecasts):
    pay = PaySeries("pay", "GBP a year", (494, 770), (20000.0, 30000.0), 5.0)
    with pytest.raises(MeasureError, match="has no 2033-34: it runs from"):
        restore_over(
            pay, index=indices["CPI"], forecasts=forecasts, base="2011-03", now="2034-03", years=1
        )


def test_an_empty_forecast_and_a_missing_column_are_refused(forecasts):
    call = {"index": "CPI", "after": "2026-03", "years": 1, "convention": FINANCIAL}
    with pytest.raises(MeasureError, match="has no rows"):
        price_forecast(forecasts.iloc[:0], **call)
    with pytest.raises(MeasureError, match="no column growth_pct"):
        price_forecast(forecasts.drop(columns="growth_pct"), **call)


def test_break_even_lines_chain_to_the_whole(pay, indices):
    lines = break_even(pay, index=indices["RPI"], base="2011-03")
    last = lines.iloc[-1]
    assert last["level_gbp"] == pytest.approx(
        23760 * indices["RPI"].point("2026-03").value / indices["RPI"].point("2011-03").value
    )
    assert len(lines) == 14
    assert lines["years"].tolist()[-1] == 2
    gap = lines["rise_pct"] - lines["break_even_pct"]
    assert np.allclose(lines["gap_points"], gap)


def test_the_break_even_of_a_year_is_the_published_rate(pay, indices):
    lines = break_even(pay, index=indices["CPI"], base="2011-03").set_index("end")
    assert lines.loc["2023-03", "break_even_pct"] == 10.1
    assert lines.loc["2022-03", "break_even_pct"] == 7.0


def test_since_base_agrees_with_the_restoration(pay, indices):
    lines = break_even(pay, index=indices["RPI"], base="2011-03").set_index("end")
    now = restore_now(pay, index=indices["RPI"], base="2011-03", now="2024-03")
    assert lines.loc["2024-03", "since_base_pct"] == pytest.approx(now.real.value)


def test_a_year_without_prices_is_blank_with_the_reason(pay, indices):
    lines = break_even(pay, index=indices["CPI"], base="2011-03", convention=CALENDAR)
    assert lines["missing"].iloc[-1].startswith("CPI (D7BT, 2015=100, latest")
    assert pd.isna(lines["break_even_pct"].iloc[-1])
    assert (lines["missing"].iloc[:-1] == "").all()


def test_break_even_needs_a_base_and_a_figure_after_it(pay, indices):
    with pytest.raises(MeasureError, match="has no 2010-03"):
        break_even(pay, index=indices["CPI"], base="2010-03")
    with pytest.raises(MeasureError, match="no figure after 2026-03"):
        break_even(pay, index=indices["CPI"], base="2026-03")


@given(level=st.floats(15000, 90000), share=st.floats(0.7, 1.4))
def test_paying_the_rise_needed_restores_the_base(indices, level, share):
    cpi = indices["CPI"]
    ratio = cpi.point("2024-03").value / cpi.point("2011-03").value
    pay = PaySeries("pay", "GBP a year", (494, 650), (level, level * share), 5.0)
    found = restore_now(pay, index=cpi, base="2011-03", now="2024-03")
    assert found.to_gbp.value == pytest.approx(level * ratio)
