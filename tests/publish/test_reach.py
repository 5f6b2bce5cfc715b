"""What a page tells of its inputs comes from the recorded reads that also decide its staleness."""

import pytest

from analysis.publish.page.reach import data_to, series_read, told_of

MANIFEST = {
    "version": "1",
    "series": [
        {"series": "D7G7", "to": "2026-08", "file": "ons/D7G7.csv", "released": "2026-09-16"},
        {"series": "CHAW", "to": "2026-07", "file": "ons/CHAW.csv", "released": "2026-08-19"},
        {"series": "KAC7", "table": "earnings", "to": "2026-05", "file": "x", "released": None},
    ],
    "corrections": [{"table": "ballots", "row": "b"}, {"table": "ballots", "row": "c"}],
}


def read(table, *series, to="", corrected=()):
    where = [["series", list(series)]] if series else []
    return {"table": table, "where": where, "to": to, "corrected": corrected}


@pytest.mark.parametrize(
    ("reads", "series"),
    [
        ([read("prices")], ["D7G7", "CHAW"]),
        ([read("prices", "CHAW")], ["CHAW"]),
        ([read("prices", "CHAW"), read("prices", "D7G7")], ["D7G7", "CHAW"]),
        ([read("prices", "CHAW"), read("prices")], ["D7G7", "CHAW"]),
        ([read("earnings", "KAC7"), read("ballots")], ["KAC7"]),
        ([read("ballots")], []),
    ],
)
def test_the_series_are_those_asked_for_or_all_of_a_table_when_none_was(reads, series):
    assert [one["series"] for one in series_read(MANIFEST, reads)] == series


@pytest.mark.parametrize(
    ("reads", "parameters", "reach"),
    [
        ([read("prices", to="2026-07"), read("ballots", to="2026-02-23")], {}, "2026-07"),
        (
            [read("ballots", to="2026-02-23"), read("ballot_rules", to="2027-10-01")],
            {"as_of": "latest"},
            "2026-02-23",
        ),
        (
            [read("wage_floors", to="2026-04-01"), read("ballots", to="2020-01-01")],
            {},
            "2026-04-01",
        ),
        ([read("ballot_rules", to="2027-10-01")], {}, ""),
        ([read("prices", to="2026-08")], {"as_of": "2022-12-07"}, "2022-12-07"),
        ([read("prices", to=""), read("salaries", to="")], {}, ""),
    ],
)
def test_a_law_to_come_is_no_figure_and_a_past_day_is_the_end_of_what_it_knows(
    reads, parameters, reach
):
    assert data_to(reads, parameters) == reach


def test_the_corrections_told_are_those_of_the_rows_that_were_read():
    reads = [read("ballots", corrected=[["c", "corrected: yes"]])]
    told = told_of(MANIFEST, reads, {"parameters": {}})
    assert [one["row"] for one in told["corrections"]] == ["c"]


def test_the_day_of_release_of_a_file_that_is_only_named_is_told_too():
    told = told_of(MANIFEST, [], {"parameters": {}}, ["ons/CHAW.csv", "pay/offers.csv"])
    assert told["released"] == {"ons/CHAW.csv": "2026-08-19"}
