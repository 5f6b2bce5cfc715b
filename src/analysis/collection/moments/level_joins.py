"""What a news report asks on levels of pay: the median, the lowest found, sectors and grades.

Each join is one function, as in `pay_joins`: the report and a day (or `latest`) in, findings out.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.collection.moments.pay_joins import read_remits
from analysis.collection.moments.report import Report
from analysis.collection.pay import floor as floors
from analysis.collection.pay import sectors
from analysis.collection.pay_record import paid, read_salaries
from analysis.collection.prices import price_indices, shown_indices
from analysis.collection.selection import LATEST
from analysis.collection.wording import agree, known_day, listed
from analysis.errors import MeasureError, UsageError
from analysis.measures.pay.pay_series import real_pay_change
from analysis.measures.pay.salaries import salary_series
from analysis.measures.pay.wage_floor import (
    ADULT_RATES,
    WEEKLY_HOURS,
    WEEKS_A_YEAR,
    pay_against_floor,
)
from analysis.present import Finding, Value
from analysis.tables import read

WEEKS, NET, GROSS = WEEKS_A_YEAR, WEEKLY_HOURS, 42.0  # paid hours, breaks left out or counted in
YEAR = pd.DateOffset(years=1)  # pay found earlier is not set against the next floor
BASE = 2010  # the year from which the reports count
GRADES_ABOUT = {"AA", "AO", "EO"}
# Growth of regular pay over a year: the series of which first prints are on record.
GROWTH = {"KAJ4": "private sector", "KAJ7": "public sector"}


def median_pay(report: Report, as_of: str) -> list[Finding]:
    """Say what became of the median of all civil servants, with what it mixes, on each index."""
    salaries = read_salaries("median", as_of=as_of)
    try:
        pay = salary_series(salaries)
    except MeasureError:
        return []
    if len(pay.months) < 2:
        return []
    first, last = (str(pd.Period("1970-01", "M") + at) for at in (pay.months[0], pay.months[-1]))
    parts, values = [], dict[str, Value]()
    for n, (name, index) in enumerate(price_indices(shown_indices(), as_of=as_of).items()):
        made = real_pay_change(pay, index=index, start=first, end=last)
        values |= {f"name{n}": Value(name), f"real{n}": paid(made)}
        parts.append(f"{{real{n}}} on {{name{n}}}")
    values |= {"first": Value(pd.Period(first, "M")), "last": Value(pd.Period(last, "M"))}
    return [
        Finding(
            "median-pay",
            "The median salary of all civil servants, whose mix of grades moved, "
            f"{listed(parts)} in real terms from {{first}}, the first on record, to {{last}}.",
            values,
        )
    ]


def lowest_pay(report: Report, as_of: str) -> list[Finding]:
    """Set the lowest pay found by the day against the wage floor, on both counts of hours.

    The floor announced next stands beside it: on the day if it was known, else as of now.
    """
    day = report.day.isoformat()
    found = [floors.gather(weekly_hours=hours, weeks=WEEKS, as_of=day) for hours in (NET, GROSS)]
    if any(view.points.empty for view in found):
        return []
    points = [view.points.iloc[-1] for view in found]
    scale = (("pay_scales", str(points[0]["key"])),)
    values = {
        "grade": Value(str(points[0]["standard_grade"])),
        "day": Value(points[0]["day"].date()),
        "pay": Value(float(points[0]["value"]), "£", 0, rows=scale),
        "net": Value(NET, "", 0),
        "gross": Value(GROSS, "", 0),
    }
    recent = points[0]["day"] >= pd.Timestamp(report.day) - YEAR
    then = _next_floor(report, day) if recent else None
    if as_of == LATEST:
        now = _next_floor(report, LATEST) if recent else None
        return [] if now is None or then is not None else [_against_next(now, points, values)]
    multiples = {
        name: Value(float(point["multiple"]), "", 2, pay_against_floor, rows=scale)
        for name, point in zip(("on_net", "on_gross"), points, strict=True)
    }
    lowest = Finding(
        "lowest-pay",
        "The lowest {grade} pay found by then ({pay}, {day}) was {on_net} times the wage "
        "floor of its day on {net} paid hours a week and {on_gross} times on {gross}, "
        "breaks counted in.",
        values | multiples,
    )
    return [lowest] if then is None else [lowest, _against_next(then, points, values)]


def _next_floor(report: Report, as_of: str) -> pd.Series[Any] | None:
    """Find the first adult rate to come into force after the day, of those known by `as_of`."""
    rates = read("wage_floors", as_of=as_of)
    later = rates[
        rates["rate_name"].isin(ADULT_RATES) & (rates["effective_first"] > pd.Timestamp(report.day))
    ]
    return None if later.empty else later.sort_values("effective_first").iloc[0]


def _against_next(rate: pd.Series[Any], points: list[Any], values: dict[str, Value]) -> Finding:
    """Set the same pay against the floor that came into force next."""
    rows = (*values["pay"].rows, ("wage_floors", str(rate["key"])))
    own = {
        name: Value(float(point["hourly"] / rate["hourly_gbp"]), "", 2, pay_against_floor, rows)
        for name, point in zip(("on_net", "on_gross"), points, strict=True)
    }
    own |= {
        "rate": Value(float(rate["hourly_gbp"]), "£", 2, rows=rows[-1:]),
        "since": Value(rate["effective_first"].date()),
    }
    told = ""
    if pd.notna(rate["announced_last"]):
        own["announced"] = Value(
            known_day(rate["announced_first"], rate["announced_last"]), rows=rows[-1:]
        )
        told = " (announced: {announced})"
    return Finding(
        "next-floor",
        "Against the next floor, {rate} an hour from {since}"
        f"{told}, the same {{pay}} comes to {{on_net}} times the floor on {{net}} paid hours a "
        "week and {on_gross} times on {gross}.",
        own | {name: values[name] for name in ("pay", "net", "gross")},
    )


def by_sector(report: Report, as_of: str) -> list[Finding]:
    """Say what became of pay in the public sector and the private, and what was in print of it."""
    try:
        view = sectors.gather(base=BASE, index="CPI", pay_measure="regular", as_of=as_of)
        found = [one for one in sectors.findings(view) if one.id == "sectors"]
    except UsageError:
        found = []
    return found or ([] if as_of == LATEST else _growth(report))


def _growth(report: Report) -> list[Finding]:
    """Give the growth of pay that was in print where no level is on record; both of one month."""
    rows = read("earnings", as_of=report.day.isoformat(), where={"series": list(GROWTH)})
    held = rows.groupby("period")["series"].nunique()
    both = held[held == len(GROWTH)]
    if both.empty:
        return []
    month = both.index.max()
    rows = rows[rows["period"] == month].sort_values("known_from")
    values = {
        "month": Value(pd.Period(month, "M")),
        "printed": Value(rows["known_from"].iloc[-1].date()),
        "base": Value(str(BASE)),
    }
    parts = []
    for n, row in enumerate(rows.drop_duplicates("series", keep="last").to_dict("records")):
        values[f"pct{n}"] = Value(row["value"], "%", 1, rows=(("earnings", str(row["key"])),))
        values[f"sector{n}"] = Value(GROWTH[row["series"]])
        parts.append(f"{{pct{n}}} in the {{sector{n}}}")
    return [
        Finding(
            "growth",
            f"Regular pay (a mean, before prices) stood above a year earlier by {listed(parts)}, "
            "in the three months to {month} as first printed on {printed}; how it stood against "
            "{base} cannot be told for that day, because the levels then in print are not on "
            "record.",
            values,
        )
    ]


def awards_by_grade(report: Report, as_of: str) -> list[Finding]:
    """Say what the awards of the newest year gave each grade, by employer, beside its remit."""
    if as_of == LATEST:
        return []
    remits = read_remits(report)
    year = remits["pay_year_from"].max()
    rows = read("offer_statements", as_of=report.day.isoformat())
    rows = rows[(rows["pay_year_from"] == year) & rows["grade"].isin(GRADES_ABOUT)]
    rows = rows.assign(top=rows["pct"].fillna(rows["pct_high"])).dropna(subset=["top"])
    if rows.empty:
        return []
    values, parts = {"year": Value(year), "n": Value(len(rows))}, []
    for grade, own in rows.groupby("grade", sort=True):
        name = str(grade).lower()
        keys = tuple(("offer_statements", str(key)) for key in own["key"])
        values[name] = Value((float(own["top"].min()), float(own["top"].max())), "%", 1, rows=keys)
        values[f"{name}_grade"] = Value(grade)
        parts.append(f"{{{name}_grade}} {{{name}}}")
    beside, allowed = _remit_words(remits[remits["pay_year_from"] == year])
    return [
        Finding(
            "awards-by-grade",
            f"The most that awards for {{year}} gave a grade, in {{n}} "
            f"{agree(len(rows), 'statement')} by employer: {listed(parts)}{beside}.",
            values | allowed,
        )
    ]


def _remit_words(remits: pd.DataFrame) -> tuple[str, dict[str, Value]]:
    """Say what a year's remit allowed on average, and how much of it was for the lower paid."""
    remits = remits.dropna(subset=["ceiling_pct"]).sort_values("known_from")
    if remits.empty:
        return "", {}
    remit = remits.iloc[-1]
    key = (("remits", str(remit["key"])),)
    values = {"ceiling": Value(float(remit["ceiling_pct"]), "%", 1, rows=key)}
    text = "; the remit allowed {ceiling} on average"
    if pd.notna(remit["targeted_extra_pct"]) and remit["targeted_extra_pct"] > 0:
        values["extra"] = Value(float(remit["targeted_extra_pct"]), "%", 1, rows=key)
        text += " and a further {extra} that was targeted"
    return text, values
