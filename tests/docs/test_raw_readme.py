"""Whoever adds to the record by the folder's README gets clean tables with the addition in them."""

import re
from pathlib import Path

import pytest

from analysis.errors import RealpayError
from analysis.project import Project
from analysis.publish.keeping.freshness import clean_tables
from analysis.tables import read

README = Path(__file__).resolve().parents[2] / "data" / "raw" / "README.md"
TEXT = README.read_text(encoding="utf-8")
SECTIONS = {
    part.partition("\n")[0]: part for part in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
}


def follow(root, section):
    """Put each block of a section at the end of the file that it names."""
    for name, text in re.findall(
        r"^```(?:csv|yaml) (\S+)\n(.*?)^```", SECTIONS[section], flags=re.MULTILINE | re.DOTALL
    ):
        append(root, name, text)


def append(root, name, text):
    path = root / "data" / "raw" / name
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


def change(root, name, old, new):
    path = root / "data" / "raw" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def clean(root):
    project = Project(root)
    clean_tables(project)
    return project


def row(project, table, key):
    found = read(table, project=project, where={"key": key})
    assert len(found) == 1, key
    return found.iloc[0]


def test_an_offer_with_two_statements_is_one_offer(record):
    follow(record, "Add an offer")
    project = clean(record)
    first, second = (row(project, "offer_statements", key) for key in ("X0001", "X0002"))
    assert (first["pct"], first["pct_floor"], first["comparability"]) == (3.4, 2.5, "unit")
    assert (second["pct"], second["grade"], second["comparability"]) == (3.0, "AO", "person")
    assert row(project, "offers", "MET-2026")["employer"] == "met-office"


def test_a_ballot_is_counted_and_its_sum_found(record):
    follow(record, "Add a ballot")
    ballot = row(clean(record), "ballots", "PROSPECT-2026-09-MET")
    assert ballot["votes_identity"] == "yes+no+spoiled"
    assert (ballot["entitled"], ballot["returned"], ballot["yes"]) == (1200, 700, 500)
    assert ballot["counted"]
    assert ballot["flags"] == ""


def test_a_series_is_read_once_its_file_its_line_and_its_source_are_there(record):
    served = (record / "data" / "raw" / "ons" / "KAC7.csv").read_text(encoding="utf-8")
    invented = served.replace("KAC7", "ABCD").replace("Seasonally Adjusted Total", "Invented")
    figures = re.compile(r'^("\d{4}[^"]*"),"(\d+)"', flags=re.MULTILINE)
    invented = figures.sub(lambda found: f'{found[1]},"{2 * int(found[2]) + 1}"', invented)
    (record / "data" / "raw" / "ons" / "ABCD.csv").write_text(invented, encoding="utf-8")
    with pytest.raises(RealpayError, match=r"series\.csv"):
        clean(record)
    follow(record, "Add an ONS series")
    found = read("earnings", project=clean(record), where={"series": "ABCD"})
    assert len(found) > 200
    assert set(found["unit"]) == {"GBP per week"}


def test_another_spelling_stops_the_cleaning_until_the_employer_has_it(record):
    follow(record, "Add an offer")
    change(
        record,
        "pay/offers.csv",
        "X0001,MET-2026,Met Office,",
        'X0001,MET-2026,"The Met Office, Exeter",',
    )
    with pytest.raises(RealpayError, match="The Met Office, Exeter"):
        clean(record)
    change(
        record,
        "employers.csv",
        "met-office,Met Office,,",
        'met-office,Met Office,"The Met Office, Exeter",',
    )
    found = row(clean(record), "offer_statements", "X0001")
    assert found["employer"] == "met-office"


def test_an_employer_is_a_row_with_its_parent_its_spellings_and_when_awards_are_due(record):
    follow(record, "Add an employer")
    row_of_a_ballot = "SSA-2026-10,Prospect,The Soil Survey,,employer,,statutory,strike,postal,"
    counts = "2026-10-01,2026-10-20,,120,,,70,50,20,,,58.3,71.4,,,,,,,,,,pay,"
    append(
        record,
        "ballots/ballots.csv",
        f"{row_of_a_ballot}{counts}A page,https://example.org/,2026-10-21,verified in text\n",
    )
    project = clean(record)
    added = row(project, "employers", "soil-survey-agency")
    assert (added["parent"], added["usual_settlement"]) == ("met-office", "07-01")
    assert row(project, "ballots", "SSA-2026-10")["employer"] == "soil-survey-agency"


def test_a_new_word_stops_the_cleaning_until_the_vocabulary_has_it(record):
    follow(record, "Add an offer")
    change(record, "pay/offers.csv", "offer,union,,Prospect", "turned down,union,,Prospect")
    with pytest.raises(RealpayError, match="turned down"):
        clean(record)
    follow(record, "Add a word")
    assert row(clean(record), "offer_statements", "X0001")["outcome"] == "rejected"


def test_a_figure_is_corrected_and_what_was_printed_stays(record):
    follow(record, "Add a ballot")
    change(record, "ballots/ballots.csv", ",700,500,196,4,", ",700,5000,196,4,")
    with pytest.raises(RealpayError, match="column yes: found '5000'"):
        clean(record)
    follow(record, "Correct a figure")
    ballot = row(clean(record), "ballots", "PROSPECT-2026-09-MET")
    assert ballot["yes"] == 500
    assert "corrected: yes" in ballot["flags"]
    raw = (record / "data" / "raw" / "ballots" / "ballots.csv").read_text(encoding="utf-8")
    assert ",700,5000,196,4," in raw


def test_a_correction_whose_row_no_longer_says_so_is_an_error(record):
    follow(record, "Add a ballot")
    follow(record, "Correct a figure")
    with pytest.raises(RealpayError, match=r"corrections\.yaml"):
        clean(record)
