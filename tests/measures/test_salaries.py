import numpy as np
import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.pay.pay_series import (
    PaySeries,
    real_pay_change,
    rounding_note,
)
from analysis.measures.pay.salaries import pay_by_grade, real_salaries, salary_series

MARCH_2011, MARCH_2024 = 494, 650


@pytest.fixture(scope="module")
def salaries(record):
    return record["salaries"]


def fact(key, value, *, year=2023, confidence="high", source="civil_service_salaries", **more):
    return {
        "key": key,
        "year": year,
        "reference_last": pd.Timestamp(f"{year}-03-31"),
        "population": "whole civil service",
        "responsibility_level": "AA/AO",
        "measure": "median",
        "value": value,
        "unit": "GBP",
        "source": f"earnings/{source}.csv",
        "confidence": confidence,
        **more,
    }


def test_the_all_staff_median_rose_43_per_cent_and_the_index_decides_the_sign(salaries, indices):
    real = {
        name: real_pay_change(salary_series(salaries), start="2011-03", end="2024-03", index=index)
        for name, index in indices.items()
    }
    assert round(real["CPI"].nominal.value, 1) == 43.0
    assert {name: round(change.real.value, 1) for name, change in real.items()} == {
        "CPI": -0.9,
        "CPIH": 0.6,
        "RPI": -13.2,
    }
    assert all(change.real.sign_certain for change in real.values())


@pytest.mark.parametrize(
    ("grade", "rise"),
    [
        ("AA/AO", 36.7),
        ("EO", 19.5),
        ("SEO/HEO", 25.1),
        ("G6/G7", 17.5),
        ("SCS level", 17.3),
        ("All", 34.2),
    ],
)
def test_each_grade_rose_as_published_from_2020_to_2026(salaries, indices, grade, rise):
    change = real_pay_change(
        salary_series(salaries, grade=grade), start="2020-03", end="2026-03", index=indices["CPI"]
    )
    assert round(change.nominal.value, 1) == rise


def test_a_change_carries_the_rounding_of_pay_and_of_prices(salaries, indices):
    pay = salary_series(salaries)
    change = real_pay_change(pay, start="2011-03", end="2024-03", index=indices["CPI"])
    cpi = indices["CPI"]
    low = (33975 / 23765) / (
        (cpi.point("2024-03").value + 0.05) / (cpi.point("2011-03").value - 0.05)
    ) - 1
    assert change.real.low == pytest.approx(100 * low)
    assert change.note == "the last digit rests on rounding: between −1.0 % and −0.7 %"


def test_a_sign_that_rests_on_rounding_is_said(indices):
    months = (MARCH_2011, MARCH_2024)
    level = indices["CPI"].point("2024-03").value / indices["CPI"].point("2011-03").value
    pay = PaySeries("flat", "GBP a year", months, (20000.0, 20000.0 * level + 1), 5.0)
    change = real_pay_change(pay, index=indices["CPI"], start="2011-03", end="2024-03")
    assert not change.real.sign_certain
    assert change.note.startswith("the sign rests on rounding: between −")


def test_nothing_is_said_where_nothing_rests_on_rounding():
    assert rounding_note(Bounded.exact(3.0)) == ""


def test_the_better_read_of_two_sources_is_taken_and_the_other_kept():
    rows = pd.DataFrame([fact("worse", 22500.0, confidence="medium"), fact("better", 22520.0)])
    chosen = pay_by_grade(rows).iloc[0]
    assert (chosen["key"], chosen["value"], chosen["rows"]) == ("better", 22520.0, 2)
    assert chosen["other_value"] == 22500.0


def test_of_equals_the_service_wide_file_is_taken_and_agreement_leaves_no_other_value():
    rows = pd.DataFrame([fact("a", 22520.0, source="department_salaries"), fact("b", 22520.0)])
    chosen = pay_by_grade(rows).iloc[0]
    assert chosen["key"] == "b"
    assert np.isnan(chosen["other_value"])


def test_suppressed_figures_and_headcounts_are_left_out():
    rows = pd.DataFrame(
        [
            fact("kept", 22520.0),
            fact("suppressed", np.nan, year=2022),
            fact("people", 9000.0, year=2021, unit="people"),
        ]
    )
    assert pay_by_grade(rows)["key"].tolist() == ["kept"]


def test_the_order_of_rows_never_matters(salaries):
    mixed = salaries.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(pay_by_grade(salaries), pay_by_grade(mixed))


def test_real_salaries_are_in_the_prices_of_the_month_asked(salaries, indices):
    chosen = pay_by_grade(salaries, grades=["All"])
    real = real_salaries(chosen, index=indices["CPI"], prices_of="2026-03", base=2011)
    row = real.set_index("year").loc[2011]
    level = indices["CPI"].point("2026-03").value / indices["CPI"].point("2011-03").value
    assert row["real"] == pytest.approx(23760 * level)
    assert row["real_low"] < row["real"] < row["real_high"]
    assert (row["nominal_index"], row["real_index"], row["real_index_low"]) == (100, 100, 100)


def test_the_real_index_tells_the_same_as_the_change(salaries, indices):
    chosen = pay_by_grade(salaries, grades=["All"])
    real = real_salaries(chosen, index=indices["RPI"], prices_of="2024-03", base=2011)
    change = real_pay_change(
        salary_series(salaries), start="2011-03", end="2024-03", index=indices["RPI"]
    )
    row = real.set_index("year").loc[2024]
    assert row["real_index"] == pytest.approx(100 + change.real.value)
    assert row["real_index_low"] == pytest.approx(100 + change.real.low)
    assert row["real_index_high"] == pytest.approx(100 + change.real.high)


def test_a_grade_without_the_base_year_has_no_index(salaries, indices):
    chosen = pay_by_grade(salaries, grades=["All", "EO"])
    real = real_salaries(chosen, index=indices["CPI"], prices_of="2026-03", base=2011)
    assert real.loc[real["responsibility_level"] == "EO", "real_index"].isna().all()
    assert real.loc[real["responsibility_level"] == "EO", "real"].notna().all()


def test_a_year_beyond_the_index_is_blank_and_not_filled(salaries, indices):
    chosen = pay_by_grade(salaries, grades=["All"])
    real = real_salaries(
        chosen, index=indices["CPI"], prices_of="2025-03", convention="calendar-year average"
    )
    assert real.set_index("year")["real"].isna().loc[2026]
    assert real.set_index("year")["real"].notna().loc[2024]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ({"measure": "medain"}, "no salaries of measure 'medain'. Did you mean median?"),
        ({"population": "whole civil servise"}, "Did you mean whole civil service?"),
        ({"grades": ["A0"]}, "no median of grade 'A0'"),
    ],
)
def test_a_wrong_word_names_the_nearest(salaries, call, words):
    with pytest.raises(MeasureError, match=words.replace("?", r"\?")):
        pay_by_grade(salaries, **call)


def test_a_year_without_a_figure_names_the_nearest(salaries, indices):
    with pytest.raises(MeasureError, match=r"2010-03.*Nearest: 2011-03"):
        real_pay_change(
            salary_series(salaries), start="2010-03", end="2024-03", index=indices["CPI"]
        )
    chosen = pay_by_grade(salaries, grades=["All"])
    with pytest.raises(MeasureError, match=r"in the base year 2010\. Nearest: 2011"):
        real_salaries(chosen, index=indices["CPI"], prices_of="2026-03", base=2010)


def test_an_end_before_its_start_is_refused(salaries, indices):
    with pytest.raises(MeasureError, match="an end after its start, asked 2024-03 to 2011-03"):
        real_pay_change(
            salary_series(salaries), start="2024-03", end="2011-03", index=indices["CPI"]
        )


def test_an_empty_table_and_a_missing_column_are_refused(salaries):
    with pytest.raises(MeasureError, match="has no rows"):
        pay_by_grade(salaries.iloc[:0])
    with pytest.raises(MeasureError, match="no column value"):
        pay_by_grade(salaries.drop(columns="value"))


def test_one_grade_is_one_series_of_known_rows(salaries):
    series = salary_series(salaries)
    assert series.name == "median, All"
    assert series.sources("2011-03") == [
        ("salaries", "2011/whole civil service/2011-03-31/All/median")
    ]
