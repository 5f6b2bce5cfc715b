"""A clean row is led back to its raw row, cell and source when somebody asks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as parquet
import pytest

from analysis.errors import DataError, UsageError
from analysis.ingest import provenance
from analysis.ingest.clean import Cleaned
from analysis.ingest.provenance import corrections_of, where_from
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


def archived(project: Project, copy: str) -> None:
    """Give the table of actions a column of archived copies, the first row one."""
    path = project.raw / "ballots" / "actions.csv"
    head, first, *others = path.read_text(encoding="utf-8").splitlines()
    lines = [f"{head},archived_url", f"{first},{copy}", *(f"{one}," for one in others)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_an_archived_copy_stands_beside_the_address_of_its_text(
    project: Project, cleaned: Callable[[], Cleaned]
) -> None:
    archived(project, "https://web.archive.org/web/2024/https://example.org/")
    rows = cleaned().frame("actions")
    assert "archived_url" not in rows.columns
    keys = rows["key"].tolist()
    copies = [where_from(project, "actions", key)["archived_url"] for key in keys]
    assert copies.count("https://web.archive.org/web/2024/https://example.org/") == 1
    assert copies.count(None) == len(keys) - 1


def test_an_archived_copy_that_is_no_address_is_a_problem_of_its_row(
    project: Project, lines: Callable[[], list[str]]
) -> None:
    archived(project, "in the drawer")
    (found,) = lines()
    assert "ballots/actions.csv, row 2, column archived_url: found 'in the drawer'" in found


def test_a_column_of_copies_needs_one_of_addresses_beside_it(
    project: Project, lines: Callable[[], list[str]]
) -> None:
    path = project.raw / "series.csv"
    head, *others = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{head},archived_url", *(f"{one}," for one in others)]) + "\n")
    assert any("archived_url" in one and "series.csv" in one for one in lines())


def test_a_key_that_is_not_there_is_answered_with_the_nearest(made: Project) -> None:
    with pytest.raises(DataError, match=r"No row 'O002' of offer_statements.*Did you mean O0"):
        where_from(made, "offer_statements", "O002")
    with pytest.raises(DataError, match=r"No row 'D7G7/2035-10' in the clean table prices"):
        where_from(made, "prices", "D7G7/2035-10")
    with pytest.raises(UsageError, match=r"No table called 'price'"):
        where_from(made, "price", "x")


def test_a_rate_that_a_bulletin_printed_is_led_back_to_its_row(made: Project) -> None:
    found = where_from(made, "prices", "HCI/2022-10")
    assert (found["file"], found["row"]) == ("prices/household_costs.csv", 2)
    assert (found["column"], found["found"]) == ("rate_12m", "12.6")
    assert found["released"] == "2023-12-04"
    assert found["cells"]["household_group"] == "all households"


def test_a_first_print_is_led_back_to_its_row(made: Project) -> None:
    found = where_from(made, "earnings", "KAC3/2022-06/2022-08-16")
    assert (found["file"], found["row"]) == ("earnings/awe_vintages.csv", 2)
    assert (found["column"], found["found"], found["released"]) == ("value", "5.1", "2022-08-16")


def test_a_rate_that_its_file_no_longer_has_is_a_sentence(made: Project) -> None:
    header = "reference_month,household_group,rate_12m,bulletin_to,release_date,superseded_on,"
    header += "status,source_title,source_url,confidence\n"
    path = made.raw / "prices" / "household_costs.csv"
    held = path.read_bytes()
    path.write_text(header + "2030-01,all,1.0,,,,,,,\n", encoding="utf-8")
    try:
        with pytest.raises(DataError) as gone:
            where_from(made, "prices", "HCI/2022-10")
    finally:
        path.write_bytes(held)
    assert str(gone.value) == (
        "prices/household_costs.csv no longer has 2022-10. Make the clean tables: realpay clean"
    )


def test_what_is_known_of_a_row_is_given_whole(made: Project) -> None:
    found = where_from(made, "releases", "2022-10")
    assert found.keys() == {
        *("file", "row", "column", "found", "cells", "source_title", "source_url"),
        *("archived_url", "publisher", "licence", "released"),
    }
    assert found["column"] == "published_on"
    assert found["cells"] == {
        "reference_month": "2022-10",
        "published_on": "2022-11-16",
        "status": "published",
    }
    assert (found["archived_url"], found["released"]) == (None, None)
    assert where_from(made, "releases", "1975-08")["cells"] == {}
    year = where_from(made, "prices", "CDKO/1914")
    assert (year["column"], year["cells"]) == ("CDKO", {"period": "1914"})


def test_what_was_read_ahead_is_not_read_again_for_a_copy_of_the_same_bytes(
    made: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = (("offer_statements", "O0038"), ("ballots", "PCS-2019-04-NAT-asos"))
    before = [where_from(made, *one) for one in asked]
    for kept in (provenance._records, provenance._salaries, provenance._sources):
        kept.cache_clear()
    provenance.read_ahead(made)

    def read_again(*_: object) -> None:
        pytest.fail("a file was read twice")

    monkeypatch.setattr(provenance, "read_csv", read_again)
    monkeypatch.setattr(provenance, "read_facts", read_again)
    shutil.copytree(made.raw, tmp_path / "data" / "raw")
    assert [where_from(Project(tmp_path), *one) for one in asked] == before
    assert provenance._salaries.cache_info().currsize == 1
    assert provenance._sources.cache_info().currsize == 1


def test_the_declared_corrections_of_a_row_are_told_with_what_was_printed(tmp_path: Path) -> None:
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    entry = {
        "table": "ballots", "row": "PCS-2019-04-NAT", "column": "yes", "found": "59296",
        "used": "53296", "reason": "Only 53,296 fits.", "source": "The notice",
    }  # fmt: skip
    lines = [f'{name}: "{text}"' for name, text in entry.items()]
    (raw / "corrections.yaml").write_text("- " + "\n  ".join(lines) + "\n")
    told = {name: entry[name] for name in ("column", "found", "used", "reason", "source")}
    assert corrections_of(Project(tmp_path), "ballots", "PCS-2019-04-NAT") == [told]
    assert corrections_of(Project(tmp_path), "ballots", "PCS-2018-07-NAT") == []
