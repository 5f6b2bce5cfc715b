"""Series that share runs of values: one filed under another's name, or chance."""

from __future__ import annotations

import pytest

from analysis.ingest.checks.series_checks import check_shared, flag_shared, longest_shared
from analysis.ingest.ons import Observations, OnsSeries
from analysis.ingest.ons.configured import Configured
from analysis.ingest.reading.draft import Draft
from analysis.ingest.reading.problems import Problems
from analysis.tables.declared import EARNINGS

START = 12 * 40  # January 2010


def series(cdid: str, values: list[float], start: int = START) -> OnsSeries:
    places = range(len(values))
    months = Observations(
        "month",
        tuple(start + place for place in places),
        tuple(values),
        (1,) * len(values),
        tuple(9 + place for place in places),
    )
    words = (f"ons/{cdid}.csv", cdid, "", "", "", None, None, None, "", ())
    return OnsSeries(*words, months, Observations("quarter"), Observations("year"))


def configured(**tables: str) -> dict[str, Configured]:
    return {
        cdid: Configured(cdid, 2, {"table": table, "revisable": "yes"}, None, None)
        for cdid, table in tables.items()
    }


def sharing(length: int) -> tuple[list[float], list[float]]:
    """Two runs of thirty months of which the last `length` are equal."""
    first = [100.0 + place for place in range(30)]
    return first, [value + 50.0 for value in first[: 30 - length]] + first[30 - length :]


@pytest.mark.parametrize(
    ("tables", "length", "stops"),
    [
        (("prices", "earnings"), 11, False),
        (("prices", "earnings"), 12, True),
        (("earnings", "earnings"), 13, False),
        (("earnings", "earnings"), 23, False),
        (("earnings", "earnings"), 24, True),
        (("prices", "prices"), 24, True),
    ],
)
def test_a_price_with_an_earnings_series_stops_at_twelve_and_any_two_at_twenty_four(
    tables: tuple[str, str], length: int, stops: bool
) -> None:
    first, second = sharing(length)
    releases = {"AAAA": [series("AAAA", first)], "BBBB": [series("BBBB", second)]}
    problems = Problems()
    shared = check_shared(releases, configured(AAAA=tables[0], BBBB=tables[1]), problems)
    assert bool(problems) is stops
    assert bool(shared) is (not stops and length >= 12)


def test_a_run_is_found_where_it_lies_and_one_repeated_value_is_none() -> None:
    first, second = sharing(15)
    [found] = longest_shared({"AAAA": series("AAAA", first), "BBBB": series("BBBB", second)})
    assert found == ("AAAA", "BBBB", 15, START + 15)
    same = [2.0] * 30
    assert longest_shared({"AAAA": series("AAAA", same), "BBBB": series("BBBB", same)}) == []


def test_equal_values_in_other_months_are_no_run() -> None:
    first, _ = sharing(0)
    moved = series("BBBB", first, START + 1)
    assert longest_shared({"AAAA": series("AAAA", first), "BBBB": moved}) == []


def test_only_the_months_of_the_run_are_flagged_as_they_stand_now() -> None:
    first, second = sharing(13)
    both = {"AAAA": series("AAAA", first), "BBBB": series("BBBB", second)}
    made = Draft(EARNINGS, "ons", [0] * 31, {}, Problems())
    made.values["series"] = ["AAAA"] * 31
    made.values["period"] = [START + place for place in range(30)] + [START + 29]
    made.values["known_until"] = [None] * 30 + ["an older version"]
    flag_shared(made, longest_shared(both))
    flagged = [place for place, flags in enumerate(made.flags) if flags]
    assert flagged == list(range(17, 30))
    assert made.flags[17] == ["shares a run of values: BBBB"]
