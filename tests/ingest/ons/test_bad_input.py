from __future__ import annotations

import pytest

from analysis.ingest.ons import read_ons
from analysis.ingest.reading.problems import Problems


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("1,043.6", "a comma in a number"),
        ("49,6", "a comma in a number"),
        ("£127.2", "a currency sign"),
        ("127.2%", "a per cent sign"),
        ("127.2 per cent", "a unit beside the number"),
        ("−0.5", "a minus sign that is not a hyphen"),
        ("x", "a mark for a missing value"),
        ("..", "a mark for a missing value"),
        ("", "the value is blank"),
        ("1.27E+02", "letters or scientific notation"),
        ("inf", "not a number"),
        ("1_000", "not a number"),
        ("١٢٧", "not a number"),
        ("9" * 400, "not a number"),
    ],
)
def test_a_value_that_ons_never_prints_is_listed_with_its_row(
    read, generator, rows, value, why
) -> None:
    altered = [(a, value if a == "2022 OCT" else b) for a, b in rows()]
    line = read(generator(altered).encode()).lines[0]
    assert line.startswith("file.csv, row 40, column D7BT: found '")
    assert why in line


def test_a_thousands_comma_without_quotes_is_listed(read, generator) -> None:
    line = read(generator().replace('"2022 OCT","102.1"', "2022 OCT,1,102.1").encode()).lines[0]
    assert "row 40, column 2022 OCT: found '1,102.1'; allowed: one value a period" in line


@pytest.mark.parametrize("period", ["10/06/1905", "1988-01-01", "01.01.2022"])
def test_a_year_that_a_spreadsheet_read_as_a_date_is_listed(read, generator, rows, period) -> None:
    first, *others = rows()
    line = read(generator([(period, first[1]), *others]).encode()).line
    assert f"row 9, column period: found '{period}'" in line
    assert "a spreadsheet changed it" in line


@pytest.mark.parametrize("value", ["99.9", "102.3"])
def test_a_period_that_comes_twice_is_listed_whatever_its_value(
    read, generator, rows, value
) -> None:
    line = read(generator([*rows(), ("2022 DEC", value)]).encode()).line
    assert "row 43, column period: found '2022 DEC'" in line
    assert "each period once (it stands in row 42)" in line


def test_a_made_up_row_after_the_release_is_listed(read, generator, rows) -> None:
    made_up = [*rows(), ("2023 JAN", "102.4")]
    line = read(generator(made_up).encode()).line
    assert "row 43, column period: found '2023 JAN'" in line
    assert "had ended by the release of 2023-01-18" in line


def test_a_made_up_row_out_of_order_is_listed(read, generator, rows) -> None:
    line = read(generator([*rows(), ("2020 DEC", "99.9")]).encode()).line
    assert "row 43, column period: found '2020 DEC'; allowed: periods in order" in line


def test_words_after_the_figures_are_listed(read, generator) -> None:
    line = read((generator() + '"Source: my own sums",\n').encode()).line
    assert "row 43, column period: found 'Source: my own sums'" in line


def test_a_gap_inside_a_series_is_listed(read, generator, rows) -> None:
    gapped = [row for row in rows() if row[0] not in {"2022 MAR", "2022 APR"}]
    line = read(generator(gapped).encode()).line
    assert "found '2022 MAY'; allowed: the month after 2022 FEB (row 32)" in line


def test_a_file_cut_off_between_lines_is_listed(read, generator) -> None:
    cut = "".join(generator().splitlines(keepends=True)[:-5])
    assert "found '2022 JUL as the last month'" in read(cut.encode()).line


def test_a_file_cut_off_inside_a_line_is_listed(read, generator) -> None:
    lines = read(generator()[:-4].encode()).lines
    assert any("the file was cut off here" in line for line in lines)


def test_a_file_without_cdid_is_listed(read, generator) -> None:
    assert "column CDID: found ''" in read(generator(CDID=None).encode()).line


def test_two_names_for_one_series_are_listed(read, generator) -> None:
    line = read(('"CDID","L522"\n' + generator()).encode()).line
    assert "row 3, column CDID: found 'D7BT'; allowed: one CDID; row 1 has 'L522'" in line


def test_a_release_on_no_day_is_listed(read, generator) -> None:
    line = read(generator(Release_date="31-02-2023").encode()).line
    assert "row 6, column Release date: found '31-02-2023'" in line


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "an empty file"),
        (b" \r\n\n", "an empty file"),
        (b"\xef\xbb\xbf", "an empty file"),
        (b"<!DOCTYPE html>\n<html><title>404</title>", "a web page"),
        (b"\n  <?xml version='1.0'?><Error/>", "a web page"),
        (b"PK\x03\x04\x14\x00", "a workbook or a packed file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old workbook"),
        (b"%PDF-1.7", "a PDF"),
        ('"Title","CPI"\n'.encode("utf-16"), "text in UTF-16"),
        (b'"Title","CPI"\n\0\0\0', "bytes that are no text"),
        (b"404 page not found", ""),
    ],
)
def test_what_is_no_series_at_all_is_named(read, raw, what) -> None:
    assert f"found '{what}'" in read(raw).line


def test_semicolons_between_fields_are_named(read, generator) -> None:
    line = read(generator().replace('","', '";"').replace(", UK", "").encode()).line
    assert "a spreadsheet separated the fields by semicolons" in line


def test_a_stray_quote_costs_its_line_only(read, generator) -> None:
    text = generator().replace('"2022 OCT","102.1"', '"2022 OCT","102.1"9')
    text = text.replace('"2021 Q3","100.9"', '"2021 Q3",""100.9"')
    first, *others = read(text.encode()).lines
    assert 'row 13: found \'"2021 Q3",""100.9"\'; allowed: fields in matching' in first
    assert any('row 40: found \'"2022 OCT","102.1"9\'' in line for line in others)


def test_headers_without_figures_are_listed(read, generator) -> None:
    assert "column D7BT: found 'no values'" in read(generator([]).encode()).line


def test_ten_thousand_spoilt_rows_are_all_counted(generator) -> None:
    problems = Problems()
    spoilt = [(f"{year} Q1", "x") for year in range(1000, 9999)] + [("2022 JAN", "x")] * 1001
    read_ons(generator(spoilt).encode(), wanted=None, file="a.csv", problems=problems)
    assert len(problems) == 10_001
    heading, empty, bad = problems.report().splitlines()
    assert heading == "10,001 problems in 1 file, of 2 causes"
    assert empty.startswith("a.csv, column D7BT: found 'no values'")
    first_rows = "a.csv, 10,000 rows (9, 10, 11, 12 and 9,996 more)"
    assert bad.startswith(f"{first_rows}, column D7BT: found 'x'; allowed: a plain number")


def test_a_missing_file_is_a_problem(tmp_path) -> None:
    problems = Problems()
    assert read_ons(tmp_path / "none.csv", wanted=None, file="none.csv", problems=problems) == []
    assert "none.csv: found 'No such file or directory'" in problems.report()


def test_a_folder_in_place_of_a_file_is_a_problem(tmp_path) -> None:
    problems = Problems()
    assert read_ons(tmp_path, wanted=None, file="folder", problems=problems) == []
    assert len(problems) == 1
