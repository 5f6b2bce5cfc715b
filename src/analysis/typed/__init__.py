"""What people type, read in one place: days, months, percentages, money, names.

The command line, notebooks, the catalogue, pages and Python ask here, so that what one understands
all understand, in the same words. What can mean one thing is understood however it is written;
what can mean two is asked back, with what to type for each. Nothing is guessed.
"""

from __future__ import annotations

from analysis.typed.amounts import percentage, pounds
from analysis.typed.days import day, month, pay_years, year
from analysis.typed.names import Names
from analysis.typed.times import Times, times

__all__ = [
    "Names",
    "Times",
    "day",
    "month",
    "pay_years",
    "percentage",
    "pounds",
    "times",
    "year",
]
