"""Notebook 08: the grid of choices, and what of it is drawn."""

import pytest


def test_a_convention_without_any_figure_is_left_out_of_the_grid_and_named(make):
    """The newest salaries are of March: no index has the whole of that calendar year."""
    chart = make("08_robustness").charts[0]
    assert not chart.data["reading"].str.contains("calendar-year").any()
    assert chart.data["reading"].nunique() == 9
    assert "calendar-year average left out, as no prices of the whole of 2026" in chart.subtitle


def test_a_convention_with_figures_is_drawn_and_nothing_is_said_of_it(make):
    chart = make("08_robustness", as_of="2025-01-31", since=2011).charts[0]
    assert chart.data["reading"].str.contains("calendar-year").any()
    assert "left out" not in chart.subtitle


def test_readings_of_since_2011_hold_the_base_and_other_bases_stand_apart(make):
    made = make("08_robustness")
    counts = {name: value.amount for name, value in made.findings[0].values.items()}
    assert (counts["same"], counts["n"]) == (12, 18)
    up = [counts[f"{name}_up"] for name in ("cpi", "cpih", "rpi")]
    assert (up, counts["cpi_n"], counts["rpi_n"]) == ([6, 6, 0], 6, 6)
    apart = next(one for one in made.findings if one.id == "other-bases").values
    assert (apart["same"].amount, apart["n"].amount) == (174 - 12, 252 - 18)


def test_a_headline_that_prices_do_not_reach_is_told_and_not_an_error(make):
    made = make("08_robustness", convention="calendar-year average")
    assert [one.id for one in made.findings] == ["no-grid"]
    assert "prices do not reach a calendar-year average of 2026-03" in made.findings[0].sentence


@pytest.mark.parametrize("grade", ["All", "EO"])
def test_a_median_of_all_staff_is_said_to_mix_grades(make, grade):
    made = make("08_robustness", grade=grade, base=2020, since=2020)
    assert ("whose mix of grades changed" in made.findings[0].sentence) == (grade == "All")
