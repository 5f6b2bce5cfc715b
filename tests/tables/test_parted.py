"""Homes of rows are parted where they are too large, and each row is then in one part."""

from collections import Counter

from analysis.tables.homes import home_of_source, page_of, parted_homes


def rows(employer, year, count):
    return [(f"employer/{employer}", year, f"{employer}-{year}-{at}") for at in range(count)]


def test_small_homes_are_whole():
    assert parted_homes([*rows("a", "2019", 5), *rows("b", "2019", 5)], most=5) == []


def test_no_part_holds_more_rows_than_a_page_shows():
    every = [
        *rows("a", "2019", 900),
        *rows("a", "2020", 30),
        *rows("a", "", 40),
        *rows("b", "2019", 9),
    ]
    parted = parted_homes(every, most=30)
    held = Counter(page_of(*row, parted) for row in every)
    assert max(held.values()) <= 30
    assert held["employer/a/2020"] == 30
    assert held["employer/b"] == 9
    assert sum(held.values()) == len(every)


def test_a_home_that_grows_moves_no_row_of_another():
    few, more = [*rows("a", "2019", 3), *rows("b", "2019", 3)], rows("a", "2020", 9)
    before = [page_of(*row, parted_homes(few, most=5)) for row in few]
    after = [page_of(*row, parted_homes([*few, *more], most=5)) for row in few]
    assert before[3:] == after[3:]
    assert after[:3] == ["employer/a/2019"] * 3


def test_an_address_that_no_browser_could_follow_is_no_publisher():
    assert home_of_source("http://[broken") == home_of_source("")
