"""Pay by its name, and the times that a finding about it may mean."""

import pandas as pd
import pytest

from analysis.measures.claims.attempts import MissingFigureError
from analysis.measures.claims.spans import spans, times
from analysis.measures.pay.named import YEARLY, NamedPay, named_pay, organisations
from analysis.measures.pay.pay_series import PaySeries
from analysis.periods import Month
from analysis.periods.stated import StatedTime
from analysis.tables.pay_names import parse_pay

MONTH = "month to month"


def pay(*months, name="pay", unit=YEARLY):
    ordinals = tuple(Month.parse(month).ordinal for month in months)
    levels = tuple(float(100 + place) for place in range(len(months)))
    keys = tuple(("salaries", month) for month in months)
    kind = "year" if len(months) < 12 else "month"
    return NamedPay(name, unit, PaySeries(name, unit, ordinals, levels, 0.5, keys, kind))


MARCHES = pay("2019-03", "2020-03", "2021-03")
MONTHS = pay(*(f"{year}-{month:02d}" for year in (2019, 2020, 2021) for month in range(1, 13)))


def found(*asked):
    return [one.text for one in spans(*asked)]


def test_a_star_stands_for_each_organisation_and_for_no_group():
    rows = pd.DataFrame(
        {
            "measure": "median",
            "responsibility_level": ["EO", "EO", "EO", "AO"],
            "population": ["Wilton Park", "Acas", "The whole group", "Ofsted"],
            "unit_kind": ["organisation", "organisation", "group", "organisation"],
        }
    )
    listed = organisations(parse_pay("median of EO, *"), rows)
    assert [one.text for one in listed] == ["median of EO, Acas", "median of EO, Wilton Park"]
    assert {one.rows["unit_kind"] for one in listed} == {"organisation"}


def test_an_end_that_is_not_stated_is_each_figure_of_yearly_pay():
    base = (StatedTime.parse("2019"),)
    wanted = ["March 2019 to March 2020", "March 2019 to March 2021"]
    assert found((MARCHES,), base, (), MONTH) == wanted
    assert found((MARCHES,), (), (StatedTime.parse("2021"),), MONTH) == [
        "March 2019 to March 2021",
        "March 2020 to March 2021",
    ]


def test_an_end_that_is_not_stated_is_the_same_time_of_other_years_of_monthly_pay():
    base = (StatedTime.parse("Nov 2019"),)
    assert found((MONTHS,), base, (), MONTH) == [
        "November 2019 to November 2020",
        "November 2019 to November 2021",
    ]
    ends = (StatedTime.parse("Feb 2021"),)
    assert found((MONTHS,), (), ends, MONTH) == [
        "February 2019 to February 2021",
        "February 2020 to February 2021",
    ]
    assert found((MONTHS,), (), (), MONTH) == [
        "March 2019 to March 2020",
        "March 2019 to March 2021",
        "March 2020 to March 2021",
    ]


def test_a_year_that_is_moved_stays_a_year_of_its_kind():
    calendar = spans((MONTHS,), (StatedTime.parse("2019"),), (), "calendar-year average")
    assert [one.stated for one in calendar] == ["2019 to 2020", "2019 to 2021"]
    financial = spans((MONTHS,), (StatedTime.parse("2019-20"),), (), "financial-year average")
    assert [one.stated for one in financial] == ["2019-20 to 2020-21"]


def test_a_level_of_no_stated_time_is_every_figure_there_is():
    marches = ["March 2019", "March 2020", "March 2021"]
    assert [one.text for one in times((MARCHES,), (), MONTH)] == marches
    both = times((MONTHS, MARCHES), (), MONTH)
    assert [one.text for one in both] == marches


def test_two_pays_are_held_against_each_other_in_one_month_where_they_can_be():
    april = pay("2019-04", "2020-04", name="other")
    both = [one.text for one in times((MARCHES, MONTHS), (StatedTime.parse("2020"),), MONTH)]
    apart = list(times((MARCHES, april), (StatedTime.parse("2020"),), MONTH))
    assert both == ["March 2020"]
    assert [one.months for one in apart] == [(Month(2020, 3), Month(2020, 4))]
    with pytest.raises(MissingFigureError):
        list(times((MARCHES, april), (StatedTime.parse("2023"),), MONTH))


def test_of_several_points_of_a_day_the_outermost_is_the_end_of_the_range():
    day = pd.Timestamp("2020-07-01")
    rows = pd.DataFrame(
        {
            "key": ["a", "b", "c"],
            "reference_last": [pd.NaT, pd.NaT, pd.Timestamp("2021-07-01")],
            "effective_last": [day, day, pd.NaT],
            "minimum_gbp": [20000.0, 19000.0, 21000.0],
            "maximum_gbp": [22000.0, 23000.0, 24000.0],
            "employer": "acas",
            "employer_name": "Acas",
            "grade": "AO",
            "standard_grade": "AO",
            "location": "National",
        }
    )
    tables = {"pay_scales": rows}
    for end, values, keys in (("minimum", (19000, 21000), "bc"), ("maximum", (23000, 24000), "bc")):
        made = named_pay(parse_pay(f"{end} of AO, Acas [National]"), tables)
        assert (made.unit, made.series.values) == (YEARLY, values)
        assert made.series.rows == tuple(("pay_scales", key) for key in keys)
