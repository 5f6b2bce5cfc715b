"""Offers against prices: each statement on four comparisons and each index, nothing averaged.

(a) `known`: the latest 12-month rate published by the day of the offer. (b) `effective`: the rate
of the month it took effect. (c) `covered`: the rise in prices over the twelve months it covers.
(d) `since_last`: the rise since the previous award took effect. They answer four questions, and
the same offer may be above prices on one and below them on another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.inputs import (
    MISSING_ORDINAL,
    as_vintage,
    require_choice,
    require_columns,
)
from analysis.measures.offers.comparisons import (
    Found,
    known_when_offered,
    rate_of_months,
    rise_since_previous,
)
from analysis.measures.offers.dates import (
    DATE_COLUMNS,
    PREVIOUS_COLUMNS,
    OfferDates,
    offer_dates,
)
from analysis.measures.offers.known_prices import OfferPrices, offer_prices, price_columns
from analysis.measures.offers.layout import CARRIED, lay_out
from analysis.measures.offers.statements import RISE_COLUMNS, stated_rises
from analysis.measures.prices.points import Vintage
from analysis.measures.prices.price_record import names_of

COMPARISONS: Mapping[str, Callable[[OfferPrices, OfferDates], Found]] = {
    "known": lambda prices, dates: known_when_offered(prices.history, dates, until=prices.until),
    "effective": lambda prices, dates: rate_of_months(prices.rates, dates, later=0),
    "covered": lambda prices, dates: rate_of_months(prices.rates, dates, later=12),
    "since_last": lambda prices, dates: rise_since_previous(
        prices.index, dates, alone=prices.index is None and prices.rates is not None
    ),
}
_NEEDED = ("key", *CARRIED, *DATE_COLUMNS, *PREVIOUS_COLUMNS, *RISE_COLUMNS)
_RUN_UP = 36  # months of prices kept before the earliest date: a rate is known within two


def compare_offers(
    statements: pd.DataFrame,
    prices: pd.DataFrame,
    *,
    indices: Sequence[str] | None = None,
    comparisons: Sequence[str] = tuple(COMPARISONS),
    as_of: date | str = "latest",
) -> pd.DataFrame:
    """Set every statement about an offer against prices: one row a statement, index, comparison.

    `real = ((1 + nominal) / (1 + inflation) - 1) * 100`, per cent; `gap = nominal - inflation`,
    percentage points. The low end of each sets the lowest rise against the highest inflation.

    The day of an offer that is not on record is stood in for, in order, by the month it took
    effect and by its pay years, and marked; the date of the source is never used. A date known to
    the month or year makes inflation a range: in `known` the rates that stood on its days (of a
    pay year, those published April to March), in `effective` and `covered` those of its months.

    Columns in: of `statements`, the clean `offer_statements` (`key`, `offer_id`, `employer`,
    `bargaining_unit`, `grade`, `speaker`, `outcome`, pay years, `offered_*`, `effective_*`,
    `basis`, `comparability`, `pct`, `pct_low`, `pct_high`); of `prices`, the clean `prices`.
    `indices` are names of its column `index`; without them each that it has.
    With `as_of` a day (inclusive), only what was known by then is used, of both.

    Columns out, in the order of statements, indices, comparisons: `statement_id`, `offer_id`,
    `employer`, `speaker`, `index`, `comparison`; `clock` (offered, effective, pay_year, none),
    `stand_in`, `date_first`, `date_last` (the days the clock stands for); `rate_low`,
    `rate_high` (per cent), `rate_rounding` (points), `reference_first`, `reference_last` (months
    of the rates), `reference_month` (if one); `nominal_low`, `nominal_high`, `real_low`,
    `real_high` (per cent), `gap_low`, `gap_high` (points); `bound` ("at most" or ""), `kind`,
    `comparable`, `reason` (why not, or ""), `missing` (why there is no rate, or ""),
    `below_inflation` (yes, no, straddles, cannot be told: rounding of the rate included), `note`.

    An empty frame gives an empty frame with these columns. Raises `MeasureError` for a missing
    column, an unknown index or comparison (naming the nearest), prices without the index asked.

    >>> prices = pd.DataFrame({
    ...     "series": "D7G7", "index": "CPI", "measure": "rate_12m", "base": None,
    ...     "frequency": "month", "period": pd.period_range("2022-09", "2022-10", freq="M"),
    ...     "value": [10.1, 11.1], "decimals": 1, "known_how": "true",
    ...     "known_first": pd.to_datetime(["2022-10-19", "2022-11-16"]),
    ...     "known_from": pd.to_datetime(["2022-10-19", "2022-11-16"])})
    >>> day = pd.to_datetime(["2022-12-07"])
    >>> cap = pd.DataFrame({
    ...     "key": ["O0211"], "offer_id": ["PROS-2022-CAP"], "employer": ["civil-service"],
    ...     "bargaining_unit": [None], "grade": [None],
    ...     "speaker": ["union"], "outcome": ["imposed"],
    ...     "pay_year_from": ["2022-23"], "pay_year_to": ["2022-23"],
    ...     "offered_first": day, "offered_last": day,
    ...     "effective_first": pd.NaT, "effective_last": pd.NaT,
    ...     "basis": ["ceiling_or_cap_description"], "comparability": ["cap"],
    ...     "pct": [3.0], "pct_low": [None], "pct_high": [None]})
    >>> row = compare_offers(cap, prices, indices=["CPI"], comparisons=["known"]).iloc[0]
    >>> print(row["reference_month"], row["rate_low"], row["below_inflation"], row["note"])
    2022-10 11.1 yes as an award at the cap
    >>> print(round(row["real_low"], 1), round(row["gap_low"], 1))
    -7.3 -8.1
    """
    names = names_of(prices) if indices is None else list(indices)
    chosen = [require_choice(name, tuple(COMPARISONS), what="comparison") for name in comparisons]
    if not names or not chosen:
        raise MeasureError("name at least one index and one comparison.")
    require_columns(statements, _NEEDED, what="the statements")
    day = as_vintage(as_of)
    rows = _known_by(statements, day)
    rises, dates = stated_rises(rows), offer_dates(rows)
    readings = _prices(prices, dates, names, chosen, day) if len(rows) else [OfferPrices()]
    found = [COMPARISONS[name](each, dates) for each in readings for name in chosen]
    return lay_out(rows, rises, found, names[: len(readings)], chosen)


def _known_by(statements: pd.DataFrame, day: Vintage) -> pd.DataFrame:
    """Keep the statements that were known by the day, where they say from when they were."""
    if day == "latest" or "known_from" not in statements:
        return statements
    known = pd.to_datetime(statements["known_from"]) <= pd.Timestamp(day)
    return statements[known]


def _prices(
    prices: pd.DataFrame,
    dates: OfferDates,
    names: Sequence[str],
    chosen: Sequence[str],
    day: Vintage,
) -> list[OfferPrices]:
    """Take each index once, from some years before the earliest date on."""
    starts = np.concatenate(
        [
            _month_of_day(dates.offered_first),
            *(dates.effective_first, dates.year_first, dates.previous),
        ]
    )
    dated = starts[starts != MISSING_ORDINAL]
    kept = price_columns(prices, earliest=int(dated.min()) - _RUN_UP if len(dated) else 0)
    ratio = "since_last" in chosen and bool((dates.previous != MISSING_ORDINAL).any())
    return [
        offer_prices(kept, index=name, vintage=day, history="known" in chosen, ratio=ratio)
        for name in names
    ]


def _month_of_day(days: NDArray[np.int64]) -> NDArray[np.int64]:
    missing = days == MISSING_ORDINAL
    months = np.where(missing, 0, days).astype("datetime64[D]").astype("datetime64[M]")
    return np.where(missing, MISSING_ORDINAL, months.astype(np.int64))
