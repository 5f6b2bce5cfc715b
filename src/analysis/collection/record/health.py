"""Notebook 11: what is in the record, how old it is, what is doubtful and what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.collection.selection import day_text
from analysis.collection.wording import agree, clauses
from analysis.periods import PayYear
from analysis.present import Finding, Value
from analysis.tables import TABLES, read
from analysis.tables.asked import asked
from analysis.tables.flags import split_flags
from analysis.tables.store import read_listed

OFFER, DATED, BALLOT = "offer", "offer with a date", "ballot"
KINDS = (OFFER, DATED, BALLOT)
# What an answer about pay rests on: by table the column of its times, and what it is called.
REACHES = {
    "prices": ("period", "prices"),
    "earnings": ("period", "average earnings by sector"),
    "salaries": ("reference_last", "civil service salaries"),
}
LEAST, LEAST_WORD = 3, "three"  # statements from which an employer is on the map


@dataclass(frozen=True, eq=False)
class View:
    """Each table's size, reach and doubts on a day, and the map of what is on record."""

    tables: pd.DataFrame
    flags: pd.DataFrame
    corrections: pd.DataFrame
    coverage: pd.DataFrame
    statements: pd.DataFrame
    as_of: str
    day: date


@asked
def gather(*, as_of: str) -> View:
    """Read every table as of a day and count what it holds and what is doubted."""
    rows, doubts = [], Counter[tuple[str, str]]()
    for name in sorted(TABLES):  # all of each: this page is about every row that there is
        about = [REACHES[name][0]] if name in REACHES else []
        columns = ["key", "flags", "known_how", "known_from", *about]
        frame = read(name, as_of=as_of, columns=columns)
        flagged = frame.loc[frame["flags"] != "", "flags"]
        doubts.update((name, flag) for text in flagged for flag in split_flags(text))
        rows.append(
            {
                "table": name,
                "row_is": TABLES[name].row,
                "rows": len(frame),
                "newest": frame.loc[frame["known_how"] == "true", "known_from"].max(),
                "to": _month(frame[about[0]].max()) if about else None,
                "certain": int((frame["known_how"] == "true").sum()),
                "undated": int((frame["known_how"] == "undated").sum()),
                "flagged": len(flagged),
            }
        )
    flags = pd.DataFrame(
        [{"table": table, "flag": flag, "rows": count} for (table, flag), count in doubts.items()],
        columns=["table", "flag", "rows"],
    )
    flags = flags.sort_values(["table", "rows", "flag"], ascending=[True, False, True])
    mends = read_listed("corrections")
    mended = {str(one["table"]) for one in mends}
    known = {name: set(read(name, as_of=as_of, columns=["key"])["key"]) for name in mended}
    corrections = pd.DataFrame(
        [one for one in mends if one["row"] in known[one["table"]]],
        columns=["table", "row", "column", "found", "used", "reason", "source"],
    )
    columns = ["employer", "pay_year_from", "offered_first", "speaker"]
    statements = read("offer_statements", as_of=as_of, columns=columns)
    ballots = read("ballots", as_of=as_of, columns=["employer", "counted", "closed_last"])
    return View(
        pd.DataFrame(rows),
        flags.reset_index(drop=True),
        corrections,
        _coverage(statements, ballots),
        statements,
        as_of,
        day_text(as_of),
    )


def _coverage(statements: pd.DataFrame, ballots: pd.DataFrame) -> pd.DataFrame:
    """Lay out a mark for each employer, pay year and kind of thing that is on record."""
    names = read("employers", columns=["key", "name"]).set_index("key")["name"]
    offers = statements[["employer", "pay_year_from", "offered_first"]].dropna(
        subset=["pay_year_from"]
    )
    dated = offers[offers["offered_first"].notna()]
    closed = ballots[ballots["counted"].fillna(False).astype(bool)].dropna(subset=["closed_last"])
    voted = pd.DataFrame(
        {
            "employer": closed["employer"],
            "pay_year_from": [_pay_year(day) for day in closed["closed_last"]],
        }
    )
    parts = [
        part[["employer", "pay_year_from"]].assign(kind=kind)
        for part, kind in ((offers, OFFER), (dated, DATED), (voted, BALLOT))
    ]
    marks = pd.concat(parts).rename(columns={"pay_year_from": "pay_year"})
    enough = statements["employer"].value_counts()
    kept = enough[enough >= LEAST].index
    marks = marks[marks["employer"].isin(kept)].drop_duplicates()
    marks = marks.assign(name=marks["employer"].map(names))
    return marks.sort_values(["name", "pay_year", "kind"], ignore_index=True)


def _pay_year(day: Any) -> str:
    return PayYear.containing(day).text


def _month(last: Any) -> Any:
    """Take the month of a day; a month stays as it is."""
    return last.to_period("M") if isinstance(last, pd.Timestamp) else last


def _reach(view: View) -> list[Finding]:
    """Say how far prices, earnings and salaries run: what answers about pay rest on."""
    to = view.tables.set_index("table")["to"].dropna()
    held = [name for name in REACHES if name in to]
    if not held:
        return []
    parts = [f"{REACHES[name][1]} to {{{name}}}" for name in held]
    values = {name: Value(to[name], function=read) for name in held}
    sentence = f"Pay can be set against prices as far as these run: {clauses(parts)}."
    return [Finding("reach", sentence, values)]


def findings(view: View) -> list[Finding]:
    """Say how new it is, how much there is and is doubted, and which way the record leans."""
    total = int(view.tables["rows"].sum())
    flagged, mended = int(view.tables["flagged"].sum()), len(view.corrections)
    said = view.statements["speaker"].value_counts()
    dated = int(view.statements["offered_first"].notna().sum())
    n = len(view.statements)
    found = [
        *_reach(view),
        Finding(
            "size",
            f"The record as of {{day}} holds {{rows}} rows in {{tables}} tables; {{flagged}} "
            f"{agree(flagged, 'row carries', 'rows carry')} a doubt that is listed here, and "
            f"{{corrections}} {agree(mended, 'printed figure is', 'printed figures are')} "
            "corrected.",
            {
                "day": Value(view.day),
                "rows": Value(total, function=read),
                "tables": Value(len(view.tables), function=read),
                "flagged": Value(flagged, function=read),
                "corrections": Value(mended, function=read_listed),
            },
        ),
    ]
    if n:
        found.append(
            Finding(
                "leaning",
                f"Of {{n}} {agree(n, 'statement')} on pay offers, unions made {{union}} and "
                "employers {employer}; the day of the offer is known for {dated}. The record leans "
                "to what unions publish, and to disputes.",
                {
                    "n": Value(n, function=read),
                    "union": Value(int(said.get("union", 0)), function=read),
                    "employer": Value(int(said.get("employer", 0)), function=read),
                    "dated": Value(dated, function=read),
                },
            )
        )
    return found
