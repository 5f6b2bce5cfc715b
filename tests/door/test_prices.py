"""Prices at the front door: times of one kind, one index at a time, results said in a line."""

import csv
import math
from pathlib import Path

import pandas as pd
import pytest

import analysis as pay
from analysis.errors import MeasureError, UsageError

pytestmark = pytest.mark.slow
RAW = Path(__file__).resolve().parents[2] / "data" / "raw"


@pytest.fixture(autouse=True)
def record(clean_copy, monkeypatch):
    monkeypatch.setenv("REALPAY_ROOT", str(clean_copy.root))


def printed(series):
    """Yearly values as the publisher prints them."""
    with (RAW / "ons" / f"{series}.csv").open(encoding="utf-8") as file:
        return {row[0]: row[1] for row in csv.reader(file) if len(row) > 1}


@pytest.mark.parametrize(
    ("start", "to"), [("1950", "2024"), ("1800", "1947"), ("1914", "2024"), ("2024", "1950")]
)
def test_money_of_whole_years_agrees_with_the_yearly_values_as_published(start, to):
    yearly = printed("CDKO")
    ratio = [
        (float(yearly[to]) + way * 0.05) / (float(yearly[start]) - way * 0.05) for way in (-1, 1)
    ]
    found = pay.inflate(100, start, to=to)
    assert found.low <= 100 * ratio[1]
    assert found.high >= 100 * ratio[0]


def test_joins_are_said_where_the_span_crosses_them_and_nowhere_else():
    assert "Until 1947 these are yearly values" in str(pay.inflate(100, 1914, to=2024))
    assert pay.inflate(100, 1950, to=2024).joins == ""
    assert pay.inflate(100, 1990, to=2024).ratio.to.identity.series == "CHAW"


def test_months_and_pay_years_go_by_themselves():
    assert pay.inflate(100, "June 1947", to="2024-06").ratio.from_.months == 1
    assert pay.inflate(100, "2010-11", to="2023-24", index="CPI").ratio.from_.text == "2010-11"


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: pay.inflate(100, "1950", to="2024", index="CPI"), 'RPI reaches .*index="RPI"'),
        (lambda: pay.inflate(100, "1750", to="2024"), "has no 1750.*Nearest: 1800"),
        (lambda: pay.inflate(100, "1946-05", to="2024-05"), "has no 1946-05.*Nearest: 1947-06"),
        (lambda: pay.index("RPI", since="1750"), "Nearest: 1800"),
        (lambda: pay.index("HCI", since="2010"), "rates are never chained"),
    ],
)
def test_what_no_series_reaches_is_refused_with_what_does(ask, said):
    with pytest.raises(MeasureError, match=said):
        ask()


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: pay.inflate(100, "1950", to="2024-03"), "is a year and to 2024-03 a month"),
        (lambda: pay.inflate(100, "2010-11", to="2011-12"), "may be November 2010.*type 2010/11"),
        (lambda: pay.price_change("2010-11", "2011-12"), "may be November 2010"),
        (lambda: pay.inflate(math.inf, "1950", to="2024"), "amount inf"),
        (lambda: pay.inflate("25k", "1950", to="2024"), "did you mean £25,000"),
        (lambda: pay.inflate(100, "1950", to="2024", index="RPY"), "Did you mean RPI"),
        (lambda: pay.deflate(years(), to="2024-03"), "to 2024-03 is a month, and the column"),
        (
            lambda: pay.deflate(years().assign(value=["100", "x"]), to=2020),
            "column value holds 'x' in row 2, which is no number",
        ),
        (lambda: pay.real_change("3 percent or so", 2010, 2020), "is not a percentage"),
        (lambda: pay.real_change(3, "2024-03", "2011-03"), "2024-03 is after end 2011-03"),
        (lambda: pay.price_change(2020, 2010), "start 2020 is after end 2010"),
        (lambda: pay.price_change(2010, 2020, index="RP1"), "^index='RP1'.*Did you mean RPI"),
        (lambda: pay.known_rates("7/12/2022"), "^on 7/12/2022 may be"),
    ],
)
def test_what_can_mean_two_things_or_none_is_asked_back(ask, said):
    with pytest.raises(UsageError, match=said):
        ask()


@pytest.mark.parametrize(
    "ask",
    [
        lambda old: pay.price_change("2021-10", "2022-10", **old),
        lambda old: pay.real_change(3, "2021-10", "2022-10", **old),
        lambda old: pay.deflate(years(), to=2020, **old),
        lambda old: pay.inflate(100, 2010, to=2020, **old),
        lambda old: pay.robustness(2011, **old),
        lambda old: pay.restore("2011-03", "2024-03", **old),
    ],
)
def test_the_old_name_of_an_index_answers_with_the_new(ask):
    for old in ("on", "indices"):
        with pytest.raises(UsageError, match="Write index='RPI'"):
            ask({old: "RPI"})
    assert ask({"index": "rpi"})


def years(kind=int):
    return pd.DataFrame({"period": [kind(2010), kind(2020)], "value": [100.0, 100.0]})


@pytest.mark.parametrize("kind", [int, str, lambda year: pd.Period(str(year), "Y")])
def test_whole_years_are_periods_however_they_are_held(kind):
    frame = years(kind)
    done = pay.deflate(frame, to=2020, index="RPI")
    assert done.frame["period"].tolist() == frame["period"].tolist()
    rise = pay.price_change(2010, 2020, index="RPI")
    assert done.frame["real_value"].tolist() == pytest.approx([100 + rise.value, 100])


def test_months_that_are_typed_are_deflated_as_months_held():
    typed = pd.DataFrame({"period": ["2011-03", "March 2024"], "value": [23760.0, 33980.0]})
    held = typed.assign(period=pd.PeriodIndex(["2011-03", "2024-03"], freq="M"))
    found = [
        pay.deflate(frame, to="2024-03").frame["real_value"].tolist() for frame in (typed, held)
    ]
    assert found[0] == found[1]


def test_rpi_since_1947_is_the_long_run_and_says_so():
    assert pay.index("RPI", since="1947").first.text == "1947-06"
    assert pay.index("rpi", since=1987).identity.series == "CHAW"
    assert repr(pay.index("RPI", since="1946")).endswith("226 years, 1800 to 2025")


def test_results_are_numbers_with_bounds():
    found = pay.real_change(3, "2021-10", "2022-10")
    assert float(found) == found.value
    assert round(found, 1) == -7.3
    assert round(pay.inflate(100, 1950, to=2024), -2) == 4600


@pytest.mark.parametrize(
    "ask",
    [
        lambda: pay.index("RPI"),
        lambda: pay.index("RPI", since=1800),
        lambda: pay.price_change(2010, 2020),
        lambda: pay.real_change(3, 2010, 2020),
        lambda: pay.inflate(100, 1914, to=2024),
        lambda: pay.deflate(years(), to=2020),
        lambda: pay.robustness(2011),
        lambda: pay.restore("2011-03", "2024-03"),
        lambda: pay.check_claim("QMUL24-1b"),
    ],
)
def test_what_is_printed_is_a_line_that_says_what_it_is(ask):
    said = repr(ask())
    assert 5 < len(said) <= 260
    assert "\n" not in said


@pytest.mark.parametrize("base", [2011, "2011", "2010"])
def test_a_base_is_a_year_however_it_is_typed_and_the_nearest_is_suggested(base):
    if base == "2010":
        with pytest.raises(UsageError, match="Did you mean 2011"):
            pay.robustness(base)
    else:
        assert pay.robustness(base).cells == 18  # three indices, by what has figures; one base


def test_one_index_may_be_named_as_a_word():
    table = pay.worth(3, on="2022-12-07", index="CPI")
    assert table["index"].unique().tolist() == ["CPI"]
    assert pay.worth(3, on="2022-12-07", index="cpi, rpi")["index"].nunique() == 2


def test_a_grade_is_known_in_any_case():
    assert "EO: a rise of" in repr(pay.restore("2020-03", "2026-03", grade="eo"))


def test_the_old_name_of_the_indices_of_an_offer_answers_with_the_new():
    with pytest.raises(UsageError, match="Write index='CPI'"):
        pay.worth(3, on="2022-12-07", indices="CPI")


@pytest.mark.parametrize(
    ("table", "asked", "held"),
    [
        ("prices", {"index": "rpi"}, "RPI"),
        ("prices", {"series": ["d7g7", "D7G7"]}, "D7G7"),
        ("ballots", {"union": "pcs"}, "PCS"),
        ("offers", {"employer": "HMRC"}, "hm-revenue-and-customs"),
    ],
)
def test_rows_are_asked_for_by_words_in_any_case(table, asked, held):
    (column,) = asked
    assert pay.read(table, where=asked)[column].unique().tolist() == [held]


def test_a_word_that_no_row_holds_is_refused_and_not_answered_with_nothing():
    with pytest.raises(UsageError, match="No row of prices has index=RPY"):
        pay.read("prices", where={"index": ["CPI", "RPY"]})


def test_employers_are_found_by_any_name():
    assert pay.employers("HMRC")["key"].tolist()[0] == "hm-revenue-and-customs"
    assert pay.employers("no such body at all").empty
    assert len(pay.employers()) == len(pay.read("employers"))


def test_the_front_door_lists_its_names_and_nothing_else():
    assert [name for name in dir(pay) if name not in pay.__all__] == [
        "__doc__",
        "__name__",
        "__version__",
    ]
    assert pay.__version__.count(".") >= 2
    assert set(pay.list_tables()["table"]) >= {"prices", "offers", "ballots"}
    for name in pay.__all__:
        assert getattr(pay, name).__doc__, name
