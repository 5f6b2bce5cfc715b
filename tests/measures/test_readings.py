import numpy as np
import pytest

from analysis.errors import MeasureError
from analysis.measures.choices.grid import Grid
from analysis.measures.choices.grid_choices import two_readings
from analysis.measures.choices.robustness import robustness_grid
from analysis.measures.pay.salaries import salary_series


def bases(real, half=0.1, first=2011):
    """A grid of one index, convention and pay measure to 2024, a base each year."""
    cube = np.array(real, dtype=float).reshape(-1, 1, 1, 1)
    labels = (
        tuple(f"{first + year}-03" for year in range(len(real))),
        ("CPI",),
        ("month to month",),
        ("pay",),
    )
    return Grid("2024-03", labels, cube, cube - half, cube + half)


@pytest.fixture(scope="module")
def grid(record, indices):
    pay = salary_series(record["salaries"])
    return robustness_grid([pay], indices=list(indices.values()), end="2024-03")


def test_the_index_parts_the_two_readings_of_civil_service_pay(grid):
    found = two_readings(grid)
    assert (found.low.cell.index, found.high.cell.index) == ("RPI", "CPIH")
    assert round(found.low.value.value, 1) == -14.2
    assert round(found.high.value.value, 1) == 4.5
    assert found.choice == "index"
    assert found.parted_by["points"].sum() == pytest.approx(found.difference_points)


def test_each_reading_says_how_many_fair_cells_share_its_sign(grid):
    found = two_readings(grid)
    assert found.low.same_sign + found.high.same_sign == found.low.fair == found.high.fair == 93
    assert found.left_out["sign rests on rounding"] == 3


def test_a_short_span_is_no_reading():
    found = two_readings(bases([-5, -4, -3, -2, -1, -1, -1, -1, -9]), least_years=6)
    assert found.low.cell.base == "2011-03"
    assert found.left_out["span under 6 years"] == 1


def test_a_sign_that_turns_with_the_next_base_is_no_reading():
    found = two_readings(bases([-5, -5, -5, 8, -5, -5]))
    assert found.high.value.value == -5
    assert found.left_out["sign turns at a neighbouring base"] == 3


def test_a_sign_that_rests_on_rounding_is_no_reading():
    for doubtful in (0.05, 0.1):  # 0 itself is within the rounding of 0.1
        assert two_readings(bases([2, 1, doubtful, 1])).low.value.value == 1
        assert two_readings(bases([-2, -1, -doubtful, -1])).high.value.value == -1


def test_where_all_cells_agree_one_cell_is_both_readings():
    found = two_readings(bases([3.0, 3.0]))
    assert found.low.cell == found.high.cell
    assert (found.choice, found.difference_points) == ("", 0)


def test_no_fair_reading_is_said_with_what_was_refused():
    with pytest.raises(MeasureError, match=r"makes a fair reading.*'sign rests on rounding': 2"):
        two_readings(bases([0.01, 0.02]))


def test_choices_without_every_cell_are_named(record, indices):
    pay = salary_series(record["salaries"])
    ragged = robustness_grid([pay], indices=list(indices.values()), end="2026-03")
    assert two_readings(ragged).dropped == (("convention", "calendar-year average"),)
