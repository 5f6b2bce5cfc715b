"""What it costs a person that a rise is paid after the month it was due from.

The arrears are paid in full and late: each month's part buys what it would have bought only if
prices stood still. So each is carried to the prices of the month in which it is paid, and the cost
of delay is what that comes to beyond the arrears themselves. Interest and tax are left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded, as_bounded
from analysis.measures.inputs import as_month
from analysis.measures.price_index import PriceIndex
from analysis.periods import Month


@dataclass(frozen=True)
class DelayCost:
    """The arrears of one late rise, pounds, and what they would have to be to buy as much.

    `months` are the months between; `arrears` the sum paid late, `carried` the same in the prices
    of the month paid, `cost` the difference, each with what rounding of the index allows; `rows`
    are the keys of the prices used.
    """

    salary: float
    rise_pct: float
    effective: Month
    paid: Month
    months: int
    monthly: float
    arrears: float
    carried: Bounded
    cost: Bounded
    rows: tuple[tuple[str, str], ...]


def cost_of_delay(
    salary: float,
    rise_pct: float,
    effective: Month | str,
    paid: Month | str,
    price_index: PriceIndex,
) -> DelayCost:
    """Measure what late payment of a rise costs at one salary, in pounds of the month it is paid.

    With `monthly = salary * rise_pct / 100 / 12`, one part for each month m from `effective` to
    the month before `paid`: `arrears = months * monthly`,
    `carried = sum of monthly * level(paid) / level(m)`, `cost = carried - arrears`. The month of
    payment itself is on time. Levels are month to month. Prices that fall make the cost negative.

    `salary` is pounds a year before the rise, `rise_pct` per cent. Raises `MeasureError` for a
    payment before the rise takes effect, a salary that is not above nothing, a missing rise, and
    months that the index does not have, naming the nearest.

    A rise of 4.5 % on £25,000 from July 2023, paid in October (D7BT 130.9, 131.3, 132.0, 132.0):

    >>> from analysis.measures.points import PriceIdentity
    >>> cpi = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2023, 7),
    ...                  (130.9, 131.3, 132.0, 132.0))
    >>> late = cost_of_delay(25_000, 4.5, "2023-07", "2023-10", cpi)
    >>> print(late.months, late.monthly, late.arrears, round(late.carried.value, 2))
    3 93.75 281.25 282.54
    >>> print(round(late.cost.value, 2), round(late.cost.low, 2), round(late.cost.high, 2))
    1.29 1.07 1.5
    """
    first, last = as_month(effective), as_month(paid)
    rise = as_bounded(rise_pct).value
    if not np.isfinite(salary) or salary <= 0:
        raise MeasureError(f"a salary is pounds a year above nothing, found {salary}.")
    if last < first:
        raise MeasureError(
            f"paid in {last.text}, before it took effect in {first.text}: that is no delay."
        )
    months = last - first
    monthly = salary * rise / 100 / 12
    ratios = [price_index.ratio(first + number, last) for number in range(months)]
    sums = [sum(getattr(ratio, end) for ratio in ratios) for end in ("value", "low", "high")]
    value, low, high = (monthly * total for total in sums)
    carried = Bounded(value, min(low, high), max(low, high))
    arrears = monthly * months
    used = (first + number for number in range(months + 1 if months else 0))
    return DelayCost(
        float(salary),
        rise,
        first,
        last,
        months,
        monthly,
        arrears,
        carried,
        Bounded(value - arrears, carried.low - arrears, carried.high - arrears),
        tuple(("prices", f"{price_index.identity.series}/{month.text}") for month in used),
    )
