"""What a spreadsheet's cell shows under its format: dates as precise as they are printed."""

from datetime import date, datetime, time

import pytest

from analysis.ingest.reading.shown import Cell, show_date, show_number

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


SHOW_ALL = "let the cell show all that it holds, or write what it shows as text"
IN_FULL = "write the number in full"


@pytest.mark.parametrize(
    ("value", "code", "text", "per_cent"),
    [
        (28500, "General", "28500", False),
        (4.5, 'General"%"', "4.5", True),
        (4.5, '0.0" %"', "4.5", True),
        (0.045, "0.0%", "4.5", True),
        (0.00045, "0.0%%", "4.5", True),
        (1234.5, "#,##0.00", "1234.50", False),
        (1234.5, "#,##0.0#", "1234.5", False),
        (1234.56, "#,##0.0#", "1234.56", False),
        (42, "0.0", "42.0", False),
        (12345, "0.00E+00", "12345", False),
        (0.5, "# ?/?", "0.5", False),
        (28500, '[$£-809]#,##0;[Red]"-£"#,##0', "28500", False),
        (-3.5, "0.0", "-3.5", False),
        (-3.5, "0.0;-0.0", "-3.5", False),
        (-3.5, "0.0;\N{MINUS SIGN}0.0", "-3.5", False),
        (-3.5, "0.0;(0.0)", "-3.5", False),
        (-3.5, "0.0;[Red]0.0", "-3.5", False),  # red for a minus sign, as books do
        (0, "0;-0;0.0", "0.0", False),
        (0, "0;-0", "0", False),
        (0.1 + 0.2, "0.0", "0.3", False),
    ],
)
def test_a_number_is_taken_as_its_format_prints_it(value, code, text, per_cent):
    assert show_number(value, code) == Cell(text, per_cent)


@pytest.mark.parametrize(
    ("value", "code", "wrong", "mend"),
    [
        (-3.5, "0.0;0.0", "shows no sign, holds -3.5", SHOW_ALL),
        (3.14, "0.0", "shows 3.1, holds 3.14", SHOW_ALL),
        (3.15, "0.0", "shows 3.2, holds 3.15", SHOW_ALL),
        (0.0453, "0%", "shows 5 %, holds 4.53 %", SHOW_ALL),
        (3, ";;", "shows nothing, holds 3", SHOW_ALL),
        (0, '0;-0;"none"', "shows 'none', holds 0", SHOW_ALL),
        (5, "[>3]0;0.0", "a format that depends on the value", SHOW_ALL),
        (28500, "0,", "28500 shown in thousands", IN_FULL),
        (28500, '0,"k"', "28500 shown with 'k'", IN_FULL),
        (28, "[$€-2] 0", "28 shown with '€'", IN_FULL),
        (28, 'General" pc"', "shows 'pc', holds 28", SHOW_ALL),
    ],
)
def test_a_number_that_its_format_hides_in_part_is_asked_back(value, code, wrong, mend):
    assert show_number(value, code) == Cell("", wrong=wrong, mend=mend)
