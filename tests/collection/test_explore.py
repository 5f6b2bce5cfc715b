"""The panel of notebook 12 answers each choice, and says what the record does not hold."""

import pytest

from analysis.collection import explore

GIVEN = {
    "employer": "department-for-work-and-pensions",
    "index": "CPI",
    "base": 2020,
    "convention": "calendar-year average",
}


@pytest.fixture
def panel(clean_copy, monkeypatch):
    monkeypatch.setenv("REALPAY_ROOT", str(clean_copy.root))
    made = explore.panel(**GIVEN)
    named = {child.description: child for child in made.children[:-1]}
    return named, made.children[-1]


def text(shown):
    return "\n".join(one.get("text") or one["data"]["text/plain"] for one in shown.outputs)


def test_it_opens_on_the_employer_it_was_given_with_findings_chart_and_table(panel):
    named, shown = panel
    assert {one["output_type"] for one in shown.outputs} == {"display_data"}
    assert "Department for Work and Pensions" in text(shown)
    assert any("<svg" in one["data"]["text/html"] for one in shown.outputs)
    assert "employer='department-for-work-and-pensions'" in named["Code"].value


def test_another_question_shows_another_answer_and_its_code(panel):
    named, shown = panel
    before = text(shown)
    named["Question"].value = "Real pay by grade"
    assert text(shown) != before
    assert "grades.gather(base=2020, index='CPI'" in named["Code"].value


def test_what_the_record_cannot_answer_is_said_in_a_sentence(panel):
    named, shown = panel
    named["As of"].value = "yesterday"
    [said] = shown.outputs
    assert said["output_type"] == "stream"
    assert "yesterday" in said["text"]
    named["As of"].value = "latest"
    assert len(shown.outputs) > 1


def test_the_employers_and_the_reach_of_prices_are_tables_of_the_house(clean_copy, monkeypatch):
    monkeypatch.setenv("REALPAY_ROOT", str(clean_copy.root))
    listed, reach = explore.employers(), explore.reach()
    assert "Department for Work and Pensions" in listed.html
    assert listed.frame["statements"].min() >= explore.LEAST_STATEMENTS
    assert [column.header for column in reach.columns][1:] == [
        "Index numbers to",
        "Twelve-month rates to",
    ]
    assert set(reach.frame["index"]) == {"CPI", "CPIH", "RPI"}
