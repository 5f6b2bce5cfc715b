"""Any column can be asked for a value, as itself or as text, with and without a day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis.errors import UsageError
from analysis.project import Project
from analysis.tables import TABLES, read

SAMPLES = {
    "text": ["AO"],
    "word": ["AO"],
    "pay_year": ["2023-24"],
    "day": [
        date(2022, 12, 7),
        pd.Timestamp("2022-12-07"),
        np.datetime64("2022-12-07"),
        "7 Dec 2022",
    ],
    "month": [pd.Period("2022-06", "M"), "2022-06", "June 2022"],
    "number": [3, 3.5, "3.5", np.float64(3.5), "−1"],
    "count": [3, "3", 3.0, np.int64(3)],
    "yesno": [True, "yes", "no", np.bool_(False)],
}
SAMPLES |= dict.fromkeys(("pct", "gbp"), SAMPLES["number"])


@pytest.mark.parametrize("as_of", ["latest", "2023-12-08"])
def test_every_column_of_every_table_is_asked_by_what_it_holds(
    project: Project, as_of: str
) -> None:
    for name, table in TABLES.items():
        for column in table.columns.values():
            for value in SAMPLES[column.kind]:
                asked = {"as_of": as_of, "columns": ["key"], "project": project}
                one = read(name, where={column.name: value}, **asked)
                assert one.equals(read(name, where={column.name: [value]}, **asked)), column.name


def test_the_rows_found_are_those_that_hold_the_value(project: Project) -> None:
    for name in ("prices", "ballots", "wage_floors"):
        rows = read(name, project=project)
        for column in rows.columns:
            held = rows[column].dropna()
            if held.empty:
                continue
            value = held.iloc[0]
            found = read(name, where={column: value}, project=project)
            assert found["key"].tolist() == rows.loc[rows[column] == value, "key"].tolist()


def test_no_value_asked_finds_no_row(project: Project) -> None:
    assert read("prices", where={"period": []}, project=project).empty
    assert read("prices", where={"series": []}, as_of="2020-01-01", project=project).empty


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("prices", "period", "2022-13", "where period: '2022-13' is not a month"),
        ("prices", "period", 2022, "2022 is a year"),
        ("prices", "value", "much", "the column holds numbers"),
        ("prices", "value", True, "the column holds numbers"),
        ("prices", "value", None, "blanks cannot be asked for"),
        ("prices", "known_from", pd.NaT, "blanks cannot be asked for"),
        ("prices", "series", 3.5, "series holds text"),
        ("ballots", "counted", "maybe", "the column holds yes or no"),
        ("ballots", "entitled", 1.5, "the column holds whole numbers"),
    ],
)
def test_what_a_column_cannot_hold_is_answered_in_a_sentence(
    project: Project, table: str, column: str, value: object, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        read(table, where={column: value}, project=project)
