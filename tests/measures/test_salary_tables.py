"""Salaries by grade in the prices of one month, and against the wage floor: whole tables."""

import pandas as pd
import pytest

from analysis.measures.pay.salaries import pay_by_grade, real_salaries, series_of_grades
from analysis.measures.pay.wage_floor import pay_against_floor, wage_floor
from analysis.measures.prices.points import PriceIdentity
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month

# 100 in 2020, 110 in 2021, 121 in 2022, each month alike.
CPI = PriceIndex(
    PriceIdentity("CPI", "D7BT", "2015=100"),
    Month(2020, 1),
    tuple(level for level in (100.0, 110.0, 121.0) for _ in range(12)),
)
WHOLE, PARTS = "earnings/civil_service_salaries.csv", "earnings/department_salaries.csv"
SALARIES = pd.DataFrame(
    [
        ("2020a", 2020, "AO", "median", 20_000.0, WHOLE),
        ("2021a", 2021, "AO", "median", 21_000.0, WHOLE),
        ("2022a", 2022, "AO", "median", 22_000.0, WHOLE),
        ("2020b", 2020, "EO", "median", 25_000.0, PARTS),
        ("2022b", 2022, "EO", "median", 27_000.0, PARTS),
        ("2021c", 2021, "AO", "median", 9.0, PARTS),
        ("2021d", 2021, "AO", "mean", 9.0, WHOLE),
    ],
    columns=["key", "year", "responsibility_level", "measure", "value", "source"],
).assign(
    population="whole civil service",
    unit="GBP",
    confidence="high",
    flags="",
    reference_last=lambda rows: pd.to_datetime(rows["year"].astype(str) + "-03-31"),
)


def rows_of(frame, *columns):
    """Rows as tuples, nothing where a cell is empty, figures to four decimals."""
    chosen = frame[list(columns)].round(4)
    plain = chosen.astype(object).where(chosen.notna(), None)
    return [tuple(row) for row in plain.itertuples(index=False)]


def test_grades_with_a_figure_are_series_in_the_order_asked_each_of_its_measure():
    found = series_of_grades(SALARIES, grades=["EO", "G7", "AO"])
    assert [(name, one.name, one.values) for name, one in found.items()] == [
        ("EO", "median, EO", (25_000.0, 27_000.0)),
        ("AO", "median, AO", (20_000.0, 21_000.0, 22_000.0)),
    ]
    (mean,) = series_of_grades(SALARIES, grades=["AO", "EO"], measure="mean").values()
    assert (mean.name, mean.values) == ("mean, AO", (9.0,))
    ours = SALARIES.assign(population="Acas")
    (one,) = series_of_grades(ours, grades=["AO"], population="Acas").values()
    assert (one.name, one.half_unit) == ("median, AO, Acas", 5.0)
    assert one.sources(Month(2021, 3), "month to month") == [("salaries", "2021a")]
    assert series_of_grades(ours, grades=["AO"]) == {}


def test_each_grade_and_year_has_the_best_read_figure_and_how_many_there_were():
    found = pay_by_grade(SALARIES)
    columns = ("year", "responsibility_level", "value", "low", "high", "key", "rows", "other_value")
    assert rows_of(found, *columns) == [
        (2020, "AO", 20_000.0, 19_995.0, 20_005.0, "2020a", 1, None),
        (2021, "AO", 21_000.0, 20_995.0, 21_005.0, "2021a", 2, 9.0),
        (2022, "AO", 22_000.0, 21_995.0, 22_005.0, "2022a", 1, None),
        (2020, "EO", 25_000.0, 24_995.0, 25_005.0, "2020b", 1, None),
        (2022, "EO", 27_000.0, 26_995.0, 27_005.0, "2022b", 1, None),
    ]
    assert found["period"].astype(str).tolist()[:3] == ["2020-03", "2021-03", "2022-03"]
    assert set(found["measure"]) == {"median"}
    assert set(found["population"]) == {"whole civil service"}


def test_salaries_in_the_prices_of_a_month_with_their_rounding():
    found = real_salaries(pay_by_grade(SALARIES), index=CPI, prices_of="2022-03")
    assert rows_of(found, "real", "real_low", "real_high", "prices_of") == [
        (24_200.0, 24_171.8666, 24_228.1666, "2022-03"),
        (23_100.0, 23_074.4684, 23_125.5593, "2022-03"),
        (22_000.0, 21_995.0, 22_005.0, "2022-03"),
        (30_250.0, 30_216.3443, 30_283.6943, "2022-03"),
        (27_000.0, 26_995.0, 27_005.0, "2022-03"),
    ]
    assert "real_index" not in found.columns


def test_from_a_base_year_pay_and_its_worth_are_indices_of_100():
    found = real_salaries(
        pay_by_grade(SALARIES),
        index=CPI,
        prices_of="2022-03",
        base=2020,
        convention="calendar-year average",
    )
    columns = [
        f"{kind}_index{end}" for end in ("", "_low", "_high") for kind in ("nominal", "real")
    ]
    assert rows_of(found, "prices_of", *columns) == [
        ("2022", 100.0, 100.0, 100.0, 100.0, 100.0, 100.0),
        ("2022", 105.0, 95.4545, 104.9488, 95.3169, 105.0513, 95.5923),
        ("2022", 110.0, 90.9091, 109.9475, 90.7828, 110.0525, 91.0356),
        ("2022", 100.0, 100.0, 100.0, 100.0, 100.0, 100.0),
        ("2022", 108.0, 89.2562, 107.9584, 89.1404, 108.0416, 89.3722),
    ]


def test_pay_is_held_against_the_floor_of_its_day_and_of_the_next_step():
    rates = pd.DataFrame(
        {
            "key": ["f1", "f2"],
            "rate_name": "National Living Wage",
            "effective_first": pd.to_datetime(["2020-04-01", "2021-04-01"]),
            "effective_last": pd.to_datetime(["2020-04-01", "2021-04-01"]),
            "hourly_gbp": [8.72, 8.91],
            "age": "25 and over",
        }
    )
    days = ["2020-03-31", "2020-04-01", "2021-03-31", "2021-04-01"]
    paid = pd.DataFrame({"day": pd.to_datetime(days), "value": 17_000.0})
    found = pay_against_floor(paid, floor=wage_floor(rates))
    assert found["hourly"].tolist() == pytest.approx([17_000 / (37 * 52.143)] * 4)
    columns = ("weekly_hours", "weeks", "floor", "multiple", "below", "floor_next", "below_next")
    assert rows_of(found, *columns) == [
        (37.0, 52.143, None, None, None, 8.72, False),
        (37.0, 52.143, 8.72, 1.0105, False, 8.72, False),
        (37.0, 52.143, 8.72, 1.0105, False, 8.91, True),
        (37.0, 52.143, 8.91, 0.9889, True, 8.91, True),
    ]
    assert set(found["overtaken_on"]) == {pd.Timestamp("2021-04-01")}
