"""Short tables drawn from long ones, each of them whole: every column, every cell."""

import numpy as np
import pandas as pd
import pytest
from tests.measures.test_whole_tables import rows_of

from analysis.measures.bounds import Bounded
from analysis.measures.choices.grid import Cell, Grid
from analysis.measures.choices.robustness import hold_base, robustness
from analysis.measures.claims.pairs import implied_paths
from analysis.measures.offers.awards_summary import offers_against_prices
from analysis.measures.offers.chains import (
    AWARD,
    Link,
    Year,
    chain_links,
    lay_out_chain,
    shown_gaps,
)
from analysis.measures.pay.departments import distribution, grade_mix
from analysis.measures.prices.points import PriceIdentity
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month

# Prices rise by a tenth from each April to the next.
MONTHS = tuple(100 * 1.1**year for year in range(4) for _ in range(12))
CPI = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2010, 4), MONTHS)


def link(year, low, high=None, **more):
    return Link(f"{year}-{year - 1999}", Month(year, 4), low, high or low, AWARD, **more)


def test_a_chain_laid_out_has_its_links_its_gaps_and_prices_in_the_first_row_of_a_year():
    first = link(2010, 10.0, 32.0, whose="all", note="a range")
    links = shown_gaps([first, link(2012, 21.0)])
    chained = chain_links(links, CPI)
    assert rows_of(lay_out_chain(links, [chained])) == [
        (
            "2010-11",
            pd.Period("2010-04", "M"),
            10.0,
            32.0,
            "award",
            "all",
            "a range",
            10.0,
            10.0,
            "",
        ),
        (
            *("2011-12", pd.Period("2011-04", "M"), None, None, "gap", "", "not on record"),
            *(None, None, "not on record"),
        ),
        ("2012-13", pd.Period("2012-04", "M"), 21.0, 21.0, "award", "", "", 10.0, 10.0, ""),
    ]
    kinds = lay_out_chain(links, [chained]).dtypes.astype("str")
    assert set(kinds[["low", "high", "CPI_prices", "CPI_real"]]) == {"float64"}
    early = lay_out_chain([link(2009, 1.0)], [chain_links([link(2009, 1.0)], CPI)])
    assert early.columns[-3:].tolist() == ["CPI_prices", "CPI_real", "CPI_why"]
    assert early["CPI_why"].tolist() == ["before the index begins"]


def test_the_path_of_a_chain_is_of_100_at_its_start():
    chain = chain_links([link(2010, 21.0), link(2011, 10.0)], CPI).longest
    assert rows_of(chain.path()) == [
        (pd.Period("2010-04", "M"), "", 100.0, 100.0, 100.0),
        (pd.Period("2011-04", "M"), "2010-11", 121.0, 110.0, 110.0),
        (pd.Period("2012-04", "M"), "2011-12", 133.1, 121.0, 110.0),
    ]
    columns = ["period", "pay_year", "money", "prices", "real"]
    assert chain.path().columns.tolist() == columns
    assert chain.below == ()
    assert chain.worst.pay_year == "2011-12"


def changes(*rows):
    frame = pd.DataFrame(rows, columns=["grade", "population", "real_pct", "real_high_pct"])
    keys = frame["population"].str.lower()
    return frame.assign(before_key="1" + keys, after_key="2" + keys)


def test_changes_are_summed_up_by_grade_with_who_stands_at_the_ends_and_in_the_middle():
    found = distribution(
        changes(
            ("AA/AO", "A", -4.0, -3.9),
            ("AA/AO", "B", -2.0, 0.1),
            ("AA/AO", "C", 0.0, 0.1),
            ("AA/AO", "D", 3.0, 3.1),
            ("EO", "A", -1.0, 0.0),
        )
    )
    assert found.to_dict("records") == [
        {
            "grade": "AA/AO",
            "n": 4,
            "lowest": -4.0,
            "lower_quartile": -2.5,
            "median": -1.0,
            "upper_quartile": 0.75,
            "highest": 3.0,
            "fell": 1,
            "lowest_who": "A",
            "highest_who": "D",
            "median_keys": tuple(("salaries", key) for key in ("1b", "1c", "2b", "2c")),
        },
        {
            "grade": "EO",
            "n": 1,
            "lowest": -1.0,
            "lower_quartile": -1.0,
            "median": -1.0,
            "upper_quartile": -1.0,
            "highest": -1.0,
            "fell": 0,
            "lowest_who": "A",
            "highest_who": "A",
            "median_keys": (("salaries", "1a"), ("salaries", "2a")),
        },
    ]


def heads(*rows):
    columns = ["population", "responsibility_level", "year", "value"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(
        measure="headcount",
        unit_kind="organisation",
        key=frame.index.astype(str),
        reference_last=pd.NaT,
    )


def test_the_mix_of_grades_is_of_organisations_with_all_staff_in_both_years():
    counted = heads(
        *(("A", "All", year, 100.0) for year in (2021, 2022, 2023)),
        ("A", "EO", 2021, 40.0),
        ("A", "EO", 2023, 30.0),
        ("A", "AA/AO", 2021, 60.0),
        ("A", "AA/AO", 2023, 90.0),
        ("A", "AA/AO", 2022, 999.0),
        ("A", "AA/AO", 2023, 999.0),  # the same figure again
        ("B", "All", 2021, 10.0),
        ("B", "EO", 2021, 10.0),
        ("C", "All", 2021, 5.0),
        ("C", "All", 2023, None),
        ("C", "EO", 2023, 5.0),
    )
    medians = counted.assign(measure="median")
    groups = counted.assign(population="G", unit_kind="group")
    found = grade_mix(pd.concat([counted, medians, groups]), start=2021, end=2023)
    assert found.to_dict("list") == {
        "grade": ["AA/AO", "EO"],
        "staff_start": [60.0, 40.0],
        "staff_end": [90.0, 30.0],
        "share_start_pct": [60.0, 40.0],
        "share_end_pct": [75.0, 25.0],
        "points": [15.0, -15.0],
        "n": [1, 1],
    }


def test_an_offer_is_below_prices_where_all_comparable_statements_of_one_kind_say_so():
    said = [
        ("A", "person", True, "1", "yes"),
        ("A", "person", True, "2", "yes"),
        ("A", "person", False, "3", "no"),
        ("A", "unit", True, "4", "no"),
        ("B", "person", True, "5", "straddles"),
        ("C", "person", True, "6", "cannot be told"),
        ("D", "person", True, "7", "no"),
        ("D", "person", True, "8", "yes"),
    ]
    columns = ["offer_id", "kind", "comparable", "statement_id", "below_inflation"]
    found = offers_against_prices(pd.DataFrame(said, columns=columns))
    assert rows_of(found) == [
        ("A", "person", "yes", ("1", "2")),
        ("A", "unit", "no", ("4",)),
        ("B", "person", "depends", ("5",)),
        ("C", "person", "depends", ("6",)),
        ("D", "person", "depends", ("7", "8")),
    ]


def a_grid():
    real = np.array([[-2.0, 0.05], [np.nan, 10.0]]).reshape(2, 2, 1, 1)
    labels = (("2011-03", "2015-03"), ("RPI", "CPI"), ("month to month",), ("pay",))
    return Grid("2024-03", labels, real, real - 0.1, real + 0.1)


def test_how_far_a_headline_holds_is_counted_over_the_cells_there_are():
    grid = a_grid()
    high, low, middle = (
        Cell(base, index, "month to month", "pay")
        for base, index in (("2015-03", "CPI"), ("2011-03", "RPI"), ("2011-03", "CPI"))
    )
    found = robustness(grid, high)
    assert (found.headline, found.value.value) == (high, 10.0)
    assert (found.cells, found.missing, found.same_sign, found.certain) == (3, 1, 2, 1)
    assert found.share_pct == pytest.approx(200 / 3)
    assert found.lowest == (low, Bounded(-2.0, -2.1, -1.9))
    assert found.highest[0] == high
    below = robustness(grid, low)
    assert (below.same_sign, below.certain) == (1, 1)
    assert robustness(grid, middle).certain == 1


def test_a_grid_is_read_from_one_base_or_from_all_others():
    held, others = hold_base(a_grid(), "2011-03"), hold_base(a_grid(), "2011-03", apart=True)
    assert (held.end, held.labels[0], others.labels[0]) == ("2024-03", ("2011-03",), ("2015-03",))
    assert held.labels[1:] == others.labels[1:] == a_grid().labels[1:]
    assert held.real.ravel().tolist() == [-2.0, 0.05]
    assert held.low.ravel().tolist() == pytest.approx([-2.1, -0.05])
    assert held.high.ravel().tolist() == pytest.approx([-1.9, 0.15])
    assert others.real.ravel()[1] == 10.0


def test_two_real_changes_of_one_pay_imply_the_money_of_each_by_each_convention():
    rpi = PriceIndex(
        PriceIdentity("RPI", "CHAW", "1987=100"),
        Month(2010, 4),
        tuple(100 * 1.2**year for year in range(4) for _ in range(12)),
    )
    one, other = Bounded(10.0, 9.95, 10.05), Bounded(0.8333, 0.8, 0.9)
    found = implied_paths((one, CPI), (other, rpi), start="2011-04", end="2012-04")
    assert found["convention"].tolist() == [
        *("month to month", "calendar-year average"),
        *("financial-year average", "three-month average"),
    ]
    plain = found.iloc[0]
    assert (plain["from"], plain["to"], plain["agree"]) == ("2011-04", "2012-04", True)
    assert (round(plain["one_pct"], 3), round(plain["other_pct"], 3)) == (21.0, 21.0)
    assert plain["one_low_pct"] < 20.95 < 21.05 < plain["one_high_pct"]
    assert plain["other_low_pct"] < 20.96 < 21.08 < plain["other_high_pct"]
    apart = implied_paths((one, CPI), (Bounded(5, 4.9, 5.1), rpi), start="2011-04", end="2012-04")
    assert not apart["agree"].any()
    assert found["from"].tolist()[1:3] == ["2011", "2011-12"]


@pytest.mark.parametrize(
    ("money", "prices", "below"),
    [
        ((1.0, 1.9), (2.0, 3.0), "yes"),
        ((1.0, 2.0), (2.0, 3.0), "cannot be told"),
        ((2.5, 2.5), (2.0, 3.0), "cannot be told"),
        ((2.9, 4.0), (2.0, 3.0), "cannot be told"),
        ((3.0, 4.0), (2.0, 3.0), "no"),
        ((2.0, 2.0), (2.0, 2.0), "no"),
    ],
)
def test_a_year_is_below_prices_only_where_all_of_it_is(money, prices, below):
    ends = [Bounded(sum(each) / 2, *each) for each in (money, prices)]
    year = Year("2010-11", Month(2010, 4), Month(2011, 4), *ends, ends[0], 0.0, ())
    assert year.below == below


def test_of_years_alike_the_first_is_the_worst_and_of_runs_alike_the_later_the_longest():
    prices = PriceIndex(CPI.identity, CPI.first, (*MONTHS, *MONTHS))
    links = [link(2010, 1.0), link(2011, 1.0), link(2012, 5.0), link(2014, 1.0)]
    gap = Link("2013-14", Month(2013, 4), None, None, "gap")
    chained = chain_links([*links[:2], gap, links[3], link(2015, 2.0)], prices)
    _, later = chained.runs
    assert chained.longest == later
    assert chained.latest == later
    longer = chain_links([*links[:3], gap, links[3], link(2015, 2.0)], prices)
    assert longer.longest == longer.runs[0]
    assert longer.latest == longer.runs[1]
    assert longer.runs[0].below == longer.runs[0].years
    assert chain_links([], CPI).latest is None
    level = PriceIndex(CPI.identity, CPI.first, (100.0,) * 36)
    assert chain_links(links[:2], level).longest.worst.pay_year == "2010-11"


def test_what_restores_a_chain_is_of_the_opposite_ends_of_its_range():
    exact = PriceIndex(CPI.identity, CPI.first, MONTHS, 0.0)
    (run,) = chain_links([link(2010, -1.0, 10.0), link(2011, 0.0)], exact).runs
    restoring = run.restoring
    assert run.money.low == pytest.approx(-1.0)
    assert run.real.low == pytest.approx(100 * (0.99 / 1.21 - 1))
    assert restoring.low == pytest.approx(100 * (1.21 / 1.10 - 1))
    assert restoring.high == pytest.approx(100 * (1.21 / 0.99 - 1))
    assert restoring.value == pytest.approx(100 * (100 / (100 + run.real.value)) - 100)
    assert [one.so_far for one in run.years] == pytest.approx([10.0, 21.0])
