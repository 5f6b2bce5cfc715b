"""Notebook 10: what restores a base, now and over years of forecast prices."""

import pandas as pd
import pytest

from analysis.errors import UsageError

EO = {"grade": "EO", "base": 2020}


def finding(made, name):
    return next(one for one in made.findings if one.id == name)


def table(made, name):
    return next(one for one in made.tables if one.id == name).frame


def test_the_rise_needed_is_the_other_form_of_the_fall(make):
    values = finding(make("10_restoration", **EO), "now").values
    undone = (1 + values["real"].amount / 100) * (1 + values["needed"].amount / 100)
    assert undone == pytest.approx(1)


def test_a_median_whose_mix_moved_is_not_said_to_need_no_rise(make):
    report = make("10_restoration")
    found = finding(report, "now")
    assert found.values["real"].amount > 0
    assert "no rise is needed" not in found.sentence
    assert [one.id for one in report.findings[:2]] == ["ceilings", "by-grade"]
    assert round(report.findings[0].values["real"].amount, 1) == -15.5


def test_months_already_published_are_not_forecast(make):
    found = finding(make("10_restoration"), "phased")
    assert found.values["published"].text == "August 2026"
    assert found.values["pace"].amount > 2.05
    assert "a cut in real terms" in found.sentence


def test_a_sign_that_turns_on_the_index_is_said_to(make):
    assert "the sign turns on the index" in finding(make("10_restoration"), "indices").sentence
    same = finding(make("10_restoration", **EO), "indices").sentence
    assert "the sign is the same on each" in same


def test_what_is_forecast_is_marked_and_lies_after_the_newest_salary(make):
    data = make("10_restoration", **EO).charts[0].data
    assert data.loc[data["forecast"], "period"].min() > pd.Period("2026-03", "M")
    assert not data.loc[data["series"] == "Pay", "forecast"].any()


def test_the_path_meets_the_level_at_its_end(make):
    data = make("10_restoration", **EO).charts[0].data
    last = data[data["period"] == data["period"].max()].set_index("series")["value"]
    assert last["Restored over 4 years"] == pytest.approx(last["Level with 2020"])


def test_cpih_has_no_forecast_and_none_stands_in(make):
    made = make("10_restoration", **EO, index="CPIH")
    assert "no forecast of CPIH" in finding(made, "no-forecast").sentence
    rows = table(made, "phased-rises")
    assert rows.loc[rows["index"] == "CPIH", "yearly"].isna().all()
    assert not made.charts[0].data["forecast"].any()


def test_a_span_past_the_forecast_says_how_far_it_reaches(make):
    made = make("10_restoration", **EO, index="RPI", over_years=5)
    assert "it has 2025 to 2030" in finding(made, "no-forecast").sentence


def test_every_step_has_its_break_even(make):
    rows = table(make("10_restoration", **EO), "break-even")
    assert rows["start"].iloc[0] == pd.Period("2020-03", "M")
    gap = rows["rise_pct"] - rows["break_even_pct"]
    assert gap.tolist() == pytest.approx(rows["gap_points"].tolist())


def test_a_day_before_the_forecast_has_none(make):
    made = make("10_restoration", **EO, as_of="2023-12-31")
    assert "no forecast was on record by then" in finding(made, "no-forecast").sentence


def test_a_day_before_any_salary_gives_a_report_that_says_so(make):
    made = make("10_restoration", as_of="2005-01-01")
    assert [one.id for one in made.findings] == ["nothing-known"]
    assert made.charts[0].data.empty
    assert all(one.frame.empty for one in made.tables)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"grade": "A0"}, "no such grade"),
        ({"base": 2025}, "Did you mean 2024"),
        ({"over_years": 0}, "a number of years from 1"),
        ({"over_years": 40}, "a number of years from 1"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(make, given, words):
    with pytest.raises(UsageError, match=words):
        make("10_restoration", **given)


def test_everything_shown_has_an_id_of_its_own(make):
    names = [one.id for one in make("10_restoration").shown]
    assert len(set(names)) == len(names)
