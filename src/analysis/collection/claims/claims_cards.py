"""Notebook 09, its cards: one sentence a published claim, each with an anchor to be cited by."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.collection.wording import agree
from analysis.measures.claims.verdicts import Verdict, check_claims
from analysis.present import Finding, Value

SAID = {
    "reproduced": "reproduced",
    "nearly": "nearly reproduced",
    "not": "not reproduced",
    "cannot be tried": "cannot be tried",
}
Row = Mapping[Hashable, Any]


def cards(claims: pd.DataFrame, verdicts: Iterable[Verdict]) -> list[Finding]:
    """Give one finding a claim, in the order of the table: what was printed, and what came of it.

    `claims` is the clean table, `verdicts` those of `check_claims` on it.
    """
    rows = claims.to_dict("records")
    return [_card(row, verdict) for row, verdict in zip(rows, verdicts, strict=True)]


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
    """
    unit, low, high = str(row["unit"]), row["value_low"], row["value_high"]
    if pd.isna(low):
        return f"{row['value_text']} ({unit})"
    ends = [low] if low == high else [low, high]
    at, after = unit_parts(unit)
    texts = [Value(float(end), at, places(row)).text for end in ends]
    return " ".join(part for part in (" to ".join(texts), after) if part)


def unit_parts(unit: str) -> tuple[str, str]:
    """Divide a unit into what stands at the number and what stands after it.

    >>> unit_parts("% per year")
    ('%', 'per year')
    """
    at = next((word for word in ("GBP", "%") if unit.startswith(word)), "")
    return at, unit.removeprefix(at).strip()


def places(row: Row) -> int:
    """Give the decimals that a claim was printed with."""
    return 0 if pd.isna(row["decimals"]) else int(row["decimals"])


def _said(text: str) -> Value:
    return Value(text, function=check_claims)


def _card(row: Row, verdict: Verdict) -> Finding:
    sentence = "{key}. {claim}: {printed} ({source}). On the figures here it "
    values = {
        "key": Value(verdict.key),
        "claim": Value(str(row["claim"])),
        "printed": Value(printed(row), rows=(("claims", verdict.key),)),
        "source": Value(str(row["source_title"])),
        "outcome": Value(SAID[verdict.outcome], function=check_claims),
    }
    made = verdict.nearest
    if made is None:
        values |= {"reason": _said(verdict.reason), "needed": _said(verdict.needed)}
        sentence += "{outcome}: {reason}. It would take {needed}."
        return Finding(anchor(verdict.key), sentence, values)
    exact = verdict.outcome == "reproduced"
    digits = places(row) + (0 if exact else 1)
    unit = unit_parts(str(row["unit"]))[0]
    values |= {
        "n": Value(verdict.tried, function=check_claims),
        "choices": _said(made.choices),
        "computed": Value(made.value.value, unit, digits, check_claims, rows=made.rows),
    }
    if exact:
        values["cells"] = Value(len(verdict.cells), function=check_claims)
        sentence += (
            f"is {{outcome}}: {{choices}}, gives {{computed}} ({{cells}} of {{n}} "
            f"{agree(verdict.tried, 'computation')} tried "
            f"{agree(len(verdict.cells), 'prints', 'print')} the same)."
        )
        return Finding(anchor(verdict.key), sentence, values)
    values["reason"] = _said(verdict.reason)
    sentence += (
        f"is {{outcome}}: the nearest of {{n}} {agree(verdict.tried, 'computation')} tried, "
        "{choices}, gives {computed} ({reason})."
    )
    return Finding(anchor(verdict.key), sentence, values)
