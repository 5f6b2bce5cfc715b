from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measures.offers import effective, on, statements

from analysis.errors import MeasureError
from analysis.measures.offers.awards import COMPARISONS, compare_offers
from analysis.measures.prices.knowledge import known_rates
from analysis.measures.prices.price_record import published_rates

CAP = {
    "basis": "ceiling_or_cap_description",
    "comparability": "cap",
    "pct": 3.0,
    **on("2022-12-07"),
}


def one(prices, row, *, index="CPI", comparison="known", **more):
    compared = compare_offers(
        statements(row), prices, indices=[index], comparisons=[comparison], **more
    )
    assert len(compared) == 1
    return compared.iloc[0]


@pytest.mark.parametrize(
    ("index", "rate", "real", "gap"),
    [("CPI", 11.1, -7.3, -8.1), ("CPIH", 9.6, -6.0, -6.6), ("RPI", 14.2, -9.8, -11.2)],
)
def test_an_award_at_the_cap_of_december_2022(prices, index, rate, real, gap):
    row = one(prices, CAP, index=index)
    assert (row["rate_low"], row["rate_high"]) == (rate, rate)
    assert round(row["real_low"], 1) == round(row["real_high"], 1) == real
    assert round(row["gap_low"], 1) == round(row["gap_high"], 1) == gap
    assert str(row["reference_month"]) == "2022-10"
    assert (row["clock"], row["stand_in"], row["kind"]) == ("offered", False, "cap")
    assert row["note"] == "as an award at the cap"
    assert row["below_inflation"] == "yes"


def test_three_speakers_on_one_offer_stay_three_statements(prices):
    said = statements(
        {"offer_id": "DWP-2003", "speaker": "employer", "basis": "average_award",
         "comparability": "unit", "pct": 5.0, "pay_year_from": "2003-04", "pay_year_to": "2003-04"},
        {"offer_id": "DWP-2003", "speaker": "press", "basis": "headline_basis_unstated",
         "comparability": "none", "pct": 2.6, "pay_year_from": "2003-04", "pay_year_to": "2003-04"},
        {"offer_id": "DWP-2003", "speaker": "union", "basis": "no_percentage",
         "comparability": "none", "pay_year_from": "2003-04", "pay_year_to": "2003-04"},
    )  # fmt: skip
    rows = compare_offers(said, prices, indices=["RPI"], comparisons=["known"])
    assert rows["speaker"].tolist() == ["employer", "press", "union"]
    assert rows["nominal_high"].tolist()[:2] == [5.0, 2.6]
    assert np.isnan(rows["nominal_high"].iloc[2])
    assert rows["comparable"].tolist() == [True, False, False]
    assert rows["reason"].tolist()[1:] == ["not comparable as it stands"] * 2
    assert rows["below_inflation"].tolist() == ["no", "cannot be told", "cannot be told"]


def test_the_day_offered_counts_from_the_morning_of_a_release(prices):
    before = one(prices, {"pct": 3.0, **on("2022-11-15")})
    after = one(prices, {"pct": 3.0, **on("2022-11-16")})
    assert (before["rate_high"], after["rate_high"]) == (10.1, 11.1)


def test_an_offer_known_to_its_month_meets_every_rate_of_the_month(prices):
    row = one(prices, {"pct": 3.0, **on("2022-11-01", "2022-11-30")})
    assert (row["rate_low"], row["rate_high"]) == (10.1, 11.1)
    assert round(row["gap_low"], 1) == -8.1
    assert round(row["gap_high"], 1) == -7.1
    assert row["reference_month"] is pd.NaT
    assert (str(row["reference_first"]), str(row["reference_last"])) == ("2022-09", "2022-10")


def test_the_effective_month_stands_in_for_an_unknown_day_and_says_so(prices):
    row = one(prices, {"pct": 4.5, **effective("2023-07-01")})
    known = [known_rates(prices, on=day, indices=["CPI"]) for day in ("2023-07-01", "2023-07-31")]
    rates = sorted(each["rate_pct"].item() for each in known)
    assert [row["rate_low"], row["rate_high"]] == rates
    assert (row["clock"], row["stand_in"]) == ("effective", True)
    assert "stands in" in row["note"]


def test_without_a_date_the_pay_year_gives_the_rates_published_in_it(prices):
    row = one(prices, {"pct": 4.5, "pay_year_from": "2023-24", "pay_year_to": "2023-24"})
    # March 2023 (10.1, out on 19 April 2023) to February 2024 (3.4, out on 20 March 2024)
    assert (row["rate_low"], row["rate_high"]) == (3.4, 10.1)
    assert (str(row["reference_first"]), str(row["reference_last"])) == ("2023-03", "2024-02")
    assert (row["clock"], row["stand_in"]) == ("pay_year", True)
    assert (str(row["date_first"].date()), str(row["date_last"].date())) == (
        "2023-04-01",
        "2024-03-31",
    )


def test_a_statement_without_any_date_has_no_rate_and_says_so(prices):
    row = one(prices, {"pct": 4.5, "pay_year_from": None, "pay_year_to": None})
    assert np.isnan(row["rate_high"])
    assert (row["clock"], row["missing"]) == ("none", "no date of any kind on record")
    assert row["below_inflation"] == "cannot be told"


def test_effective_and_covered_are_the_printed_rates_of_their_months(prices):
    award = {"pct": 5.0, **effective("2022-06-01")}
    at_the_start = one(prices, award, comparison="effective", index="CPIH")
    a_year_on = one(prices, award, comparison="covered", index="CPIH")
    for row, month in ((at_the_start, "2022-06"), (a_year_on, "2023-06")):
        rate = published_rates(prices, index="CPIH").rate(month).value
        assert (row["rate_low"], row["rate_high"]) == (rate, rate)
        assert str(row["reference_month"]) == month
        assert not row["stand_in"]
    assert str(a_year_on["date_last"].date()) == "2023-06-30"


def test_a_year_that_is_not_over_is_not_yet_covered(prices):
    row = one(prices, {"pct": 3.0, **effective("2026-06-01")}, comparison="covered")
    assert np.isnan(row["rate_low"])
    assert row["missing"].startswith("not yet")


def test_the_previous_award_is_of_the_same_employer_unit_and_grade(prices, indices):
    rows = statements(
        {"pct": 3.0, "bargaining_unit": "AA-G6", **effective("2020-06-01")},
        {"pct": 5.0, "bargaining_unit": "AA-G6", **effective("2022-06-01")},
        {"pct": 5.0, "bargaining_unit": "SCS", **effective("2023-04-01")},
        {"pct": 5.0, "bargaining_unit": "AA-G6", "grade": "AA", **effective("2023-06-01")},
        {"pct": 9.0, "bargaining_unit": "AA-G6", "outcome": "rejected", **effective("2021-06-01")},
    )
    found = compare_offers(rows, prices, indices=["RPI"], comparisons=["since_last"])
    ratio = indices["RPI"].ratios(605, 629)[0]  # June 2020 to June 2022
    assert found["rate_low"].iloc[1] == pytest.approx(100 * (ratio - 1))
    assert found["missing"].iloc[0].startswith("no previous effective date on record")
    assert found["missing"].iloc[2].startswith("no previous effective date on record")
    assert found["missing"].iloc[3].startswith("no previous effective date on record")
    assert str(found["date_first"].iloc[4].date()) == "2020-06-01"  # a rejected offer comes after


def test_an_undated_award_between_leaves_the_previous_one_unknown(prices):
    years = [{"pay_year_from": year, "pay_year_to": year} for year in ("2018-19", "2020-21")]
    dated = [{"pct": 3.0, **effective(day)} for day in ("2018-07-01", "2020-07-01")]
    rows = [{**date, **year} for date, year in zip(dated, years, strict=True)]
    between = {"pct": 2.0, "pay_year_from": "2019-20", "pay_year_to": "2019-20"}
    choice = {"indices": ["CPI"], "comparisons": ["since_last"]}
    known = compare_offers(statements(*rows), prices, **choice).iloc[1]
    assert np.isfinite(known["rate_high"])
    assert "one between may be missing" in known["note"]
    for extra in (between, {**between, "bargaining_unit": "SCS"}):
        found = compare_offers(statements(*rows, extra), prices, **choice).iloc[1]
        assert np.isnan(found["rate_high"])
        assert found["missing"].startswith("an award between")
    other = {**between, "employer": "hm-revenue-and-customs"}
    rejected = {**between, "outcome": "rejected"}
    found = compare_offers(statements(*rows, other, rejected), prices, **choice).iloc[1]
    assert np.isfinite(found["rate_high"])


def test_since_last_over_a_year_is_the_published_rate(prices):
    rows = statements(
        {"pct": 3.0, **effective("2021-06-01")}, {"pct": 5.0, **effective("2022-06-01")}
    )
    found = compare_offers(rows, prices, indices=["CPI"], comparisons=["since_last"]).iloc[1]
    assert found["rate_high"] == published_rates(prices, index="CPI").rate("2022-06").value


def test_ranges_stay_ranges_and_up_to_stays_at_most(prices):
    spread = one(prices, {"comparability": "range", "pct_low": 4.26, "pct_high": 6.27,
                          **on("2022-12-07")})  # fmt: skip
    assert (spread["nominal_low"], spread["nominal_high"]) == (4.26, 6.27)
    assert spread["gap_low"] == pytest.approx(4.26 - 11.1)
    assert spread["gap_high"] == pytest.approx(6.27 - 11.1)
    best = one(prices, {"comparability": "at_most", "pct_high": 13.1, **on("2022-12-07")})
    assert np.isnan(best["nominal_low"])
    assert np.isnan(best["gap_low"])
    assert (best["bound"], best["below_inflation"]) == ("at most", "cannot be told")
    worse = one(prices, {"comparability": "at_most", "pct_high": 9.3, **on("2022-12-07")})
    assert worse["below_inflation"] == "yes"


def test_a_freeze_is_nought(prices):
    row = one(prices, {"basis": "freeze", "pct": None, **on("2022-12-07")})
    assert (row["nominal_low"], row["nominal_high"]) == (0.0, 0.0)
    assert row["real_low"] == pytest.approx(100 * (1 / 1.111 - 1))


def test_pounds_have_no_percentage_here(prices):
    row = one(prices, {"basis": "cash", "cash_gbp": 552.0, **on("2022-12-07")})
    assert not row["comparable"]
    assert row["reason"] == "in pounds: a percentage needs a salary"


def test_a_deal_of_years_is_not_set_against_one_year(prices):
    row = one(prices, {"comparability": "split_first", "pct": 13.0, **on("2022-12-07")})
    assert row["nominal_high"] == 13.0
    assert np.isnan(row["gap_high"])
    assert (row["comparable"], row["reason"]) == (False, "several years in one figure")


def test_an_award_within_rounding_of_the_rate_is_not_called_either_way(prices):
    for pct, verdict in ((11.1, "straddles"), (11.05, "straddles"), (11.0, "yes"), (11.2, "no")):
        assert one(prices, {"pct": pct, **on("2022-12-07")})["below_inflation"] == verdict


def test_a_day_within_an_estimated_release_meets_both_rates(prices):
    unsure = prices.copy()
    october = (unsure["series"] == "D7G7") & (unsure["period"] == pd.Period("2022-10", "M"))
    unsure.loc[october, "known_first"] = pd.Timestamp("2022-11-11")
    row = one(unsure, {"pct": 3.0, **on("2022-11-12")})
    assert (row["rate_low"], row["rate_high"]) == (10.1, 11.1)
    assert "estimated" in row["note"]


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_a_day_on_which_no_index_was_published_has_no_rate_and_says_why(prices, comparison):
    later = prices[prices["index"] == "CPI"].assign(known_until=pd.NaT)
    rows = statements({"pct": 1.0, **effective("2020-06-01")}, {"pct": 1.0, **on("2020-06-10")})
    found = compare_offers(
        rows, later, indices=["CPI"], comparisons=[comparison], as_of="1980-01-01"
    )
    assert found["rate_low"].isna().all()
    assert (found["missing"] != "").all()


def test_nobody_could_set_an_offer_against_cpih_before_it_was_published(prices):
    row = one(prices, {"pct": 1.0, **on("2011-06-10")}, index="CPIH")
    assert row["missing"] == "none is on record by then"


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_no_statements_give_an_empty_table_with_its_columns(prices, comparison):
    full = compare_offers(statements(CAP), prices, comparisons=[comparison])
    empty = compare_offers(statements(CAP).iloc[:0], prices, comparisons=[comparison])
    assert empty.empty
    assert empty.columns.tolist() == full.columns.tolist()
    assert empty.dtypes.tolist() == full.dtypes.tolist()


def test_a_wrong_call_names_what_is_nearest(prices):
    with pytest.raises(MeasureError, match="Did you mean CPIH"):
        compare_offers(statements(CAP), prices, indices=["CPIHH"])
    with pytest.raises(MeasureError, match="Did you mean effective"):
        compare_offers(statements(CAP), prices, comparisons=["efective"])
    with pytest.raises(MeasureError, match="no column speaker"):
        compare_offers(statements(CAP).drop(columns="speaker"), prices)
    with pytest.raises(MeasureError, match="no column known_from"):
        compare_offers(statements(CAP), prices.drop(columns="known_from"))
    with pytest.raises(MeasureError, match="'2022' is not a pay year"):
        compare_offers(statements({**CAP, "pay_year_from": "2022"}), prices)
    with pytest.raises(MeasureError, match="no comparability 'persons'"):
        compare_offers(statements({**CAP, "comparability": "persons"}), prices)
    with pytest.raises(MeasureError, match="no published RPI rate"):
        compare_offers(statements(CAP), prices[prices["index"] == "CPI"], indices=["RPI"])
    with pytest.raises(MeasureError, match="at least one"):
        compare_offers(statements(CAP), prices, indices=[])


MANY = statements(
    CAP,
    {"pct": 4.5, **effective("2023-07-01")},
    {"pct": 2.0, **effective("2022-07-01")},
    {"pct": 1.0, "pay_year_from": "2014-15", "pay_year_to": "2015-16"},
    {"comparability": "range", "pct_low": 1.0, "pct_high": 1.2, **effective("2018-06-01")},
    {"comparability": "at_most", "pct_high": 9.3, **on("2023-08-01", "2023-08-31")},
    {"comparability": "none", "pct": 2.6},
)


@pytest.fixture(scope="module")
def compared(prices):
    """Many kinds of statement on every comparison and index."""
    return compare_offers(MANY, prices)


UNIT = {"employer": "hm-revenue-and-customs", "bargaining_unit": "all"}
ALL = statements(
    *MANY.drop(columns="key").to_dict("records"),
    {"pct": 3.0, "pay_year_from": None, "pay_year_to": None},
    {"basis": "cash", "cash_gbp": 552.0, **on("2005-12-07")},
    {"pct": 3.0, **UNIT, **effective("2013-06-01")},
    {"pct": 5.0, **UNIT, **effective("2014-06-01")},
    {"pct": 5.0, **UNIT, **effective("2017-03-01", "2017-03-31")},
    {"pct": 2.0, **UNIT, **effective("2017-03-01", "2017-08-31")},
    {"pct": 4.0, **UNIT, **effective("2024-04-01")},
    {"pct": 4.0, **UNIT, **effective("2024-07-01")},
    {"pct": 4.5, "pay_year_from": "2024-25", "pay_year_to": "2024-25"},
)


def test_every_column_of_the_four_comparisons_is_as_it_was_frozen(prices):
    """`frozen/offers_compared.csv`: what is told of each, its dates, rates, gaps and verdict."""
    found = compare_offers(ALL, prices, indices=["CPI"], as_of="2024-06-30")
    told = found.drop(columns=["offer_id", "speaker", "index"])
    kept = (Path(__file__).parent / "frozen" / "offers_compared.csv").read_text(encoding="utf-8")
    assert told.to_csv(index=False, float_format="%.8g").splitlines() == kept.splitlines()


@settings(max_examples=6)
@given(st.permutations(range(len(MANY))))
def test_the_order_of_statements_does_not_matter(prices, compared, order):
    keys = ["statement_id", "index", "comparison"]
    straight = compared.sort_values(keys, ignore_index=True)
    mixed = compare_offers(MANY.iloc[list(order)], prices).sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(straight, mixed)


def test_the_order_of_prices_does_not_matter(prices, compared):
    mixed = prices.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(compared, compare_offers(MANY, mixed))


@settings(max_examples=6)
@given(st.dates(pd.Timestamp("2014-05-01").date(), pd.Timestamp("2024-06-01").date()))
def test_a_later_observation_never_changes_a_reading_as_of_a_day(prices, day):
    day = pd.Timestamp(day).date()
    rows = prices.assign(known_until=pd.NaT)
    then = rows[rows["known_first"] <= pd.Timestamp(day)]
    whole = compare_offers(MANY, rows, as_of=day)
    pd.testing.assert_frame_equal(whole, compare_offers(MANY, then, as_of=day))


def test_a_statement_is_used_from_the_day_it_was_known(prices):
    rows = MANY.assign(known_from=pd.Timestamp("2023-01-01")).iloc[:2]
    rows.loc[1, "known_from"] = pd.Timestamp("2024-01-01")
    found = compare_offers(
        rows, prices.assign(known_until=pd.NaT), as_of="2023-06-30", comparisons=["known"]
    )
    assert found["statement_id"].unique().tolist() == ["S00"]


def test_inflation_put_back_on_the_real_change_gives_the_award_again(compared):
    found = compared[compared["real_high"].notna() & compared["comparable"]]
    again = (1 + found["real_high"] / 100) * (1 + found["rate_low"] / 100) - 1
    np.testing.assert_allclose(100 * again, found["nominal_high"], atol=1e-9)
    np.testing.assert_allclose(found["gap_high"] + found["rate_low"], found["nominal_high"])
    assert set(found["index"]) == {"CPI", "CPIH", "RPI"}
