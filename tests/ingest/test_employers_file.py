"""The file of employers: every spelling in the figures leads to one body, and the links hold."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

RAW = Path(__file__).parents[2] / "data" / "raw"

HEADER = [
    "slug",
    "name",
    "names",
    "former_names",
    "short_names",
    "kind",
    "members",
    "parent",
    "successor",
    "sector",
    "nation",
    "important_public_service",
    "usual_settlement",
    "civil_service",
    "note",
]

WORDS = {
    "kind": {"employer", "group", "contractor", "sector"},
    "sector": {
        "civil service",
        "wider public sector",
        "higher education",
        "schools",
        "further education",
        "NHS",
        "local government",
        "police",
        "fire",
        "transport",
        "private contractor",
        "other",
    },
    "nation": {"Great Britain", "England", "Wales", "Scotland", "Northern Ireland", "UK"},
    "important_public_service": {
        "",
        "health",
        "education of under-17s",
        "fire",
        "transport",
        "border security",
    },
    "civil_service": {"", "yes", "no"},
}

# Where employers are named. Some columns also hold what is not an employer: a nation of the
# civil service, a union, a count of departments.
HOME_OFFICE = (
    "Home Office (core incl. Border Force, UK Border Agency, HM Passport Office, National Fraud "
    "Authority)"
)
OF_ONE_SEX = {
    f"{body}, {sex}"
    for body in (HOME_OFFICE, "Attorney General's Departments", "Cabinet Office")
    for sex in ("men", "women")
}
SOURCES = {
    "pay/offers.csv": ("employer", set()),
    "pay/pay_scales.csv": ("employer", set()),
    "ballots/ballots.csv": ("employer", set()),
    "ballots/actions.csv": ("employer", set()),
    "earnings/department_salaries.csv": ("department", set()),
    "earnings/civil_service_salaries.csv": (
        "population",
        {"Northern Ireland", "Wales", *OF_ONE_SEX},
    ),
    "moments/moments.csv": ("employers", set()),
    "moments/figures.csv": (
        "about",
        {
            "Court of Appeal",
            "PCS",
            "Prospect",
            "TUC",
            "Unite",
            "five departments",
            "two departments",
        },
    ),
}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


ROWS = read(RAW / "employers.csv")
BY_SLUG = {row["slug"]: row for row in ROWS}


def fold(text: str) -> str:
    """Compare as the reader does: outer and inner space, Unicode forms and case do not count."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def parts(cell: str, mark: str) -> list[str]:
    return cell.split(mark) if cell else []


def spellings(row: dict[str, str]) -> list[str]:
    return [row["name"], *parts(row["names"], " | ")]


OWNERS: dict[str, set[str]] = {}
for _row in ROWS:
    for _name in spellings(_row):
        OWNERS.setdefault(fold(_name), set()).add(_row["slug"])


def named_in(path: str) -> set[str]:
    column, not_employers = SOURCES[path]
    cells = {row[column] for row in read(RAW / path)}
    if column == "employers":
        cells = {name for cell in cells for name in cell.split(";")}
    return cells - not_employers


def slugs(names: Iterable[str]) -> set[str]:
    return {slug for name in names for slug in OWNERS[fold(name)]}


def chain(slug: str, column: str) -> Iterator[str]:
    """Walk from a body along a link; a cycle is cut after as many steps as there are rows."""
    for _ in ROWS:
        slug = BY_SLUG[slug][column]
        if not slug:
            return
        yield slug


def all_members(slug: str, path: tuple[str, ...] = ()) -> set[str]:
    assert slug not in path, f"{slug} is a member of itself"
    found = set()
    for member in parts(BY_SLUG[slug]["members"], ";"):
        found |= {member} | all_members(member, (*path, slug))
    return found


def test_the_file_has_the_agreed_columns_in_order() -> None:
    with (RAW / "employers.csv").open(encoding="utf-8", newline="") as handle:
        assert next(csv.reader(handle)) == HEADER


def test_the_file_is_plain_utf_8_with_unix_line_ends_as_the_csv_module_writes_it() -> None:
    raw = (RAW / "employers.csv").read_bytes()
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")


def test_cells_are_trimmed_single_line_text_that_no_spreadsheet_takes_for_a_formula() -> None:
    for row in ROWS:
        for column, cell in row.items():
            assert cell == cell.strip(), (row["slug"], column)
            assert cell.isprintable(), (row["slug"], column)
            assert not cell.startswith(("=", "+", "-", "@")), (row["slug"], column)


def test_slugs_are_unique_short_and_well_formed() -> None:
    assert not [slug for slug, n in Counter(row["slug"] for row in ROWS).items() if n > 1]
    for row in ROWS:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["slug"]), row["slug"]
        assert len(row["slug"]) <= 60, row["slug"]


def test_rows_stand_in_order_of_slug_so_that_changes_are_easy_to_review() -> None:
    assert [row["slug"] for row in ROWS] == sorted(row["slug"] for row in ROWS)


@pytest.mark.parametrize("column", sorted(WORDS))
def test_closed_columns_hold_allowed_words_only(column: str) -> None:
    assert {row[column] for row in ROWS} <= WORDS[column]


def test_every_row_has_a_name() -> None:
    assert all(row["name"] for row in ROWS)


def test_usual_settlement_is_a_month_and_day_or_blank() -> None:
    for row in ROWS:
        settled = row["usual_settlement"]
        assert re.fullmatch(r"|(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", settled), row["slug"]


def test_every_spelling_belongs_to_one_row() -> None:
    assert {name: sorted(own) for name, own in OWNERS.items() if len(own) > 1} == {}


def test_no_row_lists_a_spelling_twice_or_an_empty_one() -> None:
    for row in ROWS:
        listed = spellings(row)
        assert all(listed), row["slug"]
        assert len(listed) == len(set(listed)), row["slug"]


def test_a_former_name_is_never_the_name_of_another_row() -> None:
    for row in ROWS:
        for former in parts(row["former_names"], " | "):
            bare = re.sub(r" \([^()]*\)$", "", former)
            assert OWNERS.get(fold(bare), {row["slug"]}) == {row["slug"]}, former


@pytest.mark.parametrize("column", ["parent", "successor"])
def test_linked_bodies_exist_and_links_never_come_back(column: str) -> None:
    for row in ROWS:
        walked = list(chain(row["slug"], column))
        assert set(walked) <= set(BY_SLUG), row["slug"]
        assert row["slug"] not in walked
        assert len(walked) == len(set(walked)), row["slug"]


def test_only_groups_have_members_and_the_members_exist_without_cycles() -> None:
    for row in ROWS:
        members = parts(row["members"], ";")
        assert set(members) <= set(BY_SLUG), row["slug"]
        assert len(members) == len(set(members)), row["slug"]
        assert row["kind"] == "group" or not members, row["slug"]
        assert row["slug"] not in all_members(row["slug"])


def test_no_body_in_northern_ireland_alone_is_under_the_rules_of_important_public_services() -> (
    None
):
    there = [row for row in ROWS if row["nation"] == "Northern Ireland"]
    assert there
    assert {row["important_public_service"] for row in there} == {""}


@pytest.mark.parametrize("path", sorted(SOURCES))
def test_every_employer_named_in_the_figures_has_one_row(path: str) -> None:
    named = named_in(path)
    assert named
    assert sorted(name for name in named if len(OWNERS.get(fold(name), ())) != 1) == []


def test_values_set_aside_as_no_employers_still_occur_and_have_no_row() -> None:
    for path, (column, not_employers) in SOURCES.items():
        found = {row[column] for row in read(RAW / path)}
        assert not_employers <= found, path
        assert not [name for name in not_employers if fold(name) in OWNERS], path


def test_more_employers_of_offers_are_found_among_ballots_by_row_than_by_spelling() -> None:
    offers, ballots = named_in("pay/offers.csv"), named_in("ballots/ballots.csv")
    balloted = slugs(ballots)
    by_row = {name for name in offers if OWNERS[fold(name)] & balloted}
    assert len(by_row) >= len(offers & ballots) + 6


@pytest.mark.parametrize(
    ("spellings_of_one_body", "slug"),
    [
        (
            ["DCLG", "MHCLG", "Department for Levelling Up, Housing and Communities"],
            "ministry-of-housing-communities-and-local-government",
        ),
        (["Highways Agency", "Highways England (GovCo)"], "national-highways"),
        (["Treasury Solicitor's Department"], "government-legal-department"),
        (["DEFRA", "Defra"], "department-for-environment-food-and-rural-affairs"),
        (["UK Passport Agency", "Identity and Passport Service"], "hm-passport-office"),
        (["National Museum of Science and Industry"], "science-museum-group"),
        (["whole civil service"], "uk-civil-service"),
        (["Marine Maritime Organisation"], "marine-management-organisation"),
    ],
)
def test_renamed_bodies_are_one_row(spellings_of_one_body: list[str], slug: str) -> None:
    assert slugs(spellings_of_one_body) == {slug}


@pytest.mark.parametrize(
    ("abolished", "last"),
    [
        ("Department of Energy and Climate Change", "department-for-business-and-trade"),
        ("UK Trade & Investment", "department-for-business-and-trade"),
        ("Foreign and Commonwealth Office", "foreign-commonwealth-and-development-office"),
        ("Driving Standards Agency", "driver-and-vehicle-standards-agency"),
        ("Department for Constitutional Affairs", "ministry-of-justice"),
    ],
)
def test_abolished_bodies_keep_their_row_and_lead_to_a_living_one(
    abolished: str, last: str
) -> None:
    (slug,) = OWNERS[fold(abolished)]
    assert slug != last
    assert list(chain(slug, "successor"))[-1] == last
