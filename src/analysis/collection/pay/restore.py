"""Notebook 10: what rise would restore the worth of pay, now and over years of forecast prices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pandas as pd

from analysis.collection.offers.chained import Line, change, month, read_ceilings
from analysis.collection.pay_record import read_salaries
from analysis.collection.prices import chosen_indices, price_indices, rates_alone
from analysis.collection.selection import day_text
from analysis.collection.wording import agree, listed, staff
from analysis.errors import MeasureError, UsageError, nearest
from analysis.measures.claims.forms import rise_needed
from analysis.measures.offers.chains import chain_links
from analysis.measures.pay.break_even import break_even
from analysis.measures.pay.departments import GRADES
from analysis.measures.pay.pay_series import PaySeries
from analysis.measures.pay.restoration import Phased, Restoration, restore_now, restore_over
from analysis.measures.pay.salaries import pay_by_grade, salary_series, series_of_grades
from analysis.measures.prices.points import Convention
from analysis.measures.prices.price_index import PriceIndex
from analysis.present import Finding, Value
from analysis.present.findings import each_found
from analysis.tables import read
from analysis.tables.asked import asked

# The kind of year in which each index is forecast; the forecaster gives none of CPIH.
FORECAST_BY: dict[str, Convention] = {
    "CPI": "financial-year average",
    "RPI": "calendar-year average",
}
LONGEST = 10  # years; no forecast reaches further


@dataclass(frozen=True, eq=False)
class View:
    """One grade's pay, the indices, and the span from the base to the newest figure."""

    pay: PaySeries | None
    indices: dict[str, PriceIndex]
    forecasts: pd.DataFrame
    grade: str
    index: str
    base: str
    now: str
    years: int
    as_of: str

    @property
    def convention(self) -> Convention:
        """The convention of the phased rise: that of the forecasts, else month to month."""
        return FORECAST_BY.get(self.index, "month to month")

    def needed(self, index: str) -> Restoration | None:
        """Measure the rise that restores the base now, March to March."""
        if self.pay is None or index not in self.indices:
            return None
        with suppress(MeasureError):
            return restore_now(self.pay, index=self.indices[index], base=self.base, now=self.now)
        return None

    def phased(self, index: str, years: int) -> tuple[Phased | None, str]:
        """Spread the restoration over years; without a forecast, say why there is none."""
        if self.pay is None or index not in self.indices:
            return None, f"no {index} is on record by then"
        if self.forecasts.empty:
            return None, "no forecast was on record by then"
        try:
            made = restore_over(
                self.pay,
                index=self.indices[index],
                forecasts=self.forecasts,
                base=self.base,
                now=self.now,
                years=years,
                convention=FORECAST_BY.get(index, "financial-year average"),
            )
        except MeasureError as error:
            return None, str(error).split(". ")[0].rstrip(".")
        return made, ""

    def steps(self) -> pd.DataFrame:
        """Each award since the base beside what would have kept pay level, March to March."""
        if self.pay is None or self.index not in self.indices:
            return pd.DataFrame()
        with suppress(MeasureError):
            return break_even(self.pay, index=self.indices[self.index], base=self.base)
        return pd.DataFrame()


@asked
def gather(*, grade: str, base: int, index: str, over_years: int, as_of: str) -> View:
    """Read the pay of a grade, prices and forecasts; the span ends with the newest salary.

    Raises `UsageError` for a base year or a number of years that there is not.
    """
    if not 1 <= over_years <= LONGEST:
        raise UsageError(f"over_years={over_years}: a number of years from 1 to {LONGEST}.")
    salaries, indices = (
        read_salaries("median", as_of=as_of),
        price_indices(chosen_indices(index), as_of=as_of),
    )
    forecasts = read("forecasts", as_of=as_of)
    start = f"{base}-03"
    empty = View(None, indices, forecasts, grade, index, start, start, over_years, as_of)
    try:
        pay = salary_series(salaries, grade=grade)
    except MeasureError:  # of this grade nothing was published by then
        return empty
    years = [str(1970 + month // 12) for month in pay.months]
    if len(years) < 2:
        return empty
    if str(base) not in years[:-1]:
        text = nearest(str(base), years[:-1])
        raise UsageError(f"base={base}: {grade} has no figure then that starts a span. {text}")
    return View(pay, indices, forecasts, grade, index, start, f"{years[-1]}-03", over_years, as_of)


def findings(view: View) -> Iterator[Finding]:
    """Say what rise restores the base now and over years, and how many awards kept level."""
    makers = [_now, _signs, _phased, _no_forecast, _awards]
    if view.grade == "All":  # the same work first: the middle of a mix that moved says less
        makers = [_same_work, _grades, _now, _signs, _phased]
    alone = rates_alone(view.index)
    yield from alone
    sentence = "Of {grade} no two salaries are on record by {day}, or no {index}."
    about = {"grade": Value(view.grade), "day": Value(day_text(view.as_of))}
    none = Finding("nothing-known", sentence, about | {"index": Value(view.index)})
    yield from each_found(makers, view, None if alone else none)


def _span(view: View) -> dict[str, Value]:
    return {
        "grade": Value(staff(view.grade)),
        "base": Value(pd.Period(view.base, freq="M")),
        "now": Value(pd.Period(view.now, freq="M")),
        "index": Value(view.index),
    }


def _same_work(view: View) -> Finding | None:
    """Say what would restore pay that followed the ceilings, for the service as a whole."""
    if view.index not in view.indices:
        return None
    line = Line("Ceilings", tuple(read_ceilings(as_of=view.as_of)), view.indices)
    chain = line.alike_on(view.index)
    if chain is None or chain.first.year < int(view.base[:4]) or chain.real.high >= 0:
        return None
    values, parts = dict[str, Value](), []
    for name in view.indices:
        other = line.alike_on(name)
        if name != view.index and other is not None and other.real.high < 0:
            values |= {f"rise_{name}": change(other, other.restoring, other.rows, "size")}
            values |= {f"name_{name}": Value(name)}
            parts.append(f"{{rise_{name}}} on {{name_{name}}}")
    others = f"; it would take {listed(parts)}" if parts else ""
    return Finding(
        "ceilings",
        "Pay that followed the government's ceilings from {first} to {last}, at the same grade and "
        "point, {real} in real terms; {rise} more would bring it level ({index}, {n} "
        f"{agree(len(chain.years), 'ceiling')}{others}).",
        values
        | {
            "first": Value(month(chain.first)),
            "last": Value(month(chain.last)),
            "real": change(chain, chain.real, chain.rows),
            "rise": change(chain, chain.restoring, chain.rows, "size"),
            "index": Value(view.index),
            "n": Value(len(chain.years), function=chain_links, rows=chain.rows),
        },
        asks=("first",),
    )


def _grades(view: View) -> Finding | None:
    """Say what each grade's median would need, from the first year that all of them have."""
    if view.index not in view.indices:
        return None
    salaries = read_salaries("median", as_of=view.as_of)
    paid = series_of_grades(salaries, grades=GRADES)
    common = sorted(set.intersection(*(set(pay.months) for pay in paid.values()))) if paid else []
    if len(common) < 2:
        return None
    base, now = (str(pd.Period("1970-01", "M") + at) for at in (common[0], common[-1]))
    needed = {}
    for grade, pay in paid.items():
        with suppress(MeasureError):
            needed[grade] = restore_now(pay, index=view.indices[view.index], base=base, now=now)
    if len(needed) < 2:
        return None
    order = sorted(needed, key=lambda grade: needed[grade].needed.value)
    low, high = (needed[grade] for grade in (order[0], order[-1]))

    def rise(found: Restoration) -> Value:
        return Value(found.needed.value, "%", 1, restore_now, rows=found.rows, wording="signed")

    return Finding(
        "by-grade",
        "At the same grade, medians of {now} would need from {low} ({low_grade}) to {high} "
        "({high_grade}) to be level with {base}, of {n} grades ({index}, month to month).",
        {
            "base": Value(pd.Period(base, freq="M")),
            "now": Value(pd.Period(now, freq="M")),
            "low": rise(low),
            "low_grade": Value(order[0]),
            "high": rise(high),
            "high_grade": Value(order[-1]),
            "n": Value(len(needed), function=restore_now),
            "index": Value(view.index),
        },
    )


def _now(view: View) -> Finding | None:
    found = view.needed(view.index)
    if found is None:
        return None
    rows = found.rows
    values = _span(view) | {
        "real": Value(found.real.value, "%", 1, restore_now, rows=rows, wording="change")
    }
    mixes = ", whose mix of grades changed" if view.grade == "All" else ""
    sentence = (
        f"Median civil service pay ({{grade}}{mixes}) {{real}} in real terms from {{base}} to "
        "{now} ({index}, month to month). "
    )
    if found.needed.value <= 0:
        sentence += (
            "That is the middle of a mix that moved, and does not say what any grade needs."
            if view.grade == "All"
            else "It is not below the base on this index, and no rise is needed to restore it."
        )
        return Finding("now", sentence, values, asks=("base",))
    values |= {
        "needed": Value(found.needed.value, "%", 1, rise_needed, rows=rows, wording="rise"),
        "from_": Value(found.from_gbp.value, "GBP", 0, pay_by_grade, rows=rows),
        "to": Value(found.to_gbp.value, "GBP", 0, restore_now, rows=rows),
    }
    sentence += "The same in the other form: {needed}, from {from_} to {to}, would restore it."
    return Finding("now", sentence, values, asks=("base",))


def _signs(view: View) -> Finding | None:
    found = {name: made for name in view.indices if (made := view.needed(name)) is not None}
    if len(found) < 2:
        return None
    values = _span(view)
    values.pop("index")
    parts = []
    for name, made in found.items():
        word = name.lower()
        values[word] = Value(
            made.needed.value, "%", 1, restore_now, rows=made.rows, wording="signed"
        )
        values[f"{word}_name"] = Value(name)
        parts.append(f"{{{word}}} on {{{word}_name}}")
    turning = len({made.needed.value > 0 for made in found.values()}) > 1
    end = "; the sign turns on the index" if turning else "; the sign is the same on each"
    sentence = "To be worth what it was in {base}, the pay of {now} ({grade}) would change by "
    return Finding("indices", sentence + listed(parts) + end + " (month to month).", values)


def _phased(view: View) -> Finding | None:
    made, _ = view.phased(view.index, view.years)
    if made is None:
        return None
    values = _span(view) | {
        "years": Value(view.years),
        "yearly": Value(made.yearly.value, "%", 1, restore_over, rows=made.rows, wording="signed"),
        "pace": Value(made.keeping_pace, "%", 1, restore_over, rows=made.rows, wording="signed"),
        "forecast": Value(str(view.forecasts["forecast"].iloc[-1])),
        "convention": Value(view.convention),
    }
    published = made.steps.loc[made.steps["outturn"] != "", "outturn"]
    partly = ""
    if len(published):
        values["published"] = Value(pd.Period(published.iloc[-1], freq="M"))
        partly = "as published to {published} and "
    after = " from then on" if partly else ""
    cut = ", a cut in real terms each year," if made.yearly.value < made.keeping_pace else ""
    return Finding(
        "phased",
        f"Spread evenly over {{years}} {agree(view.years, 'year')} from {{now}}, a change of "
        f"{{yearly}} a year{cut} would bring pay ({{grade}}) level with {{base}}; {{pace}} a year "
        f"would keep pace with prices {partly}as forecast{after} ({{index}}, {{convention}}; "
        "forecast: {forecast}).",
        values,
    )


def _no_forecast(view: View) -> Finding | None:
    made, reason = view.phased(view.index, view.years)
    if view.pay is None or made is not None or view.needed(view.index) is None:
        return None
    noun = agree(view.years, "year")
    sentence = f"A rise spread over {{years}} {noun} cannot be given on {{index}}: {{reason}}."
    values = {
        "years": Value(view.years),
        "index": Value(view.index),
        "reason": Value(reason, function=restore_over),
    }
    return Finding("no-forecast", sentence, values)


def _awards(view: View) -> Finding | None:
    steps = view.steps()
    steps = steps[steps["missing"] == ""] if len(steps) else steps
    if steps.empty:
        return None
    behind = int((steps["gap_points"] < 0).sum())
    return Finding(
        "awards",
        f"Of {{n}} {agree(len(steps), 'step')} from one salary on record to the next since {{base}}"
        f", {{behind}} {agree(behind, 'was', 'were')} smaller than the rise in prices over the "
        "same months ({grade}, {index}, month to month).",
        _span_without_now(view)
        | {"n": Value(len(steps), function=break_even), "behind": Value(behind, "", 0, break_even)},
    )


def _span_without_now(view: View) -> dict[str, Value]:
    return {name: value for name, value in _span(view).items() if name != "now"}
