"""Days on which a page once told what had not come, each with what a reader of that day knew."""

from __future__ import annotations

import pytest

from analysis.present import Finding
from analysis.tables import read

pytestmark = pytest.mark.slow


def sentences(made) -> str:
    return "\n".join(finding.sentence for finding in made.of(Finding)).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def table(made, name):
    (found,) = [one for one in made.tables if one.id == name]
    return found.frame


def test_a_page_of_2009_knows_no_law_of_2017(make):
    made = make("05_ballots", union="PCS", as_of="2009-12-01")
    assert table(made, "regimes")["law"].astype(str).tolist() == ["1992-10-16"]
    assert "2017" not in " ".join(words for _, words, _ in made.words())


def test_the_law_of_2017_is_there_from_its_first_day_on(make):
    made = make("05_ballots", union="PCS", as_of="2018-01-15")
    assert "2017-03-01" in table(made, "regimes")["law"].astype(str).tolist()


@pytest.mark.parametrize(
    ("day", "told", "told_on"),
    [
        ("2016-01-20", "Announcement of the ceiling", "2015-07-08"),
        ("2016-04-21", "Civil Service Pay Guidance 2016 to 2017", "2016-04-21"),
    ],
)
def test_the_ceiling_of_2016_is_told_by_its_announcement_until_its_guidance_is_out(
    make, day, told, told_on
):
    listed = table(make("04_remits_and_awards", as_of=day), "remit-list").set_index("pay_year_from")
    row = listed.loc["2016-17"]
    assert (row["event"], str(row["published"]), row["ceiling_pct"]) == (told, told_on, 1.0)


def test_before_2016_the_wage_floor_is_set_beside_the_pay_points_known_then(make):
    said = sentences(make("07_wage_floor", as_of="2015-06-01"))
    assert "stood 25.6 % above that of its own day" in said
    assert "no pay point" not in said.lower()


def test_in_january_2004_the_rate_that_was_perhaps_out_is_said_beside_the_one_that_was(make):
    said = sentences(make("13_on_the_day", moment="2004-01"))
    assert "RPI 2.5 % (November 2003; perhaps already 2.8 % of December 2003)" in said


def test_the_cpih_of_february_2013_is_marked_as_revised_later(make):
    said = sentences(make("13_on_the_day", moment="2013-04"))
    assert "CPIH 2.5 % (February 2013; as revised later)" in said


def test_salaries_published_on_29_july_2026_are_known_from_that_day(clean_copy):
    def newest(day: str) -> str:
        rows = read("salaries", where={"measure": "median"}, as_of=day, project=clean_copy)
        return str(rows["reference_last"].max().date())

    assert newest("2026-07-28") < "2026-03-31"
    assert newest("2026-07-29") == "2026-03-31"


def test_a_rate_that_stands_in_for_the_printed_one_is_marked_in_the_tables_of_offers(make):
    made = make("01_offers_against_inflation", as_of="2013-04-07")
    newest = table(made, "then-and-now").set_index("index")
    assert newest.loc["CPIH", "mark"] == "as revised later"
    assert newest.loc[["CPI", "RPI"], "mark"].eq("as printed").all()
    (listed,) = [one for one in made.tables if one.id == "offers"]
    assert any(note.startswith("CPIH beside") and "as later revised" in note
               for note in listed.notes)  # fmt: skip
