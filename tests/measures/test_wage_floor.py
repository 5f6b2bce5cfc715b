from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MeasureError
from analysis.measures.pay.pay_points import compression, lowest_points, medians_on_their_day
from analysis.measures.pay.salaries import pay_by_grade
from analysis.measures.pay.wage_floor import (
    WageFloor,
    hours_a_year,
    pay_against_floor,
    wage_floor,
)


@pytest.fixture(scope="module")
def floor(record):
    return wage_floor(record["wage_floors"])


def paid(value, day="2023-03-31", **more):
    return pd.DataFrame({"day": pd.to_datetime([day]), "value": [float(value)], **more})


@pytest.mark.parametrize(
    ("day", "hourly", "name"),
    [
        ("1999-04-01", 3.60, "NMW main (adult) rate"),
        ("2010-09-30", 5.80, "NMW main (adult) rate"),
        ("2010-10-01", 5.93, "NMW main (adult) rate"),
        ("2016-03-31", 6.70, "NMW main (adult) rate"),
        ("2016-04-01", 7.20, "National Living Wage"),
        ("2023-03-31", 9.50, "National Living Wage"),
        ("2023-04-01", 10.42, "National Living Wage"),
    ],
)
def test_the_adult_floor_is_the_main_rate_then_the_living_wage(floor, day, hourly, name):
    assert floor.rate(day)[:2] == (hourly, name)


def test_the_floor_never_falls(floor):
    assert (np.diff(floor.hourly) > 0).all()
    assert list(floor.days) == sorted(set(floor.days))


def test_no_floor_stands_before_april_1999(floor):
    with pytest.raises(MeasureError, match=r"no wage floor on 1999-03-31\. Nearest: 1999-04-01"):
        floor.rate("1999-03-31")
    assert np.isnan(floor.on(pd.to_datetime(["1999-03-31"]))).all()


def test_the_median_of_2023_is_above_the_floor_on_37_hours_and_below_on_42(record, floor):
    medians = medians_on_their_day(record["salaries"], grades=["AA"])
    for hours, multiple in ((37, 1.10), (42, 0.97)):
        found = pay_against_floor(medians, floor=floor, weekly_hours=hours).set_index("year")
        assert round(found.loc[2023, "multiple_next"], 2) == multiple
        assert found.loc[2023, "below_next"] == (multiple < 1)


def test_both_days_are_shown_because_the_rate_changes_on_the_morrow(record, floor):
    medians = medians_on_their_day(record["salaries"], grades=["AA"])
    found = pay_against_floor(medians, floor=floor).set_index("year").loc[2023]
    assert (found["floor"], found["floor_next"]) == (9.50, 10.42)
    assert round(found["multiple"], 2) == 1.21


def test_the_rate_of_hmrc_in_april_2018_is_the_floor_at_42_hours_over_52_point_2_weeks():
    assert round(17167 / hours_a_year(42, 52.2), 2) == 7.83
    assert round(17167 / hours_a_year(42), 2) == 7.84
    assert -(-7.83 * hours_a_year(42, 52.2) // 1) == 17167


def test_the_lowest_point_of_2011_was_17_per_cent_above_the_floor(record, floor):
    points = pay_against_floor(lowest_points(record["pay_scales"]), floor=floor).set_index("day")
    assert points.loc["2011-03-31", "value"] == 13349
    assert round(100 * (points.loc["2011-03-31", "multiple"] - 1)) == 17


@pytest.mark.parametrize(("weeks", "above"), [(52.143, 3.6), (52.2, 3.5)])
def test_the_lowest_point_of_2026_is_a_few_per_cent_above_it(record, floor, weeks, above):
    points = lowest_points(record["pay_scales"])
    found = pay_against_floor(points, floor=floor, weeks=weeks).set_index("day")
    assert round(100 * (found.loc["2026-09-15", "multiple"] - 1), 1) == above


def test_pay_left_alone_is_overtaken_on_the_first_day_of_a_higher_rate(floor):
    found = pay_against_floor(paid(20000), floor=floor)
    assert found["overtaken_on"].dt.date.tolist() == [date(2023, 4, 1)]
    assert pay_against_floor(paid(60000), floor=floor)["overtaken_on"].isna().all()


def test_more_hours_bring_the_day_forward(floor):
    net, gross = (
        pay_against_floor(paid(22180), floor=floor, weekly_hours=hours)["overtaken_on"].iloc[0]
        for hours in (37, 42)
    )
    assert gross.date() == date(2023, 4, 1)
    assert net.date() == date(2025, 4, 1)


def test_pay_equal_to_the_floor_is_not_below_it(floor):
    exact = paid(9.50 * hours_a_year())
    assert pay_against_floor(exact, floor=floor)["below"].tolist() == [False]


def test_where_rounding_leaves_it_open_below_is_missing(floor):
    middle = 9.50 * hours_a_year()
    found = pay_against_floor(paid(middle, low=[middle - 5], high=[middle + 5]), floor=floor)
    assert found["below"].isna().all()
    assert found["below"].dtype == "boolean"


def test_pay_before_any_floor_has_no_multiple(floor):
    found = pay_against_floor(paid(10497, day="1996-07-23"), floor=floor)
    assert found["multiple"].isna().all()
    assert found["below"].isna().all()


@given(hours=st.floats(20, 60), value=st.floats(8000, 90000))
def test_the_multiple_falls_as_hours_rise(hours, value):
    floor = WageFloor((date(2023, 4, 1),), (10.42,), ("NLW",), ("a",))
    one, more = (
        pay_against_floor(paid(value, "2023-05-01"), floor=floor, weekly_hours=week)["multiple"]
        for week in (hours, hours + 1)
    )
    assert one.iloc[0] > more.iloc[0]


@pytest.mark.parametrize(
    ("hours", "weeks"),
    [(0, 52.143), (80.1, 52.143), (37, 49.9), (37, 53.1), (float("nan"), 52.143)],
)
def test_hours_that_are_no_working_week_are_refused(hours, weeks):
    with pytest.raises(MeasureError, match="is no working year"):
        hours_a_year(hours, weeks)


@pytest.mark.parametrize(("hours", "weeks"), [(80, 50), (80, 53), (0.5, 52)])
def test_hours_of_the_longest_and_shortest_working_year_are_taken(hours, weeks):
    assert hours_a_year(hours, weeks) == hours * weeks


def test_wrong_and_vague_rates_are_refused(record):
    with pytest.raises(MeasureError, match="Did you mean National Living Wage"):
        wage_floor(record["wage_floors"], rates=["National Livng Wage"])
    with pytest.raises(MeasureError, match="known only to its year"):
        wage_floor(record["wage_floors"], rates=["Real Living Wage UK"])
    with pytest.raises(MeasureError, match="begin on 2016-04-01"):
        wage_floor(record["wage_floors"], rates=["National Living Wage", "NMW 21-24 rate"])


def test_frames_without_rows_or_columns_are_refused(floor):
    with pytest.raises(MeasureError, match="has no rows"):
        pay_against_floor(paid(1).iloc[:0], floor=floor)
    with pytest.raises(MeasureError, match="no column day"):
        pay_against_floor(paid(1).drop(columns="day"), floor=floor)


def test_the_lowest_point_is_one_a_day_and_says_of_how_many(record):
    points = lowest_points(record["pay_scales"])
    assert points["day"].is_unique
    assert points["day"].is_monotonic_increasing
    march = points.set_index("day").loc["2011-03-31"]
    assert march["points"] > 20
    assert march["employer"] == "hm-prison-and-probation-service"
    scales = record["pay_scales"]
    same_day = scales[
        (scales["standard_grade"] == "AA")
        & (scales["reference_last"] == pd.Timestamp("2011-03-31"))
    ]
    assert march["value"] == same_day["minimum_gbp"].min()


def test_a_grade_without_points_names_the_nearest(record):
    with pytest.raises(MeasureError, match="no pay points of grade 'AAO'"):
        lowest_points(record["pay_scales"], grade="AAO")


def test_executive_officers_have_come_nearer_to_the_lowest_grade(record):
    chosen = pay_by_grade(record["salaries"])
    found = compression(chosen, upper="EO").set_index("year")
    assert round(found.loc[2020, "ratio"], 3) == 1.312
    assert round(found.loc[2026, "ratio"], 3) == 1.147
    assert found.loc[2026, "ratio_high"] < found.loc[2020, "ratio_low"]
    with pytest.raises(MeasureError, match=r"no salaries of grade 'EOO'\. Did you mean EO"):
        compression(chosen, upper="EOO")
