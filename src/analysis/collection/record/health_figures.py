"""Notebook 11, its map and tables: coverage, tables, doubts, corrections, what is not here."""

from __future__ import annotations

import pandas as pd

from analysis.collection.headlines import counted
from analysis.collection.layouts import lay_out, words_of
from analysis.collection.record.health import DATED, KINDS, LEAST_WORD, View, gather
from analysis.collection.wording import agree
from analysis.present import Chart, Table, Value, coverage_map
from analysis.present.numbers import print_date
from analysis.tables.flags import explain_flag

# What is known to be missing, by whoever compiled the record; each line is a gap, not a result.
# The day is that from which it can be said: a gap before a day is none to a reader of that time.
MISSING = (
    (
        "2024-02-05",
        "Earnings before 5 February 2024",
        "an earlier day has few vintages",
    ),
    ("2013-03-19", "CPIH before 19 March 2013", "nobody had published it"),
    ("", "The day of most offers", "sources give a month, a pay year or nothing"),
    ("", "Ballots that missed the threshold", "often named without figures"),
    ("2017-03-01", "Electorates before March 2017", "notices need not have given them"),
    ("", "Offers that nobody disputed", "unions and press publish what is contested"),
    ("", "Survey microdata", "not public: claims resting on it cannot be reproduced here"),
    ("2020-12-31", "Salaries by grade before 2020", "only all-staff medians are on record"),
)


def coverage(view: View) -> Chart:
    """Mark what is on record for each employer and pay year; an empty cell is a gap."""
    years, day = sorted(set(view.coverage["pay_year"])), print_date(view.day)
    marks = view.coverage
    held = marks[["name", "pay_year"]].drop_duplicates()
    known = Value(len(held), function=gather, note="pairs of employer and pay year with a mark")
    pairs = Value(
        marks["name"].nunique() * len(years),
        function=gather,
        note="pairs of an employer of the map and a pay year of it",
    )
    dated = counted(marks["kind"] == DATED, gather, "pairs with an offer whose day is known")
    headline, alt = "No offer was on record by that day", "No offer was on record by that day."
    counts: dict[str, Value] = {}
    if len(marks):
        headline = f"Something is known of {known.text} of {pairs.text} employer-years"
        most = held["name"].value_counts().sort_index().sort_values(kind="stable")
        alt = (
            f"Of {len(most)} {agree(len(most), 'employer')} over {len(years)} pay "
            f"{agree(len(years), 'year')}, {known.text} of {pairs.text} pairs have "
            f"an offer or a ballot on record, {dated.text} an offer with a day; most is known of "
            f"{most.index[-1]}."
        )
        counts = {"known": known, "pairs": pairs, "dated": dated}
    return coverage_map(
        view.coverage[["name", "pay_year", "kind"]],
        **words_of("coverage"),
        row="name",
        column="pay_year",
        kind="kind",
        columns=years,
        kinds=KINDS,
        headline=headline,
        counts=counts,
        subtitle=f"What is on record of employers with {LEAST_WORD} statements or more, by pay "
        f"year; an empty cell is a gap; as of {day}",
        alt=alt,
    )


def tables(view: View) -> Table:
    """List each table: its rows, the newest day among them, how many are dated and doubted."""
    data = view.tables.drop(columns="to")
    data["newest"] = pd.to_datetime(data["newest"]).dt.date
    return lay_out("tables", data, day=print_date(view.day))


def doubts(view: View) -> Table:
    """List every doubt with its meaning; what is impossible never gets this far."""
    data = view.flags.assign(meaning=[explain_flag(flag) for flag in view.flags["flag"]])
    return lay_out("doubts", data)


def corrections(view: View) -> Table:
    """List what was printed, what is used instead, and why."""
    found = view.corrections["found"].replace("", None)
    return lay_out("corrections", view.corrections.assign(found=found))


def missing(view: View) -> Table:
    """List what is known not to be here."""
    known = [(what, why) for since, what, why in MISSING if since <= view.day.isoformat()]
    return lay_out("missing", pd.DataFrame(known, columns=["what", "why"]), n=len(view.tables))
