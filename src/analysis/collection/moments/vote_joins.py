"""What a news report asks of the record on votes and action, as of its day and as it stands now."""

from __future__ import annotations

import pandas as pd

from analysis.collection.ballots.judged import count_told, judge
from analysis.collection.moments.report import NATIONAL, Report
from analysis.collection.selection import LATEST, employer_name, slugs_under
from analysis.collection.wording import agree, known_day, listed, question
from analysis.measures.ballots.outcomes import judge_under_each_regime
from analysis.measures.ballots.told import tell_outcomes
from analysis.present import Finding, Value
from analysis.tables import read

YEAR, DECADE = pd.DateOffset(years=1), pd.DateOffset(years=10)
AFTER = pd.DateOffset(months=3)
MOST_VOTES = 6  # named in one sentence


def votes(report: Report, as_of: str) -> list[Finding]:
    """Judge the votes that the report is about under the law of their day, and now of 2017."""
    rules = read("ballot_rules", as_of=as_of if as_of == LATEST else report.day.isoformat())
    judged = _recent_votes(report, rules).tail(MOST_VOTES)
    if judged.empty:
        return []
    keys = tuple(("ballots", str(key)) for key in judged["key"])
    if as_of == LATEST:
        return _votes_now(judged, rules, keys)
    values = {
        "n": Value(len(judged), function=tell_outcomes, rows=keys),
        "yes": count_told(judged, "yes"),
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
        if pd.notna(entitled := row["entitled"]) or pd.notna(entitled := row["entitled_approx"]):
            values[f"of{n}"] = Value(int(entitled), rows=(keys[n],))
            said.append(f"{{of{n}}} balloted")
        parts.append(f"{{at{n}}}, {{on{n}}}" + (f": {', '.join(said)}" if said else ""))
    text = (
        f"Of {{n}} {agree(len(judged), 'vote')} on action reported in the year to that day, "
        f"{{yes}} met the law of the day ({'; '.join(parts)})."
    )
    return [Finding("votes", text, values)]


def _recent_votes(report: Report, rules: pd.DataFrame | None = None) -> pd.DataFrame:
    """Judge the votes on action at the report's employers that came out in the year to the day."""
    day = report.day.isoformat()
    rules = read("ballot_rules", as_of=day) if rules is None else rules
    rows = read("ballots", as_of=day, possibly=True, where={"employer": report.everywhere})
    rows = rows[rows["known_from"] >= pd.Timestamp(report.day) - YEAR]
    if rows.empty or rules.empty:
        return rows.iloc[:0]
    judged = judge(rows, rules)
    return judged[judged["legal_effect"]].sort_values(["known_from", "key"])


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


def read_actions(report: Report) -> pd.DataFrame:
    """Read the action of the year to the day, begun or called, known or possibly known by then."""
    rows = read("actions", as_of=report.day.isoformat(), possibly=True)
    rows = rows[rows["is_action"].fillna(False)]
    return rows[rows["started_first"] >= pd.Timestamp(report.day) - YEAR].sort_values(
        ["started_first", "key"]
    )


def _actions_said(rows: pd.DataFrame, *, where: bool = False) -> tuple[str, dict[str, Value]]:
    """List actions in the order of their days, with every number of people that sources give.

    Action of one kind on one day is said once; `where` names the employers.
    """
    by = ["started_first", "started_last", "kind", *(["employer_name"] if where else [])]
    values, parts = dict[str, Value](), []
    for n, (_, own) in enumerate(rows.groupby(by, sort=True)):
        keys = tuple(("actions", str(key)) for key in own["key"])
        row = own.iloc[0]
        values |= {
            f"on{n}": Value(known_day(row["started_first"], row["started_last"]), rows=keys),
            f"what{n}": Value(str(row["kind"])),
            f"came{n}": Value(" or ".join(dict.fromkeys(own["outcome"]))),
        }
        people = sorted({int(count) for count in own["workers_involved"].dropna()})
        names = [f"people{n}_{place}" for place in range(len(people))]
        values |= {name: Value(count, rows=keys) for name, count in zip(names, people, strict=True)}
        said = " or ".join(f"{{{name}}}" for name in names)
        said += " people, by source; " if len(people) > 1 else " people; " if people else ""
        if where:
            values[f"where{n}"] = Value(str(row["employer_name"]))
            said = f"{{where{n}}}; {said}"
        parts.append(f"{{on{n}}}, {{what{n}}} ({said}{{came{n}}})")
    return "; ".join(parts), values


def own_dispute(report: Report, as_of: str) -> list[Finding]:
    """Tell the dispute of each employer named apart from the national one; now, what followed."""
    if as_of == LATEST:
        return _followed(report)
    acted, voted = read_actions(report), _recent_votes(report)
    found = []
    for slug in report.employers:
        if slug in NATIONAL:
            continue
        under = slugs_under(slug)
        actions, votes = acted[acted["employer"].isin(under)], voted[voted["employer"].isin(under)]
        if actions.empty and votes.empty:
            continue
        text, values = _actions_said(actions)
        values["employer"] = Value(employer_name(slug))
        own = "no vote of its own on action"
        if len(votes):
            keys = tuple(("ballots", str(key)) for key in votes["key"])
            values["votes"] = Value(len(votes), rows=keys)
            own = f"{{votes}} {agree(len(votes), 'vote')} of its own on action"
        found.append(
            Finding(
                f"dispute-{slug}",
                f"At {{employer}} itself, apart from national action, the record of the year to "
                f"that day holds {own} and {f'this action: {text}' if text else 'no action'}.",
                values,
            )
        )
    return found


def campaign(report: Report, as_of: str) -> list[Finding]:
    """List the strikes across the service in the year to the day."""
    rows = pd.DataFrame() if as_of == LATEST else read_actions(report)
    rows = rows[rows["employer"].isin(NATIONAL)] if len(rows) else rows
    if rows.empty:
        return []
    text, values = _actions_said(rows)
    return [Finding("campaign", f"Across the service, in the year to that day: {text}.", values)]


def largest(report: Report, as_of: str) -> list[Finding]:
    """Say whether the record can tell that a strike was the largest in ten years."""
    if as_of == LATEST:
        return []
    held = read("actions", as_of=report.day.isoformat(), possibly=True)
    held = held[held["is_action"].fillna(False)]
    decade = held[held["started_first"] >= pd.Timestamp(report.day) - DECADE]
    counted = decade.dropna(subset=["workers_involved"]).sort_values("workers_involved")
    if counted.empty:
        return []
    row, n = counted.iloc[-1], len(counted)
    values = {
        "most": Value(int(row["workers_involved"]), rows=(("actions", str(row["key"])),)),
        "where": Value(row["employer_name"]),
        "when": Value(known_day(row["started_first"], row["started_last"])),
    }
    text = (
        "The largest strike or other action that the record knew by then of the ten years before "
        "was of {most} people ({where}, {when})"
    )
    if n < len(decade):
        values |= {
            "n": Value(len(decade), rows=tuple(("actions", str(key)) for key in decade["key"])),
            "counted": Value(n, rows=tuple(("actions", str(key)) for key in counted["key"])),
        }
        text += (
            "; sources give a number of people for {counted} of {n} only, so that which was the "
            "largest cannot be told"
        )
    return [Finding("largest", f"{text}.", values)]


def _followed(report: Report) -> list[Finding]:
    """Say what action followed within three months, as the record stands now."""
    rows = read("actions", where={"employer": report.everywhere})
    day = pd.Timestamp(report.day)
    rows = rows[rows["is_action"].fillna(False) & rows["started_first"].between(day, day + AFTER)]
    if rows.empty:
        return []
    text, values = _actions_said(rows, where=True)
    return [Finding("action-after", f"On record there in the three months after: {text}.", values)]


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
    added = ", a sum over ballots counted apart" if row["level"] == "total" else ""
    return [
        Finding(
            "last-vote",
            "The last statutory vote on action that {union} held across the service, of those on "
            "record by that day, was reported on {when}: {yes} yes on a turnout of {turnout}"
            f"{added}.",
            {
                "union": Value(union),
                "when": Value(row["known_from"].date(), rows=key),
                "yes": Value(float(row["yes_pct"]), "%", 1, rows=key),
                "turnout": Value(float(row["turnout_pct"]), "%", 1, rows=key),
            },
        )
    ]
