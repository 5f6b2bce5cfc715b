"""The row of a claim read as the trial it asks for, and which of its choices are the source's."""

from datetime import date

import pandas as pd
import pytest

from analysis.measures.claims.trials import Trial, read_trial
from analysis.periods.stated import StatedTime
from analysis.tables.pay_names import parse_pay

WHOLE = {
    "kind": "ratio to the wage floor",
    "unit": "times",
    "pay": "median of AO; median of EO ;",
    "of_several": "each",
    "against": "median of All",
    "base": "2010",
    "end": "2023 or 2024",
    "deflator": "CPI or RPI",
    "convention": "month to month or calendar-year average",
    "release": pd.Timestamp("2025-06-10"),
    "hours": "36 or 37.5",
    "assumed": 0.8,
    "ours": "pay; end",
    "stand_in": "base pay",
}


def test_every_cell_of_a_row_is_a_part_of_its_trial():
    assert read_trial(WHOLE) == Trial(
        kind="ratio to the wage floor",
        unit="times",
        pay=(parse_pay("median of AO"), parse_pay("median of EO")),
        of_several="each",
        against=(parse_pay("median of All"),),
        starts=StatedTime.parse_several("2010"),
        ends=StatedTime.parse_several("2023 or 2024"),
        indices=("CPI", "RPI"),
        conventions=("month to month", "calendar-year average"),
        release="2025-06-10",
        hours=(36.0, 37.5),
        assumed=0.8,
        ours=frozenset({"pay", "end"}),
        stand_in="base pay",
    )


@pytest.mark.parametrize("blank", [None, float("nan"), ""])
def test_a_blank_cell_leaves_its_choice_open(blank):
    row = dict.fromkeys(WHOLE, blank) | {"kind": "level", "unit": "GBP", "assumed": blank or None}
    assert read_trial(row) == Trial("level", "GBP")


@pytest.mark.parametrize(
    ("cells", "indices", "deflated"),
    [
        ({"deflator": "none"}, (), False),
        ({"deflator": "not stated"}, None, True),
        ({"deflator": "CPI"}, ("CPI",), True),
        ({"kind": "level"}, None, False),
        ({"kind": "gap that opened", "unit": "pp"}, None, True),
        ({"kind": "gap that opened", "unit": "%"}, None, False),
        ({"kind": "share that is below"}, None, True),
        ({"kind": "share that is below", "against": "median of EO"}, None, False),
    ],
)
def test_prices_play_a_part_where_the_row_or_the_kind_says_so(cells, indices, deflated):
    trial = read_trial({"kind": "change in real terms", "unit": "%"} | cells)
    assert (trial.indices, trial.deflated) == (indices, deflated)


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2025, 6, 10), "2025-06-10"), ("2025-06-10", "2025-06-10"), (pd.NaT, ""), (7, "")],
)
def test_a_release_is_named_by_its_day(day, text):
    assert read_trial({"kind": "level", "unit": "GBP", "release": day}).release == text


SPAN = {"pay": "median of EO", "base": "2010", "end": "2023"}


@pytest.mark.parametrize(
    ("cells", "choices"),
    [
        (
            {"kind": "change in real terms", **SPAN, "deflator": "CPI"},
            {"pay": True, "base": True, "end": True, "deflator": True, "convention": False},
        ),
        (
            {"kind": "change in money", **SPAN, "pay": "median of EO; median of AO"},
            {"pay": False, "base": True, "end": True},
        ),
        (
            {"kind": "change in money", **SPAN, "of_several": "each", "ours": "end"},
            {"pay": True, "base": True, "end": False},
        ),
        (
            {"kind": "change in money", **SPAN, "pay": "KAB9", "convention": "month to month"},
            {"pay": True, "base": True, "end": True, "convention": True},
        ),
        (
            {"kind": "level", "pay": "KAB9", "end": "2023 or 2024"},
            {"pay": True, "end": False, "release": False},
        ),
        (
            {"kind": "level", **SPAN, "deflator": "CPI or RPI", "assumed": 2.0},
            {
                "pay": True,
                "base": True,
                "end": True,
                "deflator": False,
                "convention": False,
                "assumed": True,
            },
        ),
        (
            {"kind": "gap between two groups", "pay": "KAB9", "end": "2023"},
            {"pay": True, "end": True, "convention": False},
        ),
        (
            {"kind": "ratio to the wage floor", "pay": "median of EO", "hours": "37"},
            {"pay": True, "end": False, "hours": True},
        ),
        (
            {"kind": "share that is below", "pay": "median of EO; median of AO", "end": "2023"},
            {"pay": True, "end": True, "deflator": False},
        ),
    ],
)
def test_the_choices_that_a_figure_rests_on_are_the_sources_or_ours(cells, choices):
    assert read_trial({"unit": "%"} | cells).choices == choices
