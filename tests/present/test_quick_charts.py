"""A chart at the keyboard: a frame and its columns are enough."""

import pandas as pd
import pytest

import analysis as pay
from analysis.errors import ReportError

FRAME = pd.DataFrame(
    {
        "month": pd.PeriodIndex(["2022-10", "2022-11", "2022-12"], freq="M"),
        "rate": [11.1, 10.7, 10.5],
        "low": [11.0, 10.6, 10.4],
        "name": ["CPI", "CPIH", "RPI"],
    }
)
QUICK = {
    "line": lambda: pay.line_chart(FRAME, period="month", value="rate", series="name"),
    "step": lambda: pay.step_chart(FRAME, period="month", value="rate", series="name"),
    "bar": lambda: pay.bar_chart(FRAME, label="name", value="rate"),
    "scatter": lambda: pay.scatter_chart(FRAME, x="low", y="rate"),
    "dumbbell": lambda: pay.dumbbell_chart(FRAME, label="name", before="low", after="rate"),
    "heat": lambda: pay.heat_map(
        FRAME.astype({"month": str}), row="name", column="month", value="rate"
    ),
}


@pytest.mark.parametrize("kind", QUICK)
def test_a_quick_chart_has_all_its_words(kind):
    chart = QUICK[kind]()
    assert chart.id.startswith("chart-")
    assert chart.alt
    assert chart.source == "a table of your own"
    assert len(repr(chart)) < 200


def test_two_quick_charts_have_ids_of_their_own_and_the_same_one_keeps_its():
    other = pay.line_chart(FRAME[:2], period="month", value="rate", series="name")
    assert QUICK["line"]().id != other.id
    assert QUICK["line"]().id == QUICK["line"]().id


def test_what_is_said_stands():
    chart = pay.bar_chart(FRAME, label="name", value="rate", headline="Prices rose", source="ONS")
    assert (chart.headline, chart.source) == ("Prices rose", "ONS")


def test_a_column_that_is_not_there_is_named_without_an_id_too():
    with pytest.raises(ReportError, match="no column 'rat'"):
        pay.bar_chart(FRAME, label="name", value="rat")
