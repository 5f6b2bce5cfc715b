"""What people and spreadsheets do to raw tables: each a line that says where and how to mend it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.ingest.reading.problems import DataProblems
from analysis.project import Project

Change = Callable[..., None]
Lines = Callable[[], list[str]]

OFFERS = "pay/offers.csv"
BALLOTS = "ballots/ballots.csv"
TABLES = (OFFERS, BALLOTS, "employers.csv", "series.csv", "pay/remits.csv", "prices/statuses.csv")


def test_the_small_copy_is_sound(lines: Lines) -> None:
    assert lines() == []


@pytest.mark.parametrize("file", TABLES)
def test_a_missing_file_is_named(project: Project, lines: Lines, file: str) -> None:
    (project.raw / file).unlink()
    assert f"{file}: found 'no such file'; allowed: a CSV file; mend: put the file back" in lines()


@pytest.mark.parametrize("file", TABLES)
def test_an_empty_file_is_named(project: Project, lines: Lines, file: str) -> None:
    (project.raw / file).write_bytes(b"\n")
    assert any(line.startswith(f"{file}: found 'an empty file'") for line in lines())


@pytest.mark.parametrize("file", TABLES)
def test_a_header_alone_is_no_table(project: Project, lines: Lines, file: str) -> None:
    path = project.raw / file
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert any(line.startswith(f"{file}: found 'a header without rows'") for line in lines())


def test_windows_1252_says_which_row_and_how_to_save_it(
    project: Project, change: Change, lines: Lines
) -> None:
    change(OFFERS, "The Guardian, January 2004", "Caf\u00e9 £5")
    path = project.raw / OFFERS
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252", errors="replace"))
    [line] = [line for line in lines() if line.startswith(OFFERS)]
    assert line.startswith(f"{OFFERS}, row 2: found ")
    assert line.endswith("allowed: text in UTF-8; mend: save it as 'CSV UTF-8'")


def test_a_byte_order_mark_and_windows_line_ends_are_harmless(
    project: Project, cleaned: Callable[[], object], lines: Lines
) -> None:
    for file in (OFFERS, BALLOTS, "series.csv", "ons/D7G7.csv"):
        path = project.raw / file
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert lines() == []


def test_a_renamed_column_gets_the_name_it_lacks(change: Change, lines: Lines) -> None:
    change(OFFERS, ",percent,", ",per cent,")
    unknown, missing = lines()
    assert unknown.startswith(f"{OFFERS}, row 1, column per cent: found 'per cent'; allowed: ")
    assert unknown.endswith("give it its right name. Did you mean percent? Allowed: percent.")
    assert missing.startswith(f"{OFFERS}, row 1, column percent: found 'no such column'; allowed: ")
    assert missing.endswith("its name back. Did you mean per cent? Allowed: per cent.")


def test_a_column_twice_is_refused(change: Change, lines: Lines) -> None:
    change(OFFERS, ",grade,", ",basis,")
    assert any("allowed: each column once" in line for line in lines())


@pytest.mark.parametrize(
    ("found", "mend"),
    [
        ("3,5x", "write digits with a point, no other marks; leave it blank if it is unknown"),
        ("5%", "write 5"),
        ("5 per cent", "write 5"),
        ("\N{MINUS SIGN}0.5", "write -0.5"),
        ("£5", "write 5"),
        ("4,5", "write 4.5"),
        ("nan", "write digits with a point, no other marks; leave it blank if it is unknown"),
        ("1e2", "write digits with a point, no other marks; leave it blank if it is unknown"),
    ],
)
def test_a_number_with_other_marks_is_answered_with_what_to_write(
    change: Change, lines: Lines, found: str, mend: str
) -> None:
    change(OFFERS, ",average_award,5,", f',average_award,"{found}",')
    assert lines() == [
        (
            f"{OFFERS}, row 2, column percent: found '{found}'; allowed: a number such as 3.5; "
            f"mend: {mend}"
        )
    ]


def test_thousands_commas_in_a_count_are_answered_with_the_plain_count(
    change: Change, lines: Lines
) -> None:
    change(BALLOTS, ",124710,", ',"124,710",')
    assert any(
        "column entitled: found '124,710'; allowed: a whole number such as 1240; "
        "mend: write 124710" in line
        for line in lines()
    )


@pytest.mark.parametrize(
    ("found", "mend"),
    [
        ("2022-02-31", "There is no 31 February 2022."),
        ("07/11/2022", "write 2022-11-07"),
        ("25/11/2022", "a spreadsheet changed it"),
        ("7.11.2022", "write 2022-11-07"),
        ("44872", "a spreadsheet turned the date into a number; type the date again as text"),
        ("2022-13", "write year-month-day"),
        ("Nov-22", "write year-month-day"),
        ("22", "write year-month-day"),
        ("1066-10-14", "look at the year again"),
    ],
)
def test_a_date_that_is_none_is_answered_with_its_mend(
    change: Change, lines: Lines, found: str, mend: str
) -> None:
    change(BALLOTS, ",2022-11-07,2022-11-10,", f",{found},2022-11-10,")
    [line] = [line for line in lines() if "close_date" in line]
    assert f"{BALLOTS}, row 2, column close_date: found '{found}'; allowed: a date" in line
    assert mend in line


@pytest.mark.parametrize("found", ["2000-01", "2003", "2003/04", "Apr-03"])
def test_a_pay_year_that_is_a_month_a_year_or_a_spreadsheets_date_is_explained(
    change: Change, lines: Lines, found: str
) -> None:
    change(OFFERS, ",PCS,2003-04,2003-04,", f",PCS,{found},,")
    found_lines = lines()
    if found == "2000-01":  # April 2000 to March 2001: right in a column of pay years
        assert found_lines == []
    else:
        [line] = found_lines
        assert f"row 2, column pay_year_from: found '{found}'; allowed: a pay year such as" in line


def test_several_pay_years_in_one_cell_go_into_two_columns(change: Change, lines: Lines) -> None:
    change(OFFERS, ",PCS,2003-04,2003-04,", ",PCS,2003-05,,")
    [line] = lines()
    assert line.endswith("mend: use the columns from and to for several")


def test_a_pay_year_in_a_column_of_months_is_explained(change: Change, lines: Lines) -> None:
    change("prices/release_calendar.csv", "2011-12,", "2000-01,")
    assert lines() == []  # January 2000, and published long after: right in a column of months
    change("prices/release_calendar.csv", "2012-03,", "2012-13,")
    [line] = lines()
    assert "column reference_month: found '2012-13'; allowed: a month such as 2022-10" in line


def test_the_same_key_twice_names_the_row_that_has_it(
    project: Project, add: Callable[[str, str], None], lines: Lines
) -> None:
    path = project.raw / OFFERS
    add(OFFERS, path.read_text(encoding="utf-8").splitlines()[3])
    [line] = lines()
    assert "column statement_id: found 'O0003'; allowed: each key once; mend: row 4" in line


def test_a_spreadsheets_semicolons_are_named(project: Project, lines: Lines) -> None:
    path = project.raw / OFFERS
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    [line] = lines()
    assert line.startswith(f"{OFFERS}, row 1: found 'statement_id;offer_id;")
    assert line.endswith("mend: save it with commas between the cells")


def test_a_web_page_saved_as_csv_is_called_one(project: Project, lines: Lines) -> None:
    (project.raw / OFFERS).write_text("<!DOCTYPE html><html>Not found</html>", encoding="utf-8")
    [line] = lines()
    assert line.endswith("mend: download it again: this is a page of a website, not figures")


def test_a_stray_quote_says_in_which_row(change: Change, lines: Lines) -> None:
    change(OFFERS, "O0002,HO-2003,Home Office", 'O0002,HO-2003,"Home Office" (all)')
    [line] = lines()
    assert line.startswith(f"{OFFERS}, row 3: found ")
    assert line.endswith("mend: close every quote, and double the quotes inside a cell")


def test_a_comma_too_many_says_how_many_cells_there_are(change: Change, lines: Lines) -> None:
    change(OFFERS, "O0002,HO-2003,Home Office", "O0002,HO-2003,Home, Office")
    [line] = lines()
    assert f"{OFFERS}, row 3: found '38 cells'; allowed: 37 cells, as in row 1" in line


def test_blank_lines_are_passed_over_and_counted(change: Change, lines: Lines) -> None:
    change(OFFERS, "\nO0002", "\n\n,,,\n" + "," * 36 + "\nO0002")
    change(OFFERS, "cost_of_living_net_of_progression,1.3,", "cost_of_living_net_of_progression,x,")
    found = lines()
    assert any(f"{OFFERS}, row 6, column percent" in line for line in found)


def test_an_electorate_of_zero_is_refused(change: Change, lines: Lines) -> None:
    change(BALLOTS, ",124710,", ",0,")
    found = lines()
    assert any("column entitled: found '0'; allowed: at least 1" in line for line in found)
    assert not any("Traceback" in line or "division" in line for line in found)


def test_more_yes_votes_than_votes_is_refused(change: Change, lines: Lines) -> None:
    row = "X1,PCS,Acas,,employer,,statutory,strike,,,2022-11-07,,100,,,50,51,0,,,,,,,,,,,,,,,t,,,"
    change(BALLOTS, "\nPCS-2022-11-NAT,", f"\n{row}\nPCS-2022-11-NAT,")
    assert any("column yes: found '51'; allowed: at most 50, the votes cast" in x for x in lines())


def test_a_ballot_that_closed_before_it_opened_is_refused(change: Change, lines: Lines) -> None:
    change(BALLOTS, ",postal,,2022-11-07,2022-11-10,", ",postal,2022-12-01,2022-11-07,2022-11-10,")
    assert any("column close_date: found '2022-11-07'; allowed: 2022-12-01" in x for x in lines())


def test_ten_thousand_problems_of_one_cause_are_one_line(
    project: Project, cleaned: Callable[[], object]
) -> None:
    path = project.raw / "earnings" / "awe_revisions.csv"
    rows = "".join(f"KAC3,2000 JAN,2024-02-05,x{row}\n" for row in range(10_000))
    path.write_text("cdid,period,published_by,value\n" + rows, encoding="utf-8")
    with pytest.raises(DataProblems) as caught:
        cleaned()
    shown = [line for line in str(caught.value).splitlines() if "awe_revisions" in line]
    assert len(shown) == 1
    assert "10,000 rows (2, 3, 4, 5 and 9,996 more)" in shown[0]


def test_an_unknown_employer_says_which_row_to_add(change: Change, lines: Lines) -> None:
    change(OFFERS, "O0002,HO-2003,Home Office,", "O0002,HO-2003,Home Offices,")
    [line] = lines()
    assert "row 3, column employer: found 'Home Offices'; allowed: a name in employers.csv" in line
    assert "add it to the names of its row in data/raw/employers.csv, or add a row for it" in line
    assert line.endswith("Did you mean Home Office?")


@pytest.mark.parametrize(
    ("file", "old", "new", "word", "vocabulary"),
    [
        (OFFERS, ",imposed,employer,", ",shelved,employer,", "shelved", "offer_status"),
        (OFFERS, ",imposed,employer,", ",imposed,a friend,", "a friend", "speaker"),
        (BALLOTS, ",statutory,strike,", ",statutory,picnic,", "picnic", "ballot_question"),
        (BALLOTS, ",aggregate,", ",everyone,", "everyone", "ballot_level"),
        ("ballots/actions.csv", ",planned,", ",dreamt of,", "dreamt of", "action_status"),
        ("pay/remits.csv", ",union description of Treasury cap,", ",hope,", "hope", "remit_basis"),
    ],
)
def test_an_unknown_word_says_which_file_to_extend(
    change: Change, lines: Lines, file: str, old: str, new: str, word: str, vocabulary: str
) -> None:
    change(file, old, new)
    assert any(
        line.startswith(file)
        and f"found '{word}'; allowed: a word in vocabulary/{vocabulary}.csv" in line
        and line.endswith(
            f"mend: correct it, or add a line for it to data/raw/vocabulary/{vocabulary}.csv"
        )
        for line in lines()
    )


def test_a_word_given_twice_in_a_list_is_refused(
    add: Callable[[str, str], None], lines: Lines
) -> None:
    add("vocabulary/offer_status.csv", "accepted,rejected,")
    assert any("column found: found 'accepted'; allowed: each word once" in x for x in lines())


def test_a_parent_ballot_that_is_not_there_is_refused(change: Change, lines: Lines) -> None:
    change(BALLOTS, ",employer,PCS-2022-11-NAT,", ",employer,PCS-2022-12-NAT,")
    assert any("column parent_ballot_id: found 'PCS-2022-12-NAT'" in line for line in lines())


def test_problems_of_several_files_come_together(change: Change, lines: Lines) -> None:
    change(OFFERS, ",average_award,5,", ",average_award,five,")
    change(BALLOTS, ",124710,", ",many,")
    change("employers.csv", ",employer,", ",firm,")
    files = {line.partition(",")[0] for line in lines()}
    assert files == {OFFERS, BALLOTS, "employers.csv"}
