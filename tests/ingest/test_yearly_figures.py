"""Yearly figures: growth held against levels, steps that are missing, facts that stand twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.ingest.conftest import Small

from analysis.ingest.checks.rate_checks import check_growth_by_sector
from analysis.ingest.clean import Cleaned
from analysis.ingest.making.drafting import read_draft
from analysis.tables.declared import SECTOR_PAY

Add = Callable[[str, str], None]

SECTOR = {
    "geography": "UK",
    "sector": "all",
    "group": "all employees",
    "sex": "all",
    "working_pattern": "part-time",
    "pay_kind": "gross weekly pay",
    "source_title": "A survey",
}
GROWTH = "annual growth of median"


@pytest.mark.parametrize(
    ("stated", "level", "flagged"),
    [
        ("2.8", {}, False),  # 531.5 / 517.5 to 532.5 / 516.5, and the rounding of the growth
        ("2.6", {}, True),
        ("3.1", {}, False),
        ("3.2", {}, True),
        ("3.2", {"sex": "male"}, False),  # nothing to hold it against
        ("3.2", {"year": "2015"}, False),
        ("3.2", {"measure": "mean"}, False),
    ],
)
def test_growth_by_sector_is_one_that_the_rounded_levels_allow(
    small: Small, stated: str, level: dict[str, str], flagged: bool
) -> None:
    pounds = SECTOR | {"measure": "median", "unit": "GBP"}
    small.write(
        SECTOR_PAY,
        pounds | {"year": "2016", "value": "517"} | level,
        pounds | {"year": "2017", "value": "532"},
        SECTOR | {"measure": GROWTH, "unit": "%", "year": "2017", "value": stated},
    )
    made = read_draft(small.raw, SECTOR_PAY, small.problems, small.corrections)
    assert made is not None
    check_growth_by_sector(made)
    words = ["stated growth and levels differ"] if flagged else []
    assert made.flags == [[], [], words]


def test_a_missing_year_of_all_staff_pay_is_flagged_at_the_next(
    change: Callable[..., None], cleaned: Callable[[], Cleaned]
) -> None:
    key = "2016/whole civil service/2016-03-31/All/median"
    assert cleaned().frame("salaries").set_index("key").loc[key, "flags"] == ""
    change(
        "earnings/civil_service_salaries.csv",
        "2015,2015-03-31,whole civil service,All,median,",
        "2015,2015-03-31,whole civil service,Everyone,median,",
    )
    flags = cleaned().frame("salaries").set_index("key")["flags"]
    assert flags[key] == "a step is missing before this one"


def test_a_missing_step_of_a_wage_floor_is_flagged_at_the_next(
    change: Callable[..., None], cleaned: Callable[[], Cleaned]
) -> None:
    change("earnings/minimum_wage.csv", "2012-10-01,Apprentice rate,", "2012-10-01,Learner rate,")
    floors = cleaned().frame("wage_floors").set_index("key")["flags"]
    assert floors["2013-10-01/Apprentice rate"] == "a step is missing before this one"
    assert floors["2011-10-01/Apprentice rate"] == ""


def test_a_wage_floor_is_known_from_the_day_it_was_announced(
    cleaned: Callable[[], Cleaned], change: Callable[..., None], lines: Callable[[], list[str]]
) -> None:
    floors = cleaned().frame("wage_floors").set_index("key")
    row = floors.loc["2024-04-01/National Living Wage"]
    assert (str(row["known_from"].date()), row["known_how"]) == ("2023-11-21", "true")
    earlier = floors.loc["2019-04-01/National Living Wage"]
    assert (str(earlier["known_from"].date()), earlier["known_how"]) == ("2019-04-01", "inferred")
    change("earnings/minimum_wage.csv", ",2023-11-21,", ",2024-11-21,")
    (problem,) = lines()
    assert "announced" in problem
    assert "2024-11-21" in problem
    assert "2024-04-01 or earlier" in problem


@pytest.mark.parametrize(
    ("value", "flag"), [("33980", "stands in two rows"), ("34000", "two sources differ")]
)
def test_a_fact_that_stands_twice_is_kept_twice_and_flagged(
    add: Add, cleaned: Callable[[], Cleaned], value: str, flag: str
) -> None:
    add(
        "earnings/civil_service_salaries.csv",
        f"2024,2024-03-31,whole civil service,All,median,{value},Another page,,low",
    )
    flags = cleaned().frame("salaries").set_index("key")["flags"]
    key = "2024/whole civil service/2024-03-31/All/median"
    assert (flags[key], flags[f"{key}#2"]) == (flag, flag)


def test_suppressed_figures_are_blank_and_say_so(cleaned: Callable[[], Cleaned], add: Add) -> None:
    add(
        "earnings/department_salaries.csv",
        "2020,2020-03-31,Home Office,organisation,A made-up level,median_salary_gbp,[c],A table",
    )
    salaries = cleaned().frame("salaries").set_index("key")
    [row] = [salaries.loc[key] for key in salaries.index if "made-up" in key]
    assert row["suppressed"]
    assert row["value"] != row["value"]


def test_stages_are_a_plain_sum(
    change: Callable[..., None], cleaned: Callable[[], Cleaned]
) -> None:
    assert cleaned().frame("remits").set_index("key").loc["R038", "flags"] == ""
    change("pay/remits.csv", ",2.0,2024-04-01,1.0,", ",2.0,2024-04-01,1.5,")
    assert cleaned().frame("remits").set_index("key").loc["R038", "flags"] == "stages do not add up"
