"""One cell of text read as what its column holds, or refused with what is allowed and the mend."""

from datetime import date

import pytest

from analysis.ingest.reading.cells import READERS, CellError
from analysis.periods import Month

ENDED = "write digits with a point, no other marks; leave it blank if it is unknown"
NUMBER, WHOLE = "a number such as 3.5", "a whole number such as 1240"
WHOLE_DAY = "give the whole day; the month is not enough"
CHANGED = "a spreadsheet changed it; if it is day, month, year write"
ONE_YEAR = "one pay year such as 2023-24"
DATE = "a date such as 2022-10-19, 2022-10 or 2022"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "3.5", 3.5),
        ("number", "-.5", -0.5),
        ("number", "+14.", 14.0),
        ("count", "-7", -7),
        ("count", "83126.0", 83126),
        ("count", "83126.00", 83126),
        ("day", "2022-10-19", date(2022, 10, 19)),
        ("month", "2022-10", Month(2022, 10)),
        ("pay_year", "2023-24", "2023-24"),
        ("yesno", "yes", True),
        ("yesno", "no", False),
    ],
)
def test_a_cell_as_it_should_be_is_read(kind, text, value):
    assert READERS[kind](text) == value


@pytest.mark.parametrize(
    ("kind", "text", "allowed", "mend"),
    [
        ("number", "1,240.5", NUMBER, "write 1240.5"),
        ("number", "3,5", NUMBER, "write 3.5"),
        ("number", "3.5 per cent", NUMBER, "write 3.5"),
        ("number", "\N{MINUS SIGN}3.5%", NUMBER, "write -3.5"),
        ("number", "\N{EN DASH}3", NUMBER, "write -3"),
        ("number", "GBP 28 500", NUMBER, "write 28500"),
        ("number", "1,2,3", NUMBER, ENDED),
        ("number", "three", NUMBER, ENDED),
        ("count", "1.064", WHOLE, "if the point parts thousands, write 1064"),
        ("count", "1.064.000", WHOLE, "if the point parts thousands, write 1064000"),
        ("count", "1,064", WHOLE, "write 1064"),
        ("count", "12.5", WHOLE, ENDED),
        (
            "number",
            "1234567890123456",
            "a number of at most 15 digits before its point",
            "look at the number again",
        ),
        (
            "day",
            "2022-10",
            "a day such as 2022-10-19",
            "give the whole day; the month is not enough",
        ),
        (
            "day",
            "19/10/2022",
            DATE,
            f"{CHANGED} 2022-10-19",
        ),
        ("day", "10.19.22", DATE, "write 2022-10-19"),
        (
            "day",
            "12/12/2022",
            DATE,
            f"{CHANGED} 2022-12-12",
        ),
        ("yesno", "Yes", "yes or no", "write yes, no, or leave it blank"),
        (
            "pay_year",
            "2011-13",
            "one pay year such as 2023-24",
            "use the columns from and to for several",
        ),
        (
            "pay_year",
            "2022-10",
            "a pay year such as 2023-24",
            (
                "write it so ('2022-10' is not a pay year (a month?); write 2022-23, or 2011-13 "
                "for several.)"
            ),
        ),
        (
            "month",
            "2022",
            "a month such as 2022-10",
            "write year-month ('2022' is not a month; write 2022-10, 2022 OCT or October 2022.)",
        ),
        (
            "day",
            "soon",
            DATE,
            (
                "write year-month-day, as precise as the source gives it ('soon' is not a date; "
                "write 2022-10-03, 2022-10 or 2022.)"
            ),
        ),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_is_allowed_and_how_to_mend_it(
    kind, text, allowed, mend
):
    with pytest.raises(CellError) as refused:
        READERS[kind](text)
    assert (refused.value.allowed, refused.value.mend) == (allowed, mend)
    assert str(refused.value) == f"allowed: {allowed}; mend: {mend}"
