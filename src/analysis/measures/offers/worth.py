"""What one offer is worth against prices: as they were known that day, and as they are known now.

Plain values in and out, so that a command can answer without pandas; `worth` is the same over the
clean table of prices. Every figure is a published 12-month rate, never one computed from an index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import MAXYEAR, date
from typing import TYPE_CHECKING, Any

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.prices.changes import gap_points, real_change
from analysis.periods import Month

if TYPE_CHECKING:
    import pandas as pd

KNOWN, NOW = "known that day", "the same month, as now published"
BEGINS, COVERS = "the month it took effect", "the twelve months it covers"


@dataclass(frozen=True)
class Published:
    """One version of one printed 12-month rate: what it was, and from when it was known.

    `known` is None for a version that nobody can date; `until` is the last day of one that was
    replaced or withdrawn; `revised` says that it stands in for what was printed that day, which is
    not on record.
    """

    index: str
    month: Month
    rate: float
    decimals: int
    possible: date | None
    known: date | None
    until: date | None = None
    revised: bool = False

    @property
    def standing(self) -> bool:
        """Whether it is the version that stands now."""
        return self.until is None

    def stood(self, since: date | None, on: date) -> bool:
        """Whether it had begun by a day, from `since`, and had not ended."""
        return since is not None and since <= on and (self.until is None or self.until >= on)


@dataclass(frozen=True)
class Reading:
    """The offer on one index, read against one month's rate.

    Per cent: `rate` (so much would have kept pace), `real_change` (`real_low` to `real_high`, what
    the rate's rounding allows), `year_real_change` (that year's money with the lump sum).
    Percentage points: `gap`. Pounds a year at that month's prices: `pounds` above what keeps pace
    (negative: short of it), `year_pounds` with the lump sum, `pace_pounds` that keep pace.
    `revised`: today's value stands in for what was printed. `possible` is the rate of a release
    that may have been out, its day being unknown. `missing`
    says why there is no rate.
    """

    index: str
    reading: str
    month: str | None = None
    rate: float | None = None
    published: str | None = None
    possible: float | None = None
    revised: bool = False
    real_change: float | None = None
    real_low: float | None = None
    real_high: float | None = None
    gap: float | None = None
    pounds: float | None = None
    pace_pounds: float | None = None
    year_real_change: float | None = None
    year_pounds: float | None = None
    missing: str = ""


@dataclass(frozen=True)
class Offer:
    """A percentage offered on a day; with a month of effect, a salary and a lump sum if known."""

    percent: float
    on: date
    effective: Month | None = None
    salary: float | None = None
    lump_sum: float | None = None

    def __post_init__(self) -> None:
        if self.percent <= -100:
            raise MeasureError(f"pay cannot fall by {-self.percent:g} %.")
        if self.effective is not None and self.effective.year >= MAXYEAR:
            raise MeasureError(f"a year from {self.effective.text} ends after 9999: name another.")
        if self.salary is not None and self.salary <= 0:
            raise MeasureError(f"a salary is above nothing; found {self.salary:g}.")
        if self.lump_sum is not None and self.salary is None:
            raise MeasureError("a lump sum is a different share of every salary: give the salary.")

    def against(
        self, index: str, reading: str, found: Published, possible: float | None
    ) -> Reading:
        """Set the offer against one rate."""
        prices = Bounded.rounded(found.rate, decimals=found.decimals)
        real = real_change(self.percent, prices)
        pounds = pace = year_real = year_pounds = None
        if self.salary is not None:
            pounds = self.salary * (self.percent - found.rate) / 100
            pace = self.salary * found.rate / 100
            if self.lump_sum is not None:
                lifted = self.percent + 100 * self.lump_sum / self.salary
                year_real = real_change(lifted, prices).value
                year_pounds = pounds + self.lump_sum
        return Reading(
            index,
            reading,
            found.month.text,
            found.rate,
            found.known.isoformat() if found.known else None,
            possible,
            found.revised,
            real.value,
            real.low,
            real.high,
            gap_points(self.percent, found.rate).value,
            pounds,
            pace,
            year_real,
            year_pounds,
        )


def readings(
    rates: Iterable[Published], offer: Offer, *, indices: Sequence[str] | None = None
) -> list[Reading]:
    """Read an offer against each index: the rate known that day, and what is known now.

    Two readings an index, the newest rate `known that day` and `the same month, as now
    published`; with a month of effect also that month's rate and the rise over `the twelve months
    it covers`. An index without a rate has readings that say why. Without `indices` each index
    that the rates are of is read.

    >>> october = Published("CPI", Month(2022, 10), 11.1, 1, None, date(2022, 11, 16))
    >>> first, now = readings([october], Offer(3, date(2022, 12, 7), salary=25000), indices=["CPI"])
    >>> first.month, round(first.real_change, 1), round(first.gap, 1), round(first.pounds)
    ('2022-10', -7.3, -8.1, -2025)
    """
    found: list[Reading] = []
    held = list(rates)
    for index in dict.fromkeys(rate.index for rate in held) if indices is None else indices:
        mine = [rate for rate in held if rate.index == index]
        standing = {rate.month: rate for rate in mine if rate.standing}
        known = _newest([rate for rate in mine if rate.stood(rate.known, offer.on)])
        maybe = _newest([rate for rate in mine if rate.stood(rate.possible, offer.on)])
        possible = maybe.rate if maybe and maybe != known else None
        if known is None:
            gone = any(rate.known and rate.known <= offer.on for rate in mine)
            reason = f"no {index} rate is on record by then"
            reason = f"the {index} rates published by then had been withdrawn" if gone else reason
            found += [Reading(index, KNOWN, possible=possible, missing=reason)]
        else:
            found.append(offer.against(index, KNOWN, known, possible))
            if known.month in standing:
                found.append(offer.against(index, NOW, standing[known.month], None))
            else:
                text = f"withdrawn, last stood on {known.until}; what replaced it is not on record"
                found.append(Reading(index, NOW, known.month.text, missing=text))
        if offer.effective:
            for reading, month in ((BEGINS, offer.effective), (COVERS, offer.effective + 12)):
                if month in standing:
                    found.append(offer.against(index, reading, standing[month], None))
                else:
                    missing = _absence(month, standing)
                    found.append(Reading(index, reading, month.text, missing=missing))
    return found


def _newest(rates: Sequence[Published]) -> Published | None:
    """Give the newest month and, of it, the version that became known last."""
    return max(rates, key=lambda rate: (rate.month, rate.known or date.max), default=None)


def _absence(month: Month, standing: dict[Month, Published]) -> str:
    if not standing:
        return "no rate is on record"
    if month > max(standing):
        return f"not published yet: the record ends at {max(standing).said}"
    if month < min(standing):
        return f"before the first rate, of {min(standing).said}"
    return "no rate of that month is on record"


def worth(
    prices: pd.DataFrame,
    *,
    percent: float,
    on: date | str,
    effective: Month | str | None = None,
    salary: float | None = None,
    lump_sum: float | None = None,
    indices: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Say what an offer is worth on each index, from every version of the clean prices.

    `prices` has the columns `index`, `measure`, `period`, `value`, `decimals`, `known_first`,
    `known_from`, `known_until` and `known_how`; `on` is the day of the offer, inclusive,
    `effective` the month it takes effect. Columns out, a row an index and reading: those of
    `Reading`.

    >>> import pandas as pd
    >>> days = pd.to_datetime(["2022-11-16"] * 3)
    >>> prices = pd.DataFrame({
    ...     "index": ["CPI", "CPIH", "RPI"], "measure": "rate_12m",
    ...     "period": pd.PeriodIndex(["2022-10"] * 3, freq="M"),
    ...     "value": [11.1, 9.6, 14.2], "decimals": 1, "known_first": days, "known_from": days,
    ...     "known_until": pd.NaT, "known_how": "true"})
    >>> table = worth(prices, percent=3, on="2022-12-07")
    >>> known = table[table["reading"] == "known that day"]
    >>> known[["index", "real_change", "gap"]].round(1).to_numpy().tolist()
    [['CPI', -7.3, -8.1], ['CPIH', -6.0, -6.6], ['RPI', -9.8, -11.2]]
    """
    import pandas as pd

    from analysis.measures.inputs import as_day, as_month, require_choice

    offer = Offer(percent, as_day(on), as_month(effective) if effective else None, salary, lump_sum)
    rates = published(prices)
    for index in indices or ():
        require_choice(index, sorted({rate.index for rate in rates}), what="index")
    table = pd.DataFrame([asdict(one) for one in readings(rates, offer, indices=indices)])
    return table.astype(dict.fromkeys(_NUMBERS, "float64"))


_NUMBERS = (
    *("rate", "possible", "real_change", "real_low", "real_high", "gap"),
    *("pounds", "pace_pounds", "year_real_change", "year_pounds"),
)


def published(prices: pd.DataFrame) -> list[Published]:
    """Take every version of the published rates from the clean table of prices."""
    rows = prices[prices["measure"] == RATES]
    return [
        Published(
            index,
            Month(period.year, period.month),
            float(value),
            int(decimals),
            _day(possible),
            _day(known),
            _day(until),
            how == LATER_REVISED,
        )
        for index, period, value, decimals, possible, known, until, how in zip(
            *(rows[column] for column in COLUMNS[1:]), strict=True
        )
    ]


RATES = "rate_12m"
COLUMNS = (
    *("measure", "index", "period", "value", "decimals"),
    *("known_first", "known_from", "known_until", "known_how"),
)
LATER_REVISED = "later_revised"  # how a value is known that was printed otherwise at the time


def _day(stamp: Any) -> date | None:
    return None if stamp != stamp else stamp.date()
