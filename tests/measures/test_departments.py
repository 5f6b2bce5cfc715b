"""Departments as a distribution, and the change of their grade mix: known answers and odd rows."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.bounds import round_half_up
from analysis.measures.pay.departments import department_changes, distribution, grade_mix
from analysis.measures.pay.pay_series import real_pay_change
from analysis.measures.pay.salaries import BASE_PAY, SENIOR_BANDS, salary_series
from analysis.measures.prices.real_terms import price_change

MEDIANS = Path(__file__).parent / "frozen" / "department_medians.csv"


def salary(population, grade, year, value, **more):
    usual = {
        "key": f"{year}/{population}/{grade}/{more.get('measure', 'median')}",
        "year": year,
        "reference_last": pd.Timestamp(f"{year}-03-31"),
        "population": population,
        "unit_kind": "organisation",
        "responsibility_level": grade,
        "measure": "median",
        "value": value,
        "unit": "GBP",
        "source": "earnings/department_salaries.csv",
        "confidence": "high",
    }
    return usual | more


@pytest.fixture(scope="module")
def medians():
    table = pd.read_csv(MEDIANS)
    return pd.DataFrame(
        [
            salary(row.population, row.grade, year, float(value))
            for row in table.rename(columns={"2020": "y2020", "2023": "y2023"}).itertuples()
            for year, value in ((2020, row.y2020), (2023, row.y2023))
        ]
    )


def test_medians_of_departments_come_to_the_known_answers(medians, frozen):
    table = distribution(department_changes(medians, start=2020, end=2023, index=frozen["CPI"]))
    found = [(row.grade, row.n, round_half_up(row.median, 1)) for row in table.itertuples()]
    assert found == [
        ("AA/AO", 59, -7.9),
        ("EO", 76, -9.5),
        ("SEO/HEO", 81, -10.2),
        ("G6/G7", 75, -12.1),
    ]


def test_who_fell_most_and_least_is_named_with_the_range(medians, frozen):
    changes = department_changes(medians, start=2020, end=2023, index=frozen["CPI"])
    row = distribution(changes).set_index("grade").loc["EO"]
    assert row["lowest_who"] == "National Savings and Investments"
    assert row["highest_who"] == "Defence Equipment and Support"
    assert row["lowest"] < row["lower_quartile"] < row["median"] < row["upper_quartile"]
    assert all(table == "salaries" for table, _ in row["median_keys"])


def test_groups_and_suppressed_figures_and_renamed_units_are_left_out(frozen):
    rows = pd.DataFrame(
        [
            salary("A group", "EO", 2020, 25000.0, unit_kind="group"),
            salary("A group", "EO", 2023, 26000.0, unit_kind="group"),
            salary("Old name", "EO", 2020, 25000.0),
            salary("New name", "EO", 2023, 26000.0),
            salary("Hidden", "EO", 2020, None),
            salary("Hidden", "EO", 2023, 26000.0),
        ]
    )
    changes = department_changes(rows, start=2020, end=2023, index=frozen["CPI"])
    assert changes.empty
    assert distribution(changes).empty


def test_a_year_that_the_index_lacks_is_an_error(frozen):
    rows = pd.DataFrame([salary("A", "EO", year, 25000.0) for year in (2001, 2023)])
    with pytest.raises(MeasureError, match="lacks a year"):
        department_changes(rows, start=2001, end=2023, index=frozen["CPI"])


def test_shares_of_grades_are_of_organisations_in_both_years():
    def heads(population, grade, year, value):
        return salary(population, grade, year, value, measure="headcount")

    rows = pd.DataFrame(
        [
            *(heads("A", "All", year, 100.0) for year in (2021, 2023)),
            heads("A", "AA/AO", 2021, 60.0),
            heads("A", "EO", 2021, 40.0),
            heads("A", "AA/AO", 2023, 50.0),
            heads("A", "EO", 2023, 50.0),
            heads("Gone", "All", 2021, 900.0),
            heads("Gone", "EO", 2021, 900.0),
        ]
    )
    mix = grade_mix(rows, start=2021, end=2023).set_index("grade")
    shares = {
        **{f"staff_{end}": "float64" for end in ("start", "end")},
        **{f"share_{end}_pct": "float64" for end in ("start", "end")},
    }
    assert mix.dtypes.astype(str).to_dict() == {**shares, "points": "float64", "n": "int64"}
    assert (mix["share_end_pct"] - mix["share_start_pct"]).tolist() == mix["points"].tolist()
    assert mix[["share_start_pct", "share_end_pct"]].sum().tolist() == [100.0, 100.0]
    assert mix["points"].to_dict() == pytest.approx({"AA/AO": -10.0, "EO": 10.0})
    assert set(mix["n"]) == {1}


@pytest.mark.parametrize(
    ("band", "before", "after", "real"),
    [
        ("SCS PB1", 73400.0, 90800.0, -20.2),
        ("SCS PB2", 100000.0, 117600.0, -24.1),
        ("SCS PB3", 133000.0, 156500.0, -24.1),
    ],
)
def test_senior_bands_come_to_the_known_answers(frozen, band, before, after, real):
    rows = pd.DataFrame(
        [
            salary(
                SENIOR_BANDS,
                band,
                year,
                value,
                measure=BASE_PAY,
                reference_last=pd.Timestamp(f"{year}-04-01"),
            )
            for year, value in ((2010, before), (2025, after))
        ]
    )
    pay = salary_series(rows, grade=band, measure=BASE_PAY, population=SENIOR_BANDS)
    change = real_pay_change(pay, index=frozen["CPI"], start="2010-04", end="2025-04")
    assert round_half_up(change.real.value, 1) == real
    assert pay.half_unit == 50.0


def test_a_department_has_its_money_its_range_its_staff_and_its_rows(frozen):
    """Its staff are those of the last year; another measure or year is not counted."""
    rows = pd.DataFrame(
        [
            salary("Wilton Park", "EO", 2020, 25240.0),
            salary("Wilton Park", "EO", 2023, 26340.0),
            salary("Wilton Park", "EO", 2023, 80.0, measure="headcount"),
            salary("Wilton Park", "EO", 2020, 70.0, measure="headcount"),
            salary("Wilton Park", "EO", 2023, 26000.0, measure="mean"),
            salary("Acas", "EO", 2020, 25240.0),
            salary("Acas", "EO", 2023, 25240.0),
        ]
    )
    table = department_changes(rows, start=2020, end=2023, index=frozen["CPI"])
    assert table["population"].tolist() == ["Acas", "Wilton Park"]
    one = table.iloc[1]
    assert one["nominal_pct"] == pytest.approx(100 * (26340 / 25240 - 1))
    assert (one["before"], one["after"], one["staff"]) == (25240.0, 26340.0, 80.0)
    assert (one["before_key"], one["after_key"]) == (
        "2020/Wilton Park/EO/median",
        "2023/Wilton Park/EO/median",
    )
    prices = price_change(frozen["CPI"], start="2020-03", end="2023-03")
    ends = (("real_low_pct", -5, prices.high), ("real_high_pct", 5, prices.low))
    for column, half, rise in ends:  # the lowest is against the highest rise of prices
        money = (26340 + half) / (25240 - half)
        assert one[column] == pytest.approx(100 * (money / (1 + rise / 100) - 1))
    assert pd.isna(table["staff"].iloc[0])
