"""Notebook 01: what each offer was worth beside the rate of inflation known when it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.collection.selection import ALL, day_text, employer_name, pay_years, slugs_under
from analysis.measures.awards import compare_offers
from analysis.present import Chart, Finding, Table, Value, range_dot_chart
from analysis.tables import read

MOST_DRAWN = 40
CLOCK_WORDS = {
    "offered": "day offered",
    "effective": "month it took effect",
    "pay_year": "pay year, as a range of rates",
    "none": "no date on record",
}
ENDS = ("rate_low", "rate_high", "nominal_low", "nominal_high")
KEY_WORDS = {
    "offered": "offer, its day known",
    "effective": "offer, the month it took effect known",
    "pay_year": "offer, only its pay year known",
    "none": "offer without a date",
}
BIAS = (
    "The record leans to what unions publish: rejected, imposed and low-grade offers are "
    "over-represented, so that shares here are of the record, not of all offers made."
)


@dataclass(frozen=True, eq=False)
class View:
    """The statements of one report and how each compares with the rate known at the time."""

    statements: pd.DataFrame
    compared: pd.DataFrame
    indices: tuple[str, ...]
    about: str
    source: str
    day: Any

    def on(self, index: str) -> pd.DataFrame:
        """Return the comparable statements on one index, with a rate to compare."""
        rows = self.compared[(self.compared["index"] == index) & self.compared["comparable"]]
        return rows[rows["rate_low"].notna()]


def gather(*, employer: str, years: str, indices: list[str], as_of: str) -> View:
    """Read the statements of an employer in some pay years, and set each against prices."""
    where = {} if employer == ALL else {"employer": slugs_under(employer)}
    statements = read("offer_statements", as_of=as_of, where=where)
    if (span := pay_years(years)) is not None:
        first, last = span[0].text, span[1].text
        inside = (statements["pay_year_to"] >= first) & (statements["pay_year_from"] <= last)
        statements = statements[inside.fillna(False)]
    prices = read("prices", as_of=as_of)
    compared = compare_offers(
        statements, prices, indices=tuple(indices), comparisons=("known",), as_of=as_of
    )
    reach = prices.loc[prices["frequency"] == "month", "period"].max()
    source = f"pay offers as stated, each with its source; prices: ONS, to {reach:%B %Y}"
    return View(
        statements, compared, tuple(indices), employer_name(employer), source, day_text(as_of)
    )


def against(rows: pd.DataFrame) -> pd.Series[Any]:
    """Say of each comparison whether the offer was below the rate, above it, or cannot be told.

    Below: its highest figure is under the lowest rate. Above or level: its lowest figure is not
    under the highest rate. Otherwise the range of one crosses that of the other.
    """
    high = rows["nominal_high"].fillna(np.inf)
    low = rows["nominal_low"].fillna(-np.inf)
    words = np.select(
        [high < rows["rate_low"], low >= rows["rate_high"]], ["below", "not below"], "straddles"
    )
    return pd.Series(words, index=rows.index, dtype="str")


def findings(view: View) -> list[Finding]:
    """Say how many offers were below prices as known then, on which dates, and who said so."""
    if view.statements.empty:
        sentence = "The record holds no pay offer for {about} by {day}."
        about = {"about": Value(view.about), "day": Value(view.day)}
        return [Finding("no-offers", sentence, about)]
    found = [_counts(view, index) for index in view.indices if not view.on(index).empty]
    return [*found[:1], _dates(view), _speakers(view), *found[1:]]


def _counts(view: View, index: str) -> Finding:
    rows = view.on(index)
    words = against(rows)
    template = (
        "Of {n} statements on pay offers in the record ({about}), {comparable} can be set against "
        "{index} as known when the offer was made: {below} are below the twelve-month rate, "
        "{above} are not, and for {straddles} it depends on a date or a range that is not known."
    )

    def count(word: str) -> Value:
        keys = rows.loc[words == word, "statement_id"]
        return Value(len(keys), function=compare_offers, rows=_statements(keys))

    return Finding(
        f"below-{index.lower()}",
        template,
        {
            "n": Value(len(view.statements), rows=_statements(view.statements["key"])),
            "about": Value(view.about),
            "comparable": Value(
                len(rows), function=compare_offers, rows=_statements(rows["statement_id"])
            ),
            "index": Value(index),
            "below": count("below"),
            "above": count("not below"),
            "straddles": count("straddles"),
        },
    )


def _dates(view: View) -> Finding:
    first = view.compared[view.compared["index"] == view.indices[0]]
    clocks = first[first["comparable"]]["clock"].value_counts()
    names = {"offered": "offered", "effective": "effective", "pay_year": "years", "none": "undated"}
    values = {
        short: Value(
            int(clocks.get(clock, 0)),
            function=compare_offers,
            rows=_statements(first.loc[first["clock"] == clock, "statement_id"]),
        )
        for clock, short in names.items()
    }
    return Finding(
        "kinds-of-date",
        "The day of the offer is known for {offered} of the comparable statements; for {effective} "
        "the month it took effect stands in, for {years} its pay year as a range of rates, and "
        "{undated} have no date at all.",
        values,
    )


def _speakers(view: View) -> Finding:
    counts = view.statements["speaker"].fillna("not stated").value_counts()
    listed = ", ".join(f"{name} {number}" for name, number in counts.items())
    return Finding(
        "who-said-so",
        "Who stated these figures, of {n} statements: {speakers}.",
        {
            "n": Value(len(view.statements), rows=_statements(view.statements["key"])),
            "speakers": Value(listed, function="counts by the column speaker"),
        },
    )


def _statements(keys: pd.Series[Any]) -> tuple[tuple[str, str], ...]:
    return tuple(("offer_statements", str(key)) for key in keys)


def _label(rows: pd.DataFrame) -> pd.Series[Any]:
    """Name a statement by pay year and grade, and by its employer where there are several."""
    year = rows["pay_year_from"].fillna("year not stated")
    grade = rows["grade"].map(lambda name: f", {name}" if isinstance(name, str) else "")
    several = len(set(rows["employer_name"])) > 1
    return (rows["employer_name"] + ", " + year if several else year) + grade


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
        key_word=rows["clock"].map(KEY_WORDS),
        clock=rows["clock"].map(CLOCK_WORDS),
    )


def chart(view: View) -> Chart:
    """Draw each comparable offer beside the range of rates that it is set against."""
    index = view.indices[0]
    rows = _drawn(view, index)
    shown = rows.head(MOST_DRAWN).reset_index(drop=True)
    part = f"the newest {len(shown)} of {len(rows)}" if len(shown) < len(rows) else f"{len(rows)}"
    return range_dot_chart(
        shown[["label", "rate_low", "rate_high", "nominal_low", "nominal_high", "key_word"]],
        id="offers-and-rates",
        headline="Pay offers beside the inflation rate known then",
        subtitle=f"{view.about}: {part} comparable statements, per cent; bars are the "
        f"{index} twelve-month rate known at the time, or the range of rates of the pay year",
        alt=f"For {len(shown)} statements, the offer as a mark and the {index} rate known at the "
        "time as a bar; the table under the chart holds each pair.",
        source=view.source,
        group="key_word",
        band_name=f"{index} rate known then",
        headers={
            "label": "Statement",
            "rate_low": f"{index}, lowest",
            "rate_high": f"{index}, highest",
            "nominal_low": "Offer, low",
            "nominal_high": "Offer, high",
            "key_word": "Drawn as",
        },
        units=dict.fromkeys(ENDS, "%"),
        blanks={"nominal_low": "stated as at most", "nominal_high": "stated as at least"},
        none="No statement here can be set against inflation as it stands.",
    )


def table(view: View) -> Table:
    """List every comparable statement with the rate of each index known at the time."""
    base = _drawn(view, view.indices[0]).head(MOST_DRAWN * 2)
    data = base[["label", "asserted_by", "nominal_low", "nominal_high", "clock"]].copy()
    headers = {
        "label": "Employer, pay year, grade",
        "asserted_by": "Said by",
        "nominal_low": "Offer, low",
        "nominal_high": "Offer, high",
        "clock": "Rate as of",
    }
    units = {"nominal_low": "%", "nominal_high": "%"}
    blanks: dict[str, Any] = {
        "nominal_low": "stated as at most",
        "nominal_high": "stated as at least",
        "asserted_by": "the source does not say",
    }
    for index in view.indices:
        rates = view.on(index).set_index("statement_id")[["rate_low", "rate_high"]]
        for end in ("low", "high"):
            name = f"{index}_{end}"
            data[name] = rates[f"rate_{end}"].reindex(base["statement_id"]).to_numpy()
            headers[name] = f"{index}, {end}est"
            units[name] = "%"
            blanks[name] = "no rate of this index was published by then"
    return Table(
        data.reset_index(drop=True),
        "offers",
        f"Offers and the rates known then: {view.about}",
        headers=headers,
        units=units,
        decimals=dict.fromkeys(units, 1),
        blanks=blanks,
        notes=[BIAS],
        source=view.source,
        none="No statement here can be set against inflation as it stands.",
    )


def left_out(view: View) -> Table:
    """List what may not be set against inflation, and why; these are in no count above."""
    rows = view.compared[
        (view.compared["index"] == view.indices[0]) & ~view.compared["comparable"].astype(bool)
    ]
    counts = rows.groupby("reason").size().rename("statements").reset_index()
    return Table(
        counts.sort_values(["statements", "reason"], ascending=[False, True], ignore_index=True),
        "left-out",
        f"Statements kept out of the comparison: {view.about}",
        headers={"reason": "Why", "statements": "Statements"},
        none="Every statement can be set against inflation as it stands.",
    )
