"""A table in a spreadsheet, whoever wrote it, is read as what it shows, or refused saying why."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ingest import books

from analysis.ingest.reading.problems import Problems
from analysis.ingest.reading.workbook import read_workbook

COLUMNS = ["offer_id", "percent", "cash_gbp", "entitled", "offered_on", "agreed", "note"]
TEXT = "@"
SHOWN = [
    [(name, "General") for name in COLUMNS],
    [
        ("A", "General"),
        (0.045, "0.0%"),
        (28500, '"£"#,##0'),
        (1234, "#,##0"),
        (date(2022, 10, 19), "d mmmm yyyy"),
        (True, "General"),
        ("one & <two>", "General"),
    ],
    [
        ("B", "General"),
        (3.4, "0.00"),
        (1221.5, "£#,##0.00"),
        (83126, "General"),
        (date(2022, 10, 1), "mmm yy"),
        (False, "General"),
        ("first line\nsecond line", "General"),
    ],
    [
        ("C", "General"),
        (-0.07, "0%"),
        (-28.25, "#,##0.00;[Red]-#,##0.00"),
        (0, "0"),
        (date(2021, 1, 1), "yyyy"),
        (None, "General"),
        ("007", TEXT),
    ],
    [
        ("D", "General"),
        (0.1 + 0.2, "General"),
        (42, "0.0"),
        (9007199254740, "0"),
        (date(2026, 7, 1), "dd/mm/yyyy"),
        (None, "General"),
        ("4.5", TEXT),
    ],
]
READ = [
    COLUMNS,
    ["A", "4.5", "28500", "1234", "2022-10-19", "yes", "one & <two>"],
    ["B", "3.40", "1221.50", "83126", "2022-10", "no", "first line second line"],
    ["C", "-7", "-28.25", "0", "2021", "", "007"],
    ["D", "0.3", "42.0", "9007199254740", "2026-07-01", "", "4.5"],
]
WRITERS = {
    "xlsxwriter.xlsx": books.by_xlsxwriter,
    "openpyxl.xlsx": books.by_openpyxl,
}
BY_OFFICE = pytest.mark.skipif(books.OFFICE is None, reason="LibreOffice is not installed")


def read(path: Path, expected: list[str] | None = None) -> list[list[str]]:
    """Read a workbook that nothing is wrong with."""
    problems = Problems()
    records = read_workbook(path, path.name, expected or COLUMNS, problems)
    assert not problems, problems.report()
    assert records is not None
    return records


def refusal(path: Path, expected: list[str] | None = None) -> str:
    """Read a workbook that one thing is wrong with, and say what."""
    problems = Problems()
    read_workbook(path, path.name, expected or COLUMNS, problems)
    [problem] = problems
    return problem.line


@pytest.mark.parametrize("name", WRITERS)
def test_a_table_written_by_a_library_is_read_as_it_shows(tmp_path: Path, name: str) -> None:
    assert read(WRITERS[name](tmp_path / name, SHOWN)) == READ


@BY_OFFICE
@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_table_saved_by_libreoffice_is_read_as_it_shows(tmp_path: Path, ending: str) -> None:
    assert read(books.by_libreoffice(tmp_path / f"book.{ending}", SHOWN)) == READ


def test_a_table_written_by_hand_as_ods_is_read_as_it_shows(tmp_path: Path) -> None:
    styles = (
        '<number:date-style style:name="N1"><number:month number:textual="true"/>'
        "<number:year/></number:date-style>"
        '<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>'
    )
    rows = books.ods_row(*map(books.ods_text, ["percent", "month", "cash_gbp", "note"]))
    rows += books.ods_row(
        books.ods_number(0.045, "4.50%", "percentage"),
        books.ods_date("2022-10-01", "month", "October 2022"),
        books.ods_number(1234.5, "£1,234.50", "currency"),
        books.ods_text("two", "paragraphs"),
    )
    path = books.ods(tmp_path / "book.ods", rows, styles=styles)
    assert read(path, ["percent", "month", "cash_gbp", "note"])[1] == [
        "4.50",
        "2022-10",
        "1234.50",
        "two paragraphs",
    ]


@pytest.mark.parametrize(
    ("day", "style", "expected"),
    [
        ("2022-10-19", "", "2022-10-19"),
        ("2022-10-19T08:30:00", "", "2022-10-19"),
        ("2022-10-19", "plain", "2022-10-19"),
        ("2022-10-19", "month", "2022-10"),
    ],
)
def test_an_ods_date_is_as_precise_as_its_style_or_a_day(
    tmp_path: Path, day: str, style: str, expected: str
) -> None:
    styles = (
        '<number:date-style style:name="N1"><number:month/><number:year/></number:date-style>'
        '<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="plain" style:family="table-cell"/>'
    )
    rows = books.ods_row(books.ods_text("offered_on"))
    rows += books.ods_row(books.ods_date(day, style, "October 2022"))
    path = books.ods(tmp_path / "x.ods", rows, styles=styles)
    assert read(path, ["offered_on"])[1:] == [[expected]]


def test_an_ods_date_that_is_none_is_told_in_part_with_the_mend(tmp_path: Path) -> None:
    rows = books.ods_row(books.ods_text("offered_on"))
    rows += books.ods_row(books.ods_date("2022-13-41 of a long year", "", "19 October"))
    line = refusal(books.ods(tmp_path / "x.ods", rows), ["offered_on"])
    assert "found 'a date that is none, '2022-13-41 of a long''" in line
    assert line.endswith("mend: write a day such as 2022-10-19")


def plain(path: Path, rows: list[list[object]]) -> Path:
    return books.xlsx(path, {"Data": books.sheet_data(rows)})


TWO = ["offer_id", "percent"]


@pytest.mark.parametrize("claimed", ["A1", "A1:B3", "A1:XFD1048576"])
def test_a_wrong_dimension_loses_no_row(tmp_path: Path, claimed: str) -> None:
    rows = [TWO, *([f"O{n}", n] for n in range(300))]
    inside = f'<dimension ref="{claimed}"/>' + books.sheet_data(rows)
    found = read(books.xlsx(tmp_path / "x.xlsx", {"Data": inside}), TWO)
    assert (len(found), found[-1]) == (301, ["O299", "299"])


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        (0.0453, "0%", "shows 5 %, holds 4.53 %"),
        (12.21, "£#,##0", "shows 12, holds 12.21"),
        (28500, "0,", "28500 shown in thousands"),
        (28, '0"k"', "28 shown with 'k'"),
        (1000, "[$$-409]#,##0", "1000 shown with '$'"),
        (1000, "[$€-2] #,##0", "1000 shown with '€'"),
        (3, ";;;", "shows nothing, holds 3"),
        (0, "0;-0;", "shows nothing, holds 0"),
        (-3, "0;0", "shows no sign, holds -3"),
        (5, "[>3]0;0.0", "a format that depends on the value"),
        (date(2022, 10, 19), "d mmm", "a date shown without its year, which is 2022-10-19"),
    ],
)
def test_what_a_cell_does_not_show_is_not_guessed(
    tmp_path: Path, value: object, code: str, said: str
) -> None:
    rows = [[(name, "General") for name in TWO], [("A", "General"), (value, code)]]
    line = refusal(books.by_openpyxl(tmp_path / "x.xlsx", rows), TWO)
    place = "x.xlsx, sheet 'Sheet', row 2, column percent (cell B2)"
    assert line.startswith(f"{place}: found '{said}'")


def test_per_cent_in_a_column_of_other_numbers_is_no_plain_number(tmp_path: Path) -> None:
    rows = [[("value", "General")], [(0.045, "0.0%")]]
    assert read(books.by_openpyxl(tmp_path / "x.xlsx", rows), ["value"])[1] == ["4.5 %"]


def test_an_ods_cell_whose_text_and_value_differ_is_refused(tmp_path: Path) -> None:
    rows = books.ods_row(books.ods_text("percent")) + books.ods_row(books.ods_number(28.5, "29"))
    line = refusal(books.ods(tmp_path / "x.ods", rows), ["percent"])
    assert "row 2, column percent (cell A2): found 'shows '29', holds 28.5'" in line


def test_comments_never_enter_a_value(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(plain(tmp_path / "x.xlsx", [TWO, ["A", 4.5]]))
    book.active["B2"].comment = openpyxl.comments.Comment("2", "an author")
    book.save(tmp_path / "x.xlsx")
    remark = (
        "<office:annotation><dc:date>2026-01-01</dc:date><text:p>2</text:p></office:annotation>"
    )
    rows = books.ods_row(*map(books.ods_text, TWO))
    rows += books.ods_row(books.ods_text("A"), books.ods_number(4.5, "4.5", inside=remark))
    for path in (tmp_path / "x.xlsx", books.ods(tmp_path / "x.ods", rows)):
        assert read(path, TWO)[1] == ["A", "4.5"]


@pytest.mark.parametrize("kept", ["", "<v/>"])
def test_a_formula_without_a_kept_value_is_refused(tmp_path: Path, kept: str) -> None:
    inside = books.sheet_data([TWO, ["A", 1]]).replace("<v>1</v>", f"<f>1+1</f>{kept}")
    path = books.xlsx(tmp_path / "x.xlsx", {"Data": inside})
    if kept:
        assert read(path, TWO) == [TWO, ["A", ""]]  # a formula that gives an empty text
    else:
        assert "cell B2): found 'a formula without a kept value'" in refusal(path, TWO)


def test_formulas_that_no_spreadsheet_has_worked_out_are_refused(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        sheet = book.add_worksheet()
        for place, name in enumerate(TWO):
            sheet.write(0, place, name)
        sheet.write_formula("B2", "=2*2.25")  # XlsxWriter keeps 0 for it
    assert "cell B2): found 'a formula without a kept value'" in refusal(tmp_path / "x.xlsx", TWO)


def test_an_ods_formula_without_a_kept_value_is_refused(tmp_path: Path) -> None:
    rows = books.ods_row(books.ods_text("percent"))
    rows += books.ods_row('<table:table-cell table:formula="of:=[.B1]*2"/>')
    path = books.ods(tmp_path / "x.ods", rows)
    assert "found 'a formula without a kept value'" in refusal(path, ["percent"])


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!"])
def test_an_error_is_no_value(tmp_path: Path, error: str) -> None:
    inside = books.sheet_data([TWO, ["A", 1]]).replace(
        '"B2"><v>1</v>', f'"B2" t="e"><v>{error}</v>'
    )
    line = refusal(books.xlsx(tmp_path / "x.xlsx", {"Data": inside}), TWO)
    assert f"found 'shows {error}'" in line


def merged(path: Path, ref: str) -> Path:
    rows = [["offer_id", "percent", "note"], ["A", 4.5, "x"], ["B", 1, "y"], ["C", 2, "z"]]
    inside = books.sheet_data(rows)
    for start in ('<c r="B3"', '<c r="B4"'):  # what a merge covers is blank
        before, _, rest = inside.partition(start)
        inside = before + rest.partition("</c>")[2]
    inside += f'<mergeCells count="1"><mergeCell ref="{ref}"/></mergeCells>'
    return books.xlsx(path, {"Data": inside})


def test_a_cell_merged_over_rows_counts_in_each_of_them(tmp_path: Path) -> None:
    expected = ["offer_id", "percent", "note"]
    found = read(merged(tmp_path / "x.xlsx", "B2:B4"), expected)
    assert [row[1] for row in found[1:]] == ["4.5", "4.5", "4.5"]
    assert found == read(merged(tmp_path / "y.xlsx", "B2:B1048576"), expected)


def test_a_cell_merged_over_columns_is_refused(tmp_path: Path) -> None:
    expected = ["offer_id", "percent", "note"]
    line = refusal(merged(tmp_path / "x.xlsx", "B2:C2"), expected)
    assert "cell B2): found 'a cell merged over 2 columns'" in line
    assert refusal(merged(tmp_path / "y.xlsx", "B2:XFD1048576"), expected)


def test_an_ods_cell_merged_over_rows_counts_in_each_of_them(tmp_path: Path) -> None:
    rows = books.ods_row(*map(books.ods_text, TWO))
    rows += books.ods_row(
        books.ods_text("A", attributes='table:number-rows-spanned="2"'), books.ods_number(1, "1")
    )
    rows += books.ods_row("<table:covered-table-cell/>", books.ods_number(2, "2"))
    assert read(books.ods(tmp_path / "x.ods", rows), TWO)[1:] == [["A", "1"], ["A", "2"]]


def test_the_sheet_with_the_table_is_found_behind_a_cover(tmp_path: Path) -> None:
    sheets = {
        "Cover": books.sheet_data([["Offers, draft 3"]]),
        "Offers": books.sheet_data([TWO, ["A", 4.5]]),
    }
    assert read(books.xlsx(tmp_path / "x.xlsx", sheets), TWO) == [TWO, ["A", "4.5"]]


def test_a_workbook_without_the_table_names_the_sheets_looked_at(tmp_path: Path) -> None:
    sheets = {"Cover": books.sheet_data([["Draft"]]), "Notes": books.sheet_data([["None"]])}
    line = refusal(books.xlsx(tmp_path / "x.xlsx", sheets), TWO)
    assert "found 'no row 1 with the names of the columns, in 'Cover', 'Notes''" in line


def test_column_names_below_a_title_are_found_and_said(tmp_path: Path) -> None:
    line = refusal(plain(tmp_path / "x.xlsx", [["Offers"], [""], TWO, ["A", 4.5]]), TWO)
    assert "found 'the column names in row 3 of sheet 'Data''" in line
    assert line.endswith("mend: take away the rows above them")


def test_a_table_in_two_sheets_is_not_chosen_from(tmp_path: Path) -> None:
    one = books.sheet_data([TWO, ["A", 4.5]])
    line = refusal(books.xlsx(tmp_path / "x.xlsx", {"Draft": one, "Final": one}), TWO)
    assert "found 'this table in the sheets 'Draft', 'Final''" in line


def test_a_chart_sheet_is_no_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_chartsheet("Chart")
    book.remove(book.active)
    book.save(tmp_path / "x.xlsx")
    assert "found 'no sheet with cells'" in refusal(tmp_path / "x.xlsx")


def _ods_content(path: Path, change: Callable[[str], str]) -> Path:
    books.ods(path, books.ods_row(books.ods_text("percent")) + books.ods_row(books.ods_text("4.5")))
    with zipfile.ZipFile(path) as file:
        content = file.read("content.xml").decode()
    return books.pack(path, {"mimetype": books.SPREADSHEET, "content.xml": change(content)})


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("4.5", "4\x0b5"),
        lambda text: text.replace("4.5", "4 & 5"),
        lambda text: text[: len(text) // 2],
        lambda text: text.replace("4.5", "&amp;&nothing;"),
        lambda text: "<!DOCTYPE a [<!ENTITY b 'c'>]>" + text.partition("?>")[2],
        lambda text: text.replace("4.5", "<text:span>" * 5_000 + "</text:span>" * 5_000),
        lambda _: "",
    ],
    ids=["control", "ampersand", "cut", "entity", "doctype", "deep", "empty"],
)
def test_one_fault_in_an_ods_drops_no_row_in_silence(
    tmp_path: Path, change: Callable[[str], str]
) -> None:
    line = refusal(_ods_content(tmp_path / "x.ods", change), ["percent"])
    assert line.startswith("x.ods: found ")
    assert len(line) < 400


def test_a_document_of_another_kind_named_ods_is_called_one(tmp_path: Path) -> None:
    kind = "application/vnd.oasis.opendocument.text"
    path = books.ods(tmp_path / "x.ods", books.ods_row(books.ods_text("percent")), mimetype=kind)
    assert "found 'a file of the kind text, named .ods'" in refusal(path)


def test_an_empty_ods_is_an_empty_sheet(tmp_path: Path) -> None:
    assert "found 'an empty sheet'" in refusal(books.ods(tmp_path / "x.ods", ""))


def test_strict_open_xml_is_refused_by_name(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    data = {"Data": books.sheet_data([TWO, ["A", 4.5]])}
    line = refusal(books.xlsx(tmp_path / "x.xlsx", data, main=strict), TWO)
    assert "a workbook in the form 'Strict Open XML'" in line


@pytest.mark.parametrize("name", ["x.xlsx", "x.ods"])
def test_a_workbook_with_a_password_is_called_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "a workbook locked with a password" in refusal(tmp_path / name)


def test_an_encrypted_ods_is_called_one(tmp_path: Path) -> None:
    space = f'xmlns:m="{books.URN}manifest:1.0"'
    manifest = f"<m:manifest {space}><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    parts = {
        "mimetype": books.SPREADSHEET,
        "META-INF/manifest.xml": manifest,
        "content.xml": "\x01",
    }
    assert "locked with a password" in refusal(books.pack(tmp_path / "x.ods", parts))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels"])
def test_a_damaged_part_is_one_sentence(tmp_path: Path, part: str) -> None:
    path = plain(tmp_path / "x.xlsx", [TWO, ["A", 4.5]])
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts[part] = parts[part][:-20]
    assert "damage" in refusal(books.pack(path, parts), TWO)
    del parts[part]
    assert refusal(books.pack(path, parts), TWO).startswith("x.xlsx: found '")


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (KeyError(), "damage"),
        (ValueError("no  part\n7"), "damage (ValueError: no part 7)"),
    ],
)
def test_what_openpyxl_cannot_open_is_told_in_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, found: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    path = plain(tmp_path / "x.xlsx", [TWO, ["A", 4.5]])
    monkeypatch.setattr(openpyxl, "load_workbook", fail)
    line = refusal(path, TWO)
    assert line.startswith(f"x.xlsx: found '{found}'; allowed: a workbook")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('r="A2"', 'r="@2"'),
        ('<row r="2">', '<row r="two">'),
        ('<row r="2">', '<row r="1">'),
        ("<v>4.5</v>", "<v>four</v>"),
        ('r="B2"><v>', 'r="B2" t="s"><v>'),
        ("</sheetData>", '</sheetData><mergeCells><mergeCell ref="x"/></mergeCells>'),
    ],
)
def test_a_damaged_cell_is_one_sentence(tmp_path: Path, old: str, new: str) -> None:
    inside = books.sheet_data([TWO, ["A", 4.5]])
    assert old in inside
    path = books.xlsx(tmp_path / "x.xlsx", {"Data": inside.replace(old, new)})
    assert refusal(path, TWO).startswith("x.xlsx: found '")


@pytest.mark.timeout(30)
def test_a_blank_cell_at_the_end_of_the_sheet_costs_nothing(tmp_path: Path) -> None:
    inside = books.sheet_data([TWO, ["A", 4.5]]).replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    )
    assert read(books.xlsx(tmp_path / "x.xlsx", {"Data": inside}), TWO) == [TWO, ["A", "4.5"]]


@pytest.mark.timeout(30)
def test_a_filled_cell_at_the_end_of_the_sheet_is_named(tmp_path: Path) -> None:
    inside = books.sheet_data([TWO, ["A", 4.5]]).replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    line = refusal(books.xlsx(tmp_path / "x.xlsx", {"Data": inside}), TWO)
    assert "found 'a filled cell at XFD1048576, far beyond the table'" in line


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "row",
    [
        books.ods_row(
            '<table:table-cell office:value-type="string" '
            'table:number-columns-repeated="999999999"><text:p>x</text:p></table:table-cell>'
        ),
        books.ods_row(books.ods_text("x"), attributes='table:number-rows-repeated="1048576"'),
        books.ods_row(books.ods_text("x"), attributes='table:number-rows-repeated="10000000000"'),
    ],
)
def test_cells_written_once_and_counted_are_bounded(tmp_path: Path, row: str) -> None:
    rows = books.ods_row(books.ods_text("percent")) + row
    assert refusal(books.ods(tmp_path / "x.ods", rows), ["percent"]).startswith("x.ods: found '")


def test_blank_rows_written_once_and_counted_are_no_rows(tmp_path: Path) -> None:
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = books.ods_row(books.ods_text("percent")) + books.ods_row(books.ods_number(4.5, "4.5"))
    rows += books.ods_row(blank, attributes='table:number-rows-repeated="1048574"')
    assert read(books.ods(tmp_path / "x.ods", rows), ["percent"]) == [["percent"], ["4.5"]]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", ["x.xlsx", "x.ods"])
def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, name: str) -> None:
    zeros = b"\0" * (1 << 27)
    books.pack(tmp_path / name, {"content.xml": zeros, "xl/workbook.xml": b""})
    assert "bytes when unpacked" in refusal(tmp_path / name)


@pytest.mark.timeout(30)
def test_a_merge_of_the_whole_sheet_has_an_end(tmp_path: Path) -> None:
    inside = books.sheet_data([TWO, ["A", 4.5]])
    inside += '<mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    assert "merged over 16384 columns" in refusal(
        books.xlsx(tmp_path / "x.xlsx", {"Data": inside}), TWO
    )


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workbook of each form, each with the same row."""
    folder = tmp_path_factory.mktemp("sound")
    rows = books.ods_row(*map(books.ods_text, TWO))
    rows += books.ods_row(books.ods_text("A"), books.ods_number(0.045, "4.5%", "percentage"))
    xlsx = [[(name, "General") for name in TWO], [("A", "General"), (0.045, "0.0%")]]
    books.by_openpyxl(folder / "x.xlsx", xlsx)
    books.by_xlsxwriter(folder / "y.xlsx", xlsx)
    books.ods(folder / "z.ods", rows)
    return folder


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(["x.xlsx", "y.xlsx", "z.ods"]),
    place=st.floats(0, 1, exclude_max=True),
    bit=st.integers(0, 7),
)
def test_one_flipped_bit_changes_no_figure_in_silence(
    sound: Path,
    name: str,
    place: float,
    bit: int,
) -> None:
    data = bytearray((sound / name).read_bytes())
    data[int(place * len(data))] ^= 1 << bit
    path = sound / f"flipped-{name}"
    path.write_bytes(data)
    problems = Problems()
    records = read_workbook(path, name, TWO, problems)
    assert problems or records == [TWO, ["A", "4.5"]]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("a<text:s/>b", "a b"),
        ('a<text:s text:c="3"/>b', "a   b"),
        ('a<text:s text:c="x"/>b', "a b"),
        ('a<text:s text:c="999999999"/>b', "a b"),
        (f'a<text:s text:c="{10**7}"/>b', f"a{' ' * 1000}b"),
        ("a<text:tab/>b<text:line-break/>c", "a b c"),
        ("a<text:span>b<text:span>c</text:span></text:span>d", "abcd"),
        ("a<text:note><text:p>not this</text:p></text:note>b", "ab"),
    ],
)
def test_the_words_of_an_ods_cell_keep_their_blanks_and_leave_out_remarks(
    tmp_path: Path, inside: str, expected: str
) -> None:
    cell = (
        f'<table:table-cell office:value-type="string"><text:p>{inside}</text:p></table:table-cell>'
    )
    rows = books.ods_row(books.ods_text("note")) + books.ods_row(cell)
    assert read(books.ods(tmp_path / "x.ods", rows), ["note"])[1:] == [[expected]]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('office:value-type="boolean" office:boolean-value="true"', "yes"),
        ('office:value-type="boolean" office:boolean-value="false"', "no"),
        ('office:value-type="string" office:string-value="two&#10;lines"', "two lines"),
    ],
)
def test_an_ods_cell_without_text_is_read_by_its_value(
    tmp_path: Path, cell: str, expected: str
) -> None:
    rows = books.ods_row(books.ods_text("note"))
    rows += books.ods_row(f"<table:table-cell {cell}/>")
    assert read(books.ods(tmp_path / "x.ods", rows), ["note"])[1:] == [[expected]]


def test_an_ods_error_is_no_value_and_rows_in_groups_are_rows(tmp_path: Path) -> None:
    error = (
        '<table:table-cell xmlns:c="urn:org:documentfoundation:names:experimental:calc" '
        'office:value-type="string" c:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
    )
    rows = f"<table:table-header-rows>{books.ods_row(books.ods_text('note'))}"
    rows += "</table:table-header-rows>"
    grouped = f"<table:table-row-group>{books.ods_row(books.ods_text('x'))}</table:table-row-group>"
    assert read(books.ods(tmp_path / "x.ods", rows + grouped), ["note"]) == [["note"], ["x"]]
    line = refusal(books.ods(tmp_path / "y.ods", rows + books.ods_row(error)), ["note"])
    assert "found 'shows #REF!'" in line


def test_an_ods_whose_only_sheet_is_hidden_has_none(tmp_path: Path) -> None:
    hidden = (
        '<style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    path = books.ods(tmp_path / "x.ods", books.ods_row(books.ods_text("note")), styles=hidden)
    with zipfile.ZipFile(path) as file:
        content = file.read("content.xml").decode()
    named = content.replace('table:name="Data"', 'table:name="Data" table:style-name="ta2"')
    books.pack(path, {"mimetype": books.SPREADSHEET, "content.xml": named})
    assert "found 'no sheet'" in refusal(path, ["note"])
