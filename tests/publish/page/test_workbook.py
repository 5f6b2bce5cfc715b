"""The workbooks beside a page: one read back with openpyxl, the other with odfdo."""

import zipfile

import odfdo
import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from analysis.publish.page.workbook import workbook_of
from analysis.publish.page.workbook_ods import write_ods
from analysis.publish.page.workbook_xlsx import write_xlsx


@pytest.fixture
def book(tmp_path, notebook, report, made):
    write_xlsx(tmp_path / "book.xlsx", workbook_of(notebook, report, made))
    return openpyxl.load_workbook(tmp_path / "book.xlsx")


@pytest.fixture
def open_book(tmp_path, notebook, report, made):
    write_ods(tmp_path / "book.ods", workbook_of(notebook, report, made))
    return odfdo.Document(tmp_path / "book.ods")


def cells(table):
    return [tuple(cell.value for cell in row.cells) for row in table.rows]


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


@pytest.mark.parametrize("write", [write_xlsx, write_ods])
def test_two_workbooks_of_one_report_are_the_same_bytes(tmp_path, notebook, report, made, write):
    for name in ("one", "two"):
        write(tmp_path / name, workbook_of(notebook, report, made))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    with zipfile.ZipFile(tmp_path / "one") as file:
        assert {part.date_time[0] for part in file.infolist()} == {1980}


def test_the_file_says_it_was_made_on_the_day_of_the_newest_release(book):
    assert book.properties.modified.date().isoformat() == "2022-11-16"
    assert book.custom_doc_props["Language"].value == "en-GB"


def test_the_open_workbook_holds_the_same_sheets_cell_by_cell(book, open_book):
    tables = open_book.body.tables
    assert [table.name for table in tables] == book.sheetnames
    for sheet, table in zip(book, tables, strict=True):
        rows = [
            tuple(cell for cell in row if cell is not None)
            for row in sheet.iter_rows(values_only=True)
        ]
        found = [tuple(float(c) if isinstance(c, int) else c for c in row) for row in rows]
        kept = [tuple(c if isinstance(c, str) else float(c) for c in row) for row in cells(table)]
        assert kept == found


def test_the_open_workbook_marks_its_tables_and_their_headers(open_book):
    ranges = open_book.body.get_elements("//table:database-range")
    reach = {one.get_attribute("table:name"): one for one in ranges}
    assert set(reach) == {"contents", "notes", "table_1", "table_2"}
    assert reach["table_1"].get_attribute("table:target-range-address").startswith("'1'.A3:'1'.")
    assert all(one.get_attribute("table:contains-header") is True for one in ranges)
    heads = open_book.body.get_elements("//table:table-header-rows")
    assert len(heads) == len(ranges)


def test_the_open_workbook_has_title_language_day_and_links(open_book, report):
    meta = open_book.meta
    assert (meta.title, meta.language) == (report.title, "en-GB")
    assert meta.creation_date.date().isoformat() == "2022-11-16"
    links = [one.get_attribute("xlink:href") for one in open_book.body.get_elements("//text:a")]
    assert links == ["#'1'.A1", "#'2'.A1"]


def test_the_open_workbook_shows_numbers_as_on_the_page(open_book):
    cell = open_book.body.tables[4].get_cell("B4")
    assert str(cell.value) == "11.1"
    style = open_book.get_style("table-cell", cell.style)
    shape = open_book.get_style("number", style.get_attribute("style:data-style-name"))
    digits = shape.get_element("number:number")
    assert digits.get_attribute("number:decimal-places") == "1"


def test_nothing_in_the_open_workbook_is_merged_hidden_or_blank(open_book):
    body = open_book.body
    assert not body.get_elements("//table:covered-table-cell")
    assert not body.get_elements("//*[@table:visibility]")
    assert all(cell != "" for table in body.tables for row in cells(table) for cell in row)


def test_hostile_text_is_text_in_every_cell(tmp_path, hostile, report, made):
    write_xlsx(tmp_path / "book.xlsx", workbook_of(hostile, report, made))
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    texts = [cell.value for cell in cells if cell.data_type == "s"]
    assert "<script>alert(1)</script>" in texts
    assert '\'=HYPERLINK("http://a.example")' in texts
    assert "'@SUM(A1)" in texts
    assert "n" * 300 in texts


def test_hostile_text_is_text_in_the_open_workbook(tmp_path, hostile, report, made):
    write_ods(tmp_path / "book.ods", workbook_of(hostile, report, made))
    body = odfdo.Document(tmp_path / "book.ods").body
    texts = [cell for table in body.tables for row in cells(table) for cell in row]
    assert not body.get_elements("//*[@table:formula]")
    assert "<script>alert(1)</script>" in texts
    assert '\'=HYPERLINK("http://a.example")' in texts
    assert "'@SUM(A1)" in texts
    assert "n" * 300 in texts
