"""The record as it is kept in data/raw: counts, periods, employers, flags, known answers."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.ingest.clean import Cleaned, clean, summary
from analysis.ingest.making.frames import as_declared, schema
from analysis.project import Project
from analysis.tables import TABLES
from analysis.tables.flags import FLAGS, explain_flag, split_flags

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def record() -> Cleaned:
    return clean(Project(ROOT))


@pytest.mark.parametrize(
    ("table", "rows", "first", "last"),
    [
        ("offer_statements", 273, "2006-04-01", "2025-08-01"),
        ("offers", 185, "2006-04-01", "2025-07-01"),
        ("ballots", 1008, "2004-01-19", "2026-02-23"),
        ("actions", 162, "2000-01-01", "2025-10-27"),
        ("remits", 39, "2006-07", "2026-27"),
        ("review_awards", 151, "2002-04-01", "2026-09-01"),
        ("ballot_rules", 18, "1992-10-16", "2026-02-18"),
        ("claims", 63, None, None),
    ],
)
def test_the_record_has_lost_nothing_and_says_its_period(
    record: Cleaned, table: str, rows: int, first: str | None, last: str | None
) -> None:
    counts = summary(record)[table]
    assert counts["rows"] >= rows
    assert counts["from"] == first
    assert (counts["to"] or "") >= (last or "")


def test_thirty_six_series_reach_as_far_as_their_releases(record: Cleaned) -> None:
    reach = {str(one["series"]): one for one in record.series}
    assert len(reach) >= 36
    assert reach["D7BT"]["from"] == "1988-01"
    assert str(reach["D7BT"]["to"]) >= "2026-08"
    assert reach["CZBH"]["from"] == "1948-06"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_passes_its_full_model_and_the_quick_form_agrees(
    record: Cleaned, table: str
) -> None:
    rows = record.frame(table)
    schema(table).validate(rows, lazy=True)
    assert as_declared(TABLES[table], rows)


def test_every_employer_resolves_to_one_row(record: Cleaned) -> None:
    slugs = set(record.frame("employers")["key"])
    for table in ("offers", "offer_statements", "ballots", "actions", "pay_scales"):
        assert set(record.frame(table)["employer"]) <= slugs, table
    salaries = record.frame("salaries")
    departments = salaries[salaries["source"].str.contains("department")]["department"]
    assert departments.notna().all()
    assert set(departments) <= slugs


def test_every_flag_in_the_record_is_explained(record: Cleaned) -> None:
    for name in record.tables:
        for text in record.frame(name)["flags"].unique():
            assert all(explain_flag(flag) for flag in split_flags(text)), (name, text)


def test_every_flag_that_cleaning_can_give_is_explained_and_every_explanation_used() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "src" / "analysis" / "ingest").rglob("*.py")
    )
    for flag in FLAGS:
        stem = flag.removeprefix("printed share ")
        assert stem in code, f"{flag} is explained and never given"


def test_public_pay_with_and_without_banks_share_thirteen_months_and_only_these_are_flagged(
    record: Cleaned,
) -> None:
    earnings = record.frame("earnings")
    flagged = earnings[earnings["flags"] == "shares a run of values: KAK8"]
    assert set(flagged["series"]) == {"KAJ7"}
    assert len(flagged) == 13


def test_a_deal_of_9_9_over_three_years_is_flagged_and_one_of_13_is_not(record: Cleaned) -> None:
    statements = record.frame("offer_statements").set_index("key")["flags"]
    assert statements["O0063"] == "multi-year total differs from the sum of its years"
    assert statements["O0015"] == ""


def test_the_missing_step_of_2025_is_flagged_in_2026(record: Cleaned) -> None:
    salaries = record.frame("salaries").set_index("key")
    assert (
        salaries.loc["2026/whole civil service/2026-03-31/All/median", "flags"]
        == "a step is missing before this one"
    )


def test_published_rates_differ_from_recomputed_ones_as_often_as_rounding_makes_them(
    record: Cleaned,
) -> None:
    counts = record.rates_differing
    prices = record.frame("prices")
    for rate, index, shared in (("D7G7", "D7BT", 452), ("L55O", "L522", 450)):
        months = set(prices[prices["series"] == index]["period"])
        both = [p for p in prices[prices["series"] == rate]["period"] if p in months]
        assert len(both) >= shared
        assert counts[rate] >= {"D7G7": 189, "L55O": 148}[rate]
    assert counts["CZBH"] == 0


def test_the_minimum_wage_has_a_main_rate_on_every_day_since_april_1999(record: Cleaned) -> None:
    floors = record.frame("wage_floors")
    main = floors[floors["statutory"] & ~floors["rate_name"].str.contains("16-17|18-20|Appr")]
    years = sorted({day.year for day in main["effective_first"]})
    assert years[0] == 1999
    assert years == list(range(1999, years[-1] + 1))


def test_all_staff_went_from_23760_to_33980_pounds(record: Cleaned) -> None:
    salaries = record.frame("salaries").set_index("key")["value"]
    first = salaries["2011/whole civil service/2011-03-31/All/median"]
    last = salaries["2024/whole civil service/2024-03-31/All/median"]
    assert (first, last) == (23760, 33980)
    assert round((last / first - 1) * 100, 1) == 43.0


def test_pcs_2019_missed_half_by_2903_votes(record: Cleaned) -> None:
    ballots = record.frame("ballots").set_index("key")
    row = ballots.loc["PCS-2019-04-NAT-asos"]
    assert (row["entitled"], row["returned"]) == (124710, 59452)
    assert -(-row["entitled"] // 2) - row["returned"] == 2903
    assert row["important_service"] is pd.NA or pd.isna(row["important_service"])


def test_no_ballot_in_northern_ireland_is_of_an_important_public_service(record: Cleaned) -> None:
    ballots = record.frame("ballots")
    northern = ballots[ballots["nation"] == "Northern Ireland"]
    assert len(northern) > 0
    assert northern["important_service"].isna().all()


def test_undated_rows_stand_only_in_tables_that_say_which_they_are(record: Cleaned) -> None:
    for name, table in TABLES.items():
        undated = (record.frame(name)["known_how"] == "undated").any()
        assert bool(table.undated) == bool(undated), name


def test_what_was_known_when_is_never_after_what_stands_for_certain(record: Cleaned) -> None:
    for name in record.tables:
        rows = record.frame(name)
        dated = rows[rows["known_how"] != "undated"]
        assert (dated["known_first"] <= dated["known_from"]).all(), name
        ended = dated[dated["known_until"].notna()]
        assert (ended["known_from"] <= ended["known_until"]).all(), name
