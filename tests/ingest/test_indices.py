"""A price index is a row: families added, and what is said of a family that does not hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from analysis.ingest.clean import Cleaned
from analysis.ingest.provenance import where_from
from analysis.ingest.writing import cleaning, raw_state, write
from analysis.project import Project

Add = Callable[[str, str], None]
Change = Callable[..., None]
Lines = Callable[[], list[str]]

MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
RPIX = (
    "RPIX,RPI without mortgage interest,what RPI measures without mortgage interest payments,"
    "index and rate,CHMK,CDKQ,,,no,ONS,\n"
)
PRICES = "not seasonally adjusted,{unit},{base},1,no,mm23,/economy/inflationandpriceindices,,,,\n"
SERIES = "CHMK,prices,RPIX,index,,," + PRICES.format(unit="index", base="Jan 1987=100")
SERIES += "CDKQ,prices,RPIX,rate_12m,,," + PRICES.format(unit="%", base="")


def ons_file(
    cdid: str,
    title: str,
    unit: str,
    values: list[float],
    *,
    first: int = 2021,
    out: str = "18-01-2023",
) -> str:
    """Write a series of months from the January of a year in the layout that ONS serves."""
    head = [("Title", title), ("CDID", cdid), ("Source dataset ID", "MM23"), ("PreUnit", "")]
    head += [("Unit", unit), ("Release date", out), ("Next release", "")]
    rows = [
        (f"{first + at // 12} {MONTHS[at % 12]}", f"{value:.1f}") for at, value in enumerate(values)
    ]
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([*head, *rows])
    lines = text.getvalue().splitlines()
    return "\n".join([*lines[:7], '"Important notes",', *lines[7:]]) + "\n"


@pytest.fixture
def with_rpix(project: Project, add: Add) -> Project:
    """The small project with an index that the code has never heard of: 24 months, up 9.1 %."""
    levels = [300.0 + 2.5 * at for at in range(24)]
    rates = [round((levels[at] / levels[at - 12] - 1) * 100, 1) for at in range(12, 24)]
    files = {
        "CHMK": ons_file("CHMK", "RPI without MIPS: Jan 1987=100", "Index", levels),
        "CDKQ": ons_file("CDKQ", "RPI without MIPS: rate", "%", [5.0] * 12 + rates),
    }
    add("prices/indices.csv", RPIX)
    add("series.csv", SERIES)
    for cdid, text in files.items():
        (project.raw / "ons" / f"{cdid}.csv").write_text(text, encoding="utf-8")
        add(
            "sources.yaml",
            f'  ons/{cdid}.csv:\n    publisher: "Office for National Statistics"\n'
            '    title: "RPIX"\n    address: "https://www.ons.gov.uk/"\n'
            '    licence: "Open Government Licence v3.0"\n',
        )
    return project


def test_two_files_and_three_lines_add_an_index(
    with_rpix: Project, cleaned: Callable[[], Cleaned]
) -> None:
    made = cleaned()
    row = made.frame("indices").set_index("key").loc["RPIX"]
    assert (row["index_series"], row["rate_series"], row["shown"]) == ("CHMK", "CDKQ", False)
    prices = made.frame("prices")
    mine = prices[prices["index"] == "RPIX"].set_index("key")
    assert mine.loc["CHMK/2022-12", "value"] == 357.5
    assert mine.loc["CDKQ/2022-12", "value"] == 9.2
    assert mine["main"].all()
    assert made.rates_differing["CDKQ"] == 0


def test_its_rates_are_held_against_its_levels(
    with_rpix: Project, change: Change, lines: Lines
) -> None:
    change("ons/CDKQ.csv", '"2022 DEC","9.2"', '"2022 DEC","8.2"')
    assert any(
        line.startswith("ons/CDKQ.csv, row ") and "by the index CHMK" in line for line in lines()
    )


def test_the_long_run_of_an_index_is_not_the_series_it_goes_by(
    cleaned: Callable[[], Cleaned],
) -> None:
    prices = cleaned().frame("prices")
    marked = prices[prices["index"] == "RPI"].groupby("series")["main"].unique()
    assert {name: list(values) for name, values in marked.items()} == {
        "CDKO": [False],
        "CHAW": [True],
        "CZBH": [True],
    }


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (RPIX.replace("CHMK", ""), ("column index_series: found 'a blank'", "'rates alone'")),
        (RPIX, ("column index_series: found 'CHMK'", "add its line to data/raw/series.csv")),
        (RPIX.replace("CHMK", "D7BT"), ("a series that is not CPI's", "a series of its own")),
        (RPIX.replace("CHMK", "CDKO"), ("series.csv calls prices, RPI, index", "correct the line")),
        (RPIX.replace("RPIX,", "rpi,"), ("found 'rpi'", "give one of the two another name")),
        (RPIX.replace("RPIX,", "CPI,"), ("found 'CPI'", "row 2 has it already")),
        (
            RPIX.replace("index and rate", "rates alone"),
            ("column index_series: found 'CHMK'", "leave it blank"),
        ),
        (
            RPIX.replace("CHMK,CDKQ,", "CHMK,CDKQ,pensioners"),
            ("column household_group: found 'pensioners'", "a group of household_costs.csv"),
        ),
    ],
)
def test_an_index_that_does_not_hold_is_named_with_its_row_and_a_mend(
    add: Add, lines: Lines, line: str, found: tuple[str, ...]
) -> None:
    add("prices/indices.csv", line)
    mine = [text for text in lines() if text.startswith("prices/indices.csv, row 18")]
    assert any(all(part in text for part in found) for text in mine), mine


def test_a_series_of_an_index_without_a_line_says_where_to_add_it(add: Add, lines: Lines) -> None:
    add("series.csv", SERIES.splitlines()[0])
    mine = [line for line in lines() if line.startswith("series.csv, row") and "RPIX" in line]
    assert len(mine) == 1
    assert "add a line for it to data/raw/prices/indices.csv" in mine[0]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("prices/statuses.csv", "CPIH,experimental", "CPIX,experimental"),
        ("prices/obr_forecast.csv", "RPI,calendar_year,2025", "RPIY,calendar_year,2025"),
    ],
)
def test_a_status_or_forecast_of_an_index_that_nobody_listed_is_refused(
    change: Change, lines: Lines, file: str, old: str, new: str
) -> None:
    change(file, old, new)
    assert any(
        line.startswith(f"{file}, row") and "add a line for" in line and "Did you mean" in line
        for line in lines()
    )


def test_household_costs_are_rates_by_group_and_their_first_prints_end_with_the_correction(
    cleaned: Callable[[], Cleaned],
) -> None:
    prices = cleaned().frame("prices").set_index("key")
    first = prices.loc["HCI/2022-10"]
    assert (first["value"], str(first["known_from"].date())) == (12.6, "2023-12-04")
    assert str(first["known_until"].date()) == "2024-02-25"
    assert prices.loc["HCI-retired/2022-10", "value"] == 14.2
    assert (prices.loc[prices["index"].str.startswith("HCI"), "measure"] == "rate_12m").all()


def test_a_revised_household_rate_stands_beside_the_one_it_replaced(
    cleaned: Callable[[], Cleaned],
) -> None:
    prices = cleaned().frame("prices").set_index("key")
    assert prices.loc["HCI/2025-03", "value"] == 2.6
    assert str(prices.loc["HCI/2025-03", "known_until"].date()) == "2025-08-27"
    assert prices.loc["HCI/2025-03/2025-08-28", "value"] == 2.7
    assert prices.loc["HCI/2025-03/2025-08-28", "known_how"] == "estimated"  # as announced


def test_one_household_rate_twice_in_a_bulletin_is_one_problem(add: Add, lines: Lines) -> None:
    add(
        "prices/household_costs.csv",
        "2025-06,retired,3.9,2025-06,2025-08-28,,,A bulletin,https://example.org,secondary",
    )
    mine = [line for line in lines() if line.startswith("prices/household_costs.csv, row 88")]
    assert len(mine) == 1
    assert "retired 2025-06 twice in one bulletin" in mine[0]


def test_a_household_rate_is_traced_to_its_row(project: Project, cleaned: object) -> None:
    from analysis.ingest.clean import clean

    with cleaning(project):
        write(project, clean(project), raw_state(project), version="0.1.0", code="")
    found = where_from(project, "prices", "HCI/2024-12/2025-05-29")
    assert (found["file"], found["found"]) == ("prices/household_costs.csv", "2.9")
    assert found["publisher"] == "Office for National Statistics"
