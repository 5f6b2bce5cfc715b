"""Offers against prices: each statement on four comparisons and each index, nothing averaged.

(a) `known`: the latest 12-month rate published by the day of the offer. (b) `effective`: the rate
of the month it took effect. (c) `covered`: the rise in prices over the twelve months it covers.
(d) `since_last`: the rise since the previous award took effect. They answer four questions, and
the same offer may be above prices on one and below them on another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import MeasureError, nearest
from analysis.measures.inputs import as_vintage, require_choice, require_columns, require_rows
from analysis.measures.offers.comparisons import (
    OfferPrices,
    Prices,
    known_when_offered,
    rate_of_months,
    rise_since_previous,
)
from analysis.measures.offers.dates import DATE_COLUMNS, DAY, PREVIOUS_COLUMNS, offer_dates
from analysis.measures.offers.statements import RISE_COLUMNS, Rises, stated_rises
from analysis.measures.prices.knowledge import rate_history
from analysis.measures.prices.points import Vintage
from analysis.measures.prices.price_record import names_of, price_index, published_rates, series_of

COMPARISONS: Mapping[str, Callable[[Prices, pd.DataFrame], pd.DataFrame]] = {
    "known": known_when_offered,
    "effective": partial(rate_of_months, later=0),
    "covered": partial(rate_of_months, later=12),
    "since_last": rise_since_previous,
}
CARRIED = ("offer_id", "employer", "speaker")  # columns of the statements that are kept
_NEEDED = ("key", *CARRIED, *DATE_COLUMNS, *PREVIOUS_COLUMNS, *RISE_COLUMNS)
_PRICES = ("series", "index", "measure", "base", "frequency", "period", "value", "decimals")
_KNOWN = ("known_first", "known_from", "known_how")
_PERHAPS = ("main", "known_until")  # columns of prices that a small table may lack
_WORDS = ("series", "index", "measure", "base", "frequency")  # compared many times over
_RUN_UP = pd.DateOffset(months=36)  # of prices before the earliest date: a rate is known in two
_HAIR = 1e-9  # a gap of exactly the rounding is not beyond it
# The columns of the table and what they hold.
_COLUMNS = {
    "statement_id": "str",
    **dict.fromkeys(CARRIED, "str"),
    **dict.fromkeys(("index", "comparison", "clock"), "str"),
    "stand_in": "boolean",
    **dict.fromkeys(("date_first", "date_last"), DAY),
    **dict.fromkeys(("rate_low", "rate_high", "rate_rounding"), "float64"),
    **dict.fromkeys(("reference_first", "reference_last", "reference_month"), "period[M]"),
    **dict.fromkeys(("nominal_low", "nominal_high", "real_low", "real_high"), "float64"),
    **dict.fromkeys(("gap_low", "gap_high"), "float64"),
    **dict.fromkeys(("bound", "kind"), "str"),
    "comparable": "boolean",
    **dict.fromkeys(("reason", "missing", "below_inflation", "note"), "str"),
}


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
    used = [name for name in (*dict.fromkeys(_NEEDED), "known_from") if name in statements]
    rows = _known_by(statements[used], day)  # each column more costs a little in every step
    dates = offer_dates(rows)
    if rows.empty:
        return pd.DataFrame(columns=list(_COLUMNS)).astype(_COLUMNS)
    held = _prices(prices, dates, names, chosen, day)
    each = pd.Series(pd.Categorical(names, categories=list(held)), name="index")
    asked = dates.merge(each, how="cross")
    found = pd.concat(
        [COMPARISONS[name](held, asked).assign(comparison=name) for name in chosen]
    ).sort_index(kind="stable")
    found.index = found.index // len(names)  # statement after statement, as they were given
    return _lay_out(rows, stated_rises(rows), found)


def _known_by(statements: pd.DataFrame, day: Vintage) -> pd.DataFrame:
    """Keep the statements that were known by the day, where they say from when they were."""
    if day == "latest" or "known_from" not in statements:
        return statements
    known = pd.to_datetime(statements["known_from"]) <= pd.Timestamp(day)
    return statements[known]


def _prices(
    prices: pd.DataFrame,
    dates: pd.DataFrame,
    names: Sequence[str],
    chosen: Sequence[str],
    day: Vintage,
) -> dict[str, OfferPrices]:
    """Read each index as it could be known on the day, from some years before the earliest date."""
    require_columns(prices, (*_PRICES, *_KNOWN), what="the prices table")
    require_rows(prices, what="the prices table")
    printed = set(prices.loc[prices["measure"] == "rate_12m", "index"])
    if day == "latest" and (unknown := [name for name in names if name not in printed]):
        choices = nearest(unknown[0], names_of(prices))
        raise MeasureError(f"the prices table has no published {unknown[0]} rate. {choices}")
    starts = ["offered_first", "effective_first", "year_first", "previous"]
    earliest = dates[starts].min().min()
    wanted = prices["frequency"] != "year"
    if pd.notna(earliest):
        wanted &= prices["period"] >= (earliest - _RUN_UP).to_period("M")
    columns = [*_PRICES, *_KNOWN, *(name for name in _PERHAPS if name in prices)]
    monthly = prices.loc[wanted, columns].astype(dict.fromkeys(_WORDS, "category"))
    ratio = "since_last" in chosen and bool(dates["previous"].notna().any())
    asked = {"history": "known" in chosen, "printed": set(chosen) != {"known"}, "ratio": ratio}
    return {name: _offer_prices(monthly, name, day, **asked) for name in names}


def _offer_prices(
    prices: pd.DataFrame, index: str, day: Vintage, *, history: bool, printed: bool, ratio: bool
) -> OfferPrices:
    """Read one index: its rates by the days of publication, as printed last, and its values."""
    own = prices[prices["index"] == index]
    rates, levels = (own[own["measure"] == measure] for measure in ("rate_12m", "index"))
    if rates.empty:
        return OfferPrices()
    rates = rates[rates["series"] == series_of(rates, index=index, measure="rate_12m")]
    until, possible = OfferPrices.until, rates
    if day != "latest":
        until = pd.Timestamp(day)
        if not (rates["known_from"] <= until).any():
            return OfferPrices()
        first = rates["known_first"].fillna(rates["known_from"])
        possible = rates[np.minimum(first, rates["known_from"]) <= until]
    values = price_index(own, index=index, vintage=day) if ratio and not levels.empty else None
    rates_of_months = values.rates if values else None
    if printed and rates_of_months is None:
        rates_of_months = published_rates(own, index=index, vintage=day)
    return OfferPrices(
        rate_history(possible, index=index) if history else None, rates_of_months, values, until
    )


def _lay_out(rows: pd.DataFrame, rises: Rises, found: pd.DataFrame) -> pd.DataFrame:
    """Set the rise of each statement against what was found: the changes, the gaps, the verdict."""
    at = found.index
    said = rows.reset_index(drop=True).rename(columns={"key": "statement_id"})
    table = found.join(said[["statement_id", *CARRIED]]).assign(
        nominal_low=rises.low[at],
        nominal_high=rises.high[at],
        kind=rises.kind[at],
        comparable=rises.comparable[at],
        reason=rises.reason[at],
    )
    month = table["reference_first"]
    table["reference_month"] = month.where(month == table["reference_last"])
    for name in ("reference_first", "reference_last", "reference_month"):
        table[name] = table[name].dt.to_period("M")
    set_against = table["comparable"] | (table["kind"] == "none")
    low, high = (table[f"nominal_{end}"].where(set_against) for end in ("low", "high"))
    table["real_low"] = 100 * ((100 + low) / (100 + table["rate_high"]) - 1)
    table["real_high"] = 100 * ((100 + high) / (100 + table["rate_low"]) - 1)
    table["gap_low"] = low - table["rate_high"]
    table["gap_high"] = high - table["rate_low"]
    table["bound"] = np.where(table["kind"] == "at_most", "at most", "")
    table["below_inflation"] = _verdict(table)
    note = pd.Series(rises.note[at], index=at, dtype="str")
    between = np.where((note != "") & (table["note"] != ""), "; ", "")
    table["note"] = note + between + table["note"]
    return table.reset_index(drop=True)[list(_COLUMNS)].astype(_COLUMNS)


def _verdict(table: pd.DataFrame) -> Any:
    """Say whether a rise is below inflation, wherever in their rounding the rates lie.

    Of an "at most" only the high end is known: it can be below, and never surely not.
    """
    usable, half = table["comparable"], table["rate_rounding"]
    below = usable & (table["gap_high"] < -half - _HAIR)
    above = usable & (table["gap_low"] > half + _HAIR)
    both = usable & table["gap_low"].notna() & table["gap_high"].notna()
    return np.select([below, above, both], ["yes", "no", "straddles"], "cannot be told")
