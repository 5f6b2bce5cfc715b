"""The head of the evidence report: the answer in six sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.collection.ballots.judged import outcome_words
from analysis.collection.evidence.view import View
from analysis.collection.offers.chained import change, month
from analysis.collection.pay.sectors import CONVENTION
from analysis.collection.pay_record import PRIVATE, WITHOUT_BANKS, paid
from analysis.collection.selection import day_text
from analysis.collection.wording import agree, listed
from analysis.measures.ballots.ballot_rounds import count_rounds
from analysis.measures.ballots.outcomes import judge_ballots
from analysis.measures.offers.chains import chain_links
from analysis.measures.pay.wage_floor import pay_against_floor
from analysis.present import Finding, Value
from analysis.present.findings import each_found

MOST_ROUNDS = 3  # named in the sentence on votes, the newest


def summary(view: View) -> Iterator[Finding]:
    """Give the answer in six sentences: awards, grades, sectors, the floor, restoring, votes."""
    sentence = "By {day} the record held no award, salary or vote from which this can be told."
    none = Finding("nothing-known", sentence, {"day": Value(day_text(view.as_of))})
    made = (_awards, _grades, _sectors, _floor, _restoring, _votes)
    return each_found(made, view, none)


def _awards(view: View) -> Finding | None:
    chain = view.ceilings(view.index)
    if chain is None:
        return None
    values = {
        "first": Value(month(chain.first)),
        "last": Value(month(chain.last)),
        "real": change(chain, chain.real, chain.rows),
        "index": Value(view.index),
        "n": Value(len(chain.years), function=chain_links, rows=chain.rows),
    }
    parts = []
    for name in view.others:
        other = view.ceilings(name)
        if other is not None:
            values |= {
                f"on_{name}": change(other, other.real, other.rows),
                f"name_{name}": Value(name),
            }
            parts.append(f"it {{on_{name}}} on {{name_{name}}}")
    rest = f"; {listed(parts)}" if parts else ""
    return Finding(
        "summary-awards",
        "Pay that followed the government's ceilings on civil service awards {real} in real terms "
        f"on {{index}} from {{first}} to {{last}} ({{n}} "
        f"{agree(len(chain.years), 'ceiling')}){rest}.",
        values,
        asks=("first",),
    )


def _grades(view: View) -> Finding | None:
    if view.grades is None or view.index not in view.grades.changes:
        return None
    found = view.grades.changes[view.index]
    order = sorted(found, key=lambda grade: found[grade].real.value)
    low, high = found[order[0]], found[order[-1]]
    return Finding(
        "summary-grades",
        "At the same grade, median pay {low} in real terms at {low_grade} and {high} at "
        "{high_grade} from March {start} to March {end}, the two ends of {n} grades ({index}).",
        {
            "low": paid(low),
            "low_grade": Value(order[0]),
            "high": paid(high),
            "high_grade": Value(order[-1]),
            "start": Value(str(view.grades.start)),
            "end": Value(str(view.grades.end)),
            "n": Value(len(found)),
            "index": Value(view.index),
        },
    )


def _sectors(view: View) -> Finding | None:
    staff = view.staff(view.index)
    if staff is None or view.sectors is None:
        return None
    values = {
        "staff": paid(staff),
        "start": Value(str(view.sectors.base)),
        "end": Value(str(view.sectors.end)),
        "index": Value(view.index),
    }
    head = (
        "From March {start} to March {end} the median of all civil servants, whose mix of grades "
        "moved up, {staff} in real terms on {index}"
    )
    private, public = (view.sectors.change(name, view.index) for name in (PRIVATE, WITHOUT_BANKS))
    if private is None or public is None:
        values["day"] = Value(day_text(view.as_of))
        tail = "; earnings by sector as they stood on {day} are not on record."
        return Finding("summary-sectors", head + tail, values)
    values |= {
        "private": paid(private),
        "public": paid(public),
        "convention": Value(CONVENTION),
    }
    return Finding(
        "summary-sectors",
        head + ", while mean regular pay {private} in the private sector and {public} in the "
        "public sector without banks ({convention}).",
        values,
    )


def _floor(view: View) -> Finding | None:
    rows = view.floor.points
    if rows.empty:
        return None
    first, last = rows.iloc[0], rows.iloc[-1]

    def above(row: Any) -> Value:
        key = (("pay_scales", str(row["key"])),)
        return Value(
            100 * float(row["multiple"]) - 100, "%", 1, pay_against_floor, key, wording="above"
        )

    values = {
        "then": above(first),
        "first": Value(first["day"].to_period("M")),
        "hours": Value(view.floor.weekly_hours, "", 0),
    }
    rest = ", the only month for which one is on record"
    if len(rows) > 1:
        values |= {"now": above(last), "last": Value(last["day"].to_period("M"))}
        rest = " and {now} it in {last}"
    return Finding(
        "summary-floor",
        "The lowest pay point found at the lowest grade stood {then} the wage floor in {first}"
        f"{rest}, on {{hours}} paid hours a week.",
        values,
    )


def _restoring(view: View) -> Finding | None:
    parts, values = [], dict[str, Value]()
    for name in view.indices:
        chain = view.ceilings(name)
        if chain is not None and chain.real.high < 0:
            values |= {
                f"rise_{name}": change(chain, chain.restoring, chain.rows, "size"),
                f"name_{name}": Value(name),
                "first": Value(month(chain.first)),
                "last": Value(month(chain.last)),
            }
            parts.append(f"{{rise_{name}}} on {{name_{name}}}")
    if not parts:
        return None
    return Finding(
        "summary-restoring",
        "To bring pay on the ceilings level with {first} would have taken a rise of "
        f"{listed(parts)} on the pay of {{last}}.",
        values,
    )


def _votes(view: View) -> Finding | None:
    votes = view.votes
    if votes.empty:
        return None
    parts, values = [], dict[str, Value]()
    single = votes[votes["legal_effect"].astype(bool) & votes["turnout_shown"].notna()]
    single = single[(single["question_kind"] == "strike") & single["yes_shown"].notna()]
    if len(single):
        row: Any = next(iter(single.tail(1).itertuples()))
        key = (("ballots", str(row.key)),)
        values |= {
            "union": Value(str(row.union)),
            "when": Value(row.day.to_period("M"), rows=key),
            "yes": Value(float(row.yes_shown), "%", 1, judge_ballots, key),
            "turnout": Value(float(row.turnout_shown), "%", 1, judge_ballots, key),
        }
        parts.append(
            "the last national strike vote counted as one with its figures on record ({union}, "
            f"{{when}}) was {{yes}} yes on a turnout of {{turnout}}: it {outcome_words(row)}"
        )
    rounds = view.rounds.dropna(subset=["printed_met"]).head(MOST_ROUNDS)
    printed = []
    for place, row in enumerate(reversed(list[Any](rounds.itertuples()))):
        key = (("ballots", str(row.round)),)
        total = row.printed_met + row.printed_missed
        values |= {
            f"n_{place}": Value(int(row.printed_met), "", 0, count_rounds, key),
            f"round{place}": Value(str(int(row.year))),
        }
        text = f"{{n_{place}}}"
        if pd.notna(total):
            values[f"of_{place}"] = Value(int(total), "", 0, count_rounds, key)
            text += f" of {{of_{place}}}"
        printed.append(f"{text} employers in {{round{place}}}")
    if printed:
        parts.append(
            f"where employers were counted apart, the thresholds were met at {listed(printed)}, as "
            "published"
        )
    if not parts:
        return None
    text = "; ".join(parts) + "."
    return Finding("summary-votes", text[:1].upper() + text[1:], values)
