"""Whatever stands in a raw table, the outcome is rows or a listed problem, never a traceback."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from analysis.ingest.clean import clean
from analysis.ingest.kinds.ballots import clean_actions, clean_ballots, clean_rules
from analysis.ingest.kinds.earnings import load_revisions
from analysis.ingest.kinds.employers import Directory, clean_employers
from analysis.ingest.kinds.household_costs import add_household_costs, read_household_costs
from analysis.ingest.kinds.indices import Families, load_indices
from analysis.ingest.kinds.offers import clean_statements, group_offers
from analysis.ingest.kinds.releases import load_calendar
from analysis.ingest.kinds.salaries import clean_salaries
from analysis.ingest.kinds.simple import clean_simple
from analysis.ingest.making.versions import Versions
from analysis.ingest.ons.configured import load_series
from analysis.ingest.reading.problems import DataProblems, Problems
from analysis.ingest.words.corrections import Corrections, load_corrections
from analysis.ingest.words.sources import load_sources
from analysis.project import Project
from analysis.tables import TABLES


def rates_of(raw: Path, problems: Problems) -> Versions:
    rows, groups = Versions(), {"retired": ("HCI-retired", "HCI-retired")}
    add_household_costs(rows, read_household_costs(raw, problems), groups, problems)
    return rows


Clean = Callable[[Path, Directory, Problems, Corrections], object]


def statements(raw: Path, directory: Directory, problems: Problems, none: Corrections) -> object:
    made = clean_statements(raw, directory, problems, none)
    return [] if made is None else [made, group_offers(made)]


FILES: dict[str, Clean] = {
    "pay/offers.csv": statements,
    "ballots/ballots.csv": clean_ballots,
    "ballots/units.csv": clean_ballots,
    "vocabulary/ballot_question.csv": clean_ballots,
    "ballots/actions.csv": clean_actions,
    "ballots/rules.csv": lambda raw, _, problems, none: clean_rules(raw, problems, none),
    "employers.csv": lambda raw, _, problems, none: clean_employers(raw, problems, none)[0],
    "earnings/civil_service_salaries.csv": clean_salaries,
    "earnings/awe_revisions.csv": lambda raw, _, problems, __: load_revisions(
        raw, load_series(raw, problems), problems
    ),
    "series.csv": lambda raw, _, problems, __: load_series(raw, problems),
    "prices/release_calendar.csv": lambda raw, _, problems, __: load_calendar(raw, problems),
    "prices/indices.csv": lambda raw, _, problems, none: load_indices(raw, problems, none),
    "prices/household_costs.csv": lambda raw, _, problems, __: rates_of(raw, problems),
    **dict.fromkeys(
        ("pay/remits.csv", "earnings/minimum_wage.csv", "moments/figures.csv"),
        lambda raw, directory, problems, none: clean_simple(
            raw, directory, Families(None), problems, none
        ),
    ),
    "sources.yaml": lambda raw, _, problems, __: load_sources(raw, problems),
    "corrections.yaml": lambda raw, _, problems, __: load_corrections(raw, problems),
}
# Pieces that have broken readers before, beside any bytes at all.
PIECES = [
    *(b",", b'"', b"\n", b"\r", b"\r\n", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\x85", b"'", b";"),
    *(b"-", b"2022-02-31", b"0000", b"9999-12-31", b"2099-00", b"9999-00", b"1e999", b"-1", b"0"),
    *(
        b"nan",
        b"inf",
        "\N{MINUS SIGN}1".encode(),
        "\N{ARABIC-INDIC DIGIT FIVE}".encode(),
        b"(blank)",
    ),
    *(b"1" * 400, b"a,b,c\n" * 3, b"<html>", "\u2028".encode(), "\ud7ff".encode(), b"- table: [x]"),
    *(
        b"0001-01-01",
        b"2100-13",
        b"10000",
        b"99999999999999999999",
        b"01-02-2003",
        b"&",
        b"*a",
        b"!!python/x",
    ),
]


def spoil(path: Path, at: float, length: int, put: bytes) -> None:
    data = path.read_bytes()
    place = int(at * len(data))
    path.write_bytes(data[:place] + put + data[place + length :])


spoiled = some.tuples(
    some.sampled_from(sorted(FILES)),
    some.floats(0, 1),
    some.sampled_from([0, 1, 4, 10, 40, 10**7]),
    some.one_of(some.sampled_from(PIECES), some.binary(max_size=12)),
)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(how=spoiled)
def test_one_spoiled_table_gives_rows_or_listed_problems(
    small_raw: Path, tmp_path: Path, how: tuple[str, float, int, bytes]
) -> None:
    file, at, length, put = how
    raw = tmp_path / "raw"
    if not raw.exists():
        shutil.copytree(small_raw, raw)
    shutil.copyfile(small_raw / file, raw / file)
    spoil(raw / file, at, length, put)
    problems = Problems()
    made = FILES[file](raw, Directory(None), problems, Corrections((), problems))
    assert all(line.isprintable() for line in problems.report().splitlines())
    assert problems or made is not None
    shutil.copyfile(small_raw / file, raw / file)


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(how=spoiled)
def test_a_spoiled_project_is_cleaned_or_refused_with_its_problems(
    small_raw: Path, tmp_path: Path, how: tuple[str, float, int, bytes]
) -> None:
    file, at, length, put = how
    project = Project(tmp_path)
    if not project.raw.exists():
        shutil.copytree(small_raw, project.raw)
    shutil.copyfile(small_raw / file, project.raw / file)
    spoil(project.raw / file, at, length, put)
    listed, tables = 0, 0
    try:
        tables = len(clean(project).tables)
    except DataProblems as error:
        listed = len(error.problems)
    assert listed or tables == len(TABLES)
    assert not project.clean.exists()
    shutil.copyfile(small_raw / file, project.raw / file)
