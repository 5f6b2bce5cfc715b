"""What an attempt at a published figure is, and the figures that attempts are made on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.claims.trials import Trial
from analysis.measures.pay.named import NamedPay, named_pay, organisations
from analysis.measures.pay.pay_series import Row
from analysis.measures.prices.points import Convention
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.rates import PublishedRates
from analysis.measures.prices.real_terms import PriceChange, price_change, published_change
from analysis.periods import Month
from analysis.periods.stated import StatedTime
from analysis.tables.pay_names import PayName


class MissingFigureError(MeasureError):
    """What a claim would be tried on and the record does not hold: told as an answer, no fault."""


def release_days(ends: tuple[StatedTime, ...]) -> tuple[str, ...]:
    """Days by which each release of the year after a span was out: the last of each month.

    >>> release_days(StatedTime.parse_several("2025-02"))[:2]
    ('2025-03-31', '2025-04-30')
    """
    return tuple(
        (end.last + months).last_day.isoformat() for end in ends for months in range(1, 13)
    )


class _When(TypedDict):
    start: Month
    end: Month
    convention: Convention


@dataclass(frozen=True)
class Evidence:
    """The figures that claims are tried on: price indices by name, and clean tables by name.

    The table of earnings holds, beside the newest values, those that stood on the days of the
    releases that claims quote: readings as of each, joined by `join_versions`. `days` are those on
    which a claim that quotes no release is tried, beside the figures as they stand now. `rates`
    are those of indices of which twelve-month rates alone are published: never chained. `vintages`
    are the indices as they stood on the day of each release that a claim quotes.
    """

    indices: Mapping[str, PriceIndex]
    tables: Mapping[str, pd.DataFrame]
    days: tuple[str, ...] = ()
    rates: Mapping[str, PublishedRates] = field(default_factory=dict)
    vintages: Mapping[str, Mapping[str, PriceIndex]] = field(default_factory=dict)
    _made: dict[tuple[PayName, str], NamedPay] = field(
        default_factory=dict, repr=False, compare=False
    )
    _prices: dict[tuple[str, str, Month, Month, Convention], PriceChange] = field(
        default_factory=dict, repr=False, compare=False
    )

    def pay(self, name: PayName, release: str = "") -> NamedPay:
        """The pay of a name, with a release day as it stood then."""
        if (name, release) not in self._made:
            try:
                self._made[name, release] = named_pay(name, self.tables, release)
            except MeasureError as error:
                raise MissingFigureError(str(error)) from None
        return self._made[name, release]

    def releases(self, trial: Trial, *names: PayName | None) -> tuple[str, ...]:
        """The releases to try: the one quoted, else what stands now and what stood then."""
        if trial.release or not any(name is not None and name.way == "earnings" for name in names):
            return (trial.release,)
        wanted = release_days(trial.ends)
        return ("", *(day for day in self.days if day in wanted))

    def each(self, name: PayName) -> list[PayName]:
        """The names that one name stands for: itself, or the series of each organisation."""
        if not name.each:
            return [name]
        table = self.tables.get(str(name.table), pd.DataFrame())
        listed = [] if table.empty else organisations(name, table)
        if not listed:
            raise MissingFigureError(f"the record has no {name.text}.")
        return listed

    def index(self, name: str, release: str = "") -> PriceIndex:
        """A price index by name, as it stood on the day of a release that is quoted."""
        held = self.vintages.get(release, self.indices)
        if name not in held:
            raise MissingFigureError(f"the record has no levels of {name}.")
        return held[name]

    def prices(
        self, name: str, start: Month, end: Month, convention: Convention, release: str = ""
    ) -> PriceChange:
        """What an index did over a span; many pay series are tried over the same spans."""
        span = (name, release, start, end, convention)
        if span not in self._prices:
            when: _When = {"start": start, "end": end, "convention": convention}
            self._prices[span] = (
                published_change(self.rates[name], **when)
                if name in self.rates
                else price_change(self.index(name, release), **when)
            )
        return self._prices[span]


@dataclass(frozen=True)
class Attempt:
    """One computation: the choices in words, the result in the claim's unit, and its rows.

    `pay` says whose pay, `cell` every other choice. `for_base` and `for_measure` say what stands
    in for a base or a measure that we lack. Where a finding speaks of all of several series,
    `value` is the least of them and `most` the greatest.
    """

    choices: str
    value: Bounded
    rows: tuple[Row, ...] = ()
    for_base: str = ""
    for_measure: str = ""
    pay: str = ""
    cell: str = ""
    most: Bounded | None = None

    @property
    def own(self) -> bool:
        """Whether nothing stands in: it is of the base and the measure that the finding names."""
        return not self.for_base and not self.for_measure


def join_versions(*readings: pd.DataFrame) -> pd.DataFrame:
    """Join readings of one table as of several days: every version once, by its key.

    >>> then = pd.DataFrame({"key": ["KAB9/2025-02/2025-04-15"], "value": [716.0]})
    >>> now = pd.DataFrame({"key": ["KAB9/2025-02/2025-05-13"], "value": [718.0]})
    >>> join_versions(now, then, then)["value"].tolist()
    [718.0, 716.0]
    """
    return pd.concat(readings, ignore_index=True).drop_duplicates("key", ignore_index=True)
