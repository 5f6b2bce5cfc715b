"""The kinds of statement that findings make about pay: one small function computes each.

A function is given the pay and the choices of a trial (`Tries`) and yields one attempt for every
choice that is left open. What the record lacks is noted, and the other choices go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded, round_half_up
from analysis.measures.claims.attempts import Attempt, Evidence, MissingFigureError
from analysis.measures.claims.forms import in_form, rise_needed
from analysis.measures.claims.spans import Moment, Span, spans, times
from analysis.measures.claims.trials import HOURS, Trial
from analysis.measures.pay.named import NamedPay
from analysis.measures.pay.pay_series import Row
from analysis.measures.prices.changes import gap_points, nominal_change, real_change
from analysis.measures.prices.points import CONVENTIONS, Convention
from analysis.measures.prices.real_terms import PriceChange
from analysis.periods import Month
from analysis.tables.declared import KINDS
from analysis.tables.pay_names import FLOOR, parse_pay

Rows = tuple[Row, ...]
ALONE = "a gap needs the pay that it is held against, in the column against."
BY_THE_YEAR = ("per year, compound", "per year, plainly divided")


@dataclass(frozen=True)
class Tries:
    """One pay series (and the other it is held against) with the choices of a trial."""

    trial: Trial
    evidence: Evidence
    pay: NamedPay
    other: NamedPay | None = None
    missing: list[str] = field(default_factory=list)

    @property
    def pays(self) -> tuple[NamedPay, ...]:
        """Its pay, and the other if there is one."""
        return (self.pay,) if self.other is None else (self.pay, self.other)

    def conventions(self, *, priced: bool) -> tuple[Convention, ...]:
        """The conventions to try: one is enough where nothing is averaged by any."""
        if priced or any(one.monthly for one in self.pays):
            return self.trial.conventions or CONVENTIONS
        return (CONVENTIONS[0],)

    def spans(self, *, priced: bool) -> Iterator[Span]:
        """Every span from base to end, by every convention."""
        for convention in self.conventions(priced=priced):
            try:
                yield from spans(self.pays, self.trial.starts, self.trial.ends, convention)
            except MissingFigureError as error:
                self.missing.append(str(error))

    def times(self) -> Iterator[Moment]:
        """Every time at which levels can be compared, by every convention."""
        for convention in self.conventions(priced=False):
            try:
                yield from times(self.pays, self.trial.ends, convention)
            except MissingFigureError as error:
                self.missing.append(str(error))

    def priced(self, name: str, start: Month, end: Month, convention: Convention) -> PriceChange:
        """What one index did, as it stood on the day of the release that the claim quotes."""
        return self.evidence.prices(name, start, end, convention, self.trial.release)

    def prices(self, span: Span) -> Iterator[tuple[str, PriceChange]]:
        """What each index did over a span; an index that has not got it is noted."""
        named = self.trial.indices
        for name in self.evidence.indices if named is None else named:
            try:
                yield name, self.priced(name, span.start, span.end, span.convention)
            except MeasureError as error:
                self.missing.append(str(error))

    def rise(self, pay: NamedPay, span: Span) -> tuple[Bounded, Rows]:
        """The rise in money over a span, per cent, and the rows behind it."""
        return pay.rise_between(span.start, span.end, span.convention)

    def made(self, value: Bounded, words: str, rows: Rows, when: Span | Moment) -> Attempt:
        """Make an attempt: whose pay, and the other choices in words.

        Series of one figure a year are of one cell when their figures are of one year.
        """
        whose = " against ".join(one.words for one in self.pays)
        note = self.trial.stand_in or "; ".join(one.note for one in self.pays if one.note)
        sparse = all(one.sparse for one in self.pays)
        cell = words.replace(when.text, when.stated) if sparse else words
        return Attempt(f"{whose}, {words}", value, rows, when.stand_in, note, whose, cell)


def change_in_real_terms(tries: Tries) -> Iterator[Attempt]:
    """`(1 + rise in money) / (1 + rise in prices) - 1`, per cent."""
    for span in tries.spans(priced=True):
        nominal, rows = tries.rise(tries.pay, span)
        for name, prices in tries.prices(span):
            cell = f"{span.text}, {name}, {span.convention}"
            value = real_change(nominal, prices)
            yield from _by_the_year(tries.made(value, cell, rows + prices.rows, span), tries, span)


def change_in_money(tries: Tries) -> Iterator[Attempt]:
    """The rise in pounds, per cent, prices left out."""
    for span in tries.spans(priced=False):
        value, rows = tries.rise(tries.pay, span)
        made = tries.made(value, _averaged(span, tries), rows, span)
        yield from _by_the_year(made, tries, span)


def rise_that_is_needed(tries: Tries) -> Iterator[Attempt]:
    """The rise that undoes a change in real terms: a fall of 38 % needs one of 61 %."""
    for made in change_in_real_terms(tries):
        yield replace(made, value=rise_needed(made.value))


def level(tries: Tries) -> Iterator[Attempt]:
    """The figure of a month as printed; with prices, the pay of the base in prices of the end."""
    if tries.trial.deflated:
        yield from _level_in_later_prices(tries)
        return
    for when in tries.times():
        month, *_ = when.months
        if when.convention == CONVENTIONS[0]:
            value, rows = tries.pay.figure(month)
        else:
            value = tries.pay.point(month, when.convention)
            rows = tries.pay.sources(month, when.convention)
        yield tries.made(value, _averaged(when, tries), rows, when)


def _level_in_later_prices(tries: Tries) -> Iterator[Attempt]:
    for span in tries.spans(priced=True):
        pay = tries.pay.point(span.start, span.convention)
        rows = tries.pay.sources(span.start, span.convention)
        for name, prices in tries.prices(span):
            value = _grown(pay, prices)
            cell = f"{span.text}, {name}, {span.convention}"
            yield tries.made(value, cell, rows + prices.rows, span)
            if tries.trial.assumed is not None:
                yield from _with_an_assumed_year(tries, span, name, pay)


def _with_an_assumed_year(tries: Tries, span: Span, name: str, pay: Bounded) -> Iterator[Attempt]:
    """Prices to the year before the end, then the rise that was assumed for the last year.

    Averages of a year are tried exactly and as they are printed, to one decimal.
    """
    if span.convention != "calendar-year average":
        return
    index = tries.evidence.index(name, tries.trial.release)
    assumed = float(tries.trial.assumed or 0)
    ends = [index.point(month, span.convention).value for month in (span.start, span.end + -12)]
    last = span.end.year
    for words, decimals in (("mean of months", 9), ("as printed", 1)):
        start, end = (round_half_up(one, decimals) for one in ends)
        half = index.half_unit if decimals == 9 else 0.0
        ratio = Bounded(end / start, (end - half) / (start + half), (end + half) / (start - half))
        grown = pay.rising(lambda gbp: gbp * (1 + assumed / 100))
        yield tries.made(
            Bounded(grown.value * ratio.value, grown.low * ratio.low, grown.high * ratio.high),
            f"{name} calendar-year averages {span.start.year} to {last - 1} ({words}), then "
            f"{assumed:g} % for {last}",
            (),
            span,
        )


def gap_between_groups(tries: Tries) -> Iterator[Attempt]:
    """How far one pay lies above another at one time: per cent of it, or in pounds a year."""
    if tries.other is None:
        raise MissingFigureError(ALONE)
    hours = tries.trial.hours or (HOURS[1],)
    for when in tries.times():
        for paid in hours if "hour" in f"{tries.pay.unit}{tries.other.unit}" else hours[:1]:
            one, two = (
                _times(pay.point(month, when.convention), pay.yearly(paid))
                for pay, month in zip(tries.pays, when.months, strict=True)
            )
            rows = tuple(
                row
                for pay, month in zip(tries.pays, when.months, strict=True)
                for row in pay.sources(month, when.convention)
            )
            if tries.trial.unit.startswith("GBP"):
                value = Bounded(one.value - two.value, one.low - two.high, one.high - two.low)
            else:
                value = nominal_change(two, one)
            yield tries.made(value, _averaged(when, tries), rows, when)


def gap_that_opened(tries: Tries) -> Iterator[Attempt]:
    """How far one pay fell behind another over a span.

    In per cent it is what became of their ratio; in percentage points, the difference of their
    changes, in real terms where prices are named and in money where none are.
    """
    if tries.other is None:
        raise MissingFigureError(ALONE)
    points = not tries.trial.unit.startswith("%")
    for span in tries.spans(priced=points and tries.trial.indices != ()):
        ours, theirs = (tries.rise(pay, span) for pay in tries.pays)
        rows = ours[1] + theirs[1]
        words = _averaged(span, tries)
        if not points:
            made = tries.made(real_change(ours[0], theirs[0]), words, rows, span)
            yield from _by_the_year(made, tries, span)
        elif tries.trial.indices == ():
            yield tries.made(gap_points(ours[0], theirs[0]), words, rows, span)
        else:
            for name, prices in tries.prices(span):
                real = [real_change(change, prices) for change, _ in (ours, theirs)]
                cell = f"{span.text}, {name}, {span.convention}"
                yield tries.made(gap_points(*real), cell, rows + prices.rows, span)


def cumulative_loss(tries: Tries) -> Iterator[Attempt]:
    """Pounds that pay was short of keeping pace, summed over the years after the base.

    `sum(pay at base * prices - pay)`, a year a term, each in its own year's money, and again with
    each year's shortfall carried to the prices of the end.
    """
    for span in tries.spans(priced=True):
        years = range(12, span.end - span.start + 1, 12)
        months = [span.start + number for number in years]
        base, by = tries.pay.point(span.start, span.convention), tries.pay.yearly(HOURS[1])
        try:
            paid = [tries.pay.point(month, span.convention) for month in months]
        except MeasureError as error:
            tries.missing.append(str(error))
            continue
        rows = tuple(row for month in months for row in tries.pay.sources(month, span.convention))
        for name, whole in tries.prices(span):
            short, carried = [], []
            for month, pay in zip(months, paid, strict=True):
                prices = tries.priced(name, span.start, month, span.convention)
                kept = _grown(base, prices)
                short.append(
                    Bounded(
                        by * (kept.value - pay.value),
                        by * (kept.low - pay.high),
                        by * (kept.high - pay.low),
                    )
                )
                later = (1 + whole.value / 100) / (1 + prices.value / 100)
                carried.append(_times(short[-1], later))
            cell = f"{span.text}, {name}, {span.convention}"
            for words, terms in (("each year's own money", short), ("prices of the end", carried)):
                yield tries.made(_sum(terms), f"{cell}, {words}", rows + whole.rows, span)


def ratio_to_wage_floor(tries: Tries) -> Iterator[Attempt]:
    """Pay over the wage floor, on so many paid hours a week: a multiple, or per cent above it.

    Salaries are of 31 March and the floor moves the day after: both months are tried.
    """
    floor = tries.other or tries.evidence.pay(parse_pay(FLOOR))
    alone = replace(tries, other=None)
    hourly = tries.pay.unit == floor.unit
    for when in alone.times():
        month, *_ = when.months
        pay = tries.pay.point(month, when.convention)
        rows = tries.pay.sources(month, when.convention)
        for of in (month, month + 1):
            try:
                rate = floor.point(of, CONVENTIONS[0])
            except MeasureError as error:
                tries.missing.append(str(error))
                continue
            for hours in (1.0,) if hourly else tries.trial.hours or HOURS:
                by = 1.0 if hourly else tries.pay.yearly(hours) / floor.yearly(hours)
                ratio = _times(pay, by / rate.value)
                if tries.trial.unit.startswith("%"):
                    ratio = ratio.rising(lambda times: 100 * (times - 1))
                cell = f"{when.text} over the {floor.name} of {of.said}"
                cell += "" if hourly else f", {hours:g} hours a week"
                found = rows + floor.sources(of, CONVENTIONS[0])
                yield alone.made(ratio, cell, found, when)


def below(tries: Tries) -> Iterator[Attempt]:
    """How far pay lies above what a share is counted below: another pay, or itself in real terms.

    The share is counted from these by the engine.
    """
    if tries.other is None:
        yield from change_in_real_terms(tries)
    elif tries.other.unit == "GBP an hour" and tries.pay.unit != tries.other.unit:
        per_cent = replace(tries.trial, unit="%")
        yield from ratio_to_wage_floor(replace(tries, trial=per_cent))
    else:
        yield from gap_between_groups(replace(tries, trial=replace(tries.trial, unit="%")))


COMPUTED: Mapping[str, Callable[[Tries], Iterator[Attempt]]] = dict(
    zip(
        KINDS,
        (
            change_in_real_terms,
            change_in_money,
            rise_that_is_needed,
            level,
            gap_between_groups,
            gap_that_opened,
            cumulative_loss,
            ratio_to_wage_floor,
            below,
        ),
        strict=True,
    )
)


def _by_the_year(made: Attempt, tries: Tries, span: Span) -> Iterator[Attempt]:
    """Give a change as it is, or where the unit is by the year in the two forms of that."""
    if "per year" not in tries.trial.unit or tries.trial.unit.startswith("GBP"):
        yield made
        return
    years = (span.end - span.start) / 12
    for form in BY_THE_YEAR:
        yield replace(
            made,
            choices=f"{made.choices}, {form}",
            cell=f"{made.cell}, {form}",
            value=in_form(made.value, form, years=years),
        )


def _averaged(when: Span | Moment, tries: Tries) -> str:
    """Name the time, and the convention where it makes a difference."""
    averaged = any(one.monthly for one in tries.pays)
    return f"{when.text}, {when.convention}" if averaged else when.text


def _times(figure: Bounded, by: float) -> Bounded:
    return figure.rising(lambda value: value * by)


def _grown(pay: Bounded, prices: Bounded) -> Bounded:
    ends = ((pay.value, prices.value), (pay.low, prices.low), (pay.high, prices.high))
    return Bounded(*(gbp * (1 + pct / 100) for gbp, pct in ends))


def _sum(terms: list[Bounded]) -> Bounded:
    return Bounded(
        sum(one.value for one in terms),
        sum(one.low for one in terms),
        sum(one.high for one in terms),
    )
