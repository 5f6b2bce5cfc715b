"""How much of a rise in average pay is pay, and how much a change in who is paid.

The mean of all staff is the grades' means weighted by how many are in each, so its change divides
into what pay did at an unchanged mix and what the mix did. A median does not divide so, and is
refused. `Unknown` (3 to 5 % of staff, mostly in prisons) is a grade of its own: leave it out and
the weighted mean is no longer the published one.

Source: a fixed-weight (Laspeyres) mean, as in the statistics office's labour cost indices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from analysis.errors import MeasureError
from analysis.measures.bounds import Bounded
from analysis.measures.inputs import require_choice
from analysis.measures.pay.pay_series import Row, rounding_note
from analysis.measures.pay.salaries import (
    GRADE_GROUPS,
    SALARY_HALF_UNIT,
    WHOLE_SERVICE,
    pay_by_grade,
)
from analysis.measures.prices.changes import nominal_change

HEADCOUNT_HALF_UNIT = 2.5  # published to the nearest 5

_PARTS = {"AA/AO": {"AA", "AO"}, "SEO/HEO": {"SEO", "HEO"}, "G6/G7": {"G6", "G7"}}


@dataclass(frozen=True)
class Composition:
    """A change in mean pay divided into pay and mix, per cent and percentage points.

    `all_staff` is the change of the published all-staff mean; `fixed_mix` that of the grades'
    means at the headcounts of `mix_of`; `composition` the difference of the two in percentage
    points. `grades` has a row a grade: means, headcounts and shares at both ends, and the rise of
    its mean. `rebuilt` are the weighted means at either end, `published` the printed ones.
    """

    start: int
    end: int
    mix_of: int
    all_staff: Bounded
    fixed_mix: Bounded
    composition: Bounded
    grades: pd.DataFrame
    rebuilt: tuple[Bounded, Bounded]
    published: tuple[Bounded, Bounded]
    rows: tuple[Row, ...]

    @property
    def note(self) -> str:
        """Which of the three numbers rest on rounding, and between what; empty if none does."""
        parts = {
            "all staff": self.all_staff,
            f"rise at the {self.mix_of} mix": self.fixed_mix,
            "composition": self.composition,
        }
        notes = {name: rounding_note(part) for name, part in parts.items()}
        return "; ".join(f"{name}: {note}" for name, note in notes.items() if note)


def composition(
    salaries: pd.DataFrame,
    *,
    start: int,
    end: int,
    measure: str = "mean",
    mix: Literal["start", "end"] = "start",
    grades: Sequence[str] = GRADE_GROUPS,
) -> Composition:
    """Divide the change in mean pay of the whole service into pay at a fixed mix and composition.

    With n a grade's headcount and w its mean salary, `fixed = sum(n w_end) / sum(n w_start) - 1`
    at the headcounts of `mix`; `composition = all-staff change - fixed change`, in percentage
    points. From 2021 to 2023 means rose 7.1 %, at the 2021 mix 4.7 %: composition is 2.4 points.

    Rounding of each mean (±£5) and headcount (±2.5) is carried to the extremes.

    Raises `MeasureError` for a median, for grades that overlap (AA with AA/AO), and for a year in
    which a grade has no mean or no headcount, naming the grade and the years there are.

    >>> two = [("EO", 27750.0, 29060.0, 128890.0, 127335.0), ("G6/G7", 58800.0, 60640.0, 62425.0,
    ...     75220.0), ("All", 37880.0, 40790.0, 191315.0, 202555.0)]  # two grades of 2021 and 2023
    >>> facts = [(year, grade, measure, value) for grade, *values in two for value, measure, year in
    ...     zip(values, ["mean"] * 2 + ["headcount"] * 2, [2021, 2023] * 2, strict=True)]
    >>> rows = pd.DataFrame(facts, columns=["year", "responsibility_level", "measure", "value"])
    >>> rows = rows.assign(key=rows.index.astype(str), population=WHOLE_SERVICE, confidence="high",
    ...     unit=rows["measure"].map({"mean": "GBP", "headcount": "people"}), source="",
    ...     reference_last=pd.to_datetime(rows["year"].astype(str) + "-03-31"))
    >>> found = composition(rows, start=2021, end=2023, grades=["EO", "G6/G7"])
    >>> [round(part.value, 1) for part in (found.all_staff, found.fixed_mix, found.composition)]
    [7.7, 3.9, 3.8]
    """
    if measure != "mean":
        raise MeasureError(
            f"a {measure} does not divide into grades; composition is measured on the mean."
        )
    require_choice(mix, ("start", "end"), what="mix")
    for group, parts in _PARTS.items():
        both = parts & set(grades)
        if group in grades and both:
            raise MeasureError(f"grades overlap: {group} includes {', '.join(sorted(both))}.")
    means = pay_by_grade(salaries, measure="mean")
    heads = salaries[
        (salaries["population"] == WHOLE_SERVICE)
        & (salaries["measure"] == "headcount")
        & salaries["value"].notna()
    ].drop_duplicates(["responsibility_level", "year"])
    table = pd.DataFrame({"responsibility_level": list(grades)})
    keys: list[Row] = []
    for name, year in (("start", start), ("end", end)):
        for column, frame in (("mean", means), ("headcount", heads)):
            values, found = _of_year(frame, year, [*grades, "All"], column)
            table[f"{column}_{name}"] = values.loc[list(grades)].to_numpy()
            if column == "mean":
                table.attrs[name] = float(values["All"])
            keys += [("salaries", key) for key in found]
        total = table[f"headcount_{name}"].sum()
        table[f"share_{name}_pct"] = 100 * table[f"headcount_{name}"] / total
    table["rise_pct"] = 100 * (table["mean_end"] / table["mean_start"] - 1)
    ends = [float(table.attrs.pop(name)) for name in ("start", "end")]
    published = [Bounded(v, v - SALARY_HALF_UNIT, v + SALARY_HALF_UNIT) for v in ends]
    rebuilt = [
        _weighted(table[f"mean_{name}"], table[f"headcount_{name}"]) for name in ("start", "end")
    ]
    weights = table[f"headcount_{mix}"]
    fixed = nominal_change(
        _weighted(table["mean_start"], weights), _weighted(table["mean_end"], weights)
    )
    whole = nominal_change(published[0], published[1])
    return Composition(
        start,
        end,
        start if mix == "start" else end,
        whole,
        fixed,
        Bounded(whole.value - fixed.value, whole.low - fixed.high, whole.high - fixed.low),
        table,
        (rebuilt[0], rebuilt[1]),
        (published[0], published[1]),
        tuple(keys),
    )


def _of_year(
    frame: pd.DataFrame, year: int, grades: Sequence[str], what: str
) -> tuple[pd.Series[float], list[str]]:
    """Values and keys of one year by grade; refuse a grade that is missing."""
    rows = frame[(frame["year"] == year) & frame["responsibility_level"].isin(list(grades))]
    by_grade = rows.set_index("responsibility_level")
    for grade in grades:
        if grade not in by_grade.index:
            mine = frame[frame["responsibility_level"] == grade]
            years = ", ".join(str(one) for one in sorted(set(mine["year"]))) or "none"
            raise MeasureError(f"no {what} of {grade} for {year}; years there are: {years}.")
    return by_grade["value"].astype(float), [str(key) for key in by_grade["key"]]


def _weighted(means: pd.Series[Any], heads: pd.Series[Any]) -> Bounded:
    """Mean of the grades' means by headcount, at most as far off as the roundings allow.

    A headcount off by h moves the result by at most h times the distance of its grade's mean
    from it, over the total.
    """
    total = float(heads.sum())
    value = float((means * heads).sum()) / total
    slack = SALARY_HALF_UNIT + HEADCOUNT_HALF_UNIT * float((means - value).abs().sum()) / total
    return Bounded(value, value - slack, value + slack)
