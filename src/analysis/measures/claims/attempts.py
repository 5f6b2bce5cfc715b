"""What an attempt at a published figure is: the figures it is tried on, its result, its rows.

Attempts carry what stands in for something the claim rests on and we lack: another base year, or
another measure of pay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.claims.forms import in_form
from analysis.measures.pay.pay_series import PaySeries, Row, earnings_rows, earnings_series
from analysis.measures.pay.salaries import salary_series
from analysis.measures.prices.points import CONVENTIONS, Convention
from analysis.measures.prices.price_index import PriceIndex
from analysis.measures.prices.real_terms import nominal_change, price_change, real_change


@dataclass(frozen=True)
class Evidence:
    """The figures that claims are tried on: price indices by name and clean tables.

    `earnings` holds, beside the newest values, those that stood on the days of the releases that
    claims quote (`RELEASE_DAYS` of the book): readings as of each, joined by `join_versions`.
    """

    indices: Mapping[str, PriceIndex]
    salaries: pd.DataFrame
    earnings: pd.DataFrame
    remits: pd.DataFrame
    _made: dict[str, PaySeries] = field(default_factory=dict, repr=False, compare=False)

    def pay(self, name: str) -> PaySeries:
        """A pay series by name: an earnings series, or ``median All`` and the like."""
        if name not in self._made:
            measure, _, grade = name.partition(" ")
            self._made[name] = (
                salary_series(self.salaries, grade=grade, measure=measure)
                if grade
                else earnings_series(self.earnings, series=name)
            )
        return self._made[name]


@dataclass(frozen=True)
class Attempt:
    """One computation: the choices in words, the result in the claim's unit, and its rows.

    `for_base` and `for_measure` say what stands in for a base or a measure that we lack.
    """

    choices: str
    value: Bounded
    rows: tuple[Row, ...] = ()
    for_base: str = ""
    for_measure: str = ""


@dataclass(frozen=True)
class Route:
    """What every route can say: stand-ins, and the forms in which to put a change."""

    for_base: str = field(default="", kw_only=True)
    for_measure: str = field(default="", kw_only=True)
    forms: tuple[str, ...] = field(default=("the change",), kw_only=True)
    years: float | None = field(default=None, kw_only=True)

    def attempts(self, evidence: Evidence) -> Iterator[Attempt]:
        """Every attempt, by choice and form."""
        for made in self.computed(evidence):
            for form in self.forms:
                words = "" if form == "the change" else f", {form}"
                yield replace(
                    made,
                    choices=made.choices + words,
                    value=in_form(made.value, form, years=self.years),
                    for_base=made.for_base or self.for_base,
                    for_measure=made.for_measure or self.for_measure,
                )

    def computed(self, evidence: Evidence) -> Iterator[Attempt]:
        """The computation itself, before forms."""
        raise NotImplementedError


def join_versions(*readings: pd.DataFrame) -> pd.DataFrame:
    """Join readings of one table as of several days: every version once, by its key.

    >>> then = pd.DataFrame({"key": ["KAB9/2025-02/2025-04-15"], "value": [716.0]})
    >>> now = pd.DataFrame({"key": ["KAB9/2025-02/2025-05-13"], "value": [718.0]})
    >>> join_versions(now, then, then)["value"].tolist()
    [718.0, 716.0]
    """
    return pd.concat(readings, ignore_index=True).drop_duplicates("key", ignore_index=True)


Span = tuple[str, str, Convention]
Nominal = tuple[Bounded, tuple[Row, ...]]


def printed_then(
    evidence: Evidence, series: str, month: str, released: str
) -> tuple[Bounded, str, Row, str]:
    """The figure printed in a release: value, words, row, and what stands in if it is not there."""
    stands_in = ""
    words = f"release of {released}"
    try:
        rows = earnings_rows(evidence.earnings, series=series, vintage=released)
    except MeasureError:
        rows = earnings_rows(evidence.earnings, series=series)
        words, stands_in = "as it stands now", "today's figure, for the series has no vintages"
    found = rows[rows["period"] == pd.Period(month, "M")]
    if found.empty:
        raise MeasureError(f"{series} of {released} has no {month}.")
    row = found.iloc[0]
    value = Bounded.rounded(float(row["value"]), decimals=int(row["decimals"]))
    return value, words, ("earnings", str(row["key"])), stands_in


def spans_by_convention(
    spans: tuple[tuple[str, str], ...],
) -> Iterator[Span]:
    """Every span by every convention."""
    for start, end in spans:
        for convention in CONVENTIONS:
            yield start, end, convention


def point_or_none(pay: PaySeries, month: str, convention: Convention) -> Bounded | None:
    """Pay at a month, or nothing where the series has no figure by that convention."""
    try:
        return pay.point(month, convention)
    except MeasureError:
        return None


def change_or_none(pay: PaySeries, start: str, end: str, convention: Convention) -> Nominal | None:
    """The rise in money with its rows, or nothing where an end has no figure."""
    ends = [point_or_none(pay, month, convention) for month in (start, end)]
    if ends[0] is None or ends[1] is None:
        return None
    rows = pay.sources(start, convention) + pay.sources(end, convention)
    return nominal_change(ends[0], ends[1]), tuple(rows)


def against_prices(
    evidence: Evidence,
    words: str,
    nominal: Nominal,
    index: str,
    span: Span,
) -> Attempt:
    """One attempt: a rise in money against the change in prices over the same span."""
    start, end, convention = span
    prices = price_change(evidence.indices[index], start=start, end=end, convention=convention)
    choices = f"{words}{prices.from_text} to {prices.to_text}, {index}, {convention}"
    return Attempt(choices, real_change(nominal[0], prices), nominal[1] + prices.rows)
