"""Notebook 09: published claims about pay, tried on the figures here; the register, or one."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.collection.claims.claims_cards import cards
from analysis.collection.claims.claims_evidence import read_evidence
from analysis.collection.selection import ALL
from analysis.errors import UsageError, nearest
from analysis.measures.bounds import Bounded
from analysis.measures.claims.attempts import Attempt, Evidence
from analysis.measures.claims.book import CLAIM_BOOK, NotTried
from analysis.measures.claims.forms import forms_of
from analysis.measures.claims.pairs import claims_in_other_forms, implied_paths
from analysis.measures.claims.verdicts import Verdict, check_claims
from analysis.present import Finding, Value
from analysis.present.numbers import decimals_of
from analysis.tables import read
from analysis.tables.asked import asked

OUTCOMES = ("reproduced", "nearly", "not", "cannot be tried")
# Two real changes of one median on two indices: each implies what the median did in money.
ONE_MEDIAN = ("W19-1", "W19-2", "2010-03", "2018-03")


@dataclass(frozen=True, eq=False)
class View:
    """The claims of one report, their verdicts in the same order, and the figures they met."""

    claims: pd.DataFrame
    verdicts: tuple[Verdict, ...]
    evidence: Evidence
    pairs: pd.DataFrame
    claim: str

    @property
    def one(self) -> bool:
        """Whether the report is of one claim."""
        return self.claim != ALL

    def attempts(self) -> list[Attempt]:
        """Every computation made for the one claim of this report; none for the register."""
        routes = CLAIM_BOOK.get(self.claim, NotTried("", ""))
        if isinstance(routes, NotTried):
            return []
        return [made for route in routes for made in route.attempts(self.evidence)]


@asked
def gather(*, claim: str) -> View:
    """Read the claims and try each by the routes that the book of claims has for it.

    Raises `UsageError` for a claim that is not in the record, with the nearest.
    """
    claims = read("claims")
    if claim != ALL and claim not in set(claims["key"]):
        raise UsageError(f"claim={claim!r}: no such claim. {nearest(claim, [ALL, *claims['key']])}")
    keys = list(claims["key"]) if claim == ALL else [claim]
    also = ONE_MEDIAN[:2] if claim in ONE_MEDIAN else ()  # each is held against the other
    evidence = read_evidence({*keys, *also})
    pairs = claims_in_other_forms(claims)
    if claim != ALL:
        claims = claims[claims["key"] == claim].reset_index(drop=True)
        pairs = pairs[(pairs["key"] == claim) | (pairs["other"] == claim)]
    verdicts = tuple(check_claims(claims, evidence=evidence))
    return View(claims, verdicts, evidence, pairs.reset_index(drop=True), claim)


def findings(view: View) -> list[Finding]:
    """Count the outcomes, or give the verdict on one claim; then what is one number twice over."""
    first = cards(view.claims, view.verdicts) if view.one else [_counts(view), *_reasons(view)]
    return [*first, *_forms(view), *_paths(view)]


def _counts(view: View) -> Finding:
    def count(outcome: str) -> Value:
        keys = [one.key for one in view.verdicts if one.outcome == outcome]
        rows = tuple(("claims", key) for key in keys)
        return Value(len(keys), function=check_claims, rows=rows)

    return Finding(
        "counts",
        "Of {n} published figures on pay in the record, {reproduced} are reproduced by the figures "
        "here with the choices their sources state, {nearly} nearly, {not_} are not, and "
        "{untried} cannot be tried. Not reproduced is not the same as wrong.",
        {
            "n": Value(len(view.verdicts)),
            "reproduced": count("reproduced"),
            "nearly": count("nearly"),
            "not_": count("not"),
            "untried": count("cannot be tried"),
        },
    )


def _reasons(view: View) -> list[Finding]:
    """Say how many claims start from a year that no published series here reaches."""
    missed = [one for one in view.verdicts if one.outcome == "not"]
    early = [one for one in missed if one.nearest is not None and one.nearest.for_base]
    if not early:
        return []
    return [
        Finding(
            "early-base",
            "Of the {n} that are not reproduced, {early} start from {base} and could only be tried "
            "from another year.",
            {
                "n": Value(len(missed), rows=tuple(("claims", one.key) for one in missed)),
                "early": Value(len(early), rows=tuple(("claims", one.key) for one in early)),
                "base": Value("a year before the published median of all staff begins"),
            },
        )
    ]


def _forms(view: View) -> list[Finding]:
    """Say which pair of figures of one study is one number: a fall, and the rise it needs."""
    rows = view.pairs[view.pairs["form"] == "the rise needed to undo it"]
    if rows.empty:
        return []
    row = rows.sort_values("value").iloc[0]
    keys = (("claims", str(row["key"])), ("claims", str(row["other"])))
    fall, rise = float(row["value"]), float(row["other_value"])
    return [
        Finding(
            "one-number",
            "A fall of {fall} and a rise needed of {rise} are one number in two forms ({fall_key} "
            "and {rise_key}; such pairs here: {n}).",
            {
                "fall": Value(
                    fall, "%", decimals_of([fall]), forms_of, rows=keys[:1], wording="size"
                ),
                "rise": Value(rise, "%", decimals_of([rise]), forms_of, rows=keys[1:]),
                "fall_key": Value(keys[0][1]),
                "rise_key": Value(keys[1][1]),
                "n": Value(len(rows), function=claims_in_other_forms),
            },
        )
    ]


def _paths(view: View) -> list[Finding]:
    """Say what two real changes of one median imply that it did in money, and whether they meet."""
    first, other, start, end = ONE_MEDIAN
    stated = {str(row["key"]): row for row in read("claims").to_dict("records")}
    if view.claim not in (ALL, first, other) or not {first, other} <= set(stated):
        return []
    pair = [
        (
            Bounded.rounded(float(row["value_low"]), decimals=int(row["decimals"])),
            view.evidence.indices[str(row["deflator"])],
        )
        for row in (stated[first], stated[other])
    ]
    path = implied_paths(pair[0], pair[1], start=start, end=end).iloc[0]
    verb = "agree" if path["agree"] else "do not agree"
    rows = (("claims", first), ("claims", other))
    return [
        Finding(
            "one-path",
            "{first_key} and {other_key} imply that in money the median rose by {first} and by "
            f"{{other}} from {{start}} to {{end}}: they {verb} with each other ({{convention}}).",
            {
                "first_key": Value(first),
                "other_key": Value(other),
                "start": Value(pd.Period(start, freq="M")),
                "end": Value(pd.Period(end, freq="M")),
                "first": Value(path["one_pct"], "%", 1, implied_paths, rows[:1]),
                "other": Value(path["other_pct"], "%", 1, implied_paths, rows[1:]),
                "convention": Value(str(path["convention"])),
            },
        )
    ]
