"""Selections of which the record holds nothing: said in words, without an axis, never an error."""

import re

import pytest

BEFORE_ANYTHING = "1900-01-01"
DATED = (
    "01_offers_against_inflation",
    "02_real_pay_by_grade",
    "03_sectors",
    "04_remits_and_awards",
    "05_ballots",
    "06_dispute",
    "07_wage_floor",
    "08_robustness",
    "10_restoration",
    "11_data_health",
)
CASES = {
    "before anything": [(name, {"as_of": BEFORE_ANYTHING}) for name in DATED],
    "one offer and no ballot": [
        ("01_offers_against_inflation", {"employer": "senedd-commission"}),
        ("05_ballots", {"employer": "senedd-commission"}),
        ("06_dispute", {"employer": "senedd-commission"}),
    ],
    "neither offer nor ballot": [
        ("01_offers_against_inflation", {"employer": "building-digital-uk"}),
        ("05_ballots", {"employer": "building-digital-uk"}),
        ("06_dispute", {"employer": "building-digital-uk"}),
    ],
    "a union without ballots there": [
        ("05_ballots", {"union": "Prospect", "employer": "home-office", "years": "1990-91"}),
        ("05_ballots", {"union": "PCS", "years": "1950-51 to 1960-61"}),
    ],
    "an index that nobody had published": [
        ("01_offers_against_inflation", {"indices": ["CPIH"], "as_of": "2013-03-18"}),
        ("02_real_pay_by_grade", {"index": "CPIH", "as_of": "2013-03-18"}),
        ("03_sectors", {"index": "CPIH", "as_of": "2013-03-18"}),
        ("04_remits_and_awards", {"index": "CPIH", "as_of": "2013-03-18"}),
        ("08_robustness", {"index": "CPIH", "as_of": "2013-03-18"}),
        ("10_restoration", {"index": "CPIH", "as_of": "2013-03-18"}),
    ],
    "years of which there is nothing": [
        ("01_offers_against_inflation", {"years": "1950-51"}),
        ("04_remits_and_awards", {"years": "1950-51"}),
    ],
}
EACH = [pytest.param(*case, id=f"{why}: {case[0]}") for why in CASES for case in CASES[why]]


@pytest.mark.parametrize(("notebook", "given"), EACH)
def test_a_selection_of_nothing_gives_a_report_that_says_so(make, notebook, given):
    report = make(notebook, **given)
    assert 1 <= len(report.findings) <= 5
    for chart in report.charts:
        empty = chart.figure is None or chart.data.empty
        assert ('class="chart-none"' in chart.html) == empty
        assert ("<svg" in chart.html) != empty
        assert chart.none in chart.html or not empty
        assert not re.search(r"\b[Oo]f (?:the newest )?(?:0|no) ", f"{chart.headline} {chart.alt}")
    for table in report.tables:
        assert (table.none in table.html) == table.frame.empty


@pytest.mark.parametrize("notebook", DATED)
def test_before_anything_was_known_nothing_is_drawn(make, notebook):
    report = make(notebook, as_of=BEFORE_ANYTHING)
    for chart in report.charts:
        assert 'class="chart-none"' in chart.html, chart.id
        assert "<svg" not in chart.html, chart.id
    sentences = " ".join(finding.sentence for finding in report.findings)
    assert any(word in sentences for word in ("no ", "No ", " 0 "))


def test_an_employer_with_one_offer_says_what_there_is_and_draws_no_ballot(make, clean_copy):
    voted = make("05_ballots", employer="senedd-commission")
    assert [finding.id for finding in voted.findings] == ["no-ballots"]
    assert "Senedd Commission" in voted.findings[0].sentence
    dossier = make("06_dispute", employer="senedd-commission")
    counts = next(one for one in dossier.findings if one.id == "on-record").values
    assert (counts["offers"].amount, counts["ballots"].amount) == (1, 0)


def test_an_employer_with_neither_says_that_the_record_holds_nothing(make):
    offers = make("01_offers_against_inflation", employer="building-digital-uk")
    assert offers.findings[0].sentence.startswith("The record holds no pay offer for ")


def test_an_index_that_nobody_had_published_is_in_no_finding(make):
    for notebook in ("01_offers_against_inflation", "04_remits_and_awards"):
        report = make(notebook, as_of="2013-03-18")
        assert "CPIH" not in " ".join(finding.sentence for finding in report.findings)
