"""Numbers are plausible or asked back: the impossible stops, the unlikely is flagged."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.ingest.clean import Cleaned
from analysis.project import Project
from analysis.tables.columns import NUMBERS, Column
from analysis.tables.limits import RISE, SHARE, Limits
from analysis.tables.registry import TABLES

Put = Callable[..., None]


@pytest.fixture
def put(project: Project) -> Put:
    """Write one value into the first row of a raw table that has one in that column."""

    def put_it(file: str, column: str, value: str, **where: str) -> None:
        path = project.raw / file
        with path.open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        place = header.index(column)
        row = next(
            row
            for row in rows
            if row[place] and all(row[header.index(name)] == cell for name, cell in where.items())
        )
        row[place] = value
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([header, *rows])

    return put_it


@pytest.mark.parametrize(
    ("file", "column", "value", "allowed"),
    [
        ("ballots/ballots.csv", "turnout_pct_published", "710", "0 to 100"),
        ("ballots/ballots.csv", "turnout_pct_published", "101", "0 to 100"),
        ("ballots/ballots.csv", "turnout_pct_published", "-3", "0 to 100"),
        ("ballots/ballots.csv", "yes_pct_published", "680", "0 to 100"),
        ("ballots/ballots.csv", "yes", "-1", "0 to 50,000,000"),
        ("ballots/rules.csv", "threshold_pct", "0.5", "1 to 100, usually 30 to 80"),
        ("pay/offers.csv", "percent", "99999", "-50 to 100"),
        ("pay/offers.csv", "new_salary_gbp", "-28000", "100 to 2,000,000"),
        ("pay/remits.csv", "ceiling_pct", "300", "-10 to 50"),
        ("pay/review_bodies.csv", "awarded_pct", "450", "-50 to 100"),
        ("pay/pay_scales.csv", "minimum_gbp", "-28000", "100 to 2,000,000"),
        ("earnings/minimum_wage.csv", "hourly_gbp", "1221", "1 to 200"),
        ("earnings/minimum_wage.csv", "hourly_gbp", "-3", "1 to 200"),
        ("earnings/civil_service_salaries.csv", "value_gbp", "-28000", "100 to 2,000,000"),
        ("earnings/department_salaries.csv", "value", "99999999999", " to "),
    ],
)
def test_what_cannot_be_stops_with_row_column_value_and_what_is_allowed(
    put: Put, lines: Callable[[], list[str]], file: str, column: str, value: str, allowed: str
) -> None:
    put(file, column, value)
    found = [line for line in lines() if f"column {column}: found '{value}'" in line]
    assert any(line.startswith(f"{file}, row ") and allowed in line for line in found)


def test_a_threshold_that_is_a_fraction_asks_whether_fifty_was_meant(
    put: Put, lines: Callable[[], list[str]]
) -> None:
    put("ballots/rules.csv", "threshold_pct", "0.5")
    assert any(line.endswith("mend: did you mean 50?") for line in lines())


@pytest.mark.parametrize(
    ("file", "column", "value", "table", "flag", "question"),
    [
        *[
            ("ballots/ballots.csv", f"{name}_published", "0.71", "ballots", name, "mean 71?")
            for name in ("turnout_pct", "yes_pct")
        ],
        ("pay/offers.csv", "percent", "0.05", "offer_statements", "pct", "did you mean 5?"),
        ("pay/offers.csv", "percent", "38", "offer_statements", "pct", "usual is -10 to 25"),
        ("pay/remits.csv", "ceiling_pct", "0.03", "remits", "ceiling_pct", "did you mean 3?"),
        ("ballots/rules.csv", "threshold_pct", "4", "ballot_rules", "threshold_pct", "30 to 80"),
        (
            "earnings/minimum_wage.csv",
            "hourly_gbp",
            "122.1",
            "wage_floors",
            "hourly_gbp",
            "2 to 50",
        ),
        ("pay/pay_scales.csv", "maximum_gbp", "1200", "pay_scales", "maximum_gbp", "1,500 to"),
    ],
)
def test_what_is_unlikely_is_kept_flagged_and_asked_about(
    put: Put,
    cleaned: Callable[[], Cleaned],
    file: str,
    column: str,
    value: str,
    table: str,
    flag: str,
    question: str,
) -> None:
    put(file, column, value)
    made = cleaned()
    rows = made.frame(table)
    [kept] = rows.loc[rows["flags"].str.contains(f"unlikely: {flag}"), flag].tolist()
    assert kept == float(value)
    [asked] = [one for one in made.questions if one.column == column]
    assert (asked.file, asked.found) == (file, value)
    assert question in asked.mend


@pytest.mark.parametrize(
    ("file", "column", "value", "table", "flag"),
    [
        ("ballots/ballots.csv", "result_date", "2062-11-02", "ballots", "result"),
        ("ballots/actions.csv", "end_date", "2099-01-01", "actions", "ended"),
        ("pay/offers.csv", "offered_on", "2091-01-01", "offer_statements", "offered"),
        ("pay/offers.csv", "paid_on", "1922-11", "offer_statements", "paid"),
        ("pay/pay_scales.csv", "effective_from", "2091-04-01", "pay_scales", "known only from"),
    ],
)
def test_days_too_far_apart_are_kept_flagged_and_asked_about(
    put: Put,
    cleaned: Callable[[], Cleaned],
    file: str,
    column: str,
    value: str,
    table: str,
    flag: str,
) -> None:
    put(file, column, value)
    made = cleaned()
    assert made.frame(table)["flags"].str.contains(f"unlikely: {flag}").any()
    assert any(value[:4] in question.found for question in made.questions)


def test_a_deal_of_more_years_than_any_has_stops(put: Put, lines: Callable[[], list[str]]) -> None:
    put("pay/offers.csv", "pay_year_from", "1922-23")
    assert any("a deal of at most 10 years" in line for line in lines())


@pytest.mark.parametrize(
    ("file", "column", "value"),
    [
        ("earnings/awe_vintages.csv", "value", "510"),  # growth, per cent
        ("prices/household_costs.csv", "rate_12m", "500"),
        ("prices/obr_forecast.csv", "growth_pct", "200"),
    ],
)
def test_rates_that_cannot_be_stop_in_every_file(
    put: Put, lines: Callable[[], list[str]], file: str, column: str, value: str
) -> None:
    put(file, column, value)
    assert any(f"column {column}: found '{value}'; allowed: -50 to 100" in line for line in lines())


def test_nothing_in_the_small_record_is_asked_about(cleaned: Callable[[], Cleaned]) -> None:
    assert list(cleaned().questions) == []


@pytest.mark.parametrize("digits", [16, 20, 400, 5000])
def test_counts_of_more_digits_than_are_kept_are_refused(
    put: Put, lines: Callable[[], list[str]], digits: int
) -> None:
    put("ballots/ballots.csv", "entitled", "9" * digits)
    put("ballots/ballots.csv", "turnout_pct_published", "9" * digits)
    found = [line for line in lines() if "allowed: a number of at most 15 digits" in line]
    assert len(found) == 2


def test_a_column_of_any_number_that_is_read_has_limits() -> None:
    without = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns.values()
        if column.kind in {"pct", "gbp", "count"} and column.raw and not column.limits
    }
    assert without == set()
    assert all(
        column.kind in NUMBERS
        for table in TABLES.values()
        for column in table.columns.values()
        if column.limits or column.limits_by
    )


def test_limits_of_words_are_refused_in_a_declaration() -> None:
    with pytest.raises(ValueError, match="limits belong to numbers"):
        Column("name", "text", "a name", limits=Limits(0, 1))


@pytest.mark.parametrize(
    ("limits", "value", "allowed", "doubted"),
    [
        (SHARE, 0, True, False),
        (SHARE, 0.99, True, True),
        (SHARE, 1, True, False),
        (SHARE, 100, True, False),
        (SHARE, 100.01, False, False),
        (RISE, -0.05, True, True),
        (RISE, 0.2, True, False),
        (RISE, 25.1, True, True),
    ],
)
def test_limits_hold_at_their_ends(
    limits: Limits, value: float, allowed: bool, doubted: bool
) -> None:
    assert limits.allow(value) is allowed
    assert bool(allowed and limits.doubt(value)) is doubted


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"returned": 25, "yes": 30}, "yes=30 is more than returned=25"),
        ({"entitled": 10, "returned": 8, "yes": 5, "no": 5}, "together more than returned=8"),
        ({"entitled": 10, "returned": 18}, "returned=18 is more than entitled=10"),
        ({"turnout_pct": 0.71, "yes_pct": 80}, "did you mean 71?"),
        ({"turnout_pct": 710}, "allowed is 0 to 100"),
        ({"yes": -3}, "allowed is 0 to"),
        ({"yes": 3.5}, "no whole number"),
        ({"yes": "30"}, "no number"),
    ],
)
def test_a_ballot_that_cannot_be_is_an_error_in_python(
    fields: dict[str, object], message: str
) -> None:
    from analysis.measures.ballots.one_ballot import judge_ballot

    with pytest.raises(MeasureError) as refused:
        judge_ballot(ballot_rules=pd.DataFrame(), **fields)
    assert message in str(refused.value)
