"""Prices as reports read them: each series by its name.

A build keeps what a report asked of the clean tables and asks it again when they have changed. A
report that asks for all prices is made anew whenever any of their files changes; one that names
its series, only with those. So reports read prices here, and nowhere without a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.inputs import require_choice
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.price_record import INDEX_SERIES, INDICES, RATE_SERIES, price_index
from analysis.tables import LATEST, read
from analysis.tables.store import AsOf


def rate_series(indices: Iterable[str] = INDICES) -> list[str]:
    """Name the series of the published twelve-month rates of some indices.

    >>> rate_series(["CPI", "RPI"])
    ['D7G7', 'CZBH']
    """
    return [RATE_SERIES[require_choice(name, INDICES, what="index")] for name in indices]


def all_series(indices: Iterable[str] = INDICES) -> list[str]:
    """Name the series of some indices: their levels, then their published rates.

    A change over twelve months is the published rate, so that who needs the levels needs both.

    >>> all_series(["CPI"])
    ['D7BT', 'D7G7']
    """
    names = [require_choice(name, INDICES, what="index") for name in indices]
    return [INDEX_SERIES[name] for name in names] + rate_series(names)


def read_rates(
    indices: Iterable[str] = INDICES, *, as_of: AsOf = LATEST, possibly: bool = False
) -> pd.DataFrame:
    """Read the published rates of some indices: the columns of the clean table of prices."""
    return read("prices", as_of=as_of, possibly=possibly, where={"series": rate_series(indices)})


def read_prices(
    indices: Iterable[str] = INDICES, *, as_of: AsOf = LATEST, possibly: bool = False
) -> pd.DataFrame:
    """Read levels and rates of some indices: the columns of the clean table of prices."""
    return read("prices", as_of=as_of, possibly=possibly, where={"series": all_series(indices)})


def price_indices(
    indices: Iterable[str] = INDICES, *, as_of: AsOf = LATEST
) -> dict[str, PriceIndex]:
    """Take those of some indices that had been published by a day, by name.

    >>> list(price_indices(as_of="2013-03-18"))  # nobody knew of a CPIH the day before its first
    ['CPI', 'RPI']
    """
    names, found = list(indices), dict[str, PriceIndex]()
    prices = read_prices(names, as_of=as_of) if names else pd.DataFrame()
    for name in names:
        with suppress(MeasureError):
            found[name] = price_index(prices, index=name, vintage=str(as_of))
    return found


def held(prices: pd.DataFrame, indices: Iterable[str] = INDICES) -> list[str]:
    """Name those of some indices of which `prices` has a published rate."""
    there = set(prices["series"])
    return [name for name in indices if RATE_SERIES[name] in there]
