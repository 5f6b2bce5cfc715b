"""A statement about an offer held against itself, its deal and its fellows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from analysis.ingest.kinds.offers import clean_statements, group_offers
from analysis.ingest.reading.cells import half_unit
from analysis.ingest.reading.draft import Draft
from analysis.tables.declared import OFFER_STATEMENTS

STATEMENT = {
    "offer_id": "X-1",
    "employer": "Acas",
    "pay_year_from": "2022-23",
    "pay_year_to": "2022-23",
    "basis": "average_award",
    "status": "offer",
    "asserted_by": "union",
    "source_title": "an invented page",
}


@pytest.fixture
def state(small) -> Callable[..., tuple[Draft, Draft]]:
    """Clean statements with the cells given, named X1, X2 and so on; and the offers they make."""

    def of(*rows: dict[str, str]) -> tuple[Draft, Draft]:
        named = (
            STATEMENT | {"statement_id": f"X{number}"} | row for number, row in enumerate(rows, 1)
        )
        small.write(OFFER_STATEMENTS, *named)
        made = clean_statements(small.raw, small.directory, small.problems, small.corrections)
        assert made is not None
        return made, group_offers(made)

    return of


def flags(made: tuple[Draft, Draft], place: int = 0) -> str:
    return "; ".join(made[0].flags[place])


def year(number: int, percent: str) -> dict[str, str]:
    return {"deal_years": "3", "deal_year": str(number), "percent": percent}


def total(percent: str) -> dict[str, str]:
    return {"deal_years": "3", "basis": "multi_year_cumulative", "percent": percent}


@pytest.mark.parametrize(
    ("percent", "years", "expected"),
    [
        ("13", ("3", "5", "5"), ""),
        ("9.9", ("4.13", "2.79", "2.79"), "multi-year total differs from the sum of its years"),
        ("9.7", ("4.13", "2.79", "2.79"), ""),
        ("13", ("3", "5"), ""),  # a year is missing, so that there is no sum
    ],
)
def test_a_total_over_years_is_the_plain_sum_of_its_years(
    state: Callable[..., tuple[Draft, Draft]], percent: str, years: tuple[str, ...], expected: str
) -> None:
    parts = [year(number, share) for number, share in enumerate(years, start=1)]
    assert flags(state(total(percent), *parts)) == expected


@pytest.mark.parametrize(
    ("old", "new", "percent", "expected"),
    [
        ("29083", "30500", "5", ""),  # 4.87, printed as 5
        ("29083", "30500", "4.9", ""),
        ("29083", "30500", "5.0", "stated rise and salaries differ"),
        ("20000", "21000", "3", "stated rise and salaries differ"),
        ("10000.5", "11004.5", "10.1", ""),  # 11,005 for 10,000 is 10.05, and half a unit
        ("10000.5", "11004.5", "10.2", "stated rise and salaries differ"),
        ("9999.5", "11005.5", "10.0", ""),  # 11,005 for 10,000, and half a unit
        ("9999.5", "11005.5", "9.9", "stated rise and salaries differ"),
        ("1", "20", "5", "stated rise and salaries differ"),
        ("0.5", "20", "5", ""),  # less than a pound is no salary
    ],
)
def test_old_and_new_salary_give_the_percentage_within_its_rounding(
    state: Callable[..., tuple[Draft, Draft]], old: str, new: str, percent: str, expected: str
) -> None:
    cells = {"old_salary_gbp": old, "new_salary_gbp": new, "percent": percent}
    assert flags(state(cells)) == expected


def test_days_out_of_order_are_flagged(state) -> None:
    days = {"offered_on": "2022-10-03", "effective_from": "2022-07", "paid_on": "2022-06-30"}
    expected = "paid before it took effect; paid before it was offered"
    assert flags(state(days)) == expected
    assert flags(state(days | {"paid_on": "2022-07-01"})) == "paid before it was offered"
    assert flags(state(days | {"paid_on": "2022-10-03"})) == ""


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            {"effective_from": "2022-07", "effective_to": "2022-06"},
            ("effective_to", "2022-06-30", "2022-07-01 or later", "look at both dates again"),
        ),
        ({"effective_from": "2022-07", "effective_to": "2022-07-01"}, ""),
        (
            {"percent_low": "5", "percent_high": "4"},
            ("percent_low", "5.0", "at most 4.0", "swap low and high"),
        ),
        ({"percent_low": "5", "percent_high": "5"}, ""),
        (
            {"pay_year_to": "2021-22"},
            ("pay_year_to", "2021-22", "2022-23 or later", "swap from and to"),
        ),
    ],
)
def test_what_cannot_be_of_an_offer_is_one_message(state, small, cells, told) -> None:
    state(cells)
    assert small.told == ([(2, *told)] if told else [])


def test_doubts_about_source_and_outcome_stay_with_the_statement(state) -> None:
    assert flags(state({"confidence": "secondary; suspect"})) == "value suspect in its source"
    assert flags(state({"status": "offer"})) == ""
    assert flags(state({"status": ""})) == "outcome unknown"


def test_one_figure_of_one_page_on_two_bases_is_flagged_on_both(state) -> None:
    page = {"percent": "3", "source_url": "https://example.org/a"}
    made = state(page, page | {"basis": "individual_or_scale"}, page | {"percent": "4"}, page)
    assert [flags(made, place) for place in range(4)] == [
        "read on another basis: X2",
        "read on another basis: X1",
        "",
        "",
    ]
    for apart in ({"source_url": ""}, {"percent": ""}):
        made = state(page | apart, page | apart | {"basis": "individual_or_scale"})
        assert (flags(made), flags(made, 1)) == ("", "")


def test_a_salary_of_nothing_or_one_salary_alone_is_held_against_nothing(state) -> None:
    cells = {"old_salary_gbp": "20000", "percent": "3"}
    assert flags(state(cells)) == ""
    assert flags(state(cells | {"old_salary_gbp": "", "new_salary_gbp": "20000"})) == ""


def test_half_a_unit_of_the_last_digit_printed() -> None:
    assert [half_unit(text) for text in ("5", "5.", "4.5", "4.55")] == [0.5, 0.5, 0.05, 0.005]


def test_statements_that_differ_flag_their_offer_and_the_first_by_name_is_shown(state) -> None:
    _, offers = state({"effective_from": "2022-07-01"}, {"effective_from": "2022-08-01"})
    assert offers.flags == [["statements differ: effective"]]
    assert offers.values["effective_first"] == [date(2022, 7, 1)]
    assert (offers.values["key"], offers.values["statements"]) == (["X-1"], [2])


def test_an_offer_takes_each_fact_from_the_first_statement_that_has_it(state) -> None:
    _, offers = state(
        {"statement_id": "X3", "effective_from": "2022-08", "unions": "PCS"},
        {"statement_id": "X1", "bargaining_unit": "all"},
        {"statement_id": "X2", "bargaining_unit": "some", "effective_from": "2022-08"},
    )
    row = {name: values[0] for name, values in offers.values.items()}
    assert (row["bargaining_unit"], row["unions"], row["statements"]) == ("all", "PCS", 3)
    assert (row["effective_first"], row["effective_last"]) == (date(2022, 8, 1), date(2022, 8, 31))
    assert offers.flags == [[]]
    assert offers.rows == [3]


def test_statements_of_one_offer_about_two_employers_are_refused(state, small) -> None:
    state({}, {"employer": "Home Office"})
    assert small.told == [
        (
            3,
            "employer",
            "home-office",
            "acas",
            "give each offer one employer, or the statements offers of their own",
        )
    ]
