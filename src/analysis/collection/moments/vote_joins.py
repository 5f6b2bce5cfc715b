"""What a news report asks of the record on votes and action, as of its day and as it stands now."""

from __future__ import annotations

import pandas as pd

from analysis.collection.moments.report import NATIONAL, Report
from analysis.collection.selection import LATEST, services_in_law
from analysis.collection.wording import agree, listed, question
from analysis.measures.ballots.outcomes import judge_ballots, judge_under_each_regime
from analysis.measures.ballots.told import tell_outcomes
from analysis.present import Finding, Value
from analysis.tables import read

YEAR, DECADE = pd.DateOffset(years=1), pd.DateOffset(years=10)
AFTER = pd.DateOffset(months=3)
MOST_VOTES = 6  # named in one sentence


def votes(report: Report, as_of: str) -> list[Finding]:
    """Judge the votes that the report is about under the law of their day, and now of 2017."""
    rows = read(
        "ballots",
        as_of=report.day.isoformat(),
        possibly=True,
        where={"employer": report.everywhere},
    )
    recent = pd.Timestamp(report.day) - YEAR
    rows = rows[rows["known_from"] >= recent]
    rules = read("ballot_rules", as_of=as_of if as_of == LATEST else report.day.isoformat())
    if rows.empty or rules.empty:
        return []
    rows = services_in_law(rows, rules)
    judged = rows.join(judge_ballots(rows, ballot_rules=rules).drop(columns="key"))
    judged = judged.join(tell_outcomes(judged))
    judged = judged[judged["legal_effect"]].sort_values(["known_from", "key"]).tail(MOST_VOTES)
    if judged.empty:
        return []
    keys = tuple(("ballots", str(key)) for key in judged["key"])
    if as_of == LATEST:
        return _votes_now(judged, rules, keys)
    values = {
        "n": Value(len(judged), function=tell_outcomes, rows=keys),
        "yes": Value(int((judged["told"] == "yes").sum()), function=tell_outcomes, rows=keys),
    }
    parts = []
    for n, row in enumerate(judged.to_dict("records")):
        values |= {
            f"at{n}": Value(row["employer_name"]),
            f"on{n}": Value(question(row["question_kind"])),
        }
        said = []
        for name, word in (("yes_pct", "yes"), ("turnout_pct", "turnout")):
            if pd.notna(row[name]):
                values[f"{word}{n}"] = Value(
                    float(row[name]), "%", 1 if row[name] % 1 else 0, rows=(keys[n],)
                )
                said.append(f"{{{word}{n}}} {word}")
        parts.append(f"{{at{n}}}, {{on{n}}}" + (f": {', '.join(said)}" if said else ""))
    text = (
        f"Of {{n}} {agree(len(judged), 'vote')} on action reported in the year to that day, "
        f"{{yes}} met the law of the day ({'; '.join(parts)})."
    )
    return [Finding("votes", text, values)]


def _votes_now(
    judged: pd.DataFrame, rules: pd.DataFrame, keys: tuple[tuple[str, str], ...]
) -> list[Finding]:
    """Judge the same votes under the law with a turnout test."""
    since = rules.loc[rules["topic"] == "turnout", "applies_from"].min()
    if pd.isna(since):
        return []
    under = judge_under_each_regime(judged, ballot_rules=rules)
    under = under[under["regime_from"] == since]["outcome"].value_counts()
    values = {
        "n": Value(len(judged), function=judge_under_each_regime, rows=keys),
        "since": Value(since.date()),
    }
    parts = []
    for word, text in (
        ("yes", "met it"),
        ("no", "missed it"),
        ("cannot be told", "cannot be told"),
    ):
        if under.get(word, 0):
            name = word.split()[0]
            values[name] = Value(int(under[word]), function=judge_under_each_regime, rows=keys)
            parts.append(f"{{{name}}} {text}")
    return [
        Finding(
            "votes-under-later-law",
            f"Under the law in force from {{since}}, with its turnout test, of the same {{n}} "
            f"{agree(len(judged), 'vote')} {listed(parts)}; people vote knowing the rules.",
            values,
        )
    ]


def action(report: Report, as_of: str) -> list[Finding]:
    """Say what action is on record at these employers in the year to the day, and in ten years."""
    if as_of == LATEST:
        return _followed(report)
    held_then = read("actions", as_of=report.day.isoformat(), possibly=True)
    held_then = held_then[held_then["is_action"].fillna(False)]
    day = pd.Timestamp(report.day)
    decade = held_then[held_then["started_first"] >= day - DECADE]
    recent = decade[
        decade["employer"].isin(report.everywhere) & (decade["started_first"] >= day - YEAR)
    ]
    counted = int(decade["workers_involved"].notna().sum())
    largest = decade.dropna(subset=["workers_involved"]).sort_values("workers_involved").tail(1)
    values = {
        "n": Value(len(recent), rows=tuple(("actions", str(key)) for key in recent["key"])),
        "all": Value(len(decade), rows=tuple(("actions", str(key)) for key in decade["key"])),
        "counted": Value(counted),
    }
    text = (
        f"Of {{n}} {agree(len(recent), 'action')} on record there in the year to that day, and of "
        f"{{all}} anywhere in ten years, {{counted}} {agree(counted, 'has', 'have')} a number of "
        "people"
    )
    if len(largest):
        row = largest.iloc[0]
        values |= {
            "most": Value(int(row["workers_involved"]), rows=(("actions", str(row["key"])),)),
            "where": Value(row["employer_name"]),
        }
        text += ", the largest {most} ({where})"
    return [Finding("action", f"{text}.", values)]


def _followed(report: Report) -> list[Finding]:
    """Say what action followed within three months, as the record stands now."""
    rows = read("actions", where={"employer": report.everywhere})
    day = pd.Timestamp(report.day)
    rows = rows[rows["is_action"].fillna(False) & rows["started_first"].between(day, day + AFTER)]
    if rows.empty:
        return []
    held_ = rows["outcome"].isin(["took place", "partly took place"])
    keys = tuple(("actions", str(key)) for key in rows["key"])
    return [
        Finding(
            "action-after",
            f"Of {{n}} {agree(len(rows), 'action')} on record there in the three months after, "
            "{held} took place.",
            {"n": Value(len(rows), rows=keys), "held": Value(int(held_.sum()), rows=keys)},
        )
    ]


def last_vote(report: Report, as_of: str) -> list[Finding]:
    """Name the last statutory vote across employers that the union named in the report had held."""
    if as_of == LATEST:
        return []
    figure = report.figures[report.figures["kind"] == "last ballot of a union"]
    if figure.empty:
        return []
    union = str(figure["about"].iloc[0])
    rows = read("ballots", as_of=report.day.isoformat(), where={"union": union})
    rows = rows[
        rows["employer"].isin(NATIONAL)
        & (rows["ballot_type"] == "statutory")
        & rows["counted"].fillna(False)
        & (rows["yes_means"] == "action")
    ].sort_values("known_from")
    if rows.empty:
        return []
    row = rows.iloc[-1]
    key = (("ballots", str(row["key"])),)
    return [
        Finding(
            "last-vote",
            "The last statutory vote on action that {union} held across the service, of those on "
            "record by that day, was reported on {when}: {yes} yes on a turnout of {turnout}.",
            {
                "union": Value(union),
                "when": Value(row["known_from"].date(), rows=key),
                "yes": Value(float(row["yes_pct"]), "%", 1, rows=key),
                "turnout": Value(float(row["turnout_pct"]), "%", 1, rows=key),
            },
        )
    ]
