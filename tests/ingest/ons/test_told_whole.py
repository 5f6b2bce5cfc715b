"""What is wrong with a file of the statistics office, told whole: place, found, allowed, mend."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from analysis.ingest.ons import dataset as reader
from analysis.ingest.ons import read_ons
from analysis.ingest.ons.figures import explain_value
from analysis.ingest.reading.problems import Problems

AGAIN = "download the file again from ONS"
FORMS = "an ONS series or data set, as CSV or JSON"
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


def told(raw: bytes, wanted=None) -> list[tuple[object, ...]]:
    """Every problem of a file: its row, column, what was found, what is allowed, the mend."""
    problems = Problems()
    series = read_ons(raw, wanted=wanted, file="file.csv", problems=problems)
    assert series == [] or not problems
    assert {one.file for one in problems} <= {"file.csv"}
    return [(one.row, one.column, one.found, one.allowed, one.mend) for one in problems]


ORDER = "a period, such as 1988, 1988 Q1 or 1988 JAN"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '"2022 DEC","102.3"',
            '"2022 DEC","x y"',
            (
                42,
                "D7BT",
                "x y",
                "a plain number, such as 143.6 or -0.5",
                f"{AGAIN}: not a number, so this copy was altered",
            ),
        ),
        (
            '"2022 DEC","102.3"\n',
            '"2022 DEC","102.3"\n"2022 Dec.","102.3"\n',
            (43, "period", "2022 Dec.", ORDER, AGAIN),
        ),
        (
            '"2021","100.0"',
            '"10/06/1905","100.0"',
            (9, "period", "10/06/1905", ORDER, f"{AGAIN}: a spreadsheet changed it"),
        ),
        (
            '"2022 MAR","101.4"\n"2022 APR","101.5"\n',
            "",
            (
                33,
                "period",
                "2022 MAY",
                "the month after 2022 FEB (row 32); some are missing between",
                AGAIN,
            ),
        ),
        (
            '"2022 DEC","102.3"\n',
            '"2022 DEC","102.3"\n"2022 OCT","102.3"\n',
            (43, "period", "2022 OCT", "each period once (it stands in row 40)", AGAIN),
        ),
        (
            '"2022 DEC","102.3"\n',
            '"2022 DEC","102.3"\n"2020 DEC","102.3"\n',
            (43, "period", "2020 DEC", "periods in order (row 43 follows 2022 DEC)", AGAIN),
        ),
        (
            '"2022 DEC","102.3"\n',
            '"2022 DEC","102.3"\n"2023 JAN","102.4"\n',
            (
                43,
                "period",
                "2023 JAN",
                "a period that had ended by the release of 2023-01-18",
                f"take the row away, or {AGAIN}: nothing was published for it",
            ),
        ),
        (
            '"2022 DEC","102.3"\n',
            "",
            (
                41,
                "period",
                "2022 NOV as the last month",
                "months to the end of 2022 Q4, which has a value",
                f"{AGAIN}: this copy was cut off",
            ),
        ),
        (
            '"2022 OCT","102.1"',
            "2022 OCT,1,102.1",
            (
                40,
                "2022 OCT",
                "1,102.1",
                "one value a period",
                f"{AGAIN}: a comma in a number or a second column, so this copy was altered",
            ),
        ),
        (
            '"CDID","D7BT"\n',
            "",
            (None, "CDID", "", "the name ONS gives the series, such as D7BT", AGAIN),
        ),
        (
            '"CDID","D7BT"\n',
            '"CDID","D-7"\n',
            (2, "CDID", "D-7", "the name ONS gives the series, such as D7BT", AGAIN),
        ),
        (
            '"18-01-2023"',
            '"31-02-2023"',
            (6, "Release date", "31-02-2023", "a day, such as 16-09-2026", AGAIN),
        ),
        (
            '"15 February 2023"',
            '"31 February 2023"',
            (
                7,
                "Next release",
                "31 February 2023",
                "a day, such as 21 October 2026 or words",
                AGAIN,
            ),
        ),
        (
            '"2022 OCT","102.1"',
            '"2022 OCT","102.1"9',
            (
                40,
                None,
                '"2022 OCT","102.1"9',
                "fields in matching double quotes",
                f"{AGAIN}: a stray quote, or the file was cut off here",
            ),
        ),
    ],
)
def test_of_a_single_series(generator, old, new, expected) -> None:
    text = generator()
    assert old in text
    assert expected in told(text.replace(old, new).encode())


def test_a_header_alone_has_no_values(generator) -> None:
    allowed = "values by year, quarter or month"
    assert told(generator([]).encode()) == [(None, "D7BT", "no values", allowed, AGAIN)]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", ": the value is blank"),
        ("..", ", or take the row away if ONS has no value: a mark for a missing value"),
        ("N/A", ", or take the row away if ONS has no value: a mark for a missing value"),
        ("3 Per Cent", ": a unit beside the number, so this copy was altered"),
        ("1,0", ": a comma in a number, so this copy was altered"),
        ("ß", ": not a number, so this copy was altered"),
    ],
)
def test_why_a_value_is_no_number(value, why) -> None:
    assert explain_value(f" {value} ") == AGAIN + why


@pytest.mark.parametrize(
    ("raw", "found", "allowed", "mend"),
    [
        (b" \n", "an empty file", FORMS, AGAIN),
        (b"\xef\xbb\xbf", "an empty file", FORMS, AGAIN),
        (b'"a","b"\0', "bytes that are no text", FORMS, AGAIN),
        (b"\n <html>", "a web page", FORMS, f"{AGAIN}: this is a web page, not figures"),
        (b"[3]", "a JSON list", "the whole JSON of one ONS series", AGAIN),
        (b"{}", "nothing", "a description, with title, cdid, unit and releaseDate", AGAIN),
    ],
)
def test_of_what_is_no_series_at_all(raw, found, allowed, mend) -> None:
    [(_, _, *words)] = told(raw)
    assert words == [found, allowed, mend]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_of_other_separators_the_first_line_is_shown(generator, separator) -> None:
    text = generator().replace('","', f'"{separator}"').replace(", UK", "")
    [(row, column, found, allowed, mend)] = told(text.encode())
    assert (row, column) == (1, None)
    assert found.startswith('"Title"')
    assert allowed == "fields separated by commas"
    assert mend.startswith(f"{AGAIN}: a spreadsheet separated the fields by ")


def test_a_file_that_is_not_there_is_asked_for(tmp_path) -> None:
    problems = Problems()
    read_ons(tmp_path / "a.csv", wanted=None, file="a.csv", problems=problems)
    [one] = problems
    assert (one.found, one.allowed) == ("No such file or directory", FORMS)
    assert one.mend == "put the file back, readable"


def test_a_single_series_has_a_largest_size(generator, monkeypatch) -> None:
    raw = generator().encode()
    monkeypatch.setattr("analysis.ingest.ons.LARGEST_SINGLE", len(raw))
    assert told(raw) == []
    monkeypatch.setattr("analysis.ingest.ons.LARGEST_SINGLE", len(raw) - 1)
    found = f"more than {len(raw) - 1:,} bytes"
    assert told(raw) == [(None, None, found, "the size of a single series", AGAIN)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda found: found["description"].update(title=3),
            (None, "description.title", "3", "text", AGAIN),
        ),
        (
            lambda found: found["description"].update(releaseDate="soon"),
            (
                None,
                "Release date",
                "soon",
                "a time in UTC, such as 2026-09-15T23:00:00.000Z",
                AGAIN,
            ),
        ),
        (
            lambda found: found.update(months={}),
            (None, "months", "dict", "an array of values", AGAIN),
        ),
        (
            lambda found: found["months"].insert(1, 3),
            (2, "months.date", "None", 'a period, such as "2026 AUG"', AGAIN),
        ),
        (
            lambda found: found["months"][2].update(date=[1]),
            (3, "months.date", "a JSON list", 'a period, such as "2026 AUG"', AGAIN),
        ),
        (
            lambda found: found["years"][1].update(value=101.2),
            (
                2,
                "years.value",
                "101.2",
                'a value in quotes, such as "143.6"',
                f"{AGAIN}: this copy was altered and may have lost printed digits",
            ),
        ),
        (
            lambda found: found["quarters"][0].update(date="2021"),
            (1, "quarters.date", "2021", "one of the quarters", AGAIN),
        ),
        (
            lambda found: found["months"][0].update(date="soon"),
            (1, "period", "soon", ORDER, AGAIN),
        ),
    ],
)
def test_of_the_json_of_a_series(timeseries, change: Callable[..., None], expected) -> None:
    found = timeseries()
    change(found)
    assert expected in told(json.dumps(found).encode())


@pytest.fixture
def wide(dataset, rows) -> Callable[..., str]:
    """A data set of two series, with a text changed."""

    def of(old: str = "", new: str = "") -> str:
        text = dataset({"D7BT": dict(rows()), "L522": dict(rows())})
        assert old in text
        return text.replace(old, new, 1)

    return of


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '"Unit",',
            '"CDID","a","b"\n"Unit",',
            (4, "CDID", "another", "one row CDID; row 2 is one already", AGAIN),
        ),
        (
            '"Title","Series D7BT',
            '"Title",""Series D7BT',
            (1, None, "a stray quote", "header rows with fields in matching double quotes", AGAIN),
        ),
        (
            '"CDID"',
            '"Name"',
            (None, "CDID", "no such row", "a row CDID with the names of the series", AGAIN),
        ),
        (
            '"2022 DEC","102.3","102.3"',
            '"2022 DEC","102.3"',
            (
                41,
                None,
                "2 fields",
                "3 fields, as in the header",
                f"{AGAIN}: the file was cut off here, or a value has a comma",
            ),
        ),
        (
            '"2022 DEC","102.3","102.3"',
            '"2022 DEC","102.3","102.3","9"',
            (
                41,
                None,
                "4 fields",
                "3 fields, as in the header",
                f"{AGAIN}: the file was cut off here, or a value has a comma",
            ),
        ),
        (
            '"2022 DEC","102.3"',
            '"2022 DEC","10,2".3"',
            (41, None, '"2022 DEC","10,2".3","102.3"', "fields in matching double quotes", AGAIN),
        ),
    ],
)
def test_of_a_whole_data_set(wide, old, new, expected) -> None:
    assert expected in told(wide(old, new).encode())


def test_a_series_in_two_columns_of_a_data_set_has_the_same_values_in_both(wide) -> None:
    again = wide('"L522"', '"d7bt"').replace("L522", "D7BT")
    assert told(again.encode()) == []
    other = again.replace('"2022 DEC","102.3","102.3"', '"2022 DEC","102.3","102.4"')
    allowed = "each series in one column, or the same values in both"
    assert told(other.encode()) == [(2, "D7BT", "D7BT in column 3 again", allowed, AGAIN)]


def test_a_line_of_a_data_set_has_an_end(wide, monkeypatch) -> None:
    monkeypatch.setattr(reader, "BLOCK_BYTES", 100)
    monkeypatch.setattr(reader, "LONGEST_LINE", 150)
    text = wide('"2021","100.0","100.0"', '"2021","100.0","' + "9" * 400 + '"')
    told_of = (8, None, "a line without an end", "lines of at most 150 bytes", AGAIN)
    assert told_of in told(text.encode())
