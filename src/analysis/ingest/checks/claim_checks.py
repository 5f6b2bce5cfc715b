"""Checks on claims: that what a row says can be tried, against the rest of the record.

Each is one message with the row and how to mend it. A claim that the record lacks figures for is
no problem: its verdict says what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from analysis.errors import nearest
from analysis.ingest.ons.configured import Configured
from analysis.ingest.reading.draft import Draft
from analysis.periods.stated import StatedTime
from analysis.tables.declared import (
    CHOICES,
    COMPARED,
    CONVENTIONS,
    DEFLATED,
    NO_PRICES,
    SPANNING,
    UNSTATED,
)
from analysis.tables.pay_names import HELD_IN, find_pay, names_held, near_pay, parse_pay

WITHIN = 12  # months off at which a figure may still stand in for one of the base
_FEEDING = (
    *("ons/", "earnings/", "series.csv", "employers.csv", "pay/pay_scales"),
    *("pay/remits", "pay/offers", "pay/review_bodies"),
)


@dataclass(frozen=True)
class Family:
    """A price index by name: the first month of its levels and the day it first came out."""

    first: date | None
    published: date | None


def index_families(
    indices: Draft | None, configured: Mapping[str, Configured]
) -> dict[str, Family]:
    """List the price indices of the record by name; one of rates alone begins with those."""
    found: dict[str, Family] = {}
    for place in range(len(indices) if indices else 0):
        assert indices is not None  # noqa: S101 - there is no place in nothing
        levels = configured.get(indices.text("index_series", place) or "")
        first = levels["first_month"] if levels else None
        published = indices.span("published", place)
        found[str(indices.values["key"][place])] = Family(
            StatedTime.parse(first).first.first_day if first else None,
            published[0] if published else None,
        )
    return found


@dataclass(frozen=True)
class ClaimChecks:
    """What claims are checked against: every draft by name, and the price indices.

    Unless the figures of pay are `whole`, names of pay are left alone: a file that cannot be read
    is one problem, and not also one of each claim that rests on it.
    """

    drafts: Mapping[str, Draft]
    families: Mapping[str, Family]
    whole: bool = True

    @cached_property
    def names(self) -> dict[str, None]:
        """The name of every pay series of the record."""
        return names_held(
            {name: self.drafts[name].values for name in HELD_IN if name in self.drafts}
        )

    @cached_property
    def remits(self) -> set[object]:
        """The keys of remits that have a ceiling."""
        made = self.drafts["remits"].values
        pairs = zip(made["key"], made["ceiling_pct"], strict=True)
        return {key for key, ceiling in pairs if ceiling is not None}

    def check(self, claims: Draft) -> None:
        """Note every problem of every claim; names of pay are put in full."""
        for place in range(len(claims)):
            self._choices(claims, place)
            for column in ("pay", "against") if self.whole else ():
                self._pay(claims, place, column)
            times = [self._times(claims, place, column) for column in ("base", "end")]
            self._span(claims, place, *times)
            self._kind(claims, place)
            self._prices(claims, place, *times)

    def _choices(self, claims: Draft, place: int) -> None:
        for name in _parts(claims.text("ours", place), ";"):
            if name not in CHOICES:
                mend = nearest(name, CHOICES)
                claims.problem(place, "ours", name, "names of columns of choices", mend)
        for word in _parts(claims.text("convention", place), " or "):
            if word not in CONVENTIONS:
                mend = nearest(word, CONVENTIONS)
                claims.problem(place, "convention", word, "a convention, or a blank", mend)
        for word in _parts(claims.text("hours", place), " or "):
            if not word.replace(".", "", 1).isdigit():
                claims.problem(place, "hours", word, "paid hours a week", "write 37, or 37 or 42")
        numbered = claims.text("kind", place) and claims.number("value_low", place) is not None
        if numbered and claims.whole("decimals", place) is None:
            mend = "count the decimals that are printed: 0 for 12, 1 for 12.0"
            claims.problem(place, "decimals", "a blank", "how the figure was rounded", mend)

    def _pay(self, claims: Draft, place: int, column: str) -> None:
        """Put each name in full; one that the record does not hold is a problem."""
        full = []
        for name in _parts(claims.text(column, place), ";"):
            try:
                full.append(find_pay(name, self.names))
            except ValueError:
                near = near_pay(name, self.names)
                mend = f"{near} Or name what the record lacks in the column missing"
                claims.problem(place, column, name, "a pay series of the record", mend)
                continue
            for key in self._unknown_remits(full[-1]):
                mend = "name rows of pay/remits.csv that have a ceiling_pct"
                claims.problem(place, column, key, "a remit with a ceiling", mend)
        if full:
            claims.values[column][place] = "; ".join(full)

    def _unknown_remits(self, name: str) -> Iterator[str]:
        pay = parse_pay(name)
        if pay.way == "ceilings":
            (_, keys), *_ = pay.where
            yield from (key for key in keys if key not in self.remits)

    def _times(self, claims: Draft, place: int, column: str) -> tuple[StatedTime, ...]:
        text = claims.text(column, place) or ""
        try:
            return StatedTime.parse_several(text)
        except ValueError:
            if claims.text("kind", place):  # else it is kept in the source's words
                mend = "write 2010, 2010-11, 1997-04, Nov 2010, Feb-Apr 2024, or leave it blank"
                claims.problem(place, column, text, "a year, pay year, month or three months", mend)
            return ()

    def _span(
        self,
        claims: Draft,
        place: int,
        starts: Sequence[StatedTime],
        ends: Sequence[StatedTime],
    ) -> None:
        if starts and ends and min(one.first for one in starts) > max(one.last for one in ends):
            found, allowed = (
                claims.text("base", place),
                f"a time before {claims.text('end', place)}",
            )
            claims.problem(place, "base", found, allowed, "swap base and end")

    def _kind(self, claims: Draft, place: int) -> None:
        kind = claims.text("kind", place)
        if kind in COMPARED and not claims.text("against", place) and not self._left(claims, place):
            mend = "name the other pay series, as in the column pay"
            claims.problem(place, "against", "a blank", f"what a {kind} is against", mend)
        if kind in DEFLATED and claims.text("deflator", place) == NO_PRICES:
            mend = "name the index, or leave it blank to try every one"
            claims.problem(place, "deflator", NO_PRICES, f"prices, for a {kind}", mend)

    @staticmethod
    def _left(claims: Draft, place: int) -> bool:
        """Whether the row says that the record lacks what it rests on."""
        return bool(claims.text("missing", place))

    def _prices(
        self,
        claims: Draft,
        place: int,
        starts: Sequence[StatedTime],
        ends: Sequence[StatedTime],
    ) -> None:
        text = claims.text("deflator", place) or UNSTATED
        if text in (NO_PRICES, UNSTATED) or not self.families:
            return
        for name in text.split(" or "):
            family = self.families.get(name)
            if family is None:
                mend = nearest(name, [*self.families, NO_PRICES, UNSTATED])
                claims.problem(place, "deflator", name, "a price index of the record", mend)
                continue
            if claims.text("kind", place) in SPANNING:
                self._index_began(claims, place, name, family, starts, ends)

    @staticmethod
    def _index_began(
        claims: Draft,
        place: int,
        name: str,
        family: Family,
        starts: Sequence[StatedTime],
        ends: Sequence[StatedTime],
    ) -> None:
        """Refuse an index for months it does not have, and one that nobody could have used."""
        if family.first and any(one.last.last_day < family.first for one in starts):
            mend = "name an index that reaches so far, or leave it blank to try those that do"
            found = f"{name} from {claims.text('base', place)}"
            claims.problem(place, "deflator", found, f"{name} begins in {family.first:%Y-%m}", mend)
            return
        released = claims.day("release", place)
        said = released or max((one.last.last_day for one in ends), default=None)
        if family.published and said and said < family.published:
            if released:
                column, found = "release", f"{name} in a release of {released}"
                mend = "correct the day or the index"
            else:
                column, found = "deflator", f"{name} to {claims.text('end', place)}"
                mend = (
                    "correct the index; or write in release the day on which the finding came out"
                )
            allowed = f"{name} was first published on {family.published}"
            claims.problem(place, column, found, allowed, mend)


def check_claims(drafts: Sequence[Draft], configured: Mapping[str, Configured]) -> None:
    """Check the claims, if they could be read, against all the rest."""
    by_name = {made.table.name: made for made in drafts}
    if "claims" in by_name:
        claims = by_name["claims"]
        spoilt = any(one.file.startswith(_FEEDING) for one in claims.problems)
        whole = not spoilt and by_name.keys() >= set(HELD_IN)
        ClaimChecks(by_name, index_families(by_name.get("indices"), configured), whole).check(
            claims
        )


def _parts(text: str | None, between: str) -> list[str]:
    return [part.strip() for part in (text or "").split(between) if part.strip()]
