"""Offers, ballots and claims at the front door: one question a function.

Each hands over to the measure that does the work, whose docstring has the formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis import typed
from analysis.door.prices import named_indices, renamed
from analysis.door.record import read
from analysis.tables.store import AsOf

if TYPE_CHECKING:
    import pandas as pd

    from analysis.measures.claims.verdicts import Verdict


@renamed(indices="index")
def worth(
    percent: float | str,
    *,
    on: AsOf,
    effective: str | None = None,
    salary: float | str | None = None,
    lump_sum: float | str | None = None,
    index: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Say what an offer is worth on each index: as known on its day, and as known now.

    The rise, the day and sums of money are read as people type them. A row an index and reading,
    of the one or several that `index` names or of those shown by default; `effective` (a month)
    adds the month it takes effect and the twelve months it covers, `salary` what is short of
    keeping pace, in pounds a year.

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
        indices=named_indices(index),
    )


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
