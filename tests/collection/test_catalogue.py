"""The catalogue of this repository: enough reports, and none that a person has to add by hand."""

import pytest
from tests.collection.made import NOTEBOOKS

from analysis.tables import read

NOT_IN_THE_SITE = {"00_start_here", "12_explore"}
RELATED = ("civil service", "wider public sector")


def of(catalogue, notebook):
    return [report for report in catalogue.reports if report.notebook == notebook]


def test_there_are_forty_reports_or_more_and_no_two_of_one_name(catalogue):
    names = [report.name for report in catalogue.reports]
    assert len(names) >= 40
    assert len(set(names)) == len(names)


def test_every_notebook_of_the_collection_makes_a_report_and_the_two_tools_make_none(catalogue):
    used = {report.notebook for report in catalogue.reports}
    held = {path.stem for path in NOTEBOOKS.glob("*.ipynb")}
    assert {name[:2] for name in held} == {f"{number:02}" for number in range(18)}
    assert used == held - NOT_IN_THE_SITE


def test_every_employer_with_enough_on_record_has_its_dossier(catalogue, clean_copy):
    statements = read("offer_statements", project=clean_copy)["employer"].value_counts()
    ballots = read("ballots", project=clean_copy)
    ballots = ballots[ballots["counted"].fillna(False)]
    distinct = ballots.drop_duplicates(["employer", "union", "closed_last", "source_date"])
    voted = distinct["employer"].value_counts()
    employers = read("employers", project=clean_copy)
    employers = employers[employers["sector"].isin(RELATED) & (employers["kind"] == "employer")]
    wanted = {
        slug for slug in employers["key"] if statements.get(slug, 0) >= 3 or voted.get(slug, 0) >= 2
    }
    made = {report.parameters["employer"] for report in of(catalogue, "06_dispute")}
    assert made == wanted
    assert len(made) >= 20


def test_the_five_moments_each_have_their_report(catalogue):
    moments = [report.parameters["moment"] for report in of(catalogue, "13_on_the_day")]
    assert moments == ["2004-01", "2011-03", "2013-04", "2022-12", "2023-12"]


@pytest.mark.parametrize("notebook", ["02_real_pay_by_grade", "03_sectors"])
def test_pay_by_grade_and_by_sector_are_reported_on_each_index(catalogue, notebook):
    assert {one.parameters.get("index") for one in of(catalogue, notebook)} == {
        "CPI",
        "CPIH",
        "RPI",
    }


def test_every_report_says_what_it_asks_and_stands_in_a_group(catalogue):
    for report in catalogue.reports:
        assert report.question.endswith(("?", ".")) or "?" in report.question, report.name
        assert report.group in catalogue.groups, report.name
