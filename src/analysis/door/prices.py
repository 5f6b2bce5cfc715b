"""Prices at the front door: indices, changes, money of one time in that of another.

Index by name, times as people write them (``2022-10``, 2022, 2022-23): two months are compared
month to month, two years by their averages.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from analysis import typed
from analysis.door.record import read
from analysis.errors import UsageError
from analysis.tables.store import LATEST, AsOf

if TYPE_CHECKING:
    import pandas as pd

    from analysis.measures.bounds import Bounded
    from analysis.measures.choices.robustness import Robustness
    from analysis.measures.pay.restoration import Restoration
    from analysis.measures.prices.deflation import Deflated
    from analysis.measures.prices.inflation import Inflated
    from analysis.measures.prices.points import Convention
    from analysis.measures.prices.price_index import PriceIndex
    from analysis.measures.prices.real_terms import PriceChange
    from analysis.periods import Month
    from analysis.project import Project

MONTHLY: Convention = "month to month"
_BY_KIND: Mapping[str, Convention] = {
    "month": MONTHLY,
    "year": "calendar-year average",
    "pay year": "financial-year average",
}
_Function = TypeVar("_Function", bound=Callable[..., Any])


def renamed(**now: str) -> Callable[[_Function], _Function]:
    """Answer the old name of a parameter with the new one."""

    def change(function: _Function) -> _Function:
        @functools.wraps(function)
        def called(*args: Any, **given: Any) -> Any:
            for old, new in now.items():
                if old in given:
                    raise UsageError(
                        f"pay.{function.__name__} takes {new}=, not {old}=. "
                        f"Write {new}={given[old]!r}."
                    )
            return function(*args, **given)

        return cast("_Function", called)

    return change


def index(name: str = "CPI", *, since: str | int | None = None, as_of: AsOf = LATEST) -> PriceIndex:
    """Take a price index by its name, such as CPI, as it stands or as known on a day.

    With `since` (a month or a year) the series of it that reaches back so far: of RPI the long run,
    by month from June 1947 and by year before. Raises `MeasureError` for a time before all series.

    >>> index("RPI").identity.text
    'RPI (CHAW, Jan 1987=100, latest, by month)'
    >>> index("RPI", since="1947").span, index("RPI", since="1914").span
    ('1947-06 to 2026-06', '1800 to 2025')
    """
    from analysis.errors import MeasureError
    from analysis.measures.prices.inflation import reaching
    from analysis.tables.asked import read_asked

    if since is None:
        return _index(name, as_of)
    asked, prices = typed.times(since=since), read("prices", as_of=as_of)
    first = asked.months[0]
    last = first if asked.kind == "month" else first + 11
    chosen: dict[str, Any] = {"index": read_asked("index", name), "vintage": str(as_of)}
    try:
        return reaching(prices, (last,), convention=MONTHLY, **chosen)
    except MeasureError:
        if asked.kind != "year":
            raise
        return reaching(prices, (first,), convention=_BY_KIND["year"], **chosen)


@renamed(on="index", indices="index")
def price_change(
    start: str | int,
    end: str | int,
    *,
    index: str = "CPI",
    convention: Convention | None = None,
    as_of: AsOf = LATEST,
) -> PriceChange:
    """Measure the change in prices between two times, per cent, with what rounding allows.

    Two months are compared month to month, two years (or pay years) by their averages, unless a
    `convention` says otherwise.

    >>> price_change("2021-10", "2022-10")
    CPI prices rose 11.1 % (11.05 to 11.15), 2021-10 to 2022-10: published 12-month rate
    >>> price_change(2010, 2020, index="RPI")
    RPI prices rose 31.1 % (31.07 to 31.18), 2010 to 2020: ratio of index values
    >>> float(price_change("2021-10", "2022-10"))
    11.1
    """
    from analysis.measures.prices.real_terms import price_change as measure

    first, last, how = _span(start, end, convention)
    return measure(_index(index, as_of), start=first, end=last, convention=how)


@renamed(on="index", indices="index")
def real_change(
    nominal_pct: float | str,
    start: str | int,
    end: str | int,
    *,
    index: str = "CPI",
    convention: Convention | None = None,
    as_of: AsOf = LATEST,
) -> Bounded:
    """Put a rise in money into real terms: `(1 + nominal) / (1 + prices) - 1`, per cent.

    An award at the cap of 3 % over the twelve months to October 2022:

    >>> real_change(3, "2021-10", "2022-10")
    -7.29 (-7.33 to -7.25)
    >>> round(real_change("3%", "2021-10", "2022-10"), 1)
    -7.3
    """
    from analysis.measures.prices.changes import real_change as measure

    if isinstance(nominal_pct, str):
        nominal_pct = typed.percentage(nominal_pct, what="nominal_pct")
    prices = price_change(start, end, index=index, convention=convention, as_of=as_of)
    return measure(nominal_pct, prices)


@renamed(on="index", indices="index")
def inflate(
    amount: float | str,
    start: str | int,
    *,
    to: str | int,
    index: str = "RPI",
    as_of: AsOf = LATEST,
) -> Inflated:
    """Put pounds of one time into the prices of another: what £100 of 1950 would be in 2024.

    Times are two years, two months or two pay years. RPI alone reaches before 1988: by month to
    June 1947, by year to 1800. Indices are never joined to one another. The result is a number of
    pounds with its bounds, and says what it rests on.

    >>> inflate(100, "1950", to="2024")
    £100.00 of 1950 is £4,626.28 (4,619.13 to 4,633.46) in prices of 2024, on RPI (CDKO, Jan
        1974=100).
    >>> round(inflate("£25,000", "2010-11", to="2023-24", index="CPI"), -2)
    36400.0
    >>> print(inflate(1, 1914, to=2024).joins)
    Until 1947 these are yearly values; from 1948 means of twelve months.
    """
    return inflate_in(None, amount, start, to=to, index=index, as_of=as_of)


def inflate_in(
    project: Project | None,
    amount: float | str,
    start: str | int,
    *,
    to: str | int,
    index: str,
    as_of: AsOf = LATEST,
) -> Inflated:
    """Do as `inflate` does, on the record of a project: what the command line calls."""
    from analysis.measures.prices.inflation import inflate as measure
    from analysis.tables.asked import read_asked

    asked = typed.times(start=start, to=to)
    return measure(
        read("prices", as_of=as_of, project=project),
        typed.pounds(amount, what="amount"),
        start=asked.months[0],
        to=asked.months[1],
        index=read_asked("index", index, project),
        convention=_BY_KIND[asked.kind],
        vintage=str(as_of),
    )


def known_rates(on: AsOf) -> pd.DataFrame:
    """Give the newest twelve-month rate of each index that a person knew on a day.

    >>> known_rates("2022-12-07")[["index", "rate_pct"]].to_numpy().tolist()
    [['CPI', 11.1], ['CPIH', 9.6], ['RPI', 14.2]]
    """
    from analysis.collection.prices import held, read_rates
    from analysis.measures.prices.knowledge import known_rates as measure

    day = typed.day(on, what="on")
    prices = read_rates(as_of=day, possibly=True)
    return measure(prices, on=day, indices=held(prices))


@renamed(on="index", indices="index")
def deflate(
    frame: pd.DataFrame,
    *,
    to: str | int,
    index: str = "CPI",
    value: str = "value",
    period: str = "period",
    as_of: AsOf = LATEST,
) -> Deflated:
    """Put a series of money into the prices of one time; times without prices are named.

    `period` holds months, or whole years (yearly periods, numbers or text), and `to` is one of
    the same kind: years go by the averages of their months.

    >>> import pandas as pd
    >>> pay = pd.DataFrame({"period": pd.PeriodIndex(["2011-03"], freq="M"), "value": [23760.0]})
    >>> deflate(pay, to="2024-03").frame["real_value"].round(0).tolist()
    [34274.0]
    >>> years = pd.DataFrame({"period": [2010, 2020], "value": [100, 100]})
    >>> deflate(years, to=2020).frame["real_value"].round(1).tolist()
    [121.6, 100.0]
    """
    from analysis.measures.prices.deflation import deflate as measure

    _check_numbers(frame, value)
    times, kind = _periods(frame, period)
    asked = typed.times(to=to)
    if asked.kind != kind:
        raise UsageError(f"to {to} is a {asked.kind}, and the column {period} holds {kind}s.")
    done = measure(
        frame if times is None else frame.assign(**{period: times}),
        index=_index(index, as_of),
        to=asked.months[0],
        value=value,
        period=period,
        convention=_BY_KIND[kind],
    )
    return replace(done, frame=done.frame.assign(**{period: frame[period]}))


@renamed(on="index", indices="index")
def robustness(
    base: int | str = 2011,
    *,
    grade: str = "All",
    index: str = "CPI",
    convention: Convention = MONTHLY,
    as_of: AsOf = LATEST,
) -> Robustness:
    """Say in how many readings of civil service pay since a base a headline keeps its sign.

    A reading is an index, a convention and a measure of pay; the base is held, for a change since
    another year is another question.

    >>> robustness(2011, index="RPI")
    -10.04 (-10.10 to -9.98) %: 6 of 18 readings have its sign (6 whatever rounding did); lowest
        -13.2, highest 4.8
    """
    from analysis.collection.pay.robust import gather
    from analysis.errors import MeasureError
    from analysis.measures.choices.robustness import hold_base
    from analysis.measures.choices.robustness import robustness as measure
    from analysis.tables.asked import read_asked

    view = gather(
        grade=grade,
        base=read_asked("base", base),
        index=index,
        convention=convention,
        since=2008,
        as_of=str(as_of),
    )
    if view.grid is None or view.headline is None:
        raise MeasureError(view.reason)
    return measure(hold_base(view.grid, view.headline.base), view.headline)


@renamed(on="index", indices="index")
def restore(
    base: str, now: str, *, grade: str = "All", index: str = "CPI", as_of: AsOf = LATEST
) -> Restoration:
    """Measure the rise that would restore what a grade's median pay was worth at a base.

    >>> restore("2011-03", "2024-03", index="RPI")
    median, All: a rise of 15.2 % would restore 2011-03 at 2024-03 (£33,980 now, £39,140
        restored)
    """
    from analysis.measures.pay.restoration import restore_now
    from analysis.measures.pay.salaries import salary_series
    from analysis.tables.asked import read_asked

    pay = salary_series(read("salaries", as_of=as_of), grade=read_asked("grade", grade))
    prices = _index(index, as_of)
    return restore_now(pay, index=prices, base=base, now=now)


def _index(name: str, as_of: AsOf) -> PriceIndex:
    from analysis.measures.prices.price_record import price_index
    from analysis.tables.asked import read_asked

    prices = read("prices", as_of=as_of)
    return price_index(prices, index=read_asked("index", name), vintage=str(as_of))


def named_indices(names: str | Sequence[str] | None) -> list[str]:
    """Give the names of indices as they are on record, or those shown where none is given."""
    from analysis.collection.prices import all_indices
    from analysis.tables.asked import read_asked
    from analysis.tables.indices import shown

    if names is None:
        return shown(all_indices())
    found: list[str] = read_asked("indices", names)
    return found


def _span(
    start: object, end: object, convention: Convention | None
) -> tuple[Month, Month, Convention]:
    """Read both ends of a span; how they are written is the convention, where none is given."""
    from analysis.measures.inputs import as_month

    if convention in (None, _BY_KIND["year"]):
        asked = typed.times(start=start, end=end)
        first, last = asked.months
        convention = convention or _BY_KIND[asked.kind]
    else:
        first, last = as_month(start), as_month(end)
    if first > last:
        raise UsageError(f"start {start} is after end {end}. Give the earlier time first.")
    return first, last, convention


def _check_numbers(frame: pd.DataFrame, column: str) -> None:
    """Refuse a column of money that holds words, naming the first."""
    import pandas as pd

    held = frame.get(column)
    if held is None or pd.api.types.is_numeric_dtype(held):
        return
    wrong = pd.to_numeric(held, errors="coerce").isna() & held.notna()
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        raise UsageError(
            f"The column {column} holds {held.iloc[row]!r} in row {row + 1}, which is no number. "
            "Write pounds in digits, such as 25000."
        )


def _periods(frame: pd.DataFrame, column: str) -> tuple[pd.PeriodIndex | None, str]:
    """Say whether a column holds months or years; years, and what is typed, as months."""
    import pandas as pd

    held = frame.get(column)
    if held is None or held.empty:  # the measure says what is wrong with it
        return None, "month"
    if isinstance(held.dtype, pd.PeriodDtype) or pd.api.types.is_datetime64_any_dtype(held.dtype):
        if not str(held.dtype).startswith("period[Y"):
            return None, "month"
        held = held.dt.year
    read = typed.times(**{f"{column} of row {row}": one for row, one in enumerate(held, start=1)})
    return pd.PeriodIndex([month.text for month in read.months], freq="M"), read.kind
