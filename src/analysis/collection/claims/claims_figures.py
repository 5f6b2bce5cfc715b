"""Notebook 09, its chart and tables: printed against computed, the register, the attempts."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analysis.collection.claims.claims import View
from analysis.collection.claims.claims_cards import (
    Row,
    choice_words,
    outcome_words,
    printed,
    unit_parts,
)
from analysis.collection.headlines import counted, extremes
from analysis.collection.layouts import lay_out, words_of
from analysis.collection.wording import agree
from analysis.measures.bounds import Bounded
from analysis.measures.claims.figures import printed_figure
from analysis.measures.claims.forms import forms_of
from analysis.measures.claims.verdicts import Verdict, check_claims
from analysis.present import Chart, Table, dumbbell_chart, range_dot_chart
from analysis.present.numbers import print_amount, print_range

SOURCE = "published claims, each with its source; pay and prices: Civil Service Statistics, ONS"
NOT_TRIED = "it cannot be tried"
UNTRIED = "This claim cannot be tried on the figures here."
MOST_DRAWN = 40
MANY = 500  # computations: more are listed from the nearest on


def chart(view: View) -> Chart:
    """Draw printed against nearest for the register; every computation for one claim."""
    return _attempts(view) if view.one else _register(view)


def _register(view: View) -> Chart:
    rows = [
        (one.key, _named(row), row["value_low"], one.nearest.value.value)
        for row, one in zip(view.claims.to_dict("records"), view.verdicts, strict=True)
        if one.nearest is not None
        and one.outcome != "reproduced"
        and str(row["unit"]).startswith("%")
        and row["value_low"] == row["value_high"]
    ]
    data = pd.DataFrame(rows, columns=["key", "label", "printed", "computed"])
    data["computed"] = data["computed"].round(2)
    data["apart"] = (data["computed"] - data["printed"]).abs().round(2)
    headline, alt = "Every claim that was tried is reproduced", "Every claim tried is reproduced."
    if len(data):
        _, far = extremes(data, "apart")
        key = far["key"]
        claims = agree(len(data), "claim")
        headline = f"Largest gap of {len(data)} {claims}: {far['apart']:.1f} points ({key})"
        close = counted(data["apart"] < 1, check_claims, "claims less than one point away")
        alt = (
            f"Of {len(data)} {claims} that differ, {close.text} "
            f"{agree(close.amount, 'is', 'are')} less than one point from the nearest figure "
            f"computed here; furthest is {far['label']}, printed as "
            f"{print_amount(far['printed'], '%', 1)} where the nearest is "
            f"{print_amount(far['computed'], '%', 1)}."
        )
        counts = {"close": close}
    else:
        counts = {}
    return dumbbell_chart(
        data.drop(columns="key"),
        **words_of("printed-and-computed"),
        before="printed",
        after="computed",
        headline=headline,
        counts=counts,
        subtitle=f"{len(data)} claims in per cent that were tried and are not reproduced exactly, "
        "beside the nearest computation here",
        alt=alt,
        source=SOURCE,
    )


def _named(row: Mapping[Hashable, Any]) -> str:
    """Say whose claim it is, by its code, and what it says."""
    whose = re.split("[:(,]", str(row["source_title"]))[0].strip()
    return f"{whose}, {row['key']}: {row['claim']}"


def _attempts(view: View) -> Chart:
    row = view.claims.iloc[0].to_dict()
    unit = unit_parts(str(row["unit"]))[0]
    figure = printed_figure(row) if view.attempts() else None
    near = sorted(view.attempts(), key=lambda one: abs(figure.miss_of(one)) if figure else 0)
    made = sorted(near[:MOST_DRAWN], key=lambda one: one.value.value)
    data = pd.DataFrame(
        {
            "label": apart([one.choices for one in made]),
            "printed_low": row["value_low"],
            "printed_high": row["value_high"],
            "low": [round(one.value.low, 2) for one in made],
            "high": [round(one.value.high, 2) for one in made],
            "same": [figure is not None and figure.miss_of(one) == 0 for one in made],
        }
    )
    same = counted(data["same"], check_claims, "computations that give the figure as printed")
    headline, alt = f"{view.claim} cannot be tried on the figures here", UNTRIED
    if len(data):
        tried = f"{len(data)} {agree(len(data), 'computation')}"
        tried = f"the {len(data)} nearest computations" if len(near) > len(data) else tried
        gives = agree(same.amount, "gives", "give")
        headline = f"{same.text} of {tried} {gives} the figure printed"
        ends = print_range(data["low"].min(), data["high"].max(), unit, 2)
        alt = (
            f"Printed is {printed(row)}; {same.text} of {tried} {gives} it. They run from least to "
            f"most {ends}."
        )
    return range_dot_chart(
        data,
        **words_of("attempts-chart", unit=str(row["unit"]), title=row["source_title"]),
        band_low="printed_low",
        band_high="printed_high",
        low="low",
        high="high",
        band_name="as printed",
        mark_name="computed here, with its rounding",
        unit=unit,
        headline=headline,
        counts={"same": same} if len(data) else {},
        subtitle=f"{view.claim}: {row['claim']}: {printed(row)}",
        alt=alt,
        none=UNTRIED,
    )


def apart(choices: list[str]) -> list[str]:
    """Name computations by the choices in which they differ; all of them where there is but one.

    >>> apart(["median of EO, 2020 to 2023, CPI", "median of EO, 2020 to 2023, RPI"])
    ['CPI', 'RPI']
    """
    parts = [one.split(", ") for one in choices]
    shared = set(parts[0]).intersection(*parts[1:]) if parts else set()
    own = [[part for part in one if part not in shared] for one in parts]
    return [", ".join(mine or whole) for mine, whole in zip(own, parts, strict=True)]


def register(view: View) -> Table:
    """List every claim with what was printed, what came of it, and the nearest computation."""
    rows = []
    for row, one in zip(view.claims.to_dict("records"), view.verdicts, strict=True):
        made = one.nearest
        rows.append(
            {
                "key": one.key,
                "claim": row["claim"],
                "source": row["source_title"],
                "printed": printed(row),
                "outcome": outcome_words(one),
                "stated": choice_words(one.stated) if one.tried else None,
                "ours": choice_words(one.ours) if one.tried else None,
                "spread": _spread(row, one),
                "computed": None if made is None else _amount(row, made.value.value),
                "choices": None if made is None else made.choices,
                "why": one.reason or None,
                "needed": one.needed or None,
                "source_url": row.get("source_url"),
            }
        )
    return lay_out("register", pd.DataFrame(rows), not_tried=NOT_TRIED, source=SOURCE)


def _amount(row: Row, computed: float) -> str:
    """Print what was computed for a claim, in the unit at the claim's own number."""
    return print_amount(computed, unit_parts(str(row["unit"]))[0], 2)


def _spread(row: Row, verdict: Verdict) -> str | None:
    if not verdict.tried:
        return None
    least, most = (_amount(row, end) for end in verdict.spread)
    return f"{least} to {most} ({verdict.tried})"


def attempts(view: View) -> Table:
    """List every computation made for one claim; of very many, the nearest first."""
    made = view.attempts()
    if len(made) > MANY:
        figure = printed_figure(view.claims.iloc[0].to_dict())
        made = sorted(made, key=lambda one: abs(figure.miss_of(one)))
    rows = [(view.claims.iloc[0].to_dict(), one) for one in made] if view.one else []
    data = pd.DataFrame(
        [
            {
                "choices": one.choices,
                "value": one.value.value,
                "low": one.value.low,
                "high": one.value.high,
                "same": printed_figure(row).miss_of(one) == 0,
                "stands_in": one.for_base or one.for_measure or "nothing",
            }
            for row, one in rows
        ]
    )
    unit = str(view.claims["unit"].iloc[0]) if view.one and len(view.claims) else ""
    return lay_out(
        "attempts",
        data,
        unit=unit,
        claim=view.claim,
        source=SOURCE,
        none="The computations of a claim are listed in the report on that claim alone."
        if not view.one
        else UNTRIED,
    )


def forms(view: View) -> Table:
    """List figures of one study that are one number in two forms: a fall and the rise it needs."""
    rows = []
    for row in view.pairs.to_dict("records"):
        value = Bounded.rounded(float(row["value"]), decimals=0)
        made = forms_of(value).set_index("form")["value"]
        exact = made.get(row["form"])
        rows.append({**row, "exact": exact})
    return lay_out("forms", pd.DataFrame(rows), source=SOURCE)
