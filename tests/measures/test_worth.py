"""One offer against prices: what was known, what may have been, what was revised or is missing."""

from datetime import date

import pytest

from analysis.errors import MeasureError
from analysis.measures.offers.worth import (
    BEGINS,
    COVERS,
    KNOWN,
    NOW,
    Offer,
    Published,
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
    assert found[BEGINS].missing == "before the first rate, of 2022-10"
    assert found[COVERS].missing == "not published yet: the record ends at 2022-10"
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
    assert after.missing == "the HCI rates published by then had been withdrawn"


def test_a_month_without_a_printed_rate_is_no_month_before_the_first():
    held = [rate(Month(2023, at), 8.0, date(2023, 12, 4)) for at in (7, 9)]
    found = only(held, Offer(3, date(2023, 12, 7), effective=Month(2023, 8)))
    assert found[BEGINS].missing == "no rate of that month is on record"
