"""Notebook 04, its rates: inflation beside each remit and award, and which were below it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.inputs import month_ordinals
from analysis.measures.prices.knowledge import rates_known_on
from analysis.measures.prices.price_record import published_rates

DEPENDS = "it depends on the day"


def known_rates(rows: pd.DataFrame, prices: pd.DataFrame, index: str) -> pd.DataFrame:
    """Add the lowest and the highest 12-month rate that was the latest on the days of each row.

    A rate that may have been out by such a day, its own day being unknown, is one of them.
    """
    try:
        ends = [
            rates_known_on(prices, days=rows[day], index=index) for day in ("day_first", "day_last")
        ]
    except MeasureError:
        none = np.full(len(rows), np.nan)
        return rows.assign(**{f"{index}_low": none, f"{index}_high": none})
    both = pd.concat([end["rate_pct"] for end in ends], axis=1)
    maybe = pd.concat([both, *(end["possible_pct"] for end in ends)], axis=1)
    maybe = maybe[both.notna().all(axis=1)].reindex(rows.index)
    return rows.assign(**{f"{index}_low": maybe.min(axis=1), f"{index}_high": maybe.max(axis=1)})


def _rates(prices: pd.DataFrame, index: str, as_of: str, months: Any) -> Any:
    """Give the published rate of each month, NaN where there is none."""
    try:
        return published_rates(prices, index=index, vintage=as_of).at(months)
    except MeasureError:
        return np.full(np.shape(months), np.nan)


def effective_rates(rows: pd.DataFrame, prices: pd.DataFrame, index: str, as_of: str) -> Any:
    """Add the rate of the month in which each award took effect, where one month is known."""
    one = rows["effective_first"].dt.to_period("M") == rows["effective_last"].dt.to_period("M")
    months = month_ordinals(rows["effective_first"].where(one).dt.to_period("M"))
    return rows.assign(**{f"{index}_effective": _rates(prices, index, as_of, months)})


def pay_year_rates(rows: pd.DataFrame, prices: pd.DataFrame, index: str, as_of: str) -> Any:
    """Add the lowest and highest rate of the pay year: departments settle in different months."""
    april = pd.PeriodIndex(rows["pay_year_from"].str[:4] + "-04", freq="M").asi8
    rates = _rates(prices, index, as_of, april[:, None] + np.arange(12))
    whole = np.isfinite(rates).all(axis=1) if len(rows) else np.zeros(0, bool)
    ends = {"year_low": rates.min, "year_high": rates.max}
    return rows.assign(
        **{f"{index}_{name}": np.where(whole, end(axis=1), np.nan) for name, end in ends.items()}
        if len(rows)
        else {f"{index}_{name}": np.nan for name in ends}
    )


def below(rows: pd.DataFrame, figure: str, low: str, high: str) -> pd.Series[Any]:
    """Say of each row whether its figure is below the rates, not below, or cannot be told."""
    known = rows[low].notna() & rows[high].notna() & rows[figure].notna()
    words = np.select(
        [~known, rows[figure] < rows[low], rows[figure] >= rows[high]],
        ["no rate", "below", "not below"],
        DEPENDS,
    )
    return pd.Series(words, index=rows.index, dtype="str")
