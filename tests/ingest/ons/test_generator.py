from __future__ import annotations

from datetime import date

import pytest

from analysis.ingest.ons import period_of


def test_a_file_as_served_reads_whole(read, generator) -> None:
    one = read(generator().encode()).only
    assert (one.cdid, one.dataset, one.unit) == ("D7BT", "MM23", "Index, base year = 100")
    assert (one.release, one.next_release) == (date(2023, 1, 18), date(2023, 2, 15))
    assert (len(one.years), len(one.quarters), len(one.months)) == (2, 8, 24)
    assert one.base == "2015=100"
    assert one.notes == ()


def test_values_keep_their_printed_decimals_and_their_rows(read, generator) -> None:
    rows = [("2022 JAN", "-0.50"), ("2022 FEB", "732"), ("2022 MAR", "4.125")]
    months = read(generator(rows).encode()).only.months
    assert months.values == (-0.5, 732.0, 4.125)
    assert months.decimals == (2, 0, 3)
    assert months.rows == (9, 10, 11)
    assert [period_of("month", each).text for each in months.ordinals] == [
        "2022-01",
        "2022-02",
        "2022-03",
    ]


def test_headers_may_stand_in_any_order(read, generator) -> None:
    lines = generator().splitlines()
    turned = "\n".join([*reversed(lines[:8]), *lines[8:]])
    assert read(turned.encode()).only == read(generator().encode()).only


def test_a_header_nobody_has_met_is_kept_as_a_note(read, generator) -> None:
    text = '"Seasonally adjusted","no"\n' + generator()
    assert read(text.encode()).only.notes == ("Seasonally adjusted: no",)


def test_important_notes_may_run_over_lines_and_rows_stay_true(read, generator) -> None:
    text = generator().replace('"Important notes",', '"Important notes","From 2005\n2006, see ONS"')
    one = read(text.encode()).only
    assert one.notes == ("From 2005\n2006, see ONS",)
    assert one.years.rows == (10, 11)


def test_the_next_release_may_be_words_or_nothing(read, generator) -> None:
    worded = read(generator(Next_release="To be announced").encode()).only
    assert (worded.next_release, worded.next_release_text) == (None, "To be announced")
    assert read(generator(Next_release="").encode()).only.next_release is None


def test_a_series_that_is_not_wanted_is_left_out(read, generator) -> None:
    outcome = read(generator().encode(), wanted={"L522"})
    assert (outcome.series, outcome.lines) == ([], [])


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda text: text.replace("\n", "\r\n").encode(), "CRLF"),
        (lambda text: text.encode("utf-8-sig"), "a byte order mark"),
        (lambda text: text.encode("cp1252"), "Windows-1252"),
        (lambda text: text.replace('"', "").replace(", UK", "").encode(), "no quotes"),
        (lambda text: (text + "\n\n,\n").encode(), "blank lines at the end"),
        (lambda text: text.replace("\n", ",,\n").encode(), "commas at the ends"),
        (lambda text: text.replace("18-01-2023", "18.1.2023").encode(), "a date with points"),
        (lambda text: text.replace("18-01-2023", "18/01/2023").encode(), "a date with slashes"),
        (lambda text: text.replace("\n", "\r").encode(), "old line ends"),
        (lambda text: text.rstrip("\n").encode(), "no end to the last line"),
    ],
)
def test_what_spreadsheets_do_without_loss_changes_nothing(read, generator, change, what) -> None:
    text = generator(Unit="£ a week")
    plain, altered = read(text.encode()).only, read(change(text)).only
    assert altered.unit == "£ a week", what
    assert altered.release == plain.release
    assert altered.months == plain.months
    assert altered.years == plain.years


def test_months_as_spreadsheets_show_them_read_the_same(read, generator, rows) -> None:
    shown = [(f"{a[5:].title()}-{a[2:4]}", b) if len(a) == 8 else (a, b) for a, b in rows()]
    assert read(generator(shown).encode()).only.months == read(generator().encode()).only.months


def test_a_title_whose_quotes_were_lost_is_put_together(read, generator) -> None:
    text = generator().replace('"', "")
    assert read(text.encode()).only.title == "CPI INDEX 00: ALL ITEMS, UK 2015=100"


@pytest.mark.parametrize(
    ("title", "base"),
    [
        ("RPI All Items Index: Jan 1987=100", "Jan 1987=100"),
        ("RPI: January 1987 = 100", "Jan 1987=100"),
        ("CPI INDEX 00: ALL ITEMS 2015=100", "2015=100"),
        ("AWE: Whole Economy Level", None),
        ("A thousand 2015=1000", None),
    ],
)
def test_the_reference_base_stands_in_the_title(read, generator, title, base) -> None:
    assert read(generator(Title=title, Unit="").encode()).only.base == base


def test_the_reference_base_may_stand_in_the_unit_instead(read, generator) -> None:
    text = generator(Title="AWE: Whole Economy Index", Unit="2000=100")
    assert read(text.encode()).only.base == "2000=100"


def test_a_missing_release_date_is_none(read, generator) -> None:
    assert read(generator(Release_date=None).encode()).only.release is None


def test_a_file_is_read_from_its_path(tmp_path, generator) -> None:
    from analysis.ingest.ons import read_ons
    from analysis.ingest.reading.problems import Problems

    path = tmp_path / "a name that says nothing"
    path.write_text(generator(), encoding="utf-8")
    problems = Problems()
    (one,) = read_ons(path, wanted=None, file="D7BT.csv", problems=problems)
    assert (one.file, len(problems)) == ("D7BT.csv", 0)
