"""What is told of a file that is no table, and of a workbook or list that is spoilt: all of it."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from tests.ingest import books

from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.rawfile import parse_records, read_csv, read_text, split_csv
from analysis.ingest.reading.workbook import read_workbook
from analysis.ingest.words.corrections import load_corrections
from analysis.ingest.words.sources import load_sources

AGAIN = "open it in a spreadsheet program and save it again, or save it as CSV UTF-8"
CALCULATE = "open the workbook in a spreadsheet program, save it there, or write the value itself"
WORKBOOK = "a workbook (.xlsx or .ods) that can be read"
VALUE = "a cell that shows its value"


def parse(text: str, *columns: str) -> Problems:
    problems = Problems()
    records = split_csv(text, "a.csv", problems)
    if records is not None:
        parse_records(records, "a.csv", columns, problems)
    return problems


def words(problems: Problems) -> list[tuple[object, ...]]:
    return [(one.row, one.column, one.found, one.allowed, one.mend) for one in problems]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b" \r\n", (None, None, "an empty file", "a header and rows", "put the file back")),
        (
            b"a,b\n1,\xa3\n",
            (2, None, r"b'a,b\n1,\xa3\n'", "text in UTF-8", "save it as 'CSV UTF-8'"),
        ),
        (
            b"a,b\n1,2\n\0",
            (3, None, "a zero byte", "plain text", "save it again as CSV UTF-8"),
        ),
        (
            b"\n <!DOCTYPE html><html><head><title>Not found here</title>",
            (
                1,
                None,
                "<!DOCTYPE html><html><head><title>Not fo",
                "comma-separated values",
                "download it again: this is a page of a website, not figures",
            ),
        ),
        (
            b"<?xml version='1.0'?>",
            (
                1,
                None,
                "<?xml version='1.0'?>",
                "comma-separated values",
                "download it again: this is a page of a website, not figures",
            ),
        ),
    ],
)
def test_bytes_that_are_no_text_of_a_table(tmp_path, data, expected) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    problems = Problems()
    assert read_text(path, "a.csv", problems) is None
    assert words(problems) == [expected]


def test_a_file_that_is_gone_or_may_not_be_read(tmp_path, monkeypatch) -> None:
    problems = Problems()
    assert read_text(tmp_path / "a.csv", "a.csv", problems) is None

    def deny(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("analysis.ingest.reading.rawfile.read_bytes", deny)
    assert read_text(tmp_path / "b.csv", "b.csv", problems) is None
    assert words(problems) == [
        (None, None, "no such file", "a CSV file", "put the file back"),
        (None, None, "Permission denied", "a file that can be read", "look at its rights"),
    ]


SHORT = "put a comma for each that stays blank at its end, or look whether one is missing before"
LONG = ",".join("abcdefghijkl")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a;b\n1;2\n",
            (1, None, "a;b", "commas between the cells", "save it with commas between the cells"),
        ),
        (
            "a\tb\n1\t2\n",
            (1, None, "a\tb", "commas between the cells", "save it with commas between the cells"),
        ),
        (
            "a,b,b\n1,2,3\n",
            (1, "b", "b", "each column once", "rename or take away one of the two"),
        ),
        (
            "a\n1\n",
            (
                1,
                "b",
                "no such column",
                "a column 'b'",
                "give the column its name back. Add the column.",
            ),
        ),
        (
            "a,b,\n1,2,3\n",
            (
                1,
                "",
                "(no name)",
                "the columns of this file",
                "take it away or give it its right name. Allowed: a, b.",
            ),
        ),
        ("a,b\n", (None, None, "a header without rows", "rows", "put the rows back")),
        ("a,b\n , \n", (None, None, "a header without rows", "rows", "put the rows back")),
        (
            "a,b\n1,2,3\n1,2\n",
            (2, None, "3 cells", "2 cells, as in row 1", "put cells that hold commas in quotes"),
        ),
        (
            "a,b\n1\n1,2\n",
            (
                2,
                None,
                "1 cells",
                "2 cells, as in row 1",
                f"the row ends before the column b: {SHORT}",
            ),
        ),
        (
            'a,b\n1,"2\n',
            (
                2,
                None,
                '"2',
                "a quote at both ends of a cell",
                "close every quote, and double the quotes inside a cell",
            ),
        ),
    ],
)
def test_text_that_is_no_table_of_these_columns(text, expected) -> None:
    [found] = words(parse(text, "a", "b"))
    assert found[:2] == expected[:2]
    assert found[4] == expected[4]
    if text != 'a,b\n1,"2\n':
        assert found == expected


def test_a_row_that_ends_early_names_the_first_eight_columns_it_lacks() -> None:
    problems = parse(f"{LONG}\n1,2\n1,2,3\n1,2,3,4\n{LONG}\n", *LONG.split(","))
    assert [one.mend for one in problems] == [
        f"the row ends before the columns c, d, e, f, g, h, i, j and 2 more: {SHORT}",
        f"the row ends before the columns d, e, f, g, h, i, j, k and 1 more: {SHORT}",
        f"the row ends before the columns e, f, g, h, i, j, k, l: {SHORT}",
    ]


def test_a_row_may_name_a_copy_in_an_archive_where_it_names_an_address() -> None:
    assert words(parse("source_url,archived_url\nx,y\n", "source_url")) == []
    told = parse("a,archived_url\nx,y\n", "a")
    assert [one.column for one in told] == ["archived_url"]


def test_two_forms_of_one_table_are_refused(tmp_path) -> None:
    for ending in ("csv", "ods"):
        (tmp_path / f"a.{ending}").write_text("x", encoding="utf-8")
    problems = Problems()
    assert read_csv(tmp_path, "a.csv", ["a"], problems) is None
    assert words(problems) == [
        (
            None,
            None,
            "a.csv, a.ods",
            "one file with this table",
            "keep one and take the others away",
        )
    ]


def refused(path: Path, expected=("a", "b")) -> tuple[object, ...]:
    problems = Problems()
    read_workbook(path, path.name, expected, problems)
    [one] = words(problems)
    return one


def sheets(path: Path, **tables: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({"One": []}, ("an empty sheet", "a header and rows", "put the rows back")),
        (
            {"One": [["a", "b"], [1, 2]], "Two": [["b", "a"], [1, 2]], "Three": [["c"]]},
            (
                "this table in the sheets 'One', 'Two'",
                "one sheet with this table",
                "keep it in one sheet, and take the others away",
            ),
        ),
        (
            {"One": [["Pay offers"], ["a", "b"], [1, 2]]},
            (
                "the column names in row 2 of sheet 'One'",
                "the column names in row 1",
                "take away the rows above them",
            ),
        ),
        (
            {"One": [["x", "y"], [1, 2]], "Two": [["z"]]},
            (
                "no row 1 with the names of the columns, in 'One', 'Two'",
                "a sheet that begins a, b",
                "name the columns in row 1 of the sheet that has the table",
            ),
        ),
    ],
)
def test_a_workbook_without_the_one_sheet_of_the_table(tmp_path, tables, expected) -> None:
    assert refused(sheets(tmp_path / "a.xlsx", **tables)) == (None, None, *expected)


def test_of_many_columns_the_first_four_are_named(tmp_path) -> None:
    path = sheets(tmp_path / "a.xlsx", One=[["x"], [1]])
    assert refused(path, tuple("vwabc"))[3] == "a sheet that begins v, w, a, b, …"
    assert refused(path, tuple("vwab"))[3] == "a sheet that begins v, w, a, b"


def test_a_cell_far_beyond_the_table_is_named(tmp_path, monkeypatch) -> None:
    path = sheets(tmp_path / "a.xlsx", One=[["a", "b"], [1, 2], [1, None, 3]])
    monkeypatch.setattr("analysis.ingest.reading.workbook.LARGEST_AREA", 8)
    found = "a filled cell at C3, far beyond the table"
    assert refused(path) == (None, None, found, "rows below the header", "clear it")
    monkeypatch.setattr("analysis.ingest.reading.workbook.LARGEST_AREA", 9)
    problems = Problems()
    assert read_workbook(path, path.name, ("a", "b"), problems) == [
        ["a", "b", ""],
        ["1", "2", ""],
        ["1", "", "3"],
    ]


def test_a_workbook_that_may_not_be_read(tmp_path, monkeypatch) -> None:
    def deny(*_):
        raise PermissionError(13, "Permission denied")

    for name in ("gone.xlsx", "gone.ods"):
        expected = (None, None, "no such file", "a workbook", "put the file back")
        assert refused(tmp_path / name) == expected
    monkeypatch.setattr("analysis.ingest.reading.xlsx.read_xlsx", deny)
    expected = (None, None, "Permission denied", "a file that can be read", "look at its rights")
    assert refused(tmp_path / "a.xlsx") == expected


@pytest.mark.parametrize(
    ("data", "found", "mend"),
    [
        (b"", "an empty file", "put the file back"),
        (b"\0\0", "an empty file", "put the file back"),
        (b"a,b\n", "a damaged file, or no workbook", AGAIN),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "a workbook locked with a password, or in the old form .xls",
            "take the password away and save it as .xlsx or .ods",
        ),
    ],
)
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_bytes_that_are_no_workbook(tmp_path, ending, data, found, mend) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(data)
    assert refused(path) == (None, None, found, WORKBOOK, mend)


def test_a_workbook_has_its_parts_and_a_largest_size(tmp_path, monkeypatch) -> None:
    path = books.pack(tmp_path / "a.ods", {"mimetype": books.SPREADSHEET})
    found = "a workbook without its part content.xml"
    assert refused(path) == (None, None, found, WORKBOOK, AGAIN)
    size = len(books.SPREADSHEET)
    monkeypatch.setattr("analysis.ingest.reading.sheets.LARGEST_UNPACKED", size - 1)
    found = f"more than {size - 1} bytes when unpacked"
    assert refused(path) == (None, None, found, "a table", "look whether it is the right file")


GRID = books.sheet_data([["a", "b"], [1, 2]])
HELD = {"mimetype": books.SPREADSHEET}
LOCKED = ("a workbook locked with a password", WORKBOOK, "take the password away")
IN_SHOWN = ("a sheet with a header and rows", "put the table into a sheet that is shown")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('r="A2"', 'r="@2"', ("a cell at '@2'", "a place such as B7", AGAIN)),
        ('r="A2"', f'r="{30 * "@"}"', (f"a cell at '{20 * '@'}'", "a place such as B7", AGAIN)),
        ('<row r="2">', '<row r="two">', ("a row 'two'", "a row such as 7", AGAIN)),
        ('<row r="2">', f'<row r="{30 * "9"}">', (f"a row '{20 * '9'}'", "a row such as 7", AGAIN)),
        ('r="B2"', 'r="A2"', ("two cells at A2", "each cell once", AGAIN)),
        (
            "</sheetData>",
            f'</sheetData><mergeCells><mergeCell ref="{30 * "x"}"/></mergeCells>',
            (f"a merge of '{20 * 'x'}'", "cells such as B2:B4", AGAIN),
        ),
        (
            "<v>2</v>",
            "<v>two</v>",
            (
                "damage (ValueError: invalid literal for int() with base 10: 'two')",
                WORKBOOK,
                AGAIN,
            ),
        ),
        ("<v>2</v>", "<v/>", None),
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused_with_what_and_where(
    tmp_path, old, new, expected
) -> None:
    assert old in GRID
    path = books.xlsx(tmp_path / "a.xlsx", {"One": GRID.replace(old, new)})
    if expected is None:  # a blank is no fault
        assert read_workbook(path, path.name, ("a", "b"), Problems())
    else:
        assert refused(path) == (None, None, *expected)


def test_cells_and_rows_without_places_follow_one_another(tmp_path) -> None:
    bare = re.sub(r' r="[A-Z]*[0-9]+"', "", GRID)
    path = books.xlsx(tmp_path / "a.xlsx", {"One": bare})
    assert read_workbook(path, path.name, ("a", "b"), Problems()) == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"xl/workbook.xml": (books.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")},
            (
                "a workbook in the form 'Strict Open XML'",
                WORKBOOK,
                "save it as the plain 'Excel Workbook (.xlsx)'",
            ),
        ),
        (
            {"_rels/.rels": ("/officeDocument", "/other")},
            ("no workbook in the file", WORKBOOK, AGAIN),
        ),
        (
            {"xl/workbook.xml": ("sheetId", 'state="hidden" sheetId')},
            ("no sheet with cells", *IN_SHOWN),
        ),
        (
            {"xl/_rels/workbook.xml.rels": ("/worksheet", "/chartsheet")},
            ("no sheet with cells", *IN_SHOWN),
        ),
        (
            {"xl/_rels/workbook.xml.rels": ("sheet1.xml", "sheet2.xml")},
            ("a workbook without its part xl/worksheets/sheet2.xml", WORKBOOK, AGAIN),
        ),
    ],
)
def test_an_xlsx_without_a_sheet_to_read_is_refused(tmp_path, changes, expected) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", {"One": GRID})
    assert refused(books.repack(path, changes)) == (None, None, *expected)


@pytest.mark.parametrize(
    ("cell", "code", "found", "mend"),
    [
        ("<f>1+1</f>", "", "a formula without a kept value", CALCULATE),
        (
            "<f>1+1</f><v>2</v>",
            '<calcPr fullCalcOnLoad="1"/>',
            "a formula without a kept value",
            CALCULATE,
        ),
        (
            "<f>1+1</f><v>2</v>",
            '<calcPr fullCalcOnLoad="true"/>',
            "a formula without a kept value",
            CALCULATE,
        ),
    ],
)
def test_a_formula_that_nothing_worked_out_is_refused(tmp_path, cell, code, found, mend) -> None:
    path = tmp_path / "a.xlsx"
    books.xlsx(path, {"One": GRID.replace("<v>2</v>", cell)}, calc=code)
    assert refused(path) == (2, "b", found, VALUE, mend)
    worked_out = GRID.replace("<v>2</v>", "<f>1+1</f><v>2</v>")
    books.xlsx(path, {"One": worked_out}, calc='<calcPr fullCalcOnLoad="0"/>')
    assert read_workbook(path, path.name, ("a", "b"), Problems()) == [["a", "b"], ["1", "2"]]


def test_an_error_of_a_formula_is_refused_as_it_shows(tmp_path) -> None:
    failed = GRID.replace('"B2"><v>2</v>', '"B2" t="e"><f>1/0</f><v>#DIV/0!</v>')
    path = books.xlsx(tmp_path / "a.xlsx", {"One": failed})
    mend = "mend the formula, or write the value itself"
    assert refused(path) == (2, "b", "shows #DIV/0!", VALUE, mend)


def test_a_workbook_whose_parts_are_locked_is_refused(tmp_path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", {"One": GRID})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag of encryption, in the list of parts
    path.write_bytes(data)
    assert refused(path) == (None, None, *LOCKED)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            {"mimetype": "application/vnd.oasis.opendocument.text"},
            (
                "a file of the kind text, named .ods",
                "a spreadsheet",
                "save the table as a spreadsheet, .ods",
            ),
        ),
        ({**HELD, "content.xml": "<a/>"}, ("a document without sheets", "a spreadsheet", AGAIN)),
        (
            {**HELD, "META-INF/manifest.xml": '<m xmlns="m"><encryption-data/></m>'},
            LOCKED,
        ),
    ],
)
def test_an_ods_that_is_no_open_spreadsheet_is_refused(tmp_path, parts, expected) -> None:
    assert refused(books.pack(tmp_path / "a.ods", parts)) == (None, None, *expected)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("number-rows-repeated", "0"),
        ("number-rows-repeated", "1e3"),
        ("number-columns-repeated", 30 * "9"),
        ("number-columns-spanned", "-1"),
    ],
)
def test_a_count_in_an_ods_that_is_none_is_refused(tmp_path, name, text) -> None:
    counted = f'table:{name}="{text}"'
    made = books.ods_text("x", attributes="" if "rows" in name else counted)
    row = books.ods_row(made, books.ods_text("y"), attributes=counted if "rows" in name else "")
    header = books.ods_row(books.ods_text("a"), books.ods_text("b"))
    found = f"{name} of '{text[:20]}'"
    path = books.ods(tmp_path / "a.ods", header + row)
    assert refused(path) == (None, None, found, "a count", AGAIN)


def test_xml_that_is_damaged_or_declares_a_type_is_told_with_its_place(tmp_path) -> None:
    path = books.pack(
        tmp_path / "a.ods", {"mimetype": books.SPREADSHEET, "content.xml": "<a>\n  <b></a>"}
    )
    found = "content.xml damaged in line 2, column 8: mismatched tag"
    assert refused(path) == (None, None, found, WORKBOOK, AGAIN)
    declared = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    books.pack(path, {"mimetype": books.SPREADSHEET, "content.xml": declared})
    found = "its part content.xml declares a document type of its own"
    assert refused(path) == (None, None, found, WORKBOOK, AGAIN)


def ods(path: Path, cell: str, **more: str) -> tuple[object, ...]:
    header = books.ods_row(books.ods_text("a"), books.ods_text("b"))
    return refused(books.ods(path, header + books.ods_row(cell, books.ods_text("x")), **more))


def cell(kind: str, inside: str = "", **values: str) -> str:
    listed = " ".join(f'office:{name}="{value}"' for name, value in values.items())
    return f'<table:table-cell office:value-type="{kind}" {listed}>{inside}</table:table-cell>'


@pytest.mark.parametrize(
    ("made", "found", "mend"),
    [
        (
            cell("currency", currency="EUR", value="3"),
            "an amount in EUR",
            "write an amount in pounds",
        ),
        (cell("float", value="three"), "a number that is none, 'three'", "write the number again"),
    ],
)
def test_a_cell_of_an_ods_that_shows_no_value_of_ours(tmp_path, made, found, mend) -> None:
    assert ods(tmp_path / "a.ods", made) == (2, "a", found, VALUE, mend)


def test_cells_merged_over_columns_are_refused_and_over_rows_are_repeated(tmp_path) -> None:
    path = sheets(tmp_path / "a.xlsx", One=[["a", "b"], [1, 2], [None, 3], [4, None]])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.save(path)
    problems = Problems()
    rows = read_workbook(path, path.name, ("a", "b"), problems)
    assert rows == [["a", "b"], ["1", "2"], ["1", "3"], ["4", ""]]
    book.active.merge_cells("A4:B4")
    book.save(path)
    found, mend = (
        "a cell merged over 2 columns",
        "part the cell, and write in each what belongs there",
    )
    assert refused(path) == (4, "a", found, VALUE, mend)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "3\n",
            (None, None, "int", "a list, each entry beginning with '- table:'", "write a list"),
        ),
        (
            "- table: offers\n",
            (
                1,
                None,
                "table",
                "table, row, column, found, used, reason, source",
                "give each entry these fields, no others",
            ),
        ),
    ],
)
def test_a_file_of_corrections_is_a_list_of_entries_with_seven_fields(
    tmp_path, text, expected
) -> None:
    (tmp_path / "corrections.yaml").write_text(text, encoding="utf-8")
    problems = Problems()
    load_corrections(tmp_path, problems)
    assert words(problems) == [expected]


def test_fields_of_a_correction_are_texts_and_its_table_is_one_of_ours(tmp_path) -> None:
    entry = '- {table: ballots, row: A, column: yes, found: "1", used: "2", reason: x, source: y}\n'
    path = tmp_path / "corrections.yaml"
    told = []
    for text in (entry, entry.replace("yes", "'yes'").replace("ballots", "balots")):
        path.write_text(text, encoding="utf-8")
        problems = Problems()
        load_corrections(tmp_path, problems)
        told += words(problems)
    assert told[0] == (
        1,
        "column",
        "True",
        "text",
        "put it in quotation marks, so that it stays as printed",
    )
    assert told[1] == (1, "table", "balots", "a clean table", "Did you mean ballots?")
    assert len(told) == 2


SOURCES = """licences: [CC BY 4.0]
files:
  a.csv: {publisher: P, title: T, address: A, licence: CC BY 4.0}
  b.csv: {publisher: P, title: T}
  c.csv: {publisher: P, title: T, address: A, licence: MIT}
"""


def test_an_entry_of_the_sources_names_four_things_and_a_licence_that_is_listed(tmp_path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(SOURCES, encoding="utf-8")
    problems = Problems()
    load_sources(tmp_path, problems)
    assert words(problems) == [
        (
            None,
            "b.csv",
            "{'publisher': 'P', 'title': 'T'}",
            "the fields publisher, title, address, licence, each a text",
            "complete the entry",
        ),
        (
            None,
            "c.csv",
            "MIT",
            "CC BY 4.0",
            "use one of these, or add the licence to the list at the top",
        ),
    ]
    path.write_text("files: {}\n", encoding="utf-8")
    problems = Problems()
    load_sources(tmp_path, problems)
    [one] = problems
    assert one.allowed == "a list 'licences', and 'files' with an entry for each file"
    assert one.mend == "give it these two"


def inside(*cells: str, more: str = "") -> str:
    """The XML of a sheet whose header is a and b, with cells of one row below."""
    head = books.sheet_data([["a", "b"]]).removesuffix("</sheetData>")
    return f"{head}<row>{''.join(cells)}</row></sheetData>{more}"


@pytest.mark.parametrize(
    ("xml", "found", "allowed"),
    [
        (
            inside('<c r="A2"><v>1</v></c>', '<c r="A2"><v>2</v></c>'),
            "two cells at A2",
            "each cell once",
        ),
        (inside('<c r="2A"><v>1</v></c>'), "a cell at '2A'", "a place such as B7"),
        (
            inside('<c r="A2"><v>1</v></c>').replace("<row>", '<row r="0">'),
            "a row '0'",
            "a row such as 7",
        ),
        (
            inside('<c r="A2"><v>1</v></c>', more='<mergeCells><mergeCell ref="A2"/></mergeCells>'),
            "a merge of 'A2'",
            "cells such as B2:B4",
        ),
    ],
)
def test_a_sheet_whose_cells_have_no_place_is_refused(tmp_path, xml, found, allowed) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", {"Data": xml})
    assert refused(path) == (None, None, found, allowed, AGAIN)


def test_a_workbook_of_another_form_or_without_its_book_is_refused(tmp_path) -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    path = books.xlsx(tmp_path / "a.xlsx", {"Data": inside()}, main=strict)
    mend = "save it as the plain 'Excel Workbook (.xlsx)'"
    found = "a workbook in the form 'Strict Open XML'"
    assert refused(path) == (None, None, found, WORKBOOK, mend)
    books.pack(path, {"_rels/.rels": "<Relationships/>"})
    assert refused(path) == (None, None, "no workbook in the file", WORKBOOK, AGAIN)


def test_a_workbook_whose_sheets_are_all_hidden_has_none(tmp_path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", {"Data": inside()})
    books.repack(path, {"xl/workbook.xml": ('sheetId="1"', 'sheetId="1" state="hidden"')})
    mend = "put the table into a sheet that is shown"
    assert refused(path) == (
        None,
        None,
        "no sheet with cells",
        "a sheet with a header and rows",
        mend,
    )


def test_a_document_of_another_kind_is_no_spreadsheet(tmp_path) -> None:
    kind = "application/vnd.oasis.opendocument.text"
    path = books.ods(tmp_path / "a.ods", "", mimetype=kind)
    found, mend = "a file of the kind text, named .ods", "save the table as a spreadsheet, .ods"
    assert refused(path) == (None, None, found, "a spreadsheet", mend)
    books.pack(path, {"mimetype": books.SPREADSHEET, "content.xml": "<a/>"})
    expected = (None, None, "a document without sheets", "a spreadsheet", AGAIN)
    assert refused(path) == expected


@pytest.mark.parametrize(
    ("made", "found", "mend"),
    [
        (cell("time", "<text:p>10:00</text:p>"), "a time, 10:00", "write a day such as 2022-10-19"),
        (
            books.ods_date("2022-13-01", "", "x"),
            "a date that is none, '2022-13-01'",
            "write a day such as 2022-10-19",
        ),
        (
            books.ods_number(0, "#DIV/0!").replace(
                "office:value=", "table:formula='=1/0' office:value="
            ),
            "shows #DIV/0!",
            "mend the formula, or write the value",
        ),
    ],
)
def test_a_cell_of_an_ods_that_is_no_day_or_number(tmp_path, made, found, mend) -> None:
    assert ods(tmp_path / "a.ods", made) == (2, "a", found, VALUE, mend)


def test_an_error_in_a_cell_is_refused(tmp_path) -> None:
    path = books.xlsx(tmp_path / "a.xlsx", {"Data": inside('<c r="A2" t="e"><v>#N/A</v></c>')})
    mend = "mend the formula, or write the value itself"
    assert refused(path) == (2, "a", "shows #N/A", VALUE, mend)
