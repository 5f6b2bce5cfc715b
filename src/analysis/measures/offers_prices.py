"""What the comparisons of offers need of one index, as it could be known on a day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.inputs import month_ordinals, require_columns, require_rows
from analysis.measures.knowledge import RateHistory, rate_history
from analysis.measures.points import Vintage
from analysis.measures.price_index import PriceIndex
from analysis.measures.price_record import (
    INDEX_SERIES,
    RATE_SERIES,
    price_index,
    published_rates,
)
from analysis.measures.rates import PublishedRates

_COLUMNS = (
    "series",
    "index",
    "measure",
    "base",
    "frequency",
    "period",
    "value",
    "decimals",
    "known_first",
    "known_from",
    "known_how",
)


@dataclass(frozen=True, eq=False)
class OfferPrices:
    """Of one index: when each rate was published, the rates, and the index; None if not wanted.

    All are None where nobody had published the index by the day asked.
    """

    history: RateHistory | None = None
    rates: PublishedRates | None = None
    index: PriceIndex | None = None
    until: int = np.iinfo(np.int64).max  # last day of what may be known, in days since 1970


def recent(prices: pd.DataFrame, *, earliest: int) -> pd.DataFrame:
    """Keep the columns that are needed, and the months from `earliest` (since January 1970) on."""
    require_columns(prices, _COLUMNS, what="the prices table")
    require_rows(prices, what="the prices table")
    wanted = [*_COLUMNS, *(["known_until"] if "known_until" in prices else [])]
    late = month_ordinals(prices["period"]) >= earliest
    return prices[wanted].take(np.flatnonzero(late))


def prices_of(
    prices: pd.DataFrame, *, index: str, vintage: Vintage, history: bool, ratio: bool
) -> OfferPrices:
    """Take one index from the clean prices, as it could be known on `vintage`.

    `history` asks for the days of publication, `ratio` for the index values.
    """
    names = [RATE_SERIES[index], INDEX_SERIES[index]]
    rows = prices.take(np.flatnonzero(prices["series"].isin(names)))
    until = OfferPrices.until
    if vintage != "latest":
        day = pd.Timestamp(vintage)
        until = (day - pd.Timestamp(0)).days
        possible = rows["known_first"].fillna(rows["known_from"]) <= day
        rows = rows.take(np.flatnonzero(possible))
        if not (rows["known_from"] <= day).any():
            return OfferPrices()
    if rows.empty:
        raise MeasureError(f"the prices table has no {index} ({', '.join(names)}) for these years.")
    known = rate_history(rows, index=index) if history else None
    if ratio:
        whole = price_index(rows, index=index, vintage=vintage)
        return OfferPrices(known, whole.rates, whole, until)
    rates = published_rates(rows, index=index, vintage=vintage)
    return OfferPrices(known, rates, until=until)
