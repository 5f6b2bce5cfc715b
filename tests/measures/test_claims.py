from dataclasses import replace

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.claims.attempts import Attempt, Evidence, join_versions
from analysis.measures.claims.figures import PrintedFigure
from analysis.measures.claims.kinds import COMPUTED
from analysis.measures.claims.verdicts import (
    check_claims,
    judge_claim,
)
from analysis.measures.prices.points import CONVENTIONS
from analysis.tables.declared import CONVENTIONS as WORDS
from analysis.tables.declared import KINDS

FALL = PrintedFigure(-8.9, -8.9, 1, "%")


@pytest.fixture(scope="module")
def evidence(record, indices):
    return Evidence(indices, record)


@pytest.fixture(scope="module")
def verdicts(record, evidence):
    return {one.key: one for one in check_claims(record["claims"], evidence=evidence)}


def made(value, *, half=0.0, **stand_in):
    return Attempt(f"{value}", Bounded(value, value - half, value + half), **stand_in)


def test_every_claim_has_a_verdict(record, verdicts):
    assert list(verdicts) == record["claims"]["key"].tolist()
    counts = pd.Series([one.outcome for one in verdicts.values()]).value_counts().to_dict()
    assert counts == {"reproduced": 24, "not": 17, "cannot be tried": 17, "nearly": 5}


def test_reproduced_with_the_choices_of_its_source_is_only_said_where_all_are_in_it(verdicts):
    ours = {key for key, one in verdicts.items() if one.outcome == "reproduced" and one.ours}
    tuc = {f"TUC20-{name}" for name in ("Care", "Firefighter", "Refuse", "Teachers")}
    assert ours == {*tuc, "PRO21-1", "ASHE12-2", "PCS24-2a"}
    for one in verdicts.values():
        assert bool(one.tried) == bool(one.stated or one.ours)


def test_every_kind_of_statement_is_computed_by_one_function():
    assert tuple(COMPUTED) == KINDS
    assert len(set(COMPUTED.values())) == len(KINDS)


def test_the_conventions_of_the_table_are_those_of_the_measures():
    assert WORDS == CONVENTIONS


@pytest.mark.parametrize(
    ("key", "level", "index"),
    [
        ("ONS-june2025-A2FA", "KAI7", "CPIH"),
        ("ONS-june2025-A3WW", "KAB9", "CPIH"),
        ("ONS-june2025-KAI9_deflated_by_CPI", "KAI7", "CPI"),
        ("ONS-june2025-KAC3_deflated_by_CPI", "KAB9", "CPI"),
    ],
)
def test_real_earnings_growth_reproduces_by_three_months_as_of_its_day(verdicts, key, level, index):
    found = verdicts[key]
    assert found.outcome == "reproduced"
    pay = {"KAI7": "regular", "KAB9": "total"}[level]
    assert found.nearest.choices == (
        f"AWE whole economy {pay} pay {level} (release of 10 June 2025), "
        f"February to April 2025 against February to April 2024, {index}, three-month average"
    )
    assert found.ours == ()


def test_published_growth_reproduces_from_the_release_of_its_day(verdicts):
    found = verdicts["ONS-April2025-KAB9"]
    assert found.outcome == "reproduced"
    assert found.cells[0].rows == (("earnings", "KAB9/2025-02/2025-04-15"),)


def test_a_series_without_vintages_is_only_nearly(verdicts):
    found = verdicts["LRD25-KAK8"]
    assert found.outcome == "nearly"
    assert "no vintages" in found.reason
    assert round(found.miss, 1) == -0.1


@pytest.mark.parametrize(
    "key", ["TUC20-Care", "TUC20-Firefighter", "TUC20-Refuse", "TUC20-Teachers"]
)
def test_the_uprating_reproduces_to_the_pound_with_an_assumed_last_year(verdicts, key):
    found = verdicts[key]
    assert found.outcome == "reproduced"
    assert len(found.cells) == 1
    assert found.cells[0].choices.endswith(
        ", CPI calendar-year averages 2010 to 2019 (as printed), then 0.8 % for 2020"
    )
    assert found.ours == ("convention", "assumed")


def test_the_uprating_does_not_reproduce_by_the_outturn(record, evidence):
    row = record["claims"][record["claims"]["key"] == "TUC20-Care"].assign(assumed=float("nan"))
    found = check_claims(row, evidence=evidence)[0]
    assert [one.choices for one in found.attempts] == [
        "given £19,126, 2010 to 2020, CPI, calendar-year average"
    ]
    assert round(found.nearest.value.value / 19126, 4) == 1.2160
    assert round(found.nearest.value.value) - 23247 == 10


@pytest.mark.parametrize("key", ["W19-1", "W19-2", "W17-1", "QMUL24-1b", "QMUL24-2b"])
def test_studies_on_microdata_are_not_reproduced_by_the_all_staff_median(verdicts, key):
    found = verdicts[key]
    assert found.outcome == "not"
    assert found.cells == ()
    assert found.reason.startswith("no series here reproduces this; tried with 2011 for 2010")


def test_how_far_the_nearest_cell_is_off_is_said(verdicts):
    found = verdicts["W19-1"]
    assert round(found.nearest.value.value, 1) == -2.8
    assert round(found.miss, 1) == 6.1


def test_what_another_base_gives_never_reproduces(verdicts):
    found = verdicts["QMUL24-2a"]
    assert found.outcome == "not"
    assert found.cells
    assert found.reason.endswith("which reproduces another span")


def test_award_ceilings_against_rpi_reproduce_in_three_cells_of_28(verdicts):
    found = verdicts["PRO21-1"]
    assert (found.outcome, len(found.cells), found.tried) == ("reproduced", 3, 28)
    assert "2009-10 to 2019-20, RPI, financial-year average" in found.nearest.choices
    assert found.ours == ("pay", "base", "convention")
    assert found.spread[0] < -18.4 < found.spread[1] < 0


def test_what_cannot_be_tried_says_why_and_what_is_needed(verdicts):
    for one in verdicts.values():
        if one.outcome == "cannot be tried":
            assert not one.reason.endswith(".")
            assert len(one.reason) > 20
            assert one.needed
            assert one.nearest is None


def test_a_claim_of_no_kind_cannot_be_tried_and_says_so(record, evidence):
    new = record["claims"].iloc[[0]].assign(key="NEW-1", kind=None)
    found = check_claims(new, evidence=evidence)[0]
    assert found.outcome == "cannot be tried"
    assert found.needed == "its kind, in the column kind of pay/claims.csv"


def test_what_cannot_be_tried_names_the_series_that_is_missing(verdicts):
    found = verdicts["W17-4-Executive"]
    assert found.reason == (
        "the record has median of EO from March 2020 to March 2026, and not of 2010"
    )
    assert found.needed == "median of EO of 2010 and of 2016"
    assert verdicts["QMUL24-3"].needed == "series of civil service pay back to the 1970s"
    assert verdicts["QMUL24-8"].reason == "it is given in words only ('about half')"


def test_a_value_that_prints_the_same_reproduces():
    found = judge_claim("X", FALL, [made(-2.0), made(-8.94)])
    assert (found.outcome, found.miss, found.nearest.choices) == ("reproduced", 0, "-8.94")


def test_another_measure_that_prints_the_same_is_nearly():
    found = judge_claim("X", FALL, [made(-8.9, for_measure="another measure")])
    assert (found.outcome, found.reason) == ("nearly", "with another measure")


def test_one_unit_of_the_last_digit_off_is_nearly():
    assert judge_claim("X", FALL, [made(-8.8)]).outcome == "nearly"
    assert judge_claim("X", FALL, [made(-8.7)]).outcome == "not"


def test_rounding_that_reaches_the_figure_is_nearly():
    assert judge_claim("X", FALL, [made(-8.4, half=0.5)]).outcome == "nearly"
    assert judge_claim("X", FALL, [made(-8.4, half=0.4)]).outcome == "not"


def test_another_base_is_never_more_than_not():
    found = judge_claim("X", FALL, [made(-8.9, for_base="2011 for 2010")])
    assert (found.outcome, len(found.cells), found.miss) == ("not", 1, 0)


def test_a_range_is_met_anywhere_in_it():
    between = PrintedFigure(-9, -8, 0, "%")
    assert [between.miss(value) for value in (-9.4, -8.5, -7.6)] == [0, 0, 0]
    assert between.miss(-10.0) == -1.0
    assert between.miss(-7.0) == 1.0


def test_no_attempt_is_an_error():
    with pytest.raises(MeasureError, match="no attempt could be made"):
        judge_claim("X", FALL, [])


def test_a_claim_without_decimals_has_no_number_to_try(record, evidence):
    row = record["claims"][record["claims"]["key"] == "W19-1"].assign(decimals=float("nan"))
    with pytest.raises(MeasureError, match="W19-1 has no number to reproduce"):
        check_claims(row, evidence=evidence)


def test_a_chain_of_ceilings_that_are_not_there_cannot_be_tried(record, evidence):
    row = record["claims"][record["claims"]["key"] == "PRO21-1"].assign(pay="ceilings R999")
    found = check_claims(row, evidence=evidence)[0]
    assert (found.outcome, found.reason) == (
        "cannot be tried",
        "the record has no ceilings R999",
    )


def test_a_month_that_a_release_does_not_have_cannot_be_tried(record, evidence):
    row = record["claims"][record["claims"]["key"] == "ONS-April2025-KAB9"].assign(end="2026-01")
    found = check_claims(row, evidence=evidence)[0]
    assert found.outcome == "cannot be tried"
    assert found.reason == (
        "the record has AWE whole economy total pay KAB9 from January 2000 to February 2025, "
        "and not of January 2026"
    )


def test_a_claim_that_quotes_a_release_is_tried_on_the_prices_of_its_day(record, indices, verdicts):
    key = "ONS-june2025-KAI9_deflated_by_CPI"
    row = record["claims"][record["claims"]["key"] == key]
    cpi = indices["CPI"]
    raised = [value * 1.05 for value in cpi.values[-24:]]
    printed = replace(cpi, values=(*cpi.values[:-24], *raised), rates=None)
    then = {"2025-06-10": {**indices, "CPI": printed}}
    found = check_claims(row, evidence=Evidence(indices, record, vintages=then))[0]
    assert verdicts[key].outcome == "reproduced"
    assert found.outcome == "not"


def test_a_blank_release_is_each_release_of_the_year_that_differs(record, indices):
    row = record["claims"][record["claims"]["key"] == "ONS-April2025-KAB9"].assign(release=pd.NaT)
    days = ("2025-04-30", "2025-05-31", "2025-06-30")
    found = check_claims(row, evidence=Evidence(indices, record, days))[0]
    assert found.outcome == "reproduced"
    assert "release" in found.ours
    assert len({one.value.value for one in found.attempts}) == found.tried > 1


def test_every_row_behind_a_cell_is_in_the_record(record, verdicts):
    keys = {name: set(record[name]["key"]) for name in ("prices", "earnings", "salaries", "remits")}
    for one in verdicts.values():
        for cell in one.cells:
            assert all(key in keys[table] for table, key in cell.rows)


def test_a_table_without_rows_or_columns_is_refused(record, evidence):
    with pytest.raises(MeasureError, match="has no rows"):
        check_claims(record["claims"].iloc[:0], evidence=evidence)
    with pytest.raises(MeasureError, match="no column decimals"):
        check_claims(record["claims"].drop(columns="decimals"), evidence=evidence)


def as_of(earnings, day):
    """What a reading as of a day gives: the versions that stood on it."""
    on = pd.Timestamp(day)
    return earnings[(earnings["known_from"] <= on) & ~(earnings["known_until"] < on)]


def test_readings_of_several_days_joined_are_enough(record, indices, verdicts):
    earnings = record["earnings"]
    readings = [earnings[earnings["known_until"].isna()]]
    readings += [as_of(earnings, day) for day in ("2025-04-15", "2025-06-10")]
    joined = join_versions(*readings)
    assert joined["key"].is_unique
    evidence = Evidence(indices, {**record, "earnings": joined})
    found = check_claims(record["claims"], evidence=evidence)
    assert [one.outcome for one in found] == [one.outcome for one in verdicts.values()]
