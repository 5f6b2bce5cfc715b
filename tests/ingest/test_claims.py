"""A claim that cannot be tried as its row says is one message, with the row and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from analysis.ingest.checks.claim_checks import ClaimChecks, Family, check_claims, index_families
from analysis.ingest.making.drafting import read_draft
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.tables.declared import CLAIMS, INDICES, REMITS, SALARIES

CLAIM = {
    "claim_id": "NEW-1",
    "claim": "Median pay, real",
    "value_low": "-3.0",
    "value_high": "-3.0",
    "decimals": "1",
    "unit": "%",
    "kind": "change in real terms",
    "pay": "median of All",
    "base": "2011",
    "end": "2023",
    "deflator": "CPI",
    "source_title": "A paper",
}
FAMILIES = {
    "CPI": Family(date(1988, 1, 1), date(1996, 2, 15)),
    "CPIH": Family(date(1988, 1, 1), date(2013, 3, 19)),
    "RPI": Family(None, None),
}


def held(table, **columns) -> Draft:
    rows = range(2, 2 + len(next(iter(columns.values()))))
    return Draft(table, str(table.raw_file), rows, {}, Problems(), columns)


DRAFTS = {
    "salaries": held(
        SALARIES,
        measure=["median", "median"],
        responsibility_level=["All", "EO"],
        population=["whole civil service", "whole civil service"],
        unit=["GBP", "GBP"],
        value=[33_000.0, 34_000.0],
    ),
    "remits": held(
        REMITS, key=["R009", "R010"], ceiling_pct=[2.0, None], basis_kind=["ceiling", "ceiling"]
    ),
}


@pytest.fixture
def claims(small) -> Callable[..., Draft]:
    """Read one claim with the cells given, and check it."""

    def of(whole: bool = True, **cells: str) -> Draft:
        small.write(CLAIMS, CLAIM | cells)
        made = read_draft(small.raw, CLAIMS, small.problems, small.corrections)
        assert made is not None
        ClaimChecks(DRAFTS, FAMILIES, whole).check(made)
        return made

    return of


LATE = "correct the index; or write in release the day on which the finding came out"
FIRST = "CPIH was first published on 2013-03-19"
SERIES = "a pay series of the record"
MISSING = "Or name what the record lacks in the column missing"
TIMES = (
    "a year, pay year, month or three months",
    "write 2010, 2010-11, 1997-04, Nov 2010, Feb-Apr 2024, or leave it blank",
)
WRONG = [
    ({"base": "2023", "end": "2011"}, ("base", "2023", "a time before 2011", "swap base and end")),
    (
        {"base": "1980", "end": "2011"},
        (
            "deflator",
            "CPI from 1980",
            "CPI begins in 1988-01",
            "name an index that reaches so far, or leave it blank to try those that do",
        ),
    ),
    (
        {"deflator": "CPIH", "base": "2005", "end": "2010"},
        ("deflator", "CPIH to 2010", FIRST, LATE),
    ),
    (
        {"deflator": "CPIH", "release": "2013-03-18"},
        (
            "release",
            "CPIH in a release of 2013-03-18",
            FIRST,
            "correct the day or the index",
        ),
    ),
    (
        {"deflator": "CPI or CPX"},
        (
            "deflator",
            "CPX",
            "a price index of the record",
            "Did you mean CPI? Allowed: CPI, CPIH, RPI, none, not stated.",
        ),
    ),
    (
        {"pay": "medain of EO"},
        ("pay", "medain of EO", SERIES, f"Did you mean median of EO? {MISSING}"),
    ),
    (
        {"pay": "ceilings R009 R010"},
        (
            "pay",
            "R010",
            "a remit with a ceiling",
            "name rows of pay/remits.csv that have a ceiling_pct",
        ),
    ),
    ({"base": "the 1970s"}, ("base", "the 1970s", *TIMES)),
    ({"end": "some day"}, ("end", "some day", *TIMES)),
    (
        {"kind": "gap that opened"},
        (
            "against",
            "a blank",
            "what a gap that opened is against",
            "name the other pay series, as in the column pay",
        ),
    ),
    (
        {"deflator": "none"},
        (
            "deflator",
            "none",
            "prices, for a change in real terms",
            "name the index, or leave it blank to try every one",
        ),
    ),
    (
        {"decimals": ""},
        (
            "decimals",
            "a blank",
            "how the figure was rounded",
            "count the decimals that are printed: 0 for 12, 1 for 12.0",
        ),
    ),
    (
        {"convention": "month to month or monthly"},
        (
            "convention",
            "monthly",
            "a convention, or a blank",
            (
                "Allowed: month to month, calendar-year average, financial-year average, "
                "three-month average."
            ),
        ),
    ),
    (
        {"ours": "pay; grade"},
        (
            "ours",
            "grade",
            "names of columns of choices",
            "Allowed: pay, base, end, deflator, convention, release, hours, assumed.",
        ),
    ),
    ({"hours": "37 or full"}, ("hours", "full", "paid hours a week", "write 37, or 37 or 42")),
]


@pytest.mark.parametrize(("changed", "told"), WRONG, ids=lambda one: str(one)[:40])
def test_what_is_wrong_with_a_claim_is_one_message_with_its_row(claims, small, changed, told):
    claims(**changed)
    assert small.told == [(2, *told)]


@pytest.mark.parametrize(
    "cells",
    [
        {"base": "2011", "end": "2011"},
        {"base": "1988-01", "end": "2011"},
        {"base": "1980 or 1990", "kind": "level"},
        {"deflator": "CPIH", "base": "2005", "end": "2013-03"},
        {"deflator": "CPIH", "base": "2005", "end": "2010", "release": "2013-03-19"},
        {"deflator": "CPIH", "base": "2005", "end": ""},
        {"deflator": "RPI", "base": "1950"},
        {"deflator": "not stated"},
        {"deflator": "none", "kind": "change in money"},
        {"deflator": "CPIH", "kind": "level", "base": "2005", "end": "2010"},
        {"pay": "", "base": "", "end": ""},
        {"kind": "", "pay": "", "base": "the 1970s", "deflator": "not stated"},
        {"kind": "", "decimals": ""},
        {"value_low": "", "value_high": "", "decimals": ""},
        {"kind": "gap that opened", "missing": "what it is against"},
        {"kind": "gap that opened", "against": "median of EO"},
        {"hours": "37.5 or 42", "convention": "month to month", "ours": "pay; base"},
        {"pay": "ceilings R009"},
    ],
    ids=str,
)
def test_a_claim_that_can_be_tried_is_let_through(claims, small, cells):
    claims(**cells)
    assert small.told == []


def test_pay_is_put_in_full_however_its_words_stand(claims):
    made = claims(pay="All median; median of EO", against="EO median")
    assert made.values["pay"] == ["median of All; median of EO"]
    assert made.values["against"] == ["median of EO"]
    assert claims(whole=False, pay="All median; nobody").values["pay"] == ["All median; nobody"]


def test_an_index_begins_with_its_levels_and_was_used_from_its_first_day():
    class Declared(dict):
        cdid = ""

    indices = held(
        INDICES,
        key=["CPIH", "HCI"],
        index_series=["L522", None],
        published_first=[date(2013, 3, 19), None],
        published_last=[date(2013, 3, 20), None],
    )
    found = index_families(indices, {"L522": Declared(first_month="1988-01")})
    assert found == {
        "CPIH": Family(date(1988, 1, 1), date(2013, 3, 19)),
        "HCI": Family(None, None),
    }
    assert index_families(None, {}) == {}


def test_without_claims_nothing_is_checked():
    check_claims([DRAFTS["remits"]], {})


def test_a_file_that_cannot_be_read_is_not_a_problem_of_each_claim_too(project, lines):
    path = project.raw / "earnings" / "civil_service_salaries.csv"
    path.write_text("year\n", encoding="utf-8")
    assert not any("claims.csv" in line for line in lines())
