"""What a spreadsheet's cell shows under its format: dates as precise as they are printed."""

from datetime import date, datetime, time

import pytest

from analysis.ingest.reading.shown import show_date

DAY = date(2022, 10, 19)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("yyyy-mm-dd", "2022-10-19"),
        ("d mmm yyyy;@", "2022-10-19"),
        ("[$-809]dd mmmm yyyy", "2022-10-19"),
        ("dddd d mmmm yyyy", "2022-10-19"),
        ("DD/MM/YY", "2022-10-19"),
        ("dd/mm/e", "2022-10-19"),
        ('d" day of "mmmm yyyy', "2022-10-19"),
        ("yyyy-mm-dd hh:mm:ss", "2022-10-19"),
        ("d mmm yyyy h:mm AM/PM", "2022-10-19"),
        ("d mmm yyyy h A/P", "2022-10-19"),
        ("mmm yy", "2022-10"),
        ("dddd mmm yyyy", "2022-10"),
        ('mmmm yyyy" d"', "2022-10"),
        ("yyyy", "2022"),
        ("yyyy hh:mm", "2022"),
        ("yyyy mm:ss", "2022"),
        ("yyyy hh\\:mm", "2022"),
        ("yyyy h.mm", "2022"),
        ("yyyy AM/PM", "2022"),
        ("yyyy;d mmm", "2022"),
    ],
)
def test_a_date_is_taken_as_far_as_its_format_prints_it(code, text):
    assert show_date(DAY, code).text == text
    assert show_date(datetime(2022, 10, 19, 8, 30), code).text == text  # noqa: DTZ001 - of a cell


@pytest.mark.parametrize(
    ("value", "code", "wrong"),
    [
        (DAY, "d mmm", "a date shown without its year, which is 2022-10-19"),
        (DAY, "dd yyyy", "a date shown without its month, which is 2022-10-19"),
        (DAY, "d", "a date shown without its year and month, which is 2022-10-19"),
        (DAY, "mmm AM/PM", "a date shown without its year and day, which is 2022-10-19"),
        (DAY, "hh:mm", "a date shown without its year and month and day, which is 2022-10-19"),
        (datetime(2022, 10, 19, 8, 30), "hh:mm", "a time, 08:30:00"),  # noqa: DTZ001 - of a cell
        (time(8, 30), "hh:mm", "a time, 08:30:00"),
        (time(8, 30), "yyyy-mm-dd", "a time, 08:30:00"),
    ],
)
def test_what_a_format_leaves_out_of_a_date_is_asked_back(value, code, wrong):
    cell = show_date(value, code)
    assert (cell.text, cell.per_cent, cell.wrong) == ("", False, wrong)
    assert cell.mend == (
        "write a day such as 2022-10-19"
        if wrong.startswith("a time")
        else "let the cell show all that it holds, or write what it shows as text"
    )
