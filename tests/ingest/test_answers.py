"""Answers about a new row: read as the file has them, completed by rule, refused in a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.errors import UsageError
from analysis.ingest.adding import Form, Question, append, line_of, load_form, read_sheet
from analysis.project import Project
from analysis.tables.registry import table_named

ROOT = Path(__file__).parents[2]
DIGITS = "write digits with a point, no other marks; leave it blank if it is unknown"


def form(kind="offer", held=(), questions=(), header=None) -> Form:
    """A form on the repository's lists of words, with rows and questions of one's own."""
    tables = {"offer": "offer_statements", "ballot": "ballots", "claim": "claims"}
    table = table_named(tables.get(kind, "employers"))
    columns = header or ("statement_id", "offer_id", "employer", "pay_year_from")
    return Form(Project(ROOT), kind, table, columns, held, questions)


@pytest.mark.parametrize(
    ("kind", "column", "text", "read"),
    [
        ("offer", "percent", " 3.40  % ", "3.4"),
        ("offer", "percent", "", ""),
        ("offer", "lump_sum_gbp", "£1,500", "1500"),
        ("offer", "pay_year_from", "2026/27", "2026-27"),
        ("offer", "offered_on", "1 July 2026", "2026-07-01"),
        ("offer", "offered_on", "July 2026", "2026-07"),
        ("offer", "offered_on", "2026", "2026"),
        ("offer", "source_date", "2 July 2026", "2026-07-02"),
        ("offer", "basis", "Average Award", "average_award"),
        ("offer", "grade", "eo", "EO"),
        ("offer", "unions", "prospect; pcs", "Prospect; PCS"),
        ("offer", "source_title", "A  page ", "A page"),
        ("ballot", "entitled", "1,240", "1240"),
        ("ballot", "mode", "postal", "postal"),
        ("ballot", "close_date", "7 November 2022", "2022-11-07"),
        ("claim", "value_low", "£1,234.50", "1234.50"),
        ("claim", "value_low", "-3.0 %", "-3.0"),
        ("claim", "kind", "LEVEL", "level"),
    ],
)
def test_an_answer_is_read_as_the_file_has_it(kind, column, text, read):
    assert form(kind).read(column, text) == read


@pytest.mark.parametrize(
    ("kind", "column", "text", "told"),
    [
        (
            "offer",
            "basis",
            "averge award",
            "basis='averge award': not a word on record. Did you mean average_award",
        ),
        (
            "ballot",
            "entitled",
            "12.5",
            f"entitled='12.5': a whole number such as 1240. {DIGITS}",
        ),
        (
            "claim",
            "value_low",
            "about 3",
            f"value_low='about 3': a number such as 3.5. {DIGITS}",
        ),
        ("claim", "kind", "levl", "kind='levl': not a word on record. Did you mean level?"),
        ("offer", "unions", "Prospct", "unions='Prospct': no such union. Did you mean Prospect"),
        ("offer", "offered_on", "some day", "offered_on "),
    ],
)
def test_an_answer_that_cannot_be_read_is_one_sentence(kind, column, text, told):
    with pytest.raises(UsageError) as refused:
        form(kind).read(column, text)
    assert str(refused.value).startswith(told)


def asked(column, otherwise, *, needed=False):
    return Question(column, f"Which {column}?", needed, otherwise, ())


HELD = (
    {
        "statement_id": "O0009",
        "offer_id": "MO-2025",
        "employer": "Met Office",
        "pay_year_from": "2025-26",
    },
    {
        "statement_id": "O0010",
        "offer_id": "MO-2026-a",
        "employer": "Met Office",
        "pay_year_from": "2026-27",
    },
)


@pytest.mark.parametrize(
    ("answers", "offer"),
    [
        ({"employer": "Met Office", "pay_year_from": "2026-27"}, "MO-2026-a"),
        ({"employer": "Met Office", "pay_year_from": "2027-28"}, "MO-2027"),
        ({"employer": "Department for Work and Pensions", "pay_year_from": "2026-27"}, "DWP-2026"),
        ({"employer": "Acas", "pay_year_from": "2026-27"}, "ACAS-2026"),
    ],
)
def test_a_new_statement_is_numbered_and_joins_the_offer_of_its_employer_and_year(answers, offer):
    questions = (asked("statement_id", "next"), asked("offer_id", "of offer"))
    row = form(held=HELD, questions=questions).complete(answers)
    assert row == {"statement_id": "O0011", "offer_id": offer, **answers}


def test_what_follows_is_filled_in_by_its_rule_and_an_answer_stands():
    questions = (
        asked("to", "=from"),
        asked("decimals", "decimals of low and high"),
        asked("status", "offer"),
        asked("slug", "of employer"),
    )
    header = ("from", "to", "low", "high", "decimals", "status", "slug", "name")
    row = form("employer", questions=questions, header=header).complete(
        {"from": "2026-27", "low": "1.5", "high": "2.25", "name": " The Body (UK) "}
    )
    assert row == {
        "from": "2026-27",
        "to": "2026-27",
        "low": "1.5",
        "high": "2.25",
        "decimals": "2",
        "status": "offer",
        "slug": "the-body-uk",
        "name": " The Body (UK) ",
    }
    told = form(questions=questions, header=header).complete({"status": "imposed", "to": "2027-28"})
    assert (told["status"], told["to"], told["decimals"]) == ("imposed", "2027-28", "0")


def test_an_answer_that_is_needed_and_missing_is_asked_for_by_its_question():
    questions = (asked("employer", "", needed=True),)
    with pytest.raises(UsageError) as refused:
        form(questions=questions).complete({"employer": ""})
    assert str(refused.value) == "employer is needed: Which employer?"
    assert form(questions=questions).complete({"employer": "Acas"})["employer"] == "Acas"


def test_a_claim_is_named_by_the_initials_of_its_text_and_a_ballot_by_union_month_and_body():
    held = [{"claim_id": "APP-1"}, {"claim_id": "APP-3"}]
    claims = form("claim", held, (asked("claim_id", "of source"),), ("claim_id", "source_title"))
    assert claims.complete({"source_title": "A Paper of Pay"})["claim_id"] == "APP-2"
    header = ("ballot_id", "union", "close_date", "employer")
    held = [{"ballot_id": "PCS-2026-10-HO"}, {"ballot_id": "PCS-2026-10-HO-2"}]
    ballots = form("ballot", held, (asked("ballot_id", "of ballot"),), header)
    answers = {"union": "PCS", "close_date": "2026-10-07", "employer": "Home Office"}
    assert ballots.complete(answers)["ballot_id"] == "PCS-2026-10-HO-3"
    assert ballots.complete(answers | {"union": "FDA"})["ballot_id"] == "FDA-2026-10-HO"


@pytest.mark.parametrize(
    ("keys", "following"),
    [([], "R0001"), (["x"], "R0001"), (["A-9"], "A-10"), (["A-12", "B-3", "A-010"], "A-013")],
)
def test_a_row_is_numbered_after_the_greatest_of_the_kind_of_the_last(keys, following):
    held = [{"statement_id": key} for key in keys]
    row = form(held=held, questions=(asked("statement_id", "next"),)).complete({})
    assert row["statement_id"] == following


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that has the questions, the words and two statements, and nothing else."""
    raw = tmp_path / "data" / "raw"
    shutil.copytree(ROOT / "data" / "raw" / "vocabulary", raw / "vocabulary")
    shutil.copy(ROOT / "data" / "raw" / "adding.csv", raw)
    (raw / "pay").mkdir()
    lines = (ROOT / "data" / "raw" / "pay" / "offers.csv").read_text(encoding="utf-8").splitlines()
    (raw / "pay" / "offers.csv").write_text("\n".join(lines[:3]) + "\n", encoding="utf-8")
    return Project(tmp_path)


def test_the_form_of_a_kind_has_its_questions_and_the_rows_that_are_there(project):
    made = load_form(project, "offer")
    assert (made.kind, made.table.name, made.file) == (
        "offer",
        "offer_statements",
        "pay/offers.csv",
    )
    assert [row["statement_id"] for row in made.held] == ["O0001", "O0002"]
    assert made.header[:3] == ("statement_id", "offer_id", "employer")
    questions = {one.column: one for one in made.questions}
    assert questions["statement_id"] == Question(
        "statement_id", "", True, "next", ("id", "statement")
    )
    assert questions["percent_low"].needed is False
    assert "ballot_id" not in questions


def test_a_kind_that_there_is_not_and_a_table_in_a_workbook_are_refused(project):
    with pytest.raises(UsageError) as refused:
        load_form(project, "ofer")
    assert str(refused.value) == (
        "Nothing called 'ofer' can be added. Did you mean offer? "
        "Allowed: offer, ballot, action, claim, employer."
    )
    path = project.raw / "pay" / "offers.csv"
    path.rename(path.with_suffix(".xlsx"))
    with pytest.raises(UsageError) as refused:
        load_form(project, "offer")
    assert str(refused.value) == "pay/offers.csv stands in a workbook: add the row there."


@pytest.mark.parametrize(
    ("end", "last"), [("\n", "\n"), ("\r\n", "\r\n"), ("\n", ""), ("\r\n", "")]
)
def test_rows_are_appended_as_lines_of_their_own_with_the_ends_of_the_file(project, end, last):
    path = project.raw / "pay" / "offers.csv"
    held = end.join(["a,b", "1,2"]) + last
    path.write_bytes(held.encode())
    table = table_named("offer_statements")
    made = Form(project, "offer", table, ("a", "b"), (), ())
    append(project, made, [{"a": "3", "b": "x,y"}, {"a": "4", "b": ""}])
    added = end.join(['3,"x,y"', "4,", ""])
    assert path.read_bytes().decode() == held + ("" if last else end) + added
    assert line_of(made, {"a": "3", "b": "x,y"}) == '3,"x,y"'


SHEET = "basis,percent,title\naverage award,3.4,A page\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" \n", "sheet.csv: found 'an empty file'; allowed: a header and rows"),
        (
            SHEET.replace("percent", "prcent"),
            "sheet.csv, column 'prcent': nothing is called so. Did you mean percent",
        ),
        (SHEET.replace("title", "pct"), "sheet.csv, column 'pct': percent stands twice. "),
        (SHEET.replace("3.4", "x"), "sheet.csv, row 2, percent"),
        (SHEET, "sheet.csv, row 2: employer is needed: Which employer?"),
    ],
)
def test_a_sheet_that_cannot_be_read_says_where_and_why(project, text, told):
    path = project.root / "sheet.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Exception, match="sheet") as refused:
        read_sheet(load_form(project, "offer"), path)
    assert told in str(refused.value)


def test_rows_of_a_sheet_follow_one_another_and_blank_ones_are_passed_over(project):
    path = project.root / "sheet.csv"
    path.write_text("A,C\n3,x\n,\n4,\n", encoding="utf-8")
    questions = (asked("id", "next", needed=True), Question("a", "", True, "", ("A",)))
    table = table_named("offer_statements")
    made = Form(project, "offer", table, ("id", "a", "c"), [{"id": "R7"}], questions)
    assert read_sheet(made, path) == [
        {"id": "R8", "a": "3", "c": "x"},
        {"id": "R9", "a": "4", "c": ""},
    ]
