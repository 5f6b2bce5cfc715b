"""What the evidence report rests on: each page's own view, taken when a section first needs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import pandas as pd

from analysis.collection.ballots.dossier_years import judge_with
from analysis.collection.ballots.judged import judge
from analysis.collection.offers import chained
from analysis.collection.pay import floor, grades, points, sectors, units
from analysis.collection.prices import chosen_indices, price_indices
from analysis.errors import MeasureError, UsageError
from analysis.measures.ballots.ballot_rounds import count_rounds
from analysis.measures.ballots.standing import STANDINGS, STATUTORY, TOTAL
from analysis.measures.bounds import Bounded
from analysis.measures.offers.chains import Chain
from analysis.measures.pay.pay_series import PayChange, real_pay_change
from analysis.measures.prices.price_index import PriceIndex
from analysis.tables import read
from analysis.tables.asked import asked

SINCE = 2011  # the March from which all staff and the sectors are followed
GRADES_SINCE = 2020  # the first year with a median at every grade
POINTS_AT = "department-for-work-and-pensions"  # the longest scale on record
NATIONAL = ("uk-civil-service", "uk-civil-service-and-related-areas")
ON_ACTION = (STANDINGS[STATUTORY], STANDINGS[TOTAL])


Found = TypeVar("Found")


@dataclass(frozen=True)
class Measured:
    """One way of measuring pay, and what it says on each index: real change and its rows.

    `name` heads a row of a chart, `said` stands in a sentence; `span` is its years.
    """

    name: str
    said: str
    span: str
    by_index: dict[str, tuple[Bounded, tuple[tuple[str, str], ...]]]


@dataclass(frozen=True, eq=False)
class View:
    """The evidence by a day, on one index first and on the others beside it."""

    index: str
    weekly_hours: float
    weeks: float
    as_of: str

    @cached_property
    def indices(self) -> dict[str, PriceIndex]:
        """The price indices whose levels had been published, the one asked for first."""
        return price_indices(chosen_indices(self.index), as_of=self.as_of)

    @property
    def others(self) -> list[str]:
        """The indices beside the one asked for."""
        return [name for name in self.indices if name != self.index]

    @cached_property
    def chains(self) -> chained.View:
        """Chains of ceilings and of review bodies."""
        return chained.gather(index=self.index, as_of=self.as_of)

    @cached_property
    def grades(self) -> grades.View | None:
        """Medians by grade since the first year that has them all."""
        found = _known(
            lambda: grades.gather(
                base=GRADES_SINCE,
                index=self.index,
                convention="month to month",
                as_of=self.as_of,
            )
        )
        return found if found is not None and len(found.chosen) else None

    @cached_property
    def sectors(self) -> sectors.View | None:
        """Earnings by sector, and medians of the civil service beside them."""
        return _known(
            lambda: sectors.gather(
                base=SINCE, index=self.index, pay_measure="regular", as_of=self.as_of
            )
        )

    @cached_property
    def units(self) -> units.View:
        """Senior bands, and departments."""
        return units.gather(index=self.index, as_of=self.as_of)

    @cached_property
    def points(self) -> points.View:
        """The pay points of the employer with the longest scale on record."""
        return points.gather(employer=POINTS_AT, index=self.index, as_of=self.as_of)

    @cached_property
    def floor(self) -> floor.View:
        """The lowest pay points against the wage floor."""
        return floor.gather(weekly_hours=self.weekly_hours, weeks=self.weeks, as_of=self.as_of)

    @cached_property
    def _of_the_service(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Votes of the whole service with those that are parts of them, and the law by the day."""
        found = read("ballots", as_of=self.as_of, where={"employer": list(NATIONAL)})
        parts = read("ballots", as_of=self.as_of, where={"parent_ballot_id": list(found["key"])})
        both = pd.concat([found, parts], ignore_index=True).drop_duplicates("key")
        return both, read("ballot_rules", as_of=self.as_of)

    @cached_property
    def votes(self) -> pd.DataFrame:
        """National votes on action with a day, judged, oldest first."""
        judged = judge_with(*self._of_the_service, NATIONAL)
        judged = judged[judged["national"] & judged["standing"].isin(ON_ACTION)]
        day = judged["closed_last"].fillna(judged["result_last"]).fillna(judged["known_from"])
        judged = judged.assign(day=day).dropna(subset=["day"])
        return judged.sort_values(["day", "key"], kind="stable")

    @cached_property
    def rounds(self) -> pd.DataFrame:
        """Rounds of national ballots that were counted employer by employer, newest first."""
        rounds = count_rounds(judge(*self._of_the_service))
        return rounds[rounds["round"] != ""]

    def staff(self, index: str) -> PayChange | None:
        """The change of the median of all civil servants, March to March; none where unknown."""
        return self._paid(sectors.ALL_STAFF, index)

    def _paid(self, name: str, index: str) -> PayChange | None:
        if self.sectors is None or name not in self.sectors.pay or index not in self.indices:
            return None
        try:
            return real_pay_change(
                self.sectors.pay[name],
                index=self.indices[index],
                start=f"{self.sectors.base}-03",
                end=f"{self.sectors.end}-03",
            )
        except MeasureError:
            return None

    def ceilings(self, index: str, *, extras: bool = False) -> Chain | None:
        """The chain of ceilings since the two-year freeze on one index."""
        return self.chains.ceilings[chained.TWO_YEAR, extras].on(index)

    @cached_property
    def measures(self) -> list[Measured]:
        """Ways of measuring pay that say different things, each on every index."""
        by_grade = self.grades.changes if self.grades is not None else {}
        by_point = self.points.changes
        made = [
            self._chain("Ceilings on awards", "pay on the ceilings", extras=False),
            self._chain(
                "Ceilings with targeted parts",
                "pay on the ceilings with their targeted parts",
                extras=True,
            ),
            self._series(
                "Median of all staff (mix moved)",
                "the median of all staff, whose mix of grades moved,",
                {index: self.staff(index) for index in self.indices},
            ),
            *(
                self._series(
                    f"Median at {grade}",
                    f"the median at {grade}",
                    {index: found.get(grade) for index, found in by_grade.items()},
                )
                for grade in ("AA/AO", "EO", "G6/G7")
            ),
            *(
                self._series(
                    f"Base pay of {units.IN_WORDS[band]}",
                    f"the base pay of {units.IN_WORDS[band]}",
                    {index: self.units.senior.get((band, index)) for index in self.indices},
                )
                for band in list(self.units.series)[:1]
            ),
            *(
                self._series(
                    f"Top of {grade} at DWP",
                    f"the top of the {grade} scale at DWP",
                    {index: by_point.get((grade, "maximum", index)) for index in self.indices},
                )
                for grade in ("AO", "EO")
            ),
        ]
        return [one for one in made if one.by_index]

    def _chain(self, name: str, said: str, *, extras: bool) -> Measured:
        found = {index: self.ceilings(index, extras=extras) for index in self.indices}
        known = {index: chain for index, chain in found.items() if chain is not None}
        span = next((f"{one.first.year} to {one.last.year}" for one in known.values()), "")
        return Measured(
            f"{name}, {span}",
            said,
            span,
            {index: (chain.real, chain.rows) for index, chain in known.items()},
        )

    def _series(self, name: str, said: str, found: dict[str, PayChange | None]) -> Measured:
        known = {index: one for index, one in found.items() if one is not None}
        span = next((f"{one.start.year} to {one.end.year}" for one in known.values()), "")
        return Measured(
            f"{name}, {span}",
            said,
            span,
            {index: (one.real, one.rows) for index, one in known.items()},
        )


def _known(gather: Callable[[], Found]) -> Found | None:
    """Take a page's view, or nothing where the record of the day starts no such span."""
    try:
        return gather()
    except UsageError:
        return None


@asked
def gather(*, index: str, weekly_hours: float, weeks: float, as_of: str) -> View:
    """Begin the report: what a section needs is read when it is asked for."""
    return View(index, weekly_hours, weeks, as_of)
