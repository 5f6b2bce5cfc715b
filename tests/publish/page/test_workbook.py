"""The workbook beside a page, read back with openpyxl."""

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from analysis.publish.page.workbook import write_workbook


@pytest.fixture
def book(tmp_path, notebook, report, made):
    write_workbook(tmp_path / "book.xlsx", notebook, report, made)
    return openpyxl.load_workbook(tmp_path / "book.xlsx")


def test_the_sheets_are_cover_findings_contents_notes_and_one_table_each(book):
    assert book.sheetnames == ["Cover", "Findings", "Contents", "Notes", "1", "2"]
    assert [len(sheet.tables) for sheet in book] == [0, 0, 1, 1, 1, 1]


def test_every_sheet_has_its_title_in_the_first_cell(book):
    titles = [sheet["A1"].value for sheet in book]
    assert titles[0] == "Offers"
    assert titles[-2:] == ["1. Prices rose", "2. Offers"]


def test_numbers_are_unrounded_and_shown_as_on_the_page(book):
    cell = book["1"]["B4"]
    assert cell.value == 11.1
    assert cell.number_format == "0.0"


def test_nothing_is_merged_hidden_frozen_or_blank(book):
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        assert sheet.freeze_panes is None
        for table in sheet.tables.values():
            left, top, right, bottom = range_boundaries(table.ref)
            cells = sheet.iter_rows(top, bottom, left, right, values_only=True)
            assert all(value is not None for row in cells for value in row)


def test_the_names_of_a_tables_columns_are_its_header_cells(book):
    for sheet in book:
        for table in sheet.tables.values():
            left, top, right, _ = range_boundaries(table.ref)
            heads = next(sheet.iter_rows(top, top, left, right, values_only=True))
            assert [column.name for column in table.tableColumns] == list(heads)


def test_a_missing_figure_is_marked_and_the_notes_say_why(book):
    assert book["2"]["B5"].value == "[x]"
    notes = list(book["Notes"].iter_rows(min_row=4, values_only=True))
    assert (2, "[x] in offer: not stated") in notes


def test_the_contents_lead_to_each_sheet(book):
    rows = list(book["Contents"].iter_rows(min_row=4, values_only=True))
    assert rows == [(1, "Prices rose"), (2, "Offers")]
    assert book["Contents"]["A5"].hyperlink.location == "'2'!A1"


def test_the_cover_names_parameters_data_and_licence(book):
    lines = [row[0] for row in book["Cover"].iter_rows(values_only=True)]
    assert "Parameters: employer: hmrc; indices: CPI, RPI." in lines
    assert "Data to November 2022." in lines
    assert any(line.startswith("Licence: Open Government Licence v3.0") for line in lines)


def test_two_workbooks_of_one_report_are_the_same_bytes(tmp_path, notebook, report, made):
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook(tmp_path / name, notebook, report, made)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_the_file_says_it_was_made_on_the_day_of_the_newest_release(book):
    assert book.properties.modified.date().isoformat() == "2022-11-16"
    assert book.properties.language == "en-GB"


def test_hostile_text_is_text_in_every_cell(tmp_path, hostile, report, made):
    write_workbook(tmp_path / "book.xlsx", hostile, report, made)
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    texts = [cell.value for cell in cells if cell.data_type == "s"]
    assert "<script>alert(1)</script>" in texts
    assert '\'=HYPERLINK("http://a.example")' in texts
    assert "'@SUM(A1)" in texts
    assert "n" * 300 in texts
