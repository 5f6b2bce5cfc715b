from __future__ import annotations

import pickle
from string import ascii_lowercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import DataError
from analysis.ingest.reading.problems import DataProblems, Problem, Problems


def test_a_problem_is_one_line_that_says_where_what_and_how_to_mend() -> None:
    problem = Problem("pay/offers.csv", 17, "percent", "3,5x", "a number", "write 3.5")
    assert problem.line == (
        "pay/offers.csv, row 17, column percent: found '3,5x'; allowed: a number; mend: write 3.5"
    )


def test_a_problem_of_a_whole_file_names_no_row() -> None:
    problem = Problem("D7BT.csv", None, None, "an empty file", "a series", "download it again")
    assert problem.line.startswith("D7BT.csv: found 'an empty file'")


@settings(deadline=None)
@given(st.text(), st.text())
def test_whatever_was_found_the_line_is_one_printable_line(found: str, column: str) -> None:
    line = Problem("a.csv", 2, column, found, "text", "mend it").line
    assert line.isprintable()
    assert len(line.splitlines()) == 1


def test_a_long_value_is_cut_at_sixty_characters() -> None:
    line = Problem("a.csv", 2, "x", "9" * 5_000, "a number", "shorten it").line
    assert f"found '{'9' * 59}…'" in line


def test_problems_come_by_file_row_and_column() -> None:
    problems = Problems()
    for file, row, column in [("b", 2, "x"), ("a", 10, "y"), ("a", 9, "z"), ("a", 10, "x")]:
        problems.add(file, row, column, "?", "", "")
    places = [(problem.file, problem.row, problem.column) for problem in problems]
    assert places == [("a", 9, "z"), ("a", 10, "x"), ("a", 10, "y"), ("b", 2, "x")]


def test_the_same_problem_twice_is_one() -> None:
    problems = Problems()
    for _ in range(2):
        problems.add("a.csv", 2, "x", "?", "a number", "mend it")
    assert len(problems) == 1


def test_ten_thousand_problems_of_one_cause_are_one_message() -> None:
    problems = Problems()
    for row in range(10_000):
        problems.add("a.csv", row + 2, "x", "?", "a number", "mend it")
    problems.add("b.csv", 2, "x", "?", "a number", "mend it")
    told = problems.report().splitlines()
    assert told[0] == "10,001 problems in 2 files, of 2 causes"
    assert told[1].startswith("a.csv, 10,000 rows (2, 3, 4, 5 and 9,996 more), column x: found '?'")
    assert told[2] == "b.csv, row 2, column x: found '?'; allowed: a number; mend: mend it"


def test_every_cause_is_told_whatever_their_number() -> None:
    problems = Problems()
    names = [f"{letter}{other}" for letter in ascii_lowercase for other in ascii_lowercase]
    for row, name in enumerate(names, start=2):
        problems.add("a.csv", row, "employer", name, "a name in employers.csv", "add it")
    assert len(problems.report().splitlines()) == 1 + len(names)


def test_values_that_differ_in_digits_alone_have_one_cause() -> None:
    problems = Problems()
    for row in range(2, 7):
        problems.add("a.csv", row, "pct", f"{row},5", "a number", f"write {row}.5")
    assert problems.report().splitlines()[1] == (
        "a.csv, 5 rows (2, 3, 4, 5 and 1 more), column pct: found '2,5', '3,5', '4,5' and 2 other "
        "values; allowed: a number; mend: write 2.5, and so on"
    )


def test_problems_of_one_collection_join_another() -> None:
    one, two = Problems(), Problems()
    two.add("a.csv", 2, "x", "?", "a number", "mend it")
    one.extend(two)
    assert list(one) == list(two)


def test_no_problems_stop_nothing() -> None:
    problems = Problems()
    problems.stop_if_any()
    assert not problems


def test_problems_stop_with_their_report() -> None:
    problems = Problems()
    problems.add("a.csv", 2, "x", "?", "a number", "mend it")
    with pytest.raises(DataError, match=r"1 problem in 1 file\na.csv, row 2") as stopped:
        problems.stop_if_any()
    assert isinstance(stopped.value, DataProblems)
    assert list(stopped.value.problems) == list(problems)


def test_problems_travel_between_processes() -> None:
    problems = Problems()
    problems.add("a.csv", 2, "x", "?", "a number", "mend it")
    copy = pickle.loads(pickle.dumps(DataProblems(problems)))  # noqa: S301 - our own bytes
    assert (str(copy), list(copy.problems)) == (problems.report(), list(problems))
