"""Notebook 06, its heart: a row a pay year, from the ceiling to the vote and the action."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import pandas as pd

from analysis.collection.ballots.acted import outcome_of
from analysis.collection.ballots.judged import judge, outcome_words
from analysis.collection.prices import held, read_prices
from analysis.collection.selection import LATEST, under_uk_remits
from analysis.collection.wording import basis, known_day, question, sayer
from analysis.measures.offers.awards import compare_offers
from analysis.periods import PayYear
from analysis.present.cells import print_cell
from analysis.present.numbers import decimals_of, print_amount, print_range
from analysis.present.tables import RECORD
from analysis.tables.declared import TO_COME

MOST_VOTES = 12  # of one year that a cell holds
SHOWN = 4  # statements of one year that a cell holds; the chronology has all of them
NOT_YET = "not on record by then"
UNDATED = " (when is not on record)"
NO_EFFECT = "could not authorise action"
COLUMNS = (
    *("pay_year", "ceiling", "offered", "came_of_it", "prices", "worth"),
    *("ballots", "action"),
)
LINKED = "votes"  # the column that says which ballot each part of a cell of votes is


def pay_year_of(day: Any) -> str:
    """Name the pay year in which a day falls, or nothing where there is no day."""
    if pd.isna(day):
        return ""
    return PayYear.containing(day).text


def figure(row: Any) -> str:
    """Say the figure of a statement as it was stated: per cent, pounds, a lump sum, or none."""
    if pd.notna(row.pct):
        return print_amount(row.pct, "%", decimals_of([row.pct]))
    if pd.notna(row.pct_low) and pd.notna(row.pct_high):
        low, high = row.pct_low, row.pct_high
        return print_range(low, high, "%", decimals_of([low, high]))
    if pd.notna(row.pct_high):
        return f"at most {print_amount(row.pct_high, '%', decimals_of([row.pct_high]))}"
    if pd.notna(row.cash_gbp):
        return print_amount(row.cash_gbp, "GBP", 0)
    if pd.notna(row.new_salary_gbp):
        return f"a rate of {print_amount(row.new_salary_gbp, 'GBP', 0)}"
    if pd.notna(row.lump_sum_gbp):
        return f"{print_amount(row.lump_sum_gbp, 'GBP', 0)} once"
    return "a freeze" if row.basis == "freeze" else "no figure"


def said(row: Any) -> str:
    """Say what was offered, of what, for whom, and by whose word."""
    of = f", {row.staff}" if row.staff else ""
    who = sayer(row.asserted_by) if isinstance(row.asserted_by, str) else "not stated"
    more = ""
    if pd.notna(row.lump_sum_gbp) and pd.notna(row.pct):
        more = f" and {print_amount(row.lump_sum_gbp, 'GBP', 0)} once"
    years = ""
    if isinstance(row.pay_year_to, str) and row.pay_year_to != row.pay_year_from:
        years = f" to {row.pay_year_to}"
    part = f"{row.whose}: " if row.whose else ""
    return f"{part}{figure(row)}{more}{of} ({basis(row.basis)}; {who}){years}"


def tell_fate(statements: pd.DataFrame, *, as_of: str) -> pd.DataFrame:
    """Say in a column ``came`` what came of each offer, by the day of a reading.

    What was told later is not on record by then; of what the record cannot date, it says so.
    """
    came = statements["outcome"].astype("object").fillna(NOT_YET)
    if as_of != LATEST:
        settled = ~statements["outcome"].isin(TO_COME) & statements["outcome"].notna()
        undated = settled & statements["outcome_from"].isna()
        came = came.mask(undated, came.astype("str") + UNDATED)
    return statements.assign(came=came)


def came_of(row: Any) -> str:
    """Say what came of a vote: its outcome, that it could authorise nothing, or nothing to say."""
    if not row.legal_effect:
        return NO_EFFECT if row.standing != "not a vote on action" else ""
    return outcome_words(row)


def vote(row: Any) -> str:
    """Say one vote in a cell: what it asked, its share of yes, its turnout and its outcome."""
    shares = []
    for name, value, places in (
        ("yes", row.yes_shown, row.yes_places),
        ("turnout", row.turnout_shown, row.turnout_places),
    ):
        if pd.notna(value):
            shares.append(f"{print_amount(float(value), '%', int(places))} {name}")
    national = ", national" if row.national else ""
    words = [f"{row.union} {question(row.question_kind)}{national}", *shares]
    said = "; ".join([", ".join(words), *filter(None, [came_of(row)])])
    return f"{row.whose}: {said}" if row.whose else said


def remits_of(remits: pd.DataFrame, employer: pd.DataFrame) -> pd.DataFrame:
    """Keep the remits if the body is of the service whose pay they bound.

    Scotland and Northern Ireland set their own policy on pay.
    """
    return remits if under_uk_remits(employer) else remits.iloc[:0]


def last_lived(
    statements: pd.DataFrame, ballots: pd.DataFrame, actions: pd.DataFrame
) -> pd.Timestamp | None:
    """Say until when a body with a successor lived: half a year after the last known of it.

    None where no day is known. All three tables are its own.
    """
    known = [statements["offered_last"], statements["effective_last"]]
    known += [ballots["closed_last"], ballots["result_last"], actions["started_last"]]
    days = [pd.Timestamp(day) for column in known for day in column.dropna()]
    years = statements["pay_year_to"].dropna()
    days += [pd.Timestamp(PayYear.parse(year).months[-1].last_day) for year in years]
    return max(days) + pd.Timedelta(days=183) if days else None


def lived(rows: pd.DataFrame, day: str, end: pd.Timestamp | None) -> pd.DataFrame:
    """Keep what a body lived to see, by the column of its day; all where its end is not known."""
    if end is None or rows.empty:
        return rows
    days = pd.to_datetime(rows[day])
    return rows[days.notna() & (days <= end)]


def judge_with(ballots: pd.DataFrame, rules: pd.DataFrame, national: Iterable[str]) -> pd.DataFrame:
    """Judge the votes that were counted, and mark in a column ``national`` those of groups."""
    counted = ballots[ballots["counted"].fillna(False).astype(bool)]
    return judge(counted, rules).assign(national=counted["employer"].isin(list(national)))


def compare_known(statements: pd.DataFrame, *, as_of: str) -> pd.DataFrame:
    """Set statements against the rates known on their day, on each index that was published."""
    prices = read_prices(as_of=as_of)
    names = held(prices)
    if statements.empty or not names:
        return pd.DataFrame()
    return compare_offers(statements, prices, indices=names, comparisons=["known"], as_of=as_of)


def _rates(rows: Sequence[Any], low: str, high: str) -> str:
    """Say figures of each index in one cell: one, or a range where the day is not known.

    An "at most" has no low end, and says so where nothing beside it has one.
    """
    ends: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        least, most = getattr(row, low), getattr(row, high)
        if most == most:
            ends.setdefault(row.index_name, []).append((least, most))
    parts = []
    for name, found in ends.items():
        first = min(least if least == least else most for least, most in found)
        last = max(most for _, most in found)
        bound = "" if any(least == least for least, _ in found) else "at most "
        close = round(first, 1) == round(last, 1)
        text = print_amount(first, "%", 1) if close else print_range(first, last, "%", 1)
        parts.append(f"{name} {bound}{text}")
    return ", ".join(parts)


def _listed(texts: Sequence[str]) -> str:
    unique = list(dict.fromkeys(text for text in texts if text))
    more = len(unique) - SHOWN
    kept = unique[:SHOWN] if more > 0 else unique
    return "; ".join([*kept, *_more(more)])


def _more(left: int) -> list[str]:
    return [f"and {left} more in the chronology"] if left > 0 else []


def years_table(
    statements: pd.DataFrame,
    compared: pd.DataFrame,
    remits: pd.DataFrame,
    votes: pd.DataFrame,
    actions: pd.DataFrame,
) -> pd.DataFrame:
    """Lay out a row a pay year, newest first: what was allowed, offered, worth, voted and done.

    A vote stands in the pay year in which it closed (else in which its result came out), an action
    in that in which it began. Columns: `COLUMNS`, all text, and `LINKED`; a year with nothing but
    a ceiling is left out.
    """
    whole = statements.assign(_graded=statements["grade"].notna())
    whole = whole.sort_values(["pay_year_from", "_graded", "key"], kind="stable")
    offered = _grouped(whole, whole["pay_year_from"])
    ruled = _grouped(remits, remits["pay_year_from"])
    closed = votes["closed_last"].fillna(votes["result_last"]).fillna(votes["known_from"])
    voted = _grouped(votes, closed.map(pay_year_of))
    acted = _grouped(actions, actions["started_first"].map(pay_year_of))
    against = _grouped(
        compared.rename(columns={"index": "index_name"}),
        compared["statement_id"] if len(compared) else pd.Series(dtype="str"),
    )
    rows = []
    for year in sorted({*offered, *voted, *acted}, reverse=True):
        offers = offered.get(year, [])
        own = [row for row in offers if not row.whose] or offers
        rated = [one for row in own for one in against.get(row.key, [])]
        told: dict[str, str] = {}
        for row in voted.get(year, []):
            told.setdefault(vote(row), row.key)
        left = len(told) - MOST_VOTES
        told = dict(islice(told.items(), MOST_VOTES))
        rows.append(
            {
                "pay_year": year,
                "ceiling": _ceiling(ruled.get(year, [])),
                "offered": _listed([said(row) for row in offers]),
                "came_of_it": _listed([row.came for row in offers]),
                "prices": _rates(rated, "rate_low", "rate_high"),
                "worth": _rates([one for one in rated if one.comparable], "real_low", "real_high"),
                "ballots": "; ".join([*told, *_more(left)]),
                "action": _listed([_act(row) for row in acted.get(year, [])]),
                LINKED: [
                    (text.partition(";")[0].rpartition(": ")[2], f"{RECORD}ballots/{key}")
                    for text, key in told.items()
                ],
            }
        )
    return pd.DataFrame(rows, columns=[*COLUMNS, LINKED])


def _grouped(frame: pd.DataFrame, by: pd.Series[Any]) -> dict[str, list[Any]]:
    """Part the rows of a frame by a word of each; rows without one are left out."""
    found: dict[str, list[Any]] = {}
    for word, row in zip(by, frame.itertuples(), strict=True):
        if isinstance(word, str) and word:
            found.setdefault(word, []).append(row)
    return found


def _act(row: Any) -> str:
    known = known_day(row.started_first, row.started_last)
    day = "" if known is None else f" {print_cell(known)}"
    if pay_year_of(row.started_first) != pay_year_of(row.started_last):
        day += ", month not known"  # it stands in the first pay year that it may be of
    national = ", national" if row.national else ""
    part = f"{row.whose}: " if row.whose else ""
    return f"{part}{row.union} {row.kind_as_found}{day}{national} ({outcome_of(row)})"


def _ceiling(remits: Sequence[Any]) -> str:
    texts = []
    for row in remits:
        if pd.isna(row.ceiling_pct):
            continue
        extra = ""
        if pd.notna(row.targeted_extra_pct):
            part = print_amount(row.targeted_extra_pct, "%", decimals_of([row.targeted_extra_pct]))
            extra = f" and {part} targeted"
        text = print_amount(row.ceiling_pct, "%", decimals_of([row.ceiling_pct]))
        frozen = " (freeze)" if row.basis_kind == "freeze" else ""
        texts.append(f"{text}{extra}{frozen}")
    return " or ".join(dict.fromkeys(texts))
