"""Days and months: one reader for every way they are typed and every type Python has for them."""

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from analysis import typed
from analysis.errors import UsageError

SEVENTH = date(2022, 12, 7)
SAME_DAY = [
    "2022-12-07", "20221207", 20221207, 20221207.0, "2022/12/07", "7 December 2022", "7 Dec 2022",
    "2022‑12‑07", "7th December 2022", "December 7, 2022", " 2022-12-07 ", "2022-12-07T09:30:00",
    SEVENTH,
    datetime(2022, 12, 7, 9, 30, tzinfo=UTC), pd.Timestamp("2022-12-07"),
    np.datetime64("2022-12-07"), np.datetime64("2022-12-07T07:00:00"),
    pd.Period("2022-12-07", freq="D"),
]  # fmt: skip


@pytest.mark.parametrize("written", SAME_DAY, ids=repr)
def test_one_day_is_read_however_it_is_written(written):
    assert typed.day(written, what="on") == SEVENTH


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("07/12/2022", r"may be 7 December 2022 \(type 2022-12-07\) or 12 July 2022"),
        ("31 February 2022", "there is no day 31 February 2022"),
        ("2022-02-31", "there is no day 2022-02-31"),
        (20220231, "there is no day 20220231"),
        ("31/02/2022", "there is no day 31/02/2022"),
        ("2022-W49-3", "is a week of the calendar"),
        ("2022W49", "is a week of the calendar"),
        ("2022", "is a year. Type a day of it"),
        (2022, "is a year. Type a day of it"),
        ("Dec 2022", "is a month. Type a day of it"),
        ("yesterday", "is not a day"),
        ("", "no day or month was given"),
        (None, "no day or month was given"),
        (float("nan"), "no day or month was given"),
        (pd.NaT, "no day or month was given"),
        (np.datetime64("NaT"), "no day or month was given"),
        (pd.NA, "no day or month was given"),
        (True, "no day or month was given"),
    ],
    ids=repr,
)
def test_what_is_no_day_or_may_be_two_is_said(written, told):
    with pytest.raises(UsageError, match=told):
        typed.day(written, what="on")


@pytest.mark.parametrize(
    "written",
    ["2022-12", "Dec 2022", "December 2022", "2022 DEC", "12/2022", "2022-12-07",
     pd.Period("2022-12", freq="M"), np.datetime64("2022-12"), pd.Timestamp("2022-12-31")],
    ids=repr,
)  # fmt: skip
def test_one_month_is_read_however_it_is_written(written):
    assert typed.month(written, what="start").text == "2022-12"


@pytest.mark.parametrize("written", ["2022", 2022, "2022-13", "13/2022", "2022-23", pd.NaT, "May"])
def test_what_is_no_month_is_refused_by_name(written):
    with pytest.raises(UsageError, match="start"):
        typed.month(written, what="start")


def test_pay_years_run_forward():
    with pytest.raises(UsageError, match="a later one"):
        typed.pay_years("2023-24 to 2018-19", what="years")
