"""Claims on chains of awards, on several series together, and on an index of rates alone."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.measures.claims.attempts import Evidence
from analysis.measures.claims.figures import PrintedFigure
from analysis.measures.claims.trials import Trial
from analysis.measures.claims.verdicts import check_claims, check_trial, every_pay
from analysis.measures.offers.chain_links import TRACKS
from analysis.measures.pay.chained_pay import CHAINED
from analysis.measures.pay.named import named_pay
from analysis.measures.prices.rates import PublishedRates
from analysis.periods import Month
from analysis.periods.stated import StatedTime
from analysis.tables.pay_names import (
    FREEZES,
    SENIOR_SERVICE,
    TRACK_NAMES,
    WHOLE_SERVICE,
    find_pay,
    parse_pay,
)

BANDS = "; ".join(f"median base salary (FTE) of SCS PB{band}" for band in (1, 2, 3))
POINTS = "; ".join(
    f"maximum of {grade}, Department for Work and Pensions [National]" for grade in ("AO", "EO")
)
TRACKED = "; ".join(f"ceilings of the {track}" for track in FREEZES)


@pytest.fixture(scope="module")
def evidence(record, frozen):
    return Evidence(frozen, record)


def verdict(evidence, low, high=None, **cells):
    row = {
        "key": "T1",
        "claim": "A finding",
        "value_low": low,
        "value_high": low if high is None else high,
        "decimals": 1,
        "unit": "%",
        "kind": "change in real terms",
        "deflator": "CPI",
        "convention": "month to month",
    }
    return check_claims(pd.DataFrame([row | cells]), evidence=evidence)[0]


@pytest.mark.parametrize(
    ("pay", "index", "real"),
    [
        ("ceilings of the two-year freeze", "CPI", -15.5),
        ("ceilings of the two-year freeze", "CPIH", -15.2),
        ("ceilings of the two-year freeze", "RPI", -27.1),
        ("ceilings of the two-year freeze, with targeted extras", "CPI", -13.8),
        ("ceilings of the two-year freeze, with targeted extras", "RPI", -25.7),
    ],
)
def test_the_chain_of_ceilings_reproduces_its_known_answers(evidence, pay, index, real):
    found = verdict(evidence, real, pay=pay, base="2011", end="2026", deflator=index)
    assert found.outcome == "reproduced"
    assert found.ours == ()
    remits = {key for table, key in found.nearest.rows if table == "remits"}
    assert len(remits) >= 14  # a row a year, but where one policy stands for two


def test_a_chain_is_also_a_change_in_money_that_needs_no_prices(evidence):
    cells = {"kind": "change in money", "deflator": "none", "convention": None}
    found = verdict(evidence, 28.9, pay=TRACK_NAMES[0], base="2011", end="2026", **cells)
    assert (found.outcome, found.tried) == ("reproduced", 1)


@pytest.mark.parametrize(
    ("pay", "span", "fall", "rise"),
    [
        (BANDS, ("2010", "2025"), -24.1, -20.2),
        (POINTS, ("2002", "2015"), 26.7, 32.5),
        (TRACKED, ("2011", "2026"), -15.5, -14.6),
    ],
)
def test_any_each_and_all_differ_where_the_series_differ(evidence, pay, span, fall, rise):
    cells = {"pay": pay, "base": span[0], "end": span[1]}
    if pay == POINTS:
        cells |= {"kind": "change in money", "deflator": "none"}
    said = {
        (how, ends): verdict(evidence, *ends, of_several=how, **cells).outcome
        for how in ("any", "each", "all")
        for ends in ((fall, fall), (fall, rise), (fall - 5, rise))
    }
    assert {pair for pair, outcome in said.items() if outcome == "reproduced"} == {
        ("any", (fall, fall)),  # one of them gives the figure
        ("any", (fall, rise)),
        ("any", (fall - 5, rise)),
        ("each", (fall, rise)),  # every one lies within the range
        ("each", (fall - 5, rise)),
        ("all", (fall, rise)),  # the least and the greatest are its two ends
    }


def test_at_each_grade_names_the_one_that_is_furthest(evidence):
    found = verdict(evidence, -24.1, pay=BANDS, of_several="each", base="2010", end="2025")
    assert found.outcome == "not"
    assert "SCS PB1 furthest" in found.nearest.choices
    assert round(found.miss, 1) == 3.9


def test_each_of_several_needs_the_figures_of_every_one(evidence):
    pay = f"{BANDS}; median of EO, a department that there is none of"
    found = verdict(evidence, -24.1, pay=pay, of_several="each", base="2010", end="2025")
    assert found.outcome == "cannot be tried"


def statements(*rises):
    columns = ["pay_year_from", "pct_low", "pct_high"]
    made = pd.DataFrame(rises, columns=columns)
    pay_years = made["pay_year_from"]
    return made.assign(
        key=[f"S{place}" for place in range(len(made))],
        employer="met-office",
        employer_name="Met Office",
        bargaining_unit=None,
        outcome="implemented",
        grade=None,
        pay_year_to=pay_years,
        deal_years=1,
        effective_first=pd.to_datetime(pay_years.str[:4] + "-07-01"),
        effective_last=pd.to_datetime(pay_years.str[:4] + "-07-01"),
        comparability="unit",
        pct=made["pct_low"].where(made["pct_low"] == made["pct_high"]),
    )


@pytest.fixture
def met_office(record, frozen):
    like = record["offer_statements"].head(0)
    rises = [("2018-19", 1.0, 1.0), ("2019-20", 2.0, 2.0), ("2020-21", 2.0, 2.5)]
    made = statements(*rises, ("2022-23", 3.0, 3.0))
    made = made.reindex(columns=like.columns)
    due = pd.DataFrame({"key": ["met-office"], "name": "Met Office", "usual_settlement": ["07-01"]})
    return Evidence(frozen, {"offer_statements": made, "employers": due})


def money(evidence, low, **cells):
    given = {"kind": "change in money", "deflator": "none", "pay": "awards of Met Office"}
    return verdict(evidence, low, **(given | cells))


def test_awards_of_an_employer_compound_and_stop_at_a_year_without_one(met_office):
    found = money(met_office, 3.0, base="2018", end="2020")
    assert (found.outcome, round(found.nearest.value.value, 2)) == ("reproduced", 3.02)
    assert found.nearest.rows == (("offer_statements", "S0"), ("offer_statements", "S1"))
    across = money(met_office, 8.8, base="2018", end="2023")
    assert across.outcome == "cannot be tried"
    assert across.reason.endswith("from July 2018 to July 2021, and not of 2023")


def test_the_run_after_a_gap_is_had_by_the_year_it_begins_with(met_office):
    after = money(met_office, 3.0, pay="awards of Met Office from 2022-23", base="2022", end="2023")
    assert after.outcome == "reproduced"
    none = money(met_office, 3.0, pay="awards of Met Office from 2021-22", base="2022", end="2023")
    assert (none.outcome, "2021-22" in none.reason) == ("cannot be tried", True)


def test_a_range_among_awards_is_carried_and_marked(met_office):
    found = money(met_office, 5.3, base="2018", end="2021")
    assert "(a range in 1 of 3 years)" in found.nearest.choices
    ends = found.nearest.value
    assert (round(ends.low, 2), round(ends.high, 2)) == (5.08, 5.6)
    assert money(met_office, 5.1, base="2018", end="2021").outcome == "nearly"
    assert money(met_office, 6.0, base="2018", end="2021").outcome == "not"


@pytest.mark.parametrize("kind", ["level", "cumulative loss", "ratio to the wage floor"])
def test_a_chain_has_no_pounds_to_compare(met_office, record, kind):
    tables = met_office.tables | {"wage_floors": record["wage_floors"]}
    whole = replace(met_office, tables=tables)
    cells = {"kind": kind, "deflator": "CPI" if kind == "cumulative loss" else "none"}
    found = money(whole, 3.0, base="2018", end="2020", **cells)
    assert found.outcome == "cannot be tried"
    assert "growth, not a level of pay" in found.reason


def test_the_awards_of_a_review_body_are_the_rows_of_its_workforce(record):
    pay = named_pay(parse_pay("review awards of School teachers"), record)
    awards = record["review_awards"].set_index("key")["workforce"]
    whole = [link.rows[0][1] for rise in pay.chain.rises for link in rise.links]
    assert len(whole) >= 5
    assert pay.series.half_unit == 0.0  # levels are worked out, not printed
    assert set(awards[whole]) == {"School teachers"}


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("School teachers review awards", "review awards of School teachers"),
        ("awards of Met Office from 2018-19", "awards of Met Office from 2018-19"),
        ("ceilings of the early freeze", "ceilings of the early freeze"),
    ],
)
def test_chains_are_found_by_their_words(typed, full):
    held = ["review awards of School teachers", "awards of Met Office", *TRACK_NAMES]
    assert find_pay(typed, held) == full
    assert parse_pay(full).way in CHAINED


@pytest.mark.parametrize("name", ["ceilings of the long freeze", "awards of Met Office from 2018"])
def test_a_chain_that_is_none_says_what_to_write(name):
    with pytest.raises(ValueError, match="write"):
        find_pay(name, ["awards of Met Office"])


def test_tracks_of_ceilings_have_the_names_that_claims_use():
    assert tuple(TRACKS) == FREEZES


def test_rates_alone_serve_twelve_months_and_are_never_chained(evidence):
    rates = PublishedRates("HCI", "HCI", "latest", Month(2025, 3), (2.7,))
    whole = Evidence({}, evidence.tables, rates={"HCI": rates})
    cells = {"pay": "given 4.7 %", "deflator": "HCI", "convention": None}
    year = verdict(whole, 1.9, base="2024-03", end="2025-03", **cells)
    assert (year.outcome, year.tried) == ("reproduced", 1)  # (1.047 / 1.027 - 1) * 100 = 1.947
    assert year.nearest.rows == (("prices", "HCI/2025-03"),)
    longer = verdict(whole, 1.9, base="2023-03", end="2025-03", **cells)
    assert longer.outcome == "cannot be tried"
    assert "rates are never chained" in longer.reason


def test_a_share_is_counted_from_the_signs_of_all_and_its_bounds_from_their_rounding():
    rates = PublishedRates("HCI", "HCI", "latest", Month(2025, 3), (2.7,))
    whole = Evidence({}, {}, rates={"HCI": rates})
    cells = {"kind": "share that is below", "deflator": "HCI", "convention": None}
    cells |= {"pay": "given 4.7 %; given 2.7 %; given 2.0 %", "base": "2024-03", "end": "2025-03"}
    found = verdict(whole, 33.3, **cells)
    assert (found.outcome, found.tried) == ("reproduced", 1)
    share = found.nearest
    assert (share.value.low, share.value.high) == pytest.approx((100 / 3, 200 / 3))  # one is nought
    assert (share.choices, share.pay, share.rows) == (
        "3 series, March 2024 to March 2025, HCI, month to month",
        "3 series",
        (("prices", "HCI/2025-03"),),
    )
    assert repr(found) == "T1: reproduced, 1 tried, nearest 33.33"


def test_a_claim_that_names_no_pay_is_tried_on_the_whole_service_and_on_average_earnings():
    columns = ("measure", "responsibility_level", "population", "unit", "value")
    salaries = [
        ("median", "EO", WHOLE_SERVICE, "GBP", 30_000.0),
        ("mean", "SCS PB1", SENIOR_SERVICE, "GBP", 80_000.0),
        ("median", "EO", "Home Office", "GBP", 29_000.0),
        ("headcount", "EO", WHOLE_SERVICE, "people", 100.0),
    ]
    earnings = [("KAB9", "total", "level"), ("KAC3", "total", "growth_3m")]
    tables = {
        "salaries": pd.DataFrame(salaries, columns=columns),
        "earnings": pd.DataFrame(earnings, columns=["series", "pay", "measure"]).assign(
            sector="whole economy"
        ),
        "pay_scales": pd.DataFrame({"grade": ["EO"]}),
    }
    assert [name.text for name in every_pay(Evidence({}, tables))] == [
        "median of EO",
        "mean of SCS PB1",
        "AWE total level, whole economy",
    ]
    assert every_pay(Evidence({}, {"salaries": tables["salaries"].head(0)})) == ()


def test_of_several_pays_one_without_figures_leaves_their_cell_out_and_says_so():
    columns = {"population": "whole civil service", "measure": "median", "unit": "GBP"}
    columns |= {"source": "s", "confidence": "high"}
    rows = [("EO", 2020, 20_000.0), ("EO", 2021, 21_000.0), ("AO", 2021, 20_000.0)]
    salaries = pd.DataFrame(rows, columns=["responsibility_level", "year", "value"]).assign(
        key=["a", "b", "c"], **columns
    )
    days = pd.to_datetime(salaries["year"].astype("str") + "-03-31")
    trial = Trial(
        "change in money",
        of_several="each",
        pay=(parse_pay("median of EO"), parse_pay("given 5.0 %"), parse_pay("median of AO")),
        starts=(StatedTime.parse("March 2020"),),
        ends=(StatedTime.parse("March 2021"),),
        conventions=("month to month",),
    )
    evidence = Evidence({}, {"salaries": salaries.assign(reference_last=days)})
    found = check_trial("X", PrintedFigure(5.0, 5.0, 1, "%"), trial, evidence=evidence)
    assert (found.outcome, found.reason, found.needed) == (
        "cannot be tried",
        "only 2 of 3 series have March 2020 to March 2021",
        "median of EO; given 5.0 %; median of AO of March 2020 and of March 2021",
    )
    held = replace(trial, pay=trial.pay[:2])
    both = check_trial("X", PrintedFigure(5.0, 5.0, 1, "%"), held, evidence=evidence)
    assert (both.outcome, both.tried, both.stated) == ("reproduced", 1, ("pay", "base", "end"))
    (made,) = both.attempts
    furthest = "each of 2, given 5.0 % furthest"
    assert (made.choices, made.pay) == (f"{furthest}: March 2020 to March 2021", furthest)
    assert (made.value.low, made.value.high) == pytest.approx((4.95, 5.05))
    assert made.rows == (("salaries", "a"), ("salaries", "b"))
