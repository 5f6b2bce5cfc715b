"""Chains of awards: known answers on frozen prices, and links that are missing or odd."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.bounds import round_half_up
from analysis.measures.offers.chain_links import (
    TRACKS,
    award_links,
    ceiling_links,
    review_links,
)
from analysis.measures.offers.chains import (
    AWARD,
    CEILING,
    STANDS_IN,
    Link,
    chain_links,
    lay_out_chain,
    shown_gaps,
    stand_in,
)
from analysis.measures.prices.rates import PublishedRates
from analysis.periods import Month

DELEGATED, PUBLIC = "UK civil service (delegated grades)", "UK public sector"
# Pay year, whose remit, kind, ceiling and targeted part, as published.
REMITS = [
    ("2009-10", DELEGATED, "assumed_base_pay", 1.5, None),
    ("2010-11", DELEGATED, "cap", 1.0, None),
    ("2010-11", DELEGATED, "freeze", 0.0, None),
    ("2011-12", PUBLIC, "freeze", 0.0, None),
    ("2012-13", PUBLIC, "freeze", 0.0, None),
    ("2012-13", DELEGATED, "average_award", 1.0, None),
    *((year, DELEGATED, "average_award", 1.0, None) for year in ("2013-14", "2014-15", "2015-16")),
    *((year, DELEGATED, "average_award", 1.0, None) for year in ("2016-17", "2017-18")),
    ("2018-19", DELEGATED, "average_award", 1.5, None),
    ("2019-20", DELEGATED, "average_award", 2.0, None),
    ("2020-21", DELEGATED, "average_award", 2.5, None),
    ("2021-22", DELEGATED, "freeze", 0.0, None),
    ("2022-23", DELEGATED, "average_award", 2.0, 1.0),
    ("2023-24", DELEGATED, "average_award", 4.5, 0.5),
    ("2024-25", DELEGATED, "average_award", 5.0, None),
    ("2025-26", DELEGATED, "average_award", 3.25, 0.5),
    ("2026-27", DELEGATED, "average_award", 3.5, None),
]


@pytest.fixture(scope="module")
def remits():
    names = ("pay_year_from", "jurisdiction", "basis_kind", "ceiling_pct", "targeted_extra_pct")
    table = pd.DataFrame(REMITS, columns=names)
    return table.assign(
        pay_year_to=table["pay_year_from"],
        key=[f"R{number}" for number in range(len(table))],
        duration_years=[2 if number == 3 else None for number in range(len(table))],
    )


def award(year, month, pct, basis=AWARD):
    return Link(year, Month(int(year[:4]), month), pct, pct, basis, (("offer_statements", year),))


@pytest.mark.parametrize(
    ("extras", "index", "real"),
    [
        (False, "CPI", -15.5),
        (False, "CPIH", -15.2),
        (False, "RPI", -27.1),
        (True, "CPI", -13.8),
        (True, "CPIH", -13.5),
        (True, "RPI", -25.7),
    ],
)
def test_ceilings_since_april_2011_come_to_the_known_answers(remits, frozen, extras, index, real):
    chain = chain_links(ceiling_links(remits, extras=extras), frozen[index]).longest
    assert (chain.first, chain.last) == (Month(2011, 4), Month(2026, 4))
    assert round_half_up(chain.money.value, 1) == (31.4 if extras else 28.9)
    assert round_half_up(chain.real.value, 1) == real


def test_the_early_freeze_is_a_track_of_its_own(remits, frozen):
    links = ceiling_links(remits, track="early freeze")
    chain = chain_links(links, frozen["CPI"]).longest
    assert [(link.pay_year, link.high) for link in links[:3]] == [
        ("2010-11", 0.0),
        ("2011-12", 0.0),
        ("2012-13", 1.0),
    ]
    assert round_half_up(chain.money.value, 1) == 30.2
    assert round_half_up(chain.real.value, 1) == -18.3


def test_a_freeze_announced_for_two_years_stands_for_the_second_before_its_remit(remits):
    early = remits[(remits["pay_year_from"] <= "2011-12") | (remits["key"] == "R5")]
    links = ceiling_links(early)
    assert [(link.pay_year, link.high, link.rows) for link in links] == [
        ("2011-12", 0.0, (("remits", "R3"),)),
        ("2012-13", 0.0, (("remits", "R3"),)),
    ]


def test_paybill_figures_before_2010_are_never_joined(remits):
    for track in TRACKS:
        assert min(link.pay_year for link in ceiling_links(remits, track=track)) >= "2010-11"


def test_no_freeze_on_record_makes_no_links(remits):
    assert ceiling_links(remits[remits["basis_kind"] != "freeze"]) == []


def test_the_years_below_prices_and_the_worst_are_told(remits, frozen):
    chain = chain_links(ceiling_links(remits), frozen["CPI"]).longest
    assert (len(chain.below), len(chain.years)) == (8, 15)
    assert (chain.worst.pay_year, round_half_up(chain.worst.real.value, 1)) == ("2021-22", -8.3)
    assert {year.below for year in chain.years} == {"yes", "no"}


def test_what_would_restore_is_the_fall_turned_round(remits, frozen):
    chain = chain_links(ceiling_links(remits), frozen["CPI"]).longest
    back = (1 + chain.real.value / 100) * (1 + chain.restoring.value / 100)
    assert back == pytest.approx(1)
    assert chain.restoring.low < chain.restoring.value < chain.restoring.high


def test_a_year_that_is_not_over_is_left_out_and_said(remits, frozen):
    chained = chain_links(ceiling_links(remits), frozen["CPI"])
    assert [(link.pay_year, why) for link, why in chained.outside] == [
        ("2026-27", "its year runs to April 2027, CPI to June 2026")
    ]


def test_indices_of_unequal_reach_are_read_over_the_same_months(remits, frozen):
    chained = chain_links(ceiling_links(remits), frozen["CPI"], through=Month(2023, 10))
    assert chained.longest.last == Month(2023, 4)


def test_a_year_past_the_levels_of_an_index_is_told_by_its_published_rate(frozen):
    links = [award(year, 7, 3.0) for year in ("2023-24", "2024-25", "2025-26")]
    rates = PublishedRates("CPIH", "L55O", "latest", Month(2026, 7), (3.5,))
    found = chain_links(links, replace(frozen["CPIH"], rates=rates))
    spans = [(run.first.text, len(run.years)) for run in found.runs]
    assert spans == [("2023-07", 2), ("2025-07", 1)]
    assert found.runs[1].prices.value == 3.5
    assert not found.outside
    assert found.longest == found.runs[0]


def test_a_year_that_neither_level_nor_rate_reaches_says_which_months_are_wanting(frozen):
    found = chain_links([award("2025-26", 10, 3.0)], frozen["CPIH"])
    why = "its year runs to October 2026, CPIH to June 2026"
    assert [(link.pay_year, told) for link, told in found.outside] == [("2025-26", why)]


def test_a_missing_year_breaks_the_chain_in_two(frozen):
    links = shown_gaps([award("2011-12", 6, 1.0), award("2012-13", 6, 1.0), award("2014-15", 6, 1)])
    chained = chain_links(links, frozen["CPI"])
    assert [(run.first.text, run.last.text) for run in chained.runs] == [
        ("2011-06", "2013-06"),
        ("2014-06", "2015-06"),
    ]
    assert [(link.pay_year, why) for link, why in chained.outside] == [("2013-14", "not on record")]
    assert chained.longest.first == Month(2011, 6)
    assert chained.latest.first == Month(2014, 6)


def test_one_award_between_gaps_is_a_chain_of_one_year(frozen):
    chained = chain_links(shown_gaps([award("2018-19", 8, 1.0)]), frozen["RPI"])
    assert [len(run.years) for run in chained.runs] == [1]
    assert chained.longest.money.value == pytest.approx(1.0)


def test_no_award_at_all_is_no_chain(frozen):
    assert chain_links([], frozen["CPI"]).longest is None
    assert stand_in([], [award("2018-19", 4, 1.0)], before=True, after=True) == []


def test_an_index_that_begins_inside_the_chain_begins_the_run(frozen):
    links = [award("2001-02", 6, 2.0), award("2002-03", 6, 2.0), award("2003-04", 6, 2.0)]
    chained = chain_links(links, frozen["CPI"])
    assert chained.longest.first == Month(2002, 6)
    assert chained.outside[0][1] == "before the index begins"


def test_a_ceiling_stands_in_only_where_asked_and_is_marked():
    own = shown_gaps([award("2011-12", 6, 0.5), award("2013-14", 6, 1.0)])
    ceilings = [award(year, 4, 1.0, CEILING) for year in ("2011-12", "2012-13", "2014-15")]
    assert [link.basis for link in stand_in(own, ceilings)] == [AWARD, STANDS_IN, AWARD]
    beyond = stand_in(own, ceilings, before=True, after=True)
    assert [(link.effective.text, link.basis) for link in beyond] == [
        ("2011-06", AWARD),
        ("2012-06", STANDS_IN),
        ("2013-06", AWARD),
        ("2014-06", STANDS_IN),
    ]


def test_no_ceiling_stands_in_for_years_that_a_body_did_not_live_in():
    own = [award("2013-14", 6, 1.0)]
    ceilings = [award(year, 4, 1.0, CEILING) for year in ("2012-13", "2014-15")]
    years = {
        asked: [link.pay_year for link in stand_in(own, ceilings, before=asked[0], after=asked[1])]
        for asked in ((True, False), (False, True), (False, False))
    }
    assert years == {
        (True, False): ["2012-13", "2013-14"],  # succeeded by another
        (False, True): ["2013-14", "2014-15"],  # took over from another
        (False, False): ["2013-14"],
    }


@pytest.mark.parametrize(
    ("until", "years"),
    [
        (Month(2013, 6), ["2011-12", "2013-14"]),
        (Month(2012, 7), ["2011-12", "2013-14"]),
        (Month(2012, 6), ["2011-12", "2012-13", "2013-14"]),  # it ends where the next begins
    ],
)
def test_no_ceiling_stands_in_for_a_year_that_a_longer_award_covers(until, years):
    own = [replace(award("2011-12", 6, 0.5), until=until), award("2013-14", 6, 1.0)]
    filled = stand_in(own, [award("2012-13", 4, 1.0, CEILING)])
    assert [link.pay_year for link in filled] == years


def test_a_gap_without_a_ceiling_stays_a_gap():
    own = shown_gaps([award("2011-12", 6, 0.5), award("2013-14", 6, 1.0)])
    assert [link.known for link in stand_in(own, [])] == [True, False, True]


REVIEW = {
    "awarded_pct": None,
    "pct_low": None,
    "pct_high": None,
    "flat_gbp": None,
    "nonconsolidated_gbp": None,
    "stages": None,
    "basis": None,
    "effective_first": pd.NaT,
}


def reviewed(*rows):
    made = [REVIEW | {"key": f"V{number}"} | row for number, row in enumerate(rows)]
    table = pd.DataFrame(made)
    ends = table.get("pay_year_to", pd.Series(index=table.index, dtype="object"))
    return table.assign(
        pay_year_to=ends.fillna(table["pay_year_from"]),
        effective_first=pd.to_datetime(table["effective_first"]),
    )


def test_an_award_staged_within_the_year_counts_when_paid(frozen):
    stages = "1.5% 2007-04-01; 1.0% 2007-11-01"
    rows = reviewed(
        {"pay_year_from": "2007-08", "awarded_pct": 2.5, "stages": stages},
        {"pay_year_from": "2008-09", "awarded_pct": 2.75},
    )
    links = review_links(rows)
    assert [(link.effective.text, link.high) for link in links] == [
        ("2007-04", 1.5),
        ("2007-11", 1.0),
        ("2008-04", 2.75),
    ]
    chain = chain_links(links, frozen["CPI"]).longest
    assert len(chain.years) == 2
    assert chain.years[0].money.value == pytest.approx(2.515)
    assert (chain.years[0].first, chain.years[0].last) == (Month(2007, 4), Month(2008, 4))


def test_a_figure_for_three_years_is_spread_evenly_and_says_so():
    row = {"pay_year_from": "2018-19", "pay_year_to": "2020-21", "awarded_pct": 6.5}
    links = review_links(reviewed(row | {"effective_first": pd.Timestamp("2018-04-01")}))
    assert [link.pay_year for link in links] == ["2018-19", "2019-20", "2020-21"]
    assert {(round(link.low, 2), round(link.high, 2)) for link in links} == {(2.12, 2.17)}
    assert {link.note for link in links} == {
        "a share of one figure for 3 years, between compound growth and a plain sum"
    }


def test_a_deal_reopened_gives_way_to_the_award_of_the_year():
    deal = {"pay_year_from": "2008-09", "pay_year_to": "2010-11", "awarded_pct": 7.0}
    links = review_links(reviewed(deal, {"pay_year_from": "2010-11", "awarded_pct": 0.0}))
    assert [(link.pay_year, round(link.high, 2)) for link in links] == [
        ("2008-09", 2.33),
        ("2009-10", 2.33),
        ("2010-11", 0.0),
    ]


def test_an_award_for_two_years_paid_late_covers_both(frozen):
    late = {"pay_year_from": "2014-15", "pay_year_to": "2015-16", "awarded_pct": 2.2}
    links = review_links(
        reviewed(
            {"pay_year_from": "2013-14", "awarded_pct": 1.0},
            late | {"effective_first": pd.Timestamp("2015-01-01")},
            {
                "pay_year_from": "2016-17",
                "awarded_pct": 1.0,
                "effective_first": pd.Timestamp("2016-04-01"),
            },
        )
    )
    chained = chain_links(links, frozen["CPI"])
    assert not chained.outside
    assert [year.last.text for year in chained.longest.years] == ["2015-01", "2016-04", "2017-04"]


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ({"flat_gbp": 1400.0}, "a flat sum: no percentage without a salary"),
        ({"pct_high": 1.0}, "only an upper limit is on record"),
        ({"nonconsolidated_gbp": 250.0}, "a one-off sum alone"),
        ({}, "no figure on record"),
    ],
)
def test_an_award_without_a_figure_is_a_gap_that_says_why(frozen, row, note):
    links = review_links(reviewed({"pay_year_from": "2022-23"} | row))
    assert chain_links(links, frozen["CPI"]).outside[0][1] == note


def test_a_range_over_pay_points_stays_a_range(frozen):
    row = {"pay_year_from": "2022-23", "pct_low": 4.04, "pct_high": 10.5}
    chain = chain_links(review_links(reviewed(row)), frozen["CPI"]).longest
    assert (chain.money.low, chain.money.high) == pytest.approx((4.04, 10.5))
    assert chain.real.low < chain.real.value < chain.real.high


STATEMENT = {
    "employer": "hm-revenue-and-customs",
    "bargaining_unit": "AA-G6",
    "outcome": "accepted",
    "grade": None,
    "deal_years": None,
    "basis": "average_award",
    "comparability": "unit",
    "pct": None,
    "pct_low": None,
    "pct_high": None,
    "effective_first": pd.NaT,
}


def stated(*rows):
    made = [STATEMENT | {"key": f"O{number}"} | row for number, row in enumerate(rows)]
    table = pd.DataFrame(made)
    ends = table.get("pay_year_to", pd.Series(index=table.index, dtype="object"))
    effective = pd.to_datetime(table["effective_first"])
    return table.assign(
        pay_year_to=ends.fillna(table["pay_year_from"]),
        effective_first=effective,
        effective_last=effective,
    )


def test_only_awards_that_took_effect_for_whole_units_are_links():
    links = award_links(
        stated(
            {"pay_year_from": "2018-19", "pct": 1.0},
            {"pay_year_from": "2018-19", "pct": 9.0, "outcome": "rejected"},
            {"pay_year_from": "2018-19", "pct": 5.0, "grade": "AA"},
        )
    )
    assert [(link.low, link.high) for link in links] == [(1.0, 1.0)]


def test_a_freeze_and_a_rise_stated_for_one_year_are_a_range_and_no_freeze():
    year = {"pay_year_from": "2011-12", "comparability": "person"}
    (link,) = award_links(stated({**year, "pct": 0.0}, {**year, "pct": 1.0}))
    assert (link.low, link.high, link.basis) == (0.0, 1.0, AWARD)


def test_two_figures_for_one_award_make_a_range_of_both_rows():
    links = award_links(
        stated({"pay_year_from": "2006-07", "pct": 3.5}, {"pay_year_from": "2006-07", "pct": 1.75})
    )
    assert [(link.low, link.high, link.note) for link in links] == [
        (1.75, 3.5, "several figures on record")
    ]
    assert len(links[0].rows) == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"grade": "opted out", "pct": 0.25}, "0.25\u00a0% for staff who opted out (accepted)"),
        ({"bargaining_unit": "AO opt-outs"}, "no percentage for staff who opted out (accepted)"),
        ({"grade": "AO", "bargaining_unit": "opt-outs"}, ""),
        ({"grade": "opted in", "pct": 5.0}, ""),
        ({"grade": "opted out", "pay_year_from": "2022-23"}, ""),
    ],
)
def test_a_share_of_a_deal_says_what_is_stated_of_staff_who_opted_out_of_it(given, said):
    deal = {"pay_year_from": "2020-21", "pay_year_to": "2021-22", "comparability": "split_first"}
    other = {"pay_year_from": "2021-22", "comparability": "person", **given}
    links = award_links(stated({**deal, "pct": 8.0}, other))
    assert "opted out" not in links[0].note
    assert links[1].note.removeprefix(links[0].note).removeprefix("; ") == said


def test_the_years_of_a_deal_on_record_come_before_its_total():
    total = {
        "pay_year_from": "2020-21",
        "pay_year_to": "2021-22",
        "pct": 8.0,
        "comparability": "split_first",
    }
    links = award_links(
        stated(
            total, {"pay_year_from": "2020-21", "pct": 3.0}, {"pay_year_from": "2021-22", "pct": 5}
        )
    )
    assert [link.high for link in links] == [3.0, 5.0]


def test_an_award_without_a_month_takes_that_of_the_employer_and_says_so():
    links = award_links(stated({"pay_year_from": "2018-19", "pct": 1.0}), month=7)
    assert links[0].effective == Month(2018, 7)
    assert "month assumed" in links[0].note


def test_statements_of_two_employers_are_refused():
    rows = stated(
        {"pay_year_from": "2018-19", "pct": 1.0},
        {"pay_year_from": "2018-19", "pct": 1.0, "employer": "home-office"},
    )
    with pytest.raises(MeasureError, match="one employer"):
        award_links(rows)


def test_the_path_ends_where_the_chain_does(remits, frozen):
    chain = chain_links(ceiling_links(remits), frozen["RPI"]).longest
    path = chain.path()
    assert path["real"].iloc[[0, -1]].tolist() == pytest.approx([100, 100 + chain.real.value])
    assert path["period"].astype(str).iloc[[0, -1]].tolist() == ["2011-04", "2026-04"]


def test_every_link_carries_its_row_and_every_chain_its_prices(remits, frozen):
    chain = chain_links(ceiling_links(remits), frozen["CPI"]).longest
    assert all(link.rows for link in chain.links)
    years = (2011, 2026, *range(2012, 2026))  # its two ends, then each year's
    assert chain.price_rows == tuple(("prices", f"D7BT/{year}-04") for year in years)
    assert chain.rows == (*(row for link in chain.links for row in link.rows), *chain.price_rows)


def test_the_table_shows_gaps_and_what_is_outside(frozen):
    links = shown_gaps([award("2011-12", 6, 1.0), award("2013-14", 6, 1.0)])
    table = lay_out_chain(links, [chain_links(links, frozen["CPI"])])
    assert table["basis"].tolist() == ["award", "gap", "award"]
    assert table["CPI_why"].tolist() == ["", "not on record", ""]
    assert table["CPI_real"].notna().tolist() == [True, False, True]
