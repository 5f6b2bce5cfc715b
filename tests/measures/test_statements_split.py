import numpy as np
import pandas as pd
import pytest
from tests.measures.offers import effective, on, statements

from analysis.errors import MeasureError
from analysis.measures.offers.awards import compare_offers
from analysis.measures.offers.split import deal_lengths, split_deals


def deal(pct, *, years=3.0, first="2020-21", last="2022-23", **more):
    return {
        "offer_id": "DEAL",
        "basis": "multi_year_cumulative",
        "comparability": "split_first",
        "pct": pct,
        "deal_years": years,
        "pay_year_from": first,
        "pay_year_to": last,
        **more,
    }


def year(number, pct, **more):
    text = f"{2019 + number}-{20 + number}"
    return {
        "offer_id": "DEAL",
        "comparability": "unit",
        "pct": pct,
        "deal_year": number,
        "pay_year_from": text,
        "pay_year_to": text,
        **more,
    }


def test_thirteen_per_cent_is_the_plain_sum_of_its_years():
    rows = split_deals(statements(deal(13.0), year(1, 3.0), year(2, 5.0), year(3, 5.0)))
    assert rows["reading"].unique().tolist() == ["stated year by year"]
    assert rows["pct"].tolist() == [3.0, 5.0, 5.0]
    assert rows["agrees"].unique().tolist() == ["plain sum"]
    assert rows["total_pct"].round(2).unique().tolist() == [13.56]
    assert (1 + rows["annual_pct"].iloc[0] / 100) ** 3 == pytest.approx(1.03 * 1.05 * 1.05)


def test_nine_point_nine_per_cent_is_neither_sum_nor_product_of_its_years():
    rows = split_deals(statements(deal(9.9), year(1, 4.13), year(2, 2.79), year(3, 2.79)))
    assert rows["pct"].sum() == pytest.approx(9.71)
    assert rows["total_pct"].round(2).unique().tolist() == [10.02]
    assert rows["agrees"].unique().tolist() == ["neither"]


def test_a_total_that_is_the_product_of_its_years_is_read_as_compound():
    rows = split_deals(statements(deal(10.25, years=2.0), year(1, 5.0), year(2, 5.0)))
    assert rows["agrees"].unique().tolist() == ["compound"]


def test_without_its_years_a_deal_has_both_readings():
    rows = split_deals(statements(deal(15.0))).groupby("reading")
    assert rows.size().to_dict() == {"plain sum": 3, "compound": 3}
    annual = rows["annual_pct"].first()
    assert annual["plain sum"] == 5.0
    assert pytest.approx((1 + annual["compound"] / 100) ** 3) == 1.15
    assert rows["total_pct"].first().round(2).to_dict() == {"plain sum": 15.76, "compound": 15.0}


def test_years_of_another_grade_or_only_some_years_do_not_split_a_deal():
    some = statements(deal(13.0), year(1, 3.0), year(2, 5.0))
    other = statements(deal(13.0), *(year(number, 4.0, grade="AA") for number in (1, 2, 3)))
    for rows in (some, other):
        assert set(split_deals(rows)["reading"]) == {"plain sum", "compound"}


def test_the_length_is_counted_from_the_pay_years_where_it_is_not_stated():
    rows = statements(deal(6.0, years=None, last="2021-22"), deal(9.0, years=1.67), {"pct": 1.0})
    assert deal_lengths(rows).tolist() == [2.0, 1.67, 1.0]


def test_spread_years_meet_prices_year_by_year(prices):
    given = deal(9.0, **on("2020-10-01"), **effective("2020-08-01"))
    rows = split_deals(statements(given))
    plain = rows[rows["reading"] == "plain sum"]
    assert plain["pay_year_from"].tolist() == ["2020-21", "2021-22", "2022-23"]
    assert plain["effective_first"].notna().tolist() == [True, False, False]
    found = compare_offers(plain, prices, indices=["CPI"], comparisons=["effective"])
    assert found["comparable"].all()
    assert found["kind"].unique().tolist() == ["annualised"]
    assert found["clock"].tolist() == ["effective", "pay_year", "pay_year"]
    assert found["rate_high"].iloc[2] == 11.1  # October 2022


def test_the_turn_of_a_century_is_a_pay_year_like_any_other():
    rows = split_deals(statements(deal(4.0, years=2.0, first="1998-99", last="1999-00")))
    assert rows["pay_year_from"].unique().tolist() == ["1998-99", "1999-00"]


def test_only_figures_over_several_years_are_split():
    assert split_deals(statements({"pct": 3.0})).empty
    assert split_deals(statements({"pct": 3.0}).iloc[:0]).empty
    assert split_deals(statements(deal(None))).empty
    with pytest.raises(MeasureError, match="no column deal_years"):
        split_deals(statements(deal(9.0)).drop(columns="deal_years"))


def test_the_order_of_statements_does_not_matter():
    rows = statements(
        deal(13.0), year(1, 3.0), year(2, 5.0), year(3, 5.0), deal(8.0, offer_id="OTHER")
    )
    pd.testing.assert_frame_equal(split_deals(rows), split_deals(rows.iloc[::-1]))
    assert np.isfinite(split_deals(rows)["annual_pct"]).all()
