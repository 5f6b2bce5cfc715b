"""What each notebook reads: the series it uses, so that no other file makes its report anew."""

import pytest
from tests.collection.made import NOTEBOOKS

from analysis.collection import prices
from analysis.collection.claims.claims_evidence import needed, trials_of
from analysis.tables import TABLES, read

RATES = {"D7G7", "L55O", "CZBH"}
LEVELS = {"D7BT", "L522", "CHAW"}
SERIES = RATES | LEVELS
REGULAR, TOTAL = {"K54M", "K54N", "K54Q"}, {"K54V", "K54W", "K54Z"}
# Levels of which vintages are kept: what a first finding read on earlier days.
OLD_REGULAR, OLD_TOTAL = {"KAJ2", "KAJ5", "KAK6"}, {"KAC4", "KAC7", "KAD8"}
VINTAGES = OLD_REGULAR | OLD_TOTAL
CLAIMED = REGULAR | TOTAL | {"KAB9", "KAI7", "KAC7", "KAD8", "KAC4", "K54U", "K54L"}
CLAIMED |= {"KAI9", "KAJ4", "KAJ7", "KAK8", "KAC3"}
ALL = None  # every series there is
# Notebook, parameters, and the series of prices and of earnings that it reads.
READ = [
    ("00_start_here", {}, SERIES, set()),
    ("01_offers_against_inflation", {}, SERIES, set()),
    ("01_offers_against_inflation", {"indices": ["RPI"]}, {"CHAW", "CZBH"}, set()),
    ("02_real_pay_by_grade", {}, SERIES, set()),
    ("03_sectors", {}, SERIES, REGULAR | {"K5BE"}),
    ("03_sectors", {"pay_measure": "total"}, SERIES, TOTAL | {"K5BE"}),
    ("03_sectors", {"as_of": "2025-01-31"}, SERIES, OLD_REGULAR),
    ("04_remits_and_awards", {}, SERIES, set()),
    ("05_ballots", {}, set(), set()),
    ("06_dispute", {}, SERIES, set()),
    ("07_wage_floor", {}, set(), set()),
    ("08_robustness", {}, SERIES, {"K54Q"}),
    ("09_claims", {}, SERIES, CLAIMED),
    ("09_claims", {"claim": "W19-1"}, SERIES - {"L522", "L55O"}, set()),
    ("09_claims", {"claim": "ONS-june2025-KAB9"}, set(), {"KAB9"}),
    ("09_claims", {"claim": "TUC20-Care"}, {"D7BT", "D7G7"}, set()),
    ("09_claims", {"claim": "WM24-1"}, {"D7BT", "D7G7"}, set()),
    ("10_restoration", {}, SERIES, set()),
    ("11_data_health", {}, ALL, ALL),  # it counts every row of the record
    ("12_explore", {}, SERIES, set()),
    ("13_on_the_day", {}, SERIES, VINTAGES),
    ("14_evidence", {}, SERIES, REGULAR | {"K5BE"}),
    ("15_awards", {}, SERIES, set()),
    ("16_pay_points", {}, SERIES, set()),
    ("17_departments_and_senior_pay", {}, SERIES, set()),
]
# Tables that a notebook reads in part: the column by which it chooses.
CHOSEN = [
    ("01_offers_against_inflation", {"employer": "home-office"}, "offer_statements", "employer"),
    ("02_real_pay_by_grade", {}, "salaries", "measure"),
    ("03_sectors", {}, "salaries", "measure"),
    ("04_remits_and_awards", {}, "offer_statements", "employer"),
    ("04_remits_and_awards", {}, "remits", "jurisdiction"),
    ("06_dispute", {}, "actions", "employer"),
    ("06_dispute", {}, "ballots", "employer"),
    ("06_dispute", {}, "offer_statements", "employer"),
    ("06_dispute", {}, "remits", "jurisdiction"),
    ("07_wage_floor", {}, "salaries", "measure"),
    ("08_robustness", {}, "salaries", "measure"),
    ("09_claims", {}, "remits", "key"),
    ("09_claims", {"claim": "W19-1"}, "salaries", "measure"),
    ("15_awards", {}, "remits", "jurisdiction"),
    ("16_pay_points", {}, "pay_scales", "employer"),
    ("17_departments_and_senior_pay", {}, "salaries", "measure"),
    ("13_on_the_day", {}, "moment_figures", "moment_id"),
    ("13_on_the_day", {}, "offer_statements", "employer"),
]


def name_of(value):
    if isinstance(value, dict):
        return "-".join(str(one) for one in value.values()) or "as it is"
    return value if isinstance(value, str) else None


def series_read(report, table):
    """The series of a table that a report asked for: those named, or None for all of them."""
    named = set()
    for asked in report.reads:
        if asked.table == table:
            series = dict(asked.where).get("series")
            if series is None:
                return ALL
            named |= set(series)
    return named


@pytest.mark.parametrize(("notebook", "given", "of_prices", "of_earnings"), READ, ids=name_of)
def test_a_notebook_reads_the_series_that_it_uses_and_no_other(
    make, notebook, given, of_prices, of_earnings
):
    report = make(notebook, **given)
    assert series_read(report, "prices") == of_prices
    assert series_read(report, "earnings") == of_earnings


def test_every_notebook_is_held_to_the_series_that_it_reads():
    assert {case[0] for case in READ} == {path.stem for path in NOTEBOOKS.glob("*.ipynb")}


@pytest.mark.parametrize(("notebook", "given", "table", "column"), CHOSEN, ids=name_of)
def test_a_notebook_asks_for_the_rows_that_it_is_about(make, notebook, given, table, column):
    asked = [one for one in make(notebook, **given).reads if one.table == table]
    assert asked
    by = {column, "parent_ballot_id"}  # the votes that a total is a total of go by its key
    assert all(by & set(dict(one.where)) or one.columns for one in asked)


def test_ballots_that_show_no_day_do_not_follow_the_calendar_of_prices(make):
    tables = {one.table for one in make("05_ballots", union="PCS").reads}
    assert tables <= {"ballots", "ballot_rules", "employers", "first_findings"}
    assert "releases" not in tables


def test_the_health_of_the_data_is_of_every_table(make):
    assert {one.table for one in make("11_data_health").reads} >= set(TABLES)


def test_a_past_day_reads_nothing_as_it_stands_now_but_names_and_what_it_says_so_of(make):
    """No table of figures is read as of today for a report that is held to a day."""
    for notebook in (
        "02_real_pay_by_grade",
        "04_remits_and_awards",
        "07_wage_floor",
        "10_restoration",
    ):
        report = make(notebook, as_of="2023-12-08")
        figures = [
            one for one in report.reads if one.as_of == "latest" and one.table != "employers"
        ]
        assert all(one.columns for one in figures), notebook


def test_a_claim_is_tried_on_what_its_own_row_names(figures):
    claims = read("claims")
    everything = needed(trials_of(claims))
    for place in range(len(claims)):
        own = needed(trials_of(claims.iloc[[place]]))
        assert set(own.tables) <= set(everything.tables)
        assert set(own.days) <= set(everything.days)
        assert set(own.indices) <= set(everything.indices)
    assert set(everything.indices) == {"CPI", "CPIH", "RPI"}
    assert dict(everything.tables["earnings"][0])["series"] == tuple(sorted(CLAIMED))


def test_the_series_of_an_index_are_its_level_and_its_published_rate(figures):
    assert prices.all_series(["CPIH"]) == ["L522", "L55O"]
    assert set(prices.all_series()) == SERIES
    assert set(prices.rate_series()) == RATES


def test_the_health_of_the_data_begins_with_how_far_pay_can_be_set_against_prices(make):
    first = make("11_data_health", as_of="2016-06-01").findings[0].sentence
    assert first == (
        "Pay can be set against prices as far as these run: prices to April 2016 and civil service "
        "salaries to April 2015."
    )


def test_no_day_below_the_floor_is_said_in_words(make):
    said = make("07_wage_floor", weekly_hours=37.0).findings[1].sentence
    assert said.startswith("On none of ")
