"""The names that may be typed are drawn up by cleaning, whatever form a table came in."""

import openpyxl
import pytest
from tests.ingest.test_workbook import as_xlsx

from analysis.ingest.names import last_day, names


@pytest.mark.parametrize("file", ["ballots/ballots.csv", "employers.csv"])
def test_a_table_in_a_workbook_gives_the_names_that_its_csv_gives(project, cleaned, file):
    before = names(cleaned(), project.raw)
    path = project.raw / file
    book = openpyxl.load_workbook(as_xlsx(path))
    assert book.active.max_row > 1
    assert names(cleaned(), project.raw) == before
    assert "PCS" in before["union"]


def test_every_kind_has_names_and_groups_are_employers(project, cleaned):
    found = names(cleaned(), project.raw)
    assert all(found[kind] for kind in ("employer", "union", "grade", "series", "moment", "claim"))
    assert found["group"].keys() <= found["employer"].keys()


def test_the_record_speaks_of_days_until_a_source_is_next_due(cleaned):
    made = cleaned()
    assert last_day(made) >= max(one["next_release"] or "" for one in made.series)
