"""A finished draft becomes a table of the declared types, or says which rule it breaks."""

from datetime import date

import pyarrow as arrow
import pytest

from analysis.errors import DataError
from analysis.ingest.making.frames import table_of
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.periods import Month
from analysis.tables.declared import PRICES, RELEASES
from analysis.tables.stored import memory_type

PRICE = {
    "key": "D7G7/2022-10",
    "series": "D7G7",
    "index": "CPI",
    "measure": "rate_12m",
    "frequency": "month",
    "period": Month(2022, 10),
    "value": 11.1,
    "known_how": "true",
    "known_from": date(2022, 11, 16),
}


def draft(*rows, table=PRICES):
    columns = dict.fromkeys(name for row in rows for name in row)
    values = {name: [row.get(name) for row in rows] for name in columns}
    return Draft(table, "ons/D7G7.csv", range(9, 9 + len(rows)), {}, Problems(), values)


def test_every_column_has_its_declared_type_also_where_all_of_it_is_blank():
    rows = table_of(draft(PRICE))
    assert rows.schema.names == list(PRICES.columns)
    assert rows.schema.types == [memory_type(one.kind) for one in PRICES.columns.values()]
    assert rows["known_from"].to_pylist()[0].date() == date(2022, 11, 16)
    assert rows["period"].chunk(0).storage.to_pylist() == [Month(2022, 10).ordinal]
    assert rows["base"].null_count == rows["known_first"].null_count == 1


def test_rows_stand_by_key_with_their_source_and_flags_in_one_piece():
    made = draft(PRICE, PRICE | {"key": "D7G7/2022-09", "period": Month(2022, 9), "value": 10.1})
    made.flag(0, "checked")
    made.flag(0, "doubted")
    rows = table_of(made)
    assert rows["key"].to_pylist() == ["D7G7/2022-09", "D7G7/2022-10"]
    assert rows["source"].to_pylist() == ["ons/D7G7.csv"] * 2
    assert rows["flags"].to_pylist() == ["", "checked; doubted"]
    assert rows["key"].num_chunks == 1


def test_a_month_that_is_blank_where_it_is_required_is_named():
    release = {
        "key": "2022-10",
        "reference_month": None,
        "published_first": date(2022, 11, 16),
        "published_last": date(2022, 11, 16),
        "how": "printed",
        "known_how": "true",
    }
    with pytest.raises(DataError, match="reference_month"):
        table_of(draft(release, table=RELEASES))


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"measure": "guess"}, "measure"),
        ({"value": None}, "value"),
        ({"key": None}, "key"),
    ],
)
def test_a_draft_that_breaks_its_schema_is_named_with_the_column(cells, told):
    with pytest.raises(DataError, match="The cleaned table prices breaks its own schema") as error:
        table_of(draft(PRICE | cells))
    assert str(error.value).splitlines()[-1].split()[0] == told


def test_a_key_that_stands_twice_breaks_the_schema():
    with pytest.raises(DataError, match="field_uniqueness"):
        table_of(draft(PRICE, PRICE))


def test_a_draft_of_nothing_is_an_empty_table_of_the_same_types():
    empty = table_of(draft())
    assert (empty.num_rows, empty.schema) == (0, table_of(draft(PRICE)).schema)
    assert isinstance(empty, arrow.Table)
