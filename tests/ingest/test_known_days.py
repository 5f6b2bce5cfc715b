"""From which day a row could be known: the earliest honest day, and how it is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from analysis.ingest.clean import Cleaned
from analysis.ingest.kinds.offers import clean_statements, group_offers
from analysis.ingest.making.known_days import reported
from analysis.ingest.reading.draft import Draft
from analysis.tables.declared import OFFER_STATEMENTS

YEAR = date(2010, 4, 1), date(2011, 3, 31)
LAST = date(2012, 4, 1), date(2013, 3, 31)

STATEMENT = {
    "statement_id": "X1",
    "offer_id": "X-1",
    "employer": "Acas",
    "pay_year_from": "2022-23",
    "pay_year_to": "2022-23",
    "basis": "individual_or_scale",
    "percent": "3",
    "status": "offer",
    "asserted_by": "union",
    "source_title": "A made-up page",
}


@pytest.fixture
def state(small) -> Callable[..., tuple[Draft, Draft]]:
    """Clean statements of one offer, and the offer."""

    def of(*rows: dict[str, str]) -> tuple[Draft, Draft]:
        small.write(OFFER_STATEMENTS, *(STATEMENT | row for row in rows))
        made = clean_statements(small.raw, small.directory, small.problems, small.corrections)
        assert made is not None
        return made, group_offers(made)

    return of


def days_of(made: Draft) -> tuple[str, str, str]:
    return tuple(str(made.values[f"known_{name}"][0]) for name in ("first", "from", "how"))


def known(made: Cleaned, table: str, key: str) -> tuple[str, str, str]:
    row = made.frame(table).set_index("key").loc[key]
    return str(row["known_first"])[:10], str(row["known_from"])[:10], str(row["known_how"])


@pytest.mark.parametrize(
    ("offered", "effective", "source", "expected"),
    [
        # offered on a known day: that day, whenever it takes effect
        ("2022-10-03", "2022-07-01", "2022-11-01", ("2022-10-03", "2022-10-03", "true")),
        # offered in a month: possibly from its first day, known from its last
        ("2022-10", "", "", ("2022-10-01", "2022-10-31", "true")),
        # reported before the day of the offer: a leak
        ("2022-10-03", "", "2022-09-20", ("2022-09-20", "2022-09-20", "inferred")),
        # no offer date: the day of effect or the first report, whichever came first
        ("", "2022-07", "2022-09-20", ("2022-07-01", "2022-07-31", "inferred")),
        ("", "2022-07-01", "2022-06-20", ("2022-06-20", "2022-06-20", "inferred")),
        # only a report of its own time
        ("", "", "2022-12-05", ("2022-12-05", "2022-12-05", "inferred")),
        # a report that looks back is not the day on which it became known
        ("", "", "2030-01-01", ("2022-04-01", "2023-03-31", "inferred")),
        ("", "", "", ("2022-04-01", "2023-03-31", "inferred")),
    ],
)
def test_an_offer_is_known_from_its_day_or_what_stands_in_for_it(
    state, offered: str, effective: str, source: str, expected: tuple[str, str, str]
) -> None:
    days = {"offered_on": offered, "effective_from": effective, "source_date": source}
    for made in state(days):
        assert days_of(made) == expected


def test_an_offer_is_known_from_the_first_of_its_statements(state) -> None:
    _, offers = state(
        {"source_date": "2022-12-05"}, {"statement_id": "X2", "source_date": "2022-11-30"}
    )
    assert days_of(offers) == ("2022-11-30", "2022-11-30", "inferred")


@pytest.mark.parametrize(
    ("status", "paid", "source", "expected"),
    [
        ("imposed", "", "2022-12-05", "2022-12-05"),  # told by a report of its time
        ("imposed", "2022-11", "2022-12-05", "2022-11-30"),  # paid before it was told
        ("accepted", "2023-01-31", "2030-01-01", "2023-01-31"),  # the report looks back
        ("rejected", "", "2030-01-01", "None"),  # when is not on record
        ("offer", "", "2022-12-05", "None"),  # nothing had come of it
    ],
)
def test_what_became_of_an_offer_is_known_from_its_payment_or_a_report_of_its_time(
    state, status: str, paid: str, source: str, expected: str
) -> None:
    cells = {"status": status, "paid_on": paid, "source_date": source}
    for made in state(cells | {"offered_on": "2022-10-03"}):
        assert str(made.values["outcome_from"][0]) == expected


def test_a_report_counts_unless_it_looks_back_more_than_a_year() -> None:
    soon = (date(2012, 3, 31),) * 2
    late = (date(2012, 4, 1),) * 2
    assert reported(soon, YEAR, YEAR) == (soon, "inferred")
    assert reported(late, YEAR, YEAR) == (YEAR, "inferred")
    assert reported(late, YEAR, LAST) == (late, "inferred")
    assert reported(None, None, None) == (None, "undated")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("R023", ("2021-10-27", "2021-10-27", "true")),  # announced before it was published
        ("R008", ("2009-12-01", "2009-12-31", "true")),  # published in a month
        ("R012", ("2012-04-01", "2013-03-31", "inferred")),  # told in 2018 of 2012-13
        ("R031", ("2017-10-01", "2017-10-31", "inferred")),  # only a report of its time
    ],
)
def test_a_remit_is_known_from_its_announcement(
    cleaned: Callable[[], Cleaned], key: str, expected: tuple[str, str, str]
) -> None:
    assert known(cleaned(), "remits", key) == expected


def test_a_review_award_is_known_from_its_announcement_not_from_its_day_of_effect(
    cleaned: Callable[[], Cleaned],
) -> None:
    made = cleaned()
    assert known(made, "review_awards", "V001")[1] == "2007-03-01"  # before 1 April 2007
    assert known(made, "review_awards", "V004")[1] == "2008-06-17"  # after 1 April 2008


def test_figures_of_a_news_report_are_known_from_its_day(cleaned: Callable[[], Cleaned]) -> None:
    made = cleaned()
    days = made.frame("moments").set_index("key")["as_of"]
    figures = made.frame("moment_figures")
    assert (figures["known_from"] == figures["moment_id"].map(days)).all()


def test_an_action_that_took_place_is_not_known_before_it_began(
    change: Callable[..., None], cleaned: Callable[[], Cleaned]
) -> None:
    made = cleaned()
    assert known(made, "actions", "ACT-002")[1] == "2004-02-16"
    change("ballots/actions.csv", "3491407.stm,2004-02-16,", "3491407.stm,2004-02-10,")
    made = cleaned()
    assert known(made, "actions", "ACT-002")[1] == "2004-02-16"
    flags = made.frame("actions").set_index("key")["flags"]
    assert flags["ACT-002"] == "reported before it happened"


def test_a_planned_action_is_known_from_the_report_of_the_plan(
    cleaned: Callable[[], Cleaned],
) -> None:
    assert known(cleaned(), "actions", "ACT-004") == ("2007-01-29", "2007-01-29", "inferred")


def test_a_price_of_a_month_without_a_known_release_became_known_in_an_interval(
    cleaned: Callable[[], Cleaned],
) -> None:
    made = cleaned()
    assert known(made, "prices", "CZBH/1975-08") == ("1975-09-11", "1975-09-26", "estimated")
    assert known(made, "prices", "D7G7/2022-10") == ("2022-11-16", "2022-11-16", "true")
    assert known(made, "prices", "L55O/2005-10") == ("2013-03-19", "2013-03-19", "later_revised")
    assert known(made, "prices", "CDKO/1914") == ("NaT", "NaT", "undated")
