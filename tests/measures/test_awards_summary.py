import numpy as np
import pandas as pd
import pytest
from tests.measures.offers import effective, on, statements

from analysis.errors import MeasureError
from analysis.measures.offers.awards import compare_offers
from analysis.measures.offers.awards_summary import RECORD_BIAS, SPEAKERS, speakers, summarise

SAID = statements(
    {"offer_id": "A", "pct": 3.0, **on("2022-12-07")},
    {"offer_id": "A", "pct": 5.0, "speaker": "press", **on("2022-12-07")},
    {"offer_id": "B", "pct": 14.0, "speaker": "minister", **effective("2022-12-01")},
    {"offer_id": "B", "pct": 10.0},
    {"offer_id": "C", "comparability": "none", "pct": 2.0},
    {"offer_id": "D", "comparability": "unit", "pct": 4.0, **on("2022-12-07")},
    {"offer_id": "E", "comparability": "at_most", "pct_high": 4.0, **on("2022-12-07")},
)


def line(prices, kind, **choices):
    compared = compare_offers(SAID, prices, indices=["CPI"], comparisons=["known"])
    table = summarise(compared, **choices)
    return table[table["kind"] == kind].iloc[0]


def test_every_count_has_its_n_its_clock_and_its_speakers(prices):
    row = line(prices, "person")
    assert (row["n"], row["n_offers"], row["n_rated"], row["n_left_out"]) == (4, 2, 4, 0)
    assert (row["n_offered"], row["n_effective"], row["n_pay_year"], row["n_none"]) == (2, 1, 1, 0)
    by_speaker = [row[f"n_{speaker}"] for speaker in SPEAKERS]
    assert sum(by_speaker) == row["n"]
    assert (row["n_union"], row["n_press"], row["n_minister"]) == (2, 1, 1)


def test_below_inflation_is_counted_in_four_ways_that_add_up(prices):
    row = line(prices, "person")
    ways = [row[name] for name in ("below", "not_below", "straddles", "untold")]
    assert ways == [2, 1, 1, 0]
    assert sum(ways) == row["n"]
    assert (row["n_told"], row["share_below_pct"]) == (4, 50.0)


def test_what_is_not_comparable_is_counted_and_left_out(prices):
    row = line(prices, "none")
    assert (row["n"], row["n_left_out"], row["n_offers"], row["n_told"]) == (0, 1, 0, 0)
    assert np.isnan(row["median_real_low"])
    assert np.isnan(row["share_below_pct"])


def test_an_at_most_is_in_no_average_and_no_share(prices):
    row = line(prices, "at_most")
    assert (row["n"], row["below"], row["n_told"]) == (1, 1, 0)
    assert np.isnan(row["median_real_high"])


def test_the_middle_of_what_units_got_is_given_apart(prices):
    row = line(prices, "unit")
    assert row["median_gap_low"] == pytest.approx(4.0 - 11.1)
    assert row["median_real_low"] == pytest.approx(100 * (1.04 / 1.111 - 1))


def test_pooling_over_kinds_indices_or_comparisons_is_refused(prices):
    compared = compare_offers(SAID, prices)
    with pytest.raises(MeasureError, match="add 'kind' to by"):
        summarise(compared, by=("index", "comparison"))
    with pytest.raises(MeasureError, match="CPI, CPIH, RPI together"):
        summarise(compared, by=("comparison", "kind"))
    one = compared[(compared["kind"] == "person") & (compared["index"] == "CPI")]
    assert len(summarise(one, by=("comparison",))) == 4
    assert summarise(one, by=("comparison", "speaker"))["n"].sum() == 4 * 4


def test_the_lean_of_the_record_stands_beside_every_line(prices):
    assert "over-represented" in RECORD_BIAS
    assert line(prices, "person")["note"] == RECORD_BIAS


def test_the_order_of_compared_rows_does_not_matter(prices):
    compared = compare_offers(SAID, prices)
    mixed = compared.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(summarise(compared), summarise(mixed))


def test_nothing_compared_gives_no_lines(prices):
    compared = compare_offers(SAID.iloc[:0], prices)
    assert summarise(compared).empty


def test_a_wrong_column_is_named(prices):
    compared = compare_offers(SAID, prices)
    with pytest.raises(MeasureError, match="Did you mean speaker"):
        summarise(compared, by=("index", "comparison", "kind", "speakr"))
    with pytest.raises(MeasureError, match="no column clock"):
        summarise(compared.drop(columns="clock"))
    with pytest.raises(MeasureError, match="at least one column"):
        summarise(compared[compared["kind"] == "none"].iloc[:1], by=())


def test_speakers_are_counted_with_those_who_said_nothing():
    table = speakers(SAID).set_index("speaker")
    assert table.index.tolist() == list(SPEAKERS)
    assert table["n"].sum() == len(SAID)
    assert table.loc["union", ["n", "n_offers", "n_comparable"]].tolist() == [5, 5, 4]
    assert table.loc["employer", "n"] == 0
    with pytest.raises(MeasureError, match="Did you mean union"):
        speakers(SAID.assign(speaker="unoin"))


def test_lines_of_a_blank_are_counted_as_any_other(prices):
    compared = compare_offers(SAID, prices, indices=["CPI"], comparisons=["known"])
    compared = compared[compared["kind"] == "person"].assign(employer=["a", None, None, None])
    table = summarise(compared, by=["kind", "employer"])
    assert table["employer"].isna().tolist() == [False, True]
    counts = ["n", "n_offers", "n_union", "below", "not_below", "straddles"]
    assert table[counts].values.tolist() == [[1, 1, 1, 1, 0, 0], [3, 2, 1, 1, 1, 1]]
    assert table["median_gap_low"].notna().all()
