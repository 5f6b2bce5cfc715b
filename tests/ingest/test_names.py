"""The names that may be typed are drawn up by cleaning, whatever form a table came in."""

from datetime import date

import openpyxl
import pyarrow as arrow
import pytest
from tests.ingest.test_workbook import as_xlsx

from analysis.ingest.clean import Cleaned
from analysis.ingest.names import _former, last_day, lists, names


@pytest.mark.parametrize("file", ["ballots/ballots.csv", "employers.csv"])
def test_a_table_in_a_workbook_gives_the_names_that_its_csv_gives(project, cleaned, file):
    before = names(cleaned(), project.raw)
    path = project.raw / file
    book = openpyxl.load_workbook(as_xlsx(path))
    assert book.active.max_row > 1
    assert names(cleaned(), project.raw) == before
    assert "PCS" in before["union"]


def test_every_kind_has_names_and_groups_are_employers(project, cleaned):
    found = names(cleaned(), project.raw)
    assert all(found[kind] for kind in ("employer", "union", "grade", "series", "moment", "claim"))
    assert found["group"].keys() <= found["employer"].keys()


def test_the_record_speaks_of_days_until_a_source_is_next_due(cleaned):
    made = cleaned()
    assert last_day(made) >= max(one["next_release"] or "" for one in made.series)


def table(**columns):
    return arrow.table(columns)


def test_everything_is_called_by_its_key_and_all_that_people_write_for_it(small):
    tables = {
        "employers": table(
            key=["acas", "a-group"],
            name=["Acas", "A group"],
            names=["ACAS |  Advisory Service  | Acas", None],
            former_names=["Conciliation Service", ""],
            short_names=["ACS | CS", None],
            successor=[None, None],
            kind=["employer", "group"],
        ),
        "ballots": table(union=["PCS", "Zzz", "PCS", None]),
        "salaries": table(responsibility_level=["EO", "AO", "EO"]),
        "indices": table(
            key=["RPI", "CPI"], full_name=["Retail prices", "Consumer prices"], position=[2, 1]
        ),
        "prices": table(series=["D7BT", "D7G7", "D7BT"]),
        "earnings": table(series=["KAB9"]),
        "moments": table(key=["M1"], title=["The cap"]),
        "claims": table(key=["C1"], claim=["pay fell"]),
    }
    found = names(Cleaned(tables, (), (), {}, {}, ()), small.raw)
    assert found == {
        "employer": {
            "acas": ["Acas", "ACAS", "Advisory Service", "Conciliation Service"],
            "a-group": ["A group"],
        },
        "short": {"acas": ["ACS", "CS"]},
        "former": {"acas": ["Conciliation Service"]},
        "group": {"a-group": []},
        "union": {"PCS": ["Public and Commercial Services Union"], "Zzz": []},
        "grade": {"EO": [], "AO": []},
        "index": {"CPI": ["Consumer prices"], "RPI": ["Retail prices"]},
        "series": {"D7BT": [], "D7G7": [], "KAB9": []},
        "moment": {"M1": ["The cap"]},
        "claim": {"C1": ["pay fell"]},
    }
    assert list(found["index"]) == ["CPI", "RPI"]


def test_an_employer_has_the_names_of_all_that_it_took_over(small):
    slugs = ["inland", "hmrc", "board"]
    tables = {"employers": table(
        key=slugs, name=["Inland Revenue", "HM Revenue and Customs", "Board of Inland Revenue"],
        names=["Revenue (part)", None, None], former_names=[None, "Customs (to 2005)", None],
        short_names=["IR", "HMRC", None], kind=["employer"] * 3,
        successor=["hmrc", None, "inland"],
    )}  # fmt: skip
    found = _former(Cleaned(tables, (), (), {}, {}, ()))
    assert found["hmrc"] == ["Customs", "Inland Revenue", "IR", "Board of Inland Revenue"]
    assert found["inland"] == ["Board of Inland Revenue"]


DATED = ("prices", "offer_statements", "ballots", "salaries")


@pytest.mark.parametrize("latest", [*DATED, None])
def test_the_last_day_is_that_of_the_newest_figure_of_any_table_or_when_one_is_due(latest):
    tables = {
        name: table(
            known_from=arrow.array(
                [date(2024, 5, 1), date(2024, 6, 2 if name == latest else 1), None],
                arrow.date32(),
            )
        )
        for name in DATED
    }
    due = [{"next_release": "2024-07-17"}, {"next_release": None}, {}]
    for series, expected in ((due, "2024-07-17"), (due[1:], f"2024-06-0{2 if latest else 1}")):
        assert last_day(Cleaned(tables, (), series, {}, {}, ())) == expected


def test_a_record_without_a_day_has_no_last_one():
    none = arrow.array([], arrow.date32())
    empty = {name: table(known_from=none) for name in DATED}
    assert last_day(Cleaned(empty, (), (), {}, {}, ())) is None


EMPLOYERS = {
    "enough-said": ("civil service", "employer"),
    "twice-balloted": ("wider public sector", "employer"),
    "too-little": ("civil service", "employer"),
    "elsewhere": ("education", "employer"),
    "a-group": ("civil service", "group"),
}


def listed(*, said=(), ballots=(), claims=()):
    """The lists of a record with these statements, ballots and claims."""
    tables = {
        "employers": {
            "key": list(EMPLOYERS),
            "name": [slug.upper() for slug in EMPLOYERS],
            "sector": [sector for sector, _ in EMPLOYERS.values()],
            "kind": [kind for _, kind in EMPLOYERS.values()],
        },
        "offer_statements": {"employer": list(said)},
        "ballots": dict(
            zip(
                ("employer", "union", "closed_last", "source_date", "counted"),
                [list(cells) for cells in zip(*ballots, strict=True)] or [[]] * 5,
                strict=True,
            )
        ),
        "moments": {
            "key": ["M1"],
            "title": ["The cap"],
            "source_title": ["A page"],
            "employers": ["enough-said"],
        },
        "claims": dict(
            zip(
                ("key", "claim", "kind", "deflator", "missing"),
                [list(cells) for cells in zip(*claims, strict=True)] or [[]] * 5,
                strict=True,
            )
        ),
    }
    return lists(
        Cleaned({name: arrow.table(rows) for name, rows in tables.items()}, (), (), {}, {}, ())
    )


def test_an_employer_is_listed_from_three_statements_or_two_ballots_on():
    said = ["enough-said"] * 3 + ["elsewhere"] * 3 + ["a-group"] * 3 + ["too-little"] * 2
    ballots = [
        ("twice-balloted", "PCS", "2022-11-07", "2022-11-10", True),
        ("twice-balloted", "FDA", "2022-11-07", "2022-11-10", True),
        ("too-little", "PCS", "2022-11-07", "2022-11-10", True),
        ("too-little", "PCS", "2022-11-07", "2022-11-10", True),  # its question on other action
        ("too-little", "PCS", "2023-11-07", "2023-11-10", False),
    ]
    assert listed(said=said, ballots=ballots)["dossiers"] == [
        {"employer": "enough-said", "name": "ENOUGH-SAID"},
        {"employer": "twice-balloted", "name": "TWICE-BALLOTED"},
    ]


def test_a_union_is_listed_from_ten_ballots_on_in_the_order_of_names():
    ballots = [
        ("too-little", union, f"20{year}-11-07", f"20{year}-11-10", True)
        for union, n in (("PCS", 10), ("FDA", 11), ("GMB", 9))
        for year in range(10, 10 + n)
    ]
    assert listed(ballots=ballots)["unions"] == [{"union": "FDA"}, {"union": "PCS"}]


def test_a_claim_is_listed_where_there_is_something_to_compute():
    claims = [
        ("C1", "pay fell", "real_change", "CPI", None),
        ("C2", "no kind", None, "CPI", None),
        ("C3", "no figure", "real_change", "CPI", "no series"),
        ("C4", "as printed", "level", None, None),
        ("C5", "as printed too", "level", "none", None),
        ("C6", "in later prices", "level", "CPI", None),
    ]
    found = listed(claims=claims)
    assert found["claims"] == [
        {"claim": "C1", "said": "pay fell"},
        {"claim": "C6", "said": "in later prices"},
    ]
    assert found["moments"] == [
        {"moment": "M1", "title": "The cap", "source": "A page", "employers": "enough-said"}
    ]
