import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.claims.attempts import Attempt, Evidence, join_versions
from analysis.measures.claims.book import CLAIM_BOOK, RELEASE_DAYS, NotTried
from analysis.measures.claims.routes import AwardPath, Path, Published, Uprating
from analysis.measures.claims.verdicts import (
    PrintedFigure,
    check_claim,
    check_claims,
    judge_claim,
    verdict_table,
)

FALL = PrintedFigure(-8.9, -8.9, 1, "%")


@pytest.fixture(scope="module")
def evidence(record, indices):
    return Evidence(indices, record["salaries"], record["earnings"], record["remits"])


@pytest.fixture(scope="module")
def verdicts(record, evidence):
    return {one.key: one for one in check_claims(record["claims"], evidence=evidence)}


def made(value, *, half=0.0, **stand_in):
    return Attempt(f"{value}", Bounded(value, value - half, value + half), **stand_in)


def test_every_claim_has_a_verdict_and_the_book_knows_each(record, verdicts):
    assert list(verdicts) == record["claims"]["key"].tolist()
    assert set(CLAIM_BOOK) == set(record["claims"]["key"])
    counts = pd.Series([one.outcome for one in verdicts.values()]).value_counts().to_dict()
    assert counts == {"reproduced": 23, "cannot be tried": 19, "not": 13, "nearly": 4}


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
    assert found.nearest.choices == (
        f"levels of {level}, release of 2025-06-10, against {index}, three-month average"
    )
    assert not any("month to month" in cell.choices for cell in found.cells)


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
    assert [cell.choices for cell in found.cells] == [
        "CPI calendar-year averages 2010 to 2019 (as printed), then 0.8 % for 2020"
    ]


def test_the_uprating_does_not_reproduce_by_the_outturn(evidence):
    tried = list(Uprating(19126, 2010, 2020, "CPI", 0.8).attempts(evidence))
    outturn = {one.choices: one.value.value for one in tried if "outturn" in one.choices}
    mean = outturn["CPI outturn, calendar-year average"]
    assert round(mean / 19126, 4) == 1.2160
    misses = {words: round(value) - 23247 for words, value in outturn.items()}
    assert min(misses.values(), key=abs) == misses["CPI outturn, calendar-year average"] == 10


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


def test_award_ceilings_against_rpi_reproduce_in_one_cell_of_twenty(verdicts):
    found = verdicts["PRO21-1"]
    assert (found.outcome, len(found.cells), found.tried) == ("reproduced", 1, 20)
    assert "2009-10 to 2019-20, RPI, financial-year average" in found.nearest.choices


def test_what_cannot_be_tried_says_why_and_what_is_needed(verdicts):
    for one in verdicts.values():
        if one.outcome == "cannot be tried":
            assert one.reason
            assert one.needed
            assert one.nearest is None


def test_a_claim_that_the_book_does_not_know_cannot_be_tried(record, evidence):
    new = record["claims"].iloc[[0]].assign(key="NEW-1")
    found = check_claims(new, evidence=evidence)[0]
    assert (found.outcome, found.needed) == ("cannot be tried", "a route for it")


def test_one_claim_can_be_asked_for_by_its_key(record, evidence, verdicts):
    assert check_claim(record["claims"], "W19-1", evidence=evidence) == verdicts["W19-1"]
    with pytest.raises(MeasureError, match=r"no claim 'W19-11'\. Did you mean W19-1"):
        check_claim(record["claims"], "W19-11", evidence=evidence)


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


def test_a_claim_in_words_has_no_number_to_try(record, evidence):
    words = record["claims"][record["claims"]["key"] == "QMUL24-6"]
    with pytest.raises(MeasureError, match="QMUL24-6 has no number to reproduce"):
        check_claims(
            words,
            evidence=evidence,
            book={"QMUL24-6": (Published("KAB9", "2025-02", "2025-04-15"),)},
        )


def test_a_path_of_awards_that_are_not_there_is_refused(evidence):
    route = AwardPath((Path("a path", ("R999",), (("2010-03", "2020-03"),)),), ("RPI",))
    with pytest.raises(MeasureError, match="no remit R999"):
        list(route.attempts(evidence))


def test_a_month_that_a_release_does_not_have_is_refused(evidence):
    with pytest.raises(MeasureError, match="KAB9 of 2025-04-15 has no 2026-01"):
        list(Published("KAB9", "2026-01", "2025-04-15").attempts(evidence))


def test_every_row_behind_a_cell_is_in_the_record(record, verdicts):
    keys = {name: set(record[name]["key"]) for name in ("prices", "earnings", "salaries", "remits")}
    for one in verdicts.values():
        for cell in one.cells:
            assert all(key in keys[table] for table, key in cell.rows)


def test_the_table_has_a_row_for_each_claim(record, verdicts):
    table = verdict_table(record["claims"], list(verdicts.values()))
    assert len(table) == 59
    assert table["claim"].notna().all()
    told = table["outcome"] == "cannot be tried"
    assert (table.loc[told, "needed"] != "").all()
    assert table.loc[~told, "computed"].notna().all()


def test_a_table_without_rows_or_columns_is_refused(record, evidence):
    with pytest.raises(MeasureError, match="has no rows"):
        check_claims(record["claims"].iloc[:0], evidence=evidence)
    with pytest.raises(MeasureError, match="no column decimals"):
        check_claims(record["claims"].drop(columns="decimals"), evidence=evidence)


def test_reasons_not_to_try_are_sentences_fit_to_print():
    for route in CLAIM_BOOK.values():
        if isinstance(route, NotTried):
            assert len(route.reason) > 20
            assert not route.reason.endswith(".")


def as_of(earnings, day):
    """What a reading as of a day gives: the versions that stood on it."""
    on = pd.Timestamp(day)
    return earnings[(earnings["known_from"] <= on) & ~(earnings["known_until"] < on)]


def test_readings_of_several_days_joined_are_enough(record, indices, verdicts):
    earnings = record["earnings"]
    readings = [earnings[earnings["known_until"].isna()]]
    readings += [as_of(earnings, day) for day in RELEASE_DAYS]
    joined = join_versions(*readings)
    assert joined["key"].is_unique
    evidence = Evidence(indices, record["salaries"], joined, record["remits"])
    found = check_claims(record["claims"], evidence=evidence)
    assert [one.outcome for one in found] == [one.outcome for one in verdicts.values()]
