"""Names: exact in any spelling on record, asked back where two share it, else likely ones."""

import pytest

from analysis.errors import UsageError, likely, nearest
from analysis.typed import Names

EMPLOYERS = {
    "abertay-university": ("Abertay University",),
    "department-for-transport": ("Department for Transport",),
    "department-for-work-and-pensions": ("Department for Work and Pensions", "DWP"),
    "government-actuarys-department": ("Government Actuary's Department",),
    "hm-prison-service": ("HM Prison Service", "Prison Service"),
    "hm-revenue-and-customs": ("HM Revenue and Customs", "HMRC Ealing (International House)"),
    "audit-wales": ("Audit Wales", "Wales Audit Office (to 2020)"),
    "university-of-leeds": ("University of Leeds",),
    "university-of-leicester": ("University of Leicester",),
    "dwp-and-prison-service": ("DWP and Prison Service",),
    **{f"college-{letter}": (f"College {letter.upper()}",) for letter in "abc"},
}
NAMED = Names("employer", EMPLOYERS, frozenset(EMPLOYERS))


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("HMRC", "hm-revenue-and-customs"),
        ("dwp", "department-for-work-and-pensions"),
        ("HM Revenue & Customs", "hm-revenue-and-customs"),
        ("hm-revenue-and-customs", "hm-revenue-and-customs"),
        ("DfT", "department-for-transport"),
        ("prison service", "hm-prison-service"),
        ("Wales Audit Office", "audit-wales"),
        ("Government Actuary’s Department", "government-actuarys-department"),
    ],
)
def test_an_employer_is_known_by_any_of_its_names(written, slug):
    assert NAMED.read(written, what="employer") == slug


def test_initials_that_two_share_are_asked_back():
    with pytest.raises(UsageError, match=r"may be .*type university-of-leeds.*leicester"):
        NAMED.read("UoL", what="employer")


@pytest.mark.parametrize("beginning", ["NAS", "Uni", "P"])
def test_a_beginning_of_a_name_is_not_taken_for_the_name(beginning):
    unions = Names("union", dict.fromkeys(("NASUWT", "NAHT", "Unite", "UNISON", "PCS", "POA"), ()))
    with pytest.raises(UsageError, match=f"union='{beginning}': no such union"):
        unions.read(beginning, what="union")


def test_a_beginning_is_answered_with_the_names_that_begin_so():
    unions = Names("union", {"CWU": ("Communication Workers Union",), "Unite": (), "UNISON": ()})
    with pytest.raises(UsageError, match="Did you mean Unite or UNISON\\?"):
        unions.read("Uni", what="union")


def test_a_union_whose_name_begins_anothers_is_itself():
    unions = Names("union", {"Unite": (), "Unite the Union North": ()})
    assert unions.read("unite", what="union") == "Unite"


def test_what_is_unknown_is_answered_with_what_is_like_it_not_with_an_alphabet():
    with pytest.raises(UsageError) as refused:
        NAMED.read("revenue and custom", what="employer")
    assert "Did you mean hm-revenue-and-customs" in str(refused.value)
    assert "abertay" not in str(refused.value)


def test_a_long_list_without_a_likely_name_is_not_read_out():
    assert nearest("zzz", [f"name-{number}" for number in range(400)]) == (
        "None of the 400 there are is like it."
    )


@pytest.mark.parametrize("year", ["2010", 2010])
def test_among_years_the_nearest_is_likely(year):
    assert likely(year, ["2021", "2011", "2015"]) == ["2011"]


def test_words_that_most_names_share_suggest_nothing():
    universities = [f"university-of-{place}" for place in ("leeds", "bath", "york", "hull", "kent")]
    assert likely("university of bathe", universities) == ["university-of-bath"]
