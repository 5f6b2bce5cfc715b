"""Chains of awards: consolidated rises of successive years, compounded, against prices.

A link is one award (or what stands in for it) with the month it took effect; prices run over the
same months, from the month of the first link to a year after the last. A chain says what somebody
on the award got who changed neither grade nor point: not what an average did, not what a person
moving up a scale got. A year without a figure breaks the chain in two; nothing bridges it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.prices.changes import real_change
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.real_terms import price_change
from analysis.periods import Month, PayYear

Rows = tuple[tuple[str, str], ...]

# What a link rests on, in words for tables.
AWARD, AVERAGE, CEILING, FREEZE = "award", "average award", "ceiling", "freeze"
STANDS_IN, EXTRA, SHARE = "ceiling standing in", "ceiling and targeted extra", "share of a deal"
GAP = "gap"

NO_FIGURE, BEFORE_INDEX = "no figure", "before the index begins"


@dataclass(frozen=True)
class Link:
    """One rise of a chain: when it took effect, per cent, what it rests on, and its rows.

    `low` and `high` are equal where one figure is on record and differ where several are, or a
    range; both None is a gap. `until` is the month to which prices run, where it is not the next
    link's month: a year on, or the day of the next known pay point. `whose` names the staff.
    """

    pay_year: str
    effective: Month
    low: float | None
    high: float | None
    basis: str
    rows: Rows = ()
    note: str = ""
    until: Month | None = None
    whose: str = ""

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise MeasureError(f"the link of {self.pay_year} has one end of a range only.")
        if self.low is not None and self.high is not None and not -100 < self.low <= self.high:
            raise MeasureError(f"the link of {self.pay_year} runs from {self.low} to {self.high}.")

    @property
    def known(self) -> bool:
        """Whether there is a figure."""
        return self.low is not None


@dataclass(frozen=True)
class Rise:
    """One pay year of a run in money alone: its links compounded, per cent."""

    pay_year: str
    first: Month
    last: Month
    money: Bounded
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Year:
    """One pay year of a chain: its links compounded, prices over the same months, per cent.

    `so_far` is the rise in prices from the start of the chain to the end of this year.
    """

    pay_year: str
    first: Month
    last: Month
    money: Bounded
    prices: Bounded
    real: Bounded
    so_far: float
    links: tuple[Link, ...]

    @property
    def below(self) -> str:
        """Whether the rise was below prices: yes, no, or cannot be told."""
        if self.money.high < self.prices.low:
            return "yes"
        return "no" if self.money.low >= self.prices.high else "cannot be told"


@dataclass(frozen=True)
class Chain:
    """An unbroken run of links against one index, from `first` to `last`, per cent.

    `money`, `prices` and `real` are changes over the whole of it; `restoring` is the rise that
    would bring pay back to where prices were at its start, nothing where it stands above.
    """

    index: str
    first: Month
    last: Month
    money: Bounded
    prices: Bounded
    real: Bounded
    years: tuple[Year, ...]
    price_rows: Rows

    @property
    def restoring(self) -> Bounded:
        """`1 / (1 + real) - 1`, per cent: what would restore the pay of the start."""
        ends = [100 / (100 + each) * 100 - 100 for each in (self.real.high, self.real.low)]
        return Bounded(100 / (100 + self.real.value) * 100 - 100, *ends)

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links in order."""
        return tuple(link for year in self.years for link in year.links)

    @property
    def below(self) -> tuple[Year, ...]:
        """The years whose rise was certainly below prices."""
        return tuple(year for year in self.years if year.below == "yes")

    @property
    def worst(self) -> Year:
        """The year that cost most in real terms; of equals the first."""
        return min(self.years, key=lambda year: year.real.value)

    @property
    def rows(self) -> Rows:
        """The rows behind it: those of its links, then of its prices."""
        own = (row for link in self.links for row in link.rows)
        return tuple(dict.fromkeys((*own, *self.price_rows)))

    def path(self) -> pd.DataFrame:
        """Give the level at its start and after each year, with 100 at the start.

        Columns: `period` (monthly), `pay_year` (blank at the start), `money`, `prices`, `real`
        (of the middle of a range), so that a chart needs no arithmetic of its own.
        """
        money = 100 * np.cumprod([1.0, *(1 + year.money.value / 100 for year in self.years)])
        prices = np.array([100.0, *(100 + year.so_far for year in self.years)])
        months = [self.first, *(year.last for year in self.years)]
        return pd.DataFrame(
            {
                "period": pd.PeriodIndex([month.text for month in months], freq="M"),
                "pay_year": ["", *(year.pay_year for year in self.years)],
                "money": money,
                "prices": prices,
                "real": 100 * money / prices,
            }
        )


@dataclass(frozen=True)
class Chained:
    """All that links come to against one index: unbroken runs in order, and links left out."""

    index: str
    runs: tuple[Chain, ...]
    outside: tuple[tuple[Link, str], ...]

    @property
    def longest(self) -> Chain | None:
        """The run of most years, of equals the latest; none where nothing could be chained."""
        return max(self.runs, key=lambda run: (len(run.years), run.last.ordinal), default=None)

    @property
    def latest(self) -> Chain | None:
        """The run that ends last."""
        return self.runs[-1] if self.runs else None


def compound(links: Iterable[Link]) -> Bounded:
    """Multiply rises, each end by itself; of a range the middle is of the two ends, per cent.

    >>> rise = compound(Link("", Month(2011, 4), 1.0, high, AWARD) for high in (1.0, 2.0))
    >>> round(rise.low, 2), round(rise.high, 2)
    (2.01, 3.02)
    """
    ends = [(link.low or 0.0, link.high or 0.0) for link in links]
    low, high = (
        100 * (float(np.prod([1 + end / 100 for end in side])) - 1)
        for side in zip(*ends, strict=True)
    )
    return Bounded((low + high) / 2, low, high)


def shown_gaps(links: Sequence[Link]) -> list[Link]:
    """Put links in order of time, with a gap for each pay year between that has none.

    >>> link = Link("2011-12", Month(2011, 6), 0.0, 0.0, FREEZE)
    >>> [one.pay_year + " " + one.basis for one in shown_gaps([
    ...     link, Link("2013-14", Month(2013, 6), 1.0, 1.0, AWARD)])]
    ['2011-12 freeze', '2012-13 gap', '2013-14 award']
    """
    ordered = sorted(links, key=lambda link: (link.pay_year, link.effective))
    whole: list[Link] = []
    for link in ordered:
        begins = PayYear.parse(link.pay_year).start
        after = PayYear.parse(whole[-1].pay_year).start + 1 if whole else begins
        for year in range(after, begins):
            # Whatever covers the year, an earlier deal or a delayed award, says so by its end.
            if not whole[-1].until or whole[-1].until < Month(year, link.effective.month):
                month = Month(year, link.effective.month)
                whole.append(Link(PayYear(year).text, month, None, None, GAP, note="not on record"))
        whole.append(link)
    return whole


def stand_in(
    links: Sequence[Link],
    ceilings: Sequence[Link],
    *,
    before: bool = False,
    after: bool = False,
) -> list[Link]:
    """Fill gaps with the ceilings of those pay years, marked.

    Years before the first figure and after the last are filled where `before` and `after` say so:
    a body that took over from another, or was taken over, did not live in all of them.

    Each stands in the month in which the chain's own links took effect (the month of the nearest
    before it, else after it). A pay year that has a figure keeps it.

    >>> own = [Link("2011-12", Month(2011, 6), 0.0, 0.0, FREEZE)]
    >>> ceilings = [Link("2012-13", Month(2012, 4), 1.0, 1.0, CEILING)]
    >>> filled = stand_in(own, ceilings, after=True)
    >>> [(one.effective.text, one.high, one.basis) for one in filled]
    [('2011-06', 0.0, 'freeze'), ('2012-06', 1.0, 'ceiling standing in')]
    """
    known = sorted((link for link in links if link.known), key=lambda link: link.pay_year)
    if not known:
        return list(links)
    have = {link.pay_year for link in known}
    filled = list(known)
    for ceiling in ceilings:
        lived = (before or known[0].pay_year < ceiling.pay_year) and (
            after or ceiling.pay_year < known[-1].pay_year
        )
        covered = any(one.until and one.effective < _in(ceiling, one) < one.until for one in known)
        if ceiling.pay_year in have or covered or not lived:
            continue
        earlier = [link for link in known if link.pay_year < ceiling.pay_year]
        month = _in(ceiling, earlier[-1] if earlier else known[0])
        filled.append(replace(ceiling, effective=month, basis=STANDS_IN, until=None, whose=""))
    have = {link.pay_year for link in filled}
    return shown_gaps([*filled, *(one for one in links if one.pay_year not in have)])


def _in(ceiling: Link, like: Link) -> Month:
    """Give the month in the pay year of a ceiling in which a link of the chain took effect."""
    start = PayYear.parse(ceiling.pay_year).first_month
    return start + (like.effective.month - start.month) % 12


def _ends(links: Sequence[Link]) -> list[Month]:
    """Give the month to which prices run after each link: the next one's, or a year on."""
    ends = []
    for link, after in zip_longest(links, links[1:]):
        year_on = link.effective + 12
        following = after.effective if after is not None and after.known else year_on
        ends.append(link.until or (following if following > link.effective else year_on))
    return ends


def chain_links(
    links: Sequence[Link], index: PriceIndex, *, through: Month | None = None
) -> Chained:
    """Compound links into unbroken runs and set each against prices over the same months.

    `money = product of (1 + link) - 1`; `prices` is the ratio of the index at the last month to
    that at the first; `real = (1 + money) / (1 + prices) - 1`. A year's prices are the published
    rate where it covers twelve months. `through` is the last month used, so that indices of
    unequal reach are read over the same months; a link that runs past then is left out. A link of
    twelve months with a published rate beyond the last level is a run of its own. A gap breaks.

    >>> from analysis.measures.prices.points import PriceIdentity
    >>> months = tuple(100 + 0.25 * number for number in range(37))
    >>> index = PriceIndex(PriceIdentity("CPI", "D7BT", "2015=100"), Month(2011, 4), months)
    >>> links = [Link("2011-12", Month(2011, 4), 0.0, 0.0, FREEZE),
    ...          Link("2012-13", Month(2012, 4), 1.0, 1.0, CEILING)]
    >>> chain = chain_links(links, index).longest
    >>> print(chain.last.text, round(chain.money.value, 2), round(chain.prices.value, 2))
    2013-04 1.0 6.0
    >>> print(round(chain.real.value, 2), round(chain.restoring.value, 2), len(chain.below))
    -4.72 4.95 2
    """
    last = min(index.last, through) if through else index.last
    whose = index.name if last == index.last else "the months compared"
    outside: list[tuple[Link, str]] = []
    runs: list[list[tuple[Link, Month]]] = [[]]
    for link, end in zip(links, _ends(links), strict=True):
        why, rated = "", index.rates is not None and index.rates.known(end)
        if not link.known:
            why = link.note or NO_FIGURE
        elif link.effective < index.first:
            why = BEFORE_INDEX
        elif end > last and (through or not rated or end - link.effective != 12):
            why = f"its year runs to {end.said}, {whose} to {last.said}"
        if why:
            outside.append((link, why))
            runs.append([])
        elif end > last:
            runs += [[(link, end)], []]
        else:
            runs[-1].append((link, end))
    made = tuple(_run(run, index) for run in runs if run)
    return Chained(index.name, made, tuple(outside))


def runs_of_rises(links: Sequence[Link]) -> list[tuple[Rise, ...]]:
    """Make the unbroken runs of some links in money alone, a rise a pay year.

    >>> links = [Link("2011-12", Month(2011, 4), 0.0, 0.0, FREEZE),
    ...          Link("2012-13", Month(2012, 4), None, None, GAP)]
    >>> [[(one.pay_year, one.last.text) for one in run] for run in runs_of_rises(links)]
    [[('2011-12', '2012-04')]]
    """
    groups = groupby(zip(links, _ends(links), strict=True), key=lambda pair: pair[0].known)
    return [tuple(_rises(list(group))) for known, group in groups if known]


def _rises(run: Sequence[tuple[Link, Month]]) -> Iterator[Rise]:
    for name, group in groupby(run, key=lambda pair: pair[0].pay_year):
        own, ends = zip(*group, strict=True)
        yield Rise(name, own[0].effective, ends[-1], compound(own), own)


def _run(run: Sequence[tuple[Link, Month]], index: PriceIndex) -> Chain:
    years = []
    start = run[0][0].effective
    for one in _rises(run):
        prices = _prices(index, one.first, one.last)
        within = one.last <= index.last  # past it a rate stands alone
        so_far = index.ratio(start, one.last).value * 100 - 100 if within else prices.value
        real = real_change(one.money, prices)
        years.append(
            Year(one.pay_year, one.first, one.last, one.money, prices, real, so_far, one.links)
        )
    whole = price_change(index, start=start, end=years[-1].last)
    money, over = compound(link for link, _ in run), _prices(index, start, years[-1].last)
    yearly = (("prices", f"{index.identity.series}/{year.last.text}") for year in years)
    return Chain(
        index.name,
        start,
        years[-1].last,
        money,
        over,
        real_change(money, over),
        tuple(years),
        tuple(dict.fromkeys((*whole.rows, *yearly))),
    )


def _prices(index: PriceIndex, first: Month, last: Month) -> Bounded:
    change = price_change(index, start=first, end=last)
    return Bounded(change.value, change.low, change.high)


def lay_out_chain(links: Sequence[Link], chained: Sequence[Chained]) -> pd.DataFrame:
    """Lay links out in rows, gaps among them, with each index beside them.

    Columns: `pay_year`, `effective` (monthly period), `low`, `high` (per cent), `basis`, `whose`,
    `note`, and for each index NAME `NAME_prices` and `NAME_real` (per cent, over the link's pay
    year, in the first row of it), `NAME_why` (why it is in no run, or blank).

    >>> lay_out_chain([Link("2012-13", Month(2012, 4), None, None, GAP)], []).columns.tolist()
    ['pay_year', 'effective', 'low', 'high', 'basis', 'whose', 'note']
    """
    table = pd.DataFrame(
        {
            "pay_year": pd.array([link.pay_year for link in links], dtype="str"),
            "effective": pd.PeriodIndex([link.effective.text for link in links], freq="M"),
            "low": np.array([link.low for link in links], dtype=np.float64),
            "high": np.array([link.high for link in links], dtype=np.float64),
            "basis": pd.array([link.basis for link in links], dtype="str"),
            "whose": pd.array([link.whose for link in links], dtype="str"),
            "note": pd.array([link.note for link in links], dtype="str"),
        }
    )
    for one in chained:
        years = {year.links[0]: year for run in one.runs for year in run.years}
        why = dict(one.outside)
        found = [years.get(link) for link in links]
        table[f"{one.index}_prices"] = [each.prices.value if each else np.nan for each in found]
        table[f"{one.index}_real"] = [each.real.value if each else np.nan for each in found]
        table[f"{one.index}_why"] = pd.array([why.get(link, "") for link in links], dtype="str")
    return table
