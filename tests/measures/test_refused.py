"""What a measure refuses is one sentence: each of them whole."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from tests.measures.offers import on, statements

from analysis.errors import MeasureError, nearest
from analysis.measures.ballots.mandates import last_day_of_period, mandate_windows
from analysis.measures.ballots.one_ballot import ballots_frame, judge_ballot
from analysis.measures.ballots.outcomes import judge_under_each_regime, place_ballots
from analysis.measures.ballots.rules import NATIONS, ballot_law
from analysis.measures.bounds import Bounded, as_bounded
from analysis.measures.choices.grid import Cell, Grid
from analysis.measures.choices.grid_choices import complete_part, sums_of_squares, two_readings
from analysis.measures.choices.robustness import robustness_grid
from analysis.measures.claims.figures import PrintedFigure, printed_figure
from analysis.measures.claims.forms import in_form, plainly_divided, rise_needed
from analysis.measures.claims.pairs import implied_paths
from analysis.measures.claims.trials import read_trial
from analysis.measures.claims.verdicts import judge_claim
from analysis.measures.inputs import (
    month_ordinals,
    require_choice,
    require_columns,
    require_rows,
)
from analysis.measures.offers.awards import COMPARISONS, compare_offers
from analysis.measures.offers.awards_summary import SPEAKERS, speakers, summarise
from analysis.measures.offers.chain_links import TRACKS, ceiling_links
from analysis.measures.offers.chains import Link
from analysis.measures.offers.worth import Offer, worth
from analysis.measures.pay.chained_pay import chain_of
from analysis.measures.pay.composition import composition
from analysis.measures.pay.pay_series import (
    PaySeries,
    earnings_rows,
    earnings_series,
    real_pay_change,
    series_names,
)
from analysis.measures.pay.restoration import restore_over
from analysis.measures.pay.salaries import real_salaries
from analysis.measures.pay.wage_floor import hours_a_year, wage_floor
from analysis.measures.prices.changes import nominal_change, real_change, yearly_rate
from analysis.measures.prices.inflation import inflate
from analysis.measures.prices.knowledge import known_rates, rate_history
from analysis.measures.prices.points import CONVENTIONS, PriceIdentity
from analysis.measures.prices.price_changes import price_changes
from analysis.measures.prices.price_forecasts import price_forecast
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.price_record import price_index, published_rates, series_of
from analysis.measures.prices.rates import PublishedRates
from analysis.measures.prices.real_terms import price_change, published_change
from analysis.periods import Month
from analysis.tables.declared import KINDS, SEVERAL
from analysis.tables.pay_names import PayName

IDENTITY = PriceIdentity("CPI", "D7BT", "2015=100")
CPI = PriceIndex(IDENTITY, Month(2022, 9), (123.8, 126.2, 126.7))
RPI = PriceIndex(PriceIdentity("RPI", "CHAW", "Jan 1987=100"), Month(2022, 9), (347.6, 356.2))
RATES = PublishedRates("CPI", "D7G7", "latest", Month(2022, 9), (10.1, float("nan"), 10.7))
PAY = PaySeries("a salary", "GBP a year", (632, 656), (20_000.0, 22_000.0), 5.0)
MONTHLY = PaySeries("awe", "GBP a week", (632, 633, 634), (600.0, 601.0, 602.0), 0.5, (), "month")
EARNINGS = pd.DataFrame(
    {
        "key": ["K/2025-02"],
        "series": "KAB9",
        "measure": "growth_3m",
        "unit": "%",
        "base": None,
        "period": pd.PeriodIndex(["2025-02"], freq="M"),
        "value": [4.0],
        "decimals": 1,
        "known_from": pd.to_datetime(["2025-04-15"]),
        "known_until": pd.NaT,
    }
)
PRICES = pd.DataFrame(
    {
        "key": ["a", "b"],
        "series": "D7BT",
        "index": "CPI",
        "measure": "index",
        "base": "2015=100",
        "frequency": "month",
        "period": pd.PeriodIndex(["2022-09", "2022-10"], freq="M"),
        "value": [123.8, 126.2],
        "decimals": 1,
        "known_from": pd.to_datetime(["2022-10-19", "2022-11-16"]),
        "known_until": pd.NaT,
    }
)
DATED = PRICES.assign(measure="rate_12m", known_first=PRICES["known_from"], known_how="true")
FORECASTS = pd.DataFrame(
    {
        "key": ["f1", "f2"],
        "index": "CPI",
        "basis": "calendar_year",
        "period": ["2026", "2027"],
        "growth_pct": [2.3, 2.0],
    }
)
RULE = {
    "key": "L1",
    "topic": "turnout",
    "jurisdiction": "Great Britain",
    "service": "all",
    "threshold_pct": 50.0,
    "of_whom": "those entitled",
    "spoiled_count_as_voting": True,
    "duration": None,
    "duration_unit": None,
    "extendable_to": None,
    "applies_from": date(2017, 3, 1),
    "applies_until": None,
    "decided_by": "opening",
    "citation": "an act",
}
RULES = pd.DataFrame([RULE])


LAWS = "Allowed: Great Britain, Wales (devolved authorities), Northern Ireland, England and Wales."
MONTHS = pd.PeriodIndex(["2022-09", "2022-10"], freq="M")
RUNS = "it runs from 2022-09 to 2022-11. Nearest: 2022-11."
APART = pd.PeriodIndex(["2022-09", "2022-11"], freq="M")
TWICE = pd.PeriodIndex(["2022-09", "2022-09"], freq="M")
UNDATED = PRICES[["series", "index", "measure", "base", "frequency", "period", "value", "decimals"]]
TEXT = "CPI (D7BT, 2015=100, latest, by month)"
LAW = ballot_law(
    pd.DataFrame([RULE, RULE | {"key": "L2", "topic": "support", "service": "health"}])
)
SAID = statements({"pct": 3.0, **on("2022-12-07")})
TRIAL = {"kind": "level", "unit": "GBP", "pay": "median of EO"}
REMITS = pd.DataFrame(
    columns=[
        *("key", "pay_year_from", "pay_year_to", "jurisdiction", "basis_kind", "ceiling_pct"),
        *("targeted_extra_pct", "duration_years"),
    ]
)


def grid():
    months = {"indices": [CPI], "end": "2022-11", "bases": ["2022-09"]}
    return robustness_grid([PAY], **months, conventions=["month to month"])


COMPARED = pd.DataFrame(
    {
        "index": ["CPI", "RPI"],
        **dict.fromkeys(("statement_id", "offer_id", "speaker", "clock", "below_inflation"), "x"),
        **dict.fromkeys(("comparable", "real_low", "real_high", "gap_low", "gap_high"), 1.0),
        "comparison": "known",
        "kind": "person",
    }
)
CHAIN = PayName(
    "ceilings of the two-year freeze", "chain of ceilings", "remits", detail="two-year freeze"
)
CHOSEN = pd.DataFrame(
    {
        "period": pd.PeriodIndex(["2011-03"], freq="M"),
        "year": 2011,
        "responsibility_level": "All",
        **dict.fromkeys(("value", "low", "high"), 23_760.0),
    }
)
FLOORS = pd.DataFrame(
    {
        "key": ["a", "b"],
        "rate_name": ["London Living Wage", "National Living Wage"],
        **dict.fromkeys(("effective_first", "effective_last"), pd.Timestamp("2021-04-01")),
        "hourly_gbp": [10.85, 8.91],
    }
)
BALLOT = ballots_frame([{"opened": "2018-01-01", "closed": "2018-02-01"}])
MISSING = Cell("2022-09", "CPI", "month to month", "a salary")


def cube(real):
    """A grid of one cell."""
    cell = np.full((1, 1, 1, 1), real)
    labels = (("2022-09",), ("CPI",), ("month to month",), ("a salary",))
    return Grid("2022-11", labels, cell, cell, cell)


def restored(**changed):
    """Spread a restoration over one year, but for what is changed."""
    asked = {"now": "2024-09", "years": 1, **changed}
    return restore_over(PAY, index=CPI, forecasts=FORECASTS, base="2022-09", **asked)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: as_bounded(float("nan")), "a number was expected, found nan."),
        (
            lambda: Bounded(2.0, 1.0, 1.5),
            "a value lies within its bounds; found 2.0 in 1.0 to 1.5.",
        ),
        (
            lambda: require_rows(PRICES.iloc[:0], what="the table"),
            "the table has no rows: nothing can be measured on it.",
        ),
        (
            lambda: require_columns(PRICES, ["kee"], what="the table"),
            (
                "the table has no column kee. Did you mean key? Allowed: key, series, index, "
                "measure, base, frequency, period, value, decimals, known_from, known_until."
            ),
        ),
        (lambda: require_choice(3, ("a", "b"), what="letter"), "no letter '3'. Allowed: a, b."),
        (lambda: month_ordinals([1.5]), "months were expected (period[M]), found float64."),
        (
            lambda: month_ordinals(pd.PeriodIndex(["2022"], freq="Y")),
            "months were expected (period[M]), found period[Y-DEC].",
        ),
        (lambda: real_change(3, -100), "prices cannot fall by 100.0 %."),
        (
            lambda: nominal_change(0, 3),
            "a rise needs a sum above nothing to start from, found 0.0.",
        ),
        (
            lambda: yearly_rate(3, months=0),
            "a yearly rate needs a span of at least a month, found 0.",
        ),
        (lambda: rise_needed(-100), "nothing undoes a fall of 100 %."),
        (lambda: plainly_divided(3, years=0), "a change by the year needs a span, found 0 years."),
        (
            lambda: in_form(3, "per year, compound"),
            "'per year, compound' needs the number of years.",
        ),
        (
            lambda: in_form(3, "by the month"),
            (
                "no form 'by the month' of a change; there are: the change; the rise needed to "
                "undo it; per year, compound; per year, plainly divided."
            ),
        ),
        (lambda: PriceIndex(IDENTITY, Month(2022, 9), ()), f"{TEXT} has no values."),
        (
            lambda: PriceIndex(IDENTITY, Month(2022, 9), (0.05,)),
            f"{TEXT}: index values are positive numbers.",
        ),
        (lambda: CPI.point("2023-01"), f"{TEXT} has no 2023-01: {RUNS}"),
        (
            lambda: CPI.point("2022-10", "calendar-year average"),
            (
                f"{TEXT} has no 2022: it runs from 2022-09 to 2022-11. Nearest: none, for it has "
                "no whole window."
            ),
        ),
        (
            lambda: CPI.ratio("2022-09", Month(2022, 10)),
            "a ratio takes points or months of one index, found '2022-09'.",
        ),
        (
            lambda: CPI.ratio(RPI.point("2022-09"), Month(2022, 10)),
            (
                f"cannot divide across price indices: {TEXT} and RPI (CHAW, Jan 1987=100, latest, "
                "by month). Take both points from one index."
            ),
        ),
        (
            lambda: CPI.ratio(Month(2022, 9), CPI.point("2022-11", "three-month average")),
            (
                "cannot divide a three-month average (2022-09 to 2022-11) by a month to month "
                "(2022-09). Take both points by one convention."
            ),
        ),
        (
            lambda: CPI.levels(np.array([633]), "by guess"),
            (
                "no convention of this index 'by guess'. Allowed: month to month, calendar-year "
                "average, financial-year average, three-month average."
            ),
        ),
        (
            lambda: price_change(CPI, start="2022-09", end="2022-10", convention="x"),
            (
                "no convention 'x'. Allowed: month to month, calendar-year average, "
                "financial-year average, three-month average."
            ),
        ),
        (
            lambda: RATES.rate(Month(2022, 12)),
            (
                "the published CPI rate (D7G7, latest) has no 2022-12: it runs from 2022-09 to "
                "2022-11. Nearest: 2022-11."
            ),
        ),
        (
            lambda: RATES.rate(Month(2022, 10)),
            (
                "the published CPI rate (D7G7, latest) has no 2022-10: it is printed for some "
                "months alone. Nearest: 2022-09."
            ),
        ),
        (
            lambda: published_change(
                RATES, start="2021-09", end="2022-09", convention="three-month average"
            ),
            (
                "of CPI twelve-month rates alone are published, and rates are never chained: "
                "2021-09 to 2022-09, three-month average, cannot be told."
            ),
        ),
        (
            lambda: price_changes(CPI, start=MONTHS[:2], end=MONTHS[:1]),
            "2 starts and 1 ends: give one of each.",
        ),
        (
            lambda: price_index(PRICES.assign(period=APART), index="CPI"),
            f"{TEXT} has a gap after 2022-09 (next is 2022-11).",
        ),
        (
            lambda: price_index(PRICES.assign(value=[123.8, None]), index="CPI"),
            f"{TEXT} has no number for 2022-10: a missing value cannot be used.",
        ),
        (
            lambda: published_rates(DATED.assign(period=TWICE), index="CPI", vintage="2022-12-01"),
            "the published CPI rate (D7BT) has two values for 2022-09 (next is 2022-09).",
        ),
        (
            lambda: published_rates(DATED, index="CPI", vintage="2022-10-18"),
            (
                "the published CPI rate (D7BT) was not known on 2022-10-18. Nearest: 2022-10-19, "
                "when it was first published."
            ),
        ),
        (
            lambda: published_rates(
                DATED.assign(frequency="some months", period=TWICE),
                index="CPI",
                vintage="2022-12-01",
            ),
            ("the published CPI rate (D7BT) has two values for a month, or one without a number."),
        ),
        (
            lambda: price_index(UNDATED, index="CPI", vintage="2022-12-01"),
            f"the prices table has no column known_from. {nearest('known_from', UNDATED.columns)}",
        ),
        (
            lambda: price_index(UNDATED.assign(period=TWICE), index="CPI"),
            f"the prices table has no column known_from. {nearest('known_from', UNDATED.columns)}",
        ),
        (
            lambda: price_index(PRICES.assign(series=["A", "B"]), index="CPI"),
            "CPI has several series here, A, B: name one.",
        ),
        (
            lambda: price_index(PRICES.assign(base=["a", "b"]), index="CPI"),
            "CPI (D7BT) needs one reference base, found a, b.",
        ),
        (
            lambda: price_index(PRICES, index="CPI", vintage="2022-01-01"),
            (
                "CPI (D7BT) was not known on 2022-01-01. Nearest: 2022-10-19, when it was first "
                "published."
            ),
        ),
        (
            lambda: price_forecast(
                FORECASTS, index="RPI", after="2025-06", years=1, convention="calendar-year average"
            ),
            "no forecast of RPI by calendar-year average; there are: CPI by calendar-year average.",
        ),
        (
            lambda: price_forecast(
                FORECASTS, index="CPI", after="2026-06", years=2, convention="calendar-year average"
            ),
            (
                "no forecast of CPI for 2028: it has 2026 to 2027. Did you mean 2027? Allowed: "
                "2026, 2027."
            ),
        ),
        (
            lambda: PaySeries("p", "GBP", (1, 2), (1.0,), 0.5),
            "p needs a month for each of at least one value.",
        ),
        (
            lambda: PaySeries("p", "GBP", (), (), 0.5),
            "p needs a month for each of at least one value.",
        ),
        (
            lambda: PaySeries("p", "GBP", (2, 1), (9.0, 9.0), 0.5),
            "p: months are in order, each once.",
        ),
        (
            lambda: PaySeries("p", "GBP", (1, 1), (9.0, 9.0), 0.5),
            "p: months are in order, each once.",
        ),
        (
            lambda: PaySeries("p", "GBP", (1,), (0.5,), 0.5),
            "p: pay is a positive number, found 0.5.",
        ),
        (
            lambda: PAY.point("2023-09"),
            "a salary has no 2023-09. Nearest: 2022-09; 2 from 2022-09 to 2024-09.",
        ),
        (
            lambda: MONTHLY.point("2022-10", "three-month average"),
            (
                "awe has no 2022-10 by three-month average. Nearest: 2022-10; 3 from 2022-09 to "
                "2022-11."
            ),
        ),
        (
            lambda: real_pay_change(PAY, index=CPI, start="2022-10", end="2022-10"),
            "a change needs an end after its start, asked 2022-10 to 2022-10.",
        ),
        (
            lambda: earnings_series(EARNINGS, series="KAB9"),
            "KAB9 is growth_3m, not a level of pay: levels can be deflated.",
        ),
        (
            lambda: earnings_rows(EARNINGS, series="KAB8"),
            "no earnings series 'KAB8'. Did you mean KAB9? Allowed: KAB9.",
        ),
        (
            lambda: earnings_rows(EARNINGS, series="KAB9", vintage="2025-04-14"),
            "KAB9 as of 2025-04-14 is not known: vintages begin 2025-04-15.",
        ),
        (
            lambda: earnings_rows(
                EARNINGS.assign(known_from=pd.NaT), series="KAB9", vintage="2025-04-14"
            ),
            "KAB9 as of 2025-04-14 is not known: it has no vintages.",
        ),
        (lambda: series_names([]), "pay series need names that differ, found []."),
        (
            lambda: series_names([PAY, PAY]),
            "pay series need names that differ, found ['a salary', 'a salary'].",
        ),
        (
            lambda: last_day_of_period(
                pd.Series([pd.Timestamp("2020-01-01")]), length=2, unit="years"
            ),
            "no period is measured in 'years'. Allowed: days, weeks, months.",
        ),
        (
            lambda: ballot_law(RULES).regime(opened="2016-01-01", nation="England"),
            "the rules begin on 2017-03-01; nothing is known of 2016-01-01.",
        ),
        (
            lambda: ballot_law(
                pd.DataFrame([RULE, RULE | {"key": "L2", "threshold_pct": 40.0}])
            ).regime(opened="2018-01-01", nation="England"),
            "the rules L1, L2 set different shares on 2018-01-01: mend their dates.",
        ),
        (
            lambda: ballot_law(pd.DataFrame([RULE | {"jurisdiction": "Great Britian"}])),
            "rule L1 is of an unknown jurisdiction 'Great Britian'. Did you mean Great Britain? "
            + LAWS,
        ),
        (
            lambda: ballot_law(pd.DataFrame([RULE | {"applies_until": date(2017, 2, 28)}])),
            "rule L1 ends on 2017-02-28, before it begins on 2017-03-01.",
        ),
        (
            lambda: ballots_frame([{"turnuot_pct": 50}]),
            "a ballot has no field turnuot_pct. Did you mean turnout_pct?",
        ),
        (
            lambda: judge_ballot(ballot_rules=RULES, yes="30"),
            "yes='30' is no number. Write it in digits, without quotes.",
        ),
        (
            lambda: judge_ballot(ballot_rules=RULES, yes=3.5),
            "yes=3.5 is no whole number. Look at the count again.",
        ),
        (
            lambda: judge_ballot(ballot_rules=RULES, turnout_pct=710),
            "turnout_pct=710: allowed is 0 to 100; less than 1 is doubted. Look at it again.",
        ),
        (
            lambda: judge_ballot(ballot_rules=RULES, turnout_pct=0.71),
            "turnout_pct=0.71 per cent: did you mean 71? Per cent is 71 for 71 %.",
        ),
        (
            lambda: judge_ballot(ballot_rules=RULES, entitled=10, returned=11),
            "returned=11 is more than entitled=10. Look at both counts again.",
        ),
        (
            lambda: judge_ballot(ballot_rules=RULES, entitled=10, yes=11),
            "yes=11 is more than entitled=10. Look at both counts again.",
        ),
        (
            lambda: judge_ballot(ballot_rules=RULES, returned=10, no=11),
            "no=11 is more than returned=10. Look at both counts again.",
        ),
        (
            lambda: judge_ballot(ballot_rules=RULES, returned=10, yes=6, no=5),
            "yes=6 and no=5 are together more than returned=10. Look at the counts again.",
        ),
        (
            lambda: judge_ballot(ballot_rules=RULES, entitled=10, yes=6, no=5),
            "yes=6 and no=5 are together more than entitled=10. Look at the counts again.",
        ),
        (lambda: cube(np.nan).value(MISSING), f"no figure for {MISSING}: not in this grid."),
        (
            lambda: complete_part(cube(np.nan)),
            f"the grid to 2022-11 has no complete part: {cube(np.nan).missing}.",
        ),
        (
            lambda: sums_of_squares(np.array([1.0, np.nan])),
            "a grid with missing cells cannot be divided: take its complete part.",
        ),
        (
            lambda: sums_of_squares(np.array([])),
            "a grid with missing cells cannot be divided: take its complete part.",
        ),
        (
            lambda: two_readings(cube(-3.0)),
            (
                "no cell of the grid to 2022-11 makes a fair reading: {'span under 5 years': 1, "
                "'sign rests on rounding': 0, 'sign turns at a neighbouring base': 0}."
            ),
        ),
        (
            lambda: robustness_grid([PAY], indices=[CPI, CPI], end="2022-11"),
            f"a grid takes each index once, found ['{TEXT}', '{TEXT}'].",
        ),
        (
            lambda: robustness_grid([PAY], indices=[], end="2022-11"),
            "a grid takes each index once, found [].",
        ),
        (
            lambda: robustness_grid([PAY], indices=[CPI], end="2022-09"),
            "no base before 2022-09: give one, or an earlier `since`.",
        ),
        (
            lambda: printed_figure(
                {"key": "C1", "value_low": 1.0, "value_high": 1.0, "decimals": None, "unit": "%"}
            ),
            "C1 has no number to reproduce.",
        ),
        (
            lambda: implied_paths(
                (Bounded(1, 1, 1), CPI), (Bounded(2, 2, 2), CPI), start="2022-09", end="2022-10"
            ),
            "both are on CPI: two indices are needed to compare.",
        ),
        (
            lambda: judge_claim("C1", PrintedFigure(1.0, 1.0, 1, "%"), []),
            "C1: no attempt could be made.",
        ),
        (
            lambda: compare_offers(SAID, DATED, indices=[]),
            "name at least one index and one comparison.",
        ),
        (
            lambda: compare_offers(SAID, DATED, comparisons=[]),
            "name at least one index and one comparison.",
        ),
        (
            lambda: compare_offers(SAID, DATED, indices=["RPI"]),
            "the prices table has no published RPI rate. Did you mean CPI? Allowed: CPI.",
        ),
        (
            lambda: compare_offers(SAID.assign(pay_year_from="2022-24"), DATED),
            "'2022-24' is not a pay year; write 2023-24.",
        ),
        (
            lambda: summarise(COMPARED, by=["comparison", "kind"]),
            (
                "counting over CPI, RPI together would pool what is not comparable: add 'index' to "
                "by, or keep one index."
            ),
        ),
        (
            lambda: summarise(COMPARED.iloc[:1], by=[]),
            "name at least one column to count by, such as index.",
        ),
        (
            lambda: Link("2022-23", Month(2022, 4), 1.0, None, "award"),
            "the link of 2022-23 has one end of a range only.",
        ),
        (
            lambda: Link("2022-23", Month(2022, 4), 2.0, 1.0, "award"),
            "the link of 2022-23 runs from 2.0 to 1.0.",
        ),
        (
            lambda: Link("2022-23", Month(2022, 4), -100.0, 1.0, "award"),
            "the link of 2022-23 runs from -100.0 to 1.0.",
        ),
        (
            lambda: chain_of(CHAIN, REMITS, pd.DataFrame()),
            "the record has no rise with a figure for 'ceilings of the two-year freeze'.",
        ),
        (
            lambda: chain_of(replace(CHAIN, first="2014-15"), REMITS, pd.DataFrame()),
            f"the record has no rise of 2014-15 with a figure for '{CHAIN.text}'.",
        ),
        (
            lambda: composition(pd.DataFrame(), start=2021, end=2023, measure="median"),
            "a median does not divide into grades; composition is measured on the mean.",
        ),
        (
            lambda: restored(now="2026-09"),
            f"{TEXT} has no 2026-27: {RUNS[:-8]}none, for it has no whole window.",
        ),
        (
            lambda: restored(years=0),
            "a restoration is spread over one year or more, asked 0.",
        ),
        (
            lambda: real_salaries(CHOSEN, index=CPI, prices_of="2022-09"),
            f"{TEXT} has none of these years: 2022-09 to 2022-11.",
        ),
        (
            lambda: real_salaries(
                CHOSEN.assign(period=MONTHS[:1]), index=CPI, prices_of="2022-09", base=2020
            ),
            "no salary in the base year 2020. Nearest: 2011; there are [2011].",
        ),
        (
            lambda: wage_floor(FLOORS).rate("2021-03-31"),
            "no wage floor on 2021-03-31. Nearest: 2021-04-01, the first.",
        ),
        (
            lambda: wage_floor(FLOORS, rates=["London Living Wag"]),
            (
                "no wage floor 'London Living Wag'. Did you mean London Living Wage? Allowed: "
                "London Living Wage, National Living Wage."
            ),
        ),
        (
            lambda: wage_floor(
                FLOORS.assign(effective_last=pd.Timestamp("2021-12-31")),
                rates=["London Living Wage"],
            ),
            "London Living Wage: the day it began is known only to its year.",
        ),
        (
            lambda: wage_floor(FLOORS, rates=["London Living Wage", "National Living Wage"]),
            "two of the rates asked for begin on 2021-04-01: ask for one line.",
        ),
        (
            lambda: hours_a_year(80.5),
            (
                "80.5 hours a week over 52.143 weeks is no working year: give paid hours a week up "
                "to 80, and weeks of 50 to 53."
            ),
        ),
        (
            lambda: rate_history(DATED.assign(known_from=pd.NaT), index="CPI"),
            "the prices table has no dated, published CPI rate (D7BT).",
        ),
        (
            lambda: rate_history(DATED.assign(value=[1.0, None]), index="CPI"),
            "the published CPI rate (D7BT) has a row without a value.",
        ),
        (
            lambda: published_rates(PRICES, index="CPI"),
            "the prices table has no published CPI rate.",
        ),
        (
            lambda: price_index(DATED, index="CPI"),
            (
                "CPI has 12-month rates here and no index: rates are never chained, so a change "
                "over any other span cannot be told. Choose an index whose levels are published."
            ),
        ),
        (
            lambda: price_index(
                PRICES.assign(known_until=PRICES["known_from"]), index="CPI", vintage="2024-01-01"
            ),
            "CPI (D7BT) has no rows in this table for 2024-01-01.",
        ),
        (
            lambda: mandate_windows(
                BALLOT, ballot_rules=pd.DataFrame([RULE | {"topic": "mandate"}])
            ),
            "rule L1 is of a mandate and has no length.",
        ),
        (
            lambda: place_ballots(BALLOT.assign(nation=None), law=ballot_law(RULES)),
            "1 ballots have no nation, whose law applies.",
        ),
        (
            lambda: judge_under_each_regime(
                BALLOT.assign(ballot_type="indicative"), ballot_rules=RULES
            ),
            "none of these ballots was a statutory one: no regime applies to them.",
        ),
        (lambda: Offer(-100.0, date(2022, 1, 1)), "pay cannot fall by 100 %."),
        (
            lambda: Offer(3.0, date(2022, 1, 1), effective=Month(9999, 1)),
            "a year from 9999-01 ends after 9999: name another.",
        ),
        (lambda: Offer(3.0, date(2022, 1, 1), salary=0.0), "a salary is above nothing; found 0."),
        (
            lambda: Offer(3.0, date(2022, 1, 1), lump_sum=100.0),
            "a lump sum is a different share of every salary: give the salary.",
        ),
    ],
)
def test_what_is_refused_is_told_in_one_sentence(call, told):
    with pytest.raises(MeasureError) as refused:
        call()
    assert str(refused.value) == told


@pytest.mark.parametrize(
    "call",
    [
        lambda: real_change(3, -99.9),
        lambda: nominal_change(0.1, 3),
        lambda: yearly_rate(3, months=1),
        lambda: rise_needed(-99.9),
        lambda: PaySeries("p", "GBP", (1,), (0.6,), 0.5),
        lambda: PriceIndex(IDENTITY, Month(2022, 9), (0.06,)),
        lambda: ballot_law(pd.DataFrame([RULE | {"applies_until": date(2017, 3, 1)}])),
        lambda: Offer(-99.9, date(2022, 1, 1)),
        lambda: Offer(3.0, date(2022, 1, 1), effective=Month(9998, 12)),
        lambda: Offer(3.0, date(2022, 1, 1), salary=0.01, lump_sum=100.0),
        lambda: judge_ballot(ballot_rules=RULES, entitled=10, returned=10, yes=5, no=5),
    ],
)
def test_what_is_just_possible_is_taken(call):
    call()


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: LAW.regime(opened="2018-01-01", nation="Engalnd"), "nation 'Engalnd'"),
        (
            lambda: LAW.regime(opened="2018-01-01", nation="England", service="helth"),
            "important public service 'helth'",
        ),
        (lambda: worth(DATED, percent=3, on="2022-12-07", indices=["CIP"]), "index 'CIP'"),
        (lambda: known_rates(DATED, on="2022-12-07", indices=["CIP"]), "index 'CIP'"),
        (lambda: published_rates(DATED, index="CIP"), "index 'CIP'"),
        (lambda: price_index(PRICES, index="CPI", series="D7BT2"), "CPI series 'D7BT2'"),
        (
            lambda: inflate(
                PRICES,
                1,
                start=Month(2022, 9),
                to=Month(2022, 10),
                index="CIP",
                convention="month to month",
            ),
            "index 'CIP'",
        ),
        (lambda: compare_offers(SAID, DATED, comparisons=["knwon"]), "comparison 'knwon'"),
        (lambda: ceiling_links(REMITS, track="early freze"), "track 'early freze'"),
        (lambda: speakers(SAID.assign(speaker="unoin")), "speaker 'unoin'"),
        (
            lambda: summarise(compare_offers(SAID, DATED), by=["indx"]),
            "column to count by 'indx'",
        ),
        (
            lambda: composition(pd.DataFrame(), start=2021, end=2023, mix="middle"),
            "mix 'middle'",
        ),
        (
            lambda: restored(convention="by year"),
            "convention 'by year'",
        ),
        (
            lambda: price_changes(CPI, start=MONTHS, end=MONTHS, convention="by year"),
            "convention 'by year'",
        ),
        (
            lambda: price_forecast(
                FORECASTS, index="CPI", after="2025-12", years=1, convention="by year"
            ),
            "convention 'by year'",
        ),
        (
            lambda: robustness_grid([PAY], indices=[CPI], end="2022-11", conventions=["by year"]),
            "convention 'by year'",
        ),
        (
            lambda: grid().value(Cell("2022-09", "CPI", "by year", "a salary")),
            "convention in this grid 'by year'",
        ),
        (lambda: read_trial(TRIAL | {"kind": "levl"}), "kind of statement 'levl'"),
        (lambda: read_trial(TRIAL | {"of_several": "evry"}), "of_several 'evry'"),
        (lambda: read_trial(TRIAL | {"convention": "by year"}), "convention 'by year'"),
    ],
)
def test_a_word_that_is_not_allowed_is_named_with_what_it_was_taken_for(call, told):
    with pytest.raises(MeasureError) as refused:
        call()
    assert str(refused.value).startswith(f"no {told}. ")


def priced(**choices):
    return price_changes(CPI, start=MONTHS, end=MONTHS, **choices)


def told_of(**changes):
    return read_trial(TRIAL | changes)


def carried(index):
    ends = {"start": Month(2022, 9), "to": Month(2022, 10)}
    return inflate(PRICES, 1.0, index=index, convention=CONVENTIONS[0], **ends)


def forecast(convention):
    return price_forecast(FORECASTS, index="CPI", after="2026-06", years=1, convention=convention)


def ruled(**where):
    return LAW.regime(**({"opened": "2018-01-01", "nation": "England"} | where))


@pytest.mark.parametrize(
    ("call", "what", "word", "choices"),
    [
        (lambda word: ruled(nation=word), "nation", "Englund", NATIONS),
        (lambda word: ruled(service=word), "important public service", "helth", ["health"]),
        (
            lambda word: compare_offers(SAID, DATED, comparisons=["known", word]),
            "comparison",
            "knwn",
            COMPARISONS,
        ),
        (lambda word: ceiling_links(REMITS, track=word), "track", "two-year freez", TRACKS),
        (
            lambda word: summarise(COMPARED.iloc[:1], by=["kind", word]),
            "column to count by",
            "indx",
            COMPARED.columns,
        ),
        (
            lambda word: speakers(SAID.assign(speaker=word)),
            "speaker",
            "unoin",
            SPEAKERS,
        ),
        (lambda word: told_of(kind=word), "kind of statement", "levl", KINDS),
        (lambda word: told_of(of_several=word), "of_several", "al", SEVERAL),
        (lambda word: told_of(convention=word), "convention", "month to mnth", CONVENTIONS),
        (lambda word: priced(convention=word), "convention", "yearly", CONVENTIONS),
        (forecast, "convention", "yearly", CONVENTIONS),
        (
            lambda word: robustness_grid(
                [PAY], indices=[CPI], end="2022-11", conventions=[CONVENTIONS[0], word]
            ),
            "convention",
            "yearly",
            CONVENTIONS,
        ),
        (
            lambda word: restored(convention=word),
            "convention",
            "yearly",
            CONVENTIONS,
        ),
        (
            lambda word: composition(PRICES, start=2021, end=2023, mix=word),
            "mix",
            "strat",
            ["start", "end"],
        ),
        (lambda word: price_index(PRICES, index="CPI", series=word), "CPI series", "D7B", ["D7BT"]),
        (lambda word: published_rates(PRICES, index=word), "index", "CPX", ["CPI"]),
        (carried, "index", "CPX", ["CPI"]),
        (
            lambda word: worth(DATED, percent=3, on="2022-12-07", indices=["CPI", word]),
            "index",
            "CPX",
            ["CPI"],
        ),
        *(
            (
                lambda word, axis=axis: cube(1.0).value(replace(MISSING, **{axis: word})),
                f"{axis} in this grid",
                "another",
                [getattr(MISSING, axis)],
            )
            for axis in ("base", "index", "convention", "pay")
        ),
    ],
)
def test_a_word_that_is_none_of_the_choices_is_refused_with_the_nearest(call, what, word, choices):
    with pytest.raises(MeasureError) as refused:
        call(word)
    assert str(refused.value) == f"no {what} '{word}'. {nearest(word, choices)}"


def test_series_and_prices_that_an_offer_needs_are_named():
    with pytest.raises(MeasureError) as refused:
        series_of(PRICES.assign(series=["A", "B"]), index="CPI", measure="index")
    assert str(refused.value) == "CPI has several series here, A, B: name one."
    with pytest.raises(MeasureError) as refused:
        compare_offers(SAID, DATED.drop(columns="known_how"))
    lacking = nearest("known_how", DATED.columns.drop("known_how"))
    assert str(refused.value) == f"the prices table has no column known_how. {lacking}"
    with pytest.raises(MeasureError) as refused:
        compare_offers(SAID, DATED.iloc[:0], indices=["CPI"])
    assert str(refused.value) == "the prices table has no rows: nothing can be measured on it."
