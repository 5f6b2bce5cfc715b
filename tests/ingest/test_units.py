"""A bargaining unit that is itself an employer under the one named is that employer."""

from analysis.ingest.kinds.employers import Directory
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.tables.declared import EMPLOYERS, OFFERS


def resolved(employer: str, unit: str) -> tuple[object, object]:
    """Resolve one offer; return the slug that it got, and the name."""
    problems = Problems()
    values = {
        "key": ["defence", "fleet", "museum"],
        "name": ["Ministry of Defence", "Royal Fleet Auxiliary", "Museum"],
        "names": ["MoD", "RFA", None],
        "parent": [None, "defence", None],
    }
    employers = Draft(EMPLOYERS, "employers.csv", [2, 3, 4], {}, problems)
    employers.values.update(values)
    raw = {"employer": [employer], "bargaining_unit": [unit]}
    offers = Draft(OFFERS, "offers.csv", [2], raw, problems)
    offers.values["employer_name"] = [employer]
    Directory(employers).resolve(offers)
    return offers.values["employer"][0], offers.values["employer_name"][0]


def test_an_offer_to_a_unit_that_is_a_part_of_the_employer_is_the_parts():
    assert resolved("MoD", "Royal Fleet Auxiliary") == ("fleet", "Royal Fleet Auxiliary")
    assert resolved("MoD", "rfa") == ("fleet", "rfa")


def test_a_unit_that_is_no_employer_or_one_elsewhere_changes_nothing():
    assert resolved("MoD", "MoD main") == ("defence", "MoD")
    assert resolved("MoD", "Museum") == ("defence", "MoD")
    assert resolved("RFA", "Ministry of Defence") == ("fleet", "RFA")
