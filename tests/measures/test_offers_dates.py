import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.offers import effective, on, statements

from analysis.measures.offers.dates import clock, last_day, offer_dates

ROWS = statements(
    {**on("2022-12-07"), **effective("2022-07-01")},
    effective("2022-07-01"),
    {},
    {"pay_year_from": None, "pay_year_to": None},
)
UNITS = st.sampled_from([None, "AA-G6", "SCS"])
YEARS = st.sampled_from([None, "2017-18", "2018-19", "2019-20", "2020-21"])
AWARDS = st.lists(
    st.fixed_dictionaries(
        {
            "bargaining_unit": UNITS,
            "pay_year_from": YEARS,
            "outcome": st.sampled_from(["imposed", "rejected"]),
            "month": st.one_of(st.none(), st.integers(0, 47)),
        }
    ),
    min_size=1,
    max_size=12,
)


def days(series):
    return [None if pd.isna(day) else str(day.date()) for day in series]


def test_the_stand_ins_come_in_their_order():
    dates = offer_dates(ROWS)
    assert clock(dates, of_offer=True).tolist() == ["offered", "effective", "pay_year", "none"]
    assert clock(dates, of_offer=False).tolist() == ["effective", "effective", "pay_year", "none"]


def test_a_pay_year_runs_from_april_to_march_and_a_deal_to_its_last():
    rows = statements({"pay_year_from": "2013-14", "pay_year_to": "2015-16"}, {"pay_year_to": None})
    dates = offer_dates(rows)
    assert days(dates["year_first"]) == ["2013-04-01", "2022-04-01"]
    assert days(dates["year_last"]) == ["2016-03-01", "2023-03-01"]


def test_months_become_their_last_days():
    months = pd.Series(pd.to_datetime(["1970-01-01", "2024-02-01", None]))
    assert days(last_day(months)) == ["1970-01-31", "2024-02-29", None]


def test_an_award_before_1970_and_blanks_keep_their_groups_apart():
    rows = statements(
        effective("1968-07-01"),
        effective("1969-07-20"),
        {**effective("1969-08-01"), "grade": "AA"},
        {},
    )
    assert days(offer_dates(rows)["previous"]) == [None, "1968-07-01", None, None]


@given(AWARDS)
def test_the_award_before_and_what_is_between_are_those_a_plain_search_finds(awards):
    def month(award):
        return None if award["month"] is None else pd.Timestamp(2017, 1, 1) + pd.DateOffset(
            months=award["month"]
        )  # fmt: skip

    def pay_year(day):
        return day.year if day.month >= 4 else day.year - 1

    rows = statements(
        *({**{k: v for k, v in one.items() if k != "month"}, **effective(month(one))}
          for one in awards)
    )  # fmt: skip
    found = offer_dates(rows)
    paid = [one for one in awards if one["outcome"] == "imposed"]
    for place, own in enumerate(awards):
        day = month(own)
        before = [
            month(one)
            for one in paid
            if one["bargaining_unit"] == own["bargaining_unit"]
            and None not in (day, month(one))
            and month(one) < day
        ]
        previous = max(before, default=None)
        assert days(found["previous"])[place] == (str(previous.date()) if previous else None)
        between = [
            one
            for one in paid
            if previous is not None
            and one["pay_year_from"] is not None
            and pay_year(previous) < int(one["pay_year_from"][:4]) < pay_year(day)
        ]
        assert found["between"][place] == bool(between)
    assert np.array_equal(found.index, range(len(awards)))
