"""The command that says what an offer is worth against prices.

The answer comes at once: the few columns it needs are read without pandas, and text is laid out
here, so that tables are not brought in for it.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from analysis.cli.complete import indices as complete_indices

if TYPE_CHECKING:
    from analysis.measures.offers.worth import Offer, Published, Reading
    from analysis.project import Project


class Signed(TyperCommand):
    """A command that takes a number below nought for a number, not for an option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Write the minus of ``-3%`` as the true minus sign before options are looked for."""
        return super().parse_args(ctx, [re.sub(r"^-(?=[.\d])", "−", word) for word in args])


def worth(
    context: typer.Context,
    percent: Annotated[str, typer.Argument(metavar="PERCENT", help="The offer: 3, 3% or -1.5.")],
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="The day it was offered.")],
    effective: Annotated[
        str | None, typer.Option("--effective", metavar="MONTH", help="When it takes effect.")
    ] = None,
    salary: Annotated[
        str | None, typer.Option("--salary", metavar="POUNDS", help="A year's pay before it.")
    ] = None,
    lump_sum: Annotated[
        str | None,
        typer.Option("--lump-sum", metavar="POUNDS", help="Paid once, not consolidated."),
    ] = None,
    index: Annotated[
        list[str] | None,
        typer.Option(
            "--index",
            metavar="INDEX",
            help="CPI, CPIH, RPI or another on record (default: those shown).",
            autocompletion=complete_indices,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the readings as JSON.")] = False,
) -> None:
    """Say what an offer is worth on each index: as known that day, and as known now.

    The real change divides, the gap subtracts: two numbers. Pounds are a year's, at the prices of
    the month named, above (or −, short of) what would have kept pace.

    For example:

      realpay worth 3% --on 2022-12-07

      realpay worth 3% --on 2022-12-07 --effective 2022-08 --salary 25000
    """
    from analysis.cli.today import today

    asked = Question(percent, on, effective, salary, lump_sum, tuple(index or ()), as_json)
    typer.echo(answer(asked, context.obj, today=today(), drawn=sys.stdout.isatty()))


LEAST_SALARY = 1000.0  # pounds a year; a smaller sum is a weekly or hourly one
WIDEST = 40


@dataclass(frozen=True)
class Question:
    """An offer as it was typed, not read yet."""

    percent: str
    on: str
    effective: str | None = None
    salary: str | None = None
    lump_sum: str | None = None
    index: Sequence[str] = ()
    as_json: bool = False


def answer(
    question: Question, project: Callable[[], Project], *, today: date, drawn: bool = False
) -> str:
    """Say what the offer is worth, as text or as JSON; with a bar for a terminal.

    What was typed is read first, and the project is looked for after. Raises UsageError with what
    to type instead.
    """
    from analysis.collection.versions import published_versions, statuses_on
    from analysis.measures.offers.worth import readings

    offer, found = understood(question, today=today), project()
    chosen = chosen_indices(question.index, found)
    rates = published_versions(found)
    _refuse_before(rates, offer, chosen)
    said = readings(rates, offer, indices=chosen)
    status = statuses_on(found, chosen, offer.on.isoformat())
    if question.as_json:
        plain = {**as_plain(offer, said), "status": status}
        return json.dumps(plain, ensure_ascii=False, indent=1)
    width = shutil.get_terminal_size().columns if drawn else None
    return "\n".join((*lines(offer, said, status, width), *(_bars(offer, said) if drawn else ())))


def understood(question: Question, *, today: date) -> Offer:
    """Read the offer that was typed."""
    from analysis import typed
    from analysis.errors import UsageError
    from analysis.measures.offers.worth import Offer

    if question.lump_sum and not question.salary:
        raise UsageError(
            "A lump sum is a different share of every salary. Add --salary, such as --salary 25000."
        )
    effective, salary, lump_sum = question.effective, question.salary, question.lump_sum
    return Offer(
        typed.percentage(question.percent),
        typed.day(question.on, what="--on", today=today),
        typed.month(effective, what="--effective") if effective else None,
        typed.pounds(salary, what="--salary", least=LEAST_SALARY) if salary else None,
        typed.pounds(lump_sum, what="--lump-sum") if lump_sum else None,
    )


def chosen_indices(asked: Sequence[str], project: Project) -> list[str]:
    """Name the indices typed as they are on record, or those shown where none was."""
    from analysis.tables.indices import names, read_indices, shown

    every = read_indices(project)
    named = names(every)
    return list(dict.fromkeys(named.read(name, what="--index") for name in asked)) or shown(every)


def _refuse_before(rates: Sequence[Published], offer: Offer, chosen: Sequence[str]) -> None:
    """Refuse a day on which no index asked for had a rate, saying from when each has."""
    from analysis.errors import UsageError

    begins = {}
    for name in chosen:
        days = [rate.known for rate in rates if rate.index == name and rate.known]
        if days:
            begins[name] = min(days)
    if begins and offer.on < min(begins.values()):
        listed = ", ".join(f"{name} from {first}" for name, first in begins.items())
        raise UsageError(f"--on {offer.on}: no rate is known so early. On record are {listed}.")


def as_plain(offer: Offer, found: Sequence[Reading]) -> dict[str, Any]:
    """Give the offer as understood and its readings, for a program to read."""
    from dataclasses import asdict

    return {
        "percent": offer.percent,
        "on": offer.on.isoformat(),
        "effective": offer.effective.text if offer.effective else None,
        "salary": offer.salary,
        "lump_sum": offer.lump_sum,
        "readings": [
            {
                name: round(value, 6) if isinstance(value, float) else value
                for name, value in asdict(one).items()
            }
            for one in found
        ],
    }


def lines(
    offer: Offer, found: Sequence[Reading], status: str, width: int | None = None
) -> list[str]:
    """Lay out the answer as plain text: what was understood, the table, what would keep pace.

    `status` says what each index officially was that day.

    In a window narrower than the table each reading is a block of its own; sentences are folded.
    """
    from analysis.cli.worth_text import heading, notes, pace, table

    laid = [heading(offer), "", *table(offer, found, width), ""]
    laid += [*pace(offer, found), *notes(offer, found)]
    laid += [f"Official status that day: {status}."] if status else []
    if width is None:
        return laid
    return [part for line in laid for part in _folded(line, width)]


def _folded(line: str, width: int) -> list[str]:
    """Fold a line at its spaces, what follows indented; one that fits stays as it is."""
    if len(line) <= width:
        return [line]
    from textwrap import wrap

    return wrap(line, width, subsequent_indent="  ", break_long_words=False)


def _bars(offer: Offer, found: Sequence[Reading]) -> list[str]:
    """Draw the offer beside the rates known that day, on one scale."""
    from analysis.cli.worth_text import per_cent
    from analysis.measures.offers.worth import KNOWN

    drawn = [("offer", offer.percent)]
    drawn += [(one.index, one.rate) for one in found if one.reading == KNOWN and one.rate]
    most = max(abs(value) for _, value in drawn) or 1
    marks = {False: "█", True: "▒"}  # a fall is hatched, and its number has a minus sign
    return [
        "",
        *(
            f"{name:<6}{marks[value < 0] * max(1, round(WIDEST * abs(value) / most))} "
            f"{per_cent(value)}"
            for name, value in drawn
        ),
    ]
