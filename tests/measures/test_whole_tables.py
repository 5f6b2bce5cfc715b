"""Small records laid out by a measure: every cell, row and word of what comes out."""

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.offers.cash import cash_as_percentage
from analysis.measures.offers.chain_links import (
    award_links,
    ceiling_links,
    review_links,
)
from analysis.measures.pay.pay_points import (
    compression,
    grade_worth,
    lowest_points,
    point_series,
    points_over_time,
)

DAY = pd.Timestamp
FIRST, APRIL, LATER = DAY("2002-06-10"), DAY("2010-04-01"), DAY("2010-04-20")


def rows_of(frame):
    """Every row as a tuple, nothing where a cell is empty, figures to four decimals."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [
        tuple(round(cell, 4) if isinstance(cell, float) else cell for cell in row)
        for row in plain.itertuples(index=False)
    ]


SCALES = pd.DataFrame(
    [
        (
            "a",
            "Officer",
            "AO",
            "label",
            "National",
            None,
            FIRST,
            11_020.0,
            14_710.0,
            None,
            37.0,
            "official answer",
        ),
        (
            "b",
            "Officer",
            "AO",
            "label",
            None,
            None,
            FIRST,
            11_500.0,
            14_000.0,
            None,
            37.0,
            "official answer",
        ),
        (
            "c",
            "AO 2",
            "AO",
            "mapped",
            "National",
            APRIL,
            None,
            None,
            None,
            14_000.0,
            None,
            "union or press",
        ),
        (
            "d",
            "AO",
            "AO",
            "label",
            "National",
            LATER,
            None,
            None,
            None,
            14_900.0,
            None,
            "union or press",
        ),
        (
            "e",
            "AO",
            "AO",
            "label",
            "London",
            DAY("2011-04-01"),
            None,
            20_000.0,
            21_000.0,
            None,
            None,
            "pay scale",
        ),
        (
            "f",
            "AO",
            "AO",
            "label",
            "National",
            DAY("2012-04-01"),
            None,
            20_000.0,
            21_000.0,
            None,
            None,
            "advert",
        ),
        (
            "g",
            "AO",
            "AO",
            "label",
            "National",
            DAY("2013-04-01"),
            None,
            None,
            None,
            14_800.0,
            None,
            "pay scale",
        ),
        (
            "h",
            "AA",
            "AA",
            "label",
            "National",
            None,
            FIRST,
            10_000.0,
            11_940.0,
            None,
            None,
            "pay scale",
        ),
        (
            "i",
            "AA",
            "AA",
            "label",
            "National",
            None,
            None,
            10_000.0,
            11_940.0,
            None,
            None,
            "pay scale",
        ),
    ],
    columns=[
        *("key", "grade", "standard_grade", "standard_grade_basis", "location", "effective_last"),
        *("reference_last", "minimum_gbp", "maximum_gbp", "spot_gbp", "hours_per_week", "kind"),
    ],
).assign(employer="Acas")


def test_the_ends_of_each_grade_on_each_day_with_the_keys_of_both():
    found = points_over_time(SCALES)
    assert rows_of(found) == [
        (
            "AA",
            pd.Period("2002-06"),
            FIRST,
            "snapshot",
            10_000.0,
            11_940.0,
            "h",
            "h",
            False,
            "pay scale",
            "label",
        ),
        (
            "AO",
            pd.Period("2002-06"),
            FIRST,
            "snapshot",
            11_020.0,
            14_710.0,
            "a",
            "a",
            False,
            "official answer",
            "label",
        ),
        (
            "AO",
            pd.Period("2010-04"),
            LATER,
            "effective",
            14_900.0,
            14_900.0,
            "d",
            "d",
            True,
            "union or press",
            "label",
        ),
        (
            "AO",
            pd.Period("2013-04"),
            DAY("2013-04-01"),
            "effective",
            14_800.0,
            None,
            "g",
            "g",
            True,
            "pay scale",
            "label",
        ),
    ]
    assert found.columns.tolist() == [
        *("grade", "period", "day", "day_is", "minimum", "maximum"),
        *("minimum_key", "maximum_key", "single", "kind", "basis"),
    ]
    top, low = point_series(found, grade="AO"), point_series(found, grade="AO", end="minimum")
    assert (top.name, top.unit, top.half_unit) == ("AO maximum", "GBP a year", 0.5)
    assert (top.months, top.values) == ((389, 483), (14_710.0, 14_900.0))
    assert low.values == (11_020.0, 14_900.0, 14_800.0)
    assert low.rows == (("pay_scales", "a"), ("pay_scales", "d"), ("pay_scales", "g"))
    assert rows_of(grade_worth(found, upper="AO", lower="AA")) == [
        (
            pd.Period("2002-06"),
            14_710.0,
            11_940.0,
            23.1993,
            (("pay_scales", "a"), ("pay_scales", "h")),
        )
    ]


def test_the_lowest_point_of_each_day_says_of_how_many():
    rest = ("label", "National", None)
    found = lowest_points(SCALES, grade="AO")
    assert rows_of(found) == [
        (
            FIRST,
            "snapshot",
            11_020.0,
            "Acas",
            "Officer",
            "AO",
            *rest[:2],
            37.0,
            "official answer",
            "a",
            2,
        ),
        (
            APRIL,
            "effective",
            14_000.0,
            "Acas",
            "AO 2",
            "AO",
            "mapped",
            "National",
            None,
            "union or press",
            "c",
            1,
        ),
        (LATER, "effective", 14_900.0, "Acas", "AO", "AO", *rest, "union or press", "d", 1),
        (
            DAY("2011-04-01"),
            "effective",
            20_000.0,
            "Acas",
            "AO",
            "AO",
            "label",
            "London",
            None,
            "pay scale",
            "e",
            1,
        ),
        (DAY("2012-04-01"), "effective", 20_000.0, "Acas", "AO", "AO", *rest, "advert", "f", 1),
        (DAY("2013-04-01"), "effective", 14_800.0, "Acas", "AO", "AO", *rest, "pay scale", "g", 1),
    ]
    assert found.columns[:3].tolist() == ["day", "day_is", "value"]


def test_one_pay_over_a_lower_one_year_by_year():
    chosen = pd.DataFrame(
        {
            "year": [2021, 2020, 2020, 2021, 2022],
            "responsibility_level": ["EO", "EO", "AA", "AA", "EO"],
            "value": [24_000.0, 22_000.0, 20_000.0, 20_000.0, 9.0],
            "low": [23_995.0, 21_995.0, 19_995.0, 19_995.0, 9.0],
            "high": [24_005.0, 22_005.0, 20_005.0, 20_005.0, 9.0],
        }
    )
    assert rows_of(compression(chosen, upper="EO", lower="AA")) == [
        (2020, 22_000.0, 20_000.0, 1.1, 1.0995, 1.1005),
        (2021, 24_000.0, 20_000.0, 1.2, 1.1995, 1.2006),
    ]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (
            lambda: lowest_points(SCALES, grade="AX"),
            "no pay points of grade 'AX'. Allowed: AA, AO.",
        ),
        (
            lambda: lowest_points(SCALES.iloc[:0]),
            "the pay scales has no rows: nothing can be measured on it.",
        ),
        (
            lambda: points_over_time(SCALES.assign(employer=list("ababababa"))),
            "points over time are of one employer: keep the rows of one.",
        ),
        (
            lambda: point_series(points_over_time(SCALES), grade="EO"),
            "no maximum of grade 'EO'. Allowed: AA, AO.",
        ),
        (
            lambda: award_links(AWARDS.assign(employer=list("ababababa"))),
            "a chain is of one employer: keep the statements of one.",
        ),
        (
            lambda: ceiling_links(REMITS, track="a freeze"),
            (
                "no track 'a freeze'. Did you mean early freeze or two-year freeze? Allowed: "
                "two-year freeze, early freeze."
            ),
        ),
        (
            lambda: cash_as_percentage(CASH, salary=0.0),
            "a salary is pounds a year above nothing, found 0.0.",
        ),
        (
            lambda: cash_as_percentage(CASH, salary=float("nan")),
            "a salary is pounds a year above nothing, found nan.",
        ),
        (
            lambda: cash_as_percentage(CASH, salary=pd.Series([1.0] * 6)),
            "no salary for 2 statements, first 6.",
        ),
    ],
)
def test_what_cannot_be_laid_out_is_refused(call, told):
    with pytest.raises(MeasureError) as refused:
        call()
    assert str(refused.value) == told


CASH = pd.DataFrame(
    [
        ("S1", "A", 552.0, None, None, "year", "flat", "yes", "rise", None, None, None),
        ("S2", "A", None, 10.0, 20.0, "week", "band", "no", "one-off", 100.0, 20_000.0, 20_500.0),
        ("S3", "B", None, None, 300.0, None, "cap", "unclear", "at most", None, 25_000.0, None),
        ("S4", "B", None, None, 300.0, "month", "cap", None, "rise", None, 25_000.0, None),
        ("S5", "C", 600.0, None, None, "two years", "x", "yes", "rise", None, 20_000.0, None),
        ("S6", "C", None, None, None, None, None, None, None, 250.0, None, None),
        ("S7", "C", None, None, None, None, None, None, None, None, 20_000.0, None),
        ("S8", "D", None, None, None, None, None, None, None, None, 20_000.0, 21_000.0),
    ],
    columns=[
        *("key", "offer_id", "cash_gbp", "cash_low_gbp", "cash_high_gbp", "cash_period"),
        *("cash_kind", "cash_consolidated", "cash_form", "lump_sum_gbp", "old_salary_gbp"),
        "new_salary_gbp",
    ],
)
IN_POUNDS = "in pounds: a percentage needs a salary"
OVER_YEARS = "over several years: not a yearly sum"


def test_pounds_as_a_share_of_the_salary_that_a_statement_names():
    assert rows_of(cash_as_percentage(CASH)) == [
        ("S1", "A", "consolidated", 552.0, 552.0, None, "", *[None] * 5, "flat", IN_POUNDS),
        (
            "S2",
            "A",
            "one-off",
            521.43,
            1042.86,
            100.0,
            "",
            20_000.0,
            2.6072,
            5.2143,
            0.5,
            2.5,
            "band",
            "",
        ),
        (
            "S3",
            "B",
            "not said",
            None,
            300.0,
            None,
            "at most",
            25_000.0,
            None,
            1.2,
            None,
            None,
            "cap",
            "",
        ),
        (
            "S4",
            "B",
            "not said",
            None,
            3600.0,
            None,
            "at most",
            25_000.0,
            None,
            14.4,
            None,
            None,
            "cap",
            "",
        ),
        ("S5", "C", "consolidated", 600.0, 600.0, None, "", 20_000.0, *[None] * 4, "x", OVER_YEARS),
        ("S6", "C", "", None, None, 250.0, "", *[None] * 5, None, IN_POUNDS),
        ("S8", "D", "", None, None, None, "", 20_000.0, None, None, None, 5.0, None, ""),
    ]


def test_pounds_as_a_share_of_one_salary_or_of_one_a_statement_else_its_own():
    shares = ["salary_gbp", "pct_low", "pct_high", "lump_sum_pct"]
    one = cash_as_percentage(CASH, salary=10_000)
    expected = [
        (10_000.0, 5.52, 5.52, None),
        (10_000.0, 5.2143, 10.4286, 1.0),
        (10_000.0, None, 3.0, None),
        (10_000.0, None, 36.0, None),
        (10_000.0, None, None, None),
        (10_000.0, None, None, 2.5),
        (10_000.0, None, None, None),
    ]
    assert rows_of(one[shares]) == expected
    each = cash_as_percentage(CASH, salary=pd.Series([1e4] * 7 + [None]))
    assert rows_of(each[shares]) == [*expected[:-1], (20_000.0, None, None, None)]


def told(link):
    ends = (None if end is None else round(end, 4) for end in (link.low, link.high))
    until = link.until and link.until.text
    keys = tuple(key for _, key in link.rows)
    return (
        link.pay_year,
        link.effective.text,
        *ends,
        link.basis,
        keys,
        link.note,
        until,
        link.whose,
    )


REVIEWS = pd.DataFrame(
    [
        (
            "V1",
            "2010-11",
            "2010-11",
            2.0,
            None,
            None,
            None,
            None,
            None,
            "a basis",
            DAY("2010-08-01"),
        ),
        ("V2", "2011-12", "2011-12", None, 0.5, 1.5, None, None, None, None, None),
        (
            "V3",
            "2012-13",
            "2012-13",
            2.5,
            None,
            None,
            None,
            None,
            "1.5% 2012-04-01; 1.0% 2012-11-01",
            None,
            None,
        ),
        ("V4", "2013-14", "2015-16", 6.1208, None, None, None, None, None, None, DAY("2013-04-01")),
        ("V5", "2014-15", "2014-15", None, None, None, 400.0, None, None, None, None),
        ("V6", "2016-17", "2016-17", None, None, 2.0, None, None, None, None, None),
        ("V7", "2017-18", "2017-18", None, None, None, None, 500.0, None, None, None),
        ("V8", "2018-19", "2018-19", None, None, None, None, None, None, None, None),
        ("V9", "2019-20", "2020-21", 4.0, None, None, None, None, None, None, DAY("2020-08-01")),
        ("W1", "2021-22", "2021-22", 1.0, None, None, None, None, None, None, None),
        ("W2", "2021-22", "2021-22", 2.0, None, None, None, None, None, None, None),
        ("W3", "2022-23", "2022-23", None, None, None, 400.0, None, None, None, None),
    ],
    columns=[
        *("key", "pay_year_from", "pay_year_to", "awarded_pct", "pct_low", "pct_high"),
        *("flat_gbp", "nonconsolidated_gbp", "stages", "basis", "effective_first"),
    ],
)
SPREAD = "a share of one figure for {} years, between compound growth and a plain sum"


def test_each_award_of_a_review_body_is_a_link_or_a_gap_that_says_why():
    assert [told(link) for link in review_links(REVIEWS)] == [
        ("2010-11", "2010-08", 2.0, 2.0, "award", ("V1",), "a basis", None, ""),
        ("2011-12", "2011-08", 0.5, 1.5, "award", ("V2",), "a range over pay points", None, ""),
        ("2012-13", "2012-04", 1.5, 1.5, "award", ("V3",), "paid in stages", None, ""),
        ("2012-13", "2012-11", 1.0, 1.0, "award", ("V3",), "paid in stages", None, ""),
        *(
            (
                year,
                f"{year[:4]}-04",
                2.0,
                2.0403,
                "share of a deal",
                ("V4",),
                SPREAD.format(3),
                None,
                "",
            )
            for year in ("2013-14", "2014-15", "2015-16")
        ),
        (
            "2016-17",
            "2016-04",
            None,
            None,
            "gap",
            ("V6",),
            "only an upper limit is on record",
            None,
            "",
        ),
        ("2017-18", "2017-04", None, None, "gap", ("V7",), "a one-off sum alone", None, ""),
        ("2018-19", "2018-04", None, None, "gap", ("V8",), "no figure on record", None, ""),
        (
            "2019-20",
            "2020-08",
            4.0,
            4.0,
            "award",
            ("V9",),
            "one award for 2 years, paid late",
            "2021-04",
            "",
        ),
        (
            "2021-22",
            "2021-08",
            1.0,
            2.0,
            "award",
            ("W1", "W2"),
            "several figures on record",
            None,
            "",
        ),
        (
            "2022-23",
            "2022-08",
            None,
            None,
            "gap",
            ("W3",),
            "a flat sum: no percentage without a salary",
            None,
            "",
        ),
    ]


AWARDS = pd.DataFrame(
    [
        (
            "S1",
            "accepted",
            None,
            "2010-11",
            "2010-11",
            DAY("2010-08-01"),
            DAY("2010-08-01"),
            "person",
            2.0,
            None,
            None,
            "all staff",
        ),
        ("S2", "imposed", None, "2011-12", None, None, None, "unit", 0.5, None, None, None),
        (
            "S3",
            "implemented",
            None,
            "2011-12",
            "2011-12",
            APRIL,
            DAY("2011-03-31"),
            "unit",
            1.0,
            None,
            None,
            "some",
        ),
        ("S4", "rejected", None, "2012-13", "2012-13", None, None, "unit", 9.0, None, None, None),
        ("S5", "accepted", "EO", "2012-13", "2012-13", None, None, "unit", 9.0, None, None, None),
        ("S6", "accepted", None, "2012-13", "2012-13", None, None, "range", None, 1.0, 2.0, None),
        (
            "S7",
            "accepted",
            None,
            "2013-14",
            "2014-15",
            None,
            None,
            "split_first",
            3.0,
            None,
            None,
            None,
        ),
        ("S8", "accepted", None, "2014-15", "2014-15", None, None, "person", 0.0, None, None, None),
        ("S9", "accepted", None, None, None, None, None, "unit", 9.0, None, None, None),
    ],
    columns=[
        *("key", "outcome", "grade", "pay_year_from", "pay_year_to", "effective_first"),
        *("effective_last", "comparability", "pct", "pct_low", "pct_high", "bargaining_unit"),
    ],
).assign(employer="acas", basis="average_award", deal_years=1)


def test_awards_of_an_employer_are_links_in_their_months_or_the_usual_one():
    rest = {
        None: ("2011-08", "2012-08", "2013-08", "2014-08"),
        1: ("2012-01", "2013-01", "2014-01", "2015-01"),
    }
    for month, (second, third, fourth, fifth) in rest.items():
        assert [told(link) for link in award_links(AWARDS, month=month)] == [
            ("2010-11", "2010-08", 2.0, 2.0, "award", ("S1",), "", None, "all staff"),
            (
                "2011-12",
                second,
                0.5,
                1.0,
                "average award",
                ("S2", "S3"),
                "several figures on record",
                None,
                "some",
            ),
            ("2012-13", third, 1.0, 2.0, "award", ("S6",), "month assumed", None, ""),
            (
                "2013-14",
                fourth,
                1.4889,
                1.5,
                "share of a deal",
                ("S7",),
                f"month assumed; {SPREAD.format(2)}",
                None,
                "",
            ),
            ("2014-15", fifth, 0.0, 0.0, "freeze", ("S8",), "month assumed", None, ""),
        ]


GRADES, PUBLIC = "UK civil service (delegated grades)", "UK public sector"
REMITS = pd.DataFrame(
    [
        ("R1", "2009-10", "2009-10", GRADES, "average_award", 5.0, None, None),
        ("R2", "2010-11", "2010-11", GRADES, "freeze", 0.0, None, None),
        ("R3", "2011-12", "2011-12", GRADES, "average_award", 1.0, 0.5, 2),
        ("R4", "2012-13", "2012-13", PUBLIC, "average_award", 3.0, None, None),
        ("R5", "2013-14", "2014-15", GRADES, "average_award", 9.0, None, None),
        ("R6", "2013-14", "2013-14", "Scotland", "average_award", 9.0, None, None),
        ("R7", "2013-14", "2013-14", PUBLIC, "cap", 9.0, None, None),
        ("R8", "2013-14", "2013-14", PUBLIC, "average_award", 1.5, 0.0, None),
    ],
    columns=[
        *("key", "pay_year_from", "pay_year_to", "jurisdiction", "basis_kind", "ceiling_pct"),
        *("targeted_extra_pct", "duration_years"),
    ],
)


def test_ceilings_of_a_track_begin_with_its_freeze_and_others_stand_in():
    def ceilings(**choices):
        return [told(link)[:6] for link in ceiling_links(REMITS, track="early freeze", **choices)]

    plain = [
        ("2010-11", "2010-04", 0.0, 0.0, "freeze", ("R2",)),
        ("2011-12", "2011-04", 1.0, 1.0, "ceiling", ("R3",)),
        ("2012-13", "2012-04", 1.0, 1.0, "ceiling", ("R3",)),
        ("2013-14", "2013-04", 1.5, 1.5, "ceiling", ("R8",)),
    ]
    assert ceilings() == plain
    extra = [(*link[:2], 1.5, 1.5, "ceiling and targeted extra", ("R3",)) for link in plain[1:3]]
    assert ceilings(extras=True) == [plain[0], *extra, plain[3]]
    assert ceiling_links(REMITS, track="two-year freeze") == []
