"""Figures that come as plain objects, as from JSON or a database, are measured as columns are."""

import pandas as pd
import pytest

from analysis.measures.ballots.areas import areas_over_the_line
from analysis.measures.ballots.outcomes import judge_ballots
from analysis.measures.ballots.told import nearest_misses, tell_outcomes
from analysis.measures.offers.awards import compare_offers
from analysis.measures.offers.cash import cash_as_percentage
from analysis.measures.offers.split import split_deals
from analysis.measures.offers.worth import worth
from analysis.measures.pay.pay_points import lowest_points
from analysis.measures.pay.salaries import pay_by_grade, real_salaries
from analysis.measures.pay.wage_floor import pay_against_floor, wage_floor
from analysis.measures.prices.deflation import deflate
from analysis.measures.prices.knowledge import known_rates
from analysis.measures.prices.price_record import price_index


def judged(tables):
    ballots = tables["ballots"]
    made = judge_ballots(ballots, ballot_rules=tables["ballot_rules"]).drop(columns="key")
    return pd.concat([ballots, made], axis=1)


def missed(tables):
    ballots = judged(tables)
    return nearest_misses(pd.concat([ballots, tell_outcomes(ballots)], axis=1))


def index(tables):
    return price_index(tables["prices"], index="CPI")


MEASURED = {
    "ballots": judged,
    "misses": missed,
    "areas": lambda all_: areas_over_the_line(all_["ballots"], judged=judged(all_)),
    "offers": lambda all_: compare_offers(all_["offer_statements"], all_["prices"]),
    "deals": lambda all_: split_deals(all_["offer_statements"]),
    "cash": lambda all_: cash_as_percentage(all_["offer_statements"]),
    "worth": lambda all_: worth(all_["prices"], percent=3, on="2022-12-07"),
    "rates": lambda all_: known_rates(all_["prices"], on="2022-12-07"),
    "floor": lambda all_: pay_against_floor(
        lowest_points(all_["pay_scales"]), floor=wage_floor(all_["wage_floors"])
    ),
    "salaries": lambda all_: real_salaries(
        pay_by_grade(all_["salaries"]), index=index(all_), prices_of="2024-03", base=2011
    ),
    "deflated": lambda all_: (
        deflate(pay_by_grade(all_["salaries"]), index=index(all_), to="2024-03").frame
    ),
}


def plainly(table):
    """The same rows with each figure a plain object, None where there is none."""
    return table.assign(
        **{
            name: column.astype(object).where(column.notna(), None)
            for name, column in table.select_dtypes("number").items()
        }
    )


@pytest.fixture(scope="module")
def plain(record):
    return {name: plainly(table) for name, table in record.items()}


@pytest.mark.parametrize("name", sorted(MEASURED))
def test_figures_given_as_plain_objects_are_measured_alike(record, plain, name):
    expected, found = MEASURED[name](record), MEASURED[name](plain)
    pd.testing.assert_frame_equal(
        found.convert_dtypes(), expected.convert_dtypes(), check_dtype=False
    )
