"""The researcher's front door: one question a function, on the project's own figures.

Each takes plain words (an index by its name, a month as ``2022-10``), reads the clean tables as of
a day if one is given, and hands over to the measure that does the work, whose docstring has the
formula. The measures themselves take tables, for figures of your own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis import typed
from analysis.tables.store import LATEST, AsOf
from analysis.tables.store import read as read_table

if TYPE_CHECKING:
    import pandas as pd

    from analysis.measures.bounds import Bounded
    from analysis.measures.choices.robustness import Robustness
    from analysis.measures.claims.verdicts import Verdict
    from analysis.measures.pay.restoration import Restoration
    from analysis.measures.prices.deflation import Deflated
    from analysis.measures.prices.points import Convention
    from analysis.measures.prices.price_index import PriceIndex
    from analysis.measures.prices.real_terms import PriceChange

MONTHLY: Convention = "month to month"


def read(
    name: str,
    *,
    as_of: AsOf = LATEST,
    where: Mapping[str, str | Sequence[str]] | None = None,
    **asked: Any,
) -> pd.DataFrame:
    """Read one clean table, as it stands or as known on a day; see `analysis.tables.read`.

    In `where` employers, and unions that balloted, go by any of their names; one that is on no
    record is refused.

    >>> offers = read("offers", where={"employer": "HMRC"})
    >>> offers["employer"].unique().tolist()
    ['hm-revenue-and-customs']
    """
    from analysis.tables.asked import read_asked

    meant: dict[str, str | Sequence[str]] = dict(where or {})
    named = {"employer", "union"} if name == "ballots" else {"employer"}
    for column in named & meant.keys():
        given = meant[column]
        listed = [given] if isinstance(given, str) else given
        meant[column] = [read_asked(column, one, asked.get("project")) for one in listed]
    return read_table(name, as_of=as_of, where=meant, **asked)


def worth(
    percent: float | str,
    *,
    on: AsOf,
    effective: str | None = None,
    salary: float | None = None,
    lump_sum: float | None = None,
    indices: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Say what an offer is worth on each index: as known on its day, and as known now.

    The rise, the day and sums of money are read as people type them. A row an index and reading,
    of the indices named or of those shown by default; `effective` (a
    month) adds the month it takes effect and the twelve months it covers, `salary` what is short
    of keeping pace, in pounds a year.

    >>> table = worth("3%", on="7 December 2022")
    >>> known = table[table["reading"] == "known that day"]
    >>> known[["index", "real_change", "gap"]].round(1).to_numpy().tolist()
    [['CPI', -7.3, -8.1], ['CPIH', -6.0, -6.6], ['RPI', -9.8, -11.2]]
    """
    import pandas as pd

    from analysis.measures.offers.worth import worth as measure

    day, rise = typed.day(on, what="on"), typed.percentage(percent, what="percent")
    then, now = read("prices", as_of=day, possibly=True), read("prices")
    return measure(
        pd.concat([then, now], ignore_index=True).drop_duplicates("key"),
        percent=rise,
        on=day,
        effective=effective,
        salary=None if salary is None else typed.pounds(salary, what="salary"),
        lump_sum=None if lump_sum is None else typed.pounds(lump_sum, what="lump_sum"),
        indices=_named(indices),
    )


def index(name: str = "CPI", *, as_of: AsOf = LATEST) -> PriceIndex:
    """Take a price index by its name, such as CPI, as it stands or as known on a day.

    >>> index("RPI").identity.text
    'RPI (CHAW, Jan 1987=100, latest, by month)'
    """
    from analysis.measures.prices.price_record import price_index

    found = _named([name])[0]
    return price_index(read("prices", as_of=as_of), index=found, vintage=str(as_of))


def _named(names: Sequence[str] | None) -> list[str]:
    """Give the names of indices as they are on record, or those shown where none is given."""
    from analysis.collection.prices import all_indices
    from analysis.tables.indices import names as named
    from analysis.tables.indices import shown

    every = all_indices()
    return (
        shown(every) if names is None else [named(every).read(name, what="index") for name in names]
    )


def price_change(
    start: str,
    end: str,
    *,
    on: str = "CPI",
    convention: Convention = MONTHLY,
    as_of: AsOf = LATEST,
) -> PriceChange:
    """Measure the change in prices between two months, per cent, with what rounding allows.

    >>> change = price_change("2021-10", "2022-10")
    >>> change.value, change.how
    (11.1, 'published 12-month rate')
    """
    from analysis.measures.prices.real_terms import price_change as measure

    return measure(index(on, as_of=as_of), start=start, end=end, convention=convention)


def real_change(
    nominal_pct: float,
    start: str,
    end: str,
    *,
    on: str = "CPI",
    convention: Convention = MONTHLY,
    as_of: AsOf = LATEST,
) -> Bounded:
    """Put a rise in money into real terms: `(1 + nominal) / (1 + prices) - 1`, per cent.

    An award at the cap of 3 % over the twelve months to October 2022:

    >>> round(real_change(3.0, "2021-10", "2022-10").value, 1)
    -7.3
    """
    from analysis.measures.prices.real_terms import real_change as measure

    prices = price_change(start, end, on=on, convention=convention, as_of=as_of)
    return measure(nominal_pct, prices)


def known_rates(on: AsOf) -> pd.DataFrame:
    """Give the newest twelve-month rate of each index that a person knew on a day.

    >>> known_rates("2022-12-07")[["index", "rate_pct"]].to_numpy().tolist()
    [['CPI', 11.1], ['CPIH', 9.6], ['RPI', 14.2]]
    """
    from analysis.collection.prices import held, read_rates
    from analysis.measures.prices.knowledge import known_rates as measure

    prices = read_rates(as_of=on, possibly=True)
    return measure(prices, on=on, indices=held(prices))


def deflate(
    frame: pd.DataFrame,
    *,
    to: str,
    on: str = "CPI",
    value: str = "value",
    period: str = "period",
    as_of: AsOf = LATEST,
) -> Deflated:
    """Put a series of money into the prices of one month; months without prices are named.

    >>> import pandas as pd
    >>> pay = pd.DataFrame({"period": pd.PeriodIndex(["2011-03"], freq="M"), "value": [23760.0]})
    >>> deflate(pay, to="2024-03").frame["real_value"].round(0).tolist()
    [34274.0]
    """
    from analysis.measures.prices.deflation import deflate as measure

    return measure(frame, index=index(on, as_of=as_of), to=to, value=value, period=period)


def ballot_outcome(**fields: Any) -> pd.Series[Any]:
    """Judge one ballot by the law of the day it opened.

    Fields are columns of the table of ballots, with `opened` and `closed` for days: exactly half
    of those entitled is enough.

    >>> outcome = ballot_outcome(opened="2019-09-09", entitled=50, returned=25, yes=20, no=5)
    >>> outcome["turnout"], outcome["outcome"]
    ('yes', 'yes')
    """
    from analysis.measures.ballots.one_ballot import judge_ballot

    return judge_ballot(ballot_rules=read("ballot_rules"), **fields)


def robustness(
    base: int = 2011,
    *,
    grade: str = "All",
    on: str = "CPI",
    convention: Convention = MONTHLY,
    as_of: AsOf = LATEST,
) -> Robustness:
    """Say in how many readings of civil service pay a headline keeps its sign.

    >>> found = robustness(2011, on="RPI")
    >>> round(found.value.value, 1), found.same_sign < found.cells
    (-10.0, True)
    """
    from analysis.collection.pay.robust import gather
    from analysis.errors import MeasureError

    view = gather(
        grade=grade, base=base, index=on, convention=convention, since=2008, as_of=str(as_of)
    )
    if view.holds is None:
        raise MeasureError(view.reason)
    return view.holds


def check_claim(key: str) -> Verdict:
    """Try to reproduce one published claim, by its key in the table of claims.

    >>> check_claim("QMUL24-1b").outcome
    'not'
    """
    from analysis.collection.claims.claims import gather

    return gather(claim=key).verdicts[0]


def check(
    figure: str,
    *,
    pay: str = "",
    base: str = "",
    end: str = "",
    index: str = "",
    convention: str = "",
    kind: str = "",
    of_several: str = "",
    against: str = "",
    release: str = "",
    hours: str = "",
) -> Verdict:
    """Try a claim of one's own; what is left blank is tried in every way there is.

    A figure has its unit: ``-12 %``, ``£13,200``, ``1.05 times``. Times are years, pay years,
    months or three months; `kind` is one of the kinds of the table of claims.

    >>> verdict = check("-13.5 %", pay="EO median", base="2020", end="2023", index="RPI")
    >>> verdict.outcome, verdict.tried, verdict.ours
    ('reproduced', 4, ('convention',))
    """
    from analysis.collection.claims.own import Said, check_own

    said = Said(
        figure,
        kind,
        pay,
        of_several,
        against,
        base,
        end,
        index,
        convention,
        release,
        hours,
    )
    return check_own(said)[1]


def restore(
    base: str, now: str, *, grade: str = "All", on: str = "CPI", as_of: AsOf = LATEST
) -> Restoration:
    """Measure the rise that would restore what a grade's median pay was worth at a base.

    >>> needed = restore("2011-03", "2024-03", on="RPI").needed
    >>> round(needed.value, 1)
    15.2
    """
    from analysis.measures.pay.restoration import restore_now
    from analysis.measures.pay.salaries import salary_series

    pay = salary_series(read("salaries", as_of=as_of), grade=grade)
    return restore_now(pay, index=index(on, as_of=as_of), base=base, now=now)
