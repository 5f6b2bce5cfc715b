"""The rates an offer meets, beside a plain search day by day."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.measures.offers import effective, on, statements

from analysis.errors import MeasureError
from analysis.measures.offers.awards import compare_offers
from analysis.measures.offers.comparisons import rates_met
from analysis.measures.prices.knowledge import rates_known_on

START = pd.Timestamp("2015-01-01")
DAY = pd.Timedelta(days=1)


@given(
    st.lists(st.floats(-5, 30), min_size=1, max_size=20),
    st.lists(st.tuples(st.integers(-3, 22), st.integers(-3, 22)), min_size=1, max_size=10),
)
def test_the_rates_met_are_the_lowest_and_highest_of_each_span(rates, spans):
    begin = START + DAY * np.arange(len(rates))
    spells = pd.DataFrame(
        {"index": "CPI", "begin": begin, "end": begin, "low": rates, "high": rates,
         "month_first": begin, "month_last": begin, "unsure": 0, "revised": 0}
    )  # fmt: skip
    asked = pd.DataFrame(spans, columns=["first", "last"]).apply(lambda days: START + DAY * days)
    met = rates_met(asked.assign(index="CPI"), spells).reindex(asked.index)
    for place, (start, end) in enumerate(spans):
        inside = rates[max(start, 0) : end + 1] if end >= 0 else []
        if inside:
            assert (met["low"][place], met["high"][place]) == (min(inside), max(inside))
            assert met["month_first"][place] == begin[max(start, 0)]
        else:
            assert np.isnan(met["low"][place])


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(st.integers(1, 400), st.integers(0, 20), st.sampled_from([1.0, 2.5, 4.0])),
        min_size=1,
        max_size=14,
    ),
    st.lists(
        st.tuples(st.integers(0, 500), st.sampled_from([0, 0, 3, 40])), min_size=1, max_size=6
    ),
)
@example([(282, 6, 4.0), (9, 20, 1.0)], [(54, 0), (55, 0), (212, 0), (282, 0)])
def test_the_rates_of_an_offer_are_those_known_or_possible_on_each_of_its_days(releases, offers):
    """A plain loop asks day by day; what it hears is what the comparison finds."""
    days, widths, rates = zip(*releases, strict=True)
    known = START + DAY * np.array(days)
    prices = pd.DataFrame(
        {
            "series": "D7G7", "index": "CPI", "measure": "rate_12m", "base": None,
            "frequency": "month", "period": pd.period_range("2014-12", periods=len(days), freq="M"),
            "value": rates, "decimals": 1, "known_how": "true", "known_from": known,
            "known_first": known - DAY * np.array(widths),
        }
    )  # fmt: skip
    spans = [(START + DAY * day, START + DAY * (day + wide)) for day, wide in offers]
    rows = statements(*({"pct": 3.0, **on(*span)} for span in spans))
    found = compare_offers(rows, prices, indices=["CPI"], comparisons=["known"])
    # The record ends with its newest month: an older month's rate, released later, is no newer one.
    end = prices["known_from"].iloc[-1]
    for place, (first, last) in enumerate(spans):
        asked = pd.Series(pd.date_range(first, last))
        told = rates_known_on(prices, days=asked, index="CPI")
        heard = pd.concat([told["rate_pct"], told["possible_pct"]]).dropna()
        row = found.iloc[place]
        if first > end + 45 * DAY:
            assert row["missing"].startswith("not yet")
        elif heard.empty:
            assert row["missing"] == "none is on record by then"
        else:
            assert (row["rate_low"], row["rate_high"]) == (heard.min(), heard.max())


def since(prices, month="2010-01"):
    return prices[prices["period"] >= pd.Period(month, "M")].assign(known_until=pd.NaT)


def test_an_irregular_table_is_refused_as_the_general_readers_refuse_it(prices):
    rows = since(prices)
    gap = rows[rows["period"] != pd.Period("2015-05", "M")]
    blank = rows.assign(value=rows["value"].where(rows["period"] != pd.Period("2015-05", "M")))
    bases = rows.assign(base=rows["base"].where(rows["period"] != pd.Period("2015-05", "M"), "?"))
    awards = statements(
        {"pct": 3.0, **effective("2014-06-01")}, {"pct": 5.0, **effective("2016-06-01")}
    )
    for wrong, fault in ((gap, "gap after 2015-04"), (blank, "2015-05"), (bases, "one reference")):
        with pytest.raises(MeasureError, match=fault):
            compare_offers(awards, wrong, indices=["CPI"], comparisons=["since_last"])


def test_the_newest_version_of_a_rate_is_read_and_an_old_one_as_of_its_day(prices):
    rows = since(prices)
    month = (rows["series"] == "D7G7") & (rows["period"] == pd.Period("2015-05", "M"))
    later = rows[month].assign(value=9.9, known_from=pd.Timestamp("2018-12-01"))
    old = rows.assign(known_until=rows["known_until"].where(~month, pd.Timestamp("2018-11-30")))
    versions = pd.concat([old, later.assign(known_first=later["known_from"])])
    award = statements({"pct": 3.0, **effective("2015-05-01")})
    choice = {"indices": ["CPI"], "comparisons": ["effective"]}
    assert compare_offers(award, versions, **choice)["rate_low"].item() == 9.9
    then = compare_offers(award, versions, as_of="2018-06-01", **choice)
    assert then["rate_low"].item() == 0.1
