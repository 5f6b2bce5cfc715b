import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MeasureError
from analysis.measures.prices.knowledge import known_rates, rates_known_on


def some_rates(*, first=None):
    published = pd.to_datetime(["2022-10-19", "2022-11-16", "2022-12-14"])
    return pd.DataFrame(
        {
            "series": "D7G7",
            "index": "CPI",
            "measure": "rate_12m",
            "period": pd.period_range("2022-09", "2022-11", freq="M"),
            "value": [10.1, 11.1, 10.7],
            "decimals": 1,
            "known_first": published if first is None else pd.to_datetime(first),
            "known_from": published,
            "known_how": "true" if first is None else "estimated",
        }
    )


def test_the_rates_known_on_7_december_2022(prices):
    table = known_rates(prices, on="2022-12-07")
    assert table.index.tolist() == [0, 1, 2]
    known = table.set_index("index")
    assert known["rate_pct"].to_dict() == {"CPI": 11.1, "CPIH": 9.6, "RPI": 14.2}
    assert set(known["reference_month"].astype(str)) == {"2022-10"}
    assert set(known["published_on"].astype(str)) == {"2022-11-16"}
    assert set(known["days_old"]) == {21}
    assert set(known["known_how"]) == {"true"}


@pytest.mark.parametrize(("day", "rate"), [("2022-11-15", 10.1), ("2022-11-16", 11.1)])
def test_a_rate_is_known_from_the_day_of_its_release(prices, day, rate):
    assert known_rates(prices, on=day, indices=["CPI"])["rate_pct"].item() == rate


@pytest.mark.parametrize(("day", "month"), [("2013-03-18", None), ("2013-03-19", "2013-02")])
def test_nobody_knew_a_cpih_before_19_march_2013(prices, day, month):
    row = known_rates(prices, on=day, indices=["CPIH"]).iloc[0]
    if month is None:
        assert np.isnan(row["rate_pct"])
        assert row["missing"] == "no CPIH rate is on record by then"
    else:
        assert str(row["reference_month"]) == month
        assert row["missing"] == ""


def test_a_day_inside_an_unsure_release_shows_both_rates():
    prices = some_rates(first=["2022-10-14", "2022-11-11", "2022-12-11"])
    row = known_rates(prices, on="2022-11-12", indices=["CPI"]).iloc[0]
    assert (row["rate_pct"], row["possible_pct"]) == (10.1, 11.1)
    assert str(row["possible_month"]) == "2022-10"
    after = known_rates(prices, on="2022-11-16", indices=["CPI"]).iloc[0]
    assert (after["rate_pct"], np.isnan(after["possible_pct"])) == (11.1, True)


def test_a_revision_of_an_old_month_does_not_pass_for_the_latest():
    revised = some_rates().iloc[[0]].assign(value=9.9, known_from=pd.Timestamp("2022-12-01"))
    prices = pd.concat([some_rates(), revised.assign(known_first=revised["known_from"])])
    days = pd.Series(pd.to_datetime(["2022-11-30", "2022-12-02", "2022-10-20"]))
    known = rates_known_on(prices, days=days, index="CPI")
    assert known["rate_pct"].tolist() == [11.1, 11.1, 10.1]


def test_a_revised_latest_month_changes_on_the_day_of_revision():
    revised = some_rates().iloc[[1]].assign(value=11.2, known_from=pd.Timestamp("2022-12-01"))
    prices = pd.concat([some_rates(), revised.assign(known_first=revised["known_from"])])
    days = pd.Series(pd.to_datetime(["2022-11-30", "2022-12-01"]))
    assert rates_known_on(prices, days=days, index="CPI")["rate_pct"].tolist() == [11.1, 11.2]


def test_many_days_agree_with_one_day_at_a_time_and_keep_their_order(prices):
    days = pd.Series(pd.to_datetime(["2022-12-07", "2003-06-01", "2016-02-16"]), index=[7, 3, 5])
    known = rates_known_on(prices, days=days, index="RPI")
    assert known.index.tolist() == [7, 3, 5]
    for place, day in days.items():
        one = known_rates(prices, on=day, indices=["RPI"]).iloc[0]
        assert known.loc[place, "rate_pct"] == one["rate_pct"]


def test_a_missing_day_is_blank_and_said():
    days = pd.Series([pd.NaT, pd.Timestamp("2022-11-20")])
    known = rates_known_on(some_rates(), days=days, index="CPI")
    assert known["missing"].tolist() == ["no day given", ""]
    assert known["rate_pct"].isna().tolist() == [True, False]
    assert known["days_old"].isna().tolist() == [True, False]


@given(st.dates(pd.Timestamp("2022-10-01").date(), pd.Timestamp("2023-01-01").date()))
def test_a_later_release_never_changes_what_was_known(day):
    earlier = some_rates()[lambda rows: rows["known_from"] <= pd.Timestamp(day)]
    if len(earlier):
        whole = known_rates(some_rates(), on=day, indices=["CPI"])
        pd.testing.assert_frame_equal(whole, known_rates(earlier, on=day, indices=["CPI"]))
    else:
        assert known_rates(some_rates(), on=day, indices=["CPI"])["rate_pct"].isna().all()


@given(st.permutations(range(3)))
def test_the_order_of_the_prices_does_not_matter(order):
    shuffled = some_rates().iloc[list(order)]
    days = pd.Series(pd.to_datetime(["2022-10-20", "2022-12-07", "2022-12-20"]))
    known = rates_known_on(shuffled, days=days, index="CPI")
    assert known["rate_pct"].tolist() == [10.1, 11.1, 10.7]


@pytest.mark.parametrize(
    "day", ["7/12/2022", "2022-W49-3", 20220231, 2022, None, pd.NaT, np.datetime64("NaT")]
)
def test_a_day_must_be_a_day(day):
    with pytest.raises(MeasureError, match="day"):
        known_rates(some_rates(), on=day, indices=["CPI"])


def test_unknown_indices_and_absent_rates_are_refused():
    with pytest.raises(MeasureError, match="Did you mean CPI"):
        known_rates(some_rates(), on="2022-12-07", indices=["CPIX"])
    with pytest.raises(MeasureError, match="no dated, published CPI rate"):
        known_rates(some_rates().assign(known_from=pd.NaT), on="2022-12-07", indices=["CPI"])
