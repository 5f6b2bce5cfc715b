"""What the front page carries for sums of other years."""

import pandas as pd
import pytest

from analysis.publish.site.question import money_facts, worked_money


def levels(first, last, *, series="D7BT", frequency="month", value=100.0):
    months = pd.period_range(first, last, freq="M" if frequency == "month" else "Y")
    return pd.DataFrame(
        {
            "series": series,
            "index": "CPI",
            "measure": "index",
            "base": "2015=100",
            "frequency": frequency,
            "period": months.asfreq("M", how="start") if frequency == "year" else months,
            "value": [value + place for place in range(len(months))],
            "decimals": 1,
        }
    )


def test_yearly_values_stand_beside_the_months_of_their_series():
    prices = pd.concat([levels("2013", "2013", frequency="year"), levels("2014-01", "2016-12")])
    (one,) = money_facts(prices, "CPI")
    assert (one["series"], one["first"], one["years"]["first"]) == ("D7BT", "2014-01", "2013-01")
    example = worked_money(prices, ["CPI"])
    assert example.sentence == "£28,000 of 2015 is £30,860 of 2016 on CPI."


@pytest.mark.parametrize("lacking", [["2015-06"], pd.period_range("2014-01", "2016-12", freq="M")])
def test_levels_that_no_sum_can_be_taken_of_are_left_out(lacking):
    prices = levels("2014-01", "2016-12")
    absent = prices["period"].astype(str).isin([str(one) for one in lacking])
    assert money_facts(prices[~absent], "CPI") == []


def test_there_is_no_example_of_a_year_that_no_index_reaches():
    assert worked_money(levels("2016-01", "2020-12"), ["CPI"]) is None
