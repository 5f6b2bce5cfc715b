"""One chart of every kind, on data like the collection's; a name and a number of rows may differ.

The figures are made up where they need not be real; the lengths of names are those of the record.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.present import (
    Chart,
    Landmarks,
    bar_chart,
    coverage_map,
    dumbbell_chart,
    heat_map,
    line_chart,
    range_dot_chart,
    scatter_chart,
    step_chart,
    timeline_chart,
)

GRADES = ["AA/AO", "EO", "SEO/HEO", "G6/G7", "SCS level", "All civil servants"]
EMPLOYERS = [
    "Department for Work and Pensions",
    "HM Revenue and Customs",
    "Home Office",
    "Driver and Vehicle Standards Agency",
    "Office for National Statistics",
    "Department for Energy Security and Net Zero (formerly Business, Energy and Industrial)",
]


def _words(kind: str) -> dict[str, Any]:
    return {
        "id": kind,
        "headline": "What this chart says in a few words",
        "subtitle": "What is measured, where, when, in per cent",
        "alt": "What a sighted reader takes away.",
        "source": "Made up for a test",
    }


def rates(name: str = "CPIH, with owner-occupiers’ housing costs", rows: int = 240) -> Chart:
    months = pd.period_range("2006-09", periods=80, freq="M")
    frame = pd.DataFrame(
        [
            (month, series, round(2 + shift + (place * 7 % 23) / 3, 1))
            for series, shift in (("CPI", 0.0), (name, 0.2), ("RPI", 0.4))
            for place, month in enumerate(months)
        ],
        columns=["period", "series", "value"],
    )
    told = [("2007-04", name), ("2007-09", "Base rate"), ("2012-12", "Offer of £1,500")]
    told_of = Landmarks(
        days=tuple((pd.Period(month, "M"), label) for month, label in told),
        spans=((pd.Period("2008-04", "M"), pd.Period("2010-03", "M"), "pay freeze"),),
        rows=((tuple(pd.Period(f"20{year:02d}-03", "M") for year in range(7, 13)), "strikes"),),
    )
    return line_chart(frame.head(rows), unit="%", landmarks=told_of, **_words("rates"))


def grades(name: str = "All civil servants", rows: int = 96) -> Chart:
    frame = pd.DataFrame(
        [
            (year, grade, 100 + (year - 2011) * slope, year > 2024)
            for grade, slope in zip(
                [name, *GRADES[:5]], (3.0, 2.1, 2.0, 1.9, 1.85, 1.8), strict=True
            )
            for year in range(2011, 2027)
        ],
        columns=["period", "series", "value", "ahead"],
    )
    return line_chart(frame.head(rows), forecast="ahead", **_words("grades"))


def floor(name: str = "National Living Wage", rows: int = 5) -> Chart:
    days = pd.to_datetime([f"{year}-04-01" for year in range(2019, 2024)])
    frame = pd.DataFrame({"period": days, "value": [8.21, 8.72, 8.91, 9.5, 10.42], "series": name})
    return step_chart(frame.head(rows), unit="GBP", **_words("floor"))


def bars(name: str = "Senior civil service", rows: int = 5) -> Chart:
    frame = pd.DataFrame({"label": [*GRADES[:4], name], "value": [-4.2, -9.8, -12.4, 1.3, None]})
    return bar_chart(frame.head(rows), unit="%", **_words("bars"))


def grouped(name: str = "Home Office", rows: int = 12) -> Chart:
    frame = pd.DataFrame(
        [
            (employer, index, change)
            for employer, changes in zip(
                [*EMPLOYERS[:3], name],
                [(-4, -3, -12), (2, 3, -5), (-9, -8, -15), (1, 2, None)],
                strict=True,
            )
            for index, change in zip(("CPI", "CPIH", "RPI"), changes, strict=True)
        ],
        columns=["label", "index", "value"],
    )
    return bar_chart(frame.head(rows), group="index", unit="%", **_words("grouped"))


def turnouts(name: str = "missed", rows: int = 9) -> Chart:
    frame = pd.DataFrame(
        {
            "label": [f"May {2015 + place}: PCS, strike, national" for place in range(9)],
            "value": [41.6, 47.7, 50.2, 52.0, 38.8, 61.5, None, 49.9, 55.0],
            "outcome": ["met", name, "cannot be told"] * 3,
        }
    )
    line = [(50.0, "half of those entitled")]
    return bar_chart(frame.head(rows), group="outcome", unit="%", lines=line, **_words("turnouts"))


def _offers(name: str) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            (
                f"{employer}, {2006 + place}–{(7 + place) % 100:02d}",
                2.0 + place % 9,
                3.0 + place % 9,
            )
            for place, employer in enumerate([*EMPLOYERS, name] * 5)
        ],
        columns=["label", "rate_low", "rate_high"],
    )
    frame["nominal_low"], frame["nominal_high"] = 2.0, [2.0, 4.5, 3.0, 2.0, 5.0] * 7
    frame["speaker"] = (["union", "employer", "press"] * 12)[: len(frame)]
    frame["employer"] = [[*EMPLOYERS, name][place % 7] for place in range(len(frame))]
    return frame


def offers(name: str = "Home Office", rows: int = 34) -> Chart:
    return range_dot_chart(_offers(name).head(rows), group="speaker", **_words("offers"))


def panels(name: str = "Home Office", rows: int = 34) -> Chart:
    words = _words("panels")
    return range_dot_chart(_offers(name).head(rows), group="speaker", panel="employer", **words)


def readings(name: str = "All civil servants", rows: int = 3) -> Chart:
    frame = pd.DataFrame({"label": ["AO", "EO", name], "before": [-3, 2, 1], "after": [-5, 1, 4]})
    return dumbbell_chart(frame.head(rows), **_words("readings"))


def ballots(name: str = "missed the threshold", rows: int = 60) -> Chart:
    frame = pd.DataFrame(
        {
            "turnout": [25 + (place * 37) % 55 for place in range(60)],
            "yes": [60 + (place * 17) % 38 for place in range(60)],
            "law": ["passed", name, "before the threshold"] * 20,
            "employer": [[*EMPLOYERS, name][place % 7] for place in range(60)],
        }
    )
    line = [(50.0, "half of those entitled (Great Britain, since March 2017)")]
    headers = {"turnout": "Turnout, %", "yes": "Yes, % of valid votes", "law": "Under the law"}
    return scatter_chart(
        frame.head(rows),
        x="turnout",
        y="yes",
        group="law",
        name="employer",
        lines=line,
        headers=headers,
        **_words("ballots"),
    )


def dispute(name: str = "86.2 % yes on 51.9 % turnout", rows: int = 9) -> Chart:
    frame = pd.DataFrame(
        [
            ("Offers", "2022-06-10", None, "2–3 % ceiling, remit guidance"),
            ("Offers", "2022-12-07", None, "3 % offered below the senior civil service"),
            ("Offers", "2023-05-02", None, "4.5 % and a lump sum of £1,500"),
            ("Offers", "2023-06-02", None, "£1,500 confirmed"),
            ("Ballots", "2022-09-26", "2022-11-07", name),
            ("Ballots", "2023-03-01", "2023-05-09", "Re-ballot"),
            ("Action", "2022-12-19", "2022-12-31", "Strikes at ports"),
            ("Action", "2023-02-01", None, "National strike"),
            ("Action", "2023-03-15", None, "Budget day strike"),
        ],
        columns=["lane", "start", "end", "label"],
    ).astype({"start": "datetime64[us]", "end": "datetime64[us]"})
    months = pd.period_range("2022-01", "2023-12", freq="M")
    line = pd.DataFrame(
        {"period": months, "value": [5.0 + place % 9 for place in range(24)], "series": "CPI"}
    )
    return timeline_chart(
        frame.head(rows), end="end", kind="lane", line=line, unit="%", **_words("dispute")
    )


def grid(name: str = "RPI, average", rows: int = 216) -> Chart:
    choices = [f"{index}, {way}" for index in ("CPI", "CPIH", "RPI") for way in ("month", "year")]
    frame = pd.DataFrame(
        [
            (str(base), choice, ((base * 7 + place * 13) % 41) - 25 + 0.4)
            for base in range(2005, 2023)
            for place, choice in enumerate([*choices, name])
        ],
        columns=["base", "choice", "change"],
    )
    return heat_map(
        frame.head(rows), row="base", column="choice", value="change", unit="%", **_words("grid")
    )


def coverage(name: str = "Home Office", rows: int = 200) -> Chart:
    frame = pd.DataFrame(
        [
            (employer, f"{year}–{(year + 1) % 100:02d}", kind)
            for place, employer in enumerate([*EMPLOYERS, name])
            for year in range(2010, 2026)
            for step, kind in enumerate(("offer", "ballot", "award"))
            if (place + year + step) % 4 == 0
        ],
        columns=["employer", "year", "kind"],
    ).drop_duplicates()
    return coverage_map(
        frame.head(rows), row="employer", column="year", kind="kind", **_words("coverage")
    )


KINDS: dict[str, Callable[..., Chart]] = {
    made.__name__: made
    for made in (
        rates,
        grades,
        floor,
        bars,
        grouped,
        turnouts,
        offers,
        panels,
        readings,
        ballots,
        dispute,
        grid,
        coverage,
    )
}
