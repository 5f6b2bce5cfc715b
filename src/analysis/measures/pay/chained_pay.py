"""Chains of awards and ceilings as pay series: money alone, against whatever prices are asked.

A chain has a level where a pay year of it begins or ends, just before the award of that month: 100
at the start of the run. A year without a figure breaks it, and what lies across the break cannot
be had: the run of most years is taken (of equals the latest), or the one that a name begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.inputs import require_columns
from analysis.measures.offers.chain_links import award_links, ceiling_links, review_links
from analysis.measures.offers.chains import SHARE, Link, Rise, compound, runs_of_rises
from analysis.measures.pay.pay_series import PaySeries, Row
from analysis.periods import Month
from analysis.tables.pay_names import WITH_EXTRAS, PayName

UNIT = "start of the chain = 100"


@dataclass(frozen=True)
class ChainOfRises:
    """An unbroken run of yearly rises in money: its levels, and each rise with its range."""

    series: PaySeries
    rises: tuple[Rise, ...]

    @property
    def marks(self) -> str:
        """What its figures are beside plain ones: ranges, shares of a deal; else nothing."""
        of = len(self.rises)
        wide = sum(one.money.low < one.money.high for one in self.rises)
        shares = sum(any(link.basis == SHARE for link in one.links) for one in self.rises)
        said = ((wide, "a range"), (shares, "a share of a deal"))
        return "; ".join(f"{words} in {n} of {of} years" for n, words in said if n)

    def between(self, start: Month, end: Month) -> tuple[Bounded, tuple[Row, ...]]:
        """The rise from one month of its levels to a later one, per cent, and the rows behind it.

        The ends of ranges compound each by themselves: a figure lies between all least and all
        greatest.
        """
        links = [
            link
            for one in self.rises
            if start <= one.first and one.last <= end
            for link in one.links
        ]
        return compound(links), tuple(dict.fromkeys(row for link in links for row in link.rows))


def chain_of(name: PayName, rows: pd.DataFrame, employers: pd.DataFrame) -> ChainOfRises:
    """Take the chain of a name from the rows of its table; `employers` says when awards are due.

    Raises `MeasureError` where no award has a figure, and where none is of the year that the name
    begins with.

    >>> remits = pd.DataFrame({
    ...     "key": ["R010", "R023"], "pay_year_from": ["2011-12", "2012-13"],
    ...     "pay_year_to": ["2011-12", "2012-13"], "jurisdiction": "UK public sector",
    ...     "basis_kind": ["freeze", "average_award"], "ceiling_pct": [0.0, 1.0],
    ...     "targeted_extra_pct": None, "duration_years": None})
    >>> name = PayName("ceilings of the two-year freeze", "chain of ceilings", "remits",
    ...     detail="two-year freeze")
    >>> chain = chain_of(name, remits, pd.DataFrame())
    >>> [round(level, 1) for level in chain.series.values], chain.series.months
    ([100.0, 100.0, 101.0], (495, 507, 519))
    """
    runs = runs_of_rises(_LINKS[name.way](name, rows, employers))
    if name.first:
        runs = [run for run in runs if any(one.pay_year == name.first for one in run)]
    if not runs:
        of = f" of {name.first}" if name.first else ""
        raise MeasureError(f"the record has no rise{of} with a figure for '{name.text}'.")
    rises = max(runs, key=lambda run: (len(run), run[-1].last.ordinal))
    if name.first:
        rises = tuple(one for one in rises if one.pay_year >= name.first)
    level, levels = 100.0, [100.0]
    for one in rises:
        level *= 1 + one.money.value / 100
        levels.append(level)
    months = [rises[0].first, *(one.last for one in rises)]
    keys = [one.links[0].rows[0] for one in (rises[0], *rises)]
    series = PaySeries(
        name.text, UNIT, tuple(one.ordinal for one in months), tuple(levels), 0.0, tuple(keys)
    )
    return ChainOfRises(series, rises)


def _awards(name: PayName, rows: pd.DataFrame, employers: pd.DataFrame) -> Sequence[Link]:
    require_columns(employers, ("key", "usual_settlement"), what="the employers")
    due = employers.loc[employers["key"].isin(rows["employer"]), "usual_settlement"].dropna()
    return award_links(rows, month=int(due.iloc[0][:2]) if len(due) else None)


def _ceilings(name: PayName, rows: pd.DataFrame, employers: pd.DataFrame) -> Sequence[Link]:
    track = name.detail.removesuffix(WITH_EXTRAS)
    return ceiling_links(rows, track=track, extras=name.detail.endswith(WITH_EXTRAS))


def _review(name: PayName, rows: pd.DataFrame, employers: pd.DataFrame) -> Sequence[Link]:
    return review_links(rows)


_LINKS: Mapping[str, Callable[[PayName, pd.DataFrame, pd.DataFrame], Sequence[Link]]] = {
    "chain of awards": _awards,
    "chain of ceilings": _ceilings,
    "chain of reviews": _review,
}
CHAINED = tuple(_LINKS)
