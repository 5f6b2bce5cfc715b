"""Tables that are read as they are: what is refused, what is doubted, when rows became known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from analysis.ingest.kinds.indices import Families
from analysis.ingest.kinds.simple import clean_simple
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.tables.columns import Table
from analysis.tables.declared import (
    FIGURE_KINDS,
    FORECASTS,
    INDICES,
    JOINS,
    MOMENT_FIGURES,
    MOMENTS,
    PAY_SCALES,
    REMITS,
    REVIEW_AWARDS,
    ROUND_STEPS,
    SECTOR_PAY,
    SERIES_STATUS,
    WAGE_FLOORS,
)

INDEX_FILE = "data/raw/prices/indices.csv"
ELSEWHERE = (
    "looked_up_in",
    "elsewhere",
    "ballots, actions, offer_statements",
    "use one of the words allowed",
)
MORE = {REMITS: ("pay_year",), REVIEW_AWARDS: ("pay_year",)}
FORECAST = {
    "measure": "CPI",
    "basis": "calendar_year",
    "period": "2026",
    "source": "Economic and fiscal outlook, March 2026",
    "growth_pct": "2.3",
}
STATUS = {"series": "RPI", "status": "lost its badge", "from": "2013-03", "source": "a notice"}
SURVEY = {
    "year": "2020",
    "geography": "UK",
    "sector": "public",
    "sex": "all",
    "working_pattern": "full-time",
    "measure": "median",
    "pay_kind": "gross weekly pay",
    "group": "sector",
    "value": "600",
    "unit": "GBP",
    "status": "final",
    "source_title": "a survey",
}
FLOOR = {
    "effective_from": "2020-04-01",
    "rate_name": "National Living Wage",
    "age": "25 and over",
    "hourly_gbp": "8.72",
    "source_url": "https://example.org",
}
SCALE = {
    "employer": "Acas",
    "grade": "EO",
    "pay_year": "2020-21",
    "kind": "scale",
    "minimum_gbp": "25000",
    "source_title": "a scale",
}
REMIT = {
    "row_id": "R1",
    "jurisdiction": "UK civil service (delegated grades)",
    "event": "pay remit guidance",
    "pay_year": "2020-21",
    "basis": "",
    "source_title": "the guidance",
}
AWARD = {
    "row_id": "V1",
    "body": "a body",
    "workforce": "nurses",
    "geography": "England",
    "pay_year": "2020-21",
    "awarded_pct": "3",
    "source_title": "a report",
}
STEP = {"pay_year": "2020-21", "event": "offer", "date": "2020-04-16", "source_title": "a page"}
MOMENT = {
    "moment_id": "M1",
    "as_of": "2022-11-10",
    "title": "A result",
    "employers": "Acas",
    "source_title": "a paper",
    "joins": "votes",
}
FIGURE = {
    "moment_id": "M1",
    "quantity": "turnout",
    "about": "Acas",
    "value": "51.7",
    "unit": "%",
    "said_by": "union",
}
KIND = {
    "kind": "turnout",
    "words": "turnout | share that voted",
    "looked_up_in": "ballots",
    "columns": "turnout_pct | returned",
    "about": "employer",
    "answer": "nearest",
}


@pytest.fixture
def read(small) -> Callable[..., Draft]:
    """Write rows of some tables, and give the clean draft of the first."""

    def of(table: Table, *rows: dict[str, str], **others: dict[str, str]) -> Draft:
        small.write(table, *rows, more=MORE.get(table, ()))
        for name, row in others.items():
            small.write({"moments": MOMENTS}[name], row)
        index = Draft(INDICES, "prices/indices.csv", [2], {}, Problems(), {"key": ["CPI", "RPI"]})
        drafts = clean_simple(
            small.raw, small.directory, Families(index), small.problems, small.corrections
        )
        [made] = [one for one in drafts if one.table is table]
        return made

    return of


def known(made: Draft) -> list[tuple[str, str, str]]:
    days = zip(*(made.values[f"known_{name}"] for name in ("first", "from", "how")), strict=True)
    return [tuple(map(str, row)) for row in days]


@pytest.mark.parametrize(
    ("table", "row", "cells", "told"),
    [
        (
            FORECASTS,
            FORECAST,
            {"measure": "CPX"},
            (
                "measure",
                "CPX",
                "an index of prices/indices.csv",
                f"add a line for CPX to {INDEX_FILE}. Did you mean CPI? Allowed: CPI, RPI.",
            ),
        ),
        (
            SERIES_STATUS,
            STATUS,
            {"until": "2013-02"},
            ("until", "2013-02-28", "2013-03-01 or later", "look at both dates again"),
        ),
        (SERIES_STATUS, STATUS, {"until": "2013-03-01"}, None),
        (
            WAGE_FLOORS,
            FLOOR,
            {"announced": "2020-04-02"},
            ("announced", "2020-04-02", "2020-04-01 or earlier", "look at both days again"),
        ),
        (WAGE_FLOORS, FLOOR, {"announced": "2020-04-01"}, None),
        (
            REMITS,
            REMIT,
            {"stage1_from": "2020-08-01", "stage2_from": "2020-07-31"},
            ("stage2_from", "2020-07-31", "2020-08-01 or later", "swap the two stages"),
        ),
        (REMITS, REMIT, {"stage1_from": "2020-08-01", "stage2_from": "2020-08-01"}, None),
        (
            MOMENTS,
            MOMENT,
            {"joins": "votes; vots"},
            ("joins", "vots", ", ".join(JOINS), "Did you mean votes?"),
        ),
        (
            FIGURE_KINDS,
            KIND,
            {"columns": "turnout_pct | returnd"},
            ("columns", "returnd", "a column of ballots", "Did you mean returned?"),
        ),
        (
            FIGURE_KINDS,
            KIND,
            {"condition_column": "levl"},
            ("columns", "levl", "a column of ballots", "Did you mean level?"),
        ),
        (FIGURE_KINDS, KIND, {"looked_up_in": "elsewhere", "columns": "any"}, ELSEWHERE),
        (
            FIGURE_KINDS,
            KIND,
            {"words": "turnout | turnout"},
            (
                "words",
                "turnout",
                "words that no other kind has",
                "leave them with the kind that they mean",
            ),
        ),
    ],
)
def test_what_cannot_be_is_one_message(read, small, table, row, cells, told) -> None:
    read(table, row | cells)
    assert small.told_of(table) == ([(2, *told)] if told else [])


def test_a_figure_of_a_report_that_is_not_there_is_refused_and_undated(read, small) -> None:
    made = read(
        MOMENT_FIGURES, FIGURE, FIGURE | {"moment_id": "M2", "value": "about half"}, moments=MOMENT
    )
    assert small.told_of(MOMENT_FIGURES) == [
        (
            3,
            "moment_id",
            "M2",
            "a moment_id of moments/moments.csv",
            "correct it, or add the report to moments/moments.csv",
        )
    ]
    assert known(made) == [("2022-11-10", "2022-11-10", "true"), ("None", "None", "undated")]
    assert made.values["value"] == [51.7, None]
    assert made.values["employer"] == ["acas", "acas"]


def test_a_report_names_its_employers_and_each_slug_is_kept(read) -> None:
    made = read(
        MOMENTS,
        MOMENT | {"employers": "Home Office; Acas"},
        MOMENT | {"moment_id": "M2", "as_of": ""},
    )
    assert made.values["employers"] == ["home-office; acas", "acas"]
    assert known(made) == [("2022-11-10", "2022-11-10", "true"), ("None", "None", "undated")]


def test_a_forecast_is_known_within_the_month_at_the_end_of_its_title(read) -> None:
    made = read(FORECASTS, FORECAST, FORECAST | {"source": "Economic and fiscal outlook"})
    assert known(made) == [("2026-03-01", "2026-03-31", "true"), ("None", "None", "undated")]


def test_a_status_is_known_from_its_first_day(read) -> None:
    assert known(read(SERIES_STATUS, STATUS)) == [("2013-03-01", "2013-03-31", "true")]


def test_a_survey_figure_is_known_in_the_autumn_of_its_year(read) -> None:
    assert known(read(SECTOR_PAY, SURVEY)) == [("2020-10-01", "2020-12-31", "estimated")]


def test_a_rate_is_known_from_its_announcement_else_inferred_from_its_first_day(read) -> None:
    made = read(
        WAGE_FLOORS, FLOOR, FLOOR | {"rate_name": "Real Living Wage", "announced": "2019-12"}
    )
    assert known(made) == [
        ("2020-04-01", "2020-04-01", "inferred"),
        ("2019-12-01", "2019-12-31", "true"),
    ]
    assert made.values["statutory"] == [True, False]


def test_a_rate_whose_year_before_is_missing_is_flagged_and_the_first_is_not(read) -> None:
    years = ("2018", "2019", "2021")
    made = read(WAGE_FLOORS, *(FLOOR | {"effective_from": f"{year}-04-01"} for year in years))
    assert made.flags == [[], [], ["a step is missing before this one"]]


@pytest.mark.parametrize(
    ("cells", "flags"),
    [
        ({"maximum_gbp": "24999"}, ["minimum above maximum"]),
        ({"maximum_gbp": "25000"}, []),
        ({"minimum_gbp": ""}, ["no pay given"]),
        ({"minimum_gbp": "", "spot_gbp": "26000"}, []),
        ({"minimum_gbp": "", "maximum_gbp": "26000"}, []),
    ],
)
def test_a_range_upside_down_or_empty_is_flagged(read, cells, flags) -> None:
    assert read(PAY_SCALES, SCALE | cells).flags == [flags]


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        ({}, ("2020-04-01", "2021-03-31")),
        ({"effective_from": "2020-08-01"}, ("2020-08-01", "2020-08-01")),
        ({"reference_date": "2020-03"}, ("2020-03-01", "2020-03-31")),
        (
            {"reference_date": "2020-03", "effective_from": "2020-08-01"},
            ("2020-03-01", "2020-03-31"),
        ),
    ],
)
def test_a_pay_scale_is_known_from_its_first_day_else_within_its_pay_year(
    read, cells, days
) -> None:
    assert known(read(PAY_SCALES, SCALE | cells)) == [(*days, "inferred")]


STAGED = "stages do not add up"


@pytest.mark.parametrize(
    ("stages", "whole", "flags"),
    [
        (("2", "1"), "3", []),
        (("2", "1"), "3.05", []),
        (("2", "1"), "3.1", [STAGED]),
        (("2", "1"), "2.9", [STAGED]),
        (("2", "1"), "", []),
        (("2", ""), "3", []),
    ],
)
def test_stages_are_a_plain_sum(read, stages, whole, flags) -> None:
    first, second = stages
    cells = {"stage1_pct": first, "stage2_pct": second, "ceiling_pct": whole}
    assert read(REMITS, REMIT | cells).flags == [flags]
    text = f"{first}% 2020-04-01; {second or 0}% 2020-11-01"
    if whole and second:
        made = read(REVIEW_AWARDS, AWARD | {"stages": text, "awarded_pct": whole})
        assert made.flags == [flags]


def test_stages_in_other_words_are_not_added(read) -> None:
    made = read(
        REVIEW_AWARDS, AWARD | {"stages": "9% 2020-04-01; 9% later"}, AWARD | {"row_id": "V2"}
    )
    assert made.flags == [[], []]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            {"publication_date": "2020-05", "announce_date": "2020-05-07"},
            ("2020-05-01", "2020-05-07", "true"),
        ),
        (
            {"announce_date": "2020-05-07", "source_date": "2020-05-01"},
            ("2020-05-07", "2020-05-07", "true"),
        ),
        ({"source_date": "2020-06-01"}, ("2020-06-01", "2020-06-01", "inferred")),
        ({"source_date": "2025-06-01"}, ("2020-04-01", "2022-03-31", "inferred")),
        ({"source_date": ""}, ("2020-04-01", "2022-03-31", "inferred")),
    ],
)
def test_a_policy_is_known_from_its_announcement_else_from_a_report_of_its_time(
    read, cells, expected
) -> None:
    made = read(REMITS, REMIT | {"pay_year": "2020-22"} | cells)
    first, last = (made.values[f"pay_year_{end}"] for end in ("from", "to"))
    assert (first, last) == (["2020-21"], ["2021-22"])
    assert known(made)[0][0::2] == expected[0::2]


def test_an_award_is_known_from_a_report_of_its_time_else_by_the_end_of_its_year(read) -> None:
    made = read(
        REVIEW_AWARDS,
        AWARD | {"source_date": "2020-07-21", "effective_date": "2020-04-01"},
        AWARD | {"row_id": "V2", "source_date": "2024-07-21"},
    )
    assert known(made) == [
        ("2020-07-21", "2020-07-21", "inferred"),
        ("2020-04-01", "2021-03-31", "inferred"),
    ]


def test_a_step_of_a_round_is_known_from_its_end(read) -> None:
    made = read(
        ROUND_STEPS,
        STEP | {"date": "2020-04-16/2020-05"},
        STEP,
        STEP | {"event": "claim", "date": ""},
    )
    assert known(made) == [
        ("2020-05-01", "2020-05-31", "inferred"),
        ("2020-04-16", "2020-04-16", "inferred"),
        ("None", "None", "undated"),
    ]
    assert made.values["started_first"] == [date(2020, 4, 16), date(2020, 4, 16), None]
    assert made.values["ended_first"] == [date(2020, 5, 1), None, None]
    assert made.values["ended_last"] == [date(2020, 5, 31), None, None]
