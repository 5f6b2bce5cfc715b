"""The command that says what an offer is worth against prices.

It answers at once: the few columns it needs are read without pandas, and text is laid out here.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from analysis.cli.complete import indices as complete_indices

if TYPE_CHECKING:
    from analysis.measures.worth import Offer, Published, Reading
    from analysis.project import Project

LEAST_SALARY = 1000.0  # pounds a year; a smaller sum is a weekly or hourly one
WIDEST = 40


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
            help="CPI, CPIH or RPI (default: each).",
            autocompletion=complete_indices,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the readings as JSON.")] = False,
) -> None:
    """Say what an offer is worth on each index: as known that day, and as known now.

    The real change divides, the gap subtracts: two numbers. Pounds are a year's, at the prices of
    the month named, above (or −, short of) what would have kept pace.

    Examples:
      realpay worth 3% --on 2022-12-07

      realpay worth 3% --on 2022-12-07 --effective 2022-08 --salary 25000
    """
    from analysis.measures.worth import readings

    today = datetime.now(UTC).date()
    offer, chosen = _asked(percent, on, effective, salary, lump_sum, index, today=today)
    rates = known_rates(context.obj())
    _refuse_before(rates, offer, chosen)
    found = readings(rates, offer, indices=chosen)
    if as_json:
        typer.echo(json.dumps(as_plain(offer, found), ensure_ascii=False, indent=1))
        return
    for line in (*lines(offer, found), *(_bars(offer, found) if sys.stdout.isatty() else ())):
        typer.echo(line)


def _asked(
    percent: str,
    on: str,
    effective: str | None,
    salary: str | None,
    lump_sum: str | None,
    index: Sequence[str] | None,
    *,
    today: Any,
) -> tuple[Offer, list[str]]:
    """Read what was typed."""
    from analysis.cli import reading
    from analysis.errors import UsageError, nearest
    from analysis.measures.points import INDICES
    from analysis.measures.worth import Offer

    if lump_sum and not salary:
        raise UsageError(
            "A lump sum is a different share of every salary. Add --salary, such as --salary 25000."
        )
    chosen = [name.upper() for name in index or INDICES]
    for name in chosen:
        if name not in INDICES:
            raise UsageError(f"No index called {name!r}. {nearest(name, INDICES)}")
    return Offer(
        reading.percentage(percent),
        reading.day(on, what="--on", today=today),
        reading.month(effective, what="--effective") if effective else None,
        reading.pounds(salary, what="--salary", least=LEAST_SALARY) if salary else None,
        reading.pounds(lump_sum, what="--lump-sum") if lump_sum else None,
    ), list(dict.fromkeys(chosen))


def known_rates(project: Project) -> list[Published]:
    """Read every version of the published rates from the clean table of prices."""
    from analysis.measures.points import RATE_SERIES
    from analysis.measures.worth import COLUMNS, Published
    from analysis.periods import Month
    from analysis.tables.rows import read_rows

    named = {series: index for index, series in RATE_SERIES.items()}
    start = Month(1970, 1)
    return [
        Published(
            named[series],
            start + period,
            rate,
            decimals,
            possible and possible.date(),
            known and known.date(),
            until is None,
        )
        for series, period, rate, decimals, possible, known, until in read_rows(
            project, "prices", COLUMNS
        )
        if series in named
    ]


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


def lines(offer: Offer, found: Sequence[Reading]) -> list[str]:
    """Lay out the answer as plain text: what was understood, the table, what would keep pace."""
    from analysis.cli.worth_text import heading, notes, pace, table

    return [heading(offer), "", *table(offer, found), "", *pace(offer, found), *notes(offer, found)]


def _bars(offer: Offer, found: Sequence[Reading]) -> list[str]:
    """Draw the offer beside the rates known that day, on one scale."""
    from analysis.cli.worth_text import per_cent
    from analysis.measures.worth import KNOWN

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
