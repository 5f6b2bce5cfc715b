"""Values: what is printed, what is kept, and what is refused."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest

from analysis.errors import ReportError
from analysis.periods import Month, PayYear
from analysis.present import Value
from analysis.present.numbers import print_number
from analysis.present.values import WORDINGS


@pytest.mark.parametrize(
    ("amount", "text", "plain"),
    [
        (dt.date(2022, 12, 7), "7 December 2022", "2022-12-07"),
        (pd.Timestamp("2022-12-07"), "7 December 2022", "2022-12-07"),
        (pd.Period("2022-10", "M"), "October 2022", "2022-10"),
        (Month(2022, 10), "October 2022", "2022-10"),
        (PayYear(2023), "2023–24", "2023-24"),
        ("Home Office", "Home Office", "Home Office"),
        (True, "yes", True),
        (np.bool_(False), "no", False),
        (np.int64(86), "86", 86),
    ],
)
def test_each_kind_of_amount_is_said_as_people_say_it(amount, text, plain):
    value = Value(amount)
    assert value.text == text
    assert value.plain == plain


@pytest.mark.parametrize(
    ("amount", "wording", "text"),
    [
        (7.25, "change", "rose 7.3\u00a0%"),
        (-7.25, "change", "fell 7.3\u00a0%"),
        (0, "change", "did not change"),
        (-7.25, "signed", "−7.3\u00a0%"),
        (-7.25, "size", "7.3\u00a0%"),
        (-7.25, "rise", "a fall of 7.3\u00a0%"),
        (7.25, "above", "7.3\u00a0% above"),
    ],
)
def test_wording_says_the_direction(amount, wording, text):
    assert Value(amount, "%", 1, wording=wording).text == text


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("amount", [0.0499, -0.0499, 0.0, -0.0])
def test_a_change_that_rounds_to_nothing_is_said_to_be_none(amount, wording):
    value = Value(amount, "%", 1, wording=wording)
    assert value.text == WORDINGS[wording][2]
    assert value.plain == amount


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_change_that_rounds_to_the_least_printed_step_has_its_direction(wording):
    up, down, _ = WORDINGS[wording]
    assert Value(0.05, "%", 1, wording=wording).text == up.format("0.1\u00a0%")
    assert Value(-0.05, "%", 1, wording=wording).text == down.format("0.1\u00a0%")


def test_a_pair_is_a_range():
    value = Value((2.0, 2.5), "%", 1)
    assert value.text == "2.0–2.5\u00a0%"
    assert value.plain == [2.0, 2.5]


@pytest.mark.parametrize(
    "amount",
    [None, float("nan"), float("inf"), pd.NaT, pd.NA, (1.0, float("nan")), (1.0, 2.0, 3.0)],
)
def test_a_missing_amount_is_refused(amount):
    with pytest.raises(ReportError, match="said in words"):
        Value(amount, "%", 1)


def test_an_unknown_wording_is_refused_with_the_nearest():
    with pytest.raises(ReportError, match=r"Did you mean change\?"):
        Value(1.0, wording="chnage")


def test_the_record_keeps_what_is_needed_to_check_the_number():
    rows = (("prices", "D7G7/2022-10"),)
    value = Value(-7.290639, "%", 1, print_number, rows, note="RPI is not accredited")
    record = json.loads(json.dumps(value.record()))
    assert record == {
        "amount": -7.290639,
        "text": "−7.3\u00a0%",
        "unit": "%",
        "decimals": 1,
        "function": "analysis.present.numbers.print_number",
        "rows": [["prices", "D7G7/2022-10"]],
        "note": "RPI is not accredited",
    }


def test_html_holds_the_unrounded_number_and_escapes_names():
    assert 'value="11.1"' in Value(11.1, "%", 1).html("x")
    hostile = Value('<script>alert("1")</script>').html("x")
    assert "<script" not in hostile
    assert "&lt;script&gt;" in hostile


def test_only_the_first_mention_has_the_anchor():
    value = Value(11.1, "%", 1)
    assert ' id="rates-cpi"' in value.html("rates-cpi")
    assert ' id="rates-cpi"' not in value.html("rates-cpi", first=False)
