"""Days of one row that lie too far apart to be of one event: a slip of the keyboard, asked back.

A text tells of what has been, or of what is about to be; an award is offered, paid and takes effect
about its pay year; one event has its days within some years.
"""

from __future__ import annotations

from datetime import date

from analysis.ingest.making.known_days import day_of_text
from analysis.ingest.making.limiting import DOUBT
from analysis.ingest.reading.draft import Draft, Interval
from analysis.periods.spans import LONGEST_DEAL
from analysis.tables.columns import Span

YEAR = 365.25
AHEAD = 3  # years by which an award lies from its pay year, or anything ahead of the record
TOLD_AHEAD = {"effective": 3}  # years by which a text tells of what is to come; of other days one
APART = 10  # years between the days of one event
PERIODS = frozenset({"from", "until", "effective_to"})  # ends of a period, which may be long


def check_dates(made: Draft) -> None:
    """Flag and ask about days far after their source, far from their pay year or each other.

    A deal of more years than any has is a problem.
    """
    spans = [item for item in made.table.body if isinstance(item, Span) and item.raw]
    deals = {"pay_year_from", "pay_year_to"} <= made.raw.keys()
    if not spans and not deals:
        return
    sources = made.raw.get("source_date", ())
    dated = {text: day_of_text(text) for text in set(sources)}
    for place in range(len(made)):
        told = dated[sources[place]] if sources else None
        first = made.pay_year("pay_year_from", place) if deals else None
        last = made.pay_year("pay_year_to", place) if deals else None
        if first and last and last[0].year - first[0].year >= LONGEST_DEAL:
            found = (
                f"{last[0].year - first[0].year + 1} years from {made.raw['pay_year_from'][place]}"
            )
            mend = "look at both pay years again"
            made.problem(
                place, "pay_year_to", found, f"a deal of at most {LONGEST_DEAL} years", mend
            )
            continue
        days = {item: day for item in spans if (day := made.span(item.name, place))}
        for item, day in days.items():
            if why := _why(item, day, told, first, last, days):
                made.flag(place, f"{DOUBT}: {item.name}")
                made.ask(place, str(item.raw), made.raw[str(item.raw)][place], *why)


def check_ahead(made: Draft, newest: date) -> None:
    """Flag and ask about rows that would be known only years after the newest release."""
    usual = f"at most {AHEAD} years after the newest release, {newest}"
    for place in range(len(made)):
        known = made.known(place)
        if known and _years(newest, known[0]) > AHEAD:
            made.flag(place, f"{DOUBT}: known only from {known[0].year}")
            made.ask(place, "", known[0], usual, "look at the dates of this row again")


def _why(
    item: Span,
    found: Interval,
    told: Interval | None,
    first: Interval | None,
    last: Interval | None,
    days: dict[Span, Interval],
) -> tuple[str, str] | None:
    """Say what is usual of a day that is doubted, and the question; None where it is as usual."""
    ahead = TOLD_AHEAD.get(item.name, 1)
    if told and _years(told[1], found[0]) > ahead:
        return f"at most {ahead} years after source_date", "look at the year again"
    if item.name in PERIODS:
        return None
    if first and _years(found[1], first[0]) > AHEAD:
        return f"at most {AHEAD} years before its pay year", "look at the year again"
    if last and _years(last[1], found[0]) > AHEAD:
        return f"at most {AHEAD} years after its pay year", "look at the year again"
    others = [one for other, one in days.items() if other.name not in PERIODS]
    if len(others) > 1 and any(_years(one[1], found[0]) > APART for one in others):
        return f"within {APART} years of the other days of its row", "look at both days again"
    return None


def _years(since: date, until: date) -> float:
    return (until - since).days / YEAR
