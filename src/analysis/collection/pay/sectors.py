"""Notebook 03: pay in the civil service, in the public sector and in the private, compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import pandas as pd

from analysis.collection.pay_record import (
    ADMINISTRATION,
    EARNINGS,
    PRIVATE,
    WITH_BANKS,
    WITHOUT_BANKS,
    march,
    read_earnings,
    read_salaries,
    release_words,
    releases_of,
    sector_series,
)
from analysis.collection.prices import chosen_indices, price_indices, rates_alone
from analysis.collection.selection import day_text
from analysis.collection.wording import listed
from analysis.errors import MeasureError, UsageError, nearest
from analysis.measures.pay.pay_series import PayChange, PaySeries, earnings_series, real_pay_change
from analysis.measures.pay.salaries import series_of_grades
from analysis.measures.prices.points import Convention
from analysis.measures.prices.price_index import PriceIndex
from analysis.present import Finding, Value
from analysis.present.findings import each_found
from analysis.tables import read
from analysis.tables.asked import asked

ALL_STAFF = "Civil service, all staff"
GRADES = ("AA/AO", "EO", "SEO/HEO", "G6/G7", "SCS level")
MEANS = (PRIVATE, WITH_BANKS, WITHOUT_BANKS, ADMINISTRATION)
CONVENTION: Convention = "three-month average"  # by which real earnings are published


def convention_of(series: PaySeries) -> Convention:
    """Say by which months a series is set against prices: a salary of one day by that month's."""
    return "month to month" if series.frequency == "year" else CONVENTION


@dataclass(frozen=True, eq=False)
class View:
    """The pay series of one report by name, the indices, and the span that they share."""

    pay: dict[str, PaySeries]
    indices: dict[str, PriceIndex]
    ashe: pd.DataFrame
    index: str
    measure: str
    base: int
    end: int
    as_of: str
    release: str

    def change(self, name: str, index: str) -> PayChange | None:
        """Measure one series against one index over the span, where it has both ends."""
        if name not in self.pay or index not in self.indices or self.end <= self.base:
            return None
        with suppress(MeasureError):
            return real_pay_change(
                self.pay[name],
                index=self.indices[index],
                start=f"{self.base}-03",
                end=f"{self.end}-03",
                convention=convention_of(self.pay[name]),
            )
        return None


@asked
def gather(*, base: int, index: str, pay_measure: str, as_of: str) -> View:
    """Read earnings by sector and salaries by grade; the span ends with the newest March of all.

    Raises `UsageError` for a pay measure that is neither regular nor total, and for a base year in
    which neither earnings nor salaries have a March.
    """
    if pay_measure not in EARNINGS:
        raise UsageError(f"pay_measure={pay_measure!r}: {nearest(pay_measure, EARNINGS)}")
    indices = price_indices(chosen_indices(index), as_of=as_of)
    pay, release = _earnings(pay_measure, as_of)
    pay |= _salaries(as_of)
    ashe = read("sector_pay", as_of=as_of)
    if not pay or index not in indices:
        return View({}, indices, ashe, index, pay_measure, base, base, as_of, release)
    years = {name: _marches(series, indices[index]) for name, series in pay.items()}
    known = sorted(set().union(*years.values()))
    if base not in known[:-1]:
        text = nearest(str(base), map(str, known[:-1]))
        raise UsageError(f"base={base}: no March of pay and prices then starts a span. {text}")
    leading = [name for name in (PRIVATE, ALL_STAFF) if base in years.get(name, ())]
    shared = set.intersection(*(years[name] for name in leading)) if leading else set(known)
    end = max((year for year in shared if year > base), default=known[-1])
    return View(pay, indices, ashe, index, pay_measure, base, end, as_of, release)


def _earnings(pay_measure: str, as_of: str) -> tuple[dict[str, PaySeries], str]:
    """Earnings of each sector, as they stand or stood on the day, and the release they are of."""
    wanted = sector_series(pay_measure, as_of)
    rows = read_earnings(wanted.values(), as_of=as_of)
    found = {}
    for name, series in wanted.items():
        with suppress(MeasureError):
            made = earnings_series(rows, series=series, vintage=as_of)
            found[name] = replace(made, name=name)
    return found, release_words(releases_of(rows, as_of))


def _salaries(as_of: str) -> dict[str, PaySeries]:
    """Median salaries of the civil service: all staff, then each grade."""
    salaries = read_salaries("median", as_of=as_of)
    found = series_of_grades(salaries, grades=["All", *GRADES])
    names = {"All": ALL_STAFF}
    called = {names.get(grade, f"Civil service, {grade}"): pay for grade, pay in found.items()}
    return {name: replace(pay, name=name) for name, pay in called.items()}


def _marches(series: PaySeries, index: PriceIndex) -> set[int]:
    """Years in whose March both the pay and the prices have a figure."""
    months = pd.period_range("1990-03", "2100-03", freq="12M").asi8
    by = convention_of(series)
    both = series.levels(months, by) * index.levels(months, by)
    return {1970 + int(month) // 12 for month, value in zip(months, both, strict=True) if value > 0}


def findings(view: View) -> Iterator[Finding]:
    """Say what became of pay in each sector and at each grade, and where the index decides."""
    if not view.pay:
        sentence = "No pay of any sector, or no {index}, is on record by {day}."
        about = {"index": Value(view.index), "day": Value(day_text(view.as_of))}
        return iter(rates_alone(view.index) or [Finding("nothing-known", sentence, about)])
    return each_found((_sectors, _signs, _nearest, _grades, _no_vintage), view)


def _span(view: View) -> dict[str, Value]:
    staff = view.pay.get(ALL_STAFF)  # the span ends where all staff and the private sector do
    return {
        "start": Value(march(view.base)),
        "end": Value(march(view.end), rows=tuple(staff.sources(f"{view.end}-03") if staff else ())),
        "index": Value(view.index),
        "convention": Value(CONVENTION),
    }


def _real(change: PayChange, wording: str = "change") -> Value:
    figure, rows, note = change.real.value, change.rows, change.note
    return Value(figure, "%", 1, real_pay_change, rows=rows, wording=wording, note=note)


def _sectors(view: View) -> Finding | None:
    private, public = (view.change(name, view.index) for name in (PRIVATE, WITHOUT_BANKS))
    if private is None or public is None:
        return None
    return Finding(
        "sectors",
        "From {start} to {end} {pay} pay (a mean) {private} in real terms in the "
        "private sector, and in the public sector without banks it {public} ({index}, "
        "{convention}; {source}).",
        _span(view)
        | {"pay": Value(view.measure), "source": Value(view.release)}
        | {"private": _real(private), "public": _real(public)},
        asks=("start",),
    )


def _nearest(view: View) -> Finding | None:
    change = view.change(ADMINISTRATION, view.index)
    if change is None:
        return None
    return Finding(
        "administration",
        "In public administration, which is nearest to the civil service and is not it, total pay "
        "{change} in real terms from {start} to {end} ({index}, {convention}).",
        _span(view) | {"change": _real(change)},
    )


def _grades(view: View) -> Finding | None:
    names = [f"Civil service, {grade}" for grade in GRADES]
    changes = {name: view.change(name, view.index) for name in names}
    known = {name: change for name, change in changes.items() if change is not None}
    whole = view.change(ALL_STAFF, view.index)
    if whole is None:
        return None
    values = _span(view) | {"whole": _real(whole)}
    values["convention"] = Value(convention_of(view.pay[ALL_STAFF]))
    sentence = (
        "The median salary of all civil servants, which mixes grades and is no pay rise of any of "
        "them, {whole} in real terms"
    )
    if known:
        order = sorted(known, key=lambda name: known[name].real.value)
        sentence += (
            "; over {n} grades the change runs from {lowest} at {lowest_grade} to {highest} at "
            "{highest_grade}"
        )
        values["n"] = Value(len(known))
        for word, name in (("lowest", order[0]), ("highest", order[-1])):
            values[word] = _real(known[name], "signed")
            values[f"{word}_grade"] = Value(name.removeprefix("Civil service, "))
    sentence += " ({start} to {end}, {index}, {convention})."
    return Finding("civil-service", sentence, values)


def _signs(view: View) -> Finding | None:
    """Say for how many series the indices disagree on whether pay rose."""
    changes = {name: [view.change(name, index) for index in view.indices] for name in view.pay}
    known = {name: [one for one in by if one] for name, by in changes.items()}
    known = {name: by for name, by in known.items() if len(by) > 1}
    if not known:
        return None
    turning = [name for name, by in known.items() if len({one.real.value > 0 for one in by}) > 1]
    rows = tuple(row for by in known.values() for one in by for row in one.rows)
    span = {"start": Value(march(view.base)), "end": Value(march(view.end))}
    counted = {"n": Value(len(known), "series", function=real_pay_change, rows=rows)}
    values = span | counted | {"indices": Value(listed(list(view.indices)))}
    several = len(known) > 1
    if not turning:
        sentence = (
            f"Whether pay rose or fell is the same on {{indices}} for {'all ' * several}{{n}}"
        )
    elif several:
        sentence = (
            "For {turning} of {n} the choice between {indices} decides whether pay rose or fell"
        )
        values["turning"] = Value(len(turning))
    else:
        sentence = "For {n} the choice between {indices} decides whether pay rose or fell"
    if turning or not several:
        sentence += ": {names}"
        values["names"] = Value("; ".join(turning or known))
    return Finding("signs", sentence + " ({start} to {end}).", values)


def _no_vintage(view: View) -> Finding | None:
    if PRIVATE in view.pay:
        return None
    return Finding(
        "no-vintage",
        "Average weekly earnings are left out: what they read on {day} is not on record.",
        {"day": Value(day_text(view.as_of))},
    )
