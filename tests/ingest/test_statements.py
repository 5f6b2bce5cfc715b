"""A statement about an offer held against itself, its deal and its fellows."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.ingest.clean import Cleaned
from analysis.project import Project

FILE = "pay/offers.csv"


@pytest.fixture
def state(project: Project, add: Callable[[str, str], None], cleaned: Callable[[], Cleaned]):
    """Add statements with the cells given, about one offer; return the clean ones by key."""
    columns = (project.raw / FILE).read_text(encoding="utf-8").splitlines()[0].split(",")

    def of(*statements: dict[str, str]) -> Cleaned:
        for number, cells in enumerate(statements, start=1):
            row = {
                "statement_id": f"X{number}",
                "offer_id": "X-1",
                "employer": "Acas",
                "pay_year_from": "2022-23",
                "pay_year_to": "2022-23",
                "basis": "average_award",
                "status": "offer",
                "asserted_by": "union",
                "source_title": "an invented page",
                **cells,
            }
            assert set(row) <= set(columns)
            add(FILE, ",".join(row.get(column, "") for column in columns))
        return cleaned()

    return of


def flags(made: Cleaned, table: str, key: str) -> str:
    return str(made.frame(table).set_index("key").loc[key, "flags"])


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
    state: Callable[..., Cleaned], percent: str, years: tuple[str, ...], expected: str
) -> None:
    parts = [year(number, share) for number, share in enumerate(years, start=1)]
    assert flags(state(total(percent), *parts), "offer_statements", "X1") == expected


@pytest.mark.parametrize(
    ("old", "new", "percent", "expected"),
    [
        ("29083", "30500", "5", ""),  # 4.87, printed as 5
        ("29083", "30500", "4.9", ""),
        ("29083", "30500", "5.0", "stated rise and salaries differ"),
        ("20000", "21000", "3", "stated rise and salaries differ"),
    ],
)
def test_old_and_new_salary_give_the_percentage_within_its_rounding(
    state: Callable[..., Cleaned], old: str, new: str, percent: str, expected: str
) -> None:
    cells = {"old_salary_gbp": old, "new_salary_gbp": new, "percent": percent}
    assert flags(state(cells), "offer_statements", "X1") == expected


def test_days_out_of_order_are_flagged_or_refused(
    state: Callable[..., Cleaned], lines: Callable[[], list[str]]
) -> None:
    days = {"offered_on": "2022-10-03", "effective_from": "2022-07", "paid_on": "2022-06-30"}
    expected = "paid before it took effect; paid before it was offered"
    assert flags(state(days), "offer_statements", "X1") == expected


def test_an_award_that_ends_before_it_begins_is_refused(
    add: Callable[[str, str], None], change: Callable[..., None], lines: Callable[[], list[str]]
) -> None:
    change(
        FILE, ",,,,,,,,,,,,,,,imposed,employer,", ",,,,,,,,,,,2003-07,2003-06,,,imposed,employer,"
    )
    [line] = lines()
    assert "column effective_to: found '2003-06-30'; allowed: 2003-07-01 or later" in line


def test_a_range_upside_down_is_refused(
    change: Callable[..., None], lines: Callable[[], list[str]]
) -> None:
    change(FILE, ",average_award,5,,,", ",average_award,,5,4,")
    [line] = lines()
    assert line.endswith(
        "column percent_low: found '5.0'; allowed: at most 4.0; mend: swap low and high"
    )


def test_statements_that_differ_flag_their_offer_and_the_first_by_name_is_shown(
    state: Callable[..., Cleaned],
) -> None:
    made = state({"effective_from": "2022-07-01"}, {"effective_from": "2022-08-01"})
    offer = made.frame("offers").set_index("key").loc["X-1"]
    assert offer["flags"] == "statements differ: effective"
    assert offer["effective_first"] == pd.Timestamp("2022-07-01")
    assert offer["statements"] == 2


def test_statements_of_one_offer_about_two_employers_are_refused(
    add: Callable[[str, str], None], change: Callable[..., None], lines: Callable[[], list[str]]
) -> None:
    change(FILE, "O0002,HO-2003,", "O0002,DWP-2003,")
    [line] = lines()
    assert "column employer: found 'home-office'; allowed: department-for-work-and-pensions" in line
