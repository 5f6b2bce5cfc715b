"""The rise that would restore pay to what it was worth: now, over years, and year by year.

Now: prices since the base over pay since the base, less one. Over years, prices go on rising, so
each year's rise is the root of the gap times forecast prices. Break-even lines look back: what
each year's award would have had to be to keep pay level with prices, beside what pay did.

Forecasts are of the Office for Budget Responsibility: CPI by calendar and financial years, RPI by
calendar years only, and none of CPIH. A forecast of one index or kind of year never stands in
for another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.inputs import as_month, require_choice
from analysis.measures.pay.pay_series import PaySeries, Row, real_pay_change
from analysis.measures.prices.changes import nominal_change, real_change
from analysis.measures.prices.points import CONVENTIONS, Convention
from analysis.measures.prices.price_forecasts import price_forecast, with_outturn
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.real_terms import price_change
from analysis.periods import Month


@dataclass(frozen=True)
class Restoration:
    """The rise that restores a base now, per cent, with what it is made from.

    `needed` is negative where pay is above the base in real terms; `to_gbp` is the pay restored.
    """

    pay: str
    base: Month
    now: Month
    real: Bounded
    needed: Bounded
    from_gbp: Bounded
    to_gbp: Bounded
    rows: tuple[Row, ...]

    def __repr__(self) -> str:
        """Say what rise would restore what, in a line."""
        change = (
            f"a rise of {self.needed.value:.1f} % would restore"
            if self.needed.value >= 0
            else (f"{-self.needed.value:.1f} % above")
        )
        return (
            f"{self.pay}: {change} {self.base.text} at {self.now.text} "
            f"(£{self.from_gbp.value:,.0f} now, £{self.to_gbp.value:,.0f} restored)"
        )


def restore_now(
    pay: PaySeries,
    *,
    index: PriceIndex,
    base: Month | str,
    now: Month | str,
    convention: Convention = "month to month",
) -> Restoration:
    """Measure the rise that would restore the worth of a base today, per cent.

    `needed = (prices now / prices base) / (pay now / pay base) - 1`, roundings carried: the other
    form of the real change. Raises `MeasureError` where pay or prices have no figure.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> cpi = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2022, 9), (123.8, 126.2))
    >>> pay = PaySeries("a salary", "GBP a year", (632, 633), (20000.0, 20200.0), 5.0)
    >>> found = restore_now(pay, index=cpi, base="2022-09", now="2022-10")
    >>> round(found.real.value, 2), round(found.needed.value, 2), round(found.to_gbp.value)
    (-0.92, 0.93, 20388)
    """
    change = real_pay_change(pay, index=index, start=base, end=now, convention=convention)
    today = pay.point(now, convention)
    return _restoration(
        pay, change.start, change.end, change.nominal, change.prices, today, change.rows
    )


def _restoration(
    pay: PaySeries,
    base: Month,
    now: Month,
    nominal: Bounded,
    prices: Bounded,
    today: Bounded,
    rows: tuple[Row, ...],
) -> Restoration:
    needed = real_change(prices, nominal)
    pairs = ((today.value, needed.value), (today.low, needed.low), (today.high, needed.high))
    restored = Bounded(*(money * (1 + rise / 100) for money, rise in pairs))
    return Restoration(
        pay.name, base, now, real_change(nominal, prices), needed, today, restored, rows
    )


@dataclass(frozen=True)
class Phased:
    """A restoration spread evenly over years: the same rise each year, against forecast prices.

    `yearly` is the rise of each year, per cent; `keeping_pace` the mean rise that forecast prices
    alone would take; `steps` has a row a year: `year`, `forecast_pct`, `outturn` (the last month of
    that year already published, else empty), `rise_pct`, `pay_gbp` and
    `real_pct`, how far pay then stands from the base in real terms. `carried` are years up to `now`
    whose prices are forecast too, because their outturn is not complete.
    """

    now: Restoration
    years: int
    yearly: Bounded
    keeping_pace: float
    steps: pd.DataFrame
    carried: tuple[str, ...]
    rows: tuple[Row, ...]


def restore_over(
    pay: PaySeries,
    *,
    index: PriceIndex,
    forecasts: pd.DataFrame,
    base: Month | str,
    now: Month | str,
    years: int,
    convention: Convention = "financial-year average",
) -> Phased:
    """Measure the equal yearly rise that restores a base over so many years, per cent.

    `((1 + needed) * product(1 + forecast)) ** (1 / years) - 1`, the forecasts being those of the
    years after `now`'s, with the months already published in place of theirs. `convention` is an
    average of calendar or of financial years, and the forecasts are of the same: by month to month
    there are none. Where the year of `now` is not complete its own forecast carries prices up to
    it, and `carried` says so. The bounds carry the rounding of pay and of past prices, not how
    wrong a forecast may be.

    `forecasts` is the clean table (`key`, `index`, `basis`, `period`, `growth_pct`).

    Raises `MeasureError` for an index or convention without forecasts, saying which there are,
    and for more years than are forecast.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> year = (126.0,) * 12
    >>> cpi = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2024, 1),
    ...     year + tuple(1.05 * value for value in year))
    >>> pay = PaySeries("a salary", "GBP a year", (650, 662), (30000.0, 30000.0), 5.0)
    >>> table = pd.DataFrame({"key": ["a", "b"], "index": "CPI", "basis": "calendar_year",
    ...     "period": ["2026", "2027"], "growth_pct": [2.3011, 1.9685]})
    >>> found = restore_over(pay, index=cpi, forecasts=table, base="2024-03", now="2025-03",
    ...     years=2, convention="calendar-year average")
    >>> round(found.now.needed.value, 1), round(found.yearly.value, 2)
    (5.0, 4.66)
    """
    if years < 1:
        raise MeasureError(f"a restoration is spread over one year or more, asked {years}.")
    start, end = as_month(base), as_month(now)
    known = _last_whole(index, end, convention)
    back = (end - known) // 12
    rates = price_forecast(
        forecasts, index=index.name, after=known, years=back + years, convention=convention
    )
    rates = with_outturn(rates, index=index)
    growth = 1 + rates["growth_pct"].to_numpy(dtype=np.float64) / 100
    outturn = price_change(index, start=start, end=known, convention=convention)
    carried = float(growth[:back].prod())
    prices = outturn.rising(lambda change: float((100 + change) * carried - 100))
    today = pay.point(end, convention)
    nominal = nominal_change(pay.point(start, convention), today)
    rows = (*pay.sources(start, convention), *pay.sources(end, convention), *outturn.rows)
    first = _restoration(pay, start, end, nominal, prices, today, rows)
    ahead = growth[back:]
    whole = float(ahead.prod())
    yearly = first.needed.rising(
        lambda needed: float(100 * (((1 + needed / 100) * whole) ** (1 / years) - 1))
    )
    money = (1 + yearly.value / 100) ** np.arange(1, years + 1)
    real = (1 + first.real.value / 100) * money / ahead.cumprod()
    coming = rates.iloc[back:]
    steps = pd.DataFrame(
        {
            "year": coming["period"].to_numpy(),
            "forecast_pct": coming["growth_pct"].to_numpy(),
            "outturn": coming["outturn"].to_numpy(),
            "rise_pct": yearly.value,
            "pay_gbp": first.from_gbp.value * money,
            "real_pct": 100 * (real - 1),
        }
    )
    return Phased(
        first,
        years,
        yearly,
        float(100 * (whole ** (1 / years) - 1)),
        steps,
        tuple(rates["period"].iloc[:back]),
        rows + tuple(("forecasts", key) for key in rates["key"]),
    )


def _last_whole(index: PriceIndex, end: Month, convention: Convention) -> Month:
    """The window of `end`, or of a year or two before, that the index has whole."""
    require_choice(convention, CONVENTIONS, what="convention")
    tried = (end + -12 * back for back in range(3))
    whole = (one for one in tried if np.isfinite(index.levels(np.array([one.ordinal]), convention)))
    month = next(whole, end)
    index.point(month, convention)  # refused, with the nearest there is, where none is whole
    return month
