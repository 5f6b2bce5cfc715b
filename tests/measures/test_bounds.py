"""A figure and what rounding leaves open: where a sign, a digit or the interval itself is sure."""

import pytest

from analysis.errors import MeasureError
from analysis.measures.bounds import (
    Bounded,
    as_bounded,
    round_half_up,
)


@pytest.mark.parametrize(
    ("low", "high", "certain"),
    [
        (0.01, 0.2, True),
        (-0.2, -0.01, True),
        (0.0, 0.2, False),
        (-0.2, 0.0, False),
        (-0.1, 0.1, False),
        (0.0, 0.0, True),
    ],
)
def test_a_sign_is_certain_only_where_no_end_of_the_interval_is_nought(low, high, certain):
    assert Bounded((low + high) / 2, low, high).sign_certain is certain


def test_a_value_may_lie_at_an_end_of_its_bounds_and_not_outside():
    assert Bounded(1.0, 1.0, 2.0).low == Bounded(2.0, 1.0, 2.0).low == 1.0
    for value in (0.999, 2.001, float("nan")):
        with pytest.raises(MeasureError, match="within its bounds; found"):
            Bounded(value, 1.0, 2.0)


def test_a_printed_figure_reaches_half_a_unit_of_its_last_digit_either_way():
    rate = Bounded.rounded(11.1, decimals=1)
    assert (rate.value, rate.low, rate.high) == (11.1, 11.1 - 0.05, 11.1 + 0.05)
    whole = Bounded.rounded(40, decimals=0)
    assert (whole.value, whole.low, whole.high) == (40.0, 39.5, 40.5)


@pytest.mark.parametrize(
    ("figure", "decimals", "certain"),
    [
        (Bounded(2.04, 2.04, 2.04), 1, True),
        (Bounded(2.0, 1.95, 2.05), 1, True),  # the upper end prints as the next figure
        (Bounded(2.0, 1.94, 2.05), 1, False),
        (Bounded(2.0, 1.95, 2.06), 1, False),
        (Bounded(2.0, 1.95, 2.05), 2, False),
        (Bounded(2.05, 2.05 - 1e-12, 2.05 + 1e-12), 1, True),  # no wider than binary noise
    ],
)
def test_a_digit_is_certain_where_the_whole_interval_prints_the_same(figure, decimals, certain):
    assert figure.printed_certain(decimals) is certain


def test_a_digit_is_asked_for_one_place_unless_told_otherwise():
    assert Bounded(2.0, 1.96, 2.04).printed_certain()
    assert not Bounded(2.0, 1.96, 2.04).printed_certain(2)


def test_a_figure_carried_through_a_rising_function_keeps_its_ends():
    carried = Bounded(2.0, 1.0, 3.0).rising(lambda value: value**2)
    assert (carried.value, carried.low, carried.high) == (4.0, 1.0, 9.0)


def test_a_bare_number_is_exact_and_a_missing_one_is_refused():
    given = Bounded(2.0, 1.0, 3.0)
    assert as_bounded(given) is given
    assert as_bounded(3) == Bounded(3.0, 3.0, 3.0) == Bounded.exact(3)
    for missing in (float("nan"), float("inf")):
        with pytest.raises(MeasureError, match="a number was expected, found"):
            as_bounded(missing)


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [(2.675, 2, 2.68), (-2.675, 2, -2.68), (0.5, 0, 1.0), (2.4999, 0, 2.0), (1250, -2, 1300.0)],
)
def test_a_half_is_rounded_away_from_nought(value, decimals, printed):
    assert round_half_up(value, decimals) == printed


def test_rounding_keeps_the_places_asked_for_before_the_point_too():
    """1,499.6 is 1,000 in thousands: rounded once, not to 1,500 first."""
    pay = Bounded.exact(1499.6)
    assert (round(pay), round(pay, 1), round(pay, -2), round(pay, -3)) == (1500, 1499.6, 1500, 1000)
