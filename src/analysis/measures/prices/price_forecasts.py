"""Forecast rises in prices: which index and which kind of year has one.

Source: Office for Budget Responsibility, Economic and fiscal outlook.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.errors import MeasureError, nearest
from analysis.measures.inputs import as_month, require_choice, require_columns, require_rows
from analysis.measures.prices.points import CONVENTIONS, Convention
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month, PayYear

FORECAST_OF = {
    "calendar-year average": "calendar_year",
    "financial-year average": "financial_year",
}
"""Which forecasts continue which convention; the others have none."""


def price_forecast(
    forecasts: pd.DataFrame,
    *,
    index: str,
    after: Month | str,
    years: int,
    convention: Convention,
) -> pd.DataFrame:
    """Take the forecast rises in prices of the years after a month's own, per cent, in order.

    Columns out: `key`, `period` (2027 or 2026-27), `growth_pct`. A year already past in the
    forecast is left to the outturn.

    >>> table = pd.DataFrame({"key": ["a", "b"], "index": "RPI", "basis": "calendar_year",
    ...     "period": ["2026", "2027"], "growth_pct": [3.1, 3.0]})
    >>> price_forecast(table, index="RPI", after="2025-12", years=2,
    ...     convention="calendar-year average")["growth_pct"].tolist()
    [3.1, 3.0]
    >>> price_forecast(table, index="RPI", after="2026-03", years=2,
    ...     convention="financial-year average")
    Traceback (most recent call last):
    analysis.errors.MeasureError: no forecast of RPI by financial-year average; there are: RPI by
        calendar-year average.
    """
    columns = ("key", "index", "basis", "period", "growth_pct")
    require_columns(forecasts, columns, what="the forecasts")
    require_rows(forecasts, what="the forecasts")
    require_choice(convention, CONVENTIONS, what="convention")
    month = as_month(after)
    rows = forecasts[
        (forecasts["index"] == index) & (forecasts["basis"] == FORECAST_OF.get(convention))
    ]
    if rows.empty:
        words = {basis: name for name, basis in FORECAST_OF.items()}
        pairs = forecasts[["index", "basis"]].drop_duplicates().itertuples(index=False)
        known = ", ".join(f"{one} by {words[basis]}" for one, basis in pairs if basis in words)
        raise MeasureError(f"no forecast of {index} by {convention}; there are: {known}.")
    start = month.year if convention == "calendar-year average" else (month + -3).year
    wanted = [
        str(year) if convention == "calendar-year average" else PayYear(year).text
        for year in range(start + 1, start + 1 + years)
    ]
    rows = rows.drop_duplicates("period", keep="last").set_index("period")
    absent = [year for year in wanted if year not in rows.index]
    if absent:
        have = f"{rows.index.min()} to {rows.index.max()}"
        raise MeasureError(
            f"no forecast of {index} for {absent[0]}: it has {have}. "
            f"{nearest(absent[0], list(rows.index))}"
        )
    return rows.loc[wanted].reset_index()[["key", "period", "growth_pct"]]


def with_outturn(rates: pd.DataFrame, *, index: PriceIndex) -> pd.DataFrame:
    """Put the published months of a forecast year in place of their forecast.

    `rates` is what `price_forecast` gives. In a year of which the index already has some months,
    these are as published, and each other month stands the forecast rise above the same month a
    year before; the rise of the year's average follows. Columns out, added: `outturn`, the last
    month as published of such a year, else empty.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> cpi = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2025, 4),
    ...     (100.0,) * 12 + (103.0,) * 6)
    >>> rates = pd.DataFrame({"key": ["a"], "period": ["2026-27"], "growth_pct": [2.0]})
    >>> with_outturn(rates, index=cpi)[["growth_pct", "outturn"]].round(6).values.tolist()
    [[2.5, '2026-09']]
    """
    grown, last = [], []
    for period, pct in rates[["period", "growth_pct"]].itertuples(index=False):
        months = _months_of(str(period))
        rise = 1 + pct / 100
        at = np.array([month.ordinal for month in months])
        now, before = (index.levels(at - back, "month to month") for back in (0, 12))
        known = np.isfinite(now)
        if not known.any() or not np.isfinite(before).all():
            grown.append(pct)
            last.append("")
            continue
        whole = np.where(known, now, before * rise)
        grown.append(float(100 * (whole.sum() / before.sum() - 1)))
        last.append(months[int(np.flatnonzero(known)[-1])].text)
    return rates.assign(growth_pct=grown, outturn=last)


def _months_of(period: str) -> tuple[Month, ...]:
    if len(period) == len("2026"):
        return tuple(Month(int(period), number) for number in range(1, 13))
    return PayYear.parse(period).months
