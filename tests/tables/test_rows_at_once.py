"""Rows as plain values, for a command that answers at once."""

from datetime import date

import pandas as pd
import pyarrow as arrow
import pytest
from pyarrow import parquet

from analysis.errors import DataError
from analysis.project import Project
from analysis.tables.rows import read_rows


@pytest.fixture
def project(tmp_path):
    made = Project(tmp_path)
    made.clean.mkdir(parents=True)
    return made


def test_rows_are_tuples_of_plain_values_with_months_counted_from_1970(project):
    days = pd.array([date(2022, 11, 16), None], dtype="object")
    held = {"key": ["a", "b"], "period": ["2022-10", None], "known_from": days}
    parquet.write_table(arrow.table(held), project.clean / "prices.parquet")
    assert read_rows(project, "prices", ["known_from", "period", "key"]) == [
        (date(2022, 11, 16), 633, "a"),
        (None, None, "b"),
    ]


def test_a_table_that_is_missing_or_damaged_says_how_to_make_or_mend_it(project):
    with pytest.raises(DataError, match=r"table prices is not there\. .*realpay clean"):
        read_rows(project, "prices", ["key"])
    (project.clean / "prices.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(DataError, match=r"data/clean/prices\.parquet is damaged \(.*realpay"):
        read_rows(project, "prices", ["key"])
