"""The rows behind a number, told so that what they share is told once."""

from analysis.publish.page.panels import NOT_KNOWN, Number


def row(key, place, **more):
    return {**NOT_KNOWN, "table": "offers", "key": key, "row": place, "file": "o.csv", **more}


def sources(*rows):
    return Number("a", "1", "1", "", "f", "", rows, 0).sources


def test_rows_of_one_file_and_source_are_told_together():
    (one,) = sources(row("A", 3, source_title="CSW"), row("B", 9, source_title="CSW"))
    assert (one["key"], one["row"], one["many"]) == ("A, B", "3, 9", True)


def test_rows_of_other_sources_and_figures_stay_apart():
    told = sources(row("A", 3, found="5"), row("B", 4, found="6"), row("C", 5, source_title="x"))
    assert [one["key"] for one in told] == ["A", "B", "C"]


def test_order_is_kept_though_a_source_comes_back():
    told = sources(row("A", 1), row("B", 2, source_title="x"), row("C", 3))
    assert [one["key"] for one in told] == ["A", "B", "C"]


def test_a_licence_is_told_with_the_last_that_has_it():
    told = sources(
        row("A", 1, licence="OGL", found="1"),
        row("B", 2, licence="OGL", found="2"),
        row("C", 3, licence="CC BY"),
    )
    assert [one["licence"] for one in told] == [None, "OGL", "CC BY"]


def test_a_row_without_a_place_has_none():
    assert sources(row("A", None))[0]["row"] == ""
