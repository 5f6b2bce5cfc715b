"""Why a measure gives no figure, or another than was asked: each reason told whole."""

from datetime import date

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.ballots.law_cases import CASES, law_cases
from analysis.measures.bounds import Bounded
from analysis.measures.choices.robustness import robustness_grid
from analysis.measures.claims.attempts import Attempt, Evidence, MissingFigureError
from analysis.measures.claims.figures import PrintedFigure
from analysis.measures.claims.spans import spans, times
from analysis.measures.claims.trials import Trial
from analysis.measures.claims.verdicts import check_trial, judge_claim, why_untried
from analysis.measures.offers.chains import AWARD, BEFORE_INDEX, Link, chain_links, lay_out_chain
from analysis.measures.offers.worth import COVERS, KNOWN, NOW, Offer, Published, readings
from analysis.measures.pay.departments import department_changes
from analysis.measures.pay.named import YEARLY, NamedPay
from analysis.measures.pay.pay_series import PaySeries
from analysis.measures.prices.knowledge import known_rates
from analysis.measures.prices.points import PriceIdentity
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month
from analysis.periods.stated import StatedTime
from analysis.tables.pay_names import parse_pay

FALL = PrintedFigure(-8.9, -8.9, 1, "%")
MONTH = "month to month"
CPI = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2019, 1), (100.0,) * 36)


def series(name, *months, frequency="year"):
    ordinals = tuple(Month.parse(month).ordinal for month in months)
    levels = (20_000.0,) * len(months)
    return PaySeries(name, YEARLY, ordinals, levels, 5.0, frequency=frequency)


def pay(name, *months):
    return NamedPay(name, YEARLY, series(name, *months))


def at(*texts):
    return tuple(StatedTime.parse(text) for text in texts)


def made(value, half=0.0, **stand_in):
    return Attempt("CPI", Bounded(value, value - half, value + half), **stand_in)


@pytest.mark.parametrize(
    ("attempts", "reason"),
    [
        ([made(-2.0)], "no series here reproduces this"),
        ([made(-8.9)], ""),
        ([made(-8.9, for_measure="the mean")], "with the mean"),
        ([made(-8.8)], "within one unit of the last printed digit, or of rounding"),
        (
            [made(-8.8, for_measure="the mean")],
            "within one unit of the last printed digit, or of rounding, with the mean",
        ),
        (
            [made(-2.0, for_base="2011 for 2010")],
            "no series here reproduces this; tried with 2011 for 2010",
        ),
        (
            [made(-8.9, for_base="2011 for 2010")],
            (
                "no series here reproduces this; tried with 2011 for 2010, from where a cell "
                "prints the same, which reproduces another span"
            ),
        ),
    ],
)
def test_a_verdict_says_why(attempts, reason):
    assert judge_claim("X", FALL, attempts).reason == reason


def test_of_what_comes_near_the_nearest_is_shown_and_no_other_base():
    tried = [made(-8.75), made(-8.8), made(-8.86, for_base="2011 for 2010"), made(-2.0)]
    found = judge_claim("X", FALL, tried)
    assert (found.outcome, found.nearest.value.value) == ("nearly", -8.8)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"missing": "figures of 1975"}, ("the record has no figures of 1975", "figures of 1975")),
        (
            {"value_low": None, "value_text": "about half"},
            ("it is given in words only ('about half')", "the figure as a number"),
        ),
        (
            {"value_low": 1.0, "kind": ""},
            (
                "nothing says of what kind the statement is",
                "its kind, in the column kind of pay/claims.csv",
            ),
        ),
        ({"value_low": 1.0, "kind": "level"}, ("", "")),
    ],
)
def test_a_claim_that_is_not_tried_says_why_and_what_it_takes(row, why):
    assert why_untried(row) == why


def test_a_claim_whose_base_is_after_its_end_names_what_would_be_needed():
    trial = Trial(
        "change in money",
        pay=(parse_pay("given £20000"),),
        starts=at("March 2021", "April 2021"),
        ends=at("March 2020"),
    )
    found = check_trial("X", FALL, trial, evidence=Evidence({}, {}))
    assert found.reason == "the record has no figures of these times"
    assert found.needed == "given £20000 of March 2021 or April 2021 and of March 2020"


@pytest.mark.parametrize(
    ("pay", "reason"),
    [
        ("median of EO, *", "the record has no median of EO, *"),
        ("median of EO", "the record has no median of EO"),
    ],
)
def test_a_pay_that_the_record_does_not_hold_is_named(pay, reason):
    trial = Trial("change in money", pay=(parse_pay(pay),), starts=at("2019"), ends=at("2020"))
    found = check_trial("X", FALL, trial, evidence=Evidence({}, {}))
    assert (found.outcome, found.reason, found.needed) == (
        "cannot be tried",
        reason,
        f"{pay} of 2019 and of 2020",
    )


def test_a_pay_without_figures_of_its_own_needs_both_times():
    given = NamedPay("given £20000", YEARLY, given=Bounded.exact(20_000.0))
    with pytest.raises(MissingFigureError) as refused:
        list(spans((given,), at("2019"), (), MONTH))
    assert str(refused.value) == "'given £20000' needs the base and the end that it is of."


def test_what_two_pays_lack_of_a_time_is_told_of_the_one_or_of_both():
    one = pay("one", "2019-03", "2020-03")
    other = pay("other", "2019-04", "2020-04")
    with pytest.raises(MissingFigureError) as refused:
        list(times((one, other), at("2021"), MONTH))
    assert str(refused.value) == (
        "the record has one from March 2019 to March 2020, and not of 2021"
    )
    with pytest.raises(MissingFigureError) as refused:
        list(spans((one, other), at("2019"), at("2020"), MONTH))
    assert str(refused.value) == "the record has no month of 2019 with both one and other"


def test_a_base_without_a_figure_is_stood_in_for_and_both_are_said():
    yearly = pay("one", "2019-03", "2020-03")
    stand_ins = [
        [one.stand_in for one in spans((yearly,), at(base), at("2020"), MONTH)]
        for base in ("2018", "April 2018", "2019")
    ]
    assert stand_ins == [
        ["2019 for 2018: one has no figure of 2018"],
        ["March 2019 for April 2018: one has no figure of April 2018"],
        [""],
    ]


def test_a_cell_that_is_missing_has_one_reason():
    monthly = series("awe", *(f"2021-{month:02d}" for month in range(1, 13)), frequency="month")
    found = robustness_grid(
        [monthly],
        indices=[CPI],
        end="2021-12",
        bases=["2018-12", "2020-12", "2021-02"],
        conventions=(MONTH, "calendar-year average"),
    ).missing
    assert found.values.tolist() == [
        ["CPI", MONTH, "awe", 1, "CPI runs from 2019-01 to 2021-12"],
        ["CPI", MONTH, "awe", 1, "pay has no figure at a base or at 2021-12"],
        ["CPI", "calendar-year average", "awe", 1, "CPI runs from 2019-01 to 2021-12"],
        [
            *("CPI", "calendar-year average", "awe", 1),
            "pay has no figure at a base or at 2021-12",
        ],
        [
            *("CPI", "calendar-year average", "awe", 1),
            "base and 2021-12 are in one calendar-year average",
        ],
    ]


def test_links_left_out_of_a_chain_say_where_their_year_and_the_prices_end():
    links = [
        Link("2018-19", Month(2018, 4), 1.0, 1.0, AWARD),
        Link("2019-20", Month(2019, 4), 1.0, 1.0, AWARD),
        Link("2021-22", Month(2021, 4), 1.0, 1.0, AWARD),
    ]

    def outside(**through):
        return [why for _, why in chain_links(links, CPI, **through).outside]

    late = "its year runs to April 2022, {} to {}"
    assert outside() == [BEFORE_INDEX, late.format("CPI", "December 2021")]
    assert outside(through=Month(2021, 12)) == [BEFORE_INDEX, late.format("CPI", "December 2021")]
    assert outside(through=Month(2021, 6)) == [
        BEFORE_INDEX,
        late.format("the months compared", "June 2021"),
    ]


def test_a_chain_of_no_links_has_the_columns_of_any():
    table = lay_out_chain([], [chain_links([], CPI)])
    assert table.dtypes.astype(str).to_dict() == {
        **dict.fromkeys(("pay_year", "basis", "whose", "note"), "str"),
        "effective": "period[M]",
        **dict.fromkeys(("low", "high"), "float64"),
        **dict.fromkeys(("CPI_prices", "CPI_real"), "float64"),
        "CPI_why": "str",
    }


def test_a_rate_that_was_withdrawn_says_when_and_that_nothing_took_its_place():
    withdrawn = Published(
        *("HCI", Month(2023, 9), 8.2, 1, date(2023, 12, 4), date(2023, 12, 4), date(2024, 2, 25))
    )
    offer = Offer(3, date(2023, 12, 7), effective=Month(2022, 9))
    found = {one.reading: one.missing for one in readings([withdrawn], offer)}
    assert found[KNOWN] == ""
    assert found[NOW] == ("withdrawn, last stood on 2024-02-25; what replaced it is not on record")
    assert found[COVERS] == "no rate is on record"


def test_the_newest_rate_that_was_withdrawn_is_not_replaced_by_an_older_one():
    days = pd.to_datetime(["2022-10-19", "2022-11-16"])
    prices = pd.DataFrame(
        {
            "series": "D7G7",
            "index": "CPI",
            "measure": "rate_12m",
            "period": pd.period_range("2022-09", "2022-10", freq="M"),
            "value": [10.1, 11.1],
            "decimals": 1,
            "known_first": days,
            "known_from": days,
            "known_until": pd.to_datetime([None, "2022-12-01"]),
            "known_how": "true",
        }
    )
    last, after = (known_rates(prices, on=day).iloc[0] for day in ("2022-12-01", "2022-12-02"))
    assert (last["rate_pct"], last["missing"]) == (11.1, "")
    assert after["missing"] == "the newest CPI rate was withdrawn"
    assert after[["rate_pct", "days_old", "known_how", "reference_month"]].isna().all()


def test_a_department_of_a_year_that_prices_lack_is_refused_whole():
    rows = pd.DataFrame(
        {
            "key": ["a", "b"],
            "year": [2018, 2021],
            "reference_last": pd.to_datetime(["2018-03-31", "2021-03-31"]),
            "population": "Acas",
            "unit_kind": "organisation",
            "responsibility_level": "EO",
            "measure": "median",
            "value": 25_000.0,
        }
    )
    with pytest.raises(MeasureError) as refused:
        department_changes(rows, start=2018, end=2021, index=CPI)
    assert str(refused.value) == (
        "CPI (D7BT, 2015=100, latest, by month) runs from 2019-01 to 2021-12: it lacks a year "
        "asked."
    )


def test_law_cases_name_the_ballots_that_are_not_on_record():
    ballots = pd.DataFrame(columns=["key", "employer_name", "closed_last"])
    ids = ", ".join(case.ballot_id for case in CASES)
    with pytest.raises(MeasureError) as refused:
        law_cases(ballots, ballot_rules=pd.DataFrame())
    assert str(refused.value) == f"the law cases name ballots that are not on record: {ids}."
    assert law_cases(ballots, ballot_rules=pd.DataFrame(), on=date(2026, 1, 1)).empty
