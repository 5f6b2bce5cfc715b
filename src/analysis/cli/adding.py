"""The command that adds a row by question, or many from a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from analysis.ingest.adding import Form

MONTH, DAY = 7, 10  # characters of a month and of a day as text


def add(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="offer, ballot, action, claim or employer.")
    ],
    sheet: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="A CSV, .xlsx or .ods with a row each."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Add without asking once more.")] = False,
) -> None:
    """Add rows to data/raw by question: only what matters is asked, and each answer checked.

    What the row will say is shown before one line is appended; no line that is there is touched.
    From a sheet, columns may stand in any order, be fewer, and go by other names.

    For example:

      realpay add offer

      realpay add ballot --from branches.xlsx
    """
    from analysis.ingest.adding import append, check, line_of, load_form, read_sheet

    project = context.obj.to_work_on("add")
    form = load_form(project, kind)
    rows = [_ask(form)] if sheet is None else read_sheet(form, sheet)
    for row in rows[:10]:
        typer.echo(meaning(form, row))
    if len(rows) > 10:
        typer.echo(f"… and {len(rows) - 10} more")
    check(form, rows)
    if len(rows) == 1:
        typer.echo(line_of(form, rows[0]))
    count = "1 line" if len(rows) == 1 else f"{len(rows)} lines"
    if not yes and not typer.confirm(f"Append {count} to data/raw/{form.file}?", default=True):
        raise typer.Exit(1)
    append(project, form, rows)
    typer.echo(f"{count} added to data/raw/{form.file}. Next: realpay clean")


def _ask(form: Form) -> dict[str, str]:
    """Ask each question until its answer can be read; what follows from answers is not asked."""
    from analysis.errors import UsageError

    answers: dict[str, str] = {}
    for question in form.questions:
        if not question.text:
            continue
        while True:
            default = question.otherwise or ("" if not question.needed else None)
            typed = typer.prompt(question.text, default=default, show_default=bool(default))
            try:
                answers[question.column] = form.read(question.column, typed)
                break
            except UsageError as error:
                typer.echo(str(error))
    return form.complete(answers)


def meaning(form: Form, row: Mapping[str, str]) -> str:
    """Say in a sentence what a row will mean."""
    if form.kind == "offer":
        return _offer(form, row)
    if form.kind == "ballot":
        return _ballot(row)
    named = {"action": "action_id", "claim": "claim_id", "employer": "slug"}[form.kind]
    said = row.get("claim") or row.get("kind") or ""
    whose = row.get("employer") or row.get("name") or row.get("pay_measure") or ""
    when = row.get("start_date") or row.get("base") or row.get("sector") or ""
    return f"{row[named]}: {said}, {whose}, {when}".rstrip(", ")


def _offer(form: Form, row: Mapping[str, str]) -> str:
    """Say an offer with the newest rate known on its day: the gap is not the change."""
    from analysis.cli.worth import chosen_indices
    from analysis.cli.worth_text import per_cent
    from analysis.collection.versions import published_versions
    from analysis.errors import RealpayError
    from analysis.measures.offers.worth import KNOWN, Offer, readings

    basis = row["basis"].replace("_", " ")
    rise = row["percent"] or row["percent_high"] or row["percent_low"]
    said = f"{per_cent(float(rise))} {basis}" if rise else basis
    since = f", from {_month(row['effective_from'])}" if row["effective_from"] else ""
    start = f"{row['offer_id']}, {row['employer']}: {said}{since}"
    day = row["offered_on"] or row["source_date"]
    if not rise or len(day) != DAY:
        return f"{start}; no day or no percentage to set against prices"
    try:
        index = chosen_indices((), form.project)[:1]
        found = readings(
            published_versions(form.project),
            Offer(float(rise), date.fromisoformat(day)),
            indices=index,
        )
    except RealpayError as error:
        return f"{start}; {error}"
    known = next(one for one in found if one.reading == KNOWN)
    if known.rate is None or known.real_change is None:
        return f"{start}; {known.missing}"
    change = f"{known.real_change:+.1f}".replace("-", "−")
    return f"{start}; {known.index} known that day {per_cent(known.rate)}: {change} in real terms"


def _month(text: str) -> str:
    return f"{date.fromisoformat(text[:MONTH] + '-01'):%B %Y}" if len(text) >= MONTH else text


def _ballot(row: Mapping[str, str]) -> str:
    """Say a ballot with its turnout and share of yes, where there are counts."""
    parts = [f"{row['ballot_id']}, {row['union']} at {row['employer']}, closed {row['close_date']}"]
    back, entitled = row["papers_returned"] or row["votes_cast"], row["entitled"]
    if back and entitled:
        half = "at least half" if 2 * int(back) >= int(entitled) else "fewer than half"
        parts.append(f"{int(back):,} of {int(entitled):,} voted ({half})")
    elif row["turnout_pct_published"]:
        parts.append(f"turnout {row['turnout_pct_published']} % as printed")
    if row["yes"] and row["no"]:
        valid = int(row["yes"]) + int(row["no"])
        parts.append(f"{int(row['yes']):,} of {valid:,} valid votes are yes")
    elif row["yes_pct_published"]:
        parts.append(f"yes {row['yes_pct_published']} % as printed")
    if row["parent_ballot_id"]:
        parts.append(f"part of {row['parent_ballot_id']}")
    return "; ".join(parts)
