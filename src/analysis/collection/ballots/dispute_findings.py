"""Notebook 06, its findings: what pay did against prices, what people voted, how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from analysis.collection.ballots.dispute import View
from analysis.collection.ballots.dossier_years import figure
from analysis.collection.ballots.judged import count_told, outcome_words
from analysis.collection.offers.chained import change, month, share_staff, shares, stand_ins
from analysis.collection.prices import newest_rates
from analysis.collection.wording import agree, clauses, listed, question
from analysis.measures.ballots.outcomes import judge_ballots
from analysis.measures.ballots.standing import STANDINGS, STATUTORY, TOTAL
from analysis.measures.ballots.told import JUDGED, PUBLISHED, UNKNOWN, tell_outcomes
from analysis.measures.offers.awards import compare_offers
from analysis.measures.offers.chains import STANDS_IN, Chain, chain_links
from analysis.measures.offers.split import opted_out
from analysis.present import Finding, Value
from analysis.present.findings import each_found

ON_ACTION = (STANDINGS[STATUTORY], STANDINGS[TOTAL])
INDEX = "CPI"  # of the first sentence; the second has the others
# Which number of the first sentence answers, with what is part of its question: the chain's, the
# newest offer's, the last vote's.
ANSWERS = (("real", ("first",)), ("worth", ("year",)), ("yes", ("voted",)))


def findings(view: View) -> Iterator[Finding]:
    """Say what pay did and what people voted, how sure that is, and what the record holds."""
    return each_found((_story, _how_sure, _outcomes, _prices, _counted), view)


def _rows(table: str, rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    return tuple((table, str(key)) for key in rows["key"])


def answer(view: View) -> Finding:
    """Say what pay did; of a body whose pay cannot be told, how the last vote there came out."""
    values = {"name": Value(view.name)}
    pay = _of_pay(view, values)
    return _answering([pay], values) if pay else _story(view)


def _story(view: View) -> Finding:
    """Answer the title: the chain against prices, and the last vote on action.

    Where no pay can be told, the vote stands first.
    """
    values = {"name": Value(view.name)}
    pay, vote = _of_pay(view, values), _last_vote(view)
    voted = "" if vote is None else _vote(vote, values, "there" if pay else "at {name}")
    if pay:
        said = [pay, voted or "No vote on action there has its result and day on record."]
    elif voted:
        said = [voted, "No award there that has run its year is on record."]
    else:
        said = ["No award at {name} that has run its year is on record,"]
        said.append("nor a vote with its result and day.")
    return _answering(said, values)


def _answering(said: Sequence[str], values: dict[str, Value]) -> Finding:
    number, asks = next((pair for pair in ANSWERS if pair[0] in values), ("", ()))
    return Finding("story", " ".join(said), values, number, asks)


def _of_pay(view: View, values: dict[str, Value]) -> str:
    """Say what the chain came to, else the newest offer, else nothing."""
    chain = view.chain.on(INDEX)
    return _pay(chain, values) if chain is not None else _newest(view, values)


def _newest(view: View, values: dict[str, Value]) -> str:
    """Say the newest offer that can be set against prices, where no award has run its year."""
    rows = view.compared
    if len(rows):
        rows = rows[rows["comparable"].astype(bool) & (rows["index"] == INDEX)]
        rows = rows[rows["real_low"].notna() & rows["real_high"].notna()]
    if rows.empty:
        return ""
    when = view.statements.set_index("key")["pay_year_from"].fillna("")
    order = rows.assign(year=rows["statement_id"].map(when))
    row = order.sort_values(["year", "statement_id"], kind="stable").iloc[-1]
    key = _row(row["statement_id"])
    ends = (float(row["nominal_low"]), float(row["nominal_high"]))
    real = (float(row["real_low"]), float(row["real_high"]))
    values |= {
        "year": Value(str(row["year"]) or "a year not stated", rows=key),
        "pct": _range(ends, key, "plain"),
        "worth": _range(real, key, "signed"),
        "index": Value(INDEX),
    }
    return (
        "The newest offer at {name} that can be set against prices, of {year}, was stated as "
        "{pct}, worth {worth} in real terms on the {index} rate known then; no award there that "
        "has run its year is on record."
    )


def _range(ends: tuple[float, float], rows: tuple[tuple[str, str], ...], wording: str) -> Value:
    if round(ends[0], 1) == round(ends[1], 1):
        return Value(ends[0], "%", 1, compare_offers, rows, wording=wording)
    return Value(ends, "%", 1, compare_offers, rows, wording=wording)


def _pay(chain: Chain, values: dict[str, Value]) -> str:
    """Say what the chain came to, and on how many stated awards and ceilings it rests."""
    years, filled = len(chain.years), stand_ins(chain)
    values |= {
        "first": Value(month(chain.first)),
        "last": Value(month(chain.last)),
        "money": change(chain, chain.money, chain.rows),
        "real": change(chain, chain.real, chain.rows),
        "index": Value(chain.index),
        "n": Value(years, function=chain_links, rows=chain.rows),
    }
    resting = [f"{{n}} {agree(years, 'year')}"]
    if filled:
        own = tuple(row for link in chain.links if link.basis != STANDS_IN for row in link.rows)
        if filled < years:
            values["stated"] = Value(years - filled, function=chain_links, rows=own)
        values["filled"] = Value(filled, function=chain_links, rows=chain.rows)
        own_part = f"{{stated}} {agree(years - filled, 'award')} and " if filled < years else ""
        resting[0] += f": {own_part}{{filled}} {agree(filled, 'ceiling')}"
    if shared := shares(chain):
        values["shared"] = Value(shared, function=chain_links, rows=chain.rows)
        each = agree(shared, "is a share", "are shares")
        resting.append(
            f"{{shared}} {each} of a figure for several years, read from compound growth to a "
            "plain sum"
        )
        if whom := share_staff(chain):
            values["whom"] = Value(whom)
            resting[-1] += ", for {whom}"
    on = "the awards stated there"
    if filled:
        on += ", and the government's ceilings where none was"
    if filled == years:
        on = "the government's ceilings, none of its awards of these years being stated"
    return (
        f"On {on}, pay at {{name}} {{money}} in money from {{first}} to {{last}} and {{real}} in "
        f"real terms on {{index}} ({'; '.join(resting)})."
    )


def _last_vote(view: View) -> Any | None:
    """The newest vote on action whose outcome or share of yes is known.

    One of the whole body comes before one of a part of it, and that before a national one.
    """
    for votes in (view.whole, view.ballots, view.national):
        if votes.empty:
            continue
        day = votes["closed_last"].fillna(votes["result_last"]).fillna(votes["known_from"])
        told = votes["yes_shown"].notna()
        told |= votes["legal_effect"].astype(bool) & (votes["told_by"] != UNKNOWN)
        found = votes.assign(day=day)[votes["standing"].isin(ON_ACTION) & told & day.notna()]
        if len(found):
            newest = found.sort_values(["day", "key"], kind="stable")
            beside = len(votes) < len(view.ballots) and not votes["national"].any()
            return next(iter(newest.tail(1).assign(parts_aside=beside).itertuples()))
    return None


def _vote(row: Any, values: dict[str, Value], where: str) -> str:
    key = (("ballots", str(row.key)),)
    values |= {"union": Value(str(row.union)), "voted": Value(row.day.to_period("M"), rows=key)}
    which = f"national vote that included people {where}" if row.national else f"vote {where}"
    if part := "" if row.national else row.whose:
        values["part"] = Value(part)
        which = f"vote {where}, in a part of it ({{part}}),"
    elif row.parts_aside:
        which = f"vote {where}, those in parts of it aside,"
    words = f"The last {which} on {_asked(row)} with a result on record, of {{union}} in {{voted}},"
    if pd.isna(row.yes_shown):
        return f"{words} {outcome_words(row)}."
    values["yes"] = Value(float(row.yes_shown), "%", int(row.yes_places), judge_ballots, key)
    words += " was {yes} yes"
    if pd.notna(row.turnout_shown):
        places = int(row.turnout_places)
        values["turnout"] = Value(float(row.turnout_shown), "%", places, judge_ballots, key)
        words += " on a turnout of {turnout}"
    return f"{words}: {_result(row)}."


def _asked(row: Any) -> str:
    asked = question(row.question_kind)
    return f"a {asked}" if asked.startswith("strike") else asked


def _result(row: Any) -> str:
    if not row.legal_effect:
        return "a sum of votes that the law counts employer by employer"
    return outcome_words(row) if row.told_by == UNKNOWN else f"it {outcome_words(row)}"


def tell_opted_out(view: View) -> Finding | None:
    """Say what is stated of staff who opted out of a deal whose figure stands on the page."""
    values: dict[str, Value] = {}
    said = _opted_out(view, values)
    return Finding("opted-out", said, values) if said else None


def _opted_out(view: View, values: dict[str, Value]) -> str:
    rows = opted_out(view.statements)
    said: list[str] = []
    for key, apart in rows.groupby("deal_key"):
        deal = next(view.statements[view.statements["key"] == key].itertuples())
        of, years = len(said), f"{deal.pay_year_from} to {deal.pay_year_to}"
        keys = (*_row(key), *_rows("offer_statements", apart))
        values |= {
            f"deal{of}": Value(figure(deal), function=opted_out, rows=keys),
            f"years{of}": Value(years, function=opted_out, rows=keys),
        }
        stated = apart.assign(figure=[figure(row) for row in apart.itertuples()])
        parts: list[str] = []
        for (year, pct, came), _ in stated.groupby(["pay_year_from", "figure", "came"]):
            name = f"{of}_{len(parts)}"
            values |= {
                f"apart{name}": Value(pct, function=opted_out, rows=keys),
                f"year{name}": Value(year),
                f"came{name}": Value(came),
            }
            parts.append(f"{{apart{name}}} for {{year{name}}} ({{came{name}}})")
        told = f"stated for them {agree(len(parts), 'is', 'are')} {listed(parts)}"
        said.append(
            f"Staff who opted out of the deal of {{deal{of}}} for {{years{of}}} stand apart from "
            f"it: {told}."
        )
    return " ".join(said)


def _row(key: Any) -> tuple[tuple[str, str], ...]:
    return (("offer_statements", str(key)),)


def _how_sure(view: View) -> Finding | None:
    """Say what other indices make of the chain, the awards on record alone, and who is not in it.

    Staff who opted out of a deal had other rises than those of the chain.
    """
    chain = view.chain.on(INDEX)
    if chain is None:
        return None
    values: dict[str, Value] = {}
    parts = []
    chains = {name: view.chain.alike_on(name) for name in view.indices}
    shared = chains[INDEX]
    same = shared is not None and shared.last == chain.last
    for name, other in chains.items():
        if (name != INDEX or not same) and other is not None:
            values |= {
                f"on_{name}": change(other, other.real, other.rows),
                f"name_{name}": Value(name),
            }
            parts.append(f"{{on_{name}}} on {{name_{name}}}")
    if not parts:
        return None
    filled = stand_ins(chain)
    resting = "ceilings" if filled == len(chain.years) else "stated awards and ceilings"
    over = "Over the same months"
    if shared is not None and not same:
        over = "From {since} to {until}, the months that figures of all the indices reach"
        values |= {"since": Value(month(shared.first)), "until": Value(month(shared.last))}
    sentence = f"{over}, on the same {resting if filled else 'stated awards'}, "
    sentence += f"pay {clauses(parts)}"
    alone = view.own.on(INDEX)
    if alone is not None and filled:
        values |= {
            "index": Value(INDEX),
            "first": Value(month(alone.first)),
            "last": Value(month(alone.last)),
            "alone": change(alone, alone.real, alone.rows),
            "n": Value(len(alone.years), function=chain_links, rows=alone.rows),
        }
        sentence += (
            "; on the longest run of stated awards alone, from {first} to {last}, it {alone} "
            f"on {{index}} ({{n}} {agree(len(alone.years), 'award')})"
        )
    worst = chain.worst
    if len(chain.years) > 1 and worst.real.high < 0:  # of a single year, or of gains, none did
        keys = tuple(row for link in worst.links for row in link.rows)
        values |= {
            "worst": Value(worst.pay_year, function=chain_links, rows=keys),
            "loss": change(worst, worst.real, keys, "signed"),
        }
        months = worst.last - worst.first
        if months != 12:  # the month of effect moved
            values["months"] = Value(months, function=chain_links, rows=keys)
        over = " over {months} months" if months != 12 else ""
        sentence += f"; the year that cost most was {{worst}} ({{loss}}{over})"
    return Finding("how-sure", f"{sentence}. {_opted_out(view, values)}".rstrip(), values)


def _outcomes(view: View) -> Finding | None:
    """Count statutory votes by outcome: judged by counts, else as published, else unknown."""
    if view.ballots.empty:
        return None
    votes = view.ballots[view.ballots["legal_effect"].astype(bool)]
    if votes.empty:
        return None
    groups = (
        ("passed", "yes", JUDGED, "passed by the counts"),
        ("failed", "no", JUDGED, "did not pass by the counts"),
        ("met", "yes", PUBLISHED, "met the thresholds as published"),
        ("missed", "no", PUBLISHED, "missed the thresholds as published"),
        ("untold", "cannot be told", None, "had an outcome that cannot be told"),
    )
    found = {name: (count_told(votes, told, by), words) for name, told, by, words in groups}
    found = {name: pair for name, pair in found.items() if pair[0].amount}
    if len(votes) == 1:
        ((count, words),) = found.values()
        outcome = Value(words, function=tell_outcomes, rows=count.rows)
        sentence = "The only statutory vote on action there {outcome}."
        return Finding("ballot-outcomes", sentence, {"outcome": outcome})
    values = {"n": Value(len(votes), function=tell_outcomes, rows=_rows("ballots", votes))}
    values |= {name: count for name, (count, _) in found.items()}
    parts = [f"{{{name}}} {words}" for name, (_, words) in found.items()]
    inside, of = votes[votes["whose"] != ""], ""
    if len(inside) == len(votes):
        of = ", all in parts of it"
    elif len(inside):
        values["inside"] = Value(len(inside), function=tell_outcomes, rows=_rows("ballots", inside))
        of = f", {{inside}} of them in {agree(len(inside), 'a part', 'parts')} of it"
    sentence = f"Of {{n}} statutory votes on action there{of}, {clauses(parts)}."
    return Finding("ballot-outcomes", sentence, values)


def _prices(view: View) -> Finding | None:
    """Say which rates were the newest; an index nobody had published yet is not among them."""
    return newest_rates(view.prices, view.day)


def _counted(view: View) -> Finding:
    offers = int(view.statements["offer_id"].nunique())
    stated, voted, acted = (len(rows) for rows in (view.statements, view.votes, view.actions))
    return Finding(
        "on-record",
        f"The record of {{name}} by {{day}} holds {{offers}} pay {agree(offers, 'offer')} (in "
        f"{{statements}} {agree(stated, 'statement')}), {{ballots}} ballot "
        f"{agree(voted, 'question')}, and {{actions}} "
        f"{agree(acted, 'strike or other action', 'strikes or other actions')}, national ones "
        "included.",
        {
            "day": Value(view.day),
            "offers": Value(offers, rows=_rows("offer_statements", view.statements)),
            "name": Value(view.name),
            "statements": Value(stated, rows=_rows("offer_statements", view.statements)),
            "ballots": Value(voted, rows=_rows("ballots", view.votes)),
            "actions": Value(acted, rows=_rows("actions", view.actions)),
        },
    )
