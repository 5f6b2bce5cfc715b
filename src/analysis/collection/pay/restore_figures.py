"""Notebook 10, its chart and tables: pay and what would be level with it, awards, phased rises."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.collection.landmarks import pay_landmarks
from analysis.collection.layouts import lay_out, words_of
from analysis.collection.pay.restore import FORECAST_BY, View
from analysis.collection.wording import staff
from analysis.periods import Month
from analysis.present import Chart, Table, line_chart
from analysis.present.numbers import print_amount

COLUMNS = ["period", "value", "series", "forecast"]
NOTHING = "No two salaries of this grade, or no prices of this index, is on record by then."


def _source(view: View) -> str:
    parts = ["salaries: Civil Service Statistics, 31 March", "prices: ONS"]
    if len(view.forecasts) and view.index in FORECAST_BY:
        parts.append(f"forecast: {view.forecasts['forecast'].iloc[-1]}")
    return "; ".join(parts)


def _lines(view: View) -> pd.DataFrame:
    """Pay, the pay that would be level with the base, and the path that restores it."""
    if view.pay is None or view.index not in view.indices:
        return pd.DataFrame(columns=COLUMNS)
    level, path = f"Level with {view.base[:4]}", f"Restored over {view.years} years"
    index, start = view.indices[view.index], view.pay.point(view.base).value
    months = np.array([Month.parse(view.base).ordinal, *view.pay.months])
    months = np.arange(months[0], months.max() + 1, 12)
    levels = start * index.ratios(months[:1], months, view.convention)[0]
    rows: list[tuple[str, float, str, bool]] = []
    for month, level_gbp in zip(months, levels, strict=True):
        text = str(pd.Period(ordinal=int(month), freq="M"))
        if int(month) in view.pay.months:
            rows.append((text, view.pay.point(text).value, "Pay", False))
        if np.isfinite(level_gbp):
            rows.append((text, float(level_gbp), level, False))
    phased, _ = view.phased(view.index, view.years)
    if phased is not None:
        if phased.carried:
            rows.append((view.now, phased.now.to_gbp.value, level, True))
        rows.append((view.now, phased.now.from_gbp.value, path, False))
        prices = phased.now.to_gbp.value
        for ahead, step in enumerate(phased.steps.to_dict("records"), start=1):
            month = f"{int(view.now[:4]) + ahead}-03"
            prices *= 1 + float(step["forecast_pct"]) / 100
            rows.append((month, prices, level, True))
            rows.append((month, float(step["pay_gbp"]), path, True))
    data = pd.DataFrame(rows, columns=COLUMNS)
    data["period"] = pd.PeriodIndex(data["period"], freq="M")
    return data.sort_values(["series", "period"], ignore_index=True)


def _told(data: pd.DataFrame, view: View) -> tuple[str, str]:
    """Say what pay is now, what would be level with the base, and where the path leads."""
    level = data[data["series"] == f"Level with {view.base[:4]}"].set_index("period")["value"]
    pay = data[data["series"] == "Pay"].set_index("period")["value"]
    if pay.empty:
        return "No pay to set beside its base", NOTHING
    both = pay.index.intersection(level.index)
    if both.empty:
        return f"Median pay {print_amount(pay.iloc[-1], 'GBP')}", "No prices reach that month."
    month = both[-1]
    now, needed = (print_amount(one[month], "GBP") for one in (pay, level))
    headline = f"Median pay {now}; level with {view.base[:4]} would be {needed}"
    alt = (
        f"In {month.strftime('%B %Y')} median pay was {now} and {needed} would have been level "
        f"with March {view.base[:4]} on {view.index}."
    )
    path = data[data["series"].str.startswith("Restored") & data["forecast"]]
    if len(path):
        last = path.iloc[-1]
        alt += (
            f" On the forecast, the path that restores the base reaches "
            f"{print_amount(last['value'], 'GBP')} in {last['period'].strftime('%B %Y')}."
        )
    return headline, alt


def chart(view: View) -> Chart:
    """Draw pay, the break-even line, and from the newest figure on the forecast of both."""
    data = _lines(view)
    headline, alt = _told(data, view)
    return line_chart(
        data,
        **words_of("restoration-chart"),
        forecast="forecast",
        unit="GBP",
        zero=False,
        landmarks=pay_landmarks(view.as_of),
        headline=headline,
        subtitle=f"Median salary ({staff(view.grade)}), civil service, pounds a year in money, "
        f"and the base of March {view.base[:4]} carried by {view.index}, {view.convention}; "
        "dashed: forecast",
        alt=alt,
        source=_source(view),
        none=NOTHING,
    )


def awards(view: View) -> Table:
    """List each step of pay beside the rise in prices, and what would have restored the base."""
    data = view.steps()
    if len(data):
        ends = {end: pd.PeriodIndex(data[end], freq="M") for end in ("start", "end")}
        data = data.assign(**ends)
    return lay_out(
        "break-even",
        data,
        staff=staff(view.grade),
        index=view.index,
        source=_source(view),
        none=NOTHING,
    )


def phased(view: View) -> Table:
    """List the yearly rise that restores the base over one year to the number asked."""
    rows = []
    why = []
    for name in view.indices:
        for years in range(1, view.years + 1):
            made, reason = view.phased(name, years)
            rows.append(
                {
                    "index": name,
                    "years": years,
                    "yearly": None if made is None else made.yearly.value,
                    "pace": None if made is None else made.keeping_pace,
                    "pay": None if made is None else made.steps["pay_gbp"].iloc[-1],
                }
            )
            why.append(reason or None)
    figures = ("yearly", "pace", "pay")
    data = pd.DataFrame(rows if view.pay is not None else [])
    if len(data):
        data = data.astype(dict.fromkeys(figures, float))
    return lay_out(
        "phased-rises",
        data,
        base=view.base[:4],
        blanks=dict.fromkeys(figures, why) if len(data) else {},
        source=_source(view),
        none=NOTHING,
    )
