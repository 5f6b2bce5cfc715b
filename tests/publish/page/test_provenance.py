"""The rows behind a number, told so that what they share is told once."""

from analysis.publish.page.outputs import Exhibit
from analysis.publish.page.panels import (
    MOST_LISTED,
    MOST_OF_SENTENCE,
    NOT_KNOWN,
    Number,
    finding_parts,
    tell_rows_once,
)


def row(key, place, **more):
    return {**NOT_KNOWN, "table": "offers", "key": key, "row": place, "file": "o.csv", **more}


def sources(*rows):
    return Number("a", "1", "1", "", "f", "", rows, 0).sources


def finding(name, **values):
    """Return a finding that states its values in turn, each given as (function, keys)."""
    made = {
        one: {"text": one, "function": f, "rows": [["offers", key] for key in keys]}
        for one, (f, keys) in values.items()
    }
    data = {"template": " of ".join(f"{{{one}}}" for one in values), "values": made}
    return finding_parts(Exhibit("finding", name, data, "", 0), {})


def test_rows_of_one_file_and_source_are_told_together():
    (one,) = sources(row("A", 3, source_title="CSW"), row("B", 9, source_title="CSW"))
    assert (one["each"], one["row"], one["many"]) == ([("A", None), ("B", None)], "3, 9", True)


def test_rows_of_one_source_keep_the_figure_of_each():
    told = sources(row("A", 3, found="5"), row("B", 4, found="6"), row("C", 5, source_title="x"))
    assert [one["each"] for one in told] == [[("A", "5"), ("B", "6")], [("C", None)]]


def test_a_panel_on_the_rows_of_one_before_it_points_there():
    found = {
        "p": finding("p", a=("f", "ABCD"), b=("g", "A")),
        "q": finding("q", c=("h", "ABCD"), d=("g", "A")),
    }
    told = tell_rows_once(found)
    assert [panel.same_as[0] for panel in told["p"].panels] == ["", ""]
    assert [panel.same_as[0] for panel in told["q"].panels] == ["p-a", ""]


def test_numbers_that_one_function_made_from_the_same_rows_open_one_panel():
    found = finding("f", met=("count", "AB"), of=("count", "AB"), on=("count", "A"), was=("g", "A"))
    assert [[one.text for one in panel.numbers] for panel in found.panels] == [
        ["met", "of"],
        ["on"],
        ["was"],
    ]
    assert [n.panel for _, n in found.parts if n] == ["f-met", "f-met", "f-on", "f-was"]
    assert found.panels[0].said == (
        ("", False), ("met", True), (" of ", False), ("of", True), (" of on of was", False),
    )  # fmt: skip


def test_no_line_ends_with_the_bracket_before_a_number_nor_begins_with_the_one_after():
    data = {"template": "It fell ({n}).", "values": {"n": {"text": "9.6 %", "function": "f"}}}
    found = finding_parts(Exhibit("finding", "f", data, "", 0), {})
    (text, number), _ = found.parts
    assert (text, number.lead, number.tail) == ("It fell ", "(", ").")
    assert found.panels[0].said == (("It fell (", False), ("9.6 %", True), (").", False))


def test_all_keys_are_listed_where_there_is_room_else_the_first_and_how_many_more_there_are():
    keys = [f"Accountant in Bankruptcy/{n:04}" for n in range(100)]
    fit = MOST_LISTED // (len(keys[0]) + 2)
    for some, expected in ((keys[:fit], (keys[:fit], 0)), (keys, (keys[:20], 80))):
        (number,) = finding("f", n=("count", some)).numbers
        ((table, told, more),) = number.places
        assert (table, list(told), more) == ("offers", *expected)


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
    data = {
        "template": words + "{n} votes" + words,
        "values": {"n": {"text": "12", "function": "f"}},
    }
    found = finding_parts(Exhibit("finding", "f", data, "", 0), {})
    before, (text, _), after = found.panels[0].said
    assert text == "12"
    assert before[0].startswith("… ")
    assert after[0].endswith(" …")
    assert len(before[0] + after[0]) < 2 * MOST_OF_SENTENCE + 6
