"""Notebook 06: one employer's whole story: prices, offers, remits, ballots and action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from analysis.collection.prices import all_indices, held, read_rates
from analysis.collection.selection import (
    day_text,
    employer_name,
    services_in_law,
    slugs_under,
)
from analysis.collection.wording import about, agree, clauses, question, sayer
from analysis.measures.ballots.outcomes import judge_ballots
from analysis.measures.prices.knowledge import known_rates
from analysis.present import Finding, Value
from analysis.present.numbers import decimals_of, print_amount, print_range
from analysis.tables import read
from analysis.tables.asked import asked

OUTCOMES = {"yes": "passed", "no": "did not pass", "cannot be told": "cannot be told"}
REMITS_OF = "UK civil service (delegated grades)"
EVENT_COLUMNS = ["lane", "start", "end", "what", "who", "source_title", "source_url", "key"]


@dataclass(frozen=True, eq=False)
class View:
    """Everything on record about one employer by a day, as events in order."""

    name: str
    events: pd.DataFrame
    statements: pd.DataFrame
    ballots: pd.DataFrame
    actions: pd.DataFrame
    prices: pd.DataFrame
    day: date


@asked
def gather(*, employer: str, as_of: str) -> View:
    """Read an employer's offers, ballots and action, and the remits over it, known by a day."""
    name, slugs = employer_name(employer), slugs_under(employer)
    where = {"employer": slugs}
    statements = read("offer_statements", as_of=as_of, where=where)
    ballots = read("ballots", as_of=as_of, where=where)
    ballots = ballots[ballots["counted"].fillna(False).astype(bool)]
    if len(ballots):
        rules = read("ballot_rules", as_of=as_of)
        ballots = services_in_law(ballots, rules)
        judged = judge_ballots(ballots, ballot_rules=rules)
        ballots = ballots.join(judged.drop(columns="key"))
    actions = read("actions", as_of=as_of, where=where)
    actions = actions[actions["is_action"].fillna(False).astype(bool)]
    remits = read("remits", as_of=as_of, where={"jurisdiction": REMITS_OF})
    parts = [_offers(statements), _ballots(ballots), _actions(actions), _remits(remits)]
    events = pd.concat([part for part in parts if len(part)] or [pd.DataFrame()])
    events = events.reindex(columns=EVENT_COLUMNS)
    known = events.loc[events["lane"] != "Remits", "start"].dropna()
    if len(known):
        near = events["start"].isna() | (events["start"] >= known.min() - pd.Timedelta(days=366))
        events = events[near]
    events = events.sort_values(["start", "lane", "key"], na_position="last", ignore_index=True)
    prices = read_rates(as_of=as_of)
    return View(name, events, statements, ballots, actions, prices, day_text(as_of))


def _said(row: Any) -> str:
    """Say a statement's figure in words, as it was stated."""
    if row.pct == row.pct and row.pct is not None:
        figure = print_amount(row.pct, "%", decimals_of([row.pct]))
    elif row.pct_low == row.pct_low and row.pct_high == row.pct_high:
        decimals = decimals_of([row.pct_low, row.pct_high])
        figure = print_range(row.pct_low, row.pct_high, "%", decimals)
    elif row.pct_high == row.pct_high:
        figure = f"up to {print_amount(row.pct_high, '%', decimals_of([row.pct_high]))}"
    elif row.cash_gbp == row.cash_gbp:
        figure = print_amount(row.cash_gbp, "GBP", 0)
    elif row.lump_sum_gbp == row.lump_sum_gbp:
        figure = f"{print_amount(row.lump_sum_gbp, 'GBP', 0)} once"
    else:
        figure = "no figure"
    grade = f", {row.grade}" if isinstance(row.grade, str) else ""
    year = row.pay_year_from if isinstance(row.pay_year_from, str) else "year not stated"
    return f"{year}: {figure}{grade} ({row.outcome})"


def _offers(rows: pd.DataFrame) -> pd.DataFrame:
    """Date each statement by the day offered, else the month effective; others have no day."""
    start = rows["offered_first"].fillna(rows["effective_first"])
    return pd.DataFrame(
        {
            "lane": "Offers",
            "start": start,
            "end": rows["offered_last"].fillna(rows["effective_last"]),
            "what": [_said(row) for row in rows.itertuples()],
            "who": rows["asserted_by"].map(sayer, na_action="ignore"),
            "source_title": rows["source_title"],
            "source_url": rows["source_url"],
            "key": rows["key"],
        }
    )


def _ballots(rows: pd.DataFrame) -> pd.DataFrame:
    if rows.empty:
        return rows
    turnout = rows["turnout_counted_pct"].fillna(rows["turnout_pct"])
    yes = rows["valid_yes_pct"].fillna(rows["yes_pct"])
    words = [
        f"{question(kind)}{about(reasons)}: {_share(share, 'yes')}, {_share(part, 'turnout')}"
        + (f"; {OUTCOMES[outcome]} the tests" if effect and outcome != "cannot be told" else "")
        for kind, reasons, share, part, outcome, effect in zip(
            rows["question_kind"],
            rows["reasons"],
            yes,
            turnout,
            rows["outcome"],
            rows["legal_effect"],
            strict=True,
        )
    ]
    closed = rows["closed_last"].fillna(rows["result_last"])
    return pd.DataFrame(
        {
            "lane": "Ballots",
            "start": rows["closed_first"].fillna(rows["result_first"]),
            "end": closed,
            "what": words,
            "who": rows["union"],
            "source_title": rows["source_title"],
            "source_url": rows["source_url"],
            "key": rows["key"],
        }
    )


def _share(value: Any, of: str) -> str:
    return f"{of} not published" if pd.isna(value) else f"{print_amount(value, '%', 1)} {of}"


def _actions(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "lane": "Action",
            "start": rows["started_first"],
            "end": rows["ended_last"].fillna(rows["started_last"]),
            "what": rows["kind_as_found"] + " (" + rows["outcome"] + ")",
            "who": rows["union"],
            "source_title": rows["source_title"],
            "source_url": rows["source_url"],
            "key": rows["key"],
        }
    )


def _remits(rows: pd.DataFrame) -> pd.DataFrame:
    ceiling = [
        "" if pd.isna(value) else f": {print_amount(value, '%', decimals_of([value]))}"
        for value in rows["ceiling_pct"]
    ]
    return pd.DataFrame(
        {
            "lane": "Remits",
            "start": rows["published_first"].fillna(rows["announced_first"]),
            "end": rows["published_last"].fillna(rows["announced_last"]),
            "what": rows["event"] + pd.Series(ceiling, index=rows.index, dtype="str"),
            "who": "government",
            "source_title": rows["source_title"],
            "source_url": rows["source_url"],
            "key": rows["key"],
        }
    )


def findings(view: View) -> list[Finding]:
    """Count what is on record, and say what prices were known to be doing on the day."""
    offers = int(view.statements["offer_id"].nunique())
    held, voted, acted = (len(rows) for rows in (view.statements, view.ballots, view.actions))
    counted = Finding(
        "on-record",
        f"The record of {{name}} by {{day}} holds {{offers}} pay {agree(offers, 'offer')} (in "
        f"{{statements}} {agree(held, 'statement')}), {{ballots}} ballot "
        f"{agree(voted, 'question')}, and {{actions}} "
        f"{agree(acted, 'strike or other action', 'strikes or other actions')}.",
        {
            "day": Value(view.day),
            "offers": Value(offers, rows=_rows("offer_statements", view.statements)),
            "name": Value(view.name),
            "statements": Value(held, rows=_rows("offer_statements", view.statements)),
            "ballots": Value(voted, rows=_rows("ballots", view.ballots)),
            "actions": Value(acted, rows=_rows("actions", view.actions)),
        },
    )
    return [counted, *_prices(view), *_outcomes(view)]


def _rows(table: str, rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    return tuple((table, str(key)) for key in rows["key"])


def _prices(view: View) -> list[Finding]:
    """Say which rates were the newest; an index nobody had published yet is not among them."""
    names = held(view.prices)
    if not names:
        return []
    known = known_rates(view.prices, on=view.day, indices=names)
    known = known[known["rate_pct"].notna()]
    values: dict[str, Value] = {"day": Value(view.day)}
    parts, every = [], all_indices()
    listed = zip(known["index"], known["rate_pct"], known["reference_month"], strict=True)
    for place, (name, rate, month) in enumerate(listed):
        row = ("prices", f"{every[name].rate_series}/{month}")
        values[f"index{place}"] = Value(name)
        values[f"rate{place}"] = Value(float(rate), "%", 1, known_rates, rows=(row,))
        values[f"month{place}"] = Value(month)
        parts.append(f"{{index{place}}} {{rate{place}}} ({{month{place}}})")
    template = "The newest twelve-month rates on record by {day}: " + ", ".join(parts) + "."
    return [Finding("known-prices", template, values)]


def _outcomes(view: View) -> list[Finding]:
    if view.ballots.empty:
        return []
    votes = view.ballots[view.ballots["legal_effect"].astype(bool)]
    if votes.empty:
        return []

    def count(word: str) -> Value:
        rows = _rows("ballots", votes[votes["outcome"] == word])
        return Value(len(rows), function=judge_ballots, rows=rows)

    told = {"yes": count("yes"), "no": count("no")}
    parts = ["{yes} passed every test of the day", "{no} did not"]
    if (untold := count("cannot be told")).amount:
        told["untold"] = untold
        parts.append("of {untold} it cannot be told")
    n = Value(len(votes), function=judge_ballots, rows=_rows("ballots", votes))
    sentence = f"Of {{n}} statutory {agree(len(votes), 'vote')} on action, {clauses(parts)}."
    return [Finding("ballot-outcomes", sentence, {"n": n, **told})]
