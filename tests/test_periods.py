from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.periods import (
    Month,
    PayYear,
    Quarter,
    Span,
    Year,
    parse_ons_next,
    parse_ons_period,
    parse_ons_release,
    parse_pay_years,
    uk_date,
)


@pytest.mark.parametrize(
    "text", ["2022-10", "2022 OCT", "October 2022", "2022 October", "Oct 2022", " 2022-10 "]
)
def test_a_month_reads_in_every_spelling(text: str) -> None:
    assert Month.parse(text) == Month(2022, 10)


def test_2000_01_is_a_month_to_one_and_a_pay_year_to_the_other() -> None:
    assert Month.parse("2000-01") == Month(2000, 1)
    assert PayYear.parse("2000-01").first_month == Month(2000, 4)


def test_a_pay_year_in_place_of_a_month_is_explained() -> None:
    with pytest.raises(ValueError, match="'2022-23' is a pay year; a month is written 2022-04"):
        Month.parse("2022-23")


def test_a_month_in_place_of_a_pay_year_is_explained() -> None:
    with pytest.raises(ValueError, match=r"'2022-10' is not a pay year \(a month\?\)"):
        PayYear.parse("2022-10")


@pytest.mark.parametrize("text", ["2022", "2022/23", "2022-22", "2022-23-24", "", "pay", "٢٠٢٢-٢٣"])
def test_what_is_no_pay_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a pay year"):
        PayYear.parse(text)


def test_several_pay_years_read_as_first_and_last() -> None:
    assert parse_pay_years("2011-13") == (PayYear(2011), PayYear(2012))
    assert parse_pay_years("1999-00") == (PayYear(1999), PayYear(1999))


def test_several_pay_years_where_one_is_wanted_are_refused() -> None:
    with pytest.raises(ValueError, match="spans the pay years 2011-12 to 2012-13; one was wanted"):
        PayYear.parse("2011-13")


def test_a_pay_year_runs_from_april_to_march() -> None:
    months = PayYear(2023).months
    assert (months[0].text, months[-1].text, len(months)) == ("2023-04", "2024-03", 12)


@settings(deadline=None)
@given(st.integers(min_value=-20_000, max_value=90_000))
def test_months_add_and_subtract_as_counts(count: int) -> None:
    start = Month(1970, 1)
    assert (start + count) - start == count == (start + count).ordinal
    assert Month.parse((start + count).text) == start + count


@pytest.mark.parametrize(
    "text", ["2022-13", "2022-00", "0000-01", "22-10", "2022 JANU", "", "２０２２-10"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a month"):
        Month.parse(text)


def test_february_ends_with_its_year() -> None:
    assert Month(2024, 2).last_day == date(2024, 2, 29)
    assert Month(2023, 2).last_day == date(2023, 2, 28)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-10-03", date(2022, 10, 3), date(2022, 10, 3)),
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
    ],
)
def test_a_date_known_in_part_is_a_span(text: str, first: date, last: date) -> None:
    span = Span.parse(text)
    assert (span.first, span.last, span.exact, span.text) == (first, last, first == last, text)


def test_a_span_of_no_calendar_unit_prints_both_ends() -> None:
    assert Span(date(2022, 10, 3), date(2022, 11, 2)).text == "2022-10-03/2022-11-02"


def test_a_span_that_runs_backward_is_refused() -> None:
    with pytest.raises(ValueError, match="a span runs forward"):
        Span(date(2022, 10, 3), date(2022, 10, 2))


def test_a_day_that_no_calendar_has_is_named() -> None:
    with pytest.raises(ValueError, match="There is no 31 February 2022"):
        Span.parse("2022-02-31")


def test_a_pay_year_in_a_date_column_is_refused() -> None:
    with pytest.raises(ValueError, match="is a pay year"):
        Span.parse("2022-23")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("1988", Year(1988)),
        ("1988 Q1", Quarter(1988, 1)),
        ("1988 JAN", Month(1988, 1)),
        ("Jan-88", Month(1988, 1)),
        ("Sep-26", Month(2026, 9)),
        ("Jun-47", Month(1947, 6)),
    ],
)
def test_ons_periods_read_as_served_and_as_spreadsheets_show_them(
    text: str, period: Month | Quarter | Year
) -> None:
    assert parse_ons_period(text) == period


@pytest.mark.parametrize("text", ["10/06/1905", "01/01/1988", "1988-01-01", "1905-06-10 00:00:00"])
def test_a_period_that_a_spreadsheet_read_as_a_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a spreadsheet changed it"):
        parse_ons_period(text)


@pytest.mark.parametrize("text", ["", "1988 Q5", "88", "1988 JANE", "Total", "0000"])
def test_what_is_no_ons_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        parse_ons_period(text)


def test_a_release_date_has_its_day_first() -> None:
    assert parse_ons_release("05-02-2024") == date(2024, 2, 5)
    assert parse_ons_release("20.7.2022") == parse_ons_release("20/07/2022") == date(2022, 7, 20)


def test_a_release_date_in_american_order_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no 12 month 15 2021"):
        parse_ons_release("12/15/2021")


@pytest.mark.parametrize("text", ["", "To be announced", "autumn 2026", "21 Octember 2026"])
def test_a_next_release_in_words_is_no_day(text: str) -> None:
    assert parse_ons_next(text) is None


def test_a_next_release_on_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="There is no 31 September 2026"):
        parse_ons_next("31 September 2026")


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2026-09-15T23:00:00.000Z", date(2026, 9, 16)),
        ("2026-09-15T22:59:59.000Z", date(2026, 9, 15)),
        ("2026-01-20T23:30:00.000Z", date(2026, 1, 20)),
        ("2026-03-28T23:00:00Z", date(2026, 3, 28)),
        ("2026-03-29T23:00:00Z", date(2026, 3, 30)),
        ("2026-10-24T23:00:00Z", date(2026, 10, 25)),
        ("2026-10-25T23:00:00Z", date(2026, 10, 25)),
        ("2019-10-15T23:00:00.000Z", date(2019, 10, 16)),
    ],
)
def test_a_stamp_in_utc_is_a_day_in_the_united_kingdom(stamp: str, day: date) -> None:
    assert uk_date(stamp) == day


@pytest.mark.parametrize(
    "stamp", ["", "2026-09-15", "2026-09-15T24:00:00Z", "1995-07-01T00:00:00Z"]
)
def test_what_is_no_stamp_is_refused(stamp: str) -> None:
    with pytest.raises(ValueError, match=r"is not a time stamp|is before 1996"):
        uk_date(stamp)


def refusal(read: Callable[[str], object], text: str) -> str:
    try:
        read(text)
    except ValueError as error:
        return str(error)
    return "It was read."


@settings(deadline=None)
@given(st.text(max_size=12))
def test_whatever_the_text_the_answer_is_a_period_or_a_sentence(text: str) -> None:
    readers = (Month.parse, Span.parse, parse_pay_years, parse_ons_period, parse_ons_release)
    for read in (*readers, parse_ons_next, uk_date):
        assert refusal(read, text).endswith(".")
