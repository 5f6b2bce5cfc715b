"""The table of published findings: what each says, and everything by which it is tried."""

from __future__ import annotations

from analysis.tables.columns import CITATION, Column, Table
from analysis.tables.limits import DECIMALS, RISE

KINDS = (
    "change in real terms",
    "change in money",
    "rise needed",
    "level",
    "gap between two groups",
    "gap that opened",
    "cumulative loss",
    "ratio to the wage floor",
    "share that is below",
)
"""What a finding states; each is computed by one function of `measures.claims.kinds`."""

SEVERAL = ("any", "each", "all")
CHOICES = ("pay", "base", "end", "deflator", "convention", "release", "hours", "assumed")
"""The choices a figure depends on, by their columns; what the source does not say is ours."""

DEFLATED = (KINDS[0], KINDS[2], KINDS[6])
"""Kinds that are nothing without prices."""
SPANNING = (*KINDS[:3], KINDS[5], KINDS[6])
"""Kinds of a change from a base to an end."""
COMPARED = (KINDS[4], KINDS[5])
"""Kinds that hold a pay series against another."""

CONVENTIONS = (
    "month to month",
    "calendar-year average",
    "financial-year average",
    "three-month average",
)
"""How the two ends of a span are taken; a test holds these to the measures' own."""

NO_PRICES = "none"
UNSTATED = "not stated"

CLAIMS = Table(
    name="claims",
    row="one published finding about pay and prices, as printed, and how it is tried",
    raw_file="pay/claims.csv",
    raw_key="claim_id",
    body=(
        Column("claim", "text", "what was said", "claim", required=True),
        Column("value_low", "number", "the figure, or the low end", "value_low"),
        Column("value_high", "number", "the figure, or the high end", "value_high"),
        Column("value_text", "text", "the figure where only words were given", "value_text"),
        Column("decimals", "count", "decimals printed", "decimals", limits=DECIMALS),
        Column("unit", "text", "its unit", "unit", required=True),
        Column("pay_measure", "text", "whose pay, in the source's words", "pay_measure"),
        Column(
            "kind",
            "word",
            "what kind of statement it is; blank: it is not tried",
            "kind",
            allowed=KINDS,
        ),
        Column(
            "pay",
            "text",
            "names of the pay series it is tried on, joined by '; '; blank: every series of the "
            "whole civil service and the levels of average weekly earnings",
            "pay",
        ),
        Column(
            "of_several",
            "word",
            "any: one of several series is to give the figure; each: every one; all: the least and "
            "the greatest are the two ends of the figure; blank: any",
            "of_several",
            allowed=SEVERAL,
        ),
        Column("against", "text", "the pay series it is held against, likewise", "against"),
        Column(
            "base",
            "text",
            "start of the span: a year, a pay year, a month or three months, several joined by "
            "' or '; blank: every year there is",
            "base",
        ),
        Column("end", "text", "end of the span, likewise", "end"),
        Column(
            "deflator",
            "text",
            "price index, several joined by ' or '; none: no prices; blank or 'not stated': every "
            "index",
            "deflator",
        ),
        Column(
            "deflator_as_stated", "text", "the same in the source's words", "deflator_as_stated"
        ),
        Column(
            "convention",
            "text",
            "how the two ends of the span are taken, several joined by ' or '; blank: every way",
            "convention",
        ),
        Column(
            "release",
            "day",
            "day of the release it quotes: earnings are taken as they stood then; blank: as they "
            "stand now, and as they stood in each release held of the year after the end",
            "release",
        ),
        Column(
            "hours",
            "text",
            "paid hours a week for a ratio to the wage floor, several joined by ' or '; blank: "
            "36, 37, 41 and 42",
            "hours",
        ),
        Column(
            "assumed",
            "pct",
            "rise in prices that the source assumed for the last year of the span",
            "assumed",
            unit="%",
            limits=RISE,
        ),
        Column(
            "ours",
            "text",
            "which of these choices are ours and not the source's, joined by '; ': a blank and a "
            "choice of several are ours without being named",
            "ours",
        ),
        Column(
            "stand_in",
            "text",
            "what stands in, in `pay`, for pay that the record does not hold",
            "stand_in",
        ),
        Column(
            "missing",
            "text",
            "the series that it rests on and the record lacks: it is not tried",
            "missing",
        ),
        *CITATION,
    ),
    undated="Findings name their source and not the day on which it came out.",
)

TABLES = (CLAIMS,)
