"""How far a report's figures reach: the newest month of what it read, or the day it is held to."""

import pytest

from analysis.publish.page.reach import data_to, series_read

MANIFEST = {
    "series": [
        {"series": "D7G7", "to": "2026-08"},
        {"series": "CHAW", "to": "2026-07"},
        {"series": "KAC7", "table": "earnings", "to": "2026-05"},
    ],
    "tables": {
        "ballots": {"to": "2026-02-23"},
        "wage_floors": {"to": "2026-04-01"},
        "ballot_rules": {"to": "2027-10-01"},
        "prices": {"to": "2026-08"},
    },
}


def read(table, *series):
    return {"table": table, "where": [["series", list(series)]] if series else []}


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
        ([read("prices", "CHAW"), read("ballots")], {}, "2026-07"),
        ([read("ballots"), read("ballot_rules")], {"as_of": "latest"}, "2026-02-23"),
        ([read("wage_floors"), read("ballots")], {}, "2026-04-01"),
        ([read("ballot_rules")], {}, ""),
        ([read("prices")], {"as_of": "2022-12-07"}, "2022-12-07"),
    ],
)
def test_a_law_to_come_is_no_figure_and_a_past_day_is_the_end_of_what_it_knows(
    reads, parameters, reach
):
    assert data_to(MANIFEST, series_read(MANIFEST, reads), reads, parameters) == reach
