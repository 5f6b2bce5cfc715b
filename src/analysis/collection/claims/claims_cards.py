"""Notebook 09, its cards: one sentence a published claim, each with an anchor to be cited by."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.collection.claims.own import OWN
from analysis.collection.wording import agree, listed
from analysis.measures.bounds import Bounded
from analysis.measures.claims.attempts import Attempt
from analysis.measures.claims.forms import rise_needed
from analysis.measures.claims.verdicts import Verdict, check_claims
from analysis.present import Finding, Value
from analysis.tables.declared import KINDS

SAID = {
    "nearly": "nearly reproduced",
    "not": "not reproduced",
    "cannot be tried": "cannot be tried",
}
THEIRS = "reproduced with the choices its source states"
OURS = "reproduced with choices of ours"
# How a card names each choice, by its column.
CHOICE = {"deflator": "index", "assumed": "assumed rise in prices", "pay": "whose pay"}
Row = Mapping[Hashable, Any]


def outcome_words(verdict: Verdict) -> str:
    """Say what came of a claim; whether it is reproduced by its source's choices or by ours."""
    if verdict.outcome == "reproduced":
        return OURS if verdict.ours else THEIRS
    return SAID[verdict.outcome]


def choice_words(choices: Iterable[str]) -> str:
    """Name choices in words, or say that there are none.

    >>> choice_words(["pay", "deflator"])
    'whose pay and index'
    """
    words = [CHOICE.get(name, name) for name in choices]
    return listed(words) if words else "none"


def card(row: Row, verdict: Verdict) -> list[Finding]:
    """Say what a claim came to here, and then how sure that is: what was tried, and whose choices.

    `row` is the claim's row in the clean table, `verdict` that of `check_claims` on it.
    """
    return [_outcome(row, verdict), *_surely(row, verdict)]


def anchor(key: str) -> str:
    """Give the anchor of a claim's card.

    >>> anchor("ONS-june2025-KAC3_deflated_by_CPI")
    'claim-ons-june2025-kac3-deflated-by-cpi'
    """
    return "claim-" + key.lower().replace("_", "-")


def printed(row: Row) -> str:
    r"""Give the figure of a claim as its source printed it, with its unit.

    >>> row = {"value_low": 720.0, "value_high": 720.0, "value_text": None, "decimals": 0}
    >>> printed(row | {"unit": "GBP per week"})
    '£720 per week'
    >>> below = {"value_low": -10.0, "value_high": -10.0, "decimals": 0, "unit": "% below average"}
    >>> printed(below)
    '10\xa0% below average'
    """
    unit, low, high = str(row["unit"]), row["value_low"], row["value_high"]
    if pd.isna(low):
        return f"{row['value_text']} ({unit})"
    ends = [low] if low == high else [low, high]
    at, after = unit_parts(unit)
    wording = "size" if after.startswith("below") else "plain"  # which says the sign itself
    texts = [Value(float(end), at, places(row), wording=wording).text for end in ends]
    return " ".join(part for part in (" to ".join(texts), after) if part)


def unit_parts(unit: str) -> tuple[str, str]:
    """Divide a unit into what stands at the number and what stands after it.

    >>> unit_parts("% per year"), unit_parts("pp per year")
    (('%', 'per year'), ('', 'percentage points per year'))
    """
    at = next((word for word in ("GBP", "%") if unit.startswith(word)), "")
    return at, unit.removeprefix(at).strip().replace("pp ", "percentage points ")


def places(row: Row) -> int:
    """Give the decimals that a claim was printed with."""
    return 0 if pd.isna(row["decimals"]) else int(row["decimals"])


def other_forms(row: Row, verdict: Verdict) -> list[Finding]:
    """Say what a statement of a fall becomes in the other form, the rise that it needs, and back.

    Nothing for a figure that is neither a fall nor a rise needed, in per cent and one number.
    """
    low, high = row["value_low"], row["value_high"]
    if pd.isna(low) or low != high or str(row["unit"]) != "%" or float(low) <= -100:
        return []
    forms = {
        KINDS[0]: "a change in real terms of {figure} is a rise needed of {other}",
        KINDS[2]: "a rise needed of {figure} is a change in real terms of {other}",
    }
    kind = str(row["kind"])
    sentence = forms.get(kind)
    if sentence is None or (float(low) > 0) == (kind == KINDS[0]):  # what has risen needs no rise
        return []
    figure = Bounded.rounded(float(low), decimals=places(row))
    other = rise_needed(figure)
    values = {
        "figure": Value(float(low), "%", places(row), rows=_source(verdict)),
        "other": Value(other.value, "%", places(row), rise_needed),
        "least": Value(other.low, "%", places(row) + 1, rise_needed),
        "most": Value(other.high, "%", places(row) + 1, rise_needed),
    }
    words = "In the other form, " + sentence + " (between {least} and {most} as it is rounded)."
    return [Finding("other-form", words, values)]


def _said(text: str) -> Value:
    return Value(text, function=check_claims)


def _outcome(row: Row, verdict: Verdict) -> Finding:
    values = {
        "claim": Value(str(row["claim"])),
        "printed": Value(printed(row), rows=_source(verdict)),
        "outcome": Value(outcome_words(verdict), function=check_claims),
    }
    said = "{claim}: {printed}"
    if verdict.key != OWN:
        values["source"] = Value(str(row["source_title"]))
        said += ", in {source}"
    made = verdict.nearest
    if made is None:
        values |= {"reason": _said(verdict.reason), "needed": _said(verdict.needed)}
        said += ". On the figures here this {outcome}: {reason}. It would take {needed}."
        return Finding(anchor(verdict.key), said, values)
    said += ". On the figures here this is {outcome}: "
    values["n"] = Value(verdict.tried, function=check_claims)
    values |= _computed(row, verdict, made)
    gives = "{computed} to {greatest}" if "greatest" in values else "{computed}"
    tried = agree(verdict.tried, "computation")
    if verdict.outcome == "reproduced":
        values["cells"] = Value(len(verdict.cells), function=check_claims)
        prints = agree(len(verdict.cells), "gives", "give")
        said += f"{{cells}} of {{n}} {tried} tried {prints} {gives}"
    else:
        said += f"the nearest of {{n}} {tried} tried gives {gives}"
    if verdict.miss:
        unit = _unit(row)
        points = "points" if unit == "%" else unit
        values["miss"] = _number(row, verdict, verdict.miss, unit=points, wording="size")
        said += ", {miss} off"
    elif made.for_base:
        said += ", the same as printed, but of another span"
    elif verdict.outcome != "reproduced" and verdict.reason:
        values["but"] = _said(verdict.reason)
        said += ", the same as printed, but {but}"
    if made.for_base:
        values["base"] = _said(made.for_base)
        said += " (with {base})"
    return Finding(anchor(verdict.key), said + ".", values, answer="computed")


def _surely(row: Row, verdict: Verdict) -> list[Finding]:
    """Say which computation comes nearest, what all of them span, and whose the choices are."""
    made = verdict.nearest
    if made is None:
        return []
    values = {"choices": _said(made.choices)}
    said = "The computation that comes nearest rests on these choices: {choices}"
    if verdict.reason and verdict.miss and not made.for_base:
        values["reason"] = _said(verdict.reason)
        said += " ({reason})"
    said += "."
    if verdict.tried > 1:
        least, most = verdict.spread
        values["least"] = _number(row, verdict, least)
        values["most"] = _number(row, verdict, most)
        said += " All that was tried lies between {least} and {most}."
    values |= {
        "stated": _said(choice_words(verdict.stated)),
        "ours": _said(choice_words(verdict.ours)),
    }
    if verdict.key == OWN:
        said += " Choices stated: {stated}; choices left open: {ours}."
    else:
        said += " Choices of the source: {stated}; choices of ours: {ours}."
    return [Finding("how-sure", said, values)]


def _computed(row: Row, verdict: Verdict, made: Attempt) -> dict[str, Value]:
    ends = {"computed": made.value}
    if made.most is not None:
        ends["greatest"] = made.most
    return {name: _number(row, verdict, end.value, rows=made.rows) for name, end in ends.items()}


def _number(row: Row, verdict: Verdict, amount: float, **more: Any) -> Value:
    """Print as the claim was printed; one decimal more shows what is off where it differs.

    Pounds have no more decimals than were printed.
    """
    unit = _unit(row)
    digits = places(row) + (verdict.outcome != "reproduced" and unit != "GBP")
    kept = {"unit": unit, "wording": "plain"} | more
    return Value(amount, decimals=digits, function=check_claims, **kept)


def _unit(row: Row) -> str:
    """Give the unit that stands at a number: per cent, pounds, percentage points or none."""
    unit = str(row["unit"])
    return unit_parts(unit)[0] or ("points" if unit.startswith(("pp", "percentage")) else "")


def _source(verdict: Verdict) -> tuple[tuple[str, str], ...]:
    """The row of the record that a figure is printed in; none for a claim of one's own."""
    return () if verdict.key == OWN else (("claims", verdict.key),)
