"""A union, a confidence or a source that cannot be right does not slip into the record."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from analysis.ingest.clean import Cleaned

Change = Callable[..., None]
Lines = Callable[[], list[str]]
Add = Callable[[str, str], None]

OFFERS = "pay/offers.csv"
OFFER = (
    "X0001,MET-2026,Met Office,Met Office,{unions},2026-27,2026-27,,,,average_award,3.4,,,2.5,"
    ",,,,,,,,,,2026-09-01,2026-07,,,,offer,union,,{title},{url},2026-09-02,{confidence}"
)


def offer(
    unions: str = "Prospect",
    title: str = "An invented page",
    url: str = "https://example.org/pay",
    confidence: str = "verified in text",
) -> str:
    return OFFER.format(unions=unions, title=title, url=url, confidence=confidence)


def test_a_misspelt_union_of_an_offer_is_refused_with_the_nearest_and_the_line_to_add(
    add: Add, lines: Lines
) -> None:
    add(OFFERS, offer(unions="PCS; Prospct"))
    [line] = lines()
    assert line == (
        "pay/offers.csv, row 81, column unions: found 'Prospct'; allowed: unions in "
        "vocabulary/union.csv, parted by semicolons; mend: Did you mean Prospect? If so, correct "
        "it, or add the line 'Prospct,ITS FULL NAME,' to data/raw/vocabulary/union.csv"
    )


@pytest.mark.parametrize("file", ["ballots/ballots.csv", "ballots/actions.csv"])
def test_a_misspelt_union_of_a_ballot_or_an_action_is_refused(
    change: Change, lines: Lines, file: str
) -> None:
    change(file, ",PCS,", ",PSC,")
    [line] = lines()
    assert re.match(rf"{file}, row \d+, column union: found 'PSC'; allowed: unions in ", line)


def test_a_new_union_is_known_once_its_line_is_added(
    add: Add, cleaned: Callable[[], Cleaned]
) -> None:
    add(OFFERS, offer(unions="NUJ; PCS"))
    add("vocabulary/union.csv", "NUJ,National Union of Journalists,")
    statements = cleaned().frame("offer_statements").set_index("key")
    assert statements.loc["X0001", "unions"] == "NUJ; PCS"


def test_a_spare_semicolon_between_unions_is_refused(add: Add, lines: Lines) -> None:
    add(OFFERS, offer(unions="PCS;"))
    [line] = lines()
    assert "column unions: found 'PCS;'" in line
    assert line.endswith("mend: take the spare semicolon away")


@pytest.mark.parametrize("word", ["sure", "verified in txt", "high"])
def test_a_confidence_that_is_not_in_use_for_such_rows_is_refused(
    add: Add, lines: Lines, word: str
) -> None:
    add(OFFERS, offer(confidence=word))
    [line] = lines()
    assert f"pay/offers.csv, row 81, column confidence: found '{word}'; allowed: a reading" in line
    assert ("Did you mean verified in text?" in line) == (word == "verified in txt")


@pytest.mark.parametrize("file", ["pay/pay_scales.csv", "earnings/civil_service_salaries.csv"])
def test_compiled_figures_are_rated_and_not_read(change: Change, lines: Lines, file: str) -> None:
    change(file, ",high\n", ",secondary\n")
    [line] = lines()
    assert line.startswith(f"{file}, row ")
    assert "column confidence: found 'secondary'; allowed: a rating" in line


def test_a_row_that_names_no_source_is_refused(add: Add, lines: Lines) -> None:
    add(OFFERS, offer(title="", url=""))
    [line] = lines()
    assert line == (
        "pay/offers.csv, row 81, column source_url: found 'a blank'; allowed: the address of the "
        "source, or at least its title in source_title; mend: say where the row was read"
    )


def test_a_source_without_an_address_is_named_by_its_title(add: Add, lines: Lines) -> None:
    add(OFFERS, offer(title="A circular on paper", url=""))
    assert lines() == []


def test_a_refused_meaning_is_shown_the_words_there_are_and_the_nearest(
    add: Add, lines: Lines
) -> None:
    add("vocabulary/speaker.csv", "a leaflet,unoin,")
    [problem] = lines()
    assert "allowed: union, employer, minister, press, mp, several, other; mend: Did you" in problem
    assert problem.endswith("Did you mean union?")
