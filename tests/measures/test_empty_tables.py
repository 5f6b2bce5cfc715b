"""A table without the columns or the rows that a measure needs is named, and what it lacks."""

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.ballots.areas import areas_over_the_line
from analysis.measures.ballots.ballot_rounds import count_rounds
from analysis.measures.ballots.law_cases import law_cases
from analysis.measures.ballots.mandates import mandate_windows
from analysis.measures.ballots.outcomes import place_ballots
from analysis.measures.ballots.rules import ballot_law
from analysis.measures.ballots.standing import find_disaggregated, legal_standing
from analysis.measures.ballots.told import nearest_misses, tell_outcomes
from analysis.measures.ballots.votes import gather_votes
from analysis.measures.claims.attempts import Evidence
from analysis.measures.claims.pairs import claims_in_other_forms
from analysis.measures.claims.verdicts import check_claims
from analysis.measures.offers.awards import compare_offers
from analysis.measures.offers.awards_summary import speakers, summarise
from analysis.measures.offers.cash import cash_as_percentage
from analysis.measures.offers.chain_links import award_links, ceiling_links
from analysis.measures.offers.delay import delay_costs
from analysis.measures.offers.split import split_deals
from analysis.measures.offers.statements import stated_rises
from analysis.measures.pay.chained_pay import chain_of
from analysis.measures.pay.departments import department_changes, grade_mix
from analysis.measures.pay.pay_points import compression, lowest_points, points_over_time
from analysis.measures.pay.pay_series import earnings_rows
from analysis.measures.pay.salaries import pay_by_grade, real_salaries
from analysis.measures.pay.wage_floor import pay_against_floor, wage_floor
from analysis.measures.prices.deflation import deflate
from analysis.measures.prices.knowledge import rate_history
from analysis.measures.prices.points import PriceIdentity
from analysis.measures.prices.price_forecasts import price_forecast
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.price_record import names_of, price_index, published_rates
from analysis.periods import Month
from analysis.tables.pay_names import parse_pay
from analysis.tables.registry import table_named

NONE = pd.DataFrame()
CPI = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2022, 9), (123.8, 126.2))
EVIDENCE = Evidence({}, {})
FLOORS = pd.DataFrame(
    {
        "key": ["f"],
        "rate_name": "National Living Wage",
        "effective_first": pd.to_datetime(["2020-04-01"]),
        "effective_last": pd.to_datetime(["2020-04-01"]),
        "hourly_gbp": [8.72],
        "age": "25 and over",
    }
)
SPAN = {"start": 2020, "end": 2021}


def rows(name):
    """The clean table of a name with all its columns and no rows."""
    return pd.DataFrame(columns=list(table_named(name).columns))


def law():
    return ballot_law(pd.DataFrame([RULE]))


RULE = dict.fromkeys(table_named("ballot_rules").columns) | {
    "key": "L1",
    "topic": "turnout",
    "jurisdiction": "Great Britain",
    "service": "all",
    "threshold_pct": 50.0,
    "applies_from": "2017-03-01",
}


@pytest.mark.parametrize(
    ("measure", "what", "column"),
    [
        (lambda: ballot_law(NONE), "the table of ballot rules", "key"),
        (lambda: gather_votes(NONE), "the ballots table", "entitled"),
        (lambda: areas_over_the_line(NONE, judged=NONE), "the judged ballots", "key"),
        (lambda: count_rounds(NONE), "the judged ballots", "key"),
        (lambda: place_ballots(NONE, law=law()), "the ballots table", "opened_first"),
        (lambda: law_cases(NONE, ballot_rules=NONE), "the ballots table", "key"),
        (lambda: mandate_windows(NONE, ballot_rules=NONE), "the ballots table", "key"),
        (lambda: find_disaggregated(NONE), "the ballots table", "key"),
        (lambda: legal_standing(NONE, law=law()), "the ballots table", "key"),
        (lambda: tell_outcomes(NONE), "the judged ballots", "outcome"),
        (lambda: nearest_misses(NONE), "the judged ballots", "turnout"),
        (lambda: claims_in_other_forms(NONE), "the claims table", "key"),
        (lambda: check_claims(NONE, evidence=EVIDENCE), "the claims table", "key"),
        (lambda: compare_offers(NONE, NONE, indices=["CPI"]), "the statements", "key"),
        (lambda: compare_offers(rows("offer_statements"), NONE), "the prices table", "index"),
        (lambda: summarise(NONE), "the compared statements", "statement_id"),
        (lambda: speakers(NONE), "the statements", "offer_id"),
        (lambda: cash_as_percentage(NONE), "the statements", "key"),
        (lambda: award_links(NONE), "the statements", "key"),
        (lambda: ceiling_links(NONE), "the remits", "key"),
        (lambda: delay_costs(NONE, salary=1.0, price_index=CPI), "the statements", "key"),
        (lambda: split_deals(NONE), "the statements", "key"),
        (lambda: stated_rises(NONE), "the statements", "basis"),
        (
            lambda: chain_of(parse_pay("awards of Acas"), rows("offer_statements"), NONE),
            "the employers",
            "key",
        ),
        (lambda: department_changes(NONE, index=CPI, **SPAN), "the salaries table", "key"),
        (lambda: grade_mix(NONE, **SPAN), "the salaries table", "key"),
        (lambda: lowest_points(NONE), "the pay scales", "key"),
        (lambda: points_over_time(NONE), "the pay scales", "key"),
        (lambda: compression(NONE, upper="EO"), "the salaries", "year"),
        (lambda: earnings_rows(NONE, series="KAB9"), "the earnings table", "key"),
        (lambda: pay_by_grade(NONE), "the salaries table", "key"),
        (
            lambda: real_salaries(NONE, index=CPI, prices_of="2022-10"),
            "the chosen salaries",
            "period",
        ),
        (lambda: wage_floor(NONE), "the wage floors", "key"),
        (
            lambda: pay_against_floor(NONE, floor=wage_floor(FLOORS)),
            "the pay to hold against the floor",
            "day",
        ),
        (lambda: deflate(NONE, index=CPI, to="2022-10"), "the series to deflate", "value"),
        (lambda: rate_history(NONE, index="CPI"), "the prices table", "series"),
        (
            lambda: price_forecast(
                NONE, index="CPI", after="2025-01", years=1, convention="calendar-year average"
            ),
            "the forecasts",
            "key",
        ),
        (lambda: names_of(NONE), "the prices table", "index"),
        (lambda: price_index(NONE, index="CPI"), "the prices table", "series"),
        (lambda: published_rates(NONE, index="CPI"), "the prices table", "series"),
    ],
)
def test_a_table_without_its_columns_is_named_with_the_first(measure, what, column):
    with pytest.raises(MeasureError) as refused:
        measure()
    assert str(refused.value) == f"{what} has no column {column}. There are none."


@pytest.mark.parametrize(
    ("measure", "what"),
    [
        (lambda: ballot_law(rows("ballot_rules")), "the table of ballot rules"),
        (lambda: gather_votes(rows("ballots")), "the ballots table"),
        (
            lambda: areas_over_the_line(
                rows("ballots"), judged=pd.DataFrame(columns=["key", "outcome"])
            ),
            "the ballots table",
        ),
        (lambda: mandate_windows(rows("ballots"), ballot_rules=NONE), "the ballots table"),
        (lambda: check_claims(rows("claims"), evidence=EVIDENCE), "the claims table"),
        (lambda: lowest_points(rows("pay_scales")), "the pay scales"),
        (lambda: pay_by_grade(rows("salaries")), "the salaries table"),
        (
            lambda: real_salaries(
                pd.DataFrame(columns=["period", "value", "low", "high"]),
                index=CPI,
                prices_of="2022-10",
            ),
            "the chosen salaries",
        ),
        (
            lambda: pay_against_floor(
                pd.DataFrame(columns=["day", "value"]), floor=wage_floor(FLOORS)
            ),
            "the pay to hold against the floor",
        ),
        (
            lambda: deflate(pd.DataFrame(columns=["value", "period"]), index=CPI, to="2022-10"),
            "the series to deflate",
        ),
        (lambda: rate_history(rows("prices"), index="CPI"), "the prices table"),
        (lambda: price_index(rows("prices"), index="CPI"), "the prices table"),
        (lambda: published_rates(rows("prices"), index="CPI"), "the prices table"),
        (
            lambda: price_forecast(
                rows("forecasts"),
                index="CPI",
                after="2025-01",
                years=1,
                convention="calendar-year average",
            ),
            "the forecasts",
        ),
    ],
)
def test_a_table_without_rows_is_named(measure, what):
    with pytest.raises(MeasureError) as refused:
        measure()
    assert str(refused.value) == f"{what} has no rows: nothing can be measured on it."
