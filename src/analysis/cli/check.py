"""The command that tries a claim of one's own on the figures here."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli.complete import indices as complete_indices

if TYPE_CHECKING:
    import pandas as pd

    from analysis.measures.claims.attempts import Attempt
    from analysis.measures.claims.verdicts import Verdict

SHOWN = 12


def check(
    context: typer.Context,
    figure: Annotated[
        str,
        typer.Argument(metavar="FIGURE", help="What is claimed: '-12 %' or '£13,200'."),
    ],
    pay: Annotated[str, typer.Option("--pay", metavar="PAY", help="Whose pay: 'EO median'.")] = "",
    start: Annotated[str, typer.Option("--from", metavar="TIME", help="Base: 2010, 2010-11.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="TIME", help="End: 2023, March 2023.")] = "",
    index: Annotated[
        list[str] | None,
        typer.Option(
            "--index", metavar="INDEX", help="A price index.", autocompletion=complete_indices
        ),
    ] = None,
    convention: Annotated[
        str, typer.Option("--convention", metavar="HOW", help="How the two ends are taken.")
    ] = "",
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="Such as 'rise needed' (else by unit).")
    ] = "",
    of_several: Annotated[
        str, typer.Option("--of-several", metavar="HOW", help="any, each or all of several.")
    ] = "",
    against: Annotated[
        str, typer.Option("--against", metavar="PAY", help="The other pay, for a gap.")
    ] = "",
    release: Annotated[
        str, typer.Option("--release", metavar="DAY", help="Earnings as released that day.")
    ] = "",
    hours: Annotated[
        str, typer.Option("--hours", metavar="HOURS", help="Paid hours, for the wage floor.")
    ] = "",
    every: Annotated[bool, typer.Option("--all", help="Print every computation tried.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print verdict and all tried.")] = False,
) -> None:
    """Try a claim about pay: whether it is reproduced, with which choices, or by how much not.

    What is left open is tried in every way there is, and counted. Names of pay: data/raw/README.md.

    For example:

      realpay check "-12 %" --pay "EO median" --from 2020 --to 2023 --index RPI

      realpay check "61 %" --kind "rise needed" --pay "All median" --from 2011 --json
    """
    from analysis.collection.claims.own import Said, check_own
    from analysis.collection.versions import statuses_on
    from analysis.project import ROOT_VARIABLE

    project = context.obj()
    os.environ[ROOT_VARIABLE] = str(project.root)
    indices = " or ".join(index or ())
    said = Said(
        figure, kind, pay, of_several, against, start, end, indices, convention, release, hours
    )
    row, verdict = check_own(said)
    if as_json:
        typer.echo(json.dumps(as_plain(row, verdict), ensure_ascii=False, indent=2))
        return
    typer.echo("\n".join(lines(row, verdict, every=every)))
    if status := statuses_on(project, str(row["deflator"].iloc[0]).split(" or ")):
        typer.echo(f"Official status: {status}.")


def lines(row: pd.DataFrame, verdict: Verdict, *, every: bool = False) -> list[str]:
    """Say the verdict, the figure in its other form, and what was tried, the nearest first."""
    from analysis.collection.claims.claims_cards import card, other_forms

    said = row.iloc[0].to_dict()
    sentences = [*card(said, verdict), *other_forms(said, verdict)]
    text = [_typed(one.sentence) for one in sentences]
    if not verdict.attempts:
        return text
    made = _nearest_first(row, verdict)
    shown = made if every else made[:SHOWN]
    text += ["", f"Tried, the nearest first ({len(shown)} of {len(made)}):"]
    text += [f"  {_number(one)}  {one.choices}" for one in shown]
    if len(shown) < len(made):
        text.append("All of them: --all, or --json")
    return text


def as_plain(row: pd.DataFrame, verdict: Verdict) -> dict[str, Any]:
    """Give the verdict and everything that was tried in JSON's types."""
    from analysis.collection.claims.claims_cards import outcome_words
    from analysis.measures.claims.figures import printed_figure
    from analysis.measures.claims.forms import rise_needed
    from analysis.tables.declared import KINDS

    said = row.iloc[0]
    figure = printed_figure(said.to_dict())
    needed = None
    if said["unit"] == "%" and figure.low == figure.high > -100:
        other = {KINDS[0]: KINDS[2], KINDS[2]: KINDS[0]}.get(str(said["kind"]))
        needed = other and {"kind": other, "value_pct": rise_needed(figure.low).value}
    tried = verdict.nearest is not None
    return {
        "figure": {"low": figure.low, "high": figure.high, "unit": figure.unit},
        "kind": said["kind"],
        "outcome": verdict.outcome,
        "says": outcome_words(verdict),
        "reason": verdict.reason or None,
        "needed": verdict.needed or None,
        "stated": list(verdict.stated),
        "open": list(verdict.ours),
        "tried": verdict.tried,
        "same": len(verdict.cells),
        "least": verdict.spread[0] if tried else None,
        "most": verdict.spread[1] if tried else None,
        "miss": verdict.miss if tried else None,
        "other_form": needed,
        "attempts": [
            {
                "choices": one.choices,
                "value": one.value.value,
                "low": one.value.low,
                "high": one.value.high,
                "most": None if one.most is None else one.most.value,
                "same": figure.miss_of(one) == 0,
                "stands_in": one.for_base or one.for_measure or None,
            }
            for one in _nearest_first(row, verdict)
        ],
    }


def _nearest_first(row: pd.DataFrame, verdict: Verdict) -> list[Attempt]:
    from analysis.measures.claims.figures import printed_figure

    if not verdict.attempts:
        return []
    figure = printed_figure(row.iloc[0].to_dict())
    return sorted(verdict.attempts, key=lambda one: abs(figure.miss_of(one)))


def _number(made: Attempt) -> str:
    ends = [made.value.value] if made.most is None else [made.value.value, made.most.value]
    return " to ".join(f"{end:,.2f}".replace("-", "−") for end in ends).rjust(10)


def _typed(text: str) -> str:
    """Print as typed in a terminal, with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
