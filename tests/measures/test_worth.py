"""One offer against prices: what was known, what may have been, what was revised or is missing."""

from datetime import date

import pytest

from analysis.errors import MeasureError
from analysis.measures.offers.worth import BEGINS, COVERS, KNOWN, NOW, Offer, Published, readings
from analysis.periods import Month

DAY = date(2022, 12, 7)


def rate(month, value, known, *, possible=None, standing=True, index="CPI"):
    return Published(index, month, value, 1, possible or known, known, standing)


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
    first = rate(Month(2022, 10), 11.1, date(2022, 11, 16), standing=False)
    revised = rate(Month(2022, 10), 11.0, date(2023, 3, 1))
    found = only([first, revised], Offer(3, DAY))
    assert (found[KNOWN].rate, found[NOW].rate) == (11.1, 11.0)


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
    assert cpih.missing == "no CPIH rate had been published"


@pytest.mark.parametrize(
    "wrong", [{"percent": -100}, {"salary": 0}, {"lump_sum": 1500}], ids=lambda wrong: str(wrong)
)
def test_an_offer_that_cannot_be_is_refused(wrong):
    with pytest.raises(MeasureError):
        Offer(**({"percent": 3, "on": DAY} | wrong))


def test_an_unknown_index_is_refused_with_the_nearest():
    with pytest.raises(MeasureError, match="Did you mean CPI"):
        readings([OCTOBER], Offer(3, DAY), indices=["CPIX"])
