"""Numbers, dates and ranges as readers see them."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.present.numbers import (
    decimals_of,
    join_words,
    print_amount,
    print_number,
    print_range,
    round_half_up,
)


@pytest.mark.parametrize(
    ("amount", "decimals", "printed"),
    [
        (2.45, 1, "2.5"),
        (-2.45, 1, "−2.5"),
        (2.675, 2, "2.68"),
        (0.5, 0, "1"),
        (-0.04, 1, "0.0"),
        (1234567.891, 1, "1,234,567.9"),
        (np.float64(11.1), 1, "11.1"),
        (np.int64(59296), 0, "59,296"),
        (Decimal("0.125"), 2, "0.13"),
    ],
)
def test_halves_are_rounded_away_from_zero_as_published_figures_are(amount, decimals, printed):
    assert print_number(amount, decimals) == printed


@given(
    st.decimals(-(10**9), 10**9, allow_nan=False, places=3),
    st.integers(min_value=0, max_value=2),
)
def test_rounding_moves_a_number_by_half_a_unit_at_most(amount, decimals):
    rounded = round_half_up(float(amount), decimals)
    assert abs(rounded - amount) <= Decimal(1).scaleb(-decimals) / 2


@given(st.floats(-1e12, 1e12), st.integers(min_value=0, max_value=4))
def test_a_printed_number_reads_back_as_the_rounded_one(amount, decimals):
    printed = print_number(amount, decimals).replace(",", "").replace("−", "-")
    assert Decimal(printed) == round_half_up(amount, decimals)


def test_a_number_that_is_not_finite_is_not_printed():
    with pytest.raises(ValueError, match="not a finite number"):
        print_number(float("nan"), 1)


def test_a_percentage_keeps_its_sign_to_itself_with_a_space_that_does_not_break():
    assert print_amount(7.3, "%", 1) == "7.3\u00a0%"


def test_pounds_stand_before_the_number_and_after_the_minus():
    assert print_amount(-1240.4, "GBP a year", 0) == "−£1,240 a year"


def test_one_of_a_thing_is_singular_as_printed():
    assert print_amount(1.04, "percentage points", 1) == "1.0\u00a0percentage point"
    assert print_amount(1, "votes") == "1\u00a0vote"


def test_a_plus_is_printed_only_when_asked_and_never_on_nought():
    assert print_amount(4.5, "%", 1, signed=True) == "+4.5\u00a0%"
    assert print_amount(0.0, "%", 1, signed=True) == "0.0\u00a0%"


def test_a_range_says_its_unit_once_and_joins_with_an_en_dash():
    assert print_range(4.5, 5, "%", 1) == "4.5–5.0\u00a0%"


def test_a_range_with_a_negative_end_is_joined_with_a_word():
    assert print_range(-1, 2.5, "%", 1) == "−1.0\u00a0% to 2.5\u00a0%"


def test_a_range_whose_ends_print_alike_is_one_number():
    assert print_range(2.51, 2.54, "%", 1) == "2.5\u00a0%"


def test_a_column_takes_the_decimals_of_its_finest_number_up_to_two():
    assert decimals_of([1, 2.5]) == 1
    assert decimals_of([1 / 3]) == 2
    assert decimals_of([]) == 0


def test_names_are_joined_as_prose_joins_them():
    assert [join_words(names) for names in ([], ["CPI"], ["CPI", "RPI"])] == [
        "",
        "CPI",
        "CPI and RPI",
    ]
