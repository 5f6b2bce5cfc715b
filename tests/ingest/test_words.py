"""Words for cash, grades and reasons: as found beside ours, and refused where no list has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.ingest.clean import Cleaned
from analysis.project import Project

Change = Callable[..., None]
Lines = Callable[[], list[str]]
Add = Callable[[str, str], None]
Clean = Callable[[], Cleaned]

OFFERS, BALLOTS = "pay/offers.csv", "ballots/ballots.csv"
REASONS = ",pay;pensions;jobs;redundancy terms,"


@pytest.fixture
def offer(project: Project, add: Add) -> Callable[..., None]:
    """Add a statement with the cells given; its key is X1."""
    columns = (project.raw / OFFERS).read_text(encoding="utf-8").splitlines()[0].split(",")

    def added(**cells: str) -> None:
        row = {
            "statement_id": "X1",
            "offer_id": "X-1",
            "employer": "Acas",
            "pay_year_from": "2022-23",
            "pay_year_to": "2022-23",
            "basis": "cash",
            "status": "offer",
            "asserted_by": "union",
            "source_title": "an invented page",
            **cells,
        }
        add(OFFERS, ",".join(row.get(column, "") for column in columns))

    return added


def test_cash_is_said_in_our_words_beside_the_words_found(
    offer: Callable[..., None], cleaned: Clean
) -> None:
    offer(cash_gbp="552", cash_period="year", cash_kind="consolidated flat")
    row = cleaned().frame("offer_statements").set_index("key").loc["X1"]
    assert row["cash_kind"] == "consolidated flat"
    assert (row["cash_consolidated"], row["cash_form"]) == ("yes", "rise")


def test_a_grade_is_said_as_the_standard_grades_that_it_spans(
    offer: Callable[..., None], cleaned: Clean
) -> None:
    offer(grade="B1-C3", cash_gbp="552")
    row = cleaned().frame("offer_statements").set_index("key").loc["X1"]
    assert (row["grade_from"], row["grade_to"], row["grade_how"]) == ("EO", "G6", "mapped")


def test_a_statement_about_no_cash_and_no_grade_leaves_our_words_blank(
    offer: Callable[..., None], cleaned: Clean
) -> None:
    offer(basis="average_award", percent="2.6")
    row = cleaned().frame("offer_statements").set_index("key").loc["X1"]
    assert row[["cash_consolidated", "cash_form", "grade_from", "grade_how"]].isna().all()


@pytest.mark.parametrize(("column", "word"), [("cash_kind", "gift"), ("grade", "Band Z")])
def test_a_word_that_no_list_has_is_refused_until_a_line_is_added(
    offer: Callable[..., None], add: Add, lines: Lines, column: str, word: str
) -> None:
    offer(cash_gbp="552", **{column: word})
    [line] = lines()
    assert line == (
        f"pay/offers.csv, row 81, column {column}: found '{word}'; allowed: a word in "
        f"vocabulary/{column}.csv; mend: correct it, or add a line for it to "
        f"data/raw/vocabulary/{column}.csv"
    )
    meaning = "no,one-off," if column == "cash_kind" else "EO,HEO,mapped,"
    add(f"vocabulary/{column}.csv", f"{word},{meaning}")
    assert lines() == []


@pytest.mark.parametrize(
    ("name", "line", "column", "found"),
    [
        ("cash_kind", "gift,perhaps,one-off,", "consolidated", "perhaps"),
        ("grade", "Band Z,E0,HEO,mapped,", "grade_from", "E0"),
        ("grade", "Band Z,EO,HEO,,", "how", "a blank"),
        ("reason", "car parks,pay;parking,", "reasons", "parking"),
        ("reason", "car parks,,", "reasons", "a blank"),
        ("offer_status", "turned down,refused,", "outcome", "refused"),
        ("offer_basis", "median,persn,", "comparability", "persn"),
        ("speaker", "a leaflet,,", "speaker", "a blank"),
        ("ballot_level", "branches,branch,maybe,", "counted", "maybe"),
        ("action_kind", "go-slow,go slow,yes,", "kind", "go slow"),
        ("remit_jurisdiction", "Wales (draft),Wales,", "jurisdiction", "Wales"),
        ("confidence", "seen,reeding,", "scale", "reeding"),
    ],
)
def test_a_meaning_that_is_none_of_our_words_is_refused_though_no_row_uses_it(
    project: Project, add: Add, lines: Lines, name: str, line: str, column: str, found: str
) -> None:
    file = f"vocabulary/{name}.csv"
    row = len((project.raw / file).read_text(encoding="utf-8").splitlines()) + 1
    add(file, line)
    problems = lines()
    assert problems[0].startswith(f"{file}, row {row}, column {column}: found '{found}'; allowed: ")
    assert all(one.startswith(f"{file}, row {row}, ") for one in problems)


def test_reasons_are_said_in_our_words_each_once_in_their_order(
    change: Change, cleaned: Clean
) -> None:
    change(BALLOTS, REASONS, ",jobs and pay; conditions (8-test schedule);pay,")
    found = set(cleaned().frame("ballots")["reasons"].dropna())
    assert "pay; jobs; conditions" in found
    assert "pay; pensions; jobs; redundancy terms" in found


def test_a_semicolon_in_brackets_belongs_to_the_words(change: Change, cleaned: Clean) -> None:
    one = "2005 pay offer (0.5% at maximum; 3.48% average others)"
    change(BALLOTS, REASONS, f",{one},")
    ballots = cleaned().frame("ballots").set_index("dispute_reason")
    assert ballots.loc[one, "reasons"] == "pay"


def test_the_part_of_a_reason_that_no_list_has_is_named(change: Change, lines: Lines) -> None:
    change(BALLOTS, REASONS, ",pay;parking,")
    [line] = lines()
    assert "column dispute_reason: found 'parking'; allowed: words in vocabulary/reason" in line
    assert line.endswith("mend: correct it, or add a line for it to data/raw/vocabulary/reason.csv")
