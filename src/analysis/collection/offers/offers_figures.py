"""Notebook 01, its chart and tables: offers beside the rates known then, and what is left out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.collection.headlines import counted
from analysis.collection.layouts import lay_out, words_of
from analysis.collection.offers.offers import View
from analysis.collection.prices import all_indices, held, known_words, rate_series, read_rates
from analysis.collection.wording import agree, sayer, sentence
from analysis.measures.offers.awards import compare_offers
from analysis.measures.offers.awards_summary import RECORD_BIAS, summarise
from analysis.measures.offers.comparisons import REVISED
from analysis.measures.prices.knowledge import known_rates
from analysis.present import Chart, Table, range_dot_chart
from analysis.tables import read

MOST_DRAWN = 40
CLOCK_WORDS = {
    "offered": "day offered",
    "effective": "month it took effect",
    "pay_year": "pay year, as a range of rates",
    "none": "no date on record",
}
ENDS = ("rate_low", "rate_high", "nominal_low", "nominal_high")
BELOW, ABOVE, BETWEEN = "below the rate", "at the rate or above", "overlaps it, or a bound"


def _label(rows: pd.DataFrame) -> pd.Series[Any]:
    """Name a statement by pay year and grade."""
    year = rows["pay_year_from"].fillna("year not stated")
    return year + rows["grade"].map(lambda name: f", {name}" if isinstance(name, str) else "")


def _several(rows: pd.DataFrame) -> bool:
    return len(set(rows["employer_name"])) > 1


def _with_employer(rows: pd.DataFrame) -> pd.Series[Any]:
    """Name a statement by its employer too, where there are several."""
    return rows["employer_name"] + ", " + rows["label"] if _several(rows) else rows["label"]


def _drawn(view: View, index: str) -> pd.DataFrame:
    """Join comparison and statement, newest pay year first."""
    kept = ["key", "employer_name", "grade", "pay_year_from", "asserted_by"]
    figures = ["statement_id", "clock", "rate_low", "rate_high", "nominal_low", "nominal_high"]
    rows = view.on(index)[figures].merge(
        view.statements[kept], left_on="statement_id", right_on="key"
    )
    rows = rows.sort_values(
        ["pay_year_from", "employer_name", "statement_id"], ascending=[False, True, True]
    )
    return rows.assign(
        label=_label(rows),
        clock=rows["clock"].map(CLOCK_WORDS),
    )


def chart(view: View) -> Chart:
    """Draw each comparable offer beside the range of rates that it is set against."""
    index = view.indices[0]
    rows = _drawn(view, index)
    shown = rows.head(MOST_DRAWN).reset_index(drop=True)
    under = shown["nominal_high"] < shown["rate_low"]
    over = shown["nominal_low"] >= shown["rate_high"]
    counts = {
        name: counted(kept, compare_offers, f"statements {what}")
        for name, kept, what in (
            ("below", under, f"wholly below the {index} rate"),
            ("above", over, f"at the {index} rate or above"),
            ("between", ~(under | over), f"that overlap the {index} rate, or are bounds"),
        )
    }
    below, above, between = (counts[name].text for name in ("below", "above", "between"))
    noun = agree(len(shown), "statement")
    lie = agree(counts["below"].amount, "lies", "lie")
    overlap = agree(
        counts["between"].amount, "overlaps it, or is a bound", "overlap it, or are bounds"
    )
    part = f"{len(shown)} {noun} with a rate to compare"
    part = f"the newest {part}" if len(shown) < len(rows) else part
    among = f"the newest {len(shown)}" if len(shown) < len(rows) else f"{len(shown)}"
    shown["beside"] = BETWEEN
    shown.loc[under, "beside"], shown.loc[over, "beside"] = BELOW, ABOVE
    several = len(set(shown["employer_name"])) > 1
    shown = shown.sort_values("employer_name", kind="stable", ignore_index=True)
    words = words_of("offers-and-rates", index=index)
    headline, alt = f"No statement here can be set against {index}", words["none"]
    if len(shown):
        headline = f"{below} of {among} {noun} below {index}, {above} not"
        alt = (
            f"Of {len(shown)} {noun}, {below} {lie} wholly below the {index} rate known at the "
            f"time and {above} at it or above; the other {between} {overlap}. "
            "The table under the chart holds each pair."
        )
    return range_dot_chart(
        shown[["employer_name", "label", *ENDS, "beside", "clock"]],
        **words,
        panel="employer_name" if several else "",
        headline=headline,
        subtitle=f"{sentence(view.about)}: {part}, per cent; bars are the "
        f"{index} twelve-month rate known at the time, or the range of rates of the pay year",
        alt=alt,
        source=view.source,
        group="beside",
        order=[ABOVE, BELOW, BETWEEN],
        band_name=f"{index} rate known then",
        counts=counts,
    )


def table(view: View) -> Table:
    """List every comparable statement with the rate of each index known at the time."""
    base = _drawn(view, view.indices[0])
    base["label"] = _with_employer(base)
    data = base.assign(
        asserted_by=base["asserted_by"].map(sayer, na_action="ignore"),
        of="offer_statements/" + base["statement_id"],
    )
    for index in view.indices:
        rates = view.on(index).set_index("statement_id")[["rate_low", "rate_high"]]
        for end in ("low", "high"):
            data[f"{index}_{end}"] = rates[f"rate_{end}"].reindex(base["statement_id"]).to_numpy()
    first = view.indices[0]
    return lay_out(
        "offers",
        data,
        about=view.about,
        named="Employer, pay year, grade" if _several(base) else "Pay year, grade",
        each=view.indices,
        notes=[RECORD_BIAS, *_revised_notes(view, base["statement_id"])],
        answer=("nominal_low", "nominal_high", f"{first}_low", f"{first}_high"),
        source=view.source,
    )


def _revised_notes(view: View, statements: pd.Series) -> list[str]:
    """Say for each index whether rates of the list stand in for ones printed otherwise."""
    said = []
    for index in view.indices:
        notes = view.on(index).set_index("statement_id")["note"].reindex(statements)
        if notes.astype("string").str.contains(REVISED, regex=False).any():
            said.append(f"{index} beside some of these: {REVISED}.")
    return said


def left_out(view: View) -> Table:
    """List what may not be set against inflation, and why; these are in no count above."""
    rows = view.compared[
        (view.compared["index"] == view.indices[0]) & ~view.compared["comparable"].astype(bool)
    ]
    counts = rows.groupby("reason").size().rename("statements").reset_index()
    return lay_out(
        "left-out",
        counts.sort_values(["statements", "reason"], ascending=[False, True]),
        about=view.about,
    )


COMPARISON_WORDS = {
    "known": "rate known on the day of the offer",
    "effective": "rate of the month it took effect",
    "covered": "rise in prices over the year it covers",
    "since_last": "rise since the last award took effect",
}


def four(view: View) -> Table:
    """Count the comparable statements below and not below prices, by comparison and index."""
    data = pd.DataFrame()
    if len(view.every):
        lines = summarise(view.every)
        data = lines.groupby(["comparison", "index"], sort=False, as_index=False)[
            ["n", "below", "not_below", "straddles", "untold"]
        ].sum()
        order = {name: place for place, name in enumerate(COMPARISON_WORDS)}
        data = data.sort_values(
            ["comparison", "index"], key=lambda names: names.map(order).fillna(0), kind="stable"
        )
        data["comparison"] = data["comparison"].map(COMPARISON_WORDS)
    return lay_out(
        "four-comparisons", data, about=view.about, source=view.source, notes=[RECORD_BIAS]
    )


def then_and_now_table(view: View) -> Table:
    """Set the rates known by the day of the report beside the same months as they stand now."""
    then = read_rates(view.indices, as_of=view.day)
    known = pd.DataFrame(
        columns=["index", "reference_month", "rate_pct", "published_on", "known_how"]
    )
    if names := held(then, view.indices):
        known = known_rates(then, on=view.day, indices=names)
    columns, every = ["series", "period", "value"], all_indices()
    now = read("prices", columns=columns, where={"series": rate_series(view.indices)})
    data = pd.DataFrame(
        {
            "index": known["index"],
            "month": known["reference_month"],
            "then": known["rate_pct"],
            "published": pd.to_datetime(known["published_on"]).dt.date,
            "now": [
                _value(now, every[name].rate_series, month)
                for name, month in zip(known["index"], known["reference_month"], strict=True)
            ],
            "mark": [known_words(how) or "as printed" for how in known["known_how"]],
        }
    )
    return lay_out("then-and-now", data, day=view.day, source=view.source)


def _value(prices: pd.DataFrame, series: str, month: Any) -> float:
    found = prices.loc[(prices["series"] == series) & (prices["period"] == month), "value"]
    return float(found.iloc[0]) if len(found) else float("nan")
