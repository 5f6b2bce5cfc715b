"""The tables in data/raw/vocabulary cover what sources wrote, in words of closed lists."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
BLANK_HAS_A_WORD = {"ballot_question", "remit_basis"}
REASONS = {"pay", "pensions", "jobs", "conditions", "redundancy terms", "other"}
GRADES = ["AA", "AO", "EO", "HEO", "SEO", "G7", "G6"]


# Each vocabulary: the raw columns that it must cover, and the closed words of its columns.
VOCABULARIES: dict[str, tuple[list[tuple[str, str]], dict[str, set[str]]]] = {
    "offer_status": (
        [("pay/offers.csv", "status")],
        {
            "outcome": {
                "proposed",
                "offered",
                "accepted",
                "rejected",
                "imposed",
                "implemented",
                "withdrawn",
                "superseded",
                "disputed",
            }
        },
    ),
    "offer_basis": (
        [("pay/offers.csv", "basis")],
        {
            "comparability": {
                "person",
                "unit",
                "cap",
                "range",
                "at_most",
                "split_first",
                "cash",
                "none",
            }
        },
    ),
    "speaker": (
        [("pay/offers.csv", "asserted_by"), ("moments/figures.csv", "said_by")],
        {"speaker": {"union", "employer", "minister", "press", "mp", "several", "other"}},
    ),
    "cash_kind": (
        [("pay/offers.csv", "cash_kind")],
        {
            "consolidated": {"yes", "no", "unclear"},
            "kind": {
                "rise",
                "rise for some",
                "rise by band",
                "one-off",
                "allowance",
                "underpin",
                "at most",
                "total",
                "scale",
            },
        },
    ),
    "grade": (
        [("pay/offers.csv", "grade")],
        {
            "grade_from": {*GRADES, ""},
            "grade_to": {*GRADES, ""},
            "how": {"label", "mapped", "none"},
        },
    ),
    "ballot_question": (
        [("ballots/ballots.csv", "question")],
        {
            "question_kind": {
                "strike",
                "asos",
                "strike and asos",
                "industrial action",
                "offer",
                "campaign",
                "other",
            },
            "yes_means": {"action", "acceptance", "rejection", "other", "unknown"},
        },
    ),
    "ballot_level": (
        [("ballots/ballots.csv", "level")],
        {"level": {"branch", "unit", "employer", "aggregate", "total"}, "counted": {"yes", "no"}},
    ),
    "ballot_type": (
        [("ballots/ballots.csv", "ballot_type")],
        {"ballot_type": {"statutory", "consultative", "indicative"}},
    ),
    "action_kind": (
        [("ballots/actions.csv", "kind")],
        {
            "kind": {
                "strike",
                "action short of strike",
                "overtime ban",
                "work to rule",
                "days lost",
                "other",
            },
            "is_action": {"yes", "no"},
        },
    ),
    "action_status": (
        [("ballots/actions.csv", "status")],
        {
            "status": {
                "planned",
                "announced",
                "took place",
                "partly took place",
                "suspended",
                "postponed",
                "called off",
                "abandoned",
            }
        },
    ),
    "reason": ([("ballots/ballots.csv", "dispute_reason")], {}),
    "remit_basis": (
        [("pay/remits.csv", "basis")],
        {
            "basis": {
                "paybill_including_progression",
                "assumed_base_pay",
                "average_award",
                "cap",
                "freeze",
                "flat_cash",
                "individual",
                "staged",
                "cumulative",
                "unstated",
            }
        },
    ),
    "remit_jurisdiction": (
        [("pay/remits.csv", "jurisdiction")],
        {
            "jurisdiction": {
                "UK civil service",
                "UK public sector",
                "Scotland",
                "Northern Ireland",
            }
        },
    ),
    "confidence": (
        [
            ("pay/offers.csv", "confidence"),
            ("ballots/ballots.csv", "confidence"),
            ("ballots/actions.csv", "confidence"),
            ("ballots/rules.csv", "confidence"),
            ("pay/remits.csv", "confidence"),
            ("pay/review_bodies.csv", "confidence"),
            ("pay/pay_scales.csv", "confidence"),
            ("prices/statuses.csv", "confidence"),
            ("earnings/civil_service_salaries.csv", "confidence"),
        ],
        {"scale": {"reading", "rating"}},
    ),
    "union": (
        [
            ("pay/offers.csv", "unions"),
            ("ballots/ballots.csv", "union"),
            ("ballots/actions.csv", "union"),
        ],
        {},
    ),
}
PARTED = {"union"}  # several in one cell, parted by semicolons


def rows(path: str) -> list[dict[str, str]]:
    """Read a raw table as text."""
    with (RAW / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def vocabulary(name: str) -> list[dict[str, str]]:
    return rows(f"vocabulary/{name}.csv")


def reasons(cell: str) -> list[str]:
    """Split a dispute's reasons at each semicolon outside brackets."""
    return [part.strip() for part in re.split(r";(?![^(]*\))", cell) if part.strip()]


def values_found(name: str) -> set[str]:
    """Collect every value that a vocabulary must map; a blank counts where the word does."""
    cells: Iterable[str] = (
        row[column] for path, column in VOCABULARIES[name][0] for row in rows(path)
    )
    if name == "reason":
        return {part for cell in cells for part in reasons(cell)}
    if name in PARTED:
        return {part.strip() for cell in cells for part in cell.split(";")} - {""}
    blank = "(blank)" if name in BLANK_HAS_A_WORD else ""
    return {cell or blank for cell in cells} - {""}


@pytest.mark.parametrize("name", sorted(VOCABULARIES))
def test_a_vocabulary_maps_every_value_that_occurs(name: str) -> None:
    assert values_found(name) - {row["found"] for row in vocabulary(name)} == set()


@pytest.mark.parametrize("name", sorted(VOCABULARIES))
def test_a_vocabulary_maps_a_value_once(name: str) -> None:
    counts = Counter(row["found"] for row in vocabulary(name))
    assert [found for found, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", sorted(VOCABULARIES))
def test_a_vocabulary_uses_closed_words_alone(name: str) -> None:
    for column, allowed in VOCABULARIES[name][1].items():
        assert {row[column] for row in vocabulary(name)} <= allowed, column


def test_every_vocabulary_file_is_known() -> None:
    assert {path.stem for path in (RAW / "vocabulary").iterdir()} == set(VOCABULARIES)


def test_reasons_are_closed_words_joined_by_semicolons() -> None:
    used = {word for row in vocabulary("reason") for word in row["reasons"].split(";")}
    assert used == REASONS


def test_standard_grades_run_from_low_to_high_or_are_not_said() -> None:
    for row in vocabulary("grade"):
        first, last = row["grade_from"], row["grade_to"]
        if row["how"] == "none":
            assert (first, last) == ("", "")
        else:
            assert GRADES.index(first) <= GRADES.index(last), row["found"]


def test_a_yes_to_accept_is_never_read_as_a_yes_to_action() -> None:
    meaning = {row["found"]: row["yes_means"] for row in vocabulary("ballot_question")}
    for found, means in meaning.items():
        if found.startswith("accept"):
            assert means == "acceptance", found
        if found.startswith("reject"):
            assert means == "rejection", found
    assert meaning["endorse union strategy (pause action)"] == "other"


def test_duplicates_misreports_notices_and_parents_are_not_counted() -> None:
    counted = {row["found"]: row["counted"] for row in vocabulary("ballot_level")}
    plain = {"branch", "unit", "employer", "aggregate", "aggregate-of-separate-counts"}
    assert {found for found, word in counted.items() if word == "yes"} == plain


def test_days_lost_are_not_actions() -> None:
    for row in vocabulary("action_kind"):
        assert (row["is_action"] == "no") == row["found"].startswith("working days lost")


def test_the_rows_shown_in_the_readme_use_words_that_are_mapped() -> None:
    text = (RAW / "README.md").read_text(encoding="utf-8")
    shown_rows = re.findall(r"^```csv (\S+)\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    for path, block in shown_rows:
        columns = list(rows(path)[0])
        for name, (places, _) in VOCABULARIES.items():
            mapped = {row["found"] for row in vocabulary(name)} | {""}
            for line in csv.reader(block.splitlines()):
                shown = dict(zip(columns, line, strict=True))
                cells = [shown[column] for place, column in places if place == path]
                if name in PARTED:
                    cells = [part.strip() for cell in cells for part in cell.split(";")]
                assert set(cells) <= mapped


def test_what_a_news_report_prints_is_of_one_kind_under_any_of_its_names() -> None:
    with (RAW / "moments/kinds.csv").open(encoding="utf-8", newline="") as handle:
        kinds = list(csv.DictReader(handle))
    words = [one.strip() for kind in kinds for one in kind["words"].split("|")]
    assert len(set(words)) == len(words)
    with (RAW / "moments/figures.csv").open(encoding="utf-8", newline="") as handle:
        printed = {row["quantity"] for row in csv.DictReader(handle)}
    assert len(printed & set(words)) >= 10
