import numpy as np
import pandas as pd
import pytest

from analysis.errors import MeasureError
from analysis.measures.offers.known_prices import offer_prices, price_columns
from analysis.measures.prices.knowledge import rate_history
from analysis.measures.prices.price_record import price_index, published_rates


def since(prices, month="2010-01"):
    return prices[prices["period"] >= pd.Period(month, "M")].assign(known_until=pd.NaT)


@pytest.mark.parametrize("index", ["CPI", "CPIH", "RPI"])
@pytest.mark.parametrize("vintage", ["latest", pd.Timestamp("2019-05-01").date()])
def test_reading_at_once_gives_what_the_general_readers_give(prices, index, vintage):
    rows = since(prices)
    read = offer_prices(
        price_columns(rows, earliest=0), index=index, vintage=vintage, history=True, ratio=True
    )
    assert read.rates == published_rates(rows, index=index, vintage=vintage)
    assert read.index == price_index(rows, index=index, vintage=vintage)
    known = rows if vintage == "latest" else rows[rows["known_first"] <= pd.Timestamp(vintage)]
    history = rate_history(known, index=index)
    for name in ("month", "known", "possible", "rate", "how"):
        np.testing.assert_array_equal(getattr(read.history, name), getattr(history, name))
    assert read.history.half_unit == history.half_unit


def test_months_before_the_earliest_wanted_are_left_out(prices):
    columns = price_columns(prices, earliest=600)
    assert columns.month.min() == 600


def test_an_irregular_table_is_refused_as_the_general_readers_refuse_it(prices):
    rows = since(prices)
    gap = rows[rows["period"] != pd.Period("2015-05", "M")]
    blank = rows.assign(value=rows["value"].where(rows["period"] != pd.Period("2015-05", "M")))
    bases = rows.assign(base=rows["base"].where(rows["period"] != pd.Period("2015-05", "M"), "?"))
    for wrong, fault in ((gap, "gap after 2015-04"), (blank, "2015-05"), (bases, "one reference")):
        with pytest.raises(MeasureError, match=fault):
            offer_prices(
                price_columns(wrong, earliest=0),
                index="CPI",
                vintage="latest",
                history=False,
                ratio=True,
            )


def test_the_newest_version_of_a_rate_is_read_and_an_old_one_as_of_its_day(prices):
    rows = since(prices)
    month = (rows["series"] == "D7G7") & (rows["period"] == pd.Period("2015-05", "M"))
    later = rows[month].assign(value=9.9, known_from=pd.Timestamp("2018-12-01"))
    old = rows.assign(known_until=rows["known_until"].where(~month, pd.Timestamp("2018-11-30")))
    versions = pd.concat([old, later.assign(known_first=later["known_from"])])
    columns = price_columns(versions, earliest=0)
    choice = {"index": "CPI", "history": False, "ratio": False}
    new = offer_prices(columns, vintage="latest", **choice).rates.rate("2015-05").value
    then = pd.Timestamp("2018-06-01").date()
    assert new == 9.9
    assert offer_prices(columns, vintage=then, **choice).rates.rate("2015-05").value == 0.1
