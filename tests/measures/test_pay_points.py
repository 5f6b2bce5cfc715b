"""Pay points over time: known answers, and what a scale leaves unsaid."""

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.bounds import round_half_up
from analysis.measures.pay.pay_points import grade_worth, point_series, points_over_time
from analysis.measures.pay.pay_series import real_pay_change

USUAL = {
    "employer": "department-for-work-and-pensions",
    "standard_grade_basis": "label",
    "location": "National",
    "effective_last": pd.NaT,
    "reference_last": pd.NaT,
    "minimum_gbp": None,
    "maximum_gbp": None,
    "spot_gbp": None,
    "hours_per_week": None,
    "kind": "official answer",
}
JUNE_2002, JULY_2025 = pd.Timestamp("2002-06-10"), pd.Timestamp("2025-07-01")


def scales(*rows):
    made = [USUAL | {"key": str(place)} | row for place, row in enumerate(rows)]
    table = pd.DataFrame(made)
    return table.assign(
        grade=table["standard_grade"],
        effective_last=pd.to_datetime(table["effective_last"]),
        reference_last=pd.to_datetime(table["reference_last"]),
    )


def then(grade, low, high, **more):
    ends = {"minimum_gbp": low, "maximum_gbp": high}
    return {"standard_grade": grade, "reference_last": JUNE_2002} | ends | more


def now(grade, rate, **more):
    return {"standard_grade": grade, "effective_last": JULY_2025, "spot_gbp": rate} | more


@pytest.fixture
def dwp():
    return points_over_time(
        scales(
            then("AA", 9120.0, 11940.0),
            then("AO", 11020.0, 14710.0),
            then("EO", 14770.0, 19920.0),
            then("AO", 13720.0, 17700.0, location="Inner London"),
            now("AA", 27774.0, location=None),
            now("AO", 27844.0, location=None),
            now("EO", 32137.0, location=None),
        )
    )


@pytest.mark.parametrize(
    ("grade", "index", "real"),
    [("AO", "CPI", 1.6), ("AO", "RPI", -17.9), ("EO", "CPI", -13.4)],
)
def test_maxima_at_dwp_come_to_the_known_answers(dwp, frozen, grade, index, real):
    pay = point_series(dwp, grade=grade)
    change = real_pay_change(pay, index=frozen[index], start="2002-06", end="2025-07")
    assert round_half_up(change.real.value, 1) == real


def test_the_ao_maximum_rose_by_the_known_answer_in_money(dwp, frozen):
    pay = point_series(dwp, grade="AO")
    change = real_pay_change(pay, index=frozen["CPI"], start="2002-06", end="2025-07")
    assert round_half_up(change.nominal.value, 1) == 89.3


def test_what_ao_is_worth_over_aa_comes_to_the_known_answers(dwp):
    worth = grade_worth(dwp, upper="AO", lower="AA")["above_pct"]
    assert [round_half_up(worth.iloc[0], 1), round_half_up(worth.iloc[1], 2)] == [23.2, 0.25]


def test_adverts_and_rates_of_a_place_are_not_points_of_the_scale(dwp):
    found = points_over_time(
        scales(
            then("EO", 14770.0, 19920.0),
            now("EO", 32137.0, kind="advert"),
            now("EO", 36000.0, location="West Yorkshire"),
        )
    )
    assert found["maximum"].tolist() == [19920.0]
    assert dwp["maximum"].max() == 32137.0


def test_bands_of_one_grade_give_the_lowest_minimum_and_highest_maximum():
    found = points_over_time(scales(then("G7", 45000.0, 50000.0), then("G7", 43000.0, 48000.0)))
    assert found[["minimum", "maximum"]].values.tolist() == [[43000.0, 50000.0]]
    assert found[["minimum_key", "maximum_key"]].values.tolist() == [["1", "0"]]


def test_two_employers_are_refused():
    with pytest.raises(MeasureError, match="one employer"):
        points_over_time(scales(then("EO", 1.0, 2.0), then("EO", 1.0, 2.0, employer="x")))


def test_a_grade_without_points_names_the_nearest(dwp):
    with pytest.raises(MeasureError, match="no maximum of grade 'AOO'"):
        point_series(dwp, grade="AOO")


def test_a_single_rate_below_the_top_known_before_is_no_top():
    found = points_over_time(scales(then("AA", 14255.0, 19965.0), now("AA", 17167.0)))
    assert found["minimum"].tolist() == [14255.0, 17167.0]
    assert found["maximum"].isna().tolist() == [False, True]
