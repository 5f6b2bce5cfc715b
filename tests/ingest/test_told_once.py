"""Problems are told once each, names are suggested only when near, and all can be had as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.ingest.clean import clean
from analysis.ingest.kinds.employers import suggest_name
from analysis.ingest.reading.problems import DataProblems
from analysis.project import Project

Lines = Callable[[], list[str]]
KNOWN = [
    "University of Greenwich",
    "Queen Mary University of London",
    "Bangor University",
    "University of Wales, Trinity Saint David",
    "Ofcom",
    "Ministry of Defence",
    "HM Revenue and Customs",
    "Greenwich Council",
    "Department for Education",
    "Department for Transport",
    "University of Edinburgh",
]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("The University of Greenwich", "University of Greenwich"),
        ("Greenwich University", "University of Greenwich"),
        ("University of Bangor", "Bangor University"),
        ("University of Wales Trinity Saint David", "University of Wales, Trinity Saint David"),
        ("QMUL", "Queen Mary University of London"),
        ("HMRC", "HM Revenue and Customs"),
        ("MoD", None),
        ("MOD", "Ministry of Defence"),
        ("Univeristy of Greenwich", "University of Greenwich"),
        ("University of Edinburg", "University of Edinburgh"),
        ("Department of Education", "Department for Education"),
        ("Wrexham University", None),
        ("Ofqual", None),
        ("Greenwich College", None),
        ("University of Enfield", None),
        ("Department for Science", None),
        ("Bangor City Council", None),
        ("University", None),
        ("???", None),
        ("", None),
    ],
)
def test_a_name_is_suggested_only_from_its_own_kind_and_only_when_near(
    asked: str, meant: str | None
) -> None:
    assert suggest_name(asked, KNOWN) == meant


def test_of_two_that_are_as_near_none_is_suggested() -> None:
    assert suggest_name("DFT", ["Department for Transport", "Department for Trade"]) is None


def test_an_unknown_employer_of_the_record_gets_no_name_of_another_kind(
    project: Project, change: Callable[..., None], lines: Lines
) -> None:
    change("pay/offers.csv", ",Home Office,", ",Enfield University,", every=True)
    wrong = [line for line in lines() if "'Enfield University'" in line]
    assert wrong
    assert not any("Did you mean" in line for line in wrong)


def test_ballots_without_their_parent_are_one_message(
    project: Project, add: Callable[[str, str], None]
) -> None:
    path = project.raw / "ballots/ballots.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        header, first, *_ = csv.reader(stream)
    rows = []
    for number in range(100):
        row = list(first)
        row[header.index("ballot_id")] = f"NEW-{number}"
        row[header.index("parent_ballot_id")] = f"PARENT-{number % 2}"
        rows.append(row)
    with path.open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    with pytest.raises(DataProblems) as stopped:
        clean(project)
    told = [line for line in str(stopped.value).splitlines() if "parent_ballot_id" in line]
    assert len(told) == 1
    assert "100 rows (" in told[0]
    assert "found 'PARENT-0', 'PARENT-1'" in told[0]


@pytest.mark.parametrize(("cells", "missing"), [(34, 3), (36, 1)])
def test_a_short_row_names_the_columns_that_it_lacks(
    project: Project, lines: Lines, cells: int, missing: int
) -> None:
    path = project.raw / "pay/offers.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    rows[0] = rows[0][:cells]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    [line] = [line for line in lines() if f"found '{cells} cells'" in line]
    assert line.startswith("pay/offers.csv, row 2: ")
    assert f"ends before the column{'s' if missing > 1 else ''} {', '.join(header[cells:])}" in line
    assert "quotes" not in line


def test_every_problem_can_be_had_as_csv(
    project: Project, change: Callable[..., None], tmp_path: Path
) -> None:
    from analysis.cli.commands import app

    change("pay/offers.csv", ",headline_basis_unstated,", ",=HYPERLINK(1),", every=True)
    target = tmp_path / "problems.csv"
    outcome = CliRunner().invoke(
        app, ["--root", str(project.root), "clean", "--problems", str(target)]
    )
    assert outcome.exit_code != 0
    with target.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 1
    assert {row["file"] for row in rows} == {"pay/offers.csv"}
    assert {row["found"] for row in rows} == {"'=HYPERLINK(1)"}
    assert rows[0]["row"].isdecimal()


@pytest.mark.parametrize("column", ["successor", "parent"])
def test_employers_that_follow_one_another_in_a_circle_are_told(
    project: Project, lines: Lines, column: str
) -> None:
    path = project.raw / "employers.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    slugs = [row[0] for row in rows[:3]]
    for row, other in zip(rows[:3], [*slugs[1:], slugs[0]], strict=True):
        row[header.index(column)] = other
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    [line] = [line for line in lines() if "links that end somewhere" in line]
    assert " > ".join([*slugs, slugs[0]]) in line or slugs[0] in line


def test_an_employer_that_is_its_own_successor_is_told(project: Project, lines: Lines) -> None:
    path = project.raw / "employers.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    rows[0][header.index("successor")] = rows[0][0]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    assert any(f"found '{rows[0][0]} > {rows[0][0]}'" in line for line in lines())
