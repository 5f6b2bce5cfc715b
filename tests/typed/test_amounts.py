"""Percentages and money: what may be a share, a range, or a sum of money is asked back."""

import numpy as np
import pytest

from analysis import typed
from analysis.errors import UsageError


@pytest.mark.parametrize(
    "written",
    ["3", "3%", "3 %", "3 per cent", "3.0 percent", "+3", 3, 3.0, np.float64(3), np.int8(3)],
)
def test_three_per_cent_is_read_however_it_is_written(written):
    assert typed.percentage(written) == 3


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("0.03", "Did you mean 3 %"),
        (0.03, "Did you mean 3 %"),
        ("£500", "is money"),
        ("3,5", "Did you mean 3.5"),
        ("2-3%", "is a range"),
        ("300", "Did you mean 3 %"),
        ("-100", "Pay cannot fall"),
        ("three", "is not a percentage"),
        (float("nan"), "is not a percentage"),
        (float("inf"), "is not a percentage"),
        (None, "is not a percentage"),
        (True, "is not a percentage"),
    ],
)
def test_what_is_not_plainly_a_percentage_is_asked_back(written, told):
    with pytest.raises(UsageError, match=told):
        typed.percentage(written, what="percent")


def test_a_small_percentage_can_be_meant():
    assert typed.percentage("0.03%") == 0.03


@pytest.mark.parametrize("written", ["25000", "25,000", "£25,000.00", "25 000", 25000, "£25000 "])
def test_a_sum_is_read_however_it_is_written(written):
    assert typed.pounds(written, what="salary") == 25000


@pytest.mark.parametrize("written", ["25k", "-3", -3, 0, float("inf"), float("nan"), "about 25000"])
def test_what_is_no_sum_is_refused_by_name(written):
    with pytest.raises(UsageError, match="salary"):
        typed.pounds(written, what="salary")
