"""A claim that cannot be tried as its row says is one message, with the row and how to mend it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from analysis.project import Project

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


@pytest.fixture
def claim(project: Project) -> Callable[..., None]:
    """Add a claim, with some cells changed."""

    def add_it(**changed: str) -> None:
        path = project.raw / "pay" / "claims.csv"
        text = path.read_text(encoding="utf-8")
        head = next(csv.reader([text.splitlines()[0]]))
        row = CLAIM | changed
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow([row.get(name, "") for name in head])
        path.write_text(text + line.getvalue(), encoding="utf-8")

    return add_it


WRONG = [
    ({"base": "2023", "end": "2011"}, ("base", "'2023'", "swap base and end")),
    ({"base": "1980", "end": "2011"}, ("deflator", "'CPI from 1980'", "begins in 1988-01")),
    (
        {"deflator": "CPIH", "base": "2005", "end": "2010"},
        ("deflator", "'CPIH to 2010'", "first published on 2013-03-19", "write in release"),
    ),
    (
        {"deflator": "CPIH", "release": "2012-09-01"},
        ("release", "'CPIH in a release of 2012-09-01'", "first published on 2013-03-19"),
    ),
    ({"deflator": "CPX"}, ("deflator", "'CPX'", "a price index of the record")),
    ({"pay": "median of G5"}, ("pay", "'median of G5'", "a pay series of the record", "missing")),
    ({"pay": "median of AA/AO; KAB9"}, ("pay", "'KAB9'", "a pay series of the record")),
    ({"pay": "ceilings R009 R999"}, ("pay", "'R999'", "pay/remits.csv")),
    ({"base": "the 1970s"}, ("base", "'the 1970s'", "write 2010, 2010-11")),
    ({"kind": "gap that opened"}, ("against", "a blank", "name the other pay series")),
    ({"deflator": "none"}, ("deflator", "'none'", "prices, for a change in real terms")),
    ({"decimals": ""}, ("decimals", "a blank", "count the decimals")),
    ({"convention": "yearly"}, ("convention", "'yearly'", "a convention, or a blank")),
    ({"ours": "grade"}, ("ours", "'grade'", "names of columns of choices")),
    ({"hours": "full time"}, ("hours", "'full time'", "write 37")),
    ({"kind": "a fall"}, ("kind", "'a fall'", "change in real terms")),
]


@pytest.mark.parametrize(("changed", "told"), WRONG, ids=lambda one: str(one)[:40])
def test_what_is_wrong_with_a_claim_is_one_message_with_its_row(claim, lines, changed, told):
    claim(**changed)
    found = lines()
    assert len(found) == 1
    assert "pay/claims.csv, row " in found[0]
    for words in told:
        assert words in found[0]


def test_a_finding_on_early_months_that_came_out_later_is_taken(claim, lines):
    claim(deflator="CPIH", base="2005", end="2010", release="2024-09-01")
    assert lines() == []


def test_pay_is_put_in_full_however_its_words_stand(claim, cleaned):
    claim(pay="All median")
    claims = cleaned().frame("claims").set_index("key")
    assert claims.loc["NEW-1", "pay"] == "median of All"


def test_what_a_claim_is_not_tried_on_keeps_its_own_words(claim, lines):
    claim(kind="", pay="", base="the 1970s", deflator="not stated")
    assert lines() == []


def test_a_file_that_cannot_be_read_is_not_a_problem_of_each_claim_too(project, lines):
    path = project.raw / "earnings" / "civil_service_salaries.csv"
    path.write_text("year\n", encoding="utf-8")
    assert not any("claims.csv" in line for line in lines())
