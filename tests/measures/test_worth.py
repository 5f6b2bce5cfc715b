"""One offer against prices: what was known, what may have been, what was revised or is missing."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.offers.worth import (
    BEGINS,
    COVERS,
    KNOWN,
    NOW,
    Offer,
    Published,
    Reading,
    published,
    readings,
    worth,
)
from analysis.periods import Month

DAY = date(2022, 12, 7)


def rate(month, value, known, *, possible=None, until=None, index="CPI"):
    return Published(index, month, value, 1, possible or known, known, until)


OCTOBER = rate(Month(2022, 10), 11.1, date(2022, 11, 16))


def only(rates, offer):
    return {one.reading: one for one in readings(rates, offer, indices=["CPI"])}


def test_a_rate_published_on_the_day_is_known_and_one_of_the_next_day_is_not():
    later = rate(Month(2022, 11), 10.7, date(2022, 12, 14))
    assert only([OCTOBER, later], Offer(3, date(2022, 12, 13)))[KNOWN].rate == 11.1
    assert only([OCTOBER, later], Offer(3, date(2022, 12, 14)))[KNOWN].rate == 10.7


def test_a_release_whose_day_is_estimated_is_shown_as_possible_beside_what_was_known():
    may = rate(Month(2022, 11), 10.7, date(2022, 12, 26), possible=date(2022, 12, 1))
    known = only([OCTOBER, may], Offer(3, DAY))[KNOWN]
    assert (known.rate, known.possible) == (11.1, 10.7)


def test_a_revision_moves_what_is_known_now_and_not_what_was_known():
    first = rate(Month(2022, 10), 11.1, date(2022, 11, 16), until=date(2023, 2, 28))
    revised = rate(Month(2022, 10), 11.0, date(2023, 3, 1))
    found = only([first, revised], Offer(3, DAY))
    assert (found[KNOWN].rate, found[NOW].rate) == (11.1, 11.0)


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_versions_of_a_month_that_both_stand_the_later_is_read(turned):
    corrected = rate(Month(2022, 10), 11.0, date(2022, 11, 20))
    both = [corrected, OCTOBER] if turned else [OCTOBER, corrected]
    assert only(both, Offer(3, DAY))[KNOWN].rate == 11.0


@pytest.mark.parametrize("turned", [False, True])
def test_a_version_that_nobody_is_known_to_have_seen_is_possible_and_not_known(turned):
    unseen = rate(Month(2022, 10), 11.0, None, possible=date(2022, 12, 1))
    both = [unseen, OCTOBER] if turned else [OCTOBER, unseen]
    known = only(both, Offer(3, DAY))[KNOWN]
    assert (known.rate, known.possible) == (11.1, 11.0)


def test_an_award_that_equals_the_rate_neither_gains_nor_loses():
    known = only([OCTOBER], Offer(11.1, DAY, salary=20000))[KNOWN]
    assert known.real_change == pytest.approx(0)
    assert known.gap == pytest.approx(0)
    assert known.pounds == pytest.approx(0)
    assert known.real_low < 0 < known.real_high


def test_a_lump_sum_lifts_the_year_and_leaves_the_base():
    bare = only([OCTOBER], Offer(3, DAY, salary=25000))[KNOWN]
    lifted = only([OCTOBER], Offer(3, DAY, salary=25000, lump_sum=2025))[KNOWN]
    assert (bare.real_change, bare.pounds) == (lifted.real_change, lifted.pounds)
    assert lifted.year_pounds == pytest.approx(0)
    assert lifted.year_real_change == pytest.approx(0)


def test_months_that_the_record_does_not_reach_say_where_it_ends():
    found = only([OCTOBER], Offer(3, DAY, effective=Month(2022, 8)))
    assert found[BEGINS].missing == "before the first rate, of October 2022"
    assert found[COVERS].missing == "not published yet: the record ends at October 2022"
    assert found[COVERS].rate is None


def test_an_index_that_nobody_had_published_has_a_reading_that_says_so():
    (cpih,) = readings([OCTOBER], Offer(3, DAY), indices=["CPIH"])
    assert cpih.missing == "no CPIH rate is on record by then"


@pytest.mark.parametrize(
    "wrong", [{"percent": -100}, {"salary": 0}, {"lump_sum": 1500}], ids=lambda wrong: str(wrong)
)
def test_an_offer_that_cannot_be_is_refused(wrong):
    with pytest.raises(MeasureError):
        Offer(**({"percent": 3, "on": DAY} | wrong))


def test_an_unknown_index_is_refused_with_the_nearest(prices):
    with pytest.raises(MeasureError, match="Did you mean CPI"):
        worth(prices, percent=3, on=DAY, indices=["CPIX"])


def test_a_rate_withdrawn_since_was_known_then_and_has_no_figure_now():
    gone = rate(Month(2023, 9), 8.2, date(2023, 12, 4), until=date(2024, 2, 25), index="HCI")
    then, now = readings([gone], Offer(3, date(2023, 12, 7)), indices=["HCI"])
    assert (then.rate, now.rate) == (8.2, None)
    assert now.missing.startswith("withdrawn, last stood on 2024-02-25")
    (after,) = readings([gone], Offer(3, date(2024, 2, 26)), indices=["HCI"])
    assert {(one.index, one.month) for one in (then, now)} == {("HCI", "2023-09")}
    assert (after.index, after.reading, after.rate) == ("HCI", KNOWN, None)
    assert after.missing == "the HCI rates published by then had been withdrawn"


def test_a_month_without_a_printed_rate_is_no_month_before_the_first():
    held = [rate(Month(2023, at), 8.0, date(2023, 12, 4)) for at in (7, 9)]
    found = only(held, Offer(3, date(2023, 12, 7), effective=Month(2023, 8)))
    assert found[BEGINS].missing == "no rate of that month is on record"


def test_a_reading_holds_every_figure_of_the_offer_against_its_month():
    """3 % and £500 on £25,000 against 11.1 %: £2,775 keep pace, £750 is offered."""
    stood_in = replace(OCTOBER, revised=True)
    found = only([stood_in], Offer(3, DAY, salary=25_000, lump_sum=500))[KNOWN]
    assert found == Reading(
        index="CPI",
        reading=KNOWN,
        month="2022-10",
        rate=11.1,
        published="2022-11-16",
        revised=True,
        real_change=pytest.approx(100 * (1.03 / 1.111 - 1)),
        real_low=pytest.approx(100 * (1.03 / 1.1115 - 1)),
        real_high=pytest.approx(100 * (1.03 / 1.1105 - 1)),
        gap=pytest.approx(-8.1),
        pounds=pytest.approx(-2025),
        pace_pounds=pytest.approx(2775),
        year_real_change=pytest.approx(100 * (1.05 / 1.111 - 1)),
        year_pounds=pytest.approx(-1525),
    )


def test_without_a_salary_there_are_no_pounds_and_without_a_lump_sum_no_year():
    bare, paid = (only([OCTOBER], Offer(3, DAY, salary=one))[KNOWN] for one in (None, 25_000))
    assert (bare.pounds, bare.pace_pounds, bare.year_pounds) == (None, None, None)
    assert (paid.year_real_change, paid.year_pounds) == (None, None)


def test_a_version_stands_from_the_day_it_was_known_to_its_last_day():
    first = rate(Month(2022, 10), 11.1, date(2022, 11, 16), until=date(2023, 2, 28))
    known = first.known
    assert [first.stood(known, date(2022, 11, day)) for day in (15, 16)] == [False, True]
    assert first.stood(known, date(2023, 2, 28))
    assert not first.stood(known, date(2023, 3, 1))
    assert OCTOBER.stood(known, date(2099, 1, 1))
    assert not OCTOBER.stood(None, DAY)


def test_a_rate_whose_day_nobody_knows_has_no_day_of_publication():
    undated = Published("CPI", Month(2022, 10), 11.1, 1, None, None)
    award = only([OCTOBER, replace(undated, month=Month(2023, 7))], Offer(3, DAY, Month(2022, 7)))
    assert (award[COVERS].month, award[COVERS].published) == ("2023-07", None)
    assert (award[BEGINS].month, award[BEGINS].rate) == ("2022-07", None)


@pytest.mark.parametrize("wrong", [(-99.9, 1), (3, 0.01)])
def test_an_offer_just_within_what_can_be_is_taken(wrong):
    percent, salary = wrong
    assert Offer(percent, DAY, salary=salary).salary == salary


@pytest.mark.parametrize("wrong", [{"percent": -100}, {"salary": 0}, {"effective": Month(9999, 1)}])
def test_an_offer_of_nothing_or_at_the_end_of_time_is_refused(wrong):
    with pytest.raises(MeasureError):
        Offer(**{"percent": 3, "on": DAY, **wrong})


def test_the_clean_table_gives_each_version_with_its_days_and_whether_it_was_revised():
    day = pd.Timestamp("2022-11-16")
    rows = pd.DataFrame(
        {
            "measure": ["rate_12m", "index", "rate_12m"],
            "index": "CPI",
            "period": pd.PeriodIndex(["2022-10", "2022-10", "2022-09"], freq="M"),
            "value": [11.1, 127.2, 10.1],
            "decimals": 1,
            "known_first": [day, day, pd.NaT],
            "known_from": [day, day, pd.NaT],
            "known_until": [pd.NaT, pd.NaT, day],
            "known_how": ["later_revised", "true", "true"],
        }
    )
    known = date(2022, 11, 16)
    assert published(rows) == [
        Published("CPI", Month(2022, 10), 11.1, 1, known, known, None, True),
        Published("CPI", Month(2022, 9), 10.1, 1, None, None, known, False),
    ]
    table = worth(rows, percent=3, on=DAY, indices=["CPI"])
    assert table["revised"].tolist() == [True, True]
    assert str(table["pounds"].dtype) == "float64"
    begun = worth(rows, percent=3, on=DAY, effective="2021-10").set_index("reading")
    assert begun.loc[[BEGINS, COVERS], "month"].tolist() == ["2021-10", "2022-10"]
    assert begun.loc[COVERS, "rate"] == 11.1


def test_a_salary_and_a_lump_sum_are_set_against_the_rate_in_pounds(prices):
    asked = {"percent": 3, "on": DAY, "indices": ["CPI"]}
    table = worth(prices, salary=25_000, lump_sum=500, **asked).set_index("reading").loc[KNOWN]
    assert (table["pounds"], table["pace_pounds"]) == pytest.approx((-2025.0, 2775.0))
    assert table["year_pounds"] == pytest.approx(-1525.0)
    assert table["year_real_change"] == pytest.approx(100 * (1.05 / 1.111 - 1))
