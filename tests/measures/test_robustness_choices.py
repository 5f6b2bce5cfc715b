import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.errors import MeasureError
from analysis.measures.choices.grid import Cell, Grid
from analysis.measures.choices.grid_choices import complete_part, parting, sums_of_squares
from analysis.measures.choices.robustness import robustness_grid

HEADLINE = Cell("2011-03", "CPI", "month to month", "median, All")
TWO = ("a", "b")


def made(real, labels=None):
    real = np.asarray(real, dtype=float)
    labels = labels or tuple(
        tuple(f"{axis}{level}" for level in range(size))
        for axis, size in zip("bicp", real.shape, strict=True)
    )
    return Grid("2024-03", labels, real, real - 0.1, real + 0.1)


def test_sums_of_squares_of_a_grid_made_by_hand():
    # Mean 3. First choice: means 2 and 4, effect 4 * (1 + 1) = 8. Second: means 1 and 5,
    # effect 4 * (4 + 4) = 32. Third: means 3 and 3, no effect. Squares about the mean:
    # 9 + 1 + 1 + 1 (0 2 | 4 2) and 1 + 9 + 9 + 25 (2 0 | 6 8) come to 56; 56 - 40 = 16 together.
    cube = np.array([[[0.0, 2.0], [4.0, 2.0]], [[2.0, 0.0], [6.0, 8.0]]])
    found = sums_of_squares(cube, ("base", "index", "convention")).set_index("choice")
    assert found["sum_of_squares"].to_dict() == {
        "base": 8.0,
        "index": 32.0,
        "convention": 0.0,
        "choices together": 16.0,
    }
    assert found["share_pct"].sum() == pytest.approx(100)


@given(arrays(float, (2, 3, 2, 2), elements=st.floats(-50, 50)))
def test_the_parts_always_add_to_the_whole(cube):
    found = sums_of_squares(cube)
    whole = ((cube - cube.mean()) ** 2).sum()
    assert found["sum_of_squares"].sum() == pytest.approx(whole, abs=1e-6)
    assert (found["sum_of_squares"] >= 0).all()


def test_a_grid_of_one_number_has_no_shares():
    assert sums_of_squares(np.full((2, 2), 3.0), TWO)["share_pct"].isna().all()


def test_a_grid_with_holes_is_not_divided():
    with pytest.raises(MeasureError, match="take its complete part"):
        sums_of_squares(np.array([[1.0, np.nan]]), TWO)


def test_the_complete_part_drops_the_choice_that_lacks_cells(pay, indices):
    grid = robustness_grid([pay], indices=list(indices.values()), end="2026-03")
    whole, dropped = complete_part(grid)
    assert dropped == (("convention", "calendar-year average"),)
    assert np.isfinite(whole.real).all()
    assert whole.real.shape == (14, 3, 3, 1)
    assert grid.known == whole.known


def test_a_grid_with_nothing_whole_is_refused():
    with pytest.raises(MeasureError, match="has no complete part"):
        complete_part(made(np.full((1, 1, 1, 1), np.nan)))


def test_the_index_moves_the_civil_service_headline_most(grid):
    shares = sums_of_squares(grid.real).set_index("choice")["share_pct"]
    assert shares.idxmax() == "index"
    assert round(shares["index"]) == 74
    assert shares["pay"] == 0


def test_shapley_shares_of_a_contrast_made_by_hand():
    # From 1 (base 0, index 0) to 10: changing the base first gives 1, 3, 10: base 2, index 7.
    # Changing the index first gives 1, 6, 10: index 5, base 4. Means: base 3, index 6.
    real = np.array([[1.0, 6.0], [3.0, 10.0]]).reshape(2, 2, 1, 1)
    grid = made(real)
    found = parting(grid, grid.cell((0, 0, 0, 0)), grid.cell((1, 1, 0, 0)))
    assert found[["choice", "points"]].to_numpy().tolist() == [["index", 6.0], ["base", 3.0]]


@given(arrays(float, (2, 2, 2, 2), elements=st.floats(-50, 50)))
def test_shapley_shares_add_to_the_difference(cube):
    grid = made(cube)
    found = parting(grid, grid.cell((0, 0, 0, 0)), grid.cell((1, 1, 1, 1)))
    assert found["points"].sum() == pytest.approx(cube[1, 1, 1, 1] - cube[0, 0, 0, 0], abs=1e-9)


def test_cells_that_agree_are_parted_by_nothing(grid):
    assert parting(grid, HEADLINE, HEADLINE).empty


def test_a_hole_between_two_cells_is_named():
    real = np.array([[1.0, np.nan], [3.0, 10.0]]).reshape(2, 2, 1, 1)
    grid = made(real)
    with pytest.raises(MeasureError, match=r"no figure for Cell\(base='b0', index='i1'"):
        parting(grid, grid.cell((0, 0, 0, 0)), grid.cell((1, 1, 0, 0)))
