"""The rows behind a number, told so that what they share is told once."""

from analysis.publish.page.outputs import Exhibit
from analysis.publish.page.panels import (
    MOST_OF_SENTENCE,
    NOT_KNOWN,
    FindingParts,
    Number,
    finding_parts,
    tell_rows_once,
)


def row(key, place, **more):
    return {**NOT_KNOWN, "table": "offers", "key": key, "row": place, "file": "o.csv", **more}


def sources(*rows):
    return Number("a", "1", "1", "", "f", "", rows, 0).sources


def test_rows_of_one_file_and_source_are_told_together():
    (one,) = sources(row("A", 3, source_title="CSW"), row("B", 9, source_title="CSW"))
    assert (one["each"], one["row"], one["many"]) == ([("A", None), ("B", None)], "3, 9", True)


def test_rows_of_one_source_keep_the_figure_of_each():
    told = sources(row("A", 3, found="5"), row("B", 4, found="6"), row("C", 5, source_title="x"))
    assert [one["each"] for one in told] == [[("A", "5"), ("B", "6")], [("C", None)]]


def test_a_number_on_the_rows_of_one_before_it_points_there():
    rows = tuple(row(key, place) for place, key in enumerate("ABCD"))
    one, other = (Number(anchor, "1", "1", "", "f", "", rows, 0) for anchor in "pq")
    few = Number("r", "1", "1", "", "f", "", rows[:1], 0)
    parts = (("", one), ("", other), ("", few), ("", few))
    found = tell_rows_once({"f": FindingParts("f", parts)})["f"].numbers
    assert [number.same_as[0] for number in found] == ["", "p", ""]


def test_order_is_kept_though_a_source_comes_back():
    told = sources(row("A", 1), row("B", 2, source_title="x"), row("C", 3))
    assert [one["each"][0][0] for one in told] == ["A", "B", "C"]


def test_a_licence_is_told_with_the_last_that_has_it():
    told = sources(
        row("A", 1, licence="OGL", found="1"),
        row("B", 2, licence="OGL", source_title="x"),
        row("C", 3, licence="CC BY"),
    )
    assert [one["licence"] for one in told] == [None, "OGL", "CC BY"]


def test_a_row_without_a_place_has_none():
    assert sources(row("A", None))[0]["row"] == ""


def test_of_a_very_long_sentence_a_panel_repeats_the_part_beside_its_number():
    words = "word " * 200
    data = {"template": words + "{n} votes" + words, "values": {"n": {"text": "12", "amount": 12}}}
    found = finding_parts(Exhibit("finding", "f", data, "", 0), {})
    (before, after) = next(number for _, number in found.parts if number).sentence
    assert before.startswith("… ")
    assert after.endswith(" …")
    assert len(before + after) < 2 * MOST_OF_SENTENCE + 6
