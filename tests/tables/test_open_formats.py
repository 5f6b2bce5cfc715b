"""The clean tables are read by strangers as `read` gives them: DuckDB, Polars, plain Arrow."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import frictionless
import pandas as pd
import polars
import pyarrow as arrow
import pyarrow.compute as compute
import pyarrow.parquet as parquet
import pytest

from analysis.project import Project
from analysis.tables import TABLES, read
from analysis.tables.columns import FIRST_DAY, KINDS, stored_columns
from analysis.tables.datapackage import NAME as PACKAGE

STANDARD = {
    "text": arrow.string(),
    "word": arrow.string(),
    "pay_year": arrow.string(),
    "month": arrow.string(),
    "day": arrow.date32(),
    "number": arrow.float64(),
    "pct": arrow.float64(),
    "gbp": arrow.float64(),
    "count": arrow.int64(),
    "yesno": arrow.bool_(),
}


def plain_rows(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return what `read` gives in plain values, months as text with their first day beside."""
    columns: list[list[Any]] = []
    for name in frame:
        values = [None if pd.isna(value) else value for value in frame[name]]
        if isinstance(frame[name].dtype, pd.PeriodDtype):
            columns.append([value and str(value) for value in values])
            columns.append([value and value.start_time.date() for value in values])
        elif frame[name].dtype.kind == "M":
            columns.append([value and value.date() for value in values])
        else:
            columns.append(values)
    return list(zip(*columns, strict=True))


def rows_of(held: arrow.Table) -> list[tuple[Any, ...]]:
    return list(zip(*(held[column].to_pylist() for column in held.column_names), strict=True))


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_polars_and_arrow_read_a_table_as_read_gives_it(project: Project, name: str) -> None:
    path = project.clean / f"{name}.parquet"
    expected = plain_rows(read(name, project=project))
    assert expected
    asked = f"select * from read_parquet('{path}') where known_until is null"  # noqa: S608
    assert duckdb.sql(asked).fetchall() == expected
    framed = polars.read_parquet(path)
    assert framed.filter(polars.col("known_until").is_null()).rows() == expected
    held = parquet.read_table(path)
    assert rows_of(held.filter(compute.is_null(held["known_until"]))) == expected
    assert duckdb.sql(f"from read_parquet('{path}')").fetchall() == framed.rows() == rows_of(held)


def test_a_reading_as_of_a_day_is_one_line_of_sql(project: Project) -> None:
    path = project.clean / "prices.parquet"
    day = "2022-12-07"
    asked = (
        f"select * from read_parquet('{path}') where known_from <= date '{day}' "  # noqa: S608
        f"and coalesce(known_until, date '9999-12-31') >= date '{day}'"
    )
    found = duckdb.sql(asked).fetchall()
    assert found == plain_rows(read("prices", as_of=day, project=project))
    assert len(found) > 1000


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_the_standard_type_of_its_kind_and_says_what_it_means(
    project: Project, name: str
) -> None:
    schema = parquet.read_schema(project.clean / f"{name}.parquet")
    columns = stored_columns(TABLES[name])
    assert schema.names == [column.name for column in columns]
    for column, field in zip(columns, schema, strict=True):
        assert field.type == STANDARD[column.kind]
        assert field.metadata[b"description"].decode() == column.meaning
        assert field.metadata.get(b"unit", b"").decode() == column.unit
    assert json.loads(schema.metadata[b"columns"])[0]["name"] == "key"
    assert b"pandas" not in schema.metadata


def test_every_kind_of_column_has_a_standard_type() -> None:
    assert STANDARD.keys() == KINDS.keys()


def test_what_a_column_means_can_be_asked_of_the_file_in_sql(project: Project) -> None:
    path = project.clean / "prices.parquet"
    asked = f"from parquet_kv_metadata('{path}') select decode(key), decode(value)"
    told = dict(duckdb.sql(asked).fetchall())
    assert told["title"] == "prices"
    meanings = {column["name"]: column for column in json.loads(told["columns"])}
    assert meanings["value"]["unit"] == "index or %"
    assert meanings["period" + FIRST_DAY]["description"] == "first day of that month (period)"


def test_a_month_that_is_missing_stays_missing_in_text_date_and_period() -> None:
    from analysis.tables.columns import Column, Table
    from analysis.tables.stored import MONTH_TYPE, from_stored, memory_type, to_stored

    table = Table("pay", "a month", (Column("period", "month", "month"),))
    months = arrow.array([633, None, -1], arrow.int64())
    values = {
        name: arrow.ExtensionArray.from_storage(MONTH_TYPE, months)
        if name == "period"
        else arrow.nulls(3, memory_type(column.kind))
        for name, column in table.columns.items()
    }
    rows = arrow.table(values)
    held = to_stored(rows, table)
    assert held["period"].to_pylist() == ["2022-10", None, "1969-12"]
    assert [str(day) for day in held["period_first_day"].to_pylist()] == [
        "2022-10-01",
        "None",
        "1969-12-01",
    ]
    assert from_stored(held, table).equals(rows)


@pytest.mark.slow
def test_the_data_package_of_the_clean_tables_is_valid(project: Project) -> None:
    package = frictionless.Package(str(project.clean / PACKAGE))
    assert {one.path for one in package.resources} == {f"{name}.parquet" for name in TABLES}
    # The first rows of each: the validator takes a minute for all 26,988 through pandas. Every row
    # is validated as CSV, which the site holds.
    report = package.validate(limit_rows=25)
    assert report.valid, report.flatten(["name", "fieldName", "note"])[:5]


def test_a_wrong_type_in_the_data_package_is_found(project: Project) -> None:
    plain = json.loads((project.clean / PACKAGE).read_text(encoding="utf-8"))
    prices = next(one for one in plain["resources"] if one["path"] == "prices.parquet")
    fields = {one["name"]: one for one in prices["schema"]["fields"]}
    fields["period"]["type"] = "integer"
    package = frictionless.Package({**plain, "resources": [prices]}, basepath=str(project.clean))
    assert not package.validate(limit_rows=5).valid
