"""Each way of reading pay by a name: units, levels, rounding, rows, and what is refused."""

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.pay.named import (
    HOURLY,
    TODAY,
    WEEKLY,
    YEARLY,
    NamedPay,
    at,
    named_pay,
    organisations,
)
from analysis.measures.pay.pay_series import PaySeries
from analysis.measures.pay.wage_floor import WEEKS_A_YEAR
from analysis.periods import Month
from analysis.periods.stated import StatedTime
from analysis.tables.pay_names import parse_pay

MONTH = "month to month"


def earnings(**columns):
    """January and February 2025 of a level: two versions of January, one of February."""
    frame = pd.DataFrame(
        {
            "key": ["K/2025-01/03", "K/2025-01/04", "K/2025-02/04"],
            "series": "KAB9",
            "measure": "level",
            "pay": "total",
            "sector": "whole economy",
            "unit": "GBP a week",
            "base": None,
            "period": pd.PeriodIndex(["2025-01", "2025-01", "2025-02"], freq="M"),
            "value": [710.0, 712.0, 716.0],
            "decimals": 0,
            "known_from": pd.to_datetime(["2025-03-18", "2025-04-15", "2025-04-15"]),
            "known_until": pd.to_datetime(["2025-04-14", None, None]),
        }
    )
    return {"earnings": frame.assign(**columns)}


def test_earnings_as_they_stand_now_are_the_last_versions():
    made = named_pay(parse_pay("KAB9"), earnings())
    assert (made.name, made.unit) == ("AWE whole economy total pay KAB9", "GBP a week")
    assert (made.note, made.release, made.words) == ("", "", "AWE whole economy total pay KAB9")
    january, february = Month(2025, 1).ordinal, Month(2025, 2).ordinal
    assert made.printed == {
        january: (Bounded(712.0, 711.5, 712.5), ("earnings", "K/2025-01/04")),
        february: (Bounded(716.0, 715.5, 716.5), ("earnings", "K/2025-02/04")),
    }
    assert (made.series.months, made.series.values) == ((january, february), (712.0, 716.0))
    assert (made.series.half_unit, made.series.frequency) == (0.5, "month")
    assert made.monthly
    assert made.figure(Month(2025, 1)) == (
        Bounded(712.0, 711.5, 712.5),
        (("earnings", "K/2025-01/04"),),
    )


def test_earnings_of_a_release_are_those_of_its_day_and_say_the_last_that_brought_a_value():
    made = named_pay(parse_pay("KAB9"), earnings(), "2025-04-01")
    assert made.series.values == (710.0,)
    assert (made.note, made.release) == ("", "release of 18 March 2025")
    assert made.words == "AWE whole economy total pay KAB9 (release of 18 March 2025)"


def test_earnings_of_a_day_before_the_first_version_are_todays_and_say_so():
    made = named_pay(parse_pay("KAB9"), earnings(), "2025-01-01")
    assert made.series.values == (712.0, 716.0)
    assert (made.note, made.release) == (TODAY, "as it stands now")
    ended = earnings(known_until=pd.to_datetime(["2025-04-14"] * 3))
    assert named_pay(parse_pay("KAB9"), ended, "2025-05-01").note == TODAY


def test_printed_growth_is_no_level():
    table = earnings(measure="growth_3m", unit="%", value=[4.0, 4.1, 4.2], decimals=1)
    made = named_pay(parse_pay("KAB9"), table)
    assert (made.series, made.unit, made.monthly) == (None, "%", False)
    assert made.figure(Month(2025, 2))[0] == Bounded.rounded(4.2, decimals=1)
    assert made.months(StatedTime.parse("2025"), MONTH) == [Month(2025, 1), Month(2025, 2)]
    assert made.span == "from January 2025 to February 2025"
    assert made.nearest(StatedTime.parse("2024"), MONTH, within=12) is None
    assert made.sources(Month(2025, 1), MONTH) == ()
    with pytest.raises(MeasureError) as refused:
        made.point(Month(2025, 2), MONTH)
    told = "AWE whole economy total pay KAB9 is growth, not a level of pay."
    assert str(refused.value) == told
    index = earnings(measure="index", base="2015=100", unit="index")
    assert named_pay(parse_pay("KAB9"), index).series.unit == "2015=100"


SURVEY = {
    "key": ["b", "a", "c"],
    "year": [2020, 2020, 2021],
    "status": ["final", "provisional", "provisional"],
    "value": [600.5, 590.0, 610.0],
    "unit": "GBP",
    "measure": "median",
    "pay_kind": "gross weekly pay",
    "working_pattern": "full-time",
    "sector": "public",
    "geography": "UK",
    "sex": "all",
}
WHOSE = "ASHE median of gross {} pay, full-time, public, UK"


@pytest.mark.parametrize(
    ("kind", "unit"),
    [("weekly", WEEKLY), ("annual", YEARLY), ("hourly", HOURLY), ("other", "GBP")],
)
def test_a_survey_has_one_figure_a_year_of_april_the_one_revised_last(kind, unit):
    name = WHOSE.format(kind)
    table = pd.DataFrame(SURVEY | {"pay_kind": f"gross {kind} pay"})
    made = named_pay(parse_pay(name), {"sector_pay": table})
    assert (made.name, made.unit, made.series.unit) == (name, unit, unit)
    assert made.series.months == (Month(2020, 4).ordinal, Month(2021, 4).ordinal)
    assert made.series.values == (600.5, 610.0)
    assert made.series.rows == (("sector_pay", "b"), ("sector_pay", "c"))
    assert made.series.half_unit == 0.05
    assert (made.monthly, made.sparse) == (False, True)


@pytest.mark.parametrize(
    ("statuses", "value"),
    [
        (["estimate", "provisional"], 590.0),
        (["revised", "provisional"], 600.5),
        (["revised", "final"], 590.0),
        (["unknown", "estimate"], 590.0),
        ([None, None], 600.5),  # of equals the later name
    ],
)
def test_of_several_survey_figures_the_one_revised_last_is_taken(statuses, value):
    table = pd.DataFrame(SURVEY | {"status": [*statuses, "final"]})
    made = named_pay(parse_pay(WHOSE.format("weekly")), {"sector_pay": table})
    assert made.series.values[0] == value


def test_survey_growth_is_printed_and_no_level():
    table = pd.DataFrame(SURVEY | {"unit": "%", "value": [1.25, 1.0, 2.0]})
    made = named_pay(parse_pay(WHOSE.format("weekly")), {"sector_pay": table})
    assert (made.unit, made.series) == ("%", None)
    assert made.printed == {
        Month(2020, 4).ordinal: (Bounded.rounded(1.25, decimals=2), ("sector_pay", "b")),
        Month(2021, 4).ordinal: (Bounded.rounded(2.0, decimals=2), ("sector_pay", "c")),
    }


def scales(**columns):
    frame = pd.DataFrame(
        {
            "key": ["a", "b", "c"],
            "reference_last": pd.to_datetime([None, "2020-03-31", "2021-03-31"]),
            "effective_last": pd.to_datetime(["2019-07-01", "2018-07-01", None]),
            "minimum_gbp": [19_000.0, 20_000.0, 21_000.0],
            "maximum_gbp": [22_000.0, 23_000.0, None],
            "spot_gbp": [None, None, 24_000.0],
            "employer_name": "Acas",
            "standard_grade": "AO",
            "location": "National",
        }
    )
    return {"pay_scales": frame.assign(**columns)}


def test_a_point_is_of_the_day_of_its_snapshot_else_of_the_day_it_took_effect():
    made = named_pay(parse_pay("minimum of AO, Acas"), scales())
    days = tuple(Month(*day).ordinal for day in ((2019, 7), (2020, 3), (2021, 3)))
    assert (made.series.months, made.series.values) == (days, (19_000.0, 20_000.0, 21_000.0))
    assert (made.name, made.unit, made.series.name) == (*["minimum of AO, Acas", YEARLY], made.name)
    assert (made.series.unit, made.series.half_unit) == (YEARLY, 0.5)
    assert named_pay(parse_pay("single rate of AO, Acas"), scales()).series.values == (24_000.0,)
    assert named_pay(parse_pay("maximum of AO, Acas"), scales()).series.months == days[:2]


@pytest.mark.parametrize(
    ("name", "tables"),
    [
        ("minimum of AO, Acas", {}),
        ("minimum of AO, Acas", {"pay_scales": scales()["pay_scales"].iloc[:0]}),
        ("minimum of AO, Ofsted", scales()),
        ("minimum of AO, Acas [London]", scales()),
        ("minimum of AO, Acas", scales(minimum_gbp=None)),
        (
            "minimum of AO, Acas",
            scales(reference_last=pd.NaT, effective_last=pd.NaT),
        ),
    ],
)
def test_pay_that_the_record_does_not_hold_is_named(name, tables):
    with pytest.raises(MeasureError) as refused:
        named_pay(parse_pay(name), tables)
    assert str(refused.value) == f"the record has no {name}."


def test_a_table_that_lacks_a_column_of_the_name_says_which():
    table = {"pay_scales": scales()["pay_scales"].drop(columns="location")}
    with pytest.raises(MeasureError, match="the table pay_scales has no column location"):
        named_pay(parse_pay("minimum of AO, Acas [National]"), table)


def test_the_floor_is_the_rate_in_force_on_the_last_day_of_each_month_for_a_year_more():
    rates = pd.DataFrame(
        {
            "key": ["f1", "f2"],
            "rate_name": "National Living Wage",
            "effective_first": pd.to_datetime(["2020-04-01", "2020-06-30"]),
            "effective_last": pd.to_datetime(["2020-04-01", "2020-06-30"]),
            "hourly_gbp": [8.72, 8.91],
            "age": "25 and over",
        }
    )
    for name in ("wage floor", "rate National Living Wage"):
        made = named_pay(parse_pay(name), {"wage_floors": rates})
        assert (made.name, made.unit, made.series.unit) == (name, HOURLY, HOURLY)
        assert made.series.months[0] == Month(2020, 4).ordinal
        assert made.series.months[-1] == Month(2021, 5).ordinal
        assert made.series.values == (8.72, 8.72, *[8.91] * 12)
        assert made.series.rows[1:3] == (("wage_floors", "f1"), ("wage_floors", "f2"))
        assert made.series.half_unit == 0.0
        assert not made.sparse


def test_ceilings_are_compounded_a_pay_year_each_from_its_april():
    remits = pd.DataFrame(
        {
            "key": ["R009", "R010", "R011"],
            "ceiling_pct": [2.0, 1.0, None],
            "pay_year_from": ["2010-11", "2011-12", "2012-13"],
        }
    )
    made = named_pay(parse_pay("ceilings R009 R010 R010"), {"remits": remits})
    words = "3 ceilings from 2010-11 (2\u00a0% then 2 × 1\u00a0%)"
    assert (made.name, made.unit) == (words, "before the first = 100")
    months = [
        (2009, 4),
        (2010, 3),
        (2010, 4),
        (2011, 3),
        (2011, 4),
        (2012, 3),
        (2012, 4),
        (2013, 3),
    ]
    assert made.series.months == tuple(Month(*one).ordinal for one in months)
    levels = [100.0, 102.0, 102.0 * 1.01, 102.0 * 1.01**2]
    assert made.series.values == pytest.approx([one for one in levels for _ in range(2)])
    keys = ["R009"] * 4 + ["R010"] * 4
    assert made.series.rows == tuple(("remits", key) for key in keys)
    with pytest.raises(MeasureError) as refused:
        named_pay(parse_pay("ceilings R009 R011"), {"remits": remits})
    assert str(refused.value) == "no ceiling R011 for the chain 'ceilings R009 R011'."


def test_what_a_finding_states_itself_is_exact_or_as_printed():
    given = named_pay(parse_pay("given £19,126"), {})
    assert (given.name, given.unit, given.given) == ("given £19,126", YEARLY, Bounded.exact(19126))
    assert given.point(Month(2020, 1), MONTH) == Bounded.exact(19126)
    rise = named_pay(parse_pay("given 57.8 %"), {})
    assert (rise.unit, rise.rise) == ("%", Bounded.rounded(57.8, decimals=1))
    assert rise.rise_between(Month(2010, 1), Month(2020, 1), MONTH) == (rise.rise, ())
    when = StatedTime.parse("2020-21")
    for fixed in (given, rise):
        assert fixed.months(when, MONTH) == list(when.months)
        assert not fixed.sparse
        assert fixed.words == fixed.name


def test_a_rise_is_of_two_figures_with_the_rows_of_both():
    months = (Month(2019, 3).ordinal, Month(2020, 3).ordinal)
    series = PaySeries("p", YEARLY, months, (20_000.0, 21_000.0), 5.0, (("t", "1"), ("t", "2")))
    pay = NamedPay("p", YEARLY, series)
    rise, rows = pay.rise_between(Month(2019, 3), Month(2020, 3), MONTH)
    assert (rise.value, rows) == (pytest.approx(5.0), (("t", "1"), ("t", "2")))
    assert pay.figure(Month(2020, 3)) == (Bounded(21_000.0, 20_995.0, 21_005.0), (("t", "2"),))
    assert pay.span == "from March 2019 to March 2020"
    assert pay.nearest(StatedTime.parse("2018"), MONTH, within=3) == Month(2019, 3)
    assert pay.nearest(StatedTime.parse("2018"), MONTH, within=2) is None
    assert pay.nearest(StatedTime.parse("Oct 2019"), MONTH, within=12) == Month(2020, 3)
    assert at(Month(2019, 3)) == StatedTime(Month(2019, 3), Month(2019, 3), "March 2019")


@pytest.mark.parametrize(
    ("months", "sparse"),
    [((0,), True), ((0, 3), True), ((0, 2), False), ((0, 1, 2), False), ((0, 3, 6), True)],
)
def test_pay_is_sparse_with_a_figure_in_three_months_or_fewer(months, sparse):
    series = PaySeries("p", YEARLY, months, (1e4,) * len(months), 5.0)
    assert NamedPay("p", YEARLY, series).sparse is sparse


@pytest.mark.parametrize(
    ("unit", "by"),
    [
        (HOURLY, 37 * WEEKS_A_YEAR),
        (WEEKLY, WEEKS_A_YEAR),
        ("GBP per week", WEEKS_A_YEAR),
        (YEARLY, 1.0),
        ("GBP", 1.0),
    ],
)
def test_a_unit_is_turned_into_pounds_a_year(unit, by):
    assert NamedPay("p", unit).yearly(37) == by


def test_a_star_leaves_out_groups_and_rows_of_other_measures():
    rows = pd.DataFrame(
        {
            "measure": ["median", "median", "mean", "median"],
            "responsibility_level": "EO",
            "population": ["Ofsted", "Acas", "Defra", None],
        }
    )
    listed = organisations(parse_pay("median of EO, *"), rows)
    assert [one.text for one in listed] == ["median of EO, Acas", "median of EO, Ofsted"]
    assert "unit_kind" not in listed[0].rows
    group = rows.assign(unit_kind=["organisation", "group", "organisation", "organisation"])
    [one] = organisations(parse_pay("median of EO, *"), group)
    assert (one.text, one.rows["unit_kind"]) == ("median of EO, Ofsted", "organisation")


def test_a_salary_is_named_for_all_staff_where_it_is_of_all():
    table = pd.DataFrame(
        {
            "key": ["s1"],
            "year": [2020],
            "reference_last": pd.to_datetime(["2020-03-31"]),
            "measure": "median",
            "responsibility_level": "All",
            "population": "whole civil service",
            "unit": "GBP",
            "value": [28_180.0],
            "source": "earnings/civil_service_salaries.csv",
            "source_title": "a bulletin",
            "confidence": "high",
            "suppressed": False,
            "flags": "",
        }
    )
    made = named_pay(parse_pay("median of All"), {"salaries": table})
    assert (made.name, made.series.values) == ("median of all staff", (28_180.0,))
