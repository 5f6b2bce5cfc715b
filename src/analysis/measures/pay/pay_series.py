"""One pay figure over time, with its rounding: what an index of prices is held against.

Salaries are one figure a year, of one day; average weekly earnings are monthly. Both become a
`PaySeries`, immutable, that answers for a month by a convention. A yearly figure is the same by
every convention, for there is nothing to average; a monthly one is averaged over the same window
as prices are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.inputs import (
    as_month,
    as_vintage,
    month_ordinals,
    require_choice,
    require_columns,
)
from analysis.measures.prices.changes import nominal_change, real_change
from analysis.measures.prices.points import Convention, window_first
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.real_terms import PriceChange, price_change
from analysis.periods import Month

Row = tuple[str, str]


@dataclass(frozen=True)
class PaySeries:
    """A pay figure at many months, in order, each known to within `half_unit`.

    `months` are whole numbers since January 1970, `rows` the (table, key) behind each value.

    >>> pay = PaySeries("median, All", "GBP a year", (494, 650), (23760.0, 33980.0), 5.0)
    >>> pay.point("2024-03").value
    33980.0
    >>> pay.point("2023-03")
    Traceback (most recent call last):
    analysis.errors.MeasureError: median, All has no 2023-03. Nearest: 2024-03; 2 from 2011-03 to
        2024-03.
    """

    name: str
    unit: str
    months: tuple[int, ...]
    values: tuple[float, ...]
    half_unit: float
    rows: tuple[Row, ...] = ()
    frequency: Literal["year", "month"] = "year"

    def __post_init__(self) -> None:
        if not self.values or len(self.values) != len(self.months):
            raise MeasureError(f"{self.name} needs a month for each of at least one value.")
        if list(self.months) != sorted(set(self.months)):
            raise MeasureError(f"{self.name}: months are in order, each once.")
        if not min(self.values) > self.half_unit:
            raise MeasureError(f"{self.name}: pay is a positive number, found {min(self.values)}.")

    @cached_property
    def _table(self) -> NDArray[np.float64]:
        """Values from the first month to the last, NaN between where there is none."""
        table = np.full(self.months[-1] - self.months[0] + 1, np.nan)
        table[np.array(self.months) - self.months[0]] = self.values
        table.flags.writeable = False
        return table

    def _at(self, ordinals: NDArray[np.int64]) -> NDArray[np.float64]:
        place = ordinals - self.months[0]
        inside = (place >= 0) & (place < len(self._table))
        return np.where(inside, self._table[np.where(inside, place, 0)], np.nan)

    def levels(self, ordinals: NDArray[np.int64], convention: Convention) -> NDArray[np.float64]:
        """Pay at many months by one convention; NaN where it, or part of its window, is missing."""
        if self.frequency == "year" or convention == "month to month":
            return self._at(ordinals)
        width = 3 if convention == "three-month average" else 12
        window = window_first(ordinals, convention)[..., None] + np.arange(width)
        return np.asarray(self._at(window).mean(axis=-1))

    def point(self, month: Month | str, convention: Convention = "month to month") -> Bounded:
        """Pay at one month with its rounding; `MeasureError` naming the nearest month there is."""
        asked = as_month(month)
        value = float(self.levels(np.array([asked.ordinal]), convention)[0])
        if np.isnan(value):
            near = min(self.months, key=lambda known: (abs(known - asked.ordinal), known))
            window = "" if self.frequency == "year" else f" by {convention}"
            raise MeasureError(
                f"{self.name} has no {asked.text}{window}. Nearest: {_month(near).text}; "
                f"{len(self.months)} from {_month(self.months[0]).text} to "
                f"{_month(self.months[-1]).text}."
            )
        return Bounded(value, value - self.half_unit, value + self.half_unit)

    def sources(self, month: Month | str, convention: Convention = "month to month") -> list[Row]:
        """The rows behind the figure of one month."""
        asked = as_month(month).ordinal
        first, width = asked, 1
        if self.frequency == "month" and convention != "month to month":
            first = int(window_first(np.array([asked]), convention)[0])
            width = 3 if convention == "three-month average" else 12
        start, stop = (bisect_left(self.months, month) for month in (first, first + width))
        return list(self.rows[start:stop])


@dataclass(frozen=True)
class PayChange:
    """What became of pay over a span: in money, of prices, and in real terms, all per cent.

    `real = (1 + nominal) / (1 + inflation) - 1`, each with its rounding; `rows` lie behind it.
    """

    pay: str
    start: Month
    end: Month
    nominal: Bounded
    prices: PriceChange
    real: Bounded
    rows: tuple[Row, ...]

    @property
    def note(self) -> str:
        """What rests on rounding: the sign, the printed digit, or nothing (an empty note)."""
        return rounding_note(self.real)


def rounding_note(change: Bounded) -> str:
    """Say whether the sign or the last printed digit of a percentage rests on rounding.

    >>> rounding_note(Bounded(-0.02, -0.11, 0.07))
    'the sign rests on rounding: between −0.1 % and 0.1 %'
    >>> rounding_note(Bounded(43.01, 42.96, 43.04))
    ''
    """
    if change.sign_certain and change.printed_certain(1):
        return ""
    what = "the last digit" if change.sign_certain else "the sign"
    low, high = (f"{end:.1f}".replace("-", "−") for end in (change.low, change.high))
    return f"{what} rests on rounding: between {low} % and {high} %"


def real_pay_change(
    pay: PaySeries,
    *,
    index: PriceIndex,
    start: Month | str,
    end: Month | str,
    convention: Convention = "month to month",
) -> PayChange:
    """Measure pay against prices from one month to another, by one convention, per cent.

    Raises `MeasureError` where pay or the index has no figure, and for an end not after a start.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> cpi = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2022, 9), (123.8, 126.2))
    >>> pay = PaySeries("a salary", "GBP a year", (632, 633), (20000.0, 20200.0), 5.0)
    >>> change = real_pay_change(pay, index=cpi, start="2022-09", end="2022-10")
    >>> round(change.nominal.value, 2), round(change.real.value, 2)
    (1.0, -0.92)
    """
    first, last = as_month(start), as_month(end)
    if last <= first:
        raise MeasureError(
            f"a change needs an end after its start, asked {first.text} to {last.text}."
        )
    nominal = nominal_change(pay.point(first, convention), pay.point(last, convention))
    prices = price_change(index, start=first, end=last, convention=convention)
    rows = tuple(pay.sources(first, convention) + pay.sources(last, convention)) + prices.rows
    return PayChange(pay.name, first, last, nominal, prices, real_change(nominal, prices), rows)


def earnings_series(earnings: pd.DataFrame, *, series: str, vintage: str = "latest") -> PaySeries:
    """Take one monthly level or index of average weekly earnings from the clean earnings.

    Columns in: `key`, `series`, `measure`, `unit`, `base`, `period`, `value`, `decimals`,
    `known_from`, `known_until`. With a `vintage` day, values as they stood on it: a series
    without vintages, or a day before the first, is refused, as nothing is known of it.

    >>> frame = pd.DataFrame({"key": ["KAB9/2025-02/2025-04-15"], "series": "KAB9",
    ...     "measure": "level", "unit": "GBP a week", "base": None,
    ...     "period": pd.PeriodIndex(["2025-02"], freq="M"), "value": [716.0], "decimals": 0,
    ...     "known_from": pd.to_datetime(["2025-04-15"]), "known_until": pd.NaT})
    >>> earnings_series(frame, series="KAB9", vintage="2025-04-15").point("2025-02").low
    715.5
    """
    rows = earnings_rows(earnings, series=series, vintage=vintage)
    measure = rows["measure"].iloc[0]
    if measure not in ("level", "index"):
        raise MeasureError(f"{series} is {measure}, not a level of pay: levels can be deflated.")
    unit = rows["base"].iloc[0] if measure == "index" else rows["unit"].iloc[0]
    months = tuple(int(month) for month in pd.PeriodIndex(rows["period"]).asi8)
    return PaySeries(
        series,
        str(unit),
        months,
        tuple(rows["value"].astype(float)),
        float(0.5 * 10.0 ** -int(rows["decimals"].max())),
        tuple(("earnings", key) for key in rows["key"]),
        "month",
    )


def earnings_rows(earnings: pd.DataFrame, *, series: str, vintage: str = "latest") -> pd.DataFrame:
    """Rows of one earnings series as they stood on a day (or the newest), one a month, in order.

    A day on which nothing of the series was known is refused, saying since when it is.
    """
    columns = ("key", "series", "measure", "period", "value", "known_from", "known_until")
    require_columns(earnings, columns, what="the earnings table")
    rows = earnings[earnings["series"] == series]
    if rows.empty:
        require_choice(series, sorted(earnings["series"].unique()), what="earnings series")
    day = as_vintage(vintage)
    if day != "latest":
        on = pd.Timestamp(day)
        begun = rows["known_from"].notna() & (rows["known_from"] <= on)
        if not begun.any():
            since = rows["known_from"].min()
            when = "it has no vintages" if pd.isna(since) else f"vintages begin {since.date()}"
            raise MeasureError(f"{series} as of {day} is not known: {when}.")
        rows = rows[begun & ~(rows["known_until"] < on)]
    months = month_ordinals(rows["period"])
    order = np.lexsort((rows["known_from"].to_numpy().astype(np.int64), months))  # none is first
    return rows.iloc[order[~pd.Index(months[order]).duplicated(keep="last")]]


def series_names(series: Sequence[PaySeries]) -> list[str]:
    """Names of several pay series, refused when two are alike.

    >>> series_names([PaySeries("median, All", "GBP a year", (650,), (33980.0,), 5.0)])
    ['median, All']
    """
    names = [one.name for one in series]
    if not names or len(set(names)) != len(names):
        raise MeasureError(f"pay series need names that differ, found {names}.")
    return names


def _month(ordinal: int) -> Month:
    return Month(1970, 1) + ordinal
