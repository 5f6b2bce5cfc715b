"""Notebook 05, its chart and tables: turnout and yes, the votes, other laws, totals, law cases."""

from __future__ import annotations

import pandas as pd

from analysis.collection.ballots.ballots import View
from analysis.collection.headlines import counted, extremes
from analysis.collection.layouts import lay_out, words_of
from analysis.collection.selection import LATEST, day_text
from analysis.collection.wording import agree, answer, known_days, question, sentence
from analysis.measures.ballots.areas import areas_over_the_line
from analysis.measures.ballots.ballot_rounds import count_rounds
from analysis.measures.ballots.law_cases import CASES, law_cases
from analysis.measures.ballots.mandates import mandate_windows
from analysis.measures.ballots.outcomes import judge_under_each_regime
from analysis.measures.ballots.told import PUBLISHED, TURNOUT_TEST, tell_outcomes
from analysis.present import Chart, Table, scatter_chart
from analysis.present.numbers import print_amount, print_date
from analysis.present.tables import RECORD
from analysis.tables import read

LAW = "Trade Union and Labour Relations (Consolidation) Act 1992, as in force when each opened"
SOURCE = "ballot results as published by unions, scrutineers and press; each row names its own"
OUTCOME_WORDS = {"yes": "met", "no": "missed", "cannot be told": "cannot be told"}
CHANGED_LAW = "People vote knowing the rules: turnout under two laws cannot be compared."

MOST_DRAWN = 800  # points of a chart: of more, the newest
TURNOUT_TEST_FROM = "2017-03-01"  # from here on a mandate has an end, not only a beginning


def told(rows: pd.DataFrame) -> pd.Series[str]:
    """Say each outcome, and that it is as published where the votes do not decide."""
    words = rows["told"].map(OUTCOME_WORDS)
    return words.where(rows["told_by"] != PUBLISHED, words + ", as published")


def chart(view: View) -> Chart:
    """Set turnout against the yes share, with the line of the law where there is one by the day."""
    tests = view.rules[view.rules["topic"] == "turnout"].sort_values("applies_from")
    since = [print_date(day.date()) for day in tests["applies_from"].head(1)]
    tested = f"The line is the turnout test in force from {since[0]}." if since else ""
    rows = view.plotted
    data = pd.DataFrame(
        {
            "employer": rows["employer_name"],
            "union": rows["union"],
            "closed": known_days(rows, "closed"),
            "question": rows["question_kind"].map(question),
            "turnout": rows["turnout_shown"],
            "yes": rows["yes_shown"],
            "outcome": told(rows),
        }
    ).sort_values(["closed", "employer", "question"], ignore_index=True)
    counts = {
        name: counted(kept, tell_outcomes, what)
        for name, kept, what in (
            ("half", data["turnout"] >= TURNOUT_TEST, "votes with a turnout of at least half"),
            ("agreed", data["yes"] > TURNOUT_TEST, "votes with more than half for yes"),
        )
    }
    ends = _lowest_and_highest(data)
    drawn = data.sort_values("closed", kind="stable", na_position="first").tail(MOST_DRAWN)
    newest = f"; the newest {MOST_DRAWN} are drawn" if len(drawn) < len(data) else ""
    half, agreed = counts["half"].text, counts["agreed"].text
    votes = f"{len(data)} {agree(len(data), 'vote')}"
    words = words_of("turnout-and-yes", source=SOURCE, law=LAW)
    headline, alt = "No vote here has both turnout and yes share", words["none"]
    if len(data):
        headline = f"In {half} of {votes} at least half took part"
        alt = f"Of {votes} on action, {half} had a turnout of at least half and {agreed} a "
        alt += f"majority for yes{ends}."
    return scatter_chart(
        drawn.sort_index().reset_index(drop=True),
        **words,
        headline=headline,
        subtitle=f"{sentence(view.about)}: per cent of those entitled, per cent of valid votes; "
        f"n = {len(data)}{newest}.{' ' + tested if tested else ''}",
        alt=alt,
        x="turnout",
        y="yes",
        group="outcome",
        name="employer",
        lines=((TURNOUT_TEST, "half of those entitled"),) if tested else (),
        counts=counts if len(data) else {},
    )


def _lowest_and_highest(data: pd.DataFrame) -> str:
    """Say the lowest and the highest turnout, and whose they were."""
    if len(data) < 2:
        return ""
    low, high = (
        f"{print_amount(row['turnout'], '%', 1)} ({row['employer']})"
        for row in extremes(data, "turnout")
    )
    return f"; turnout ran from {low} to {high}"


def table(view: View) -> Table:
    """List the votes on action, newest first, with their outcome and what they were short of."""
    shown = view.votes_on_action.sort_values(
        ["closed_last", "key"], ascending=[False, True], na_position="last"
    )
    data = pd.DataFrame(
        {
            "employer": shown["employer_name"],
            "union": shown["union"],
            "question": shown["question_kind"].map(question),
            "closed": known_days(shown, "closed"),
            "turnout": shown["turnout_shown"],
            "yes": shown["yes_shown"],
            "outcome": told(shown),
            "source": shown["source_title"],
            "papers_short": shown["papers_short"],
            "source_url": shown["source_url"],
            "of": "ballots/" + shown["key"],
        }
    )
    return lay_out("votes", data, about=view.about, source=SOURCE)


def other_regimes(view: View) -> Table:
    """Judge the same votes under the law of every period: a description, not a forecast."""
    votes = view.votes_on_action
    counts = pd.DataFrame()
    if len(votes):
        under = judge_under_each_regime(votes, ballot_rules=view.rules)
        counts = (
            pd.crosstab(under["regime_from"], under["outcome"])
            .reindex(columns=["yes", "no", "cannot be told"], fill_value=0)
            .reset_index()
        )
        counts.insert(0, "law", counts.pop("regime_from").dt.date)
    return lay_out(
        "regimes",
        counts,
        about=view.about,
        source=LAW,
        notes=[CHANGED_LAW] if len(counts) > 1 else [],
    )


def windows(view: View) -> Table:
    """Give for each vote that passed the days between which action was lawful."""
    votes = view.votes_on_action
    passed = votes[votes["outcome"] == "yes"] if len(votes) else votes
    data = pd.DataFrame()
    if len(passed):
        found = mandate_windows(passed, ballot_rules=view.rules)
        days = ["closed_first", "closed_last"]
        facts = passed.set_index("key")[["employer_name", "question_kind", *days]]
        found = found.join(facts, on="key").sort_values(
            ["closed_last", "key"], ascending=[False, True]
        )
        data = pd.DataFrame(
            {
                "employer": found["employer_name"],
                "question": found["question_kind"].map(question),
                "closed": known_days(found, "closed"),
                "last": pd.to_datetime(found["window_last_earliest"]).dt.date,
                "agreed": pd.to_datetime(found["agreed_last_earliest"]).dt.date,
                "row": f"{RECORD}ballots/" + found["key"],
            }
        )
    newer = view.rules["applies_from"].max() >= pd.Timestamp(TURNOUT_TEST_FROM)
    return lay_out(
        "windows",
        data,
        about=view.about,
        source=LAW,
        notes=["Before March 2017 action had to begin by then."] if newer else [],
    )


def rounds(view: View) -> Table:
    """Count the employers of each round that met the test, missed it, or are not known."""
    return rounds_table(count_rounds(view.rows), "rounds", view.about)


def rounds_table(found: pd.DataFrame, id: str, about: str) -> Table:
    """Lay out rounds of ballots, as `count_rounds` counts them."""
    year = found["year"].astype("Int64").astype("str")
    closed = pd.to_datetime(found["closed"]).dt.strftime("%B %Y").fillna(year)
    parent = found["round"] != ""
    named = (closed + ", counted employer by employer").where(parent, year + ", other ballots")
    row = (f"{RECORD}ballots/" + found["round"]).where(parent, "")
    rows = found.assign(round=named, row=row)
    return lay_out("rounds", rows, about=about, id=id, source=SOURCE)


def totals(view: View) -> Table:
    """Show national totals apart: they have no effect of their own in law."""
    data = pd.DataFrame()
    if len(view.rows):
        found = areas_over_the_line(view.rows, judged=view.rows[["key", "outcome"]])
        found = found[found["counted"].fillna(False).astype(bool)]
        found = found[found[["areas_balloted", "areas_met", "areas_missed"]].notna().any(axis=1)]
        data = pd.DataFrame(
            {
                "ballot": found["key"].map(_round_of(view.rows)),
                "balloted": found["areas_balloted"],
                "met": found["areas_met"],
                "missed": found["areas_missed"],
                "share": found["share_met_pct"],
                "named": found["named"],
                "row": f"{RECORD}ballots/" + found["key"],
            }
        )
    return lay_out("totals", data, about=view.about, source=SOURCE)


def _round_of(rows: pd.DataFrame) -> pd.Series[str]:
    """Name ballots by union and the month they closed in, by key."""
    known = rows.drop_duplicates("key").set_index("key")
    closed = pd.to_datetime(known["closed_last"]).dt.strftime("%B %Y").fillna("day not known")
    return known["union"] + ", " + closed


def cases(view: View) -> Table:
    """Print the ballots whose answer a court or a notice gave, with ours beside it."""
    named = sorted({case.ballot_id for case in CASES})
    on = None if view.as_of == LATEST else day_text(view.as_of)
    ballots = read("ballots", as_of=view.as_of, where={"key": named})
    found = law_cases(ballots, ballot_rules=view.rules, on=on)
    for column in ("expected", "ours"):
        found[column] = found[column].map(answer)
    found["row"] = f"{RECORD}ballots/" + found["ballot_id"]
    return lay_out("cases", found, n=len(found))
