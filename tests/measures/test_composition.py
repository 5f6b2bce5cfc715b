import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.pay.composition import composition


@pytest.fixture(scope="module")
def salaries(record):
    return record["salaries"]


def made(means, heads, published):
    """Two years of two grades: means, headcounts and the printed all-staff mean of each."""
    rows = []
    for year in (2021, 2023):
        for grade in ("EO", "G7"):
            for measure, unit, table in (("mean", "GBP", means), ("headcount", "people", heads)):
                rows.append((year, grade, measure, unit, table[year, grade]))
        rows.append((year, "All", "mean", "GBP", published[year]))
        rows.append((year, "All", "headcount", "people", 1000.0))
    columns = ["year", "responsibility_level", "measure", "unit", "value"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(
        key=frame["year"].astype(str) + frame["responsibility_level"] + frame["measure"],
        reference_last=pd.to_datetime(frame["year"].astype(str) + "-03-31"),
        population="whole civil service",
        source="earnings/civil_service_salaries.csv",
        confidence="high",
    )


def test_two_years_of_means_divide_into_pay_and_mix(salaries):
    found = composition(salaries, start=2021, end=2023)
    assert round(found.all_staff.value, 1) == 7.1
    assert round(found.fixed_mix.value, 1) == 4.7
    assert round(found.composition.value, 1) == 2.4
    assert found.composition.sign_certain
    assert found.all_staff.printed_certain(1)


def test_a_digit_that_rests_on_the_rounding_of_means_is_said(salaries):
    found = composition(salaries, start=2021, end=2023)
    assert found.note == (
        "rise at the 2021 mix: the last digit rests on rounding: between 4.7 % and 4.8 %; "
        "composition: the last digit rests on rounding: between 2.3 % and 2.4 %"
    )


def furthest(found):
    """How far the weighted means lie from the published all-staff means, at most, in GBP."""
    ends = zip(found.rebuilt, found.published, strict=True)
    return max(abs(made.value - printed.value) for made, printed in ends)


def test_weighted_means_give_the_published_mean_to_two_pounds(salaries):
    for years in ((2021, 2022), (2022, 2023), (2021, 2023)):
        assert furthest(composition(salaries, start=years[0], end=years[1])) < 2.5


def test_without_unknown_the_published_mean_is_missed(salaries):
    graded = ("AA/AO", "EO", "SEO/HEO", "G6/G7", "SCS level")
    assert furthest(composition(salaries, start=2021, end=2023, grades=graded)) > 50


def test_shares_of_all_grades_and_unknown_add_to_the_whole(salaries):
    found = composition(salaries, start=2021, end=2023)
    assert found.grades["share_start_pct"].sum() == pytest.approx(100)
    assert "Unknown" in set(found.grades["responsibility_level"])


def test_a_change_of_mix_alone_is_all_composition():
    means = {
        (year, grade): pay
        for year in (2021, 2023)
        for grade, pay in (("EO", 30000.0), ("G7", 60000.0))
    }
    heads = {(2021, "EO"): 500.0, (2021, "G7"): 500.0, (2023, "EO"): 250.0, (2023, "G7"): 750.0}
    found = composition(
        made(means, heads, {2021: 45000.0, 2023: 52500.0}),
        start=2021,
        end=2023,
        grades=("EO", "G7"),
    )
    assert found.fixed_mix.value == 0
    assert found.composition.value == pytest.approx(100 * (52500 / 45000 - 1))


def test_each_grade_has_its_mean_its_people_its_share_and_its_rise():
    means = {
        (2021, "EO"): 30000.0,
        (2023, "EO"): 33000.0,
        (2021, "G7"): 60000.0,
        (2023, "G7"): 63000.0,
    }
    heads = {(2021, "EO"): 750.0, (2021, "G7"): 250.0, (2023, "EO"): 500.0, (2023, "G7"): 500.0}
    found = composition(
        made(means, heads, {2021: 37500.0, 2023: 48000.0}),
        start=2021,
        end=2023,
        grades=("EO", "G7"),
    )
    assert found.grades.set_index("responsibility_level").round(4).to_dict("index") == {
        "EO": {
            "mean_start": 30000.0,
            "headcount_start": 750.0,
            "share_start_pct": 75.0,
            "mean_end": 33000.0,
            "headcount_end": 500.0,
            "share_end_pct": 50.0,
            "rise_pct": 10.0,
        },
        "G7": {
            "mean_start": 60000.0,
            "headcount_start": 250.0,
            "share_start_pct": 25.0,
            "mean_end": 63000.0,
            "headcount_end": 500.0,
            "share_end_pct": 50.0,
            "rise_pct": 5.0,
        },
    }
    # 33,000 * 0.75 + 63,000 * 0.25 = 40,500
    assert found.fixed_mix.value == pytest.approx(8.0)
    assert found.all_staff.value == pytest.approx(28.0)
    assert found.composition.value == pytest.approx(20.0)
    slack = 5 + 2.5 * 30000 / 1000  # at the mix of 2021 both years' grades lie 30,000 apart
    assert found.rebuilt[0].value == 37500.0
    assert found.rebuilt[0].high == pytest.approx(37500 + slack)
    assert found.rebuilt[0].low == pytest.approx(37500 - slack)
    assert (found.published[1].low, found.published[1].high) == (47995.0, 48005.0)
    assert (found.start, found.end, found.mix_of) == (2021, 2023, 2021)


def test_the_mix_of_the_end_may_be_held_instead(salaries):
    at_end = composition(salaries, start=2021, end=2023, mix="end")
    assert at_end.mix_of == 2023
    assert at_end.fixed_mix.value != composition(salaries, start=2021, end=2023).fixed_mix.value


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ({"measure": "median"}, "a median does not divide into grades"),
        ({"grades": ("AA/AO", "AA", "EO")}, "grades overlap: AA/AO includes AA"),
        ({"mix": "middle"}, "no mix 'middle'"),
        ({"end": 2026}, "no mean of AA/AO for 2026; years there are: 2021, 2022, 2023"),
    ],
)
def test_what_cannot_be_divided_is_refused(salaries, call, words):
    with pytest.raises(MeasureError, match=words):
        composition(salaries, **{"start": 2021, "end": 2023, **call})


def test_every_row_behind_the_result_is_named(salaries):
    found = composition(salaries, start=2021, end=2023)
    assert ("salaries", "2021/whole civil service/2021-03-31/Unknown/mean") in found.rows
    assert {key for _, key in found.rows} <= set(salaries["key"])
