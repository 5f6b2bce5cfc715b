"""Months, quarters, years, pay years and half-known dates: one place reads and writes them all.

``2000-01`` is January 2000 in a price series and the financial year 2000-01 in a pay deal, so the
caller says which it wants and the wrong one is refused in a sentence.
"""

from __future__ import annotations

from analysis.periods.months import Month, Quarter, Year
from analysis.periods.published import parse_ons_next, parse_ons_period, parse_ons_release, uk_date
from analysis.periods.spans import PayYear, Span, parse_pay_years

__all__ = [
    "Month",
    "PayYear",
    "Quarter",
    "Span",
    "Year",
    "parse_ons_next",
    "parse_ons_period",
    "parse_ons_release",
    "parse_pay_years",
    "uk_date",
]
