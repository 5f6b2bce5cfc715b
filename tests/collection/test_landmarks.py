"""Freezes, strikes and laws on the axes of time: from the record, as a day knew them."""

import pytest
from tests.present.drawing import text_boxes

from analysis.collection.landmarks import law_landmarks, pay_landmarks
from analysis.tables import read


@pytest.fixture(autouse=True)
def _record(clean_copy, monkeypatch):
    monkeypatch.setenv("REALPAY_ROOT", str(clean_copy.root))


def days(told):
    return [str(day) for row, _ in told.rows for day in row]


def test_the_freezes_are_those_of_the_whole_service():
    spans = [(str(first), str(last)) for first, last, _ in pay_landmarks("latest").spans]
    assert spans == [("2011-04-01", "2013-03-31"), ("2021-04-01", "2022-03-31")]


def test_the_national_strikes_are_on_the_axis_each_day_once():
    found = days(pay_landmarks("latest"))
    assert {"2011-11-30", "2023-02-01"} <= set(found)
    assert len(found) == len(set(found))


def test_a_past_day_knows_no_later_strike_and_no_later_freeze():
    told = pay_landmarks("2012-05-01")
    assert max(days(told)) <= "2012-05-01"
    assert len(told.spans) == 1


def test_a_service_with_a_policy_of_its_own_is_told_of_none():
    told = pay_landmarks("latest", "northern-ireland-civil-service")
    assert (told.spans, told.rows) == ((), ())


def test_the_law_of_votes_changed_in_march_2017_and_one_test_has_gone():
    told = {str(day): words for day, words in law_landmarks(read("ballot_rules")).days}
    assert told["2017-03-01"] == "law: turnout and support tests begin"
    assert told["2026-02-18"] == "law: support test ends"


AXES = (
    ("02_real_pay_by_grade", "real-pay-by-grade", "pay freeze"),
    ("03_sectors", "civil-service-chart", "pay freeze"),
    ("06_dispute", "chain", "pay freeze"),
    ("06_dispute", "timeline", "law: turnout and support tests begin"),
    ("07_wage_floor", "floor", "civil service strikes"),
    ("10_restoration", "restoration-chart", "civil service strikes"),
    ("15_awards", "ceilings-path", "pay freeze"),
    ("16_pay_points", "scale", "pay freeze"),
    ("17_departments_and_senior_pay", "senior-bands-chart", "pay freeze"),
)


@pytest.mark.parametrize(("notebook", "chart", "words"), AXES)
def test_each_axis_of_time_is_told_with_them(make, notebook, chart, words):
    (made,) = (one for one in make(notebook).charts if one.id == chart)
    for narrow in (False, True):
        assert words in [text for text, _ in text_boxes(made.svg(narrow=narrow))]
