"""Notebook 09: published claims about pay, tried on the figures here; the register, or one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from analysis.collection.claims.claims_cards import card, other_forms
from analysis.collection.claims.claims_evidence import read_evidence, trials_of
from analysis.collection.claims.own import OWN, Said, own_row
from analysis.collection.prices import price_indices
from analysis.collection.selection import ALL
from analysis.errors import UsageError, nearest
from analysis.measures.bounds import Bounded
from analysis.measures.claims.attempts import Attempt
from analysis.measures.claims.forms import forms_of
from analysis.measures.claims.pairs import claims_in_other_forms, implied_paths, study_of
from analysis.measures.claims.verdicts import Verdict, check_claims
from analysis.present import Finding, Value
from analysis.present.numbers import decimals_of
from analysis.tables import LATEST, read
from analysis.tables.asked import asked

OUTCOMES = ("reproduced", "nearly", "not", "cannot be tried")
# Two real changes of one median on two indices: each implies what the median did in money.
ONE_MEDIAN = ("W19-1", "W19-2", "2010-03", "2018-03")


@dataclass(frozen=True, eq=False)
class View:
    """The claims of one report and their verdicts in the same order; `claim` is a key, or all."""

    claims: pd.DataFrame
    verdicts: tuple[Verdict, ...]
    pairs: pd.DataFrame
    claim: str

    @property
    def one(self) -> bool:
        """Whether the report is of one claim."""
        return self.claim != ALL

    def attempts(self) -> list[Attempt]:
        """Every computation made for the one claim of this report; none for the register."""
        return list(self.verdicts[0].attempts) if self.one else []


@asked
def gather(
    *,
    claim: str,
    figure: str = "",
    kind: str = "",
    pay: str = "",
    of_several: str = "",
    against: str = "",
    stated_base: str = "",
    stated_end: str = "",
    deflator: str = "",
    stated_convention: str = "",
    release: str = "",
    as_of: str = LATEST,
) -> View:
    """Read the claims and try each by what its row says; a `figure` is a claim of one's own.

    With `as_of` a day, claims are tried on what was known by then.

    Raises `UsageError` for a claim that is not in the record, with the nearest, and for a claim
    of one's own that cannot be read.
    """
    claims = read("claims")
    if figure:
        said = Said(figure, kind, pay, of_several, against, stated_base, stated_end, deflator)
        row = own_row(replace(said, convention=stated_convention, release=release))
        return View(row, _tried(row, as_of), claims_in_other_forms(claims.iloc[:0]), OWN)
    if claim != ALL and claim not in set(claims["key"]):
        raise UsageError(f"claim={claim!r}: no such claim. {nearest(claim, [ALL, *claims['key']])}")
    if claim == ALL:
        return View(claims, _tried(claims, as_of), claims_in_other_forms(claims), claim)
    own = claims["key"] == claim
    studies = study_of(claims["key"])
    pairs = claims_in_other_forms(claims[studies == studies[own].iloc[0]])
    pairs = pairs[(pairs["key"] == claim) | (pairs["other"] == claim)]
    claims = claims[own].reset_index(drop=True)
    return View(claims, _tried(claims, as_of), pairs.reset_index(drop=True), claim)


def _tried(claims: pd.DataFrame, as_of: str) -> tuple[Verdict, ...]:
    evidence = read_evidence(trials_of(claims), as_of=as_of)
    return tuple(check_claims(claims, evidence=evidence))


def findings(view: View) -> list[Finding]:
    """Count the outcomes, or give the verdict on one claim; then what is one number twice over."""
    if not view.one:
        return [_counts(view), *_reasons(view), *_forms(view), *_paths(view)]
    row, verdict = view.claims.iloc[0].to_dict(), view.verdicts[0]
    return [*card(row, verdict), *other_forms(row, verdict), *_forms(view), *_paths(view)]


def _counts(view: View) -> Finding:
    def count(outcome: str, *, ours: bool | None = None) -> Value:
        keys = [
            one.key
            for one in view.verdicts
            if one.outcome == outcome and ours in (None, bool(one.ours))
        ]
        rows = tuple(("claims", key) for key in keys)
        return Value(len(keys), function=check_claims, rows=rows)

    return Finding(
        "counts",
        "Of {n} published figures on pay in the record, {reproduced} are reproduced by the figures "
        "here with the choices their sources state and {ours} with choices of ours, {nearly} "
        "nearly, {not_} are not, and {untried} cannot be tried. Not reproduced is not the same as "
        "wrong.",
        {
            "n": Value(len(view.verdicts)),
            "reproduced": count("reproduced", ours=False),
            "ours": count("reproduced", ours=True),
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
    indices = price_indices(str(stated[key]["deflator"]) for key in (first, other))
    pair = [
        (
            Bounded.rounded(float(row["value_low"]), decimals=int(row["decimals"])),
            indices[str(row["deflator"])],
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
