"""Notebook 03, its charts and tables: sectors, grades, changes, and what moved between sectors."""

from __future__ import annotations

from math import nan
from typing import Any

import numpy as np
import pandas as pd

from analysis.collection.headlines import ends_of_lines, moved
from analysis.collection.landmarks import pay_landmarks
from analysis.collection.layouts import lay_out, words_of
from analysis.collection.pay.sectors import ALL_STAFF, CONVENTION, MEANS, View, convention_of
from analysis.collection.pay_record import PRIVATE, WITH_BANKS, WITHOUT_BANKS
from analysis.collection.selection import day_text
from analysis.collection.wording import listed, sentence
from analysis.measures.prices.price_index import PriceIndex
from analysis.present import Chart, Table, line_chart

# What moved between the sectors of average weekly earnings, first month to last, as ONS says in
# its notes to the series.
BREAKS = (
    ("2009-07", "2014-03", "Banks counted as public", "Royal Bank of Scotland, Lloyds and others"),
    ("2010-06", "2012-05", "Further education public", "English further-education colleges"),
    ("2013-10", "", "Royal Mail private", "Royal Mail plc, public until then"),
)
BACK = {"Banks counted as public": "Banks private again"}
SHOWN = ("AA/AO", "SEO/HEO", "SCS level")  # the lowest, the middle and the highest, in one chart
SALARIES = "salaries: Civil Service Statistics, 31 March"
MOVED = " Bodies moved between the sectors meanwhile."
NO_EARNINGS = "No earnings of the sectors are on record for this reading."


def _source(view: View) -> str:
    parts = [view.release, SALARIES, "prices: ONS"]
    return "; ".join(part for part in parts if part)


def _lines(view: View, names: tuple[str, ...]) -> pd.DataFrame:
    """Put the named series in real terms on a base of 100: a row a March, blank where unknown."""
    years = np.arange(view.base, view.end + 1)
    months = (years - 1970) * 12 + 2
    frames = []
    for name in names:
        if name not in view.pay:
            continue
        by = convention_of(view.pay[name])
        levels = view.pay[name].levels(months, by)
        ratio, _, _ = _prices(view).ratios(months[:1], months, by)
        real = 100 * levels / levels[0] / ratio
        if np.isnan(real[1:]).all():
            continue
        periods = pd.PeriodIndex([f"{year}-03" for year in years], freq="M")
        frames.append(pd.DataFrame({"period": periods, "value": real, "series": name}))
    if not frames:
        return pd.DataFrame(columns=["period", "value", "series"])
    return pd.concat(frames, ignore_index=True)


def _prices(view: View) -> PriceIndex:
    return view.indices[view.index]


def told(data: pd.DataFrame, names: tuple[str, str], none: str) -> tuple[str, str]:
    """Say in headline and description where the two lines that matter end, and all of them."""
    levels = {
        name: last
        for name, (_, last) in ends_of_lines(data, series="series", value="value").items()
    }
    bare = {name: name.removeprefix("Civil service, ").lower() for name in names}
    said = [f"{bare[name]} {moved(levels[name])}" for name in names if name in levels]
    if not said:
        return "No pay of two years to compare yet", none
    start = f"March {data['period'].min().year}"
    ends = listed([f"{level:.1f} for {name}" for name, level in levels.items()])
    alt = f"With {start} as 100, pay divided by prices ended at {ends}."
    return sentence(", ".join(said)), alt


def _draw(view: View, names: tuple[str, ...], **words: Any) -> Chart:
    subtitle = (
        f"{words.pop('whose')}, in real terms ({view.index}), March {view.base} = 100, each March "
        f"to {view.end}; {CONVENTION} where monthly"
    )
    data = _lines(view, names)
    headline, alt = told(data, words.pop("of"), words["none"])
    return line_chart(
        data,
        landmarks=pay_landmarks(view.as_of),
        headline=headline,
        alt=f"{alt}{words.pop('also', '')}",
        subtitle=subtitle,
        source=_source(view),
        **words_of("sector-pay", base=view.base) | words,
    )


def sectors(view: View) -> Chart:
    """Draw mean pay of the sectors, with what moved between them."""
    by = day_text(view.as_of)
    events = [(pd.Period(first, freq="M"), label) for first, _, label, _ in BREAKS]
    events += [
        (pd.Period(last, freq="M") + 1, BACK[label])
        for _, last, label, _ in BREAKS
        if label in BACK
    ]
    events = [(month, label) for month, label in events if month.start_time.date() <= by]
    first, last = (pd.Period(f"{year}-03", freq="M") for year in (view.base, view.end))
    shown = any(first <= month <= last for month, _ in events)
    return _draw(
        view,
        MEANS,
        id="sectors-chart",
        of=(PRIVATE, WITH_BANKS),
        whose=f"Average weekly earnings (mean), {view.measure} pay, Great Britain",
        also=MOVED if shown else "",
        events=events,
        none=NO_EARNINGS,
    )


def grades(view: View) -> Chart:
    """Draw median pay of the civil service, all staff and three grades, beside the two sectors."""
    service = (ALL_STAFF, *(f"Civil service, {grade}" for grade in SHOWN))
    drawn = any(view.change(name, view.index) is not None for name in service)
    names = (*service, PRIVATE, WITHOUT_BANKS) if drawn else ()
    return _draw(
        view,
        names,
        id="civil-service-chart",
        of=(ALL_STAFF, PRIVATE),
        whose="Median salaries of the civil service and mean weekly earnings of the sectors",
        also=" The median of all staff mixes grades.",
        none=f"No salary of the civil service is on record for both March {view.base} and March "
        f"{view.end}.",
    )


def changes(view: View) -> Table:
    """List the change of every series in money, and in real terms on each index."""
    rows = []
    for name in view.pay:
        by = {index: view.change(name, index) for index in view.indices}
        chosen = by.get(view.index)
        if chosen is None:
            continue
        rows.append(
            {
                "series": name,
                "measure": "mean" if name in MEANS else "median",
                "nominal": chosen.nominal.value,
                "low": chosen.real.low,
                "high": chosen.real.high,
            }
            | {index: change.real.value if change else nan for index, change in by.items()}
        )
    return lay_out(
        "sector-changes",
        pd.DataFrame(rows),
        id="changes",
        base=view.base,
        end=view.end,
        each=list(view.indices),
        index=view.index,
        source=_source(view),
    )


def breaks(view: View) -> Table:
    """List what was counted in another sector for a time."""
    data = pd.DataFrame(BREAKS, columns=["first", "last", "what", "who"])
    data["first"] = pd.PeriodIndex(data["first"], freq="M")
    data["last"] = pd.PeriodIndex(data["last"].replace("", None), freq="M")
    by = pd.Period(day_text(view.as_of), freq="M")
    data = data[data["first"] <= by]
    data["last"] = data["last"].where(data["last"] <= by)  # an end that had not come
    within = data["last"].isna() | (data["last"] >= pd.Period(f"{view.base}-03", freq="M"))
    return lay_out("breaks", data[within])


def ashe(view: View) -> Table:
    """List full-time medians by sector from the yearly survey, now and in prices of the newest."""
    rows = view.ashe
    chosen = rows[
        (rows["geography"] == "UK")
        & (rows["measure"] == "median")
        & (rows["pay_kind"] == "gross weekly pay")
        & (rows["working_pattern"] == "full-time")
        & (rows["sex"] == "all")
        & rows["sector"].isin(["public", "private"])
    ]
    data = chosen.pivot_table(index="year", columns="sector", values="value", aggfunc="first")
    data = data.reindex(columns=["private", "public"]).reset_index()
    data["year"] = data["year"].astype(str)
    newest = data["year"].max() if len(data) else ""
    if view.index in view.indices and len(data):
        months = (data["year"].astype(int).to_numpy() - 1970) * 12 + 3
        ratio, _, _ = _prices(view).ratios(months, months[-1], "month to month")
        for sector in ("private", "public"):
            data[f"{sector}_real"] = data[sector] * ratio
    return lay_out("ashe", data, newest=newest, index=view.index)
