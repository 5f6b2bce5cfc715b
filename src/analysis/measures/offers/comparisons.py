"""The inflation that each offer is set against: four comparisons, each over a day, months or years.

A date known to the day gives one rate, a date known to the month or pay year an interval: the
lowest and the highest of the rates it leaves open, never a guess within it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.offers.dates import DAY, EFFECTIVE, NO_CLOCK, PAY_YEAR, clock, last_day
from analysis.measures.prices.knowledge import RateHistory
from analysis.measures.prices.price_changes import price_changes
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.rates import PublishedRates

STOOD_IN_MONTH = "the month it took effect stands in for the day it was offered"
STOOD_IN_YEAR = "the pay year stands in for a date: lowest and highest rate of it"
UNSURE = "the day of a release is estimated: both rates that may have stood"
REVISED = "as later revised: no earlier print of the rate is on record"
SO_FAR = "the pay year is not over: rates published so far"
BEGAN = "the index was first published during it"
APART = "more than 18 months since the award before on record: one between may be missing"

# Why there is no rate; a row has one reason, and none where there is a rate.
FOUND = ""
UNDATED = "no date of any kind on record"
UNPUBLISHED = "none is on record by then"
NOT_YET = "not yet: the prices needed are not published"
NO_PREVIOUS = "no previous effective date on record for this employer, unit and grade"
NO_EFFECTIVE = "effective date not on record"
TOO_EARLY = "before the series begins"
BETWEEN = "an award between has no effective date on record for this unit and grade"
NOT_PRINTED = "no rate of that month is on record: they are printed for some months alone"
RATES_ALONE = "rates alone are published, and rates are never chained"

LONG = 18  # months: awards are yearly, and one may be half a year late
SILENCE = pd.Timedelta(days=45)  # monthly releases are at most some 40 apart: longer is the end
_EVER = pd.Timestamp("2200-01-01")


@dataclass(frozen=True, eq=False)
class OfferPrices:
    """Of one index: when each rate was published, the rates, and the index; None if not wanted.

    All are None where nobody had published the index by the day asked. `until` is the last day of
    what may be known.
    """

    history: RateHistory | None = None
    rates: PublishedRates | None = None
    index: PriceIndex | None = None
    until: pd.Timestamp = _EVER


Prices = Mapping[str, OfferPrices]
"""The prices of each index, by its name."""


def known_when_offered(prices: Prices, asked: pd.DataFrame) -> pd.DataFrame:
    """Find the latest 12-month rate published by the day an offer was made, that day included.

    A day known to the month or year: the lowest and highest rate that stood on a day of it. For
    a pay year: the lowest and highest rate published from its April to its March. On days between
    the first and last possible day of an estimated release both rates stand. Nothing of the days
    after `until` is used.
    """
    kind = clock(asked, of_offer=True)
    first = asked["offered_first"].fillna(asked["effective_first"]).fillna(asked["year_first"])
    last = asked["offered_last"].where(
        asked["offered_first"].notna(),
        last_day(asked["effective_last"].where(kind == EFFECTIVE, asked["year_last"])),
    )
    yearly, dated = kind == PAY_YEAR, kind != NO_CLOCK
    versions = _versions(prices)
    sure, maybe = _newest(versions, "known"), _newest(versions, "possible")
    standing = standing_rates(sure, maybe)
    spells = pd.concat([standing.assign(yearly=False), rates_by_day(sure).assign(yearly=True)])
    until = min(each.until for each in prices.values())
    spans = asked[["index"]].assign(
        yearly=yearly, first=first, last=last.where(last < until, until)
    )
    met = rates_met(spans, spells, by=["index", "yearly"]).reindex(asked.index)
    begins, ends = _reach(standing, asked)
    stale = dated & (first > ends.where(yearly, ends + SILENCE))
    some = dated & ~stale & met["low"].notna()
    return _found(asked, kind, first, last, met.where(some)).assign(
        rate_rounding=_of_index(prices, asked, "history").where(some),
        stand_in=(kind == EFFECTIVE) | yearly,
        missing=np.select([some, ~dated, stale], [FOUND, UNDATED, NOT_YET], UNPUBLISHED),
        note=_told(
            {
                STOOD_IN_MONTH: kind == EFFECTIVE,
                STOOD_IN_YEAR: yearly,
                UNSURE: some & (met["unsure"] == 1) & (first == last),
                REVISED: some & (met["revised"] == 1),
                SO_FAR: some & yearly & (last > ends),
                BEGAN: some & (begins > first.where(~yearly, first + SILENCE)),
            }
        ),
    )


def rate_of_months(prices: Prices, asked: pd.DataFrame, *, later: int) -> pd.DataFrame:
    """Find the printed rate of the month an award took effect, or `later` months after it.

    Twelve months later it is the rise in prices over the twelve months that the award covers.
    Without an effective date: the lowest and highest over the months of the pay year.
    """
    kind = clock(asked, of_offer=False)
    yearly, dated = kind == PAY_YEAR, kind != NO_CLOCK
    start = asked["effective_first"].where(kind == EFFECTIVE, asked["year_first"])
    final = asked["effective_last"].where(kind == EFFECTIVE, asked["year_last"]).where(dated)
    first, last = (month + pd.DateOffset(months=later) for month in (start, final))
    printed = monthly_rates(prices)
    begins, ends = _reach(printed, asked)
    reasons = {UNDATED: ~dated, UNPUBLISHED: ends.isna(), NOT_YET: last > ends}
    reasons[TOO_EARLY] = first < begins
    missing = np.select(list(reasons.values()), list(reasons), FOUND)
    spans = asked[["index"]].assign(first=first, last=last)
    met = rates_met(spans, printed).reindex(asked.index)
    missing = np.where((missing == FOUND) & met["low"].isna(), NOT_PRINTED, missing)
    some = pd.Series(missing == FOUND, index=asked.index)
    met = met.where(some)
    return _found(asked, kind, start, last_day(last), met).assign(
        rate_rounding=_of_index(prices, asked, "rates").where(some),
        stand_in=yearly,
        missing=missing,
        note=_told({STOOD_IN_YEAR: yearly}),
    )


def rise_since_previous(prices: Prices, asked: pd.DataFrame) -> pd.DataFrame:
    """Find the rise in prices from the month the previous award took effect to this one's.

    There is none where the employer has an award between the two whose date is not on record, and
    none on an index of which rates alone are published.
    """
    start, end = asked["previous"], asked["effective_first"]
    clear = end.notna() & (asked["effective_last"] == end)
    before = clear & start.notna()
    both = before & ~asked["between"]
    months = pd.DataFrame({"start": start, "end": end}).apply(lambda days: days.dt.to_period("M"))
    rises = [
        price_changes(each.index, start=rows["start"], end=rows["end"]).assign(
            over=rows["end"] > pd.Period(each.index.last.text, "M")
        )
        for name, each in prices.items()
        if each.index is not None and len(rows := months[both & (asked["index"] == name)])
    ]
    columns = ["inflation_pct", "inflation_low_pct", "inflation_high_pct", "over"]
    rise = pd.concat([pd.DataFrame(columns=columns), *rises]).reindex(asked.index)
    value, low, high = (rise[name].astype(np.float64) for name in columns[:3])
    some, unread = value.notna(), rise["over"].isna()
    alone = asked["index"].isin(
        [name for name, each in prices.items() if each.index is None and each.rates is not None]
    )
    gap = (end.dt.year - start.dt.year) * 12 + end.dt.month - start.dt.month
    reasons = {NO_EFFECTIVE: ~clear, NO_PREVIOUS: ~before, BETWEEN: asked["between"]}
    reasons |= {
        RATES_ALONE: unread & alone,
        UNPUBLISHED: unread,
        FOUND: some,
        NOT_YET: rise["over"].eq(True),
    }
    kind = pd.Series(np.where(clear, EFFECTIVE, NO_CLOCK), index=asked.index)
    met = pd.DataFrame({"low": value, "high": value, "month_first": start, "month_last": end})
    days = start.where(both, end), last_day(asked["effective_last"])
    return _found(asked, kind, *days, met.where(some)).assign(
        rate_rounding=np.maximum(high - value, value - low),
        stand_in=False,
        missing=np.select(list(reasons.values()), list(reasons), TOO_EARLY),
        note=_told({APART: some & (gap > LONG)}),
    )


def rates_met(
    spans: pd.DataFrame, spells: pd.DataFrame, *, by: Sequence[str] = ("index",)
) -> pd.DataFrame:
    """Find the lowest and highest of the rates that stood at some time of each span.

    `spans` has `first` and `last`; `spells` has `begin` and `end` (both ends inclusive), `low`,
    `high`, `month_first`, `month_last`, and the flags `unsure` and `revised`; both have the columns
    `by`, in which a span and its spells agree. Rows out are those of `spans` that met any rate,
    with the lowest and highest of each column, either flag raised; no rate where one of them is
    none, withdrawn or not printed.
    """
    keys = [*by, "first", "last"]
    pairs = spans.drop_duplicates().merge(spells[[*by, "begin", "end", *_MET]], on=list(by))
    pairs = pairs[(pairs["begin"] <= pairs["last"]) & (pairs["end"] >= pairs["first"])]
    each = pairs.groupby(keys, sort=False)
    extremes = pd.DataFrame(
        {
            "low": each["low"].min(skipna=False),
            "high": each["high"].max(skipna=False),
            "month_first": each["month_first"].min(),
            "month_last": each["month_last"].max(),
            "unsure": each["unsure"].max(),
            "revised": each["revised"].max(),
        }
    )
    return spans.join(extremes, on=keys, how="inner")


_MET = ["low", "high", "month_first", "month_last", "unsure", "revised"]


def rates_by_day(sure: pd.DataFrame) -> pd.DataFrame:
    """Give the latest rate at each day on which one was surely published: a spell of that day."""
    day, rate, month = sure["begin"], sure["rate"], sure["month"]
    return sure.assign(end=day, low=rate, high=rate, month_first=month, month_last=month, unsure=0)


def standing_rates(sure: pd.DataFrame, maybe: pd.DataFrame) -> pd.DataFrame:
    """Give the rate, or the two rates, that stood from each day on which that may have changed.

    `sure` and `maybe` are the rates that surely and possibly were the newest since they `begin`.
    """
    spells = pd.concat([sure, maybe])[["index", "begin"]].drop_duplicates().sort_values("begin")
    this, other = (
        pd.merge_asof(spells, rows.sort_values("begin"), on="begin", by="index")
        for rows in (sure, maybe)
    )
    unsure = this["version"] != other["version"]
    # Before the first sure release the possible one stands alone.
    this = this.where(this["version"].notna(), other)
    ends = this.groupby("index")["begin"].shift(-1) - pd.Timedelta(days=1)
    return this.assign(
        end=ends.fillna(_EVER),
        low=np.minimum(this["rate"], other["rate"]),
        high=np.maximum(this["rate"], other["rate"]),
        month_first=this["month"],  # what is possibly out is never of an earlier month
        month_last=other["month"],
        unsure=unsure.astype(int),
    )


def monthly_rates(prices: Prices) -> pd.DataFrame:
    """Give the printed rate of each month of each index, as a spell of its first day."""
    printed = {
        name: pd.DataFrame({"begin": _days_of_months(months), "low": rates.at(months)})
        for name, each in prices.items()
        if (rates := each.rates) is not None
        for months in [np.arange(rates.first.ordinal, rates.last.ordinal + 1)]
    }
    rows = _together(prices, printed, pd.DataFrame({"begin": _NO_DAYS, "low": 0.0}))
    month = rows["begin"]
    return rows.assign(
        end=month, high=rows["low"], month_first=month, month_last=month, unsure=0, revised=0
    )


def _versions(prices: Prices) -> pd.DataFrame:
    """Lay out every version of each rate: its month, the days it was known and possibly known."""
    frames = {
        name: pd.DataFrame(
            {
                "month": _days_of_months(history.month),
                "known": history.known.astype("datetime64[D]").astype(DAY),
                "possible": history.possible.astype("datetime64[D]").astype(DAY),
                "rate": history.rate,
                "revised": (history.how == "later_revised").astype(np.float64),
            }
        )
        for name, each in prices.items()
        if (history := each.history) is not None
    }
    days = dict.fromkeys(("month", "known", "possible"), _NO_DAYS)
    rows = _together(prices, frames, pd.DataFrame({**days, "rate": 0.0, "revised": 0.0}))
    return rows.assign(version=np.arange(len(rows), dtype=np.float64))


_NO_DAYS = pd.Series([], dtype=DAY)


def _together(
    prices: Prices, frames: Mapping[str, pd.DataFrame], none: pd.DataFrame
) -> pd.DataFrame:
    """Set the frames of some indices one below the other, each row with its `index`.

    `none` is what there is if there are no frames. Names are categories: they pair several times
    as fast as words.
    """
    names = [name for name, frame in frames.items() for _ in range(len(frame))]
    rows = pd.concat([none, *frames.values()], ignore_index=True)
    return rows.assign(index=pd.Categorical(names, categories=list(prices)))


def _days_of_months(months: NDArray[np.int64]) -> Any:
    """Turn whole numbers of months since January 1970 into the first days of those months."""
    return months.astype("datetime64[M]").astype(DAY)


def _newest(versions: pd.DataFrame, began: str) -> pd.DataFrame:
    """Keep the versions that were the newest rate when they began to stand; one a day.

    A revision of a month that was not the latest one is no newer rate.
    """
    columns = {began: "begin"} | {name: name for name in ("index", "month", *_OF_VERSION)}
    rows = versions[list(columns)].rename(columns=columns)
    rows = rows.sort_values(["index", "begin", "month"])
    newest = rows["month"] == rows.groupby("index")["month"].cummax()
    return rows[newest].drop_duplicates(["index", "begin"], keep="last")


_OF_VERSION = ("rate", "revised", "version")


def _reach(spells: pd.DataFrame, asked: pd.DataFrame) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """Give, of the index of each row asked, when the first and the last of its spells begin."""
    ends = spells.groupby("index")["begin"].agg(["min", "max"])
    reach = asked[["index"]].join(ends, on="index")
    return reach["min"], reach["max"]


def _of_index(prices: Prices, asked: pd.DataFrame, what: str) -> pd.Series[Any]:
    """Give, of the index of each row asked, how far the truth may lie from a printed rate."""
    held = {name: getattr(each, what) for name, each in prices.items()}
    halves = {name: np.nan if each is None else each.half_unit for name, each in held.items()}
    return asked["index"].map(halves).astype(np.float64)


def _found(
    asked: pd.DataFrame,
    kind: pd.Series[Any],
    first: pd.Series[Any],
    last: pd.Series[Any],
    met: pd.DataFrame,
) -> pd.DataFrame:
    """Lay out what was found: the clock, the days it stands for, the rates and their months."""
    return asked[["index"]].assign(
        clock=kind,
        date_first=first,
        date_last=last,
        rate_low=met["low"],
        rate_high=met["high"],
        reference_first=met["month_first"],
        reference_last=met["month_last"],
    )


def _told(notes: dict[str, pd.Series[Any]]) -> pd.Series[Any]:
    """Join the notes that hold of each row, in their order."""
    kinds = pd.DataFrame(notes).astype(bool)
    held = pd.Series(list(kinds.itertuples(index=False, name=None)), index=kinds.index)
    return held.map({each: "; ".join(kinds.columns[list(each)]) for each in set(held)})
