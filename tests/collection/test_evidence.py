"""Notebook 14: the evidence report, whole, as of a day, and as six sentences with their numbers."""

import pytest

from analysis.present import Chart, Finding

DAYS = ("2023-12-08", "2013-04-07", "2004-01-24")


def test_its_summary_is_six_sentences_each_with_a_number(make):
    six = make("14_evidence").findings[:6]
    assert [finding.id for finding in six] == [
        "summary-awards",
        "summary-grades",
        "summary-sectors",
        "summary-floor",
        "summary-restoring",
        "summary-votes",
    ]
    for finding in six:
        numbers = [one for one in finding.values.values() if isinstance(one.amount, (int, float))]
        assert numbers, finding.id


def test_two_readings_are_written_out(make):
    said = {finding.id: finding.sentence for finding in make("14_evidence").findings}
    assert said["reading-fallen"].startswith("The strongest fair case that pay has fallen: ")
    assert said["reading-held"].startswith("The strongest fair case that pay has held")


def test_every_section_has_a_chart_of_its_own(make):
    charts = make("14_evidence").charts
    assert 8 <= len(charts) <= 12
    assert len({chart.id for chart in charts}) == len(charts)


def test_every_number_of_the_summary_and_the_readings_has_rows_or_a_name(make):
    for finding in make("14_evidence").findings:
        for name, value in finding.values.items():
            if isinstance(value.amount, float) and name != "hours":
                assert value.rows, (finding.id, name)


def test_on_the_eighth_of_december_2023_it_knows_what_was_known(make):
    made = make("14_evidence", as_of="2023-12-08")
    said = {finding.id: finding for finding in made.of(Finding)}
    assert said["summary-awards"].values["last"].text == "April 2023"
    assert said["summary-grades"].values["end"].text == "2023"
    assert "are not on record" in said["summary-sectors"].sentence
    votes = said["summary-votes"].values
    assert (votes["union"].text, votes["when"].text) == ("PCS", "April 2019")
    assert [votes[name].amount for name in ("n_0", "of_0", "n_1", "of_1")] == [124, 210, 106, 186]
    assert votes["round1"].text == "2023"


def test_national_rounds_are_those_of_the_page_of_ballots(make):
    (told,) = (one for one in make("14_evidence").tables if one.id == "votes-rounds")
    rounds = next(one for one in make("05_ballots", union="PCS").tables if one.id == "rounds")
    national = rounds.frame[rounds.frame["row"].str.endswith("-NAT")]
    assert len(national) == 3
    assert told.frame.equals(national.reset_index(drop=True))


def test_the_chart_of_workforces_counts_those_that_its_sentence_counts(make):
    made = make("14_evidence")
    told = next(one for one in made.of(Finding) if one.id == "review-bodies").values
    chart = next(one for one in made.charts if one.id == "yearly-chains")
    assert f"in {told['below'].text} of {told['n'].text} workforces" in chart.headline


def test_of_2004_it_says_the_one_pay_point_there_is(make):
    made = make("14_evidence", as_of="2004-06-01")
    assert {"no-reading", "no-grades"} <= {one.id for one in made.of(Finding)}
    first = made.findings[0]
    assert first.id == "summary-floor"
    assert "the only month for which one is on record" in first.sentence


@pytest.mark.parametrize("day", DAYS)
def test_it_can_be_made_as_of_any_day(make, day):
    made = make("14_evidence", as_of=day)
    assert made.findings
    assert made.of(Chart)


def test_the_reading_that_pay_held_names_the_index_of_each_measure(make):
    held = next(one for one in make("14_evidence").findings if one.id == "reading-held")
    named = [name for name in held.values if name.startswith("measure")]
    assert named
    assert {f"index{name.removeprefix('measure')}" for name in named} <= set(held.values)
