"""Money of one time in the prices of another, over as long as one family of prices reaches.

A family is one index, such as RPI. It may be published in several series on bases of their own
(RPI: CHAW from 1987, and CDKO for the long run from 1947, with yearly values before); two
points are only ever taken from one series. Families are never joined to one another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.inputs import require_choice
from analysis.measures.prices.points import Convention, Ratio
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.price_record import names_of, price_index, series_of
from analysis.periods import Month

YEARLY: Convention = "calendar-year average"


@dataclass(frozen=True, repr=False)
class Inflated(Bounded):
    """Money in the prices of another time: `value` pounds, between `low` and `high`.

    `amount` is what was asked about, `ratio` what prices did, `joins` one sentence on how the
    series is put together over the span (blank where it is of one piece).
    """

    amount: float
    ratio: Ratio
    joins: str

    def __str__(self) -> str:
        """Say it in a sentence with both times, the index and its series."""
        now = f"£{self.value:,.2f}{self.bounds_text}"
        ends = f"£{self.amount:,.2f} of {self.ratio.from_.text} is {now}"
        identity = self.ratio.to.identity
        source = f"{identity.index} ({identity.series}, {identity.base})"
        said = f"{ends} in prices of {self.ratio.to.text}, on {source}."
        return f"{said} {self.joins}".strip()

    __repr__ = __str__

    def as_plain(self) -> dict[str, float | str]:
        """Give its numbers and what they rest on as plain data."""
        identity = self.ratio.to.identity
        return {
            "amount": self.amount,
            "from": self.ratio.from_.text,
            "to": self.ratio.to.text,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "index": identity.index,
            "series": identity.series,
            "base": identity.base,
            "joins": self.joins,
        }


def inflate(
    prices: pd.DataFrame,
    amount: float,
    *,
    start: Month,
    to: Month,
    index: str,
    convention: Convention,
    vintage: str = "latest",
) -> Inflated:
    """Put pounds of one time into the prices of another: `amount * level(to) / level(start)`.

    `prices` is the clean table. The series that the index goes by is used where it reaches both
    ends, else the longer ones; for calendar years the yearly values published for before there
    were months as well. Raises `MeasureError` for a time that no series of the index has, with
    the index that does.

    >>> prices = pd.DataFrame({"series": "CDKO", "index": "RPI", "measure": "index",
    ...     "base": "Jan 1974=100", "frequency": ["year"] + ["month"] * 12,
    ...     "period": pd.PeriodIndex(["1947-01", *(f"1948-{m:02d}" for m in range(1, 13))],
    ...     freq="M"), "value": [28.9] + [31.1] * 12, "decimals": 1})
    >>> inflate(prices, 100, start=Month(1947, 1), to=Month(1948, 1), index="RPI",
    ...     convention="calendar-year average")
    £100.00 of 1947 is £107.61 (107.25 to 107.97) in prices of 1948, on RPI (CDKO, Jan 1974=100).
        Until 1947 these are yearly values; from 1948 means of twelve months.
    """
    chosen = reaching(prices, (start, to), index=index, convention=convention, vintage=vintage)
    ratio = chosen.ratio(chosen.point(start, convention), chosen.point(to, convention))
    low, high = amount * ratio.low, amount * ratio.high
    joins = joined(prices, chosen) if min(start, to) < _first_whole(prices, chosen) else ""
    return Inflated(amount * ratio.value, low, high, amount, ratio, joins)


def reaching(
    prices: pd.DataFrame,
    months: tuple[Month, ...],
    *,
    index: str,
    convention: Convention,
    vintage: str = "latest",
) -> PriceIndex:
    """Take the series of an index that has all these times: the one it goes by if it has them."""
    require_choice(index, names_of(prices), what="index")
    held = _series(prices, index, convention, vintage)
    ordinals = np.array([month.ordinal for month in months])
    for chosen in held:
        if not np.isnan(chosen.levels(ordinals, convention)).any():
            return chosen
    longest = min(held, key=lambda one: one.first)
    try:
        for month in months:
            longest.point(month, convention)
    except MeasureError as refused:
        other = _other(prices, months, index, convention, vintage)
        raise MeasureError(f"{refused}{other}") from None
    return longest


def joined(prices: pd.DataFrame, chosen: PriceIndex) -> str:
    """Say how a yearly index is put together; nothing for one of months."""
    if chosen.identity.frequency != "year":
        return ""
    whole = _first_whole(prices, chosen).year
    return f"Until {whole - 1} these are yearly values; from {whole} means of twelve months."


def long_run(prices: pd.DataFrame, *, index: str, series: str, vintage: str) -> PriceIndex:
    """Take a series by the year: its yearly values, then the mean of each whole year of months."""
    monthly = price_index(prices, index=index, series=series, vintage=vintage)
    yearly = price_index(prices, index=index, series=series, vintage=vintage, frequency="year")
    begin = yearly.last + 12
    last = monthly.last + 1  # the month after: its year is not whole
    ordinals = np.arange(begin.ordinal, Month(last.year, 1).ordinal, 12)
    means = monthly.levels(ordinals, YEARLY)
    if np.isnan(means).any():
        raise MeasureError(f"{yearly.identity.text} ends in {yearly.last.year}, before its months.")
    known = yearly.levels(np.arange(yearly.first.ordinal, begin.ordinal, 12), YEARLY)
    return PriceIndex(yearly.identity, yearly.first, (*known, *means), yearly.half_unit)


def monthly_series(prices: pd.DataFrame, *, index: str, vintage: str) -> list[PriceIndex]:
    """Take every series of an index by month, the one that it goes by first."""
    levels = prices[(prices["index"] == index) & (prices["measure"] == "index")]
    main = series_of(prices, index=index, measure="index")
    named = [main, *sorted(set(levels["series"].unique()) - {main})]
    return [price_index(prices, index=index, series=one, vintage=vintage) for one in named]


def _series(
    prices: pd.DataFrame, index: str, convention: Convention, vintage: str
) -> list[PriceIndex]:
    """Give the series of an index, the one that it goes by first, the longest last."""
    found = monthly_series(prices, index=index, vintage=vintage)
    if convention == YEARLY:
        levels = prices[(prices["index"] == index) & (prices["measure"] == "index")]
        for one in levels.loc[levels["frequency"] == "year", "series"].unique():
            known = levels[(levels["series"] == one) & (levels["frequency"] == "year")]
            if vintage == "latest" or known["known_from"].notna().any():
                found.append(long_run(prices, index=index, series=one, vintage=vintage))
    return found


def _first_whole(prices: pd.DataFrame, chosen: PriceIndex) -> Month:
    """Give the January from which an index is of its own months."""
    if chosen.identity.frequency != "year":
        return chosen.first
    rows = prices[(prices["series"] == chosen.identity.series) & (prices["frequency"] == "year")]
    return Month(int(rows["period"].max().year) + 1, 1)


def _other(
    prices: pd.DataFrame,
    months: tuple[Month, ...],
    index: str,
    convention: Convention,
    vintage: str,
) -> str:
    """Name an index that has the times which this one lacks."""
    levels = prices[prices["measure"] == "index"]
    ordinals = np.array([month.ordinal for month in months])
    able = [
        name
        for name in names_of(levels)
        if name != index
        and any(
            not np.isnan(one.levels(ordinals, convention)).any()
            for one in _series(prices, name, convention, vintage)
        )
    ]
    if not able:
        return ""
    return (
        f' {" and ".join(able)} reaches that far: ask for index="{able[0]}". Indices are not '
        "joined to one another."
    )
