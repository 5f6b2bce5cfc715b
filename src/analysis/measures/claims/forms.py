"""One number in other words: a fall and the rise that undoes it, a total and a rate a year.

"Pay fell 38 %" and "a 61 % rise is needed" are one number, `1 / (1 - 0.38) - 1`, and look like
two. A change over a span is also quoted by the year, sometimes spread plainly (divided by the
years), sometimes as compound growth. And two real changes of one thing on two price indices imply
a path of money each: if they do not imply the same one, they cannot both be right.
"""

from __future__ import annotations

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded, as_bounded
from analysis.measures.prices.changes import yearly_rate

FORMS = (
    "the change",
    "the rise needed to undo it",
    "per year, compound",
    "per year, plainly divided",
)


def rise_needed(change_pct: float | Bounded) -> Bounded:
    """The rise that undoes a fall, per cent: `1 / (1 + change) - 1`; a rise gives the fall.

    >>> round(rise_needed(-38).value, 1)
    61.3
    """
    change = as_bounded(change_pct)
    if change.low <= -100:
        raise MeasureError(f"nothing undoes a fall of {-change.low:g} %.")
    ends = (change.value, change.high, change.low)
    return Bounded(*(100 * (1 / (1 + end / 100) - 1) for end in ends))


def plainly_divided(change_pct: float | Bounded, *, years: float) -> Bounded:
    """A change over so many years divided by their number: not a growth rate, but often quoted.

    >>> round(plainly_divided(-8.9, years=8).value, 2)
    -1.11
    """
    if years <= 0:
        raise MeasureError(f"a change by the year needs a span, found {years} years.")
    return as_bounded(change_pct).rising(lambda change: change / years)


def in_form(change_pct: float | Bounded, form: str, *, years: float | None = None) -> Bounded:
    """Put a change in one of `FORMS`; those by the year need the number of years.

    >>> round(in_form(-14.5, "per year, compound", years=8).value, 2)
    -1.94
    """
    if form == "the change":
        return as_bounded(change_pct)
    if form == "the rise needed to undo it":
        return rise_needed(change_pct)
    if form not in FORMS:
        raise MeasureError(f"no form '{form}' of a change; there are: {'; '.join(FORMS)}.")
    if years is None:
        raise MeasureError(f"'{form}' needs the number of years.")
    if form == "per year, compound":
        return yearly_rate(change_pct, months=round(12 * years))
    return plainly_divided(change_pct, years=years)


def forms_of(change_pct: float | Bounded, *, years: float | None = None) -> pd.DataFrame:
    """Lay out one change in every form it is quoted in.

    Columns out: `form`, `value`, `low`, `high` (per cent); forms by the year only with `years`.

    >>> forms_of(Bounded.rounded(-14.5, decimals=1), years=8)["value"].round(2).tolist()
    [-14.5, 16.96, -1.94, -1.81]
    """
    wanted = FORMS if years is not None else FORMS[:2]
    rows = [(form, in_form(change_pct, form, years=years)) for form in wanted]
    return pd.DataFrame(
        [(form, made.value, made.low, made.high) for form, made in rows],
        columns=["form", "value", "low", "high"],
    )


def same_number(one: Bounded, other: Bounded, *, years: float | None = None) -> tuple[str, ...]:
    """Name the forms in which two printed figures can be one number, roundings allowed for.

    >>> same_number(Bounded.rounded(-38, decimals=0), Bounded.rounded(61, decimals=0))
    ('the rise needed to undo it',)
    """
    made = forms_of(one, years=years)
    meets = (made["low"] < other.high) & (made["high"] > other.low)
    return tuple(made.loc[meets, "form"])


def implied_nominal(real_pct: float | Bounded, inflation_pct: float | Bounded) -> Bounded:
    """The path of money that a real change implies: `(1 + real) (1 + inflation) - 1`, per cent.

    A fall of 8.9 % against CPI from March 2010 to March 2018 (18.4 %) is a rise in money of 7.8 %,
    and so is a fall of 14.5 % against RPI (26.1 %): the two agree.

    >>> cpi = implied_nominal(Bounded.rounded(-8.9, decimals=1), 18.37)
    >>> rpi = implied_nominal(Bounded.rounded(-14.5, decimals=1), 26.10)
    >>> round(cpi.value, 1), round(rpi.value, 1), agree(cpi, rpi)
    (7.8, 7.8, True)
    """
    real, prices = as_bounded(real_pct), as_bounded(inflation_pct)
    pairs = ((real.value, prices.value), (real.low, prices.low), (real.high, prices.high))
    return Bounded(*(100 * ((1 + one / 100) * (1 + two / 100) - 1) for one, two in pairs))


def agree(one: Bounded, other: Bounded) -> bool:
    """Whether two figures can be the same within the roundings of both.

    >>> agree(Bounded(7.84, 7.67, 8.01), Bounded(7.81, 7.71, 7.92))
    True
    """
    return one.low <= other.high and other.low <= one.high
