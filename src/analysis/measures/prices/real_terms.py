"""Change in real terms: what prices did over a span, and what a pay rise was worth against it.

The same pay is up or down by the index, the base and the convention chosen, so each is an
argument and each result says which it used. A twelve-month span, month to month, is the rate as
published; any other span is a ratio of two values of one index. A real change divides,
`(1 + nominal) / (1 + inflation) - 1`; `nominal - inflation` is a gap in percentage points. The
two are different numbers, under different names throughout.

Source: the statistics office's Consumer Price Indices Technical Manual (rates come from unrounded
indices); real growth by division as in its release Average weekly earnings in Great Britain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.inputs import as_month, require_choice
from analysis.measures.prices.points import CONVENTIONS, Convention, Point, PriceIdentity
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.rates import PublishedRates
from analysis.periods import Month

How = Literal["published 12-month rate", "ratio of index values"]


@dataclass(frozen=True)
class PriceChange(Bounded):
    """What prices did over a span, per cent: `value`, between `low` and `high`.

    `from_text` and `to_text` name the two ends; `how` says whether the published rate was used;
    `rows` are the keys of the prices it rests on.
    """

    identity: PriceIdentity
    convention: Convention
    from_text: str
    to_text: str
    how: How
    rows: tuple[tuple[str, str], ...]

    def __repr__(self) -> str:
        """Say it in a line: index, change with bounds, span, how it was come by."""
        moved = "fell" if self.value < 0 else "rose"
        low, high = (
            sorted((abs(self.low), abs(self.high))) if self.sign_certain else (self.low, self.high)
        )
        span = f"{self.from_text} to {self.to_text}"
        return (
            f"{self.identity.index} prices {moved} {abs(self.value):.1f} % "
            f"({low:.2f} to {high:.2f}), {span}: {self.how}"
        )


def _rows(point: Point) -> tuple[tuple[str, str], ...]:
    months = (point.first + number for number in range(point.months))
    return tuple(("prices", f"{point.identity.series}/{month.text}") for month in months)


def _published(rates: PublishedRates, identity: PriceIdentity, last: Month) -> PriceChange:
    rate = rates.rate(last)
    return PriceChange(
        rate.value,
        rate.low,
        rate.high,
        identity,
        "month to month",
        (last + -12).text,
        last.text,
        "published 12-month rate",
        (("prices", f"{rates.series}/{last.text}"),),
    )


def published_change(
    rates: PublishedRates,
    *,
    start: Month | str,
    end: Month | str,
    convention: Convention = "month to month",
) -> PriceChange:
    """Take the change over twelve months, per cent, of an index of which rates alone are known.

    Raises `MeasureError` for any other span and convention: rates are never chained.

    >>> rates = PublishedRates("HCI", "HCI", "latest", Month(2025, 3), (2.7,))
    >>> published_change(rates, start="2024-03", end="2025-03").value
    2.7
    >>> published_change(rates, start="2023-03", end="2025-03")
    Traceback (most recent call last):
    analysis.errors.MeasureError: of HCI twelve-month rates alone are published, and rates are
        never chained: 2023-03 to 2025-03, month to month, cannot be told.
    """
    first, last = as_month(start), as_month(end)
    if last - first != 12 or convention != "month to month":
        raise MeasureError(
            f"of {rates.index} twelve-month rates alone are published, and rates are never "
            f"chained: {first.text} to {last.text}, {convention}, cannot be told."
        )
    return _published(rates, PriceIdentity(rates.index, rates.series, "", rates.vintage), last)


def price_change(
    index: PriceIndex,
    *,
    start: Month | str,
    end: Month | str,
    convention: Convention = "month to month",
) -> PriceChange:
    """Measure the change in prices from `start` to `end`, per cent, by one convention.

    `100 * (level at end / level at start - 1)`, where a level is the index of the month, the mean
    of the calendar or financial year that the month is in, or the mean of the three months ending
    with it. Month to month over twelve months it is the published rate, where there is one.

    Raises `MeasureError` naming what was asked, what the index has and the nearest possible.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> from analysis.measures.prices.rates import PublishedRates
    >>> index = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2021, 10),
    ...     (113.6, 114.5, 115.1, 114.9, 115.8, 117.1, 120.0, 120.8, 121.8, 122.5, 123.1, 123.8,
    ...      126.2), rates=PublishedRates("CPI", "D7G7", "latest", Month(2022, 10), (11.1,)))
    >>> change = price_change(index, start="2021-10", end="2022-10")
    >>> change.value, change.how
    (11.1, 'published 12-month rate')
    >>> half_year = price_change(index, start="2022-04", end="2022-10")
    >>> round(half_year.value, 2), half_year.how, half_year.printed_certain(1)
    (5.17, 'ratio of index values', False)
    """
    first, last = as_month(start), as_month(end)
    require_choice(convention, CONVENTIONS, what="convention")
    rates = index.rates
    twelve = convention == "month to month" and last - first == 12
    # Past the index too, so that the error is of the rate that is wanted.
    if twelve and rates is not None and (rates.known(last) or last > index.last):
        return _published(rates, index.identity, last)
    ratio = index.ratio(index.point(first, convention), index.point(last, convention))
    return PriceChange(
        100 * (ratio.value - 1),
        100 * (ratio.low - 1),
        100 * (ratio.high - 1),
        index.identity,
        convention,
        ratio.from_.text,
        ratio.to.text,
        "ratio of index values",
        _rows(ratio.from_) + _rows(ratio.to),
    )
