from __future__ import annotations

from datetime import date

import pytest

from analysis.ingest.ons import dataset as reader


@pytest.fixture
def columns(rows) -> dict[str, dict[str, str]]:
    whole = dict(rows())
    months = {period: "7.5" for period in whole if len(period) == 8 and period >= "2022"}
    return {"AAAA": {}, "D7BT": whole, "L522": months, "ZZZZ": {"2021 JAN": "x"}}


def test_the_wanted_series_come_out_by_name(read, dataset, columns) -> None:
    outcome = read(dataset(columns).encode(), wanted={"D7BT", "L522", "KAB9"})
    assert outcome.lines == []
    assert [one.cdid for one in outcome.series] == ["D7BT", "L522"]


def test_a_series_of_a_data_set_says_what_its_own_file_says(
    read, dataset, generator, columns
) -> None:
    here = read(dataset(columns).encode(), wanted={"D7BT"}).only
    there = read(generator().encode()).only
    assert (here.months.values, here.years.decimals) == (there.months.values, there.years.decimals)
    assert (here.release, here.next_release) == (date(2023, 1, 18), date(2023, 2, 15))
    assert here.title == "Series D7BT, all items 2015=100"


def test_rows_are_the_lines_of_the_file(read, dataset, columns) -> None:
    here = read(dataset(columns).encode(), wanted={"D7BT"}).only
    assert (here.years.rows, here.months.rows[0]) == ((8, 9), 18)


def test_notes_over_several_lines_keep_the_rows_true(read, dataset, columns) -> None:
    here = read(dataset(columns, notes="See\n1988 below").encode(), wanted={"D7BT"}).only
    assert here.years.rows == (12, 13)
    assert here.notes == ("See\n1988 below",)


@pytest.mark.parametrize("size", [1, 7, 64, 1 << 19])
def test_the_size_of_a_block_changes_nothing(read, dataset, columns, monkeypatch, size) -> None:
    whole = read(dataset(columns).encode(), wanted={"D7BT", "L522"})
    monkeypatch.setattr(reader, "BLOCK_BYTES", size)
    assert read(dataset(columns).encode(), wanted={"D7BT", "L522"}) == whole


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.rstrip("\n").encode(),
        lambda text: (text + "\n\n").encode(),
        lambda text: text.replace('""', "").encode(),
        lambda text: text.replace(", all items", "").replace('"', "").encode(),
        lambda text: text.replace("Release Date", "Release date").encode(),
    ],
)
def test_other_spellings_of_a_data_set_read_the_same(read, dataset, columns, change) -> None:
    text = dataset(columns)
    plain = read(text.encode(), wanted={"D7BT", "L522"})
    altered = read(change(text), wanted={"D7BT", "L522"})
    assert altered.lines == []
    assert [one.months for one in altered.series] == [one.months for one in plain.series]
    assert [one.release for one in altered.series] == [one.release for one in plain.series]


def test_a_comma_inside_a_field_nobody_wants_is_harmless(read, dataset, columns) -> None:
    columns["AAAA"] = {"2022 OCT": "1,043.6"}
    plain = read(dataset(columns).encode(), wanted={"D7BT"}).only
    assert plain.months.values[-3] == 102.1


def test_a_comma_in_a_wanted_value_is_listed_with_its_row(read, dataset, columns) -> None:
    columns["D7BT"]["2022 OCT"] = "1,043.6"
    outcome = read(dataset(columns).encode(), wanted={"D7BT"})
    assert "row 39, column D7BT: found '1,043.6'" in outcome.lines[0]


def test_a_comma_that_makes_up_for_a_lost_field_is_not_read_one_column_over(
    read, dataset, columns
) -> None:
    text = dataset(columns).replace('"2022 OCT","","102.1",', '"2022 OCT","1,043.6",')
    assert "row 39: found '4 fields'; allowed: 5 fields" in read(text.encode(), {"D7BT"}).lines[0]


def test_a_data_set_cut_off_inside_a_row_is_listed(read, dataset, columns) -> None:
    lines = read(dataset(columns)[:-14].encode(), wanted={"D7BT"}).lines
    assert any("row 41: found " in line for line in lines)


def test_a_data_set_cut_off_between_rows_is_listed(read, dataset, columns) -> None:
    text = "".join(dataset(columns).splitlines(keepends=True)[:-3])
    assert "2022 SEP as the last month" in read(text.encode(), wanted={"D7BT"}).line


def test_a_gap_in_a_wanted_column_is_listed(read, dataset, columns) -> None:
    del columns["L522"]["2022 APR"]
    line = read(dataset(columns).encode(), wanted={"L522"}).line
    assert "found '2022 MAY'; allowed: the month after 2022 MAR" in line


def test_a_wanted_column_without_values_is_listed(read, dataset, columns) -> None:
    line = read(dataset(columns).encode(), wanted={"AAAA"}).line
    assert "column AAAA: found 'no values'" in line


def test_columns_nobody_wants_are_not_judged(read, dataset, columns) -> None:
    outcome = read(dataset(columns).encode(), wanted=set())
    assert (outcome.series, outcome.lines) == ([], [])


def test_one_series_in_two_columns_that_differ_is_listed(read, dataset, columns) -> None:
    text = dataset(columns).replace('"AAAA"', '"D7BT"')
    lines = read(text.encode(), wanted={"D7BT"}).lines
    assert any("row 2, column D7BT: found 'D7BT in column 3 again'" in line for line in lines)


def test_a_data_set_without_names_is_listed(read, dataset, columns) -> None:
    text = dataset(columns).replace('"CDID"', '"Code"')
    assert "column CDID: found 'no such row'" in read(text.encode(), wanted={"D7BT"}).line


def test_two_rows_of_names_are_listed(read, dataset, columns) -> None:
    text = dataset(columns).replace('"PreUnit"', '"CDID"')
    lines = read(text.encode(), wanted={"D7BT"}).lines
    assert any("row 3, column CDID: found 'another'" in line for line in lines)


def test_a_data_set_with_every_column_blank_but_one_reads_as_one_series(read, generator) -> None:
    text = generator().replace("\n", "," * 30 + "\n")
    assert read(text.encode()).only.cdid == "D7BT"


def test_a_line_without_an_end_stops_before_it_fills_the_memory(
    read, dataset, columns, monkeypatch
) -> None:
    monkeypatch.setattr(reader, "LONGEST_LINE", 1_000)
    monkeypatch.setattr(reader, "BLOCK_BYTES", 500)
    text = dataset(columns) + "1" * 5_000
    lines = read(text.encode(), wanted={"D7BT"}).lines
    assert any("found 'a line without an end'" in line for line in lines)
