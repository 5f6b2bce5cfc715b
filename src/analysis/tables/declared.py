"""The declared tables by the names that code has for them, and the words it asks them for.

What each holds stands in `columns.csv`; words that a column allows are taken from there.
"""

from __future__ import annotations

from analysis.tables.registry import TABLES

INDICES = TABLES["indices"]
PRICES = TABLES["prices"]
EARNINGS = TABLES["earnings"]
RELEASES = TABLES["releases"]
FORECASTS = TABLES["forecasts"]
SERIES_STATUS = TABLES["series_status"]
OFFERS = TABLES["offers"]
OFFER_STATEMENTS = TABLES["offer_statements"]
REMITS = TABLES["remits"]
REVIEW_AWARDS = TABLES["review_awards"]
ROUND_STEPS = TABLES["round_steps"]
BALLOTS = TABLES["ballots"]
ACTIONS = TABLES["actions"]
BALLOT_RULES = TABLES["ballot_rules"]
SALARIES = TABLES["salaries"]
SECTOR_PAY = TABLES["sector_pay"]
WAGE_FLOORS = TABLES["wage_floors"]
PAY_SCALES = TABLES["pay_scales"]
CLAIMS = TABLES["claims"]
EMPLOYERS = TABLES["employers"]
MOMENTS = TABLES["moments"]
FIGURE_KINDS = TABLES["figure_kinds"]
MOMENT_FIGURES = TABLES["moment_figures"]
FIRST_FINDINGS = TABLES["first_findings"]

HOLDS = INDICES.columns["holds"].allowed
NATIONS = EMPLOYERS.columns["nation"].allowed
TO_COME = ("proposed", "offered")  # outcomes that say that nothing has come of it yet
REASONS = ("pay", "pensions", "jobs", "conditions", "redundancy terms", "other")

KINDS = CLAIMS.columns["kind"].allowed
"""What a finding states; each is computed by one function of `measures.claims.kinds`."""

SEVERAL = CLAIMS.columns["of_several"].allowed
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

JOINS = (
    "offer against prices",
    "votes",
    "own dispute",
    "campaign",
    "largest",
    "ceilings",
    "early ceilings",
    "cap against prices",
    "median pay",
    "prices",
    "last vote",
    "lowest pay",
    "sectors",
    "awards by grade",
)
"""What a news report asks of the record; each is answered by one function of the collection."""
