import numpy as np
import pytest

from analysis.errors import MeasureError
from analysis.measures.choices.grid import Cell, Grid
from analysis.measures.choices.robustness import robustness, robustness_grid
from analysis.measures.pay.pay_series import PaySeries, earnings_series, real_pay_change
from analysis.measures.pay.salaries import salary_series
from analysis.measures.prices.points import CONVENTIONS

HEADLINE = Cell("2011-03", "CPI", "month to month", "median, All")


def test_every_cell_is_what_the_plain_measure_gives(grid, pay, indices):
    for base in ("2011-03", "2019-03", "2023-03"):
        for name, index in indices.items():
            for convention in CONVENTIONS:
                plain = real_pay_change(
                    pay, index=index, start=base, end="2024-03", convention=convention
                )
                cell = grid.value(Cell(base, name, convention, "median, All"))
                assert (cell.value, cell.low, cell.high) == pytest.approx(
                    (plain.real.value, plain.real.low, plain.real.high)
                )


def test_the_headline_of_2011_to_2024_keeps_its_sign_in_fewer_than_half_the_cells(grid):
    found = robustness(grid, HEADLINE)
    assert round(found.value.value, 1) == -0.9
    assert (found.cells, found.missing) == (156, 0)
    assert (found.same_sign, found.certain) == (73, 72)
    assert round(found.share_pct, 1) == 46.8
    assert found.lowest[0].index == "RPI"
    assert found.lowest[1].value < found.value.value < found.highest[1].value


def test_a_headline_and_how_far_it_holds_are_told_in_a_line():
    cube = np.array([[-2.0, 6.0], [-3.0, -0.05]]).reshape(2, 2, 1, 1)
    labels = (("2011-03", "2015-03"), ("RPI", "CPI"), ("month to month",), ("pay",))
    grid = Grid("2024-03", labels, cube, cube - 0.1, cube + 0.1)
    assert repr(robustness(grid, Cell("2011-03", "RPI", "month to month", "pay"))) == (
        "-2.00 (-2.10 to -1.90) %: 3 of 4 readings have its sign (2 whatever rounding did); "
        "lowest -3.0, highest 6.0"
    )


def test_every_base_since_2008_that_has_a_figure_is_in_the_grid(grid):
    assert grid.labels[0][0] == "2011-03"
    assert grid.labels[0][-1] == "2023-03"
    assert len(grid.labels[0]) == 13


def test_missing_cells_are_counted_with_the_reason_and_never_filled(pay, indices):
    grid = robustness_grid([pay], indices=list(indices.values()), end="2026-03")
    lost = grid.missing
    assert set(lost["convention"]) == {"calendar-year average"}
    assert lost["cells"].sum() == np.isnan(grid.real).sum() == 42
    last = indices["RPI"].first + (len(indices["RPI"].values) - 1)
    runs = f"RPI runs from 1987-01 to {last.text}"
    assert lost.loc[lost["index"] == "RPI", "why"].tolist() == [runs]
    with pytest.raises(MeasureError, match=runs):
        grid.value(Cell("2011-03", "RPI", "calendar-year average", "median, All"))


def test_pay_without_a_figure_at_a_base_is_missing_for_that_pay_alone(record, indices):
    pay = [salary_series(record["salaries"], grade=grade) for grade in ("All", "EO")]
    grid = robustness_grid(pay, indices=[indices["CPI"]], end="2026-03")
    lost = grid.missing
    assert set(lost.loc[lost["convention"] == "month to month", "pay"]) == {"median, EO"}
    assert (lost["cells"].sum() + grid.known) == grid.real.size


def test_a_base_in_the_window_of_the_end_has_no_change(record, indices):
    pay = earnings_series(record["earnings"], series="K54L")
    grid = robustness_grid(
        [pay], indices=[indices["CPI"]], end="2023-12", bases=["2022-12", "2023-02"]
    )
    assert np.isnan(grid.real[1, 0, 1, 0])
    assert np.isfinite(grid.real[1, 0, 0, 0])
    assert "one calendar-year average" in grid.missing["why"].iloc[0]


def test_monthly_pay_starts_from_the_same_month_of_each_year(record, indices):
    pay = earnings_series(record["earnings"], series="K54L")
    grid = robustness_grid([pay], indices=[indices["CPI"]], end="2023-12")
    assert grid.labels[0] == tuple(f"{year}-12" for year in range(2008, 2023))


def test_the_frame_has_a_row_for_each_cell(grid):
    frame = grid.frame
    assert len(frame) == grid.real.size
    row = frame[
        (frame[["base", "index", "convention"]] == list(HEADLINE.__dict__.values())[:3]).all(axis=1)
    ]
    assert row["real_pct"].item() == grid.value(HEADLINE).value


def test_the_order_of_bases_and_later_figures_change_nothing(pay, indices):
    cpi = indices["CPI"]
    one = robustness_grid([pay], indices=[cpi], end="2020-03", bases=["2015-03", "2011-03"])
    shorter = PaySeries("median, All", "GBP a year", pay.months[:10], pay.values[:10], 5.0)
    two = robustness_grid([shorter], indices=[cpi], end="2020-03", bases=["2011-03", "2015-03"])
    assert np.array_equal(one.real, two.real)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ({"end": "2011-03"}, "no base before 2011-03"),
        ({"conventions": ["month on month"]}, "Did you mean month to month"),
        ({"end": "2024-13"}, "is not a month"),
    ],
)
def test_what_makes_no_grid_is_refused(pay, indices, call, words):
    with pytest.raises(MeasureError, match=words):
        robustness_grid([pay], **{"indices": [indices["CPI"]], "end": "2024-03", **call})


def test_a_choice_that_is_not_in_the_grid_names_the_nearest(grid):
    with pytest.raises(MeasureError, match="no base in this grid '2010-03'"):
        robustness(grid, Cell("2010-03", "CPI", "month to month", "median, All"))


def test_two_versions_of_one_index_do_not_share_a_grid(pay, indices):
    with pytest.raises(MeasureError, match="takes each index once"):
        robustness_grid([pay], indices=[indices["CPI"]] * 2, end="2024-03")
