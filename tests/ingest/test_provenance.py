"""A clean row is led back to its raw row, cell and source when somebody asks."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow.parquet as parquet
import pytest

from analysis.errors import DataError, UsageError
from analysis.ingest.provenance import where_from
from analysis.project import Project
from analysis.tables import TABLES


def test_a_price_is_led_back_to_its_line_in_the_ons_file(made: Project) -> None:
    found = where_from(made, "prices", "D7G7/2022-10")
    lines = (made.raw / "ons" / "D7G7.csv").read_text(encoding="utf-8").splitlines()
    assert lines[found["row"] - 1] == '"2022 OCT","11.1"'
    assert (found["file"], found["column"], found["found"]) == ("ons/D7G7.csv", "D7G7", "11.1")
    assert found["released"] == "2026-09-16"
    assert found["publisher"] == "Office for National Statistics"
    assert found["licence"] == "Open Government Licence v3.0"
    assert found["source_url"].endswith("/timeseries/d7g7/mm23")


def test_an_earnings_value_is_led_back_to_the_copy_it_was_first_seen_in(made: Project) -> None:
    found = where_from(made, "earnings", "KAC3/2023-06/2024-02-05")
    lines = (made.raw / found["file"]).read_text(encoding="utf-8").splitlines()
    assert lines[found["row"] - 1] == f"KAC3,2023 JUN,2024-02-05,{found['found']}"


def test_a_ballot_is_led_back_to_its_row_as_printed_and_its_own_source(made: Project) -> None:
    found = where_from(made, "ballots", "PCS-2019-04-NAT-asos")
    assert found["cells"]["yes"] == "59296"
    assert found["cells"]["spoiled_as_printed"] == "1.064"
    assert found["source_title"]
    assert found["licence"] == "facts cited, no licence claimed"


def test_an_offer_is_led_back_to_its_first_statement(made: Project) -> None:
    offer, statement = (
        where_from(made, table, key)
        for table, key in (("offers", "DWP-2003"), ("offer_statements", "O0001"))
    )
    assert offer == statement
    assert offer["row"] == 2


def test_a_salary_is_led_back_to_the_file_it_stands_in(made: Project) -> None:
    key = "2024/whole civil service/2024-03-31/All/median"
    found = where_from(made, "salaries", key)
    assert found["file"] == "earnings/civil_service_salaries.csv"
    assert (found["column"], found["found"]) == ("value_gbp", "33980")


def test_an_estimated_release_stands_in_no_row(made: Project) -> None:
    assert where_from(made, "releases", "1975-08")["row"] is None
    assert where_from(made, "releases", "2022-10")["found"] == "2022-11-16"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_leads_back(made: Project, table: str) -> None:
    keys = parquet.read_table(made.clean / f"{table}.parquet")["key"].to_pylist()
    for key in keys[:: max(1, len(keys) // 20)]:
        found = where_from(made, table, key)
        assert (made.raw / found["file"]).is_file()
        assert found["licence"], key


def test_a_row_inserted_in_raw_is_seen_the_next_time(
    project: Project, change: Callable[..., None]
) -> None:
    before = where_from(project, "offer_statements", "O0002")["row"]
    change("pay/offers.csv", "\nO0002", "\n" + "," * 36 + "\nO0002")
    assert where_from(project, "offer_statements", "O0002")["row"] == before + 1


def test_a_key_that_is_not_there_is_answered_with_the_nearest(made: Project) -> None:
    with pytest.raises(DataError, match=r"No row 'O002' of offer_statements.*Did you mean O0"):
        where_from(made, "offer_statements", "O002")
    with pytest.raises(DataError, match=r"No row 'D7G7/2035-10' in the clean table prices"):
        where_from(made, "prices", "D7G7/2035-10")
    with pytest.raises(UsageError, match=r"No table called 'price'"):
        where_from(made, "price", "x")
