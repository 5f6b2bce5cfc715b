"""Ways from our figures to a published one: each route yields attempts, one for every choice.

A route says what is computed (a published growth rate, a deflated one, a change in pay, an
uprating, a path of awards) and for which months.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded, round_half_up
from analysis.measures.claims.attempts import (
    Attempt,
    Evidence,
    Route,
    against_prices,
    change_or_none,
    point_or_none,
    printed_then,
    spans_by_convention,
)
from analysis.measures.inputs import as_month
from analysis.measures.pay.pay_series import earnings_series, real_pay_change
from analysis.measures.prices.points import Convention
from analysis.measures.prices.real_terms import nominal_change, price_change, real_change


@dataclass(frozen=True)
class Published(Route):
    """A value of an earnings series as printed in the release of a day."""

    series: str
    month: str
    released: str

    def computed(self, evidence: Evidence) -> Iterator[Attempt]:
        """One attempt; a series without vintages answers with today's figure, and says so."""
        value, words, row, stands_in = printed_then(
            evidence, self.series, self.month, self.released
        )
        yield Attempt(f"{self.series}, {self.month}, {words}", value, (row,), "", stands_in)


@dataclass(frozen=True)
class DeflatedGrowth(Route):
    """Real growth over a year of three months' pay, as it stood in the release of a day.

    From levels (the mean of three months' pay and of prices, which is how it is published), and
    from the printed growth against the change in prices by three months and by one.
    """

    level: str
    growth: str
    month: str
    released: str
    index: str

    def computed(self, evidence: Evidence) -> Iterator[Attempt]:
        """Three attempts: levels, growth against three months, growth against one month."""
        end, index = as_month(self.month), evidence.indices[self.index]
        three: Convention = "three-month average"
        pay = earnings_series(evidence.earnings, series=self.level, vintage=self.released)
        change = real_pay_change(pay, index=index, start=end + -12, end=end, convention=three)
        words = f"release of {self.released}, against {self.index}"
        yield Attempt(f"levels of {self.level}, {words}, {three}", change.real, change.rows)
        growth, _, row, stands_in = printed_then(evidence, self.growth, self.month, self.released)
        conventions: tuple[Convention, ...] = (three, "month to month")
        for convention in conventions:
            prices = price_change(index, start=end + -12, end=end, convention=convention)
            yield Attempt(
                f"growth of {self.growth}, {words}, {convention}",
                real_change(growth, prices),
                (row, *prices.rows),
                "",
                stands_in,
            )


@dataclass(frozen=True)
class PayAgainstPrices(Route):
    """A change in pay against prices from each pair of months, by every convention."""

    pay: tuple[str, ...]
    spans: tuple[tuple[str, str], ...]
    indices: tuple[str, ...]

    def computed(self, evidence: Evidence) -> Iterator[Attempt]:
        """An attempt for each pay series, span, index and convention that has figures."""
        for name in self.pay:
            pay = evidence.pay(name)
            for start, end, convention in spans_by_convention(self.spans):
                nominal = change_or_none(pay, start, end, convention)
                if nominal is None:
                    continue
                span = (start, end, convention)
                for index in self.indices:
                    yield against_prices(evidence, f"{name}, ", nominal, index, span)


@dataclass(frozen=True)
class GivenRise(Route):
    """The source's own rise in money against prices: its deflating tried, not its pay."""

    rise_pct: float
    decimals: int
    spans: tuple[tuple[str, str], ...]
    index: str

    def computed(self, evidence: Evidence) -> Iterator[Attempt]:
        """An attempt for each convention."""
        rise = Bounded.rounded(self.rise_pct, decimals=self.decimals)
        for start, end, convention in spans_by_convention(self.spans):
            words = f"the source's {self.rise_pct} %, "
            span = (start, end, convention)
            yield against_prices(evidence, words, (rise, ()), self.index, span)


@dataclass(frozen=True)
class Path:
    """Awards one after another: a name, rows of the remits in order, and the spans they fill."""

    name: str
    remits: tuple[str, ...]
    spans: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AwardPath(Route):
    """Remit ceilings one after another against the prices of the years they were for."""

    paths: tuple[Path, ...]
    indices: tuple[str, ...]

    def computed(self, evidence: Evidence) -> Iterator[Attempt]:
        """An attempt for each path, span, index and convention."""
        ceilings = evidence.remits.set_index("key")["ceiling_pct"]
        for path in self.paths:
            missing = [key for key in path.remits if key not in ceilings.index]
            if missing:
                raise MeasureError(f"no remit {missing[0]} for the path of awards '{path.name}'.")
            rise = 100 * (float(np.prod(1 + ceilings.loc[list(path.remits)] / 100)) - 1)
            given = (
                Bounded.exact(rise),
                tuple(("remits", key) for key in dict.fromkeys(path.remits)),
            )
            for span in spans_by_convention(path.spans):
                for index in self.indices:
                    yield against_prices(evidence, f"{path.name}, ", given, index, span)


@dataclass(frozen=True)
class Uprating(Route):
    """A sum of an earlier year in later prices: by the outturn, and by an assumed last year.

    `assumed_pct` is a rate for the last year where its outturn was not yet known; averages are
    also tried as printed, to one decimal.
    """

    sum_gbp: float
    start: int
    end: int
    index: str
    assumed_pct: float

    def computed(self, evidence: Evidence) -> Iterator[Attempt]:
        """Outturn by each convention, then the year before with the assumed rate on top."""
        index = evidence.indices[self.index]
        for start, end, convention in spans_by_convention(
            ((f"{self.start}-03", f"{self.end}-03"),)
        ):
            change = price_change(index, start=start, end=end, convention=convention)
            value = change.rising(lambda pct: self.sum_gbp * (1 + pct / 100))
            yield Attempt(f"{self.index} outturn, {convention}", value, change.rows)
        before = self.end - 1
        level = {
            year: index.point(f"{year}-06", "calendar-year average").value
            for year in (self.start, before)
        }
        for words, decimals in (("mean of months", 9), ("as printed", 1)):
            ends = [round_half_up(level[year], decimals) for year in (self.start, before)]
            half = index.half_unit if decimals == 9 else 0.0
            ratio = Bounded(
                ends[1] / ends[0],
                (ends[1] - half) / (ends[0] + half),
                (ends[1] + half) / (ends[0] - half),
            )
            grown = self.sum_gbp * (1 + self.assumed_pct / 100)
            yield Attempt(
                f"{self.index} calendar-year averages {self.start} to {before} ({words}), then "
                f"{self.assumed_pct} % for {self.end}",
                Bounded(grown * ratio.value, grown * ratio.low, grown * ratio.high),
            )


@dataclass(frozen=True)
class PayAgainstPay(Route):
    """One pay series against another: their changes over a span, or their levels on a day."""

    pay: tuple[str, ...]
    others: tuple[str, ...]
    spans: tuple[tuple[str, str], ...]
    times: float = 1.0

    def computed(self, evidence: Evidence) -> Iterator[Attempt]:
        """An attempt for each pair and convention; a span of one month compares levels.

        `times` turns the other's unit into ours: weeks a year for weekly pay.
        """
        for name in self.pay:
            for other in self.others:
                one, two = evidence.pay(name), evidence.pay(other)
                for start, end, convention in spans_by_convention(self.spans):
                    words = f"{name} against {other}, {start} to {end}, {convention}"
                    if start == end:
                        level = point_or_none(two, end, convention)
                        mine = point_or_none(one, end, convention)
                        if level and mine:
                            scaled = level.rising(lambda week: week * self.times)
                            yield Attempt(words, nominal_change(scaled, mine))
                        continue
                    ours = change_or_none(one, start, end, convention)
                    theirs = change_or_none(two, start, end, convention)
                    if ours and theirs:
                        value = real_change(ours[0], theirs[0])
                        yield Attempt(words, value, ours[1] + theirs[1])
