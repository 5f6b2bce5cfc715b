"""Notebook 17: senior pay by band, and departments as a distribution, against prices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.collection.pay_record import paid
from analysis.collection.prices import chosen_indices, price_indices
from analysis.collection.selection import LATEST
from analysis.collection.wording import named_for
from analysis.errors import MeasureError
from analysis.measures.pay.departments import department_changes, distribution, grade_mix
from analysis.measures.pay.pay_series import PayChange, PaySeries, real_pay_change
from analysis.measures.pay.salaries import BASE_PAY, SENIOR_BANDS, series_of_grades
from analysis.measures.prices.price_index import PriceIndex
from analysis.periods import Month
from analysis.present import Finding, Value
from analysis.present.findings import each_found
from analysis.tables import read
from analysis.tables.asked import asked

BANDS = {
    "SCS PB1": "Band 1 (deputy director)",
    "SCS PB1A": "Band 1A",
    "SCS PB2": "Band 2 (director)",
    "SCS PB3": "Band 3 (director general)",
}
# The same in a sentence: who is in the band.
IN_WORDS = {
    "Band 1 (deputy director)": "deputy directors",
    "Band 1A": "deputy directors of the upper band",
    "Band 2 (director)": "directors",
    "Band 3 (director general)": "directors general",
}
DEPARTMENT_YEARS = (2020, 2023)  # the first and last years with medians of departments
MIX_YEARS = (2021, 2023)  # the first and last years with headcounts of departments by grade


@dataclass(frozen=True, eq=False)
class View:
    """Medians of senior bands and of departments by a day, and the indices."""

    bands: pd.DataFrame
    departments: pd.DataFrame
    indices: dict[str, PriceIndex]
    index: str
    as_of: str

    @cached_property
    def series(self) -> dict[str, PaySeries]:
        """The base pay of each band over the years, by its plain name."""
        found = series_of_grades(
            self.bands, grades=list(BANDS), measure=BASE_PAY, population=SENIOR_BANDS
        )
        return {BANDS[band]: pay for band, pay in found.items()}

    @cached_property
    def senior(self) -> dict[tuple[str, str], PayChange]:
        """The change of each band on each index, over the longest span of the bands, by name."""
        through = min((index.last for index in self.indices.values()), default=None)
        months = {
            name: [at for at in map(_month, one.months) if through is not None and at <= through]
            for name, one in self.series.items()
        }
        lasts = [found[-1] for found in months.values() if found]
        firsts = [found[0] for found in months.values() if found]
        if not lasts or max(lasts) <= min(firsts):
            return {}
        return {
            (name, index): real_pay_change(
                self.series[name], index=prices, start=min(firsts), end=max(lasts)
            )
            for name, found in months.items()
            if {min(firsts), max(lasts)} <= set(found)
            for index, prices in self.indices.items()
        }

    @cached_property
    def changes(self) -> pd.DataFrame:
        """The change of each grade in each organisation on the index of the page."""
        return self.changes_on(self.index)

    def changes_on(self, index: str) -> pd.DataFrame:
        """The change of each grade in each organisation on one index; empty where not known."""
        if index not in self.indices or self.departments.empty:
            return pd.DataFrame()
        with suppress(MeasureError):
            return department_changes(
                self.departments,
                start=DEPARTMENT_YEARS[0],
                end=DEPARTMENT_YEARS[1],
                index=self.indices[index],
            )
        return pd.DataFrame()

    @cached_property
    def spread(self) -> pd.DataFrame:
        """The distribution of those changes, a row a grade."""
        return distribution(self.changes) if len(self.changes) else pd.DataFrame()

    @cached_property
    def mix(self) -> pd.DataFrame:
        """The shares of grades among the staff of the organisations."""
        if self.departments.empty:
            return pd.DataFrame()
        found = grade_mix(self.departments, start=MIX_YEARS[0], end=MIX_YEARS[1])
        return found.dropna()


def _month(ordinal: int) -> Month:
    return Month(1970, 1) + ordinal


@asked
def gather(*, index: str, as_of: str = LATEST) -> View:
    """Read medians of senior bands and of organisations, and headcounts, known by a day."""
    bands = read("salaries", as_of=as_of, where={"population": SENIOR_BANDS, "measure": BASE_PAY})
    units = read(
        "salaries",
        as_of=as_of,
        where={"unit_kind": "organisation", "measure": ["median", "headcount"]},
    )
    return View(bands, units, price_indices(chosen_indices(index), as_of=as_of), index, as_of)


def findings(view: View) -> Iterator[Finding]:
    """Say what departments' medians did, what senior bands did, and how the mix moved."""
    sentence = "Neither senior pay by band nor medians of departments were known by this day."
    none = Finding("nothing-known", sentence, {})
    made = (department_finding, _extremes, senior_finding, _senior_others, mix_finding)
    return each_found(made, view, none)


def department_finding(view: View, *, name: str = "departments") -> Finding | None:
    """Say what the median did at each grade in the middle department."""
    if view.spread.empty:
        return None
    values: dict[str, Value] = {
        "start": Value(str(DEPARTMENT_YEARS[0])),
        "end": Value(str(DEPARTMENT_YEARS[1])),
        "index": Value(view.index),
    }
    parts = []
    rows: list[Any] = list(view.spread.itertuples())
    for place, row in enumerate(rows):
        of = named_for(row.grade)
        value = Value(row.median, "%", 1, distribution, row.median_keys, wording="change")
        values |= {
            f"median_{of}": value,
            f"n_{place}": Value(row.n, function=distribution),
            f"grade_{of}": Value(row.grade),
        }
        parts.append(f"{{grade_{of}}} {{median_{of}}} ({{n_{place}}} organisations)")
    return Finding(
        name,
        "From March {start} to March {end} the median pay of a grade, in the middle department or "
        "agency and in real terms on {index}: " + ", ".join(parts) + ".",
        values,
        asks=("start",),
    )


def _extremes(view: View) -> Finding | None:
    """Say how far departments lie apart, and who fell most and least at the largest grade."""
    if view.spread.empty:
        return None
    row = view.spread.sort_values(["n", "grade"], ascending=[False, True]).iloc[0]
    mine = view.changes[view.changes["grade"] == row["grade"]]

    def end(place: int) -> tuple[str, Value]:
        one = mine.iloc[place]
        keys = (("salaries", str(one["before_key"])), ("salaries", str(one["after_key"])))
        return str(one["population"]), Value(
            float(one["real_pct"]), "%", 1, department_changes, keys, wording="signed"
        )

    (least_who, least), (most_who, most) = end(0), end(-1)
    return Finding(
        "departments-apart",
        "Departments lie far apart: at {grade} from {least} ({least_who}) to {most} ({most_who}), "
        "half of them between {lower} and {upper} (n {n}); part of that is who was employed there.",
        {
            "grade": Value(str(row["grade"])),
            "least": least,
            "least_who": Value(least_who),
            "most": most,
            "most_who": Value(most_who),
            "lower": Value(row["lower_quartile"], "%", 1, distribution, wording="signed"),
            "upper": Value(row["upper_quartile"], "%", 1, distribution, wording="signed"),
            "n": Value(int(row["n"]), function=distribution),
        },
    )


def senior_finding(view: View, *, name: str = "senior-bands") -> Finding | None:
    """Say what the base pay of each senior band did."""
    found = {band: one for (band, index), one in view.senior.items() if index == view.index}
    if not found:
        return None
    first = next(iter(found.values()))
    values: dict[str, Value] = {
        "first": Value(pd.Period(first.start.text, "M")),
        "last": Value(pd.Period(first.end.text, "M")),
        "index": Value(view.index),
    }
    parts = []
    for place, (band, change) in enumerate(found.items()):
        values |= {
            f"band{place}": Value(IN_WORDS[band]),
            f"real{place}": paid(change),
        }
        parts.append(f"that of {{band{place}}} {{real{place}}}")
    return Finding(
        name,
        "From {first} to {last} median base pay in the senior civil service, in real terms on "
        "{index}: " + ", ".join(parts) + ".",
        values,
    )


def _senior_others(view: View) -> Finding | None:
    others = [name for name in view.indices if name != view.index]
    found = {
        index: {band: one for (band, of), one in view.senior.items() if of == index}
        for index in others
    }
    found = {index: bands for index, bands in found.items() if bands}
    if not found:
        return None
    values: dict[str, Value] = {}
    parts = []
    for index, bands in found.items():
        ends = sorted(one.real.value for one in bands.values())
        rows = tuple(row for one in bands.values() for row in one.rows)
        values |= {
            f"index_{index}": Value(index),
            f"range_{index}": Value((ends[0], ends[-1]), "%", 1, real_pay_change, rows),
        }
        parts.append(f"{{range_{index}}} on {{index_{index}}}")
    return Finding(
        "senior-others",
        "On the other indices the bands changed by " + " and by ".join(parts) + ".",
        values,
    )


def mix_finding(view: View, *, name: str = "mix") -> Finding | None:
    """Say how the grade mix of the organisations moved."""
    if view.mix.empty:
        return None
    low = view.mix[view.mix["grade"].isin(["AA/AO", "EO"])]
    high = view.mix[view.mix["grade"].isin(["SEO/HEO", "G6/G7", "SCS level"])]
    keys = tuple(("salaries", str(key)) for key in _head_keys(view))
    return Finding(
        name,
        "The mix moved up meanwhile: from {start} to {end} the share of AA to EO in their staff "
        "changed by {low} percentage points and that of HEO and above by {high} points, so that "
        "a median of all staff moves with the mix as well as with pay ({n} organisations).",
        {
            "start": Value(str(MIX_YEARS[0])),
            "end": Value(str(MIX_YEARS[1])),
            "low": Value(float(low["points"].sum()), "", 1, grade_mix, keys, wording="signed"),
            "high": Value(float(high["points"].sum()), "", 1, grade_mix, keys, wording="signed"),
            "n": Value(int(view.mix["n"].iloc[0]), function=grade_mix),
        },
    )


def _head_keys(view: View) -> list[str]:
    rows = view.departments
    chosen = (rows["measure"] == "headcount") & (rows["responsibility_level"] == "All")
    return list(rows.loc[chosen & rows["year"].isin(MIX_YEARS), "key"])
