"""What a news report asks of the record on offers and pay, as of its day and as it stands now.

Each join is one function, called by the name that `moments/moments.csv` gives it: it takes the
report and a day (or `latest`) and says what the record held by then, in one sentence or two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.collection.moments.report import Report
from analysis.collection.offers import chained
from analysis.collection.pay import floor as floors
from analysis.collection.pay import sectors
from analysis.collection.pay_record import read_salaries
from analysis.collection.prices import held, price_indices, rate_series, read_rates, shown_indices
from analysis.collection.selection import LATEST
from analysis.collection.wording import basis, listed, sayer
from analysis.errors import MeasureError, UsageError
from analysis.measures.bounds import Bounded
from analysis.measures.offers.chain_links import TRACKS
from analysis.measures.pay.pay_series import real_pay_change
from analysis.measures.pay.salaries import salary_series
from analysis.measures.pay.wage_floor import (
    ADULT_RATES,
    WEEKLY_HOURS,
    WEEKS_A_YEAR,
    pay_against_floor,
)
from analysis.measures.prices.knowledge import known_rates
from analysis.measures.prices.real_terms import real_change
from analysis.periods import PayYear
from analysis.present import Finding, Value
from analysis.present.numbers import print_month
from analysis.tables import read

WEEKS, NET, GROSS = WEEKS_A_YEAR, WEEKLY_HOURS, 42.0  # paid hours, breaks left out or counted in
BASE = 2011  # the first year with a median of all civil servants
GRADES_ABOUT = {"AA", "AO", "EO"}


def rates_of_the_day(report: Report) -> pd.DataFrame:
    """Give the newest rate of each index shown, known by the day and possibly known."""
    rates = read_rates(as_of=report.day.isoformat(), possibly=True)
    names = [name for name in held(rates) if name in shown_indices()]
    if not names:
        return pd.DataFrame(columns=["index", "rate_pct", "reference_month", "possible_pct"])
    found = known_rates(rates, on=report.day, indices=names)
    return found[found["rate_pct"].notna()].reset_index(drop=True)


def _rate(index: str, pct: float, month: Any) -> Value:
    row = ("prices", f"{rate_series([index])[0]}/{month}")
    return Value(float(pct), "%", 1, known_rates, rows=(row,))


def _against_rates(report: Report) -> tuple[str, dict[str, Value]]:
    """Say the rates of the day: 'CPI 1.3 % (November 2003), RPI 2.5 % … perhaps already 2.8 %'."""
    parts, values = [], dict[str, Value]()
    for n, row in enumerate(rates_of_the_day(report).to_dict("records")):
        values |= {
            f"name{n}": Value(row["index"]),
            f"rate{n}": _rate(row["index"], row["rate_pct"], row["reference_month"]),
            f"month{n}": Value(row["reference_month"]),
        }
        text = f"{{name{n}}} {{rate{n}}} ({{month{n}}}"
        if pd.notna(row["possible_pct"]) and row["possible_pct"] != row["rate_pct"]:
            values[f"perhaps{n}"] = _rate(row["index"], row["possible_pct"], row["possible_month"])
            values[f"next{n}"] = Value(row["possible_month"])
            text += f", or {{perhaps{n}}} if {{next{n}}} was already out"
        parts.append(f"{text})")
    return listed(parts), values


def offer_against_prices(report: Report, as_of: str) -> list[Finding]:
    """Set every percentage stated of the report's first offer beside the rates of the day.

    As the record stands now: what has been stated of the same offer since.
    """
    rows = then = stated_of_the_offer(report)
    if then.empty:
        return []
    year = then["pay_year_from"].iloc[0]
    if as_of == LATEST:
        rows = read("offer_statements", where={"employer": report.employers[0]})
        rows = rows[rows["pct"].notna() & (rows["pay_year_from"] == year)]
        rows = rows[~rows["key"].isin(then["key"])]
    against, values = _against_rates(report)
    if rows.empty or not against:
        return []
    parts = []
    for n, row in enumerate(rows.sort_values("pct", ascending=False).to_dict("records")):
        values |= {
            f"pct{n}": Value(
                float(row["pct"]), "%", 1, rows=(("offer_statements", str(row["key"])),)
            ),
            f"by{n}": Value(sayer(str(row["asserted_by"]))),
            f"of{n}": Value(basis(str(row["basis"]))),
        }
        parts.append(f"{{pct{n}}} ({{by{n}}}: {{of{n}}})")
    values |= {"employer": Value(str(rows["employer_name"].iloc[0])), "year": Value(year)}
    text = f"Stated of the offer at {{employer}} for {{year}}: {listed(parts)}; beside it stood "
    if as_of == LATEST:
        text = f"Stated since of the offer at {{employer}} for {{year}}: {listed(parts)}; beside "
        text += "it stood "
        return [Finding("offer-since", f"{text}{against}.", values)]
    return [Finding("offer", f"{text}{against}.", values), *_between(report, rows)]


def _between(report: Report, rows: pd.DataFrame) -> list[Finding]:
    """Name the percentages on which it turns whether a rate was already out."""
    found = []
    for rate in rates_of_the_day(report).to_dict("records"):
        if pd.isna(rate["possible_pct"]):
            continue
        low, high = sorted([float(rate["rate_pct"]), float(rate["possible_pct"])])
        for row in rows[rows["pct"].between(low, high)].to_dict("records"):
            found.append(
                Finding(
                    f"between-{rate['index'].lower()}",
                    "The {pct} stated lies between the {first} of {month} and the {second} of "
                    "{next}: whether it was above {index} turns on the day of that release.",
                    {
                        "pct": Value(row["pct"], "%", 1, rows=(("offer_statements", row["key"]),)),
                        "index": Value(rate["index"]),
                        "first": _rate(rate["index"], rate["rate_pct"], rate["reference_month"]),
                        "month": Value(rate["reference_month"]),
                        "second": _rate(
                            rate["index"], rate["possible_pct"], rate["possible_month"]
                        ),
                        "next": Value(rate["possible_month"]),
                    },
                )
            )
            break
    return found


@dataclass(frozen=True)
class Limit:
    """The limit on awards that a report is about: per cent, its row, and the pay year if it is one.

    `year` is empty for a cap that the report itself states.
    """

    pct: float
    row: tuple[str, str]
    year: str = ""


def limit_of(report: Report) -> Limit | None:
    """Take the cap that the report states, else the ceiling for the pay year of its day."""
    stated = report.stated("cap on offers")
    if stated is not None:
        return Limit(float(stated["value"]), ("moment_figures", str(stated["key"])))
    year = PayYear.containing(report.day).text
    remits = read("remits", as_of=report.day.isoformat(), where={"jurisdiction": _remits()})
    remits = remits[remits["pay_year_from"] == year].dropna(subset=["ceiling_pct"])
    if remits.empty:
        return None
    newest = remits.sort_values("known_from").iloc[-1]
    return Limit(float(newest["ceiling_pct"]), ("remits", str(newest["key"])), year)


def offered_and_rates(report: Report) -> pd.DataFrame:
    """Give what was stated of the offer, the limit on awards, and the rates of the day, by name.

    Columns: `what`, `kind` (pay or prices), `pct`.
    """
    rows = [
        {"what": f"Offer: {sayer(str(row['asserted_by']))}", "kind": "pay", "pct": row["pct"]}
        for row in stated_of_the_offer(report).to_dict("records")
    ]
    if (limit := limit_of(report)) is not None:
        what = f"Ceiling for {limit.year}" if limit.year else "Cap in the report"
        rows.append({"what": what, "kind": "pay", "pct": limit.pct})
    for rate in rates_of_the_day(report).to_dict("records"):
        said = [(rate["rate_pct"], rate["reference_month"], "")]
        if pd.notna(rate["possible_pct"]) and rate["possible_pct"] != rate["rate_pct"]:
            said.append((rate["possible_pct"], rate["possible_month"], ", perhaps out"))
        rows += [
            {
                "what": f"{rate['index']}, {print_month(month.year, month.month)}{perhaps}",
                "kind": "prices",
                "pct": pct,
            }
            for pct, month, perhaps in said
        ]
    return pd.DataFrame(rows, columns=["what", "kind", "pct"])


def stated_of_the_offer(report: Report) -> pd.DataFrame:
    """Take the percentages stated, by the day or possibly by it, of the report's first offer.

    The offer is that of the newest pay year by then, at the first employer that the report names;
    no row where the report gives no worth of an offer.
    """
    where = {"employer": report.employers[0]}
    rows = read("offer_statements", as_of=report.day.isoformat(), possibly=True, where=where)
    rows = rows[rows["pct"].notna()]
    if report.stated("worth of an offer") is None:
        return rows.iloc[:0]
    newest: pd.DataFrame = rows[rows["pay_year_from"] == rows["pay_year_from"].max()]
    return newest


def cap_against_prices(report: Report, as_of: str) -> list[Finding]:
    """Say what an award at the cap that was reported, else at the ceiling of the year, came to."""
    limit = limit_of(report)
    if limit is None or as_of == LATEST:
        return []
    pct, rows = limit.pct, (limit.row,)
    text = "An award at the cap of {pct} stated in the report"
    if limit.year:
        text = "An award at the ceiling of {pct} for {year}"
        if pct == 0:
            text = "Pay held at the ceiling of {pct} for {year}, a freeze,"
    values: dict[str, Value] = {"pct": Value(pct, "%", 1, rows=rows)}
    if limit.year:
        values["year"] = Value(limit.year)
    parts = []
    for n, row in enumerate(rates_of_the_day(report).to_dict("records")):
        key = ("prices", f"{rate_series([row['index']])[0]}/{row['reference_month']}")
        real = real_change(pct, Bounded.rounded(float(row["rate_pct"]), decimals=1))
        values |= {
            f"name{n}": Value(row["index"]),
            f"real{n}": Value(real.value, "%", 1, real_change, rows=(*rows, key), wording="change"),
            f"rate{n}": _rate(row["index"], row["rate_pct"], row["reference_month"]),
            f"month{n}": Value(row["reference_month"]),
        }
        parts.append(f"{{real{n}}} on {{name{n}}} ({{rate{n}}}, {{month{n}}})")
    if not parts:
        return []
    return [Finding("cap", f"{text} {listed(parts)} in real terms.", values)]


def _remits() -> list[str]:
    return [*TRACKS.values()]


def ceilings(report: Report, as_of: str) -> list[Finding]:
    """Say what the chain of ceilings came to against prices by the day."""
    found = chained.ceiling_finding(chained.gather(index="CPI", as_of=as_of))
    return [] if found is None else [found]


def median_pay(report: Report, as_of: str) -> list[Finding]:
    """Say what became of the median of all civil servants, with what it mixes, on each index."""
    day = report.day.isoformat() if as_of != LATEST else LATEST
    salaries = read_salaries("median", as_of=day)
    try:
        pay = salary_series(salaries)
    except MeasureError:
        return []
    first, last = (str(pd.Period("1970-01", "M") + at) for at in (pay.months[0], pay.months[-1]))
    parts, values = [], dict[str, Value]()
    for n, (name, index) in enumerate(price_indices(shown_indices(), as_of=day).items()):
        made = real_pay_change(pay, index=index, start=first, end=last)
        values |= {
            f"name{n}": Value(name),
            f"real{n}": Value(
                made.real.value, "%", 1, real_pay_change, made.rows, made.note, "change"
            ),
        }
        parts.append(f"{{real{n}}} on {{name{n}}}")
    values |= {"first": Value(pd.Period(first, "M")), "last": Value(pd.Period(last, "M"))}
    return [
        Finding(
            "median-pay",
            "The median salary of all civil servants, whose mix of grades moved, "
            f"{listed(parts)} in real terms from {{first}} to {{last}}.",
            values,
        )
    ]


def lowest_pay(report: Report, as_of: str) -> list[Finding]:
    """Set the lowest pay found by the day against the wage floor, on both counts of hours."""
    day = report.day.isoformat()
    found = [floors.gather(weekly_hours=hours, weeks=WEEKS, as_of=day) for hours in (NET, GROSS)]
    if any(view.points.empty for view in found):
        return []
    points = [view.points.iloc[-1] for view in found]
    row = points[0]
    scale = (("pay_scales", str(row["key"])),)
    values = {
        "grade": Value(str(row["standard_grade"])),
        "day": Value(row["day"].date()),
        "pay": Value(float(row["value"]), "£", 0, rows=scale),
        "net": Value(NET, "", 0),
        "gross": Value(GROSS, "", 0),
    }
    if as_of != LATEST:
        for name, point in zip(("on_net", "on_gross"), points, strict=True):
            values[name] = Value(float(point["multiple"]), "", 2, pay_against_floor, rows=scale)
        return [
            Finding(
                "lowest-pay",
                "The lowest {grade} pay found by then ({pay}, {day}) was {on_net} times the wage "
                "floor of its day on {net} paid hours a week and {on_gross} times on {gross}, "
                "breaks counted in.",
                values,
            )
        ]
    return _next_floor(report, points, values, scale)


def _next_floor(
    report: Report, points: list[Any], values: dict[str, Value], scale: tuple[tuple[str, str], ...]
) -> list[Finding]:
    """Set the same pay against the floor that came into force next."""
    rates = read("wage_floors")
    later = rates[
        rates["rate_name"].isin(ADULT_RATES) & (rates["effective_first"] > pd.Timestamp(report.day))
    ].sort_values("effective_first")
    if later.empty:
        return []
    rate = later.iloc[0]
    rows = (*scale, ("wage_floors", str(rate["key"])))
    for name, point in zip(("on_net", "on_gross"), points, strict=True):
        values[name] = Value(
            float(point["hourly"] / rate["hourly_gbp"]), "", 2, pay_against_floor, rows=rows
        )
    values |= {
        "rate": Value(float(rate["hourly_gbp"]), "£", 2, rows=rows[-1:]),
        "since": Value(rate["effective_first"].date()),
    }
    return [
        Finding(
            "next-floor",
            "The same {grade} pay ({pay}, {day}) was {on_net} times the floor in force from "
            "{since} ({rate} an hour) on {net} paid hours a week and {on_gross} times on {gross}.",
            values,
        )
    ]


def by_sector(report: Report, as_of: str) -> list[Finding]:
    """Say what became of pay in the civil service, the public sector and the private."""
    try:
        view = sectors.gather(base=BASE, index="CPI", pay_measure="regular", as_of=as_of)
    except UsageError:
        return []
    return [one for one in sectors.findings(view) if one.id in {"sectors", "grades", "all-staff"}][
        :2
    ]


def awards_by_grade(report: Report, as_of: str) -> list[Finding]:
    """Say what the awards of the newest year gave each grade, by employer, as stated."""
    if as_of == LATEST:
        return []
    rows = read("offer_statements", as_of=report.day.isoformat())
    year = read("remits", as_of=report.day.isoformat(), where={"jurisdiction": _remits()})[
        "pay_year_from"
    ].max()
    rows = rows[(rows["pay_year_from"] == year) & rows["grade"].isin(GRADES_ABOUT)]
    rows = rows.assign(top=rows["pct"].fillna(rows["pct_high"])).dropna(subset=["top"])
    if rows.empty:
        return []
    values, parts = {"year": Value(year), "n": Value(len(rows))}, []
    for grade in sorted(GRADES_ABOUT):
        own = rows[rows["grade"] == grade]
        if own.empty:
            continue
        keys = tuple(("offer_statements", str(key)) for key in own["key"])
        values[grade.lower()] = Value(
            (float(own["top"].min()), float(own["top"].max())), "%", 1, rows=keys
        )
        values[f"{grade.lower()}_grade"] = Value(grade)
        parts.append(f"{{{grade.lower()}_grade}} {{{grade.lower()}}}")
    if not parts:
        return []
    return [
        Finding(
            "awards-by-grade",
            f"The most that awards for {{year}} gave a grade, in {{n}} statements by employer: "
            f"{listed(parts)}.",
            values,
        )
    ]
