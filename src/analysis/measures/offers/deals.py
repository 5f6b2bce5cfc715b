"""A deal over years in pounds: a salary lifted by each award, beside one that keeps pace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.errors import MeasureError
from analysis.measures.offers.chains import Chain
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.real_terms import price_change
from analysis.periods import Month


@dataclass(frozen=True)
class DealYear:
    """One year of a deal, pounds: the salary after its award, and what is paid once in it.

    `pace` is the salary that keeps pace from the start of the chain to the `last` month of the
    year; `beside` what the year's money, with what is paid once, is above it (negative: short).
    """

    pay_year: str
    last: Month
    salary: float
    lump_sum: float
    pace: float
    beside: float


def measure_deal(
    chain: Chain,
    *,
    index: PriceIndex,
    salary: float,
    lump_sums: Mapping[str, float] | None = None,
) -> tuple[DealYear, ...]:
    """Put a chain of awards into pounds for one salary before the first of them.

    `lump_sums` are by pay year and lift that year's money alone. Of a range the middle is taken.
    For one award over twelve months `beside` is `pounds` of `analysis.measures.offers.worth`:
    `salary * (rise - prices) / 100`. Raises `MeasureError` for a salary of nothing.

    >>> from analysis.measures.offers.chains import AWARD, Link, chain_links
    >>> from analysis.measures.prices.points import PriceIdentity
    >>> months = tuple(100 + 0.25 * number for number in range(37))
    >>> index = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2011, 4), months)
    >>> links = [Link("2011-12", Month(2011, 4), 1.0, 1.0, AWARD),
    ...          Link("2012-13", Month(2012, 4), 2.0, 2.0, AWARD)]
    >>> chain = chain_links(links, index).longest
    >>> for year in measure_deal(chain, index=index, salary=20_000, lump_sums={"2012-13": 500}):
    ...     print(year.pay_year, round(year.salary), round(year.pace), round(year.beside))
    2011-12 20200 20600 -400
    2012-13 20604 21200 -96
    """
    if salary <= 0:
        raise MeasureError(f"a salary is above nothing; found {salary:g}.")
    paid, made = salary, []
    for year in chain.years:
        paid *= 1 + year.money.value / 100
        prices = price_change(index, start=chain.first, end=year.last)
        pace = salary * (1 + prices.value / 100)
        once = (lump_sums or {}).get(year.pay_year, 0.0)
        made.append(DealYear(year.pay_year, year.last, paid, once, pace, paid + once - pace))
    return tuple(made)
