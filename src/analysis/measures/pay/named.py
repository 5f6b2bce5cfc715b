"""Pay series by name: one register for every figure of pay that the record holds over time.

A name (see `analysis.tables.pay_names`) says which rows of which table make a series and how they
are read. Here each way of reading is one function; what comes out answers for a month by a
convention, with its rounding and the rows behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import numpy as np
import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.inputs import month_ordinals, require_columns
from analysis.measures.pay.chained_pay import CHAINED, ChainOfRises, chain_of
from analysis.measures.pay.pay_series import PaySeries, Row, earnings_rows, earnings_series
from analysis.measures.pay.salaries import salary_series
from analysis.measures.pay.wage_floor import ADULT_RATES, WEEKS_A_YEAR, wage_floor
from analysis.measures.prices.changes import nominal_change
from analysis.measures.prices.points import Convention
from analysis.periods import Month, PayYear
from analysis.periods.stated import StatedTime
from analysis.tables.pay_names import PayName, parse_pay

TODAY = "today's figure, for the series has no vintages of that day"
YEARLY, WEEKLY, HOURLY = "GBP a year", "GBP a week", "GBP an hour"
_LATER = ("estimate", "provisional", "revised", "final")  # which survey figure of a year is better


@dataclass(frozen=True)
class NamedPay:
    """Pay of one name: a series of levels, or growth as printed, or what a finding states itself.

    `series` has the levels; `printed` each figure as published (a growth rate is no level); `given`
    is a sum and `rise` a rise in money that a finding states; `chain` are rises compounded, of
    which `series` are the levels from 100. `note` says what stands in.
    """

    name: str
    unit: str
    series: PaySeries | None = None
    printed: Mapping[int, tuple[Bounded, Row]] = field(default_factory=dict, repr=False)
    given: Bounded | None = None
    rise: Bounded | None = None
    note: str = ""
    release: str = ""
    chain: ChainOfRises | None = None

    @property
    def monthly(self) -> bool:
        """Whether there is a figure each month, to be averaged as prices are."""
        return self.series is not None and self.series.frequency == "month"

    @property
    def sparse(self) -> bool:
        """Whether it has so few figures that those of one year are one figure."""
        known = () if self.series is None else self.series.months
        return bool(known) and 3 * len(known) <= known[-1] - known[0] + 3

    @property
    def words(self) -> str:
        """What it is called beside a result: its name, the release it is of, or its ranges."""
        marks = self.chain.marks if self.chain else self.release
        return f"{self.name} ({marks})" if marks else self.name

    def months(self, when: StatedTime, convention: Convention) -> list[Month]:
        """The months of a stated time for which it has a figure by a convention."""
        if self.series is None:
            fixed = self.given is not None or self.rise is not None
            return [month for month in when.months if fixed or month.ordinal in self.printed]
        levels = self.series.levels(np.array([one.ordinal for one in when.months]), convention)
        return [month for month, level in zip(when.months, levels, strict=True) if level == level]

    def nearest(self, when: StatedTime, convention: Convention, *, within: int) -> Month | None:
        """The month with a figure nearest to a stated time, if it is no further off than that."""
        if self.series is None:
            return None
        known = [Month(1970, 1) + ordinal for ordinal in self.series.months]
        close = [one for one in known if when.distance(one) <= within]
        close = [one for one in close if self.months(at(one), convention)]
        return min(close, key=when.distance) if close else None

    def point(self, month: Month, convention: Convention) -> Bounded:
        """Pay at a month; `MeasureError` where it has none, or is growth and no level."""
        if self.given is not None:
            return self.given
        if self.series is None or self.chain is not None:
            raise MeasureError(f"{self.name} is growth, not a level of pay.")
        return self.series.point(month, convention)

    def rise_between(
        self, start: Month, end: Month, convention: Convention
    ) -> tuple[Bounded, tuple[Row, ...]]:
        """The rise in money from a month to a later one, per cent, and the rows behind it."""
        if self.rise is not None:
            return self.rise, ()
        if self.chain is not None:
            return self.chain.between(start, end)
        rows = self.sources(start, convention) + self.sources(end, convention)
        return nominal_change(self.point(start, convention), self.point(end, convention)), rows

    def figure(self, month: Month) -> tuple[Bounded, tuple[Row, ...]]:
        """The figure of a month as it was printed, a level or a rate of growth."""
        if month.ordinal in self.printed:
            value, row = self.printed[month.ordinal]
            return value, (row,)
        return self.point(month, "month to month"), self.sources(month, "month to month")

    def sources(self, month: Month, convention: Convention) -> tuple[Row, ...]:
        """The rows behind the pay of a month."""
        return () if self.series is None else tuple(self.series.sources(month, convention))

    @property
    def span(self) -> str:
        """From when to when it reaches: ``from March 2011 to March 2026``."""
        known = sorted(self.printed) if self.series is None else self.series.months
        first, last = (Month(1970, 1) + known[place] for place in (0, -1))
        return f"from {first.said} to {last.said}"

    def yearly(self, hours: float) -> float:
        """What turns its unit into pounds a year: weeks, or paid hours of a week and weeks."""
        if self.unit == HOURLY:
            return hours * WEEKS_A_YEAR
        return WEEKS_A_YEAR if self.unit.startswith(WEEKLY) or "per week" in self.unit else 1.0


def at(month: Month) -> StatedTime:
    """Take a month as a stated time."""
    return StatedTime(month, month, month.said)


def named_pay(name: PayName, tables: Mapping[str, pd.DataFrame], release: str = "") -> NamedPay:
    """Take the pay of a name from clean tables, with a `release` day as it stood on that day.

    Raises `MeasureError` where the tables have no such rows.

    >>> from analysis.tables.pay_names import parse_pay
    >>> rise = named_pay(parse_pay("given 57.8 %"), {}).rise
    >>> round(rise.low, 2), round(rise.high, 2)
    (57.75, 57.85)
    """
    rows = pd.DataFrame()
    if name.table is not None:
        if name.table not in tables or tables[name.table].empty:
            raise MeasureError(f"the record has no {name.text}.")
        rows = tables[name.table]
        require_columns(rows, [column for column, _ in name.where], what=f"the table {name.table}")
        for column, value in name.rows.items():
            rows = rows[rows[column].isin([value] if isinstance(value, str) else list(value))]
        if rows.empty:
            raise MeasureError(f"the record has no {name.text}.")
    if name.way in CHAINED:
        chain = chain_of(name, rows, tables.get("employers", pd.DataFrame()))
        return NamedPay(name.text, chain.series.unit, chain.series, chain=chain)
    return _WAYS[name.way](name, rows, release)


def organisations(name: PayName, table: pd.DataFrame) -> list[PayName]:
    """Name the series of each organisation that a name ending in ``*`` stands for, in order.

    A group of organisations is a sum of others here: its figures are left out, also of the years
    in which an organisation is printed as a group.
    """
    column = next(column for column, value in name.where if value == "*")
    rows = table
    for other, value in name.rows.items():
        rows = rows[rows[other] == value]
    alone: tuple[tuple[str, str], ...] = ()
    if "unit_kind" in rows.columns:
        rows = rows[rows["unit_kind"] == "organisation"]
        alone = (("unit_kind", "organisation"),)
    stem = name.text.removesuffix("*")
    listed = (parse_pay(f"{stem}{one}") for one in sorted(set(rows[column].dropna())))
    return [replace(one, where=(*one.where, *alone)) for one in listed]


def _salary(name: PayName, rows: pd.DataFrame, release: str) -> NamedPay:
    where = name.rows
    series = salary_series(
        rows,
        grade=str(where["responsibility_level"]),
        measure=str(where["measure"]),
        population=str(where["population"]),
    )
    words = name.text.replace(" of All", " of all staff")
    return NamedPay(words, series.unit, series)


def _earnings(name: PayName, rows: pd.DataFrame, release: str) -> NamedPay:
    cdid = str(rows["series"].iloc[0])
    note, words = "", ""
    try:
        then = earnings_rows(rows, series=cdid, vintage=release or "latest")
        if then.empty:  # first prints alone, none of which stood that day
            raise MeasureError(f"{cdid} as of {release} is not on record.")
        if release:  # the last that brought a value by that day
            day = then["known_from"].max()
            words = f"release of {day.day} {Month(day.year, day.month).said}"
    except MeasureError:
        note, words, release = TODAY, "as it stands now", ""
        then = earnings_rows(rows, series=cdid)
    months = month_ordinals(then["period"])
    cells = zip(months, then["value"], then["decimals"], then["key"], strict=True)
    printed = {
        int(month): (Bounded.rounded(float(value), decimals=int(digits)), ("earnings", str(key)))
        for month, value, digits, key in cells
    }
    unit, series = str(then["unit"].iloc[0]), None
    if then["measure"].iloc[0] in ("level", "index"):
        series = earnings_series(rows, series=cdid, vintage=release or "latest")
    of = f"{then['sector'].iloc[0]} {then['pay'].iloc[0]}"
    return NamedPay(f"AWE {of} pay {cdid}", unit, series, printed, note=note, release=words)


def _survey(name: PayName, rows: pd.DataFrame, release: str) -> NamedPay:
    """One figure a year, of April; where several stand, the one revised last."""

    def rank(status: object) -> int:
        return max((place for place, word in enumerate(_LATER) if word in str(status)), default=-1)

    better = rows.assign(_rank=rows["status"].map(rank)).sort_values(["year", "_rank", "key"])
    one = better.drop_duplicates("year", keep="last")
    months = tuple(Month(int(year), 4).ordinal for year in one["year"])
    values = tuple(one["value"].astype(float))
    decimals = max(len(f"{value:g}".partition(".")[2]) for value in values)
    keys = tuple(("sector_pay", str(key)) for key in one["key"])
    unit = str(one["unit"].iloc[0])
    if unit == "%":
        figures = [Bounded.rounded(value, decimals=decimals) for value in values]
        printed = dict(zip(months, zip(figures, keys, strict=True), strict=True))
        return NamedPay(name.text, unit, printed=printed)
    kind = str(one["pay_kind"].iloc[0])
    per = next((unit for word, unit in _PER.items() if word in kind), unit)
    half = 0.5 * 10.0**-decimals
    return NamedPay(name.text, per, PaySeries(name.text, per, months, values, half, keys))


_PER = {"annual": YEARLY, "weekly": WEEKLY, "hourly": HOURLY}


def _point(name: PayName, rows: pd.DataFrame, release: str) -> NamedPay:
    """The end of a range on each day for which one was returned; of several, the outermost."""
    snapshot = pd.to_datetime(rows["reference_last"])
    made = rows.assign(
        _value=pd.to_numeric(rows[name.detail]),
        _day=snapshot.where(snapshot.notna(), pd.to_datetime(rows["effective_last"])),
    ).dropna(subset=["_value", "_day"])
    if made.empty:
        raise MeasureError(f"the record has no {name.text}.")
    made = made.assign(_month=month_ordinals(pd.DatetimeIndex(made["_day"])))
    rising = name.detail != POINT_AT_TOP
    made = made.sort_values(["_month", "_value", "key"], ascending=[True, rising, True])
    one = made.drop_duplicates("_month")
    series = PaySeries(
        name.text,
        YEARLY,
        tuple(int(month) for month in one["_month"]),
        tuple(one["_value"].astype(float)),
        0.5,
        tuple(("pay_scales", str(key)) for key in one["key"]),
    )
    return NamedPay(name.text, YEARLY, series)


POINT_AT_TOP = "maximum_gbp"


def _floor(name: PayName, rows: pd.DataFrame, release: str) -> NamedPay:
    """The rate in force on the last day of each month, until the newest has run for a year."""
    rates = [str(name.rows["rate_name"])] if name.rows else list(ADULT_RATES)
    floor = wage_floor(rows, rates=rates)
    first = Month(floor.days[0].year, floor.days[0].month)
    last = Month(floor.days[-1].year, floor.days[-1].month) + 11
    months = [first + number for number in range(last - first + 1)]
    places = floor.place([np.datetime64(month.last_day) for month in months])
    series = PaySeries(
        name.text,
        HOURLY,
        tuple(month.ordinal for month in months),
        tuple(floor.hourly[place] for place in places),
        0.0,
        tuple(("wage_floors", floor.keys[place]) for place in places),
    )
    return NamedPay(name.text, HOURLY, series)


def _ceilings(name: PayName, rows: pd.DataFrame, release: str) -> NamedPay:
    """Ceilings one after another, one a pay year from that of the first, each from its April.

    100 in the year before. The figures of a year are of April and of March, the first and the last
    month of the pay it allowed; a ceiling named again stands for a year that has none of its own.
    """
    (_, keys), *_ = name.where
    held = rows.drop_duplicates("key").set_index("key")
    ceilings = held["ceiling_pct"].dropna()
    absent = [key for key in keys if key not in ceilings.index]
    if absent:
        raise MeasureError(f"no ceiling {absent[0]} for the chain '{name.text}'.")
    year = str(held.loc[keys[0], "pay_year_from"])
    first = PayYear.parse(year).first_month
    level, figures = 100.0, [(first + -12, 100.0, keys[0]), (first + -1, 100.0, keys[0])]
    for years, key in enumerate(keys):
        level *= 1 + float(ceilings[key]) / 100
        april = first + 12 * years
        figures += [(april, level, key), (april + 11, level, key)]
    series = PaySeries(
        name.text,
        "before the first = 100",
        tuple(month.ordinal for month, _, _ in figures),
        tuple(value for _, value, _ in figures),
        0.0,
        tuple(("remits", key) for _, _, key in figures),
    )
    words = ceilings_in_words(year, [float(ceilings[key]) for key in keys])
    return NamedPay(words, series.unit, series)


def ceilings_in_words(first_year: str, percents: Sequence[float]) -> str:
    """Name a run of ceilings by how many there are, from which pay year, and what each allowed.

    >>> ceilings_in_words("2010-11", [0.0, 0.0, 1.0, 1.0, 1.5]).replace("\u00a0", " ")
    '5 ceilings from 2010-11 (2 × 0 % then 2 × 1 % then 1.5 %)'
    """
    parts = []
    for percent, run in groupby(percents):
        times = len([*run])
        parts.append(f"{times} × {percent:g}\u00a0%" if times > 1 else f"{percent:g}\u00a0%")
    return f"{len(percents)} ceilings from {first_year} ({' then '.join(parts)})"


def _sum(name: PayName, rows: pd.DataFrame, release: str) -> NamedPay:
    return NamedPay(name.text, YEARLY, given=Bounded.exact(float(name.detail)))


def _rise(name: PayName, rows: pd.DataFrame, release: str) -> NamedPay:
    decimals = len(name.detail.partition(".")[2])
    return NamedPay(name.text, "%", rise=Bounded.rounded(float(name.detail), decimals=decimals))


_WAYS: Mapping[str, Callable[[PayName, pd.DataFrame, str], NamedPay]] = {
    "salary": _salary,
    "earnings": _earnings,
    "survey": _survey,
    "point": _point,
    "floor": _floor,
    "ceilings": _ceilings,
    "sum": _sum,
    "rise": _rise,
}
